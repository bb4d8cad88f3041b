import { sql, type RawBuilder } from 'kysely'
import { FEW } from '../kernel/index.ts'
import { stood } from './pairs.sql.ts'
import { endOf, kindsOf, type Look } from './types.ts'

/** What is counted over time. */
export const SERIES = ['opened', 'taken', 'sessions', 'people', 'activities', 'evidence'] as const
export type SeriesKey = (typeof SERIES)[number]
export const isSeries = (text: unknown): text is SeriesKey => SERIES.some(key => key === text)

const local = (instant: string) => sql.raw(`(${instant} at time zone 'Asia/Ho_Chi_Minh')::date`)

/**
 * The table `happened`: each event of each series up to the end of a day, as it was recorded by then, in sight and in the
 * area and line looked at. An activity is there once, however many tasks it is evidence of; `evidence` has the tasks that it
 * shows. People of a session of fewer than five are left out of every sum (`few`), see `withoutFew`.
 */
export const happened = (look: Look): RawBuilder<unknown> => {
  const end = endOf(look.on)
  const line = look.line ? kindsOf(look.line) : []
  const ofThread = (column: string) => sql`${sql.ref(column)} in (select document_id from thread)`
  const held = sql`${stood(look, 's.entered_at', 's.withdrawn_at')} and lower(s.during) < ${end} and ${ofThread('s.document_id')}`
  return sql`
    thread as materialized (
      select document_id from document_thread where ${look.letter}::uuid is null or root_id = ${look.letter}),
    near as materialized (
      select a.id from area a left join area p on p.id = a.parent_id where ${look.area}::text in (a.id, a.parent_id, p.parent_id)),
    session as materialized (
      select s.id, s.unit_id, s.document_id, s.form, ${local('lower(s.during)')} as on_day,
        (select coalesce(sum(a.present + a.caught_up), 0) from study_attendance a where a.realm = s.realm and a.session_id = s.id)::int8 as people
      from study_session s where ${held}),
    event as (
      select 'opened' as series, d.unit_id, ${local('d.opened_at')} as on_day, 'letter' as kind, d.document_id as id, d.document_id, null::int as clause, '' as label, null::int8 as people
      from delivery d where d.opened_at < ${end} and ${ofThread('d.document_id')}
      union all
      select 'taken', t.unit_id, ${local('t.taken_at')}, 'task', t.unit_id, t.document_id, t.clause_ordinal, '', null
      from task t where t.taken_at < ${end} and ${ofThread('t.document_id')}
      union all
      select s.series, x.unit_id, x.on_day, 'session', x.id, x.document_id, null, x.form, x.people
      from session x cross join (values ('sessions'), ('people')) s (series)
      union all
      select 'activities', x.unit_id, x.until_on, 'activity', x.id, null, null, x.title, x.people from activity x
      where ${stood(look, 'x.held_at', 'x.withdrawn_at')} and x.until_on <= ${look.on}::date and x.id in (
        select e.evidence_id from task_evidence e where e.kind = 'activity' and ${stood(look, 'e.at', 'e.ended_at')} and ${ofThread('e.document_id')})
      union all
      select 'evidence', e.unit_id, e.on_day, e.kind, e.evidence_id, e.document_id, e.clause_ordinal, '', null
      from task_evidence e where ${stood(look, 'e.at', 'e.ended_at')} and e.on_day <= ${look.on}::date and ${ofThread('e.document_id')}),
    happened as materialized (
      select e.*, e.series = 'people' and e.people between 1 and ${FEW - 1} as few, u.name as unit_name, u.name_fold, u.area_id
      from event e join unit u on u.id = e.unit_id
      where (${look.area}::text is null or u.area_id in (select id from near)) and (not ${look.own} or u.area_id = ${look.area}::text)
        and (${look.line}::text is null or u.kind = any(${line}::text[])))`
}
