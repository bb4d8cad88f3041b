import {
  approveVoucher,
  CONFIRMS,
  confirmByHand,
  confirmByLine,
  deskOf,
  erasePayee,
  failPayment,
  MAKES,
  mayMove,
  memoOfVoucher,
  payCash,
  PAYS,
  refuseVoucher,
  returnVoucher,
  reverseVoucher,
  submitVoucher,
  voucherView,
  type SpendPlace,
  type VoucherAt,
  type VoucherId,
  type VoucherView,
} from '../../spending/index.ts'
import { no, problem, type MoneyAccountId, type Problem, type Result } from '../../kernel/index.ts'
import type { LineId } from '../../statements/index.ts'
import { notFound } from '../answers.tsx'
import { dayIn, idIn, money } from '../gifts/shared.tsx'
import {
  Breadcrumbs,
  DateInput,
  DescriptionList,
  ErrorSummary,
  Form,
  Heading,
  LinkButton,
  Note,
  PostButton,
  Select,
  Submit,
  TextInput,
} from '../kit/index.ts'
import type { FormValues, Visit } from '../visit.ts'
import { holdsOne, idAt, StateBadge } from './shared.tsx'

export const showVoucher = (visit: Visit) => voucherPage(visit, [])

async function voucherPage(visit: Visit, problems: readonly Problem[]): Promise<Response> {
  const { t } = visit
  const id = idAt<VoucherId>(visit)
  const { v, places } = await visit.read(async tx => ({
    v: id && (await voucherView(tx, id)),
    places: (await deskOf(tx, visit.signedIn().unit)).places,
  }))
  if (!v) return notFound(visit)
  const title = t('spending.voucher-number', { number: `${v.number}/${v.year}` })
  return visit.page(
    title,
    <>
      <Breadcrumbs t={t} items={[{ href: '/money/spending', label: t('spending.title') }, { label: title }]} />
      <Heading title={title} kicker={<span lang="vi">{v.unitName}</span>} />
      <ErrorSummary t={t} problems={problems} />
      <p class="work-head">
        <StateBadge visit={visit} state={v.state} />
      </p>
      {v.doubts.length > 0 && (
        <Note tone="bad" title={t('spending.doubtful')}>
          {v.doubts.map(one => (
            <p>
              <a href={`/money/lines/${one.line}`}>
                {t(`spending.doubt-${one.kind}`, { day: t.date(one.day), amount: money(visit, one.amount) })}
              </a>
            </p>
          ))}
        </Note>
      )}
      <Facts visit={visit} v={v} />
      <Moves visit={visit} v={v} places={places} />
      <section aria-labelledby="history">
        <h2 id="history">{t('spending.history')}</h2>
        <ol>
          {v.steps.map(one => (
            <li>
              {t(`spending.step-${one.step}`)} – {t.instant(new Date(one.at))},{' '}
              <span lang="vi">
                {one.by}
                {one.forUnit !== v.unitName && ` (${one.forUnit})`}
                {one.why && `: ${one.why}`}
              </span>
            </li>
          ))}
        </ol>
      </section>
    </>,
    { problems },
  )
}

const Facts = ({ visit, v }: { visit: Visit; v: VoucherView }) => {
  const { t } = visit
  const vi = (text: string) => <span lang="vi">{text}</span>
  const source = [v.document ?? '', v.programme, v.donor ?? ''].filter(Boolean).join(' · ')
  return (
    <DescriptionList
      items={[
        { label: t('spending.amount'), value: money(visit, v.amount) },
        { label: t('spending.reason'), value: vi(v.reason) },
        { label: t('spending.kind'), value: t(`spending.kind-${v.kind}`) },
        { label: t('spending.payee'), value: v.erased ? t('spending.erased') : vi(v.payee ?? '–') },
        ...(v.account ? [{ label: t('spending.number'), value: `${v.account} (${v.bin})` }] : []),
        { label: t('spending.fund'), value: v.fundCode ?? '–' },
        { label: t('spending.source'), value: vi(source || '–') },
        { label: t('spending.expense'), value: t(`spending.expense-${v.expense}`) },
        { label: t('spending.day'), value: t.date(v.day) },
        ...(v.kind === 'bank' ? [{ label: t('spending.code'), value: memoOfVoucher(v.code) }] : []),
        ...(v.run ? [{ label: t('spending.run'), value: <a href={`/money/runs/${v.run}`}>{v.runName}</a> }] : []),
        ...(v.payment
          ? [
              {
                label: t('spending.paid'),
                value: (
                  <>
                    {t(`spending.how-${v.payment.how}`)}, {t.date(v.payment.day)} {vi(v.payment.evidence)}{' '}
                    {v.payment.line && <a href={`/money/lines/${v.payment.line}`}>{t('spending.line')}</a>}{' '}
                    <a href={`/money/entries/${v.payment.entry}`}>{t('spending.entry')}</a>
                  </>
                ),
              },
            ]
          : []),
        ...(v.files.length > 0
          ? [
              {
                label: t('spending.file'),
                value: v.files.map(file => (
                  <>
                    <a href={`/files/${file.id}`}>{file.name}</a>{' '}
                  </>
                )),
              },
            ]
          : []),
      ]}
    />
  )
}

