import { holds } from '../../access/index.ts'
import {
  activitiesOf,
  ACTIVITY_KINDS,
  resultsOf,
  type ActivityKind,
  type ActivityLine,
  type ActivityQuery,
  type ActivityState,
  type IndicatorTotal,
} from '../../programmes/index.ts'
import { plainDate, vnd, type PlainDate } from '../../kernel/index.ts'
import {
  Checkbox,
  composeMessage,
  CopyMessage,
  DateInput,
  EmptyState,
  Form,
  Heading,
  LinkButton,
  Pager,
  Select,
  Submit,
  Table,
  type Column,
} from '../kit/index.ts'
import { Acting } from '../account/acting.tsx'
import type { Visit } from '../visit.ts'
import { amountOf, daysOf, reachText, StateBadges } from './figures.tsx'

const PAGE = 50
const STATES: readonly ActivityState[] = ['planned', 'held', 'withdrawn']

/** What the address asks for; the days are those of this year when it names none. */
function queryOf(visit: Visit): ActivityQuery & { readonly offset: number } {
  const asked = (name: string) => visit.c.req.query(name) ?? ''
  const year = visit.at.today.slice(0, 4)
  const day = (name: string, otherwise: string): PlainDate | null =>
    visit.c.req.query(name) === undefined ? plainDate(otherwise) : plainDate(asked(name))
  return {
    unit: visit.signedIn().unit,
    below: asked('below') !== '',
    from: day('from', `${year}-01-01`),
    until: day('until', `${year}-12-31`),
    kind: ACTIVITY_KINDS.find(kind => kind === asked('kind')) ?? null,
    state: STATES.find(state => state === asked('state')) ?? null,
    indicator: /^[a-z][a-z0-9-]{0,60}$/.test(asked('indicator')) ? asked('indicator') : null,
    asOf: visit.at.today,
    offset: Math.max(0, Math.min(1_000_000, Math.floor(Number(asked('page'))) || 0)),
  }
}

const addressOf = (query: ActivityQuery, more: Readonly<Record<string, string>>): string =>
  `/activities?${new URLSearchParams({
    ...(query.below ? { below: 'yes' } : {}),
    from: query.from ?? '',
    until: query.until ?? '',
    ...(query.kind ? { kind: query.kind } : {}),
    ...(query.state ? { state: query.state } : {}),
    ...(query.indicator ? { indicator: query.indicator } : {}),
    ...more,
  }).toString()}`

/** What the unit planned and did, alone or with all below it; each activity once, whoever did it too. */
export async function showActivities(visit: Visit): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  const query = queryOf(visit)
  const { lines, totals } = await visit.read(async tx => ({
    lines: await activitiesOf(tx, query, PAGE, query.offset),
    totals: await resultsOf(tx, {
      ...(query.below ? { roots: [query.unit] } : { units: [query.unit] }),
      from: query.from ?? ('2000-01-01' as PlainDate),
      until: query.until ?? visit.at.today,
      asOf: visit.at.today,
    }),
  }))
  const total = lines[0]?.total ?? 0
  const writes = holds(actor, actor.unit, 'officer', 'leader', 'clerk')
  return visit.page(
    t('activities.list'),
    <>
      <Heading
        kicker={<span lang="vi">{actor.unitName}</span>}
        title={t('activities.list')}
        lead={t('activities.lead')}
        actions={
          <>
            {writes && <LinkButton to="/activities/new">{t('activities.new')}</LinkButton>}
            <LinkButton to="/activities/plan" kind="secondary">
              {t('activities.plan')}
            </LinkButton>
            <Acting visit={visit} />
          </>
        }
      />
      <Filters visit={visit} query={query} />
      <Totals visit={visit} query={query} totals={totals} />
      {total === 0 ? (
        <EmptyState
          title={t('activities.none')}
          {...(writes ? { action: { href: '/activities/new', label: t('activities.new') } } : {})}
        >
          <p>{t('activities.none-text')}</p>
        </EmptyState>
      ) : (
        <Table t={t} caption={t('activities.found', { count: total })} columns={columnsOf(visit)} rows={lines} />
      )}
      {total > 0 && <ListMessage visit={visit} query={query} lines={lines} total={total} />}
      <Pager
        t={t}
        previous={query.offset > 0 ? addressOf(query, { page: String(Math.max(0, query.offset - PAGE)) }) : null}
        next={query.offset + PAGE < total ? addressOf(query, { page: String(query.offset + PAGE) }) : null}
      />
    </>,
    { wide: true },
  )
}

