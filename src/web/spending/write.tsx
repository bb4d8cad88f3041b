import {
  agreementsOf,
  allocationsOf,
  deskOf,
  editVoucher,
  EXPENSES,
  mayMove,
  voucherView,
  writeVoucher,
  type AgreementId,
  type AllocationId,
  type AllocationLine,
  type VoucherId,
  type VoucherInput,
  type VoucherView,
} from '../../spending/index.ts'
import { idFrom, yes, type FundId, type Problem, type Result } from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import { fileIn } from '../dossiers/move-dossier.ts'
import { dayIn, digitsOf, idIn } from '../gifts/shared.tsx'
import {
  Breadcrumbs,
  Checkbox,
  DateInput,
  ErrorSummary,
  FileInput,
  Form,
  Heading,
  Note,
  Select,
  Submit,
  TextArea,
  TextInput,
} from '../kit/index.ts'
import type { FormValues, Visit } from '../visit.ts'
import { idAt } from './shared.tsx'

export const showNew = (visit: Visit) => writePage(visit, null, [])
export const showEdit = (visit: Visit) => writePage(visit, idAt<VoucherId>(visit) ?? 'none', [])

/** The form of a voucher: new, or one that is still the accountant's own. */
async function writePage(visit: Visit, id: VoucherId | 'none' | null, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const { unit } = visit.signedIn()
  if (id === 'none') return notFound(visit)
  const { was, desk, allocations, agreements } = await visit.read(async tx => ({
    was: id && (await voucherView(tx, id)),
    desk: await deskOf(tx, unit),
    allocations: await allocationsOf(tx, unit),
    agreements: await agreementsOf(tx, { unit }),
  }))
  if (id !== null && (was?.unit !== unit || !mayMove('edit', was.state))) return notFound(visit)
  const title = was ? t('spending.edit-number', { number: `${was.number}/${was.year}` }) : t('spending.new')
  return visit.page(
    title,
    <>
      <Breadcrumbs t={t} items={[{ href: '/money/spending', label: t('spending.title') }, { label: title }]} />
      <Heading title={title} lead={t('spending.new-lead')} />
      <ErrorSummary t={t} problems={problems} />
      {desk.funds.length === 0 ? (
        <Note>
          <p>{t('spending.no-funds')}</p>
        </Note>
      ) : (
        <Form
          to={was ? `/money/vouchers/${was.id}/edit` : '/money/spending/new'}
          command={visit.newCommand()}
          files
          {...(was ? { version: was.version } : {})}
        >
          <Select
            t={t}
            name="kind"
            label={t('spending.kind')}
            required
            value={was?.kind ?? 'bank'}
            options={(['bank', 'cash'] as const).map(value => ({ value, label: t(`spending.kind-${value}`) }))}
          />
          <Select
            t={t}
            name="fund"
            label={t('spending.fund')}
            required
            value={was?.fund ?? (desk.funds.length === 1 ? desk.funds[0]!.id : null)}
            options={desk.funds.map(fund => ({ value: fund.id, label: `${fund.code} · ${fund.name}`, lang: 'vi' }))}
          />
          <Source visit={visit} was={was} allocations={allocations} />
          {agreements.length > 0 && (
            <Select
              t={t}
              name="agreement"
              label={t('spending.agreement')}
              value={was?.agreement ?? ''}
              placeholder={t('spending.none')}
              options={agreements.map(one => ({ value: one.id, label: `${one.donor} · ${one.approvalNumber}` }))}
            />
          )}
          <Select
            t={t}
            name="expense"
            label={t('spending.expense')}
            required
            value={was?.expense ?? 'aid'}
            options={EXPENSES.map(value => ({ value, label: t(`spending.expense-${value}`) }))}
          />
          <TextInput
            t={t}
            name="amount"
            label={t('spending.amount')}
            inputmode="numeric"
            suffix="₫"
            value={was?.amount.toString() ?? ''}
            required
          />
          <TextArea
            t={t}
            name="reason"
            label={t('spending.reason')}
            value={was?.reason ?? ''}
            rows={2}
            lang="vi"
            required
          />
          <DateInput
            t={t}
            name="day"
            label={t('spending.day')}
            value={was?.day ?? visit.at.today}
            max={visit.at.today}
            required
          />
          <PayeeFields visit={visit} was={was} />
          <FileInput t={t} name="file" label={t('spending.file')} hint={t('spending.file-hint')} />
          <Checkbox t={t} name="declaredOpen" label={t('dossiers.declare-open')} />
          <Submit>{t('spending.save')}</Submit>
        </Form>
      )}
    </>,
    { problems },
  )
}

