import { BEHIND_PAGE, recordsBehindStep, type BehindRow } from '../../overview/index.ts'
import { Badge, Breadcrumbs, Heading, Pager, Table, type Column } from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import { clauseName } from '../letters/clause-name.ts'
import type { Visit } from '../visit.ts'
import { behindPath, lookNamed, offsetNamed, overviewPath, stateNamed, stepNamed } from './address.ts'
import { Thing } from './thing.tsx'

/** The records behind one figure: who has moved and who has not, down to what shows it and up to the clause that asked. */
export async function showBehind(visit: Visit): Promise<Response> {
  const { t } = visit
  const step = stepNamed(visit)
  if (!step) return notFound(visit)
  const look = lookNamed(visit)
  const [offset, state] = [offsetNamed(visit), stateNamed(visit)]
  const behind = await visit.read(tx => recordsBehindStep(tx, look, step, offset, state))
  const title = t(`overview.behind-${step}`)
  const page = (from: number) => behindPath(visit, look, step, { state, from: from > 0 ? String(from) : null })
  return visit.page(
    title,
    <>
      <Breadcrumbs
        t={t}
        items={[{ href: overviewPath(visit, look, 'moved'), label: t('overview.title') }, { label: title }]}
      />
      <Heading
        title={title}
        lead={t('overview.behind-lead', { part: behind.done, whole: behind.total, date: t.date(look.on) })}
      />
      <p>{t(`overview.listed-${state ?? 'all'}`, { count: behind.listed })}</p>
      <Table
        t={t}
        caption={title}
        captionHidden
        columns={columnsOf(visit)}
        rows={behind.rows}
        empty={t('overview.behind-none')}
      />
      <Pager
        t={t}
        previous={offset > 0 ? page(Math.max(0, offset - BEHIND_PAGE)) : null}
        next={offset + behind.rows.length < behind.listed ? page(offset + BEHIND_PAGE) : null}
      />
    </>,
    { wide: true },
  )
}

const columnsOf = (visit: Visit): Column<BehindRow>[] => {
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
      key: 'state',
      label: t('overview.state'),
      cell: row => (
        <Badge tone={row.done ? 'good' : 'neutral'}>{t(row.done ? 'overview.done' : 'overview.not-yet')}</Badge>
      ),
    },
    { key: 'on', label: t('overview.last-day'), cell: row => (row.on ? t.date(row.on) : '') },
    {
      key: 'things',
      label: t('overview.records'),
      cell: row =>
        row.count > 0 && (
          <ul class="plain">
            {row.things.map(thing => (
              <li>
                <Thing visit={visit} thing={thing} own={row.unit === visit.signedIn().unit} />
              </li>
            ))}
            {row.count > row.things.length && (
              <li class="muted">{t('overview.more', { count: row.count - row.things.length })}</li>
            )}
          </ul>
        ),
    },
    {
      key: 'up',
      label: t('overview.asked-by'),
      cell: row => <Up visit={visit} row={row} />,
    },
  ]
}

/** The clauses that asked it of this body, the letter in which they came, and the directive at the top. */
const Up = ({ visit: { t }, row }: { visit: Visit; row: BehindRow }) => (
  <>
    <a href={`/letters/${row.document}`} lang="vi">
      {row.printed || t('letters.no-number')}
    </a>
    {row.clauses.map(clause => (
      <>
        {', '}
        <a href={`/letters/${clause.document}#clause-${clause.ordinal}`}>{clauseName(t, clause.label)}</a>
      </>
    ))}
    {row.top !== row.document && row.topPrinted && (
      <>
        {' ← '}
        <a href={`/letters/${row.top}`} lang="vi">
          {row.topPrinted}
        </a>
      </>
    )}
  </>
)
