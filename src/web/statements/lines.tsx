import { idFrom, plainDate } from '../../kernel/index.ts'
import { linesOfDay, statementById, type LineFound, type StatementId } from '../../statements/index.ts'
import { notFound } from '../answers.tsx'
import { Breadcrumbs, Heading, LinkButton, Table, type Column } from '../kit/index.ts'
import type { Visit } from '../visit.ts'

const SHOWN = 100

/** The lines of a day as they stood in the file. */
export async function showLines(visit: Visit): Promise<Response> {
  const { t, c } = visit
  const id = idFrom<StatementId>(c.req.param('id'))
  const day = plainDate(c.req.param('day'))
  const after = Math.max(0, Math.trunc(Number(c.req.query('after') ?? 0)) || 0)
  const found =
    id &&
    day &&
    (await visit.read(async tx => {
      const statement = await statementById(tx, id)
      return statement && { statement, lines: await linesOfDay(tx, id, day, after, SHOWN) }
    }))
  if (!found) return notFound(visit)
  const { statement, lines } = found
  const title = t('statements.lines-of', { day: t.date(day) })
  return visit.page(
    title,
    <>
      <Breadcrumbs
        t={t}
        items={[
          { href: '/money/statements', label: t('statements.title') },
          { href: `/money/statements/${statement.id}`, label: statement.files.join(', ') },
          { label: title },
        ]}
      />
      <Heading title={title} kicker={<span lang="vi">{statement.accountName}</span>} />
      <LineTable visit={visit} lines={lines} caption={title} />
      {lines.length === SHOWN && (
        <div class="actions">
          <LinkButton
            to={`/money/statements/${statement.id}/days/${day}?after=${lines.at(-1)!.ordinal}`}
            kind="secondary"
          >
            {t('statements.more')}
          </LinkButton>
        </div>
      )}
    </>,
    { wide: true },
  )
}

/** Lines as rows, each with the place in the file from which it came. */
export const LineTable = ({
  visit,
  lines,
  caption,
}: {
  visit: Visit
  lines: readonly LineFound[]
  caption: string
}) => {
  const { t } = visit
  const columns: Column<LineFound>[] = [
    { key: 'day', label: t('statements.day'), cell: l => `${t.date(l.day)}${l.time ? ` ${l.time}` : ''}` },
    {
      key: 'amount',
      label: t('statements.amount'),
      numeric: true,
      cell: l => (l.amount === null ? '—' : t.number(l.amount)),
    },
    {
      key: 'memo',
      label: t('statements.memo'),
      heads: true,
      cell: l => (
        <a href={`/money/lines/${l.id}`} lang="vi">
          {l.memo || '—'}
        </a>
      ),
    },
    { key: 'reference', label: t('statements.reference'), cell: l => l.reference ?? '—' },
    {
      key: 'place',
      label: t('statements.place'),
      cell: l => t('statements.place-in', { file: l.file, row: String(l.row) }),
    },
  ]
  return <Table t={t} caption={caption} captionHidden columns={columns} rows={lines} empty={t('statements.no-lines')} />
}
