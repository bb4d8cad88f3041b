-- spending: what a fund is set aside for, the vouchers by which money leaves, who checks them, payment runs, and what the bank
-- has carried out. Nothing is paid twice: one live place in a run, one payment and one line of a statement for each voucher.

-- Viện trợ nước ngoài: its approval and terms bind what is paid from it.
create table aid_agreement (
  realm smallint not null references realm,
  id uuid not null unique,
  unit_id uuid not null,
  fund_id uuid not null,
  donor text not null check (donor = btrim(donor) and donor <> '' and length(donor) <= 200),
  approval_number text not null check (approval_number = btrim(approval_number) and approval_number <> ''),
  approved_on date not null,
  authority text not null check (authority = btrim(authority) and authority <> ''),
  terms text not null check (terms = btrim(terms) and terms <> '' and length(terms) <= 2000),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  foreign_amount numeric(16, 2) not null check (foreign_amount > 0),
  booked bigint not null check (booked > 0),  -- đồng of the books; vouchers that name it never exceed it
  report_days date[] not null default '{}',
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  command_id uuid not null,
  primary key (realm, id),
  foreign key (fund_id, unit_id) references fund (id, unit_id)
);
create table aid_report (
  realm smallint not null,
  agreement_id uuid not null,
  unit_id uuid not null references unit,
  due_on date not null,
  reported_on date not null,
  evidence text not null check (evidence = btrim(evidence) and evidence <> '' and length(evidence) <= 500),
  recorded_by uuid not null,
  command_id uuid not null,
  primary key (realm, agreement_id, due_on),
  foreign key (realm, agreement_id) references aid_agreement (realm, id)
);

-- Quyết định phân bổ: a decision and its shares. It moves no money; it says what the fund's money is for.
create table allocation (
  realm smallint not null references realm,
  id uuid not null unique,
  unit_id uuid not null,
  fund_id uuid not null,
  document text not null check (document = btrim(document) and document <> '' and length(document) <= 100),
  decided_on date not null,
  purpose text not null check (purpose = btrim(purpose) and purpose <> '' and length(purpose) <= 500),
  amount bigint not null check (amount > 0),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  command_id uuid not null,
  primary key (realm, id),
  unique (realm, id, unit_id, fund_id),
  foreign key (fund_id, unit_id) references fund (id, unit_id)
);
create index allocation_by_fund on allocation (fund_id, decided_on);
create table allocation_share (
  realm smallint not null,
  allocation_id uuid not null,
  ordinal smallint not null check (ordinal > 0),
  to_unit_id uuid references unit,
  programme text check (programme = btrim(programme) and programme <> '' and length(programme) <= 200),
  weight numeric(20, 3) check (weight > 0),
  amount bigint not null check (amount >= 0),
  primary key (realm, allocation_id, ordinal),
  foreign key (realm, allocation_id) references allocation (realm, id),
  check (num_nonnulls(to_unit_id, programme) >= 1)
);
create table allocation_end (
  realm smallint not null,
  allocation_id uuid not null,
  unit_id uuid not null references unit,
  why text not null check (why = btrim(why) and length(why) between 10 and 500),
  ended_by uuid not null,
  ended_at timestamptz not null,
  command_id uuid not null,
  primary key (realm, allocation_id),
  foreign key (realm, allocation_id) references allocation (realm, id)
);
create function prove_shares() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if exists (select from (select distinct realm, allocation_id from written) w join allocation a on a.realm = w.realm and a.id = w.allocation_id
             where a.amount <> (select sum(s.amount) from allocation_share s where s.realm = a.realm and s.allocation_id = a.id)) then
    raise exception 'the shares are not the sum that was allocated' using errcode = '23514';
  end if;
  return null;
end $$;
create trigger allocation_share_proved after insert on allocation_share
  referencing new table as written for each statement execute function prove_shares();

