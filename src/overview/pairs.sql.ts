import { sql, type RawBuilder } from 'kysely'
import { endOf, kindsOf, type Look } from './types.ts'

/**
 * Recorded by the end of a day and not taken back by then: what was withdrawn later still stood that day. `entered` and
 * `ended` are columns with the instants at which it was recorded and taken back.
 */
export const stood = (look: Look, entered: string, ended: string): RawBuilder<unknown> =>
  sql`(${sql.ref(entered)} < ${endOf(look.on)} and coalesce(${sql.ref(ended)} >= ${endOf(look.on)}, true))`

/**
 * The tables that every view of this room begins with, as of the end of a day: `thread` (each letter with the directive at
 * its top), `place` (the way from the province to an area), `opened` (the area looked into: the one asked for, else the
 * deepest that all in sight lie in), and `pair` (a directive and a body it was sent to, with how far it has come).
 * Row-level security decides what is in sight; all of it is sets, whatever the size of the country.
 */
export const pairs = (look: Look): RawBuilder<unknown> => {
  const end = endOf(look.on)
  const { on } = look
  return sql`
    thread as materialized (
      select distinct on (document_id) document_id, root_id from document_thread
      where ${look.letter}::uuid is null or root_id = ${look.letter}::uuid order by document_id, depth desc, root_id),
    copy as materialized (
      select th.root_id, d.document_id, d.unit_id, d.sent_at, d.opened_at, d.acknowledged_at, d.status in ('03', '04', '05', '06') as taken_in, d.passed_on_id
      from delivery d join thread th on th.document_id = d.document_id
      where d.kind = 'to' and d.sent_at < ${end} and not (d.status = '02' and d.returned_at < ${end})),
    sent as materialized (
      select root_id, unit_id, (array_agg(document_id order by sent_at, document_id))[1] as document_id, min(sent_at) as sent_at,
        min(coalesce(acknowledged_at, opened_at, sent_at)) filter (where taken_in and coalesce(acknowledged_at < ${end}, true)) as received_at
      from copy group by root_id, unit_id),
    issued as materialized (
      select root_id, unit_id, min(on_day) as on_day from (
        select c.root_id, c.unit_id, p.issued_on as on_day from copy c join document p on p.id = c.passed_on_id left join outgoing o on o.document_id = p.id
        where p.issued_on <= ${on}::date and coalesce(o.issued_at < ${end}, true)
        union all
        select th.root_id, o.unit_id, (o.issued_at at time zone 'Asia/Ho_Chi_Minh')::date from outgoing o join thread th on th.document_id = o.forwards_id where o.issued_at < ${end}
        union all
        select th.root_id, i.unit_id, i.issued_on from implementing_letter i join thread th on th.document_id = i.document_id
        where i.issued_on <= ${on}::date and ${stood(look, 'i.entered_at', 'i.withdrawn_at')}) x
      group by root_id, unit_id),
    work as materialized (
      select c.root_id, t.unit_id, count(*) as tasks, count(*) filter (where t.state <> 'asked' and coalesce(t.taken_at < ${end}, true)) as taken,
        max(t.taken_at) filter (where t.taken_at < ${end}) as last_taken
      from task t join copy c on c.document_id = t.document_id and c.unit_id = t.unit_id group by c.root_id, t.unit_id),
    studied as materialized (
      select th.root_id, s.unit_id, max(lower(s.during)) as last_held from study_session s join thread th on th.document_id = s.document_id
      where ${stood(look, 's.entered_at', 's.withdrawn_at')} and lower(s.during) < ${end} group by th.root_id, s.unit_id),
    shown as materialized (
      select th.root_id, e.unit_id, max(e.on_day) as last_day from task_evidence e join thread th on th.document_id = e.document_id
      where e.kind = 'activity' and ${stood(look, 'e.at', 'e.ended_at')} and e.on_day <= ${on}::date group by th.root_id, e.unit_id),
    reported as materialized (
      select th.root_id, r.unit_id, max(r.submitted_at) as last_sent from report r join thread th on th.document_id = r.document_id
      where r.state <> 'draft' and r.submitted_at < ${end} group by th.root_id, r.unit_id),
    place as materialized (
      select a.id, a.level, array_remove(array[ggg.id, gg.id, g.id, a.id], null) as path
      from area a left join area g on g.id = a.parent_id left join area gg on gg.id = g.parent_id left join area ggg on ggg.id = gg.parent_id
      where a.id in (select u.area_id from unit u where u.id in (select unit_id from sent))),
    opened as materialized (
      select coalesce(${look.area}::text, case
        when min(cardinality(path)) >= 3 and min(path[3]) = max(path[3]) then min(path[3])
        when min(cardinality(path)) >= 2 and min(path[2]) = max(path[2]) then min(path[2])
        when min(path[1]) = max(path[1]) then min(path[1]) end) as area from place),
    pair as materialized (
      select s.root_id, s.unit_id, s.document_id, u.kind, u.area_id, u.name as unit_name, u.name_fold,
        case when o.area is null then p.path[1] else coalesce(p.path[array_position(p.path, o.area) + 1], o.area) end as place_id,
        o.area is not distinct from u.area_id as own, s.sent_at, s.received_at, i.on_day as issued_on, coalesce(w.tasks, 0) as tasks, coalesce(w.taken, 0) as taken,
        w.last_taken, st.last_held, sh.last_day, r.last_sent
      from sent s join unit u on u.id = s.unit_id join place p on p.id = u.area_id cross join opened o
        left join issued i on i.root_id = s.root_id and i.unit_id = s.unit_id left join work w on w.root_id = s.root_id and w.unit_id = s.unit_id
        left join studied st on st.root_id = s.root_id and st.unit_id = s.unit_id left join shown sh on sh.root_id = s.root_id and sh.unit_id = s.unit_id
        left join reported r on r.root_id = s.root_id and r.unit_id = s.unit_id
      where (o.area is null or o.area = any(p.path)) and (not ${look.own} or u.area_id = o.area)
        and (${look.line}::text is null or u.kind = any(${look.line ? kindsOf(look.line) : []}::text[])))`
}
