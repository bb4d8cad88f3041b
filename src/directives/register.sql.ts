import { sql } from 'kysely'
import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { BookDefaults } from './rules.ts'
import type { BookKind, Direction } from './types.ts'

/** Books, series and entries. A series is one row that whoever takes a number locks, so it never skips or repeats. */

export type Book = BookDefaults & {
  readonly id: string
  readonly unit: UnitId
  readonly direction: BookKind
  readonly name: string
  readonly official: boolean
  readonly firstNumber: number
  readonly termStarts: readonly PlainDate[]
}

type BookRow = {
  id: string
  unit_id: UnitId
  direction: BookKind
  name: string
  period: 'year' | 'term'
  per: 'all' | 'type'
  official: boolean
  first_number: number
  terms: PlainDate[]
}

const bookOf = (row: BookRow): Book => ({
  id: row.id,
  unit: row.unit_id,
  direction: row.direction,
  name: row.name,
  period: row.period,
  per: row.per,
  official: row.official,
  firstNumber: row.first_number,
  termStarts: row.terms,
})

/** The books of a unit, oldest name first. Dates of terms come as text: drivers disagree about arrays of dates. */
export async function booksOf(tx: Tx, unit: UnitId, direction?: BookKind): Promise<Book[]> {
  const { rows } = await sql<BookRow>`
    select id, unit_id, direction, name, period, per, official, first_number, to_json(term_starts) as terms
    from register_book where unit_id = ${unit} and (${direction ?? null}::text is null or direction = ${direction ?? null}) order by direction, name`.execute(
    tx,
  )
  return rows.map(bookOf)
}

export const insertBook = (
  tx: Tx,
  by: Acting,
  b: Omit<Book, 'termStarts'> & { readonly termStarts?: readonly PlainDate[] },
) =>
  sql`insert into register_book (id, realm, unit_id, direction, name, period, per, official, first_number, term_starts)
    values (${b.id}, ${by.actor.realm}, ${b.unit}, ${b.direction}, ${b.name}, ${b.period}, ${b.per}, ${b.official}, ${b.firstNumber},
      coalesce(${b.termStarts ? [...b.termStarts] : null}::date[], '{2015-10-01,2020-10-01,2025-10-01}'))
    on conflict do nothing`.execute(tx)

export const updateBook = (tx: Tx, b: Book) =>
  sql`update register_book set name = ${b.name}, period = ${b.period}, per = ${b.per}, official = ${b.official},
      first_number = ${b.firstNumber}, term_starts = ${[...b.termStarts]}::date[] where id = ${b.id}`.execute(tx)

export async function bookInUse(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{
    used: boolean
  }>`select exists (select from register_series where book_id = ${id}) as used`.execute(tx)
  return rows[0]!.used
}

/** The lines in which a unit stands on a day, for the defaults of a book. */
export async function linesOf(tx: Tx, unit: UnitId, asOf: PlainDate): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select distinct line from unit_link where child_id = ${unit} and during @> ${asOf}::date`.execute(tx)
  return rows.map(row => row.line)
}

export type Series = { readonly period: string; readonly type: string }

/** The next number: makes the series at its first number, or locks its row and counts on. A rollback gives it back. */
export async function takeNumber(tx: Tx, book: Book, series: Series): Promise<number> {
  const { rows } = await sql<{ last_number: number }>`
    insert into register_series (book_id, period_key, type_key, last_number)
    values (${book.id}, ${series.period}, ${series.type}, ${book.firstNumber})
    on conflict (book_id, period_key, type_key) do update set last_number = register_series.last_number + 1
    returning last_number`.execute(tx)
  return rows[0]!.last_number
}

/** Locks the series for a number that is already printed, and answers the last one taken. */
export async function lockSeries(tx: Tx, book: Book, series: Series): Promise<number> {
  const { rows } = await sql<{ last_number: number }>`
    insert into register_series (book_id, period_key, type_key, last_number)
    values (${book.id}, ${series.period}, ${series.type}, ${book.firstNumber - 1})
    on conflict (book_id, period_key, type_key) do update set last_number = register_series.last_number
    returning last_number`.execute(tx)
  return rows[0]!.last_number
}

export const raiseSeries = (tx: Tx, book: Book, series: Series, number: number) =>
  sql`update register_series set last_number = greatest(last_number, ${number})
    where book_id = ${book.id} and period_key = ${series.period} and type_key = ${series.type}`.execute(tx)

export async function numberTaken(tx: Tx, book: Book, series: Series, number: number): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`select exists (select from register_entry
    where book_id = ${book.id} and period_key = ${series.period} and type_key = ${series.type} and number = ${number}) as taken`.execute(
    tx,
  )
  return rows[0]!.taken
}

export const insertEntry = (
  tx: Tx,
  by: Acting,
  e: {
    readonly book: Book
    readonly series: Series
    readonly number: number
    readonly document: DocumentId
    readonly on: PlainDate
  },
) =>
  sql`insert into register_entry (realm, book_id, period_key, type_key, number, document_id, entered_on, at, account_id, command_id)
    values (${by.actor.realm}, ${e.book.id}, ${e.series.period}, ${e.series.type}, ${e.number}, ${e.document}, ${e.on}, ${by.now},
      ${by.actor.account}, ${by.command})`.execute(tx)

export const cancelEntry = (tx: Tx, by: Acting, unit: UnitId, document: DocumentId, why: string) =>
  sql`update register_entry set cancelled_at = ${by.now}, cancelled_why = ${why}
    where document_id = ${document} and cancelled_at is null
      and book_id in (select id from register_book where unit_id = ${unit} and direction = 'outgoing')`.execute(tx)

/** The number under which a document stands in this unit's book, or null. */
export async function entryOf(
  tx: Tx,
  unit: UnitId,
  direction: Direction,
  document: DocumentId,
): Promise<number | null> {
  const { rows } = await sql<{ number: number }>`
    select e.number from register_entry e join register_book b on b.id = e.book_id
    where e.document_id = ${document} and b.unit_id = ${unit} and b.direction = ${direction} and e.cancelled_at is null`.execute(
    tx,
  )
  return rows[0]?.number ?? null
}
