import { addDays, daysBetween, FEW, plainDate, type PlainDate } from '../../kernel/index.ts'
import { SERIES, type Look, type OverTime, type Pace, type SeriesKey } from '../../overview/index.ts'
import { EmptyState, StepPicture, type StepPoint } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { eventsPath, overviewPath } from './address.ts'
import { peopleSum } from './people.ts'

const WEEKS_MAX = 53
export const paceNamed = (visit: Visit): Pace => (visit.c.req.query('pace') === 'month' ? 'month' : 'week')
/** From which day the reader wants the pictures to begin; the sums begin with the directive all the same. */
const sinceNamed = (visit: Visit): PlainDate | null => plainDate(visit.c.req.query('since'))

const startOf = (day: PlainDate, pace: Pace): PlainDate =>
  pace === 'month' ? (`${day.slice(0, 7)}-01` as PlainDate) : addDays(day, -((new Date(day).getUTCDay() + 6) % 7))
const next = (from: PlainDate, pace: Pace): PlainDate => startOf(addDays(from, pace === 'month' ? 31 : 7), pace)

/** A period with what fell into it and the sum so far, and how many small sessions neither counts. */
export type Period = {
  readonly from: PlainDate
  readonly until: PlainDate
  readonly amount: number
  readonly total: number
  readonly leftOut: number
  readonly leftOutSoFar: number
}

/** Every period from the first day to the last, those without anything too, each with its sum so far. */
export function periodsOf(
  points: OverTime['points'],
  series: string,
  span: { first: PlainDate; last: PlainDate; pace: Pace },
): Period[] {
  const { first, last, pace } = span
  const mine = points.filter(point => point.series === series)
  const begin = startOf(first, pace)
  const earlier = mine.filter(point => point.from < begin)
  let total = earlier.reduce((sum, point) => sum + point.amount, 0)
  let leftOutSoFar = earlier.reduce((sum, point) => sum + point.leftOut, 0)
  const periods: Period[] = []
  for (let from = begin; from <= last; from = next(from, pace)) {
    const { amount, leftOut } = mine.find(point => point.from === from) ?? { amount: 0, leftOut: 0 }
    total += amount
    leftOutSoFar += leftOut
    const end = addDays(next(from, pace), -1)
    periods.push({ from, until: end < last ? end : last, amount, total, leftOut, leftOutSoFar })
  }
  return periods
}

/** How a series is written, and the ways to the events behind each figure. */
const stepsOf = (visit: Visit, look: Look, series: SeriesKey, periods: readonly Period[]): StepPoint[] => {
  const text = (amount: number, leftOut: number) =>
    series === 'people' ? peopleSum(visit.t, amount, leftOut) : visit.t.number(amount)
  return periods.map(({ from, until, amount, total, leftOut, leftOutSoFar }) => ({
    until,
    total,
    inPeriod: {
      text: text(amount, leftOut),
      href: eventsPath(visit, look, series, { since: from, until }),
    },
    soFar: { text: text(total, leftOutSoFar), href: eventsPath(visit, look, series, { since: null, until }) },
  }))
}

/** Over time: six small pictures with the same axis of days. */
export const TimeView = ({ visit, look, time }: { visit: Visit; look: Look; time: OverTime }) => {
  const { t } = visit
  const pace = paceNamed(visit)
  const since = sinceNamed(visit)
  if (!time.first)
    return (
      <EmptyState title={t('overview.none')}>
        <p>{t('overview.none-text')}</p>
      </EmptyState>
    )
  // What was held before the letter came stays in the sums; more than a year of weeks would be a smear.
  const earliest = since && since <= look.on ? since : time.first
  const first =
    pace === 'week' && daysBetween(earliest, look.on) > WEEKS_MAX * 7 ? addDays(look.on, -WEEKS_MAX * 7) : earliest
  return (
    <>
      <p>
        {t('overview.time-lead', { from: t.date(first), until: t.date(look.on) })}{' '}
        <a href={overviewPath(visit, look, 'time', { pace: pace === 'week' ? 'month' : null, since })}>
          {t(pace === 'week' ? 'overview.by-month' : 'overview.by-week')}
        </a>
      </p>
      <p class="muted">{t('overview.people-note', { few: FEW })}</p>
      <div class="small-pictures">
        {SERIES.map(series => (
          <StepPicture
            t={t}
            id={`time-${series}`}
            title={t(`overview.series-${series}`)}
            points={stepsOf(visit, look, series, periodsOf(time.points, series, { first, last: look.on, pace }))}
          />
        ))}
      </div>
    </>
  )
}
