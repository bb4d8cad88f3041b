import {
  cutOffsOf,
  maySetDuty,
  PERIOD_KINDS,
  reportsOn,
  setCutOffs,
  SHELVES,
  type CutOffs,
  type ReportLine,
} from '../../reports/index.ts'
import type { Problem } from '../../kernel/index.ts'
import {
  Badge,
  Details,
  ErrorSummary,
  Form,
  Heading,
  Note,
  Submit,
  Table,
  Tabs,
  TextInput,
  type Column,
} from '../kit/index.ts'
import { statusOf } from '../answers.tsx'
import type { FormValues, Visit } from '../visit.ts'
import { reportPath } from './address.ts'
import { periodName, STATE_TONE } from './words.ts'

/** The reports of the office: its own, those that wait for its answer, those it got, and proposals it is to answer. */
export const showReports = (visit: Visit) => reportsPage(visit, [])

async function reportsPage(visit: Visit, problems: readonly Problem[], typed?: FormValues): Promise<Response> {
  const { t, c } = visit
  const actor = visit.signedIn()
  const shelf = SHELVES.find(one => one === c.req.query('shelf')) ?? 'own'
  const { lines, days } = await visit.read(async tx => ({
    lines: await reportsOn(tx, shelf, actor.unit),
    days: await cutOffsOf(tx, actor.unit),
  }))
  return visit.page(
    t('reports.title'),
    <>
      <Heading title={t('reports.title')} kicker={<span lang="vi">{actor.unitName}</span>} lead={t('reports.lead')} />
      <ErrorSummary t={t} problems={problems} />
      <Tabs
        t={t}
        label={t('reports.shelves')}
        items={SHELVES.map(one => ({
          href: `/reports?shelf=${one}`,
          label: t(`reports.shelf-${one}`),
          current: one === shelf,
        }))}
      />
      <ReportTable
        visit={visit}
        lines={lines}
        caption={t(`reports.shelf-${shelf}`)}
        empty={t(`reports.none-${shelf}`)}
      />
      {shelf === 'own' && <Note>{t('reports.how-to-begin')}</Note>}
      {maySetDuty(actor, actor.unit).ok && <CutOffDays visit={visit} days={days} problems={problems} typed={typed} />}
    </>,
    { status: problems[0] ? statusOf(problems[0]) : 200 },
  )
}

/** Reports in a table, each leading to its page. */
export const ReportTable = ({
  visit,
  lines,
  caption,
  empty,
}: {
  visit: Visit
  lines: readonly ReportLine[]
  caption: string
  empty: string
}) => {
  const { t } = visit
  const columns: Column<ReportLine>[] = [
    {
      key: 'period',
      label: t('reports.period'),
      heads: true,
      cell: row => <a href={reportPath(row.id)}>{periodName(t, row.period)}</a>,
    },
    { key: 'unit', label: t('reports.unit'), cell: row => <span lang="vi">{row.unitName}</span> },
    {
      key: 'letter',
      label: t('reports.on-letter'),
      cell: row => (
        <a href={`/letters/${row.document}/reports`} lang="vi">
          {row.letter || row.subject}
        </a>
      ),
    },
    {
      key: 'state',
      label: t('reports.state'),
      cell: row => (
        <>
          <Badge tone={STATE_TONE[row.state]!}>{t(`reports.state-${row.state}`)}</Badge>
          {row.revision > 1 && <span class="muted"> {t('reports.revision', { n: String(row.revision) })}</span>}
        </>
      ),
    },
    {
      key: 'proposals',
      label: t('reports.proposals'),
      cell: row =>
        row.proposals > 0 ? t('reports.proposals-answered', { answered: row.answered, count: row.proposals }) : '',
    },
  ]
  return <Table t={t} caption={caption} captionHidden columns={columns} rows={lines} empty={empty} />
}

const CutOffDays = ({
  visit,
  days,
  problems,
  typed,
}: {
  visit: Visit
  days: CutOffs
  problems: readonly Problem[]
  typed: FormValues | undefined
}) => {
  const { t } = visit
  return (
    <Details summary={t('reports.cut-offs')}>
      <p>{t('reports.cut-offs-text')}</p>
      <Form to="/reports/cut-offs" command={visit.newCommand()}>
        <div class="form-row">
          {PERIOD_KINDS.map(kind => (
            <TextInput
              t={t}
              name={`day-${kind}`}
              label={t(`reports.kind-${kind}`)}
              value={typed?.text(`day-${kind}`) ?? String(days[kind])}
              inputmode="numeric"
              width="short"
              required
              problems={problems}
            />
          ))}
        </div>
        <Submit kind="secondary">{t('reports.save')}</Submit>
      </Form>
    </Details>
  )
}

export async function changeCutOffs(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const days = Object.fromEntries(PERIOD_KINDS.map(kind => [kind, form.number(`day-${kind}`)])) as CutOffs
  const done = await visit.run(setCutOffs, { unit: visit.signedIn().unit, days }, form)
  return done.ok ? visit.done('/reports', 'reports.done-cut-offs') : reportsPage(visit, [done.problem], form)
}
