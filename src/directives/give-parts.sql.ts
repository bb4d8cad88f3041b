import { sql } from 'kysely'
import type { DocumentId, PersonId, UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

/** One part of a task of the unit, by its key. */
export type GivenPart = { readonly document: DocumentId; readonly clause: number; readonly part: number }

/**
 * Parts of the unit's tasks that one person has in hand go to another, in one statement: the state stays, the version
 * counts on. A part that was finished meanwhile stays with whoever finished it. Answers how many were given. The calling
 * use case decides whether the actor may.
 */
export async function givePartsTo(
  tx: Tx,
  by: Acting,
  of: { readonly unit: UnitId; readonly from: PersonId; readonly to: PersonId },
  parts: readonly GivenPart[],
): Promise<number> {
  const done = await sql`
    update task_part p set to_person_id = ${of.to}, version = p.version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}
    from jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) as n(document uuid, clause smallint, part smallint)
    where p.document_id = n.document and p.clause_ordinal = n.clause and p.ordinal = n.part and p.unit_id = ${of.unit}
      and p.to_person_id = ${of.from} and p.state <> 'done'`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}
