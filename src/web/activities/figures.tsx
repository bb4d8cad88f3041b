import type { ActivityLine, Measure } from '../../programmes/index.ts'
import { vnd } from '../../kernel/index.ts'
import type { T } from '../../words/index.ts'
import { Badge, type Tone } from '../kit/index.ts'

/** An amount with what it measures: “691 đơn vị máu”, “250.000.000 ₫”. What is merely counted is named by its indicator. */
export const amountOf = (t: T, measure: Measure, amount: number | bigint): string =>
  measure === 'dong'
    ? t.money(vnd(BigInt(amount))!)
    : measure === 'count'
      ? t.number(amount)
      : t('activities.amount-of', { amount: t.number(amount), measure: t(`indicators.measure-${measure}`) })

export const daysOf = (t: T, { fromOn, untilOn }: Pick<ActivityLine, 'fromOn' | 'untilOn'>): string =>
  fromOn === untilOn ? t.date(fromOn) : t('activities.days', { from: t.date(fromOn), until: t.date(untilOn) })

const TONES = { planned: 'info', held: 'good', withdrawn: 'neutral' } as const satisfies Record<string, Tone>

/** The state in a word, and whether a figure was changed after a report had counted it. */
export const StateBadges = ({
  t,
  activity,
}: {
  t: T
  activity: { state: ActivityLine['state']; amended: boolean }
}) => (
  <>
    <Badge tone={TONES[activity.state]}>{t(`activities.state-${activity.state}`)}</Badge>
    {activity.amended && <Badge tone="warn">{t('activities.amended')}</Badge>}
  </>
)

/** People and person-times, each only where it was counted, never as one figure. */
export const reachText = (t: T, { people, personTimes }: Pick<ActivityLine, 'people' | 'personTimes'>): string =>
  [
    ...(people === null ? [] : [t('activities.people-of', { count: people })]),
    ...(personTimes === null ? [] : [t('activities.person-times-of', { count: personTimes })]),
  ].join(' · ')
