import { headingsOf } from './headings.ts'
import type { Rows } from './rows.ts'
import { Refusal, type Cell, type Row } from './types.ts'
import { entriesOf, gather, textOf, wholeOf, type Entry } from './zip.ts'

/** A row or a shared text longer than this is no part of a statement. */
const ELEMENT_MAX = 1024 * 1024
const COLUMNS_MAX = 256
const STRINGS_MAX = 256 * 1024 * 1024
const HEADER_ROWS = 60

/**
 * The rows of a workbook, sheet by sheet as it is unpacked: of every visible sheet that has headings of a statement, or
 * of the first when none has. Formulas are handed on as text, so that nobody takes an old result for an amount.
 */
export async function* workbookRows(bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Rows> {
  const entries = entriesOf(await gather(bytes))
  const book = await wholeOf(entries.get('xl/workbook.xml'))
  if (book === '') throw new Refusal('no-statement')
  const sheets = sheetsOf(book, await wholeOf(entries.get('xl/_rels/workbook.xml.rels')), entries)
  if (sheets.length === 0) throw new Refusal('broken-workbook')
  const strings = await stringsOf(entries.get('xl/sharedstrings.xml'))
  const late = /<(?:\w+:)?workbookPr[^>]*date1904\s*=\s*["'](?:1|true)["']/.test(book)
  let found = false
  for (const sheet of sheets) {
    if (!(await hasHeadings(sheet, strings))) continue
    found = true
    for await (const rows of sheetRows(sheet, strings)) yield { ...rows, late }
  }
  if (!found) yield* sheetRows(sheets[0]!, strings)
}

async function hasHeadings(sheet: Entry, strings: readonly string[]): Promise<boolean> {
  let seen = 0
  for await (const { rows } of sheetRows(sheet, strings)) {
    if (rows.some(row => headingsOf(row.cells))) return true
    seen += rows.length
    if (seen >= HEADER_ROWS) return false
  }
  return false
}

/** Visible sheets in their order. One part under two names would be counted twice. */
function sheetsOf(book: string, relations: string, entries: ReadonlyMap<string, Entry>): Entry[] {
  const targets = new Map<string, string>()
  for (const [, inside = ''] of relations.matchAll(/<(?:\w+:)?Relationship\b([^>]*)>/g)) {
    const target = attribute(inside, 'Target')
    targets.set(attribute(inside, 'Id'), target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`)
  }
  const found = new Set<Entry>()
  for (const [, inside = ''] of book.matchAll(/<(?:\w+:)?sheet\b([^>]*)>/g)) {
    if (/hidden/i.test(attribute(inside, 'state'))) continue
    const entry = entries.get((targets.get(attribute(inside, '(?:\\w+:)?id')) ?? '').toLowerCase())
    if (entry) found.add(entry)
  }
  return [...found]
}

const attribute = (inside: string, name: string): string => {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(inside)
  return decoded(match?.[1] ?? match?.[2] ?? '')
}

async function stringsOf(entry: Entry | undefined): Promise<string[]> {
  const strings: string[] = []
  if (!entry) return strings
  let size = 0
  for await (const { inside } of elements(textOf(entry), 'si')) {
    const text = textIn(inside)
    size += text.length
    if (size > STRINGS_MAX) throw new Refusal('too-large')
    strings.push(text)
  }
  return strings
}

async function* sheetRows(sheet: Entry, strings: readonly string[]): AsyncGenerator<Rows> {
  let rows: Row[] = []
  let row = 0
  for await (const { head, inside } of elements(textOf(sheet), 'row')) {
    row = Number(/\sr="(\d+)"/.exec(head)?.[1] ?? row + 1)
    rows.push({ row, cells: cellsOf(inside, strings) })
    if (rows.length === 100) {
      yield { rows, cut: false }
      rows = []
    }
  }
  if (rows.length > 0) yield { rows, cut: false }
}

/** Every element of a name as text arrives: what stands in its tag and between its tags. Such elements do not nest. */
async function* elements(text: AsyncIterable<string>, name: string): AsyncGenerator<{ head: string; inside: string }> {
  const opens = new RegExp(`<(\\w+:)?${name}(?=[\\s/>])`, 'g')
  let held = ''
  for await (const piece of text) {
    held += piece
    let at = 0
    for (;;) {
      opens.lastIndex = at
      const open = opens.exec(held)
      if (!open) {
        // The beginning of a tag may stand at the very end of this piece.
        at = Math.max(at, held.length - 40)
        break
      }
      at = open.index
      const headEnd = held.indexOf('>', at)
      if (headEnd < 0) break
      const head = held.slice(at + open[0].length, headEnd)
      if (head.endsWith('/')) {
        yield { head, inside: '' }
        at = headEnd + 1
        continue
      }
      const close = `</${open[1] ?? ''}${name}>`
      const end = held.indexOf(close, headEnd)
      if (end < 0) break
      yield { head, inside: held.slice(headEnd + 1, end) }
      at = end + close.length
    }
    held = held.slice(at)
    if (held.length > ELEMENT_MAX) throw new Refusal('broken-workbook')
  }
  if (new RegExp(`<(\\w+:)?${name}(?=[\\s/>])`).test(held)) throw new Refusal('broken-workbook')
}

const CELL = /<(?:\w+:)?c(?=[\s/>])([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g

function cellsOf(inside: string, strings: readonly string[]): Cell[] {
  const cells: Cell[] = []
  let column = -1
  for (const [, head = '', body = ''] of inside.matchAll(CELL)) {
    column = columnOf(head) ?? column + 1
    if (column >= COLUMNS_MAX) continue
    while (cells.length < column) cells.push('')
    cells[column] = body === '' ? '' : cellOf(head, body, strings)
  }
  return cells
}

function cellOf(head: string, body: string, strings: readonly string[]): Cell {
  const formula = /<(?:\w+:)?f(?=[\s/>])[^>]*?(?:\/>|>([^<]*)<)/.exec(body)
  if (formula) return `=${decoded(formula[1] ?? '')}`
  const type = /\st="(\w+)"/.exec(head)?.[1] ?? 'n'
  if (type === 'inlineStr') return textIn(body)
  const value = /<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</.exec(body)?.[1] ?? ''
  if (type === 's') return strings[Number(value)] ?? ''
  if (type !== 'n' || value === '') return decoded(value)
  const number = Number(value)
  return Number.isFinite(number) ? number : decoded(value)
}

const columnOf = (head: string): number | null => {
  const letters = /\sr="([A-Z]{1,3})/.exec(head)?.[1]
  if (!letters) return null
  let column = 0
  for (let at = 0; at < letters.length; at++) column = column * 26 + letters.charCodeAt(at) - 64
  return column - 1
}

/** Pieces of different look are one text; readings above signs are left out. */
function textIn(inside: string): string {
  let text = ''
  for (const [, piece = ''] of inside
    .replace(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g, '')
    .matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</g))
    text += decoded(piece)
  return text
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const decoded = (text: string): string =>
  text.includes('&') || text.includes('_x')
    ? text
        .replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex: string | undefined, dec, name) =>
          name ? (NAMED[name as string] ?? whole) : sign(hex ? Number.parseInt(hex, 16) : Number(dec)),
        )
        .replace(/_x([0-9A-F]{4})_/g, (_, hex: string) => sign(Number.parseInt(hex, 16)))
    : text
const sign = (point: number): string => (point > 0x10ffff ? '' : String.fromCodePoint(point))
