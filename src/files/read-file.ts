import { no, problem, yes, type FileId, type Result } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { useWithBytes } from './file.sql.ts'
import type { FileUse } from './types.ts'

/**
 * The bytes of one use, where the reader may see it: with the letter, or at the unit that keeps it. Refuses with
 * `files.not-found`, and with `files.erased` when only the trace is left.
 */
export async function readFile(tx: Tx, use: FileId): Promise<Result<FileUse & { readonly bytes: Uint8Array }>> {
  const found = await useWithBytes(tx, use)
  if (!found) return no(problem('files.not-found'))
  const { bytes, ...file } = found
  return bytes ? yes({ ...file, bytes }) : no(problem('files.erased'))
}
