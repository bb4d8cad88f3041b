-- dossiers and advice: the file of one piece of work, its way to the archive, the hand-over between officers, and
-- proposals to a superior with the superior's clock.

-- How long files are kept is each office's decision, within the law; these are only the choices offered. Source: Decree
-- 30/2020/NĐ-CP, chapter IV (articles 28 to 31: the list of files, making a file, handing it to the archive) and the Law on
-- Archives (01/2011/QH13; 33/2024/QH15 from 1 July 2025: permanent, or for a time up to 70 years; to the archive within a
-- year after the year in which the work ended). Durations are settings because the tables of the ministries differ.
insert into setting values
  ('dossiers.retentions', '["permanent", "70", "50", "20", "15", "10", "5"]'),
  ('dossiers.retention-default', '"10"'),
  ('dossiers.archive-within-years', '1'),
  ('dossiers.zip-max-bytes', '209715200'),
  ('advice.answer-days', '15'),
  ('advice.remind-days-before', '3');

-- Files of the rooms that come later are named by their room: which kinds there are stands in src/files/types.ts.
alter table file_use drop constraint file_use_owner_kind_check;
alter table file_use add constraint file_use_owner_kind_check check (owner_kind ~ '^[a-z][a-z-]*$');

-- Danh mục hồ sơ: the unit's list of files of a year, made before the files are.
create table dossier_line (
  realm smallint not null references realm,
  id uuid not null,
  unit_id uuid not null references unit,
  year smallint not null check (year between 1945 and 2200),
  code text not null check (code = btrim(code) and code <> ''),
  title text not null check (title = btrim(title) and title <> ''),
  retention text not null check (retention = 'permanent' or retention ~ '^[1-9][0-9]{0,2}$'),
  ended_at timestamptz,                   -- no new file is opened under it
  changed_by uuid,
  changed_at timestamptz not null,
  version integer not null default 1,
  command_id uuid not null,
  primary key (realm, id)
);
create unique index dossier_line_code on dossier_line (unit_id, year, code) where ended_at is null;
create index dossier_line_by_unit on dossier_line (unit_id, year);

-- Hồ sơ công việc: open → closed → offered to the archive → archived. The steps are a table in src/dossiers/rules.ts.
create table dossier (
  realm smallint not null references realm,
  id uuid not null,
  unit_id uuid not null references unit,
  line_id uuid not null,
  code text not null,
  year smallint not null,
  title text not null check (title = btrim(title) and title <> ''),
  retention text not null check (retention = 'permanent' or retention ~ '^[1-9][0-9]{0,2}$'),
  document_id uuid references document,   -- the directive, when the file is of one
  keeper_id uuid references account,      -- who keeps the file: handed over with the work
  state text not null check (state in ('open', 'closed', 'offered', 'archived')),
  edition smallint not null default 0 check (edition >= 0), -- how often it was closed
  opened_by uuid not null,
  opened_at timestamptz not null,
  opened_on date not null,
  closed_by uuid,
  closed_at timestamptz,
  closed_on date,
  closed_why text,                        -- why it was closed although work was open
  reopened_why text,
  offered_by uuid,
  offered_at timestamptz,
  offered_note text,
  archived_by uuid,
  archived_at timestamptz,
  archived_on date,
  archived_place text,
  returned_why text,                      -- why the archive gave it back last time
  changed_by uuid,
  changed_at timestamptz,
  version integer not null default 1,
  command_id uuid not null,
  primary key (realm, id),
  foreign key (realm, line_id) references dossier_line,
  check (state = 'open' or (closed_by is not null and closed_at is not null and edition > 0)),
  check (state not in ('offered', 'archived') or (offered_by is not null and offered_at is not null)),
  check ((state = 'archived') = (archived_at is not null)),
  check (state <> 'archived' or (archived_by is not null and archived_by <> offered_by))
);
create unique index dossier_code on dossier (unit_id, year, code);
create unique index dossier_one_open on dossier (unit_id, document_id) where state = 'open';
create index dossier_by_unit on dossier (unit_id, opened_at desc);
create index dossier_by_document on dossier (document_id) where document_id is not null;
create index dossier_by_keeper on dossier (keeper_id);
create index dossier_by_line on dossier (realm, line_id);

