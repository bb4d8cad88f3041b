-- programmes: what was planned and done, and what came of it. An activity counts once however many tasks, campaigns and
-- units claim it: figures are summed over activities, never over claims.

-- What Red Cross reports count. Facts: facts/indicators.tsv holds the same rows with where they come from.
create table indicator (
  key text primary key check (key ~ '^[a-z][a-z0-9-]*$'),
  measure text not null check (measure in ('count', 'people', 'person-times', 'dong', 'kg', 'unit', 'percent', 'times')),
  kind text not null check (kind in ('relief', 'health', 'first-aid', 'blood', 'tracing', 'values', 'disaster', 'governance', 'study')),
  counted text not null check (counted in ('activity', 'session', 'standing', 'computed')),
  ordinal smallint not null unique
);
insert into indicator (key, measure, kind, counted, ordinal) values
  ('members', 'people', 'governance', 'standing', 1),
  ('new-members', 'people', 'governance', 'activity', 2),
  ('volunteers', 'people', 'governance', 'standing', 3),
  ('collaborators', 'people', 'governance', 'standing', 4),
  ('youth', 'people', 'governance', 'standing', 5),
  ('juniors', 'people', 'governance', 'standing', 6),
  ('grassroots-societies', 'count', 'governance', 'standing', 7),
  ('branches', 'count', 'governance', 'standing', 8),
  ('volunteer-teams', 'count', 'governance', 'standing', 9),
  ('blood-donor-clubs', 'count', 'blood', 'standing', 10),
  ('officers-trained', 'people', 'governance', 'activity', 11),
  ('inspections', 'count', 'governance', 'activity', 12),
  ('total-value', 'dong', 'governance', 'computed', 13),
  ('person-times-helped', 'person-times', 'governance', 'computed', 14),
  ('plan-percent', 'percent', 'governance', 'computed', 15),
  ('field-share', 'percent', 'governance', 'computed', 16),
  ('social-value', 'dong', 'relief', 'computed', 17),
  ('health-value', 'dong', 'health', 'computed', 18),
  ('disaster-value', 'dong', 'disaster', 'computed', 19),
  ('international-aid', 'dong', 'relief', 'activity', 20),
  ('budget-return', 'times', 'governance', 'computed', 21),
  ('tet-value', 'dong', 'relief', 'activity', 22),
  ('tet-gifts', 'count', 'relief', 'activity', 23),
  ('humanitarian-month-value', 'dong', 'relief', 'activity', 24),
  ('works', 'count', 'relief', 'activity', 25),
  ('addresses-profiled', 'count', 'relief', 'activity', 26),
  ('addresses-helped', 'count', 'relief', 'activity', 27),
  ('cows-given', 'count', 'relief', 'activity', 28),
  ('houses', 'count', 'relief', 'activity', 29),
  ('bridges', 'count', 'relief', 'activity', 30),
  ('livelihoods', 'count', 'relief', 'activity', 31),
  ('fishing-households', 'count', 'relief', 'activity', 32),
  ('children-nourished', 'people', 'relief', 'activity', 33),
  ('student-gifts', 'count', 'relief', 'activity', 34),
  ('bicycles', 'count', 'relief', 'activity', 35),
  ('poor-helped', 'person-times', 'relief', 'activity', 36),
  ('vulnerable-helped', 'person-times', 'relief', 'activity', 37),
  ('wheelchairs', 'count', 'relief', 'activity', 38),
  ('markets', 'count', 'relief', 'activity', 39),
  ('meals', 'count', 'relief', 'activity', 40),
  ('patient-trips', 'count', 'health', 'activity', 41),
  ('rice', 'kg', 'relief', 'activity', 42),
  ('donors-registered', 'people', 'blood', 'activity', 43),
  ('blood-units', 'unit', 'blood', 'activity', 44),
  ('blood-value', 'dong', 'blood', 'computed', 45),
  ('donors-honoured', 'people', 'blood', 'activity', 46),
  ('organ-pledges', 'people', 'blood', 'activity', 47),
  ('organ-donors', 'people', 'blood', 'activity', 48),
  ('patients-examined', 'people', 'health', 'activity', 49),
  ('first-aid-treated', 'people', 'first-aid', 'activity', 50),
  ('disaster-supported', 'person-times', 'disaster', 'activity', 51),
  ('communication-sessions', 'count', 'values', 'activity', 52),
  ('study-sessions', 'count', 'study', 'session', 53),
  ('study-present', 'person-times', 'study', 'session', 54),
  ('cases-traced', 'count', 'tracing', 'activity', 55);

