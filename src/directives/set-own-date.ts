import { no, problem, yes, type PlainDate } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { TASK } from './rules.ts'
import { stepTask, type TaskAt } from './task.ts'
import { changeTask } from './task.sql.ts'
import { slashed } from './wording.ts'
import type { Moved, TaskState } from './types.ts'

export type SetOwnDate = TaskAt & {
  /** Null takes the unit's own date away again. */
  readonly on: PlainDate | null
}

/** The unit sets itself a date where the letter sets none. */
export const setOwnDate = useCase<SetOwnDate, Moved<TaskState>>(
  'directives.set-own-date',
  TASK['set-own-date'].by,
  async (tx, by, input) => {
    const step = await stepTask(tx, by, input, 'set-own-date')
    if (!step.ok) return step
    if (input.on && input.on < by.today)
      return no(problem('directives.date-past', { date: slashed(input.on) }, { field: 'on' }))
    const { row, to } = step.value
    await changeTask(tx, by, input, { state: to, ownDueOn: input.on })
    return yes({ state: to, version: row.version + 1 })
  },
)
