-- directives: a copy whose number is cancelled stays in the book with its reason, and days that a unit sets for its test set.

create table letter_copy_cancelled (
  realm smallint not null references realm,
  copy_id uuid not null references letter_copy (id),
  unit_id uuid not null references unit,
  why text not null check (why <> ''),
  cancelled_by uuid not null,
  cancelled_at timestamptz not null,
  command_id uuid not null,
  primary key (realm, copy_id)
);
create unique index letter_copy_cancelled_once on letter_copy_cancelled (copy_id);
create index letter_copy_cancelled_by_unit on letter_copy_cancelled (unit_id);
create trigger letter_copy_cancelled_append_only before update or delete or truncate on letter_copy_cancelled
  for each statement execute function refuse_change();
alter table letter_copy_cancelled enable row level security;
create policy letter_copy_cancelled_read on letter_copy_cancelled for select to chido_app
  using (unit_id in (select visible_units()));
-- The office that made the copy takes its number back, and no other.
create policy letter_copy_cancelled_own on letter_copy_cancelled for insert to chido_app
  with check (unit_id in (select own_units()) and copy_id in (select id from letter_copy k where k.unit_id = letter_copy_cancelled.unit_id));
grant select, insert on letter_copy_cancelled to chido_app;

-- How many days the corrected readings of a unit are kept is the unit's own to set, as its cut-off days are.
create or replace function refuse_setting_of_others() returns trigger language plpgsql as
$$ begin
  if not (exists (select from own_units() u where new.key in ('reports.cut-off.' || u, 'reading.sample-days.' || u))
      or (new.key = 'urging.rules' and keeps_calendar())) then
    raise exception 'the setting % is not this actor''s to set', new.key using errcode = '23001';
  end if;
  return new;
end $$;
