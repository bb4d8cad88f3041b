import { fold } from '../../kernel/index.ts'
import { lettersOn, requestsTo, type Desk, type LetterLine } from '../../reports/index.ts'
import {
  Badge,
  Form,
  Heading,
  LinkButton,
  Pager,
  Submit,
  Table,
  Tabs,
  TextInput,
  type Column,
  type Tone,
} from '../kit/index.ts'
import type { Visit } from '../visit.ts'

const PAGE = 50
const DESKS: readonly Desk[] = ['inbox', 'incoming', 'outgoing']

/** The books and desks of the office: what arrived, what came in, what goes out; found by words or number. */
export async function showLetters(visit: Visit): Promise<Response> {
  const { t, c } = visit
  const actor = visit.signedIn()
  if (c.req.query('desk') === 'dates') return showDates(visit)
  const desk = DESKS.find(one => one === c.req.query('desk')) ?? 'incoming'
  const query = (c.req.query('q') ?? '').slice(0, 200)
  const state = /^[a-z_0-9]{0,12}$/.test(c.req.query('state') ?? '') ? (c.req.query('state') ?? '') : ''
  const offset = Math.max(0, Math.min(100_000, Number(c.req.query('from') ?? 0) || 0))
  const lines = await visit.read(tx =>
    lettersOn(tx, { desk, unit: actor.unit, state, folded: fold(query), limit: PAGE + 1 }, offset),
  )
  const address = (from: number) =>
    `/letters?${new URLSearchParams({ desk, ...(query ? { q: query } : {}), ...(state ? { state } : {}), ...(from > 0 ? { from: String(from) } : {}) }).toString()}`
  return visit.page(
    t('letters.title'),
    <>
      <Heading
        title={t('letters.title')}
        kicker={<span lang="vi">{actor.unitName}</span>}
        actions={
          <>
            <LinkButton to="/read">{t('web.nav-read')}</LinkButton>
            <LinkButton to="/letters/new" kind="secondary">
              {t('letters.new')}
            </LinkButton>
            <LinkButton to={`/books/${desk === 'outgoing' ? 'outgoing' : 'incoming'}`} kind="secondary">
              {t('letters.books')}
            </LinkButton>
          </>
        }
      />
      <DeskTabs visit={visit} current={desk} />
      <Form to="/letters" method="get" inline label={t('letters.search')} hidden={{ desk }}>
        <TextInput t={t} name="q" type="search" label={t('letters.search')} value={query} lang="vi" />
        <Submit kind="secondary">{t('units.search-do')}</Submit>
      </Form>
      <Table
        t={t}
        caption={t(`letters.desk-${desk}`)}
        captionHidden
        columns={columnsOf(visit, desk)}
        rows={lines.slice(0, PAGE)}
        empty={t(query ? 'letters.none-found' : `letters.none-${desk}`)}
      />
      <Pager
        t={t}
        previous={offset > 0 ? address(Math.max(0, offset - PAGE)) : null}
        next={lines.length > PAGE ? address(offset + PAGE) : null}
      />
    </>,
  )
}

const DeskTabs = ({ visit: { t }, current }: { visit: Visit; current: string }) => (
  <Tabs
    t={t}
    label={t('letters.desks')}
    items={[...DESKS, 'dates'].map(desk => ({
      href: `/letters?desk=${desk}`,
      label: t(`letters.desk-${desk}`),
      current: desk === current,
    }))}
  />
)

const TONES: Readonly<Record<string, Tone>> = {
  '01': 'warn',
  '02': 'bad',
  issued: 'good',
  handed_out: 'good',
  draft: 'neutral',
  submitted: 'warn',
  registered: 'warn',
  signed: 'info',
  numbered: 'info',
  noted: 'info',
}

function columnsOf({ t }: Visit, desk: Desk): Column<LetterLine>[] {
  return [
    ...(desk === 'inbox'
      ? []
      : [
          {
            key: 'entry',
            label: t('letters.entry'),
            cell: (row: LetterLine) => (row.entry === null ? '—' : String(row.entry)),
            numeric: true,
          },
        ]),
    {
      key: 'letter',
      label: t('letters.letter'),
      cell: row => (
        <a href={`/letters/${row.id}`} lang="vi">
          {row.printed || t('letters.no-number')}
        </a>
      ),
      heads: true,
    },
    { key: 'subject', label: t('letters.field-subject'), cell: row => <span lang="vi">{row.subject}</span> },
    { key: 'issuer', label: t('letters.field-issuer'), cell: row => <span lang="vi">{row.issuer}</span> },
    {
      key: 'on',
      label: t(desk === 'outgoing' ? 'letters.field-issuedOn' : 'letters.field-arrivedOn'),
      cell: row => (row.on ? t.date(row.on) : '—'),
    },
    {
      key: 'state',
      label: t('letters.state'),
      cell: row => <Badge tone={TONES[row.state] ?? 'info'}>{t(`letters.state-${row.state}`)}</Badge>,
    },
  ]
}

/** Requests for another date that wait for this unit's answer. */
async function showDates(visit: Visit): Promise<Response> {
  const { t } = visit
  const actor = visit.signedIn()
  const requests = await visit.read(tx => requestsTo(tx, actor.unit))
  const columns: Column<(typeof requests)[number]>[] = [
    {
      key: 'unit',
      label: t('web.unit'),
      cell: row => (
        <a href={`/tasks/${row.document}/${row.clause}/${row.unit}`} lang="vi">
          {row.unitName}
        </a>
      ),
      heads: true,
    },
    { key: 'letter', label: t('letters.letter'), cell: row => row.letter },
    { key: 'date', label: t('task.proposed'), cell: row => t.date(row.proposedOn) },
    { key: 'reason', label: t('task.reason'), cell: row => <span lang="vi">{row.reason}</span> },
  ]
  return visit.page(
    t('letters.desk-dates'),
    <>
      <Heading title={t('letters.desk-dates')} kicker={<span lang="vi">{actor.unitName}</span>} />
      <DeskTabs visit={visit} current="dates" />
      <Table
        t={t}
        caption={t('letters.desk-dates')}
        captionHidden
        columns={columns}
        rows={requests}
        empty={t('letters.none-dates')}
      />
    </>,
  )
}