-- One thing that was done, or is planned, on some days at a place: one of the seven kinds of the Law on Red Cross
-- Activities (11/2008/QH12, article 2), or governance. Its results belong to the day on which it ended.
create table activity (
  realm smallint not null references realm,
  id uuid not null,
  unit_id uuid not null references unit,  -- the organiser, who enters it; never changes
  kind text not null check (kind in ('relief', 'health', 'first-aid', 'blood', 'tracing', 'values', 'disaster', 'governance')),
  title text not null check (title = btrim(title) and title <> '' and length(title) <= 300),
  from_on date not null check (from_on >= date '2000-01-01'),
  until_on date not null,
  area_id text not null references area,
  place text not null default '' check (length(place) <= 300),
  people integer check (people >= 0),
  person_times integer check (person_times >= 0),
  note text not null default '' check (length(note) <= 5000),
  state text not null check (state in ('planned', 'held', 'withdrawn')),
  held_at timestamptz,
  held_by uuid,
  withdrawn_at timestamptz,
  withdrawn_why text,
  entered_by uuid not null,
  entered_at timestamptz not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  command_id uuid not null,
  primary key (realm, id),
  unique (realm, id, unit_id),
  check (until_on >= from_on),
  check (people is null or person_times is null or people <= person_times),
  check (state <> 'held' or (held_at is not null and held_by is not null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null and withdrawn_why is not null and withdrawn_why <> ''))
);
create unique index activity_by_id on activity (id);
create index activity_by_unit on activity (unit_id, until_on desc);
create index activity_by_day on activity (until_on);
create index activity_by_area on activity (area_id);

-- The units that did it: the organiser, and those with it. The organiser stands in every row, so that what may be seen is
-- decided without looking the activity up.
create table activity_unit (
  realm smallint not null,
  activity_id uuid not null,
  unit_id uuid not null references unit,
  role text not null check (role in ('organiser', 'with')),
  organiser_id uuid not null,
  command_id uuid not null,
  primary key (realm, activity_id, unit_id),
  foreign key (realm, activity_id, organiser_id) references activity (realm, id, unit_id),
  check ((role = 'organiser') = (unit_id = organiser_id))
);
create index activity_unit_by_unit on activity_unit (unit_id, activity_id);
create index activity_unit_by_activity on activity_unit (activity_id);

-- What came of it, an indicator a row. A money value stands beside the amount and never without how it was valued: blood,
-- labour and goods are not turned into đồng in silence.
create table activity_result (
  realm smallint not null,
  activity_id uuid not null,
  indicator text not null references indicator,
  organiser_id uuid not null,
  amount bigint not null check (amount between 0 and 9007199254740991),
  money_value bigint check (money_value between 0 and 9007199254740991),
  valued_how text check (valued_how = btrim(valued_how) and valued_how <> '' and length(valued_how) <= 300),
  command_id uuid not null,
  primary key (realm, activity_id, indicator),
  foreign key (realm, activity_id, organiser_id) references activity (realm, id, unit_id),
  check ((money_value is null) = (valued_how is null))
);
create index activity_result_by_activity on activity_result (activity_id);
create index activity_result_by_indicator on activity_result (indicator);

