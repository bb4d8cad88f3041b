import { no, problem, yes, type Result } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { movedMeanwhile } from '../directives/index.ts'
import { mayEnterStudy } from './policy.ts'
import { lockSession, type SessionRow } from './session.sql.ts'
import type { SessionAt } from './types.ts'

/** What every change of a session has in common: whose it is, the version seen, and that it still stands. */
export async function stepSession(tx: Tx, by: Acting, at: SessionAt): Promise<Result<SessionRow>> {
  const may = mayEnterStudy(by.actor, at.unit)
  if (!may.ok) return may
  const row = await lockSession(tx, at)
  if (!row) return no(problem('dissemination.no-such-session'))
  const stale = await movedMeanwhile(tx, row, at.version)
  if (stale) return stale
  return row.state === 'held' ? yes(row) : no(problem('dissemination.session-withdrawn'))
}
