import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { endUsesInTime, forgetFiles } from '../files/index.ts'
import type { FileId, PlainDate, Problem, Realm, UnitId } from '../kernel/index.ts'
import type { Reading } from '../paper/index.ts'
import type { ReadingId, Scan } from './types.ts'

export type ScanState = 'waiting' | 'reading' | 'done' | 'refused' | 'failed' | 'cancelled'

/** A scan on its way to becoming a reading; the reading it becomes has the same id. */
export type StoredScan = {
  readonly id: ReadingId
  readonly unit: UnitId
  readonly name: string
  readonly state: ScanState
  readonly page: number
  readonly pages: number | null
  readonly problem: Problem | null
  readonly at: Date
}

/** Written with the job that reads it: both or neither. */
export async function insertScan(
  tx: Tx,
  by: Acting,
  s: { id: ReadingId; unit: UnitId; scan: Scan; file: FileId; expiresOn: PlainDate; queue: string },
): Promise<void> {
  await sql`insert into reading_scan (realm, id, unit_id, account_id, name, media_type, file_use_id, at, expires_on, command_id)
    values (${by.actor.realm}, ${s.id}, ${s.unit}, ${by.actor.account}, ${s.scan.name}, ${s.scan.mediaType}, ${s.file}, ${by.now},
      ${s.expiresOn}, ${by.command})`.execute(tx)
  await sql`select enqueue_job(${s.queue})`.execute(tx)
}

const columns = sql`id, unit_id as unit, name, state, page, pages, problem, at`

export async function scanOf(tx: Tx, id: ReadingId): Promise<StoredScan | null> {
  const { rows } = await sql<StoredScan>`select ${columns} from reading_scan where id = ${id}`.execute(tx)
  return rows[0] ?? null
}

/** Scans of the unit that are not readings yet: those that wait, and those that came to nothing. */
export async function openScans(tx: Tx, unit: UnitId, limit = 20): Promise<StoredScan[]> {
  const { rows } = await sql<StoredScan>`select ${columns} from reading_scan
    where unit_id = ${unit} and state not in ('done', 'cancelled') order by at desc limit ${limit}`.execute(tx)
  return rows
}

/** Answers the file that nobody needs any more, or null when the scan is no longer open. */
export async function cancelScanRow(tx: Tx, id: ReadingId, unit: UnitId, at: Date): Promise<FileId | null> {
  const { rows } = await sql<{ file: FileId }>`
    with open as (select realm, id, file_use_id from reading_scan
      where id = ${id} and unit_id = ${unit} and state in ('waiting', 'reading') for update)
    update reading_scan s set state = 'cancelled', lease_until = null, file_use_id = null, ended_at = ${at}
    from open where (s.realm, s.id) = (open.realm, open.id) returning open.file_use_id as file`.execute(tx)
  return rows[0]?.file ?? null
}

export type ClaimedScan = {
  readonly realm: Realm
  readonly id: ReadingId
  readonly unit: UnitId
  readonly file: FileId
  readonly attempts: number
}

/** Takes the oldest scan that waits, or whose reader has not been heard of; two workers never take the same one. */
export async function claimScan(tx: Tx, now: Date, until: Date): Promise<ClaimedScan | null> {
  const { rows } = await sql<ClaimedScan>`
    update reading_scan s set state = 'reading', page = 0, pages = null, attempts = attempts + 1, lease_until = ${until}
    where (realm, id) = (select realm, id from reading_scan
      where state = 'waiting' or (state = 'reading' and lease_until < ${now})
      order by at, id limit 1 for update skip locked)
    returning realm, id, unit_id as unit, file_use_id as file, attempts`.execute(tx)
  return rows[0] ?? null
}

/** Says how far it is; false when somebody cancelled it or took it over. */
export async function noteScanPage(
  tx: Tx,
  scan: ClaimedScan,
  at: { page: number; pages: number; until: Date },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update reading_scan set page = ${at.page}, pages = ${at.pages}, lease_until = ${at.until}
    where realm = ${scan.realm} and id = ${scan.id} and state = 'reading' and attempts = ${scan.attempts} returning id`.execute(
    tx,
  )
  return rows.length === 1
}

/** Makes the reading of a scan; false when it was cancelled meanwhile. */
export async function endScanRead(tx: Tx, scan: ClaimedScan, reading: Reading, at: Date): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    with done as (update reading_scan set state = 'done', lease_until = null, ended_at = ${at}
      where realm = ${scan.realm} and id = ${scan.id} and state = 'reading' and attempts = ${scan.attempts} returning *)
    insert into reading (realm, id, unit_id, account_id, name, media_type, file_use_id, result, at, expires_on, command_id)
    select realm, id, unit_id, account_id, name, media_type, file_use_id, ${JSON.stringify(reading)}::jsonb, ${at}, expires_on, command_id
    from done returning id`.execute(tx)
  return rows.length === 1
}

/** Why nothing came of it. The file goes for good; after a mark of secrecy its name goes too. */
export async function endScanUnread(
  tx: Tx,
  scan: ClaimedScan,
  why: { state: 'refused' | 'failed'; problem: Problem },
  at: Date,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update reading_scan set state = ${why.state}, problem = ${JSON.stringify(why.problem)}::jsonb, lease_until = null,
      file_use_id = null, ended_at = ${at}, name = case when ${why.state} = 'refused' then '' else name end
    where realm = ${scan.realm} and id = ${scan.id} and state = 'reading' and attempts = ${scan.attempts} returning id`.execute(
    tx,
  )
  if (rows.length === 1) await forgetFiles(tx, [scan.file])
}

/** Puts a scan back that could not be read to its end, for another attempt. */
export const putBackScan = (tx: Tx, scan: ClaimedScan, attempts: number) =>
  sql`update reading_scan set state = 'waiting', page = 0, pages = null, lease_until = null, attempts = ${attempts}
    where realm = ${scan.realm} and id = ${scan.id} and state = 'reading' and attempts = ${scan.attempts}`.execute(tx)

/** The bytes of a claimed scan; for jobs, as the owner. */
export async function bytesOfScan(tx: Tx, scan: ClaimedScan): Promise<Uint8Array | null> {
  const { rows } = await sql<{ bytes: Uint8Array | null }>`
    select f.bytes from file_use u join file f using (realm, sha256)
    where u.id = ${scan.file} and u.ended_at is null`.execute(tx)
  return rows[0]?.bytes ?? null
}

/** Forgets scans past their day, and the bytes that nobody else uses; a job calls it as the owner. */
export async function forgetExpiredScans(tx: Tx, today: PlainDate, at: Date): Promise<number> {
  const { rows } = await sql<{ file: FileId | null; state: ScanState }>`
    delete from reading_scan where expires_on < ${today} returning file_use_id as file, state`.execute(tx)
  // A finished scan's file belongs to its reading, which is forgotten by itself.
  const files = rows.flatMap(row => (row.file && row.state !== 'done' ? [row.file] : []))
  if (files.length > 0) await endUsesInTime(tx, files, at)
  return rows.length
}
