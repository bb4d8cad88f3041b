-- sheets: workbooks given out to be filled in without an account, and what came back. Append-only: a form that was given
-- out stays what it was, a return stays what it said.

create table sheet_form (
  realm smallint not null references realm,
  id uuid not null,
  code text not null unique check (code ~ '^[2-9A-HJ-NP-TV-Z]{4}-[2-9A-HJ-NP-TV-Z]{4}-[2-9A-HJ-NP-TV-Z]{2}$'),
  unit_id uuid not null references unit,          -- who fills it in
  document_id uuid not null references document,
  period_key text not null check (period_key ~ '^20[0-9]{2}-(M(0[1-9]|1[0-2])|Q[1-4]|H[12]|9M|Y)$'),
  layout jsonb not null,                          -- tasks, branches, rolls and lists as they were when it was made
  structure_hash text not null check (structure_hash ~ '^[0-9a-f]{64}$'),
  made_by_unit_id uuid not null references unit,
  made_by uuid not null,
  made_at timestamptz not null,
  command_id uuid not null,
  primary key (realm, id),
  unique (realm, id, unit_id)
);
create unique index sheet_form_by_id on sheet_form (id);
create index sheet_form_by_document on sheet_form (document_id, unit_id);
create index sheet_form_by_unit on sheet_form (unit_id);
create index sheet_form_by_maker on sheet_form (made_by_unit_id);

create table sheet_return (
  realm smallint not null,
  id uuid not null,
  form_id uuid not null,
  unit_id uuid not null,
  sha256 bytea not null check (octet_length(sha256) = 32),
  at timestamptz not null,
  account_id uuid not null,
  by_unit_id uuid not null references unit,
  recorded integer not null check (recorded >= 0),
  replaced integer not null check (replaced >= 0),
  command_id uuid not null,
  primary key (realm, id),
  foreign key (realm, form_id, unit_id) references sheet_form (realm, id, unit_id)
);
create index sheet_return_by_form on sheet_return (form_id, at);
create index sheet_return_by_unit on sheet_return (unit_id);
create index sheet_return_by_office on sheet_return (by_unit_id);

-- What a return recorded, a thing a row: the next return of the same form is compared with the last row of each key.
create table sheet_entry (
  realm smallint not null,
  return_id uuid not null,
  ordinal integer not null check (ordinal > 0),
  form_id uuid not null,
  unit_id uuid not null,
  kind text not null check (kind in ('tasks', 'roll', 'sessions', 'activities')),
  key text not null,
  fill jsonb not null,
  thing_id uuid,                                  -- the session or activity that was made
  at timestamptz not null,
  primary key (realm, return_id, ordinal),
  unique (realm, return_id, kind, key),
  foreign key (realm, return_id) references sheet_return,
  check ((thing_id is not null) = (kind in ('sessions', 'activities')))
);
create index sheet_entry_by_form on sheet_entry (form_id, kind, key, at desc);
create index sheet_entry_by_unit on sheet_entry (unit_id);
create index sheet_entry_by_thing on sheet_entry (thing_id) where thing_id is not null;

create trigger sheet_form_append_only before update or delete or truncate on sheet_form for each statement execute function refuse_change();
create trigger sheet_return_append_only before update or delete or truncate on sheet_return for each statement execute function refuse_change();
create trigger sheet_entry_append_only before update or delete or truncate on sheet_entry for each statement execute function refuse_change();

alter table sheet_form enable row level security;
create policy sheet_form_in_scope on sheet_form to chido_app
  using (unit_id in (select visible_units()) or made_by_unit_id in (select visible_units()))
  with check (made_by_unit_id in (select visible_units()));
alter table sheet_return enable row level security;
create policy sheet_return_in_scope on sheet_return to chido_app
  using (unit_id in (select visible_units()) or form_id in (select id from sheet_form)) with check (unit_id in (select visible_units()));
alter table sheet_entry enable row level security;
create policy sheet_entry_in_scope on sheet_entry to chido_app
  using (unit_id in (select visible_units()) or form_id in (select id from sheet_form)) with check (unit_id in (select visible_units()));
-- Whoever holds the file knows its code: the form is found by it, whoever made it, and the program then asks whether its
-- unit is one for which they may act.
create function form_of_code(p_code text) returns setof sheet_form language sql stable security definer set search_path = public rows 1 as
$$ select * from sheet_form where code = p_code and app_account() is not null $$;

grant select, insert on sheet_form, sheet_return, sheet_entry to chido_app;
