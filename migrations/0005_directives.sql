-- directives: registers, citations, deliveries, tasks.

-- What was issued, once, whoever holds a copy. `held` is false for a document that is only cited: a gap.
create table document (
  id uuid primary key,
  realm smallint not null references realm,
  held boolean not null,
  own boolean not null default false,     -- the issuer's own book gave or confirmed the number
  regime text check (regime in ('state', 'party', 'youth_union')),
  doc_type text,
  issuer_unit_id uuid references unit,
  issuer text not null default '',
  issuer_fold text not null default '',
  number text,
  symbol text,
  symbol_fold text,
  issued_on date,
  year smallint,
  subject text not null default '',
  place text,
  authority_prefix text,
  authority_body text,
  signer_title text,
  signer_name text,
  urgency text check (urgency in ('khan', 'thuong-khan', 'hoa-toc')),
  circulation_floor text,                 -- the floor of dissemination is also the limit of circulation
  body text not null default '',
  reading jsonb,                          -- what the machine read, with spans: a suggestion
  search_text text not null default '',
  created_at timestamptz not null,
  command_id uuid
);
-- What the issuer's own book numbered is there once. What others registered of a paper never stands in the way of the
-- issuer's own numbers: near matches are a person's decision, a clash with the issuer's book is noted as one.
create unique index document_identity on document (issuer_unit_id, number, symbol_fold, issued_on, (coalesce(doc_type, '')))
  where own;
create index document_same_marks on document (issuer_unit_id, number, symbol_fold, year) where held;
create index document_by_number on document (number, symbol_fold);
create index document_by_issuer_day on document (issuer_fold, issued_on);
create index document_search on document using gin (search_text gin_trgm_ops);

-- A near match that a person decided: the same paper spelled otherwise, or two different ones. Never asked again.
create table document_decision (
  document_id uuid not null references document,
  other_id uuid not null references document,
  same boolean not null,
  spelled text not null default '',       -- the other spelling, when it is the same paper
  why text not null default '',
  at timestamptz not null,
  account_id uuid,
  command_id uuid not null,
  primary key (document_id, other_id, command_id),
  check (same or why <> '')
);

create table citation (
  document_id uuid not null references document,
  cited_id uuid not null references document check (cited_id <> document_id),
  kind text not null check (kind in ('based_on', 'forwards', 'replaces', 'answers', 'continues', 'mentions')),
  ordinal smallint not null,
  words text not null default '',
  told_by uuid not null references document, -- the paper in which this was read
  primary key (document_id, cited_id, kind)
);
create index citation_by_cited on citation (cited_id);

-- A thread is a letter and everything issued to pass it on: the closure that makes coverage one query.
create table document_thread (
  root_id uuid not null references document,
  document_id uuid not null references document,
  depth smallint not null check (depth >= 0),
  primary key (root_id, document_id)
);
create index document_thread_by_document on document_thread (document_id);

-- Bodies that a letter names to follow, check and urge it.
create table document_follower (
  document_id uuid not null references document,
  unit_id uuid not null references unit,
  clause_ordinal smallint,
  primary key (document_id, unit_id)
);
create index document_follower_by_unit on document_follower (unit_id);

create table clause (
  document_id uuid not null references document,
  ordinal smallint not null,
  label text not null,
  text text not null,
  starts_at integer,
  ends_at integer,
  force text check (force in ('yeu-cau', 'giao', 'chi-dao', 'de-nghi', 'moi', 'huong-dan')),
  rhythm text not null default 'standing' check (rhythm in ('deadline', 'recurring', 'standing')),
  due_on date,
  due_text text,
  recurrence jsonb,
  confirmed_at timestamptz,               -- null while only the machine has read it
  primary key (document_id, ordinal),
  check (rhythm <> 'deadline' or due_on is not null or due_text is not null)
);
create table clause_ask (
  document_id uuid not null,
  clause_ordinal smallint not null,
  ordinal smallint not null,
  phrase text not null,
  role text not null check (role in ('lead', 'with', 'through')),
  force text,
  act text,
  chain smallint,
  sentence text not null default '',
  primary key (document_id, clause_ordinal, ordinal),
  foreign key (document_id, clause_ordinal) references clause
);
-- A covering letter's clause carries on a clause of the letter it passes on.
create table clause_source (
  document_id uuid not null,
  clause_ordinal smallint not null,
  source_document_id uuid not null,
  source_ordinal smallint not null,
  primary key (document_id, clause_ordinal, source_document_id, source_ordinal),
  foreign key (document_id, clause_ordinal) references clause,
  foreign key (source_document_id, source_ordinal) references clause
);
create index clause_source_by_source on clause_source (source_document_id, source_ordinal);

