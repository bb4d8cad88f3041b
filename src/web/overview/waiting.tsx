import { WAITS_LISTED, type Look, type Wait, type Waits } from '../../overview/index.ts'
import { EmptyState, FlowPicture, Table, type Column } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { mattersPath } from './address.ts'
import { actsNext, hrefOf, sinceText } from './matters.tsx'

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
      <p>
        <a href={mattersPath(visit, look, {})}>{t('overview.waits-count', { count: waits.matters })}</a>
        {t('overview.waits-lead', { date: t.date(look.on) })}
      </p>
      <FlowPicture
        t={t}
        id="flows"
        title={t('overview.flows')}
        flows={waits.flows.map(flow => ({
          from: { id: flow.from, name: flow.fromName },
          to: {
            id: flow.to,
            name: flow.toName,
            count: flow.ofArea,
            href: mattersPath(visit, look, { toArea: flow.to }),
          },
          count: flow.count,
          href: mattersPath(visit, look, { from: flow.from, toArea: flow.to }),
        }))}
      />
      {waits.flowsInAll > waits.flows.length && (
        <p class="muted">{t('overview.flows-more', { shown: waits.flows.length, count: waits.flowsInAll })}</p>
      )}
      <Table t={t} caption={t('overview.waits')} columns={columnsOf(visit, look)} rows={waits.lines} />
      {waits.pairs > waits.lines.length && (
        <p class="muted">{t('overview.waits-more', { shown: WAITS_LISTED, count: waits.pairs })}</p>
      )}
    </>
  )
}

const columnsOf = (visit: Visit, look: Look): Column<Wait>[] => {
  const { t } = visit
  return [
    ...actsNext<Wait>(visit),
    {
      key: 'count',
      label: t('overview.matters'),
      numeric: true,
      cell: row => <a href={mattersPath(visit, look, row)}>{t.number(row.count)}</a>,
    },
    { key: 'since', label: t('overview.since'), cell: row => sinceText(visit, look, row) },
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
}
