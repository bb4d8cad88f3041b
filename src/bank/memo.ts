import {
  ALSO_NAMES,
  MEANINGS,
  NEVER_NAMES,
  PLACE_NAMES,
  SURNAMES,
  TOWARDS,
  type Group,
  type Meaning,
  type Purpose,
} from './memo-rules.ts'
import { foldInPlace, phraseAt, phrases, wordsOf, type Word } from './memo-words.ts'
import { unwrap, type Payer, type Span, type Wrapping } from './memo-wrap.ts'

/**
 * A claim of the writer's, with the words that make it. A claim is never an identity: a memo that named
 * “the central circus” was ten thousand đồng from a group of students who call themselves so.
 */
export type Claim = Span &
  (
    | { readonly is: 'giver'; readonly what: 'person' | 'name' | Group }
    | { readonly is: 'behalf'; readonly what: 'of' }
    | { readonly is: 'place'; readonly what: string; readonly helped: boolean }
    | { readonly is: 'purpose'; readonly what: Purpose }
    | { readonly is: 'wish'; readonly what: 'anonymous' | 'no-receipt' | 'named-receipt' }
    | { readonly is: 'return'; readonly what: 'mistaken' | 'refund' }
  )

export type Memo = {
  /** The memo with its accents composed; every place is a place in this text. */
  readonly text: string
  /** The giver's own words, without the bank's wrapping. */
  readonly words: Span
  readonly wrappings: readonly Wrapping[]
  /** Whom the bank names as the account's owner, where it does. */
  readonly payer: Payer | null
  readonly claims: readonly Claim[]
}

const MEANS = phrases<Meaning>(MEANINGS)
const PLACES = phrases<string>(PLACE_NAMES)

/** Reads a memo as it stands in a statement: takes the bank's wrapping off and answers what the giver claims. Linear. */
export const readMemo = (given: string): Memo => {
  const text = given.normalize('NFC')
  const { words: own, wrappings, payer } = unwrap(text)
  const words = wordsOf(text, foldInPlace(text), own.start, own.end, jointOf(text, own.start, wrappings))
  return { text, words: own, wrappings, payer, claims: claimsIn(words) }
}

/** A wallet's form ends in a page break after the first letter of the words. */
const jointOf = (text: string, start: number, wrappings: readonly Wrapping[]): number =>
  wrappings.at(-1) && wrappings.some(one => one.form === 'wallet') && text[start + 1] === ' ' ? start + 1 : -1

const claimsIn = (words: readonly Word[]): Claim[] => {
  const marks = marksOf(words)
  const claims: Claim[] = []
  const giver = giverIn(words, marks)
  if (giver) claims.push(giver.claim)
  const seen = new Set<string>()
  for (const mark of marks) {
    // A place or a purpose inside a name is a part of the name: Nguyễn Hải Dương.
    if (giver && mark.at < giver.until && mark.means.is !== 'wish') continue
    const claim = claimOf(words, mark)
    if (!claim || seen.has(`${claim.is} ${claim.what}`)) continue
    seen.add(`${claim.is} ${claim.what}`)
    claims.push(claim)
  }
  return claims
}

type Mark = { readonly at: number; readonly length: number; readonly means: Meaning }

/** Every phrase of the tables, from left to right; places may overlap the rest, as in “đồng bào Yên Bái”. */
const marksOf = (words: readonly Word[]): Mark[] => {
  const marks: Mark[] = []
  let free = 0
  let placeFree = 0
  for (let at = 0; at < words.length; at++) {
    const place = at >= placeFree ? phraseAt(PLACES, words, at) : null
    if (place) {
      placeFree = at + place.length
      marks.push({ at, length: place.length, means: { is: 'place', what: place.means } })
    }
    if (at < free) continue
    const found = phraseAt(MEANS, words, at)
    if (found) {
      free = at + found.length
      marks.push({ at, ...found })
    } else if (words[at]!.text.length > 8) {
      const glued = GLUED.find(([word]) => words[at]!.text.includes(word))
      if (glued) marks.push({ at, length: 1, means: glued[1] })
    }
  }
  return marks
}

/** What is written in one piece (`unghodongbaolulut`); only long words are searched for it. */
const GLUED: readonly (readonly [string, Meaning])[] = [
  ...['baolu', 'lulut', 'thientai', 'yagi', 'baolut', 'baoso3'].map(
    word => [word, { is: 'purpose', what: 'storm-flood' }] as const,
  ),
  ...['ungho', 'chuyentien', 'chuyenkhoan', 'cuutro', 'mienbac', 'dongbao'].map(
    word => [word, { is: 'giving' }] as const,
  ),
]

const claimOf = (words: readonly Word[], { at, length, means }: Mark): Claim | null => {
  const span = spanOf(words, at, at + length)
  switch (means.is) {
    case 'purpose':
    case 'wish':
    case 'return':
      return { ...span, ...means } as Claim
    case 'place': {
      const before = words[at - 1]
      return { ...span, ...means, helped: before !== undefined && !words[at]!.after && TOWARDS.has(before.text) }
    }
    case 'behalf': {
      const until = runFrom(words, at + length, 6)
      return until > at + length ? { ...spanOf(words, at + length, until), is: 'behalf', what: 'of' } : null
    }
    default:
      return null
  }
}

