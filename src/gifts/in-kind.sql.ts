import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { PlainDate, UnitId } from '../kernel/index.ts'
import type { Condition, DirectInput, InKind, InKindInput, RecordId } from './types.ts'

export const insertInKind = (
  tx: Tx,
  by: Acting,
  id: RecordId,
  g: Pick<InKindInput, 'unit' | 'fund' | 'kind' | 'what' | 'quantity' | 'measure' | 'day' | 'named'> & {
    readonly condition: string | null
  },
) =>
  sql`insert into in_kind_gift (realm, id, unit_id, fund_id, kind, what, quantity, measure, condition, named, received_on, recorded_by,
      recorded_at, command_id)
    values (${by.actor.realm}, ${id}, ${g.unit}, ${g.fund}, ${g.kind}, ${g.what}, ${g.quantity}, ${g.measure}, ${g.condition}, ${g.named},
      ${g.day}, ${by.actor.account}, ${by.now}, ${by.command})`.execute(tx)

export const insertDirect = (tx: Tx, by: Acting, id: RecordId, d: DirectInput) =>
  sql`insert into direct_help (realm, id, unit_id, fund_id, what, value, value_basis, evidence, place, happened_on, recorded_by, recorded_at,
      command_id)
    values (${by.actor.realm}, ${id}, ${d.unit}, ${d.fund}, ${d.what.trim()}, ${d.value}, ${d.valueBasis.trim()}, ${d.evidence.trim()},
      ${d.place.trim()}, ${d.day}, ${by.actor.account}, ${by.now}, ${by.command})`.execute(tx)

/** Whether there is such a record beside the books, and whether it was taken back. */
export async function recordById(tx: Tx, id: RecordId): Promise<{ unit: UnitId; takenBack: boolean } | null> {
  const { rows } = await sql<{ unit: UnitId; takenBack: boolean }>`
    select unit_id as unit, exists (select from record_taken_back b where b.record_id = r.id) as "takenBack"
    from (select id, unit_id from in_kind_gift union all select id, unit_id from direct_help) r where id = ${id}`.execute(
    tx,
  )
  return rows[0] ?? null
}

export const insertTakenBack = (tx: Tx, by: Acting, id: RecordId, unit: UnitId, why: string) =>
  sql`insert into record_taken_back (realm, record_id, unit_id, why, taken_back_by, taken_back_at, command_id)
    values (${by.actor.realm}, ${id}, ${unit}, ${why}, ${by.actor.account}, ${by.now}, ${by.command})`.execute(tx)

export type InKindRow = {
  readonly id: RecordId
  readonly kind: InKind
  readonly what: string
  readonly quantity: string
  readonly measure: string
  readonly condition: Condition | null
  readonly day: PlainDate
  readonly fund: string
  readonly name: string | null
  readonly named: boolean
  readonly takenBackWhy: string | null
}
export type DirectRow = {
  readonly id: RecordId
  readonly what: string
  readonly value: bigint
  readonly valueBasis: string
  readonly evidence: string
  readonly place: string
  readonly day: PlainDate
  readonly fund: string
  readonly giver: string | null
  readonly receiver: string | null
  readonly witnesses: string | null
  readonly takenBackWhy: string | null
}
export const RECORDS_MAX = 100

export async function inKindOf(tx: Tx, unit: UnitId): Promise<readonly InKindRow[]> {
  const { rows } = await sql<InKindRow>`
    select g.id, g.kind, g.what, trim_scale(g.quantity)::text as quantity, g.measure, g.condition, g.received_on as day, f.name as fund, p.name, g.named,
      b.why as "takenBackWhy"
    from in_kind_gift g join fund f on f.id = g.fund_id
      left join gift_person p on p.realm = g.realm and p.subject_id = g.id and p.part = 'giver'
      left join record_taken_back b on b.realm = g.realm and b.record_id = g.id
    where g.unit_id = ${unit} order by g.received_on desc, g.recorded_at desc limit ${RECORDS_MAX}`.execute(tx)
  return rows
}

export async function directOf(tx: Tx, unit: UnitId): Promise<readonly DirectRow[]> {
  const { rows } = await sql<Omit<DirectRow, 'value'> & { value: string }>`
    select d.id, d.what, d.value::text as value, d.value_basis as "valueBasis", d.evidence, d.place, d.happened_on as day, f.name as fund,
      g.name as giver, r.name as receiver, w.name as witnesses, b.why as "takenBackWhy"
    from direct_help d join fund f on f.id = d.fund_id
      left join gift_person g on g.realm = d.realm and g.subject_id = d.id and g.part = 'giver'
      left join gift_person r on r.realm = d.realm and r.subject_id = d.id and r.part = 'receiver'
      left join gift_person w on w.realm = d.realm and w.subject_id = d.id and w.part = 'witness'
      left join record_taken_back b on b.realm = d.realm and b.record_id = d.id
    where d.unit_id = ${unit} order by d.happened_on desc, d.recorded_at desc limit ${RECORDS_MAX}`.execute(tx)
  return rows.map(row => ({ ...row, value: BigInt(row.value) }))
}