-- Registers (sổ). A series never skips and never repeats: its row is locked by whoever takes a number.
create table register_book (
  id uuid primary key,
  realm smallint not null references realm,
  unit_id uuid not null references unit,
  direction text not null check (direction in ('incoming', 'outgoing')),
  name text not null,
  period text not null check (period in ('year', 'term')),
  per text not null check (per in ('all', 'type')),
  official boolean not null default false, -- false: the office has an official register, ours is a tracking book
  first_number integer not null default 1 check (first_number > 0),
  -- First days of the terms of office, for books that number by term. They differ between bodies and provinces.
  term_starts date[] not null default '{2015-10-01,2020-10-01,2025-10-01}',
  unique (unit_id, direction, name)
);
create table register_series (
  book_id uuid not null references register_book,
  period_key text not null,
  type_key text not null,
  last_number integer not null check (last_number >= 0),
  primary key (book_id, period_key, type_key)
);
create table register_entry (
  realm smallint not null references realm,
  book_id uuid not null references register_book,
  period_key text not null,
  type_key text not null,
  number integer not null check (number > 0),
  document_id uuid not null references document,
  entered_on date not null,
  at timestamptz not null,
  account_id uuid,
  cancelled_at timestamptz,
  cancelled_why text,
  command_id uuid,
  primary key (realm, book_id, period_key, type_key, number),
  check ((cancelled_at is null) = (cancelled_why is null))
);
create unique index register_entry_once on register_entry (book_id, document_id) where cancelled_at is null;

-- Incoming at one office: register → submit → the leader's note → hand out.
create table incoming (
  realm smallint not null references realm,
  document_id uuid not null references document,
  unit_id uuid not null references unit,
  state text not null check (state in ('registered', 'submitted', 'noted', 'handed_out')),
  arrived_on date not null,
  how text not null check (how in ('paper', 'system')),
  note text,
  lead_unit_id uuid references unit,
  lead_person_id uuid references person,
  with_unit_ids uuid[] not null default '{}',
  due_on date,
  noted_by uuid,
  noted_at timestamptz,
  handed_out_at timestamptz,
  changed_by uuid,
  changed_at timestamptz,
  version integer not null default 1,
  command_id uuid,
  primary key (realm, document_id, unit_id),
  check (state in ('registered', 'submitted') or (noted_by is not null and noted_at is not null))
);
create index incoming_by_unit on incoming (unit_id, state);
create index incoming_by_document on incoming (document_id);

-- Outgoing of one office: draft → submit → sign → number → issue. Nothing unsigned is delivered (the checks).
create table outgoing (
  realm smallint not null references realm,
  document_id uuid not null references document,
  unit_id uuid not null references unit,
  state text not null check (state in ('draft', 'submitted', 'signed', 'numbered', 'issued')),
  forwards_id uuid references document,
  drafted_by uuid,
  edited_by uuid,                         -- who wrote the text last: another person signs it
  submitted_at timestamptz,
  sent_back_note text,
  signed_by uuid,
  signed_at timestamptz,
  on_paper boolean not null default false, -- the paper bears the signature; the leader confirmed it
  numbered_at timestamptz,
  issued_at timestamptz,
  changed_by uuid,
  changed_at timestamptz,
  version integer not null default 1,
  command_id uuid,
  primary key (realm, document_id),
  check (state in ('draft', 'submitted') or (signed_by is not null and signed_at is not null)),
  check (state in ('draft', 'submitted', 'signed') or numbered_at is not null),
  check ((state = 'issued') = (issued_at is not null))
);
create unique index outgoing_one on outgoing (document_id);
create index outgoing_by_unit on outgoing (unit_id, state);
create index outgoing_by_forwarded on outgoing (forwards_id) where forwards_id is not null;

-- To whom: the phrases as printed, and the hand's corrections to what they resolve to.
create table addressee (
  document_id uuid not null references document,
  ordinal smallint not null,
  phrase text not null,
  kind text not null check (kind in ('to', 'copy')),
  primary key (document_id, ordinal)
);
create table addressee_edit (
  document_id uuid not null references document,
  unit_id uuid not null references unit,
  included boolean not null,
  primary key (document_id, unit_id)
);

