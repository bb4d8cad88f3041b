import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { EntryId, FundId, MoneyAccountId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Balance } from './types.ts'

export type Range = { readonly unit: UnitId; readonly from: PlainDate; readonly until: PlainDate }
export type BookFilter = Range & {
  readonly code?: string | null
  readonly fund?: FundId | null
  readonly money?: MoneyAccountId | null
  /** A file takes more rows than a page. */
  readonly most?: number
}

/** No page of a book is longer; the range of days makes it shorter. */
export const BOOK_ROWS_MAX = 500

/**
 * Every account of every fund over a range of days, in one query: the trial balance by account and the statement of funds are
 * two ways to add these up. Begins at the last month that was closed before the range, and not in the first year.
 */
export async function balancesOf(tx: Tx, { unit, from, until }: Range): Promise<readonly Balance[]> {
  const { rows } = await sql<Record<keyof Balance, string>>`
    with base as materialized (select max(month) as month, coalesce((max(month) + interval '1 month')::date, '-infinity') as next
        from ledger_month where unit_id = ${unit} and closed_at is not null and (month + interval '1 month')::date <= ${from}::date),
      parts as (
        select b.fund_id, b.code, b.closing as opening, 0::bigint as debit, 0::bigint as moved
          from ledger_balance b, base where b.unit_id = ${unit} and b.month = base.month
        union all
        select p.fund_id, p.code, case when p.day < ${from}::date then p.amount else 0 end,
          case when p.day >= ${from}::date then greatest(p.amount, 0) else 0 end, case when p.day >= ${from}::date then p.amount else 0 end
          from posting p, base where p.unit_id = ${unit} and p.day >= base.next and p.day <= ${until}::date)
    select s.fund_id as fund, f.code as "fundCode", f.name as "fundName", s.code, a.name, a.kind, opening::text, debit::text,
      (debit - moved)::text as credit, (opening + moved)::text as closing
    from (select fund_id, code, sum(opening)::bigint as opening, sum(debit)::bigint as debit, sum(moved)::bigint as moved
      from parts group by fund_id, code) s
      join fund f on f.id = s.fund_id join ledger_account a on a.unit_id = ${unit} and a.code = s.code
    order by f.code, s.code`.execute(tx)
  return rows.map(row => ({
    ...(row as unknown as Balance),
    opening: BigInt(row.opening),
    debit: BigInt(row.debit),
    credit: BigInt(row.credit),
    closing: BigInt(row.closing),
  }))
}

export type BookRow = {
  readonly entry: EntryId
  readonly number: number
  readonly day: PlainDate
  readonly text: string
  readonly code: string
  readonly fund: string
  readonly amount: bigint
  readonly balance: bigint
}

/** A ledger, cash or bank book: what was there before, then each posting with the balance after it, oldest first. */
export async function bookOf(
  tx: Tx,
  p: BookFilter,
): Promise<{ opening: bigint; rows: readonly BookRow[]; more: boolean }> {
  const { most = BOOK_ROWS_MAX } = p
  const mine = sql`p.unit_id = ${p.unit} and (${p.code ?? null}::text is null or p.code = ${p.code ?? null})
    and (${p.fund ?? null}::uuid is null or p.fund_id = ${p.fund ?? null})
    and (${p.money ?? null}::uuid is null or p.money_account_id = ${p.money ?? null})`
  const { rows } = await sql<
    Omit<BookRow, 'amount' | 'balance'> & { amount: string; balance: string; opening: string }
  >`
    with before as materialized (select coalesce(sum(p.amount), 0) as opening from posting p where ${mine} and p.day < ${p.from}::date)
    select p.entry_id as entry, e.number, p.day, e.text, p.code, f.code as fund, p.amount::text as amount, before.opening::text as opening,
      (before.opening + sum(p.amount) over (order by p.day, e.number, p.ordinal))::text as balance
    from before left join (posting p join entry e on e.realm = p.realm and e.id = p.entry_id join fund f on f.id = p.fund_id)
      on ${mine} and p.day between ${p.from}::date and ${p.until}::date
    order by p.day, e.number, p.ordinal limit ${most + 1}`.execute(tx)
  return {
    opening: BigInt(rows[0]?.opening ?? '0'),
    rows: rows
      .filter(row => row.entry !== null)
      .slice(0, most)
      .map(row => ({ ...row, amount: BigInt(row.amount), balance: BigInt(row.balance) })),
    more: rows.length > most,
  }
}

export type JournalRow = {
  readonly id: EntryId
  readonly number: number
  readonly year: number
  readonly day: PlainDate
  readonly text: string
  readonly source: string
  readonly reverses: EntryId | null
  readonly reversed: boolean
  readonly sum: bigint
}

