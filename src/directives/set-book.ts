import { no, problem, yes, type PlainDate, type UnitId } from '../kernel/index.ts'
import { mustHold, useCase, type Role } from '../access/index.ts'
import { bookFor } from './register.ts'
import { bookInUse, updateBook } from './register.sql.ts'
import type { BookKind } from './types.ts'

export type SetBook = {
  readonly unit: UnitId
  readonly direction: BookKind
  readonly name?: string
  readonly period?: 'year' | 'term'
  readonly per?: 'all' | 'type'
  /** True where this book is the office's official register; false where ours only follows another one. */
  readonly official?: boolean
  /** The number at which a series begins, when the office starts here in the middle of one. */
  readonly firstNumber?: number
  /** First days of the terms of office, for books that number by term. */
  readonly termStarts?: readonly PlainDate[]
}
const SETS: readonly Role[] = ['clerk', 'admin']

/**
 * Sets how the unit's book numbers. Once a number is taken, what decides the series stays as it is
 * (`directives.book-in-use`): otherwise one number could be given twice.
 */
export const setBook = useCase<SetBook, { readonly book: string }>(
  'directives.set-book',
  SETS,
  async (tx, by, input) => {
    const may = mustHold(by.actor, input.unit, ...SETS)
    if (!may.ok) return may
    const book = await bookFor(tx, by, input.unit, input.direction)
    const wanted = {
      ...book,
      name: input.name?.trim() || book.name,
      period: input.period ?? book.period,
      per: input.per ?? book.per,
      official: input.official ?? book.official,
      firstNumber: input.firstNumber ?? book.firstNumber,
      termStarts: input.termStarts ?? book.termStarts,
    }
    if (!Number.isInteger(wanted.firstNumber) || wanted.firstNumber < 1) {
      return no(
        problem('directives.number-not-a-number', { number: String(wanted.firstNumber) }, { field: 'firstNumber' }),
      )
    }
    const series = (b: typeof wanted) => JSON.stringify([b.period, b.per, b.firstNumber, b.termStarts])
    if (series(wanted) !== series(book) && (await bookInUse(tx, book.id)))
      return no(problem('directives.book-in-use', { book: book.name }))
    await updateBook(tx, wanted)
    return yes({ book: book.id })
  },
)
