import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { no, problem, yes, type Result } from '../kernel/index.ts'

export type FolderLock = { release(): void }

/**
 * Takes the folder of an embedded database for this process alone. PGlite has no lock of its own and two
 * processes on one folder silently lose rows, so this is mandatory. An exclusive SQLite transaction is a
 * lock of the operating system: it ends with the process, however it ends, and leaves nothing stale.
 *
 * Refuses with `db.folder-in-use` when another process holds the folder.
 */
export function lockFolder(folder: string): Result<FolderLock> {
  mkdirSync(folder, { recursive: true })
  const held = new DatabaseSync(join(folder, 'chido.lock'))
  try {
    held.exec('pragma busy_timeout = 0; pragma journal_mode = memory; begin exclusive')
  } catch (error) {
    held.close()
    if (error instanceof Error && /locked|busy/i.test(error.message)) {
      return no(problem('db.folder-in-use', { folder }))
    }
    throw error
  }
  return yes({ release: () => held.close() })
}
