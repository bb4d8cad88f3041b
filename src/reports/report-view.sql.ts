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
  /** Of it, in a consolidated report, the unit's own records and those of parts that had been accepted. */
  readonly accepted: number | null
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
  /** The newest version that has been submitted since in its place, also where one between them was returned. */
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
  /** How many units with work under the letter no part covers: now of a draft, else when it was submitted. */
  readonly missing: number
  /** Which they are now, as far as the reader may see to whom the letter went. */
  readonly missingUnits: readonly Named[]
  /** Parts that had not kept what the period came to when this one did; until then, that have not yet. */
  readonly unsettledParts: number
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
      | 'missingUnits'
      | 'leftOut'
      | 'proposals'
      | 'proposalsBelow'
      | 'copies'
      | 'versions'
      | 'owners'
  ]: ReportView[Key] | null
}

/** Also an indicator of which all was done after the cut-off: there is nothing of it but what the period came to. */
const FIGURES = sql`(select jsonb_agg(jsonb_build_object('indicator', i.key, 'measure', i.measure, 'actual', coalesce(f.actual, 0),
    'accepted', f.accepted, 'estimate', f.estimate, 'cumulative', coalesce(f.cumulative, 0), 'yearToDate', coalesce(f.year_to_date, 0),
    'lastYear', f.last_year, 'plan', f.plan, 'final', z.amount) order by i.ordinal)
  from (select * from report_figure where report_id = r.id) f full join (select * from report_final where report_id = r.id) z on z.indicator = f.indicator
    join indicator i on i.key = coalesce(f.indicator, z.indicator))`

const PARTS = sql`(select jsonb_agg(jsonb_build_object('id', p.part_id, 'unit', x.unit_id, 'name', u.name, 'direct', p.direct, 'accepted', p.accepted,
    'state', x.state, 'why', x.returned_why, 'newer', n.id, 'differences', case when n.id is not null then (
      select jsonb_agg(jsonb_build_object('indicator', coalesce(a.indicator, b.indicator), 'was', coalesce(a.actual, 0), 'now', coalesce(b.actual, 0)))
      from (select * from report_figure where report_id = x.id) a full join (select * from report_figure where report_id = n.id) b on b.indicator = a.indicator
      where coalesce(a.actual, 0) <> coalesce(b.actual, 0)) end) order by p.direct desc, u.name_fold)
  from report_part p join report x on x.id = p.part_id join unit u on u.id = x.unit_id
    left join lateral (select v.id from report v
      where (v.document_id, v.unit_id, v.period_key) = (x.document_id, x.unit_id, x.period_key) and v.revision > x.revision
        and v.state in ('submitted', 'accepted') order by v.revision desc limit 1) n on true
  where p.report_id = r.id)`

/** By name, nothing else, and by authority only: whoever else reads the report reads how many they are. */
const MISSING = sql`(select jsonb_agg(jsonb_build_object('unit', u.id, 'name', u.name) order by u.name_fold)
  from (select m.unit from report_missing_now(r.id) m(unit) where r.consolidates <> 'none' limit 5000) m join unit u on u.id = m.unit)`

const UNSETTLED = sql`(select count(*)::int from report_part p join report x on x.id = p.part_id
  where p.report_id = r.id and (x.settled_at is null or x.settled_at > r.settled_at))`

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
      r.settled_at is not null as settled, ${UNSETTLED} as "unsettledParts", r.version, r.results, r.shortcomings, r.causes, r.direction,
      ${FIGURES} as figures, ${PARTS} as parts, case r.state when 'draft' then (select count(*)::int from report_missing_now(r.id)) else r.missing end as missing, ${MISSING} as "missingUnits",
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
    missingUnits: row.missingUnits ?? [],
    leftOut: row.leftOut ?? [],
    proposals: row.proposals ?? [],
    proposalsBelow: row.proposalsBelow ?? [],
    copies: row.copies ?? [],
    versions: row.versions ?? [],
    owners: row.owners ?? [],
  }
}
