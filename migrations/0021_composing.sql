-- directives: copies that an office makes of letters it holds, numbered in a book of their own, and the figures of the
-- layout in which an office prints its letters.

alter table register_book drop constraint register_book_direction_check;
alter table register_book add constraint register_book_direction_check check (direction in ('incoming', 'outgoing', 'copies'));

-- A copy is numbered at once and stays: it is its own entry in the book of copies. The same letter is copied many times.
create table letter_copy (
  realm smallint not null references realm,
  id uuid not null,
  document_id uuid not null references document,
  unit_id uuid not null references unit,
  kind text not null check (kind in ('sao-y', 'sao-luc', 'trich-sao')),
  book_id uuid not null references register_book,
  period_key text not null,
  type_key text not null,
  number integer not null check (number > 0),
  symbol text not null check (symbol <> ''),
  copied_on date not null,
  issuer text not null,
  place text,
  authority_prefix text check (authority_prefix in ('TM', 'KT', 'TL', 'TUQ', 'Q')),
  authority_body text,
  signer_title text not null,
  signer_name text not null,
  recipients text[] not null,
  clauses smallint[] not null default '{}',       -- what an extract shows; a whole copy names none
  made_by uuid not null,
  made_at timestamptz not null,
  command_id uuid not null,
  primary key (realm, id),
  unique (book_id, period_key, type_key, number),
  check ((kind = 'trich-sao') = (cardinality(clauses) > 0))
);
create unique index letter_copy_by_id on letter_copy (id);
create index letter_copy_by_unit on letter_copy (unit_id, made_at desc);
create index letter_copy_by_document on letter_copy (document_id, unit_id);
create trigger letter_copy_append_only before update or delete or truncate on letter_copy for each statement execute function refuse_change();
alter table letter_copy enable row level security;
create policy letter_copy_in_scope on letter_copy to chido_app
  using (unit_id in (select visible_units()))
  with check (unit_id in (select visible_units()) and document_id in (select my_documents()));
grant select, insert on letter_copy to chido_app;

-- Only what differs from the layout of the regime is kept: a mended default reaches every office that did not set its own.
create table letter_layout (
  realm smallint not null references realm,
  unit_id uuid not null references unit,
  regime text not null check (regime in ('state', 'party')),
  figures jsonb not null check (jsonb_typeof(figures) = 'object' and not jsonb_path_exists(figures, '$.* ? (@.type() != "number")')),
  set_by uuid not null,
  set_at timestamptz not null,
  command_id uuid not null,
  primary key (realm, unit_id, regime)
);
create unique index letter_layout_of_unit on letter_layout (unit_id, regime);
create trigger letter_layout_audit_update after update on letter_layout
  referencing old table as before_rows new table as after_rows
  for each statement execute function audit_update('realm', 'unit_id', 'regime');
create trigger letter_layout_no_delete before delete or truncate on letter_layout for each statement execute function refuse_change();
alter table letter_layout enable row level security;
-- Whoever was sent a letter prints it as its issuer does; only the office itself sets how.
create policy letter_layout_read on letter_layout for select to chido_app using ((select app_account()) is not null);
create policy letter_layout_set on letter_layout for insert to chido_app with check (unit_id in (select visible_units()));
create policy letter_layout_change on letter_layout for update to chido_app
  using (unit_id in (select visible_units())) with check (unit_id in (select visible_units()));
grant select, insert, update on letter_layout to chido_app;
