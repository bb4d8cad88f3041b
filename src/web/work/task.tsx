import { holds } from '../../access/index.ts'
import { idFrom, type DocumentId, type Problem, type UnitId } from '../../kernel/index.ts'
import { handsOf, type UnitPlace } from '../../org/index.ts'
import { taskOf, type TaskPart, type TaskView } from '../../reports/index.ts'
import {
  Badge,
  Breadcrumbs,
  DateInput,
  DescriptionList,
  Details,
  ErrorSummary,
  Form,
  Heading,
  PostButton,
  Quote,
  Select,
  Submit,
  Table,
  TextArea,
  TextInput,
  type Column,
} from '../kit/index.ts'
import { notFound, statusOf } from '../answers.tsx'
import type { Visit } from '../visit.ts'
import { TaskMessage } from './task-message.tsx'
import { Evidence } from './task-evidence.tsx'
import { DueBadge } from './work.tsx'
import { clauseName } from '../letters/clause-name.ts'

export type TaskAddress = { readonly document: DocumentId; readonly clause: number; readonly unit: UnitId }

export function taskAddress(visit: Visit): TaskAddress | null {
  const document = idFrom<DocumentId>(visit.c.req.param('document'))
  const unit = idFrom<UnitId>(visit.c.req.param('unit'))
  const clause = Number(visit.c.req.param('clause'))
  return document && unit && Number.isInteger(clause) && clause > 0 && clause < 32_768
    ? { document, unit, clause }
    : null
}
export const taskPath = (at: TaskAddress): string => `/tasks/${at.document}/${at.clause}/${at.unit}`

export const showTask = (visit: Visit) => taskPage(visit, [])

/** The page of one task: what is asked, in the letter's own sentence; its time; who does which part of it. */
export async function taskPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t, at } = visit
  const address = taskAddress(visit)
  const found =
    address &&
    (await visit.read(async tx => {
      const task = await taskOf(tx, address)
      if (!task) return null
      const mine = holds(visit.signedIn(), task.unit, 'officer', 'leader')
      return { task, hands: mine ? await handsOf(tx, task.unit, at.today) : null }
    }))
  if (!found) return notFound(visit)
  const { task } = found
  return visit.page(
    t('task.title', { letter: task.letter, clause: clauseName(t, task.label) }),
    <>
      <Breadcrumbs
        t={t}
        items={[
          { href: '/work', label: t('web.nav-work') },
          { label: t('task.title', { letter: task.letter, clause: clauseName(t, task.label) }) },
        ]}
      />
      <Heading
        title={t('task.title', { letter: task.letter, clause: clauseName(t, task.label) })}
        kicker={<span lang="vi">{task.unitName}</span>}
      />
      <ErrorSummary t={t} problems={problems} />
      <p class="work-head">
        <DueBadge t={t} item={task} today={at.today} />
        <Badge tone={task.state === 'asked' ? 'warn' : 'good'}>{t(`task.state-${task.state}`)}</Badge>
      </p>
      <Quote source={`${task.letter} – ${task.issuer}`} href={`/letters/${task.document}#clause-${task.clause}`}>
        {task.sentence || task.clauseText}
      </Quote>
      <DescriptionList
        items={[
          { label: t('task.role'), value: t(`task.role-${task.role}`) },
          { label: t('task.time'), value: t(`task.rhythm-${task.rhythm}`) },
          ...(task.dueText ? [{ label: t('task.time-words'), value: <span lang="vi">{task.dueText}</span> }] : []),
          ...(task.doneNote ? [{ label: t('task.done-note'), value: task.doneNote }] : []),
        ]}
      />
      <Details summary={t('task.whole-clause')}>
        <p lang="vi">{task.clauseText}</p>
      </Details>
      <TaskMessage visit={visit} task={task} />
      <Evidence visit={visit} task={task} />
      <TaskMoves visit={visit} task={task} problems={problems} />
      {task.parts.length > 0 && <Parts visit={visit} task={task} />}
      {found.hands && <Divide visit={visit} task={task} hands={found.hands} problems={problems} />}
      <Dates visit={visit} task={task} problems={problems} />
    </>,
    { status: problems[0] ? statusOf(problems[0]) : 200 },
  )
}

