import { sql } from 'kysely'
import type { FileId, Realm, UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { FileOwner, FilePurpose, FileUse } from './types.ts'

const MAX_BYTES_DEFAULT = 20 * 1024 * 1024

/** The largest file that is taken, from the setting `files.max-bytes`. */
export async function maxBytes(tx: Tx): Promise<number> {
  const { rows } = await sql<{
    value: unknown
  }>`select value from setting where key = 'files.max-bytes'`.execute(tx)
  const value = rows[0]?.value
  return typeof value === 'number' && value > 0 ? value : MAX_BYTES_DEFAULT
}

export const keepBytes = (tx: Tx, file: { sha256: Buffer; mediaType: string; bytes: Uint8Array }) =>
  sql`select keep_file(${file.sha256}, ${file.mediaType}, ${asBuffer(file.bytes)})`.execute(tx)

// Without RETURNING and without naming the conflict: both would ask the reading policy of a row not yet readable.
export const insertUse = (
  tx: Tx,
  by: Acting,
  use: { id: FileId; sha256: Buffer; unit: UnitId; owner: FileOwner; purpose: FilePurpose; name: string },
) =>
  sql`insert into file_use (realm, id, sha256, unit_id, owner_kind, owner_id, purpose, name, at, account_id, command_id)
    values (${by.actor.realm}, ${use.id}, ${use.sha256}, ${use.unit}, ${use.owner.kind}, ${use.owner.id}, ${use.purpose},
      ${use.name}, ${by.now}, ${by.actor.account}, ${by.command})
    on conflict do nothing`.execute(tx)

type UseRow = Omit<FileUse, 'owner'> & { readonly ownerKind: FileOwner['kind']; readonly ownerId: string }
const asUse = ({ ownerKind, ownerId, ...row }: UseRow): FileUse => ({
  ...row,
  owner: { kind: ownerKind, id: ownerId },
})

const columns = sql`u.id, u.name, f.media_type as "mediaType", f.size, encode(f.sha256, 'hex') as sha256, u.unit_id as unit,
  u.owner_kind as "ownerKind", u.owner_id as "ownerId", u.purpose, u.at, f.erased_at is not null as erased`

/** What belongs to an owner now, in the order in which it came. Bytes are not read. */
export async function filesOf(tx: Tx, owner: string): Promise<FileUse[]> {
  const { rows } = await sql<UseRow>`
    select ${columns} from file_use u join file f using (realm, sha256)
    where u.owner_id = ${owner} and u.ended_at is null order by u.at, u.name, u.id`.execute(tx)
  return rows.map(asUse)
}

/** Which of these uses still have their bytes, where the reader may see them, and how large they are. */
export async function filesToSend(tx: Tx, uses: readonly FileId[]): Promise<{ id: FileId; size: number }[]> {
  if (uses.length === 0) return []
  const { rows } = await sql<{ id: FileId; size: number }>`
    select u.id, f.size from file_use u join file f using (realm, sha256)
    where u.id = any(${[...uses]}::uuid[]) and u.ended_at is null and f.erased_at is null`.execute(tx)
  return rows
}

export async function useWithBytes(tx: Tx, use: FileId): Promise<(FileUse & { bytes: Uint8Array | null }) | null> {
  const { rows } = await sql<UseRow & { bytes: Uint8Array | null }>`
    select ${columns}, f.bytes from file_use u join file f using (realm, sha256)
    where u.id = ${use} and u.ended_at is null`.execute(tx)
  const row = rows[0]
  if (!row) return null
  const { bytes, ...rest } = row
  return { ...asUse(rest), bytes }
}

export async function endUseRow(tx: Tx, by: Acting, use: FileId): Promise<{ realm: Realm; sha256: Uint8Array } | null> {
  const { rows } = await sql<{ realm: Realm; sha256: Uint8Array }>`
    update file_use set ended_at = ${by.now}, ended_command = ${by.command}
    where id = ${use} and ended_at is null returning realm, sha256`.execute(tx)
  return rows[0] ?? null
}

export const eraseIfUnused = (tx: Tx, file: { realm: Realm; sha256: Uint8Array }) =>
  sql`select erase_unused_file(${file.realm}::smallint, ${asBuffer(file.sha256)})`.execute(tx)

/** Ends uses whose time is over and erases what nobody uses any more; for jobs, as the owner. */
export async function endUsesInTime(tx: Tx, uses: readonly FileId[], at: Date): Promise<void> {
  const ids = sql.val(`{${uses.join(',')}}`)
  await sql`update file_use set ended_at = ${at} where id = any(${ids}::uuid[]) and ended_at is null`.execute(tx)
  await sql`update file f set bytes = null, erased_at = ${at}
    where f.bytes is not null and exists (select from file_use u where (u.realm, u.sha256) = (f.realm, f.sha256) and u.id = any(${ids}::uuid[]))
      and not exists (select from file_use u where (u.realm, u.sha256) = (f.realm, f.sha256) and u.ended_at is null)`.execute(
    tx,
  )
}

/** The pg driver takes a Buffer for bytea, and any other array for an array of numbers. */
const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/**
 * Takes uses away as if they had never been, and the bytes with them where nobody else uses them: for what must not have
 * been kept at all. For jobs, as the owner.
 */
export async function forgetFiles(tx: Tx, uses: readonly FileId[]): Promise<void> {
  const ids = sql.val(`{${uses.join(',')}}`)
  await sql`with gone as (delete from file_use where id = any(${ids}::uuid[]) returning realm, sha256, id)
    delete from file f using gone g where (f.realm, f.sha256) = (g.realm, g.sha256)
      and not exists (select from file_use u where (u.realm, u.sha256) = (f.realm, f.sha256) and u.id <> g.id)`.execute(
    tx,
  )
}
