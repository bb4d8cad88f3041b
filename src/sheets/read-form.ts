import { fold, no, problem, yes, type Problem, type Result } from '../kernel/index.ts'
import { codeFrom } from './code.ts'
import { CODES, columnsOf, COVER, coverOf, FIRST_ROW, headerOf, HEADER_ROW, MARK } from './layout.ts'
import { readActivities } from './read-activities.ts'
import { readSessions } from './read-sessions.ts'
import { readRoll, readTasks } from './read-tasks.ts'
import type { Sheet } from './sheet.ts'
import type { Entry, SheetForm, SheetName, SheetProblem } from './types.ts'
import { SHEET_TITLES } from './wording.ts'
import type { Grid, Workbook } from './xlsx-read.ts'
import { address } from './xlsx-write.ts'

/** Reads a form that came back: first whether it is the form that was given out, then what it says. */

const SHEETS: readonly SheetName[] = ['tasks', 'roll', 'sessions', 'activities']

/** Which form the file says it is; the cover and the hidden sheet must agree. */
export function formIn(book: Workbook): Result<{ readonly id: string; readonly code: string }> {
  const hidden = sheetNamed(book, SHEET_TITLES.codes)
  if (!hidden || textAt(hidden, CODES.mark, 1) !== MARK) {
    const anyOfOurs = SHEETS.some(name => sheetNamed(book, SHEET_TITLES[name]))
    return no(
      anyOfOurs ? problem('sheets.codes-removed', { sheet: SHEET_TITLES.codes }) : problem('sheets.not-our-form'),
    )
  }
  const cover = sheetNamed(book, SHEET_TITLES.cover)
  if (!cover) return no(problem('sheets.sheet-missing', { sheet: SHEET_TITLES.cover }))
  const shown = codeFrom(textAt(cover, COVER.code, 2))
  if (!shown) return no(problem('sheets.code-wrong', { sheet: SHEET_TITLES.cover, cell: address(2, COVER.code) }))
  const code = codeFrom(textAt(hidden, CODES.code, 1))
  if (code !== shown) return no(problem('sheets.code-of-another', { shown, cell: address(2, COVER.code) }))
  return yes({ id: textAt(hidden, CODES.id, 1), code })
}

/** What stands against the workbook's shape, each with where: nothing is read from a form that was rebuilt. */
export function structureProblems(book: Workbook, form: SheetForm): SheetProblem[] {
  const found: SheetProblem[] = []
  const hidden = sheetNamed(book, SHEET_TITLES.codes)
  if (hidden && (textAt(hidden, CODES.unit, 1) !== form.unit || textAt(hidden, CODES.hash, 1) !== form.structureHash))
    found.push({ at: null, problem: problem('sheets.codes-changed', { sheet: SHEET_TITLES.codes }) })
  found.push(...coverProblems(book, form))
  for (const name of SHEETS) {
    const grid = sheetNamed(book, SHEET_TITLES[name])
    if (!grid) found.push({ at: null, problem: problem('sheets.sheet-missing', { sheet: SHEET_TITLES[name] }) })
    else found.push(...sheetProblems(grid, name, form))
  }
  return found
}

function coverProblems(book: Workbook, form: SheetForm): SheetProblem[] {
  const cover = sheetNamed(book, SHEET_TITLES.cover)
  if (!cover) return [{ at: null, problem: problem('sheets.sheet-missing', { sheet: SHEET_TITLES.cover }) }]
  const says = coverOf(form)
  return (Object.keys(COVER) as (keyof typeof COVER)[]).flatMap(part => {
    if (part === 'code') return []
    const text = textAt(cover, COVER[part], 2)
    if (same(text, says[part])) return []
    const kind = part === 'unit' ? 'sheets.wrong-unit' : 'sheets.cover-changed'
    const values = { found: text.slice(0, 120) || '–', expected: says[part].slice(0, 200) }
    return [
      { at: { sheet: 'cover', row: COVER[part], column: 'B' }, problem: problem(kind, values) } satisfies SheetProblem,
    ]
  })
}

/** Headers where they were, the codes of the rows where they were, and nothing merged where people write. */
function sheetProblems(grid: Grid, sheet: SheetName, form: SheetForm): SheetProblem[] {
  const found: SheetProblem[] = []
  const columns = columnsOf(sheet, form.layout)
  const say = (row: number, column: number, why: Problem) =>
    found.push({ at: { sheet, row, column: address(column, row).replace(/\d+$/, '') }, problem: why })
  for (const [at, column] of columns.entries()) {
    const [text, expected] = [textAt(grid, HEADER_ROW, at + 1), headerOf(sheet, column)]
    if (!same(text, expected))
      say(HEADER_ROW, at + 1, problem('sheets.header-changed', { found: text || '–', expected }))
  }
  const codes =
    sheet === 'tasks'
      ? form.layout.tasks.map(task => String(task.clause))
      : sheet === 'roll'
        ? form.layout.branches.map(branch => branch.id as string)
        : []
  for (const [at, code] of codes.entries())
    if (textAt(grid, FIRST_ROW + at, 1) !== code) say(FIRST_ROW + at, 1, problem('sheets.row-moved', {}))
  for (const merge of grid.merges) {
    const row = Number(/\d+/.exec(merge)?.[0] ?? 0)
    if (row >= HEADER_ROW) say(row, 1, problem('sheets.merged', { range: merge }))
  }
  return found
}

/** Everything that the form says, and every cell that cannot stand, with its place. */
export function readForm(book: Workbook, form: SheetForm): { entries: Entry[]; problems: SheetProblem[] } {
  const structure = structureProblems(book, form)
  if (structure.length > 0) return { entries: [], problems: structure }
  const sheet = (name: SheetName): Sheet => ({
    name,
    grid: sheetNamed(book, SHEET_TITLES[name])!,
    columns: columnsOf(name, form.layout),
    date1904: book.date1904,
  })
  const parts = [
    readTasks(sheet('tasks'), form.layout),
    readRoll(sheet('roll'), form.layout),
    readSessions(sheet('sessions'), form.layout),
    readActivities(sheet('activities'), form.layout, sheetNamed(book, SHEET_TITLES.codes)!),
  ]
  const entries = parts.flatMap(part => part.entries)
  return { entries, problems: [...parts.flatMap(part => part.problems), ...twice(entries)] }
}

/** The same meeting or activity written down twice in one file. */
function twice(entries: readonly Entry[]): SheetProblem[] {
  const first = new Map<string, Entry>()
  return entries.flatMap(entry => {
    const name = `${entry.kind}/${entry.key}`
    const earlier = first.get(name)
    if (!earlier) first.set(name, entry)
    return earlier
      ? [
          {
            at: { sheet: entry.kind, row: entry.rows[0]! },
            problem: problem('sheets.twice', { row: String(earlier.rows[0]) }),
          },
        ]
      : []
  })
}

const sheetNamed = (book: Workbook, name: string): Grid | undefined => book.sheets.find(sheet => same(sheet.name, name))
const textAt = (grid: Grid, row: number, column: number): string => {
  const cell = grid.rows.get(row)?.get(column)
  return cell ? String(cell.value).normalize('NFC').trim() : ''
}
const same = (a: string, b: string): boolean => fold(a) === fold(b)
