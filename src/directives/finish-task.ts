import { yes } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { setWorkStatus } from './delivery.sql.ts'
import { TASK } from './rules.ts'
import { stepTask, type TaskAt } from './task.ts'
import { changeTask } from './task.sql.ts'
import type { Moved, TaskState } from './types.ts'

export type FinishTask = TaskAt & {
  /** What was done, in the unit's words: the issuer reads it. May be empty where evidence says it. */
  readonly note: string
}

/**
 * The unit says that a task with an end is done: in words, or by the evidence that is there. A standing task has no end.
 * Refuses `directives.done-without-words` when there is neither.
 */
export const finishTask = useCase<FinishTask, Moved<TaskState>>(
  'directives.finish-task',
  TASK.finish.by,
  async (tx, by, input) => {
    const step = await stepTask(tx, by, input, 'finish', input.note)
    if (!step.ok) return step
    const { row, to } = step.value
    await changeTask(tx, by, input, { state: to, ...(input.note.trim() ? { doneNote: input.note.trim() } : {}) })
    await setWorkStatus(tx, by, input.unit, input.document)
    return yes({ state: to, version: row.version + 1 })
  },
)
