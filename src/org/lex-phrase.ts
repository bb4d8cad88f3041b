import { fold } from '../kernel/index.ts'
import { LEXICON, splitWords, type Lexeme, type Meaning } from './phrase-words.ts'
import { nameLength, opensName, wordOf, type Opening, type Word, type Words } from './proper-name.ts'

/** A stretch of the phrase and what it says; `null` = words that the table does not know, or of a proper name. */
export type Token = {
  readonly meaning: Meaning | null
  readonly text: string
  readonly start: number
  readonly end: number
}

/**
 * Cuts a phrase into known words, longest first. A word written with its marks must bear the right ones
 * ("quân" is not "quận"); a word written without marks matches any. Where an area's name may stand it is cut out
 * first, because names hold words of the table.
 */
export const lexPhrase = (phrase: string): Token[] => {
  const parts = splitWords(phrase)
  const words = wordsOf(parts.map(part => part.word))
  const tokens: Token[] = []
  let opening: Opening | null = null
  let at = 0
  const take = (length: number, meaning: Meaning | null) => {
    const [start, end] = [parts[at]?.start ?? 0, parts[at + length - 1]?.end ?? 0]
    tokens.push({ meaning, text: phrase.slice(start, end), start, end })
    at += length
  }
  while (at < parts.length) {
    const named: number = opening ? nameLength(words, at, opening) : 0
    for (let i = 0; i < named; i += 1) take(1, null)
    if (at >= parts.length) break
    const hit = words.known(at)[0]
    // What belongs to names is not looked for elsewhere, but must not be taken apart: "nông trường" is no school.
    const meaning: Meaning | null = hit && hit.meaning.is !== 'name' ? hit.meaning : null
    take(hit?.words.length ?? 1, meaning)
    opening = openingAfter(tokens, opening)
  }
  return tokens
}

/** Whether a name may follow the last token, and what stands before it. */
const openingAfter = (tokens: readonly Token[], opening: Opening | null): Opening | null => {
  const last = tokens.at(-1)
  const before = tokens.at(-2)
  if (!last) return null
  if (opensName(last.meaning)) {
    const counted = before?.meaning?.is === 'plural' || /^\d+$/.test(before?.text ?? '')
    return { word: fold(last.text), plural: counted, listed: false }
  }
  const goesOn = last.meaning?.is === 'and' && opening && (before?.meaning === null || opening.listed)
  return goesOn ? { ...opening, listed: true } : null
}

const wordsOf = (texts: readonly string[]): Words => {
  const words = texts.map(text => wordOf(text, fold(text)))
  return {
    words,
    marked: words.some(word => word.marks !== ''),
    titles: words.slice(1).some(word => word.titled),
    known: at => (LEXICON.get(words[at]?.fold ?? '') ?? []).filter(lexeme => matches(lexeme, words, at)),
  }
}

const matches = (lexeme: Lexeme, words: readonly Word[], at: number): boolean => {
  if (!lexeme.words.every((word, i) => same(word, lexeme.marks[i] ?? '', words[at + i]))) return false
  if (lexeme.capitals && words[at]?.titled) return false
  if (lexeme.meaning.is !== 'office' || !lexeme.meaning.needsBoard) return true
  // "Trưởng Ban …" is a person; "Trường Đại học …" and "Trưởng các khoa" are not.
  const next = words[at + lexeme.words.length]?.fold
  return next === 'ban' || next === 'phong' || next === 'doan'
}

const same = (word: string, marks: string, given: Word | undefined): boolean =>
  given !== undefined && given.fold === word && (given.marks === '' || given.marks === marks)
