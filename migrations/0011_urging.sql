-- urging: quiet days, what is awaited, what was urged, the letters that urge.

-- Days on which nobody is urged and which do not count as working days. Weekends are quiet by rule and stand here only
-- when they carry a name. The first rows come from facts/quiet-days.tsv (a test compares); an administrator keeps them on.
create table quiet_day (
  day date primary key check (day between '2000-01-01' and '2100-12-31'),
  kind text not null check (kind in ('new-year', 'tet', 'hung-kings', 'reunification', 'labour', 'national-day', 'culture-day',
    'moved', 'chol-chnam-thmay', 'sene-dolta', 'ooc-om-boc', 'other')),
  name text not null check (name = btrim(name) and name <> ''),
  to_confirm boolean not null default false, -- known only from a calendar; an administrator compares it with the announcement
  changed_by uuid,
  changed_at timestamptz,
  version integer not null default 1,
  command_id uuid
);
create trigger quiet_day_audit_update after update on quiet_day
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('day');
create trigger quiet_day_audit_delete after delete on quiet_day
  referencing old table as before_rows for each statement execute function audit_delete();

insert into quiet_day (day, kind, name, to_confirm) values
  ('2022-01-01', 'new-year', 'Tết Dương lịch', false),
  ('2022-01-03', 'moved', 'Nghỉ bù Tết Dương lịch', false),
  ('2022-01-31', 'tet', 'Tết Nguyên đán Nhâm Dần', false),
  ('2022-02-01', 'tet', 'Tết Nguyên đán Nhâm Dần', false),
  ('2022-02-02', 'tet', 'Tết Nguyên đán Nhâm Dần', false),
  ('2022-02-03', 'tet', 'Tết Nguyên đán Nhâm Dần', false),
  ('2022-02-04', 'tet', 'Tết Nguyên đán Nhâm Dần', false),
  ('2022-04-10', 'hung-kings', 'Giỗ Tổ Hùng Vương (10/3 âm lịch)', false),
  ('2022-04-11', 'moved', 'Nghỉ bù Giỗ Tổ Hùng Vương', false),
  ('2022-04-14', 'chol-chnam-thmay', 'Chôl Chnăm Thmây', true),
  ('2022-04-15', 'chol-chnam-thmay', 'Chôl Chnăm Thmây', true),
  ('2022-04-16', 'chol-chnam-thmay', 'Chôl Chnăm Thmây', true),
  ('2022-04-30', 'reunification', 'Ngày Chiến thắng 30/4', false),
  ('2022-05-01', 'labour', 'Ngày Quốc tế lao động 1/5', false),
  ('2022-05-02', 'moved', 'Nghỉ bù 30/4 và 1/5', false),
  ('2022-05-03', 'moved', 'Nghỉ bù 30/4 và 1/5', false),
  ('2022-09-01', 'national-day', 'Quốc khánh (ngày liền kề)', false),
  ('2022-09-02', 'national-day', 'Quốc khánh 2/9', false),
  ('2022-09-24', 'sene-dolta', 'Sene Đôlta', true),
  ('2022-09-25', 'sene-dolta', 'Sene Đôlta', true),
  ('2022-09-26', 'sene-dolta', 'Sene Đôlta', true),
  ('2022-11-08', 'ooc-om-boc', 'Óoc Om Bóc', true),
  ('2023-01-01', 'new-year', 'Tết Dương lịch', false),
  ('2023-01-02', 'moved', 'Nghỉ bù Tết Dương lịch', false),
  ('2023-01-20', 'tet', 'Tết Nguyên đán Quý Mão', false),
  ('2023-01-21', 'tet', 'Tết Nguyên đán Quý Mão', false),
  ('2023-01-22', 'tet', 'Tết Nguyên đán Quý Mão', false),
  ('2023-01-23', 'tet', 'Tết Nguyên đán Quý Mão', false),
  ('2023-01-24', 'tet', 'Tết Nguyên đán Quý Mão', false),
  ('2023-01-25', 'moved', 'Nghỉ bù Tết Nguyên đán', false),
  ('2023-01-26', 'moved', 'Nghỉ bù Tết Nguyên đán', false),
  ('2023-04-14', 'chol-chnam-thmay', 'Chôl Chnăm Thmây', true),
  ('2023-04-15', 'chol-chnam-thmay', 'Chôl Chnăm Thmây', true),
  ('2023-04-16', 'chol-chnam-thmay', 'Chôl Chnăm Thmây', true),
  ('2023-04-29', 'hung-kings', 'Giỗ Tổ Hùng Vương (10/3 âm lịch)', false),
  ('2023-04-30', 'reunification', 'Ngày Chiến thắng 30/4', false),
  ('2023-05-01', 'labour', 'Ngày Quốc tế lao động 1/5', false),
  ('2023-05-02', 'moved', 'Nghỉ bù Giỗ Tổ Hùng Vương và 30/4', false),
  ('2023-05-03', 'moved', 'Nghỉ bù Giỗ Tổ Hùng Vương và 30/4', false),
  ('2023-09-01', 'national-day', 'Quốc khánh (ngày liền kề)', false),
  ('2023-09-02', 'national-day', 'Quốc khánh 2/9', false),
  ('2023-09-04', 'moved', 'Nghỉ bù Quốc khánh', false),
  ('2023-10-13', 'sene-dolta', 'Sene Đôlta', true),
  ('2023-10-14', 'sene-dolta', 'Sene Đôlta', true),
  ('2023-10-15', 'sene-dolta', 'Sene Đôlta', true),
  ('2023-11-27', 'ooc-om-boc', 'Óoc Om Bóc', true),
  ('2024-01-01', 'new-year', 'Tết Dương lịch', false),
  ('2024-02-08', 'tet', 'Tết Nguyên đán Giáp Thìn', false),
  ('2024-02-09', 'tet', 'Tết Nguyên đán Giáp Thìn', false),
  ('2024-02-10', 'tet', 'Tết Nguyên đán Giáp Thìn', false),
  ('2024-02-11', 'tet', 'Tết Nguyên đán Giáp Thìn', false),
  ('2024-02-12', 'tet', 'Tết Nguyên đán Giáp Thìn', false),
  ('2024-02-13', 'moved', 'Nghỉ bù Tết Nguyên đán', false),
  ('2024-02-14', 'moved', 'Nghỉ bù Tết Nguyên đán', false),
  ('2024-04-13', 'chol-chnam-thmay', 'Chôl Chnăm Thmây', true),
  ('2024-04-14', 'chol-chnam-thmay', 'Chôl Chnăm Thmây', true),
  ('2024-04-15', 'chol-chnam-thmay', 'Chôl Chnăm Thmây', true),
  ('2024-04-16', 'chol-chnam-thmay', 'Chôl Chnăm Thmây', true),
  ('2024-04-18', 'hung-kings', 'Giỗ Tổ Hùng Vương (10/3 âm lịch)', false),
  ('2024-04-29', 'moved', 'Nghỉ 30/4 và 1/5 (hoán đổi, làm bù 04/5)', false),
  ('2024-04-30', 'reunification', 'Ngày Chiến thắng 30/4', false),
  ('2024-05-01', 'labour', 'Ngày Quốc tế lao động 1/5', false),
  ('2024-09-02', 'national-day', 'Quốc khánh 2/9', false),
  ('2024-09-03', 'national-day', 'Quốc khánh (ngày liền kề)', false),
  ('2024-10-01', 'sene-dolta', 'Sene Đôlta', true),
  ('2024-10-02', 'sene-dolta', 'Sene Đôlta', true),
  ('2024-10-03', 'sene-dolta', 'Sene Đôlta', true),
  ('2024-11-15', 'ooc-om-boc', 'Óoc Om Bóc', true),
  ('2025-01-01', 'new-year', 'Tết Dương lịch', false),
  ('2025-01-27', 'tet', 'Tết Nguyên đán Ất Tỵ', false),
  ('2025-01-28', 'tet', 'Tết Nguyên đán Ất Tỵ', false),
  ('2025-01-29', 'tet', 'Tết Nguyên đán Ất Tỵ', false),
  ('2025-01-30', 'tet', 'Tết Nguyên đán Ất Tỵ', false),
  ('2025-01-31', 'tet', 'Tết Nguyên đán Ất Tỵ', false),
  ('2025-04-07', 'hung-kings', 'Giỗ Tổ Hùng Vương (10/3 âm lịch)', false),
  ('2025-04-14', 'chol-chnam-thmay', 'Chôl Chnăm Thmây', true),
  ('2025-04-15', 'chol-chnam-thmay', 'Chôl Chnăm Thmây', true),
  ('2025-04-16', 'chol-chnam-thmay', 'Chôl Chnăm Thmây', true),
  ('2025-04-30', 'reunification', 'Ngày Chiến thắng 30/4', false),
  ('2025-05-01', 'labour', 'Ngày Quốc tế lao động 1/5', false),
  ('2025-05-02', 'moved', 'Nghỉ 30/4 và 1/5 (hoán đổi, làm bù 26/4)', false),
  ('2025-09-01', 'national-day', 'Quốc khánh (ngày liền kề)', false),
  ('2025-09-02', 'national-day', 'Quốc khánh 2/9', false),
  ('2025-09-21', 'sene-dolta', 'Sene Đôlta', true),
  ('2025-09-22', 'sene-dolta', 'Sene Đôlta', true),
  ('2025-09-23', 'sene-dolta', 'Sene Đôlta', true),
  ('2025-11-05', 'ooc-om-boc', 'Óoc Om Bóc', true),
  ('2026-01-01', 'new-year', 'Tết Dương lịch', false),
  ('2026-01-02', 'moved', 'Nghỉ Tết Dương lịch (hoán đổi)', true),
  ('2026-02-16', 'tet', 'Tết Nguyên đán Bính Ngọ', false),
  ('2026-02-17', 'tet', 'Tết Nguyên đán Bính Ngọ', false),
  ('2026-02-18', 'tet', 'Tết Nguyên đán Bính Ngọ', false),
  ('2026-02-19', 'tet', 'Tết Nguyên đán Bính Ngọ', false),
  ('2026-02-20', 'tet', 'Tết Nguyên đán Bính Ngọ', false),
  ('2026-04-14', 'chol-chnam-thmay', 'Chôl Chnăm Thmây', true),
  ('2026-04-15', 'chol-chnam-thmay', 'Chôl Chnăm Thmây', true),
  ('2026-04-16', 'chol-chnam-thmay', 'Chôl Chnăm Thmây', true),
  ('2026-04-26', 'hung-kings', 'Giỗ Tổ Hùng Vương (10/3 âm lịch)', false),
  ('2026-04-27', 'moved', 'Nghỉ bù Giỗ Tổ Hùng Vương', false),
  ('2026-04-30', 'reunification', 'Ngày Chiến thắng 30/4', false),
  ('2026-05-01', 'labour', 'Ngày Quốc tế lao động 1/5', false),
  ('2026-08-31', 'moved', 'Nghỉ Quốc khánh (hoán đổi, làm bù 22/8)', true),
  ('2026-09-01', 'national-day', 'Quốc khánh (ngày liền kề)', false),
  ('2026-09-02', 'national-day', 'Quốc khánh 2/9', false),
  ('2026-10-09', 'sene-dolta', 'Sene Đôlta', true),
  ('2026-10-10', 'sene-dolta', 'Sene Đôlta', true),
  ('2026-10-11', 'sene-dolta', 'Sene Đôlta', true),
  ('2026-11-24', 'culture-day', 'Ngày Văn hoá Việt Nam; Óoc Om Bóc', true),
  ('2027-01-01', 'new-year', 'Tết Dương lịch', false),
  ('2027-02-05', 'tet', 'Tết Nguyên đán Đinh Mùi', true),
  ('2027-02-06', 'tet', 'Tết Nguyên đán Đinh Mùi', true),
  ('2027-02-07', 'tet', 'Tết Nguyên đán Đinh Mùi', true),
  ('2027-02-08', 'tet', 'Tết Nguyên đán Đinh Mùi', true),
  ('2027-02-09', 'tet', 'Tết Nguyên đán Đinh Mùi', true),
  ('2027-02-10', 'moved', 'Nghỉ bù Tết Nguyên đán', true),
  ('2027-02-11', 'moved', 'Nghỉ bù Tết Nguyên đán', true),
  ('2027-04-14', 'chol-chnam-thmay', 'Chôl Chnăm Thmây', true),
  ('2027-04-15', 'chol-chnam-thmay', 'Chôl Chnăm Thmây', true),
  ('2027-04-16', 'hung-kings', 'Giỗ Tổ Hùng Vương (10/3 âm lịch); Chôl Chnăm Thmây', false),
  ('2027-04-30', 'reunification', 'Ngày Chiến thắng 30/4', false),
  ('2027-05-01', 'labour', 'Ngày Quốc tế lao động 1/5', false),
  ('2027-05-03', 'moved', 'Nghỉ bù 1/5', false),
  ('2027-09-02', 'national-day', 'Quốc khánh 2/9', false),
  ('2027-09-03', 'national-day', 'Quốc khánh (ngày liền kề)', true),
  ('2027-09-29', 'sene-dolta', 'Sene Đôlta', true),
  ('2027-09-30', 'sene-dolta', 'Sene Đôlta', true),
  ('2027-10-01', 'sene-dolta', 'Sene Đôlta', true),
  ('2027-11-13', 'ooc-om-boc', 'Óoc Om Bóc', true),
  ('2027-11-24', 'culture-day', 'Ngày Văn hoá Việt Nam', true);

