import { holds } from '../../access/index.ts'
import { activityOf, choicesFor, type ActivityView, type Amendment, type TaskChoice } from '../../programmes/index.ts'
import { vnd, type Problem, type UnitId } from '../../kernel/index.ts'
import {
  Breadcrumbs,
  DescriptionList,
  Details,
  ErrorSummary,
  Form,
  Heading,
  LinkButton,
  Note,
  PostButton,
  Quote,
  Submit,
  Table,
  TextArea,
  type Column,
} from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import { clauseName } from '../letters/clause-name.ts'
import type { Visit } from '../visit.ts'
import { amountOf, daysOf, StateBadges } from './figures.tsx'
import { TaskChoices } from './task-choices.tsx'
import { taskValue } from './typed.ts'
import { activityNamed } from './write.ts'

export const showActivity = (visit: Visit) => activityPage(visit, [])

/** One activity: what came of it, what shows it, and the tasks and clauses it serves, up to the letter that first asked. */
export async function activityPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t, at } = visit
  const id = activityNamed(visit)
  const actor = visit.signedIn()
  const found =
    id &&
    (await visit.read(async tx => {
      const view = await activityOf(tx, id)
      if (!view) return null
      const claims = claimant(visit, view)
      const own = claims && (await choicesFor(tx, { unit: claims, with: [], activity: id, today: at.today })).tasks
      return { view, claims, own: own ?? [] }
    }))
  if (!found) return notFound(visit)
  const { view } = found
  const mine = holds(actor, view.unit, 'officer', 'leader', 'clerk') && view.state !== 'withdrawn'
  return visit.page(
    view.title,
    <>
      <Breadcrumbs t={t} items={[{ href: '/activities', label: t('activities.list') }, { label: view.title }]} />
      <Heading
        kicker={<span lang="vi">{view.unitName}</span>}
        title={<span lang="vi">{view.title}</span>}
        actions={
          mine ? (
            <LinkButton to={`/activities/${view.id}/edit`}>
              {t(view.state === 'planned' ? 'activities.do-hold' : 'activities.edit')}
            </LinkButton>
          ) : undefined
        }
      />
      <ErrorSummary t={t} problems={problems} />
      <p class="actions screen-only">
        <a href={`/print/activities/${view.id}`}>{t('print.print')}</a>
        <a href={`/print/activities/${view.id}/hand-out`}>{t('print.hand-out')}</a>
      </p>
      <p class="work-head">
        <StateBadges t={t} activity={{ state: view.state, amended: view.amendments.length > 0 }} />
        <span class="muted">{t(`activities.kind-${view.kind}`)}</span>
      </p>
      {view.state === 'withdrawn' && (
        <Note tone="warn" title={t('activities.withdrawn-title')}>
          <p lang="vi">{view.withdrawnWhy}</p>
        </Note>
      )}
      <Facts visit={visit} view={view} />
      <ResultTable visit={visit} view={view} />
      <Serves visit={visit} view={view} />
      {found.claims && <Claim visit={visit} view={view} unit={found.claims} own={found.own} />}
      <Files visit={visit} view={view} mine={mine} />
      {view.amendments.length > 0 && <Amendments visit={visit} view={view} />}
      {holds(actor, view.unit, 'officer', 'leader') && view.state !== 'withdrawn' && (
        <Withdraw visit={visit} view={view} />
      )}
    </>,
    { problems },
  )
}

/** The unit with it for which the reader may tick tasks, once it was held. */
const claimant = (visit: Visit, view: ActivityView): UnitId | null => {
  const actor = visit.signedIn()
  const mine = view.with.filter(unit => holds(actor, unit.id, 'officer', 'leader', 'clerk')).map(unit => unit.id)
  return view.state === 'held' ? (mine.find(unit => unit === actor.unit) ?? mine[0] ?? null) : null
}

const Facts = ({ visit: { t }, view }: { visit: Visit; view: ActivityView }) => (
  <DescriptionList
    items={[
      { label: t('activities.day'), value: daysOf(t, view) },
      {
        label: t('activities.where'),
        value: <span lang="vi">{[view.place, view.areaName].filter(Boolean).join(', ')}</span>,
      },
      ...(view.with.length > 0
        ? [{ label: t('activities.with'), value: <span lang="vi">{view.with.map(unit => unit.name).join('; ')}</span> }]
        : []),
      ...(view.people === null ? [] : [{ label: t('activities.people'), value: t.number(view.people) }]),
      ...(view.personTimes === null
        ? []
        : [{ label: t('activities.person-times'), value: t.number(view.personTimes) }]),
      ...(view.note ? [{ label: t('activities.note'), value: <span lang="vi">{view.note}</span> }] : []),
      {
        label: t('activities.entered'),
        value: t('activities.entered-by', { who: view.enteredBy, at: t.instant(view.enteredAt) }),
      },
      ...(view.version > 1
        ? [
            {
              label: t('activities.changed'),
              value: t('activities.entered-by', { who: view.changedBy, at: t.instant(view.changedAt) }),
            },
          ]
        : []),
    ]}
  />
)

