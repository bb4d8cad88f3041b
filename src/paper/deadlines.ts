import { dateOf } from '../kernel/index.ts'
import { flat, repairDigits, type Flow } from './plain.ts'
import type { Period, Recurrence, Rhythm } from './types.ts'

export type DeadlineAt = {
  readonly deadline: string | null
  readonly text: string
  readonly from: number
  readonly to: number
  readonly recurrence: readonly Recurrence[]
  readonly period: Period | null
  /** A bare "định kỳ": a rhythm is asked for but not named. */
  readonly weak: boolean
}

type Hit = Omit<DeadlineAt, 'text' | 'weak' | 'period'> & { readonly weak?: boolean; readonly period?: Period | null }

const BY =
  '(?:truoc|cham nhat|muon nhat|tre nhat|han chot|han cuoi(?: cung)?|han nop|den het|khong qua|khong muon hon)(?:\\s+la)?(?:\\s+vao)?(?:\\s+het)?'
const HOUR = '(?:\\s+(?:luc\\s+)?\\d{1,2}\\s?(?:gio|h|g)\\s?(?:\\d{2})?(?:\\s?phut)?,?(?:\\s+(?:sang|chieu|trua))?)?'
const DAY = '(?:\\s+(?:thu\\s+\\w{2,3},?\\s+)?(?:ng[a4]y)?)?'
const DM = '(\\d{1,2})(?:\\s?[/.-]\\s?|\\s+th[a4]ng\\s+)(\\d{1,2})'
const YEAR = '(?:(?:\\s?[/.-]\\s?|,?\\s+n[a4]m\\s+)(\\d{4}))?'
const EVERY = '(?:h[aà]ng|moi)\\s+(tuan|thang|quy|nam)'

const BY_DATE = new RegExp(
  `(?<![a-z])${BY}${HOUR}${DAY}\\s*${DM}${YEAR}(?![\\d])(?:\\s+va\\s+(?:ng[a4]y\\s+)?${DM}(?!\\s?[/.]\\s?\\d{4}))?(?:\\s+(?:cua\\s+)?${EVERY})?`,
  'g',
)
const BY_DAY = new RegExp(
  `(?<![a-z])(?:${BY}|vao)${HOUR}\\s+(?:ng[a4]y\\s+)?(\\d{1,2})\\s+(?:${EVERY}|(?:cua\\s+)?thang\\s+(?:cuoi|dau|dau tien|ke tiep)\\s*(?:cua\\s+)?(?:(?:moi\\s+|h[a]ng\\s+)?(quy|ky)|thang sau)?)`,
  'g',
)
const BY_LUNAR = new RegExp(
  `(?<![a-z])${BY}\\s+(?:ng[a4]y\\s+)?\\d{1,2}(?:\\s+th[a4]ng)?\\s+(?:th[a4]ng\\s+)?(?:chap|gieng|am lich)(?:\\s+nam\\s+[a-z]+\\s+[a-z]+)?`,
  'g',
)
const WEEKDAY =
  /(?:vao\s+)?(?:(?:sang|chieu|cuoi)\s+)?(?:ng[a4]y\s+)?(?:thu\s+(?:hai|ba|tu|nam|sau|bay|\d)|chu nhat)\s+(?:h[a]ng|moi)\s+tuan/g
const MONTH = new RegExp(
  `(?<![a-z])(?:(?:xong\\s+|hoan thanh\\s+)?(?:trong|vao|truoc|den het|cham nhat(?: la)?(?: trong| vao)?|xong)\\s+)(?:(?:dau|giua|cuoi|nua dau|nua cuoi)\\s+)?th[a4]ng\\s+(\\d{1,2})(?:\\s?[/.-]\\s?|,?\\s+n[a4]m\\s+)(\\d{4})`,
  'g',
)
const QUARTER = new RegExp(
  `(?<![a-z])(?:(?:trong|vao|truoc|den het|cham nhat(?: la)?(?: trong| vao)?|xong|cuoi|dau)\\s+)+quy\\s+(?:[ivx]{1,3}|\\d)(?:\\s?[/.-]\\s?\\d{4}|,?\\s+n[a4]m\\s+\\d{4})?`,
  'g',
)
const IN_YEAR = /(?<![a-z])(?:xong|hoan thanh|truoc|den het)\s+(?:trong\s+)?n[a4]m\s+(\d{4})/g
const WITHIN =
  /(?<![a-z])(?:trong(?:\s+vong|\s+thoi han|\s+thoi gian)?|cham nhat(?:\s+la)?(?:\s+sau)?|khong qua|sau)\s+(?:toi da\s+)?\d{1,3}(?:\s*\([a-z ]{2,20}\))?\s+(?:ng[a4]y|gio|tuan|thang)(?:\s+lam viec|\s+dau)?(?:,?\s+(?:ke tu|tinh tu|tu|sau khi|sau)\s+[^,.;:()]{3,90})?/g
