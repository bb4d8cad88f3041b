import type { Range } from './types.ts'

/**
 * Text seen without tones. Rules are written once, in unaccented lower case, and so read `uỷ` and `ủy`,
 * letters typed without accents and letters whose marks an OCR lost. Every view keeps one unit for one unit,
 * so an offset found in it is an offset in the text itself.
 */

const LAST = 0x2fff
const table = new Uint16Array(LAST + 1)
for (let code = 0; code <= LAST; code++) table[code] = plainUnit(code)

function plainUnit(code: number): number {
  const char = String.fromCharCode(code)
  if ('đð'.includes(char)) return 0x64
  if ('ĐÐ'.includes(char)) return 0x44
  if (code === 0xa0 || code === 0x09 || (code >= 0x2000 && code <= 0x200a)) return 0x20
  if ((code >= 0x2010 && code <= 0x2015) || code === 0x2212) return 0x2d
  if ('“”„‟«»'.includes(char)) return 0x22
  if ('‘’‚‛´`'.includes(char)) return 0x27
  if (code < 0xc0 || (code >= 0x300 && code <= 0x36f)) return code
  const base = char.normalize('NFD').charCodeAt(0)
  return base < 0x80 ? base : code
}

/** The same in lower case; only A to Z have one here, so the length never changes (`İ` would). */
const lowered = table.map(code => (code >= 0x41 && code <= 0x5a ? code + 32 : code))

const PART = 8192
const bytes = Buffer.alloc(PART)
const units = new Uint16Array(PART)

/** Almost every letter ends as one byte: such texts take half the room, and patterns run faster over them. */
function through(view: Uint16Array, text: string): string {
  let out = ''
  for (let from = 0; from < text.length; from += PART) {
    const length = Math.min(PART, text.length - from)
    let all = 0
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(from + i)
      const plain = code <= LAST ? (view[code] ?? code) : code
      units[i] = plain
      bytes[i] = plain
      all |= plain
    }
    out += all < 256 ? bytes.toString('latin1', 0, length) : String.fromCharCode(...units.subarray(0, length))
  }
  return out
}

/** The text without tones and marks, case kept, one unit for one unit. */
export const bare = (text: string): string => through(table, text)

/** The text in lower case without tones, one unit for one unit. */
export const flat = (text: string): string => through(lowered, text)

/** A stretch of running text put together from lines, each unit knowing where it came from. */
export type Flow = {
  readonly text: string
  readonly flat: string
  readonly at: Int32Array
}

/**
 * Joins stretches of a letter with single spaces, collapses runs of space and repairs digits that an OCR took
 * for letters ("l5", "1O", "5l"): in a number the reading is unambiguous, and dates and symbols depend on it.
 */
export function flow(source: string, ranges: readonly Range[]): Flow {
  let most = 0
  for (const { start, end } of ranges) most += Math.max(0, end - start) + 1
  const at = new Int32Array(most)
  const joined = new Uint16Array(most)
  const plain = new Uint16Array(most)
  let all = 0
  let length = 0
  let space = true
  for (const range of ranges) {
    for (let i = range.start; i < range.end; i++) {
      const code = source.charCodeAt(i)
      const blank = isBlank(code)
      if (blank && space) continue
      const low = blank ? 32 : code <= LAST ? (lowered[code] ?? code) : code
      all |= low
      plain[length] = low
      joined[length] = blank ? 32 : code
      at[length++] = i
      space = blank
    }
    if (!space) {
      joined[length] = plain[length] = 32
      at[length++] = Math.max(range.end - 1, 0)
      space = true
    }
  }
  if (length > 0 && joined[length - 1] === 32) length--
  const text = Buffer.from(joined.buffer, 0, length * 2).toString('utf16le')
  const repaired = repairDigits(text)
  const where = at.subarray(0, length)
  return repaired === text ? { text, flat: written(plain, length, all), at: where } : view(repaired, where)
}

/** The units as a text; those of one byte each take half the room, and patterns run faster over them. */
function written(from: Uint16Array, length: number, all: number): string {
  const wide = Buffer.from(from.buffer, from.byteOffset, length * 2)
  if (all > 0xff) return wide.toString('utf16le')
  const narrow = Buffer.allocUnsafe(length)
  for (let i = 0; i < length; i++) narrow[i] = from[i] ?? 0
  return narrow.toString('latin1')
}

/** What `\s` matches, without asking a pattern for every letter. */
const isBlank = (code: number): boolean =>
  code === 32 ||
  (code >= 9 && code <= 13) ||
  code === 0xa0 ||
  (code > 0x167f &&
    (code === 0x1680 ||
      (code >= 0x2000 && code <= 0x200a) ||
      code === 0x2028 ||
      code === 0x2029 ||
      code === 0x202f ||
      code === 0x205f ||
      code === 0x3000 ||
      code === 0xfeff))

const view = (text: string, at: Int32Array): Flow => ({ text, flat: flat(text), at })

/** A stretch of a flow, itself a flow. */
export const sliceFlow = (whole: Flow, from: number, to: number): Flow => ({
  text: whole.text.slice(from, to),
  flat: whole.flat.slice(from, to),
  at: whole.at.subarray(from, to),
})

/** Where a stretch of the flow lies in the letter's text. */
export function sourceRange(whole: Flow, from: number, to: number): Range {
  const start = whole.at[from] ?? whole.at.at(-1) ?? 0
  const last = whole.at[Math.max(from, to - 1)] ?? whole.at.at(-1)
  return { start, end: last === undefined ? start : last + 1 }
}

const SUSPECT = /\d[lIO|]|[lIO|]\d/
const CONFUSED = /(?<![\p{L}\p{M}\d])[0-9lIO|]{2,12}(?=$|[^\p{L}\p{M}\d|]|n[ăa]m)/gu

export const repairDigits = (text: string): string =>
  SUSPECT.test(text)
    ? text.replace(CONFUSED, run =>
        /\d/.test(run) && /[lIO|]/.test(run) ? run.replace(/[lI|]/g, '1').replace(/O/g, '0') : run,
      )
    : text

/** Spaces collapsed and digits repaired, as a flow would give it: what a verbatim span must equal. */
export const tidy = (text: string): string => repairDigits(text.replace(/\s+/g, ' ').trim())

/** Positions of `from`…`to` without surrounding blanks and the given punctuation. */
export function trimmed(text: string, from: number, to: number, drop = ' '): [number, number] {
  let start = from
  let end = to
  while (start < end && drop.includes(text.charAt(start))) start++
  while (end > start && drop.includes(text.charAt(end - 1))) end--
  return [start, end]
}

/**
 * Words as one group of a pattern that tries them in this order. What several begin with is written once, so that at a
 * letter that begins none of them a pattern turns away after one look instead of one for each word.
 */
export function oneOf(words: readonly string[], blank = ' '): string {
  const branches = new Map<string, string[]>()
  for (const word of words) {
    const rest = branches.get(word.charAt(0))
    if (rest) rest.push(word.slice(1))
    else branches.set(word.charAt(0), [word.slice(1)])
  }
  const written = [...branches].map(([first, rest]) => {
    const letter = first === ' ' ? blank : first.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    return first === '' ? '' : letter + (rest.length === 1 ? tail(rest[0] ?? '', blank) : oneOf(rest, blank))
  })
  return written.length === 1 ? (written[0] ?? '') : `(?:${written.join('|')})`
}

const tail = (word: string, blank: string): string =>
  word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll(' ', blank)
