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

/** The text without tones and marks, case kept, one unit for one unit. */
export function bare(text: string): string {
  const parts: string[] = []
  for (let from = 0; from < text.length; from += 8192) {
    const units = new Uint16Array(Math.min(8192, text.length - from))
    for (let i = 0; i < units.length; i++) {
      const code = text.charCodeAt(from + i)
      units[i] = code <= LAST ? (table[code] ?? code) : code
    }
    parts.push(String.fromCharCode(...units))
  }
  return parts.join('')
}

/** Lower case that never changes the length (`İ` would). */
const lower = (text: string): string => text.replace(/[A-Z]+/g, run => run.toLowerCase())

/** The text in lower case without tones, one unit for one unit. */
export const flat = (text: string): string => lower(bare(text))

/** A stretch of running text put together from lines, each unit knowing where it came from. */
export type Flow = {
  readonly text: string
  readonly bare: string
  readonly flat: string
  readonly at: readonly number[]
}

/**
 * Joins stretches of a letter with single spaces, collapses runs of space and repairs digits that an OCR took
 * for letters ("l5", "1O", "5l"): in a number the reading is unambiguous, and dates and symbols depend on it.
 */
export function flow(source: string, ranges: readonly Range[]): Flow {
  const chars: string[] = []
  const at: number[] = []
  let space = true
  for (const range of ranges) {
    for (let i = range.start; i < range.end; i++) {
      const char = source.charAt(i)
      const blank = /\s/.test(char)
      if (blank && space) continue
      chars.push(blank ? ' ' : char)
      at.push(i)
      space = blank
    }
    if (!space) {
      chars.push(' ')
      at.push(Math.max(range.end - 1, 0))
      space = true
    }
  }
  while (chars.at(-1) === ' ') {
    chars.pop()
    at.pop()
  }
  return view(repairDigits(chars.join('')), at)
}

const view = (text: string, at: readonly number[]): Flow => {
  const plain = bare(text)
  return { text, bare: plain, flat: lower(plain), at }
}

/** A stretch of a flow, itself a flow. */
export const sliceFlow = (whole: Flow, from: number, to: number): Flow =>
  view(whole.text.slice(from, to), whole.at.slice(from, to))

/** Where a stretch of the flow lies in the letter's text. */
export function sourceRange(whole: Flow, from: number, to: number): Range {
  const start = whole.at[from] ?? whole.at.at(-1) ?? 0
  const last = whole.at[Math.max(from, to - 1)] ?? whole.at.at(-1)
  return { start, end: last === undefined ? start : last + 1 }
}

const CONFUSED = /(?<![\p{L}\p{M}\d])[0-9lIO|]{2,12}(?=$|[^\p{L}\p{M}\d|]|n[ăa]m)/gu

export const repairDigits = (text: string): string =>
  text.replace(CONFUSED, run =>
    /\d/.test(run) && /[lIO|]/.test(run) ? run.replace(/[lI|]/g, '1').replace(/O/g, '0') : run,
  )

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
