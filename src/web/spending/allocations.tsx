import {
  agreementsOf,
  allocate,
  ALLOCATES,
  allocationsOf,
  deskOf,
  endAllocation,
  recordAgreement,
  recordAidReport,
  unitsBelow,
  type Agreement,
  type AgreementId,
  type AllocationId,
  type AllocationLine,
  type ShareInput,
  type SpendFund,
} from '../../spending/index.ts'
import { digitsTyped, fold, no, plainDate, problem, type FundId, type PlainDate, type Problem, type Result, type UnitId } from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import { dayIn, digitsOf, idIn } from '../gifts/shared.tsx'
import {
  Badge,
  DateInput,
  ErrorSummary,
  Form,
  Heading,
  RadioGroup,
  Select,
  Submit,
  Table,
  TextArea,
  TextInput,
  type Column,
} from '../kit/index.ts'
import type { FormValues, Visit } from '../visit.ts'
import { holdsOne, SpendTabs } from './shared.tsx'

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
          <Form to="/money/spending/allocations" command={visit.newCommand()} hidden={{ step: 'end', allocation: a.id }}>
            <TextInput t={t} name="why" label={t('spending.why')} maxlength={500} lang="vi" required />
            <Submit kind="danger">{t('spending.end')}</Submit>
          </Form>
        ) : (
          <Badge tone="good">{t('spending.in-force')}</Badge>
        ),
    },
  ]
}

const FundSelect = ({ visit: { t }, funds }: { visit: Visit; funds: readonly SpendFund[] }) => (
  <Select
    t={t}
    name="fund"
    label={t('spending.fund')}
    required
    value={funds.length === 1 ? funds[0]!.id : null}
    options={funds.map(fund => ({ value: fund.id, label: `${fund.code} · ${fund.name}`, lang: 'vi' }))}
  />
)

const AllocationForm = ({ visit, funds }: { visit: Visit; funds: readonly SpendFund[] }) => {
  const { t } = visit
  return (
    <section aria-labelledby="allocate">
      <h2 id="allocate">{t('spending.allocate')}</h2>
      <Form to="/money/spending/allocations" command={visit.newCommand()} hidden={{ step: 'allocate' }}>
        <FundSelect visit={visit} funds={funds} />
        <TextInput t={t} name="document" label={t('spending.document')} width="medium" maxlength={100} lang="vi" required />
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
        <TextArea t={t} name="shares" label={t('spending.shares')} hint={t('spending.shares-hint')} rows={8} lang="vi" required />
        <Submit>{t('spending.allocate')}</Submit>
      </Form>
    </section>
  )
}

/** What is given from abroad: kept with its approval and terms; few, so that they stand below the allocations. */
const Agreements = ({
  visit,
  agreements,
  funds,
  may,
}: {
  visit: Visit
  agreements: readonly Agreement[]
  funds: readonly SpendFund[]
  may: boolean
}) => {
  const { t } = visit
  const columns: Column<Agreement>[] = [
    { key: 'donor', label: t('spending.donor'), heads: true, cell: a => a.donor },
    {
      key: 'approval',
      label: t('spending.approval'),
      cell: a => <span lang="vi">{`${a.approvalNumber}, ${t.date(a.approvedOn)}, ${a.authority}`}</span>,
    },
    { key: 'terms', label: t('spending.terms'), cell: a => a.terms },
    { key: 'foreign', label: t('spending.foreign'), numeric: true, cell: a => `${a.foreign} ${a.currency}` },
    { key: 'booked', label: t('spending.booked'), numeric: true, cell: a => `${t.number(a.spent)} / ${t.number(a.booked)}` },
    { key: 'reports', label: t('spending.reports'), cell: a => <Reports visit={visit} agreement={a} may={may} /> },
  ]
  return (
    <section aria-labelledby="agreements">
      <h2 id="agreements">{t('spending.foreign-aid')}</h2>
      <Table t={t} caption={t('spending.foreign-aid')} captionHidden columns={columns} rows={agreements} empty={t('spending.no-agreements')} />
      {may && (
        <Form to="/money/spending/allocations" command={visit.newCommand()} hidden={{ step: 'agreement' }}>
          <TextInput t={t} name="donor" label={t('spending.donor')} maxlength={200} required />
          <FundSelect visit={visit} funds={funds} />
          <TextInput t={t} name="approvalNumber" label={t('spending.document')} width="medium" maxlength={100} required />
          <DateInput t={t} name="approvedOn" label={t('spending.approved-on')} max={visit.at.today} required />
          <TextInput t={t} name="authority" label={t('spending.authority')} maxlength={200} lang="vi" required />
          <TextArea t={t} name="terms" label={t('spending.terms')} rows={3} maxlength={2000} required />
          <TextInput t={t} name="currency" label={t('spending.currency')} width="short" maxlength={3} required />
          <TextInput t={t} name="foreign" label={t('spending.foreign')} inputmode="decimal" width="medium" required />
          <TextInput t={t} name="booked" label={t('spending.booked-in')} inputmode="numeric" suffix="₫" required />
          <TextArea t={t} name="reportDays" label={t('spending.report-days')} hint={t('spending.report-days-hint')} rows={2} />
          <Submit kind="secondary">{t('spending.record-agreement')}</Submit>
        </Form>
      )}
    </section>
  )
}

