import { sql } from 'kysely'
import type { DocumentId, UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

export type ForUnit = { readonly unit: UnitId; readonly awaited: string }

/** For which units a letter urges, and about which letter. */
export const insertUrgingLetter = (
  tx: Tx,
  by: Acting,
  at: { readonly letter: DocumentId; readonly about: DocumentId; readonly unit: UnitId },
  units: readonly ForUnit[],
) =>
  sql`insert into urging_letter (realm, letter_id, unit_id, document_id, by_unit_id, awaited, at, account_id, command_id)
    select ${by.actor.realm}, ${at.letter}, u.unit, ${at.about}, ${at.unit}, u.awaited, ${by.now}, ${by.actor.account}, ${by.command}
    from jsonb_to_recordset(${JSON.stringify(units)}::jsonb) as u(unit uuid, awaited text)`.execute(tx)

/** Names of units, for whoever no longer waits on the list. */
export async function namesOf(tx: Tx, units: readonly UnitId[]): Promise<string[]> {
  const { rows } = await sql<{
    name: string
  }>`select name from unit where id = any(${[...units]}::uuid[]) order by name`.execute(tx)
  return rows.map(row => row.name)
}