-- Papers that a person put in by hand; taken out again with a reason, never deleted.
create table dossier_paper (
  realm smallint not null,
  dossier_id uuid not null,
  id uuid not null,
  number text not null default '',
  dated date,
  author text not null default '',
  subject text not null check (subject = btrim(subject) and subject <> ''),
  pages integer check (pages between 1 and 100000),
  document_id uuid references document,   -- a letter of the system that nothing else brings in
  file_use_id uuid,
  added_by uuid not null,
  added_at timestamptz not null,
  removed_by uuid,
  removed_at timestamptz,
  removed_why text,
  command_id uuid not null,
  primary key (realm, dossier_id, id),
  foreign key (realm, dossier_id) references dossier,
  foreign key (realm, file_use_id) references file_use,
  check ((removed_at is null) = (removed_why is null))
);
create index dossier_paper_by_document on dossier_paper (document_id) where document_id is not null;

-- What a person says of a paper that came by itself: how many pages it has, or why it is left out.
create table dossier_mark (
  realm smallint not null,
  dossier_id uuid not null,
  source text not null,
  source_id text not null,
  pages integer check (pages between 1 and 100000),
  left_out_why text,
  changed_by uuid not null,
  changed_at timestamptz not null,
  command_id uuid not null,
  primary key (realm, dossier_id, source, source_id),
  foreign key (realm, dossier_id) references dossier
);

-- Mục lục văn bản as it stood when the file was closed, once for each time it was closed.
create table dossier_content (
  realm smallint not null,
  dossier_id uuid not null,
  edition smallint not null,
  ordinal smallint not null check (ordinal > 0),
  source text not null,
  source_id text not null,
  number text not null,
  dated date,
  author text not null,
  subject text not null,
  pages integer,
  link text,
  files jsonb not null default '[]',      -- the uses of files: id and name
  command_id uuid not null,
  primary key (realm, dossier_id, edition, ordinal),
  foreign key (realm, dossier_id) references dossier
);

-- What was done with a file, when, by whom and why: each closing, reopening and hand-over stays to be read.
create table dossier_step (
  realm smallint not null,
  dossier_id uuid not null,
  ordinal smallint not null,
  step text not null,
  why text not null default '',
  account_id uuid not null,
  at timestamptz not null,
  command_id uuid not null,
  primary key (realm, dossier_id, ordinal),
  foreign key (realm, dossier_id) references dossier
);

-- A closed file takes nothing more, whatever the program says: papers, marks and contents change in an open file only.
create function refuse_into_closed_dossier() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if exists (select from new_rows n join dossier d on d.realm = n.realm and d.id = n.dossier_id where d.state <> 'open') then
    raise exception 'a closed file takes nothing more' using errcode = '23001';
  end if;
  return null;
end $$;
create trigger dossier_paper_in_open after insert on dossier_paper
  referencing new table as new_rows for each statement execute function refuse_into_closed_dossier();
create trigger dossier_paper_changed_in_open after update on dossier_paper
  referencing new table as new_rows for each statement execute function refuse_into_closed_dossier();
create trigger dossier_mark_in_open after insert on dossier_mark
  referencing new table as new_rows for each statement execute function refuse_into_closed_dossier();
create trigger dossier_mark_changed_in_open after update on dossier_mark
  referencing new table as new_rows for each statement execute function refuse_into_closed_dossier();
-- The contents are written while the file is still open, in the command that closes it.
create trigger dossier_content_in_open after insert on dossier_content
  referencing new table as new_rows for each statement execute function refuse_into_closed_dossier();

create function refuse_change_of_archived() returns trigger language plpgsql as
$$ begin
  raise exception 'an archived file stays as it is' using errcode = '23001';
end $$;
create trigger dossier_archived_stays before update on dossier for each row
  when (old.state = 'archived') execute function refuse_change_of_archived();

