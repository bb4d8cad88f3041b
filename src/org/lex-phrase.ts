import { fold } from '../kernel/index.ts'
import { LEXICON, marksOf, splitWords, type Lexeme, type Meaning } from './phrase-words.ts'

/** A stretch of the phrase and what it says; `null` = words that the table does not know. */
export type Token = {
  readonly meaning: Meaning | null
  readonly text: string
  readonly start: number
  readonly end: number
}

/**
 * Cuts a phrase into known words, longest first. A word written with its marks must bear the right ones
 * ("quân" is not "quận"); a word written without marks matches any.
 */
export const lexPhrase = (phrase: string): Token[] => {
  const words = splitWords(phrase).map(each => ({
    ...each,
    fold: fold(each.word),
    marks: marksOf(each.word),
  }))
  const tokens: Token[] = []
  let at = 0
  while (at < words.length) {
    const first = words[at]
    if (!first) break
    const hit = (LEXICON.get(first.fold) ?? []).find(lexeme => matches(lexeme, words, at))
    const length = hit ? hit.words.length : 1
    const last = words[at + length - 1] ?? first
    const text = phrase.slice(first.start, last.end)
    tokens.push({ meaning: hit?.meaning ?? null, text, start: first.start, end: last.end })
    at += length
  }
  return tokens
}

type Word = { readonly fold: string; readonly marks: string }

const matches = (lexeme: Lexeme, words: readonly Word[], at: number): boolean => {
  if (!lexeme.words.every((word, i) => same(word, lexeme.marks[i] ?? '', words[at + i]))) return false
  if (lexeme.meaning.is !== 'office' || !lexeme.meaning.needsBoard) return true
  // "Trưởng Ban …" is a person; "Trường Đại học …" and "Trưởng các khoa" are not.
  const next = words[at + lexeme.words.length]?.fold
  return next === 'ban' || next === 'phong' || next === 'doan'
}

const same = (word: string, marks: string, given: Word | undefined): boolean =>
  given !== undefined && given.fold === word && (given.marks === '' || given.marks === marks)
