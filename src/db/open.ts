import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { Kysely, sql, type Dialect } from 'kysely'
import type { PoolConfig } from 'pg'
import { no, problem, yes, type Result } from '../kernel/index.ts'
import { lockFolder, type FolderLock } from './lock.ts'
import { dialectOf, poolOf } from './pool.ts'
import type { DB } from './schema.gen.ts'
import type { Database, Tx, TxSettings } from './types.ts'

export type OpenOptions =
  | { readonly kind: 'pglite'; readonly folder: string; readonly dump?: Blob }
  | { readonly kind: 'memory'; readonly dump?: Blob }
  | { readonly kind: 'postgres'; readonly url: string; readonly connectionsMax?: number }

/** The server version that PGlite writes into its folder; a folder of another one cannot be opened. */
const EMBEDDED_VERSION = '18'

/**
 * Opens the database. Refusals: `db.folder-in-use`, `db.folder-foreign` (the folder holds something else or
 * another version), `db.folder-damaged`, `db.unreachable`.
 */
export async function openDatabase(options: OpenOptions): Promise<Result<Database>> {
  switch (options.kind) {
    case 'memory':
      return yes(database('pglite', await openPglite(undefined, options.dump)))
    case 'pglite':
      return openFolder(options.folder, options.dump)
    case 'postgres':
      return openPostgres(options.url, options.connectionsMax ?? 10)
  }
}

async function openFolder(folder: string, dump?: Blob): Promise<Result<Database>> {
  const lock = lockFolder(folder)
  if (!lock.ok) return lock
  const data = join(folder, 'pgdata')
  try {
    if (existsSync(data)) {
      const marker = join(data, 'PG_VERSION')
      const version = existsSync(marker) ? readFileSync(marker, 'utf8').trim() : ''
      if (version !== EMBEDDED_VERSION) {
        lock.value.release()
        return no(
          problem(version ? 'db.folder-foreign' : 'db.folder-damaged', { folder, version, expected: EMBEDDED_VERSION }),
        )
      }
    } else mkdirSync(folder, { recursive: true })
    return yes(database('pglite', await openPglite(data, dump), lock.value))
  } catch (error) {
    lock.value.release()
    return no(problem('db.folder-damaged', { folder, reason: error instanceof Error ? error.message : String(error) }))
  }
}

type Opened = { readonly dialect: Dialect; dump(): Promise<Blob | null>; close(): Promise<void> }

async function openPglite(folder?: string, dump?: Blob): Promise<Opened> {
  const pglite = new PGlite({
    ...(folder ? { dataDir: folder } : {}),
    ...(dump ? { loadDataDir: dump } : {}),
    extensions: { btree_gist, pg_trgm },
  })
  await pglite.waitReady
  return {
    dialect: dialectOf(poolOf(Object.assign(createPgConfig(pglite), { max: 1 }) as PoolConfig)),
    dump: () => pglite.dumpDataDir('none'),
    close: () => (pglite.closed ? Promise.resolve() : pglite.close()),
  }
}

async function openPostgres(url: string, connectionsMax: number): Promise<Result<Database>> {
  const pool = poolOf({ connectionString: url, max: connectionsMax })
  try {
    const client = await pool.connect()
    client.release()
  } catch (error) {
    await pool.end()
    return no(problem('db.unreachable', { reason: error instanceof Error ? error.message : String(error) }))
  }
  return yes(database('postgres', { dialect: dialectOf(pool), dump: async () => null, close: async () => {} }))
}

function database(kind: Database['kind'], opened: Opened, lock?: FolderLock): Database {
  let statements = 0
  const pool = new Kysely<DB>({
    dialect: opened.dialect,
    log: event => {
      if (event.level === 'query') statements += 1
    },
  })
  const inside = <T>(role: string, settings: Partial<TxSettings>, readOnly: boolean, work: (tx: Tx) => Promise<T>) =>
    pool.transaction().execute(async tx => {
      await enter(tx as Tx, role, settings, readOnly)
      return work(tx as Tx)
    })
  return {
    kind,
    pool,
    read: (settings, work) => inside('chido_app', settings, true, work),
    write: (settings, work) => inside('chido_app', settings, false, work),
    own: (settings, work) => inside('chido_owner', settings, false, work),
    dump: () => opened.dump(),
    statements: () => statements,
    close: async () => {
      await pool.destroy()
      await opened.close()
      lock?.release()
    },
  }
}

/**
 * Sets role, actor and scope for this transaction only; what is not set means nobody. Policies make plans look dear, and
 * the server would then compile for half a second what runs in a fifth of one.
 */
const enter = (tx: Tx, role: string, settings: Partial<TxSettings>, readOnly: boolean) =>
  sql`/* prepared */ select set_config('role', ${role}, true),
    set_config('app.account', ${settings.account ?? ''}, true),
    set_config('app.roots', ${settings.roots?.length ? `{${settings.roots.join(',')}}` : ''}, true),
    set_config('app.realm', ${String(settings.realm ?? 0)}, true),
    set_config('app.now', ${settings.now?.toISOString() ?? ''}, true),
    set_config('app.as_of', ${settings.asOf ?? ''}, true),
    set_config('app.command', ${settings.command ?? ''}, true),
    set_config('jit', 'off', true),
    set_config('transaction_read_only', ${readOnly ? 'on' : 'off'}, true)`.execute(tx)

/** Whether the database answers; for readiness. */
export const answers = async (db: Database): Promise<boolean> => {
  try {
    await sql`select 1`.execute(db.pool)
    return true
  } catch {
    return false
  }
}

/**
 * What a server does by itself and the embedded database does not: clears away rows that nobody sees any more, and
 * counts the others, so that plans fit the tables as they have become. Outside any transaction; once a day is enough.
 */
export const tidyEmbedded = async (db: Database): Promise<void> => {
  if (db.kind === 'pglite') await sql`vacuum (analyze)`.execute(db.pool)
}
