import { printedNumber } from '../../directives/index.ts'
import {
  logByDay,
  logByLetter,
  logByUnit,
  ownLines,
  type ByDay,
  type ByLetter,
  type ByUnit,
  type Letter,
} from '../../urging/index.ts'
import { EmptyState, Heading, Table, Tabs, type Column } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { AwaitedOf, StandingBadge } from './standing.tsx'

const VIEWS = ['own', 'letter', 'unit', 'day'] as const
type View = (typeof VIEWS)[number]

/** What is awaited of one's own unit, and, for who has the right, the log by letter, by unit and by day. */
export async function showLog(visit: Visit): Promise<Response> {
  const { t } = visit
  const asked = visit.c.req.query('by')
  const view: View = VIEWS.find(each => each === asked) ?? 'letter'
  return visit.page(
    t('urging.log-title'),
    <>
      <Heading
        title={t('urging.log-title')}
        kicker={<span lang="vi">{visit.signedIn().unitName}</span>}
        lead={t('urging.log-lead')}
      />
      <Tabs
        t={t}
        label={t('urging.views')}
        items={VIEWS.map(each => ({
          href: `/urging?by=${each}`,
          label: t(`urging.view-${each}`),
          current: each === view,
        }))}
      />
      {await BODY[view](visit)}
    </>,
  )
}

const printed = (t: Visit['t'], letter: Letter) =>
  printedNumber(letter.regime, letter.number, letter.symbol) || t('letters.no-number')

const own = async (visit: Visit) => {
  const { t } = visit
  const lines = await visit.read(tx => ownLines(tx, visit.signedIn().unit, visit.at.today))
  if (lines.length === 0)
    return (
      <EmptyState title={t('urging.own-none')}>
        <p>{t('urging.own-none-text')}</p>
      </EmptyState>
    )
  type Row = (typeof lines)[number]
  const columns: Column<Row>[] = [
    {
      key: 'letter',
      label: t('urging.letter'),
      heads: true,
      cell: row => (
        <>
          <a
            href={row.kind === 'task' ? `/tasks/${row.document}/${row.clause}/${row.unit}` : `/letters/${row.document}`}
          >
            {printed(t, row.letter)}
          </a>{' '}
          <span class="muted" lang="vi">
            {row.letter.issuer}
          </span>
        </>
      ),
    },
    { key: 'awaited', label: t('urging.awaited'), cell: row => <AwaitedOf t={t} line={row} /> },
    { key: 'standing', label: t('urging.standing'), cell: row => <StandingBadge t={t} line={row} /> },
  ]
  return <Table t={t} caption={t('urging.own-caption')} columns={columns} rows={lines} />
}

const figure = <Row,>(t: Visit['t'], key: string, of: (row: Row) => number): Column<Row> => ({
  key,
  label: t(`urging.figure-${key}`),
  numeric: true,
  cell: row => t.number(of(row)),
})
const last = <Row extends { lastOn: ByLetter['lastOn'] }>(t: Visit['t']): Column<Row> => ({
  key: 'last',
  label: t('urging.figure-last'),
  cell: row => (row.lastOn ? t.date(row.lastOn) : '–'),
})
const waiting = <Row extends ByLetter | ByUnit>(t: Visit['t']): Column<Row>[] => [
  figure(t, 'late', row => row.late),
  figure(t, 'unopened', row => row.unopened),
  figure(t, 'near', row => row.near),
  figure(t, 'asked', row => row.asked),
  figure(t, 'reminders', row => row.reminders),
  figure(t, 'letters', row => row.letters),
  last(t),
]

const letter = async (visit: Visit) => {
  const { t } = visit
  const rows = await visit.read(tx => logByLetter(tx, visit.at.today))
  if (rows.length === 0) return <NoRight visit={visit} />
  const columns: Column<ByLetter>[] = [
    {
      key: 'letter',
      label: t('urging.letter'),
      heads: true,
      cell: row => (
        <>
          <a href={`/letters/${row.document}/urging`}>{printed(t, row.letter)}</a>{' '}
          <span class="muted" lang="vi">
            {row.letter.subject}
          </span>
        </>
      ),
    },
    ...waiting<ByLetter>(t),
  ]
  return <Table t={t} caption={t('urging.view-letter')} columns={columns} rows={rows} />
}

const unit = async (visit: Visit) => {
  const { t } = visit
  const rows = await visit.read(tx => logByUnit(tx, visit.at.today))
  if (rows.length === 0) return <NoRight visit={visit} />
  const columns: Column<ByUnit>[] = [
    {
      key: 'unit',
      label: t('urging.unit'),
      heads: true,
      cell: row => (
        <a href={`/units/${row.unit}`} lang="vi">
          {row.unitName}
        </a>
      ),
    },
    ...waiting<ByUnit>(t),
  ]
  return <Table t={t} caption={t('urging.view-unit')} columns={columns} rows={rows} />
}

const day = async (visit: Visit) => {
  const { t } = visit
  const rows = await visit.read(tx => logByDay(tx))
  if (rows.length === 0) return <NoRight visit={visit} />
  const columns: Column<ByDay>[] = [
    { key: 'day', label: t('urging.day'), heads: true, cell: row => t.date(row.day) },
    figure(t, 'units', row => row.units),
    figure(t, 'documents', row => row.documents),
    figure(t, 'before', row => row.reminders),
    figure(t, 'after', row => row.late),
    figure(t, 'unopened-told', row => row.unopened),
    figure(t, 'letters', row => row.letters),
    figure(t, 'asked-day', row => row.asked),
    figure(t, 'answered-day', row => row.answered),
  ]
  return <Table t={t} caption={t('urging.view-day')} columns={columns} rows={rows} />
}

const NoRight = ({ visit: { t } }: { visit: Visit }) => (
  <EmptyState title={t('urging.log-none')} action={{ href: '/urging?by=own', label: t('urging.view-own') }}>
    <p>{t('urging.log-none-text')}</p>
  </EmptyState>
)

const BODY = { own, letter, unit, day } as const
