import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { EntryId, FundId, MoneyAccountId, PlainDate, UnitId } from '../kernel/index.ts'
import type { LineId } from '../statements/index.ts'
import type { PayRow, Run, RunId, VoucherId } from './types.ts'

/** Runs, payments and the lines of statements that carried them out. */

export type Place = { readonly kind: 'bank' | 'cash'; readonly name: string; readonly balance: bigint }
/** An open account or cash box of the unit, with what the books say lies in it; held until the command ends. */
export async function holdPlace(tx: Tx, unit: UnitId, place: MoneyAccountId): Promise<Place | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${place}, 27))`.execute(tx)
  const { rows } = await sql<Place>`
    select kind, name, (select coalesce(sum(p.amount), 0)::bigint from posting p where p.money_account_id = m.id) as balance
    from money_account m where id = ${place} and unit_id = ${unit} and closed_on is null`.execute(tx)
  return rows[0] ?? null
}

export async function insertRun(
  tx: Tx,
  by: Acting,
  r: {
    readonly id: RunId
    readonly unit: UnitId
    readonly money: MoneyAccountId
    readonly year: number
    readonly number: number
    readonly vouchers: readonly VoucherId[]
  },
): Promise<void> {
  await sql`insert into payment_run (realm, id, unit_id, money_account_id, year, number, made_on, made_by, made_at, command_id)
    values (${by.actor.realm}, ${r.id}, ${r.unit}, ${r.money}, ${r.year}, ${r.number}, ${by.today}, ${by.actor.account}, ${by.now}, ${by.command})`.execute(
    tx,
  )
  await sql`insert into payment_run_line (realm, run_id, ordinal, unit_id, voucher_id, amount)
    select v.realm, ${r.id}, row_number() over (order by v.year, v.number), v.unit_id, v.id, v.amount
    from voucher v where v.id = any(${[...r.vouchers]}::uuid[])`.execute(tx)
}

/** Where these vouchers stand in a run now. */
export async function runsOf(
  tx: Tx,
  vouchers: readonly VoucherId[],
): Promise<ReadonlyMap<VoucherId, { readonly run: RunId; readonly money: MoneyAccountId }>> {
  const { rows } = await sql<{ voucher: VoucherId; run: RunId; money: MoneyAccountId }>`
    select l.voucher_id as voucher, r.id as run, r.money_account_id as money
    from payment_run_line l join payment_run r on r.realm = l.realm and r.id = l.run_id
    where l.voucher_id = any(${[...vouchers]}::uuid[]) and l.failed_at is null`.execute(tx)
  return new Map(rows.map(({ voucher, ...rest }) => [voucher, rest]))
}

export const failLine = (tx: Tx, by: Acting, voucher: VoucherId, why: string) =>
  sql`update payment_run_line set failed_at = ${by.now}, failed_by = ${by.actor.account}, failed_why = ${why}
    where voucher_id = ${voucher} and failed_at is null`.execute(tx)

/** Whether this person made the run in which the voucher stands. */
export async function madeTheRun(tx: Tx, by: Acting, voucher: VoucherId): Promise<boolean> {
  const { rows } = await sql`
    select from payment_run_line l join payment_run r on r.realm = l.realm and r.id = l.run_id left join account a on a.id = r.made_by
    where l.voucher_id = ${voucher} and (r.made_by = ${by.actor.account} or a.person_id = ${by.actor.person})`.execute(
    tx,
  )
  return rows.length > 0
}

export type PaymentDraft = {
  readonly voucher: VoucherId
  readonly unit: UnitId
  readonly fund: FundId
  readonly amount: string
  readonly day: PlainDate
  readonly how: 'statement' | 'hand' | 'cash'
  readonly money: MoneyAccountId
  readonly entry: EntryId
  readonly evidence: string
}
export const insertPayments = (tx: Tx, by: Acting, payments: readonly PaymentDraft[]) =>
  sql`insert into payment (realm, voucher_id, unit_id, fund_id, amount, day, how, money_account_id, entry_id, evidence, paid_by, recorded_at, command_id)
    select ${by.actor.realm}, voucher, unit, fund, amount, day, how, money, entry, evidence, ${by.actor.account}, ${by.now}, ${by.command}
    from jsonb_to_recordset(${JSON.stringify(payments)}::jsonb)
      as p(voucher uuid, unit uuid, fund uuid, amount bigint, day date, how text, money uuid, entry uuid, evidence text)`.execute(
    tx,
  )

export const insertPaymentLines = (
  tx: Tx,
  by: Acting,
  lines: readonly {
    readonly voucher: VoucherId
    readonly unit: UnitId
    readonly line: LineId
    readonly entry: EntryId
  }[],
) =>
  sql`insert into payment_line (realm, voucher_id, unit_id, line_id, entry_id, recorded_at, command_id)
    select ${by.actor.realm}, voucher, unit, line, entry, ${by.now}, ${by.command}
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as p(voucher uuid, unit uuid, line uuid, entry uuid)`.execute(
    tx,
  )

export type DoubtKind = 'amount' | 'paid-before' | 'not-in-run' | 'other-account'
export const insertDoubts = (
  tx: Tx,
  by: Acting,
  doubts: readonly {
    readonly line: LineId
    readonly voucher: VoucherId
    readonly unit: UnitId
    readonly kind: DoubtKind
    readonly amount: string
    readonly day: PlainDate
  }[],
) =>
  sql`insert into payment_doubt (realm, line_id, voucher_id, unit_id, kind, amount, day, command_id)
    select ${by.actor.realm}, line, voucher, unit, kind, amount, day, ${by.command}
    from jsonb_to_recordset(${JSON.stringify(doubts)}::jsonb) as d(line uuid, voucher uuid, unit uuid, kind text, amount bigint, day date)`.execute(
    tx,
  )

export type PaymentRow = {
  readonly voucher: VoucherId
  readonly day: PlainDate
  readonly how: 'statement' | 'hand' | 'cash'
  readonly money: MoneyAccountId
  readonly entry: EntryId
  readonly line: LineId | null
  /** The entry by which a line took the place of what was said by hand. */
  readonly lineEntry: EntryId | null
  readonly mine: boolean
  readonly secondOver: string
}
export async function paymentsOf(tx: Tx, by: Acting, vouchers: readonly VoucherId[]): Promise<PaymentRow[]> {
  const { rows } = await sql<PaymentRow>`
    select p.voucher_id as voucher, p.day, p.how, p.money_account_id as money, p.entry_id as entry, l.line_id as line, l.entry_id as "lineEntry",
      coalesce(p.paid_by = ${by.actor.account} or a.person_id = ${by.actor.person}, false) as mine, s.second_person_over::text as "secondOver"
    from payment p cross join ledger_setting s left join account a on a.id = p.paid_by
      left join payment_line l on l.realm = p.realm and l.voucher_id = p.voucher_id
    where p.voucher_id = any(${[...vouchers]}::uuid[])`.execute(tx)
  return rows
}

export const releaseLine = (tx: Tx, by: Acting, voucher: VoucherId) =>
  sql`update payment_line set released_at = ${by.now} where voucher_id = ${voucher} and released_at is null`.execute(tx)

/** Names of those who are paid, for the leaves of their payments. */
export async function payeeNames(
  tx: Tx,
  vouchers: readonly VoucherId[],
): Promise<ReadonlyMap<VoucherId, { name: string | null; number: string | null }>> {
  const { rows } = await sql<{ voucher: VoucherId; name: string | null; number: string | null }>`
    select voucher_id as voucher, name, number from voucher_payee where voucher_id = any(${[...vouchers]}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map(({ voucher, ...rest }) => [voucher, rest]))
}

