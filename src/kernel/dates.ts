import type { Brand } from './ids.ts'

/**
 * A day in the world, `YYYY-MM-DD`, without a clock or a zone. A branded string and not Temporal,
 * because the same rules run on old phones that lack it.
 */
export type PlainDate = Brand<string, 'PlainDate'>

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/
const DAY_MS = 86_400_000

/** The day that the text names, or null when the calendar has no such day. */
export const plainDate = (text: unknown): PlainDate | null => {
  const match = typeof text === 'string' ? SHAPE.exec(text) : null
  if (!match) return null
  const [, year, month, day] = match.map(Number) as [number, number, number, number]
  const at = new Date(Date.UTC(year, month - 1, day))
  return at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
    ? (text as PlainDate)
    : null
}

export const dateOf = (year: number, month: number, day: number): PlainDate | null =>
  plainDate(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`)

export const addDays = (date: PlainDate, days: number): PlainDate =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10) as PlainDate

export const daysBetween = (from: PlainDate, until: PlainDate): number =>
  Math.round((Date.parse(until) - Date.parse(from)) / DAY_MS)

/** The day it is in Viet Nam at an instant: UTC+7 all year, since 1975 without daylight saving. */
export const dayInVietNam = (instant: Date): PlainDate =>
  new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 10) as PlainDate

const pad = (n: number, width: number) => String(n).padStart(width, '0')
