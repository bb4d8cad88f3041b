import { no, problem, yes, type Result } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { movedMeanwhile } from '../directives/index.ts'
import { lockDossier, type DossierRow } from './dossier.sql.ts'
import { mayMoveDossier } from './policy.ts'
import { after, DOSSIER, type DossierMove } from './rules.ts'
import type { DossierAt, DossierState } from './types.ts'

/** What every step of a file has in common: is it there, may this actor, the version seen, and the table in rules.ts. */
export async function stepDossier(
  tx: Tx,
  by: Acting,
  at: DossierAt,
  move: DossierMove,
): Promise<Result<{ readonly row: DossierRow; readonly to: DossierState }>> {
  const row = await lockDossier(tx, at.dossier)
  if (!row) return no(problem('dossiers.no-such-dossier'))
  const may = mayMoveDossier(by.actor, row.unit, move)
  if (!may.ok) return may
  const stale = await movedMeanwhile(tx, row, at.version)
  if (stale) return stale
  const to = after<DossierState>(DOSSIER[move], row.state)
  return to ? yes({ row, to }) : no(problem(`dossiers.wrong-state-${row.state}`, { code: row.code }))
}

/** A step that needs a reason is refused without one, beside its field. */
export function reasonIn(why: string, field = 'why'): Result<string> {
  const reason = why.trim()
  return reason === '' ? no(problem('dossiers.reason-missing', undefined, { field })) : yes(reason)
}
