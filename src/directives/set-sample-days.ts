import { no, problem, yes, type UnitId } from '../kernel/index.ts'
import { mustHold, useCase } from '../access/index.ts'
import { isSampleDays, SAMPLE_DAYS_MAX, writeSampleDays } from './sample.sql.ts'

export type SetSampleDays = { readonly unit: UnitId; readonly days: number }

/**
 * Sets for how many days the unit keeps what its clerks corrected at the desk; 0 keeps nothing from now on. What is kept
 * already ends on the day it was kept for. Refuses `directives.sample-days`.
 */
export const setSampleDays = useCase<SetSampleDays, { readonly days: number }>(
  'directives.set-sample-days',
  ['admin'],
  async (tx, by, { unit, days }) => {
    const may = mustHold(by.actor, unit, 'admin')
    if (!may.ok) return may
    if (!isSampleDays(days)) return no(problem('directives.sample-days', { max: SAMPLE_DAYS_MAX }, { field: 'days' }))
    await writeSampleDays(tx, unit, days)
    return yes({ days })
  },
)
