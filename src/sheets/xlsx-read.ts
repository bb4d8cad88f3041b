import { no, problem, yes, type Problem, type Result } from '../kernel/index.ts'
import { unpackEntry, zipEntries, type ZipEntry } from '../paper/index.ts'
import { attribute, decoded, tagsOf, type Tag } from './xlsx-xml.ts'

/**
 * Reads a workbook that came back, whichever program saved it. Only cells and where they stand: no formulas are
 * computed, nothing outside is fetched. What a file may cost is decided from what its zip declares, before anything is unpacked.
 */

export type Cell = {
  readonly value: string | number | boolean
  /** The number is shown as a day or a time of day. */
  readonly isDate: boolean
  readonly formula: boolean
}
export type Grid = {
  readonly name: string
  readonly hidden: boolean
  readonly rows: ReadonlyMap<number, ReadonlyMap<number, Cell>>
  readonly merges: readonly string[]
}
export type Workbook = { readonly sheets: readonly Grid[]; readonly date1904: boolean }

export const FILE_MAX_BYTES = 5 * 1024 * 1024
const EXPANDED_MAX = 60 * 1024 * 1024
const ENTRIES_MAX = 500
const SHEETS_MAX = 40
/** A form has some thousand cells; a hundred thousand is another file. */
const CELLS_MAX = 100_000
const ROW_MAX = 1_048_576
const COLUMN_MAX = 16_384

/** The cells of every sheet, or why the file is none: each refusal says what to do. Never throws on bad input. */
export function readWorkbook(bytes: Uint8Array): Result<Workbook> {
  const entries = openZip(bytes)
  if (!entries.ok) return entries
  const part = partsOf(bytes, entries.value)
  const book = part('xl/workbook.xml')
  if (book === null) return no(problem('sheets.damaged'))
  const sheets = sheetsOf(book, part('xl/_rels/workbook.xml.rels') ?? '')
  if (sheets.length === 0 || sheets.length > SHEETS_MAX) return no(problem('sheets.damaged'))
  // One part under many names would be read as often: a small file could keep the server busy for minutes.
  if (new Set(sheets.map(sheet => sheet.path.toLowerCase())).size < sheets.length) return no(problem('sheets.damaged'))
  const strings = stringsOf(part('xl/sharedStrings.xml') ?? '')
  const dates = dateStyles(part('xl/styles.xml') ?? '')
  const grids: Grid[] = []
  let cells = 0
  for (const sheet of sheets) {
    const text = part(sheet.path)
    if (text === null) return no(problem('sheets.damaged'))
    const grid = gridOf(text, { strings, dates, room: CELLS_MAX - cells })
    if (!grid) return no(problem('sheets.too-large', { cells: CELLS_MAX }))
    cells += [...grid.rows.values()].reduce((sum, row) => sum + row.size, 0)
    grids.push({ name: sheet.name, hidden: sheet.hidden, ...grid })
  }
  return yes({ sheets: grids, date1904: /<(?:\w+:)?workbookPr[^>]*date1904\s*=\s*["'](?:1|true)["']/.test(book) })
}

/** The zip's list of entries, when it is an .xlsx of bearable size; otherwise what the file is instead. */
function openZip(bytes: Uint8Array): Result<readonly ZipEntry[]> {
  if (bytes.length === 0) return no(problem('sheets.empty'))
  if (bytes.length > FILE_MAX_BYTES)
    return no(problem('sheets.file-too-large', { megabytes: FILE_MAX_BYTES / 1024 / 1024 }))
  const other = notZip(bytes)
  if (other) return no(other)
  const entries = zipEntries(bytes)
  if (!entries) return no(problem('sheets.damaged'))
  const names = new Set(entries.map(entry => entry.name))
  if (names.has('xl/workbook.bin')) return no(problem('sheets.old-format', { type: '.xlsb' }))
  if (names.has('content.xml') && names.has('mimetype')) return no(problem('sheets.old-format', { type: '.ods' }))
  if (!names.has('xl/workbook.xml')) return no(problem('sheets.not-xlsx'))
  const expanded = entries.reduce((sum, entry) => sum + entry.expanded, 0)
  return entries.length > ENTRIES_MAX || expanded > EXPANDED_MAX
    ? no(problem('sheets.too-large', { cells: CELLS_MAX }))
    : yes(entries)
}

/** An old .xls and an encrypted .xlsx are both in Microsoft's older container. */
function notZip(bytes: Uint8Array): Problem | null {
  const starts = (...signs: number[]) => signs.every((sign, at) => bytes[at] === sign)
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) {
    const latin = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024 * 1024)).toString('utf16le')
    return latin.includes('EncryptedPackage')
      ? problem('sheets.encrypted')
      : problem('sheets.old-format', { type: '.xls' })
  }
  return starts(0x50, 0x4b) ? null : problem('sheets.not-xlsx')
}

/** Reads a part as text; null when it is not there or damaged. Names are compared without case, as the format has it. */
const partsOf = (bytes: Uint8Array, entries: readonly ZipEntry[]) => {
  const byName = new Map(entries.map(entry => [entry.name.toLowerCase(), entry]))
  return (name: string): string | null => {
    const entry = byName.get(name.toLowerCase())
    const unpacked = entry ? unpackEntry(bytes, entry) : null
    return unpacked ? new TextDecoder().decode(unpacked) : null
  }
}

