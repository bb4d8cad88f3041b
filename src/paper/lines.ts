import { flat } from './plain.ts'
import type { Range } from './types.ts'

/** A printed line of a letter: where it is, its text without the margins, and the margin's width. */
export type Line = Range & {
  readonly text: string
  readonly flat: string
  readonly indent: number
  readonly blank: boolean
  /** True where noise stood: the text goes on across it. */
  readonly gone: boolean
}

/**
 * A line longer than this is cut into several before any rule sees it, at a space where there is one:
 * web pages put a paragraph on a line, but nothing printed needs more, and every rule's cost is bounded by it.
 */
const MAX_LINE = 6_000

/** Cuts a text, whose plain view may be known already, into lines. */
export function linesOf(text: string, plain: string = flat(text)): Line[] {
  const lines: Line[] = []
  let start = 0
  while (start <= text.length) {
    const next = text.indexOf('\n', start)
    const end = next < 0 ? text.length : next
    cut(text, plain, start, end, lines)
    if (next < 0) break
    start = end + 1
  }
  return lines
}

function cut(text: string, plain: string, from: number, to: number, into: Line[]): void {
  let start = from
  while (to - start > MAX_LINE) {
    const space = text.lastIndexOf(' ', start + MAX_LINE)
    const end = space > start ? space : start + MAX_LINE
    into.push(line(text, plain, start, end))
    start = end
  }
  into.push(line(text, plain, start, to))
}

function line(text: string, plain: string, from: number, to: number): Line {
  const raw = text.slice(from, to)
  const body = raw.trim()
  const lead = raw.length - raw.trimStart().length
  const start = from + (body === '' ? 0 : lead)
  const indent = lead === 0 ? 0 : raw.slice(0, lead).replace(/\t/g, '        ').length
  return {
    start,
    end: start + body.length,
    text: body,
    flat: plain.slice(start, start + body.length),
    indent,
    blank: body === '',
    gone: false,
  }
}

/** The line with its noise taken away: a gap that does not end a paragraph. */
export const emptied = (one: Line): Line => ({ ...one, text: '', flat: '', blank: true, gone: true })

/** A column's part of a line. */
export type Cell = Range & { readonly text: string; readonly flat: string; readonly row: number }

export const cellOf = (text: string, start: number, end: number, row: number): Cell => {
  const raw = text.slice(start, end)
  const body = raw.trim()
  const from = start + (raw.length - raw.trimStart().length)
  return { start: from, end: from + body.length, text: body, flat: flat(body), row }
}

/** Cuts a line where the printer left a gutter of three blanks or a tab between two columns, but not inside `whole`. */
export function cellsByGap(source: string, one: Line, row: number, whole: readonly Range[] = []): Cell[] {
  const cells: Cell[] = []
  const gap = /\s{3,}|\t+/g
  const raw = source.slice(one.start, one.end)
  let from = 0
  for (const match of raw.matchAll(gap)) {
    if (whole.some(range => match.index >= range.start && match.index < range.end)) continue
    if (match.index > from) cells.push(cellOf(source, one.start + from, one.start + match.index, row))
    from = match.index + match[0].length
  }
  if (from < raw.length) cells.push(cellOf(source, one.start + from, one.end, row))
  return cells
}

const LAST = 0x1fff
/** What each letter is: 1 small, 2 a capital, 0 no letter that has both. */
const cases = Uint8Array.from({ length: LAST + 1 }, (_, code) => caseOf(String.fromCharCode(code)))

function caseOf(char: string): 0 | 1 | 2 {
  const up = char.toUpperCase()
  return char.toLowerCase() === up ? 0 : char === up ? 2 : 1
}

/** The share of letters that are capitals, to tell a heading from prose. */
export function capitals(text: string): number {
  let upper = 0
  let letters = 0
  for (let i = 0; i < text.length; i++) {
    const is = cases[text.charCodeAt(i)] ?? 0
    if (is === 0) continue
    letters++
    if (is === 2) upper++
  }
  return letters === 0 ? 0 : upper / letters
}

/** Whether four letters of five or more are capitals; prose is told after its first words. */
export function isCapitals(text: string): boolean {
  let upper = 0
  let small = 0
  const most = text.length / 5
  for (let i = 0; i < text.length; i++) {
    const is = cases[text.charCodeAt(i)] ?? 0
    if (is === 2) upper++
    else if (is === 1 && ++small > most) return false
  }
  return upper > 0 && upper >= 0.8 * (upper + small) && /\p{L}{2}/u.test(text)
}