-- One row for each unit that was sent the letter. Status codes are the national ones (Decision 28/2018/QĐ-TTg, QCVN 102):
-- 01 arrived, 02 returned, 03 received into the register, 04 assigned, 05 in hand, 06 done.
create table delivery (
  realm smallint not null references realm,
  document_id uuid not null references document,
  unit_id uuid not null references unit,
  from_unit_id uuid not null references unit,
  ordinal integer not null,
  kind text not null check (kind in ('to', 'copy')),
  phrase text not null default '',
  status text not null default '01' check (status in ('01', '02', '03', '04', '05', '06')),
  sent_at timestamptz not null,
  opened_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  returned_at timestamptz,
  returned_reason text check (returned_reason in ('wrong-address', 'missing-page', 'broken-file', 'wrong-form', 'pass-to-other')),
  returned_note text,
  proposed_unit_id uuid references unit,
  passed_on_id uuid references document,  -- the covering letter with which the unit passed it on
  changed_by uuid,
  changed_at timestamptz,
  version integer not null default 1,
  command_id uuid,
  primary key (realm, document_id, unit_id),
  check ((status = '02') = (returned_reason is not null and returned_at is not null))
);
create index delivery_by_unit on delivery (unit_id, sent_at desc);
create index delivery_by_document on delivery (document_id);
create index delivery_by_sender on delivery (from_unit_id);

create table delivery_person (
  realm smallint not null references realm,
  document_id uuid not null references document,
  person_id uuid not null references person,
  from_unit_id uuid not null references unit,
  phrase text not null default '',
  sent_at timestamptz not null,
  opened_at timestamptz,
  command_id uuid,
  primary key (realm, document_id, person_id)
);
create index delivery_person_by_person on delivery_person (person_id);

-- One task for each unit that a clause asks. A standing task is never done or late.
create table task (
  realm smallint not null references realm,
  document_id uuid not null,
  clause_ordinal smallint not null,
  unit_id uuid not null references unit,
  role text not null check (role in ('lead', 'with', 'through')),
  rhythm text not null check (rhythm in ('deadline', 'recurring', 'standing')),
  due_on date,
  due_text text,
  recurrence jsonb,
  sentence text not null default '',
  state text not null default 'asked' check (state in ('asked', 'taken', 'divided', 'done')),
  own_due_on date,                        -- the unit's own date where the letter sets none
  taken_at timestamptz,
  taken_by uuid,
  done_at timestamptz,
  done_note text,
  changed_by uuid,                        -- who moved it last, told to whoever comes second
  changed_at timestamptz,
  version integer not null default 1,
  command_id uuid,
  primary key (realm, document_id, clause_ordinal, unit_id),
  foreign key (document_id, clause_ordinal) references clause,
  check (rhythm <> 'standing' or state <> 'done'),
  check ((state = 'done') = (done_at is not null))
);
create index task_by_unit on task (unit_id, state);
create index task_by_document on task (document_id);

create table task_part (
  realm smallint not null,
  document_id uuid not null,
  clause_ordinal smallint not null,
  unit_id uuid not null,
  ordinal smallint not null,
  to_unit_id uuid references unit,
  to_person_id uuid references person,
  what text not null check (what <> ''),
  due_on date,
  state text not null default 'asked' check (state in ('asked', 'taken', 'done')),
  done_note text,
  changed_by uuid,
  changed_at timestamptz,
  version integer not null default 1,
  command_id uuid,
  primary key (realm, document_id, clause_ordinal, unit_id, ordinal),
  foreign key (realm, document_id, clause_ordinal, unit_id) references task,
  check (num_nonnulls(to_unit_id, to_person_id) = 1)
);
create index task_part_by_unit on task_part (to_unit_id);
create index task_part_by_person on task_part (to_person_id) where to_person_id is not null;

create table task_date_request (
  realm smallint not null,
  document_id uuid not null,
  clause_ordinal smallint not null,
  unit_id uuid not null,
  ordinal smallint not null,
  proposed_on date not null,
  reason text not null check (reason <> ''),
  asked_by uuid,
  asked_at timestamptz not null,
  answer text check (answer in ('accepted', 'refused')),
  answer_note text,
  answered_by uuid,
  answered_at timestamptz,
  command_id uuid,
  primary key (realm, document_id, clause_ordinal, unit_id, ordinal),
  foreign key (realm, document_id, clause_ordinal, unit_id) references task,
  check ((answer is null) = (answered_at is null))
);

-- Nothing unsigned is delivered, whatever the program says: one check a statement, over the rows it wrote.
create function deliver_only_issued() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if exists (select from (select distinct document_id from new_rows) n
             where not exists (select from outgoing o where o.document_id = n.document_id and o.state = 'issued')) then
    raise exception 'a letter that is not issued cannot be delivered' using errcode = '23001';
  end if;
  return null;
end $$;
create trigger delivery_only_issued after insert on delivery
  referencing new table as new_rows for each statement execute function deliver_only_issued();