function sheetsOf(book: string, relations: string): { name: string; hidden: boolean; path: string }[] {
  const targets = new Map<string, string>()
  for (const tag of tagsOf(relations)) {
    const [id, target] = [attribute(tag, 'Id'), attribute(tag, 'Target')]
    if (tag.name === 'Relationship' && id && target)
      targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`)
  }
  const found: { name: string; hidden: boolean; path: string }[] = []
  for (const tag of tagsOf(book)) {
    if (tag.name !== 'sheet' || tag.kind === 'close') continue
    const state = attribute(tag, 'state')
    const path = targets.get(attribute(tag, 'id') ?? '')
    if (path)
      found.push({ name: attribute(tag, 'name') ?? '', hidden: state === 'hidden' || state === 'veryHidden', path })
  }
  return found
}

/** Shared text; pieces of different look are one text, and readings above signs are left out. */
function stringsOf(xml: string): string[] {
  const strings: string[] = []
  let text = ''
  let phonetic = false
  for (const tag of tagsOf(xml)) {
    if (tag.name === 'si') {
      if (tag.kind === 'open') text = ''
      else strings.push(tag.kind === 'close' ? text : '')
    } else if (tag.name === 'rPh') phonetic = tag.kind === 'open'
    else if (tag.name === 't' && tag.kind === 'open' && !phonetic) text += decoded(tag.text)
  }
  return strings
}

/** For each cell format, whether it shows a day or a time. */
function dateStyles(xml: string): boolean[] {
  const custom = new Map<string, boolean>()
  const styles: boolean[] = []
  let inCells = false
  for (const tag of tagsOf(xml)) {
    if (tag.name === 'numFmt' && tag.kind !== 'close') {
      const code = (attribute(tag, 'formatCode') ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')
      custom.set(attribute(tag, 'numFmtId') ?? '', /[dmyhs]/i.test(code) && !/general/i.test(code))
    }
    if (tag.name === 'cellXfs') inCells = tag.kind === 'open'
    else if (inCells && tag.name === 'xf' && tag.kind !== 'close') {
      const id = attribute(tag, 'numFmtId') ?? '0'
      styles.push(custom.get(id) ?? isBuiltInDate(Number(id)))
    }
  }
  return styles
}
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58)

type GridParts = Pick<Grid, 'rows' | 'merges'>
type Shared = { readonly strings: readonly string[]; readonly dates: readonly boolean[]; readonly room: number }

/** The filled cells of one sheet; null when there are more than any form has. Empty rows, however many, cost nothing. */
function gridOf(xml: string, shared: Shared): GridParts | null {
  const rows = new Map<number, Map<number, Cell>>()
  const merges: string[] = []
  let [row, column, count] = [0, 0, 0]
  let cell: Open | null = null
  for (const tag of tagsOf(xml)) {
    if (tag.name === 'row' && tag.kind !== 'close') [row, column] = [Number(attribute(tag, 'r') ?? row + 1), 0]
    else if (tag.name === 'mergeCell' && tag.kind !== 'close') merges.push(attribute(tag, 'ref') ?? '')
    else if (tag.name === 'c' && tag.kind === 'open') {
      column = columnOf(attribute(tag, 'r')) ?? column + 1
      cell = { type: attribute(tag, 't') ?? 'n', style: Number(attribute(tag, 's') ?? 0), text: '', formula: false }
    } else if (tag.name === 'c' && tag.kind === 'empty') column = columnOf(attribute(tag, 'r')) ?? column + 1
    else if (cell && tag.name === 'c') {
      const made = finished(cell, shared)
      cell = null
      if (made === null || row < 1 || row > ROW_MAX || column > COLUMN_MAX) continue
      if (++count > shared.room) return null
      const there = rows.get(row) ?? new Map<number, Cell>()
      rows.set(row, there.set(column, made))
    } else if (cell) within(cell, tag)
  }
  return { rows, merges }
}

type Open = { readonly type: string; readonly style: number; text: string; formula: boolean; phonetic?: boolean }

function within(cell: Open, tag: Tag): void {
  if (tag.name === 'f' && tag.kind !== 'close') cell.formula = true
  else if (tag.name === 'rPh') cell.phonetic = tag.kind === 'open'
  else if ((tag.name === 'v' || tag.name === 't') && tag.kind === 'open' && !cell.phonetic)
    cell.text += decoded(tag.text)
}

function finished({ type, style, text, formula }: Open, { strings, dates }: Shared): Cell | null {
  if (text === '') return formula ? { value: '', isDate: false, formula } : null
  if (type === 's') return { value: strings[Number(text)] ?? '', isDate: false, formula }
  if (type === 'b') return { value: text === '1', isDate: false, formula }
  // A day written out, as the strict format has it, is read as text like one typed by hand.
  if (type !== 'n') return { value: text, isDate: false, formula }
  const value = Number(text)
  return Number.isFinite(value)
    ? { value, isDate: dates[style] ?? false, formula }
    : { value: text, isDate: false, formula }
}

const columnOf = (reference: string | undefined): number | null => {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  return letters ? letters.split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) : null
}
