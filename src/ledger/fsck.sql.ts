import { sql } from 'kysely'
import { askAll, type Question } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

/** Each question selects one text column `sample` for every row that breaks the rule. */
const QUESTIONS: readonly Question[] = [
  {
    name: 'ledger.debits-equal-credits',
    read: 'posting',
    broken: sql`select entry_id::text || ' ' || fund_id::text as sample from posting group by realm, entry_id, fund_id having sum(amount) <> 0
      union all select e.id::text from entry e where not exists (select from posting p where p.realm = e.realm and p.entry_id = e.id)`,
  },
  {
    name: 'ledger.numbers-without-gaps',
    read: 'entry',
    broken: sql`select s.unit_id::text || ' ' || s.year::text as sample from entry_series s
        left join (select unit_id, year, count(*) as entries, max(number) as last from entry group by unit_id, year) e using (unit_id, year)
      where (coalesce(e.entries, 0), coalesce(e.last, 0)) is distinct from (s.last_number::bigint, s.last_number)
      union all select e.id::text from entry e where not exists (select from entry_series s where s.unit_id = e.unit_id and s.year = e.year)`,
  },
  {
    name: 'ledger.closed-balances-are-sums',
    read: 'ledger_balance',
    broken: sql`
      with closed as (select unit_id, month, (month + interval '1 month')::date as next from ledger_month where closed_at is not null),
        sums as (select c.unit_id, c.month, p.fund_id, p.code, sum(p.amount) as closing from closed c
          join posting p on p.unit_id = c.unit_id and p.day < c.next group by 1, 2, 3, 4)
      select coalesce(b.unit_id, s.unit_id)::text || ' ' || coalesce(b.month, s.month)::text || ' ' || coalesce(b.code, s.code) as sample
      from ledger_balance b full join sums s on (s.unit_id, s.month, s.fund_id, s.code) = (b.unit_id, b.month, b.fund_id, b.code)
      where coalesce(b.closing, 0) <> coalesce(s.closing, 0)`,
  },
  {
    name: 'ledger.closed-months-took-nothing',
    read: 'ledger_month',
    broken: sql`select e.id::text as sample from entry e join ledger_month m on m.unit_id = e.unit_id and m.closed_at is not null
      where e.day < (m.month + interval '1 month')::date and e.posted_at > m.closed_at`,
  },
  {
    name: 'ledger.gifts-have-their-leaf',
    read: 'gift',
    broken: sql`select g.id::text as sample from gift g
      where not exists (select from leaf l where l.realm = g.realm and l.subject_id = g.id)`,
  },
]

/** Every invariant of the books, over the whole database: run it as the owner. */
export const fsckLedger = (tx: Tx) => askAll(tx, QUESTIONS)