create trigger delivery_person_only_issued after insert on delivery_person
  referencing new table as new_rows for each statement execute function deliver_only_issued();

-- Issued letters do not change: identity, text and signer are what was sent.
create function refuse_change_of_issued() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if exists (
    select from before_rows b join after_rows a using (id) join outgoing o on o.document_id = b.id and o.state = 'issued'
    where (b.held, b.own, b.regime, b.doc_type, b.issuer_unit_id, b.issuer, b.issuer_fold, b.number, b.symbol, b.symbol_fold, b.issued_on,
           b.year, b.subject, b.place, b.authority_prefix, b.authority_body, b.signer_title, b.signer_name, b.urgency, b.circulation_floor, b.body)
      is distinct from
          (a.held, a.own, a.regime, a.doc_type, a.issuer_unit_id, a.issuer, a.issuer_fold, a.number, a.symbol, a.symbol_fold, a.issued_on,
           a.year, a.subject, a.place, a.authority_prefix, a.authority_body, a.signer_title, a.signer_name, a.urgency, a.circulation_floor, a.body)) then
    raise exception 'an issued letter cannot be changed' using errcode = '23001';
  end if;
  return null;
end $$;
create trigger document_issued_is_fixed after update on document
  referencing old table as before_rows new table as after_rows for each statement execute function refuse_change_of_issued();

-- An issued letter stays issued, by whom and under which signature it was. Row by row, because a letter is one row.
create function refuse_unissue() returns trigger language plpgsql as
$$ begin
  if (old.realm, old.document_id, old.unit_id, old.state, old.forwards_id, old.drafted_by, old.edited_by, old.signed_by, old.signed_at, old.on_paper,
      old.numbered_at, old.issued_at)
     is distinct from
     (new.realm, new.document_id, new.unit_id, new.state, new.forwards_id, new.drafted_by, new.edited_by, new.signed_by, new.signed_at, new.on_paper,
      new.numbered_at, new.issued_at) then
    raise exception 'an issued letter stays issued' using errcode = '23001';
  end if;
  return new;
end $$;
create trigger outgoing_issued_stays before update on outgoing for each row when (old.state = 'issued') execute function refuse_unissue();
create function refuse_taking_issued() returns trigger language plpgsql as
$$ begin
  raise exception 'a letter begins as a draft' using errcode = '23001';
end $$;
create trigger outgoing_begins_as_draft before insert on outgoing for each row when (new.state <> 'draft' and current_user = 'chido_app')
  execute function refuse_taking_issued();
create trigger outgoing_no_delete before delete or truncate on outgoing for each statement execute function refuse_change();

-- A series only goes up: a number that was given is never given again.
create function refuse_series_back() returns trigger language plpgsql as
$$ begin
  raise exception 'a register series never goes back' using errcode = '23001';
end $$;
create trigger register_series_only_up before update on register_series for each row
  when (new.last_number < old.last_number or (new.book_id, new.period_key, new.type_key) is distinct from (old.book_id, old.period_key, old.type_key))
  execute function refuse_series_back();

-- Nor do its clauses and addressees, on which deliveries and tasks were built.
create function refuse_change_of_issued_part() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if exists (select from before_rows b join outgoing o on o.document_id = b.document_id and o.state = 'issued') then
    raise exception 'the % of an issued letter cannot be changed', tg_table_name using errcode = '23001';
  end if;
  return null;
end $$;
create trigger clause_issued_is_fixed after update on clause
  referencing old table as before_rows for each statement execute function refuse_change_of_issued_part();
create trigger clause_issued_stays after delete on clause
  referencing old table as before_rows for each statement execute function refuse_change_of_issued_part();
create trigger clause_ask_issued_is_fixed after update on clause_ask
  referencing old table as before_rows for each statement execute function refuse_change_of_issued_part();
create trigger clause_ask_issued_stays after delete on clause_ask
  referencing old table as before_rows for each statement execute function refuse_change_of_issued_part();
create trigger addressee_issued_stays after delete on addressee
  referencing old table as before_rows for each statement execute function refuse_change_of_issued_part();
create trigger addressee_issued_is_fixed after update on addressee
  referencing old table as before_rows for each statement execute function refuse_change_of_issued_part();
create trigger addressee_edit_issued_stays after delete on addressee_edit
  referencing old table as before_rows for each statement execute function refuse_change_of_issued_part();
create trigger addressee_edit_issued_is_fixed after update on addressee_edit
  referencing old table as before_rows for each statement execute function refuse_change_of_issued_part();
create trigger clause_source_issued_stays after delete on clause_source
  referencing old table as before_rows for each statement execute function refuse_change_of_issued_part();
