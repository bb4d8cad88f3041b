import { idFrom } from '../../kernel/index.ts'
import { activityOf, type ActivityId, type ActivityView } from '../../programmes/index.ts'
import { DescriptionList, Table, type Column, type DescriptionItem } from '../kit/index.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'
import { headOf, sheetPage } from './sheet.tsx'

async function withHead(visit: Visit) {
  const id = idFrom<ActivityId>(visit.c.req.param('id'))
  return (
    id &&
    visit.read(async tx => {
      const view = await activityOf(tx, id)
      return view && { view, head: await headOf(visit, tx, view.unit) }
    })
  )
}
const days = (visit: Visit, view: ActivityView) =>
  view.fromOn === view.untilOn
    ? visit.t.date(view.fromOn)
    : `${visit.t.date(view.fromOn)} – ${visit.t.date(view.untilOn)}`

const facts = (visit: Visit, view: ActivityView): DescriptionItem[] => [
  { label: visit.t('print.days'), value: days(visit, view) },
  {
    label: visit.t('print.place'),
    value: <span lang="vi">{[view.place, view.areaName].filter(Boolean).join(', ')}</span>,
  },
  { label: visit.t('print.organiser'), value: <span lang="vi">{view.unitName}</span> },
  ...(view.with.length > 0
    ? [{ label: visit.t('print.with'), value: <span lang="vi">{view.with.map(unit => unit.name).join('; ')}</span> }]
    : []),
]

/** The record of an activity: what was done, where, by whom, and what came of it. */
export async function printActivity(visit: Visit): Promise<Response> {
  const { t } = visit
  const found = await withHead(visit)
  if (!found) return notFound(visit)
  const { view, head } = found
  type Result = ActivityView['results'][number]
  const columns: Column<Result>[] = [
    { key: 'name', label: t('print.indicator'), cell: row => t(`indicators.${row.indicator}`), heads: true },
    { key: 'amount', label: t('print.amount'), cell: row => t.number(row.amount), numeric: true },
    {
      key: 'value',
      label: t('print.value'),
      cell: row =>
        row.moneyValue === null
          ? ''
          : t('print.value-how', { amount: t.number(row.moneyValue), how: row.valuedHow ?? '' }),
    },
  ]
  return sheetPage(visit, {
    title: t('print.activity-title'),
    subtitle: <span lang="vi">{view.title}</span>,
    head,
    back: { href: `/activities/${view.id}`, label: view.title },
    body: (
      <>
        {view.state === 'withdrawn' && <p class="strong">{t('print.withdrawn', { why: view.withdrawnWhy ?? '' })}</p>}
        {view.state === 'planned' && <p class="strong">{t('print.planned')}</p>}
        <DescriptionList
          items={[
            ...facts(visit, view),
            ...(view.people === null ? [] : [{ label: t('print.people'), value: t.number(view.people) }]),
            ...(view.personTimes === null
              ? []
              : [{ label: t('print.person-times'), value: t.number(view.personTimes) }]),
          ]}
        />
        <Table t={t} caption={t('print.results')} columns={columns} rows={view.results} />
        {view.note && (
          <p class="print-lines" lang="vi">
            {view.note}
          </p>
        )}
      </>
    ),
  })
}

/** Enough for a page and a half; more sheets are printed again. */
const LINES = 25

/** The head of a hand-out list and empty lines to be filled in by hand at the place: no names are kept here. */
export async function printHandOut(visit: Visit): Promise<Response> {
  const { t } = visit
  const found = await withHead(visit)
  if (!found) return notFound(visit)
  const { view, head } = found
  const labels = ['no', 'receiver', 'address', 'goods', 'quantity', 'signature'] as const
  const columns: Column<number>[] = labels.map(key => ({
    key,
    label: t(`print.${key}`),
    cell: row => (key === 'no' ? String(row) : ''),
    numeric: key === 'no',
  }))
  return sheetPage(visit, {
    title: t('print.hand-out-title'),
    subtitle: <span lang="vi">{view.title}</span>,
    head,
    back: { href: `/activities/${view.id}`, label: view.title },
    signatures: [{ who: t('kit.print-prepared') }, { who: t('print.witness') }, { who: t('kit.print-head') }],
    body: (
      <>
        <DescriptionList items={facts(visit, view)} />
        <p>{t('print.hand-out-keep')}</p>
        <div class="print-blank">
          <Table
            t={t}
            caption={t('print.hand-out-title')}
            captionHidden
            columns={columns}
            rows={Array.from({ length: LINES }, (_, at) => at + 1)}
          />
        </div>
      </>
    ),
  })
}
