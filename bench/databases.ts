import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { migrate, openDatabase, readMigrations, type Database } from '../src/db/index.ts'
import type { Result } from '../src/kernel/index.ts'

export const root = join(import.meta.dirname, '../..')

/** The value, or an end of the bench that says which problem came instead. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.problem)}`)
  return result.value
}

export type Opened = { readonly db: Database; readonly what: string; close(): Promise<void> }

/** PGlite as it is shipped: in a folder, in this process. */
export async function openEmbedded(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'chido-bench-'))
  const db = await migrated(must(await openDatabase({ kind: 'pglite', folder })))
  return {
    db,
    what: 'PGlite in this process, in a folder as it is shipped (it never waits for the disk)',
    close: async () => {
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Server = { readonly url: string; stop(): void }

/**
 * PostgreSQL in a database of its own on the server at DATABASE_URL, or on one started here with fsync on, because a
 * commit that waits for nothing would flatter whoever commits more often. Null when none can be had.
 */
export async function openServer(): Promise<Opened | null> {
  const starter = (await import(pathToFileURL(join(root, 'scripts/postgres.mjs')).href)) as {
    startPostgres(options: { readonly fsync: boolean }): Promise<Server | null>
  }
  const server = await starter.startPostgres({ fsync: true })
  if (!server) return null
  // A bench that is broken off takes its server with it.
  const interrupted = () => {
    server.stop()
    process.exit(130)
  }
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  const stop = () => {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
    server.stop()
  }
  try {
    return await databaseOn(server.url, stop)
  } catch (error) {
    stop()
    throw error
  }
}

async function databaseOn(server: string, stop: () => void): Promise<Opened> {
  const name = `chido_bench_${randomBytes(6).toString('hex')}`
  await administer(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const db = await migrated(must(await openDatabase({ kind: 'postgres', url: url.href })))
  return {
    db,
    what: process.env['DATABASE_URL']
      ? 'PostgreSQL at DATABASE_URL, with its own settings'
      : 'PostgreSQL started for this run, fsync on',
    close: async () => {
      await db.close()
      await administer(server, `drop database ${name} with (force)`)
      stop()
    },
  }
}

async function migrated(db: Database): Promise<Database> {
  must(await migrate(db, readMigrations(join(root, 'migrations'))))
  return db
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