-- Up to which amount a role may approve at a unit of this level. Null: any amount. The figures are settings; none is confirmed [U].
create table approval_limit (
  realm smallint not null references realm, -- 0: where a province has set none
  level text not null check (level in ('province', 'district', 'commune', 'hamlet')),
  role text not null check (role in ('leader', 'officer', 'accountant')),
  up_to bigint check (up_to >= 0),
  confirmed boolean not null default false,
  changed_by uuid,
  changed_at timestamptz,
  primary key (realm, level, role)
);
insert into approval_limit (realm, level, role, up_to) values
  (0, 'province', 'leader', null), (0, 'district', 'leader', 500000000), (0, 'commune', 'leader', 100000000), (0, 'hamlet', 'leader', 0),
  (0, 'province', 'accountant', 100000000), (0, 'district', 'accountant', 50000000), (0, 'commune', 'accountant', 50000000),
  (0, 'province', 'officer', 0), (0, 'district', 'officer', 0), (0, 'commune', 'officer', 0);
-- Who checks what a unit spends when it has nobody else: the Front of the commune, its accountant, the province. Set from above.
create table unit_checker (
  realm smallint not null references realm,
  id uuid not null,
  unit_id uuid not null references unit,
  checker_id uuid not null references unit check (checker_id <> unit_id),
  role text not null check (role in ('leader', 'accountant')),
  during daterange not null,
  set_by uuid not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  command_id uuid not null,
  primary key (realm, id),
  exclude using gist (unit_id with =, checker_id with =, role with =, during with &&)
);
create index unit_checker_by_checker on unit_checker (checker_id);

create table spending_series (
  unit_id uuid not null references unit,
  kind text not null check (kind in ('voucher', 'run')),
  year smallint not null,
  last_number integer not null check (last_number >= 0),
  primary key (unit_id, kind, year)
);

-- Chứng từ chi: a paper by which money leaves, on its way.
create table voucher (
  realm smallint not null references realm,
  id uuid not null unique,
  unit_id uuid not null,
  fund_id uuid not null,
  year smallint not null,
  number integer not null check (number > 0),
  kind text not null check (kind in ('bank', 'cash')),
  code text not null check (code ~ '^[2-9A-Z]{8}$'), -- in the memo of the transfer: by it the bank's line is recognised
  allocation_id uuid,
  share smallint,
  programme text not null default '' check (length(programme) <= 200),
  agreement_id uuid,
  expense text not null check (expense in ('aid', 'running', 'goods-bought', 'advance')),
  amount bigint not null check (amount > 0),
  reason text not null check (reason = btrim(reason) and reason <> '' and length(reason) <= 500),
  day date not null,
  state text not null check (state in ('draft', 'submitted', 'returned', 'refused', 'approved', 'in-run', 'paid', 'failed', 'reversed')),
  written_by uuid not null,
  submitted_by uuid,
  submitted_at timestamptz,
  approved_by uuid,
  approved_at timestamptz,
  changed_by uuid not null,
  changed_at timestamptz not null,
  version integer not null default 1,
  command_id uuid not null,
  primary key (realm, id),
  unique (realm, id, unit_id),
  unique (unit_id, year, number),
  unique (unit_id, code),
  foreign key (fund_id, unit_id) references fund (id, unit_id),
  foreign key (realm, allocation_id, unit_id, fund_id) references allocation (realm, id, unit_id, fund_id),
  foreign key (realm, allocation_id, share) references allocation_share (realm, allocation_id, ordinal),
  foreign key (realm, agreement_id) references aid_agreement (realm, id),
  check ((allocation_id is null) = (share is null)),
  check ((approved_by is not null) = (state in ('approved', 'in-run', 'paid', 'failed', 'reversed')))
);
create index voucher_by_unit on voucher (unit_id, day desc);
create index voucher_submitted on voucher (unit_id) where state = 'submitted';
create index voucher_by_share on voucher (realm, allocation_id, share) where allocation_id is not null;
create index voucher_by_agreement on voucher (realm, agreement_id) where agreement_id is not null;
-- Who is paid: the only place where people and their accounts are named; erasable once nothing waits for it.
create table voucher_payee (
  realm smallint not null,
  voucher_id uuid not null,
  unit_id uuid not null,
  name text check (name = btrim(name) and name <> '' and length(name) <= 200),
  bank_bin text check (bank_bin ~ '^[0-9]{6}$'),
  number text check (number ~ '^[0-9A-Z]{4,24}$'),
  erased_at timestamptz,
  erased_by uuid,
  erased_why text check (erased_why <> ''),
  primary key (realm, voucher_id),
  foreign key (realm, voucher_id, unit_id) references voucher (realm, id, unit_id),
  check ((erased_at is null) = (name is not null)),
  check ((bank_bin is null) = (number is null)),
  check (erased_at is null or (number is null and erased_by is not null and erased_why is not null))
);
create table voucher_step (
  realm smallint not null,
  voucher_id uuid not null,
  ordinal smallint not null check (ordinal > 0),
  unit_id uuid not null,
  step text not null check (step in ('written', 'edited', 'submitted', 'returned', 'refused', 'approved', 'in-run', 'paid', 'failed', 'reversed')),
  account_id uuid not null,
  account_name text not null,
  for_unit_id uuid not null references unit, -- for whom the person acted: another unit's where a checker comes from outside
  why text not null default '' check (length(why) <= 500),
  at timestamptz not null,
  command_id uuid not null,
  primary key (realm, voucher_id, ordinal),
  foreign key (realm, voucher_id, unit_id) references voucher (realm, id, unit_id)
);
create index voucher_step_by_account on voucher_step (account_id, voucher_id);

