import { plainDate, type PlainDate } from '../../kernel/index.ts'
import { DateInput, Submit } from '../kit/index.ts'
import type { Visit } from '../visit.ts'

/** The days asked for, or this year until today. */
export function rangeOf(visit: Visit): { from: PlainDate; until: PlainDate } {
  const { today } = visit.at
  return {
    from: plainDate(visit.c.req.query('from')) ?? (`${today.slice(0, 4)}-01-01` as PlainDate),
    until: plainDate(visit.c.req.query('until')) ?? today,
  }
}

/** The days of a book; where the book is also a file, the way to it. */
export const RangeForm = ({
  visit,
  to,
  csv = [],
}: {
  visit: Visit
  to: string
  csv?: readonly (readonly [string, string])[]
}) => {
  const { t } = visit
  const { from, until } = rangeOf(visit)
  return (
    <>
      <form method="get" action={to} class="actions">
        <DateInput t={t} name="from" label={t('ledger.from')} value={from} />
        <DateInput t={t} name="until" label={t('ledger.until')} value={until} />
        <Submit>{t('ledger.show')}</Submit>
      </form>
      <p class="print-mark">{`${t.date(from)} – ${t.date(until)}`}</p>
      {csv.length > 0 && (
        <p class="screen-only inline-links">
          {csv.map(([as, label], at) => (
            <>
              {at > 0 && ' · '}
              <a href={`${to}?from=${from}&until=${until}&as=${as}`}>{label}</a>
            </>
          ))}
        </p>
      )}
    </>
  )
}
