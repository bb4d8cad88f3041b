import type { PageStretch } from './types.ts'

/** A piece of print on a page, in points; `y` is the baseline's height above the foot of the page. */
export type Piece = {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly fontSize: number
  /** Where the baseline stands in the picture, when the page was levelled to tell its lines apart. */
  readonly stands?: number
  /** How sure an OCR is of it, 0 to 1; absent where the file itself says what is printed. */
  readonly sure?: number
}

/** A page as it stands upright. */
export type Sheet = {
  readonly page: number
  readonly width: number
  readonly height: number
  readonly pieces: readonly Piece[]
}

/** More pieces than this on a page are a drawing or an attack: the rest of the page is left out. */
const MAX_PIECES = 40_000
/** Neighbouring pieces are told together up to this many characters: a place is a few words. */
const RUN = 24

/** Lays pages out as text, each stretch of it with the place where it is printed. */
export function layOut(sheets: readonly Sheet[]): { text: string; stretches: PageStretch[] } {
  const stretches: PageStretch[] = []
  let text = ''
  sheets.forEach((sheet, at) => {
    if (at > 0) text += '\n\n'
    text += pageText(sheet, text.length, stretches)
  })
  return { text, stretches }
}

/**
 * Control characters and line breaks inside a piece would move every offset after it. A soft hyphen that is printed is a
 * hyphen: fonts that share one glyph for both are told the wrong one.
 */
const clean = (text: string): string =>
  text
    .replace(/\u00ad/g, '-')
    .replace(/[\u200b-\u200d\u2060\ufeff]|\0/g, '')
    .replace(/[\r\n\u2028\u2029\u0085\u00a0]+/g, ' ')
    .normalize('NFC')

/** Puts the pieces of a page into lines by their height, and their distance into blanks. */
function pageText(sheet: Sheet, start: number, into: PageStretch[]): string {
  const pieces = sheet.pieces
    .slice(0, MAX_PIECES)
    .map(piece => ({ ...piece, text: clean(piece.text) }))
    .filter(piece => piece.text.trim() !== '')
    .sort((a, b) => b.y - a.y || a.x - b.x)
  const out: string[] = []
  let offset = start
  let previous: number | null = null
  let step = Infinity
  const rows = rowsOf(pieces)
  const edges = columnEdges(rows)
  for (const row of rows) {
    const y = row[0]?.y ?? 0
    if (previous !== null) {
      const gap = previous - y
      if (gap > step * 1.6 && gap > (row[0]?.fontSize ?? 10) * 1.7) {
        out.push('')
        offset++
      }
      if (gap > 2) step = Math.min(step, Math.max(gap, 8))
    }
    const line = rowText({ row, edges }, sheet, offset, into)
    out.push(line)
    offset += line.length + 1
    previous = y
  }
  return out.join('\n')
}

function rowsOf(pieces: readonly Piece[]): Piece[][] {
  const rows: Piece[][] = []
  for (const piece of pieces) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (row && first && Math.abs(first.y - piece.y) < Math.max(3, Math.min(first.fontSize, piece.fontSize) * 0.4))
      row.push(piece)
    else rows.push([piece])
  }
  return rows
}

/**
 * Where columns begin: heights at which pieces set apart from the one before begin again and again. The cells of a
 * table stand closer than other columns; words of a justified line do not begin under each other. An OCR tells single
 * words, which do: there only wide gaps part columns.
 */
function columnEdges(rows: readonly (readonly Piece[])[]): ReadonlySet<number> {
  const seen = new Map<number, number>()
  const inside = new Set<number>()
  for (const row of rows) {
    if (isRecognised(row)) continue
    const margin = Math.min(...row.map(piece => piece.x))
    const numbered = opensRow(row)
    for (const piece of row) {
      const x = Math.round(piece.x)
      seen.set(x, (seen.get(x) ?? 0) + 1)
      if (piece.x <= margin) continue
      inside.add(x)
      // The cells of a numbered row are columns, even of a table with one row.
      if (numbered) seen.set(x, 3)
    }
  }
  return new Set([...inside].filter(x => (seen.get(x) ?? 0) + (seen.get(x + 1) ?? 0) >= 3))
}