-- Đợt chi: vouchers of one account, given to the bank in one file.
create table payment_run (
  realm smallint not null references realm,
  id uuid not null unique,
  unit_id uuid not null,
  money_account_id uuid not null,
  year smallint not null,
  number integer not null check (number > 0),
  made_on date not null,
  made_by uuid not null,
  made_at timestamptz not null,
  command_id uuid not null,
  primary key (realm, id),
  unique (realm, id, unit_id),
  unique (unit_id, year, number),
  foreign key (money_account_id, unit_id) references money_account (id, unit_id)
);
create table payment_run_line (
  realm smallint not null,
  run_id uuid not null,
  ordinal integer not null check (ordinal > 0),
  unit_id uuid not null,
  voucher_id uuid not null,
  amount bigint not null check (amount > 0),
  failed_at timestamptz,
  failed_by uuid,
  failed_why text check (failed_why <> ''),
  primary key (realm, run_id, ordinal),
  foreign key (realm, run_id, unit_id) references payment_run (realm, id, unit_id),
  foreign key (realm, voucher_id, unit_id) references voucher (realm, id, unit_id),
  check ((failed_at is null) = (failed_why is null))
);
create unique index payment_run_line_live on payment_run_line (realm, voucher_id) where failed_at is null;

-- A voucher is paid once and never again: what comes back reverses it, and whoever is owed again gets a new voucher.
create table payment (
  realm smallint not null,
  voucher_id uuid not null,
  unit_id uuid not null,
  fund_id uuid not null references fund,
  amount bigint not null check (amount > 0),
  day date not null,
  how text not null check (how in ('statement', 'hand', 'cash')),
  money_account_id uuid not null,
  entry_id uuid not null,
  evidence text not null default '' check (length(evidence) <= 500),
  paid_by uuid not null,
  recorded_at timestamptz not null,
  command_id uuid not null,
  primary key (realm, voucher_id),
  unique (realm, entry_id),
  foreign key (realm, voucher_id, unit_id) references voucher (realm, id, unit_id),
  foreign key (realm, entry_id) references entry (realm, id),
  foreign key (money_account_id, unit_id) references money_account (id, unit_id),
  check (how = 'statement' or evidence <> '')
);
create index payment_by_fund on payment (fund_id, day);
-- The line of a statement that carried the payment out. One line pays one voucher; a reversal lets it go.
create table payment_line (
  realm smallint not null,
  voucher_id uuid not null,
  unit_id uuid not null,
  line_id uuid not null,
  entry_id uuid not null,                 -- unclear − / payable +; what was posted by hand before was reversed with it
  released_at timestamptz,
  recorded_at timestamptz not null,
  command_id uuid not null,
  primary key (realm, voucher_id),
  foreign key (realm, voucher_id) references payment (realm, voucher_id),
  foreign key (realm, line_id) references statement_line (realm, id),
  foreign key (realm, entry_id) references entry (realm, id)
);
create unique index payment_line_live on payment_line (realm, line_id) where released_at is null;
-- A line that bears a voucher's code and does not fit it: somebody should look before anything is believed.
create table payment_doubt (
  realm smallint not null,
  line_id uuid not null,
  voucher_id uuid not null,
  unit_id uuid not null,
  kind text not null check (kind in ('amount', 'paid-before', 'not-in-run', 'other-account')),
  amount bigint not null,
  day date not null,
  command_id uuid not null,
  primary key (realm, line_id),
  foreign key (realm, voucher_id, unit_id) references voucher (realm, id, unit_id)
);
create index payment_doubt_by_unit on payment_doubt (unit_id);