const runColumns = (which: ReturnType<typeof sql>) => sql<Run>`
  select r.id, r.unit_id as unit, r.year, r.number, r.money_account_id as money, m.name as "moneyName", coalesce(m.number, '') as "moneyNumber",
    r.made_on as "madeOn", r.made_by as "madeBy", actor_name(r.made_by) as "madeByName", count(*)::int as lines, sum(l.amount)::bigint as amount,
    (count(*) filter (where v.state = 'paid' and l.failed_at is null))::int as paid, (count(*) filter (where l.failed_at is not null))::int as failed
  from payment_run r join money_account m on m.id = r.money_account_id join payment_run_line l on l.realm = r.realm and l.run_id = r.id
    join voucher v on v.realm = l.realm and v.id = l.voucher_id
  where ${which} group by r.realm, r.id, m.name, m.number order by r.made_at desc, r.id limit 100`

export const runsOfUnit = async (tx: Tx, unit: UnitId): Promise<Run[]> =>
  (await runColumns(sql`r.unit_id = ${unit}`).execute(tx)).rows
export const runById = async (tx: Tx, id: RunId): Promise<Run | null> =>
  (await runColumns(sql`r.id = ${id}`).execute(tx)).rows[0] ?? null

export async function rowsOfRun(tx: Tx, id: RunId): Promise<PayRow[]> {
  const { rows } = await sql<PayRow>`
    select l.ordinal, v.id as voucher, v.number, v.year, v.state, l.amount, e.name, e.bank_bin as bin, e.number as account, v.code,
      l.failed_why as "failedWhy"
    from payment_run_line l join voucher v on v.realm = l.realm and v.id = l.voucher_id
      left join voucher_payee e on e.realm = v.realm and e.voucher_id = v.id
    where l.run_id = ${id} order by l.ordinal`.execute(tx)
  return rows
}
