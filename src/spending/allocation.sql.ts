import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { FundId, PlainDate, Realm, UnitId } from '../kernel/index.ts'
import type { AgreementId, AllocationId, AllocationInput, VoucherId } from './types.ts'

/** Whoever allocates a fund or draws on an allocation of it does so one after the other. */
export const holdFund = (tx: Tx, fund: FundId) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${fund}, 27))`.execute(tx)

/** A fund of the unit that is open on that day. */
export async function openFundCode(tx: Tx, unit: UnitId, fund: FundId, day: PlainDate): Promise<string | null> {
  const { rows } = await sql<{ code: string }>`
    select code from fund where id = ${fund} and unit_id = ${unit} and closed_on is null and opened_on <= ${day}::date`.execute(
    tx,
  )
  return rows[0]?.code ?? null
}

const drawn = (allocation: ReturnType<typeof sql>) => sql`(select coalesce(sum(v.amount), 0) from voucher v
  where v.allocation_id = ${allocation} and v.state in ('approved', 'in-run', 'failed', 'paid'))`

/**
 * What a fund holds and has promised to nobody: its money, less what is not understood and what is approved and not paid,
 * less what is allocated and not drawn yet.
 */
export async function freeIn(tx: Tx, fund: FundId): Promise<bigint> {
  const { rows } = await sql<{ free: string }>`
    select (coalesce((select sum(p.amount) from posting p join ledger_account a on a.unit_id = p.unit_id and a.code = p.code
        where p.fund_id = ${fund} and a.purpose in ('cash', 'bank', 'transit', 'unclear', 'payable', 'between-funds')), 0)
      - coalesce((select sum(a.amount - ${drawn(sql`a.id`)}) from allocation a
        where a.fund_id = ${fund} and not exists (select from allocation_end e where e.realm = a.realm and e.allocation_id = a.id)), 0))::text as free`.execute(
    tx,
  )
  return BigInt(rows[0]!.free)
}

export async function insertAllocation(
  tx: Tx,
  by: Acting,
  id: AllocationId,
  i: AllocationInput,
  shares: readonly {
    readonly toUnit: UnitId | null
    readonly programme: string | null
    readonly weight: string | null
    readonly amount: string
  }[],
): Promise<void> {
  await sql`insert into allocation (realm, id, unit_id, fund_id, document, decided_on, purpose, amount, recorded_by, recorded_at, command_id)
    values (${by.actor.realm}, ${id}, ${i.unit}, ${i.fund}, ${i.document.trim()}, ${i.day}, ${i.purpose.trim()}, ${i.amount}, ${by.actor.account},
      ${by.now}, ${by.command})`.execute(tx)
  await sql`insert into allocation_share (realm, allocation_id, ordinal, to_unit_id, programme, weight, amount)
    select ${by.actor.realm}, ${id}, at, "toUnit", programme, weight, amount
    from rows from (jsonb_to_recordset(${JSON.stringify(shares)}::jsonb) as ("toUnit" uuid, programme text, weight numeric, amount bigint))
      with ordinality as s("toUnit", programme, weight, amount, at)`.execute(tx)
}

export async function unitsKnown(tx: Tx, units: readonly UnitId[]): Promise<ReadonlySet<UnitId>> {
  const { rows } = await sql<{ id: UnitId }>`select id from unit where id = any(${[...units]}::uuid[])`.execute(tx)
  return new Set(rows.map(row => row.id))
}

export type AllocationState = {
  readonly realm: Realm
  readonly unit: UnitId
  readonly fund: FundId
  readonly amount: bigint
  readonly document: string
  readonly ended: boolean
  readonly vouchers: number
}
export async function allocationById(tx: Tx, id: AllocationId): Promise<AllocationState | null> {
  const { rows } = await sql<AllocationState>`
    select a.realm, a.unit_id as unit, a.fund_id as fund, a.amount, a.document,
      exists (select from allocation_end e where e.realm = a.realm and e.allocation_id = a.id) as ended,
      (select count(*) from voucher v where v.allocation_id = a.id and v.state not in ('refused', 'reversed', 'draft', 'returned'))::int as vouchers
    from allocation a where a.id = ${id}`.execute(tx)
  return rows[0] ?? null
}
export const insertEnd = (tx: Tx, by: Acting, id: AllocationId, unit: UnitId, why: string) =>
  sql`insert into allocation_end (realm, allocation_id, unit_id, why, ended_by, ended_at, command_id)
    select realm, id, ${unit}, ${why}, ${by.actor.account}, ${by.now}, ${by.command} from allocation where id = ${id}`.execute(
    tx,
  )

/** What is left of a share, and of an agreement on foreign aid, beside this voucher; null where there is none of the fund. */
export async function leftFor(
  tx: Tx,
  v: {
    readonly voucher: VoucherId
    readonly unit: UnitId
    readonly fund: FundId
    readonly allocation: AllocationId | null
    readonly share: number | null
    readonly agreement: AgreementId | null
  },
): Promise<{ readonly share: bigint | null; readonly agreement: bigint | null }> {
  const others = sql`v.id <> ${v.voucher} and v.state in ('submitted', 'approved', 'in-run', 'failed', 'paid')`
  const { rows } = await sql<{ share: string | null; agreement: string | null }>`
    select (select s.amount - coalesce((select sum(v.amount) from voucher v
          where v.realm = s.realm and v.allocation_id = s.allocation_id and v.share = s.ordinal and ${others}), 0)
        from allocation a join allocation_share s on s.realm = a.realm and s.allocation_id = a.id
        where a.id = ${v.allocation} and s.ordinal = ${v.share} and a.unit_id = ${v.unit} and a.fund_id = ${v.fund}
          and not exists (select from allocation_end e where e.realm = a.realm and e.allocation_id = a.id))::text as share,
      (select g.booked - coalesce((select sum(v.amount) from voucher v where v.realm = g.realm and v.agreement_id = g.id and ${others}), 0)
        from aid_agreement g where g.id = ${v.agreement} and g.unit_id = ${v.unit} and g.fund_id = ${v.fund})::text as agreement`.execute(
    tx,
  )
  const { share, agreement } = rows[0]!
  return { share: share === null ? null : BigInt(share), agreement: agreement === null ? null : BigInt(agreement) }
}
