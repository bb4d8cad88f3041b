import { CompiledQuery } from 'kysely'
import type pg from 'pg'
import type { Database, Tx } from './types.ts'

export type CopyValue = string | number | bigint | null
/** The columns with their types, in the order of the values of a row. */
export type CopyColumns = Readonly<Record<string, string>>

/**
 * Writes many rows at once in the fastest way that the database has: COPY on PostgreSQL, one insert from JSON on the
 * embedded one, whose driver knows no COPY. For the owner's role: COPY refuses tables under row-level security.
 */
export async function copyIn(
  kind: Database['kind'],
  tx: Tx,
  table: string,
  columns: CopyColumns,
  rows: readonly (readonly CopyValue[])[],
): Promise<void> {
  if (rows.length === 0) return
  const names = Object.keys(columns).join(', ')
  if (kind === 'postgres') {
    const query = CompiledQuery.raw(`copy ${table} (${names}) from stdin`, [Buffer.from(textOf(rows))])
    return void (await tx.executeQuery(query))
  }
  const values = Object.values(columns).map((type, at) => `(r->>${at})::${type}`)
  const json = JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
  await tx.executeQuery(
    CompiledQuery.raw(
      `insert into ${table} (${names}) select ${values.join(', ')} from jsonb_array_elements($1::jsonb) r`,
      [json],
    ),
  )
}

/** The text format of COPY. */
function textOf(rows: readonly (readonly CopyValue[])[]): string {
  let text = ''
  for (const row of rows) {
    for (let at = 0; at < row.length; at++) {
      const value = row[at]!
      if (at > 0) text += '\t'
      if (value === null) text += '\\N'
      else if (typeof value === 'string') text += ESCAPED.test(value) ? escaped(value) : value
      else text += value
    }
    text += '\n'
  }
  return text
}
const ESCAPED = /[\\\t\n\r]/
const escaped = (value: string): string =>
  value.replace(/[\\\t\n\r]/g, sign => (sign === '\\' ? '\\\\' : sign === '\t' ? '\\t' : sign === '\n' ? '\\n' : '\\r'))

/** What of the driver's connection a COPY needs; its types leave it out. */
type Wire = { query(text: string): void; sendCopyFromChunk(data: Buffer): void; endCopyFrom(): void }

/** One COPY on a connection of the driver, which calls it back message by message. */
export class CopyStatement {
  readonly #text: string
  readonly #data: Buffer
  #failed: Error | null = null
  readonly done: Promise<pg.QueryResult>
  #end!: (result: pg.QueryResult) => void
  #fail!: (error: Error) => void

  constructor(text: string, data: Buffer) {
    this.#text = text
    this.#data = data
    this.done = new Promise((end, fail) => {
      this.#end = end
      this.#fail = fail
    })
  }
  submit(wire: Wire): void {
    wire.query(this.#text)
  }
  handleCopyInResponse(wire: Wire): void {
    wire.sendCopyFromChunk(this.#data)
    wire.endCopyFrom()
  }
  handleCommandComplete(): void {}
  handleError(error: Error): void {
    this.#failed = error
    this.#fail(error)
  }
  handleReadyForQuery(): void {
    if (!this.#failed) this.#end({ command: 'COPY', rowCount: 0, oid: 0, fields: [], rows: [] })
  }
}
