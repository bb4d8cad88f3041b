-- The house: what every room stands on. Roles and extensions are made by the bootstrap in src/db/migrate.ts,
-- because they belong to the cluster, not to a migration.

-- Which world this database holds, one row. In a demonstration world the clock starts at `starts_at`
-- on the instant `seeded_at` and runs at the usual pace, so that letters of 2023 are read in 2023.
create table world (
  sole boolean primary key default true check (sole),
  name text not null,
  demonstration boolean not null,
  starts_at timestamptz,
  seeded_at timestamptz not null
);

-- The province that created a row; 0 is national. Never rewritten when provinces merge.
create table realm (
  id smallint primary key check (id >= 0),
  name text not null
);
insert into realm values (0, 'Toàn quốc');

-- Facts that a person may set: numbering, limits, days. `value` is what the reader of the key expects.
create table setting (
  key text primary key,
  value jsonb not null
);

-- Every command, once. The caller makes the id; the same id with the same input answers the stored outcome.
create table command (
  realm smallint not null references realm,
  id uuid not null,
  name text not null,
  account_id uuid,
  unit_id uuid,
  at timestamptz not null,
  input_hash bytea not null check (octet_length(input_hash) = 32),
  outcome jsonb,
  primary key (realm, id)
);
create index command_by_account on command (account_id, at);

-- What changed in rows that may change: before and after, in the transaction that changed them.
create table audit (
  realm smallint not null,
  id bigint generated always as identity,
  at timestamptz not null,
  command_id uuid,
  account_id uuid,
  table_name text not null,
  operation text not null check (operation in ('update', 'delete', 'read')),
  before jsonb,
  after jsonb,
  primary key (realm, id)
);
create index audit_by_command on audit (command_id);

-- Settings of the running transaction, read by policies and triggers. Absent means nobody: no rows.
create function app_account() returns uuid language sql stable as
$$ select nullif(current_setting('app.account', true), '')::uuid $$;
create function app_command() returns uuid language sql stable as
$$ select nullif(current_setting('app.command', true), '')::uuid $$;
create function app_realm() returns smallint language sql stable as
$$ select coalesce(nullif(current_setting('app.realm', true), '')::smallint, 0::smallint) $$;
create function app_now() returns timestamptz language sql stable as
$$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()) $$;
create function app_as_of() returns date language sql stable as
$$ select nullif(current_setting('app.as_of', true), '')::date $$;

-- Append-only tables: the privilege is not granted, and this trigger stops the owner as well.
create function refuse_change() returns trigger language plpgsql as
$$ begin
  raise exception '% is append-only: correct by adding, never by changing', tg_table_name using errcode = '23001';
end $$;

create trigger command_append_only before delete or truncate on command for each statement execute function refuse_change();
create trigger audit_append_only before update or delete or truncate on audit for each statement execute function refuse_change();

-- Set-based audit: one statement writes all before-and-after pairs of the statement that changed them.
-- Rows are joined by the primary key columns named in the trigger's arguments.
create function audit_update() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  execute format(
    'insert into audit (realm, at, command_id, account_id, table_name, operation, before, after)
     select app_realm(), app_now(), app_command(), app_account(), %L, ''update'', to_jsonb(b), to_jsonb(a)
     from before_rows b join after_rows a using (%s)',
    tg_table_name, array_to_string(tg_argv, ', '));
  return null;
end $$;
create function audit_delete() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  insert into audit (realm, at, command_id, account_id, table_name, operation, before)
  select app_realm(), app_now(), app_command(), app_account(), tg_table_name, 'delete', to_jsonb(b) from before_rows b;
  return null;
end $$;

create trigger setting_audit_update after update on setting
  referencing old table as before_rows new table as after_rows
  for each statement execute function audit_update('key');
create trigger setting_audit_delete after delete on setting
  referencing old table as before_rows for each statement execute function audit_delete();

alter table command enable row level security;
create policy command_own on command to chido_app
  using (account_id = (select app_account())) with check (account_id is not distinct from (select app_account()));
alter table audit enable row level security;
create policy audit_write on audit for insert to chido_app with check (true);
create policy audit_own on audit for select to chido_app using (account_id = (select app_account()));

grant select on world, realm, setting to chido_app;
grant select, insert on command, audit to chido_app;
grant update (outcome) on command to chido_app;
grant insert, update on setting to chido_app;
