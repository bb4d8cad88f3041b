import { createHash } from 'node:crypto'
import { no, problem, yes, type FileId, type Result } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { insertUse, keepBytes, maxBytes } from './file.sql.ts'
import { mediaTypeOf } from './media-type.ts'
import type { NewFile } from './types.ts'

const MB = 1024 * 1024

/**
 * Keeps a file in the transaction of the running command: the bytes once however many use them, and this use of
 * them. The use's id follows from the command and what is stored, so that the command sent again names the same one.
 * Whether the actor may, the calling use case decides. Refuses with `files.empty`, `files.too-large` or
 * `files.name-missing`.
 */
export async function storeFile(tx: Tx, by: Acting, file: NewFile): Promise<Result<FileId>> {
  const name = plainName(file.name)
  if (file.bytes.length === 0) return no(problem('files.empty', undefined, { field: 'file' }))
  if (name === '') return no(problem('files.name-missing', undefined, { field: 'file' }))
  const max = await maxBytes(tx)
  if (file.bytes.length > max) {
    const size = Math.ceil(file.bytes.length / MB)
    return no(problem('files.too-large', { size, max: Math.floor(max / MB) }, { field: 'file' }))
  }
  const sha256 = createHash('sha256').update(file.bytes).digest()
  const id = useId([by.command, file.owner.kind, file.owner.id, file.purpose, name, sha256.toString('hex')])
  await keepBytes(tx, { sha256, mediaType: mediaTypeOf(file.bytes), bytes: file.bytes })
  const { unit, owner, purpose } = file
  await insertUse(tx, by, { id, sha256, unit, owner, purpose, name })
  return yes(id)
}

/** A name without folders and without characters that a browser or a terminal might take for orders. */
const plainName = (name: string): string =>
  (name.split(/[\\/]/).at(-1) ?? '')
    .replace(/[\p{Cc}\p{Cf}"<>|:*?]/gu, ' ')
    .normalize('NFC')
    .trim()
    .slice(0, 200)

/** A UUID of version 8, made from what it names. */
function useId(parts: readonly string[]): FileId {
  const digest = createHash('sha256').update(parts.join('\n')).digest()
  digest[6] = (digest[6]! & 0x0f) | 0x80
  digest[8] = (digest[8]! & 0x3f) | 0x80
  const hex = digest.toString('hex')
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)]
  return groups.join('-') as FileId
}
