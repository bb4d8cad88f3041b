import type { Acting } from '../access/index.ts'
import { findCodes } from '../bank/index.ts'
import type { Tx } from '../db/index.ts'
import { yes, type PlainDate, type Result } from '../kernel/index.ts'
import { post, reverse } from '../ledger/index.ts'
import { linesOut, postStatementWith, settleAsPayments, type LineOut, type Statement } from '../statements/index.ts'
import { outOfLine, paidText, settle } from './pay.ts'
import {
  insertDoubts,
  insertPaymentLines,
  paymentsOf,
  runsOf,
  type DoubtKind,
  type PaymentDraft,
  type PaymentRow,
} from './payment.sql.ts'
import { idFor, PAYMENTS } from './rules.ts'
import type { VoucherId } from './types.ts'
import { lockVouchers, type VoucherRow } from './voucher.sql.ts'

type Fit = { readonly row: VoucherRow; readonly line: LineOut; readonly before: PaymentRow | null }
type Doubt = { readonly row: VoucherRow; readonly line: LineOut; readonly kind: DoubtKind }

/**
 * Recognises payments among the lines that took money out, by the codes in their memos, in the transaction that posts the
 * statement. The line has moved the bank already (bank − / unclear +), so a payment only clears it (payable + / unclear −).
 * What was said by hand before gives way to the line: its entry is reversed. Whatever does not fit is left for a person.
 */
export async function confirmPaid(tx: Tx, by: Acting, statement: Statement): Promise<Result<{ confirmed: number }>> {
  const coded = (await linesOut(tx, statement)).flatMap(line => {
    const [found] = findCodes(line.memo, { campaigns: new Set([PAYMENTS]), repair: true })
    return found?.gift && found.how !== 'cut' ? [{ line, code: found.gift, how: found.how }] : []
  })
  if (coded.length === 0) return yes({ confirmed: 0 })
  const rows = await lockVouchers(tx, { unit: statement.unit, codes: coded.map(({ code }) => code) })
  const byCode = new Map(rows.map(row => [row.code, row]))
  const ids = rows.map(row => row.id)
  const runs = await runsOf(tx, ids)
  const paid = new Map((await paymentsOf(tx, by, ids)).map(payment => [payment.voucher, payment]))
  const fits = new Map<VoucherId, Fit>()
  const doubts: Doubt[] = []
  for (const { line, code, how } of coded) {
    const row = byCode.get(code)
    // A code put right by its check characters counts only where a voucher of the same amount bears it.
    if (!row || (how === 'repaired' && row.amount !== line.amount)) continue
    const before = paid.get(row.id) ?? null
    const money = before?.money ?? runs.get(row.id)?.money
    const kind: DoubtKind | null =
      fits.has(row.id) || before?.line || row.state === 'reversed'
        ? 'paid-before'
        : row.amount !== line.amount
          ? 'amount'
          : row.state !== 'in-run' && before?.how !== 'hand'
            ? 'not-in-run'
            : money !== statement.account
              ? 'other-account'
              : null
    if (kind) doubts.push({ row, line, kind })
    else fits.set(row.id, { row, line, before })
  }
  await insertDoubts(
    tx,
    by,
    doubts.map(({ row, line, kind }) => ({
      line: line.id,
      voucher: row.id,
      unit: row.unit,
      kind,
      amount: line.amount.toString(),
      day: line.day,
    })),
  )
  return carryOut(tx, by, statement, [...fits.values()])
}

async function carryOut(
  tx: Tx,
  by: Acting,
  { unit, account }: Statement,
  fits: readonly Fit[],
): Promise<Result<{ confirmed: number }>> {
  if (fits.length === 0) return yes({ confirmed: 0 })
  for (const { row, line, before } of fits) {
    if (!before) continue
    const day: PlainDate = line.day > before.day ? line.day : before.day
    const why = `Sao kê thay cho xác nhận bằng tay – chứng từ số ${row.number}/${row.year}`
    const back = await reverse(tx, by, { entry: before.entry, id: idFor(row.id, 'hand-back'), day, why })
    if (!back.ok) return back
  }
  const made = fits.map(fit => ({ ...fit, entry: idFor(fit.row.id, fit.before ? 'line' : 'paid') }))
  const posted = await post(
    tx,
    by,
    made.map(({ row, line, before, entry }) => ({
      id: entry,
      unit,
      day: line.day,
      text: paidText(row),
      source: { kind: 'voucher', id: row.id, step: before ? 'line' : 'paid' },
      postings: outOfLine(row, line.fund),
    })),
  )
  if (!posted.ok) return posted
  const fresh = made.filter(({ before }) => before === null)
  const payments = fresh.map(({ row, line, entry }): PaymentDraft => ({
    voucher: row.id,
    unit,
    fund: row.fund,
    amount: row.amount.toString(),
    day: line.day,
    how: 'statement',
    money: account,
    entry,
    evidence: '',
  }))
  await settle(tx, by, unit, payments)
  const lines = made.map(({ row, line, entry }) => ({
    voucher: row.id,
    unit,
    line: line.id,
    fund: row.fund,
    amount: row.amount.toString(),
    entry,
  }))
  await insertPaymentLines(tx, by, lines)
  await settleAsPayments(tx, by, unit, lines)
  return yes({ confirmed: made.length })
}

/** Posts a statement and confirms the payments that it carries out, all or nothing. */
export const postStatementPaying = postStatementWith({ paid: confirmPaid })
