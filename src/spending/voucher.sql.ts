import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { AccountId, FundId, PlainDate, Realm, UnitId } from '../kernel/index.ts'
import type {
  AgreementId,
  AllocationId,
  Expense,
  Payee,
  VoucherId,
  VoucherInput,
  VoucherKind,
  VoucherState,
} from './types.ts'

/** Vouchers: the rows that the use cases lock, write and move. */

export type VoucherRow = {
  readonly id: VoucherId
  readonly realm: Realm
  readonly unit: UnitId
  readonly fund: FundId
  readonly fundCode: string
  readonly year: number
  readonly number: number
  readonly kind: VoucherKind
  readonly code: string
  readonly allocation: AllocationId | null
  readonly share: number | null
  readonly agreement: AgreementId | null
  readonly expense: Expense
  readonly amount: bigint
  readonly reason: string
  readonly day: PlainDate
  readonly state: VoucherState
  readonly version: number
  readonly changed_by: AccountId | null
  readonly changed_at: Date | null
  readonly approvedBy: AccountId | null
  readonly approvedAt: Date | null
}

const columns = sql`v.id, v.realm, v.unit_id as unit, v.fund_id as fund, f.code as "fundCode", v.year, v.number, v.kind, v.code,
  v.allocation_id as allocation, v.share, v.agreement_id as agreement, v.expense, v.amount, v.reason, v.day, v.state, v.version,
  v.changed_by, v.changed_at, v.approved_by as "approvedBy", v.approved_at as "approvedAt"`

/** A voucher of the actor's own units, locked until the command ends. */
export async function lockVoucher(tx: Tx, id: VoucherId): Promise<VoucherRow | null> {
  const { rows } = await sql<VoucherRow>`
    select ${columns} from voucher v join fund f on f.id = v.fund_id where v.id = ${id} for update of v`.execute(tx)
  return rows[0] ?? null
}

/** Many at once, always in the same order, so that two commands wait for each other and never in a circle. */
export async function lockVouchers(
  tx: Tx,
  by: { readonly ids: readonly VoucherId[] } | { readonly unit: UnitId; readonly codes: readonly string[] },
): Promise<VoucherRow[]> {
  const which =
    'ids' in by
      ? sql`v.id = any(${[...by.ids]}::uuid[])`
      : sql`v.unit_id = ${by.unit} and v.code = any(${[...by.codes]}::text[])`
  const { rows } = await sql<VoucherRow>`
    select ${columns} from voucher v join fund f on f.id = v.fund_id where ${which} order by v.id for update of v`.execute(
    tx,
  )
  return rows
}

