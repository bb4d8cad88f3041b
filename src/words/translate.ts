import { dayInVietNam, type PlainDate, type Problem, type Vnd } from '../kernel/index.ts'
import type { Words } from './catalogue.ts'
import type { Lang } from './lang.ts'

/**
 * What a sentence needs. A number is a quantity and is written as the language writes it (1.234);
 * what only looks like one (a year, the number of a letter) is passed as a string.
 */
export type Values = Readonly<Record<string, string | number | bigint>>

/** Speaks one language: sentences by key, and dates, numbers, money and problems as its readers write them. */
export type T = {
  (key: string, values?: Values): string
  readonly lang: Lang
  /** False while the language still waits for a native reader; the page says so. */
  readonly reviewed: boolean
  /** True when the catalogue has the key, for texts that may or may not exist. */
  readonly has: (key: string) => boolean
  readonly date: (date: PlainDate) => string
  readonly longDate: (date: PlainDate) => string
  /** A moment, shown as the clock in Viet Nam shows it. */
  readonly instant: (at: Date) => string
  readonly number: (n: number | bigint) => string
  /** Whole đồng, joined to the sign by a space that does not break. */
  readonly money: (amount: Vnd) => string
  /** A share of one, 0.125 → 12,5%; or the share of a whole, percent(1, 8). */
  readonly percent: (part: number, whole?: number) => string
  /** The sentence that tells a person what to put right, with its row and field. */
  readonly problem: (problem: Problem) => string
}

export const translator = (words: Words, lang: Lang): T => {
  const format = formatsOf(lang)
  const text = (key: string, values: Values = {}): string => {
    const template = chosen(words, lang, key, values)
    return template.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name]
      if (value === undefined) throw new Error(`the message "${key}" needs {${name}}, which was not given`)
      return typeof value === 'string' ? value : format.number(value)
    })
  }
  const has = (key: string) => words.text(lang, key) !== undefined
  return Object.assign(text, {
    lang,
    reviewed: words.reviewed(lang),
    has,
    ...format,
    longDate: (date: PlainDate) => text('words.long-date', format.longParts(date)),
    problem: (problem: Problem) => sentenceOf(text, has, problem),
  })
}

const chosen = (words: Words, lang: Lang, key: string, values: Values): string => {
  const one = values['count'] === 1 || values['count'] === 1n ? words.text(lang, `${key}#one`) : undefined
  const template = one ?? words.text(lang, key)
  if (template === undefined) throw new Error(`no message "${key}" in ${lang}; add it to the room's file in locales/`)
  return template
}

const sentenceOf = (
  text: (key: string, values?: Values) => string,
  has: (key: string) => boolean,
  problem: Problem,
): string => {
  const sentence = text(`problem.${problem.kind}`, { ...problem.values })
  const label = problem.field && has(`field.${problem.field}`) ? text(`field.${problem.field}`) : undefined
  const row = problem.row
  if (row !== undefined && label) return text('words.at-row-field', { row, field: label, sentence })
  if (row !== undefined) return text('words.at-row', { row, sentence })
  return label ? text('words.at-field', { field: label, sentence }) : sentence
}

const partsOf = (at: PlainDate) => [at.slice(0, 4), at.slice(5, 7), at.slice(8, 10)] as const

type Formats = Pick<T, 'date' | 'instant' | 'number' | 'money' | 'percent'> & {
  readonly longParts: (date: PlainDate) => { day: string; month: string; year: string }
}

// Making an Intl formatter costs far more than using it, so each language makes its own once.
const made = new Map<Lang, Formats>()
const formatsOf = (lang: Lang): Formats => {
  const known = made.get(lang) ?? makeFormats(lang)
  made.set(lang, known)
  return known
}

const LOCALE: Record<Lang, string> = { vi: 'vi-VN', en: 'en-GB', km: 'km-KH' }
// Khmer readers here handle Vietnamese papers and notes, so 1.234 must be the same number on both pages.
const NUMBERS: Record<Lang, string> = { ...LOCALE, km: 'vi-VN' }
const NBSP = '\u00a0'

const makeFormats = (lang: Lang): Formats => {
  const locale = LOCALE[lang]
  const numbers = new Intl.NumberFormat(NUMBERS[lang], { maximumFractionDigits: 2 })
  const percents = new Intl.NumberFormat(NUMBERS[lang], { style: 'percent', maximumFractionDigits: 1 })
  const monthShort = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' })
  const monthLong = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Ho_Chi_Minh',
    hour: '2-digit',
    minute: '2-digit',
  })
  const date = (at: PlainDate): string => {
    const [year, month, day] = partsOf(at)
    return lang === 'en' ? `${Number(day)} ${monthShort.format(Date.parse(at))} ${year}` : `${day}/${month}/${year}`
  }
  return {
    date,
    instant: at => {
      const time = clock.format(at)
      const day = date(dayInVietNam(at))
      return lang === 'vi' ? `${time} ${day}` : `${day}, ${time}`
    },
    number: n => numbers.format(n),
    money: amount => `${numbers.format(amount)}${NBSP}₫`,
    percent: (part, whole = 1) => (whole === 0 ? '–' : percents.format(part / whole)),
    longParts: at => {
      const [year, month, day] = partsOf(at)
      // Decree 30/2020 writes a leading zero before days under 10 and before the months 1 and 2 only.
      if (lang === 'vi') return { day, month: Number(month) < 3 ? month : String(Number(month)), year }
      return { day: String(Number(day)), month: monthLong.format(Date.parse(at)), year }
    },
  }
}