-- Bàn giao: open → given (the giver signed, or a leader stated why not) → done (the receiver signed).
create table handover (
  realm smallint not null references realm,
  id uuid not null,
  unit_id uuid not null references unit,
  giver_id uuid not null references account,
  receiver_id uuid not null references account,
  reason text not null check (reason = btrim(reason) and reason <> ''),
  remarks text not null default '',
  state text not null check (state in ('open', 'given', 'done', 'cancelled')),
  edition smallint not null default 0 check (edition >= 0),
  opened_by uuid not null,
  opened_at timestamptz not null,
  giver_signed_at timestamptz,
  confirmed_by uuid,                      -- the leader who stated that the giver is gone
  confirmed_at timestamptz,
  confirmed_why text,
  receiver_signed_at timestamptz,
  returned_why text,                      -- why the receiver would not sign last time
  cancelled_why text,
  parts_moved integer not null default 0,
  dossiers_moved integer not null default 0,
  changed_by uuid,
  changed_at timestamptz,
  version integer not null default 1,
  command_id uuid not null,
  primary key (realm, id),
  check (giver_id <> receiver_id),
  check (state not in ('given', 'done') or (giver_signed_at is null) <> (confirmed_at is null)),
  check ((confirmed_at is null) = (confirmed_by is null) and (confirmed_at is null) = (confirmed_why is null)),
  check (confirmed_by is null or confirmed_by not in (giver_id, receiver_id)),
  check ((state = 'done') = (receiver_signed_at is not null)),
  check ((state = 'cancelled') = (cancelled_why is not null))
);
create unique index handover_one_open on handover (unit_id, giver_id) where state in ('open', 'given');
create index handover_by_unit on handover (unit_id, opened_at desc);
create index handover_by_giver on handover (giver_id);
create index handover_by_receiver on handover (receiver_id);

-- What was handed over, frozen when the giver signed; an edition more when the receiver gave it back.
create table handover_item (
  realm smallint not null,
  handover_id uuid not null,
  edition smallint not null,
  ordinal integer not null check (ordinal > 0),
  kind text not null,
  label text not null,
  subject text not null,
  due_on date,
  link text,
  key jsonb not null default '{}',        -- which row it is, so that signing gives on that very row
  command_id uuid not null,
  primary key (realm, handover_id, edition, ordinal),
  foreign key (realm, handover_id) references handover
);

-- Who signs is who it is: the program asks, and here the database asks once more.
create function refuse_signing_for_another() returns trigger language plpgsql as
$$ begin
  if (old.giver_signed_at is null and new.giver_signed_at is not null and new.giver_id is distinct from app_account())
     or (old.receiver_signed_at is null and new.receiver_signed_at is not null and new.receiver_id is distinct from app_account())
     or (new.giver_id, new.receiver_id, new.unit_id) is distinct from (old.giver_id, old.receiver_id, old.unit_id) then
    raise exception 'nobody signs for another' using errcode = '23001';
  end if;
  return new;
end $$;
create trigger handover_signed_by_itself before update on handover for each row execute function refuse_signing_for_another();
create trigger handover_done_stays before update on handover for each row
  when (old.state in ('done', 'cancelled')) execute function refuse_change_of_archived();

-- How many tokens of the giver still hold: nobody else sees them, but whoever takes over must know that they will end.
create function tokens_handed_over(p_handover uuid) returns integer language sql stable security definer set search_path = public as
$$ select count(*)::integer from handover h join access_token k on k.account_id = h.giver_id
   where h.id = p_handover and h.unit_id in (select visible_units()) and k.revoked_at is null and k.expires_on >= app_as_of() $$;

-- Tham mưu: a proposal up. The steps are a table in src/advice/rules.ts.
create table advice (
  realm smallint not null references realm,
  id uuid not null,
  unit_id uuid not null references unit,
  superior_id uuid not null references unit check (superior_id <> unit_id),
  subject text not null check (subject = btrim(subject) and subject <> ''),
  body text not null default '',
  asked text not null check (asked = btrim(asked) and asked <> ''), -- what the superior is asked to decide
  document_id uuid references document,
  clause_ordinal smallint,
  wished_on date,
  state text not null check (state in ('draft', 'sent', 'returned', 'decided', 'withdrawn')),
  sent_by uuid,
  sent_at timestamptz,
  sent_on date,
  due_on date,                            -- the superior's own day: by the setting, moved only with a reason
  returned_why text,
  outcome text check (outcome in ('accepted', 'partly', 'refused')),
  decision_number text,
  decided_on date,
  decision_text text,
  decision_document_id uuid references document,
  decided_by uuid,
  decided_at timestamptz,
  withdrawn_why text,
  written_by uuid not null,
  written_at timestamptz not null,
  changed_by uuid,
  changed_at timestamptz,
  version integer not null default 1,
  command_id uuid not null,
  primary key (realm, id),
  foreign key (document_id, clause_ordinal) references clause (document_id, ordinal),
  check (clause_ordinal is null or document_id is not null),
  check (state in ('draft', 'withdrawn') or (sent_at is not null and sent_by is not null and sent_on is not null and due_on is not null)),
  check ((state = 'decided') = (decided_at is not null)),
  check (state <> 'decided' or (outcome is not null and btrim(decision_number) <> '' and decided_on is not null
    and btrim(decision_text) <> '' and decided_by is not null)),
  check (state <> 'returned' or returned_why is not null),
  check ((state = 'withdrawn') = (withdrawn_why is not null))
);
create index advice_by_unit on advice (unit_id, state);
create index advice_by_superior on advice (superior_id, state, due_on);
create index advice_by_document on advice (document_id) where document_id is not null;
create index advice_by_decision on advice (decision_document_id) where decision_document_id is not null;
create index advice_waiting on advice (due_on) where state = 'sent';

