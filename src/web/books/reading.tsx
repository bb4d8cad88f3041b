import { idFrom, type EntryId, type Problem, type UnitId } from '../../kernel/index.ts'
import { KEEPS_DESK } from '../../gifts/index.ts'
import {
  balancesOf,
  entryView,
  fundStatement,
  journalOf,
  KEEPS_BOOKS,
  reverseByHand,
  trialBalance,
  type AccountLine,
  type Balance,
  type EntryView,
  type FundLine,
  type JournalRow,
} from '../../ledger/index.ts'
import { notFound } from '../answers.tsx'
import { csvAnswer } from '../csv.ts'
import { dayIn } from '../gifts/shared.tsx'
import {
  Badge,
  Breadcrumbs,
  DateInput,
  DescriptionList,
  ErrorSummary,
  Form,
  Heading,
  LinkButton,
  Note,
  Submit,
  Table,
  TextInput,
  type Column,
} from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { RangeForm, rangeOf } from './range.tsx'
import { BookTabs } from './tabs.tsx'

/** Thu – chi – tồn of every fund, and the trial balance of the same days. */
export async function showBalances(visit: Visit): Promise<Response> {
  const { t } = visit
  const { unit } = visit.signedIn()
  const balances = await visit.read(tx => balancesOf(tx, { unit, ...rangeOf(visit) }))
  const trial = trialBalance(balances)
  const as = visit.c.req.query('as')
  if (as === 'funds' || as === 'trial') return balancesFile(visit, as, balances)
  const sums = (key: 'opening' | 'income' | 'spent' | 'closing'): Column<FundLine> => ({
    key,
    label: t(`ledger.${key}`),
    numeric: true,
    cell: line => t.number(line[key]),
  })
  const moved = (key: 'opening' | 'debit' | 'credit' | 'closing'): Column<AccountLine> => ({
    key,
    label: t(`ledger.${key}`),
    numeric: true,
    cell: line => t.number(line[key]),
  })
  return visit.page(
    t('ledger.tab-balances'),
    <>
      <Heading title={t('ledger.tab-balances')} />
      <BookTabs visit={visit} at="/money/books/balances" />
      <RangeForm
        visit={visit}
        to="/money/books/balances"
        csv={[
          ['funds', t('ledger.csv-funds')],
          ['trial', t('ledger.csv-trial')],
        ]}
      />
      <Table
        t={t}
        caption={t('ledger.tab-balances')}
        columns={[
          {
            key: 'fund',
            label: t('ledger.fund'),
            heads: true,
            cell: (line: FundLine) => <span lang="vi">{`${line.code} · ${line.name}`}</span>,
          },
          sums('opening'),
          sums('income'),
          sums('spent'),
          sums('closing'),
        ]}
        rows={fundStatement(balances)}
        empty={t('ledger.no-entries')}
      />
      <Table
        t={t}
        caption={t('ledger.trial')}
        columns={[
          {
            key: 'account',
            label: t('ledger.account'),
            heads: true,
            cell: (line: AccountLine) => <span lang="vi">{`${line.code} · ${line.name}`}</span>,
          },
          moved('opening'),
          moved('debit'),
          moved('credit'),
          moved('closing'),
        ]}
        rows={trial.lines}
        empty={t('ledger.no-entries')}
      />
      <p>
        {`${t('ledger.sum')}: ${t('ledger.debit')} ${t.number(trial.debit)} · ${t('ledger.credit')} ${t.number(trial.credit)}`}
      </p>
    </>,
    { wide: true },
  )
}

function balancesFile(visit: Visit, as: 'funds' | 'trial', balances: readonly Balance[]): Response {
  const { from, until } = rangeOf(visit)
  const heads = (...keys: string[]) => keys.map(key => visit.t(`ledger.${key}`))
  return csvAnswer(
    visit,
    `${as}-${from}-${until}`,
    as === 'funds'
      ? [
          heads('fund', 'name', 'opening', 'income', 'spent', 'closing'),
          ...fundStatement(balances).map(f => [f.code, f.name, f.opening, f.income, f.spent, f.closing]),
        ]
      : [
          heads('account', 'name', 'opening', 'debit', 'credit', 'closing'),
          ...trialBalance(balances).lines.map(a => [a.code, a.name, a.opening, a.debit, a.credit, a.closing]),
        ],
  )
}

