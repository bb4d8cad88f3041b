import { sql } from 'kysely'
import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import { together, type Tx } from '../db/index.ts'
import { letterFrom, letterRows, type LetterView } from './letter.sql.ts'
import { letterNumber } from './my-work.sql.ts'
import type { CutOffs } from './period.ts'
import type { ReportState } from './rules.ts'
import { cutOffRows, cutOffsFrom, dutyFrom, dutyRows, type Duty } from './setting.sql.ts'
import type { ReportId } from './types.ts'

/** One report in a list: of each unit, letter and period the newest version. */
export type ReportLine = {
  readonly id: ReportId
  readonly document: DocumentId
  readonly letter: string
  readonly subject: string
  readonly unit: UnitId
  readonly unitName: string
  readonly toName: string | null
  readonly period: string
  readonly until: PlainDate
  readonly revision: number
  readonly state: ReportState
  readonly consolidates: string
  readonly proposals: number
  readonly answered: number
}

/** Which reports a list shows: the unit's own, those that wait for its answer, those sent to it, or those of one letter. */
export type ReportShelf = 'own' | 'to-answer' | 'received' | 'proposals'
export const SHELVES: readonly ReportShelf[] = ['own', 'to-answer', 'received', 'proposals']

type Row = Omit<ReportLine, 'letter'> & { number: string | null; symbol: string | null; regime: string | null }

const LINE = sql`r.id, r.document_id as document, d.number, d.symbol, d.regime, d.subject, r.unit_id as unit, u.name as "unitName", tu.name as "toName",
  r.period_key as period, r.until_on as "until", r.revision, r.state, r.consolidates,
  (select count(*)::int from report_proposal p where p.report_id = r.id) as proposals,
  (select count(*)::int from report_proposal p where p.report_id = r.id and p.answer is not null) as answered`
const FROM = sql`report r join report_documents() d on d.id = r.document_id join unit u on u.id = r.unit_id left join unit tu on tu.id = r.to_unit_id`
const NEWEST = sql`not exists (select from report n where n.replaces_id = r.id and (n.state <> 'draft' or n.unit_id in (select own_units())))`

const lines = (rows: readonly Row[]): ReportLine[] =>
  rows.map(({ number, symbol, regime, ...row }) => ({ ...row, letter: letterNumber({ number, symbol, regime }) }))

/** The reports on one shelf of a unit, newest period first; one statement. */
export async function reportsOn(tx: Tx, shelf: ReportShelf, unit: UnitId, limit = 200): Promise<ReportLine[]> {
  const where = {
    own: sql`r.unit_id = ${unit}`,
    'to-answer': sql`r.to_unit_id = ${unit} and r.state = 'submitted'`,
    received: sql`r.state <> 'draft' and (r.to_unit_id = ${unit} or r.id in (select report_id from report_copy where unit_id = ${unit}))`,
    proposals: sql`r.state <> 'draft' and r.id in (select report_id from report_proposal where owner_unit_id = ${unit})`,
  }[shelf]
  const { rows } = await sql<Row>`select ${LINE} from ${FROM}
    where ${where} and ${NEWEST} order by r.until_on desc, u.name_fold, r.id limit ${limit}`.execute(tx)
  return lines(rows)
}

/** The reports on a letter and on all that passes it on, as far as the reader may see them. */
export const reportsOfLetter = async (tx: Tx, document: DocumentId): Promise<ReportLine[]> =>
  lines((await ofLetterRows(document).execute(tx)).rows)

const ofLetterRows = (document: DocumentId) => sql<Row>`select ${LINE} from ${FROM}
  where r.document_id in (select document_id from document_thread where root_id = ${document} union select ${document}::uuid) and ${NEWEST}
  order by r.until_on desc, r.document_id <> ${document}, u.name_fold, r.id limit 500`

/** All that the letter's tab of reports shows: the letter, its reports, what it asks and the unit's days; one statement. */
export async function letterReports(
  tx: Tx,
  document: DocumentId,
  unit: UnitId,
): Promise<{ letter: LetterView; lines: ReportLine[]; duty: Duty; days: CutOffs } | null> {
  const found = await together(tx, {
    letters: letterRows(document, unit, null),
    lines: ofLetterRows(document),
    duties: dutyRows(document, unit),
    days: cutOffRows(unit),
  })
  const [letter] = found.letters
  if (!letter) return null
  return {
    letter: letterFrom(letter),
    lines: lines(found.lines),
    duty: dutyFrom(found.duties[0]),
    days: cutOffsFrom(found.days),
  }
}