create trigger clause_source_issued_is_fixed after update on clause_source
  referencing old table as before_rows for each statement execute function refuse_change_of_issued_part();
-- Nor is anything added. The transition table bears the other name so that one function serves all.
create trigger clause_issued_is_full after insert on clause
  referencing new table as before_rows for each statement execute function refuse_change_of_issued_part();
create trigger clause_ask_issued_is_full after insert on clause_ask
  referencing new table as before_rows for each statement execute function refuse_change_of_issued_part();
create trigger clause_source_issued_is_full after insert on clause_source
  referencing new table as before_rows for each statement execute function refuse_change_of_issued_part();
create trigger addressee_issued_is_full after insert on addressee
  referencing new table as before_rows for each statement execute function refuse_change_of_issued_part();
create trigger addressee_edit_issued_is_full after insert on addressee_edit
  referencing new table as before_rows for each statement execute function refuse_change_of_issued_part();

create trigger document_audit_update after update on document
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('id');
create trigger incoming_audit_update after update on incoming
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('realm', 'document_id', 'unit_id');
create trigger outgoing_audit_update after update on outgoing
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('realm', 'document_id');
create trigger delivery_audit_update after update on delivery
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('realm', 'document_id', 'unit_id');
create trigger task_audit_update after update on task
  referencing old table as before_rows new table as after_rows
  for each statement execute function audit_update('realm', 'document_id', 'clause_ordinal', 'unit_id');
create trigger task_part_audit_update after update on task_part
  referencing old table as before_rows new table as after_rows
  for each statement execute function audit_update('realm', 'document_id', 'clause_ordinal', 'unit_id', 'ordinal');
create trigger register_entry_audit_update after update on register_entry
  referencing old table as before_rows new table as after_rows
  for each statement execute function audit_update('realm', 'book_id', 'period_key', 'type_key', 'number');
create trigger addressee_audit_delete after delete on addressee
  referencing old table as before_rows for each statement execute function audit_delete();
create trigger clause_audit_update after update on clause
  referencing old table as before_rows new table as after_rows
  for each statement execute function audit_update('document_id', 'ordinal');
create trigger clause_audit_delete after delete on clause
  referencing old table as before_rows for each statement execute function audit_delete();
create trigger delivery_no_delete before delete or truncate on delivery for each statement execute function refuse_change();
create trigger task_no_delete before delete or truncate on task for each statement execute function refuse_change();
create trigger register_entry_no_delete before delete or truncate on register_entry for each statement execute function refuse_change();

-- What the actor's units issued or are named to follow, with everything that passes it on. Each set is found by index
-- through an array of the one before, so that it costs what the actor holds and not what the country holds; one generic
-- plan serves the session, because planning for thousands of given ids would take longer than finding them. It takes the
-- indexes also when it is made while the tables are still empty.
create function my_threads() returns setof uuid language plpgsql stable security definer
  set search_path = public set plan_cache_mode = force_generic_plan set enable_seqscan = off rows 200 as
$$ declare
  mine uuid[] := array(select visible_units());
begin
  return query select distinct t.document_id from document_thread t where t.root_id = any(array(
    select document_id from outgoing where unit_id = any(mine)
    union select document_id from document_follower where unit_id = any(mine)));
end $$;

-- Every document that the actor's units hold: issued, followed, received or registered there, asked of them as a
-- part of somebody's task, and the letters that a covering letter they received encloses. Some come twice: policies only
-- ask whether an id is among them.
create function find_my_documents() returns setof uuid language plpgsql stable security definer
  set search_path = public set plan_cache_mode = force_generic_plan set enable_seqscan = off rows 500 as
$$ declare
  mine uuid[] := array(select visible_units());
  me uuid := (select person_id from account where id = app_account());
  own uuid[] := array(select document_id from outgoing where unit_id = any(mine));
  received uuid[] := array(
    select document_id from delivery where unit_id = any(mine)
    union all select document_id from delivery_person where person_id = me
    union all select document_id from task_part where to_unit_id = any(mine)
    union all select document_id from task_part where to_person_id = me);
begin
  return query
    select t.document_id from document_thread t
      where t.root_id = any(own || array(select document_id from document_follower where unit_id = any(mine)))
    union all select unnest(received)
    union all select t.root_id from document_thread t where t.document_id = any(received)
    union all select document_id from incoming where unit_id = any(mine)
    union all select unnest(own);
end $$;

-- The same, found once in a transaction that only reads: a page asks it for every table of a letter. The set is kept
-- with whose it is, so that another actor in the same transaction would never get it; a writer always finds it anew.
create function my_documents() returns setof uuid language plpgsql stable rows 500 as
$$ declare
  whose text := concat_ws('/', current_setting('app.account', true), current_setting('app.roots', true), current_setting('app.as_of', true));
  found_now uuid[];
