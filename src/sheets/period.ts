import { dateOf, type PlainDate } from '../kernel/index.ts'

/** A period of reporting by its key, with its first and last day. */
export type FormPeriod = { readonly key: string; readonly from: PlainDate; readonly until: PlainDate }

/** `2023-M02`, `2023-Q1`, `2023-H1`, `2023-9M`, `2023-Y`; null when the key names none. */
export function periodFrom(key: string): FormPeriod | null {
  const match = /^(20\d{2})-(?:M(0[1-9]|1[0-2])|Q([1-4])|H([12])|(9M)|(Y))$/.exec(key)
  if (!match) return null
  const [, year, month, quarter, half, nine, whole] = match
  const [first, last] = month
    ? [Number(month), Number(month)]
    : quarter
      ? [Number(quarter) * 3 - 2, Number(quarter) * 3]
      : half
        ? [Number(half) * 6 - 5, Number(half) * 6]
        : [1, nine && !whole ? 9 : 12]
  const days = new Date(Date.UTC(Number(year), last, 0)).getUTCDate()
  return { key, from: dateOf(Number(year), first, 1)!, until: dateOf(Number(year), last, days)! }
}

/** The periods that somebody may mean on a day: those it lies in, from the shortest, and those just over. */
export function periodsAround(today: PlainDate): FormPeriod[] {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  const before = month === 1 ? { year: year - 1, month: 12 } : { year, month: month - 1 }
  const keys = [
    ...[{ year, month }, before].map(each => `${each.year}-M${String(each.month).padStart(2, '0')}`),
    ...[{ year, month }, before].map(each => `${each.year}-Q${Math.ceil(each.month / 3)}`),
    `${year}-H${month <= 6 ? 1 : 2}`,
    `${year}-9M`,
    `${year}-Y`,
  ]
  return [...new Set(keys)].map(key => periodFrom(key)!)
}
