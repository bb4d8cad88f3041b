import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import pg from 'pg'
import { migrate, openDatabase, readMigrations, type Database } from '../src/db/index.ts'
import { dayInVietNam, type CommandId, type Result } from '../src/kernel/index.ts'
import type { Moment } from '../src/access/index.ts'

/** The root of the checkout, from dist/test/. */
export const root = join(import.meta.dirname, '../..')

/** Data beside the checkout, when it is there; tests that need it skip with a visible message when it is not. */
export const shared = process.env['CHIDO_SHARED'] ?? join(root, '../shared')

/** Which database this run uses: PGlite in memory, or PostgreSQL at DATABASE_URL when CHIDO_TEST_DB=postgres. */
export const testing: 'pglite' | 'postgres' = process.env['CHIDO_TEST_DB'] === 'postgres' ? 'postgres' : 'pglite'

const migrations = readMigrations(join(root, 'migrations'))

/** The value of a result, or a failing test that says which problem came instead. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.problem)}`)
  return result.value
}

/** A command id as a caller makes one. */
export const aCommand = (): CommandId => uuid7() as CommandId
export const uuid7 = (): string => {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** A fixed moment of the demonstration world. */
export const at = (iso = '2023-02-08T02:00:00Z'): Moment => ({ now: new Date(iso), today: dayInVietNam(new Date(iso)) })

/** What fills a fresh database before it is kept for every later test of the same code. */
export type Prepared = { readonly key: string; readonly fill: (db: Database) => Promise<void> }

/**
 * A database of this test's own, migrated and, when asked, filled; closed and dropped when the test ends.
 * The migrated state is made once and then copied: a dump for PGlite, a template for PostgreSQL.
 */
export async function testDatabase(t: Pick<TestContext, 'after'>, prepared?: Prepared): Promise<Database> {
  const key = createHash('sha256')
    .update(migrations.map(m => `${m.name} ${m.hash}`).join())
    .update(prepared?.key ?? '')
    .digest('hex')
    .slice(0, 16)
  const db = testing === 'postgres' ? await copyOfTemplate(t, key, prepared) : await copyOfDump(key, prepared)
  t.after(() => db.close())
  return db
}

async function copyOfDump(key: string, prepared?: Prepared): Promise<Database> {
  const path = join(tmpdir(), `chido-test-${key}.tar`)
  if (!existsSync(path)) {
    const made = must(await openDatabase({ kind: 'memory' }))
    await make(made, prepared)
    const dump = await made.dump()
    await made.close()
    const draft = `${path}.${randomUUID()}`
    writeFileSync(draft, Buffer.from(await dump!.arrayBuffer()))
    renameSync(draft, path)
  }
  return must(await openDatabase({ kind: 'memory', dump: new Blob([readFileSync(path)]) }))
}

async function copyOfTemplate(t: Pick<TestContext, 'after'>, key: string, prepared?: Prepared): Promise<Database> {
  const url = process.env['DATABASE_URL']
  if (!url) throw new Error('CHIDO_TEST_DB=postgres needs DATABASE_URL')
  const template = `chido_template_${key}`
  const mine = `chido_test_${randomBytes(6).toString('hex')}`
  await administer(url, async client => {
    // Two test files may want the same template at once: the second waits here.
    await client.query('select pg_advisory_lock(7102)')
    const { rows } = await client.query('select from pg_database where datname = $1', [template])
    if (rows.length === 0) {
      const draft = `${template}_draft`
      await client.query(`drop database if exists ${draft}`)
      await client.query(`create database ${draft}`)
      const made = must(await openDatabase({ kind: 'postgres', url: databaseOf(url, draft) }))
      await make(made, prepared)
      await made.close()
      await client.query(`alter database ${draft} rename to ${template}`)
    }
    await client.query(`create database ${mine} template ${template}`)
  })
  t.after(() =>
    administer(url, async client => void (await client.query(`drop database if exists ${mine} with (force)`))),
  )
  return must(await openDatabase({ kind: 'postgres', url: databaseOf(url, mine), connectionsMax: 4 }))
}

const databaseOf = (url: string, database: string) => {
  const parsed = new URL(url)
  parsed.pathname = `/${database}`
  return parsed.href
}

async function administer(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

async function make(db: Database, prepared?: Prepared): Promise<void> {
  must(await migrate(db, migrations))
  await prepared?.fill(db)
}
