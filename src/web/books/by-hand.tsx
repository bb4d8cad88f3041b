import { digitsTyped, idFrom, type FundId, type MoneyAccountId, type Problem } from '../../kernel/index.ts'
import { chartOf, enterByHand, moneyOf, openFundsOf, type HandRow } from '../../ledger/index.ts'
import { dayIn } from '../gifts/shared.tsx'
import {
  Breadcrumbs,
  DateInput,
  Details,
  ErrorSummary,
  Form,
  Heading,
  Select,
  Submit,
  TextInput,
  type Option,
} from '../kit/index.ts'
import type { FormValues, Visit } from '../visit.ts'

const ROWS = 4
const ROWS_MAX = 16

export const showByHand = (visit: Visit) => handPage(visit, [])

/** Phiếu kế toán: the rows of an entry, each under a fund and an account, on one side. */
async function handPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const { unit } = visit.signedIn()
  const { chart, funds, places } = await visit.read(async tx => ({
    chart: await chartOf(tx, unit),
    funds: await openFundsOf(tx, unit),
    places: await moneyOf(tx, unit, visit.at.today),
  }))
  const options = {
    fund: funds.map(one => ({ value: one.id as string, label: `${one.code} · ${one.name}`, lang: 'vi' })),
    code: chart.map(one => ({ value: one.code, label: `${one.code} · ${one.name}`, lang: 'vi' })),
    place: places.map(one => ({ value: one.id as string, label: one.name, lang: 'vi' })),
  }
  const rows = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, at) => <RowFields visit={visit} row={first + at} options={options} />)
  return visit.page(
    t('ledger.by-hand'),
    <>
      <Breadcrumbs
        t={t}
        items={[{ href: '/money/books/journal', label: t('ledger.tab-journal') }, { label: t('ledger.by-hand') }]}
      />
      <Heading title={t('ledger.by-hand')} lead={t('ledger.by-hand-lead')} />
      <ErrorSummary t={t} problems={problems} />
      <Form to="/money/books/by-hand" command={visit.newCommand()}>
        <DateInput t={t} name="day" label={t('ledger.day')} value={visit.at.today} max={visit.at.today} required />
        <TextInput t={t} name="text" label={t('ledger.text')} maxlength={500} lang="vi" required />
        {rows(1, ROWS)}
        <Details summary={t('ledger.more-hand-rows')}>{rows(ROWS + 1, ROWS_MAX)}</Details>
        <Submit>{t('ledger.by-hand-do')}</Submit>
      </Form>
    </>,
    { problems, wide: true },
  )
}

type RowProps = {
  visit: Visit
  row: number
  options: Readonly<Record<'fund' | 'code' | 'place', readonly Option[]>>
}
const RowFields = ({ visit: { t }, row, options }: RowProps) => (
  <fieldset class="entry-row">
    <legend>{t('ledger.hand-row', { row })}</legend>
    <Select
      t={t}
      name="fund"
      row={row}
      label={t('ledger.fund')}
      placeholder="–"
      required={row < 3}
      options={options.fund}
    />
    <Select
      t={t}
      name="code"
      row={row}
      label={t('ledger.account')}
      placeholder="–"
      required={row < 3}
      options={options.code}
    />
    <TextInput t={t} name="debit" row={row} label={t('ledger.debit')} inputmode="numeric" />
    <TextInput t={t} name="credit" row={row} label={t('ledger.credit')} inputmode="numeric" />
    <Select t={t} name="place" row={row} label={t('ledger.place')} placeholder="–" options={options.place} />
  </fieldset>
)

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** The rows in which something was typed, each with its place in the form, so that a refusal names that. */
function rowsIn(form: FormValues): { at: number; row: HandRow }[] {
  const [funds, codes, debits, credits, places] = ['fund', 'code', 'debit', 'credit', 'place'].map(name =>
    form.all(name),
  )
  return Array.from({ length: Math.min(codes!.length, ROWS_MAX) }, (_, at) => ({
    at: at + 1,
    row: {
      fund: idFrom<FundId>(funds![at] ?? '') ?? (NOBODY as FundId),
      code: (codes![at] ?? '').trim(),
      debit: digitsTyped(debits![at] ?? ''),
      credit: digitsTyped(credits![at] ?? ''),
      place: idFrom<MoneyAccountId>(places![at] ?? ''),
    },
  })).filter(({ row }) => row.code !== '' || row.debit !== '' || row.credit !== '' || row.fund !== NOBODY)
}

export async function enterOne(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const rows = rowsIn(form)
  const done = await visit.run(
    enterByHand,
    { unit: visit.signedIn().unit, day: dayIn(form), text: form.text('text'), rows: rows.map(({ row }) => row) },
    form,
  )
  if (done.ok) return visit.done(`/money/entries/${done.value.entry}`, 'ledger.done-by-hand')
  const { row, ...refused } = done.problem
  return handPage(visit, [row === undefined ? refused : { ...refused, row: rows[row - 1]?.at ?? row }])
}
