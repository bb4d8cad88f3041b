import { sql } from 'kysely'
import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

/** What a higher room awaits of a unit by a day: a report of a period. The night's work reminds of it as of a task. */
export type Awaited = {
  readonly document: DocumentId
  readonly unit: UnitId
  /** What of it: the period key. */
  readonly about: string
}

/** Sets the day, or moves it; what had come before is awaited again (a report that was given back). */
export const setAwaited = (tx: Tx, by: Acting, awaited: readonly (Awaited & { readonly dueOn: PlainDate })[]) =>
  sql`insert into urging_awaited (realm, document_id, unit_id, about, due_on, set_at, command_id)
    select ${by.actor.realm}, a.document, a.unit, a.about, a."dueOn", ${by.now}, ${by.command}
    from jsonb_to_recordset(${JSON.stringify(awaited)}::jsonb) as a(document uuid, unit uuid, about text, "dueOn" date)
    on conflict (realm, document_id, unit_id, about) do update set due_on = excluded.due_on, ended_at = null, command_id = excluded.command_id`.execute(
    tx,
  )

/** It came, or is awaited no more. */
export const endAwaited = (tx: Tx, by: Acting, one: Awaited) =>
  sql`update urging_awaited set ended_at = ${by.now}, command_id = ${by.command}
    where document_id = ${one.document} and unit_id = ${one.unit} and about = ${one.about} and ended_at is null`.execute(
    tx,
  )
