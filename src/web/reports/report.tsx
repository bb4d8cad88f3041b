import type { Problem } from '../../kernel/index.ts'
import { reportAt, sinceCounted, type RecordChange, type ReportFigure, type ReportView } from '../../reports/index.ts'
import {
  Badge,
  Breadcrumbs,
  DescriptionList,
  ErrorSummary,
  Heading,
  LinkButton,
  Note,
  Table,
  type Column,
} from '../kit/index.ts'
import { notFound, statusOf } from '../answers.tsx'
import type { FormValues, Visit } from '../visit.ts'
import { figurePath, reportNamed, reportPath } from './address.ts'
import { may } from './may.ts'
import { Changes, Incomplete, Parts } from './parts.tsx'
import { Shared } from './shared.tsx'
import { WriteForm } from './write-form.tsx'
import { Decide, ReportMoves } from './moves.tsx'
import { Proposals } from './proposals.tsx'
import { amountOf, indicatorName, measureName, ofPlan, periodName, STATE_TONE } from './words.ts'

export const showReport = (visit: Visit) => reportPage(visit, [])

/** The page of one version of a report: its figures, its words, whence it came and what became of it since. */
export async function reportPage(visit: Visit, problems: readonly Problem[], typed?: FormValues): Promise<Response> {
  const { t } = visit
  const id = reportNamed(visit)
  const found =
    id &&
    (await visit.read(async tx => {
      const report = await reportAt(tx, id)
      return report && { report, since: await sinceCounted(tx, id) }
    }))
  if (!found) return notFound(visit)
  const { report, since } = found
  const { changes } = since
  const title = t('reports.report-title', {
    period: periodName(t, report.period),
    letter: report.letter || report.subject,
  })
  const writes = report.state === 'draft' && may(visit, report, 'write')
  return visit.page(
    title,
    <>
      <Breadcrumbs
        t={t}
        items={[
          { href: '/reports', label: t('reports.title') },
          { href: `/letters/${report.document}/reports`, label: report.letter || t('letters.no-number') },
          { label: periodName(t, report.period) },
        ]}
      />
      <Heading
        title={title}
        kicker={<span lang="vi">{report.unitName}</span>}
        actions={
          <LinkButton to={`${reportPath(report.id)}/print`} kind="secondary">
            {t('reports.print')}
          </LinkButton>
        }
      />
      <ErrorSummary t={t} problems={problems} />
      <Head visit={visit} report={report} />
      <Changes visit={visit} report={report} changes={changes} />
      <Incomplete visit={visit} report={report} />
      <Figures visit={visit} report={report} changes={changes} />
      <Shared visit={visit} report={report} since={since} />
      <LeftOutNote visit={visit} report={report} />
      <Parts visit={visit} report={report} problems={problems} />
      {writes ? (
        <WriteForm visit={visit} report={report} problems={problems} typed={typed} />
      ) : (
        <Texts visit={visit} report={report} />
      )}
      {!writes && <Proposals visit={visit} report={report} problems={problems} typed={typed} />}
      <ReportMoves visit={visit} report={report} problems={problems} typed={typed} />
      <Decide visit={visit} report={report} problems={problems} typed={typed} />
    </>,
    { status: problems[0] ? statusOf(problems[0]) : 200, wide: true },
  )
}

const Head = ({ visit: { t }, report }: { visit: Visit; report: ReportView }) => (
  <>
    <p class="work-head">
      <Badge tone={STATE_TONE[report.state]!}>{t(`reports.state-${report.state}`)}</Badge>
      {report.versions.length > 1 &&
        report.versions.map(one =>
          one.id === report.id ? (
            <strong>{t('reports.revision', { n: String(one.revision) })}</strong>
          ) : (
            <a href={reportPath(one.id)}>{t('reports.revision', { n: String(one.revision) })}</a>
          ),
        )}
    </p>
    {report.state === 'returned' && (
      <Note tone="warn" title={t('reports.returned-why')}>
        <p lang="vi">{report.returnedWhy}</p>
      </Note>
    )}
    {report.amendsWhy && (
      <Note title={t('reports.amends-why')}>
        <p lang="vi">{report.amendsWhy}</p>
      </Note>
    )}
    <DescriptionList
      items={[
        {
          label: t('reports.to'),
          value: report.toName ? <span lang="vi">{report.toName}</span> : t('reports.to-nobody'),
        },
        { label: t('reports.cut-off'), value: t.date(report.cutOff) },
        { label: t('reports.cumulative-from'), value: t.date(report.cumulativeFrom) },
        { label: t('reports.filled-at'), value: t.instant(new Date(report.filledAt)) },
        ...(report.letterId
          ? [
              {
                label: t('reports.letter'),
                value: <a href={`/letters/${report.letterId}`}>{t('reports.letter-open')}</a>,
              },
            ]
          : []),
        ...(report.copies.length > 0
          ? [
              {
                label: t('reports.beside'),
                value: <span lang="vi">{report.copies.map(one => one.name).join('; ')}</span>,
              },
            ]
          : []),
      ]}
    />
  </>
)