-- Which tasks a planned activity is meant for. When it is held they become evidence (task_evidence); until then it shows nothing.
create table activity_task (
  realm smallint not null,
  activity_id uuid not null,
  organiser_id uuid not null,
  task_realm smallint not null,
  document_id uuid not null,
  clause_ordinal smallint not null,
  unit_id uuid not null,
  command_id uuid not null,
  primary key (realm, activity_id, document_id, clause_ordinal, unit_id),
  foreign key (realm, activity_id, organiser_id) references activity (realm, id, unit_id),
  foreign key (task_realm, document_id, clause_ordinal, unit_id) references task
);
create index activity_task_by_task on activity_task (document_id, clause_ordinal, unit_id);

-- What was changed after a submitted report had counted it: both numbers stay in view, with the reason. Append-only.
create table activity_amendment (
  realm smallint not null,
  activity_id uuid not null,
  ordinal smallint not null check (ordinal > 0),
  organiser_id uuid not null,
  why text not null check (why <> '' and length(why) <= 2000),
  before jsonb not null,                  -- people, personTimes, state, results: as a report counted them
  after jsonb not null,
  at timestamptz not null,
  account_id uuid not null,
  command_id uuid not null,
  primary key (realm, activity_id, ordinal),
  foreign key (realm, activity_id, organiser_id) references activity (realm, id, unit_id)
);
create index activity_amendment_by_activity on activity_amendment (activity_id);

-- A unit's own plan for a year, against which its results are a share.
create table plan_figure (
  realm smallint not null references realm,
  unit_id uuid not null references unit,
  indicator text not null references indicator,
  year smallint not null check (year between 2000 and 2100),
  amount bigint not null check (amount between 0 and 9007199254740991),
  changed_by uuid not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  command_id uuid not null,
  primary key (realm, unit_id, indicator, year)
);
create index plan_figure_by_unit on plan_figure (unit_id, year);
create index plan_figure_by_indicator on plan_figure (indicator);

-- Whether a submitted report has counted an activity. The room of reports says it when it comes (create or replace).
create function activity_reported(p_activity uuid) returns boolean language sql stable security definer set search_path = public as
$$ select false $$;

-- Evidence follows the activity: its day moves with it, and what is withdrawn shows nothing any more, whoever's tasks had
-- claimed it and whether or not the organiser sees them.
create function evidence_follows_activity() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  update task_evidence e
  set on_day = a.until_on, ended_at = case when a.state = 'withdrawn' then coalesce(e.ended_at, app_now()) else e.ended_at end,
      command_id = coalesce(app_command(), e.command_id)
  from after_rows a
  where e.kind = 'activity' and e.evidence_id = a.id
    and (e.on_day <> a.until_on or (a.state = 'withdrawn' and e.ended_at is null));
  return null;
end $$;
create trigger activity_evidence_follows after update on activity
  referencing new table as after_rows for each statement execute function evidence_follows_activity();

-- Claims of a unit that is no longer with it end, for the same reason.
create function evidence_of_unit_ends() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  update task_evidence e set ended_at = app_now(), command_id = coalesce(app_command(), e.command_id)
  from before_rows b
  where e.kind = 'activity' and e.evidence_id = b.activity_id and e.unit_id = b.unit_id and e.ended_at is null;
  return null;
end $$;
create trigger activity_unit_evidence_ends after delete on activity_unit
  referencing old table as before_rows for each statement execute function evidence_of_unit_ends();

-- A withdrawn activity stays as it was, and nothing held becomes planned again.
create function refuse_activity_back() returns trigger language plpgsql as
$$ begin
  raise exception 'an activity does not go back' using errcode = '23001';
end $$;
create trigger activity_only_forward before update on activity for each row
  when (old.state = 'withdrawn' or (old.state = 'held' and new.state = 'planned')
        or (new.realm, new.id, new.unit_id, new.entered_by, new.entered_at) is distinct from (old.realm, old.id, old.unit_id, old.entered_by, old.entered_at))
  execute function refuse_activity_back();

