import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { sql } from 'kysely'
import { createAccounts, worldOf, type Moment } from '../src/access/index.ts'
import type { Database } from '../src/db/index.ts'
import { demonstrationAccounts, seedWorldNamed, WORLDS } from '../src/doors/cli/seed.ts'
import { paperTools, type PaperTools } from '../src/directives/index.ts'
import { dayInVietNam } from '../src/kernel/index.ts'
import { listen } from '../src/listen.ts'
import { createLog } from '../src/log.ts'
import { readAreas } from '../src/org/index.ts'
import { buildSite } from '../src/site.ts'
import { loadWords } from '../src/words/index.ts'
import { must, root, testDatabase, uuid7, type Prepared } from './testkit.ts'

export const PASSWORD = WORLDS['soc-trang-2023'].password
export const SAMPLE = join(root, 'samples/soc-trang-2023.txt')
export const words = loadWords(join(root, 'locales'))

/** The whole product as it is served, on a world of its own, at an address of its own. */
export type TestApp = {
  readonly url: string
  readonly db: Database
  /** Every line that was logged, as it would be written. */
  readonly log: readonly string[]
  readonly clock: () => Moment
  /** Later it is: whoever was signed in for more hours than a session lasts signs in anew. */
  moveTo(instant: string): void
  /** How many rows every table of the schema `public` and the sessions hold: what a refusal must leave alone. */
  rows(): Promise<Readonly<Record<string, number>>>
}

const facts = () => readAreas(readFileSync(join(root, 'facts/areas.tsv.gz')))

/** What makes the world: when any of it changes, the kept copy is another. */
const madeBy = (): string => {
  const hash = createHash('sha256').update(readFileSync(join(root, 'facts/areas.tsv.gz')))
  for (const folder of ['org', 'access', 'doors/cli']) {
    const path = join(root, 'dist/src', folder)
    for (const name of readdirSync(path)
      .filter(each => /(?<!test)\.js$/.test(each))
      .sort())
      hash.update(readFileSync(join(path, name)))
  }
  return hash.digest('hex')
}

const SEEDED_AT = new Date('2023-02-08T02:00:00Z')

const world = (): Prepared => ({
  key: `soc-trang-2023-${madeBy()}`,
  fill: async db => void must(await seedWorldNamed(db, 'soc-trang-2023', facts(), SEEDED_AT)),
})

/** Begins on the day of the demonstration and goes on by a second each time somebody looks: no two commands at once. */
function tickingClock(): { clock: () => Moment; moveTo: (instant: string) => void } {
  let now = SEEDED_AT.getTime()
  return {
    clock: () => {
      now += 1000
      return { now: new Date(now), today: dayInVietNam(new Date(now)) }
    },
    moveTo: instant => void (now = Date.parse(instant)),
  }
}

export async function testApp(
  t: Pick<TestContext, 'after'>,
  more: { readonly paper?: PaperTools } = {},
): Promise<TestApp> {
  // Undone in the reverse order: nobody asks a server whose database is gone.
  const undo: (() => void | Promise<void>)[] = []
  t.after(async () => {
    for (const step of undo.reverse()) await step()
  })
  const db = await testDatabase(
    { after: (step: unknown) => void undo.push(step as () => Promise<void>) } as Pick<TestContext, 'after'>,
    world(),
  )
  const row = await worldOf(db)
  const { clock, moveTo } = tickingClock()
  const log: string[] = []
  const accounts = createAccounts({
    db,
    clock,
    secret: 'a secret for tests, long enough to be one',
    baseUrl: 'http://127.0.0.1',
    secureCookies: false,
  })
  const { shown } = demonstrationAccounts(facts(), PASSWORD)
  const site = buildSite({
    db,
    words,
    clock,
    accounts,
    log: createLog('info', { write: line => void log.push(line) }),
    version: '0.0.0-test',
    publicUrl: 'http://127.0.0.1',
    proxies: 0,
    world: () => row,
    newId: uuid7,
    newSecret: () => randomBytes(32),
    publicFolder: join(root, 'public'),
    paper: more.paper ?? paperTools,
    demonstration: shown,
  })
  const server = must(await listen(site, { host: '127.0.0.1', port: 0 }))
  undo.push(() => server.stop())
  return { url: server.url, db, log, clock, moveTo, rows: () => rowsOf(db) }
}

/** The lines that tell of anything but the ordinary. */
export const troublesIn = (log: readonly string[]): string[] =>
  log.filter(line => (JSON.parse(line) as { level: number }).level > 30)

async function rowsOf(db: Database): Promise<Record<string, number>> {
  const tables = await sql<{
    name: string
  }>`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'public' order by 1`.execute(
    db.pool,
  )
  const counts = tables.rows
    .map(({ name }) => `select '${name}' as name, count(*)::int as n from ${name}`)
    .join(' union all ')
  const { rows } = await sql.raw<{ name: string; n: number }>(counts).execute(db.pool)
  return Object.fromEntries(rows.map(row => [row.name.replace('public.', ''), row.n]))
}
