import { found, type Found } from './found.ts'
import type { Head, HeadCell } from './header.ts'
import { opensBody } from './lexicon.ts'
import { isCapitals, type Line } from './lines.ts'
import { flow, sourceRange } from './plain.ts'
import { RULE_LINE } from './signs.ts'

export type Subject = {
  readonly subject: Found<string> | null
  /** First row after the heading. */ readonly bodyRow: number
}

/** "V/v", "Về việc" and what an OCR makes of them; "về" alone under a title. */
const LEAD = /^\W{0,3}(?:v\s?[/\\|]\s?[vy]\b|[vw]\/[vw]|ve\s+viec\b|trich\s+yeu\s*:|ve\s*:)\s*[:.]?\s*/
const LEAD_TITLE = /^\W{0,3}(?:v\s?[/\\|]\s?[vy]\b|ve\s+viec\b|ve\b)\s*[:.]?\s*/
const GARBLED = /^V(?:À|A|Ả|\/|N|Ã)\s/u

/** Reads the excerpt under the number of a công văn (box 5b) or under a title (box 5a). */
export function readSubject(source: string, lines: readonly Line[], head: Head): Subject {
  const last = head.cells.at(-1)?.row ?? 0
  const gui = head.guiRow
  if (head.title && (gui < 0 || head.title.row < gui)) {
    const cells = underTitle(head, head.title, lines, gui)
    const end = cells.at(-1)?.row ?? head.title.row
    return { subject: join(source, cells, LEAD_TITLE, 'title-excerpt'), bodyRow: gui >= 0 ? gui : end + 1 }
  }
  const cells = underNumber(head.cells, lines)
  const bodyRow = gui >= 0 ? gui : (cells.at(-1)?.row ?? lastSignRow(head.cells) ?? last) + 1
  return { subject: join(source, cells, LEAD, 'excerpt'), bodyRow }
}

function lastSignRow(cells: readonly HeadCell[]): number | undefined {
  return cells.filter(cell => cell.role !== 'other' && cell.role !== 'rule').at(-1)?.row
}

function underNumber(cells: readonly HeadCell[], lines: readonly Line[]): HeadCell[] {
  const marked = cells.findIndex(cell => cell.role === 'other' && LEAD.test(cell.flat))
  const number = cells.findIndex(cell => cell.role === 'number')
  const from = marked >= 0 ? marked : number >= 0 ? number + 1 : cells.length
  const taken: HeadCell[] = []
  for (const cell of cells.slice(from)) {
    const before = taken.at(-1)
    if (before && onlyFigures(before, cell)) {
      taken.push(cell)
      continue
    }
    if (cell.role === 'rule' && taken.length > 0) continue
    if (cell.role !== 'other') continue
    if (!before && marked < 0 && (isCapitals(cell.text) || cell.text.length < 8 || !/^["“'\p{L}]/u.test(cell.text)))
      continue
    if (before && broken(before, cell, lines)) break
    taken.push(cell)
    if (taken.length >= 12) break
  }
  return taken
}

/** "… đợt 2 năm" over "2024": a line of figures alone goes on with the words over it. */
const onlyFigures = (before: HeadCell, next: HeadCell): boolean =>
  next.row === before.row + 1 && /^\d[\d/.,-]{0,11}\)?$/.test(next.text) && /\p{L}$/u.test(before.text)

/** A blank line ends an excerpt, unless the next line plainly goes on in the middle of a phrase. */
function broken(before: HeadCell, next: HeadCell, lines: readonly Line[]): boolean {
  let blank = false
  for (let row = before.row + 1; row < next.row; row++) if (lines[row]?.blank) blank = true
  if (next.text.length > 300) return true
  return (
    blank &&
    !(
      /^\p{Ll}/u.test(next.text) &&
      next.text.split(' ').length >= 2 &&
      /[\p{L},-]$/u.test(before.text) &&
      next.row - before.row <= 3
    )
  )
}

const BODY_START =
  /^\W{0,3}(?:can cu\b|xet\b|theo de nghi\b|dieu\s+\d|kinh gui\b|[ivx]+\s*[.-]\s|1\s*[.)/]\s|(?:thuc hien|trien khai|de |nham|theo|tren co so|sau khi|tiep theo)\b.{0,200}\bso\s+\d)/

function underTitle(head: Head, title: HeadCell, lines: readonly Line[], gui: number): HeadCell[] {
  const taken: HeadCell[] = []
  for (const cell of head.cells.slice(head.cells.indexOf(title) + 1)) {
    if (gui >= 0 && cell.row >= gui) break
    const last = taken.at(-1)
    if (last && onlyFigures(last, cell)) {
      taken.push(cell)
      continue
    }
    if (cell.role === 'rule') {
      if (taken.length > 0 && RULE_LINE.test(lines[cell.row]?.text ?? '')) break
      continue
    }
    if (cell.role !== 'other') continue
    const before = taken.at(-1)
    // The authority's own line ("CỦA BAN THƯỜNG VỤ TỈNH ỦY") is no part of the excerpt.
    if (
      !before &&
      isCapitals(cell.text) &&
      /^\W{0,2}(?:cua\b|[a-z])/.test(cell.flat) &&
      (/^\W{0,2}cua\b/.test(cell.flat) || (opensBody(cell.flat) && cell.text.length < 90 && !isExcerpt(cell)))
    )
      continue
    if (
      before &&
      (blankBetween(before, cell, lines) ||
        BODY_START.test(cell.flat) ||
        /^[-+•]\s|kinh moi\b/.test(cell.flat) ||
        (isCapitals(cell.text) && !isCapitals(before.text)) ||
        cell.text.length > 320)
    )
      break
    if (!before && BODY_START.test(cell.flat) && !/^\W{0,3}(?:thuc hien|trien khai)\b/.test(cell.flat)) break
    if (!before && cell.text.length > 400) break
    taken.push(cell)
    if (taken.length >= 14) break
  }
  return taken
}

const isExcerpt = (cell: HeadCell): boolean =>
  /^\W{0,3}(?:ve|v\/v|ban hanh|bo sung|bo nhiem|bao cao|to chuc)\b/.test(cell.flat)

function blankBetween(before: HeadCell, next: HeadCell, lines: readonly Line[]): boolean {
  for (let row = before.row + 1; row < next.row; row++) if (lines[row]?.blank) return true
  return false
}

function join(source: string, cells: readonly HeadCell[], lead: RegExp, rule: string): Found<string> | null {
  if (cells.length === 0) return null
  const whole = flow(source, cells)
  const opened = lead.exec(whole.flat) ?? GARBLED.exec(whole.text)
  const from = opened ? opened[0].length : 0
  const tail = /[\s.;,:_*-]*$/.exec(whole.text)?.[0].length ?? 0
  const to = whole.text.length - (whole.text.endsWith('...') ? 0 : tail)
  if (to - from < 3) return null
  return found(
    whole.text.slice(from, to),
    cells.length === 1 || contiguous(source, cells) ? [sourceRange(whole, from, to)] : cells,
    rule,
    opened ? 0.95 : 0.8,
  )
}

/** Whether nothing but blanks lies between the cells, so that one stretch covers them. */
const contiguous = (source: string, cells: readonly HeadCell[]): boolean =>
  cells.every((cell, at) => at === 0 || source.slice(cells[at - 1]?.end ?? 0, cell.start).trim() === '')
