import { fsckAccess } from '../../access/index.ts'
import { fsckAdvice } from '../../advice/index.ts'
import type { Database, Tx } from '../../db/index.ts'
import type { Moment } from '../../access/index.ts'
import { fsckDirectives } from '../../directives/index.ts'
import { fsckDissemination } from '../../dissemination/index.ts'
import { fsckDossiers } from '../../dossiers/index.ts'
import { fsckFiles } from '../../files/index.ts'
import { fsckGifts } from '../../gifts/index.ts'
import { fsckLedger } from '../../ledger/index.ts'
import { fsckNotices } from '../../notices/index.ts'
import { fsckReports } from '../../reports/index.ts'
import { fsckOrg } from '../../org/index.ts'
import { fsckProgrammes } from '../../programmes/index.ts'
import { fsckUrging } from '../../urging/index.ts'
import { fsckSpending } from '../../spending/index.ts'
import { fsckSheets } from '../../sheets/index.ts'
import { fsckStatements } from '../../statements/index.ts'
import type { T } from '../../words/index.ts'

type Check = {
  readonly name: string
  readonly rows: number
  readonly violations: number
  readonly sample?: string | readonly string[] | undefined
}
const ROOMS: readonly ((tx: Tx) => Promise<readonly Check[]>)[] = [
  fsckAccess,
  fsckFiles,
  fsckNotices,
  fsckOrg,
  fsckLedger,
  fsckGifts,
  fsckDirectives,
  fsckDissemination,
  fsckProgrammes,
  fsckUrging,
  fsckReports,
  fsckDossiers,
  fsckAdvice,
  fsckSpending,
  fsckSheets,
  fsckStatements,
]

/** Every invariant over the live database, a line each with how many rows it read; 1 on any violation. */
export async function fsckCommand(db: Database, at: Moment, t: T): Promise<number> {
  const checks = await db.own({ now: at.now, asOf: at.today }, async tx => {
    const done: Check[] = []
    for (const room of ROOMS) done.push(...(await room(tx)))
    return done
  })
  for (const check of checks) {
    const sample = check.violations > 0 && check.sample ? ` (${[check.sample].flat().join(', ')})` : ''
    console.log(
      `${check.violations === 0 ? '✔' : '✖'} ${check.name}: ${t('cli.fsck-line', { rows: check.rows, violations: check.violations })}${sample}`,
    )
  }
  return checks.some(check => check.violations > 0) ? 1 : 0
}