-- How reminders go. Days before a deadline; working days after it: the first, then every so many, at most so many times.
insert into setting values ('urging.rules', '{"before": [7, 3, 1], "first": 1, "every": 5, "most": 6, "unanswered": 3}');

-- What other rooms await of a unit by a day and keep themselves: a report for a period. They call down to set and end it.
create table urging_awaited (
  realm smallint not null,
  document_id uuid not null references document,
  unit_id uuid not null references unit,
  about text not null check (about <> ''),   -- the period key
  due_on date not null,
  set_at timestamptz not null,
  ended_at timestamptz,                       -- it came, or is awaited no more
  command_id uuid not null,
  primary key (realm, document_id, unit_id, about)
);
create index urging_awaited_by_unit on urging_awaited (unit_id) where ended_at is null;
create index urging_awaited_by_document on urging_awaited (document_id);
create trigger urging_awaited_audit_update after update on urging_awaited
  referencing old table as before_rows new table as after_rows
  for each statement execute function audit_update('realm', 'document_id', 'unit_id', 'about');

-- The log: every reminder, urging letter, and request for more time. What points where is looked at by fsck and not by
-- foreign keys, because a night writes a row for each unit and letter of the country.
create table urging (
  realm smallint not null,
  document_id uuid not null,
  unit_id uuid not null,                      -- who is urged, or asks for more time
  clause_ordinal smallint not null default 0, -- 0: the letter as a whole
  step text not null check (step in ('reminder', 'late', 'unopened', 'letter', 'extension-asked', 'extension-answered')),
  about text not null default '',             -- a report's period, the urging letter's id, the answer
  due_on date,
  nth smallint not null,                      -- which reminder, which request
  on_day date not null,
  by_unit_id uuid,                            -- on whose authority; null where the letter came on paper
  at timestamptz not null,
  account_id uuid,
  command_id uuid not null,
  primary key (realm, on_day, document_id, unit_id, clause_ordinal, step, about, nth)
);
create index urging_by_document on urging (document_id);
create trigger urging_append_only before update or delete or truncate on urging for each statement execute function refuse_change();

