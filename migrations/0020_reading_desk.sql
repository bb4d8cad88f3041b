-- Scans that are read in the background. The file is kept while it is read; what was read becomes a row of `reading` with
-- the same id. A scan whose text bears a mark of secrecy is removed with its file and its name: only that it was refused
-- is left, so that whoever sent it can be told.
create table reading_scan (
  realm smallint not null references realm,
  id uuid not null,
  unit_id uuid not null references unit,
  account_id uuid not null references account,
  name text not null,
  media_type text not null,
  file_use_id uuid,
  state text not null default 'waiting' check (state in ('waiting', 'reading', 'done', 'refused', 'failed', 'cancelled')),
  page integer not null default 0 check (page >= 0),
  pages integer check (pages > 0),
  attempts smallint not null default 0,
  lease_until timestamptz,                -- whoever reads it says so page by page; afterwards somebody else begins again
  problem jsonb,                          -- why it was refused or could not be read: kind and values, no words of the letter
  at timestamptz not null,
  ended_at timestamptz,
  expires_on date not null,
  command_id uuid,
  primary key (realm, id),
  check ((state = 'reading') = (lease_until is not null)),
  check (state not in ('waiting', 'reading') or file_use_id is not null),
  check (state not in ('refused', 'failed') or problem is not null)
);
create index reading_scan_by_unit on reading_scan (unit_id, at desc);
create index reading_scan_open on reading_scan (at) where state in ('waiting', 'reading');
create index reading_scan_expiring on reading_scan (expires_on);
create unique index reading_scan_by_id on reading_scan (id);

alter table reading_scan enable row level security;
create policy reading_scan_in_scope on reading_scan to chido_app
  using (unit_id in (select visible_units())) with check (unit_id in (select visible_units()));
grant select, insert, update on reading_scan to chido_app;

select pgboss.create_queue('reading.scan', '{"policy": "standard", "retryLimit": 2, "retryDelay": 10, "retryBackoff": true, "expireInSeconds": 7200}');

-- The unit's own test set: letters that a clerk registered from the desk, with what the machine had read and what was
-- right. Purpose: to measure and better the reader at this unit. It holds what the letter holds (names and titles of
-- signers), so it stays inside the unit, is shown to its administrator alone, and is forgotten after the days of the
-- setting `reading.sample-days` (0 keeps nothing). Append-only; letters with a mark of secrecy never get here, because
-- their registration is refused and this row is written in the same transaction.
create table reading_sample (
  realm smallint not null references realm,
  id uuid not null,
  unit_id uuid not null references unit,
  account_id uuid not null references account,
  document_id uuid not null references document,
  text text not null,
  gold jsonb not null,
  confirmed boolean not null,             -- the clerk said that every field was compared with the paper
  at timestamptz not null,
  expires_on date not null,
  command_id uuid not null,
  primary key (realm, id)
);
create unique index reading_sample_by_id on reading_sample (id);
create index reading_sample_by_unit on reading_sample (unit_id, at);
create index reading_sample_expiring on reading_sample (expires_on);
create index reading_sample_by_document on reading_sample (document_id);

-- What was changed: the field by its path, what was read, what is right, and where in the text the clerk took it from.
create table reading_correction (
  realm smallint not null,
  sample_id uuid not null,
  ordinal integer not null check (ordinal > 0),
  unit_id uuid not null references unit,
  account_id uuid not null references account,
  path text not null check (path ~ '^[a-zA-Z]+(\.[0-9]+(\.[a-zA-Z]+)?)?$'),
  read_value jsonb not null,
  right_value jsonb not null,
  starts_at integer,
  ends_at integer,
  at timestamptz not null,
  command_id uuid not null,
  primary key (realm, sample_id, ordinal),
  unique (realm, sample_id, path),
  foreign key (realm, sample_id) references reading_sample on delete cascade,
  check ((starts_at is null) = (ends_at is null)),
  check (starts_at >= 0 and ends_at > starts_at)
);
create index reading_correction_by_unit on reading_correction (unit_id, path);

create trigger reading_sample_unchanged before update or truncate on reading_sample for each statement execute function refuse_change();
create trigger reading_correction_unchanged before update or truncate on reading_correction for each statement execute function refuse_change();

-- Written by whoever registers at the unit, read by its administrators only: not by those above it, who see its letters
-- no more than they did before.
alter table reading_sample enable row level security;
create policy reading_sample_written on reading_sample for insert to chido_app with check (unit_id in (select visible_units()));
create policy reading_sample_of_administrator on reading_sample for select to chido_app
  using (unit_id in (select g.unit_id from role_grant g where g.account_id = (select app_account()) and g.role = 'admin' and g.during @> app_as_of()));
alter table reading_correction enable row level security;
create policy reading_correction_written on reading_correction for insert to chido_app with check (unit_id in (select visible_units()));
create policy reading_correction_of_administrator on reading_correction for select to chido_app
  using (unit_id in (select g.unit_id from role_grant g where g.account_id = (select app_account()) and g.role = 'admin' and g.during @> app_as_of()));
grant select, insert on reading_sample, reading_correction to chido_app;