create trigger activity_audit_update after update on activity
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('realm', 'id');
create trigger activity_no_delete before delete or truncate on activity for each statement execute function refuse_change();
create trigger activity_unit_audit_delete after delete on activity_unit
  referencing old table as before_rows for each statement execute function audit_delete();
create trigger activity_result_audit_update after update on activity_result
  referencing old table as before_rows new table as after_rows
  for each statement execute function audit_update('realm', 'activity_id', 'indicator');
create trigger activity_result_audit_delete after delete on activity_result
  referencing old table as before_rows for each statement execute function audit_delete();
create trigger activity_task_audit_delete after delete on activity_task
  referencing old table as before_rows for each statement execute function audit_delete();
create trigger activity_amendment_append_only before update or delete or truncate on activity_amendment
  for each statement execute function refuse_change();
create trigger plan_figure_audit_update after update on plan_figure
  referencing old table as before_rows new table as after_rows
  for each statement execute function audit_update('realm', 'unit_id', 'indicator', 'year');
create trigger plan_figure_audit_delete after delete on plan_figure
  referencing old table as before_rows for each statement execute function audit_delete();

-- Activities that the actor may open though another body organised them: those that a visible unit did with it, and those
-- that are evidence of a task in a letter that the actor's units issued or follow. Found by index, as my_threads() is.
create function my_activities() returns setof uuid language plpgsql stable security definer
  set search_path = public set plan_cache_mode = force_generic_plan set enable_seqscan = off rows 200 as
$$ declare
  mine uuid[] := array(select visible_units());
  threads uuid[] := array(select my_threads());
begin
  return query
    select u.activity_id from activity_unit u where u.unit_id = any(mine) and u.role = 'with'
    union select e.evidence_id from task_evidence e where e.document_id = any(threads) and e.kind = 'activity';
end $$;

alter table activity enable row level security;
create policy activity_in_scope on activity to chido_app
  using (unit_id in (select visible_units()) or id in (select my_activities()))
  with check (unit_id in (select visible_units()));
alter table activity_unit enable row level security;
create policy activity_unit_in_scope on activity_unit to chido_app
  using (organiser_id in (select visible_units()) or activity_id in (select my_activities()))
  with check (organiser_id in (select visible_units()));
alter table activity_result enable row level security;
create policy activity_result_in_scope on activity_result to chido_app
  using (organiser_id in (select visible_units()) or activity_id in (select my_activities()))
  with check (organiser_id in (select visible_units()));
alter table activity_task enable row level security;
create policy activity_task_in_scope on activity_task to chido_app
  using (organiser_id in (select visible_units()) or activity_id in (select my_activities()))
  with check (organiser_id in (select visible_units()));
alter table activity_amendment enable row level security;
create policy activity_amendment_in_scope on activity_amendment to chido_app
  using (organiser_id in (select visible_units()) or activity_id in (select my_activities()))
  with check (organiser_id in (select visible_units()));
alter table plan_figure enable row level security;
create policy plan_figure_in_scope on plan_figure to chido_app
  using (unit_id in (select visible_units())) with check (unit_id in (select visible_units()));

-- Who sees an activity sees what shows it.
create policy file_use_of_activity on file_use for select to chido_app
  using (owner_kind = 'evidence' and owner_id in (select my_activities()));

grant select on indicator to chido_app;
grant select, insert, delete on activity_unit, activity_task to chido_app;
grant select, insert on activity, activity_amendment to chido_app;
grant update (kind, title, from_on, until_on, area_id, place, people, person_times, note, state, held_at, held_by,
  withdrawn_at, withdrawn_why, changed_by, changed_at, version, command_id) on activity to chido_app;
grant select, insert, delete on activity_result, plan_figure to chido_app;
grant update (amount, money_value, valued_how, command_id) on activity_result to chido_app;
grant update (amount, changed_by, changed_at, version, command_id) on plan_figure to chido_app;