-- One courteous message a unit and day, whatever is due: the key stands against the second.
create table urging_message (
  on_day date not null,
  unit_id uuid not null,
  near integer not null,
  late integer not null,
  unopened integer not null,
  at timestamptz not null,
  command_id uuid not null,
  primary key (on_day, unit_id)
);
create index urging_message_by_unit on urging_message (unit_id, on_day);
create trigger urging_message_append_only before update or delete or truncate on urging_message
  for each statement execute function refuse_change();

-- Which units a letter that urges is for, and about which letter.
create table urging_letter (
  realm smallint not null references realm,
  letter_id uuid not null references document,
  unit_id uuid not null references unit,
  document_id uuid not null references document,
  by_unit_id uuid not null references unit,
  awaited text not null,                      -- in words, as the draft listed it
  at timestamptz not null,
  account_id uuid,
  command_id uuid not null,
  primary key (realm, letter_id, unit_id)
);
create index urging_letter_by_document on urging_letter (document_id);
create index urging_letter_by_letter on urging_letter (letter_id, unit_id);
create trigger urging_letter_append_only before update or delete or truncate on urging_letter
  for each statement execute function refuse_change();

-- The units at which the actor holds a role, without what lies below them.
create function own_units() returns setof uuid language sql stable rows 5 as
$$ select unnest(nullif(current_setting('app.roots', true), '')::uuid[]) $$;