-- Who may approve which voucher: one of them, or all that are submitted in these units, as a set. Own people within their limit and
-- who was designated from above; where there is nobody, the leader of the nearest superior whose limit reaches, else of the
-- highest: never nobody. And nobody who wrote, changed or submitted it, through whichever account of the person.
create function checkers_of(p_voucher uuid, p_units uuid[]) returns table (voucher_id uuid, account_id uuid) language sql stable
  security definer set search_path = public rows 100 as
$$ with today as (select (app_now() at time zone 'Asia/Ho_Chi_Minh')::date as day),
    asked as materialized (
      select v.id, v.realm, v.unit_id, v.amount from voucher v where v.id = p_voucher
      union all select v.id, v.realm, v.unit_id, v.amount from voucher v where p_voucher is null and v.state = 'submitted' and v.unit_id = any(p_units)),
    maker as materialized (
      select distinct s.voucher_id, s.account_id, a.person_id from asked v
        join voucher_step s on s.realm = v.realm and s.voucher_id = v.id and s.step in ('written', 'edited', 'submitted')
        join account a on a.id = s.account_id),
    place as (select distinct realm, unit_id from asked),
    -- Where a checker can sit: depth 0 beside the unit, else that many steps above it.
    chair as (
      select p.realm, p.unit_id, p.unit_id as at_id, r as role, 0 as depth, true as kin from place p cross join unnest(array['leader', 'officer']) r
      union select p.realm, p.unit_id, c.checker_id, c.role, 0, true from place p join unit_checker c on c.unit_id = p.unit_id, today t where c.during @> t.day
      union select p.realm, p.unit_id, x.ancestor_id, 'leader', x.depth, u.kind = o.kind
        from place p join unit_path x on x.descendant_id = p.unit_id and x.depth > 0 join unit u on u.id = x.ancestor_id
          join unit o on o.id = p.unit_id, today t where x.during @> t.day),
    seat as materialized (
      select c.unit_id, c.depth, c.kin, g.account_id, a.person_id, l.up_to, l.level is not null as limited
      from chair c cross join today t join role_grant g on g.unit_id = c.at_id and g.role = c.role and g.during @> t.day
        join account a on a.id = g.account_id and a.disabled_at is null join unit u on u.id = c.at_id join area on area.id = u.area_id
        left join lateral (select x.level, x.up_to from approval_limit x where x.level = area.level and x.role = c.role and x.realm in (0, c.realm)
          order by x.realm desc limit 1) l on true),
    fit as (
      select v.id, s.account_id, s.depth, s.kin, s.limited and (s.up_to is null or s.up_to >= v.amount) as reaches
      from asked v join seat s on s.unit_id = v.unit_id
      where not exists (select from maker m where m.voucher_id = v.id and (m.account_id = s.account_id or m.person_id = s.person_id))),
    ranked as (
      select id, account_id, rank() over (partition by id order by not reaches, depth > 0, not kin, case when reaches then depth else -depth end) as at
      from fit where reaches or depth > 0)
  select distinct id, account_id from ranked where at = 1 $$;
