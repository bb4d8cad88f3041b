import { mayEnterStudy, sessionOf, type SessionId, type SessionView } from '../../dissemination/index.ts'
import type { DocumentId, Problem } from '../../kernel/index.ts'
import { letterAt } from '../../reports/index.ts'
import {
  CellInput,
  DescriptionList,
  Details,
  Form,
  Note,
  SENTENCE_MAX,
  shortened,
  Submit,
  Table,
  TextArea,
  type Column,
} from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import { clauseName } from '../letters/clause-name.ts'
import type { Visit } from '../visit.ts'
import { letterOfPage, sessionOfPage, sessionPath } from './address.ts'
import { AnswersTable } from './answers-table.tsx'
import { CheckForm } from './check-form.tsx'
import { StudyHead } from './head.tsx'

export async function showSession(visit: Visit): Promise<Response> {
  const [id, session] = [letterOfPage(visit), sessionOfPage(visit)]
  return id && session ? sessionPage(visit, id, session, []) : notFound(visit)
}

type Row = SessionView['rows'][number]
export const caughtUpName = (row: Pick<Row, 'branch' | 'audience'>): string => `caught-${row.branch}-${row.audience}`

/** One session: when and where, who came in numbers, what it is evidence of; and what may still be done with it. */
export async function sessionPage(
  visit: Visit,
  id: DocumentId,
  session: SessionId,
  problems: readonly Problem[],
): Promise<Response> {
  const { t } = visit
  const found = await visit.read(async tx => {
    const letter = await letterAt(tx, id, visit.signedIn().unit)
    const view = letter && (await sessionOf(tx, session))
    return letter && view && view.document === id ? { letter, view } : null
  })
  if (!found) return notFound(visit)
  const { letter, view } = found
  const mine = mayEnterStudy(visit.signedIn(), view.unit).ok && view.unit === visit.signedIn().unit
  const open = mine && view.withdrawnAt === null
  const title = t('study.session-title', { form: t(`study.form-${view.form}`), date: t.instant(new Date(view.from)) })
  return visit.page(
    title,
    <>
      <StudyHead visit={visit} letter={letter} title={title} problems={problems} />
      <p class="screen-only">
        <a href={`/print/sessions/${view.id}`}>{t('print.print')}</a>
      </p>
      {view.withdrawnAt !== null && (
        <Note tone="warn" title={t('study.withdrawn-title')}>
          <p lang="vi">{view.withdrawnWhy}</p>
          <p class="muted">{t.instant(new Date(view.withdrawnAt))}</p>
        </Note>
      )}
      <Facts visit={visit} view={view} />
      <WhoCame visit={visit} id={id} view={view} open={open} />
      {view.answers.length > 0 && <AnswersTable t={t} answers={view.answers} questions={view.questions} />}
      {open && <CheckForm visit={visit} to={`${sessionPath(id, session)}/answers`} view={view} />}
      {open && <Withdraw visit={visit} id={id} view={view} />}
    </>,
    { problems },
  )
}

const Facts = ({ visit: { t }, view }: { visit: Visit; view: SessionView }) => (
  <DescriptionList
    items={[
      {
        label: t('study.unit'),
        value: (
          <a href={`/units/${view.unit}`} lang="vi">
            {view.unitName}
          </a>
        ),
      },
      { label: t('study.form'), value: t(`study.form-${view.form}`) },
      { label: t('study.from'), value: t.instant(new Date(view.from)) },
      { label: t('study.until'), value: t.instant(new Date(view.until)) },
      { label: t('study.place'), value: <span lang="vi">{view.place}</span> },
      { label: t('study.means'), value: t(`study.means-${view.means}`) },
      ...(view.note ? [{ label: t('study.note'), value: <span lang="vi">{view.note}</span> }] : []),
      ...(view.tasks.length > 0
        ? [
            {
              label: t('study.evidence'),
              value: (
                <ul class="plain">
                  {view.tasks.map(task => (
                    <li>
                      <a href={`/tasks/${view.document}/${task.clause}/${view.unit}`}>{clauseName(t, task.label)}</a>
                      <span lang="vi">: {shortened(task.sentence, SENTENCE_MAX)}</span>
                    </li>
                  ))}
                </ul>
              ),
            },
          ]
        : []),
      ...(view.files.length > 0
        ? [
            {
              label: t('study.file'),
              value: (
                <ul class="plain">
                  {view.files.map(file => (
                    <li>
                      <a href={`/files/${file.id}`}>{file.name}</a>
                    </li>
                  ))}
                </ul>
              ),
            },
          ]
        : []),
      { label: t('study.entered-at'), value: t.instant(new Date(view.enteredAt)) },
    ]}
  />
)

/** Who came, in numbers; those who caught up since may be filled in as long as the session stands. */
const WhoCame = ({ visit, id, view, open }: { visit: Visit; id: DocumentId; view: SessionView; open: boolean }) => {
  const { t } = visit
  const sum = (key: 'called' | 'present' | 'caughtUp') => view.rows.reduce((all, row) => all + row[key], 0)
  const columns: Column<Row>[] = [
    { key: 'branch', label: t('study.branch'), cell: row => <span lang="vi">{row.branchName}</span>, heads: true },
    { key: 'audience', label: t('study.audience'), cell: row => t(`study.audience-${row.audience}`) },
    { key: 'called', label: t('study.called'), cell: row => t.number(row.called), numeric: true },
    { key: 'present', label: t('study.present'), cell: row => t.number(row.present), numeric: true },
    {
      key: 'caughtUp',
      label: t('study.caught-up'),
      numeric: true,
      cell: row =>
        open ? (
          <>
            <input type="hidden" name="group" value={`${row.branch}/${row.audience}`} />
            <CellInput
              t={t}
              name={caughtUpName(row)}
              field="caughtUp"
              row={view.rows.indexOf(row) + 1}
              label={`${t('study.caught-up')}: ${row.branchName}, ${t(`study.audience-${row.audience}`)}`}
              value={String(row.caughtUp)}
            />
          </>
        ) : (
          t.number(row.caughtUp)
        ),
    },
  ]
  const foot = {
    branch: t('study.total'),
    called: t.number(sum('called')),
    present: t.number(sum('present')),
    caughtUp: t.number(sum('caughtUp')),
  }
  const table = <Table t={t} caption={t('study.who-came')} columns={columns} rows={view.rows} foot={foot} />
  if (!open) return table
  return (
    <Form to={`${sessionPath(id, view.id)}/catch-up`} command={visit.newCommand()} version={view.version}>
      {table}
      <p>
        <Submit kind="secondary">{t('study.catch-up-do')}</Submit>
      </p>
    </Form>
  )
}

const Withdraw = ({ visit, id, view }: { visit: Visit; id: DocumentId; view: SessionView }) => {
  const { t } = visit
  return (
    <Details summary={t('study.withdraw')}>
      <p>{t('study.withdraw-text')}</p>
      <Form to={`${sessionPath(id, view.id)}/withdraw`} command={visit.newCommand()} version={view.version}>
        <TextArea t={t} name="why" label={t('study.withdraw-why')} rows={2} required lang="vi" />
        <Submit kind="danger">{t('study.withdraw-do')}</Submit>
      </Form>
    </Details>
  )
}
