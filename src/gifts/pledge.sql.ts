import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { GiftId, FundId, PlainDate, UnitId } from '../kernel/index.ts'
import type { PledgeId, RecordId } from './types.ts'

/** Steps that count: a promise kept by what was taken back afterwards is open again. */
const STEPS = sql`(select s.realm, s.pledge_id, s.step, s.gift_id, s.in_kind_id, s.why from pledge_step s
  where not exists (select from gift r where r.realm = s.realm and r.reverses_id = s.gift_id)
    and not exists (select from record_taken_back b where b.realm = s.realm and b.record_id = s.in_kind_id))`

export type Pledge = {
  readonly id: PledgeId
  readonly fund: FundId
  readonly fundName: string
  readonly campaign: string
  readonly code: string
  readonly amount: bigint | null
  readonly goods: string | null
  readonly named: boolean
  readonly on: PlainDate
  readonly name: string | null
  readonly contact: string | null
  readonly state: 'open' | 'kept' | 'withdrawn'
  /** The number of the receipt that keeps it, where it was cash. */
  readonly receipt: string | null
  readonly why: string | null
}

export const PLEDGES_MAX = 200

/** Promises of a unit, open ones first, the newest first; who promised only for the desk of that very unit. */
export async function pledgesOf(tx: Tx, unit: UnitId, state: Pledge['state'] | null): Promise<readonly Pledge[]> {
  const { rows } = await sql<Omit<Pledge, 'amount'> & { amount: string | null }>`
    select p.id, p.fund_id as fund, f.name as "fundName", c.code as campaign, p.code, p.amount::text as amount, p.goods, p.named, p.pledged_on as on,
      g.name, g.contact, coalesce(s.step, 'open') as state, k.receipt_number::text || '/' || k.receipt_year as receipt, nullif(s.why, '') as why
    from pledge p join fund f on f.id = p.fund_id join campaign c on c.fund_id = p.fund_id
      left join ${STEPS} s on s.realm = p.realm and s.pledge_id = p.id
      left join cash_gift k on k.realm = s.realm and k.gift_id = s.gift_id
      left join gift_person g on g.realm = p.realm and g.subject_id = p.id and g.part = 'giver'
    where p.unit_id = ${unit} and (${state}::text is null or coalesce(s.step, 'open') = ${state})
    order by s.step is not null, p.recorded_at desc limit ${PLEDGES_MAX}`.execute(tx)
  return rows.map(row => ({ ...row, amount: row.amount === null ? null : BigInt(row.amount) }))
}

/** An open promise of the unit by its code or id, however the code was typed, locked until the command ends. */
export async function openPledge(tx: Tx, unit: UnitId, wanted: string) {
  const plain = wanted.replace(/[\s.-]/g, '').toUpperCase()
  const { rows } = await sql<{ id: PledgeId; fund: FundId; amount: string | null }>`
    select p.id, p.fund_id as fund, p.amount::text as amount from pledge p
    where p.unit_id = ${unit} and (p.code = ${plain} or p.id::text = ${wanted})
      and not exists (select from ${STEPS} s where s.realm = p.realm and s.pledge_id = p.id)`.execute(tx)
  const pledge = rows.length === 1 ? rows[0]! : null
  // Two desks may keep one promise at once: the second waits here and then finds it ended.
  if (pledge) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${pledge.id}, 25))`.execute(tx)
    const ended = await sql`select from ${STEPS} s where s.pledge_id = ${pledge.id}`.execute(tx)
    if (ended.rows.length > 0) return null
  }
  return pledge
}

/**
 * Keeps the open promises of money whose code these gifts by bank bear, in one statement however many: the first gift of a
 * code keeps its promise. The gift stands under its line's own id.
 */
export const keepPromised = (tx: Tx, by: Acting, lines: readonly { readonly line: string; readonly code: string }[]) =>
  sql`insert into pledge_step (realm, pledge_id, unit_id, command_id, step, gift_id, stepped_by, stepped_at)
    select distinct on (p.realm, p.id) p.realm, p.id, p.unit_id, ${by.command}, 'kept', g.id, ${by.actor.account}, ${by.now}
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l(line uuid, code text)
      join gift g on g.realm = ${by.actor.realm} and g.id = l.line
      join pledge p on p.realm = g.realm and p.fund_id = g.fund_id and p.code = l.code and p.amount is not null
    where not exists (select from ${STEPS} s where s.realm = p.realm and s.pledge_id = p.id)
    order by p.realm, p.id, g.received_on, g.id`.execute(tx)

export const insertStep = (
  tx: Tx,
  by: Acting,
  s: {
    readonly pledge: PledgeId
    readonly unit: UnitId
    readonly step: 'kept' | 'withdrawn'
    readonly gift?: GiftId
    readonly inKind?: RecordId
    readonly why?: string
  },
) =>
  sql`insert into pledge_step (realm, pledge_id, unit_id, command_id, step, gift_id, in_kind_id, why, stepped_by, stepped_at)
    values (${by.actor.realm}, ${s.pledge}, ${s.unit}, ${by.command}, ${s.step}, ${s.gift ?? null}, ${s.inKind ?? null}, ${s.why ?? ''},
      ${by.actor.account}, ${by.now})`.execute(tx)
