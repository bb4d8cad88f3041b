import { recordsBehind, reportAt, type FigureRecord } from '../../reports/index.ts'
import { Breadcrumbs, Heading, Note, Table, type Column } from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'
import { clauseName } from '../letters/clause-name.ts'
import { reportNamed, reportPath } from './address.ts'
import { Claims } from './shared.tsx'
import { indicatorName, measureName, periodName } from './words.ts'

/** The records behind one figure, each once: down to the activity or session, and up to the clause that asked for it. */
export async function showFigure(visit: Visit): Promise<Response> {
  const { t } = visit
  const id = reportNamed(visit)
  const indicator = visit.c.req.param('indicator') ?? ''
  const found =
    id &&
    (await visit.read(async tx => {
      const report = await reportAt(tx, id)
      return report && { report, behind: await recordsBehind(tx, id, indicator) }
    }))
  // An indicator that the report lacks has no records: an empty list. What is no indicator is no page.
  if (!found || !(t.has(`indicators.${indicator}`) || found.behind.total > 0)) return notFound(visit)
  const { report, behind } = found
  const figure = report.figures.find(one => one.indicator === indicator)
  const title = t('reports.figure-title', { indicator: indicatorName(t, indicator) })
  return visit.page(
    title,
    <>
      <Breadcrumbs
        t={t}
        items={[
          { href: '/reports', label: t('reports.title') },
          { href: reportPath(report.id), label: periodName(t, report.period) },
          { label: indicatorName(t, indicator) },
        ]}
      />
      <Heading
        title={title}
        kicker={<span lang="vi">{report.unitName}</span>}
        lead={figure && t('reports.figure-lead', { actual: figure.actual, measure: measureName(t, figure.measure) })}
      />
      <Note>{t('reports.figure-once')}</Note>
      <Table
        t={t}
        caption={t('reports.records')}
        captionHidden
        columns={columnsOf(visit)}
        rows={behind.records}
        empty={t('reports.no-records')}
      />
      {behind.total > behind.records.length && (
        <p class="muted">{t('reports.records-more', { shown: behind.records.length, count: behind.total })}</p>
      )}
    </>,
    { wide: true },
  )
}

const columnsOf = (visit: Visit): Column<FigureRecord>[] => {
  const { t } = visit
  return [
    {
      key: 'label',
      label: t('reports.record'),
      heads: true,
      cell: one => (
        <>
          {addressOf(one) ? (
            <a href={addressOf(one)} lang="vi">
              {one.label}
            </a>
          ) : (
            <span lang="vi">{one.label}</span>
          )}{' '}
          <span class="muted">({t(`reports.record-${one.kind}`)})</span>
        </>
      ),
    },
    { key: 'day', label: t('reports.record-day'), cell: one => t.date(one.onDay) },
    { key: 'holder', label: t('reports.record-holder'), cell: one => <span lang="vi">{one.holder}</span> },
    { key: 'amount', label: t('reports.record-amount'), numeric: true, cell: one => t.number(one.amount) },
    { key: 'when', label: t('reports.record-when'), cell: one => t(`reports.when-${one.when}`) },
    {
      key: 'claimed',
      label: t('reports.record-claimed'),
      cell: one => <Claims visit={visit} claims={one.claims} />,
    },
    {
      key: 'clauses',
      label: t('reports.record-clauses'),
      cell: one => (
        <>
          {one.clauses.length === 0 && one.sessionOf && (
            <a href={`/letters/${one.sessionOf}`}>{t('reports.whole-letter')}</a>
          )}
          {one.clauses.map((clause, at) => (
            <>
              {at > 0 && '; '}
              <a href={`/letters/${clause.document}#clause-${clause.ordinal}`}>
                {clause.letter}, {clauseName(t, clause.label)}
              </a>
            </>
          ))}
        </>
      ),
    },
  ]
}

/** Its page, for who may open it: a line of the report beside says the rest to everybody else. */
const addressOf = (one: FigureRecord): string | undefined =>
  one.kind === 'activity'
    ? one.open
      ? `/activities/${one.id}`
      : undefined
    : one.sessionOf
      ? `/letters/${one.sessionOf}/study/sessions/${one.id}`
      : undefined
