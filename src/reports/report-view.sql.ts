import { sql } from 'kysely'
import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { letterNumber } from './my-work.sql.ts'
import type { ReportState, ReportTexts } from './rules.ts'
import type { Consolidates, ReportId } from './types.ts'

export type ReportFigure = {
  readonly indicator: string
  readonly measure: string
  readonly actual: number
  readonly estimate: number | null
  /** What the whole period came to, once it was over and settled. */
  readonly final: number | null
  readonly cumulative: number
  readonly yearToDate: number
  readonly lastYear: number | null
  readonly plan: number | null
}
export type ReportPartView = {
  readonly id: ReportId
  readonly unit: UnitId
  readonly name: string
  readonly direct: boolean
  /** Whether it was accepted when it was taken in. */
  readonly accepted: boolean
  readonly state: ReportState
  readonly why: string | null
  /** The version that has been submitted since in its place. */
  readonly newer: ReportId | null
  /** By how much that version differs, by indicator. */
  readonly differences: readonly { readonly indicator: string; readonly was: number; readonly now: number }[] | null
}
export type ProposalView = {
  readonly ordinal: number
  readonly text: string
  readonly owner: UnitId
  readonly ownerName: string
  readonly answer: string | null
}
type Named = { readonly unit: UnitId; readonly name: string }
export type LeftOut = {
  readonly label: string
  readonly onDay: PlainDate
  readonly why: 'after-cut-off' | 'before-directive'
  readonly kind: 'activity' | 'session'
  readonly id: string
}

/** One version of a report with everything that stands in it and what became of it. */
export type ReportView = ReportTexts & {
  readonly id: ReportId
  readonly document: DocumentId
  readonly letter: string
  readonly subject: string
  readonly issuer: string
  readonly issuedOn: PlainDate | null
  readonly circulationFloor: string | null
  readonly unit: UnitId
  readonly unitName: string
  readonly unitKind: string
  readonly areaName: string
  readonly to: UnitId | null
  readonly toName: string | null
  readonly period: string
  readonly from: PlainDate
  readonly until: PlainDate
  readonly cutOff: PlainDate
  readonly cumulativeFrom: PlainDate
  readonly revision: number
  readonly amendsWhy: string | null
  readonly consolidates: Consolidates
  readonly acceptedOnly: boolean
  readonly state: ReportState
  readonly filledAt: string
  readonly submittedAt: string | null
  readonly decidedAt: string | null
  readonly returnedWhy: string | null
  readonly letterId: DocumentId | null
  readonly settled: boolean
  readonly version: number
  readonly figures: readonly ReportFigure[]
  readonly parts: readonly ReportPartView[]
  readonly missing: readonly Named[]
  readonly leftOut: readonly LeftOut[]
  readonly proposals: readonly ProposalView[]
  readonly proposalsBelow: readonly {
    readonly unitName: string
    readonly text: string
    readonly answer: string | null
  }[]
  readonly copies: readonly Named[]
  readonly versions: readonly { readonly id: ReportId; readonly revision: number; readonly state: ReportState }[]
  /** Bodies to whom a draft's proposals may go. */
  readonly owners: readonly Named[]
}

type Row = Omit<ReportView, 'letter' | keyof Lists> &
  Lists & { number: string | null; symbol: string | null; regime: string | null }
type Lists = {
  [
    Key in
      | 'figures'
      | 'parts'
      | 'missing'
      | 'leftOut'
      | 'proposals'
      | 'proposalsBelow'
      | 'copies'
      | 'versions'
      | 'owners'
  ]: ReportView[Key] | null
}

const FIGURES = sql`(select jsonb_agg(jsonb_build_object('indicator', f.indicator, 'measure', i.measure, 'actual', f.actual, 'estimate', f.estimate,
    'cumulative', f.cumulative, 'yearToDate', f.year_to_date, 'lastYear', f.last_year, 'plan', f.plan,
    'final', (select z.amount from report_final z where z.report_id = f.report_id and z.indicator = f.indicator)) order by i.ordinal)
  from report_figure f join indicator i on i.key = f.indicator where f.report_id = r.id)`

const PARTS = sql`(select jsonb_agg(jsonb_build_object('id', p.part_id, 'unit', x.unit_id, 'name', u.name, 'direct', p.direct, 'accepted', p.accepted,
    'state', x.state, 'why', x.returned_why, 'newer', n.id, 'differences', case when n.id is not null then (
      select jsonb_agg(jsonb_build_object('indicator', coalesce(a.indicator, b.indicator), 'was', coalesce(a.actual, 0), 'now', coalesce(b.actual, 0)))
      from (select * from report_figure where report_id = x.id) a full join (select * from report_figure where report_id = n.id) b on b.indicator = a.indicator
      where coalesce(a.actual, 0) <> coalesce(b.actual, 0)) end) order by p.direct desc, u.name_fold)
  from report_part p join report x on x.id = p.part_id join unit u on u.id = x.unit_id
    left join report n on n.replaces_id = x.id and n.state in ('submitted', 'accepted')
  where p.report_id = r.id)`

