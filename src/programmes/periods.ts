import { addDays, dateOf, type PlainDate } from '../kernel/index.ts'

/** The periods in which a recurring or standing task has results or has none yet. */

export type PeriodLength = 'month' | 'quarter'
/** `2023-M02`, `2023-Q1`: with its first and last day. */
export type Period = { readonly key: string; readonly from: PlainDate; readonly until: PlainDate }

/** The period of that length in which a day lies. */
export function periodOf(day: PlainDate, length: PeriodLength): Period {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  const size = length === 'month' ? 1 : 3
  const number = Math.ceil(month / size)
  const last = number * size
  return {
    key: length === 'month' ? `${day.slice(0, 4)}-M${day.slice(5, 7)}` : `${day.slice(0, 4)}-Q${number}`,
    from: dateOf(year, last - size + 1, 1)!,
    until:
      `${day.slice(0, 4)}-${String(last).padStart(2, '0')}-${new Date(Date.UTC(year, last, 0)).getUTCDate()}` as PlainDate,
  }
}

/** Every period from the day something was asked until today, newest first, at most `most` of them. */
export function periodsSince(asked: PlainDate, today: PlainDate, length: PeriodLength, most: number): Period[] {
  const periods: Period[] = []
  for (let day = today; periods.length < most; day = addDays(periods.at(-1)!.from, -1)) {
    periods.push(periodOf(day, length))
    if (periods.at(-1)!.from <= asked) break
  }
  return periods
}
