-- files: bytes by SHA-256, in the database, written in the transaction of the command that brought them.

create table file (
  realm smallint not null references realm,
  sha256 bytea not null check (octet_length(sha256) = 32),
  size integer not null check (size > 0),
  media_type text not null,
  bytes bytea,                            -- null once erased; the row stays to say so
  created_at timestamptz not null,
  erased_at timestamptz,
  command_id uuid,
  primary key (realm, sha256),
  check ((bytes is null) = (erased_at is not null)),
  check (bytes is null or (octet_length(bytes) = size and sha256(bytes) = sha256))
);
alter table file alter column bytes set storage external;

-- What a file is for and whose it is. A file without a use may be erased.
create table file_use (
  realm smallint not null,
  id uuid not null,
  sha256 bytea not null,
  unit_id uuid not null references unit,
  owner_kind text not null check (owner_kind in ('document', 'evidence')),
  owner_id uuid not null,
  purpose text not null check (purpose in ('scan', 'attachment', 'evidence')),
  name text not null,
  at timestamptz not null,
  account_id uuid,
  command_id uuid,
  ended_at timestamptz,
  ended_command uuid,
  primary key (realm, id),
  foreign key (realm, sha256) references file (realm, sha256)
);
create index file_use_by_owner on file_use (owner_id);
create index file_use_by_file on file_use (realm, sha256);

-- Keeps bytes once, also where another body already keeps the same or they were erased before. Security definer,
-- because the keeper may not see the row that is there; what it answers says nothing about it.
create function keep_file(p_sha256 bytea, p_media_type text, p_bytes bytea) returns void
  language sql security definer set search_path = public as
$$ insert into file as f (realm, sha256, size, media_type, bytes, created_at, command_id)
   select app_realm(), p_sha256, octet_length(p_bytes), p_media_type, p_bytes, app_now(), app_command() where app_account() is not null
   on conflict (realm, sha256) do update set bytes = excluded.bytes, erased_at = null, command_id = excluded.command_id
     where f.bytes is null $$;

-- Erases the bytes of a file that no use needs any more, whoever's use it was. The row stays to say that it was here.
-- It is locked first, as keep_file locks it, so that the uses are looked at after whoever was just storing or ending one.
create function erase_unused_file(p_realm smallint, p_sha256 bytea) returns void
  language plpgsql security definer set search_path = public as
$$ begin
  perform from file where realm = p_realm and sha256 = p_sha256 for update;
  update file set bytes = null, erased_at = app_now()
  where realm = p_realm and sha256 = p_sha256 and bytes is not null and app_account() is not null
    and not exists (select from file_use u where u.realm = p_realm and u.sha256 = p_sha256 and u.ended_at is null);
end $$;

-- notices: what a unit or a person should see, and the mail that jobs send.
create table notice (
  realm smallint not null references realm,
  command_id uuid not null,
  ordinal integer not null,
  unit_id uuid references unit,
  person_id uuid references person,
  kind text not null,                     -- a key of the catalogue: notice.<kind>
  parameters jsonb not null default '{}',
  link text,
  at timestamptz not null,
  read_at timestamptz,
  read_by uuid,
  primary key (realm, command_id, ordinal),
  check (num_nonnulls(unit_id, person_id) = 1)
);
create index notice_by_unit on notice (unit_id, at desc);
create index notice_by_person on notice (person_id, at desc) where person_id is not null;

create table mail (
  realm smallint not null references realm,
  command_id uuid not null,
  ordinal integer not null,
  to_address text not null,
  language text not null,
  kind text not null,
  parameters jsonb not null default '{}',
  link text,
  at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts smallint not null default 0,
  not_before timestamptz,                 -- neither claimed nor tried again before: the lease of whoever sends it now
  last_error text,
  sent_at timestamptz,
  primary key (realm, command_id, ordinal)
);
create index mail_waiting on mail (at) where state = 'waiting';

-- How many notices the running command has written: whom they are for may be out of its actor's sight.
create function notices_of_command() returns integer language sql stable security definer set search_path = public as
$$ select count(*)::integer from notice where realm = app_realm() and command_id = app_command() $$;

-- Mail for the notices of the running command from an ordinal on: one row for each account with a grant at the unit
-- that day, or that is the person. Security definer, because a sender does not see the accounts of other bodies.
-- Invented people of a demonstration are never written to. Answers how many were queued.
create function queue_mail(from_ordinal integer) returns integer language plpgsql security definer set search_path = public as
$$ declare
  queued integer;
begin
  if not coalesce((select value = 'true'::jsonb from setting where key = 'mail.enabled'), false) then return 0; end if;
  insert into mail (realm, command_id, ordinal, to_address, language, kind, parameters, link, at)
  select n.realm, n.command_id,
    (row_number() over (order by n.ordinal, a.id))::integer - 1
      + (select count(*)::integer from mail where realm = app_realm() and command_id = app_command()),
    a.email, a.language, n.kind, n.parameters, n.link, n.at
  from notice n join account a on a.disabled_at is null and a.wants_mail and not a.demonstration and a.id <> app_account()
    and (a.person_id = n.person_id
      or exists (select from role_grant g where g.account_id = a.id and g.unit_id = n.unit_id and g.during @> app_as_of()))
  where n.realm = app_realm() and n.command_id = app_command() and n.ordinal >= from_ordinal;
  get diagnostics queued = row_count;
  return queued;
end $$;

alter table notice enable row level security;
create policy notice_read on notice for select to chido_app
  using (unit_id in (select visible_units()) or person_id = (select person_id from account where id = app_account()));
create policy notice_write on notice for insert to chido_app
  with check ((select app_account()) is not null and command_id = (select app_command()));
create policy notice_mark on notice for update to chido_app
  using (unit_id in (select unit_id from role_grant where account_id = (select app_account()) and during @> app_as_of())
         or person_id = (select person_id from account where id = app_account()));
alter table mail enable row level security;

grant select, insert on notice to chido_app;
grant update (read_at, read_by) on notice to chido_app;
grant select on file to chido_app;
grant select, insert on file_use to chido_app;
grant update (ended_at, ended_command) on file_use to chido_app;
