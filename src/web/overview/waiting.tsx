import { daysBetween } from '../../kernel/index.ts'
import { WAITS_LISTED, type Look, type Wait, type Waits } from '../../overview/index.ts'
import { EmptyState, FlowPicture, Table, type Column } from '../kit/index.ts'
import type { Visit } from '../visit.ts'

/** Who waits for whom: between areas as a picture, then each pair, by who acts next. */
export const WaitingView = ({ visit, look, waits }: { visit: Visit; look: Look; waits: Waits }) => {
  const { t } = visit
  if (waits.pairs === 0)
    return (
      <EmptyState title={t('overview.no-waits')}>
        <p>{t('overview.none-text')}</p>
      </EmptyState>
    )
  return (
    <>
      <p>{t('overview.waits-lead', { count: waits.matters, date: t.date(look.on) })}</p>
      <FlowPicture t={t} id="flows" title={t('overview.flows')} flows={waits.flows} />
      <Table t={t} caption={t('overview.waits')} columns={columnsOf(visit, look)} rows={waits.lines} />
      {waits.pairs > waits.lines.length && (
        <p class="muted">{t('overview.waits-more', { shown: WAITS_LISTED, count: waits.pairs })}</p>
      )}
    </>
  )
}

const columnsOf = ({ t }: Visit, look: Look): Column<Wait>[] => [
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
  { key: 'count', label: t('overview.matters'), numeric: true, cell: row => t.number(row.count) },
  {
    key: 'since',
    label: t('overview.since'),
    cell: row => t('overview.since-days', { date: t.date(row.since), count: daysBetween(row.since, look.on) }),
  },
  {
    key: 'oldest',
    label: t('overview.oldest'),
    cell: row => (
      <a href={hrefOf(row)} lang={row.printed ? 'vi' : undefined}>
        {row.printed || t('overview.open-it')}
      </a>
    ),
  },
]

const hrefOf = (row: Wait): string =>
  row.report
    ? `/reports/${row.report}`
    : row.clause !== null && row.asker
      ? `/tasks/${row.document}/${row.clause}/${row.asker}`
      : `/letters/${row.document}`
