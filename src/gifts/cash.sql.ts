import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { GiftId, EntryId, FundId, MoneyAccountId, PlainDate, UnitId } from '../kernel/index.ts'
import type { FundState } from './rules.ts'
import type { PersonInput } from './types.ts'

/** A fund of the unit with what it may take now. */
export async function fundState(
  tx: Tx,
  unit: UnitId,
  fund: FundId,
): Promise<(FundState & { readonly code: string }) | null> {
  const { rows } = await sql<{
    code: string
    closed: PlainDate | null
    opened: PlainDate
    opensOn: PlainDate | null
    receivesUntil: PlainDate | null
  }>`
    select f.code, f.closed_on as closed, f.opened_on as opened, c.opens_on as "opensOn", c.receives_until as "receivesUntil"
    from fund f left join campaign c on c.fund_id = f.id where f.id = ${fund} and f.unit_id = ${unit}`.execute(tx)
  const row = rows[0]
  if (!row) return null
  const { code, closed, opened, opensOn, receivesUntil } = row
  return { code, closed, opened, campaign: opensOn && receivesUntil ? { opensOn, receivesUntil } : null }
}

export const isCashBox = async (tx: Tx, unit: UnitId, place: MoneyAccountId): Promise<boolean> =>
  (
    await sql`select from money_account where id = ${place} and unit_id = ${unit} and kind = 'cash' and closed_on is null`.execute(
      tx,
    )
  ).rows.length > 0

/** The next number of the unit's receipts in a year, locked until the command ends. */
export async function takeReceiptNumber(tx: Tx, unit: UnitId, year: number): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into receipt_series as s (unit_id, year, last_number) values (${unit}, ${year}, 1)
    on conflict (unit_id, year) do update set last_number = s.last_number + 1 returning last_number as number`.execute(
    tx,
  )
  return rows[0]!.number
}

export const insertGift = (
  tx: Tx,
  by: Acting,
  g: {
    readonly id: GiftId
    readonly unit: UnitId
    readonly fund: FundId
    readonly amount: string
    readonly day: PlainDate
    readonly reverses: GiftId | null
  },
) =>
  sql`insert into gift (realm, id, unit_id, fund_id, channel, amount, received_on, reverses_id, command_id, recorded_at)
    values (${by.actor.realm}, ${g.id}, ${g.unit}, ${g.fund}, 'cash', ${g.amount}, ${g.day}, ${g.reverses}, ${by.command}, ${by.now})`.execute(
    tx,
  )

export const insertLeaf = (
  tx: Tx,
  by: Acting,
  leaf: {
    readonly kind: 'gift' | 'correction'
    readonly subject: string
    readonly salt: Uint8Array
    readonly commitment: Uint8Array
  },
) =>
  sql`insert into leaf (realm, kind, subject_id, commitment, salt, command_id, recorded_at)
    values (${by.actor.realm}, ${leaf.kind}, ${leaf.subject}, ${leaf.commitment}, ${leaf.salt}, ${by.command}, ${by.now})`.execute(
    tx,
  )

export const insertCashGift = (
  tx: Tx,
  by: Acting,
  g: {
    readonly gift: GiftId
    readonly unit: UnitId
    readonly entry: EntryId
    readonly place: MoneyAccountId
    readonly year: number
    readonly number: number
    readonly token: string
    readonly named: boolean
    readonly currency: string | null
    readonly foreign: string | null
    readonly note: string
  },
) =>
  sql`insert into cash_gift (realm, gift_id, unit_id, entry_id, money_account_id, receipt_year, receipt_number, token, named, currency,
      foreign_amount, note, recorded_by, command_id)
    values (${by.actor.realm}, ${g.gift}, ${g.unit}, ${g.entry}, ${g.place}, ${g.year}, ${g.number}, ${g.token}, ${g.named},
      ${g.currency}, ${g.foreign}, ${g.note}, ${by.actor.account}, ${by.command})`.execute(tx)

/** Keeps who is named under a gift; nobody named, nothing kept. */
export async function insertPerson(
  tx: Tx,
  by: Acting,
  p: {
    readonly subject: string
    readonly part: 'giver' | 'receiver' | 'witness'
    readonly unit: UnitId
    readonly purpose: 'receipt' | 'thanks' | 'direct-help'
    readonly person: PersonInput
  },
): Promise<void> {
  const [name, contact] = [p.person.name.trim() || null, p.person.contact.trim() || null]
  if (name === null && contact === null) return
  await sql`insert into gift_person (realm, subject_id, part, unit_id, purpose, name, contact, recorded_at, command_id)
    values (${by.actor.realm}, ${p.subject}, ${p.part}, ${p.unit}, ${p.purpose}, ${name}, ${contact}, ${by.now}, ${by.command})`.execute(
    tx,
  )
}

/** A gift by hand, to be taken back; null when it is not there or not to be seen. */
export async function cashGiftById(tx: Tx, by: Acting, id: GiftId) {
  const { rows } = await sql<{
    unit: UnitId
    fund: FundId
    entry: EntryId
    amount: string
    takenBack: boolean
    mine: boolean
    secondOver: string
  }>`
    select k.unit_id as unit, g.fund_id as fund, k.entry_id as entry, g.amount::text as amount, s.second_person_over::text as "secondOver",
      exists (select from gift r where r.realm = g.realm and r.reverses_id = g.id) as "takenBack",
      coalesce(k.recorded_by = ${by.actor.account} or a.person_id = ${by.actor.person}, false) as mine
    from cash_gift k join gift g on g.realm = k.realm and g.id = k.gift_id cross join ledger_setting s
      left join account a on a.id = k.recorded_by
    where k.realm = ${by.actor.realm} and k.gift_id = ${id}`.execute(tx)
  return rows[0] ?? null
}

export const erasePersons = async (tx: Tx, subject: string, why: string): Promise<number> =>
  (await sql<{ count: number }>`select erase_gift_persons(${subject}, ${why}) as count`.execute(tx)).rows[0]!.count
