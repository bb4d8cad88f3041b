import { dateOf } from '../kernel/index.ts'
import { found, type Found } from './found.ts'
import { docTypeOf, titleOf } from './lexicon.ts'
import { cellOf, cellsByGap, isCapitals, type Cell, type Line } from './lines.ts'
import { markOf } from './marks.ts'
import { flat, repairDigits } from './plain.ts'
import {
  isSpoiltNumber,
  KINH_GUI,
  MOTTO,
  numberSign,
  PARTY_TITLE,
  PLACE_DATE,
  RULE_LINE,
  STATE_TITLE,
  STATE_TITLE_TAIL,
  YOUTH_TITLE,
  type NumberSign,
} from './signs.ts'
import type { Range, Regime } from './types.ts'

/** What a cell of the heading is. */
type Role =
  | 'state'
  | 'party'
  | 'youth'
  | 'motto'
  | 'date'
  | 'number'
  | 'title'
  | 'rule'
  | 'draft'
  | 'mark'
  | 'gui'
  | 'other'
export type HeadCell = Cell & { readonly role: Role; readonly sign?: NumberSign }

export type Head = {
  readonly cells: readonly HeadCell[]
  readonly regime: Regime
  readonly number: Found<string> | null
  readonly symbol: Found<string> | null
  readonly place: Found<string> | null
  readonly date: Found<string> | null
  readonly docType: Found<string>
  readonly title: HeadCell | null
  /** Row of "Kính gửi", or -1. */
  readonly guiRow: number
  /** Where a number or a day stands that nobody can read. */
  readonly unread: Readonly<Record<'number' | 'date', Range | null>>
}

const HEAD_ROWS = 90
const BODY_CUE = /^\W{0,3}(?:can cu\b|thuc hien\b.{0,60}\bso\b|xet\b.{3}|theo de nghi\b|dieu\s+1\b)/

/** Type codes in a symbol (Decree 30/2020 annex III; Guidance 36-HD/VPTW), for a letter whose title was lost. */
const CODES: Readonly<Record<string, string>> = {
  QD: 'quyết định',
  NQ: 'nghị quyết',
  CT: 'chỉ thị',
  TB: 'thông báo',
  KH: 'kế hoạch',
  HD: 'hướng dẫn',
  BC: 'báo cáo',
  TTr: 'tờ trình',
  BB: 'biên bản',
  CTr: 'chương trình',
  KL: 'kết luận',
  GM: 'giấy mời',
  QC: 'quy chế',
  PA: 'phương án',
  CD: 'công điện',
  ND: 'nghị định',
}

/** Reads the heading of a letter (Decree 30/2020 annex I, boxes 1 to 5; Guidance 36-HD/VPTW part II). */
export function readHead(source: string, lines: readonly Line[]): Head {
  const guiRow = firstGui(lines)
  const cells = headCells(source, lines, guiRow)
  const regime = regimeOf(cells)
  const numberCell = cells.find(cell => cell.sign) ?? cells.find(cell => cell.role === 'number')
  const title = cells.find(cell => cell.role === 'title') ?? null
  const dateCell = cells.find(cell => cell.role === 'date')
  const sign = numberCell?.sign
  return {
    cells,
    regime,
    number:
      numberCell && sign?.number
        ? found(sign.number, [at(numberCell, sign.numberAt, sign.number.length)], 'number-line', 0.97)
        : null,
    symbol:
      numberCell && sign
        ? found(sign.symbol, [at(numberCell, sign.symbolAt, sign.length - sign.symbolAt)], 'number-line', 0.97)
        : null,
    place: dateCell ? placeOf(source, dateCell) : null,
    date: dateCell ? dateFrom(dateCell) : null,
    docType: typeFrom(title, sign?.symbol ?? null, guiRow),
    title,
    guiRow,
    unread: {
      number: numberCell && (!sign || filledWrong(numberCell)) ? numberCell : null,
      date: dateCell && dateFrom(dateCell) ? null : (dateCell ?? cells.find(cell => spoiltDate(cell)) ?? null),
    },
  }
}

/** Between "Số" and its symbol stands something, and it is no number; a blank is filled in by hand later. */
const filledWrong = (cell: HeadCell): boolean =>
  cell.sign?.number === null &&
  /[^\s.…_:;-]/.test(cell.text.slice(0, cell.sign.symbolAt - 1).replace(/^\W{0,3}\p{L}{1,2}/u, ''))

