-- gifts: what people give, by hand, as a promise, as things, as work, and straight from hand to hand. Money is in `gift` and in
-- the books; all else stands beside the books and never in them.

-- Who gave, received or saw: the only place where people are named, kept for a purpose and erasable. Nothing else repeats it.
create table gift_person (
  realm smallint not null references realm,
  subject_id uuid not null,               -- the gift, promise or help that it is about
  part text not null check (part in ('giver', 'receiver', 'witness')),
  unit_id uuid not null references unit,
  purpose text not null check (purpose in ('receipt', 'pledge', 'thanks', 'direct-help')),
  name text check (name = btrim(name) and name <> '' and length(name) <= 200),
  contact text check (contact = btrim(contact) and contact <> '' and length(contact) <= 200),
  recorded_at timestamptz not null,
  command_id uuid not null,
  erased_at timestamptz,
  erased_by uuid,
  erased_why text check (erased_why <> ''),
  primary key (realm, subject_id, part),
  check (erased_at is null or (name is null and contact is null and erased_by is not null and erased_why is not null))
);

-- Phiếu thu: numbers of receipts, per unit and year, locked until the command ends: no gaps and no doubles.
create table receipt_series (
  unit_id uuid not null references unit,
  year smallint not null,
  last_number integer not null check (last_number >= 0),
  primary key (unit_id, year)
);
create table cash_gift (
  realm smallint not null,
  gift_id uuid not null,
  unit_id uuid not null,
  entry_id uuid not null,
  money_account_id uuid not null,
  receipt_year smallint not null,
  receipt_number integer not null check (receipt_number > 0),
  token text not null unique check (length(token) = 22), -- 128 random bits: whoever holds it may read the receipt
  named boolean not null,                 -- may the name be shown to everyone
  currency text check (currency ~ '^[A-Z]{3}$' and currency <> 'VND'),
  foreign_amount numeric(16, 2) check (foreign_amount > 0),
  note text not null default '' check (length(note) <= 500),
  recorded_by uuid not null,
  command_id uuid not null,
  primary key (realm, gift_id),
  unique (unit_id, receipt_year, receipt_number),
  foreign key (realm, gift_id) references gift (realm, id),
  foreign key (realm, entry_id) references entry (realm, id),
  foreign key (money_account_id, unit_id) references money_account (id, unit_id),
  check ((currency is null) = (foreign_amount is null))
);
create index cash_gift_by_unit on cash_gift (unit_id, receipt_year desc, receipt_number desc);

-- Hứa ủng hộ. Never money received: it counts as pledged and as nothing else. Its code is what the memo of the transfer bears.
create table pledge (
  realm smallint not null references realm,
  id uuid not null,
  unit_id uuid not null,
  fund_id uuid not null,
  code text not null check (code ~ '^[2-9A-Z]{8}$'),
  amount bigint check (amount > 0),
  goods text check (goods = btrim(goods) and goods <> '' and length(goods) <= 500),
  named boolean not null,
  pledged_on date not null,
  recorded_at timestamptz not null,
  command_id uuid not null,
  primary key (realm, id),
  unique (fund_id, code),
  foreign key (fund_id, unit_id) references fund (id, unit_id),
  check ((amount is null) <> (goods is null))
);
create index pledge_by_unit on pledge (unit_id, pledged_on desc);
create index pledge_by_time on pledge (fund_id, recorded_at);

