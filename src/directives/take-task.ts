import { yes } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { setWorkStatus } from './delivery.sql.ts'
import { TASK } from './rules.ts'
import { stepTask, type TaskAt } from './task.ts'
import { changeTask } from './task.sql.ts'
import type { Moved, TaskState } from './types.ts'

/** The unit takes up what a clause asks of it. */
export const takeTask = useCase<TaskAt, Moved<TaskState>>(
  'directives.take-task',
  TASK.take.by,
  async (tx, by, input) => {
    const step = await stepTask(tx, by, input, 'take')
    if (!step.ok) return step
    const { row, to } = step.value
    await changeTask(tx, by, input, { state: to })
    await setWorkStatus(tx, by, input.unit, input.document)
    return yes({ state: to, version: row.version + 1 })
  },
)
