import { idFrom, type MoneyAccountId } from '../../kernel/index.ts'
import { bookOf, moneyOf, type BookRow } from '../../ledger/index.ts'
import { notFound } from '../answers.tsx'
import { csvAnswer } from '../csv.ts'
import { Breadcrumbs, Heading, Note, Table, type Column } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { RangeForm, rangeOf } from './range.tsx'

/** A file takes more rows than a page. */
const FILE_ROWS_MAX = 100_000

/** Sổ quỹ, sổ tiền gửi: what lay in one cash box or account, each posting, and what lay there after it. */
export async function showPlace(visit: Visit): Promise<Response> {
  const { t } = visit
  const { unit } = visit.signedIn()
  const id = idFrom<MoneyAccountId>(visit.c.req.param('id'))
  const range = rangeOf(visit)
  const asFile = visit.c.req.query('as') === 'csv'
  const found =
    id &&
    (await visit.read(async tx => {
      const place = (await moneyOf(tx, unit, range.until)).find(one => one.id === id)
      return (
        place && {
          place,
          book: await bookOf(tx, { unit, ...range, money: id, ...(asFile ? { most: FILE_ROWS_MAX } : {}) }),
        }
      )
    }))
  if (!found) return notFound(visit)
  const { place, book } = found
  const title = t(place.kind === 'cash' ? 'ledger.cash-book' : 'ledger.bank-book')
  if (asFile)
    return csvAnswer(visit, `${place.kind}-${range.from}-${range.until}`, [
      ['day', 'entry-no', 'text', 'fund', 'debit', 'credit', 'balance'].map(key => t(`ledger.${key}`)),
      [range.from, null, t('ledger.opening'), null, null, null, book.opening],
      ...book.rows.map(row => [row.day, row.number, row.text, row.fund, debit(row), credit(row), row.balance]),
      ...(book.more ? [[t('ledger.more-rows', { most: FILE_ROWS_MAX })]] : []),
    ])
  const columns: Column<BookRow>[] = [
    { key: 'day', label: t('ledger.day'), cell: row => t.date(row.day) },
    {
      key: 'text',
      label: t('ledger.text'),
      heads: true,
      cell: row => (
        <a href={`/money/entries/${row.entry}`} lang="vi">
          {`${row.number} · ${row.text}`}
        </a>
      ),
    },
    { key: 'fund', label: t('ledger.fund'), cell: row => row.fund },
    { key: 'debit', label: t('ledger.money-in'), numeric: true, cell: row => number(visit, debit(row)) },
    { key: 'credit', label: t('ledger.money-out'), numeric: true, cell: row => number(visit, credit(row)) },
    { key: 'balance', label: t('ledger.balance'), numeric: true, cell: row => t.number(row.balance) },
  ]
  return visit.page(
    `${title} – ${place.name}`,
    <>
      <Breadcrumbs t={t} items={[{ href: '/money/books', label: t('ledger.title') }, { label: place.name }]} />
      <Heading title={title} kicker={<span lang="vi">{[place.name, place.number].filter(Boolean).join(' · ')}</span>} />
      <RangeForm visit={visit} to={`/money/books/places/${id}`} csv={[['csv', t('ledger.csv')]]} />
      {book.more && (
        <Note>
          <p>{t('ledger.more-entries')}</p>
        </Note>
      )}
      <p>{`${t('ledger.opening')}: ${t.number(book.opening)}`}</p>
      <Table
        t={t}
        caption={title}
        captionHidden
        columns={columns}
        rows={book.rows}
        empty={t('ledger.no-entries')}
        {...(book.more
          ? {}
          : { foot: { day: t('ledger.closing'), balance: t.number(book.rows.at(-1)?.balance ?? book.opening) } })}
      />
    </>,
    { wide: true },
  )
}

const debit = (row: BookRow) => (row.amount > 0n ? row.amount : null)
const credit = (row: BookRow) => (row.amount < 0n ? -row.amount : null)
const number = (visit: Visit, amount: bigint | null) => (amount === null ? '' : visit.t.number(amount))
