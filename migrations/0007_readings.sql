-- A file that was read and waits to be registered, so that a clerk can go on later and sending a form carries no file.
-- Nothing secret gets here: marks are looked for before anything is stored. A reading belongs to one unit, is kept for
-- thirty days and is no register: what matters is copied into the document.
create table reading (
  realm smallint not null references realm,
  id uuid not null,
  unit_id uuid not null references unit,
  account_id uuid not null references account,
  name text not null,
  media_type text not null,
  file_use_id uuid not null,
  result jsonb not null,
  at timestamptz not null,
  expires_on date not null,
  command_id uuid,
  primary key (realm, id)
);
create index reading_by_unit on reading (unit_id, at desc);
create index reading_expiring on reading (expires_on);

alter table file_use drop constraint file_use_owner_kind_check;
alter table file_use add constraint file_use_owner_kind_check check (owner_kind in ('document', 'evidence', 'reading'));

alter table reading enable row level security;
create policy reading_in_scope on reading to chido_app
  using (unit_id in (select visible_units())) with check (unit_id in (select visible_units()));
grant select, insert, delete on reading to chido_app;
create trigger reading_audit_delete after delete on reading
  referencing old table as before_rows for each statement execute function audit_delete();
