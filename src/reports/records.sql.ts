import { sql } from 'kysely'
import type { DocumentId, PlainDate } from '../kernel/index.ts'
import { together, type Tx } from '../db/index.ts'
import { letterNumber } from './my-work.sql.ts'
import type { ReportId } from './types.ts'

/** What stands behind the figures of a report: its records, who claims them, and what became of them since. */

/** A record that says something else now than when it was counted. */
export type RecordChange = {
  readonly part: ReportId
  readonly indicator: string
  readonly kind: 'activity' | 'session'
  readonly id: string
  readonly label: string
  readonly counted: number
  readonly now: number
  readonly withdrawn: boolean
}

/** The report of a unit that claims a record: one of them is where it was counted, the others' claims were left aside. */
export type Claim = {
  readonly report: ReportId
  readonly unitName: string
  readonly amount: number
  readonly counted: boolean
}
/** A record that several reports claim and that counts once, with who claims it and where it was counted. */
export type SharedRecord = {
  readonly kind: 'activity' | 'session'
  readonly id: string
  readonly label: string
  readonly indicator: string
  readonly claims: readonly Claim[]
}
/** More of these than a page can show are left away; `total` says how many there are. */
const SHOWN_MAX = 100
const CHANGES_MAX = 500

export type SinceCounted = {
  readonly changes: readonly RecordChange[]
  readonly shared: readonly SharedRecord[]
  readonly sharedTotal: number
}

/** What has changed in the records since they were counted, here or in a part, and what several reports claim; one statement. */
export async function sinceCounted(tx: Tx, id: ReportId): Promise<SinceCounted> {
  const found = await together(tx, {
    changes: sql<RecordChange>`
      select part_id as part, indicator, kind, source_id as id, label, counted, now, withdrawn from report_changes(${id})
      order by label limit ${CHANGES_MAX}`,
    shared: sharedRows(id),
  })
  return {
    changes: found.changes,
    shared: found.shared.map(({ kind, id: record, label, indicator, claims }) => ({
      kind,
      id: record,
      label,
      indicator,
      claims,
    })),
    sharedTotal: found.shared[0]?.total ?? 0,
  }
}

/** The report and its parts. */
const AMONG = (id: ReportId) => sql`among as materialized (
    select r.id, r.filled_at, r.unit_id, true as accepted from report r where r.id = ${id}
    union all select r.id, r.filled_at, r.unit_id, p.accepted from report_part p join report r on r.id = p.part_id where p.report_id = ${id})`

/** Where a record was counted is where report_totals() takes it: the accepted one, the one taken later, the larger. */
const FIRST = sql`among.accepted desc, among.filled_at desc, s.amount desc, s.report_id`

/** Each record once, with the first of its indicators: a claim is of the whole record. */
const sharedRows = (id: ReportId) => sql<SharedRecord & { readonly total: number }>`
    with ${AMONG(id)},
    claims as (
      select s.kind, s.source_id, s.label, s.indicator, s.amount, s.report_id, among.unit_id,
        row_number() over (partition by s.kind, s.source_id, s.indicator order by ${FIRST}) as place,
        count(*) over (partition by s.kind, s.source_id, s.indicator) as claimed
      from report_source s join among on among.id = s.report_id
      where s.left_out is null and s.evidence and not s.settled),
    shared as (
      select distinct on (kind, source_id) kind, source_id, indicator, label from claims where claimed > 1 and place = 1
      order by kind, source_id, indicator),
    shown as (select *, count(*) over ()::int as total from shared order by label, source_id limit ${SHOWN_MAX})
    select x.kind, x.source_id as id, x.label, x.indicator, x.total, (
      select jsonb_agg(jsonb_build_object('report', c.report_id, 'unitName', u.name, 'amount', c.amount, 'counted', c.place = 1) order by c.place)
      from claims c join unit u on u.id = c.unit_id
      where (c.kind, c.source_id, c.indicator) = (x.kind, x.source_id, x.indicator)) as claims
    from shown x`