/** Units with work under the letter, of those from whom the report is put together, that no part covers: by name, nothing else. */
const MISSING = sql`(select jsonb_agg(jsonb_build_object('unit', m.id, 'name', m.name) order by m.name_fold) from (
    select distinct u.id, u.name, u.name_fold from delivery y join unit u on u.id = y.unit_id
    where r.consolidates <> 'none' and y.status <> '02' and y.unit_id <> r.unit_id
      and y.document_id in (select t.document_id from document_thread t where t.root_id = r.document_id union select r.document_id)
      and (r.consolidates in ('addressees', 'both') or y.from_unit_id = r.unit_id
        or y.unit_id in (select z.descendant_id from unit_path z where z.ancestor_id = r.unit_id and z.during @> r.until_on))
      and y.unit_id in (select k.unit_id from task k where k.document_id = y.document_id)
      and y.unit_id not in (select x.unit_id from report_part p join report x on x.id = p.part_id where p.report_id = r.id)
    limit 5000) m)`

/** Who could answer a proposal: who gets the report, who is beside or above the unit, who issued or follows the letter. */
const OWNERS = sql`(select jsonb_agg(jsonb_build_object('unit', o.id, 'name', o.name) order by o.name_fold) from (
    select distinct u.id, u.name, u.name_fold from unit u where r.state = 'draft' and u.id <> r.unit_id and u.id in (
      select r.to_unit_id union select d.issuer_unit_id
      union select l.parent_id from unit_link l where l.child_id = r.unit_id and l.during @> r.cut_off_on
      union select f.unit_id from document_follower f where f.document_id = r.document_id or f.document_id in (select t.root_id from document_thread t where t.document_id = r.document_id)
      union select y.from_unit_id from delivery y where y.document_id = r.document_id and y.unit_id = r.unit_id
      union select same_level(r.unit_id, r.cut_off_on))
    limit 200) o)`

/** The report, where the reader may see it; one statement. */
export async function reportAt(tx: Tx, id: ReportId): Promise<ReportView | null> {
  const { rows } = await sql<Row>`
    select r.id, r.document_id as document, d.number, d.symbol, d.regime, d.subject, d.issuer, d.issued_on as "issuedOn", d.circulation_floor as "circulationFloor",
      r.unit_id as unit, u.name as "unitName", u.kind as "unitKind", a.name as "areaName", r.to_unit_id as "to", tu.name as "toName",
      r.period_key as period, r.from_on as "from", r.until_on as "until", r.cut_off_on as "cutOff", r.cumulative_from as "cumulativeFrom",
      r.revision, r.amends_why as "amendsWhy", r.consolidates, r.accepted_only as "acceptedOnly", r.state, r.filled_at::text as "filledAt",
      r.submitted_at::text as "submittedAt", r.decided_at::text as "decidedAt", r.returned_why as "returnedWhy", r.letter_id as "letterId",
      exists (select from report_final z where z.report_id = r.id) as settled, r.version, r.results, r.shortcomings, r.causes, r.direction,
      ${FIGURES} as figures, ${PARTS} as parts, ${MISSING} as missing,
      (select jsonb_agg(jsonb_build_object('label', s.label, 'onDay', s.on_day, 'why', s.left_out, 'kind', s.kind, 'id', s.source_id) order by s.on_day) from (
        select distinct on (kind, source_id) * from report_source where report_id = r.id and left_out is not null) s) as "leftOut",
      (select jsonb_agg(jsonb_build_object('ordinal', p.ordinal, 'text', p.text, 'owner', p.owner_unit_id, 'ownerName', o.name, 'answer', p.answer) order by p.ordinal)
       from report_proposal p join unit o on o.id = p.owner_unit_id where p.report_id = r.id) as proposals,
      (select jsonb_agg(jsonb_build_object('unitName', w.name, 'text', p.text, 'answer', p.answer) order by w.name_fold, p.ordinal)
       from report_part x join report_proposal p on p.report_id = x.part_id join report y on y.id = x.part_id join unit w on w.id = y.unit_id
       where x.report_id = r.id) as "proposalsBelow",
      (select jsonb_agg(jsonb_build_object('unit', c.unit_id, 'name', w.name) order by w.name_fold) from report_copy c join unit w on w.id = c.unit_id where c.report_id = r.id) as copies,
      (select jsonb_agg(jsonb_build_object('id', v.id, 'revision', v.revision, 'state', v.state) order by v.revision)
       from report v where v.document_id = r.document_id and v.unit_id = r.unit_id and v.period_key = r.period_key) as versions,
      ${OWNERS} as owners
    from report r join report_documents() d on d.id = r.document_id join unit u on u.id = r.unit_id join area a on a.id = u.area_id
      left join unit tu on tu.id = r.to_unit_id
    where r.id = ${id}`.execute(tx)
  const row = rows[0]
  if (!row) return null
  const { number, symbol, regime, ...rest } = row
  return {
    ...rest,
    letter: letterNumber({ number, symbol, regime }),
    figures: row.figures ?? [],
    parts: row.parts ?? [],
    missing: row.missing ?? [],
    leftOut: row.leftOut ?? [],
    proposals: row.proposals ?? [],
    proposalsBelow: row.proposalsBelow ?? [],
    copies: row.copies ?? [],
    versions: row.versions ?? [],
    owners: row.owners ?? [],
  }
}

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