const BEFORE_EVENT =
  /(?<![a-z])truoc\s+(?:khi\s+[^,.;:()]{3,60}?\s+)?\d{1,3}\s+(?:ng[a4]y|gio|tuan|thang)(?:\s+lam viec)?(?:\s+(?:cua|so voi|khi)\s+[^,.;:()]{3,40})?/g
const DAYS_OF =
  /(?<![a-z])trong\s+(?:\d{1,2}\s+)?(?:cac\s+)?ng[a4]y\s+(?:\d{1,2}(?:\/\d{1,2})?,?\s+)+(?:va|den)\s+(\d{1,2})\s?\/\s?(\d{1,2})\s?\/\s?(\d{4})/g
const PERIOD_LIST =
  /(?<![a-z])(?:dinh ky\s+)(?:(?:h[a]ng|moi)\s+)?(?:tuan|thang|quy|\d{1,2}\s+thang|nam)(?:\s*\([^()]{3,30}\))?(?:\s*,\s*(?:va\s+)?(?:h[a]ng\s+)?(?:quy|\d{1,2}\s+thang|nam)(?:\s*\([^()]{3,30}\))?){0,3}(?:\s+(?:va|hoac)\s+(?:h[a]ng\s+)?(?:quy|nam|\d{1,2}\s+thang)(?:\s*\([^()]{3,30}\))?)?/g
const PERIODIC =
  /(?<![a-z])(?:dinh ky\s+)?(?:h[a]ng|moi)\s+(?:ngay|tuan|thang|quy|nam)(?:\s*,\s*(?:h[a]ng\s+)?(?:quy|\d\s+thang|nam))*(?:\s+va\s+(?:h[a]ng\s+)?nam)?/g
const BARE = /(?<![a-z])dinh ky(?!\s+(?:h[a]ng|moi|\d|thang|quy|nam))/g
/** "hằng năm" is a rhythm of the work only where something is reported, sent, held or published. */
const RECURRING_WORK =
  /\b(?:bao cao|dinh ky|gui|tong hop|cong khai|so ket|tong ket|kiem tra|hop|giao ban|ra soat|danh gia|thong ke|cap nhat)\b/

const RHYTHMS: Readonly<Record<string, Rhythm>> = {
  ngay: 'day',
  tuan: 'week',
  thang: 'month',
  quy: 'quarter',
  nam: 'year',
  '6 thang': 'half-year',
  '06 thang': 'half-year',
}

/** Finds the deadlines of a clause, in the order in which they are printed; dates without a year take the letter's. */
export function deadlinesIn(flow: Flow, letterDate: string | null): DeadlineAt[] {
  const text = flow.flat
  const hits: Hit[] = []
  const each = (pattern: RegExp, make: (match: RegExpExecArray) => Hit | null) => {
    for (const match of text.matchAll(pattern)) {
      const hit = make(match as RegExpExecArray)
      if (hit) hits.push(hit)
    }
  }
  // Most sentences hold no number and no rhythm: a pattern is only tried where its one indispensable word stands.
  const periodic = text.includes('dinh ky')
  if (periodic) each(PERIOD_LIST, match => ({ ...where(match), deadline: null, recurrence: listed(match[0]) }))
  if (/\d/.test(text)) dated(each, text, letterDate)
  if (text.includes('tuan'))
    each(WEEKDAY, match => ({ ...where(match), deadline: null, recurrence: [{ every: 'week', day: null }] }))
  if (text.includes('quy')) each(QUARTER, plain)
  if (/h[a]ng |moi /.test(text))
    each(PERIODIC, match =>
      RECURRING_WORK.test(text) ? { ...where(match), deadline: null, recurrence: listed(match[0]) } : null,
    )
  if (periodic) each(BARE, match => ({ ...where(match), deadline: null, recurrence: [{ every: null }], weak: true }))
  return settle(flow, hits)
}

type Each = (pattern: RegExp, make: (match: RegExpExecArray) => Hit | null) => void
const plain = (match: RegExpExecArray): Hit => ({ ...where(match), deadline: null, recurrence: [] })

