import { addDays, daysBetween, plainDate, type PlainDate } from '../../kernel/index.ts'
import { SERIES, type Look, type OverTime, type Pace, type SeriesKey, type Step } from '../../overview/index.ts'
import { EmptyState, StepPicture, type StepPoint } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { behindPath, overviewPath } from './address.ts'
import { peopleText } from './people.ts'

const WEEKS_MAX = 53
/** Where the records behind a series stand. */
const BEHIND: Readonly<Record<SeriesKey, Step>> = {
  opened: 'received',
  taken: 'tasks',
  sessions: 'study',
  people: 'study',
  activities: 'activity',
  evidence: 'activity',
}
export const paceNamed = (visit: Visit): Pace => (visit.c.req.query('pace') === 'month' ? 'month' : 'week')
/** From which day the reader wants the pictures to begin; the sums begin with the directive all the same. */
const sinceNamed = (visit: Visit): PlainDate | null => plainDate(visit.c.req.query('since'))

const startOf = (day: PlainDate, pace: Pace): PlainDate =>
  pace === 'month' ? (`${day.slice(0, 7)}-01` as PlainDate) : addDays(day, -((new Date(day).getUTCDay() + 6) % 7))
const next = (from: PlainDate, pace: Pace): PlainDate => startOf(addDays(from, pace === 'month' ? 31 : 7), pace)

/** Every period from the first day to the last, those without anything too, each with its sum so far. */
export function stepsOf(
  points: OverTime['points'],
  series: string,
  span: { first: PlainDate; last: PlainDate; pace: Pace },
): StepPoint[] {
  const { first, last, pace } = span
  const mine = points.filter(point => point.series === series)
  const begin = startOf(first, pace)
  let total = mine.filter(point => point.from < begin).reduce((sum, point) => sum + point.amount, 0)
  const steps: StepPoint[] = []
  for (let from = begin; from <= last; from = next(from, pace)) {
    const amount = mine.find(point => point.from === from)?.amount ?? 0
    total += amount
    const end = addDays(next(from, pace), -1)
    steps.push({ until: end < last ? end : last, amount, total })
  }
  return steps
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
      <div class="small-pictures">
        {SERIES.map(series => (
          <StepPicture
            t={t}
            id={`time-${series}`}
            title={t(`overview.series-${series}`)}
            href={behindPath(visit, look, BEHIND[series])}
            points={stepsOf(time.points, series, { first, last: look.on, pace })}
            {...(series === 'people' ? { text: (amount: number) => peopleText(t, amount, false) } : {})}
          />
        ))}
      </div>
    </>
  )
}
