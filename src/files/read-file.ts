import type { FileId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { useWithBytes } from './file.sql.ts'
import type { FileUse } from './types.ts'

/**
 * The bytes of one use, where the reader may see it: with the letter, or at the unit that keeps it. Null when there
 * is none, when the reader may not, and when the bytes are erased; `filesOf` tells that only their trace is left.
 */
export async function readFile(
  tx: Tx,
  use: FileId,
): Promise<(FileUse & { readonly bytes: Uint8Array }) | null> {
  const found = await useWithBytes(tx, use)
  return found?.bytes ? { ...found, bytes: found.bytes } : null
}
