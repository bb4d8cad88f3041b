import { addDays, daysBetween, type PlainDate } from '../kernel/index.ts'
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

/** The superior's own day: so many calendar days after it was sent. */
export const dueOn = (sentOn: PlainDate, days: number): PlainDate => addDays(sentOn, days)

/** How the superior's clock stands; both sides are shown the very same. */
export type Clock = { readonly left: number; readonly late: boolean; readonly near: boolean }
export const clockOf = (due: PlainDate, today: PlainDate, remindBefore: number): Clock => {
  const left = daysBetween(today, due)
  return { left, late: left < 0, near: left >= 0 && left <= remindBefore }
}