-- Hiện vật, công sức, hiểu biết: recorded at the desk, beside the books.
create table in_kind_gift (
  realm smallint not null references realm,
  id uuid not null,
  unit_id uuid not null,
  fund_id uuid not null,
  kind text not null check (kind in ('goods', 'labour', 'knowledge')),
  what text not null check (what = btrim(what) and what <> '' and length(what) <= 500),
  quantity numeric(14, 3) not null check (quantity > 0),
  measure text not null check (measure = btrim(measure) and measure <> '' and length(measure) <= 40),
  condition text check (condition in ('new', 'good', 'worn')),
  named boolean not null,
  received_on date not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  command_id uuid not null,
  primary key (realm, id),
  foreign key (fund_id, unit_id) references fund (id, unit_id),
  check ((kind = 'goods') = (condition is not null)),
  check (kind = 'goods' or measure = 'giờ')
);
create index in_kind_gift_by_unit on in_kind_gift (unit_id, received_on desc);
-- Trao trực tiếp: the giver hands over to the receiver; the society was there or was told, and held nothing.
create table direct_help (
  realm smallint not null references realm,
  id uuid not null,
  unit_id uuid not null,
  fund_id uuid not null,
  what text not null check (what = btrim(what) and what <> '' and length(what) <= 500),
  value bigint not null check (value > 0),
  value_basis text not null check (value_basis = btrim(value_basis) and value_basis <> '' and length(value_basis) <= 300),
  evidence text not null check (evidence = btrim(evidence) and evidence <> '' and length(evidence) <= 500),
  place text not null check (place = btrim(place) and place <> '' and length(place) <= 200),
  happened_on date not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  command_id uuid not null,
  primary key (realm, id),
  foreign key (fund_id, unit_id) references fund (id, unit_id)
);
create index direct_help_by_unit on direct_help (unit_id, happened_on desc);
-- A record beside the books that was a mistake stays, with who took it back and why.
create table record_taken_back (
  realm smallint not null references realm,
  record_id uuid not null,
  unit_id uuid not null references unit,
  why text not null check (why = btrim(why) and length(why) >= 10 and length(why) <= 500),
  taken_back_by uuid not null,
  taken_back_at timestamptz not null,
  command_id uuid not null,
  primary key (realm, record_id)
);
-- How a promise ended. Kept by a gift that was taken back afterwards, it is open again.
create table pledge_step (
  realm smallint not null,
  pledge_id uuid not null,
  unit_id uuid not null references unit,
  command_id uuid not null,
  step text not null check (step in ('kept', 'withdrawn')),
  gift_id uuid,
  in_kind_id uuid,
  why text not null default '' check (length(why) <= 500),
  stepped_by uuid not null,
  stepped_at timestamptz not null,
  primary key (realm, pledge_id, command_id),
  foreign key (realm, pledge_id) references pledge (realm, id),
  foreign key (realm, gift_id) references gift (realm, id),
  foreign key (realm, in_kind_id) references in_kind_gift (realm, id),
  check ((step = 'kept') = (num_nonnulls(gift_id, in_kind_id) = 1)),
  check (step = 'kept' or why <> '')
);

-- The official list of accounts: what a leader signed on a day. An account that is not on the last list is on none.
create table account_list (
  realm smallint not null references realm,
  id uuid not null,
  unit_id uuid not null references unit,
  signer text not null,
  signed_by uuid not null,
  signed_on date not null,
  signed_at timestamptz not null,
  command_id uuid not null,
  primary key (realm, id)
);
create index account_list_by_unit on account_list (unit_id, signed_at desc);
create table account_list_line (
  realm smallint not null,
  list_id uuid not null,
  money_account_id uuid not null references money_account,
  bank_bin text not null,
  number text not null,
  holder text not null,
  name text not null,
  fund_id uuid references fund,
  primary key (realm, list_id, money_account_id),
  foreign key (realm, list_id) references account_list (realm, id)
);

create table gift_setting (
  one boolean primary key default true check (one),
  pledges_per_hour integer not null default 600 check (pledges_per_hour > 0) -- of one campaign: a flood stops here
);
-- Read by `record_pledge` only, which runs as the owner: nobody else has a right to it.
insert into gift_setting default values;