const isRecognised = (row: readonly Piece[]): boolean => row.some(piece => piece.sure !== undefined)

/** A row of a table opens with its number; its cells may stand close. */
function opensRow(row: readonly Piece[]): boolean {
  if (row.length < 3 || isRecognised(row)) return false
  const first = row.reduce((left, piece) => (piece.x < left.x ? piece : left))
  return /^\d{1,3}\.?$/.test(first.text.trim())
}

/** Letters are narrower than half their height: on this measure the words of a cell end before the next cell begins. */
const NARROW = 0.72
const placed = (x: number, em: number, scale: number): number => Math.max(0, Math.round(x / (em * scale)) - 10)

type Row = { readonly row: readonly Piece[]; readonly edges: ReadonlySet<number> }

function rowText({ row, edges }: Row, sheet: Sheet, offset: number, into: PageStretch[]): string {
  const sorted = [...row].sort((a, b) => a.x - b.x)
  const recognised = isRecognised(row)
  const numbered = opensRow(sorted)
  const parts: string[] = []
  let length = 0
  let end: number | null = null
  let last = ' '
  let run: { start: number; end: number; pieces: Piece[] } | null = null
  const add = (words: string) => {
    parts.push(words)
    length += words.length
    last = words.at(-1) ?? last
  }
  for (const piece of sorted) {
    const em = Math.max(piece.fontSize, 6) / 2
    const gap = end === null ? 0 : piece.x - end
    const edge = edges.has(Math.round(piece.x))
    // Set down by the place on the page and not by the width of what stands before, so that cells stay in column.
    const apart = gap > em * 3 || (gap > em && edge) || (gap > em * 1.5 && numbered)
    if (end === null) add(' '.repeat(Math.min(90, placed(piece.x, em, edge ? NARROW : 1))))
    else if (apart && recognised) add(' '.repeat(Math.min(40, Math.max(3, Math.round(gap / em)))))
    else if (apart) add(' '.repeat(Math.min(90, Math.max(3, placed(piece.x, em, NARROW) - length))))
    else if (gap > em * 0.3 && last !== ' ' && !piece.text.startsWith(' ')) add(' ')
    if (run && (apart || run.end - run.start > RUN)) {
      into.push(stretchOf(run, sheet))
      run = null
    }
    run ??= { start: offset + length, end: 0, pieces: [] }
    add(piece.text)
    run.end = offset + length
    run.pieces.push(piece)
    end = piece.x + piece.width
  }
  if (run) into.push(stretchOf(run, sheet))
  return parts.join('')
}

function stretchOf(run: { start: number; end: number; pieces: readonly Piece[] }, sheet: Sheet): PageStretch {
  let [left, top, right, bottom] = [Infinity, -Infinity, -Infinity, Infinity]
  let sure: number | undefined
  for (const piece of run.pieces) {
    left = Math.min(left, piece.x)
    right = Math.max(right, piece.x + piece.width)
    const base = piece.stands ?? piece.y
    top = Math.max(top, base + piece.fontSize * 0.9)
    bottom = Math.min(bottom, base - piece.fontSize * 0.28)
    if (piece.sure !== undefined) sure = Math.min(sure ?? 1, piece.sure)
  }
  const part = (value: number, whole: number) => Math.round(Math.min(1, Math.max(0, value / whole)) * 10_000) / 10_000
  const x = part(left, sheet.width)
  const y = part(sheet.height - top, sheet.height)
  const width = Math.max(0, Math.round((part(right, sheet.width) - x) * 10_000) / 10_000)
  const height = Math.max(0, Math.round((part(sheet.height - bottom, sheet.height) - y) * 10_000) / 10_000)
  return {
    start: run.start,
    end: run.end,
    page: sheet.page,
    box: [x, y, width, height],
    ...(sure === undefined ? {} : { sure: Math.round(sure * 100) / 100 }),
  }
}
