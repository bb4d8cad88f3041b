-- reports: periodic reports on a directive. A report keeps from which records each of its figures was counted, so that a
-- consolidated figure is a sum over distinct records and never over figures. What was submitted is frozen: a correction is
-- a new version beside it.

-- Which periods a letter asks to be reported, where its own words do not say: set by who issued it, or by a unit for itself.
create table report_duty (
  document_id uuid not null references document,
  unit_id uuid not null references unit,
  kinds text[] not null check (kinds <@ array['month', 'quarter', 'half-year', 'nine-months', 'year']),
  changed_by uuid,
  changed_at timestamptz not null,
  version integer not null default 1,
  command_id uuid not null,
  primary key (document_id, unit_id)
);
create index report_duty_by_unit on report_duty (unit_id);

create table report (
  realm smallint not null references realm,
  id uuid not null unique,
  document_id uuid not null references document, -- the letter on which the unit reports; its thread is what it counts over
  unit_id uuid not null references unit,
  period_key text not null check (period_key ~ '^20[0-9]{2}-(M(0[1-9]|1[0-2])|Q[1-4]|H[12]|9M|Y)$'),
  from_on date not null,
  until_on date not null,
  cut_off_on date not null,
  cumulative_from date not null,          -- the figures "luỹ kế" begin here: the directive's day, or the year's
  revision smallint not null default 1 check (revision > 0),
  replaces_id uuid unique references report (id),
  amends_why text,                        -- why an accepted report has a new version
  consolidates text not null default 'none' check (consolidates in ('none', 'line', 'addressees', 'both')),
  accepted_only boolean not null default false, -- whether parts that wait for an answer stay out
  to_unit_id uuid references unit check (to_unit_id <> unit_id),
  results text not null default '' check (length(results) <= 20000),
  shortcomings text not null default '' check (length(shortcomings) <= 20000),
  causes text not null default '' check (length(causes) <= 20000),
  direction text not null default '' check (length(direction) <= 20000),
  state text not null check (state in ('draft', 'submitted', 'returned', 'accepted')),
  filled_at timestamptz not null,         -- when its figures were taken from the records
  drafted_by uuid not null,
  edited_by uuid not null,
  submitted_by uuid,
  submitted_at timestamptz,
  decided_by uuid,
  decided_at timestamptz,
  returned_why text,
  letter_id uuid references document,     -- the outgoing letter that carries it on paper
  changed_by uuid not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  command_id uuid not null,
  primary key (realm, id),
  unique (document_id, unit_id, period_key, revision),
  check (from_on <= cut_off_on and cut_off_on <= until_on),
  check ((revision = 1) = (replaces_id is null)),
  check ((state = 'draft') = (submitted_at is null) and (submitted_at is null) = (submitted_by is null)),
  check ((state in ('returned', 'accepted')) = (decided_at is not null) and (decided_at is null) = (decided_by is null)),
  check ((state = 'returned') = (returned_why is not null and returned_why <> '')),
  -- Nobody accepts or returns what he wrote or submitted.
  check (decided_by is null or (decided_by <> submitted_by and decided_by <> edited_by and decided_by <> drafted_by)),
  check (state = 'draft' or (to_unit_id is not null and results <> '' and shortcomings <> '' and causes <> '' and direction <> ''))
);
create unique index report_one_draft on report (document_id, unit_id, period_key) where state = 'draft';
create index report_by_unit on report (unit_id, until_on desc);
create index report_to_unit on report (to_unit_id, state);
create index report_by_document on report (document_id, period_key);
create index report_by_letter on report (letter_id) where letter_id is not null;

