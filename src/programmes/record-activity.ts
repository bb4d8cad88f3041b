import { useCase } from '../access/index.ts'
import { begin, type NewActivity } from './begin.ts'
import { RECORDS } from './policy.ts'
import type { ActivityMoved } from './types.ts'

/**
 * The unit records what happened, with its results and files. It counts once, and is evidence of every task ticked.
 * Refuses what is not over yet (`programmes.not-over`), what has no result (`programmes.no-result`), an area not under the
 * unit, an unknown indicator or the same twice, and the task of a unit that was not there (`programmes.task-of-others`).
 */
export const recordActivity = useCase<NewActivity, ActivityMoved>(
  'programmes.record-activity',
  RECORDS,
  (tx, by, input) => begin(tx, by, input, 'held'),
)
