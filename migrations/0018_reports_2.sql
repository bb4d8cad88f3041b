-- reports: what of a consolidated figure was accepted already, and how many units it still lacks, are kept with it; and that a
-- period was settled is known of a report without figures too.

-- Of `actual`: the unit's own records and those of parts that had been accepted. The rest waits for an answer.
alter table report_figure add column accepted bigint check (accepted between 0 and actual);

alter table report add column settled_at timestamptz check (settled_at is null or state <> 'draft');
grant update (settled_at) on report to chido_app;
create or replace function refuse_change_of_report() returns trigger language plpgsql as
$$ begin
  if (to_jsonb(old) - '{state,decided_by,decided_at,returned_why,letter_id,settled_at,changed_by,changed_at,version}'::text[])
     is distinct from (to_jsonb(new) - '{state,decided_by,decided_at,returned_why,letter_id,settled_at,changed_by,changed_at,version}'::text[])
     or (old.state <> new.state and not (old.state = 'submitted' and new.state in ('returned', 'accepted')))
     or (old.state = new.state and (old.decided_by, old.decided_at, old.returned_why) is distinct from (new.decided_by, new.decided_at, new.returned_why))
     or (old.letter_id is not null and old.letter_id is distinct from new.letter_id)
     or (old.settled_at is not null and old.settled_at is distinct from new.settled_at) then
    raise exception 'a submitted report cannot be changed' using errcode = '23001';
  end if;
  if current_user = 'chido_app' and old.state <> new.state
     and (new.decided_by is distinct from app_account() or old.letter_id is distinct from new.letter_id
       or old.settled_at is distinct from new.settled_at or not exists (select from own_units() u where u = new.to_unit_id)) then
    raise exception 'only the body to which a report goes decides on it, under its own name' using errcode = '23001';
  end if;
  if current_user = 'chido_app' and old.state = new.state
     and ((old.letter_id is not distinct from new.letter_id and old.settled_at is not distinct from new.settled_at)
       or not exists (select from own_units() u where u = new.unit_id)) then
    raise exception 'nothing of a submitted report moves but its decision, the letter that carries it and the settling of its estimates' using errcode = '23001';
  end if;
  return new;
end $$;
update report set settled_at = (select min(z.at) from report_final z where z.report_id = report.id)
  where state in ('submitted', 'accepted') and exists (select from report_final z where z.report_id = report.id);

-- How many units with work under the letter no part covered when the report was submitted: frozen with it, so that a total
-- says to every reader how much it lacks. A country's letter may lack tens of thousands: they are counted, not written down.
alter table report add column missing integer not null default 0 check (missing >= 0);
grant update (missing) on report to chido_app;
alter table report disable trigger user;
update report set missing = (
  select count(distinct y.unit_id) from delivery y
  where y.status <> '02' and y.unit_id <> report.unit_id
    and (y.document_id = report.document_id or y.document_id in (select t.document_id from document_thread t where t.root_id = report.document_id))
    and (report.consolidates in ('addressees', 'both') or y.from_unit_id = report.unit_id
      or y.unit_id in (select z.descendant_id from unit_path z where z.ancestor_id = report.unit_id and z.during @> report.until_on))
    and exists (select from task k where k.document_id = y.document_id and k.unit_id = y.unit_id)
    and y.unit_id not in (select x.unit_id from report_part p join report x on x.id = p.part_id where p.report_id = report.id))
  where consolidates <> 'none' and state <> 'draft';
alter table report enable trigger user;

-- The figures of a report over all its records, each once: its own and those of its parts. Only for who may read it.
-- Of two amounts for one record that of an accepted report counts before one that waits, and else the one taken later. What was settled since stands in place of what was counted only
-- in the whole period: until the cut-off a report says what was known then, also when a part was settled before it.
create index report_source_settled on report_source (report_id) where settled;
drop function report_totals(uuid);
create function report_totals(p_report uuid) returns table
  (indicator text, actual bigint, accepted bigint, whole bigint, cumulative bigint, year_to_date bigint, last_year bigint, rest bigint, parts_plan bigint)
  language sql stable security definer set search_path = public set jit = off set enable_nestloop = off set enable_mergejoin = off as
