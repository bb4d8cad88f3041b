import { no, problem, yes, type Result } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { lockActivity, nameOfActor, type ActivityRow } from './activity.sql.ts'
import { mayMoveActivity } from './policy.ts'
import { ACTIVITY, type ActivityMove } from './rules.ts'
import type { ActivityAt, ActivityState } from './types.ts'

/** What every move of an activity has in common: whose it is, the version seen, and the table in rules.ts. */
export async function stepActivity(
  tx: Tx,
  by: Acting,
  at: ActivityAt,
  move: ActivityMove,
): Promise<Result<{ readonly row: ActivityRow; readonly to: ActivityState }>> {
  const may = mayMoveActivity(by.actor, at.unit, move)
  if (!may.ok) return may
  const row = await lockActivity(tx, at.unit, at.activity)
  if (!row) return no(problem('programmes.no-such-activity'))
  if (row.version !== at.version) return no(await movedMeanwhile(tx, row))
  const { from, to } = ACTIVITY[move]
  if (!(from as readonly ActivityState[]).includes(row.state)) return no(problem(`programmes.is-${row.state}`))
  return yes({ row, to: to === 'same' ? row.state : to })
}

/** Says who was first, and when by the clock in Viet Nam, because the sentence is read there. */
async function movedMeanwhile(tx: Tx, row: ActivityRow) {
  const local = new Date(row.changed_at.getTime() + 7 * 3_600_000).toISOString()
  return problem('programmes.moved-meanwhile', {
    who: await nameOfActor(tx, row.changed_by),
    at: `${local.slice(11, 16)} ${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)}`,
  })
}
