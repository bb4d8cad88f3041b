import { addDays, daysBetween, problem, type PlainDate, type Problem } from '../kernel/index.ts'
import { endOfDeadline, nextWorkingDay, workingDaysBack, workingDaysBetween, type Calendar } from './calendar.ts'
import type { Line, Standing, UrgingRules } from './types.ts'

/** The rules of urging as pure functions: when something is near or late, and what of it is due on a night. */

/** Standing tasks are never late and never get here; what was asked to be later is left in peace until it is answered. */
export function standingOf(
  line: Pick<Line, 'kind' | 'dueOn' | 'asked'>,
  today: PlainDate,
  rules: UrgingRules,
  calendar: Calendar,
): { readonly standing: Standing; readonly days: number } {
  const days = workingDaysBetween(endOfDeadline(line.dueOn, calendar), today, calendar)
  if (line.asked) return { standing: 'asked', days }
  if (line.kind === 'unopened') return { standing: days >= rules.unanswered ? 'unopened' : 'waiting', days }
  if (days > 0) return { standing: 'late', days }
  const left = Math.max(0, daysBetween(today, line.dueOn))
  return { standing: left <= Math.max(0, ...rules.before) ? 'near' : 'waiting', days: left }
}

/**
 * The same as bounds for one query over the whole country, on a working day. Of what is not late, the reminder that its
 * turn has come to is the number of bounds that its deadline is not after; a reminder that falls on a quiet day comes
 * on the working day before.
 */
export type Bounds = {
  readonly near: readonly PlainDate[]
  /** Due on this day or before: past. */
  readonly late: PlainDate
  /** Past long enough to be urged the first time. */
  readonly first: PlainDate
  /** Urged last on this day or before: it is time again. */
  readonly again: PlainDate
  /** Sent on this day or before and in no register: to be urged. */
  readonly unopened: PlainDate
  readonly most: number
}

export function boundsOf(rules: UrgingRules, today: PlainDate, calendar: Calendar): Bounds {
  const quietUntil = addDays(nextWorkingDay(today, calendar), -1)
  return {
    near: [...new Set(rules.before)].sort((a, b) => b - a).map(days => addDays(quietUntil, days)),
    late: workingDaysBack(today, 1, calendar),
    first: workingDaysBack(today, rules.first, calendar),
    again: workingDaysBack(today, rules.every, calendar),
    unopened: workingDaysBack(today, rules.unanswered, calendar),
    most: rules.most,
  }
}

const LIMITS = { first: [1, 30], every: [1, 60], most: [0, 30], unanswered: [1, 60] } as const
const BEFORE = { most: 5, days: [1, 90] } as const

/** What is wrong with rules that a person typed, at its field; null when they can be followed. */
export function rulesProblem(rules: UrgingRules): Problem | null {
  const out = (n: number, [least, most]: readonly [number, number]) => !Number.isInteger(n) || n < least || n > most
  if (rules.before.length > BEFORE.most || rules.before.some(days => out(days, BEFORE.days)))
    return problem('urging.before', { count: BEFORE.most, most: BEFORE.days[1] }, { field: 'before' })
  for (const [field, [least, most]] of Object.entries(LIMITS)) {
    const given = rules[field as keyof typeof LIMITS]
    if (out(given, [least, most])) return problem('urging.rule-range', { least, most }, { field })
  }
  return null
}
