import { realpathSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { consolidate } from './consolidate.ts'
import { coverage } from './coverage.ts'
import type { Database } from '../src/db/index.ts'
import { openEmbedded, openServer, type Opened } from './databases.ts'
import { table, tell, type Figure } from './figures.ts'
import { ledger } from './ledger.ts'
import { overview } from './overview.ts'
import { page } from './page.tsx'
import { read as reading } from './read.ts'
import { send } from './send.ts'
import { statement } from './statement.ts'
import { urge } from './urge.ts'
import { seedCountry, type Country } from './world.ts'
import { writing } from './write.ts'

export type Bench = (country: Country) => Promise<Figure[]>

/** In the order in which they run: coverage first, while its own letter is the only one in the country. */
const BENCHES: Readonly<Record<string, Bench>> = { coverage, overview, consolidate, send, page, urge }
/** Those that bring a world of their own, into a fresh database each. */
const ALONE: Readonly<Record<string, (db: Database) => Promise<Figure[]>>> = { ledger }
/** Those that need no database run once. */
const PURE: Readonly<Record<string, () => Promise<Figure[]>>> = { write: writing, read: reading, statement }
const USAGE = `bench [${Object.keys({ ...BENCHES, ...ALONE, ...PURE }).join(' | ')}] [--json] [--strict] [--database pglite|postgres]`

/**
 * Measures the program against the barest way of doing the same, on PGlite and on PostgreSQL. Prints a table, or with
 * `--json` only the rows; ends with 1 for a missed goal under `--strict`, and with 2 for a wrong call.
 */
export async function bench(args: readonly string[]): Promise<number> {
  const asked = read(args)
  if (!asked) {
    tell(USAGE)
    return 2
  }
  const { json, strict, database, benches, alone, pure } = asked
  const figures: Figure[] = []
  for (const each of pure) figures.push(...(await each()))
  if (benches.length > 0 && database !== 'postgres') figures.push(...(await measure(await openEmbedded(), benches)))
  if (benches.length > 0 && database !== 'pglite') {
    const server = await openServer()
    if (server) figures.push(...(await measure(server, benches)))
    else tell('SKIPPED: PostgreSQL, because none is installed, none can be installed here and DATABASE_URL is not set.')
  }
  for (const each of alone) {
    if (database !== 'postgres') figures.push(...(await measureAlone(await openEmbedded(), each)))
    const server = database === 'pglite' ? null : await openServer()
    if (server) figures.push(...(await measureAlone(server, each)))
  }
  console.log(json ? JSON.stringify(figures, null, 1) : table(figures))
  return strict && figures.some(figure => !figure.met) ? 1 : 0
}

async function measure(opened: Opened, benches: readonly Bench[]): Promise<Figure[]> {
  tell(`── ${opened.what} ──`)
  try {
    const country = await seedCountry(opened.db)
    const figures: Figure[] = []
    for (const each of benches) figures.push(...(await each(country)))
    return figures
  } finally {
    await opened.close()
  }
}

async function measureAlone(opened: Opened, each: (db: Database) => Promise<Figure[]>): Promise<Figure[]> {
  tell(`── ${opened.what} ──`)
  try {
    return await each(opened.db)
  } finally {
    await opened.close()
  }
}

function read(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' }, strict: { type: 'boolean' }, database: { type: 'string' } },
    })
    const names = positionals.length > 0 ? positionals : Object.keys({ ...BENCHES, ...ALONE, ...PURE })
    const benches = Object.entries(BENCHES)
      .filter(([name]) => names.includes(name))
      .map(([, each]) => each)
    const alone = Object.entries(ALONE)
      .filter(([name]) => names.includes(name))
      .map(([, each]) => each)
    const pure = Object.entries(PURE)
      .filter(([name]) => names.includes(name))
      .map(([, each]) => each)
    if (
      names.some(name => !(name in BENCHES) && !(name in ALONE) && !(name in PURE)) ||
      !['pglite', 'postgres', undefined].includes(values.database)
    )
      return null
    return {
      json: values.json ?? false,
      strict: values.strict ?? false,
      database: values.database,
      benches,
      alone,
      pure,
    }
  } catch {
    return null // an option that nobody knows
  }
}

// Also the program of `npm run bench`; under `chido bench` the command calls it.
if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename)
  process.exitCode = await bench(process.argv.slice(2))
