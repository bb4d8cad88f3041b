import { plainDate } from '../../kernel/index.ts'
import { EVENTS_PAGE, eventsBehind, type Event, type SeriesKey } from '../../overview/index.ts'
import { Breadcrumbs, Heading, Pager, Table, type Column } from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import { clauseName } from '../letters/clause-name.ts'
import type { Visit } from '../visit.ts'
import { eventsPath, lookNamed, offsetNamed, overviewPath, seriesNamed } from './address.ts'
import { peopleSum } from './people.ts'
import { Thing } from './thing.tsx'

/** The events behind a figure over time, one a row, down to the record and up to the clauses. */
export async function showEvents(visit: Visit): Promise<Response> {
  const { t, c } = visit
  const series = seriesNamed(visit)
  if (!series) return notFound(visit)
  const [look, offset] = [lookNamed(visit), offsetNamed(visit)]
  const until = plainDate(c.req.query('until'))
  const span = { since: plainDate(c.req.query('since')), until: until && until <= look.on ? until : look.on }
  const found = await visit.read(tx => eventsBehind(tx, look, { series, from: span.since, until: span.until }, offset))
  const title = t(`overview.series-${series}`)
  const page = (from: number) => eventsPath(visit, look, series, span, { from: from > 0 ? String(from) : null })
  const dates = { since: span.since ? t.date(span.since) : '', until: t.date(span.until) }
  return visit.page(
    title,
    <>
      <Breadcrumbs
        t={t}
        items={[{ href: overviewPath(visit, look, 'time'), label: t('overview.view-time') }, { label: title }]}
      />
      <Heading
        title={title}
        lead={t(span.since ? 'overview.events-lead-since' : 'overview.events-lead', { count: found.total, ...dates })}
      />
      {series === 'people' && <p>{t('overview.events-people', { people: peopleSum(t, found.sum, found.leftOut) })}</p>}
      <Table
        t={t}
        caption={title}
        captionHidden
        columns={columnsOf(visit, series)}
        rows={found.rows}
        empty={t('overview.events-none')}
      />
      <Pager
        t={t}
        previous={offset > 0 ? page(Math.max(0, offset - EVENTS_PAGE)) : null}
        next={offset + found.rows.length < found.total ? page(offset + EVENTS_PAGE) : null}
      />
    </>,
    { wide: true },
  )
}

const columnsOf = (visit: Visit, series: SeriesKey): Column<Event>[] => {
  const { t } = visit
  return [
    {
      key: 'unit',
      label: t('overview.unit'),
      heads: true,
      cell: row => (
        <a href={`/units/${row.unit}`} lang="vi">
          {row.unitName}
        </a>
      ),
    },
    { key: 'area', label: t('overview.area'), cell: row => <span lang="vi">{row.areaName}</span> },
    {
      key: 'thing',
      label: t(`overview.series-${series}`),
      cell: row => <Thing visit={visit} thing={thingOf(row)} own={row.unit === visit.signedIn().unit} />,
    },
    { key: 'up', label: t('overview.asked-by'), cell: row => <AskedBy visit={visit} row={row} /> },
  ]
}

const thingOf = (row: Event) => {
  const [letter] = row.askedBy
  const clause = letter?.clauses[0] ?? null
  return {
    kind: row.kind,
    id: row.id,
    document: letter?.document ?? null,
    clause: clause?.ordinal ?? null,
    label: row.kind === 'task' ? (clause?.label ?? '') : row.label,
    on: row.on,
    people: row.people,
  }
}

const AskedBy = ({ visit: { t }, row }: { visit: Visit; row: Event }) => (
  <>
    {row.askedBy.map((letter, at) => (
      <>
        {at > 0 && '; '}
        <a href={`/letters/${letter.document}`} lang="vi">
          {letter.printed || t('letters.no-number')}
        </a>
        {letter.clauses.map(clause => (
          <>
            {', '}
            <a href={`/letters/${letter.document}#clause-${clause.ordinal}`}>{clauseName(t, clause.label)}</a>
          </>
        ))}
      </>
    ))}
  </>
)
