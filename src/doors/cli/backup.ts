import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase, type Database } from '../../db/index.ts'
import type { T } from '../../words/index.ts'

const DUMP = 'chido.tar'
const SUM = 'chido.tar.sha256'

/** `chido backup DIR` on the embedded database: the whole folder as one file, with its digest beside it. */
export async function backupCommand(db: Database, folder: string | undefined, t: T): Promise<number> {
  if (!folder) return say(t('cli.backup-usage'), 2)
  const dump = await db.dump()
  if (!dump) return say(t('cli.backup-postgres'), 2)
  if (existsSync(join(folder, DUMP))) return say(t('cli.backup-exists', { folder }), 2)
  mkdirSync(folder, { recursive: true })
  const bytes = Buffer.from(await dump.arrayBuffer())
  // Written under another name first: a backup that was cut off must not look like one.
  writeFileSync(join(folder, `${DUMP}.part`), bytes)
  writeFileSync(join(folder, SUM), `${createHash('sha256').update(bytes).digest('hex')}  ${DUMP}\n`)
  renameSync(join(folder, `${DUMP}.part`), join(folder, DUMP))
  console.log(t('cli.backup-done', { folder, megabytes: Math.ceil(bytes.length / 1048576) }))
  return 0
}

/** `chido restore DIR` into an empty data folder; a folder with data is never written over. */
export async function restoreCommand(folder: string | undefined, dataFolder: string, t: T): Promise<number> {
  if (!folder || !existsSync(join(folder, DUMP))) return say(t('cli.restore-usage'), 2)
  if (existsSync(join(dataFolder, 'pgdata')) && readdirSync(join(dataFolder, 'pgdata')).length > 0)
    return say(t('cli.restore-not-empty', { folder: dataFolder }), 2)
  const bytes = readFileSync(join(folder, DUMP))
  const expected = existsSync(join(folder, SUM)) ? readFileSync(join(folder, SUM), 'utf8').slice(0, 64) : ''
  if (createHash('sha256').update(bytes).digest('hex') !== expected) return say(t('cli.restore-damaged', { folder }), 1)
  const opened = await openDatabase({ kind: 'pglite', folder: dataFolder, dump: new Blob([bytes]) })
  if (!opened.ok) return say(t.problem(opened.problem), 1)
  await opened.value.close()
  console.log(t('cli.restore-done', { folder: dataFolder }))
  return 0
}

const say = (message: string, code: number): number => {
  console.error(message)
  return code
}