-- A line of figures. `rest` is what the unit itself expects for the days after the cut-off: an estimate is what was done and
-- what all parts still expect, so that estimates add up by report as results add up by record.
create table report_figure (
  realm smallint not null,
  report_id uuid not null,
  indicator text not null references indicator,
  actual bigint not null check (actual >= 0),
  estimate bigint check (estimate >= actual),
  rest bigint,
  cumulative bigint not null check (cumulative >= 0),
  year_to_date bigint not null check (year_to_date >= 0),
  last_year bigint check (last_year >= 0),
  plan bigint check (plan >= 0),
  own_plan bigint check (own_plan >= 0),
  primary key (realm, report_id, indicator),
  foreign key (realm, report_id) references report
);
create index report_figure_by_report on report_figure (report_id);

-- From which records the unit's own figures were counted, with what they said that day. A record that was left out stands
-- here too, with the reason. `settled` rows were added after the period had ended, in place of the estimate.
create table report_source (
  realm smallint not null,
  report_id uuid not null,
  indicator text not null references indicator,
  kind text not null check (kind in ('activity', 'session')),
  source_id uuid not null,
  settled boolean not null default false,
  amount bigint not null check (amount >= 0),
  on_day date not null,
  evidence boolean not null,              -- false: only for comparison with the year before
  left_out text check (left_out in ('after-cut-off', 'before-directive')),
  label text not null,
  held_by uuid not null references unit,
  primary key (realm, report_id, indicator, kind, source_id, settled),
  foreign key (realm, report_id) references report
);
create index report_source_by_report on report_source (report_id);
create index report_source_by_thing on report_source (source_id);

-- The reports from which a report was put together, also those below its parts: walking down is one look.
create table report_part (
  realm smallint not null,
  report_id uuid not null,
  -- No foreign keys: a country's report has thousands of parts, and the trigger below looks up all of them at once.
  part_id uuid not null check (part_id <> report_id),
  direct boolean not null,
  accepted boolean not null,              -- as it stood when it was taken in
  primary key (realm, report_id, part_id)
);
create index report_part_by_report on report_part (report_id);
create index report_part_by_part on report_part (part_id);

create table report_proposal (
  realm smallint not null,
  report_id uuid not null,
  ordinal smallint not null check (ordinal > 0),
  text text not null check (btrim(text) <> '' and length(text) <= 2000),
  owner_unit_id uuid not null references unit,
  answer text check (length(answer) <= 5000),
  answered_by uuid,
  answered_at timestamptz,
  primary key (realm, report_id, ordinal),
  foreign key (realm, report_id) references report,
  check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null) and answer <> '')
);
create index report_proposal_by_report on report_proposal (report_id);
create index report_proposal_by_owner on report_proposal (owner_unit_id);

-- Sent sideways: to the party committee and the government of the same level, who may read it from then on.
create table report_copy (
  realm smallint not null,
  report_id uuid not null,
  unit_id uuid not null references unit,
  at timestamptz not null,
  command_id uuid not null,
  primary key (realm, report_id, unit_id),
  foreign key (realm, report_id) references report
);
create index report_copy_by_unit on report_copy (unit_id);
create index report_copy_by_report on report_copy (report_id);

-- What the whole period came to, once it was over: beside the estimate, never in its place.
create table report_final (
  realm smallint not null,
  report_id uuid not null,
  indicator text not null references indicator,
  amount bigint not null check (amount >= 0),
  at timestamptz not null,
  account_id uuid not null,
  command_id uuid not null,
  primary key (realm, report_id, indicator),
  foreign key (realm, report_id) references report
);
create index report_final_by_report on report_final (report_id);

-- Every report that the actor may read: those of its units and, once submitted, of the units below; those sent to them,
-- upward or sideways; those on letters that they issued or follow; those with a proposal to them; and all parts of these.
create function my_reports() returns setof uuid language plpgsql stable security definer
  set search_path = public set plan_cache_mode = force_generic_plan set enable_seqscan = off rows 500 as
$$ declare
  own uuid[] := array(select own_units());
  mine uuid[] := array(select visible_units());
  threads uuid[] := array(select my_threads());
  seen uuid[] := array(
    select id from report where unit_id = any(own)
    union select id from report where unit_id = any(mine) and state <> 'draft'
    union select id from report where to_unit_id = any(mine) and state <> 'draft'
    union select id from report where document_id = any(threads) and state <> 'draft'
    union select report_id from report_copy where unit_id = any(mine)
    union select p.report_id from report_proposal p join report r on r.id = p.report_id where p.owner_unit_id = any(mine) and r.state <> 'draft');