/** The table of figures. Every figure that has records behind it leads to them. */
export const Figures = ({
  visit: { t },
  report,
  changes,
  plain,
}: {
  visit: Visit
  report: ReportView
  changes?: readonly RecordChange[]
  plain?: boolean
}) => {
  const columns: Column<ReportFigure>[] = [
    {
      key: 'indicator',
      label: t('reports.indicator'),
      heads: true,
      cell: row => (
        <>
          {plain ? (
            indicatorName(t, row.indicator)
          ) : (
            <a href={figurePath(report.id, row.indicator)}>{indicatorName(t, row.indicator)}</a>
          )}{' '}
          <span class="muted">({measureName(t, row.measure)})</span>
          {changes?.some(one => one.indicator === row.indicator) && (
            <>
              {' '}
              <Badge tone="warn">{t('reports.changed-since')}</Badge>
            </>
          )}
        </>
      ),
    },
    {
      key: 'actual',
      label: t('reports.actual', { date: t.date(report.cutOff) }),
      numeric: true,
      cell: row =>
        plain ? (
          t.number(row.actual)
        ) : (
          <a
            href={figurePath(report.id, row.indicator)}
            aria-label={`${indicatorName(t, row.indicator)}: ${t.number(row.actual)}`}
          >
            {t.number(row.actual)}
          </a>
        ),
    },
    ...(report.consolidates === 'none'
      ? []
      : [
          {
            key: 'accepted',
            label: t('reports.of-it-accepted'),
            numeric: true,
            cell: (row: ReportFigure) => amountOf(t, row.accepted),
          },
          {
            key: 'waiting',
            label: t('reports.of-it-waiting'),
            numeric: true,
            cell: (row: ReportFigure) => amountOf(t, row.accepted === null ? null : row.actual - row.accepted),
          },
        ]),
    { key: 'estimate', label: t('reports.estimate'), numeric: true, cell: row => amountOf(t, row.estimate) },
    ...(report.settled
      ? [
          {
            key: 'final',
            label: t('reports.final'),
            numeric: true,
            cell: (row: ReportFigure) => amountOf(t, row.final),
          },
        ]
      : []),
    {
      key: 'cumulative',
      label: t('reports.cumulative', { date: t.date(report.cumulativeFrom) }),
      numeric: true,
      cell: row => t.number(row.cumulative),
    },
    { key: 'lastYear', label: t('reports.last-year'), numeric: true, cell: row => amountOf(t, row.lastYear) },
    { key: 'plan', label: t('reports.plan'), numeric: true, cell: row => amountOf(t, row.plan) },
    { key: 'ofPlan', label: t('reports.of-plan'), numeric: true, cell: row => ofPlan(t, row) },
  ]
  return (
    <section class="report-figures">
      <h2>{t('reports.figures')}</h2>
      <Table
        t={t}
        caption={t('reports.figures')}
        captionHidden
        columns={columns}
        rows={report.figures}
        empty={t('reports.no-figures')}
      />
    </section>
  )
}

const LeftOutNote = ({ visit: { t }, report }: { visit: Visit; report: ReportView }) =>
  report.leftOut.length > 0 && (
    <Note title={t('reports.left-out', { count: report.leftOut.length })}>
      <ul>
        {report.leftOut.slice(0, 50).map(one => (
          <li>
            {one.kind === 'activity' ? (
              <a href={`/activities/${one.id}`} lang="vi">
                {one.label}
              </a>
            ) : (
              <span lang="vi">{one.label}</span>
            )}
            , {t.date(one.onDay)}: {t(`reports.left-${one.why}`)}
          </li>
        ))}
      </ul>
    </Note>
  )

export const Texts = ({ visit: { t }, report }: { visit: Visit; report: ReportView }) => (
  <section>
    {(['results', 'shortcomings', 'causes', 'direction'] as const).map(key => (
      <>
        <h2>{t(`reports.text-${key}`)}</h2>
        {report[key] === '' ? (
          <p class="muted">{t('reports.not-written')}</p>
        ) : (
          report[key].split(/\n+/).map(line => <p lang="vi">{line}</p>)
        )}
      </>
    ))}
  </section>
)
