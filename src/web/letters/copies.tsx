import { holds } from '../../access/index.ts'
import {
  booksOf,
  copiesOf,
  copyOnPaper,
  copyWithLetter,
  layoutFor,
  printedNumber,
  type CopyLine,
} from '../../directives/index.ts'
import { headingOf } from '../../org/index.ts'
import { isUuid, type Problem } from '../../kernel/index.ts'
import { write } from '../../paper/index.ts'
import { ErrorSummary, Heading, Pager, Table, Tabs, type Column } from '../kit/index.ts'
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
      <CopyTable visit={visit} copies={lines} />
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

export const CopyTable = ({ visit: { t }, copies }: { visit: Visit; copies: readonly CopyLine[] }) => {
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
      key: 'file',
      label: t('letters.copy-file'),
      screenOnly: true,
      cell: row => (
        <>
          <a
            href={`/copies/${row.id}/copy.pdf`}
            aria-label={t('letters.copy-file-named', { number: row.number, kind: 'PDF' })}
          >
            PDF
          </a>{' '}
          <a
            href={`/copies/${row.id}/copy.docx`}
            aria-label={t('letters.copy-file-named', { number: row.number, kind: 'Word' })}
          >
            Word
          </a>
        </>
      ),
    },
  ]
  return (
    <Table t={t} caption={t('letters.book-copies')} columns={columns} rows={copies} empty={t('letters.copies-none')} />
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
  const paper = copyOnPaper(copy, own)
  const specimen = visit.deps.world()?.demonstration ?? false
  const written = await write({ ...paper, specimen: paper.specimen || specimen }, format, layout)
  if (!written.ok) return letterPage(visit, copy.document, [written.problem])
  return fileAnswer(visit, written.value, format, `${copy.kind}-${copy.number}-${copy.symbol}`)
}
