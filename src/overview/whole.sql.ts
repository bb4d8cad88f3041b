import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import { factsColumn, factsFrom, factsTables, type FactsRow } from './facts.sql.ts'
import { movedColumns, movedFrom, movedTables, type MovedRow, type WhoMoved } from './moved.sql.ts'
import { pairs } from './pairs.sql.ts'
import type { Facts } from './rules.ts'
import type { Look } from './types.ts'

/** Who moved and what the rules look at, over the same pairs, which are found once; one statement. */
export async function movedAndFacts(tx: Tx, look: Look): Promise<{ readonly moved: WhoMoved; readonly facts: Facts }> {
  const { rows } = await sql<MovedRow & FactsRow>`
    with ${pairs(look)}, ${movedTables}, ${factsTables(look)} select ${movedColumns}, ${factsColumn}`.execute(tx)
  return { moved: movedFrom(rows[0]!), facts: factsFrom(rows[0]!) }
}
