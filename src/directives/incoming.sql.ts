import { sql } from 'kysely'
import type { AccountId, DocumentId, PersonId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { IncomingState, LetterAt, Rhythm } from './types.ts'

export const insertIncoming = (
  tx: Tx,
  by: Acting,
  i: {
    readonly document: DocumentId
    readonly unit: UnitId
    readonly arrivedOn: PlainDate
    readonly how: 'paper' | 'system'
  },
) =>
  sql`insert into incoming (realm, document_id, unit_id, state, arrived_on, how, changed_by, changed_at, command_id)
    values (${by.actor.realm}, ${i.document}, ${i.unit}, 'registered', ${i.arrivedOn}, ${i.how}, ${by.actor.account}, ${by.now}, ${by.command})`.execute(
    tx,
  )

export async function hasIncoming(tx: Tx, unit: UnitId, document: DocumentId): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from incoming where unit_id = ${unit} and document_id = ${document}) as has`.execute(tx)
  return rows[0]!.has
}

export type IncomingRow = {
  readonly state: IncomingState
  readonly version: number
  readonly changed_by: AccountId | null
  readonly changed_at: Date | null
  readonly note: string | null
  readonly lead_unit_id: UnitId | null
  readonly lead_person_id: PersonId | null
  readonly with_unit_ids: readonly UnitId[]
  readonly due_on: PlainDate | null
  readonly number: string | null
  readonly symbol: string | null
  readonly regime: 'state' | 'party' | 'youth_union' | null
  readonly subject: string
}

/** Locks the letter as it lies at the unit, so that two people move it one after the other. */
export async function lockIncoming(tx: Tx, at: LetterAt): Promise<IncomingRow | null> {
  const { rows } = await sql<IncomingRow>`
    select i.state, i.version, i.changed_by, i.changed_at, i.note, i.lead_unit_id, i.lead_person_id, i.with_unit_ids, i.due_on,
      d.number, d.symbol, d.regime, d.subject
    from incoming i join document d on d.id = i.document_id
    where i.document_id = ${at.document} and i.unit_id = ${at.unit} for update of i`.execute(tx)
  return rows[0] ?? null
}

export const setIncomingState = (tx: Tx, by: Acting, at: LetterAt, state: IncomingState) =>
  sql`update incoming set state = ${state}, version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now},
      handed_out_at = case when ${state} = 'handed_out' then ${by.now}::timestamptz else handed_out_at end
    where document_id = ${at.document} and unit_id = ${at.unit}`.execute(tx)

export type Note = {
  readonly words: string
  readonly leadUnit: UnitId | null
  readonly leadPerson: PersonId | null
  readonly withUnits: readonly UnitId[]
  readonly dueOn: PlainDate | null
}

export const writeNote = (tx: Tx, by: Acting, at: LetterAt, n: Note) =>
  sql`update incoming set state = 'noted', note = ${n.words}, lead_unit_id = ${n.leadUnit}, lead_person_id = ${n.leadPerson},
      with_unit_ids = ${[...n.withUnits]}::uuid[], due_on = ${n.dueOn}, noted_by = ${by.actor.account}, noted_at = ${by.now},
      version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}
    where document_id = ${at.document} and unit_id = ${at.unit}`.execute(tx)

export type ConfirmedClause = {
  readonly clause: number
  readonly role: 'lead' | 'with' | 'through'
  readonly rhythm: Rhythm | null
  readonly dueOn: PlainDate | null
  readonly dueText: string | null
  readonly recurrence: unknown
}

/** A clause is confirmed once, by whoever first takes responsibility for how it was read: the signer, or a receiving leader. */
export const confirmClauses = (tx: Tx, by: Acting, document: DocumentId, clauses: readonly number[]) =>
  sql`update clause set confirmed_at = ${by.now}
    where document_id = ${document} and ordinal = any(${[...clauses]}::smallint[]) and confirmed_at is null`.execute(tx)

/**
 * The unit's tasks from the clauses that its leader confirmed. A clause is a task of the unit once, whoever made it;
 * the rhythm and date that the leader sees otherwise are the unit's own and leave the letter's clause as it is. Where the
 * issuer made the task already, the leader fills what the letter leaves open; a date that the letter sets stays.
 */
export const insertNotedTasks = (tx: Tx, by: Acting, at: LetterAt, clauses: readonly ConfirmedClause[]) =>
  sql`insert into task (realm, document_id, clause_ordinal, unit_id, role, rhythm, due_on, due_text, recurrence, sentence, command_id)
    select ${by.actor.realm}, c.document_id, c.ordinal, ${at.unit}, n.role, coalesce(n.rhythm, c.rhythm), coalesce(n."dueOn", c.due_on),
      coalesce(n."dueText", c.due_text), coalesce(nullif(n.recurrence, 'null'::jsonb), c.recurrence),
      coalesce((select a.sentence from clause_ask a where a.document_id = c.document_id and a.clause_ordinal = c.ordinal
                order by a.role, a.ordinal limit 1), c.text), ${by.command}
    from jsonb_to_recordset(${JSON.stringify(clauses)}::jsonb) as n(clause smallint, role text, rhythm text, "dueOn" date, "dueText" text, recurrence jsonb)
      join clause c on c.document_id = ${at.document} and c.ordinal = n.clause
    on conflict (realm, document_id, clause_ordinal, unit_id) do update set rhythm = excluded.rhythm, due_on = excluded.due_on,
      due_text = excluded.due_text, recurrence = excluded.recurrence, version = task.version + 1
      where task.due_on is null and task.state <> 'done'
        and (task.rhythm, task.recurrence, task.due_on) is distinct from (excluded.rhythm, excluded.recurrence, excluded.due_on)`.execute(
    tx,
  )

/** The unit's tasks of a letter that are not done yet, locked, in the order of the clauses. */
export async function openTasks(tx: Tx, at: LetterAt): Promise<{ clause: number; text: string; parts: number }[]> {
  const { rows } = await sql<{ clause: number; text: string; parts: number }>`
    select t.clause_ordinal as clause, c.text, (select count(*)::int from task_part p where p.document_id = t.document_id
        and p.clause_ordinal = t.clause_ordinal and p.unit_id = t.unit_id) as parts
    from task t join clause c on c.document_id = t.document_id and c.ordinal = t.clause_ordinal
    where t.document_id = ${at.document} and t.unit_id = ${at.unit} and t.state <> 'done' order by t.clause_ordinal for update of t`.execute(
    tx,
  )
  return rows
}