/** Who is paid; the bank and the account only where it goes by the bank. */
const PayeeFields = ({ visit: { t }, was }: { visit: Visit; was: VoucherView | null }) => (
  <>
    <TextInput
      t={t}
      name="payeeName"
      label={t('spending.payee')}
      hint={t('spending.payee-hint')}
      value={was?.payee ?? ''}
      maxlength={200}
      autocomplete="off"
      required
    />
    <TextInput
      t={t}
      name="bankBin"
      label={t('spending.bin')}
      hint={t('spending.bin-hint')}
      value={was?.bin ?? ''}
      inputmode="numeric"
      width="short"
    />
    <TextInput
      t={t}
      name="number"
      label={t('spending.number')}
      value={was?.account ?? ''}
      width="medium"
      autocomplete="off"
    />
  </>
)

/** From which share of a decision it is paid, or for which programme. */
const Source = ({
  visit: { t },
  was,
  allocations,
}: {
  visit: Visit
  was: VoucherView | null
  allocations: readonly AllocationLine[]
}) => (
  <>
    <Select
      t={t}
      name="allocation"
      label={t('spending.allocation')}
      value={was?.allocation ? `${was.allocation}:${was.share}` : ''}
      placeholder={t('spending.none')}
      options={allocations
        .filter(one => one.endedWhy === null)
        .flatMap(one =>
          one.shares.map(share => ({
            value: `${one.id}:${share.ordinal}`,
            label: `${one.fund} · ${one.document} · ${share.to ?? share.programme} (${t.number(BigInt(share.amount) - BigInt(share.drawn))})`,
            lang: 'vi',
          })),
        )}
    />
    <TextInput
      t={t}
      name="programme"
      label={t('spending.programme')}
      hint={t('spending.programme-hint')}
      value={was?.programme ?? ''}
      maxlength={200}
      lang="vi"
    />
  </>
)

async function inputFrom(form: FormValues): Promise<Result<VoucherInput>> {
  const file = await fileIn(form)
  if (!file.ok) return file
  const [allocation, share] = form.text('allocation').split(':')
  return yes({
    kind: form.text('kind') as VoucherInput['kind'],
    fund: idIn<FundId>(form, 'fund'),
    allocation: idFrom<AllocationId>(allocation),
    share: idFrom(allocation) && /^\d{1,4}$/.test(share ?? '') ? Number(share) : null,
    programme: form.text('programme'),
    agreement: idFrom<AgreementId>(form.text('agreement')),
    expense: form.text('expense') as VoucherInput['expense'],
    amount: digitsOf(form, 'amount'),
    reason: form.text('reason'),
    day: dayIn(form),
    payee: {
      name: form.text('payeeName'),
      bankBin: form.text('bankBin'),
      number: form
        .text('number')
        .replace(/[\s.-]/g, '')
        .toUpperCase(),
    },
    file: file.value,
    declaredOpen: form.has('declaredOpen'),
  })
}

export async function writeForm(visit: Visit): Promise<Response> {
  const form = await visit.form()
  const input = await inputFrom(form)
  if (!input.ok) return writePage(visit, null, [input.problem])
  const done = await visit.run(writeVoucher, { unit: visit.signedIn().unit, ...input.value }, form)
  return done.ok
    ? visit.done(`/money/vouchers/${done.value.voucher}`, 'spending.done-write')
    : writePage(visit, null, [done.problem])
}

export async function editForm(visit: Visit): Promise<Response> {
  const voucher = idAt<VoucherId>(visit)
  if (!voucher) return notFound(visit)
  const form = await visit.form()
  const input = await inputFrom(form)
  if (!input.ok) return writePage(visit, voucher, [input.problem])
  const done = await visit.run(editVoucher, { voucher, version: form.number('version'), ...input.value }, form)
  return done.ok
    ? visit.done(`/money/vouchers/${voucher}`, 'spending.done-edit')
    : writePage(visit, voucher, [done.problem])
}
