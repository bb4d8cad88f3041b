import { daysBetween } from '../../kernel/index.ts'
import { MATTERS_PAGE, mattersThatWait, type Look, type Matter, type Wait } from '../../overview/index.ts'
import { Breadcrumbs, Heading, Pager, Table, type Column } from '../kit/index.ts'
import { clauseName } from '../letters/clause-name.ts'
import type { Visit } from '../visit.ts'
import { lookNamed, mattersPath, offsetNamed, overviewPath, whichNamed } from './address.ts'

/** The matters behind a count of waits, one a row, down to the thing and up to the clause. */
export async function showMatters(visit: Visit): Promise<Response> {
  const { t } = visit
  const [look, which, offset] = [lookNamed(visit), whichNamed(visit), offsetNamed(visit)]
  const { rows, total } = await visit.read(tx => mattersThatWait(tx, look, which, offset))
  const title = t('overview.matters-title')
  const page = (from: number) => mattersPath(visit, look, which, { from: from > 0 ? String(from) : null })
  return visit.page(
    title,
    <>
      <Breadcrumbs
        t={t}
        items={[{ href: overviewPath(visit, look, 'waiting'), label: t('overview.view-waiting') }, { label: title }]}
      />
      <Heading title={title} lead={t('overview.matters-lead', { count: total, date: t.date(look.on) })} />
      <Table
        t={t}
        caption={title}
        captionHidden
        columns={columnsOf(visit, look)}
        rows={rows}
        empty={t('overview.no-waits')}
      />
      <Pager
        t={t}
        previous={offset > 0 ? page(Math.max(0, offset - MATTERS_PAGE)) : null}
        next={offset + rows.length < total ? page(offset + MATTERS_PAGE) : null}
      />
    </>,
    { wide: true },
  )
}

/** Who acts next, where, what and who waits: the same in each list of waits. */
export const actsNext = <Row extends Wait | Matter>({ t }: Visit): Column<Row>[] => [
  {
    key: 'to',
    label: t('overview.acts-next'),
    heads: true,
    cell: row => (
      <a href={`/units/${row.to}`} lang="vi">
        {row.toName}
      </a>
    ),
  },
  { key: 'area', label: t('overview.area'), cell: row => <span lang="vi">{row.areaName}</span> },
  { key: 'what', label: t('overview.to-do'), cell: row => t(`overview.wait-${row.kind}`) },
  {
    key: 'from',
    label: t('overview.who-waits'),
    cell: row => (row.from === row.to ? t('overview.within') : <span lang="vi">{row.fromName}</span>),
  },
]

/** Since when, for how long, and by when where somebody's clock runs. */
export const sinceText = ({ t }: Visit, look: Look, row: Wait | Matter): string => {
  const since = t('overview.since-days', { date: t.date(row.since), count: daysBetween(row.since, look.on) })
  return row.dueOn ? `${since}; ${t('overview.due', { date: t.date(row.dueOn) })}` : since
}

/** Where a matter stands: the report, the proposal, the task, the letter. */
export const hrefOf = (row: Wait | Matter): string => {
  if (row.report) return `/reports/${row.report}`
  if (row.advice) return `/advice/${row.advice}`
  return row.clause !== null && row.asker
    ? `/tasks/${row.document!}/${row.clause}/${row.asker}`
    : `/letters/${row.document!}`
}

const columnsOf = (visit: Visit, look: Look): Column<Matter>[] => {
  const { t } = visit
  return [
    ...actsNext<Matter>(visit),
    { key: 'since', label: t('overview.since'), cell: row => sinceText(visit, look, row) },
    { key: 'open', label: t('overview.records'), cell: row => <a href={hrefOf(row)}>{t('overview.open-it')}</a> },
    {
      key: 'up',
      label: t('overview.asked-by'),
      cell: row =>
        row.document && (
          <>
            <a href={`/letters/${row.document}`} lang="vi">
              {row.printed || t('letters.no-number')}
            </a>
            {row.clause !== null && row.clauseLabel !== null && (
              <>
                {', '}
                <a href={`/letters/${row.document}#clause-${row.clause}`}>{clauseName(t, row.clauseLabel)}</a>
              </>
            )}
          </>
        ),
    },
  ]
}
