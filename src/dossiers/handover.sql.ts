import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { AccountId, PersonId, UnitId } from '../kernel/index.ts'
import type { HandedItem, HandoverId, HandoverState } from './types.ts'

/** Hand-overs: the rows that the use cases lock, write and change. */

export type HandoverRow = {
  readonly unit: UnitId
  readonly giver: AccountId
  readonly receiver: AccountId
  readonly giverName: string
  readonly receiverName: string
  readonly giverPerson: PersonId | null
  readonly receiverPerson: PersonId | null
  readonly state: HandoverState
  readonly edition: number
  readonly version: number
  readonly changed_by: AccountId | null
  readonly changed_at: Date | null
}

export async function lockHandover(tx: Tx, id: HandoverId): Promise<HandoverRow | null> {
  const { rows } = await sql<HandoverRow>`
    select h.unit_id as unit, h.giver_id as giver, h.receiver_id as receiver, coalesce(actor_name(h.giver_id), '–') as "giverName",
      coalesce(actor_name(h.receiver_id), '–') as "receiverName", g.person_id as "giverPerson", r.person_id as "receiverPerson",
      h.state, h.edition, h.version, h.changed_by, h.changed_at
    from handover h left join account g on g.id = h.giver_id left join account r on r.id = h.receiver_id
    where h.id = ${id} for update of h`.execute(tx)
  return rows[0] ?? null
}

/** Who has worked at a unit, and who works there on the day of the read: the two ends of a hand-over. */
export type Colleague = { readonly account: AccountId; readonly name: string; readonly works: boolean }

export async function colleaguesAt(tx: Tx, unit: UnitId): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select a.id as account, a.name, a.disabled_at is null and bool_or(g.during @> app_as_of() and g.role in ('officer', 'clerk', 'leader')) as works
    from role_grant g join account a on a.id = g.account_id
    where g.unit_id = ${unit} and not isempty(g.during) group by a.id order by a.name, a.id limit 500`.execute(tx)
  return rows
}

export async function openHandoverOf(tx: Tx, unit: UnitId, giver: AccountId): Promise<boolean> {
  const { rows } =
    await sql`select from handover where unit_id = ${unit} and giver_id = ${giver} and state in ('open', 'given')`.execute(
      tx,
    )
  return rows.length > 0
}

export const insertHandover = (
  tx: Tx,
  by: Acting,
  h: {
    readonly id: HandoverId
    readonly unit: UnitId
    readonly giver: AccountId
    readonly receiver: AccountId
    readonly reason: string
  },
) =>
  sql`insert into handover (realm, id, unit_id, giver_id, receiver_id, reason, state, opened_by, opened_at, changed_by, changed_at, command_id)
    values (${by.actor.realm}, ${h.id}, ${h.unit}, ${h.giver}, ${h.receiver}, ${h.reason}, 'open', ${by.actor.account}, ${by.now},
      ${by.actor.account}, ${by.now}, ${by.command})`.execute(tx)

export type HandoverChange = {
  readonly state: HandoverState
  readonly edition?: number
  readonly why?: string
  readonly remarks?: string
  readonly parts?: number
  readonly dossiers?: number
}

/** Every change counts the version on and says who made it; a signature is the account and the instant. */
export const moveHandover = (tx: Tx, by: Acting, id: HandoverId, move: string, to: HandoverChange) =>
  sql`update handover set state = ${to.state}, edition = coalesce(${to.edition ?? null}::smallint, edition),
      remarks = coalesce(${to.remarks ?? null}, remarks),
      giver_signed_at = case when ${move} = 'give' then ${by.now}::timestamptz when ${move} = 'give-back' then null else giver_signed_at end,
      confirmed_by = case when ${move} = 'confirm-gone' then ${by.actor.account}::uuid when ${move} = 'give-back' then null else confirmed_by end,
      confirmed_at = case when ${move} = 'confirm-gone' then ${by.now}::timestamptz when ${move} = 'give-back' then null else confirmed_at end,
      confirmed_why = case when ${move} = 'confirm-gone' then ${to.why ?? null}::text when ${move} = 'give-back' then null else confirmed_why end,
      receiver_signed_at = case when ${move} = 'take' then ${by.now}::timestamptz else receiver_signed_at end,
      returned_why = case when ${move} = 'give-back' then ${to.why ?? null}::text when ${move} in ('give', 'confirm-gone') then null else returned_why end,
      cancelled_why = case when ${move} = 'cancel' then ${to.why ?? null}::text else cancelled_why end,
      parts_moved = ${to.parts ?? 0}, dossiers_moved = ${to.dossiers ?? 0},
      version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}
    where id = ${id}`.execute(tx)

export const insertItems = (tx: Tx, by: Acting, id: HandoverId, edition: number, items: readonly HandedItem[]) =>
  sql`insert into handover_item (realm, handover_id, edition, ordinal, kind, label, subject, due_on, link, key, command_id)
    select h.realm, h.id, ${edition}, i.n, i.kind, i.label, i.subject, i."dueOn", i.link, i.key, ${by.command}
    from handover h, jsonb_to_recordset(${JSON.stringify(items.map((item, at) => ({ ...item, n: at + 1 })))}::jsonb)
      as i(n int, kind text, label text, subject text, "dueOn" date, link text, key jsonb)
    where h.id = ${id}`.execute(tx)

/** What was frozen at the last signature of the giver. */
export async function itemsOf(tx: Tx, id: HandoverId, edition: number): Promise<HandedItem[]> {
  const { rows } = await sql<HandedItem>`select kind, label, subject, due_on as "dueOn", link, key from handover_item
    where handover_id = ${id} and edition = ${edition} order by ordinal`.execute(tx)
  return rows
}
