import { addDays, assert, type PlainDate } from '../kernel/index.ts'

/** Which days are quiet: weekends by rule, and those of the table. */
export type Calendar = { readonly isQuiet: (day: PlainDate) => boolean }

export const calendarOf = (days: Iterable<PlainDate>): Calendar => {
  const named = new Set(days)
  return { isQuiet: day => isWeekend(day) || named.has(day) }
}

export const isWeekend = (day: PlainDate): boolean => [0, 6].includes(new Date(day).getUTCDay())

/** No calendar is quiet for a year on end; one that is was filled wrongly, and must not hang the night's work. */
const LONGEST = 400

function walk(from: PlainDate, step: 1 | -1, calendar: Calendar): PlainDate {
  let day = addDays(from, step)
  for (let tried = 0; calendar.isQuiet(day); tried += 1) {
    assert(tried < LONGEST, 'a working day within a year')
    day = addDays(day, step)
  }
  return day
}

/** The first working day after a day. */
export const nextWorkingDay = (day: PlainDate, calendar: Calendar): PlainDate => walk(day, 1, calendar)

/** A deadline that falls on a quiet day ends with the next working day (Civil Code 2015, art. 148). */
export const endOfDeadline = (due: PlainDate, calendar: Calendar): PlainDate =>
  calendar.isQuiet(due) ? nextWorkingDay(due, calendar) : due

/** How many working days lie after `from`, up to and with `until`; none when `until` is not later. */
export function workingDaysBetween(from: PlainDate, until: PlainDate, calendar: Calendar): number {
  let count = 0
  for (let day = addDays(from, 1); day <= until; day = addDays(day, 1)) if (!calendar.isQuiet(day)) count += 1
  return count
}

/** The working day that lies `count` working days before a day. */
export function workingDaysBack(day: PlainDate, count: number, calendar: Calendar): PlainDate {
  let back = day
  for (let n = 0; n < count; n += 1) back = walk(back, -1, calendar)
  return back
}
