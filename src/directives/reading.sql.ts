import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { endUsesInTime } from '../files/index.ts'
import type { FileId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Reading } from '../paper/index.ts'
import type { ReadingId, Scan } from './types.ts'

export const insertReading = (
  tx: Tx,
  by: Acting,
  r: { id: ReadingId; unit: UnitId; scan: Scan; file: FileId; reading: Reading; expiresOn: PlainDate },
) =>
  sql`insert into reading (realm, id, unit_id, account_id, name, media_type, file_use_id, result, at, expires_on, command_id)
    values (${by.actor.realm}, ${r.id}, ${r.unit}, ${by.actor.account}, ${r.scan.name}, ${r.scan.mediaType}, ${r.file},
      ${JSON.stringify(r.reading)}::jsonb, ${by.now}, ${r.expiresOn}, ${by.command})`.execute(tx)

export type StoredReading = {
  readonly id: ReadingId
  readonly unit: UnitId
  readonly name: string
  readonly mediaType: string
  readonly file: FileId
  readonly reading: Reading
  readonly at: Date
}

export async function readingOf(tx: Tx, id: ReadingId): Promise<StoredReading | null> {
  const { rows } = await sql<Omit<StoredReading, 'reading'> & { reading: unknown }>`
    select id, unit_id as unit, name, media_type as "mediaType", file_use_id as file, result as reading, at from reading where id = ${id}`.execute(
    tx,
  )
  const row = rows[0]
  return row ? { ...row, reading: row.reading as Reading } : null
}

export type RecentReading = {
  readonly id: ReadingId
  readonly name: string
  readonly letters: number
  readonly at: Date
}

/** The unit's readings that are still kept, newest first. */
export async function recentReadings(tx: Tx, unit: UnitId, limit = 20): Promise<RecentReading[]> {
  const { rows } = await sql<RecentReading>`
    select id, name, jsonb_array_length(result->'documents') as letters, at from reading where unit_id = ${unit} order by at desc limit ${limit}`.execute(
    tx,
  )
  return rows
}

/** Forgets readings past their day, and the bytes that nobody else uses; a job calls it as the owner. */
export async function forgetExpiredReadings(tx: Tx, today: PlainDate, at: Date): Promise<number> {
  const { rows } = await sql<{
    file: FileId
  }>`delete from reading where expires_on < ${today} returning file_use_id as file`.execute(tx)
  if (rows.length > 0)
    await endUsesInTime(
      tx,
      rows.map(row => row.file),
      at,
    )
  return rows.length
}
