-- directives: a unit's own implementing letter is the first evidence that it took a directive up. One that the unit
-- issued here to pass the directive on counts without being entered; this table holds those that exist outside.
create table implementing_letter (
  realm smallint not null references realm,
  id uuid not null,
  document_id uuid not null references document,  -- the directive
  unit_id uuid not null references unit,
  letter_id uuid references document,             -- where the letter is held here too
  printed text not null check (printed = btrim(printed) and printed <> '' and length(printed) <= 100),
  printed_fold text not null,
  issued_on date not null,
  subject text not null default '' check (length(subject) <= 500),
  file_use_id uuid,
  entered_by uuid,
  entered_at timestamptz not null,
  changed_by uuid,
  changed_at timestamptz,
  version integer not null default 1,
  withdrawn_at timestamptz,
  withdrawn_why text check (withdrawn_why <> ''),
  command_id uuid not null,
  primary key (realm, id),
  check ((withdrawn_at is null) = (withdrawn_why is null))
);
create unique index implementing_letter_once on implementing_letter (document_id, unit_id, printed_fold, issued_on)
  where withdrawn_at is null;
create index implementing_letter_by_unit on implementing_letter (unit_id);
create index implementing_letter_by_letter on implementing_letter (letter_id) where letter_id is not null;

create trigger implementing_letter_audit_update after update on implementing_letter
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('realm', 'id');
create trigger implementing_letter_no_delete before delete or truncate on implementing_letter
  for each statement execute function refuse_change();
alter table implementing_letter enable row level security;
create policy implementing_letter_in_scope on implementing_letter to chido_app
  using (unit_id in (select visible_units()) or document_id in (select my_threads()))
  with check (unit_id in (select visible_units()));
grant select, insert on implementing_letter to chido_app;
grant update (withdrawn_at, withdrawn_why, version, changed_by, changed_at) on implementing_letter to chido_app;

-- org: the branches of a committee on a day: itself, and the cells and chapters directly below it or below the body whose
-- standing organ it is. Which kinds those are, the caller says: kinds of units are facts of the program.
create function unit_branches(p_units uuid[], p_as_of date, p_branch_kinds text[], p_organs text[], p_bodies text[])
  returns table (unit_id uuid, branch_id uuid) language sql stable rows 200 as
$$ with body as (
     select u.id as unit_id, u.id as body_id from unit u where u.id = any(p_units)
     union
     select me.id, b.id from unit me join unnest(p_organs, p_bodies) o (organ, body) on o.organ = me.kind
       join unit b on b.area_id = me.area_id and b.kind = o.body and b.during @> p_as_of
     where me.id = any(p_units))
   select u.id, u.id from unit u where u.id = any(p_units)
   union
   select body.unit_id, c.id from body join unit_link l on l.parent_id = body.body_id and l.during @> p_as_of
     join unit c on c.id = l.child_id and c.kind = any(p_branch_kinds) and c.during @> p_as_of $$;

-- dissemination: how a directive was made known, session by session, in numbers. There is no field for a name anywhere.

-- The roll: how many people each branch has of each audience, counted before the first session and frozen by it.
create table study_roll (
  realm smallint not null references realm,
  document_id uuid not null references document,
  branch_id uuid not null references unit,
  audience text not null check (audience in ('key-officers', 'party-members', 'organisation-members', 'public')),
  unit_id uuid not null references unit,          -- the committee that counts
  people integer not null check (people between 0 and 10000000),
  frozen_at timestamptz,
  counted_by uuid,
  counted_at timestamptz not null,
  changed_by uuid,
  changed_at timestamptz,
  version integer not null default 1,
  command_id uuid not null,
  primary key (realm, document_id, branch_id, audience)
);
create unique index study_roll_once on study_roll (document_id, branch_id, audience);
create index study_roll_by_unit on study_roll (unit_id, document_id);
create index study_roll_by_branch on study_roll (branch_id);

-- What was changed after the roll was frozen: the number before stands openly beside the number after.
create table study_roll_change (
  realm smallint not null,
  document_id uuid not null,
  branch_id uuid not null,
  audience text not null,
  ordinal smallint not null,
  unit_id uuid not null references unit,
  people_before integer,                          -- null where the branch had not been counted
  people_after integer not null,
  why text not null check (why <> ''),
  at timestamptz not null,
  account_id uuid,
  command_id uuid not null,
  primary key (realm, document_id, branch_id, audience, ordinal),
  foreign key (realm, document_id, branch_id, audience) references study_roll,
  check (people_before is distinct from people_after)
);
create index study_roll_change_by_unit on study_roll_change (unit_id, document_id);