/** What every "before" of `BY` holds: one of these stands in it, so a text without any needs no pattern. */
const BY_WORDS = /truoc|nhat|han |den het|khong (?:qua|muon)/

/** Deadlines that are written with a number, the more specific first. */
function dated(every: Each, text: string, letterDate: string | null): void {
  const each = (needs: RegExp, ...[pattern, make]: Parameters<Each>) => {
    if (needs.test(text)) every(pattern, make)
  }
  const by = BY_WORDS.test(text)
  if (by) every(BY_DATE, match => byDate(match, text, letterDate))
  if (by || text.includes('vao'))
    every(BY_DAY, match => ({ ...where(match), deadline: null, recurrence: dayOfRhythm(match) }))
  each(/trong/, DAYS_OF, match => ({
    ...where(match),
    deadline: dateOf(Number(match[3]), Number(match[2]), Number(match[1])),
    recurrence: [],
  }))
  if (by) every(BY_LUNAR, plain)
  each(/th[a4]ng/, MONTH, match => ({ ...where(match), deadline: monthOf(match[2], match[1]), recurrence: [] }))
  each(/xong|hoan thanh|truoc|den het/, IN_YEAR, match => ({
    ...where(match),
    deadline: match[1] ?? null,
    recurrence: [],
  }))
  each(/trong|cham nhat|khong qua|sau/, WITHIN, match => ({ ...plain(match), period: periodOf(match[0]) }))
  each(/truoc/, BEFORE_EVENT, match => ({ ...plain(match), period: counted(match[0], 'before') }))
}

/** "Trước ngày 15 hằng tháng": the groups of `BY_DAY`. */
const dayOfRhythm = (match: RegExpExecArray): Recurrence[] => [
  { every: match[2] ? (RHYTHMS[match[2]] ?? 'month') : match[3] ? 'quarter' : 'month', day: Number(match[1]) },
]

const where = (match: RegExpExecArray) => ({ from: match.index, to: match.index + match[0].length })

/** Of overlapping readings the first listed rule wins: it is the more specific. */
function settle(flow: Flow, hits: readonly Hit[]): DeadlineAt[] {
  const kept: Hit[] = []
  for (const hit of hits.slice(0, 200))
    if (!kept.some(other => hit.from < other.to && other.from < hit.to)) kept.push(hit)
  return kept
    .sort((a, b) => a.from - b.from)
    .map(hit => {
      const text = flow.text.slice(hit.from, hit.to)
      const used = text.replace(/[\s,.;]+$/, '')
      return {
        deadline: hit.deadline,
        text: used,
        from: hit.from,
        to: hit.from + used.length,
        recurrence: hit.recurrence,
        period: hit.period ?? null,
        weak: hit.weak ?? false,
      }
    })
}

function byDate(match: RegExpExecArray, text: string, letterDate: string | null): Hit | null {
  const [, d1, m1, y1, d2, m2, every] = match
  const day = Number(d1)
  const month = Number(m1)
  if (every || (d2 && m2)) {
    if (every)
      return {
        ...where(match),
        deadline: null,
        recurrence: [{ every: RHYTHMS[every] ?? 'year', day, month }],
      }
    // "Báo cáo 6 tháng và năm: gửi trước ngày 10/6 và 05/12": two days of the year, two rhythms.
    const halves = /\b0?6 thang\b/.test(text)
    return {
      ...where(match),
      deadline: null,
      recurrence: [
        { every: halves ? 'half-year' : 'year', day, month },
        { every: 'year', day: Number(d2), month: Number(m2) },
      ],
    }
  }
  const deadline = y1 ? dateOf(Number(y1), month, day) : withYear(day, month, letterDate)
  if (y1 && !deadline) return null
  // A day before the letter itself is a threshold of some law or a thing past, never something still to do.
  if (deadline && letterDate && letterDate.length === 10 && deadline < letterDate) return null
  return { ...where(match), deadline, recurrence: [] }
}

/** The year a day without one falls in: the letter's, or the next where that day was already long past. */
function withYear(day: number, month: number, letterDate: string | null): string | null {
  const year = Number(letterDate?.slice(0, 4) ?? 0)
  if (year === 0) return null
  const same = dateOf(year, month, day)
  if (same && letterDate && letterDate.length === 10 && same < letterDate) return dateOf(year + 1, month, day)
  return same
}

const monthOf = (year: string | undefined, month: string | undefined): string | null =>
  year && month && Number(month) >= 1 && Number(month) <= 12 ? `${year}-${month.padStart(2, '0')}` : null

