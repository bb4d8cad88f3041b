import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { AreaId, DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import { letterNumber } from '../reports/index.ts'
import { waiting } from './waiting.sql.ts'
import type { Look } from './types.ts'

/** What somebody waits for, in the order in which a directive meets it. */
export const WAITS = [
  'receive',
  'return',
  'sign',
  'part',
  'answer',
  'date',
  'report',
  'owner',
  'advice',
  'opinion',
] as const
export type WaitKind = (typeof WAITS)[number]
export const isWait = (text: unknown): text is WaitKind => WAITS.some(kind => kind === text)

/** One thing that waits: for what, since when, by when where somebody's clock runs, and where it stands. */
type Thing = {
  readonly kind: WaitKind
  readonly from: UnitId
  readonly fromName: string
  readonly to: UnitId
  readonly toName: string
  readonly areaName: string
  readonly since: PlainDate
  readonly dueOn: PlainDate | null
  readonly document: DocumentId | null
  readonly printed: string
  /** The clause of a task, the report, the proposal: what the link to it needs. */
  readonly clause: number | null
  readonly asker: UnitId | null
  readonly report: string | null
  readonly advice: string | null
}
export type Matter = Thing & { readonly clauseLabel: string | null }
/** One body that waits for another: the matters of one kind between them, and the one that has waited longest. */
export type Wait = Thing & { readonly count: number }
export type Flow = {
  readonly from: UnitId
  readonly fromName: string
  readonly to: AreaId
  readonly toName: string
  readonly count: number
  /** Of all that wait for bodies of this area, drawn or not. */
  readonly ofArea: number
}
export type Waits = {
  /** By area and name; at most `WAITS_LISTED`. */
  readonly lines: readonly Wait[]
  readonly pairs: number
  readonly matters: number
  /** Between areas: from the body that waits to the area whose bodies act next; at most `FLOWS_DRAWN`. */
  readonly flows: readonly Flow[]
  readonly flowsInAll: number
}
export const WAITS_LISTED = 300
export const FLOWS_DRAWN = 24
export const MATTERS_PAGE = 100

type Numbered = { number: string | null; symbol: string | null; regime: string | null }
type Row<T> = Omit<T, 'printed'> & Numbered
const printed = <T>({ number, symbol, regime, ...line }: Row<T> & Numbered) => ({
  ...line,
  printed: letterNumber({ number, symbol, regime }),
})

const COLUMNS = sql`w.kind, w.from_id as from, w.from_name as "fromName", w.to_id as to, w.to_name as "toName", w.area_name as "areaName",
  (w.since at time zone 'Asia/Ho_Chi_Minh')::date as since, w.due_on as "dueOn", w.document_id as document, w.clause, w.asker, w.report, w.advice,
  d.number, d.symbol, d.regime`

/** Who waits for whom at the end of a day; one statement. By area and name, never by who is slowest. */
export async function whoWaits(tx: Tx, look: Look): Promise<Waits> {
  const { rows } = await sql<Omit<Waits, 'lines' | 'flows'> & { lines: Row<Wait>[] | null; flows: Flow[] | null }>`
    with ${waiting(look)},
    ranked as materialized (
      select w.*, (count(*) over pair)::int as n, row_number() over (pair order by since, document_id, advice) as rank from waits w
      window pair as (partition by kind, from_id, to_id)),
    flow as materialized (
      select from_id as from, from_name as "fromName", flow_id as to, flow_to as "toName", flow_fold, count(*)::int as count,
        (sum(count(*)) over (partition by flow_id))::int as "ofArea"
      from waits group by from_id, from_name, flow_id, flow_to, flow_fold)
    select (select count(*)::int from ranked where rank = 1) as pairs, (select count(*)::int from waits) as matters, (select count(*)::int from flow) as "flowsInAll",
      (select jsonb_agg(x) from (select ${COLUMNS}, w.n as count from ranked w left join document d on d.id = w.document_id where w.rank = 1
        order by w.area_fold, w.to_fold, w.to_id, w.kind, w.from_name limit ${WAITS_LISTED}) x) as lines,
      (select jsonb_agg(to_jsonb(x) - 'flow_fold') from (
        select * from flow order by flow_fold, "fromName", "from" limit ${FLOWS_DRAWN}) x) as flows`.execute(tx)
  const { lines, flows, ...counts } = rows[0]!
  return { ...counts, flows: flows ?? [], lines: (lines ?? []).map(printed) as Wait[] }
}

/** Which of the matters: of one kind, from one body to another, or to all in an area as the picture draws it. */
export type Which = {
  readonly kind: WaitKind | null
  readonly from: UnitId | null
  readonly to: UnitId | null
  readonly toArea: AreaId | null
}

/** The matters behind a count of waits, one a row, by area and name; one statement. */
export async function mattersThatWait(
  tx: Tx,
  look: Look,
  { kind, from, to, toArea }: Which,
  offset = 0,
): Promise<{ readonly rows: readonly Matter[]; readonly total: number }> {
  const asked: RawBuilder<unknown> = sql`(${kind}::text is null or kind = ${kind}) and (${from}::uuid is null or from_id = ${from})
    and (${to}::uuid is null or to_id = ${to}) and (${toArea}::text is null or flow_id = ${toArea})`
  const { rows } = await sql<{ total: number; rows: Row<Matter>[] | null }>`
    with ${waiting(look)}, asked as materialized (select * from waits where ${asked})
    select (select count(*)::int from asked) as total,
      (select jsonb_agg(x) from (select ${COLUMNS}, c.label as "clauseLabel" from asked w left join document d on d.id = w.document_id
          left join clause c on c.document_id = w.document_id and c.ordinal = w.clause
        order by w.area_fold, w.to_fold, w.to_id, w.kind, w.since, w.document_id, w.clause, w.asker, w.report, w.advice
        limit ${MATTERS_PAGE} offset ${offset}) x) as rows`.execute(tx)
  return { total: rows[0]!.total, rows: (rows[0]!.rows ?? []).map(printed) as Matter[] }
}
