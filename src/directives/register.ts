import { assert, no, problem, yes, type DocumentId, type PlainDate, type Result, type UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { idFor } from './cite.ts'
import {
  booksOf,
  insertBook,
  insertEntry,
  linesOf,
  lockSeries,
  numberTaken,
  raiseSeries,
  takeNumber,
  type Book,
  type Series,
} from './register.sql.ts'
import { bookDefaults, seriesKey } from './rules.ts'
import type { BookKind, Direction } from './types.ts'

/** Names in the register of a Vietnamese office; not translated, because they are what stands on the book. */
const BOOK_NAMES: Readonly<Record<BookKind, string>> = {
  incoming: 'Sổ văn bản đến',
  outgoing: 'Sổ văn bản đi',
  copies: 'Sổ đăng ký bản sao',
}

/** The unit's book for a direction; made with the defaults of its line when it has none. */
export async function bookFor(tx: Tx, by: Acting, unit: UnitId, direction: BookKind): Promise<Book> {
  const [found] = await booksOf(tx, unit, direction)
  if (found) return found
  const defaults = bookDefaults(direction, await linesOf(tx, unit, by.today))
  const id = idFor(`book/${unit}/${direction}/${BOOK_NAMES[direction]}`)
  await insertBook(tx, by, {
    id,
    unit,
    direction,
    name: BOOK_NAMES[direction],
    ...defaults,
    official: false,
    firstNumber: 1,
  })
  // Another command may have made it just now: the insert waited for that one, and this reads what it wrote.
  const [made] = await booksOf(tx, unit, direction)
  assert(made, 'the book is there once it is inserted')
  return made
}

type Entering = {
  readonly unit: UnitId
  readonly direction: Direction
  readonly document: DocumentId
  readonly docType: string
  readonly on: PlainDate
}

/** Enters a document with the next number of the unit's book. */
export async function enterNext(tx: Tx, by: Acting, e: Entering): Promise<number> {
  const book = await bookFor(tx, by, e.unit, e.direction)
  const series = seriesKey(book, e.on, e.docType, book.termStarts)
  const number = await takeNumber(tx, book, series)
  await insertEntry(tx, by, { book, series, number, document: e.document, on: e.on })
  return number
}

/** The next number of the unit's book of copies; the copy itself is the entry. */
export async function nextCopy(
  tx: Tx,
  by: Acting,
  unit: UnitId,
): Promise<{ readonly book: string; readonly series: Series; readonly number: number }> {
  const book = await bookFor(tx, by, unit, 'copies')
  const series = seriesKey(book, by.today, 'bản sao', book.termStarts)
  return { book: book.id, series, number: await takeNumber(tx, book, series) }
}

/**
 * Enters a document under the number that the paper bears. Refuses `directives.number-taken`, and in a book that is
 * itself the official one `directives.number-beyond-series`: a number that nobody took would leave a gap.
 */
export async function enterPrinted(tx: Tx, by: Acting, e: Entering, number: number): Promise<Result<number>> {
  const book = await bookFor(tx, by, e.unit, e.direction)
  const series = seriesKey(book, e.on, e.docType, book.termStarts)
  const last = await lockSeries(tx, book, series)
  if (await numberTaken(tx, book, series, number))
    return no(problem('directives.number-taken', { number: String(number) }, { field: 'number' }))
  if (book.official && number > last + 1) {
    return no(
      problem(
        'directives.number-beyond-series',
        { number: String(number), next: String(last + 1) },
        { field: 'number' },
      ),
    )
  }
  await raiseSeries(tx, book, series, number)
  await insertEntry(tx, by, { book, series, number, document: e.document, on: e.on })
  return yes(number)
}
