import { idFrom, plainDate, type EntryId, type PlainDate } from '../../kernel/index.ts'
import {
  balancesOf,
  entryView,
  fundStatement,
  journalOf,
  trialBalance,
  type AccountLine,
  type EntryView,
  type FundLine,
  type JournalRow,
} from '../../ledger/index.ts'
import { notFound } from '../answers.tsx'
import {
  Badge,
  Breadcrumbs,
  DateInput,
  DescriptionList,
  Heading,
  Note,
  Submit,
  Table,
  type Column,
} from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { BookTabs } from './tabs.tsx'

/** The days asked for, or this year until today. */
function rangeOf(visit: Visit): { from: PlainDate; until: PlainDate } {
  const { today } = visit.at
  return {
    from: plainDate(visit.c.req.query('from')) ?? (`${today.slice(0, 4)}-01-01` as PlainDate),
    until: plainDate(visit.c.req.query('until')) ?? today,
  }
}

const RangeForm = ({ visit, to }: { visit: Visit; to: string }) => {
  const { t } = visit
  const { from, until } = rangeOf(visit)
  return (
    <form method="get" action={to} class="actions">
      <DateInput t={t} name="from" label={t('ledger.from')} value={from} />
      <DateInput t={t} name="until" label={t('ledger.until')} value={until} />
      <Submit>{t('ledger.show')}</Submit>
    </form>
  )
}

/** Thu – chi – tồn of every fund, and the trial balance of the same days. */
export async function showBalances(visit: Visit): Promise<Response> {
  const { t } = visit
  const { unit } = visit.signedIn()
  const balances = await visit.read(tx => balancesOf(tx, { unit, ...rangeOf(visit) }))
  const trial = trialBalance(balances)
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
      <RangeForm visit={visit} to="/money/books/balances" />
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
      <Heading title={t('ledger.tab-journal')} />
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

type Side = EntryView['postings'][number]

/** One entry with its postings, the way to its mirror, and to the statement that it came from. */
export async function showEntry(visit: Visit): Promise<Response> {
  const { t } = visit
  const id = idFrom<EntryId>(visit.c.req.param('id'))
  const entry = id && (await visit.read(tx => entryView(tx, id)))
  if (!entry) return notFound(visit)
  const title = t('ledger.entry', { number: String(entry.number), year: String(entry.year) })
  const other = entry.reverses ?? entry.reversedBy
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
      <DescriptionList
        items={[
          { label: t('ledger.day'), value: t.date(entry.day) },
          { label: t('ledger.made-by'), value: entry.by ?? '–' },
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
    </>,
  )
}