const Reports = ({ visit, agreement, may }: { visit: Visit; agreement: Agreement; may: boolean }) => {
  const { t } = visit
  const next = agreement.reportDays.find(due => !agreement.reported.some(one => one.due === due))
  return (
    <>
      {agreement.reportDays.map(due => {
        const done = agreement.reported.find(one => one.due === due)
        const late = !done && due < visit.at.today
        return (
          <p>
            {t.date(due)}{' '}
            <Badge tone={done ? 'good' : late ? 'bad' : 'neutral'}>
              {t(done ? 'spending.reported' : late ? 'spending.report-late' : 'spending.report-due')}
            </Badge>
          </p>
        )
      })}
      {may && next && (
        <Form
          to="/money/spending/allocations"
          command={visit.newCommand()}
          hidden={{ step: 'report', agreement: agreement.id, due: next }}
        >
          <TextInput t={t} name="evidence" label={t('spending.report-where')} maxlength={500} required />
          <Submit kind="secondary">{t('spending.report-done')}</Submit>
        </Form>
      )}
    </>
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
      return problem(found.length === 0 ? 'spending.no-unit-named' : 'spending.two-units-named', { name }, { field: 'shares', row: at + 1 })
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
  agreement: async (visit, form) => {
    const days = form.text('reportDays').split(/[\s,;]+/).filter(Boolean).map(readDay)
    if (days.includes(null)) return no(problem('spending.report-days', {}, { field: 'reportDays' }))
    return visit.run(
      recordAgreement,
      {
        unit: visit.signedIn().unit,
        fund: idIn<FundId>(form, 'fund'),
        donor: form.text('donor'),
        approvalNumber: form.text('approvalNumber'),
        approvedOn: dayIn(form, 'approvedOn'),
        authority: form.text('authority'),
        terms: form.text('terms'),
        currency: form.text('currency').toUpperCase(),
        foreign: form.text('foreign').replace(',', '.'),
        booked: digitsOf(form, 'booked'),
        reportDays: days as PlainDate[],
      },
      form,
    )
  },
  report: (visit, form) =>
    visit.run(
      recordAidReport,
      { agreement: idIn<AgreementId>(form, 'agreement'), due: dayIn(form, 'due'), on: visit.at.today, evidence: form.text('evidence') },
      form,
    ),
} as const satisfies Record<string, (visit: Visit, form: FormValues) => Promise<Result<unknown>>>

/** 30/06/2026 or 2026-06-30. */
const readDay = (text: string): PlainDate | null =>
  plainDate(text) ?? plainDate(text.split('/').toReversed().map(part => part.padStart(2, '0')).join('-'))

export async function allocateForm(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const step = form.text('step') as keyof typeof STEPS
  if (!Object.hasOwn(STEPS, step)) return notFound(visit)
  const done = await STEPS[step](visit, form)
  return done.ok
    ? visit.done('/money/spending/allocations', `spending.done-${step}`)
    : allocationsPage(visit, [done.problem])
}
