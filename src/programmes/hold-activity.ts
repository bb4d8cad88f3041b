import { useCase } from '../access/index.ts'
import { rewrite, type EditActivity } from './edit-activity.ts'
import { ACTIVITY } from './rules.ts'
import { stepActivity } from './step.ts'
import type { ActivityMoved } from './types.ts'

/** What was planned has happened: its results are recorded, and it becomes evidence of the tasks ticked. */
export const holdActivity = useCase<EditActivity, ActivityMoved>(
  'programmes.hold-activity',
  ACTIVITY.hold.by,
  async (tx, by, input) => {
    const step = await stepActivity(tx, by, input, 'hold')
    return step.ok ? rewrite(tx, by, input, step.value) : step
  },
)