-- By authority only: what the actor's units or units below them issued, what the actor's own units are named to follow,
-- and all that passes it on. Whoever stands above a recipient, or beside it, has no such right.
create function urging_documents() returns setof uuid language plpgsql stable security definer
  set search_path = public set plan_cache_mode = force_generic_plan set enable_seqscan = off rows 200 as
$$ declare
  below uuid[] := array(select visible_units());
  mine uuid[] := array(select own_units());
begin
  return query select distinct t.document_id from document_thread t where t.root_id = any(array(
    select document_id from outgoing where unit_id = any(below) and state = 'issued'
    union select document_id from document_follower where unit_id = any(mine)));
end $$;

-- What is awaited of whom, one line each, the only place where that is said: tasks with a date that are not done, letters
-- that nobody took into the register, reports. Never a standing task, never a letter that was given back, never of a unit
-- that stands above whoever sent the letter. `asked` is a request for more time without an answer.
create view urging_line with (security_invoker = true) as
  select t.realm, t.document_id, t.unit_id, t.clause_ordinal, 'task' as kind, '' as about, coalesce(t.own_due_on, t.due_on) as due_on,
    x.issuer_unit_id as by_unit_id, null::timestamptz as opened_at,
    exists (select from task_date_request r where r.answer is null and (r.realm, r.document_id, r.clause_ordinal, r.unit_id)
      = (t.realm, t.document_id, t.clause_ordinal, t.unit_id)) as asked
  from task t join document x on x.id = t.document_id
  where t.state <> 'done' and t.rhythm <> 'standing' and coalesce(t.own_due_on, t.due_on) is not null
    and not exists (select from delivery d where d.status = '02' and d.document_id = t.document_id and d.unit_id = t.unit_id)
    and not exists (select from unit_path p where p.descendant_id = x.issuer_unit_id and p.ancestor_id = t.unit_id and p.depth > 0
      and p.during @> (select app_as_of()))
  union all
  select d.realm, d.document_id, d.unit_id, 0::smallint, 'unopened', '', (d.sent_at at time zone 'Asia/Ho_Chi_Minh')::date, d.from_unit_id, d.opened_at, false
  from delivery d
  where d.status = '01' and d.kind = 'to'
    and not exists (select from unit_path p where p.descendant_id = d.from_unit_id and p.ancestor_id = d.unit_id and p.depth > 0
      and p.during @> (select app_as_of()))
  union all
  select a.realm, a.document_id, a.unit_id, 0::smallint, 'report', a.about, a.due_on, x.issuer_unit_id, null, false
  from urging_awaited a join document x on x.id = a.document_id
  where a.ended_at is null
    and not exists (select from delivery d where d.status = '02' and d.document_id = a.document_id and d.unit_id = a.unit_id)
    and not exists (select from unit_path p where p.descendant_id = x.issuer_unit_id and p.ancestor_id = a.unit_id and p.depth > 0
      and p.during @> (select app_as_of()));

