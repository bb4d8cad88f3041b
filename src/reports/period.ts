import { addDays, dateOf, type PlainDate } from '../kernel/index.ts'

/** Periods of reports: month, quarter, half-year, nine months, year. Pure. */

export type PeriodKind = 'month' | 'quarter' | 'half-year' | 'nine-months' | 'year'
export const PERIOD_KINDS: readonly PeriodKind[] = ['month', 'quarter', 'half-year', 'nine-months', 'year']

export type Period = {
  /** `2023-M02`, `2023-Q1`, `2023-H1`, `2023-9M`, `2023-Y`. */
  readonly key: string
  readonly kind: PeriodKind
  readonly year: number
  readonly from: PlainDate
  readonly until: PlainDate
}

const SHAPE = /^(20\d\d)-(?:M(0[1-9]|1[0-2])|Q([1-4])|H([12])|(9M)|(Y))$/

/** The period that a key names, or null when there is none. */
export function periodOf(key: unknown): Period | null {
  const match = typeof key === 'string' ? SHAPE.exec(key) : null
  if (!match) return null
  const year = Number(match[1])
  const [month, quarter, half, nine] = [match[2], match[3], match[4], match[5]]
  if (month) return period(key as string, 'month', year, Number(month), 1)
  if (quarter) return period(key as string, 'quarter', year, Number(quarter) * 3 - 2, 3)
  if (half) return period(key as string, 'half-year', year, Number(half) * 6 - 5, 6)
  return nine ? period(key as string, 'nine-months', year, 1, 9) : period(key as string, 'year', year, 1, 12)
}

/** The period of a kind in which a day lies; a day after September lies in no nine months. */
export function periodAround(kind: PeriodKind, day: PlainDate): Period | null {
  const year = day.slice(0, 4)
  const month = Number(day.slice(5, 7))
  switch (kind) {
    case 'month':
      return periodOf(`${year}-M${day.slice(5, 7)}`)
    case 'quarter':
      return periodOf(`${year}-Q${Math.ceil(month / 3)}`)
    case 'half-year':
      return periodOf(`${year}-H${Math.ceil(month / 6)}`)
    case 'nine-months':
      return month > 9 ? null : periodOf(`${year}-9M`)
    default:
      return periodOf(`${year}-Y`)
  }
}

/** The same period a year earlier; its key differs by the year only. */
export const lastYear = (one: Period): Period | null =>
  periodOf(`${String(one.year - 1).padStart(4, '0')}${one.key.slice(4)}`)

/** The periods that can be reported on a day: the running one of each kind and the one before it, newest first. */
export function reportable(kinds: readonly PeriodKind[], today: PlainDate): Period[] {
  const found = kinds.flatMap(kind => {
    const running = periodAround(kind, today) ?? periodAround(kind, dateOf(Number(today.slice(0, 4)), 9, 30)!)
    const before = running && periodAround(kind, addDays(running.from, -1))
    const yearBefore = kind === 'nine-months' && running ? lastYear(running) : null
    return [running, before ?? yearBefore].filter(one => one !== null)
  })
  return [...new Map(found.map(one => [one.key, one])).values()].toSorted(
    (a, b) => b.from.localeCompare(a.from) || b.until.localeCompare(a.until),
  )
}

/** The day in the last month on which figures are taken: reports are written before their period ends. */
export type CutOffs = Readonly<Record<PeriodKind, number>>
export const CUT_OFF_DAY = 15
export const DEFAULT_CUT_OFFS: CutOffs = {
  month: CUT_OFF_DAY,
  quarter: CUT_OFF_DAY,
  'half-year': CUT_OFF_DAY,
  'nine-months': CUT_OFF_DAY,
  year: CUT_OFF_DAY,
}

/** The cut-off of a period; a day that its last month lacks is that month's last. */
export const cutOffOf = (one: Period, days: CutOffs): PlainDate => {
  const asked = dateOf(Number(one.until.slice(0, 4)), Number(one.until.slice(5, 7)), days[one.kind])
  return asked ?? one.until
}

/** Which periods a letter's own words ask for (`clause.recurrence`): what nobody wrote asks for none. */
export function kindsAsked(recurrence: unknown): PeriodKind[] {
  const every = (Array.isArray(recurrence) ? recurrence : [recurrence]).map(one =>
    one && typeof one === 'object' && 'every' in one ? String(one.every) : '',
  )
  return PERIOD_KINDS.filter(kind => every.some(word => ALIASES[kind].includes(word)))
}
const ALIASES: Readonly<Record<PeriodKind, readonly string[]>> = {
  month: ['month', 'monthly'],
  quarter: ['quarter', 'quarterly'],
  'half-year': ['half-year', 'half_year', 'halfyear'],
  'nine-months': ['nine-months', '9-months', 'nine_months'],
  year: ['year', 'yearly'],
}

function period(key: string, kind: PeriodKind, year: number, month: number, months: number): Period | null {
  const from = dateOf(year, month, 1)
  const next = month + months > 12 ? dateOf(year + 1, 1, 1) : dateOf(year, month + months, 1)
  return from && next ? { key, kind, year, from, until: addDays(next, -1) } : null
}