create function voucher_checkers(p_voucher uuid) returns setof uuid language sql stable security definer set search_path = public rows 5 as
$$ select account_id from checkers_of(p_voucher, null) $$;
revoke all on function checkers_of(uuid, uuid[]), voucher_checkers(uuid) from public;
-- What waits for the actor, among the vouchers of units for which the actor can stand in any of these ways.
create function vouchers_to_check() returns setof uuid language plpgsql stable security definer set search_path = public rows 20 as
$$ declare v_mine uuid[] := array(select units_held('{leader,officer,accountant}')); v_day date := (app_now() at time zone 'Asia/Ho_Chi_Minh')::date;
begin
  if cardinality(v_mine) = 0 then return; end if;
  return query select c.voucher_id from checkers_of(null, array(
      select descendant_id from unit_path where ancestor_id = any(v_mine) and during @> v_day
      union select unit_id from unit_checker where checker_id = any(v_mine) and during @> v_day)) c
    where c.account_id = app_account();
end $$;
-- What waits for the actor, and what the actor decided about: a checker from another unit reads these and nothing else there.
create function my_vouchers() returns setof uuid language sql stable security definer set search_path = public rows 50 as
$$ select vouchers_to_check() union
   select voucher_id from voucher_step where account_id = app_account() and for_unit_id <> unit_id $$;
revoke all on function vouchers_to_check(), my_vouchers() from public;
grant execute on function vouchers_to_check(), my_vouchers() to chido_app;

-- The last line of defence: what may follow what, what stays as it was submitted, and who approves.
create function guard_voucher() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if (new.realm, new.id, new.unit_id, new.year, new.number, new.code, new.written_by, new.command_id)
      is distinct from (old.realm, old.id, old.unit_id, old.year, old.number, old.code, old.written_by, old.command_id)
    or old.state not in ('draft', 'returned') and
      (new.fund_id, new.kind, new.allocation_id, new.share, new.programme, new.agreement_id, new.expense, new.amount, new.reason, new.day)
      is distinct from (old.fund_id, old.kind, old.allocation_id, old.share, old.programme, old.agreement_id, old.expense, old.amount, old.reason, old.day) then
    raise exception 'a voucher stays as it was submitted' using errcode = '23001';
  end if;
  if new.state <> old.state then
    if old.state || ' ' || new.state not in ('draft submitted', 'returned submitted', 'submitted approved', 'submitted returned', 'submitted refused',
        'approved in-run', 'failed in-run', 'in-run failed', 'approved paid', 'in-run paid', 'failed paid', 'approved reversed', 'failed reversed', 'paid reversed') then
      raise exception 'a voucher does not go from % to %', old.state, new.state using errcode = '23001';
    end if;
    if new.state = 'approved' and (new.approved_by is distinct from app_account() or new.approved_by not in (select voucher_checkers(new.id))) then
      raise exception 'another person approves' using errcode = '23001';
    end if;
    if new.state = 'paid' and not exists (select from payment p where p.realm = new.realm and p.voucher_id = new.id) then
      raise exception 'a voucher is paid by a payment' using errcode = '23001';
    end if;
  end if;
  return new;
end $$;
create trigger voucher_guarded before update on voucher for each row execute function guard_voucher();
create trigger voucher_stays before delete or truncate on voucher for each statement execute function refuse_change();
create trigger voucher_audit_update after update on voucher
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('realm', 'id');
create function guard_payee() returns trigger language plpgsql security definer set search_path = public as
$$ begin
  if old.erased_at is not null or (new.erased_at is null
      and (select state from voucher where realm = old.realm and id = old.voucher_id) not in ('draft', 'returned')) then
    raise exception 'who is paid stays as it was submitted' using errcode = '23001';
  end if;
  return new;
