import { mustHold, useCase, type Role } from '../access/index.ts'
import { yes, type UnitId } from '../kernel/index.ts'
import { samplesOf } from './sample.sql.ts'

/** Who may look at the unit's test set: it holds whole letters, of whoever wrote to the unit. */
export const TEST_SET: readonly Role[] = ['admin']

/** More is no test set any more; the newest then wait for the oldest to be forgotten. */
export const TEST_SET_MOST = 2_000

/** How many letters there are: what the command answers is stored with it, and letters are not to be kept there. */
export const exportTestSet = useCase<{ readonly unit: UnitId }, { readonly letters: number }>(
  'directives.export-test-set',
  TEST_SET,
  async (tx, by, { unit }) => {
    const may = mustHold(by.actor, unit, ...TEST_SET)
    if (!may.ok) return may
    return yes({ letters: (await samplesOf(tx, unit, TEST_SET_MOST)).length })
  },
)
