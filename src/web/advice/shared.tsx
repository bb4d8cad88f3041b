import { clockOf, type AdviceState, type Outcome } from '../../advice/index.ts'
import type { PlainDate } from '../../kernel/index.ts'
import type { T } from '../../words/index.ts'
import { Badge, type Tone } from '../kit/index.ts'

const STATE_TONE: Readonly<Record<AdviceState, Tone>> = {
  draft: 'neutral',
  sent: 'info',
  returned: 'warn',
  decided: 'good',
  withdrawn: 'neutral',
}
const OUTCOME_TONE: Readonly<Record<Outcome, Tone>> = { accepted: 'good', partly: 'info', refused: 'neutral' }

export const AdviceBadge = ({ t, state, outcome }: { t: T; state: AdviceState; outcome: Outcome | null }) =>
  outcome ? (
    <Badge tone={OUTCOME_TONE[outcome]}>{t(`advice.outcome-${outcome}`)}</Badge>
  ) : (
    <Badge tone={STATE_TONE[state]}>{t(`advice.state-${state}`)}</Badge>
  )

/** The superior's clock, the same words for both sides. */
export const ClockBadge = ({
  t,
  due,
  today,
  remindBefore,
}: {
  t: T
  due: PlainDate
  today: PlainDate
  remindBefore: number
}) => {
  const clock = clockOf(due, today, remindBefore)
  const date = t.date(due)
  return clock.late ? (
    <Badge tone="bad">{t('advice.clock-late', { date, count: -clock.left })}</Badge>
  ) : (
    <Badge tone={clock.near ? 'warn' : 'info'}>{t('advice.clock', { date, count: clock.left })}</Badge>
  )
}
