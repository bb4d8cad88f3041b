import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import { letterNumber } from '../reports/index.ts'
import { endOf, kindsOf, type Look } from './types.ts'

/** What somebody waits for, in the order in which a directive meets it. */
export const WAITS = ['receive', 'return', 'sign', 'part', 'date', 'report'] as const
export type WaitKind = (typeof WAITS)[number]

/** One body that waits for another: the matters of one kind between them, and the one that has waited longest. */
export type Wait = {
  readonly kind: WaitKind
  readonly from: UnitId
  readonly fromName: string
  readonly to: UnitId
  readonly toName: string
  readonly areaName: string
  readonly count: number
  readonly since: PlainDate
  readonly document: DocumentId
  readonly printed: string
  /** The clause of a task, or the report: what the link to the oldest needs. */
  readonly clause: number | null
  readonly asker: UnitId | null
  readonly report: string | null
}
export type Waits = {
  /** By area and name; at most `WAITS_LISTED`. */
  readonly lines: readonly Wait[]
  readonly pairs: number
  readonly matters: number
  /** Between areas: from the body that waits to the area whose bodies act next; at most `FLOWS_DRAWN`. */
  readonly flows: readonly { readonly from: string; readonly to: string; readonly count: number }[]
}
export const WAITS_LISTED = 300
export const FLOWS_DRAWN = 24

type Line = Omit<Wait, 'printed'> & { number: string | null; symbol: string | null; regime: string | null }

/** Who waits for whom at the end of a day; one statement. By area and name, never by who is slowest. */
export async function whoWaits(tx: Tx, look: Look): Promise<Waits> {
  const end = endOf(look.on)
  const { rows } = await sql<{ lines: Line[] | null; pairs: number; matters: number; flows: Waits['flows'] | null }>`
    with thread as materialized (select document_id from document_thread where root_id = ${look.letter}::uuid),
    wait as (
      select 'receive' as kind, d.from_unit_id as from_id, d.unit_id as to_id, d.sent_at as since, d.document_id, null::int as clause, null::uuid as asker, null::uuid as report
      from delivery d where d.kind = 'to' and d.sent_at < ${end} and not (d.status = '02' and d.returned_at < ${end})
        and not (d.status in ('03', '04', '05', '06') and coalesce(d.acknowledged_at < ${end}, true))
      union all
      -- A letter given back waits for its sender, until the body that was proposed has it.
      select 'return', d.unit_id, d.from_unit_id, d.returned_at, d.document_id, null, null, null
      from delivery d where d.status = '02' and d.returned_at < ${end}
        and not exists (select from delivery y where y.document_id = d.document_id and y.unit_id = d.proposed_unit_id and y.sent_at < ${end})
      union all
      select 'sign', o.unit_id, o.unit_id, o.submitted_at, o.document_id, null, null, null
      from outgoing o where o.state <> 'draft' and o.submitted_at < ${end} and coalesce(o.signed_at >= ${end}, true)
      union all
      select 'part', p.unit_id, p.to_unit_id, p.changed_at, p.document_id, p.clause_ordinal, p.unit_id, null
      from task_part p where p.to_unit_id is not null and p.state = 'asked' and p.changed_at < ${end}
      union all
      select 'date', r.unit_id, d.issuer_unit_id, r.asked_at, r.document_id, r.clause_ordinal, r.unit_id, null
      from task_date_request r join document d on d.id = r.document_id
      where d.issuer_unit_id is not null and r.asked_at < ${end} and coalesce(r.answered_at >= ${end}, true)
      union all
      select 'report', r.unit_id, r.to_unit_id, r.submitted_at, r.document_id, null, null, r.id
      from report r where r.state <> 'draft' and r.submitted_at < ${end} and coalesce(r.decided_at >= ${end}, true)),
    here as materialized (
      select w.*, f.name as from_name, u.name as to_name, u.name_fold, a.id as area_id, a.name as area_name, a.name_fold as area_fold,
        case when ${look.area}::text is null and a.level = 'commune' then coalesce(up.name, a.name) else a.name end as flow_to
      from wait w join unit f on f.id = w.from_id join unit u on u.id = w.to_id join area a on a.id = u.area_id left join area up on up.id = a.parent_id
      where (${look.letter}::uuid is null or w.document_id = ${look.letter} or w.document_id in (select document_id from thread))
        and (${look.area}::text is null or ${look.area} in (a.id, a.parent_id, up.parent_id))
        and (${look.line}::text is null or u.kind = any(${look.line ? kindsOf(look.line) : []}::text[]))),
    grouped as materialized (
      select kind, from_id, from_name, to_id, to_name, name_fold, area_name, area_fold, count(*)::int as n, min(since) as since,
        (array_agg(jsonb_build_object('document', document_id, 'clause', clause, 'asker', asker, 'report', report) order by since, document_id))[1] as oldest
      from here group by kind, from_id, from_name, to_id, to_name, name_fold, area_name, area_fold)
    select (select count(*)::int from grouped) as pairs, (select count(*)::int from here) as matters,
      (select jsonb_agg(x) from (
        select g.kind, g.from_id as from, g.from_name as "fromName", g.to_id as to, g.to_name as "toName", g.area_name as "areaName", g.n as count,
          (g.since at time zone 'Asia/Ho_Chi_Minh')::date as since, (g.oldest->>'document')::uuid as document, (g.oldest->>'clause')::int as clause,
          g.oldest->>'asker' as asker, g.oldest->>'report' as report, d.number, d.symbol, d.regime
        from grouped g left join document d on d.id = (g.oldest->>'document')::uuid
        order by g.area_fold, g.name_fold, g.to_id, g.kind, g.from_name limit ${WAITS_LISTED}) x) as lines,
      (select jsonb_agg(x) from (
        select from_name as from, flow_to as to, count(*)::int as count from here group by from_name, flow_to order by flow_to, from_name limit ${FLOWS_DRAWN}) x) as flows`.execute(
    tx,
  )
  const { lines, flows, ...counts } = rows[0]!
  return {
    ...counts,
    flows: flows ?? [],
    lines: (lines ?? []).map(({ number, symbol, regime, ...line }) => ({
      ...line,
      printed: letterNumber({ number, symbol, regime }),
    })),
  }
}