/** What has changed in the records since they were counted, here or in a part; at most 500 of them. */
export async function changesIn(tx: Tx, id: ReportId): Promise<RecordChange[]> {
  const { rows } = await sql<Omit<RecordChange, 'counted' | 'now'> & { counted: bigint; now: bigint }>`
    select part_id as part, indicator, kind, source_id as id, label, counted, now, withdrawn from report_changes(${id}) order by label limit 500`.execute(
    tx,
  )
  return rows.map(row => ({ ...row, counted: Number(row.counted), now: Number(row.now) }))
}

/** A record behind a figure, with the clauses of which it is evidence. */
export type FigureRecord = {
  readonly kind: 'activity' | 'session'
  readonly id: string
  readonly label: string
  readonly onDay: PlainDate
  readonly amount: number
  readonly holder: string
  /** The letter that a study session was about, where the reader may open it. */
  readonly sessionOf: DocumentId | null
  /** Units whose reports counted it; more than one where several claimed it, and it counts once. */
  readonly claimedBy: readonly string[]
  readonly when: 'period' | 'earlier' | 'last-year' | 'settled'
  readonly clauses: readonly {
    readonly document: DocumentId
    readonly ordinal: number
    readonly label: string
    readonly letter: string
  }[]
}

/** The records from which a figure was counted, each once, over the report and all its parts; one statement. */
export async function recordsBehind(
  tx: Tx,
  id: ReportId,
  indicator: string,
  limit = 500,
): Promise<{ records: FigureRecord[]; total: number }> {
  const { rows } = await sql<
    Omit<FigureRecord, 'amount' | 'clauses'> & {
      amount: bigint
      total: number
      clauses:
        | {
            document: DocumentId
            ordinal: number
            label: string
            number: string | null
            symbol: string | null
            regime: string | null
          }[]
        | null
    }
  >`
    with me as materialized (select * from report where id = ${id}),
    among as materialized (select r.id, r.filled_at, r.unit_id from me join report r on r.id = me.id
      union all select r.id, r.filled_at, r.unit_id from report_part p join report r on r.id = p.part_id where p.report_id = ${id}),
    counted as (
      select distinct on (s.kind, s.source_id) s.kind, s.source_id, s.label, s.on_day, s.amount, s.held_by, s.evidence, s.settled,
        array_agg(u.name) over (partition by s.kind, s.source_id) as claimed
      from report_source s join among on among.id = s.report_id join unit u on u.id = among.unit_id
      where s.indicator = ${indicator} and s.left_out is null
      order by s.kind, s.source_id, s.settled desc, among.filled_at desc, s.amount desc)
    select c.kind, c.source_id as id, c.label, c.on_day as "onDay", c.amount, h.name as holder,
      (select x.document_id from study_session x where c.kind = 'session' and x.id = c.source_id) as "sessionOf", count(*) over ()::int as total,
      array(select distinct unnest(c.claimed) order by 1) as "claimedBy",
      case when c.settled then 'settled' when c.on_day between me.from_on and me.cut_off_on and c.evidence then 'period'
        when c.on_day < me.from_on and c.evidence and c.on_day >= me.cumulative_from then 'earlier' else 'last-year' end as when,
      (select jsonb_agg(distinct jsonb_build_object('document', e.document_id, 'ordinal', e.clause_ordinal, 'label', q.label,
          'number', d.number, 'symbol', d.symbol, 'regime', d.regime))
       from task_evidence e join clause q on q.document_id = e.document_id and q.ordinal = e.clause_ordinal join document d on d.id = e.document_id
       where e.kind = c.kind and e.evidence_id = c.source_id and e.ended_at is null) as clauses
    from counted c cross join me join unit h on h.id = c.held_by
    order by c.on_day desc, c.label limit ${limit}`.execute(tx)
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
