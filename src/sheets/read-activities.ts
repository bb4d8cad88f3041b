import { fold, problem } from '../kernel/index.ts'
import type { ActivityKind } from '../programmes/index.ts'
import { readChoice, readCount, readDay, readText, shown } from './cells.ts'
import { clauseNames, listColumn } from './layout.ts'
import { periodProblem } from './read-sessions.ts'
import { RowReader, writtenRows, type Sheet, type SheetRead } from './sheet.ts'
import type { ActivityFill, Entry, FormLayout, SheetProblem } from './types.ts'
import { ACTIVITY_NAMES } from './wording.ts'
import type { Grid } from './xlsx-read.ts'

const HEAD = ['kind', 'title', 'fromOn', 'untilOn', 'place', 'people', 'personTimes'] as const
type Open = { -readonly [K in keyof ActivityFill]: ActivityFill[K] } & { rowNumbers: number[]; whole: boolean }

/** Activities: a line with its head begins one, a line without adds a result or a clause to the one above. */
export function readActivities(sheet: Sheet, layout: FormLayout, codes: Grid): SheetRead {
  const problems: SheetProblem[] = []
  const activities: Open[] = []
  const indicators = layout.indicators.map((key, at) => [key, nameAt(codes, at)] as const)
  for (const number of writtenRows(sheet)) {
    const row = new RowReader(sheet, number, problems)
    if (row.has(...HEAD)) activities.push(headOf(row, sheet, layout))
    const activity = activities.at(-1)
    if (!activity) {
      row.say('kind', problem('sheets.line-without-head'))
      continue
    }
    const before = problems.length
    addLine(activity, row, layout, indicators)
    activity.rowNumbers.push(number)
    if (problems.length > before) activity.whole = false
  }
  return { entries: activities.filter(each => each.whole).map(entryOf), problems }
}

/** The name that the list of this very file gives to an indicator. */
const nameAt = (codes: Grid, at: number): string => {
  const cell = codes.rows.get(at + 1)?.get(listColumn('indicator'))
  return cell ? shown(cell) : ''
}

const entryOf = (open: Open): Entry => {
  const { kind, title, fromOn, untilOn, place, people, personTimes, note, clauses, results } = open
  return {
    kind: 'activities',
    key: `${kind}/${fromOn}/${fold(title)}`,
    rows: open.rowNumbers,
    fill: { kind, title, fromOn, untilOn, place, people, personTimes, note, clauses, results },
  }
}

function headOf(row: RowReader, sheet: Sheet, layout: FormLayout): Open {
  const before = row.problems.length
  const missing = problem('sheets.missing')
  const kinds = Object.entries(ACTIVITY_NAMES) as [ActivityKind, string][]
  const kind = row.need('kind', cell => readChoice(cell, kinds), missing)
  const title = row.need('title', cell => readText(cell, 300), missing)
  const fromOn = row.need('fromOn', cell => readDay(cell, sheet.date1904), missing)
  const given = row.take('untilOn', cell => readDay(cell, sheet.date1904))
  const place = row.take('place', cell => readText(cell, 300)) ?? ''
  const people = row.take('people', readCount)
  const personTimes = row.take('personTimes', readCount)
  const untilOn = given ?? fromOn
  if (untilOn) periodProblem(row, given ? 'untilOn' : 'fromOn', untilOn, layout)
  const whole = row.problems.length === before
  return {
    kind: kind ?? 'relief',
    title: title ?? '',
    fromOn: fromOn ?? layout.period.from,
    untilOn: untilOn ?? layout.period.from,
    place,
    people,
    personTimes,
    note: '',
    clauses: [],
    results: [],
    rowNumbers: [],
    whole,
  }
}

function addLine(
  activity: Open,
  row: RowReader,
  layout: FormLayout,
  indicators: readonly (readonly [string, string])[],
): void {
  const missing = problem('sheets.missing')
  if (row.has('indicator', 'amount', 'moneyValue', 'valuedHow')) {
    const indicator = row.need('indicator', cell => readChoice(cell, indicators), missing)
    const amount = row.need('amount', readCount, missing)
    const moneyValue = row.take('moneyValue', readCount)
    const valuedHow = row.take('valuedHow', cell => readText(cell, 300))
    if (indicator !== null && amount !== null)
      activity.results = [...activity.results, { indicator, amount, moneyValue, valuedHow }]
  }
  const names = clauseNames(layout)
  const clauses = layout.tasks.map((task, at) => [task.clause, names[at]!] as const)
  const clause = row.take('clause', cell => readChoice(cell, clauses))
  if (clause !== null && !activity.clauses.includes(clause)) activity.clauses = [...activity.clauses, clause]
  const note = row.take('note', cell => readText(cell, 1_000))
  if (note) activity.note = [activity.note, note].filter(Boolean).join('\n')
}