/** For whom a voucher waits, when it waits for this actor. */
export async function waitsForActor(tx: Tx, id: VoucherId): Promise<{ unit: UnitId; realm: Realm } | null> {
  const { rows } = await sql<{ unit: UnitId; realm: Realm }>`
    select v.unit_id as unit, v.realm from voucher v where v.id = ${id} and v.id in (select vouchers_to_check())`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** The next number of the unit's vouchers or runs in a year, locked until the command ends. */
export async function takeNumber(tx: Tx, unit: UnitId, kind: 'voucher' | 'run', year: number): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into spending_series as s (unit_id, kind, year, last_number) values (${unit}, ${kind}, ${year}, 1)
    on conflict (unit_id, kind, year) do update set last_number = s.last_number + 1 returning last_number as number`.execute(
    tx,
  )
  return rows[0]!.number
}

export async function insertVoucher(
  tx: Tx,
  by: Acting,
  v: { readonly id: VoucherId; readonly unit: UnitId; readonly number: number; readonly code: string },
  i: VoucherInput,
): Promise<void> {
  await sql`insert into voucher (realm, id, unit_id, fund_id, year, number, kind, code, allocation_id, share, programme, agreement_id, expense,
      amount, reason, day, state, written_by, changed_by, changed_at, command_id)
    values (${by.actor.realm}, ${v.id}, ${v.unit}, ${i.fund}, ${Number(i.day.slice(0, 4))}, ${v.number}, ${i.kind}, ${v.code}, ${i.allocation},
      ${i.share}, ${i.programme.trim()}, ${i.agreement}, ${i.expense}, ${i.amount}, ${i.reason.trim()}, ${i.day}, 'draft', ${by.actor.account},
      ${by.actor.account}, ${by.now}, ${by.command})`.execute(tx)
  const { name, bank, number } = payeeParts(i)
  await sql`insert into voucher_payee (realm, voucher_id, unit_id, name, bank_bin, number)
    values (${by.actor.realm}, ${v.id}, ${v.unit}, ${name}, ${bank}, ${number})`.execute(tx)
}

export async function changeVoucher(tx: Tx, by: Acting, id: VoucherId, i: VoucherInput): Promise<void> {
  await sql`update voucher set fund_id = ${i.fund}, kind = ${i.kind}, allocation_id = ${i.allocation}, share = ${i.share},
      programme = ${i.programme.trim()}, agreement_id = ${i.agreement}, expense = ${i.expense}, amount = ${i.amount}, reason = ${i.reason.trim()},
      day = ${i.day}, changed_by = ${by.actor.account}, changed_at = ${by.now}, version = version + 1 where id = ${id}`.execute(
    tx,
  )
  const { name, bank, number } = payeeParts(i)
  await sql`update voucher_payee set name = ${name}, bank_bin = ${bank}, number = ${number} where voucher_id = ${id}`.execute(
    tx,
  )
}
const payeeParts = ({ kind, payee }: VoucherInput) => ({
  name: payee.name.trim(),
  bank: kind === 'bank' ? payee.bankBin : null,
  number: kind === 'bank' ? payee.number : null,
})

/** Moves vouchers to a state, counts their versions on and writes the step into each one's history. */
export async function moveVouchers(
  tx: Tx,
  by: Acting,
  ids: readonly VoucherId[],
  to: { readonly state: VoucherState; readonly forUnit: UnitId; readonly why?: string },
): Promise<void> {
  const all = sql`${[...ids]}::uuid[]`
  const submitted = to.state === 'submitted'
  const approved = to.state === 'approved'
  await sql`update voucher set state = ${to.state}, version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now},
      submitted_by = case when ${submitted} then ${by.actor.account}::uuid else submitted_by end,
      submitted_at = case when ${submitted} then ${by.now}::timestamptz else submitted_at end,
      approved_by = case when ${approved} then ${by.actor.account}::uuid else approved_by end,
      approved_at = case when ${approved} then ${by.now}::timestamptz else approved_at end
    where id = any(${all})`.execute(tx)
  await writeSteps(tx, by, ids, to.state, to.forUnit, to.why ?? '')
}

export const writeSteps = (tx: Tx, by: Acting, ids: readonly VoucherId[], step: string, forUnit: UnitId, why = '') =>
  sql`insert into voucher_step (realm, voucher_id, ordinal, unit_id, step, account_id, account_name, for_unit_id, why, at, command_id)
    select v.realm, v.id, (select coalesce(max(s.ordinal), 0) + 1 from voucher_step s where s.realm = v.realm and s.voucher_id = v.id), v.unit_id,
      ${step}, ${by.actor.account}, ${by.actor.name}, ${forUnit}, ${why}, ${by.now}, ${by.command}
    from voucher v where v.id = any(${[...ids]}::uuid[])`.execute(tx)

/** Which of these steps of a voucher this person did, through whichever account; and whether its checker came from outside. */
export async function stepsByPerson(
  tx: Tx,
  by: Acting,
  id: VoucherId,
): Promise<{ readonly made: boolean; readonly approved: boolean; readonly outside: boolean }> {
  const { rows } = await sql<{ made: boolean; approved: boolean; outside: boolean }>`
    select coalesce(bool_or(mine and step in ('written', 'edited', 'submitted')), false) as made,
      coalesce(bool_or(mine and step = 'approved'), false) as approved,
      coalesce(bool_or(step = 'approved' and for_unit_id <> unit_id), false) as outside
    from (select s.step, s.for_unit_id, s.unit_id, s.account_id = ${by.actor.account} or coalesce(a.person_id = ${by.actor.person}, false) as mine
      from voucher_step s left join account a on a.id = s.account_id where s.voucher_id = ${id}) t`.execute(tx)
  return rows[0]!
}

export async function payeeOf(tx: Tx, id: VoucherId): Promise<Payee | null> {
  const { rows } = await sql<{ name: string | null; bin: string | null; number: string | null }>`
    select name, bank_bin as bin, number from voucher_payee where voucher_id = ${id}`.execute(tx)
  const row = rows[0]
  return row?.name ? { name: row.name, bankBin: row.bin ?? '', number: row.number ?? '' } : null
}

export const erasePayeeRow = async (tx: Tx, id: VoucherId, why: string): Promise<number> =>
  (await sql<{ count: number }>`select erase_payee(${id}, ${why}) as count`.execute(tx)).rows[0]!.count
