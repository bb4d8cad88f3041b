import { no, problem, yes, type UnitId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { setEvidence, type TaskKey } from '../directives/index.ts'
import { activityWith } from './activity.sql.ts'
import { mayRecord, RECORDS } from './policy.ts'
import { isClause, LISTS } from './rules.ts'
import type { ActivityId } from './types.ts'

export type ClaimActivity = {
  readonly unit: UnitId
  readonly activity: ActivityId
  /** All of the unit's own tasks that it is evidence of; what is no longer named is taken back. */
  readonly tasks: readonly Omit<TaskKey, 'unit'>[]
}
export type Claimed = { readonly activity: ActivityId; readonly tasks: number }

/** A unit that took part ticks its own tasks. The activity stays one, and its figures stay the organiser's. */
export const claimActivity = useCase<ClaimActivity, Claimed>(
  'programmes.claim-activity',
  RECORDS,
  async (tx, by, input) => {
    const may = mayRecord(by.actor, input.unit)
    if (!may.ok) return may
    if (input.tasks.length > LISTS.tasks)
      return no(problem('programmes.too-many', { max: LISTS.tasks }, { field: 'tasks' }))
    if (!input.tasks.every(task => isClause(task.clause)))
      return no(problem('programmes.task-unknown', {}, { field: 'tasks' }))
    const row = await activityWith(tx, input.unit, input.activity)
    if (!row) return no(problem('programmes.no-such-activity'))
    if (row.state !== 'held') return no(problem(`programmes.is-${row.state}`))
    const tasks = input.tasks.map(task => ({ ...task, unit: input.unit }))
    const evidence = { kind: 'activity' as const, id: input.activity, onDay: row.untilOn }
    const found = await setEvidence(tx, by, evidence, tasks, [input.unit])
    if (found < new Set(tasks.map(task => `${task.document} ${task.clause}`)).size)
      return no(problem('programmes.task-unknown', {}, { field: 'tasks' }))
    return yes({ activity: input.activity, tasks: found })
  },
)
