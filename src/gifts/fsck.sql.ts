import { sql } from 'kysely'
import { askAll, type Question } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

/** Each question selects one text column `sample` for every row that breaks the rule. */
const QUESTIONS: readonly Question[] = [
  {
    name: 'gifts.cash-has-entry-and-leaf',
    read: 'cash_gift',
    broken: sql`
      select g.id::text as sample from gift g left join cash_gift k on k.realm = g.realm and k.gift_id = g.id
        left join entry e on e.realm = k.realm and e.id = k.entry_id and e.source_kind = 'gift' and e.source_id = g.id and e.day = g.received_on
      where g.channel = 'cash' and g.reverses_id is null
        and (e.id is null or not exists (select from leaf l where l.realm = g.realm and l.subject_id = g.id)
          or not exists (select from posting p join ledger_account a on a.unit_id = p.unit_id and a.code = p.code and a.purpose = 'gifts'
            where p.realm = g.realm and p.entry_id = e.id and p.amount = -g.amount and p.fund_id = g.fund_id))
      union all
      select g.id::text from gift g join cash_gift k on k.realm = g.realm and k.gift_id = g.reverses_id
      where not exists (select from entry e where e.realm = g.realm and e.reverses_id = k.entry_id)
        or not exists (select from leaf l where l.realm = g.realm and l.subject_id = g.id)
      union all
      select e.id::text from entry e where e.source_kind = 'gift'
        and not exists (select from cash_gift k where k.realm = e.realm and k.entry_id = e.id)`,
  },
  {
    name: 'gifts.cash-taken-back-with-its-entry',
    read: 'cash_gift',
    broken: sql`select k.gift_id::text as sample from cash_gift k
      where exists (select from entry e where e.realm = k.realm and e.reverses_id = k.entry_id)
        <> exists (select from gift g where g.realm = k.realm and g.reverses_id = k.gift_id)`,
  },
  {
    name: 'gifts.receipts-without-gaps',
    read: 'receipt_series',
    broken: sql`select s.unit_id::text || ' ' || s.year::text as sample from receipt_series s
        left join (select unit_id, receipt_year as year, count(*) as receipts, max(receipt_number) as last from cash_gift group by 1, 2) k
          using (unit_id, year)
      where (coalesce(k.receipts, 0), coalesce(k.last, 0)) is distinct from (s.last_number::bigint, s.last_number)
      union all select k.gift_id::text from cash_gift k
      where not exists (select from receipt_series s where s.unit_id = k.unit_id and s.year = k.receipt_year)`,
  },
  {
    name: 'gifts.promises-end-once',
    read: 'pledge',
    broken: sql`select p.id::text as sample from pledge p join pledge_step s on s.realm = p.realm and s.pledge_id = p.id
      where not exists (select from gift r where r.realm = s.realm and r.reverses_id = s.gift_id)
        and not exists (select from record_taken_back b where b.realm = s.realm and b.record_id = s.in_kind_id)
      group by p.realm, p.id having count(*) > 1`,
  },
]

/** Every invariant of the desk of gifts, over the whole database: run it as the owner. */
export const fsckGifts = (tx: Tx) => askAll(tx, QUESTIONS)