create table advice_opinion (
  realm smallint not null,
  advice_id uuid not null,
  unit_id uuid not null references unit,
  asked_by uuid not null references unit,
  question text not null default '',
  due_on date not null,
  asked_at timestamptz not null,
  answer text check (answer in ('opinion', 'none')),
  body text,
  answered_by uuid,
  answered_at timestamptz,
  version integer not null default 1,
  command_id uuid not null,
  primary key (realm, advice_id, unit_id),
  foreign key (realm, advice_id) references advice,
  check ((answer is null) = (answered_at is null)),
  check (answer is distinct from 'opinion' or btrim(coalesce(body, '')) <> '')
);
create index advice_opinion_by_unit on advice_opinion (unit_id, answered_at);
create index advice_opinion_by_asker on advice_opinion (asked_by);

create table advice_extension (
  realm smallint not null,
  advice_id uuid not null,
  ordinal smallint not null,
  from_on date not null,
  to_on date not null check (to_on > from_on),
  reason text not null check (btrim(reason) <> ''),
  account_id uuid not null,
  at timestamptz not null,
  command_id uuid not null,
  primary key (realm, advice_id, ordinal),
  foreign key (realm, advice_id) references advice
);

create trigger advice_decided_stays before update on advice for each row
  when (old.state in ('decided', 'withdrawn')) execute function refuse_change_of_archived();
create trigger advice_opinion_given_stays before update on advice_opinion for each row
  when (old.answered_at is not null) execute function refuse_change_of_archived();

create trigger dossier_line_audit_update after update on dossier_line
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('realm', 'id');
create trigger dossier_audit_update after update on dossier
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('realm', 'id');
create trigger dossier_paper_audit_update after update on dossier_paper
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('realm', 'dossier_id', 'id');
create trigger dossier_mark_audit_update after update on dossier_mark
  referencing old table as before_rows new table as after_rows
  for each statement execute function audit_update('realm', 'dossier_id', 'source', 'source_id');
create trigger handover_audit_update after update on handover
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('realm', 'id');
create trigger advice_audit_update after update on advice
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('realm', 'id');
create trigger advice_opinion_audit_update after update on advice_opinion
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('realm', 'advice_id', 'unit_id');

create trigger dossier_line_no_delete before delete or truncate on dossier_line for each statement execute function refuse_change();
create trigger dossier_no_delete before delete or truncate on dossier for each statement execute function refuse_change();
create trigger dossier_paper_no_delete before delete or truncate on dossier_paper for each statement execute function refuse_change();
create trigger dossier_content_append_only before update or delete or truncate on dossier_content for each statement execute function refuse_change();
create trigger dossier_step_append_only before update or delete or truncate on dossier_step for each statement execute function refuse_change();
create trigger handover_no_delete before delete or truncate on handover for each statement execute function refuse_change();
create trigger handover_item_append_only before update or delete or truncate on handover_item for each statement execute function refuse_change();
create trigger advice_no_delete before delete or truncate on advice for each statement execute function refuse_change();
create trigger advice_opinion_no_delete before delete or truncate on advice_opinion for each statement execute function refuse_change();
create trigger advice_extension_append_only before update or delete or truncate on advice_extension for each statement execute function refuse_change();

-- The proposals that the actor's units made, were sent, or were asked about. What is not sent yet is the proposer's own.
create function my_advice() returns setof uuid language plpgsql stable security definer
  set search_path = public set plan_cache_mode = force_generic_plan rows 100 as
$$ declare
  mine uuid[] := array(select visible_units());
begin
  return query
    select a.id from advice a where a.unit_id = any(mine)
    union select a.id from advice a where a.superior_id = any(mine) and a.sent_at is not null
    union select o.advice_id from advice_opinion o where o.unit_id = any(mine);
end $$;