do $$ declare t text;
begin
  foreach t in array array['cash_gift', 'pledge', 'in_kind_gift', 'direct_help', 'record_taken_back', 'pledge_step', 'account_list', 'account_list_line'] loop
    execute format('create trigger %I before update or delete or truncate on %I for each statement execute function refuse_change()', t || '_append_only', t);
  end loop;
  foreach t in array array['cash_gift', 'pledge', 'in_kind_gift', 'direct_help', 'record_taken_back', 'pledge_step', 'account_list'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy %I on %I for select to chido_app using (unit_id in (select visible_units()))', t || '_read', t);
    execute format('create policy %I on %I for insert to chido_app with check (unit_id in (select own_units()))', t || '_write', t);
    execute format('grant select, insert on %I to chido_app', t);
  end loop;
end $$;
-- A token opens a receipt with its name: it is for the desk, and reading reaches no subtree.
drop policy cash_gift_read on cash_gift;
create policy cash_gift_read on cash_gift for select to chido_app using (unit_id in (select units_held('{accountant,cashier,leader}')));
alter table account_list_line enable row level security;
create policy account_list_line_read on account_list_line for select to chido_app using (list_id in (select id from account_list));
create policy account_list_line_write on account_list_line for insert to chido_app
  with check (list_id in (select id from account_list where unit_id in (select own_units())));
grant select, insert on account_list_line to chido_app;
alter table receipt_series enable row level security;
create policy receipt_series_own on receipt_series to chido_app using (unit_id in (select own_units())) with check (unit_id in (select own_units()));
grant select, insert, update on receipt_series to chido_app;
-- People are seen by the two who keep the desk of that very unit, and by nobody above.
alter table gift_person enable row level security;
create policy gift_person_desk on gift_person for select to chido_app using (unit_id in (select units_held('{accountant,cashier}')));
create policy gift_person_write on gift_person for insert to chido_app with check (unit_id in (select units_held('{accountant,cashier}')));
grant select, insert on gift_person to chido_app;
create trigger gift_person_stays before delete or truncate on gift_person for each statement execute function refuse_change();
create function refuse_change_of_person() returns trigger language plpgsql as
$$ begin
  if exists (select from after_rows where erased_at is null) or exists (select from before_rows where erased_at is not null) then
    raise exception 'a person is erased once and never changed' using errcode = '23001';
  end if;
  return null;
end $$;
create trigger gift_person_only_erased after update on gift_person
  referencing old table as before_rows new table as after_rows for each statement execute function refuse_change_of_person();
-- Erases who is named under a gift, and the salt of its leaf with it, so that nothing links the two any more.
create function erase_gift_persons(p_subject uuid, p_why text) returns integer language plpgsql security definer set search_path = public as
$$ declare v_count integer;
begin
  update gift_person set name = null, contact = null, erased_at = app_now(), erased_by = app_account(), erased_why = p_why
    where realm = app_realm() and subject_id = p_subject and erased_at is null and unit_id in (select units_held('{accountant}'));
  get diagnostics v_count = row_count;
  if v_count > 0 then
    update leaf set salt = null where realm = app_realm() and subject_id = p_subject and salt is not null;
  end if;
  return v_count;
end $$;

-- What everyone may see, read by whoever has no account: these functions answer public columns and nothing else.
-- Received is what the books hold as gifts, so that the page and the books cannot disagree, and is a sum over few rows.
create function public_campaign(p_code text) returns jsonb language sql stable security definer set search_path = public as
$$ select jsonb_build_object('code', c.code, 'name', f.name, 'appeal', c.appeal, 'purpose', f.purpose, 'restriction', f.restriction,
    'basis', b.name, 'citation', b.citation, 'unit', u.name, 'unitId', u.id, 'state', c.state, 'goal', c.goal::text,
    'opensOn', c.opens_on, 'receivesUntil', c.receives_until, 'distributesUntil', c.distributes_until,
    'open', c.state = 'open' and f.closed_on is null and (app_now() at time zone 'Asia/Ho_Chi_Minh')::date between c.opens_on and c.receives_until,
    'areas', (select coalesce(jsonb_agg(a.name order by a.name), '[]') from fund_area x join area a on a.id = x.area_id where x.fund_id = f.id),
    'pledged', (select jsonb_build_object('amount', coalesce(sum(p.amount), 0)::text, 'goods', count(p.goods), 'on', max(p.pledged_on))
      from pledge p where p.fund_id = f.id
        and not exists (select from pledge_step s where s.realm = p.realm and s.pledge_id = p.id and s.step = 'withdrawn')),
    'received', (select jsonb_build_object('amount', (-coalesce(sum(p.amount), 0))::text, 'on', max(p.day))
      from posting p join ledger_account a on a.unit_id = p.unit_id and a.code = p.code and a.purpose = 'gifts' where p.fund_id = f.id),
    'accounts', (select coalesce(jsonb_agg(jsonb_build_object('bin', m.bank_bin, 'number', m.number, 'holder', m.holder, 'name', m.name)
        order by m.name, m.number), '[]')
      from money_account m where m.fund_id = f.id and m.kind = 'bank' and m.public and m.closed_on is null and m.currency = 'VND'))
  from campaign c join fund f on f.id = c.fund_id join legal_basis b on b.key = f.basis_key join unit u on u.id = f.unit_id
  where c.code = p_code and c.state <> 'draft' $$;
create function public_campaigns() returns table (code text, name text, unit text, "receivesUntil" date) language sql stable security definer
  set search_path = public rows 20 as
$$ select c.code, f.name, u.name, c.receives_until from campaign c join fund f on f.id = c.fund_id join unit u on u.id = f.unit_id
   where c.state = 'open' and f.closed_on is null and (app_now() at time zone 'Asia/Ho_Chi_Minh')::date between c.opens_on and c.receives_until
   order by c.receives_until, c.code limit 100 $$;
create function public_receipt(p_token text) returns jsonb language sql stable security definer set search_path = public as
$$ select jsonb_build_object('unit', u.name, 'unitId', u.id, 'fund', f.name, 'code', c.code, 'year', k.receipt_year, 'number', k.receipt_number,
    'amount', g.amount::text, 'currency', k.currency, 'foreign', k.foreign_amount::text, 'day', g.received_on, 'recordedAt', g.recorded_at,
    'name', p.name, 'erased', p.erased_at is not null, 'note', k.note,
    'takenBackOn', (select r.received_on from gift r where r.realm = g.realm and r.reverses_id = g.id))
  from cash_gift k join gift g on g.realm = k.realm and g.id = k.gift_id join fund f on f.id = g.fund_id join unit u on u.id = k.unit_id
    left join campaign c on c.fund_id = f.id
    left join gift_person p on p.realm = k.realm and p.subject_id = k.gift_id and p.part = 'giver'
  where k.token = p_token $$;
create function public_accounts() returns table (unit text, "signedOn" date, signer text, bin text, number text, holder text, bank text, fund text)
  language sql stable security definer set search_path = public rows 50 as
$$ with last as (select distinct on (unit_id) * from account_list order by unit_id, signed_at desc)
   select u.name, l.signed_on, l.signer, x.bank_bin, x.number, x.holder, x.name, f.name
   from last l join unit u on u.id = l.unit_id join account_list_line x on x.realm = l.realm and x.list_id = l.id
     join money_account m on m.id = x.money_account_id and m.public and m.closed_on is null
     left join fund f on f.id = x.fund_id
   order by u.name, x.name, x.number limit 1000 $$;
-- Anyone promises, without an account. The same form sent twice promises once; a flood is stopped by the hour.
create function record_pledge(p_id uuid, p_campaign text, p_code text, p_amount bigint, p_goods text, p_name text, p_contact text, p_named boolean)
  returns jsonb language plpgsql security definer set search_path = public as
$$ declare v record; v_had text; v_day date := (app_now() at time zone 'Asia/Ho_Chi_Minh')::date;
begin
  select f.id, f.realm, f.unit_id into v from campaign c join fund f on f.id = c.fund_id
    where c.code = p_campaign and c.state = 'open' and f.closed_on is null and v_day between c.opens_on and c.receives_until;
  if not found then return '{"refused": "gifts.not-open"}'; end if;
  perform pg_advisory_xact_lock(hashtextextended(v.id::text, 25));
  select p.code into v_had from pledge p where p.realm = v.realm and p.id = p_id;
  if found then return jsonb_build_object('code', v_had); end if;
  if (select count(*) from pledge p where p.fund_id = v.id and p.recorded_at > app_now() - interval '1 hour') >= (select pledges_per_hour from gift_setting) then
    return '{"refused": "gifts.busy"}';
  end if;
  if exists (select from pledge p where p.fund_id = v.id and p.code = p_code) then return '{"refused": "gifts.code-taken"}'; end if;
  insert into pledge (realm, id, unit_id, fund_id, code, amount, goods, named, pledged_on, recorded_at, command_id)
    values (v.realm, p_id, v.unit_id, v.id, p_code, p_amount, p_goods, p_named, v_day, app_now(), p_id);
  if p_name is not null or p_contact is not null then
    insert into gift_person (realm, subject_id, part, unit_id, purpose, name, contact, recorded_at, command_id)
      values (v.realm, p_id, 'giver', v.unit_id, 'pledge', p_name, p_contact, app_now(), p_id);
  end if;
  return jsonb_build_object('code', p_code);
end $$;
do $$ declare f text;
begin
  foreach f in array array['erase_gift_persons(uuid, text)', 'public_campaign(text)', 'public_campaigns()', 'public_receipt(text)', 'public_accounts()',
      'record_pledge(uuid, text, text, bigint, text, text, text, boolean)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to chido_app', f);
  end loop;
end $$;
