import { no, problem, yes, type Result, type UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { movedMeanwhile } from '../directives/index.ts'
import { lockAdvice, type AdviceRow } from './advice.sql.ts'
import { mayMove } from './policy.ts'
import { after, type AdviceMove } from './rules.ts'
import type { AdviceAt, AdviceState } from './types.ts'

export type Stepped = { readonly row: AdviceRow; readonly to: AdviceState; readonly side: UnitId }

/** What every step of a proposal has in common: is it there, which side may, the version seen, and the table in rules.ts. */
export async function stepAdvice(tx: Tx, by: Acting, at: AdviceAt, move: AdviceMove): Promise<Result<Stepped>> {
  const row = await lockAdvice(tx, at.advice)
  if (!row) return no(problem('advice.no-such-advice'))
  const side = mayMove(by.actor, row, move)
  if (!side.ok) return side
  const stale = await movedMeanwhile(tx, row, at.version)
  if (stale) return stale
  const to = after(move, row.state)
  return to ? yes({ row, to, side: side.value }) : no(problem(`advice.wrong-state-${row.state}`))
}
