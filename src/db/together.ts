import { sql, type RawBuilder } from 'kysely'
import type { Tx } from './types.ts'

/** A value as it comes out of JSON: a count is a plain number, an instant is its ISO text. Read no numeric and no bytes so. */
type Plain<Value> = Value extends bigint ? number : Value extends Date ? string : Value
type Rows<Reads> = {
  [Name in keyof Reads]: Reads[Name] extends RawBuilder<infer Row>
    ? { [Column in keyof Row]: Plain<Row[Column]> }[]
    : never
}

/**
 * Several reads as one statement, each with its rows: between page and database a way there and back costs more than
 * what most reads find.
 */
export async function together<Reads extends Readonly<Record<string, RawBuilder<unknown>>>>(
  tx: Tx,
  reads: Reads,
): Promise<Rows<Reads>> {
  const columns = Object.entries(reads).map(
    ([name, read]) =>
      sql`(select coalesce(json_agg(rows_found), '[]') from (${read}) as rows_found) as ${sql.ref(name)}`,
  )
  const { rows } = await sql<Rows<Reads>>`select ${sql.join(columns)}`.execute(tx)
  return rows[0]!
}