/** Sổ nhật ký: the entries of a range of days in the order of their numbers. */
export async function journalOf(
  tx: Tx,
  { unit, from, until }: Range,
): Promise<{ rows: readonly JournalRow[]; more: boolean }> {
  const { rows } = await sql<Omit<JournalRow, 'sum'> & { sum: string }>`
    select e.id, e.number, e.year, e.day, e.text, e.source_kind as source, e.reverses_id as reverses,
      exists (select from entry r where r.realm = e.realm and r.reverses_id = e.id) as reversed,
      (select coalesce(sum(p.amount) filter (where p.amount > 0), 0)::text from posting p where p.realm = e.realm and p.entry_id = e.id) as sum
    from entry e where e.unit_id = ${unit} and e.day between ${from} and ${until}
    order by e.year, e.number limit ${BOOK_ROWS_MAX + 1}`.execute(tx)
  return {
    rows: rows.slice(0, BOOK_ROWS_MAX).map(row => ({ ...row, sum: BigInt(row.sum) })),
    more: rows.length > BOOK_ROWS_MAX,
  }
}

export type EntryView = {
  readonly id: EntryId
  readonly unit: UnitId
  readonly number: number
  readonly year: number
  readonly day: PlainDate
  readonly text: string
  readonly source: string
  readonly sourceId: string
  readonly reverses: EntryId | null
  readonly reversedBy: EntryId | null
  readonly by: string | null
  readonly at: Date
  readonly postings: readonly {
    readonly fund: string
    readonly code: string
    readonly name: string
    readonly place: string | null
    readonly amount: bigint
  }[]
}

export async function entryView(tx: Tx, id: EntryId): Promise<EntryView | null> {
  const { rows } = await sql<Omit<EntryView, 'postings'>>`
    select e.id, e.unit_id as unit, e.number, e.year, e.day, e.text, e.source_kind as source, e.source_id as "sourceId",
      e.reverses_id as reverses, r.id as "reversedBy", a.name as by, e.posted_at as at
    from entry e left join entry r on r.realm = e.realm and r.reverses_id = e.id left join account a on a.id = e.posted_by
    where e.id = ${id}`.execute(tx)
  if (!rows[0]) return null
  const { rows: postings } = await sql<{
    fund: string
    code: string
    name: string
    place: string | null
    amount: string
  }>`
    select f.code as fund, p.code, a.name, m.name as place, p.amount::text as amount
    from posting p join fund f on f.id = p.fund_id join ledger_account a on a.unit_id = p.unit_id and a.code = p.code
      left join money_account m on m.id = p.money_account_id
    where p.entry_id = ${id} order by p.ordinal`.execute(tx)
  return { ...rows[0], postings: postings.map(row => ({ ...row, amount: BigInt(row.amount) })) }
}

export type MoneyRow = {
  readonly id: MoneyAccountId
  readonly kind: 'bank' | 'cash'
  readonly name: string
  readonly number: string | null
  readonly balance: bigint
}
export type FundRow = {
  readonly id: FundId
  readonly code: string
  readonly name: string
  readonly basis: string
  readonly purpose: string
  readonly closed: PlainDate | null
}

/** Where the unit's money lies, with what lies there on the day. */
export async function moneyOf(tx: Tx, unit: UnitId, on: PlainDate): Promise<readonly MoneyRow[]> {
  const { rows } = await sql<Omit<MoneyRow, 'balance'> & { balance: string }>`
    select m.id, m.kind, m.name, m.number, coalesce(p.balance, 0)::text as balance from money_account m
      left join (select money_account_id, sum(amount) as balance from posting
        where unit_id = ${unit} and money_account_id is not null and day <= ${on} group by 1) p on p.money_account_id = m.id
    where m.unit_id = ${unit} and m.closed_on is null order by m.kind, m.name`.execute(tx)
  return rows.map(row => ({ ...row, balance: BigInt(row.balance) }))
}

export async function fundsOf(tx: Tx, unit: UnitId): Promise<readonly FundRow[]> {
  const { rows } = await sql<FundRow>`
    select f.id, f.code, f.name, b.name as basis, f.purpose, f.closed_on as closed from fund f join legal_basis b on b.key = f.basis_key
    where f.unit_id = ${unit} order by f.closed_on nulls first, f.code`.execute(tx)
  return rows
}

/** Those that may still be written into. */
export const openFundsOf = async (tx: Tx, unit: UnitId): Promise<readonly FundRow[]> =>
  (await fundsOf(tx, unit)).filter(fund => !fund.closed)
