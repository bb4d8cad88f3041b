import { fold, problem, type PlainDate } from '../kernel/index.ts'
import type { Means, StudyForm } from '../dissemination/index.ts'
import { readChoice, readCount, readDay, readText, readTime } from './cells.ts'
import { branchNames, slashed } from './layout.ts'
import { RowReader, writtenRows, type Sheet, type SheetRead } from './sheet.ts'
import type { Entry, FormLayout, SessionFill, SheetProblem } from './types.ts'
import { AUDIENCE_NAMES, STUDY_FORMS, STUDY_MEANS } from './wording.ts'

const HEAD = ['form', 'day', 'from', 'until', 'place', 'means'] as const
const entriesOf = <K extends string>(names: Readonly<Record<K, string>>) => Object.entries(names) as [K, string][]

type Open = { -readonly [K in keyof SessionFill]: SessionFill[K] } & { rowNumbers: number[]; whole: boolean }

/** Sessions: a line with its head begins one, a line without goes on with the one above. */
export function readSessions(sheet: Sheet, layout: FormLayout): SheetRead {
  const problems: SheetProblem[] = []
  const sessions: Open[] = []
  for (const number of writtenRows(sheet)) {
    const row = new RowReader(sheet, number, problems)
    if (row.has(...HEAD)) sessions.push(headOf(row, sheet, layout))
    const session = sessions.at(-1)
    if (!session) {
      row.say('form', problem('sheets.line-without-head'))
      continue
    }
    const before = problems.length
    const line = lineOf(row, layout)
    if (line) session.rows = [...session.rows, line]
    session.rowNumbers.push(number)
    const note = row.take('note', cell => readText(cell, 1_000))
    if (note) session.note = [session.note, note].filter(Boolean).join('\n')
    if (problems.length > before) session.whole = false
  }
  return { entries: sessions.filter(session => session.whole).map(entryOf), problems }
}

const entryOf = ({ form, from, until, place, means, note, rows, rowNumbers }: Open): Entry => ({
  kind: 'sessions',
  key: `${from}/${fold(place)}`,
  rows: rowNumbers,
  fill: { form, from, until, place, means, note, rows },
})

function headOf(row: RowReader, sheet: Sheet, layout: FormLayout): Open {
  const before = row.problems.length
  const missing = problem('sheets.missing')
  const form = row.need('form', cell => readChoice<StudyForm>(cell, entriesOf(STUDY_FORMS)), missing)
  const day = row.need('day', cell => readDay(cell, sheet.date1904), missing)
  const from = row.need('from', readTime, missing)
  const until = row.need('until', readTime, missing)
  const place = row.need('place', cell => readText(cell, 200), missing)
  const means = row.need('means', cell => readChoice<Means>(cell, entriesOf(STUDY_MEANS)), missing)
  if (day) periodProblem(row, 'day', day, layout)
  return {
    form: form ?? 'pho-bien',
    from: `${day ?? ''}T${from ?? ''}`,
    until: `${day ?? ''}T${until ?? ''}`,
    place: place ?? '',
    means: means ?? 'meeting',
    note: '',
    rows: [],
    rowNumbers: [],
    whole: row.problems.length === before,
  }
}

function lineOf(row: RowReader, layout: FormLayout): SessionFill['rows'][number] | null {
  const missing = problem('sheets.missing')
  const names = branchNames(layout)
  const branches = layout.branches.map((branch, at) => [branch.id, names[at]!] as const)
  const audiences = layout.audiences.map(audience => [audience, AUDIENCE_NAMES[audience]] as const)
  const branch = row.need('branch', cell => readChoice(cell, branches), missing)
  const audience = row.need('audience', cell => readChoice(cell, audiences), missing)
  const called = row.need('called', readCount, missing)
  const present = row.need('present', readCount, missing)
  const caughtUp = row.take('caughtUp', readCount) ?? 0
  return branch && audience && called !== null && present !== null
    ? { branch, audience, called, present, caughtUp }
    : null
}

/** A form is for one period: what happened outside it belongs into another. */
export function periodProblem(row: RowReader, column: string, day: PlainDate, { period }: FormLayout): void {
  if (day >= period.from && day <= period.until) return
  const values = { day: slashed(day), from: slashed(period.from), until: slashed(period.until) }
  row.say(column, problem('sheets.outside-period', values))
}
