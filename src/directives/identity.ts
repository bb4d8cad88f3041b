import { fold, type DocumentId, type PlainDate, type UnitId } from '../kernel/index.ts'

/**
 * Which papers are the same paper. Pure. Offices write one symbol in many ways (`MTTQ-BTT`, `MTTQ / BTT`,
 * `Mttq-btt`), leave out years and spell issuers as they like; two different papers never share issuer, number,
 * symbol and year.
 */

/** A symbol without accents, spaces, strokes and case, đ as d: what is left is compared. */
export const foldSymbol = (symbol: string): string =>
  fold(symbol.replace(YEAR_FIRST, '')).replace(/[^\p{L}\p{N}]+/gu, '')

/** The number without leading zeros and spaces: `007` and `7` are one number. */
export const foldNumber = (number: string): string =>
  fold(number)
    .replace(/\s+/g, '')
    .replace(/^0+(?=\d)/, '')

/** `30/2020/NĐ-CP` carries its year between number and symbol, as laws and decrees do. */
const YEAR_FIRST = /^\s*((?:19|20)\d{2})\s*[-/]\s*/

/** Splits a number as cited (`44-KL/TW`, `2052 /MTTQ-BTT`) into number and symbol; null when it has no digits in front. */
export function splitNumber(printed: string): { number: string; symbol: string } | null {
  const match = /^\s*(?:số\s*:?\s*)?(\d+[a-zđ]?)(?:\s*[-–/_]\s*|\s+)(\S.*)$/iu.exec(printed)
  return match ? { number: match[1]!, symbol: match[2]!.trim() } : null
}

/** The marks by which a paper is known. */
export type Marks = {
  readonly issuerUnit: UnitId | null
  readonly issuerFold: string
  readonly number: string | null
  readonly symbolFold: string | null
  readonly issuedOn: PlainDate | null
  readonly year: number | null
}

export type Headed = {
  readonly issuer: string
  readonly number: string | null
  readonly symbol: string | null
  readonly issuedOn: PlainDate | null
}

/** The marks of a letter as printed. */
export function marksOf(letter: Headed, issuerUnit: UnitId | null): Marks {
  const inSymbol = letter.symbol ? YEAR_FIRST.exec(letter.symbol)?.[1] : undefined
  const year = inSymbol ?? letter.issuedOn?.slice(0, 4)
  return {
    issuerUnit,
    issuerFold: fold(letter.issuer),
    number: letter.number?.trim() ? foldNumber(letter.number) : null,
    symbolFold: letter.symbol?.trim() ? foldSymbol(letter.symbol) : null,
    issuedOn: letter.issuedOn,
    year: year ? Number(year) : null,
  }
}

/** Marks of a cited paper; null when its number cannot be told apart (a law cited by name). */
export function marksOfCited(cited: { number: string; date?: PlainDate | null; issuer?: string | null }): Marks | null {
  const split = splitNumber(cited.number)
  return split && marksOf({ ...split, issuer: cited.issuer ?? '', issuedOn: cited.date ?? null }, null)
}

export type Candidate = Marks & {
  readonly id: DocumentId
  readonly held: boolean
  /** 0 … 1: how alike the two subjects are. */
  readonly subjectAlike: number
}
export type Likeness = 'same' | 'symbol' | 'issuer' | 'date' | 'number'

/**
 * Whether a candidate is the same paper as the letter, looks like it (and in what it differs), or is another one (null).
 * A near match is a person's decision, never the machine's.
 */