/** Who the memo says gives: what stands before the first word of giving, if it is a person's, a group's or any name. */
const giverIn = (words: readonly Word[], marks: readonly Mark[]): { claim: Claim; until: number } | null => {
  if (words.length === 0) return null
  const first = marks.find(mark => mark.at === 0 && mark.means.is !== 'place')
  const until = runFrom(words, 0, 12)
  const stopped = until < words.length && !words[until]!.after
  const claim = (what: 'person' | 'name' | Group, from: number, to: number) => ({
    claim: { ...spanOf(words, from, to), is: 'giver', what } as Claim,
    until: to,
  })
  const person = personAt(words, 0, until, stopped)
  if (person > 0) return claim('person', 0, person)
  if (first?.means.is === 'group' && until > first.length) return claim(first.means.what, 0, until)
  if (first?.means.is === 'group' && first.means.what === 'family' && stopped) return claim('family', 0, first.length)
  if (first?.means.is === 'title' && until > first.length) {
    const named = first.length + nameAfterTitle(words, first.length, until, stopped)
    if (named > first.length) return claim('person', 0, named)
  }
  if (!first && until > 0 && until <= 5 && stopped && gives(words, until) && nameLike(words, until))
    return claim('name', 0, until)
  return laterGroup(words, marks)
}

/** A group named behind a mark of punctuation, or after “từ”, “của”: `ung ho dong bao - lop 12A1`. */
const laterGroup = (words: readonly Word[], marks: readonly Mark[]): { claim: Claim; until: number } | null => {
  for (const { at, length, means } of marks) {
    if (means.is !== 'group' || at === 0 || WEAK.has(words[at]!.text)) continue
    if (!words[at]!.after && words[at - 1]!.text !== 'tu' && words[at - 1]!.text !== 'cua') continue
    const until = Math.max(at + length, runFrom(words, at + length, 8))
    if (until === at + length) continue
    return { claim: { ...spanOf(words, at, until), is: 'giver', what: means.what } as Claim, until: 0 }
  }
  return null
}

/** Group words that behind punctuation are more often something else. */
const WEAK = new Set(['quan', 'lang', 'khoa', 'to', 'doi', 'vien', 'phong', 'ap', 'truong', 'hoi', 'ong'])

const gives = (words: readonly Word[], at: number): boolean => phraseAt(MEANS, words, at)?.means.is === 'giving'

/** Where a run of words that could be a name ends: at a word of giving or meaning, or at punctuation. */
const runFrom = (words: readonly Word[], from: number, most: number): number => {
  let at = from
  while (at < words.length && at - from < most) {
    if (at > from && words[at]!.after) break
    const found = phraseAt(MEANS, words, at)
    if (found && STOPS.has(found.means.is) && !isNameThere(words, from, at, found.length)) break
    at++
  }
  return at
}
const STOPS = new Set<Meaning['is']>(['giving', 'purpose', 'wish', 'return', 'behalf'])

/** Whether a word of giving is rather a part of a name: `TANG THANH CHI`, `TRAN HOAI THUONG chuyen tien`. */
const isNameThere = (words: readonly Word[], from: number, at: number, length: number): boolean => {
  const { text, written } = words[at]!
  if (length > 1 || written === 'lower' || !ALSO_NAMES.has(text)) return false
  const next = words[at + 1]
  if (at === from) return SURNAMES.has(text) && next !== undefined && next.written === written && isSyllable(next)
  return SURNAMES.has(words[from]!.text) && (next === undefined || next.after || gives(words, at + 1))
}

/** How many words from `from` are a person's full name; 0 when they are not one. */
const personAt = (words: readonly Word[], from: number, until: number, stopped: boolean): number => {
  const first = words[from]!
  if (!SURNAMES.has(first.text)) return 0
  let at = from + 1
  while (at < until && at - from < 6 && isSyllable(words[at]!)) at++
  const whole = at === until
  // In small letters and without a word of giving behind, three words are as often a sentence as a name.
  if (first.written === 'lower') return whole && stopped && at - from >= 3 ? at - from : 0
  // Capitals that go on in small letters: the name ends with the capitals.
  const small = words.slice(from, at).findIndex(word => word.written === 'lower')
  const length = small > 0 && !(small === 1 && whole && stopped) ? small : at - from
  return length >= (length === until - from ? 2 : 3) ? length : 0
}

/** How many words after “em”, “cháu”, “bác” are the name: capitals, or anything short that giving follows at once. */
const nameAfterTitle = (words: readonly Word[], from: number, until: number, stopped: boolean): number => {
  const person = personAt(words, from, until, stopped)
  if (person > 0) return person
  let at = from
  while (at < until && at - from < 4 && isSyllable(words[at]!) && words[at]!.written !== 'lower') at++
  if (at > from && (at === until || words[from - 1]!.written !== 'UPPER')) return at - from
  const short = stopped && until - from <= 2 && gives(words, until)
  return short && words.slice(from, until).every(isSyllable) ? until - from : 0
}

const isSyllable = ({ text, written }: Word): boolean =>
  written !== 'digits' && text.length <= 7 && !NEVER_NAMES.has(text)

/** Whether words that are no full name still look like one: capitals first, or one long word (`hanhpham`). */
const nameLike = (words: readonly Word[], until: number): boolean => {
  const run = words.slice(0, until)
  const capital = run[0]!.written === 'UPPER' || run[0]!.written === 'Title'
  return (
    (capital || (until === 1 && run[0]!.text.length >= 5)) &&
    run.every(word => isSyllable(word) || word.text.length > 7)
  )
}

const spanOf = (words: readonly Word[], from: number, to: number): Span => ({
  start: words[from]!.start,
  end: words[to - 1]!.end,
})