begin
  if current_setting('transaction_read_only') = 'off' then
    return query select find_my_documents();
  elsif current_setting('app.documents_of', true) = whose then
    return query select unnest(current_setting('app.documents', true)::uuid[]);
  else
    found_now := array(select find_my_documents());
    perform set_config('app.documents', found_now::text, true), set_config('app.documents_of', whose, true);
    return query select unnest(found_now);
  end if;
end $$;

-- Documents that may be the one with these marks, also those that the asker may not read: a number exists once.
-- Answers only what is printed in a heading, and how alike the subjects are; the text stays closed.
create function matching_documents(p_issuer_unit uuid, p_issuer_fold text, p_number text, p_symbol_fold text,
                                   p_issued_on date, p_year smallint, p_subject text)
  returns table (id uuid, held boolean, readable boolean, issuer_unit_id uuid, issuer text, issuer_fold text, number text,
                 symbol text, symbol_fold text, regime text, issued_on date, year smallint, subject_alike real, own boolean)
  language sql stable security definer set search_path = public as
$$ with mine as materialized (select visible_units() as id)
   select d.id, d.held, d.id in (select my_documents()), d.issuer_unit_id, d.issuer, d.issuer_fold, d.number,
     d.symbol, d.symbol_fold, d.regime, d.issued_on, d.year, similarity(lower(d.subject), lower(p_subject)), d.own
   from document d
   -- Another office's letter that is not issued yet is nobody's to match: not its number, not its subject.
   where not exists (select from outgoing o where o.document_id = d.id and o.state <> 'issued' and o.unit_id not in (select id from mine)
                     and not exists (select from incoming i where i.document_id = d.id and i.unit_id <> o.unit_id))
     and ((d.number = p_number and (d.year = p_year or d.year is null or p_year is null)
          and (d.symbol_fold = p_symbol_fold or d.symbol_fold is null or p_symbol_fold is null
               or d.issuer_unit_id = p_issuer_unit or d.issuer_fold = p_issuer_fold
               or similarity(d.symbol_fold, p_symbol_fold) > 0.3))
      or (d.held and d.issuer_fold = p_issuer_fold and d.issued_on = p_issued_on
          and (d.number is null or p_number is null or similarity(lower(d.subject), lower(p_subject)) > 0.8)))
   order by d.held desc, d.own desc, d.id limit 50 $$;

-- Letters without accents, strokes and case, so that a text typed without accents is like the one with them.
create function plain_text(p text) returns text language sql immutable as
$$ select translate(lower(regexp_replace(normalize(p, NFD), '[\u0300-\u036f]', '', 'g')), 'đ', 'd') $$;

-- How alike a text is to the stored one: whoever holds the paper can show its words, and only then reads the rest.
-- Where the stored letter has a text, the text itself must be like it; heading and subject stand in every letter that
-- cites it. Only of a letter without a text must the subject do, and not where its circulation is limited.
create function document_alike(p_id uuid, p_body text, p_subject text) returns real
  language sql stable security definer set search_path = public as
$$ select case when d.body <> '' then similarity(plain_text(d.body), plain_text(p_body))
               when d.circulation_floor is not null then 0
               else similarity(lower(d.subject), lower(p_subject)) end
   from document d where d.id = p_id $$;

-- Whether others have built on a letter: work from its clauses, a note on it, a letter that passes it on or carries its
-- clauses on. Then its text and clauses stay, whoever turns out to have issued it.
create function letter_built_on(p_id uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from task where document_id = p_id)
     or exists (select from incoming where document_id = p_id and state in ('noted', 'handed_out'))
     or exists (select from outgoing where forwards_id = p_id)
     or exists (select from clause_source where source_document_id = p_id) $$;

-- What a unit must know before it claims a paper that others registered: who is said to have issued it, and whether an
-- office has it as its own letter already.
create function letter_claim(p_id uuid) returns table (issuer_unit_id uuid, issuer text, claimed boolean, built_on boolean, has_text boolean)
  language sql stable security definer set search_path = public as
$$ select d.issuer_unit_id, d.issuer, exists (select from outgoing o where o.document_id = d.id), letter_built_on(d.id), d.body <> ''
   from document d where d.id = p_id and app_account() is not null $$;