create table study_session (
  realm smallint not null references realm,
  id uuid not null,
  document_id uuid not null references document,
  unit_id uuid not null references unit,          -- the committee that held it and enters it
  form text not null check (form in ('quan-triet', 'pho-bien')),
  during tstzrange not null check (not isempty(during) and lower_inc(during) and not upper_inc(during)
    and upper(during) - lower(during) <= interval '31 days'),
  place text not null check (place <> ''),
  means text not null check (means in ('meeting', 'online', 'joined')),
  note text not null default '',
  questions text[] not null default '{}' check (cardinality(questions) in (0, 3)),
  entered_by uuid,
  entered_at timestamptz not null,
  changed_by uuid,
  changed_at timestamptz,
  version integer not null default 1,
  withdrawn_at timestamptz,
  withdrawn_why text check (withdrawn_why <> ''),
  command_id uuid not null,
  primary key (realm, id),
  check ((withdrawn_at is null) = (withdrawn_why is null)),
  check (lower(during) is not null and upper(during) is not null and upper(during) <= entered_at)
);
create index study_session_by_document on study_session (document_id, unit_id);
create index study_session_by_unit on study_session (unit_id, lower(during));

create table study_attendance (
  realm smallint not null,
  session_id uuid not null,
  branch_id uuid not null references unit,
  audience text not null check (audience in ('key-officers', 'party-members', 'organisation-members', 'public')),
  document_id uuid not null,
  unit_id uuid not null references unit,
  during tstzrange not null,
  withdrawn boolean not null default false,
  called integer not null check (called between 1 and 10000000),
  present integer not null check (present >= 0),
  caught_up integer not null default 0 check (caught_up >= 0),
  primary key (realm, session_id, branch_id, audience),
  foreign key (realm, session_id) references study_session,
  foreign key (realm, document_id, branch_id, audience) references study_roll,
  check (present + caught_up <= called),
  -- Nobody sits in two meetings about the same letter at once.
  constraint study_attendance_apart exclude using gist (document_id with =, branch_id with =, audience with =, during with &&)
    where (not withdrawn)
);
create index study_attendance_by_document on study_attendance (document_id, branch_id, audience);
create index study_attendance_by_unit on study_attendance (unit_id);
create index study_attendance_by_branch on study_attendance (branch_id);

-- The three questions, before and after: how many were asked and how many answered rightly. Five at least, because of
-- fewer one could guess who they were.
create table awareness_answer (
  realm smallint not null,
  session_id uuid not null,
  moment text not null check (moment in ('before', 'after')),
  question smallint not null check (question between 1 and 3),
  document_id uuid not null,
  unit_id uuid not null references unit,
  asked integer not null check (asked >= 5),
  correct integer not null check (correct between 0 and asked),
  command_id uuid not null,
  primary key (realm, session_id, moment, question),
  foreign key (realm, session_id) references study_session
);
create index awareness_answer_by_document on awareness_answer (document_id);
create index awareness_answer_by_unit on awareness_answer (unit_id);

-- Never more reached than there are, whatever the program says: one look a statement, over what it wrote.
create function study_within_roll() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if exists (
    select from (select distinct document_id, branch_id, audience from after_rows) n
      join study_roll r using (document_id, branch_id, audience)
    where r.people < (select coalesce(sum(a.present + a.caught_up), 0) from study_attendance a
      where a.document_id = n.document_id and a.branch_id = n.branch_id and a.audience = n.audience and not a.withdrawn)) then
    raise exception 'more people are reached than the roll has' using errcode = '23001';
  end if;
  return null;
end $$;
create trigger study_attendance_within_roll after insert on study_attendance
  referencing new table as after_rows for each statement execute function study_within_roll();
create trigger study_attendance_still_within_roll after update on study_attendance
  referencing new table as after_rows for each statement execute function study_within_roll();
create trigger study_roll_not_below after update on study_roll
  referencing new table as after_rows for each statement execute function study_within_roll();

