import { holds } from '../../access/index.ts'
import { periodOf, periodsSince, type Period } from '../../programmes/index.ts'
import type { TaskEvidence, TaskView } from '../../reports/index.ts'
import type { T } from '../../words/index.ts'
import { Badge, LinkButton, Table, type Column } from '../kit/index.ts'
import type { Visit } from '../visit.ts'

const PERIODS_MAX = 12

/** What shows that the task was carried out, what is planned for it, and where one records what happened. */
export const Evidence = ({ visit, task }: { visit: Visit; task: TaskView }) => {
  const { t } = visit
  const writes = holds(visit.signedIn(), task.unit, 'officer', 'leader', 'clerk')
  const columns: Column<TaskEvidence>[] = [
    { key: 'day', label: t('task.evidence-day'), cell: row => t.date(row.onDay) },
    { key: 'kind', label: t('task.evidence-kind'), cell: row => t(`task.evidence-${row.kind}`) },
    {
      key: 'title',
      label: t('task.evidence-what'),
      heads: true,
      cell: row => (
        <a href={linkOf(task, row)} lang="vi">
          {row.title || t(`task.evidence-${row.kind}`)}
        </a>
      ),
    },
  ]
  return (
    <section>
      <h2>{t('task.evidence')}</h2>
      {task.evidence.length === 0 ? (
        <p class="muted">{t('task.evidence-none')}</p>
      ) : (
        <Table t={t} caption={t('task.evidence')} captionHidden columns={columns} rows={task.evidence} />
      )}
      {task.planned.length > 0 && (
        <>
          <h3>{t('task.planned')}</h3>
          <ul class="plain">
            {task.planned.map(each => (
              <li>
                {t.date(each.onDay)}:{' '}
                <a href={`/activities/${each.id}`} lang="vi">
                  {each.title}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      {writes && (
        <p>
          <LinkButton to={`/activities/new?task=${task.document}/${task.clause}/${task.unit}`} kind="secondary">
            {t('task.record')}
          </LinkButton>
        </p>
      )}
      {task.rhythm !== 'deadline' && <Periods visit={visit} task={task} />}
    </section>
  )
}

/** A session is read on the page of what was studied. */
const linkOf = (task: TaskView, { kind, id }: TaskEvidence): string =>
  kind === 'activity' ? `/activities/${id}` : kind === 'letter' ? `/letters/${id}` : `/letters/${task.document}/study`

/** Each period since the unit was asked has results or has none yet; none of them is ever late. */
const Periods = ({ visit: { t, at }, task }: { visit: Visit; task: TaskView }) => {
  const periods = periodsSince(task.askedOn, at.today, task.period, PERIODS_MAX)
  const counts = Map.groupBy(task.evidence, each => periodOf(each.onDay, task.period).key)
  const columns: Column<Period>[] = [
    { key: 'period', label: t('task.period'), heads: true, cell: row => periodName(t, row) },
    {
      key: 'results',
      label: t('task.period-results'),
      cell: row => {
        const count = counts.get(row.key)?.length ?? 0
        return (
          <Badge tone={count > 0 ? 'good' : 'neutral'}>
            {count > 0 ? t('task.period-has', { count }) : t('task.period-none')}
          </Badge>
        )
      },
    },
  ]
  return <Table t={t} caption={t('task.periods')} columns={columns} rows={periods} />
}

const periodName = (t: T, { key }: Period): string => {
  const [year, part] = key.split('-') as [string, string]
  return t(part.startsWith('Q') ? 'task.quarter' : 'task.month', { part: String(Number(part.slice(1))), year })
}
