import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { PlainDate } from '../kernel/index.ts'
import { endOf, kindsOf, type Look } from './types.ts'

/** What is counted over time. */
export const SERIES = ['opened', 'taken', 'sessions', 'people', 'activities', 'evidence'] as const
export type SeriesKey = (typeof SERIES)[number]
export type Pace = 'week' | 'month'

/** How much of a series fell into the period that begins on a day. */
export type Point = { readonly series: SeriesKey; readonly from: PlainDate; readonly amount: number }
export type OverTime = { readonly first: PlainDate | null; readonly points: readonly Point[] }

/**
 * What happened in each week or month up to the end of a day; one statement. An activity counts once, however many tasks it
 * is evidence of; `evidence` counts the tasks that it shows.
 */
export async function overTime(tx: Tx, look: Look, pace: Pace): Promise<OverTime> {
  const end = endOf(look.on)
  const local = (instant: string) => sql.raw(`(${instant} at time zone 'Asia/Ho_Chi_Minh')::date`)
  const inSight = sql`(${look.area}::text is null or u.area_id in (select id from near)) and (${look.line}::text is null or u.kind = any(${look.line ? kindsOf(look.line) : []}::text[]))`
  const { rows } = await sql<{ first: string | null; points: Point[] | null }>`
    with thread as materialized (
      select document_id from document_thread where ${look.letter}::uuid is null or root_id = ${look.letter}),
    near as materialized (
      select a.id from area a left join area p on p.id = a.parent_id where ${look.area}::text in (a.id, a.parent_id, p.parent_id)),
    event as (
      select 'opened' as series, d.unit_id, ${local('d.opened_at')} as on_day, 1::bigint as amount from delivery d
      where d.opened_at < ${end} and d.document_id in (select document_id from thread)
      union all
      select 'taken', t.unit_id, ${local('t.taken_at')}, 1 from task t where t.taken_at < ${end} and t.document_id in (select document_id from thread)
      union all
      select 'sessions', s.unit_id, ${local('lower(s.during)')}, 1 from study_session s
      where s.withdrawn_at is null and lower(s.during) < ${end} and s.document_id in (select document_id from thread)
      union all
      select 'people', a.unit_id, ${local('lower(a.during)')}, a.present + a.caught_up from study_attendance a
      where not a.withdrawn and lower(a.during) < ${end} and a.document_id in (select document_id from thread)
      union all
      select 'activities', x.unit_id, x.until_on, 1 from activity x where x.state = 'held' and x.until_on <= ${look.on}::date and x.id in (
        select e.evidence_id from task_evidence e where e.kind = 'activity' and e.ended_at is null and e.document_id in (select document_id from thread))
      union all
      select 'evidence', e.unit_id, e.on_day, 1 from task_evidence e
      where e.ended_at is null and e.on_day <= ${look.on}::date and e.document_id in (select document_id from thread))
    select (select min(${local('d.sent_at')}) from delivery d where d.sent_at < ${end} and d.document_id in (select document_id from thread)) as first,
      (select jsonb_agg(x) from (
        select e.series, date_trunc(${pace}, e.on_day::timestamp)::date as from, sum(e.amount)::int8 as amount
        from event e join unit u on u.id = e.unit_id where ${inSight} group by 1, 2 order by 1, 2) x) as points`.execute(
    tx,
  )
  return { first: (rows[0]?.first ?? null) as PlainDate | null, points: rows[0]?.points ?? [] }
}