-- Whether a body may be asked to decide what a unit proposes: it stands above the unit in some line, or it is the party
-- committee or the government of the same level. The same day's tree as everything else in the transaction.
create function is_superior(p_superior uuid, p_unit uuid) returns boolean language sql stable as
$$ select exists (select from unit_path p where p.ancestor_id = p_superior and p.descendant_id = p_unit and p.depth > 0 and p.during @> app_as_of())
     or exists (select from same_level(p_unit, app_as_of()) s join unit u on u.id = s
                where u.id = p_superior and u.kind in ('party_committee', 'people_committee')) $$;

alter table dossier_line enable row level security;
create policy dossier_line_in_scope on dossier_line to chido_app
  using (unit_id in (select visible_units())) with check (unit_id in (select visible_units()));
alter table dossier enable row level security;
create policy dossier_in_scope on dossier to chido_app
  using (unit_id in (select visible_units())) with check (unit_id in (select visible_units()));
alter table dossier_paper enable row level security;
create policy dossier_paper_in_scope on dossier_paper to chido_app
  using (dossier_id in (select id from dossier)) with check (dossier_id in (select id from dossier));
alter table dossier_mark enable row level security;
create policy dossier_mark_in_scope on dossier_mark to chido_app
  using (dossier_id in (select id from dossier)) with check (dossier_id in (select id from dossier));
alter table dossier_content enable row level security;
create policy dossier_content_in_scope on dossier_content to chido_app
  using (dossier_id in (select id from dossier)) with check (dossier_id in (select id from dossier));
alter table dossier_step enable row level security;
create policy dossier_step_in_scope on dossier_step to chido_app
  using (dossier_id in (select id from dossier)) with check (dossier_id in (select id from dossier) and account_id = (select app_account()));
-- A giver who has no role at the unit any more still reads and signs the own hand-over.
alter table handover enable row level security;
create policy handover_in_scope on handover to chido_app
  using (unit_id in (select visible_units()) or giver_id = (select app_account()) or receiver_id = (select app_account()))
  with check (unit_id in (select visible_units()) or giver_id = (select app_account()) or receiver_id = (select app_account()));
alter table handover_item enable row level security;
create policy handover_item_in_scope on handover_item to chido_app
  using (handover_id in (select id from handover)) with check (handover_id in (select id from handover));
alter table advice enable row level security;
create policy advice_mine on advice to chido_app
  using (id in (select my_advice())) with check (unit_id in (select visible_units()) or id in (select my_advice()));
alter table advice_opinion enable row level security;
create policy advice_opinion_mine on advice_opinion to chido_app
  using (advice_id in (select my_advice())) with check (advice_id in (select my_advice()));
alter table advice_extension enable row level security;
create policy advice_extension_mine on advice_extension to chido_app
  using (advice_id in (select my_advice())) with check (advice_id in (select my_advice()));
-- What is enclosed with a proposal is read by everybody who reads the proposal.
create policy file_use_of_advice on file_use for select to chido_app using (owner_id in (select my_advice()));

grant select, insert on dossier_line, dossier, dossier_paper, dossier_mark, dossier_content, dossier_step,
  handover, handover_item, advice, advice_opinion, advice_extension to chido_app;
grant update (title, retention, ended_at, changed_by, changed_at, version, command_id) on dossier_line to chido_app;
grant update (title, retention, keeper_id, state, edition, closed_by, closed_at, closed_on, closed_why, reopened_why, offered_by, offered_at,
  offered_note, archived_by, archived_at, archived_on, archived_place, returned_why, changed_by, changed_at, version) on dossier to chido_app;
grant update (removed_by, removed_at, removed_why) on dossier_paper to chido_app;
grant update (pages, left_out_why, changed_by, changed_at, command_id) on dossier_mark to chido_app;
grant update (remarks, state, edition, giver_signed_at, confirmed_by, confirmed_at, confirmed_why, receiver_signed_at, returned_why,
  cancelled_why, parts_moved, dossiers_moved, changed_by, changed_at, version) on handover to chido_app;
grant update (superior_id, subject, body, asked, document_id, clause_ordinal, wished_on, state, sent_by, sent_at, sent_on, due_on, returned_why,
  outcome, decision_number, decided_on, decision_text, decision_document_id, decided_by, decided_at, withdrawn_why,
  changed_by, changed_at, version) on advice to chido_app;
grant update (answer, body, answered_by, answered_at, version) on advice_opinion to chido_app;