const spoiltDate = (cell: HeadCell): boolean =>
  /\bng[a4]y\b.{0,20}\bth[a4]ng\b/.test(cell.flat) && cell.text.length < 80

const at = (cell: Cell, from: number, length: number) => ({
  start: cell.start + from,
  end: cell.start + from + length,
})

function firstGui(lines: readonly Line[]): number {
  let seen = 0
  for (const [row, line] of lines.entries()) {
    if (line.blank) continue
    if (KINH_GUI.test(line.flat)) return row
    if (++seen > HEAD_ROWS) break
  }
  return -1
}

function headCells(source: string, lines: readonly Line[], guiRow: number): HeadCell[] {
  const cells: HeadCell[] = []
  let seen = 0
  for (const [row, line] of lines.entries()) {
    if (line.blank) continue
    if (row === guiRow || ++seen > HEAD_ROWS) break
    if (guiRow < 0 && cells.length > 0 && BODY_CUE.test(line.flat)) break
    if (line.text.length > 600) break
    for (const cell of cellsByGap(source, line, row, filledByHand(line))) {
      const numbered = cells.some(one => one.role === 'number')
      // "… Kết luận" over "số 44-KL/TW …": the letter has its number; in small letters this is another's.
      cells.push(...(numbered && /^số\s/u.test(cell.text) ? [{ ...cell, role: 'other' as const }] : cut(source, cell)))
    }
  }
  return cells
}

/** Blanks left for number and day are no gutter: "Số:     /KH-CTĐ", "ngày     tháng 8". */
function filledByHand(line: Line): Range[] {
  const ranges: Range[] = []
  const number = numberSign(line.text)
  if (number) ranges.push({ start: 0, end: number.length })
  const date = line.text.length < 300 ? PLACE_DATE.exec(line.flat) : null
  if (date) ranges.push({ start: date.index + 1, end: date.index + date[0].length })
  return ranges
}

const SIGNS: readonly [RegExp, Role][] = [
  [STATE_TITLE, 'state'],
  [STATE_TITLE_TAIL, 'state'],
  [PARTY_TITLE, 'party'],
  [MOTTO, 'motto'],
]

/** Cuts a cell where an OCR ran the two columns of the heading together. */
function cut(source: string, cell: Cell): HeadCell[] {
  if (cell.text === '') return []
  const sign = numberSign(cell.text)
  if (sign) {
    const rest = cellOf(source, cell.start + sign.length, cell.end, cell.row)
    return [
      { ...cellOf(source, cell.start, cell.start + sign.length, cell.row), role: 'number', sign: sign },
      ...cut(source, rest),
    ]
  }
  for (const [pattern, role] of SIGNS) {
    const match = pattern.exec(cell.flat)
    if (!match || !isCapitalsOrMotto(cell.text.slice(match.index, match.index + match[0].length), role)) continue
    const end = match.index + match[0].length
    return [
      ...cut(source, cellOf(source, cell.start, cell.start + match.index, cell.row)),
      { ...cellOf(source, cell.start + match.index, cell.start + end, cell.row), role },
      ...cut(source, cellOf(source, cell.start + end, cell.end, cell.row)),
    ]
  }
  const date = cell.text.length < 200 ? PLACE_DATE.exec(cell.flat) : null
  if (date && (date.index < 60 || isCapitals(cell.text.slice(0, date.index)))) {
    const from = placeStart(cell.text, date.index)
    const before = cellOf(source, cell.start, cell.start + from, cell.row)
    return [...cut(source, before), { ...cellOf(source, cell.start + from, cell.end, cell.row), role: 'date' }]
  }
  return [{ ...cell, role: roleOf(cell) }]
}

const isCapitalsOrMotto = (text: string, role: Role): boolean => role === 'motto' || isCapitals(text)

function roleOf(cell: Cell): Role {
  if (RULE_LINE.test(cell.text) || !/\p{L}{2}/u.test(cell.text)) return 'rule'
  if (isSpoiltNumber(cell.text)) return 'number'
  if (/^\W*(?:ban\s+)?du thao\b/.test(cell.flat) && cell.text.length < 30) return 'draft'
  if (markOf(cell.text) !== null) return 'mark'
  if (isCapitals(cell.text) && YOUTH_TITLE.exec(cell.flat)?.index === 0 && cell.text.length < 50) return 'youth'
  if (isCapitals(cell.text) && titleOf(cell.text) !== null) return 'title'
  return KINH_GUI.test(cell.flat) ? 'gui' : 'other'
}

