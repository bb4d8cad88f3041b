import { sql } from 'kysely'
import type { Database, Tx } from '../db/index.ts'

/** Which world the database holds. A demonstration world has a clock of its own. */
export type WorldRow = {
  readonly name: string
  readonly demonstration: boolean
  readonly startsAt: Date | null
  readonly seededAt: Date
}

export async function worldOf(db: Database): Promise<WorldRow | null> {
  const { rows } = await sql<{
    name: string
    demonstration: boolean
    starts_at: Date | null
    seeded_at: Date
  }>`
    select name, demonstration, starts_at, seeded_at from world`.execute(db.pool)
  const row = rows[0]
  return row
    ? { name: row.name, demonstration: row.demonstration, startsAt: row.starts_at, seededAt: row.seeded_at }
    : null
}

export const insertWorld = (tx: Tx, world: WorldRow) =>
  sql`insert into world (name, demonstration, starts_at, seeded_at)
    values (${world.name}, ${world.demonstration}, ${world.startsAt}, ${world.seededAt})`.execute(tx)

/** The instant it is in a world: a demonstration begins at `startsAt` when it is seeded and runs at the usual pace. */
export const instantIn = (world: WorldRow | null, real: Date): Date =>
  world?.startsAt ? new Date(world.startsAt.getTime() + (real.getTime() - world.seededAt.getTime())) : real
