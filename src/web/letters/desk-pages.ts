import type { Letter, Range } from '../../paper/index.ts'

/** The text of a long letter, cut so that a page of it is light on a slow line. Pure. */

/** A letter of three sheets is shown whole. */
const WHOLE = 9_000
/** About two sheets of A4. */
const PAGE = 5_000

/** Cuts at the end of a paragraph, else of a line, else where the page is full. */
export function pagesOf(text: string): Range[] {
  if (text.length <= WHOLE) return [{ start: 0, end: text.length }]
  const pages: Range[] = []
  let start = 0
  while (text.length - start > PAGE * 1.3) {
    const end = cutNear(text, start + PAGE, start + PAGE * 0.6)
    pages.push({ start, end })
    start = end
  }
  pages.push({ start, end: text.length })
  return pages
}

function cutNear(text: string, full: number, least: number): number {
  const paragraph = text.lastIndexOf('\n\n', full)
  if (paragraph > least) return paragraph + 2
  const line = text.lastIndexOf('\n', full)
  if (line > least) return line + 1
  // Never between the two halves of one sign.
  return /[\uD800-\uDBFF]/.test(text.charAt(full - 1)) ? full + 1 : full
}

export const pageAt = (pages: readonly Range[], place: number): number =>
  Math.max(
    0,
    pages.findIndex(page => place >= page.start && place < page.end),
  )

/** The marks of a letter that a desk shows: parts of clauses that have no field of their own are left out. */
export const fieldSpans = (letter: Letter) =>
  Object.entries(letter.fields)
    .filter(([path]) => !path.includes('.asks') && !/^(?:tasks\.\d+|citations\..*|bases\..*)$/.test(path))
    .flatMap(([path, spans]) => spans.map((span, at) => ({ path, at, id: `${path}-${at}`, span })))
    .sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)
    .map((one, at) => ({ ...one, number: at + 1 }))

export type FieldSpan = ReturnType<typeof fieldSpans>[number]

/** The line in which something stands, as it is told: "đọc ở dòng “Số: …”". */
export function lineAround(text: string, range: Range): string {
  const from = text.lastIndexOf('\n', range.start - 1) + 1
  const to = text.indexOf('\n', range.start)
  const line = text.slice(from, to < 0 ? text.length : to)
  // Columns stand beside each other: only the one in which it was read is told.
  const cell = line.slice(0, range.start - from).lastIndexOf('   ')
  const after = line.indexOf('   ', Math.max(0, Math.min(range.end, to < 0 ? text.length : to) - from))
  const words = line
    .slice(cell < 0 ? 0 : cell, after < 0 ? undefined : after)
    .replace(/\s+/g, ' ')
    .trim()
  return words.length > 70 ? `${words.slice(0, 68).trimEnd()}…` : words
}
