import {
  recordAgreement,
  recordAidReport,
  type Agreement,
  type AgreementId,
  type SpendFund,
} from '../../spending/index.ts'
import { no, plainDate, problem, type FundId, type PlainDate, type Result } from '../../kernel/index.ts'
import { dayIn, digitsOf, idIn } from '../gifts/shared.tsx'
import { Badge, DateInput, Form, Submit, Table, TextArea, TextInput, type Column } from '../kit/index.ts'
import type { FormValues, Visit } from '../visit.ts'
import { FundSelect } from './shared.tsx'

/** What is given from abroad: kept with its approval and terms; few, so that they stand below the allocations. */
export const Agreements = ({
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
    {
      key: 'booked',
      label: t('spending.booked'),
      numeric: true,
      cell: a => `${t.number(a.spent)} / ${t.number(a.booked)}`,
    },
    { key: 'reports', label: t('spending.reports'), cell: a => <Reports visit={visit} agreement={a} may={may} /> },
  ]
  return (
    <section aria-labelledby="agreements">
      <h2 id="agreements">{t('spending.foreign-aid')}</h2>
      <Table
        t={t}
        caption={t('spending.foreign-aid')}
        captionHidden
        columns={columns}
        rows={agreements}
        empty={t('spending.no-agreements')}
      />
      {may && (
        <Form to="/money/spending/allocations" command={visit.newCommand()} hidden={{ step: 'agreement' }}>
          <TextInput t={t} name="donor" label={t('spending.donor')} maxlength={200} required />
          <FundSelect visit={visit} funds={funds} />
          <TextInput
            t={t}
            name="approvalNumber"
            label={t('spending.document')}
            width="medium"
            maxlength={100}
            required
          />
          <DateInput t={t} name="approvedOn" label={t('spending.approved-on')} max={visit.at.today} required />
          <TextInput t={t} name="authority" label={t('spending.authority')} maxlength={200} lang="vi" required />
          <TextArea t={t} name="terms" label={t('spending.terms')} rows={3} maxlength={2000} required />
          <TextInput t={t} name="currency" label={t('spending.currency')} width="short" maxlength={3} required />
          <TextInput t={t} name="foreign" label={t('spending.foreign')} inputmode="decimal" width="medium" required />
          <TextInput t={t} name="booked" label={t('spending.booked-in')} inputmode="numeric" suffix="₫" required />
          <TextArea
            t={t}
            name="reportDays"
            label={t('spending.report-days')}
            hint={t('spending.report-days-hint')}
            rows={2}
          />
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

export async function recordOne(visit: Visit, form: FormValues): Promise<Result<unknown>> {
  const days = form
    .text('reportDays')
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(readDay)
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
}

export const reportOne = (visit: Visit, form: FormValues): Promise<Result<unknown>> =>
  visit.run(
    recordAidReport,
    {
      agreement: idIn<AgreementId>(form, 'agreement'),
      due: dayIn(form, 'due'),
      on: visit.at.today,
      evidence: form.text('evidence'),
    },
    form,
  )

/** 30/06/2026 or 2026-06-30. */
const readDay = (text: string): PlainDate | null =>
  plainDate(text) ??
  plainDate(
    text
      .split('/')
      .toReversed()
      .map(part => part.padStart(2, '0'))
      .join('-'),
  )