const open = (task: TaskView) => task.state !== 'done'

const TaskMoves = ({ visit, task, problems }: { visit: Visit; task: TaskView; problems: readonly Problem[] }) => {
  const { t } = visit
  if (!holds(visit.signedIn(), task.unit, 'officer', 'leader') || !open(task)) return null
  return (
    <>
      {task.state === 'asked' && (
        <PostButton to={`${taskPath(task)}/take`} command={visit.newCommand()} version={task.version} kind="primary">
          {t('task.take')}
        </PostButton>
      )}
      {task.state !== 'asked' && task.rhythm !== 'standing' && (
        <Form to={`${taskPath(task)}/finish`} command={visit.newCommand()} version={task.version}>
          <TextArea
            t={t}
            name="note"
            label={t('task.finish-note')}
            {...(task.evidence.length > 0 ? {} : { hint: t('task.finish-hint'), required: true })}
            rows={3}
            lang="vi"
            problems={problems}
          />
          <Submit>{t('task.finish')}</Submit>
        </Form>
      )}
      {task.rhythm === 'standing' && <p class="muted">{t('task.standing-text')}</p>}
    </>
  )
}

const Parts = ({ visit, task }: { visit: Visit; task: TaskView }) => {
  const { t } = visit
  const actor = visit.signedIn()
  const mine = (part: TaskPart) =>
    (part.toPerson !== null && part.toPerson === actor.person) ||
    (part.toUnit !== null && holds(actor, part.toUnit, 'officer', 'leader', 'clerk'))
  const columns: Column<TaskPart>[] = [
    { key: 'what', label: t('task.part-what'), cell: row => <span lang="vi">{row.what}</span>, heads: true },
    { key: 'to', label: t('task.part-to'), cell: row => <span lang="vi">{row.toName}</span> },
    { key: 'due', label: t('task.part-due'), cell: row => (row.dueOn ? t.date(row.dueOn) : '—') },
    {
      key: 'state',
      label: t('task.part-state'),
      cell: row => <Badge tone={row.state === 'asked' ? 'warn' : 'good'}>{t(`task.state-${row.state}`)}</Badge>,
    },
    {
      key: 'move',
      label: t('task.part-move'),
      screenOnly: true,
      cell: row =>
        mine(row) && row.state === 'asked' ? (
          <PostButton
            to={`${taskPath(task)}/part`}
            command={visit.newCommand()}
            version={row.version}
            hidden={{ ordinal: String(row.ordinal), move: 'take' }}
            label={`${t('task.part-take')}: ${row.what}`}
          >
            {t('task.part-take')}
          </PostButton>
        ) : mine(row) && row.state === 'taken' ? (
          <Form
            to={`${taskPath(task)}/part`}
            command={visit.newCommand()}
            version={row.version}
            hidden={{ ordinal: String(row.ordinal), move: 'finish' }}
          >
            <TextInput t={t} name="note" row={row.ordinal} label={t('task.finish-note')} required lang="vi" />
            <Submit kind="secondary">{t('task.part-finish')}</Submit>
          </Form>
        ) : (
          ''
        ),
    },
  ]
  return <Table t={t} caption={t('task.parts')} columns={columns} rows={task.parts} />
}

