import { no, problem, yes, type Result } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { movedMeanwhile, wrongState } from './moved.sql.ts'
import { mayMovePart } from './policy.ts'
import { after, PART } from './rules.ts'
import { changePart, lockPart, type PartKey } from './task.sql.ts'
import type { Moved, PartState } from './types.ts'

export type PartAt = PartKey & { readonly version: number }

/** Both moves of a part: by the person to whom it was given, or by whoever works at the unit to which it was. */
export async function movePart(
  tx: Tx,
  by: Acting,
  at: PartAt,
  move: keyof typeof PART,
  note: string | null,
): Promise<Result<Moved<PartState>>> {
  const row = await lockPart(tx, at)
  if (!row) return no(problem('directives.no-such-task'))
  const may = mayMovePart(by.actor, { unit: row.to_unit_id, person: row.to_person_id }, move)
  if (!may.ok) return may
  const stale = await movedMeanwhile(tx, row, at.version)
  if (stale) return stale
  const state = after<PartState>(PART[move], row.state)
  if (!state) return wrongState(row.state)
  await changePart(tx, by, at, state, note)
  return yes({ state, version: row.version + 1 })
}
