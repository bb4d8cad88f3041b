-- access: accounts and what they may do. Who someone is belongs to the accounts library (schema auth, 0006);
-- what someone may do is decided here.

create table account (
  id uuid primary key,                    -- the same id as in schema auth
  person_id uuid references person,
  name text not null check (name = btrim(name) and name <> ''),
  email text not null unique check (email = lower(email)),
  language text not null default 'vi' check (language in ('vi', 'en', 'km')),
  demonstration boolean not null default false,
  wants_mail boolean not null default true,
  created_at timestamptz not null,
  opened_at timestamptz,                  -- null while only intended: the sign-in has not been made yet
  password_command uuid,                  -- the command that asked for a password, until it was given; then it gives none again
  disabled_at timestamptz
);

-- A role at a unit during a time. Acting is for that unit; reading reaches its subtree. An empty time is a grant
-- withdrawn before it had any effect; the audit keeps what it was.
create table role_grant (
  id uuid primary key,
  account_id uuid not null references account,
  role text not null check (role in ('clerk', 'leader', 'officer', 'reader', 'inspector', 'admin')),
  unit_id uuid not null references unit,
  during daterange not null,
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

-- The units at or below those where the actor is administrator today: where the actor may grant and disable.
-- Security definer, because policies of role_grant ask it.
create function administered_units() returns setof uuid language sql stable security definer set search_path = public rows 500 as
$$ select distinct path.descendant_id from role_grant g
   join unit_path path on path.ancestor_id = g.unit_id and path.during @> app_as_of()
   where g.account_id = app_account() and g.role = 'admin' and g.during @> app_as_of() $$;

-- The accounts whose every grant of today or later is at such a unit. Who also works elsewhere is nobody's there to
-- disable or to give a new password: an administrator of a district must not become a leader of the province.
create function administered_accounts() returns setof uuid language sql stable security definer set search_path = public rows 500 as
$$ with mine as materialized (select administered_units() as id)
   select g.account_id from role_grant g
   group by g.account_id
   having bool_or(g.unit_id in (select id from mine))
     and coalesce(bool_and(g.unit_id in (select id from mine)) filter (
       where not isempty(g.during) and coalesce(upper(g.during) > app_as_of(), true)), true) $$;

-- A demonstration account stands only in a demonstration world, because its password is public.
create function refuse_demonstration_account() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if exists (select from new_rows where demonstration) and not coalesce((select demonstration from world), false) then
    raise exception 'demonstration accounts exist only in a demonstration world' using errcode = '23001';
  end if;
  return null;
end $$;
create trigger account_demonstration after insert on account
  referencing new table as new_rows for each statement execute function refuse_demonstration_account();
create trigger account_demonstration_changed after update on account
  referencing new table as new_rows for each statement execute function refuse_demonstration_account();

alter table account enable row level security;
create policy account_read on account for select to chido_app
  using (id = (select app_account()) or id in (select account_id from role_grant where unit_id in (select visible_units())));
create policy account_open on account for insert to chido_app with check (exists (select administered_units()));
create policy account_change on account for update to chido_app
  using (id = (select app_account()) or id in (select administered_accounts()))
  with check (id = (select app_account()) or id in (select administered_accounts()));
alter table role_grant enable row level security;
create policy role_grant_read on role_grant for select to chido_app
  using (account_id = (select app_account()) or unit_id in (select visible_units()));
create policy role_grant_give on role_grant for insert to chido_app
  with check (unit_id in (select administered_units()) and account_id <> (select app_account()));
create policy role_grant_end on role_grant for update to chido_app
  using (unit_id in (select administered_units()) and account_id <> (select app_account()))
  with check (unit_id in (select administered_units()) and account_id <> (select app_account()));
alter table access_token enable row level security;
create policy access_token_self on access_token to chido_app
  using (account_id = (select app_account())) with check (account_id = (select app_account()));

-- An account may be named, disabled and asked for mail; who it is and where it was made never change.
grant select, insert on account, role_grant, access_token to chido_app;
grant update (name, language, person_id, wants_mail, opened_at, password_command, disabled_at) on account to chido_app;
grant update (during) on role_grant to chido_app;
grant update (revoked_at) on access_token to chido_app;
