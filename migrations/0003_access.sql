-- access: accounts and what they may do. Who someone is belongs to the accounts library (schema auth, 0006);
-- what someone may do is decided here.

create table account (
  id uuid primary key,                    -- the same id as in schema auth
  person_id uuid references person,
  name text not null check (name = btrim(name) and name <> ''),
  email text not null unique check (email = lower(email)),
  language text not null default 'vi' check (language in ('vi', 'en', 'km')),
  demonstration boolean not null default false,
  created_at timestamptz not null,
  disabled_at timestamptz
);

-- A role at a unit during a time. Acting is for that unit; reading reaches its subtree.
create table role_grant (
  id uuid primary key,
  account_id uuid not null references account,
  role text not null check (role in ('clerk', 'leader', 'officer', 'reader', 'inspector', 'admin')),
  unit_id uuid not null references unit,
  during daterange not null check (not isempty(during)),
  granted_by uuid references account,
  command_id uuid,
  exclude using gist (account_id with =, role with =, unit_id with =, during with &&)
);
create index role_grant_by_unit on role_grant (unit_id);

-- Tokens for the programming interface; only the hash is kept.
create table access_token (
  id uuid primary key,
  account_id uuid not null references account,
  name text not null,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  created_at timestamptz not null,
  expires_on date not null,
  revoked_at timestamptz,
  command_id uuid
);

create trigger account_audit_update after update on account
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('id');
create trigger role_grant_audit_update after update on role_grant
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('id');
create trigger access_token_audit_update after update on access_token
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('id');

alter table account enable row level security;
create policy account_self on account to chido_app using (id = (select app_account()));
create policy account_in_scope on account for select to chido_app
  using (id in (select account_id from role_grant where unit_id in (select visible_units())));
alter table role_grant enable row level security;
create policy role_grant_self on role_grant for select to chido_app using (account_id = (select app_account()));
create policy role_grant_in_scope on role_grant to chido_app
  using (unit_id in (select visible_units())) with check (unit_id in (select visible_units()));
alter table access_token enable row level security;
create policy access_token_self on access_token to chido_app
  using (account_id = (select app_account())) with check (account_id = (select app_account()));

grant select, insert, update on account, role_grant, access_token to chido_app;