export async function showJournal(visit: Visit): Promise<Response> {
  const { t } = visit
  const { unit } = visit.signedIn()
  const { rows, more } = await visit.read(tx => journalOf(tx, { unit, ...rangeOf(visit) }))
  const columns: Column<JournalRow>[] = [
    {
      key: 'entry',
      label: t('ledger.tab-journal'),
      heads: true,
      cell: row => (
        <a href={`/money/entries/${row.id}`}>
          {t('ledger.entry', { number: String(row.number), year: String(row.year) })}
        </a>
      ),
    },
    { key: 'day', label: t('ledger.day'), cell: row => t.date(row.day) },
    { key: 'text', label: t('ledger.text'), cell: row => <span lang="vi">{row.text}</span> },
    { key: 'sum', label: t('ledger.sum'), numeric: true, cell: row => t.number(row.sum) },
    {
      key: 'state',
      label: t('ledger.state'),
      cell: row =>
        row.reverses || row.reversed ? (
          <Badge tone="neutral">{t(row.reverses ? 'ledger.reversal' : 'ledger.reversed')}</Badge>
        ) : (
          '–'
        ),
    },
  ]
  return visit.page(
    t('ledger.tab-journal'),
    <>
      <Heading
        title={t('ledger.tab-journal')}
        actions={keeps(visit, unit) && <LinkButton to="/money/books/by-hand">{t('ledger.by-hand')}</LinkButton>}
      />
      <BookTabs visit={visit} at="/money/books/journal" />
      <RangeForm visit={visit} to="/money/books/journal" />
      {more && (
        <Note>
          <p>{t('ledger.more-entries')}</p>
        </Note>
      )}
      <Table
        t={t}
        caption={t('ledger.tab-journal')}
        captionHidden
        columns={columns}
        rows={rows}
        empty={t('ledger.no-entries')}
      />
    </>,
    { wide: true },
  )
}

const keeps = (visit: Visit, unit: UnitId) =>
  visit.signedIn().grants.some(grant => grant.unit === unit && KEEPS_BOOKS.includes(grant.role))

/** Where what an entry came from can be read. A gift is for the desk alone. */
function originOf(visit: Visit, { source, sourceId, day }: EntryView): string | null {
  const desk = visit.signedIn().grants.some(grant => KEEPS_DESK.includes(grant.role))
  if (source === 'statement') return `/money/statements/${sourceId}/days/${day}`
  if (source === 'line') return `/money/lines/${sourceId}`
  if (source === 'voucher') return `/money/vouchers/${sourceId}`
  return source === 'gift' && desk ? `/gifts/cash/${sourceId}` : null
}

type Side = EntryView['postings'][number]

/** One entry with its postings, the way to its mirror, and to the statement that it came from. */
export const showEntry = (visit: Visit) => entryPage(visit, [])

async function entryPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const id = idFrom<EntryId>(visit.c.req.param('id'))
  const entry = id && (await visit.read(tx => entryView(tx, id)))
  if (!entry) return notFound(visit)
  const title = t('ledger.entry', { number: String(entry.number), year: String(entry.year) })
  const other = entry.reverses ?? entry.reversedBy
  const origin = originOf(visit, entry)
  const columns: Column<Side>[] = [
    {
      key: 'account',
      label: t('ledger.account'),
      heads: true,
      cell: side => <span lang="vi">{`${side.code} · ${side.name}`}</span>,
    },
    { key: 'fund', label: t('ledger.fund'), cell: side => side.fund },
    { key: 'place', label: t('ledger.place'), cell: side => <span lang="vi">{side.place ?? '–'}</span> },
    {
      key: 'debit',
      label: t('ledger.debit'),
      numeric: true,
      cell: side => (side.amount > 0n ? t.number(side.amount) : ''),
    },
    {
      key: 'credit',
      label: t('ledger.credit'),
      numeric: true,
      cell: side => (side.amount < 0n ? t.number(-side.amount) : ''),
    },
  ]
  return visit.page(
    title,
    <>
      <Breadcrumbs t={t} items={[{ href: '/money/books/journal', label: t('ledger.tab-journal') }, { label: title }]} />
      <Heading title={title} kicker={<span lang="vi">{entry.text}</span>} />
      <ErrorSummary t={t} problems={problems} />
      <DescriptionList
        items={[
          { label: t('ledger.day'), value: t.date(entry.day) },
          { label: t('ledger.made-by'), value: entry.by ?? '–' },
          ...(origin
            ? [{ label: t('ledger.source'), value: <a href={origin}>{t(`ledger.from-${entry.source}`)}</a> }]
            : []),
          ...(other
            ? [
                {
                  label: t('ledger.state'),
                  value: (
                    <a href={`/money/entries/${other}`}>{t(entry.reverses ? 'ledger.reversal' : 'ledger.reversed')}</a>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Table t={t} caption={title} captionHidden columns={columns} rows={entry.postings} />
      {entry.source === 'hand' && !other && keeps(visit, entry.unit) && (
        <section aria-labelledby="reverse">
          <h2 id="reverse">{t('ledger.reverse')}</h2>
          <p>{t('ledger.reverse-text')}</p>
          <Form to={`/money/entries/${id}/reverse`} command={visit.newCommand()}>
            <DateInput t={t} name="day" label={t('ledger.day')} value={visit.at.today} max={visit.at.today} required />
            <TextInput t={t} name="why" label={t('ledger.why')} maxlength={300} lang="vi" required />
            <Submit kind="danger">{t('ledger.reverse')}</Submit>
          </Form>
        </section>
      )}
    </>,
    { problems },
  )
}

export async function reverseOne(visit: Visit): Promise<Response> {
  const entry = idFrom<EntryId>(visit.c.req.param('id'))
  if (!entry) return notFound(visit)
  const form = await visit.form()
  const done = await visit.run(reverseByHand, { entry, day: dayIn(form), why: form.text('why') }, form)
  return done.ok
    ? visit.done(`/money/entries/${done.value.id}`, 'ledger.done-reverse')
    : entryPage(visit, [done.problem])
}
