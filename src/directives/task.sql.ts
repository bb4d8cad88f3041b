import { sql } from 'kysely'
import type { AccountId, DocumentId, PersonId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { PartState, Regime, Rhythm, TaskKey, TaskState } from './types.ts'

/** Tasks, their parts, and requests for another date. */

export type TaskRow = {
  readonly state: TaskState
  readonly version: number
  readonly changed_by: AccountId | null
  readonly changed_at: Date | null
  readonly rhythm: Rhythm
  readonly due_on: PlainDate | null
  readonly own_due_on: PlainDate | null
  readonly label: string
  readonly text: string
  readonly unit_name: string
  readonly number: string | null
  readonly symbol: string | null
  readonly regime: Regime | null
  readonly issued_on: PlainDate | null
}

export async function lockTask(tx: Tx, key: TaskKey): Promise<TaskRow | null> {
  const { rows } = await sql<TaskRow>`
    select t.state, t.version, t.changed_by, t.changed_at, t.rhythm, t.due_on, t.own_due_on, c.label, c.text, u.name as unit_name,
      d.number, d.symbol, d.regime, d.issued_on
    from task t join clause c on c.document_id = t.document_id and c.ordinal = t.clause_ordinal
      join document d on d.id = t.document_id join unit u on u.id = t.unit_id
    where t.document_id = ${key.document} and t.clause_ordinal = ${key.clause} and t.unit_id = ${key.unit} for update of t`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** How many parts of the task are still open, and how many things show that it was carried out. */
export async function whatIsThere(tx: Tx, key: TaskKey): Promise<{ readonly open: number; readonly evidence: number }> {
  const { rows } = await sql<{ open: number; evidence: number }>`select
      (select count(*)::int from task_part where document_id = ${key.document} and clause_ordinal = ${key.clause}
        and unit_id = ${key.unit} and state <> 'done') as open,
      (select count(*)::int from task_evidence where document_id = ${key.document} and clause_ordinal = ${key.clause}
        and unit_id = ${key.unit} and ended_at is null) as evidence`.execute(tx)
  return rows[0]!
}

export type TaskChange = {
  readonly state: TaskState
  readonly ownDueOn?: PlainDate | null
  readonly dueOn?: PlainDate
  readonly doneNote?: string
}

/** Every change counts the version on and says who made it. */
export const changeTask = (tx: Tx, by: Acting, key: TaskKey, change: TaskChange) =>
  sql`update task set state = ${change.state},
      own_due_on = case when ${change.ownDueOn !== undefined} then ${change.ownDueOn ?? null}::date else own_due_on end,
      due_on = coalesce(${change.dueOn ?? null}::date, due_on),
      taken_at = case when ${change.state} <> 'asked' then coalesce(taken_at, ${by.now}) else taken_at end,
      taken_by = case when ${change.state} <> 'asked' then coalesce(taken_by, ${by.actor.account}) else taken_by end,
      done_at = case when ${change.state} = 'done' then ${by.now}::timestamptz end,
      done_note = coalesce(${change.doneNote ?? null}, done_note),
      version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}
    where document_id = ${key.document} and clause_ordinal = ${key.clause} and unit_id = ${key.unit}`.execute(tx)

export const setTaskState = (
  tx: Tx,
  by: Acting,
  at: { unit: UnitId; document: DocumentId },
  clauses: readonly number[],
  state: TaskState,
) =>
  sql`update task set state = ${state}, taken_at = coalesce(taken_at, ${by.now}), taken_by = coalesce(taken_by, ${by.actor.account}),
      version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}
    where document_id = ${at.document} and unit_id = ${at.unit} and clause_ordinal = any(${[...clauses]}::smallint[])`.execute(
    tx,
  )

export type NewPart = {
  readonly clause: number
  readonly ordinal: number
  readonly unit: UnitId | null
  readonly person: PersonId | null
  readonly what: string
  readonly dueOn: PlainDate | null
}

export const insertParts = (
  tx: Tx,
  by: Acting,
  at: { unit: UnitId; document: DocumentId },
  parts: readonly NewPart[],
) =>
  sql`insert into task_part (realm, document_id, clause_ordinal, unit_id, ordinal, to_unit_id, to_person_id, what, due_on, changed_by, changed_at, command_id)
    select t.realm, t.document_id, t.clause_ordinal, t.unit_id, p.ordinal, p.unit, p.person, p.what, p."dueOn", ${by.actor.account}, ${by.now}, ${by.command}
    from jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) as p(clause smallint, ordinal smallint, unit uuid, person uuid, what text, "dueOn" date)
      join task t on t.document_id = ${at.document} and t.unit_id = ${at.unit} and t.clause_ordinal = p.clause`.execute(
    tx,
  )

export async function lastPart(tx: Tx, key: TaskKey): Promise<number> {
  const { rows } = await sql<{ last: number }>`select coalesce(max(ordinal), 0)::int as last from task_part
    where document_id = ${key.document} and clause_ordinal = ${key.clause} and unit_id = ${key.unit}`.execute(tx)
  return rows[0]!.last
}

export type PartKey = TaskKey & { readonly part: number }
export type PartRow = {
  readonly state: PartState
  readonly version: number
  readonly changed_by: AccountId | null
  readonly changed_at: Date | null
  readonly to_unit_id: UnitId | null
  readonly to_person_id: PersonId | null
  readonly what: string
}

export async function lockPart(tx: Tx, key: PartKey): Promise<PartRow | null> {
  const { rows } =
    await sql<PartRow>`select state, version, changed_by, changed_at, to_unit_id, to_person_id, what from task_part
    where document_id = ${key.document} and clause_ordinal = ${key.clause} and unit_id = ${key.unit} and ordinal = ${key.part} for update`.execute(
      tx,
    )
  return rows[0] ?? null
}

export const changePart = (tx: Tx, by: Acting, key: PartKey, state: PartState, note: string | null) =>
  sql`update task_part set state = ${state}, done_note = coalesce(${note}, done_note), taken_at = coalesce(taken_at, ${by.now}), version = version + 1,
      changed_by = ${by.actor.account}, changed_at = ${by.now}
    where document_id = ${key.document} and clause_ordinal = ${key.clause} and unit_id = ${key.unit} and ordinal = ${key.part}`.execute(
    tx,
  )

export type DateRequest = { readonly ordinal: number; readonly proposed_on: PlainDate; readonly answer: string | null }

export async function lastDateRequest(tx: Tx, key: TaskKey): Promise<DateRequest | null> {
  const { rows } = await sql<DateRequest>`select ordinal, proposed_on, answer from task_date_request
    where document_id = ${key.document} and clause_ordinal = ${key.clause} and unit_id = ${key.unit} order by ordinal desc limit 1`.execute(
    tx,
  )
  return rows[0] ?? null
}

export const insertDateRequest = (
  tx: Tx,
  by: Acting,
  key: TaskKey,
  r: { ordinal: number; on: PlainDate; reason: string },
) =>
  sql`insert into task_date_request (realm, document_id, clause_ordinal, unit_id, ordinal, proposed_on, reason, asked_by, asked_at, command_id)
    select realm, document_id, clause_ordinal, unit_id, ${r.ordinal}, ${r.on}, ${r.reason}, ${by.actor.account}, ${by.now}, ${by.command}
    from task where document_id = ${key.document} and clause_ordinal = ${key.clause} and unit_id = ${key.unit}`.execute(
    tx,
  )

export const answerDateRequest = (
  tx: Tx,
  by: Acting,
  key: TaskKey,
  a: { ordinal: number; answer: 'accepted' | 'refused'; note: string },
) =>
  sql`update task_date_request set answer = ${a.answer}, answer_note = ${a.note}, answered_by = ${by.actor.account}, answered_at = ${by.now}
    where document_id = ${key.document} and clause_ordinal = ${key.clause} and unit_id = ${key.unit} and ordinal = ${a.ordinal}`.execute(
    tx,
  )

/** Who may give another date: the unit that issued the letter, and those that it names to follow it. */
export async function dateGivers(tx: Tx, document: DocumentId): Promise<UnitId[]> {
  const { rows } = await sql<{ unit_id: UnitId }>`
    select unit_id from outgoing where document_id = ${document} and state = 'issued'
    union select unit_id from document_follower where document_id = ${document}`.execute(tx)
  return rows.map(row => row.unit_id)
}

/** The sender as deliveries know it; the outgoing row itself is closed to the recipient. */
export async function issuerOf(tx: Tx, document: DocumentId, unit: UnitId): Promise<UnitId | null> {
  const { rows } = await sql<{ from_unit_id: UnitId }>`
    select from_unit_id from delivery where document_id = ${document} and unit_id = ${unit}`.execute(tx)
  return rows[0]?.from_unit_id ?? null
}

export async function personNames(tx: Tx, ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{
    id: PersonId
    name: string
  }>`select id, name from person where id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(row => [row.id, row.name]))
}