begin
  return query select unnest(seen) union select part_id from report_part where report_id = any(seen);
end $$;
create function own_reports() returns setof uuid language sql stable security definer set search_path = public rows 50 as
$$ select id from report where unit_id in (select own_units()) $$;

-- What was submitted stays: only its state moves on, once, and the letter that carries it is noted, once.
create function refuse_change_of_report() returns trigger language plpgsql as
$$ begin
  if (to_jsonb(old) - '{state,decided_by,decided_at,returned_why,letter_id,changed_by,changed_at,version}'::text[])
     is distinct from (to_jsonb(new) - '{state,decided_by,decided_at,returned_why,letter_id,changed_by,changed_at,version}'::text[])
     or (old.state <> new.state and not (old.state = 'submitted' and new.state in ('returned', 'accepted')))
     or (old.state = new.state and (old.decided_by, old.decided_at, old.returned_why) is distinct from (new.decided_by, new.decided_at, new.returned_why))
     or (old.letter_id is not null and old.letter_id is distinct from new.letter_id) then
    raise exception 'a submitted report cannot be changed' using errcode = '23001';
  end if;
  return new;
end $$;
create trigger report_submitted_is_fixed before update on report for each row when (old.state <> 'draft') execute function refuse_change_of_report();
create function refuse_change_of_draft_identity() returns trigger language plpgsql as
$$ begin
  if (old.realm, old.id, old.document_id, old.unit_id, old.period_key, old.from_on, old.until_on, old.revision, old.replaces_id, old.drafted_by)
     is distinct from (new.realm, new.id, new.document_id, new.unit_id, new.period_key, new.from_on, new.until_on, new.revision, new.replaces_id, new.drafted_by)
     or new.state not in ('draft', 'submitted') then
    raise exception 'a draft keeps its unit, letter and period, and is submitted before it is decided' using errcode = '23001';
  end if;
  return new;
end $$;
create trigger report_draft_keeps_identity before update on report for each row when (old.state = 'draft') execute function refuse_change_of_draft_identity();
create function refuse_begun_report() returns trigger language plpgsql as
$$ begin
  raise exception 'a report begins as a draft' using errcode = '23001';
end $$;
create trigger report_begins_as_draft before insert on report for each row when (new.state <> 'draft' and current_user = 'chido_app')
  execute function refuse_begun_report();

-- Nor do its figures, sources, parts and proposals: one look a statement, over the rows it wrote.
create function refuse_change_of_frozen() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if exists (select from (select distinct report_id from touched_rows) n join report r on r.id = n.report_id and r.state <> 'draft') then
    raise exception 'the % of a submitted report cannot be changed', tg_table_name using errcode = '23001';
  end if;
  return null;
end $$;
-- After the period is over, what the records then say is added beside; nothing else is.
create function refuse_frozen_source() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if exists (select from (select distinct report_id, settled from touched_rows) n join report r on r.id = n.report_id
             where n.settled is distinct from (r.state <> 'draft') or (n.settled and r.until_on >= app_as_of())) then
    raise exception 'the sources of a submitted report cannot be changed' using errcode = '23001';
  end if;
  return null;
end $$;
create function refuse_unfrozen_part() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if exists (select from touched_rows n left join report p on p.id = n.part_id where p.state = 'draft' or p.id is null)
     or exists (select from (select distinct realm, report_id from touched_rows) n left join report r on (r.realm, r.id) = (n.realm, n.report_id) where r.id is null) then
    raise exception 'a part is a report that was submitted' using errcode = '23001';
  end if;
  return null;
