import {
  asksForStudy,
  AUDIENCES,
  countFrom,
  FORMS,
  MEANS,
  mayEnterStudy,
  recordSession,
  studyDesk,
  type AttendanceRow,
  type DeskRoll,
  type Means,
  type StudyDesk,
  type StudyForm,
} from '../../dissemination/index.ts'
import type { DocumentId, Problem } from '../../kernel/index.ts'
import { letterAt } from '../../reports/index.ts'
import {
  CellInput,
  CheckboxGroup,
  DateInput,
  FileInput,
  Form,
  RadioGroup,
  SENTENCE_MAX,
  shortened,
  Submit,
  Table,
  TextArea,
  TextInput,
  type Column,
} from '../kit/index.ts'
import { notFound, shownRows } from '../answers.tsx'
import { evidenceFile } from '../evidence-file.ts'
import { clauseName } from '../letters/clause-name.ts'
import type { FormValues, Visit } from '../visit.ts'
import { letterOfPage, sessionPath, studyPath } from './address.ts'
import { floorsOf, LimitNote, standsHere, StudyHead } from './head.tsx'

export async function showNewSession(visit: Visit): Promise<Response> {
  const id = letterOfPage(visit)
  return id ? newSessionPage(visit, id, []) : notFound(visit)
}

/** Enters the session; rows left empty are of those who were not in it. */
export async function saveSession(visit: Visit): Promise<Response> {
  const id = letterOfPage(visit)
  if (!id) return notFound(visit)
  const form = await visit.form()
  const file = await evidenceFile(form)
  if (!file.ok) return newSessionPage(visit, id, [file.problem])
  const sent = rowsFrom(form)
  const done = await visit.run(
    recordSession,
    {
      unit: visit.signedIn().unit,
      document: id,
      form: form.text('form') as StudyForm,
      from: form.text('from'),
      until: form.text('until'),
      place: form.text('place'),
      means: form.text('means') as Means,
      note: form.text('note'),
      rows: sent.map(each => each.row),
      tasks: form.all('tasks').map(Number),
      file: file.value,
    },
    form,
  )
  if (done.ok) return visit.done(sessionPath(id, done.value.session), 'study.done-recorded')
  const refused = shownRows(
    done.problem,
    sent.map(each => each.shown),
  )
  // Nobody at all stands in no row: the first one shows it.
  return newSessionPage(visit, id, [refused.field === 'rows' ? { ...refused, field: 'called', row: 1 } : refused])
}

const nameOf = (line: Pick<DeskRoll, 'branch' | 'audience'>, what: string): string =>
  `${what}-${line.branch}-${line.audience}`

/** Empty boxes of a row that was begun are nobody; a row without any number is no row. */
function rowsFrom(form: FormValues): { row: AttendanceRow; shown: number }[] {
  return form.all('group').flatMap((group, at) => {
    const [branch = '', audience = ''] = group.split('/')
    const line = { branch, audience } as Pick<DeskRoll, 'branch' | 'audience'>
    const numbers = (['called', 'present', 'caughtUp'] as const).map(what => countFrom(form.text(nameOf(line, what))))
    if (numbers.every(n => n === null)) return []
    const [called = 0, present = 0, caughtUp = 0] = numbers.map(n => n ?? 0)
    return [{ row: { ...line, called, present, caughtUp }, shown: at + 1 }]
  })
}