/** A record behind a figure, with the clauses of which it is evidence. */
export type FigureRecord = {
  readonly kind: 'activity' | 'session'
  readonly id: string
  readonly label: string
  readonly onDay: PlainDate
  readonly amount: number
  readonly holder: string
  /** Whether the reader may open the record itself: who reads a report beside sees its line and no more. */
  readonly open: boolean
  /** The letter that a study session was about, where the reader may open it. */
  readonly sessionOf: DocumentId | null
  /** The reports that claim it, first the one where it was counted. */
  readonly claims: readonly Claim[]
  readonly when: 'period' | 'earlier' | 'last-year' | 'settled'
  readonly clauses: readonly {
    readonly document: DocumentId
    readonly ordinal: number
    readonly label: string
    readonly letter: string
  }[]
}
type ClauseRow = Omit<FigureRecord['clauses'][number], 'letter'> & Parameters<typeof letterNumber>[0]
type RecordRow = Omit<FigureRecord, 'amount' | 'clauses'> & {
  readonly amount: bigint
  readonly total: number
  readonly clauses: readonly ClauseRow[] | null
}

/** The records from which a figure was counted, each once, over the report and all its parts; one statement. */
export async function recordsBehind(
  tx: Tx,
  id: ReportId,
  indicator: string,
  limit = 500,
): Promise<{ records: FigureRecord[]; total: number }> {
  const { rows } = await sql<RecordRow>`
    with ${AMONG(id)},
    claims as materialized (
      select s.kind, s.source_id, s.settled, s.label, s.on_day, s.amount, s.held_by, s.evidence, s.report_id, among.unit_id,
        row_number() over (partition by s.kind, s.source_id, s.settled order by ${FIRST}) as place
      from report_source s join among on among.id = s.report_id where s.indicator = ${indicator} and s.left_out is null),
    shown as (select *, count(*) over ()::int as total from claims where place = 1 order by on_day desc, label, settled limit ${limit})
    select c.kind, c.source_id as id, c.label, c.on_day as "onDay", c.amount, h.name as holder, c.total,
      case c.kind when 'activity' then exists (select from activity a where a.id = c.source_id)
        else exists (select from study_session x where x.id = c.source_id) end as open,
      (select x.document_id from study_session x where c.kind = 'session' and x.id = c.source_id) as "sessionOf",
      (select jsonb_agg(jsonb_build_object('report', y.report_id, 'unitName', u.name, 'amount', y.amount, 'counted', y.place = 1) order by y.place)
       from claims y join unit u on u.id = y.unit_id
       where (y.kind, y.source_id, y.settled) = (c.kind, c.source_id, c.settled)) as claims,
      case when c.settled then 'settled' when c.on_day between me.from_on and me.cut_off_on and c.evidence then 'period'
        when c.on_day < me.from_on and c.evidence and c.on_day >= me.cumulative_from then 'earlier' else 'last-year' end as when,
      (select jsonb_agg(distinct jsonb_build_object('document', e.document_id, 'ordinal', e.clause_ordinal, 'label', q.label,
          'number', d.number, 'symbol', d.symbol, 'regime', d.regime))
       from task_evidence e join clause q on q.document_id = e.document_id and q.ordinal = e.clause_ordinal join document d on d.id = e.document_id
       where e.kind = c.kind and e.evidence_id = c.source_id and e.ended_at is null) as clauses
    from shown c join report me on me.id = ${id} join unit h on h.id = c.held_by
    order by c.on_day desc, c.label, c.settled`.execute(tx)
  return {
    total: rows[0]?.total ?? 0,
    records: rows.map(row => ({
      ...row,
      amount: Number(row.amount),
      clauses: (row.clauses ?? []).map(({ number, symbol, regime, ...one }) => ({
        ...one,
        letter: letterNumber({ number, symbol, regime }),
      })),
    })),
  }
}
