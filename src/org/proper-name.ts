import { marksOf, type Lexeme, type Meaning } from './phrase-words.ts'

/** A word of a phrase with what the table needs to know it, and how it is written. */
export type Word = {
  readonly fold: string
  readonly marks: string
  /** Begins with a small letter. A number does not. */
  readonly small: boolean
  /** A capital and then small letters, as names are written; "UBND" and "PHÒNG" say nothing. */
  readonly titled: boolean
}

export type Words = {
  readonly words: readonly Word[]
  /** Some word bears marks: then a word without marks means itself, "Ba Đình" is no "bà". */
  readonly marked: boolean
  /** Some word after the first is titled: whoever writes so writes no name in small letters. */
  readonly titles: boolean
  /** The known words that match at a place, longest first. */
  readonly known: (at: number) => readonly Lexeme[]
}

/** What stands before a name: a type of area, or a word that has one built in ("Thành ủy"). */
export type Opening = {
  readonly word: string
  /** "các huyện …": several names may follow. */
  readonly plural: boolean
  /** A comma or an "và" stands between: this would be a further name of the list. */
  readonly listed: boolean
}

/** Whether the word says a type of area, so that the area's name may follow. */
export const opensName = (meaning: Meaning | null): boolean =>
  meaning !== null && (meaning.is === 'area' || ('at' in meaning && meaning.at !== undefined))

/** A name of a list that begins with a known word ("Hội An", "Bà Rịa - Vũng Tàu") is no longer than this. */
const LISTED_MAX = 4

/**
 * How many words at `from` are the proper name of an area; 0 = no name stands here.
 * A name may hold words that elsewhere mean a body: Hải Phòng is no office, Hội An no society. What is written as the
 * name is written belongs to it, unless it is an abbreviation, a body's name of several words, or begins what comes next.
 */
export const nameLength = (phrase: Words, from: number, opening: Opening): number => {
  let at = from
  for (let more = 1; more > 0; at += more) more = joining(phrase, from, at, opening)
  const length = at - from
  const doubtful = opening.listed && believed(phrase, from) !== undefined
  return doubtful && !looksListed(phrase, from, length, opening) ? 0 : length
}

/** How many words at `at` continue the name that began at `from`. */
const joining = (phrase: Words, from: number, at: number, opening: Opening): number => {
  const word = phrase.words[at]
  if (!word) return 0
  const known = phrase.known(at)[0]
  if (!known) return 1
  const before = at > from ? phrase.words[at - 1] : undefined
  if (word.small && (before ? !before.small : phrase.titles))
    return known.meaning.is === 'name' ? known.words.length : 0
  const meant = believed(phrase, at)
  if (!meant) return 1
  if (meant.meaning.is === 'name') return meant.words.length
  if (meant.words.length > 1 || !isSyllable(word.fold) || needsBoard(meant.meaning) || headsBody(phrase, at)) return 0
  const joins = before ? continues(phrase, from, at, meant, opening) : begins(phrase, at, meant, opening)
  return joins ? 1 : 0
}

/** The known word that stands here in earnest: in a phrase with marks it must bear its own. */
const believed = (phrase: Words, at: number): Lexeme | undefined =>
  phrase.known(at).find(each => !phrase.marked || exact(phrase, each, at))

const exact = (phrase: Words, lexeme: Lexeme, at: number): boolean =>
  lexeme.marks.every((marks, i) => phrase.words[at + i]?.marks === marks)

const needsBoard = (meaning: Meaning): boolean => meaning.is === 'office' && meaning.needsBoard === true

/** "UBND", "TX", "BTV" cannot be spoken, so they are no part of a name. */
const isSyllable = (word: string): boolean => /^[^aeiouy\d]*[aeiouy]+(ch|ng|nh|[cmnpt])?$/.test(word)

/** "Phòng Tổng hợp", "Hội Người mù", "Trường THPT": bodies go on in small letters or an abbreviation (not II), areas do not. */
const headsBody = (phrase: Words, at: number): boolean => {
  const follows = (by: number) => (phrase.known(at + by).length > 0 ? undefined : phrase.words[at + by])
  const [next, after] = [follows(1), follows(2)]
  if (phrase.words[at]?.titled !== true || !next) return false
  return next.small || after?.small === true || (!next.titled && /^(?![ivx]+$)[a-z]{2}/.test(next.fold))
}

/** A known word begins a name only when an unknown one goes on with it: "Hội An", "Bà Rịa", "Vụ Bản". */
const begins = (phrase: Words, at: number, meant: Lexeme, opening: Opening): boolean => {
  const word = phrase.words[at]
  const next = phrase.words[at + 1]
  if (!word || !next || believed(phrase, at + 1) || (next.small && !word.small)) return false
  // Nobody says the type twice: the second is the name's own, as in "phường Phường Đúc".
  if (meant.meaning.is === 'area') return !opening.listed && word.fold === opening.word
  if (!joinsPhrases(meant.meaning)) return true
  // Without marks "o" may be "ở" or "Ô": one area is named, several are "ở" somewhere.
  return !phrase.marked && !opening.plural
}

const continues = (phrase: Words, from: number, at: number, meant: Lexeme, opening: Opening): boolean => {
  const word = phrase.words[at]
  const next = phrase.words[at + 1]
  const after = believed(phrase, at + 1)
  const closes = !next || after?.meaning.is === 'and' || (next.small && word?.small === false)
  const begun = at - from === 1 && !/^\d/.test(phrase.words[from]?.fold ?? '')
  switch (meant.meaning.is) {
    // "xã Tân Xã", but "huyện Kế Sách Tỉnh Sóc Trăng" names a second area.
    case 'area':
      return closes || after?.meaning.is === 'area' || (after?.words.length ?? 0) > 1
    // "xã Mường Và", "xã Lao Và Chải"; a written "và" of a list is small, or says nothing of itself in capitals.
    case 'and':
      return begun && (closes || (!after && (word?.titled || !opening.plural)))
    default:
      // "xã Thân Thuộc", "xã Đông Các": the word ends the name, so that it joins nothing to anything.
      return !joinsPhrases(meant.meaning) && meant.meaning.is !== 'plural' ? true : begun && closes
  }
}

/** Words that stand between what belongs together: of, at, in, under. */
const joinsPhrases = (meaning: Meaning): boolean =>
  meaning.is === 'of' || meaning.is === 'within' || meaning.is === 'under' || meaning.is === 'and'

/** In a list, "Hội An" and "TU TRA" are names; "Hội Người mù", "Trường THPT", "Báo Cần Thơ" are bodies. */
const looksListed = (phrase: Words, from: number, length: number, opening: Opening): boolean => {
  const run = phrase.words.slice(from, from + length)
  const next = phrase.words[from + length]
  const first = believed(phrase, from)
  return (
    opening.plural &&
    length <= LISTED_MAX &&
    !(first && opensName(first.meaning) && !first.capitals) &&
    run.every(word => word.fold.length === 1 || (isSyllable(word.fold) && (!phrase.titles || word.titled))) &&
    (!next || phrase.known(from + length)[0]?.meaning.is === 'and')
  )
}

/** A word of a phrase, ready to be looked up. */
export const wordOf = (text: string, folded: string): Word => ({
  fold: folded,
  marks: marksOf(text),
  small: /^\p{Ll}/u.test(text),
  titled: /^\p{Lu}[\p{L}\p{M}]*\p{Ll}/u.test(text),
})