async function newSessionPage(visit: Visit, id: DocumentId, problems: readonly Problem[]): Promise<Response> {
  const { t, at } = visit
  const { unit } = visit.signedIn()
  const found = await visit.read(async tx => {
    const letter = await letterAt(tx, id, unit)
    return letter && standsHere(letter, unit) ? { letter, desk: await studyDesk(tx, id, unit, at.today) } : null
  })
  if (!found || !mayEnterStudy(visit.signedIn(), unit).ok) return notFound(visit)
  const { letter, desk } = found
  // Nobody can be called who is not counted: the roll comes first.
  if (desk.roll.length === 0) return visit.c.redirect(`${studyPath(id)}/roll`, 303)
  return visit.page(
    t('study.new-session'),
    <>
      <StudyHead
        visit={visit}
        letter={letter}
        title={t('study.new-session')}
        lead={t('study.lead')}
        problems={problems}
      />
      <LimitNote t={t} floors={floorsOf(letter)} />
      <Form to={`${studyPath(id)}/new`} command={visit.newCommand()} files>
        <WhenAndWhere visit={visit} />
        <h2>{t('study.who-came')}</h2>
        <p class="muted">{t('study.who-came-hint')}</p>
        <WhoCame visit={visit} desk={desk} />
        <TextArea t={t} name="note" label={t('study.note')} hint={t('study.note-hint')} rows={2} lang="vi" />
        <FileInput t={t} name="file" label={t('study.file')} hint={t('study.file-hint')} />
        {desk.tasks.length > 0 && (
          <CheckboxGroup
            t={t}
            name="tasks"
            label={t('study.tasks')}
            hint={t('study.tasks-hint')}
            options={desk.tasks.map(task => ({
              value: String(task.clause),
              label: `${clauseName(t, task.label)}: ${shortened(task.sentence, SENTENCE_MAX)}`,
            }))}
            values={desk.tasks.filter(task => asksForStudy(task.sentence)).map(task => String(task.clause))}
          />
        )}
        <Submit>{t('study.record-do')}</Submit>
      </Form>
    </>,
    { problems },
  )
}

const WhenAndWhere = ({ visit: { t, at } }: { visit: Visit }) => {
  const clock = (name: 'from' | 'until', hour: string) => (
    <DateInput t={t} name={name} label={t(`study.${name}`)} value={`${at.today}T${hour}`} clock required />
  )
  return (
    <>
      <RadioGroup
        t={t}
        name="form"
        label={t('study.form')}
        inline
        required
        options={FORMS.map(form => ({ value: form, label: t(`study.form-${form}`) }))}
        value="quan-triet"
      />
      <div class="pair">
        {clock('from', '07:30')}
        {clock('until', '10:30')}
      </div>
      <TextInput t={t} name="place" label={t('study.place')} required maxlength={200} lang="vi" />
      <RadioGroup
        t={t}
        name="means"
        label={t('study.means')}
        inline
        required
        options={MEANS.map(means => ({ value: means, label: t(`study.means-${means}`) }))}
        value="meeting"
      />
    </>
  )
}

/** A row for each cell and audience that is counted. */
const WhoCame = ({ visit: { t }, desk }: { visit: Visit; desk: StudyDesk }) => {
  const order = new Map(desk.branches.map((branch, at) => [branch.id, at]))
  const names = new Map(desk.branches.map(branch => [branch.id, branch.name]))
  const rows = desk.roll
    .filter(line => line.people > 0)
    .sort(
      (a, b) =>
        (order.get(a.branch) ?? 0) - (order.get(b.branch) ?? 0) ||
        AUDIENCES.indexOf(a.audience) - AUDIENCES.indexOf(b.audience),
    )
  const cell = (line: DeskRoll, what: 'called' | 'present' | 'caughtUp', label: string) => (
    <CellInput
      t={t}
      name={nameOf(line, what)}
      field={what}
      row={rows.indexOf(line) + 1}
      label={`${label}: ${names.get(line.branch)}, ${t(`study.audience-${line.audience}`)}`}
      value=""
    />
  )
  const columns: Column<DeskRoll>[] = [
    {
      key: 'branch',
      label: t('study.branch'),
      heads: true,
      cell: row => (
        <>
          <span lang="vi">{names.get(row.branch)}</span>
          <input type="hidden" name="group" value={`${row.branch}/${row.audience}`} />
        </>
      ),
    },
    {
      key: 'audience',
      label: t('study.audience'),
      cell: row => `${t(`study.audience-${row.audience}`)}, ${t('study.on-roll', { people: row.people })}`,
    },
    { key: 'called', label: t('study.called'), cell: row => cell(row, 'called', t('study.called')), numeric: true },
    { key: 'present', label: t('study.present'), cell: row => cell(row, 'present', t('study.present')), numeric: true },
    {
      key: 'caughtUp',
      label: t('study.caught-up'),
      cell: row => cell(row, 'caughtUp', t('study.caught-up')),
      numeric: true,
    },
  ]
  return <Table t={t} caption={t('study.who-came')} captionHidden columns={columns} rows={rows} />
}