end $$;
create trigger voucher_payee_guarded before update on voucher_payee for each row execute function guard_payee();
create trigger voucher_payee_stays before delete or truncate on voucher_payee for each statement execute function refuse_change();
-- Of a run only that a line failed is ever added; of a payment's line only that it was let go.
create function guard_run_line() returns trigger language plpgsql as
$$ begin
  if old.failed_at is not null or new.failed_at is null or (new.realm, new.run_id, new.ordinal, new.unit_id, new.voucher_id, new.amount)
      is distinct from (old.realm, old.run_id, old.ordinal, old.unit_id, old.voucher_id, old.amount) then
    raise exception 'a payment run is written once' using errcode = '23001';
  end if;
  return new;
end $$;
create trigger payment_run_line_guarded before update on payment_run_line for each row execute function guard_run_line();
create function guard_payment_line() returns trigger language plpgsql as
$$ begin
  if old.released_at is not null or new.released_at is null or (new.realm, new.voucher_id, new.unit_id, new.line_id, new.entry_id)
      is distinct from (old.realm, old.voucher_id, old.unit_id, old.line_id, old.entry_id) then
    raise exception 'the line of a payment is let go once and never changed' using errcode = '23001';
  end if;
  return new;
end $$;
create trigger payment_line_guarded before update on payment_line for each row execute function guard_payment_line();
create trigger approval_limit_audit_update after update on approval_limit
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('realm', 'level', 'role');
create trigger unit_checker_audit_update after update on unit_checker
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('realm', 'id');

