import { sql } from 'kysely'
import { askAll, type Question } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

/** An entry of a voucher at a step that nothing has reversed. */
const stands = (
  step: string,
) => sql`exists (select from entry e where e.realm = v.realm and e.source_kind = 'voucher' and e.source_id = v.id
  and e.source_step = ${step} and not exists (select from entry r where r.realm = e.realm and r.reverses_id = e.id))`

/** Each question selects one text column `sample` for every row that breaks the rule. */
const QUESTIONS: readonly Question[] = [
  {
    name: 'spending.state-stands-in-the-books',
    read: 'voucher',
    broken: sql`select v.id::text as sample from voucher v
      where (v.state in ('approved', 'in-run', 'failed', 'paid')) <> ${stands('approved')}
        or (v.state = 'paid') <> (${stands('paid')} or ${stands('line')})
        or (${stands('paid')} and ${stands('line')})`,
  },
  {
    name: 'spending.payment-is-of-its-voucher',
    read: 'payment',
    broken: sql`select p.voucher_id::text as sample from payment p join voucher v on v.realm = p.realm and v.id = p.voucher_id
        join entry e on e.realm = p.realm and e.id = p.entry_id
      where v.state not in ('paid', 'reversed') or p.amount <> v.amount or p.fund_id <> v.fund_id
        or (e.source_kind, e.source_id, e.source_step) is distinct from ('voucher', v.id, 'paid')
        or not exists (select from posting o join ledger_account a on a.unit_id = o.unit_id and a.code = o.code and a.purpose = 'payable'
          where o.realm = e.realm and o.entry_id = e.id and o.amount = p.amount and o.fund_id = p.fund_id)
      union all select v.id::text from voucher v where v.state = 'paid'
        and not exists (select from payment p where p.realm = v.realm and p.voucher_id = v.id)`,
  },
  {
    name: 'spending.line-pays-one-voucher',
    read: 'payment_line',
    broken: sql`select l.voucher_id::text as sample from payment_line l join payment p on p.realm = l.realm and p.voucher_id = l.voucher_id
        left join statement_line s on s.realm = l.realm and s.id = l.line_id left join statement st on st.no = s.statement_no
        left join lateral (select d.parts from line_decision d where d.realm = l.realm and d.line_id = l.line_id order by d.ordinal desc limit 1) d on true
      where s.id is null or -s.amount <> p.amount or st.state <> 'posted' or st.money_account_id <> p.money_account_id
        or (l.released_at is null and (d.parts -> 0 ->> 'partOf')::uuid is distinct from l.voucher_id)`,
  },
  {
    name: 'spending.approved-by-another-person',
    read: 'voucher',
    broken: sql`select v.id::text as sample from voucher v join account c on c.id = v.approved_by
        join voucher_step s on s.realm = v.realm and s.voucher_id = v.id and s.step in ('written', 'edited', 'submitted')
        join account m on m.id = s.account_id
      where m.id = c.id or m.person_id = c.person_id`,
  },
  {
    name: 'spending.history-ends-in-the-state',
    read: 'voucher_step',
    broken: sql`select v.id::text as sample from voucher v
        left join lateral (select s.step from voucher_step s where s.realm = v.realm and s.voucher_id = v.id and s.step <> 'edited'
          order by s.ordinal desc limit 1) s on true
      where s.step is distinct from case v.state when 'draft' then 'written' else v.state end`,
  },
  {
    name: 'spending.run-holds-what-is-in-it',
    read: 'payment_run_line',
    broken: sql`select v.id::text as sample from voucher v
      where (v.state = 'in-run') and not exists (select from payment_run_line l where l.realm = v.realm and l.voucher_id = v.id and l.failed_at is null)
      union all select l.voucher_id::text from payment_run_line l join voucher v on v.realm = l.realm and v.id = l.voucher_id
      where l.amount <> v.amount or v.kind <> 'bank' or (l.failed_at is null and v.state not in ('in-run', 'paid', 'reversed'))`,
  },
  {
    name: 'spending.shares-make-the-allocation',
    read: 'allocation',
    broken: sql`select a.id::text as sample from allocation a
      where a.amount <> (select coalesce(sum(s.amount), 0) from allocation_share s where s.realm = a.realm and s.allocation_id = a.id)`,
  },
  {
    name: 'spending.within-share-and-agreement',
    read: 'allocation_share',
    broken: sql`select s.allocation_id::text as sample from allocation_share s
      where s.amount < (select coalesce(sum(v.amount), 0) from voucher v where v.realm = s.realm and v.allocation_id = s.allocation_id and v.share = s.ordinal
        and v.state in ('submitted', 'approved', 'in-run', 'failed', 'paid'))
      union all select g.id::text from aid_agreement g
      where g.booked < (select coalesce(sum(v.amount), 0) from voucher v where v.realm = g.realm and v.agreement_id = g.id
        and v.state in ('submitted', 'approved', 'in-run', 'failed', 'paid'))`,
  },
  {
    name: 'spending.leaf-of-each',
    read: 'payment',
    broken: sql`select p.voucher_id::text as sample from payment p
      where not exists (select from leaf l where l.realm = p.realm and l.subject_id = p.voucher_id and l.kind = 'payment' and l.command_id = p.command_id)
      union all select a.id::text from allocation a
      where not exists (select from leaf l where l.realm = a.realm and l.subject_id = a.id and l.kind = 'allocation')
      union all select v.id::text from voucher v join payment p on p.realm = v.realm and p.voucher_id = v.id
      where v.state = 'reversed' and not exists (select from leaf l where l.realm = v.realm and l.subject_id = v.id and l.kind = 'correction')`,
  },
  {
    name: 'spending.numbers-without-gaps',
    read: 'spending_series',
    broken: sql`select s.unit_id::text || ' ' || s.kind || ' ' || s.year::text as sample from spending_series s
        left join (select unit_id, 'voucher' as kind, year, count(*) as had, max(number) as last from voucher group by 1, 3
          union all select unit_id, 'run', year, count(*), max(number) from payment_run group by 1, 3) n using (unit_id, kind, year)
      where (coalesce(n.had, 0), coalesce(n.last, 0)) is distinct from (s.last_number::bigint, s.last_number)`,
  },
]

/** Every invariant of spending, over the whole database: run it as the owner. */
export const fsckSpending = (tx: Tx) => askAll(tx, QUESTIONS)