const Divide = ({
  visit,
  task,
  hands,
  problems,
}: {
  visit: Visit
  task: TaskView
  hands: Pick<UnitPlace, 'holders' | 'below'>
  problems: readonly Problem[]
}) => {
  const { t } = visit
  if (!open(task)) return null
  const persons = [
    ...new Map(
      hands.holders.map(one => [
        one.personId,
        { value: `person:${one.personId}`, label: `${one.name} – ${one.title}` },
      ]),
    ).values(),
  ]
  const units = [...new Map(hands.below.map(one => [one.id, { value: `unit:${one.id}`, label: one.name }])).values()]
  const options = [
    ...(persons.length > 0 ? [{ label: t('task.divide-persons'), options: persons }] : []),
    ...(units.length > 0 ? [{ label: t('task.divide-units'), options: units }] : []),
  ]
  return (
    <section>
      <h2>{t('task.divide')}</h2>
      <p>{t('task.divide-text')}</p>
      <Form to={`${taskPath(task)}/divide`} command={visit.newCommand()} version={task.version}>
        {[1, 2, 3].map(row => (
          <div class="form-row">
            <Select t={t} name="to" row={row} label={t('task.part-to')} options={options} problems={problems} />
            <TextInput t={t} name="what" row={row} label={t('task.part-what')} lang="vi" problems={problems} />
            <DateInput t={t} name="due" row={row} label={t('task.part-due')} problems={problems} />
          </div>
        ))}
        <Submit kind="secondary">{t('task.divide-do')}</Submit>
      </Form>
    </section>
  )
}

const Dates = ({ visit, task, problems }: { visit: Visit; task: TaskView; problems: readonly Problem[] }) => {
  const { t } = visit
  const actor = visit.signedIn()
  const mine = holds(actor, task.unit, 'officer', 'leader')
  return (
    <section>
      {mine && open(task) && !task.letterDueOn && (
        <>
          <h2>{t('task.set-date')}</h2>
          <p>{t('task.set-date-text')}</p>
          <Form to={`${taskPath(task)}/date`} command={visit.newCommand()} version={task.version} inline>
            <DateInput
              t={t}
              name="on"
              label={t('task.own-date')}
              value={task.ownDate ? task.dueOn : null}
              min={visit.at.today}
              required
              problems={problems}
            />
            <Submit kind="secondary">{t('task.set-date-do')}</Submit>
          </Form>
        </>
      )}
      {mine && open(task) && task.letterDueOn && (
        <>
          <h2>{t('task.ask-date')}</h2>
          <Form to={`${taskPath(task)}/ask-date`} command={visit.newCommand()} version={task.version}>
            <DateInput t={t} name="on" label={t('task.proposed')} min={visit.at.today} required problems={problems} />
            <TextArea t={t} name="reason" label={t('task.reason')} rows={2} required lang="vi" problems={problems} />
            <Submit kind="secondary">{t('task.ask-date-do')}</Submit>
          </Form>
        </>
      )}
      {task.requests.length > 0 && <h2>{t('task.requests')}</h2>}
      <ul class="plain">
        {task.requests.map(request => (
          <li>
            {t('task.request-line', { date: t.date(request.proposedOn), reason: request.reason })}{' '}
            <Badge tone={request.answer === 'accepted' ? 'good' : request.answer === 'refused' ? 'bad' : 'warn'}>
              {t(`task.answer-${request.answer ?? 'waiting'}`)}
            </Badge>
            {request.answerNote && <span class="muted"> {request.answerNote}</span>}
            {request.answer === null && !mine && <Answer visit={visit} task={task} ordinal={request.ordinal} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

const Answer = ({ visit, task, ordinal }: { visit: Visit; task: TaskView; ordinal: number }) => (
  <Form
    to={`${taskPath(task)}/answer-date`}
    command={visit.newCommand()}
    version={task.version}
    hidden={{ ordinal: String(ordinal) }}
  >
    <TextInput t={visit.t} name="note" row={ordinal} label={visit.t('task.answer-note')} lang="vi" />
    <div class="actions">
      <Submit name="answer" value="accepted">
        {visit.t('task.accept')}
      </Submit>
      <Submit kind="secondary" name="answer" value="refused">
        {visit.t('task.refuse')}
      </Submit>
    </div>
  </Form>
)