-- Who is named to follow an issued letter, and the threads that it joins: only the office that issued it says so.
create function follow_letter(p_document uuid, p_units uuid[], p_clauses smallint[]) returns void language sql security definer set search_path = public as
$$ insert into document_follower (document_id, unit_id, clause_ordinal)
   select o.document_id, f.unit, f.clause
   from outgoing o cross join unnest(p_units, p_clauses) f (unit, clause)
   where o.document_id = p_document and o.state = 'issued' and o.unit_id in (select visible_units()) on conflict do nothing $$;

-- The letter stands in its own thread and in every thread of the letter that it passes on. A letter that came on paper
-- has no thread until somebody passes it on.
create function join_threads(p_document uuid) returns void language plpgsql security definer set search_path = public as
$$ declare v_forwards uuid;
begin
  select forwards_id into v_forwards from outgoing
  where document_id = p_document and state = 'issued' and unit_id in (select visible_units());
  if not found then
    raise exception 'only the office that issued a letter joins its threads' using errcode = '23001';
  end if;
  insert into document_thread (root_id, document_id, depth)
  select d, d, 0 from unnest(array[p_document, v_forwards]) d where d is not null on conflict do nothing;
  insert into document_thread (root_id, document_id, depth)
  select root_id, p_document, depth + 1 from document_thread where document_id = v_forwards on conflict do nothing;
end $$;

-- Who holds the leader's role at a unit today, for the rule that who wrote a letter does not sign it.
create function other_leaders(p_unit uuid) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from role_grant g join account a on a.id = g.account_id
     where g.unit_id = p_unit and g.role = 'leader' and g.during @> app_as_of() and a.disabled_at is null and g.account_id <> app_account()) $$;

-- A paper that an office entered without its text gets it from the next office that can read it. Never an office's own
-- letter, never one that has a text or clauses.
create function give_text(p_id uuid, p_body text, p_search_text text, p_reading jsonb) returns boolean
  language plpgsql security definer set search_path = public as
$$ begin
  update document d set body = p_body, search_text = p_search_text, reading = p_reading
  where d.id = p_id and d.body = '' and d.id in (select my_documents())
    and not exists (select from outgoing o where o.document_id = p_id) and not exists (select from clause c where c.document_id = p_id);
  return found;
end $$;

-- The name of who moved a row that the asker tried to move too, also where that account is of another office.
create function actor_name(p_account uuid) returns text language sql stable security definer set search_path = public as
$$ select name from account where id = p_account and app_account() is not null $$;

-- A letter addressed to a body's delegation or standing organ is passed on by that body: their deliveries show with
-- which letter. Only by the office that issued it, only within its own area, only the first time.
create function mark_passed_on(p_document uuid, p_units uuid[]) returns void language sql security definer set search_path = public as
$$ update delivery d set passed_on_id = o.document_id, changed_by = app_account(), changed_at = app_now()
   from outgoing o join unit mine on mine.id = o.unit_id
   where o.document_id = p_document and o.state = 'issued' and o.unit_id in (select visible_units())
     and d.document_id = o.forwards_id and d.unit_id = any(p_units) and d.passed_on_id is null
     and exists (select from unit theirs where theirs.id = d.unit_id and theirs.area_id = mine.area_id) $$;

-- Candidates for every paper that a letter cites, in one statement.
create function cited_documents(p_numbers text[], p_symbol_folds text[])
  returns table (ordinal integer, id uuid, held boolean, issuer_fold text, issued_on date, year smallint)
  language sql stable security definer set search_path = public as
$$ select c.ordinal::integer, d.id, d.held, d.issuer_fold, d.issued_on, d.year
   from unnest(p_numbers, p_symbol_folds) with ordinality c (number, symbol_fold, ordinal)
   join document d on d.number = c.number and d.symbol_fold = c.symbol_fold
   order by c.ordinal, d.held desc, d.issued_on nulls last, d.id $$;

-- A letter got the number of a paper that others had only cited: their citations now point at the letter itself.
create function fill_gap(p_gap uuid, p_document uuid) returns void language plpgsql security definer set search_path = public as
$$ begin
  if p_document not in (select my_documents()) or not exists (select from document g join document d on d.id = p_document
                 where g.id = p_gap and not g.held and d.held and g.number = d.number and g.symbol_fold = d.symbol_fold) then
    raise exception 'only a gap with the same number and symbol is filled' using errcode = '23001';
  end if;
  update citation set cited_id = p_document where cited_id = p_gap and document_id <> p_document;
  update citation set document_id = p_document where document_id = p_gap and cited_id <> p_document;
  delete from citation where p_gap in (document_id, cited_id);
  delete from document where id = p_gap;
end $$;

alter table document enable row level security;
create policy document_held on document to chido_app
  using ((not held and (select app_account()) is not null) or id in (select my_documents())) with check ((select app_account()) is not null);
