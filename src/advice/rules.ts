import { daysBetween, type PlainDate } from '../kernel/index.ts'
import {
  calendarOf,
  endOfDeadline,
  nextWorkingDay,
  workingDaysBack,
  workingDaysBetween,
  type Calendar,
  type NamedDay,
} from '../urging/index.ts'
import type { Role } from '../access/index.ts'
import type { AdviceState } from './types.ts'

/** The rules of proposals as data and pure functions: which side moves what from where to where, and what it needs. */

/** The proposer's side, the superior's side, or either of both. */
export type Side = 'proposer' | 'superior' | 'either'
export type Need = 'reason' | 'superior-is-above' | 'number-date-text' | 'asked-once' | 'day-after-the-last'
export type Step = {
  readonly from: readonly AdviceState[]
  readonly to: AdviceState | 'same'
  readonly side: Side
  readonly by: readonly Role[]
  readonly needs?: readonly Need[]
}

/** tham mưu: draft → sent → decided; sent back for more, withdrawn; opinions and more time while it is with the superior. */
export const ADVICE = {
  edit: { from: ['draft', 'returned'], to: 'same', side: 'proposer', by: ['officer', 'clerk', 'leader'] },
  send: {
    from: ['draft', 'returned'],
    to: 'sent',
    side: 'proposer',
    by: ['leader'],
    needs: ['superior-is-above'],
  },
  withdraw: {
    from: ['draft', 'sent', 'returned'],
    to: 'withdrawn',
    side: 'proposer',
    by: ['leader'],
    needs: ['reason'],
  },
  'ask-opinion': {
    from: ['draft', 'sent', 'returned'],
    to: 'same',
    side: 'either',
    by: ['officer', 'clerk', 'leader'],
    needs: ['asked-once'],
  },
  extend: {
    from: ['sent'],
    to: 'same',
    side: 'superior',
    by: ['officer', 'leader'],
    needs: ['reason', 'day-after-the-last'],
  },
  return: { from: ['sent'], to: 'returned', side: 'superior', by: ['leader', 'officer'], needs: ['reason'] },
  decide: { from: ['sent'], to: 'decided', side: 'superior', by: ['leader'], needs: ['number-date-text'] },
} as const satisfies Record<string, Step>
export type AdviceMove = keyof typeof ADVICE

/** Who gives an opinion for a unit that was asked: until there is a decision. */
export const OPINION: { readonly from: readonly AdviceState[]; readonly by: readonly Role[] } = {
  from: ['draft', 'sent', 'returned'],
  by: ['officer', 'leader'],
}

/** The state after a step, or null when the step does not start from this state. */
export const after = (move: AdviceMove, state: AdviceState): AdviceState | null => {
  const step: Step = ADVICE[move]
  return step.from.includes(state) ? (step.to === 'same' ? state : step.to) : null
}

/** How the superior's days are counted: by working days, without the days of rest, or by the calendar. */
export const COUNTS = ['working', 'calendar'] as const
export type Days = {
  readonly counts: (typeof COUNTS)[number]
  /** The named days of rest; weekends are days of rest by rule. */
  readonly named: readonly NamedDay[]
}
const restOf = ({ named }: Days): Calendar => calendarOf(named.map(({ day }) => day))
const countingOf = (days: Days): Calendar => (days.counts === 'working' ? restOf(days) : { isQuiet: () => false })

/** The day that lies so many days after another, as days are counted here. */
export function dayAfter(from: PlainDate, count: number, days: Days): PlainDate {
  const counting = countingOf(days)
  return Array.from({ length: count }).reduce<PlainDate>(day => nextWorkingDay(day, counting), from)
}

/** The superior's own day: so many days after it was sent; one that falls on a day of rest ends with the next working day. */
export const dueOn = (sentOn: PlainDate, count: number, days: Days): PlainDate =>
  endOfDeadline(dayAfter(sentOn, count, days), restOf(days))

/** Due on this day or before is past, on a working day: what fell due on the days of rest before it ends today. */
export const pastOn = (today: PlainDate, days: Days): PlainDate => workingDaysBack(today, 1, restOf(days))

/** How the superior's clock stands; both sides are shown the very same. */
export type Clock = { readonly left: number; readonly late: boolean; readonly near: boolean }
export const clockOf = (due: PlainDate, today: PlainDate, remindBefore: number, days: Days): Clock => {
  const end = endOfDeadline(due, restOf(days))
  const counting = countingOf(days)
  const past = workingDaysBetween(end, today, counting)
  const left = past > 0 ? -past : workingDaysBetween(today, end, counting)
  return { left, late: past > 0, near: past === 0 && left <= remindBefore }
}

/** The days of rest after one day, up to and with another: how many, and those that carry a name, from day to day. */
export type Rest = {
  readonly count: number
  readonly named: readonly { readonly name: string; readonly from: PlainDate; readonly until: PlainDate }[]
}
export function restBetween(from: PlainDate, until: PlainDate, days: Days): Rest {
  const named = days.named.filter(({ day }) => day > from && day <= until)
  return {
    count: daysBetween(from, until) - workingDaysBetween(from, until, restOf(days)),
    named: [...Map.groupBy(named, ({ name }) => name)].map(([name, of]) => ({
      name,
      from: of[0]!.day,
      until: of.at(-1)!.day,
    })),
  }
}