-- Requests for more time stand in the log in the transaction of whoever asks or answers, by whatever door.
create function log_extension() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  insert into urging (realm, document_id, unit_id, clause_ordinal, step, about, due_on, nth, on_day, by_unit_id, at, account_id, command_id)
  select n.realm, n.document_id, n.unit_id, n.clause_ordinal,
    case when n.answer is null then 'extension-asked' else 'extension-answered' end, coalesce(n.answer, ''), n.proposed_on, n.ordinal,
    coalesce(app_as_of(), (app_now() at time zone 'Asia/Ho_Chi_Minh')::date), d.from_unit_id, app_now(), app_account(), coalesce(app_command(), n.command_id)
  from new_rows n left join delivery d on d.document_id = n.document_id and d.unit_id = n.unit_id
  on conflict do nothing;
  return null;
end $$;
create trigger task_date_request_logged after insert on task_date_request
  referencing new table as new_rows for each statement execute function log_extension();
create trigger task_date_request_answer_logged after update on task_date_request
  referencing new table as new_rows for each statement execute function log_extension();

-- A letter that urges stands in the log once it is issued, for the units that it was really sent to.
create function log_urging_letter() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  insert into urging (realm, document_id, unit_id, step, about, nth, on_day, by_unit_id, at, account_id, command_id)
  select l.realm, l.document_id, l.unit_id, 'letter', l.letter_id::text, 1, (n.sent_at at time zone 'Asia/Ho_Chi_Minh')::date, l.by_unit_id, n.sent_at,
    app_account(), coalesce(app_command(), l.command_id)
  from new_rows n join urging_letter l on l.letter_id = n.document_id and l.unit_id = n.unit_id
  on conflict do nothing;
  return null;
