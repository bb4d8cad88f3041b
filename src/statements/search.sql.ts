import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { PlainDate, UnitId } from '../kernel/index.ts'
import type { LineId, StatementId } from './types.ts'

export type LineFound = {
  readonly id: LineId
  readonly statement: StatementId
  readonly file: string
  readonly row: number
  readonly ordinal: number
  readonly day: PlainDate
  readonly time: string | null
  readonly amount: bigint | null
  readonly balance: bigint | null
  readonly kind: number
  readonly doubts: number
  readonly memo: string
  readonly claims: string | null
  readonly reference: string | null
  readonly accountName: string
}

export const lineColumns = sql`l.id, s.id as statement, s.files[l.part] as file, l.row_no as row, l.ordinal, l.day, l.time, l.amount, l.balance,
  l.kind, l.doubts, l.memo, l.claims, coalesce(l.reference, l.doc) as reference, m.name as "accountName"`
export const lineTables = sql`statement s on s.no = l.statement_no join money_account m on m.id = s.money_account_id`

export const HITS = 50

/** How many of the unit's lines bear words that begin so, by the words that were counted because many lines bear them. */
export async function commonness(
  tx: Tx,
  unit: UnitId,
  words: readonly string[],
): Promise<{ readonly lines: number; readonly common: readonly number[] }> {
  const { rows } = await sql<{ lines: bigint; common: bigint[] }>`
    select coalesce((select sum(lines - again) from statement where unit_id = ${unit} and state = 'posted'), 0)::bigint as lines,
      array(select coalesce((select sum(w.lines) from statement_word w where w.unit_id = ${unit} and w.word >= q.word and w.word < q.word || '~'), 0)::int
        from unnest(${[...words]}::text[]) with ordinality as q(word, at) order by q.at) as common`.execute(tx)
  return { lines: Number(rows[0]!.lines), common: rows[0]!.common.map(Number) }
}

export type LineSearch = {
  /** Folded beginnings of words. */
  readonly words: readonly string[]
  readonly amount: bigint | null
  readonly day: PlainDate | null
}

/**
 * The first fifty lines that bear every word and the amount or day. `led` says which index leads: the rare ones of
 * the words, else the amount or the day; what the others say is read from the lines, so that no common word is looked up.
 */
export async function searchLines(
  tx: Tx,
  search: LineSearch,
  led: readonly string[] | 'amount' | 'day',
): Promise<LineFound[]> {
  const { words, amount, day } = search
  const like = (lines: RawBuilder<unknown>) =>
    sql.join(words.map(word => sql`' ' || ${lines}.words like ${`% ${word}%`}`).concat(sql`true`), sql` and `)
  const l = sql.ref('l')
  const hits =
    typeof led !== 'string'
      ? sql`select l.* from statement_line l
          where l.realm = any(array(select id from realm)) and l.id = any(array(select find_lines(
            ${led.map(word => `${word}:*`).join(' & ')}::tsquery, ${words.map(word => `% ${word}%`)}::text[], ${amount}, ${day}, ${HITS})))`
      : led === 'amount'
        ? sql`select l.* from statement_line l where l.amount in (${amount}::bigint, ${amount === null ? null : -amount}::bigint)
            and (${day}::date is null or l.day = ${day}::date) and ${like(l)} limit ${HITS}`
        : sql`select l.* from statement_line l where l.day = ${day}::date and l.statement_no = any(array(select d.statement_no
            from statement_day d where d.day = ${day}::date)) and ${like(l)} limit ${HITS}`
  const { rows } = await sql<LineFound>`
    with hits as materialized (${hits})
    select ${lineColumns} from hits l join ${lineTables} where s.state = 'posted' order by l.day desc, l.ordinal desc`.execute(
    tx,
  )
  return rows
}
