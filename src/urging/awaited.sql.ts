import { sql, type RawBuilder } from 'kysely'
import type { CommandId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'

/**
 * What a higher room awaits of units by a day: a report of a period. The night's work reminds of it as of a task. Each
 * function takes a query of its rows, so that what is awaited of a country is one statement.
 */

type At = { readonly now: Date; readonly command: CommandId }

/** Sets the day, or moves it, for rows of `realm, document_id, unit_id, about, due_on`; what had come before is awaited again. */
export async function setAwaited(tx: Tx, at: At, rows: RawBuilder<unknown>): Promise<number> {
  const done = await sql`
    insert into urging_awaited (realm, document_id, unit_id, about, due_on, set_at, command_id)
    select a.realm, a.document_id, a.unit_id, a.about, a.due_on, ${at.now}, ${at.command} from (${rows}) a
    on conflict (realm, document_id, unit_id, about) do update set due_on = excluded.due_on, ended_at = null, command_id = excluded.command_id`.execute(
    tx,
  )
  return Number(done.numAffectedRows ?? 0n)
}

/** It came, or is awaited no more: rows of `document_id, unit_id, about`. */
export async function endAwaited(tx: Tx, at: At, rows: RawBuilder<unknown>): Promise<number> {
  const done = await sql`update urging_awaited w set ended_at = ${at.now}, command_id = ${at.command} from (${rows}) a
    where (w.document_id, w.unit_id, w.about) = (a.document_id, a.unit_id, a.about) and w.ended_at is null`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}

/** What came was given back and is awaited again by its old day; what was never awaited still is not. */
export const awaitAgain = (tx: Tx, at: At, rows: RawBuilder<unknown>) =>
  sql`update urging_awaited w set ended_at = null, command_id = ${at.command} from (${rows}) a
    where (w.document_id, w.unit_id, w.about) = (a.document_id, a.unit_id, a.about) and w.ended_at is not null`.execute(
    tx,
  )
