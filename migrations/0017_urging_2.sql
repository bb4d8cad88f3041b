-- urging, continued: what is awaited is asked against the tree of units once, over all kinds together, because the night's
-- work reads the whole tree for it.
create or replace view urging_line with (security_invoker = true) as
  select l.* from (
    select t.realm, t.document_id, t.unit_id, t.clause_ordinal, 'task' as kind, '' as about, coalesce(t.own_due_on, t.due_on) as due_on,
      x.issuer_unit_id as by_unit_id, null::timestamptz as opened_at,
      exists (select from task_date_request r where r.answer is null and (r.realm, r.document_id, r.clause_ordinal, r.unit_id)
        = (t.realm, t.document_id, t.clause_ordinal, t.unit_id)) as asked
    from task t join document x on x.id = t.document_id
    where t.state <> 'done' and t.rhythm <> 'standing' and coalesce(t.own_due_on, t.due_on) is not null
      and not exists (select from delivery d where d.status = '02' and d.document_id = t.document_id and d.unit_id = t.unit_id)
    union all
    select d.realm, d.document_id, d.unit_id, 0::smallint, 'unopened', '', (d.sent_at at time zone 'Asia/Ho_Chi_Minh')::date, d.from_unit_id, d.opened_at, false
    from delivery d
    where d.status = '01' and d.kind = 'to'
    union all
    select a.realm, a.document_id, a.unit_id, 0::smallint, 'report', a.about, a.due_on, x.issuer_unit_id, null, false
    from urging_awaited a join document x on x.id = a.document_id
    where a.ended_at is null
      and not exists (select from delivery d where d.status = '02' and d.document_id = a.document_id and d.unit_id = a.unit_id)) l
  -- Never of a unit that stands above whoever sent the letter.
  where not exists (select from unit_path p where p.descendant_id = l.by_unit_id and p.ancestor_id = l.unit_id and p.depth > 0
    and p.during @> (select app_as_of()));

-- It reads a setting of the transaction and nothing else, so the night's work may look through the country with it in
-- several processes at once.
alter function app_as_of() parallel safe;

-- A superior's days for a proposal are working days; 'calendar' counts every day.
insert into setting values ('advice.count', '"working"');
