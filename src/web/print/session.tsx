import { sessionOf, type SessionId, type SessionView } from '../../dissemination/index.ts'
import { idFrom } from '../../kernel/index.ts'
import { letterAt } from '../../reports/index.ts'
import { AUDIENCE_NAMES, STUDY_FORMS, STUDY_MEANS } from '../../sheets/index.ts'
import { DescriptionList, Table, type Column } from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'
import { headOf, sheetPage } from './sheet.tsx'

type Row = SessionView['rows'][number]

/** Biên bản of a study session: where and when, how many of each branch came, and the space for the course and for signatures. */
export async function printSession(visit: Visit): Promise<Response> {
  const { t } = visit
  const id = idFrom<SessionId>(visit.c.req.param('id'))
  const found =
    id &&
    (await visit.read(async tx => {
      const session = await sessionOf(tx, id)
      const letter = session && (await letterAt(tx, session.document, session.unit))
      return session && { session, letter, head: await headOf(visit, tx, session.unit) }
    }))
  if (!found) return notFound(visit)
  const { session, letter, head } = found
  const sum = (of: (row: Row) => number) => t.number(session.rows.reduce((total, row) => total + of(row), 0))
  const columns: Column<Row>[] = [
    { key: 'branch', label: t('print.branch'), cell: row => <span lang="vi">{row.branchName}</span>, heads: true },
    { key: 'audience', label: t('print.audience'), cell: row => <span lang="vi">{AUDIENCE_NAMES[row.audience]}</span> },
    { key: 'called', label: t('print.called'), cell: row => t.number(row.called), numeric: true },
    { key: 'present', label: t('print.present'), cell: row => t.number(row.present), numeric: true },
    { key: 'caughtUp', label: t('print.caught-up'), cell: row => t.number(row.caughtUp), numeric: true },
  ]
  return sheetPage(visit, {
    title: t('print.session-title'),
    subtitle: (
      <span lang="vi">{t('print.session-of', { form: STUDY_FORMS[session.form], letter: letter?.printed ?? '' })}</span>
    ),
    head,
    back: { href: `/letters/${session.document}/study`, label: letter?.printed || t('letters.no-number') },
    signatures: [{ who: t('print.secretary') }, { who: t('print.chair') }],
    body: (
      <>
        {session.withdrawnAt && <p class="strong">{t('print.withdrawn', { why: session.withdrawnWhy ?? '' })}</p>}
        <DescriptionList
          items={[
            { label: t('print.begins'), value: t.instant(new Date(session.from)) },
            { label: t('print.ends'), value: t.instant(new Date(session.until)) },
            { label: t('print.place'), value: <span lang="vi">{session.place}</span> },
            { label: t('print.means'), value: <span lang="vi">{STUDY_MEANS[session.means]}</span> },
          ]}
        />
        <Table
          t={t}
          caption={t('print.attendance')}
          columns={columns}
          rows={session.rows}
          foot={{
            branch: t('print.total'),
            called: sum(row => row.called),
            present: sum(row => row.present),
            caughtUp: sum(row => row.caughtUp),
          }}
        />
        <p class="strong">{t('print.course')}</p>
        <p class="print-lines" lang="vi">
          {session.note}
        </p>
      </>
    ),
  })
}
