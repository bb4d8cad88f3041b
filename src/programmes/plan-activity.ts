import { useCase } from '../access/index.ts'
import { begin, type NewActivity } from './begin.ts'
import { RECORDS } from './policy.ts'
import type { ActivityMoved } from './types.ts'

/** The unit plans an activity: what, when, where, with whom and for which tasks. It shows nothing until it was held. */
export const planActivity = useCase<NewActivity, ActivityMoved>('programmes.plan-activity', RECORDS, (tx, by, input) =>
  begin(tx, by, input, 'planned'),
)
