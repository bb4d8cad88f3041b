import { mustHold, useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import {
  no,
  problem,
  yes,
  type FundId,
  type MoneyAccountId,
  type PlainDate,
  type Result,
  type UnitId,
  type Vnd,
} from '../kernel/index.ts'
import { post, type PostingDraft } from '../ledger/index.ts'
import { lineToDecide, decisionsOf, settleAsPayments, type LineId } from '../statements/index.ts'
import { writeLeaves } from './leaf.sql.ts'
import {
  failLine,
  holdPlace,
  insertPaymentLines,
  insertPayments,
  insertRun,
  madeTheRun,
  payeeNames,
  runsOf,
  type PaymentDraft,
} from './payment.sql.ts'
import { CONFIRMS, MAKES, PAYS } from './policy.ts'
import { idFor, mayMove, textProblem, whyProblem } from './rules.ts'
import type { Moved, RunId, VoucherAt, VoucherId } from './types.ts'
import { lockVouchers, moveVouchers, stepsByPerson, takeNumber, type VoucherRow } from './voucher.sql.ts'
import { stepVoucher } from './write-voucher.ts'

export type MakeRun = { readonly unit: UnitId; readonly money: MoneyAccountId; readonly vouchers: readonly VoucherId[] }

/**
 * Puts approved vouchers into one order to the bank. A run is written once, under the id of its command; each voucher stands
 * in one live run at most, which the database holds as well.
 */
export const makeRun = useCase<MakeRun, { readonly run: RunId; readonly number: number }>(
  'spending.make-run',
  MAKES,
  async (tx, by, { unit, money, vouchers }) => {
    const may = mustHold(by.actor, unit, ...MAKES)
    if (!may.ok) return may
    if (vouchers.length === 0) return no(problem('spending.none-chosen', {}, { field: 'vouchers' }))
    if (vouchers.length > 500) return no(problem('spending.too-many', { most: 500 }, { field: 'vouchers' }))
    const place = await holdPlace(tx, unit, money)
    if (place?.kind !== 'bank') return no(problem('spending.place', {}, { field: 'money' }))
    const rows = await lockVouchers(tx, { ids: [...new Set(vouchers)] })
    if (rows.length !== new Set(vouchers).size || rows.some(row => row.unit !== unit))
      return no(problem('spending.no-such-voucher', {}, { field: 'vouchers' }))
    const wrong = rows.find(row => row.kind !== 'bank' || !mayMove('run', row.state))
    if (wrong)
      return no(
        problem(
          'spending.not-to-run',
          { number: `${wrong.number}/${wrong.year}`, state: wrong.state },
          { field: 'vouchers' },
        ),
      )
    const run = by.command as string as RunId
    const year = Number(by.today.slice(0, 4))
    const number = await takeNumber(tx, unit, 'run', year)
    const ids = rows.map(row => row.id)
    await insertRun(tx, by, { id: run, unit, money, year, number, vouchers: ids })
    await moveVouchers(tx, by, ids, { state: 'in-run', forUnit: unit })
    return yes({ run, number })
  },
)

/** The bank did not carry a payment out: it may go into another run, or be reversed. Nothing was posted and nothing is. */
export const failPayment = useCase<VoucherAt & { readonly why: string }, Moved>(
  'spending.fail',
  [...MAKES, ...PAYS],
  async (tx, by, input) => {
    const found = await stepVoucher(tx, by, input, 'fail', [...MAKES, ...PAYS])
    if (!found.ok) return found
    const wrong = whyProblem(input.why)
    if (wrong) return no(wrong)
    await failLine(tx, by, input.voucher, input.why.trim())
    const to = { state: 'failed', forUnit: found.value.unit, why: input.why.trim() } as const
    await moveVouchers(tx, by, [input.voucher], to)
    return yes({ state: 'failed', version: found.value.version + 1 })
  },
)

/** The two sides of a payment: what is owed goes, and the money with it. */
export const outOf = (row: VoucherRow, kind: 'bank' | 'cash', money: MoneyAccountId): PostingDraft[] => [
  { fund: row.fund, purpose: 'payable', amount: row.amount as Vnd },
  { fund: row.fund, purpose: kind, amount: -row.amount as Vnd, moneyAccount: money },
]

/**
 * The same where the statement has taken the money from the bank already: the line waits in `unclear` and is cleared there, so
 * that the bank of the books stays the statement's. Between two funds each balances in itself.
 */
export const outOfLine = (row: VoucherRow, fund: FundId): PostingDraft[] => [
  { fund: row.fund, purpose: 'payable', amount: row.amount as Vnd },
  { fund, purpose: 'unclear', amount: -row.amount as Vnd },
  ...(fund === row.fund
    ? []
    : ([
        { fund, purpose: 'between-funds', amount: row.amount as Vnd },
        { fund: row.fund, purpose: 'between-funds', amount: -row.amount as Vnd },
      ] satisfies PostingDraft[])),
]

/** Writes payments with their leaves, and moves their vouchers: the last step of every way to pay. */
export async function settle(tx: Tx, by: Acting, unit: UnitId, payments: readonly PaymentDraft[]): Promise<void> {
  if (payments.length === 0) return
  await insertPayments(tx, by, payments)
  const ids = payments.map(payment => payment.voucher)
  const names = await payeeNames(tx, ids)
  await writeLeaves(
    tx,
    by,
    payments.map(({ voucher, fund, amount, day }) => {
      const payee = names.get(voucher)
      return {
        kind: 'payment',
        subject: voucher,
        parts: [fund, amount, day, payee?.name ?? null, payee?.number ?? null],
      }
    }),
  )
  await moveVouchers(tx, by, ids, { state: 'paid', forUnit: unit })
}

export const paidText = (row: VoucherRow) => `Chi theo chứng từ số ${row.number}/${row.year} – ${row.fundCode}`

const payNow = async (
  tx: Tx,
  by: Acting,
  row: VoucherRow,
  p: { kind: 'bank' | 'cash'; money: MoneyAccountId; day: PlainDate; evidence: string },
): Promise<Result<Moved>> => {
  const entry = idFor(row.id, 'paid')
  const posted = await post(tx, by, [
    {
      id: entry,
      unit: row.unit,
      day: p.day,
      text: paidText(row),
      source: { kind: 'voucher', id: row.id, step: 'paid' },
      postings: outOf(row, p.kind, p.money),
    },
  ])
  if (!posted.ok) return posted
  const how = p.kind === 'cash' ? 'cash' : 'hand'
  const { unit, fund, id: voucher } = row
  await settle(tx, by, unit, [{ ...p, voucher, unit, fund, amount: row.amount.toString(), how, entry }])
  return yes({ state: 'paid', version: row.version + 1 })
}

export type PayCash = VoucherAt & {
  readonly money: MoneyAccountId
  readonly day: PlainDate
  /** Where the receipt that was signed lies. */
  readonly evidence: string
}

/**
 * Pays a voucher out of the cash box against a signed receipt. Who approved does not pay; nor who made it, unless its checker
 * came from another unit, because a commune may have one officer only.
 */
export const payCash = useCase<PayCash, Moved>('spending.pay-cash', PAYS, async (tx, by, input) => {
  const found = await stepVoucher(tx, by, input, 'pay-cash', PAYS)
  if (!found.ok) return found
  const row = found.value
  if (row.kind !== 'cash') return no(problem('spending.not-cash'))
  const before = await stepsByPerson(tx, by, row.id)
  if (before.approved || (before.made && !before.outside)) return no(problem('spending.other-person-pays'))
  const wrong = dayProblem(by, row, input.day)
  if (wrong) return no(wrong)
  const receipt = textProblem(input.evidence, 'evidence', 500)
  if (receipt) return no(receipt)
  const place = await holdPlace(tx, row.unit, input.money)
  if (place?.kind !== 'cash') return no(problem('spending.place', {}, { field: 'money' }))
  if (place.balance < row.amount)
    return no(problem('spending.cash-short', { left: place.balance.toString() }, { field: 'money' }))
  return payNow(tx, by, row, { kind: 'cash', money: input.money, day: input.day, evidence: input.evidence.trim() })
})

const dayProblem = (by: Acting, row: VoucherRow, day: PlainDate) =>
  day > by.today || day < row.day ? problem('spending.pay-day', { day: row.day }, { field: 'day' }) : null

export type ConfirmByHand = VoucherAt & { readonly day: PlainDate; readonly evidence: string }

/** Says that the bank has paid, where no statement comes: by another person than who made the run, with what shows it. */
export const confirmByHand = useCase<ConfirmByHand, Moved>(
  'spending.confirm-by-hand',
  CONFIRMS,
  async (tx, by, input) => {
    const found = await stepVoucher(tx, by, input, 'confirm', CONFIRMS)
    if (!found.ok) return found
    const row = found.value
    const run = (await runsOf(tx, [row.id])).get(row.id)
    if (row.state !== 'in-run' || !run) return no(problem('spending.not-now', { state: row.state }))
    if (await madeTheRun(tx, by, row.id)) return no(problem('spending.other-person'))
    const wrong = dayProblem(by, row, input.day)
    if (wrong) return no(wrong)
    const evidence = textProblem(input.evidence, 'evidence', 500)
    if (evidence) return no(evidence)
    return payNow(tx, by, row, { kind: 'bank', money: run.money, day: input.day, evidence: input.evidence.trim() })
  },
)

/** Says which line of a statement carried a voucher out, where its code did not arrive whole. */
export const confirmByLine = useCase<VoucherAt & { readonly line: LineId }, Moved>(
  'spending.confirm-by-line',
  MAKES,
  async (tx, by, input) => {
    const found = await stepVoucher(tx, by, input, 'confirm', MAKES)
    if (!found.ok) return found
    const row = found.value
    const line = row.kind === 'bank' ? await lineToDecide(tx, input.line) : null
    if (line?.unit !== row.unit) return no(problem('spending.line', {}, { field: 'line' }))
    if (-line.amount !== row.amount)
      return no(problem('spending.line-amount', { amount: (-line.amount).toString() }, { field: 'line' }))
    if ((await decisionsOf(tx, input.line)).at(-1)?.entry)
      return no(problem('spending.line-decided', {}, { field: 'line' }))
    const entry = idFor(row.id, 'paid')
    const [day, money] = [line.day as PlainDate, line.account as MoneyAccountId]
    const posted = await post(tx, by, [
      {
        id: entry,
        unit: row.unit,
        day: by.today,
        text: paidText(row),
        source: { kind: 'voucher', id: row.id, step: 'paid' },
        postings: outOfLine(row, line.fund),
      },
    ])
    if (!posted.ok) return posted
    const amount = row.amount.toString()
    const { unit, fund, id: voucher } = row
    await settle(tx, by, unit, [{ voucher, unit, fund, amount, day, how: 'statement', money, entry, evidence: '' }])
    await insertPaymentLines(tx, by, [{ voucher, unit, line: input.line, entry }])
    await settleAsPayments(tx, by, unit, [{ line: input.line, voucher, fund, amount, entry }])
    return yes({ state: 'paid', version: row.version + 1 })
  },
)
