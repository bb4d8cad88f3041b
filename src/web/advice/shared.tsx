import {
  clockOf,
  restBetween,
  type AdviceSettings,
  type AdviceState,
  type Days,
  type Outcome,
} from '../../advice/index.ts'
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

/** So many days, as the superior's days are counted. */
export const daysInWords = (t: T, count: number, { counts }: Days): string => t(`advice.days-${counts}`, { count })

/** The superior's clock, the same words for both sides. */
export const ClockBadge = ({
  t,
  due,
  today,
  settings,
}: {
  t: T
  due: PlainDate
  today: PlainDate
  settings: AdviceSettings
}) => {
  const clock = clockOf(due, today, settings.remindBefore, settings)
  const said = { date: t.date(due), days: daysInWords(t, Math.abs(clock.left), settings) }
  return clock.late ? (
    <Badge tone="bad">{t('advice.clock-late', said)}</Badge>
  ) : (
    <Badge tone={clock.near ? 'warn' : 'info'}>{t('advice.clock', said)}</Badge>
  )
}

/** The day by which the superior answers, and which days of rest were not counted on the way to it. */
export const DueOn = ({
  t,
  from,
  due,
  settings,
}: {
  t: T
  from: PlainDate | null
  due: PlainDate
  settings: AdviceSettings
}) => {
  const rest = from && settings.counts === 'working' ? restBetween(from, due, settings) : null
  if (!rest || rest.count === 0) return <>{t.date(due)}</>
  const named = rest.named.map(one =>
    one.from === one.until ? `${one.name} ${t.date(one.from)}` : `${one.name} ${t.date(one.from)}–${t.date(one.until)}`,
  )
  return (
    <>
      {t.date(due)}
      <br />
      <small>
        {t('advice.rest', { count: rest.count })}
        {named.length > 0 && (
          <>
            {': '}
            <span lang="vi">{named.join('; ')}</span>
          </>
        )}
      </small>
    </>
  )
}
