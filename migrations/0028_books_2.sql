-- ledger: how many days before its day a duty to publish is pointed out; the office sets it.
alter table ledger_setting add column remind_days smallint not null default 7 check (remind_days >= 0);

-- gifts: a receipt for a gift that came by bank. Whoever knows the bank's reference (or the code of the memo), the amount and
-- the day gave it or saw the transfer; the receipt names nobody, so that a lucky guess learns nothing but what was guessed.
create table bank_receipt (
  realm smallint not null,
  gift_id uuid not null,
  unit_id uuid not null references unit,
  token text not null unique check (length(token) = 22),
  claimed_at timestamptz not null,
  command_id uuid not null,
  primary key (realm, gift_id),
  foreign key (realm, gift_id) references gift (realm, id)
);
create trigger bank_receipt_append_only before update or delete or truncate on bank_receipt for each statement execute function refuse_change();
alter table bank_receipt enable row level security;
create policy bank_receipt_read on bank_receipt for select to chido_app using (unit_id in (select units_held('{accountant,cashier,leader}')));
grant select on bank_receipt to chido_app;

-- statements: finds the one gift of such a line and gives its receipt an address, once. Runs as the owner for whoever has no account.
create function claim_bank_receipt(p_reference text, p_amount bigint, p_day date, p_token text, p_command uuid) returns text
  language plpgsql security definer set search_path = public as
$$ declare v record; v_token text;
begin
  select g.realm, g.id, g.unit_id, count(*) over () as n into v
  from statement_line l join statement s on s.no = l.statement_no and s.state = 'posted'
    join gift g on g.realm = l.realm and (g.id = l.id or (g.line_id = l.id and g.line_id <> g.id)) and g.reverses_id is null
  where l.amount = p_amount and l.day = p_day
    and p_reference in (upper(regexp_replace(coalesce(l.reference, ''), '[^0-9A-Za-z]', '', 'g')),
      upper(regexp_replace(coalesce(l.doc, ''), '[^0-9A-Za-z]', '', 'g')), l.code, right(l.code, 8))
    and not exists (select from gift r where r.realm = g.realm and r.reverses_id = g.id)
  limit 1;
  if v.n is distinct from 1 then return null; end if;
  insert into bank_receipt (realm, gift_id, unit_id, token, claimed_at, command_id)
    values (v.realm, v.id, v.unit_id, p_token, app_now(), p_command) on conflict (realm, gift_id) do nothing;
  select token into v_token from bank_receipt where realm = v.realm and gift_id = v.id;
  return v_token;
end $$;

create or replace function public_receipt(p_token text) returns jsonb language sql stable security definer set search_path = public as
$$ select jsonb_build_object('unit', u.name, 'unitId', u.id, 'fund', f.name, 'code', c.code, 'year', k.receipt_year, 'number', k.receipt_number,
    'amount', g.amount::text, 'currency', k.currency, 'foreign', k.foreign_amount::text, 'day', g.received_on, 'recordedAt', g.recorded_at,
    'name', p.name, 'erased', p.erased_at is not null, 'note', coalesce(k.note, ''), 'channel', g.channel,
    'takenBackOn', (select r.received_on from gift r where r.realm = g.realm and r.reverses_id = g.id))
  from (select realm, gift_id from cash_gift where token = p_token union all select realm, gift_id from bank_receipt where token = p_token) t
    join gift g on g.realm = t.realm and g.id = t.gift_id join fund f on f.id = g.fund_id join unit u on u.id = g.unit_id
    left join cash_gift k on k.realm = g.realm and k.gift_id = g.id
    left join campaign c on c.fund_id = f.id
    left join gift_person p on p.realm = g.realm and p.subject_id = g.id and p.part = 'giver' $$;
revoke all on function claim_bank_receipt(text, bigint, date, text, uuid) from public;
grant execute on function claim_bank_receipt(text, bigint, date, text, uuid) to chido_app;