/** "6 tháng (trước 15/6), năm (trước 15/12)" as rhythms with their days. */
function listed(words: string): Recurrence[] {
  const out: Recurrence[] = []
  for (const match of words.matchAll(
    /(0?6\s+thang|ngay|tuan|thang|quy|nam)(?:\s*\((?:[^()\d]*)(\d{1,2})\s?[/]\s?(\d{1,2})[^()]*\)|\s*\([^()]*\))?/g,
  )) {
    const every = RHYTHMS[(match[1] ?? '').replace(/\s+/g, ' ')]
    if (every)
      out.push(match[2] && match[3] ? { every, day: Number(match[2]), month: Number(match[3]) } : { every, day: null })
  }
  return out
}

const UNITS: Readonly<Record<string, Period['unit']>> = { gio: 'hour', ngay: 'day', tuan: 'week', thang: 'month' }

/** A period and what it is counted from; "trong tháng" without a number is none. */
export function periodOf(words: string): Period | null {
  const since = /\s(?:ke tu|tinh tu|tu|sau khi|sau(?!\s+(?:toi da\s+)?\d))\s+(.+)$/.exec(words)?.[1]
  const from =
    since === undefined
      ? null
      : /^(?:khi\s+|ngay\s+|luc\s+)*(?:nhan|tiep nhan)\b/.test(since)
        ? 'receipt'
        : /^(?:khi\s+|ngay\s+)*(?:ky|ban hanh|phat hanh)\b/.test(since)
          ? 'issue'
          : 'event'
  return counted(words, from)
}

function counted(words: string, from: Period['from']): Period | null {
  const match = /(\d{1,3})(?:\s*\([a-z ]{2,20}\))?\s+(ng[a4]y|gio|tuan|thang)(\s+lam viec)?/.exec(words)
  const unit = UNITS[(match?.[2] ?? '').replace('4', 'a')]
  if (!match || !unit) return null
  return { count: Number(match[1]), unit: unit === 'day' && match[3] ? 'working-day' : unit, from }
}

/** "Trước 3 ngày so với ngày tổ chức" is counted back, every other period on. */
const periodIn = (words: string): Period | null =>
  new RegExp(BEFORE_EVENT.source).test(words) ? counted(words, 'before') : periodOf(words)

/** How often, by a table's cell: under such a heading every rhythm is meant, whatever the work is. */
function rhythmsOfCell(words: string): readonly Recurrence[] {
  const byDay = [...words.matchAll(BY_DAY)].flatMap(dayOfRhythm)
  if (byDay.length > 0) return byDay
  const match = new RegExp(PERIOD_LIST.source).exec(words) ?? new RegExp(PERIODIC.source).exec(words)
  return match ? listed(match[0]) : []
}

/** A table's cell that holds just a date, a period or a rhythm. */
export function deadlineOfCell(
  text: string,
  letterDate: string | null,
): Pick<DeadlineAt, 'deadline' | 'text' | 'period' | 'recurrence'> | null {
  const words = text.trim()
  if (words === '' || !/\d|quý|quy|tháng|thang|tuần|hằng|hàng|định kỳ|thường xuyên/iu.test(words)) return null
  const plain = repairDigits(words)
  const on = (deadline: string | null) => ({ deadline, text: words, period: null, recurrence: [] })
  const day = /(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})/.exec(plain)
  if (day) return on(dateOf(Number(day[3]), Number(day[2]), Number(day[1])))
  const short = /^\D*(\d{1,2})\s?\/\s?(\d{1,2})\D*$/.exec(plain)
  if (short) return on(withYear(Number(short[1]), Number(short[2]), letterDate))
  const month = /(?:tháng\s*)?(\d{1,2})\s?\/\s?(\d{4})/iu.exec(plain)
  const folded = flat(plain)
  const recurrence = month ? [] : rhythmsOfCell(folded)
  return {
    ...on(month ? monthOf(month[2], month[1]) : null),
    // "Định kỳ 6 tháng" is a rhythm, no half year to be counted.
    period: recurrence.length > 0 ? null : periodIn(folded),
    recurrence,
  }
}

/** None, the one, or all: as the schema keeps rhythms. */
export const oneOrMany = (rhythms: readonly Recurrence[]): Recurrence | readonly Recurrence[] | null =>
  rhythms.length === 0 ? null : rhythms.length === 1 ? (rhythms[0] ?? null) : rhythms