export function likeness(letter: Marks, other: Candidate): Likeness | null {
  const byIssuer = sameIssuer(letter, other)
  const byNumber = letter.number !== null && letter.number === other.number
  const bySymbol = letter.symbolFold === other.symbolFold
  const byDay = letter.issuedOn !== null && letter.issuedOn === other.issuedOn
  const years = letter.year === other.year
  const yearsMayAgree = years || letter.year === null || other.year === null
  if (byIssuer && byNumber && bySymbol && years) return 'same'
  if (byIssuer && byNumber && bySymbol) return yearsMayAgree || other.subjectAlike > 0.6 ? 'date' : null
  if (byIssuer && byNumber && yearsMayAgree) return symbolsNear(letter, other, byDay) ? 'symbol' : null
  if (byNumber && bySymbol && yearsMayAgree) return issuersNear(letter, other, byDay) ? 'issuer' : null
  if (byIssuer && byDay && bySymbol && numbersNear(letter.number, other.number) && other.subjectAlike > 0.8)
    return 'number'
  if (byIssuer && byDay && (letter.number === null || other.number === null) && other.subjectAlike > 0.6)
    return 'number'
  return null
}

const sameIssuer = (a: Marks, b: Marks): boolean =>
  a.issuerUnit && b.issuerUnit ? a.issuerUnit === b.issuerUnit : a.issuerFold !== '' && a.issuerFold === b.issuerFold

/** 12/KH-UBND and 12/QĐ-UBND of one year are two papers; on the same day, or one stroke apart about one matter, one asks. */
const symbolsNear = (a: Marks, b: Candidate, byDay: boolean): boolean =>
  byDay ||
  a.symbolFold === null ||
  b.symbolFold === null ||
  (editDistance(a.symbolFold, b.symbolFold, 2) <= 2 &&
    (a.issuedOn === null || b.issuedOn === null || b.subjectAlike > 0.4))

/** Many offices have a 12/KH-UBND in a year; only the same day, or words in common without a day, make one ask. */
const issuersNear = (a: Marks, b: Candidate, byDay: boolean): boolean =>
  !(a.issuerUnit && b.issuerUnit) &&
  (a.issuedOn === null || b.issuedOn === null || byDay || b.subjectAlike > 0.8) &&
  (a.issuerFold === '' || b.issuerFold === '' || wordsShared(a.issuerFold, b.issuerFold) >= 0.5)

const sortedDigits = (text: string): string =>
  Array.from(text)
    .sort((a, b) => (a < b ? -1 : 1))
    .join('')

const numbersNear = (a: string | null, b: string | null): boolean =>
  a === null ||
  b === null ||
  editDistance(a, b, 1) <= 1 ||
  (a.length === b.length && sortedDigits(a) === sortedDigits(b))

/**
 * Whether a stored document is the paper that a letter cites. A citation names the issuer loosely ("Ban Bí thư khoá X",
 * "Ban Thường vụ Tỉnh ủy Sóc Trăng") and often omits the date, so number and symbol must agree, dates must not
 * disagree, and then the day or half of the issuer's words decide.
 */
export function isCited(cited: Marks, stored: Omit<Marks, 'issuerUnit'>): boolean {
  if (cited.number !== stored.number || cited.symbolFold !== stored.symbolFold) return false
  if (cited.issuedOn && stored.issuedOn) return cited.issuedOn === stored.issuedOn
  if (cited.year !== null && stored.year !== null && cited.year !== stored.year) return false
  return cited.issuerFold === '' || stored.issuerFold === '' || wordsShared(cited.issuerFold, stored.issuerFold) >= 0.5
}

/** The share of the shorter name's words that the other name has too. */
function wordsShared(a: string, b: string): number {
  const [left, right] = [new Set(a.split(' ')), new Set(b.split(' '))]
  const shared = [...left].filter(word => right.has(word)).length
  return shared / Math.max(1, Math.min(left.size, right.size))
}

/** How many letters one must change, add or drop to make one text of the other; more than `most` is not counted out. */
export function editDistance(a: string, b: string, most = 100): number {
  const apart = Math.abs(a.length - b.length)
  if (apart > most) return apart
  if (a === b) return 0
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, swap))
    }
    if (Math.min(...next) > most) return most + 1
    row = next
  }
  return row[b.length]!
}
