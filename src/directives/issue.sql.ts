import { sql } from 'kysely'
import type { DocumentId, UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { Addressing } from './addressing.ts'

/** Sending: one insert a table whatever the number of units. */

export type Sending = { readonly document: DocumentId; readonly from: UnitId }

export async function insertDeliveries(tx: Tx, by: Acting, s: Sending, a: Addressing): Promise<void> {
  if (a.units.length === 0) return
  const given = a.units.map(({ unit, kind, phrase }, at) => ({ unit, kind, phrase, at: at + 1 }))
  await sql`
    insert into delivery (realm, document_id, unit_id, from_unit_id, ordinal, kind, phrase, sent_at, command_id)
    select ${by.actor.realm}, ${s.document}, u.unit, ${s.from}, u.at, u.kind,
      coalesce((${a.phrases.map(p => p.phrase)}::text[])[u.phrase + 1], ''), ${by.now}, ${by.command}
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as u(unit uuid, kind text, phrase integer, at integer)`.execute(
    tx,
  )
}

export async function insertPersonDeliveries(tx: Tx, by: Acting, s: Sending, a: Addressing): Promise<void> {
  if (a.persons.length === 0) return
  await sql`
    insert into delivery_person (realm, document_id, person_id, from_unit_id, phrase, sent_at, command_id)
    select ${by.actor.realm}, ${s.document}, p.person, ${s.from}, coalesce((${a.phrases.map(p => p.phrase)}::text[])[p.phrase], ''),
      ${by.now}, ${by.command}
    from unnest(${a.persons.map(p => p.person)}::uuid[], ${a.persons.map(p => p.phrase + 1)}::integer[]) p (person, phrase)`.execute(
    tx,
  )
}

/**
 * What an ask says is looked up once and then given to each of its units: a letter may ask a hundred phrases of thousands.
 * A unit that registered the paper before it was sent here may have its tasks already: those stay as its leader set them.
 * They are looked up once, because asking for a conflict row by row costs a seventh of writing them.
 */
export async function insertTasks(tx: Tx, by: Acting, s: Sending, a: Addressing): Promise<void> {
  if (a.tasks.length === 0) return
  const asks = Map.groupBy(a.tasks, task => `${task.clause}/${task.ask}/${task.role}`)
  const given = [...asks.values()].map(tasks => ({ ...tasks[0]!, units: tasks.map(task => task.unit) }))
  await sql`
    insert into task (realm, document_id, clause_ordinal, unit_id, role, rhythm, due_on, due_text, recurrence, sentence, command_id)
    select ${by.actor.realm}, ${s.document}, n.clause, u.unit, n.role, c.rhythm, c.due_on, c.due_text, c.recurrence,
      coalesce(nullif(q.sentence, ''), c.text), ${by.command}
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as n(clause smallint, ask smallint, role text, units uuid[])
      join clause c on c.document_id = ${s.document} and c.ordinal = n.clause
      join clause_ask q on q.document_id = ${s.document} and q.clause_ordinal = n.clause and q.ordinal = n.ask
      cross join unnest(n.units) u (unit)
    where (n.clause, u.unit) not in (select clause_ordinal, unit_id from task where document_id = ${s.document})`.execute(
    tx,
  )
}

export async function insertFollowers(tx: Tx, s: Sending, a: Addressing): Promise<void> {
  if (a.followers.length === 0) return
  await sql`select follow_letter(${s.document}, ${a.followers.map(f => f.unit)}::uuid[], ${a.followers.map(f => f.clause)}::smallint[])`.execute(
    tx,
  )
}

/**
 * The letter stands in its own thread and in every thread of the letter that it passes on. A letter that came on paper
 * has no thread until somebody passes it on.
 */
export const joinThreads = (tx: Tx, s: Sending) => sql`select join_threads(${s.document})`.execute(tx)

/** The units of the same area, for who else answers for the same body. */
export async function neighboursOf(tx: Tx, unit: UnitId): Promise<{ id: UnitId; kind: string }[]> {
  const { rows } = await sql<{ id: UnitId; kind: string }>`
    select other.id, other.kind from unit me join unit other on other.area_id = me.area_id where me.id = ${unit}`.execute(
    tx,
  )
  return rows
}

/** The deliveries of the letter passed on now show with which letter; the first one stays. */
export const markPassedOn = (tx: Tx, document: DocumentId, units: readonly UnitId[]) =>
  sql`select mark_passed_on(${document}, ${[...units]}::uuid[])`.execute(tx)
