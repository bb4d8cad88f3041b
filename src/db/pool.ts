import { createHash } from 'node:crypto'
import { PostgresDialect, type Dialect, type PostgresPool } from 'kysely'
import pg from 'pg'
import { parsers } from './parsers.ts'

/** Statements that the sessions keep prepared; whatever comes after so many different texts is sent the plain way. */
const PREPARED_MAX = 500

/** Both databases behind one driver, so that parameters and results are the same on both. */
export function poolOf(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    types: { getTypeParser: ((oid: number, format?: string) => (format !== 'binary' && parsers[oid]) || pg.types.getTypeParser(oid)) as never },
  })
  // An idle connection that the server ends is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {})
  return pool
}

/**
 * Statements with parameters are prepared once a session: a page asks the same few, and under row-level security
 * planning one takes longer than running it. Kysely asks its pool for no more than what stands here.
 */
export function dialectOf(pool: pg.Pool): Dialect {
  const names = new Map<string, string>()
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text)
    if (known || names.size >= PREPARED_MAX) return known
    const name = `chido_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`
    names.set(text, name)
    return name
  }
  const prepared = {
    connect: async () => {
      const client = await pool.connect()
      return {
        query: (text: string, values: readonly unknown[]) => {
          const name = values.length > 0 ? nameOf(text) : undefined
          return client.query({ text, values: [...values], ...(name ? { name } : {}) })
        },
        release: (destroy?: boolean) => client.release(destroy),
      }
    },
    end: () => pool.end(),
    options: pool.options,
  }
  // The cast leaves out cursors, which nothing here uses.
  return new PostgresDialect({ pool: prepared as unknown as PostgresPool })
}
