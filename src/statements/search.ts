import { no, problem, yes, type PlainDate, type Result, type UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { wordsOf } from './claims.ts'
import { commonness, searchLines, type LineFound } from './search.sql.ts'

export type Search = { readonly words: string; readonly amount: bigint | null; readonly day: PlainDate | null }

/** A word in more than one of so many lines finds too much by itself. */
const COMMON = 100
/** A beginning shorter than this stands for thousands of words. */
const SHORT = 3

/**
 * Finds lines by the beginnings of their words, unaccented, and by amount or day. Refuses `statements.search-empty`, and
 * `statements.search-common` when all words stand in more than one of a hundred lines and nothing else narrows them.
 */
export async function findLines(tx: Tx, unit: UnitId, search: Search): Promise<Result<readonly LineFound[]>> {
  const words = wordsOf(search.words, '').slice(0, 8)
  const { amount, day } = search
  if (words.length === 0 && amount === null && day === null)
    return no(problem('statements.search-empty', {}, { field: 'words' }))
  if (words.length === 0) return yes(await searchLines(tx, { words, amount, day }, amount === null ? 'day' : 'amount'))
  const { lines, common } = await commonness(tx, unit, words)
  const rare = words.filter((word, at) => word.length >= SHORT && common[at]! * COMMON <= lines)
  if (rare.length === 0 && amount === null && day === null)
    return no(problem('statements.search-common', { words: words.join(' ') }, { field: 'words' }))
  const led = rare.length > 0 ? rare : amount === null ? 'day' : 'amount'
  return yes(await searchLines(tx, { words, amount, day }, led))
}
