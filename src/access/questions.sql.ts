import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { Check } from './types.ts'

/** A rule over the whole database: `broken` selects one text column `sample` for every row of `read` that breaks it. */
export type Question = { readonly name: string; readonly read: string; readonly broken: RawBuilder<unknown> }

/** Asks each question in one query: how many rows were read, how many break the rule, and one of them. As the owner. */
export async function askAll(tx: Tx, questions: readonly Question[]): Promise<Check[]> {
  const checks: Check[] = []
  for (const { name, read, broken } of questions) {
    const { rows } = await sql<{ rows: number; violations: number; sample: string | null }>`
      with broken as materialized (${broken})
      select (select count(*)::int from ${sql.table(read)}) as rows, (select count(*)::int from broken) as violations,
        (select min(sample) from broken) as sample`.execute(tx)
    const { rows: count, violations, sample } = rows[0]!
    checks.push({ name, rows: count, violations, ...(sample === null ? {} : { sample }) })
  }
  return checks
}