function regimeOf(cells: readonly HeadCell[]): Regime {
  const has = (role: Role) => cells.some(cell => cell.role === role)
  if (has('state')) return 'state'
  if (has('party')) return 'party'
  if (has('youth')) return 'youth_union'
  if (has('motto')) return 'state'
  // The title was lost: a Party number carries its type before the slash ("12-KL/TW").
  const symbol = cells.find(cell => cell.role === 'number')
  return symbol && /\d-[A-ZĐ]{2,3}\//.test(symbol.text.replace(/\s/g, '')) ? 'party' : 'state'
}

/** Where the place begins that stands before ", ngày": the run of capitalised words, not the words in capitals. */
function placeStart(text: string, dateAt: number): number {
  const head = text.slice(0, dateAt).replace(/[\s,.]+$/, '')
  const gap = Math.max(head.lastIndexOf('   '), head.lastIndexOf('\t'))
  const words = [...head.slice(gap + 1).matchAll(/\S+/g)]
  let start = head.length
  for (let i = words.length - 1; i >= 0 && words.length - i <= 6; i--) {
    const word = words[i]?.[0] ?? ''
    const proper = /^\p{Lu}/u.test(word) && (word !== word.toUpperCase() || /^(?:TP|TX|H|Q|P)\.?$/.test(word))
    if (!proper && !/^(?:phố|xã|trấn|pho|xa|tran)$/.test(word)) break
    start = gap + 1 + (words[i]?.index ?? 0)
  }
  return start === head.length && isCapitals(head) && words.length <= 4 ? gap + 1 : Math.min(start, dateAt)
}

function placeOf(source: string, cell: Cell): Found<string> | null {
  const match = PLACE_DATE.exec(cell.flat)
  if (!match) return null
  const body = cell.text.slice(0, match.index).replace(/[\s,.]+$/, '')
  if (!/\p{L}{2}/u.test(body)) return null
  const range = { start: cell.start, end: cell.start + body.length }
  return found(source.slice(range.start, range.end).replace(/\s+/g, ' '), [range], 'place-date', 0.95)
}

/** ISO; `YYYY-MM` where the day is left blank, `YYYY` where the month is too; null when the year cannot be read. */
function dateFrom(cell: Cell): Found<string> | null {
  const match = PLACE_DATE.exec(flat(repairDigits(cell.text)))
  if (!match) return null
  const number = (text: string | undefined) => /^\D{0,2}(\d{1,2})\D{0,2}$/.exec(text ?? '')?.[1] ?? null
  const [, day, month, year = ''] = match
  if (!/^(?:19|20)\d\d$/.test(year)) return null
  const range = { start: cell.start + match.index, end: cell.start + match.index + match[0].length }
  const monthNumber = Number(number(month) ?? 0)
  const wholeDay = /^\s*\d{1,2}\s*$/.test(day ?? '') ? Number(day) : 0
  const full = dateOf(Number(year), monthNumber, wholeDay)
  if (full) return found(full as string, [range], 'place-date', 0.97)
  const month2 = monthNumber >= 1 && monthNumber <= 12 ? `${year}-${String(monthNumber).padStart(2, '0')}` : year
  return found(month2, [range], 'place-date-partial', 0.6)
}

function typeFrom(title: HeadCell | null, symbol: string | null, guiRow: number): Found<string> {
  const printed = title ? titleOf(title.text) : null
  if (title && printed) return found(printed, [title], 'title', 0.98)
  // Without a printed type the letter is a công văn (Decree 30/2020 art. 7), unless its title was lost with no addressee.
  const code =
    guiRow < 0 && symbol
      ? symbol.split(/[-/]/).find(part => part in CODES || part.replace(/Đ/g, 'D') in CODES)
      : undefined
  const type = code ? (CODES[code] ?? CODES[code.replace(/Đ/g, 'D')]) : undefined
  return found(type ?? docTypeOf('công văn') ?? 'công văn', [], type ? 'symbol-code' : 'no-title', type ? 0.6 : 0.9)
}
