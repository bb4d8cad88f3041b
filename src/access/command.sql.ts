import { sql } from 'kysely'
import type { CommandId, Realm, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import type { Actor } from './types.ts'

/**
 * Writes the command's row first. When it is there already (also when another transaction is just writing it:
 * the insert waits for that one), answers what was stored.
 */
export async function claimCommand(
  tx: Tx,
  c: { id: CommandId; name: string; actor: Actor; at: Date; hash: Buffer },
): Promise<{ inputHash: Buffer; outcome: unknown } | null> {
  const mine = await sql`/* prepared */ insert into command (realm, id, name, account_id, unit_id, at, input_hash)
    values (${c.actor.realm}, ${c.id}, ${c.name}, ${c.actor.account}, ${c.actor.unit}, ${c.at}, ${c.hash})
    on conflict do nothing returning id`.execute(tx)
  if (mine.rows.length > 0) return null
  const { rows } = await sql<{ input_hash: Uint8Array; outcome: unknown }>`
    select input_hash, outcome from command where realm = ${c.actor.realm} and id = ${c.id}`.execute(tx)
  const row = rows[0]
  // A row that policies hide belongs to somebody else: for this caller it is a reused id.
  return { inputHash: Buffer.from(row?.input_hash ?? []), outcome: row?.outcome }
}

export const finishCommand = (tx: Tx, c: { id: CommandId; realm: Realm; outcome: unknown }) =>
  sql`/* prepared */ update command set outcome = ${JSON.stringify(c.outcome ?? null)}::jsonb where realm = ${c.realm} and id = ${c.id}`.execute(
    tx,
  )

/** What the database's own triggers take for the command in hand, until the transaction ends or it is set anew. */
export const setCommand = (tx: Tx, id: CommandId) => sql`select set_config('app.command', ${id}, true)`.execute(tx)

/** In whose scope the database answers from here on, until the transaction ends or it is set anew. */
export const setRoots = (tx: Tx, roots: readonly UnitId[]) =>
  sql`select set_config('app.roots', ${`{${roots.join(',')}}`}, true)`.execute(tx)
