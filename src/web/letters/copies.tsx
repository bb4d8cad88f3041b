import { holds } from '../../access/index.ts'
import {
  cancelCopy,
  COPIES,
  booksOf,
  copiesOf,
  copyOnPaper,
  copyWithLetter,
  layoutFor,
  printedNumber,
  type CopyLine,
} from '../../directives/index.ts'
import { headingOf } from '../../org/index.ts'
import { isUuid, problem, type Problem } from '../../kernel/index.ts'
import { write } from '../../paper/index.ts'
import {
  Details,
  ErrorSummary,
  Form,
  Heading,
  Pager,
  Submit,
  Table,
  Tabs,
  TextInput,
  type Column,
} from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'
import { BookSettings, bookTabs, saveBook } from './books.tsx'
import { letterPage } from './letter.tsx'
import { fileAnswer, type PaperFormat } from './on-paper.ts'

const PAGE = 100

export const showCopies = (visit: Visit): Promise<Response> => copiesPage(visit, [])

export async function changeCopyBook(visit: Visit): Promise<Response> {
  const done = await saveBook(visit, 'copies')
  return done.ok ? visit.done('/books/copies', 'letters.book-saved') : copiesPage(visit, [done.problem])
}

/** The book of copies: every number in order, with whom the copy went to. */
async function copiesPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t, c } = visit
  const actor = visit.signedIn()
  const offset = Math.max(0, Math.min(1_000_000, Number(c.req.query('from') ?? 0) || 0))
  const { lines, books } = await visit.read(async tx => ({
    lines: await copiesOf(tx, actor.unit, { limit: PAGE, offset }),
    books: await booksOf(tx, actor.unit, 'copies'),
  }))
  const total = lines[0]?.total ?? 0
  const path = (from: number) => `/books/copies?from=${from}`
  return visit.page(
    t('letters.book-copies'),
    <>
      <Heading
        title={t('letters.book-copies')}
        kicker={<span lang="vi">{actor.unitName}</span>}
        lead={t('letters.copies-lead', { count: total })}
      />
      <ErrorSummary t={t} problems={problems} />
      <Tabs t={t} label={t('letters.books')} items={bookTabs(visit, 'copies')} />
      <CopyTable visit={visit} copies={lines} problems={problems} />
      <Pager
        t={t}
        previous={offset > 0 ? path(Math.max(0, offset - PAGE)) : null}
        next={offset + PAGE < total ? path(offset + PAGE) : null}
      />
      {holds(actor, actor.unit, 'clerk', 'admin') && <BookSettings visit={visit} direction="copies" book={books[0]} />}
    </>,
    { problems, wide: true },
  )
}

/** Takes back the number of a copy that was made in error; it stays in the book, crossed out with its reason. */
export async function cancelLetterCopy(visit: Visit): Promise<Response> {
  const copy = visit.c.req.param('id') ?? ''
  if (!isUuid(copy)) return notFound(visit)
  const form = await visit.form()
  const done = await visit.run(cancelCopy, { copy, why: form.text('why') }, form)
  return done.ok ? visit.done('/books/copies', 'letters.done-number-cancelled') : copiesPage(visit, [done.problem])
}

