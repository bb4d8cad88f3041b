import { addDays, dateOf, type PlainDate } from '../../kernel/index.ts'
import type { Cell, DateStyle } from './types.ts'

/** Accounts of this century only; an older date is a cell that slipped, or a serial number that was no day. */
const FIRST = '2000-01-01'
/** A bank may date a line a little ahead of the clock of this machine. */
const AHEAD_DAYS = 31
const KNOWN_MAX = 10_000

export type Day = { readonly date: PlainDate; readonly time: string | null; readonly rest: string }
export type DayFault = 'date' | 'date-range'

/** Reads the days of one file, in whichever of the written forms they come. */
export class DayReader {
  private readonly style: DateStyle
  private readonly last: PlainDate
  private readonly known = new Map<Cell, Day>()
  /** Days between the two ways in which workbooks count them. */
  private readonly shift: number

  constructor(style: DateStyle, today: PlainDate, late = false) {
    this.shift = late ? 1462 : 0
    this.style = style
    this.last = addDays(today, AHEAD_DAYS)
  }

  read(cell: Cell | undefined): Day | DayFault | null {
    if (cell === undefined || cell === '') return null
    const known = this.known.get(cell)
    if (known) return known
    const day = typeof cell === 'number' ? ofSerial(cell + this.shift) : this.ofText(cell)
    if (!day || typeof day === 'string') return day
    if (day.date < FIRST || day.date > this.last) return 'date-range'
    // A longer piece of a text would keep the whole text in memory.
    if (this.known.size < KNOWN_MAX && String(cell).length < 13) this.known.set(cell, day)
    return day
  }

  private ofText(cell: string): Day | DayFault | null {
    const text = cell.trim()
    if (text === '') return null
    const match =
      /^(\d{1,4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,4})(?:[T\s]+(\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?)?(?:\s+([\s\S]*))?$/.exec(
        text,
      )
    if (!match) return 'date'
    const [, first = '', second = '', third = '', time, rest = ''] = match
    if (first.length === 3 || third.length === 3 || first.length + third.length < 5) return 'date'
    const yearFirst = first.length === 4
    if (yearFirst ? this.style === 'day-first' || this.style === 'month-first' : this.style === 'year-first')
      return 'date'
    const [year, month, day] = yearFirst
      ? [first, second, third]
      : this.style === 'month-first'
        ? [third, first, second]
        : [third, second, first]
    const date = dateOf(Number(year), Number(month), Number(day))
    return date ? { date, time: time ? clock(time) : null, rest } : 'date'
  }
}

/** Excel counts days from 30 December 1899; the part after the point is the time of day. */
function ofSerial(serial: number): Day | DayFault {
  if (!Number.isFinite(serial) || serial < 1 || serial > 2_958_465) return 'date'
  const at = new Date(Math.round(serial * 86_400) * 1000 + Date.UTC(1899, 11, 30)).toISOString()
  return { date: at.slice(0, 10) as PlainDate, time: Number.isInteger(serial) ? null : at.slice(11, 19), rest: '' }
}

/** A time of day in one form: 9:05 is 09:05:00. */
export const clock = (text: string): string => {
  const [hours = '', minutes = '00', seconds = '00'] = text.trim().split(':')
  return `${hours.padStart(2, '0')}:${minutes}:${seconds}`
}
