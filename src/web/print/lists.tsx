import { idFrom, type DocumentId } from '../../kernel/index.ts'
import { letterAt, workOf, type LetterView, type WorkItem } from '../../reports/index.ts'
import { lateOf, rightsOver, type LineStanding } from '../../urging/index.ts'
import { composeMessage, CopyMessage, Table, type Column } from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import { clauseName } from '../letters/clause-name.ts'
import { AwaitedOf, StandingBadge } from '../urging/standing.tsx'
import type { Visit } from '../visit.ts'
import { headOf, sheetPage } from './sheet.tsx'

const ROWS = 500

/** A unit's list of tasks: who gave each, in which letter, by when, and how it stands. */
export async function printWork(visit: Visit): Promise<Response> {
  const { t, at } = visit
  const actor = visit.signedIn()
  const { work, head } = await visit.read(async tx => ({
    work: await workOf(tx, { unit: actor.unit, person: null }, ROWS),
    head: await headOf(visit, tx, actor.unit),
  }))
  const columns: Column<WorkItem & { at: number }>[] = [
    { key: 'no', label: t('print.no'), cell: row => String(row.at), numeric: true },
    {
      key: 'what',
      label: t('print.task'),
      cell: row => <span lang="vi">{row.what ?? row.sentence}</span>,
      heads: true,
    },
    {
      key: 'from',
      label: t('print.given-by'),
      cell: row => (
        <span lang="vi">
          {t('print.letter-clause', { letter: row.letter, clause: clauseName(t, row.label), issuer: row.issuer })}
        </span>
      ),
    },
    {
      key: 'due',
      label: t('print.due'),
      cell: row => (row.dueOn ? t.date(row.dueOn) : (row.dueText ?? t(`task.rhythm-${row.rhythm}`))),
    },
    { key: 'state', label: t('print.state'), cell: row => t(`task.state-${row.state}`) },
  ]
  return sheetPage(visit, {
    title: t('print.work-title'),
    subtitle: t('print.as-of', { date: t.date(at.today) }),
    head,
    back: { href: '/work', label: t('web.nav-work') },
    body: (
      <Table
        t={t}
        caption={t('print.work-title')}
        captionHidden
        columns={columns}
        rows={work.items.map((item, index) => ({ ...item, at: index + 1 }))}
      />
    ),
  })
}

/** Who has not finished what a letter asks though its day is over, by the one rule of urging and for whoever may urge; never posted anywhere. */
export async function printLate(visit: Visit): Promise<Response> {
  const { t, at } = visit
  const actor = visit.signedIn()
  const id = idFrom<DocumentId>(visit.c.req.param('id'))
  const found =
    id &&
    (await visit.read(async tx => {
      const letter = await letterAt(tx, id, actor.unit)
      if (!letter || (await rightsOver(tx, id)).length === 0) return null
      const late = (await lateOf(tx, id, at.today)).filter(line => line.standing === 'late').slice(0, ROWS)
      return { letter, late, head: await headOf(visit, tx, actor.unit) }
    }))
  if (!found) return notFound(visit)
  const { letter, late, head } = found
  const columns: Column<LineStanding & { at: number }>[] = [
    { key: 'no', label: t('print.no'), cell: row => String(row.at), numeric: true },
    { key: 'unit', label: t('print.unit'), cell: row => <span lang="vi">{row.unitName}</span>, heads: true },
    { key: 'what', label: t('print.late-what'), cell: row => <AwaitedOf t={t} line={row} /> },
    { key: 'state', label: t('print.state'), cell: row => <StandingBadge t={t} line={row} /> },
    { key: 'note', label: t('print.note'), cell: () => '' },
  ]
  return sheetPage(visit, {
    title: t('print.late-title'),
    subtitle: <span lang="vi">{t('print.late-of', { letter: letter.printed, date: t.date(at.today) })}</span>,
    head,
    back: { href: `/letters/${letter.id}`, label: letter.printed || t('letters.no-number') },
    beside: late.length > 0 && <LateMessage visit={visit} letter={letter} late={late} />,
    body: (
      <Table
        t={t}
        caption={t('print.late-title')}
        captionHidden
        columns={columns}
        rows={late.map((row, index) => ({ ...row, at: index + 1 }))}
        empty={t('print.nobody-late')}
      />
    ),
  })
}

/** A courteous word to those who are late, for whoever may urge to send on. */
const LateMessage = ({
  visit: { t, deps },
  letter,
  late,
}: {
  visit: Visit
  letter: LetterView
  late: readonly LineStanding[]
}) => (
  <CopyMessage
    t={t}
    text={composeMessage(
      'late',
      {
        letter: { ...letter, floor: letter.circulationFloor },
        units: [...new Set(late.map(row => row.unitName))],
        asked: '',
        dueOn: null,
        link: `${deps.publicUrl}/letters/${letter.id}`,
      },
      t,
    )}
  />
)
