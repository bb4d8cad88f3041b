import { holds } from '../../access/index.ts'
import { planOf, setPlan, type PlanLine } from '../../programmes/index.ts'
import type { Problem } from '../../kernel/index.ts'
import type { T } from '../../words/index.ts'
import { Breadcrumbs, CellInput, ErrorSummary, Form, Heading, Submit, Table, Tabs, type Column } from '../kit/index.ts'
import type { Visit } from '../visit.ts'
import { amountOf } from './figures.tsx'
import { wholeNumber } from './typed.ts'

const yearOf = (visit: Visit, asked: string | undefined): number => {
  const now = Number(visit.at.today.slice(0, 4))
  const year = /^\d{4}$/.test(asked ?? '') ? Number(asked) : now
  return year >= 2000 && year <= now + 10 ? year : now
}

export const showPlan = (visit: Visit) => planPage(visit, yearOf(visit, visit.c.req.query('year')), [])

type Line = PlanLine & { readonly row: number }

/** The unit's own plan for a year beside what it and those below it have done: 691 of 900 is 76.8%. */
async function planPage(visit: Visit, year: number, problems: readonly Problem[]): Promise<Response> {
  const { t, at } = visit
  const actor = visit.signedIn()
  const lines = await visit.read(tx => planOf(tx, actor.unit, year, at.today))
  const rows = lines.map((line, index) => ({ ...line, row: index + 1 }))
  const writes = holds(actor, actor.unit, 'officer', 'leader')
  const now = Number(at.today.slice(0, 4))
  const table = (
    <Table
      t={t}
      caption={t('activities.plan-of', { year: String(year) })}
      columns={columnsOf(t, { year, writes })}
      rows={rows.filter(row => writes || row.plan !== null || Number(row.done ?? 0) > 0)}
      empty={t('activities.plan-none')}
    />
  )
  return visit.page(
    t('activities.plan'),
    <>
      <Breadcrumbs
        t={t}
        items={[{ href: '/activities', label: t('activities.list') }, { label: t('activities.plan') }]}
      />
      <Heading
        kicker={<span lang="vi">{actor.unitName}</span>}
        title={t('activities.plan')}
        lead={t('activities.plan-lead')}
      />
      <ErrorSummary t={t} problems={problems} />
      <Tabs
        t={t}
        label={t('activities.year')}
        items={[now + 1, now, now - 1, now - 2].map(each => ({
          href: `/activities/plan?year=${each}`,
          label: String(each),
          current: each === year,
        }))}
      />
      {writes ? (
        <Form to="/activities/plan" command={visit.newCommand()} hidden={{ year: String(year) }}>
          {table}
          <Submit>{t('activities.plan-save')}</Submit>
        </Form>
      ) : (
        table
      )}
    </>,
    { problems },
  )
}

type Cells = {
  readonly year: number
  readonly writes: boolean
}

const columnsOf = (t: T, cells: Cells): Column<Line>[] => [
  { key: 'name', label: t('activities.indicator'), cell: row => t(`indicators.${row.key}`), heads: true },
  { key: 'measure', label: t('activities.measure'), cell: row => t(`indicators.measure-${row.measure}`) },
  {
    key: 'plan',
    label: t('activities.planned'),
    numeric: !cells.writes,
    cell: row =>
      cells.writes ? (
        <>
          <input type="hidden" name="indicator" value={row.key} />
          <input type="hidden" name="seen" value={String(row.version)} />
          <CellInput
            t={t}
            name="amount"
            row={row.row}
            label={t('activities.plan-for', { name: t(`indicators.${row.key}`) })}
            value={row.plan === null ? '' : String(row.plan)}
            wide
          />
        </>
      ) : row.plan === null ? (
        ''
      ) : (
        amountOf(t, row.measure, row.plan)
      ),
  },
  {
    key: 'done',
    label: t('activities.done-so-far'),
    numeric: true,
    cell: row =>
      row.done === null || row.done === '0' ? (
        ''
      ) : (
        <a
          href={`/activities?below=yes&state=held&indicator=${row.key}&from=${cells.year}-01-01&until=${cells.year}-12-31`}
        >
          {t.number(BigInt(row.done))}
        </a>
      ),
  },
  {
    key: 'percent',
    label: t('activities.percent'),
    numeric: true,
    cell: row => (row.done === null || !row.plan ? '' : t.percent(Number(row.done), row.plan)),
  },
]

/** Rows are sent as they stand on the page, so that the row of a refusal is the row that the person sees. */
export async function writePlan(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const year = yearOf(visit, form.text('year'))
  const [indicators, amounts, seen] = [form.all('indicator'), form.all('amount'), form.all('seen')]
  const figures = indicators.map((indicator, at) => ({
    indicator,
    amount: wholeNumber(amounts[at]?.trim() ?? ''),
    version: Number(seen[at]) || 0,
  }))
  const done = await visit.run(setPlan, { unit: visit.signedIn().unit, year, figures }, form)
  if (done.ok) return visit.done(`/activities/plan?year=${year}`, 'activities.done-planned-figures')
  return planPage(visit, year, [done.problem])
}