/** The book with its files; who may cancel does it where the whole book stands. */
export const CopyTable = ({
  visit,
  copies,
  problems,
}: {
  visit: Visit
  copies: readonly CopyLine[]
  problems?: readonly Problem[]
}) => {
  const { t } = visit
  const actor = visit.signedIn()
  const cancels = problems !== undefined && holds(actor, actor.unit, ...COPIES)
  const columns: Column<CopyLine>[] = [
    { key: 'number', label: t('letters.copy-number'), cell: row => `${row.number}`, numeric: true },
    { key: 'kind', label: t('letters.copy-kind'), cell: row => t(`letters.copy-${row.kind}`) },
    { key: 'on', label: t('letters.entered-on'), cell: row => t.date(row.copiedOn) },
    {
      key: 'letter',
      label: t('letters.letter'),
      heads: true,
      cell: row => (
        <a href={`/letters/${row.document}`} lang="vi">
          {printedNumber(row.letterRegime, row.letterNumber, row.letterSymbol) || t('letters.no-number')}
        </a>
      ),
    },
    {
      key: 'signer',
      label: t('letters.field-signerName'),
      cell: row => <span lang="vi">{`${row.signerTitle} ${row.signerName}`}</span>,
    },
    {
      key: 'to',
      label: t('letters.field-copies'),
      cell: row => <span lang="vi">{row.recipients.join('; ')}</span>,
    },
    {
      key: 'state',
      label: t('letters.state'),
      cell: row => (row.cancelledWhy === null ? '' : t('letters.cancelled', { why: row.cancelledWhy })),
    },
    {
      key: 'file',
      label: t('letters.copy-file'),
      screenOnly: true,
      cell: row =>
        row.cancelledWhy === null ? (
          <>
            <CopyFiles visit={visit} row={row} />
            {cancels && <CancelForm visit={visit} row={row} problems={problems} />}
          </>
        ) : null,
    },
  ]
  return (
    <Table t={t} caption={t('letters.book-copies')} columns={columns} rows={copies} empty={t('letters.copies-none')} />
  )
}

type Row = { readonly visit: Visit; readonly row: CopyLine }

const CopyFiles = ({ visit: { t }, row }: Row) => (
  <p>
    {(['pdf', 'docx'] as const).map(format => {
      const kind = format === 'pdf' ? 'PDF' : 'Word'
      return (
        <>
          <a
            href={`/copies/${row.id}/copy.${format}`}
            aria-label={t('letters.copy-file-named', { number: row.number, kind })}
          >
            {kind}
          </a>{' '}
        </>
      )
    })}
  </p>
)

const CancelForm = ({ visit, row, problems }: Row & { problems: readonly Problem[] }) => {
  const { t } = visit
  return (
    <Details summary={t('letters.cancel-copy-named', { number: row.number })}>
      <Form to={`/copies/${row.id}/cancel`} command={visit.newCommand()}>
        <TextInput
          t={t}
          name="why"
          row={row.number}
          label={t('letters.cancel-number-why')}
          required
          lang="vi"
          problems={problems}
        />
        <Submit kind="danger">{t('letters.cancel-number')}</Submit>
      </Form>
    </Details>
  )
}

export const sendCopyAsPdf = (visit: Visit): Promise<Response> => sendCopy(visit, 'pdf')
export const sendCopyAsWord = (visit: Visit): Promise<Response> => sendCopy(visit, 'docx')

/** The copy on paper, in the layout of the letter's kind with the figures of the office that copies. */
async function sendCopy(visit: Visit, format: PaperFormat): Promise<Response> {
  const id = visit.c.req.param('id') ?? ''
  const found = isUuid(id)
    ? await visit.read(async tx => {
        const copy = await copyWithLetter(tx, id)
        if (!copy) return null
        const head = await headingOf(tx, copy.unit, visit.at.today)
        return { copy, own: head?.regime ?? 'state', layout: await layoutFor(tx, copy.unit, copy.letter.regime) }
      })
    : null
  if (!found) return notFound(visit)
  const { copy, own, layout } = found
  if (copy.cancelledWhy !== null)
    return copiesPage(visit, [problem('directives.copy-cancelled', { number: copy.number })])
  const paper = copyOnPaper(copy, own)
  const specimen = visit.deps.world()?.demonstration ?? false
  const written = await write({ ...paper, specimen: paper.specimen || specimen }, format, layout)
  if (!written.ok) return letterPage(visit, copy.document, [written.problem])
  return fileAnswer(visit, written.value, format, `${copy.kind}-${copy.number}-${copy.symbol}`)
}
