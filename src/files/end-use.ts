import { no, problem, yes, type FileId, type Result } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { endUseRow, eraseIfUnused } from './file.sql.ts'

/**
 * Ends one use of a file; the bytes go when nobody uses them any more, and the row stays to say that they were here.
 * Whether the actor may, the calling use case decides. Refuses with `files.not-found`.
 */
export async function endUse(tx: Tx, by: Acting, use: FileId): Promise<Result<true>> {
  const ended = await endUseRow(tx, by, use)
  if (!ended) return no(problem('files.not-found'))
  await eraseIfUnused(tx, ended)
  return yes(true)
}
