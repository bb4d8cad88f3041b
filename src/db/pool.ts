import { createHash } from 'node:crypto'
import { PostgresDialect, type Dialect, type PostgresPool } from 'kysely'
import pg from 'pg'
import { CopyStatement } from './copy.ts'
import { parsers } from './parsers.ts'

/**
 * A statement that begins with this is planned once a session and not at every call. Only for what pages ask all day
 * by key: the plan is made for values unknown, and where it depends on how many rows a value has (a letter to
 * thousands, a search) the wrong one runs for minutes.
 */
const PREPARED = /^\s*\/\* prepared \*\//
/** What `copyIn` sends. */
const COPY = /^copy /

/** Both databases behind one driver, so that parameters and results are the same on both. */
export function poolOf(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    types: {
      getTypeParser: ((oid: number, format?: string) =>
        (format !== 'binary' && parsers[oid]) || pg.types.getTypeParser(oid)) as never,
    },
  })
  // An idle connection that the server ends is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {})
  return pool
}

/** Under row-level security planning takes longer than running, so that what is asked most keeps its plan (`PREPARED`). */
export function dialectOf(pool: pg.Pool): Dialect {
  const names = new Map<string, string>()
  const nameOf = (text: string): string => {
    const known = names.get(text)
    if (known) return known
    const name = `chido_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`
    names.set(text, name)
    return name
  }
  const prepared = {
    connect: async () => {
      const client = await pool.connect()
      return {
        query: (text: string, values: readonly unknown[]) =>
          COPY.test(text) && Buffer.isBuffer(values[0])
            ? client.query(new CopyStatement(text, values[0]) as never as pg.Submittable & CopyStatement).done
            : client.query({ text, values: [...values], ...(PREPARED.test(text) ? { name: nameOf(text) } : {}) }),
        release: (destroy?: boolean) => client.release(destroy),
      }
    },
    end: () => pool.end(),
    options: pool.options,
  }
  // What Kysely asks of a pool is no more than this; the cast leaves out cursors, which nothing here uses.
  return new PostgresDialect({ pool: prepared as unknown as PostgresPool })
}