/** What can be done now, by whoever looks: only their own buttons are shown. */
const Moves = ({ visit, v, places }: { visit: Visit; v: VoucherView; places: readonly SpendPlace[] }) => {
  const { t } = visit
  const own = visit.signedIn().unit === v.unit
  const may = (roles: readonly string[]) => own && holdsOne(visit, roles)
  const to = (step: string) => ({
    to: `/money/vouchers/${v.id}/${step}`,
    command: visit.newCommand(),
    version: v.version,
  })
  const why = <TextInput t={t} name="why" label={t('spending.why')} maxlength={500} lang="vi" required />
  const day = (
    <DateInput t={t} name="day" label={t('spending.on-day')} value={visit.at.today} max={visit.at.today} required />
  )
  const evidence = (label: string) => (
    <TextInput t={t} name="evidence" label={label} maxlength={500} lang="vi" required />
  )
  return (
    <>
      {may(MAKES) && mayMove('submit', v.state) && (
        <div class="actions">
          <PostButton {...to('submit')} kind="primary">
            {t('spending.submit')}
          </PostButton>
          <LinkButton to={`/money/vouchers/${v.id}/edit`} kind="secondary">
            {t('spending.edit')}
          </LinkButton>
        </div>
      )}
      {v.mine && (
        <Part id="approve" title={t('spending.check')}>
          <Form {...to('approve')}>
            {day}
            <Submit>{t('spending.approve')}</Submit>
          </Form>
          <Form {...to('return')}>
            {why}
            <Submit kind="secondary">{t('spending.return')}</Submit>
          </Form>
          <Form {...to('refuse')}>
            {why}
            <Submit kind="danger">{t('spending.refuse')}</Submit>
          </Form>
        </Part>
      )}
      {may(PAYS) && v.kind === 'cash' && mayMove('pay-cash', v.state) && (
        <Part id="pay" title={t('spending.pay-cash')}>
          <Form {...to('pay')}>
            <Select
              t={t}
              name="money"
              label={t('spending.cash-box')}
              required
              options={places
                .filter(place => place.kind === 'cash')
                .map(place => ({ value: place.id, label: place.name }))}
            />
            {day}
            {evidence(t('spending.receipt'))}
            <Submit>{t('spending.pay-cash')}</Submit>
          </Form>
        </Part>
      )}
      {v.state === 'in-run' && may(CONFIRMS) && (
        <Part id="confirm" title={t('spending.confirm')} text={t('spending.confirm-text')}>
          <Form {...to('confirm')}>
            {day}
            {evidence(t('spending.seen-where'))}
            <Submit kind="secondary">{t('spending.confirm')}</Submit>
          </Form>
          <Form {...to('fail')}>
            {why}
            <Submit kind="danger">{t('spending.fail')}</Submit>
          </Form>
        </Part>
      )}
      {may(MAKES) && v.kind === 'bank' && mayMove('confirm', v.state) && (
        <Part id="line" title={t('spending.by-line')} text={t('spending.by-line-text')}>
          <Form {...to('line')}>
            <TextInput t={t} name="line" label={t('spending.line-address')} autocomplete="off" required />
            <Submit kind="secondary">{t('spending.by-line')}</Submit>
          </Form>
        </Part>
      )}
      {may(MAKES) && mayMove('reverse', v.state) && (
        <Part id="reverse" title={t('spending.reverse')} text={t('spending.reverse-text')}>
          <Form {...to('reverse')}>
            {day}
            {why}
            <Submit kind="danger">{t('spending.reverse')}</Submit>
          </Form>
        </Part>
      )}
      {may(MAKES) && !v.erased && ['paid', 'reversed', 'refused'].includes(v.state) && (
        <Part id="erase" title={t('spending.erase')} text={t('spending.erase-text')}>
          <Form {...to('erase')}>
            {why}
            <Submit kind="danger">{t('spending.erase')}</Submit>
          </Form>
        </Part>
      )}
    </>
  )
}

const Part = ({ id, title, text, children }: { id: string; title: string; text?: string; children?: unknown }) => (
  <section aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {text && <p>{text}</p>}
    {children as never}
  </section>
)

type Step = (visit: Visit, form: FormValues, at: VoucherAt) => Promise<Result<unknown>>
const why = (form: FormValues) => ({ why: form.text('why') })
const STEPS = {
  submit: (visit, form, at) => visit.run(submitVoucher, at, form),
  approve: (visit, form, at) => visit.run(approveVoucher, { ...at, day: dayIn(form) }, form),
  return: (visit, form, at) => visit.run(returnVoucher, { ...at, ...why(form) }, form),
  refuse: (visit, form, at) => visit.run(refuseVoucher, { ...at, ...why(form) }, form),
  pay: (visit, form, at) =>
    visit.run(
      payCash,
      { ...at, money: idIn<MoneyAccountId>(form, 'money'), day: dayIn(form), evidence: form.text('evidence') },
      form,
    ),
  confirm: (visit, form, at) =>
    visit.run(confirmByHand, { ...at, day: dayIn(form), evidence: form.text('evidence') }, form),
  fail: (visit, form, at) => visit.run(failPayment, { ...at, ...why(form) }, form),
  line: (visit, form, at) => {
    // The line's page as pasted from its address, or its id alone.
    const line = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/.exec(form.text('line'))?.[1]
    return line
      ? visit.run(confirmByLine, { ...at, line: line as LineId }, form)
      : Promise.resolve(no(problem('spending.line', {}, { field: 'line' })))
  },
  reverse: (visit, form, at) => visit.run(reverseVoucher, { ...at, day: dayIn(form), ...why(form) }, form),
  erase: (visit, form, at) => visit.run(erasePayee, { voucher: at.voucher, ...why(form) }, form),
} as const satisfies Record<string, Step>

/** Each form of the page does one step; refused, the page says why beside the form. */
export const moveVoucher = (step: keyof typeof STEPS) => async (visit: Visit) => {
  const voucher = idAt<VoucherId>(visit)
  if (!voucher) return notFound(visit)
  const form = await visit.form()
  const done = await STEPS[step](visit, form, { voucher, version: form.number('version') })
  return done.ok
    ? visit.done(`/money/vouchers/${voucher}`, `spending.done-${step}`)
    : voucherPage(visit, [done.problem])
}
