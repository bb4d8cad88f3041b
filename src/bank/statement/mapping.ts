import { no, plainDate, problem, yes, type PlainDate, type Result } from '../../kernel/index.ts'
import { AmountReader } from './amounts.ts'
import { DayReader } from './days.ts'
import { fieldOf, headingsOf } from './headings.ts'
import { textRows } from './rows.ts'
import { open } from './source.ts'
import { Refusal, type Cell, type Field, type Mapping, type Row, type StatementPart } from './types.ts'
import { workbookRows } from './workbook.ts'

/** Any day of a statement lies before it; the rows are only looked at. */
const FAR = plainDate('2999-12-31') as PlainDate

/** The first rows of a file as they stand, for a person who says which column holds what. */
export async function firstRows(part: StatementPart, most = 40): Promise<Result<readonly Row[]>> {
  const rows: Row[] = []
  try {
    const opened = await open(part, () => {})
    for await (const next of opened.kind === 'text' ? textRows(opened.text) : workbookRows(opened.bytes)) {
      rows.push(...next.rows.slice(0, most - rows.length))
      if (rows.length >= most) break
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return no(problem(`bank.statement.${error.kind}`, { file: part.name, row: 0, column: '', ...error.values }))
  }
  return yes(rows)
}

/**
 * What the columns of an unknown file most likely hold: by their headings where these speak, else by what stands in
 * them. A suggestion only; a person confirms it.
 */
export function suggestMapping(rows: readonly Row[]): Mapping {
  const clear = rows.findIndex(row => headingsOf(row.cells))
  if (clear >= 0)
    return { header: rows[clear]!.row, columns: headingsOf(rows[clear]!.cells)!, numbers: 'auto', dates: 'auto' }
  const score = (row: Row) => row.cells.filter(cell => typeof cell === 'string' && fieldOf(cell) !== null).length
  const head = rows.reduce<Row | null>((best, row) => (score(row) > (best ? score(best) : 1) ? row : best), null)
  const body = rows.slice(head ? rows.indexOf(head) + 1 : 0).filter(row => row.cells.some(cell => cell !== ''))
  const width = Math.max(0, ...body.map(row => row.cells.length))
  const columns: (Field | null)[] = Array.from({ length: width }, () => null)
  head?.cells.forEach((cell, at) => {
    const field = fieldOf(cell)
    if (at < width && field && field !== 'second-date' && !columns.includes(field)) columns[at] = field
  })
  const shares = columns.map((_, at) => looksOf(body.map(row => row.cells[at] ?? '')))
  const give = (field: Field, of: (look: Look) => number) => {
    if (columns.includes(field)) return
    let best = -1
    shares.forEach((look, at) => {
      if (columns[at] === null && of(look) > 0.5 && (best < 0 || of(look) > of(shares[best]!))) best = at
    })
    if (best >= 0) columns[best] = field
  }
  give('date', look => look.days)
  if (!columns.includes('amount')) give('credit', look => look.amounts)
  give('memo', look => (look.words > 8 ? look.words : 0))
  return { header: head?.row ?? 0, columns, numbers: 'auto', dates: 'auto' }
}

type Look = { readonly days: number; readonly amounts: number; readonly words: number }

/** How much of a column reads as days and as amounts, and how long its words are. */
function looksOf(cells: readonly Cell[]): Look {
  const filled = cells.filter(cell => cell !== '')
  if (filled.length === 0) return { days: 0, amounts: 0, words: 0 }
  const days = new DayReader('auto', FAR)
  const isDay = (cell: Cell) => typeof cell === 'string' && typeof days.read(cell) === 'object'
  // Small numbers count rows; amounts have thousands.
  const isAmount = (cell: Cell) => {
    const amount = typeof cell === 'number' || !isDay(cell) ? new AmountReader('auto').read(cell, 0) : null
    return typeof amount === 'bigint' && amount >= 1000n && String(cell).length < 20
  }
  const share = (is: (cell: Cell) => boolean) => filled.filter(is).length / filled.length
  return {
    days: share(isDay),
    amounts: share(isAmount),
    words:
      filled.reduce<number>((sum, cell) => sum + String(cell).replace(/[^\p{L} ]/gu, '').length, 0) / filled.length,
  }
}