/** What was done, as one would tell of it on Zalo. */
const ListMessage = ({
  visit: { t, deps, ...visit },
  query,
  lines,
  total,
}: {
  visit: Visit
  query: ActivityQuery
  lines: readonly ActivityLine[]
  total: number
}) => (
  <CopyMessage
    t={t}
    text={composeMessage(
      'activities',
      {
        unit: visit.signedIn().unitName,
        count: total,
        titles: lines.map(line => line.title),
        period: [query.from, query.until].map(day => (day ? t.date(day) : '…')).join(' – '),
        link: `${deps.publicUrl}${addressOf(query, {})}`,
      },
      t,
    )}
  />
)

const Filters = ({ visit: { t }, query }: { visit: Visit; query: ActivityQuery }) => (
  <Form
    to="/activities"
    method="get"
    inline
    label={t('activities.filter')}
    hidden={query.indicator ? { indicator: query.indicator } : {}}
  >
    <DateInput t={t} name="from" label={t('activities.from')} value={query.from} />
    <DateInput t={t} name="until" label={t('activities.until')} value={query.until} />
    <Select
      t={t}
      name="kind"
      label={t('activities.kind')}
      value={query.kind}
      placeholder={t('activities.any')}
      options={ACTIVITY_KINDS.map((value: ActivityKind) => ({ value, label: t(`activities.kind-${value}`) }))}
    />
    <Select
      t={t}
      name="state"
      label={t('activities.state')}
      value={query.state}
      placeholder={t('activities.any-state')}
      options={STATES.map(value => ({ value, label: t(`activities.state-${value}`) }))}
    />
    <Checkbox t={t} name="below" label={t('activities.below')} checked={query.below} />
    <Submit kind="secondary">{t('activities.filter-do')}</Submit>
    {query.indicator && (
      <a href={addressOf({ ...query, indicator: null }, {})}>
        {t('activities.not-only', {
          name: t.has(`indicators.${query.indicator}`) ? t(`indicators.${query.indicator}`) : query.indicator,
        })}
      </a>
    )}
  </Form>
)

/** Sums over distinct held activities; each leads to the activities behind it. */
const Totals = ({
  visit: { t },
  query,
  totals,
}: {
  visit: Visit
  query: ActivityQuery
  totals: readonly IndicatorTotal[]
}) => {
  if (totals.length === 0) return null
  const columns: Column<IndicatorTotal>[] = [
    { key: 'name', label: t('activities.indicator'), cell: row => t(`indicators.${row.indicator}`), heads: true },
    {
      key: 'amount',
      label: t('activities.amount'),
      numeric: true,
      cell: row => (
        <a href={addressOf(query, { state: 'held', indicator: row.indicator })}>
          {amountOf(t, row.measure, row.amount)}
        </a>
      ),
    },
    {
      key: 'money',
      label: t('activities.money'),
      numeric: true,
      cell: row => (row.moneyValue === null ? '' : t.money(vnd(row.moneyValue)!)),
    },
    { key: 'activities', label: t('activities.from-activities'), numeric: true, cell: row => t.number(row.activities) },
  ]
  return <Table t={t} caption={t('activities.totals')} columns={columns} rows={totals} />
}

const columnsOf = ({ t }: Visit): Column<ActivityLine>[] => [
  { key: 'days', label: t('activities.day'), cell: row => daysOf(t, row) },
  {
    key: 'title',
    label: t('activities.title'),
    heads: true,
    cell: row => (
      <>
        <a href={`/activities/${row.id}`} lang="vi">
          {row.title}
        </a>
        <br />
        <span class="muted">{t(`activities.kind-${row.kind}`)}</span>
      </>
    ),
  },
  { key: 'unit', label: t('activities.organiser'), cell: row => <span lang="vi">{row.unitName}</span> },
  {
    key: 'results',
    label: t('activities.results'),
    cell: row =>
      row.results.length === 0 ? (
        ''
      ) : (
        <ul class="plain">
          {row.results.map(result => (
            <li>
              {t('activities.result-line', {
                name: t(`indicators.${result.indicator}`),
                amount: amountOf(t, result.measure, result.amount),
              })}
            </li>
          ))}
        </ul>
      ),
  },
  { key: 'reach', label: t('activities.reach'), cell: row => reachText(t, row) },
  { key: 'state', label: t('activities.state'), cell: row => <StateBadges t={t} activity={row} /> },
]