$$ with me as materialized (
     select r.id, r.from_on, r.until_on, r.cut_off_on, r.cumulative_from, date_trunc('year', r.from_on)::date as year_from
     from report r where r.id = p_report and r.id in (select own_reports())),
   among as materialized (
     select me.id, r.filled_at, true as accepted from me join report r on r.id = me.id
     union all select p.part_id, r.filled_at, p.accepted from me join report_part p on p.report_id = me.id join report r on r.id = p.part_id),
   counted as (
     select distinct on (s.source_id, s.indicator, s.kind) s.source_id, s.indicator, s.kind, s.amount, s.on_day, s.evidence, among.accepted
     from report_source s join among on among.id = s.report_id
     where s.left_out is null and not s.settled
     order by s.source_id, s.indicator, s.kind, among.accepted desc, among.filled_at desc, s.amount desc),
   settled as materialized (
     select distinct on (s.source_id, s.indicator, s.kind) s.source_id, s.indicator, s.kind, s.amount, s.on_day
     from report_source s join among on among.id = s.report_id
     where s.left_out is null and s.settled
     order by s.source_id, s.indicator, s.kind, among.accepted desc, among.filled_at desc, s.amount desc),
   whole as (
     select x.indicator, sum(x.amount) as amount from settled x cross join me where x.on_day between me.from_on and me.until_on group by x.indicator),
   summed as (
     select c.indicator,
       sum(c.amount) filter (where c.evidence and c.on_day between me.from_on and me.cut_off_on) as actual,
       sum(c.amount) filter (where c.evidence and c.accepted and c.on_day between me.from_on and me.cut_off_on) as accepted,
       sum(c.amount) filter (where c.evidence and c.on_day between me.from_on and me.until_on
         and ((c.source_id, c.indicator, c.kind) in (select x.source_id, x.indicator, x.kind from settled x)) is not true) as whole,
       sum(c.amount) filter (where c.evidence and c.on_day between me.cumulative_from and me.cut_off_on) as cumulative,
       sum(c.amount) filter (where c.evidence and c.on_day between greatest(me.cumulative_from, me.year_from) and me.cut_off_on) as year_to_date,
       sum(c.amount) filter (where c.on_day between (me.from_on - interval '1 year')::date and (me.until_on + interval '1 day' - interval '1 year')::date - 1) as last_year
     from counted c cross join me group by c.indicator),
   figures as materialized (
     select f.report_id, f.indicator, f.rest, f.own_plan from report_figure f join among on among.id = f.report_id where f.report_id <> p_report),
   -- A plan that a part has counts once: what stands below a part with a plan of its own is within that plan.
   planned as materialized (select * from figures where own_plan is not null),
   within as materialized (
     select distinct below.part_id, planned.indicator from planned join report_part below on below.report_id = planned.report_id),
   plans as (
     select p.indicator, sum(p.own_plan) as plan from planned p left join within w on w.part_id = p.report_id and w.indicator = p.indicator
     where w.part_id is null group by p.indicator),
   expected as (
     select f.indicator, sum(f.rest) as rest, max(plans.plan) as parts_plan from figures f left join plans on plans.indicator = f.indicator
     group by f.indicator)
   select coalesce(s.indicator, e.indicator, w.indicator), coalesce(s.actual, 0)::bigint, coalesce(s.accepted, 0)::bigint,
     (coalesce(s.whole, 0) + coalesce(w.amount, 0))::bigint, coalesce(s.cumulative, 0)::bigint, coalesce(s.year_to_date, 0)::bigint, s.last_year::bigint,
     coalesce(e.rest, 0)::bigint, e.parts_plan::bigint
   from summed s full join expected e on e.indicator = s.indicator full join whole w on w.indicator = coalesce(s.indicator, e.indicator) $$;

-- Units with work under the letter, of those from whom a report is put together, that no part covers, as far as
-- who reads the report may see them. The policies of deliveries and tasks are asked here over sets, once, and not row by row.
create function report_missing_now(p_report uuid) returns setof uuid
  language sql stable security definer set search_path = public set jit = off set enable_nestloop = off set enable_mergejoin = off rows 500 as
$$ with me as materialized (
     select r.* from report r where r.id = p_report and r.consolidates <> 'none' and r.id in (select my_reports())),
   thread as materialized (
     select t.document_id from document_thread t where t.root_id = (select document_id from me) union select document_id from me),
   visible as materialized (select visible_units() as id),
   threads as materialized (select my_threads() as id),
   sent as materialized (
     select y.document_id, y.unit_id, y.from_unit_id from delivery y
     where y.status <> '02' and y.document_id = any(array(select document_id from thread))
       and (y.unit_id in (select id from visible) or y.from_unit_id in (select id from visible) or y.document_id in (select id from threads))),
   at_work as materialized (
     select k.document_id, k.unit_id from task k
     where k.document_id = any(array(select document_id from thread))
       and (k.unit_id in (select id from visible) or k.document_id in (select id from threads))),
   below as materialized (
     select z.descendant_id as id from unit_path z where z.ancestor_id = (select unit_id from me) and z.during @> (select until_on from me)),
   covered as materialized (select x.unit_id from report_part p join report x on x.id = p.part_id where p.report_id = p_report)
   select distinct y.unit_id from me cross join sent y
   where y.unit_id <> me.unit_id and ((y.document_id, y.unit_id) in (select document_id, unit_id from at_work)) is true
     and (me.consolidates in ('addressees', 'both') or y.from_unit_id = me.unit_id or y.unit_id in (select id from below))
     and (y.unit_id in (select unit_id from covered)) is not true $$;