do $$ declare t text;
begin
  foreach t in array array['aid_agreement', 'aid_report', 'allocation', 'allocation_share', 'allocation_end', 'voucher_step', 'payment_run', 'payment', 'payment_doubt'] loop
    execute format('create trigger %I before update or delete or truncate on %I for each statement execute function refuse_change()', t || '_append_only', t);
  end loop;
  foreach t in array array['payment_run_line', 'payment_line'] loop
    execute format('create trigger %I before delete or truncate on %I for each statement execute function refuse_change()', t || '_stays', t);
  end loop;
  foreach t in array array['aid_agreement', 'aid_report', 'allocation', 'allocation_end', 'voucher', 'voucher_step', 'payment_run', 'payment_run_line', 'payment',
      'payment_line', 'payment_doubt'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy %I on %I for select to chido_app using (unit_id in (select visible_units()))', t || '_read', t);
    execute format('create policy %I on %I for insert to chido_app with check (unit_id in (select own_units()))', t || '_write', t);
    execute format('grant select, insert on %I to chido_app', t);
  end loop;
  foreach t in array array['voucher', 'payment_run_line', 'payment_line'] loop
    execute format('create policy %I on %I for update to chido_app using (unit_id in (select own_units()))', t || '_change', t);
  end loop;
end $$;
-- Named so that they are asked after the policies of the unit: whoever sees the unit is not asked what waits for them.
create policy voucher_seen_by_checker on voucher for select to chido_app using (id in (select my_vouchers()));
create policy voucher_step_seen_by_checker on voucher_step for select to chido_app using (voucher_id in (select my_vouchers()));
create policy file_use_of_voucher on file_use for select to chido_app using (owner_kind = 'voucher' and owner_id in (select my_vouchers()));
grant update (fund_id, kind, allocation_id, share, programme, agreement_id, expense, amount, reason, day, state, submitted_by, submitted_at, approved_by,
  approved_at, changed_by, changed_at, version) on voucher to chido_app;
grant update (failed_at, failed_by, failed_why) on payment_run_line to chido_app;
grant update (released_at) on payment_line to chido_app;
alter table allocation_share enable row level security;
create policy allocation_share_read on allocation_share for select to chido_app using (allocation_id in (select id from allocation));
create policy allocation_share_write on allocation_share for insert to chido_app
  with check (allocation_id in (select id from allocation where unit_id in (select own_units())));
grant select, insert on allocation_share to chido_app;
-- Who is paid is known to those who keep the unit's money and to whoever checks, and to nobody above.
alter table voucher_payee enable row level security;
create policy voucher_payee_read on voucher_payee for select to chido_app
  using (unit_id in (select units_held('{accountant,cashier,leader}')) or voucher_id in (select my_vouchers()));
create policy voucher_payee_write on voucher_payee for insert to chido_app with check (unit_id in (select units_held('{accountant}')));
create policy voucher_payee_change on voucher_payee for update to chido_app using (unit_id in (select units_held('{accountant}')));
grant select, insert, update (name, bank_bin, number) on voucher_payee to chido_app;
alter table spending_series enable row level security;
create policy spending_series_own on spending_series to chido_app using (unit_id in (select own_units())) with check (unit_id in (select own_units()));
grant select, insert, update on spending_series to chido_app;
alter table approval_limit enable row level security;
create policy approval_limit_read on approval_limit for select to chido_app using ((select app_account()) is not null);
create policy approval_limit_write on approval_limit for insert to chido_app
  with check (realm = (select app_realm()) and exists (select units_held('{admin}')));
create policy approval_limit_change on approval_limit for update to chido_app
  using (realm = (select app_realm()) and exists (select units_held('{admin}')));
grant select, insert, update (up_to, confirmed, changed_by, changed_at) on approval_limit to chido_app;
-- Designated from above: by whoever leads a superior, or by the administrator of a unit that has none.
alter table unit_checker enable row level security;
create policy unit_checker_read on unit_checker for select to chido_app
  using (unit_id in (select visible_units()) or checker_id in (select own_units()));
create policy unit_checker_write on unit_checker for insert to chido_app
  with check ((unit_id in (select subtree_held('{leader}')) and unit_id not in (select units_held('{leader,accountant,cashier}')))
    or unit_id in (select administered_units()));
create policy unit_checker_change on unit_checker for update to chido_app
  using ((unit_id in (select subtree_held('{leader}')) and unit_id not in (select units_held('{leader,accountant,cashier}')))
    or unit_id in (select administered_units()));
grant select, insert, update (during, changed_by, changed_at) on unit_checker to chido_app;

-- Erases who was paid once nothing waits for it, and the salt of the payment's leaf with it, so that nothing links the two any more.
create function erase_payee(p_voucher uuid, p_why text) returns integer language plpgsql security definer set search_path = public as
$$ declare v_count integer;
begin
  update voucher_payee e set name = null, bank_bin = null, number = null, erased_at = app_now(), erased_by = app_account(), erased_why = p_why
    from voucher v where v.realm = e.realm and v.id = e.voucher_id and e.voucher_id = p_voucher and v.state in ('paid', 'reversed', 'refused')
      and e.erased_at is null and e.unit_id in (select units_held('{accountant}'));
  get diagnostics v_count = row_count;
  if v_count > 0 then
    update leaf set salt = null where realm = app_realm() and subject_id = p_voucher and salt is not null;
  end if;
  return v_count;
end $$;
-- Two of the five public numbers of a campaign, read by whoever has no account. Null while nothing was ever allocated, or paid.
create function campaign_spent(p_code text) returns jsonb language sql stable security definer set search_path = public as
$$ select jsonb_build_object(
    'allocated', (select case when count(*) > 0 then jsonb_build_object('on', max(a.decided_on), 'amount', coalesce(sum(a.amount)
        filter (where not exists (select from allocation_end e where e.realm = a.realm and e.allocation_id = a.id)), 0)::text) end
      from allocation a where a.fund_id = c.fund_id),
    'disbursed', (select case when count(*) > 0 then jsonb_build_object('on', max(p.day), 'amount', coalesce(sum(p.amount)
        filter (where v.state = 'paid'), 0)::text) end
      from payment p join voucher v on v.realm = p.realm and v.id = p.voucher_id where p.fund_id = c.fund_id))
  from campaign c where c.code = p_code and c.state <> 'draft' $$;
revoke all on function erase_payee(uuid, text), campaign_spent(text) from public;
grant execute on function erase_payee(uuid, text), campaign_spent(text) to chido_app;