alter table document_decision enable row level security;
create policy document_decision_held on document_decision to chido_app
  using (document_id in (select my_documents())) with check (document_id in (select my_documents()));
alter table citation enable row level security;
create policy citation_held on citation to chido_app
  using (told_by in (select my_documents())) with check (told_by in (select my_documents()));
alter table document_thread enable row level security;
create policy document_thread_held on document_thread for select to chido_app using (document_id in (select my_documents()));
alter table document_follower enable row level security;
create policy document_follower_held on document_follower for select to chido_app using (document_id in (select my_documents()));
alter table clause enable row level security;
create policy clause_held on clause to chido_app
  using (document_id in (select my_documents())) with check (document_id in (select my_documents()));
alter table clause_ask enable row level security;
create policy clause_ask_held on clause_ask to chido_app
  using (document_id in (select my_documents())) with check (document_id in (select my_documents()));
alter table clause_source enable row level security;
create policy clause_source_held on clause_source to chido_app
  using (document_id in (select my_documents()))
  with check (document_id in (select my_documents()) and source_document_id in (select my_documents()));
alter table addressee enable row level security;
create policy addressee_held on addressee to chido_app
  using (document_id in (select my_documents())) with check (document_id in (select my_documents()));
alter table addressee_edit enable row level security;
create policy addressee_edit_held on addressee_edit to chido_app
  using (document_id in (select my_documents())) with check (document_id in (select my_documents()));
alter table register_book enable row level security;
create policy register_book_in_scope on register_book to chido_app
  using (unit_id in (select visible_units())) with check (unit_id in (select visible_units()));
alter table register_series enable row level security;
create policy register_series_in_scope on register_series to chido_app
  using (book_id in (select id from register_book)) with check (book_id in (select id from register_book));
alter table register_entry enable row level security;
create policy register_entry_in_scope on register_entry to chido_app
  using (book_id in (select id from register_book)) with check (book_id in (select id from register_book));
alter table incoming enable row level security;
create policy incoming_in_scope on incoming to chido_app
  using (unit_id in (select visible_units())) with check (unit_id in (select visible_units()));
alter table outgoing enable row level security;
create policy outgoing_in_scope on outgoing to chido_app
  using (unit_id in (select visible_units())) with check (unit_id in (select visible_units()));
alter table delivery enable row level security;
create policy delivery_in_scope on delivery to chido_app
  using (unit_id in (select visible_units()) or from_unit_id in (select visible_units()) or document_id in (select my_threads()))
  with check (unit_id in (select visible_units()) or from_unit_id in (select visible_units()));
alter table delivery_person enable row level security;
create policy delivery_person_in_scope on delivery_person to chido_app
  using (from_unit_id in (select visible_units()) or person_id = (select person_id from account where id = app_account()))
  with check (from_unit_id in (select visible_units()) or person_id = (select person_id from account where id = app_account()));
alter table task enable row level security;
create policy task_in_scope on task to chido_app
  using (unit_id in (select visible_units()) or document_id in (select my_threads()))
  with check (unit_id in (select visible_units()) or document_id in (select my_threads()));
alter table task_part enable row level security;
create policy task_part_in_scope on task_part to chido_app
  using (unit_id in (select visible_units()) or to_unit_id in (select visible_units()) or document_id in (select my_threads())
         or to_person_id = (select person_id from account where id = app_account()))
  with check (unit_id in (select visible_units()) or to_unit_id in (select visible_units())
         or to_person_id = (select person_id from account where id = app_account()));
alter table task_date_request enable row level security;
create policy task_date_request_in_scope on task_date_request to chido_app
  using (unit_id in (select visible_units()) or document_id in (select my_threads()))
  with check (unit_id in (select visible_units()) or document_id in (select my_threads()));

-- Files follow the letter, or the unit that keeps them.
alter table file_use enable row level security;
create policy file_use_in_scope on file_use to chido_app
  using (unit_id in (select visible_units()) or owner_id in (select my_documents()))
  with check (unit_id in (select visible_units()));
alter table file enable row level security;
create policy file_of_use on file to chido_app
  using ((realm, sha256) in (select realm, sha256 from file_use)) with check ((select app_account()) is not null);

grant select, insert on document_decision to chido_app;
grant select on document_thread, document_follower to chido_app;
grant select, insert, update on document, citation, clause, clause_ask, clause_source,
  register_book, register_series, register_entry, incoming, outgoing, addressee, addressee_edit,
  delivery, delivery_person, task, task_part, task_date_request to chido_app;
grant delete on addressee, addressee_edit, clause, clause_ask, clause_source, citation to chido_app;
