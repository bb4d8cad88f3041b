import { CompiledQuery, type Kysely } from 'kysely'
import type { Db } from 'pg-boss'
import type { Database, DB } from '../../db/index.ts'

/**
 * Lets the job library speak through our one pool: the embedded database has a single connection, so a pool of its
 * own is impossible there, and on PostgreSQL one pool is enough.
 */
export const throughPool = (db: Database): Db => ({
  executeSql: async (text, values = []) => {
    const statements = values.length === 0 ? statementsOf(text) : [text]
    if (statements.length === 1) return { rows: await rowsOf(db.pool, statements[0]!, values) }
    // Maintenance comes as one script, mostly from begin to commit; the embedded driver takes one statement at a time.
    return db.pool.transaction().execute(async tx => {
      let rows: unknown[] = []
      for (const statement of statements.filter(one => !/^\s*(begin|commit)\s*$/i.test(one))) {
        const answered = await rowsOf(tx, statement, [])
        if (answered.length > 0) rows = answered
      }
      return { rows }
    })
  },
})

async function rowsOf(runner: Kysely<DB>, text: string, values: readonly unknown[]): Promise<unknown[]> {
  const { rows } = await runner.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, [...values]))
  return rows.map(plain)
}

/** The library reads counts as PostgreSQL's own driver gives them, as text, and would fail on a bigint. */
const plain = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, typeof value === 'bigint' ? String(value) : value]),
  )

/** Splits a script of the library at the semicolons outside quotes, comments and dollar bodies. */
function statementsOf(script: string): string[] {
  const token = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([a-z_]*)\$[\s\S]*?\$\1\$|;/gi
  const statements: string[] = []
  let start = 0
  for (let match = token.exec(script); match; match = token.exec(script)) {
    if (match[0] !== ';') continue
    statements.push(script.slice(start, match.index))
    start = match.index + 1
  }
  statements.push(script.slice(start))
  return statements.filter(statement => statement.trim() !== '')
}