-- A frozen roll is changed or added to only together with the row that says why.
create function study_roll_change_told() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if exists (
    select from before_rows b join after_rows a using (realm, document_id, branch_id, audience)
    where b.frozen_at is not null and (b.people, b.frozen_at) is distinct from (a.people, a.frozen_at)
      and not exists (select from study_roll_change c where (c.realm, c.document_id, c.branch_id, c.audience) = (a.realm, a.document_id, a.branch_id, a.audience)
        and c.people_before is not distinct from b.people and c.people_after = a.people and c.command_id = app_command())) then
    raise exception 'a frozen roll is changed with a reason' using errcode = '23001';
  end if;
  return null;
end $$;
create trigger study_roll_frozen after update on study_roll
  referencing old table as before_rows new table as after_rows for each statement execute function study_roll_change_told();

create trigger study_roll_audit_update after update on study_roll
  referencing old table as before_rows new table as after_rows
  for each statement execute function audit_update('realm', 'document_id', 'branch_id', 'audience');
create trigger study_session_audit_update after update on study_session
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('realm', 'id');
create trigger study_attendance_audit_update after update on study_attendance
  referencing old table as before_rows new table as after_rows
  for each statement execute function audit_update('realm', 'session_id', 'branch_id', 'audience');
create trigger awareness_answer_audit_update after update on awareness_answer
  referencing old table as before_rows new table as after_rows
  for each statement execute function audit_update('realm', 'session_id', 'moment', 'question');
create trigger study_roll_no_delete before delete or truncate on study_roll for each statement execute function refuse_change();
create trigger study_roll_change_append_only before update or delete or truncate on study_roll_change
  for each statement execute function refuse_change();
create trigger study_session_no_delete before delete or truncate on study_session for each statement execute function refuse_change();
create trigger study_attendance_no_delete before delete or truncate on study_attendance for each statement execute function refuse_change();
create trigger awareness_answer_no_delete before delete or truncate on awareness_answer for each statement execute function refuse_change();

-- A cell may stand in two lines, so that two committees could enter it. Who counts it for this letter, and which sessions
-- lie in the same hours, each may know of the branches it names: the unit's name and the hours, nothing else.
create function study_keepers(p_document uuid, p_branches uuid[]) returns table (branch_id uuid, unit_id uuid, unit_name text)
  language sql stable security definer set search_path = public as
$$ select distinct r.branch_id, r.unit_id, u.name from study_roll r join unit u on u.id = r.unit_id
   where r.document_id = p_document and r.branch_id = any(p_branches) and app_account() is not null $$;
create function study_overlaps(p_document uuid, p_branches uuid[], p_audiences text[], p_during tstzrange)
  returns table (ordinal integer, unit_name text, starts timestamptz, ends timestamptz)
  language sql stable security definer set search_path = public as
$$ select n.ordinal::integer, u.name, lower(a.during), upper(a.during)
   from unnest(p_branches, p_audiences) with ordinality n (branch, audience, ordinal)
     join study_attendance a on a.document_id = p_document and a.branch_id = n.branch and a.audience = n.audience
       and not a.withdrawn and a.during && p_during
     join unit u on u.id = a.unit_id
   where app_account() is not null order by n.ordinal, lower(a.during) $$;

alter table study_roll enable row level security;
create policy study_roll_in_scope on study_roll to chido_app
  using (unit_id in (select visible_units()) or document_id in (select my_threads())) with check (unit_id in (select visible_units()));
alter table study_roll_change enable row level security;
create policy study_roll_change_in_scope on study_roll_change to chido_app
  using (unit_id in (select visible_units()) or document_id in (select my_threads())) with check (unit_id in (select visible_units()));
alter table study_session enable row level security;
create policy study_session_in_scope on study_session to chido_app
  using (unit_id in (select visible_units()) or document_id in (select my_threads())) with check (unit_id in (select visible_units()));
alter table study_attendance enable row level security;
create policy study_attendance_in_scope on study_attendance to chido_app
  using (unit_id in (select visible_units()) or document_id in (select my_threads())) with check (unit_id in (select visible_units()));
alter table awareness_answer enable row level security;
create policy awareness_answer_in_scope on awareness_answer to chido_app
  using (unit_id in (select visible_units()) or document_id in (select my_threads())) with check (unit_id in (select visible_units()));

grant select, insert on study_roll, study_roll_change, study_session, study_attendance, awareness_answer to chido_app;
grant update (people, frozen_at, version, changed_by, changed_at) on study_roll to chido_app;
grant update (questions, version, changed_by, changed_at, withdrawn_at, withdrawn_why) on study_session to chido_app;
grant update (withdrawn, caught_up) on study_attendance to chido_app;
grant update (asked, correct, command_id) on awareness_answer to chido_app;
