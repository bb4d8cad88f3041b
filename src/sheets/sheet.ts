import type { Problem } from '../kernel/index.ts'
import type { ReadCell } from './cells.ts'
import { FIRST_ROW } from './layout.ts'
import type { Entry, SheetName, SheetProblem } from './types.ts'
import type { Cell, Grid } from './xlsx-read.ts'
import { columnName } from './xlsx-write.ts'

/** One sheet as its reader sees it. */
export type Sheet = {
  readonly name: SheetName
  readonly grid: Grid
  readonly columns: readonly string[]
  readonly date1904: boolean
}
export type SheetRead = { readonly entries: readonly Entry[]; readonly problems: readonly SheetProblem[] }

/** Reads the cells of a row by the names of their columns and keeps what is wrong with each. */
export class RowReader {
  readonly row: number
  readonly problems: SheetProblem[]
  readonly #sheet: Sheet
  readonly #cells: ReadonlyMap<number, Cell>

  constructor(sheet: Sheet, row: number, problems: SheetProblem[]) {
    this.#sheet = sheet
    this.row = row
    this.problems = problems
    this.#cells = sheet.grid.rows.get(row) ?? new Map<number, Cell>()
  }

  cell(column: string): Cell | undefined {
    return this.#cells.get(this.#sheet.columns.indexOf(column) + 1)
  }
  /** The value of a cell; null when it is empty or wrong, and then the problem is kept. */
  take<T>(column: string, read: (cell: Cell | undefined) => ReadCell<T>): T | null {
    const got = read(this.cell(column))
    if ('value' in got) return got.value
    this.say(column, got.problem)
    return null
  }
  /** As `take`, for what may not be left empty. */
  need<T>(column: string, read: (cell: Cell | undefined) => ReadCell<T>, missing: Problem): T | null {
    const before = this.problems.length
    const value = this.take(column, read)
    if (value === null && this.problems.length === before) this.say(column, missing)
    return value
  }
  say(column: string, problem: Problem): void {
    const letter = columnName(this.#sheet.columns.indexOf(column) + 1)
    this.problems.push({ at: { sheet: this.#sheet.name, row: this.row, column: letter }, problem })
  }
  /** Whether any of these columns is filled. */
  has(...columns: readonly string[]): boolean {
    return columns.some(column => {
      const cell = this.cell(column)
      return cell !== undefined && (cell.formula || String(cell.value).trim() !== '')
    })
  }
}

/** The rows in which somebody wrote, in order; the thousands of empty ones that some programs add are not there. */
export const writtenRows = (sheet: Sheet): number[] =>
  [...sheet.grid.rows.keys()]
    .filter(row => row >= FIRST_ROW && new RowReader(sheet, row, []).has(...sheet.columns))
    .sort((a, b) => a - b)