end $$;
create trigger delivery_urging_logged after insert on delivery
  referencing new table as new_rows for each statement execute function log_urging_letter();

-- Mail for the notices of a command that no person gave: the night's work writes to everybody at the unit.
create or replace function queue_mail(from_ordinal integer) returns integer language plpgsql security definer set search_path = public as
$$ declare
  queued integer;
begin
  if not coalesce((select value = 'true'::jsonb from setting where key = 'mail.enabled'), false) then return 0; end if;
  insert into mail (realm, command_id, ordinal, to_address, language, kind, parameters, link, at)
  select n.realm, n.command_id,
    (row_number() over (order by n.ordinal, a.id))::integer - 1
      + (select count(*)::integer from mail where realm = app_realm() and command_id = app_command()),
    a.email, a.language, n.kind, n.parameters, n.link, n.at
  from notice n join account a on a.disabled_at is null and a.wants_mail and not a.demonstration and a.id is distinct from app_account()
    and (a.person_id = n.person_id
      or exists (select from role_grant g where g.account_id = a.id and g.unit_id = n.unit_id and g.during @> app_as_of()))
  where n.realm = app_realm() and n.command_id = app_command() and n.ordinal >= from_ordinal;
  get diagnostics queued = row_count;
  return queued;
end $$;

-- An administrator of a provincial body keeps the calendar and the rules for everybody; one of a commune does not.
create function keeps_calendar() returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from role_grant g join unit u on u.id = g.unit_id join area a on a.id = u.area_id
     where g.account_id = app_account() and g.role = 'admin' and g.during @> app_as_of() and a.level = 'province') $$;

alter table quiet_day enable row level security;
create policy quiet_day_read on quiet_day for select to chido_app using ((select app_account()) is not null);
create policy quiet_day_keep on quiet_day to chido_app using ((select keeps_calendar())) with check ((select keeps_calendar()));
alter table urging_awaited enable row level security;
create policy urging_awaited_in_scope on urging_awaited to chido_app
  using (unit_id in (select visible_units()) or document_id in (select my_threads()))
  with check (unit_id in (select visible_units()) or document_id in (select my_threads()));
alter table urging enable row level security;
create policy urging_by_authority on urging for select to chido_app
  using (unit_id in (select own_units()) or document_id in (select urging_documents()));
alter table urging_message enable row level security;
create policy urging_message_own on urging_message for select to chido_app using (unit_id in (select own_units()));
alter table urging_letter enable row level security;
create policy urging_letter_by_authority on urging_letter to chido_app
  using (by_unit_id in (select visible_units()) or document_id in (select urging_documents()))
  with check (by_unit_id in (select own_units()) and document_id in (select urging_documents()));

grant select, insert, update, delete on quiet_day to chido_app;
grant select, insert on urging_awaited, urging_letter to chido_app;
grant update (due_on, ended_at, command_id) on urging_awaited to chido_app;
grant select on urging, urging_message, urging_line to chido_app;
