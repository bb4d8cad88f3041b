import {
  agreementsOf,
  allocate,
  ALLOCATES,
  allocationsOf,
  deskOf,
  endAllocation,
  unitsBelow,
  type AllocationId,
  type AllocationLine,
  type ShareInput,
  type SpendFund,
} from '../../spending/index.ts'
import {
  digitsTyped,
  fold,
  no,
  problem,
  type FundId,
  type Problem,
  type Result,
  type UnitId,
} from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import { dayIn, digitsOf, idIn } from '../gifts/shared.tsx'
import {
  Badge,
  DateInput,
  ErrorSummary,
  Form,
  Heading,
  RadioGroup,
  Submit,
  Table,
  TextArea,
  TextInput,
  type Column,
} from '../kit/index.ts'
import type { FormValues, Visit } from '../visit.ts'
import { Agreements, recordOne, reportOne } from './aid.tsx'
import { FundSelect, holdsOne, SpendTabs } from './shared.tsx'

export const showAllocations = (visit: Visit) => allocationsPage(visit, [])

async function allocationsPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const { unit } = visit.signedIn()
  const { rows, funds, agreements } = await visit.read(async tx => ({
    rows: await allocationsOf(tx, unit),
    funds: (await deskOf(tx, unit)).funds,
    agreements: await agreementsOf(tx, { unit }),
  }))
  const may = holdsOne(visit, ALLOCATES) && funds.length > 0
  return visit.page(
    t('spending.tab-allocations'),
    <>
      <Heading title={t('spending.tab-allocations')} lead={t('spending.allocations-lead')} />
      <SpendTabs visit={visit} at="/money/spending/allocations" />
      <ErrorSummary t={t} problems={problems} />
      <Table
        t={t}
        caption={t('spending.tab-allocations')}
        columns={columnsOf(visit, may)}
        rows={rows}
        empty={t('spending.no-allocations')}
      />
      {may && <AllocationForm visit={visit} funds={funds} />}
      <Agreements visit={visit} agreements={agreements} funds={funds} may={may} />
    </>,
    { problems },
  )
}

const columnsOf = (visit: Visit, may: boolean): Column<AllocationLine>[] => {
  const { t } = visit
  return [
    { key: 'document', label: t('spending.document'), heads: true, cell: a => <span lang="vi">{a.document}</span> },
    { key: 'day', label: t('spending.day'), cell: a => t.date(a.day) },
    { key: 'fund', label: t('spending.fund'), cell: a => a.fund },
    {
      key: 'shares',
      label: t('spending.shares'),
      cell: a => (
        <ul class="plain" lang="vi">
          {a.shares.map(share => (
            <li>
              {`${share.to ?? share.programme}: ${t.number(BigInt(share.amount))}`}
              {share.drawn !== '0' && ` (${t('spending.drawn', { amount: t.number(BigInt(share.drawn)) })})`}
            </li>
          ))}
        </ul>
      ),
    },
    { key: 'amount', label: t('spending.amount'), numeric: true, cell: a => t.number(a.amount) },
    {
      key: 'state',
      label: t('spending.state'),
      cell: a =>
        a.endedWhy !== null ? (
          <Badge tone="bad">{t('spending.ended')}</Badge>
        ) : may ? (
          <Form
            to="/money/spending/allocations"
            command={visit.newCommand()}
            hidden={{ step: 'end', allocation: a.id }}
          >
            <TextInput t={t} name="why" label={t('spending.why')} maxlength={500} lang="vi" required />
            <Submit kind="danger">{t('spending.end')}</Submit>
          </Form>
        ) : (
          <Badge tone="good">{t('spending.in-force')}</Badge>
        ),
    },
  ]
}

const AllocationForm = ({ visit, funds }: { visit: Visit; funds: readonly SpendFund[] }) => {
  const { t } = visit
  return (
    <section aria-labelledby="allocate">
      <h2 id="allocate">{t('spending.allocate')}</h2>
      <Form to="/money/spending/allocations" command={visit.newCommand()} hidden={{ step: 'allocate' }}>
        <FundSelect visit={visit} funds={funds} />
        <TextInput
          t={t}
          name="document"
          label={t('spending.document')}
          width="medium"
          maxlength={100}
          lang="vi"
          required
        />
        <DateInput t={t} name="day" label={t('spending.day')} value={visit.at.today} max={visit.at.today} required />
        <TextInput t={t} name="purpose" label={t('spending.purpose')} maxlength={500} lang="vi" required />
        <TextInput t={t} name="amount" label={t('spending.amount')} inputmode="numeric" suffix="₫" required />
        <RadioGroup
          t={t}
          name="by"
          label={t('spending.split-by')}
          required
          value="amount"
          options={(['amount', 'weight'] as const).map(value => ({ value, label: t(`spending.by-${value}`) }))}
        />
        <TextArea
          t={t}
          name="shares"
          label={t('spending.shares')}
          hint={t('spending.shares-hint')}
          rows={8}
          lang="vi"
          required
        />
        <Submit>{t('spending.allocate')}</Submit>
      </Form>
    </section>
  )
}

/**
 * The lines of the box: a unit's name, or a programme behind a star, then after a semicolon its amount or weight. A name that
 * no unit below bears is refused with its row, so that a slip of the pen does not become a programme.
 */
export function sharesIn(
  text: string,
  by: string,
  units: readonly { readonly id: UnitId; readonly name: string }[],
): ShareInput[] | Problem {
  const named = Map.groupBy(units, unit => fold(unit.name))
  const shares: ShareInput[] = []
  const lines = text.split('\n').filter(line => line.trim() !== '')
  for (const [at, line] of lines.entries()) {
    const [name = '', figure = ''] = line.split(';').map(part => part.trim())
    const programme = name.startsWith('*') ? name.slice(1).trim() : ''
    const found = programme === '' ? (named.get(fold(name)) ?? []) : []
    if (programme === '' && found.length !== 1)
      return problem(
        found.length === 0 ? 'spending.no-unit-named' : 'spending.two-units-named',
        { name },
        { field: 'shares', row: at + 1 },
      )
    const part = by === 'weight' ? { amount: '', weight: figure } : { amount: digitsTyped(figure), weight: '' }
    shares.push({ toUnit: found[0]?.id ?? null, programme, ...part })
  }
  return shares
}

const STEPS = {
  allocate: async (visit, form) => {
    const { unit } = visit.signedIn()
    const units = await visit.read(tx => unitsBelow(tx, unit))
    const shares = sharesIn(form.text('shares'), form.text('by'), units)
    if (!Array.isArray(shares)) return no(shares as Problem)
    return visit.run(
      allocate,
      {
        unit,
        fund: idIn<FundId>(form, 'fund'),
        document: form.text('document'),
        day: dayIn(form),
        purpose: form.text('purpose'),
        amount: digitsOf(form, 'amount'),
        shares,
      },
      form,
    )
  },
  end: (visit, form) =>
    visit.run(endAllocation, { allocation: idIn<AllocationId>(form, 'allocation'), why: form.text('why') }, form),
  agreement: recordOne,
  report: reportOne,
} as const satisfies Record<string, (visit: Visit, form: FormValues) => Promise<Result<unknown>>>

export async function allocateForm(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const step = form.text('step') as keyof typeof STEPS
  if (!Object.hasOwn(STEPS, step)) return notFound(visit)
  const done = await STEPS[step](visit, form)
  return done.ok
    ? visit.done('/money/spending/allocations', `spending.done-${step}`)
    : allocationsPage(visit, [done.problem])
}
