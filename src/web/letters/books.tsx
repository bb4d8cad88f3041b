import { holds, scopeOf } from '../../access/index.ts'
import {
  booksOf,
  registerOf,
  setBook,
  type Book,
  type BookKind,
  type Direction,
  type RegisterLine,
} from '../../directives/index.ts'
import { plainDate, type Problem, type Result } from '../../kernel/index.ts'
import { printedNumber } from '../../directives/index.ts'
import {
  Checkbox,
  Details,
  ErrorSummary,
  Form,
  Heading,
  Pager,
  Select,
  Submit,
  Table,
  Tabs,
  TextArea,
  TextInput,
  type Column,
} from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'

const PAGE = 100
const directionOf = (visit: Visit): Direction | null => {
  const asked = visit.c.req.param('direction')
  return asked === 'incoming' || asked === 'outgoing' ? asked : null
}

export async function showBook(visit: Visit): Promise<Response> {
  const direction = directionOf(visit)
  return direction ? bookPage(visit, direction, []) : notFound(visit)
}

/** The register as the office keeps it (Decree 30/2020, annex IV): every number in order, cancelled ones in view. */
async function bookPage(visit: Visit, direction: Direction, problems: readonly Problem[]): Promise<Response> {
  const { t, at, c } = visit
  const actor = visit.signedIn()
  const offset = Math.max(0, Math.min(1_000_000, Number(c.req.query('from') ?? 0) || 0))
  const { lines, books } = await visit.read(async tx => ({
    lines: await registerOf(tx, scopeOf(actor, at.today), actor.unit, direction, { limit: PAGE, offset }),
    books: await booksOf(tx, actor.unit, direction),
  }))
  const total = lines[0]?.total ?? 0
  const path = (from: number) => `/books/${direction}?from=${from}`
  return visit.page(
    t(`letters.book-${direction}`),
    <>
      <Heading
        title={t(`letters.book-${direction}`)}
        kicker={<span lang="vi">{actor.unitName}</span>}
        lead={t('letters.book-lead', { count: total })}
      />
      <ErrorSummary t={t} problems={problems} />
      <Tabs t={t} label={t('letters.books')} items={bookTabs(visit, direction)} />
      <Table
        t={t}
        caption={t(`letters.book-${direction}`)}
        captionHidden
        columns={columnsOf(visit)}
        rows={lines}
        empty={t(`letters.none-${direction}`)}
      />
      <Pager
        t={t}
        previous={offset > 0 ? path(Math.max(0, offset - PAGE)) : null}
        next={offset + PAGE < total ? path(offset + PAGE) : null}
      />
      {holds(actor, actor.unit, 'clerk', 'admin') && (
        <BookSettings visit={visit} direction={direction} book={books[0]} />
      )}
    </>,
    { problems, wide: true },
  )
}

/** The books of an office; the copies that it makes have one of their own. */
export const bookTabs = ({ t }: Visit, current: BookKind) =>
  (['incoming', 'outgoing', 'copies'] as const).map(one => ({
    href: `/books/${one}`,
    label: t(`letters.book-${one}`),
    current: one === current,
  }))

const columnsOf = ({ t }: Visit): Column<RegisterLine>[] => [
  { key: 'entry', label: t('letters.entry'), cell: row => String(row.entry), numeric: true },
  { key: 'on', label: t('letters.entered-on'), cell: row => t.date(row.enteredOn) },
  {
    key: 'letter',
    label: t('letters.letter'),
    cell: row => (
      <a href={`/letters/${row.document}`} lang="vi">
        {printedNumber(row.regime, row.number, row.symbol) || t('letters.no-number')}
      </a>
    ),
    heads: true,
  },
  { key: 'issued', label: t('letters.field-issuedOn'), cell: row => (row.issuedOn ? t.date(row.issuedOn) : '—') },
  { key: 'issuer', label: t('letters.field-issuer'), cell: row => <span lang="vi">{row.issuer}</span> },
  { key: 'subject', label: t('letters.field-subject'), cell: row => <span lang="vi">{row.subject}</span> },
  {
    key: 'state',
    label: t('letters.state'),
    cell: row =>
      row.cancelledWhy
        ? t('letters.cancelled', { why: row.cancelledWhy })
        : row.state
          ? t(`letters.state-${row.state}`)
          : '',
  },
]

/** How the book numbers; what decides a series stays as it is once a number is taken. */
export const BookSettings = ({
  visit,
  direction,
  book,
}: {
  visit: Visit
  direction: BookKind
  book: Book | undefined
}) => {
  const { t } = visit
  return (
    <Details summary={t('letters.book-settings')}>
      <p>{t('letters.book-settings-text')}</p>
      <Form to={`/books/${direction}`} command={visit.newCommand()}>
        <TextInput t={t} name="name" label={t('letters.book-name')} value={book?.name ?? ''} lang="vi" />
        <Select
          t={t}
          name="period"
          label={t('letters.book-period')}
          value={book?.period ?? ''}
          options={['year', 'term'].map(value => ({ value, label: t(`letters.book-period-${value}`) }))}
        />
        <Select
          t={t}
          name="per"
          label={t('letters.book-per')}
          value={book?.per ?? ''}
          options={['all', 'type'].map(value => ({ value, label: t(`letters.book-per-${value}`) }))}
        />
        <TextInput
          t={t}
          name="firstNumber"
          inputmode="numeric"
          label={t('letters.book-first')}
          value={String(book?.firstNumber ?? 1)}
          width="short"
        />
        <TextArea
          t={t}
          name="termStarts"
          label={t('letters.book-terms')}
          hint={t('letters.one-per-line')}
          value={book?.termStarts.join('\n') ?? ''}
          rows={2}
        />
        <Checkbox t={t} name="official" label={t('letters.book-official')} checked={book?.official ?? false} />
        <Submit kind="secondary">{t('letters.book-save')}</Submit>
      </Form>
    </Details>
  )
}

export async function changeBook(visit: Visit): Promise<Response> {
  const direction = directionOf(visit)
  if (!direction) return notFound(visit)
  const done = await saveBook(visit, direction)
  return done.ok ? visit.done(`/books/${direction}`, 'letters.book-saved') : bookPage(visit, direction, [done.problem])
}

export async function saveBook(visit: Visit, direction: BookKind): Promise<Result<unknown>> {
  const form = await visit.form()
  const [period, per, terms] = [
    form.text('period'),
    form.text('per'),
    form
      .text('termStarts')
      .split(/\s+/)
      .map(plainDate)
      .filter(day => day !== null),
  ]
  return visit.run(
    setBook,
    {
      unit: visit.signedIn().unit,
      direction,
      name: form.text('name'),
      ...(period === 'year' || period === 'term' ? { period } : {}),
      ...(per === 'all' || per === 'type' ? { per } : {}),
      firstNumber: Number(form.text('firstNumber') || 1),
      official: form.has('official'),
      ...(terms.length > 0 ? { termStarts: terms } : {}),
    },
    form,
  )
}
