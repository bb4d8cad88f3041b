import { dateOf, fold, plainDate, problem, type PlainDate, type Problem } from '../kernel/index.ts'
import type { Cell } from './xlsx-read.ts'

/**
 * What people write into cells, read as they meant it where that is certain, refused where it is not: a figure that is
 * guessed wrong is worse than one that is asked for again.
 */
export type ReadCell<T> = { readonly value: T | null } | { readonly problem: Problem }

const blank = (cell: Cell | undefined): boolean =>
  cell === undefined || (typeof cell.value === 'string' && cell.value.trim() === '' && !cell.formula)
const wrong = (kind: string, cell: Cell): { problem: Problem } => ({
  problem: problem(kind, { text: shown(cell).slice(0, 60) }),
})
export const shown = (cell: Cell): string => String(cell.value)

const guarded = <T>(cell: Cell | undefined, read: (cell: Cell) => ReadCell<T>): ReadCell<T> => {
  if (cell?.formula) return wrong('sheets.formula', cell)
  if (blank(cell)) return { value: null }
  // "#REF!", "#N/A": what a spreadsheet shows where it could not reckon.
  if (typeof cell!.value === 'string' && /^#[A-Z/0!?]+$/.test(cell!.value)) return wrong('sheets.formula', cell!)
  return read(cell!)
}

/** One line or several of text, in one Unicode form. */
export const readText = (cell: Cell | undefined, max: number): ReadCell<string> =>
  guarded(cell, given => {
    const text = shown(given).normalize('NFC').replaceAll('\0', '').toWellFormed().trim()
    return text.length > max ? { problem: problem('sheets.too-long', { max }) } : { value: text }
  })

/** A whole number: 1200, "1.200", "1 200"; never 1,2 and never with words. */
export const readCount = (cell: Cell | undefined): ReadCell<number> =>
  guarded(cell, given => {
    if (typeof given.value === 'number')
      return Number.isSafeInteger(given.value) && given.value >= 0 && !given.isDate
        ? { value: given.value }
        : wrong('sheets.not-a-count', given)
    const text = shown(given).trim()
    const plain = /^\d{1,15}$/.test(text)
      ? text
      : /^\d{1,3}([.\s\u00a0\u202f]\d{3})+$/.test(text)
        ? text.replace(/[.\s\u00a0\u202f]/g, '')
        : null
    const value = plain === null ? Number.NaN : Number(plain)
    return Number.isSafeInteger(value) ? { value } : wrong('sheets.not-a-count', given)
  })

const DAY_MS = 86_400_000
/** Excel counts days from the last of 1899 (or from 1904, which a Macintosh began with). */
const dayOfSerial = (serial: number, date1904: boolean): PlainDate | null => {
  const days = Math.floor(serial) + (date1904 ? 1462 : 0)
  // From 1990 to 2099: anything else is a count that strayed into a column of days.
  return days >= 32_874 && days < 73_050
    ? plainDate(new Date(Date.UTC(1899, 11, 30) + days * DAY_MS).toISOString().slice(0, 10))
    : null
}

/** A day: a cell of days in any program, or written 08/02/2023, 8-2-23, 2023-02-08, "ngày 8 tháng 2 năm 2023". */
export const readDay = (cell: Cell | undefined, date1904: boolean): ReadCell<PlainDate> =>
  guarded(cell, given => {
    if (typeof given.value === 'number') {
      const day = dayOfSerial(given.value, date1904)
      return day ? { value: day } : wrong('sheets.not-a-day', given)
    }
    const text = fold(shown(given))
    const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?$/.exec(text)
    const local =
      /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/.exec(text) ??
      /^(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})$/.exec(text)
    const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : local ? [local[3], local[2], local[1]] : []
    const found = year ? dateOf(Number(year.length === 2 ? `20${year}` : year), Number(month), Number(day)) : null
    return found ? { value: found } : wrong('sheets.not-a-day', given)
  })

/** A time of day as HH:MM: a cell of times, a whole hour, or written 7:30, 7h30, "7 giờ 30", 7g30. */
export const readTime = (cell: Cell | undefined): ReadCell<string> =>
  guarded(cell, given => {
    if (typeof given.value === 'number') {
      const whole = Number.isInteger(given.value) && !given.isDate && given.value >= 0 && given.value < 24
      const minutes = whole ? given.value * 60 : Math.round((given.value - Math.floor(given.value)) * 1440)
      return given.value < 0 || minutes >= 1440 ? wrong('sheets.not-a-time', given) : { value: clock(minutes) }
    }
    const match = /^(\d{1,2})\s*(?:[:.hg]|gio)\s*(\d{1,2})?(?::\d{1,2})?\s*(?:phut|p|')?$/.exec(fold(shown(given)))
    const [hour, minute] = [Number(match?.[1]), Number(match?.[2] ?? 0)]
    return match && hour < 24 && minute < 60 ? { value: clock(hour * 60 + minute) } : wrong('sheets.not-a-time', given)
  })
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** One of a list, by its words with or without accents; a text that two lines share is refused as unclear. */
export const readChoice = <V>(cell: Cell | undefined, choices: readonly (readonly [V, string])[]): ReadCell<V> =>
  guarded(cell, given => {
    const text = shown(given).normalize('NFC').trim()
    const exact = choices.filter(([, words]) => words.normalize('NFC').trim() === text)
    const alike = exact.length > 0 ? exact : choices.filter(([, words]) => fold(words) === fold(text))
    return alike.length === 1 ? { value: alike[0]![0] } : wrong('sheets.not-in-list', given)
  })
