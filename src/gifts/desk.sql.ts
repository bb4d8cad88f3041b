import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { GiftId, FundId, MoneyAccountId, PlainDate, UnitId } from '../kernel/index.ts'

export type DeskFund = { readonly id: FundId; readonly code: string; readonly name: string }
export type CashRow = {
  readonly gift: GiftId
  readonly year: number
  readonly number: number
  readonly token: string
  readonly day: PlainDate
  readonly fund: string
  readonly amount: bigint
  readonly currency: string | null
  readonly foreign: string | null
  readonly name: string | null
  readonly named: boolean
  readonly erased: boolean
  readonly note: string
  readonly takenBackWhy: string | null
}
export const CASH_ROWS_MAX = 100

/** Funds of the unit that take gifts on the day. */
export async function deskFunds(tx: Tx, unit: UnitId, day: PlainDate): Promise<readonly DeskFund[]> {
  const { rows } = await sql<DeskFund>`
    select f.id, f.code, f.name from fund f left join campaign c on c.fund_id = f.id
    where f.unit_id = ${unit} and f.closed_on is null and (c.fund_id is null or ${day} <= c.receives_until)
    order by c.fund_id is null, f.code`.execute(tx)
  return rows
}

export async function cashBoxes(tx: Tx, unit: UnitId): Promise<readonly { id: MoneyAccountId; name: string }[]> {
  const { rows } = await sql<{ id: MoneyAccountId; name: string }>`
    select id, name from money_account where unit_id = ${unit} and kind = 'cash' and closed_on is null order by name`.execute(
    tx,
  )
  return rows
}

/** Receipts of a unit, the newest first, or one of them. */
export async function cashGiftsOf(tx: Tx, unit: UnitId, gift: GiftId | null = null): Promise<readonly CashRow[]> {
  const { rows } = await sql<Omit<CashRow, 'amount'> & { amount: string }>`
    select k.gift_id as gift, k.receipt_year as year, k.receipt_number as number, k.token, g.received_on as day, f.name as fund, g.amount::text as amount,
      k.currency, k.foreign_amount::text as foreign, p.name, k.named, p.erased_at is not null as erased, k.note, e.text as "takenBackWhy"
    from cash_gift k join gift g on g.realm = k.realm and g.id = k.gift_id join fund f on f.id = g.fund_id
      left join gift_person p on p.realm = k.realm and p.subject_id = k.gift_id and p.part = 'giver'
      left join entry e on e.realm = k.realm and e.reverses_id = k.entry_id
    where k.unit_id = ${unit} and (${gift}::uuid is null or k.gift_id = ${gift})
    order by k.receipt_year desc, k.receipt_number desc limit ${CASH_ROWS_MAX}`.execute(tx)
  return rows.map(row => ({ ...row, amount: BigInt(row.amount) }))
}

export type ListedAccount = {
  readonly id: MoneyAccountId
  readonly bin: string
  readonly number: string
  readonly holder: string
  readonly name: string
  readonly fund: string | null
}
/** Accounts of the unit that everyone may know: what a leader signs. */
export async function publicAccountsOf(tx: Tx, unit: UnitId): Promise<readonly ListedAccount[]> {
  const { rows } = await sql<ListedAccount>`
    select m.id, m.bank_bin as bin, m.number, m.holder, m.name, f.name as fund from money_account m left join fund f on f.id = m.fund_id
    where m.unit_id = ${unit} and m.kind = 'bank' and m.public and m.closed_on is null order by m.name, m.number`.execute(
    tx,
  )
  return rows
}

export async function insertAccountList(tx: Tx, by: Acting, unit: UnitId): Promise<void> {
  await sql`insert into account_list (realm, id, unit_id, signer, signed_by, signed_on, signed_at, command_id)
    values (${by.actor.realm}, ${by.command}, ${unit}, ${by.actor.name}, ${by.actor.account}, ${by.today}, ${by.now}, ${by.command})`.execute(
    tx,
  )
  await sql`insert into account_list_line (realm, list_id, money_account_id, bank_bin, number, holder, name, fund_id)
    select ${by.actor.realm}, ${by.command}, id, bank_bin, number, holder, name, fund_id from money_account
    where unit_id = ${unit} and kind = 'bank' and public and closed_on is null`.execute(tx)
}
