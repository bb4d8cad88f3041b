import { yes, type Result } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { movedMeanwhile, noSuchLetter, wrongState } from './moved.sql.ts'
import { lockOutgoing, type OutgoingRow } from './outgoing.sql.ts'
import { mayMoveOutgoing } from './policy.ts'
import { after, OUTGOING } from './rules.ts'
import type { LetterAt, OutgoingState } from './types.ts'

/** The part that every step of an outgoing letter has in common: whose it is, the version seen, and the state table.
 * Of several steps the first that starts from the letter's state is taken; who may do the first may do them all. */
export async function stepOutgoing(
  tx: Tx,
  by: Acting,
  at: LetterAt,
  ...steps: [keyof typeof OUTGOING, ...(keyof typeof OUTGOING)[]]
): Promise<Result<{ readonly row: OutgoingRow; readonly to: OutgoingState }>> {
  const may = mayMoveOutgoing(by.actor, at.unit, steps[0])
  if (!may.ok) return may
  const row = await lockOutgoing(tx, at.document)
  if (!row || row.unit !== at.unit) return noSuchLetter()
  const stale = await movedMeanwhile(tx, row, at.version)
  if (stale) return stale
  const to = steps.map(step => after<OutgoingState>(OUTGOING[step], row.state)).find(state => state !== null)
  return to ? yes({ row, to }) : wrongState(row.state)
}
