import { sql, type RawBuilder } from 'kysely'
import { endOf, kindsOf, type Look } from './types.ts'

/**
 * The table `waits`: every matter that waited at the end of a day, with who waits and who acts next. What was answered,
 * decided, taken or done later still waited then.
 */
export const waiting = (look: Look): RawBuilder<unknown> => {
  const end = endOf(look.on)
  const line = look.line ? kindsOf(look.line) : []
  const later = (column: string) => sql`coalesce(${sql.ref(column)} >= ${end}, true)`
  return sql`
    thread as materialized (select document_id from document_thread where root_id = ${look.letter}::uuid),
    wait as (
      select 'receive' as kind, d.from_unit_id as from_id, d.unit_id as to_id, d.sent_at as since, null::date as due_on, d.document_id,
        null::int as clause, null::uuid as asker, null::uuid as report, null::uuid as advice
      from delivery d where d.kind = 'to' and d.sent_at < ${end} and not (d.status = '02' and d.returned_at < ${end})
        and not (d.status in ('03', '04', '05', '06') and coalesce(d.acknowledged_at < ${end}, true))
      union all
      -- A letter given back waits for its sender, until the body that was proposed has it.
      select 'return', d.unit_id, d.from_unit_id, d.returned_at, null, d.document_id, null, null, null, null
      from delivery d where d.status = '02' and d.returned_at < ${end}
        and not exists (select from delivery y where y.document_id = d.document_id and y.unit_id = d.proposed_unit_id and y.sent_at < ${end})
      union all
      select 'sign', o.unit_id, o.unit_id, o.submitted_at, null, o.document_id, null, null, null, null
      from outgoing o where o.state <> 'draft' and o.submitted_at < ${end} and ${later('o.signed_at')}
      union all
      select 'part', p.unit_id, p.to_unit_id, p.asked_at, p.due_on, p.document_id, p.clause_ordinal, p.unit_id, null, null
      from task_part p where p.to_unit_id is not null and p.asked_at < ${end} and ${later('p.taken_at')}
      union all
      -- Taken up, and who handed it on waits for the answer. What is done changes no more.
      select 'answer', p.unit_id, p.to_unit_id, p.taken_at, p.due_on, p.document_id, p.clause_ordinal, p.unit_id, null, null
      from task_part p where p.to_unit_id is not null and p.taken_at < ${end} and (p.state <> 'done' or p.changed_at >= ${end})
      union all
      select 'date', r.unit_id, d.issuer_unit_id, r.asked_at, null, r.document_id, r.clause_ordinal, r.unit_id, null, null
      from task_date_request r join document d on d.id = r.document_id
      where d.issuer_unit_id is not null and r.asked_at < ${end} and ${later('r.answered_at')}
      union all
      select 'report', r.unit_id, r.to_unit_id, r.submitted_at, null, r.document_id, null, null, r.id, null
      from report r where r.state <> 'draft' and r.submitted_at < ${end} and ${later('r.decided_at')}
      union all
      -- What a report proposes waits for the body that it names; a report in a newer version proposes anew.
      select 'owner', r.unit_id, p.owner_unit_id, r.submitted_at, null, r.document_id, null, null, r.id, null
      from report_proposal p join report r on r.id = p.report_id
      where r.state in ('submitted', 'accepted') and r.submitted_at < ${end} and p.owner_unit_id <> r.unit_id and ${later('p.answered_at')}
        and not exists (select from report n where n.replaces_id = r.id and n.submitted_at < ${end})
      union all
      -- What was given back or withdrawn since last changed then.
      select 'advice', a.unit_id, a.superior_id, a.sent_at, a.due_on, a.document_id, a.clause_ordinal, null, null, a.id
      from advice a where a.state <> 'draft' and a.sent_at < ${end}
        and (a.state = 'sent' or a.decided_at >= ${end} or (a.state in ('returned', 'withdrawn') and a.changed_at >= ${end}))
      union all
      select 'opinion', o.asked_by, o.unit_id, o.asked_at, o.due_on, a.document_id, a.clause_ordinal, null, null, a.id
      from advice_opinion o join advice a on a.realm = o.realm and a.id = o.advice_id
      where o.asked_at < ${end} and ${later('o.answered_at')} and (a.state not in ('decided', 'withdrawn') or coalesce(a.decided_at, a.changed_at) >= ${end})),
    waits as materialized (
      select w.*, f.name as from_name, u.name as to_name, u.name_fold as to_fold, a.name as area_name, a.name_fold as area_fold,
        case when x.above then up.id else a.id end as flow_id, case when x.above then up.name else a.name end as flow_to,
        case when x.above then up.name_fold else a.name_fold end as flow_fold
      from wait w join unit f on f.id = w.from_id join unit u on u.id = w.to_id join area a on a.id = u.area_id left join area up on up.id = a.parent_id
        cross join lateral (select ${look.area}::text is null and a.level = 'commune' and up.id is not null as above) x
      where (${look.letter}::uuid is null or w.document_id = ${look.letter} or w.document_id in (select document_id from thread))
        and (${look.area}::text is null or ${look.area} in (a.id, a.parent_id, up.parent_id))
        and (not ${look.own} or a.id = ${look.area}::text)
        and (${look.line}::text is null or u.kind = any(${line}::text[])))`
}