end $$;
create trigger report_figure_frozen_i after insert on report_figure referencing new table as touched_rows for each statement execute function refuse_change_of_frozen();
create trigger report_figure_frozen_u after update on report_figure referencing new table as touched_rows for each statement execute function refuse_change_of_frozen();
create trigger report_figure_frozen_d after delete on report_figure referencing old table as touched_rows for each statement execute function refuse_change_of_frozen();
create trigger report_source_frozen_i after insert on report_source referencing new table as touched_rows for each statement execute function refuse_frozen_source();
create trigger report_source_frozen_d after delete on report_source referencing old table as touched_rows for each statement execute function refuse_change_of_frozen();
create trigger report_source_no_update before update or truncate on report_source for each statement execute function refuse_change();
create trigger report_part_frozen_i after insert on report_part referencing new table as touched_rows for each statement execute function refuse_change_of_frozen();
create trigger report_part_of_frozen after insert on report_part referencing new table as touched_rows for each statement execute function refuse_unfrozen_part();
create trigger report_part_frozen_d after delete on report_part referencing old table as touched_rows for each statement execute function refuse_change_of_frozen();
create trigger report_part_no_update before update or truncate on report_part for each statement execute function refuse_change();
create trigger report_proposal_frozen_i after insert on report_proposal referencing new table as touched_rows for each statement execute function refuse_change_of_frozen();
create trigger report_proposal_frozen_d after delete on report_proposal referencing old table as touched_rows for each statement execute function refuse_change_of_frozen();
create function refuse_second_answer() returns trigger language plpgsql as
$$ begin
  if (old.realm, old.report_id, old.ordinal, old.text, old.owner_unit_id) is distinct from (new.realm, new.report_id, new.ordinal, new.text, new.owner_unit_id)
     or old.answer is not null then
    raise exception 'a proposal stays as it was written and is answered once' using errcode = '23001';
  end if;
  return new;
end $$;
create trigger report_proposal_answered_once before update on report_proposal for each row execute function refuse_second_answer();
create trigger report_no_delete before delete or truncate on report for each statement execute function refuse_change();
create trigger report_copy_append_only before update or delete or truncate on report_copy for each statement execute function refuse_change();
create trigger report_final_append_only before update or delete or truncate on report_final for each statement execute function refuse_change();

create trigger report_duty_audit_update after update on report_duty
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('document_id', 'unit_id');
create trigger report_audit_update after update on report
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('realm', 'id');
create trigger report_proposal_audit_update after update on report_proposal
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('realm', 'report_id', 'ordinal');
create trigger report_proposal_audit_delete after delete on report_proposal
  referencing old table as before_rows for each statement execute function audit_delete();
create trigger report_figure_audit_update after update on report_figure
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('realm', 'report_id', 'indicator');
-- Figures, sources and parts of a draft are taken anew from the records whenever it is filled: they are copies, and the
-- records keep their own audit. From submission on nothing of them changes.

-- The figures of a report over all its records, each once: its own and those of its parts. Only for who may read it.
-- Of two amounts for one record the one taken later counts.
create function report_totals(p_report uuid) returns table
  (indicator text, actual bigint, whole bigint, cumulative bigint, year_to_date bigint, last_year bigint, rest bigint, parts_plan bigint)
  language sql stable security definer set search_path = public set jit = off set enable_nestloop = off set enable_mergejoin = off as
