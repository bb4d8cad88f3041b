import { no, problem, yes } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { setWorkStatus } from './delivery.sql.ts'
import { TASK } from './rules.ts'
import { stepTask, type TaskAt } from './task.ts'
import { changeTask } from './task.sql.ts'
import type { Moved, TaskState } from './types.ts'

export type FinishTask = TaskAt & {
  /** What was done, in the unit's words: the issuer reads it. */
  readonly note: string
}

/** The unit says that a task with an end is done and what was done. A standing task has no end. */
export const finishTask = useCase<FinishTask, Moved<TaskState>>(
  'directives.finish-task',
  TASK.finish.by,
  async (tx, by, input) => {
    const step = await stepTask(tx, by, input, 'finish')
    if (!step.ok) return step
    if (input.note.trim() === '') return no(problem('directives.done-without-words', {}, { field: 'note' }))
    const { row, to } = step.value
    await changeTask(tx, by, input, { state: to, doneNote: input.note.trim() })
    await setWorkStatus(tx, by, input.unit, input.document)
    return yes({ state: to, version: row.version + 1 })
  },
)