const ResultTable = ({ visit: { t }, view }: { visit: Visit; view: ActivityView }) => {
  if (view.results.length === 0) return <p class="muted">{t('activities.no-results-yet')}</p>
  const columns: Column<ActivityView['results'][number]>[] = [
    { key: 'name', label: t('activities.indicator'), cell: row => t(`indicators.${row.indicator}`), heads: true },
    { key: 'amount', label: t('activities.amount'), numeric: true, cell: row => amountOf(t, row.measure, row.amount) },
  ]
  const values: typeof columns = [
    {
      key: 'money',
      label: t('activities.money'),
      numeric: true,
      cell: row => (row.moneyValue === null ? '' : t.money(vnd(BigInt(row.moneyValue))!)),
    },
    { key: 'how', label: t('activities.how'), cell: row => <span lang="vi">{row.valuedHow ?? ''}</span> },
  ]
  const valued = view.results.some(row => row.moneyValue !== null)
  return (
    <Table
      t={t}
      caption={t('activities.results')}
      columns={valued ? [...columns, ...values] : columns}
      rows={view.results}
    />
  )
}

/** From the task up, clause by clause, to the letter that first asked. */
const Serves = ({ visit: { t }, view }: { visit: Visit; view: ActivityView }) => (
  <section>
    <h2>
      {view.serves.length === 0
        ? t('activities.tasks')
        : t(view.state === 'planned' ? 'activities.meant-for' : 'activities.serves', { count: view.serves.length })}
    </h2>
    {view.serves.length === 0 && <p class="muted">{t('activities.serves-none')}</p>}
    <ul class="plain">
      {view.serves.map(task => (
        <li>
          <Quote
            source={t('activities.task-of', { unit: task.unitName })}
            href={`/tasks/${task.document}/${task.clause}/${task.unit}`}
          >
            {task.sentence}
          </Quote>
          <p class="muted">
            {task.up.map((step, at) => (
              <>
                {at > 0 && ' ← '}
                <a href={`/letters/${step.document}#clause-${step.clause}`}>
                  {step.letter}, {clauseName(t, step.label)}
                </a>
              </>
            ))}
          </p>
        </li>
      ))}
    </ul>
  </section>
)

const Claim = ({
  visit,
  view,
  unit,
  own,
}: {
  visit: Visit
  view: ActivityView
  unit: UnitId
  own: readonly TaskChoice[]
}) => {
  const { t } = visit
  const ticked = view.serves.map(taskValue)
  return (
    <Details summary={t('activities.claim')}>
      <p>{t('activities.claim-text')}</p>
      <Form to={`/activities/${view.id}/claim`} command={visit.newCommand()} hidden={{ unit }}>
        <TaskChoices visit={visit} tasks={own} ticked={ticked} />
        <Submit kind="secondary">{t('activities.claim-do')}</Submit>
      </Form>
    </Details>
  )
}

const Files = ({ visit, view, mine }: { visit: Visit; view: ActivityView; mine: boolean }) => {
  const { t } = visit
  if (view.files.length === 0) return null
  const columns: Column<ActivityView['files'][number]>[] = [
    {
      key: 'name',
      label: t('activities.file'),
      heads: true,
      cell: row => (
        <a href={`/files/${row.id}`} lang="vi">
          {row.name}
        </a>
      ),
    },
    {
      key: 'size',
      label: t('activities.size'),
      numeric: true,
      cell: row => t('activities.kilobytes', { size: Math.ceil(row.size / 1024) }),
    },
    {
      key: 'end',
      label: t('activities.file-end'),
      screenOnly: true,
      cell: row =>
        mine ? (
          <PostButton
            to={`/activities/${view.id}/end-file`}
            command={visit.newCommand()}
            version={view.version}
            hidden={{ unit: view.unit, file: row.id }}
            kind="danger"
            label={t('activities.file-end-named', { name: row.name })}
          >
            {t('activities.file-end')}
          </PostButton>
        ) : (
          ''
        ),
    },
  ]
  return <Table t={t} caption={t('activities.files')} columns={columns} rows={view.files} />
}

/** Both numbers of everything that was changed after a report had counted it. */
const Amendments = ({ visit: { t }, view }: { visit: Visit; view: ActivityView }) => {
  const figures = (of: Amendment['before']) =>
    [
      t(`activities.state-${of.state}`),
      ...of.results.map(result =>
        t('activities.result-line', { name: t(`indicators.${result.indicator}`), amount: t.number(result.amount) }),
      ),
      ...(of.people === null ? [] : [t('activities.people-of', { count: of.people })]),
      ...(of.personTimes === null ? [] : [t('activities.person-times-of', { count: of.personTimes })]),
    ].join('; ')
  const columns: Column<Amendment>[] = [
    { key: 'at', label: t('activities.changed'), cell: row => t.instant(new Date(row.at)), heads: true },
    { key: 'who', label: t('activities.who'), cell: row => row.who },
    { key: 'before', label: t('activities.before'), cell: row => figures(row.before) },
    { key: 'after', label: t('activities.after'), cell: row => figures(row.after) },
    { key: 'why', label: t('activities.why'), cell: row => <span lang="vi">{row.why}</span> },
  ]
  return <Table t={t} caption={t('activities.amendments')} columns={columns} rows={view.amendments} />
}

const Withdraw = ({ visit, view }: { visit: Visit; view: ActivityView }) => {
  const { t } = visit
  return (
    <Details summary={t('activities.withdraw')}>
      <p>{t(view.reported ? 'activities.withdraw-reported' : 'activities.withdraw-text')}</p>
      <Form
        to={`/activities/${view.id}/withdraw`}
        command={visit.newCommand()}
        version={view.version}
        hidden={{ unit: view.unit }}
      >
        <TextArea t={t} name="why" label={t('activities.why')} rows={2} required lang="vi" />
        <Submit kind="danger">{t('activities.withdraw-do')}</Submit>
      </Form>
    </Details>
  )
}