$$ with me as materialized (
     select r.id, r.from_on, r.until_on, r.cut_off_on, r.cumulative_from, date_trunc('year', r.from_on)::date as year_from
     from report r where r.id = p_report and r.id in (select own_reports())),
   among as materialized (
     select me.id, r.filled_at from me join report r on r.id = me.id
     union all select p.part_id, r.filled_at from me join report_part p on p.report_id = me.id join report r on r.id = p.part_id),
   counted as (
     select distinct on (s.source_id, s.indicator, s.kind) s.indicator, s.amount, s.on_day, s.evidence, s.settled
     from report_source s join among on among.id = s.report_id
     where s.left_out is null
     order by s.source_id, s.indicator, s.kind, s.settled desc, among.filled_at desc, s.amount desc),
   summed as (
     select c.indicator,
       sum(c.amount) filter (where c.evidence and not c.settled and c.on_day between me.from_on and me.cut_off_on) as actual,
       sum(c.amount) filter (where c.evidence and c.on_day between me.from_on and me.until_on) as whole,
       sum(c.amount) filter (where c.evidence and not c.settled and c.on_day between me.cumulative_from and me.cut_off_on) as cumulative,
       sum(c.amount) filter (where c.evidence and not c.settled and c.on_day between greatest(me.cumulative_from, me.year_from) and me.cut_off_on) as year_to_date,
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
   select coalesce(s.indicator, e.indicator), coalesce(s.actual, 0)::bigint, coalesce(s.whole, 0)::bigint, coalesce(s.cumulative, 0)::bigint,
     coalesce(s.year_to_date, 0)::bigint, s.last_year::bigint, coalesce(e.rest, 0)::bigint, e.parts_plan::bigint
   from summed s full join expected e on e.indicator = s.indicator $$;

-- What has changed in the records since they were counted, in a report or its parts: for who may read the report.
create function report_changes(p_report uuid) returns table
  (part_id uuid, unit_id uuid, indicator text, kind text, source_id uuid, label text, counted bigint, now bigint, withdrawn boolean)
  language sql stable security definer set search_path = public set jit = off as
$$ with among as materialized (
     select r.id, r.unit_id, r.filled_at from report r
     where p_report in (select my_reports()) and (r.id = p_report or r.id in (select p.part_id from report_part p where p.report_id = p_report))),
   changed as (
     select among.id, among.unit_id, s.indicator, s.kind, s.source_id, s.label, s.amount, a.state = 'withdrawn' as withdrawn,
       case when a.state <> 'held' then 0
            when s.indicator = 'person-times-helped' then coalesce(a.person_times, a.people, 0)
            else coalesce((select r.amount from activity_result r where r.activity_id = a.id and r.indicator = s.indicator), 0) end::bigint as now
     from among join report_source s on s.report_id = among.id and s.kind = 'activity' and s.left_out is null and s.evidence
       join activity a on a.id = s.source_id and a.changed_at > among.filled_at
     union all
     select among.id, among.unit_id, s.indicator, s.kind, s.source_id, s.label, s.amount, x.withdrawn_at is not null,
       case when x.withdrawn_at is not null then 0 when s.indicator = 'study-sessions' then 1
            else coalesce((select sum(t.present + t.caught_up) from study_attendance t where t.session_id = x.id and not t.withdrawn), 0) end::bigint
     from among join report_source s on s.report_id = among.id and s.kind = 'session' and s.left_out is null and s.evidence
       join study_session x on x.id = s.source_id and x.changed_at > among.filled_at)
   select distinct on (indicator, kind, source_id) id, unit_id, indicator, kind, source_id, label, amount, now, withdrawn
   from changed where now <> amount order by indicator, kind, source_id, id $$;

-- The units whose reports took a report in, to be told when it is returned or replaced: for who reported and for who answers
-- it, neither of whom may see all of the reports above.
create function reports_above(p_report uuid) returns table (unit_id uuid, report_id uuid)
  language sql stable security definer set search_path = public rows 5 as
$$ select r.unit_id, r.id from report mine join report_part p on p.part_id = mine.id join report r on r.id = p.report_id and r.state <> 'returned'
   where mine.id = p_report and (mine.unit_id in (select own_units()) or mine.to_unit_id in (select own_units()))
   order by r.until_on, r.id $$;

-- Whether a submitted report has counted an activity: programmes asks before it lets one be changed in silence.
create or replace function activity_reported(p_activity uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from report_source s join report r on r.id = s.report_id and r.state in ('submitted', 'accepted')
     where s.source_id = p_activity and s.kind = 'activity' and s.left_out is null) $$;

alter table report_duty enable row level security;
create policy report_duty_read on report_duty for select to chido_app using (document_id in (select my_documents()));
create policy report_duty_set on report_duty for insert to chido_app with check (unit_id in (select own_units()) and document_id in (select my_documents()));
create policy report_duty_change on report_duty for update to chido_app using (unit_id in (select own_units())) with check (unit_id in (select own_units()));
alter table report enable row level security;
create policy report_read on report for select to chido_app using (id in (select my_reports()));
create policy report_begin on report for insert to chido_app with check (unit_id in (select own_units()));
create policy report_move on report for update to chido_app
  using (unit_id in (select own_units()) or to_unit_id in (select own_units()))
  with check (unit_id in (select own_units()) or to_unit_id in (select own_units()));
alter table report_figure enable row level security;
create policy report_figure_read on report_figure for select to chido_app using (report_id in (select my_reports()));
create policy report_figure_write on report_figure for insert to chido_app with check (report_id in (select own_reports()));
create policy report_figure_change on report_figure for update to chido_app using (report_id in (select own_reports())) with check (report_id in (select own_reports()));
create policy report_figure_anew on report_figure for delete to chido_app using (report_id in (select own_reports()));
alter table report_source enable row level security;
create policy report_source_read on report_source for select to chido_app using (report_id in (select my_reports()));
create policy report_source_write on report_source for insert to chido_app with check (report_id in (select own_reports()));
create policy report_source_anew on report_source for delete to chido_app using (report_id in (select own_reports()));
alter table report_part enable row level security;
create policy report_part_read on report_part for select to chido_app using (report_id in (select my_reports()));
create policy report_part_write on report_part for insert to chido_app with check (report_id in (select own_reports()));
create policy report_part_anew on report_part for delete to chido_app using (report_id in (select own_reports()));
alter table report_proposal enable row level security;
create policy report_proposal_read on report_proposal for select to chido_app using (report_id in (select my_reports()));
create policy report_proposal_write on report_proposal for insert to chido_app with check (report_id in (select own_reports()));
create policy report_proposal_answer on report_proposal for update to chido_app
  using (owner_unit_id in (select own_units())) with check (owner_unit_id in (select own_units()));
create policy report_proposal_anew on report_proposal for delete to chido_app using (report_id in (select own_reports()));
alter table report_copy enable row level security;
create policy report_copy_read on report_copy for select to chido_app using (report_id in (select my_reports()));
create policy report_copy_send on report_copy for insert to chido_app
  with check (report_id in (select own_reports()) or report_id in (select r.id from report r where r.to_unit_id in (select own_units())));
alter table report_final enable row level security;
create policy report_final_read on report_final for select to chido_app using (report_id in (select my_reports()));
create policy report_final_write on report_final for insert to chido_app with check (report_id in (select own_reports()));

grant select, insert on report_duty, report, report_copy, report_final to chido_app;
grant update (kinds, changed_by, changed_at, version, command_id) on report_duty to chido_app;
grant update (cut_off_on, cumulative_from, consolidates, accepted_only, to_unit_id, results, shortcomings, causes, direction, state, filled_at, edited_by,
  submitted_by, submitted_at, decided_by, decided_at, returned_why, letter_id, changed_by, changed_at, version) on report to chido_app;
grant select, insert, delete on report_figure, report_source, report_part, report_proposal to chido_app;
grant update (estimate, rest) on report_figure to chido_app;
grant update (answer, answered_by, answered_at) on report_proposal to chido_app;

-- The headings of the letters on which reports are made, for whoever may read the reports: bodies beside, to whom it was
-- sent, may not hold the letter itself.
create function report_documents() returns table
  (id uuid, number text, symbol text, regime text, subject text, issuer text, issuer_unit_id uuid, issued_on date, circulation_floor text)
  language sql stable security definer set search_path = public rows 50 as
$$ select d.id, d.number, d.symbol, d.regime, d.subject, d.issuer, d.issuer_unit_id, d.issued_on, d.circulation_floor
   from document d where d.id in (select r.document_id from report r where r.id in (select my_reports())) $$;
