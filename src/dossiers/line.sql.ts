import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import { together, type Tx } from '../db/index.ts'
import type { AccountId, UnitId } from '../kernel/index.ts'
import { settingRows, settingsFrom, type DossierSettings } from './settings.sql.ts'
import type { LineId, Retention } from './types.ts'

/** The unit's list of files (danh mục hồ sơ). */

export type LineView = {
  readonly id: LineId
  readonly year: number
  readonly code: string
  readonly title: string
  readonly retention: Retention
  readonly ended: boolean
  readonly files: number
  readonly version: number
}

/** The list of one unit and year, in the order of its codes, with how many files stand under each line. */
export const linesOf = async (tx: Tx, unit: UnitId, year: number): Promise<LineView[]> =>
  (await lineRows(unit, year).execute(tx)).rows

/** The same with what the office has set, for pages on which one is chosen or written; one statement. */
export async function linesToChoose(
  tx: Tx,
  unit: UnitId,
  year: number,
): Promise<{ readonly lines: readonly LineView[]; readonly settings: DossierSettings }> {
  const found = await together(tx, { lines: lineRows(unit, year), settings: settingRows })
  return { lines: found.lines, settings: settingsFrom(found.settings) }
}

const lineRows = (unit: UnitId, year: number) => sql<LineView>`
    select l.id, l.year, l.code, l.title, l.retention, l.ended_at is not null as ended, l.version,
      (select count(*)::int from dossier d where (d.realm, d.line_id) = (l.realm, l.id)) as files
    from dossier_line l where l.unit_id = ${unit} and l.year = ${year} order by l.ended_at is not null, l.code, l.id`

export type LineRow = {
  readonly unit: UnitId
  readonly year: number
  readonly code: string
  readonly retention: Retention
  readonly ended: boolean
  readonly files: number
  readonly version: number
  readonly state: string
  readonly changed_by: AccountId | null
  readonly changed_at: Date | null
}

export async function lockLine(tx: Tx, id: LineId): Promise<LineRow | null> {
  const { rows } = await sql<LineRow>`
    select l.unit_id as unit, l.year, l.code, l.retention, l.ended_at is not null as ended, l.version, '' as state, l.changed_by, l.changed_at,
      (select count(*)::int from dossier d where (d.realm, d.line_id) = (l.realm, l.id)) as files
    from dossier_line l where l.id = ${id} for update of l`.execute(tx)
  return rows[0] ?? null
}

export async function isCodeTaken(tx: Tx, unit: UnitId, year: number, code: string): Promise<boolean> {
  const { rows } = await sql`select from dossier_line
    where unit_id = ${unit} and year = ${year} and code = ${code} and ended_at is null`.execute(tx)
  return rows.length > 0
}

export const insertLine = (
  tx: Tx,
  by: Acting,
  line: {
    readonly id: LineId
    readonly unit: UnitId
    readonly year: number
    readonly code: string
    readonly title: string
    readonly retention: Retention
  },
) =>
  sql`insert into dossier_line (realm, id, unit_id, year, code, title, retention, changed_by, changed_at, command_id)
    values (${by.actor.realm}, ${line.id}, ${line.unit}, ${line.year}, ${line.code}, ${line.title}, ${line.retention},
      ${by.actor.account}, ${by.now}, ${by.command})`.execute(tx)

export const changeLine = (
  tx: Tx,
  by: Acting,
  id: LineId,
  to: { readonly title?: string; readonly retention?: Retention; readonly end?: boolean },
) =>
  sql`update dossier_line set title = coalesce(${to.title ?? null}, title), retention = coalesce(${to.retention ?? null}, retention),
      ended_at = case when ${to.end === true} then ${by.now}::timestamptz else ended_at end,
      version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}, command_id = ${by.command}
    where id = ${id}`.execute(tx)
