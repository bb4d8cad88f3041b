import { mustHold, useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { movedMeanwhile } from '../directives/index.ts'
import { storeFile } from '../files/index.ts'
import { no, problem, yes, type Result, type UnitId } from '../kernel/index.ts'
import { holdFund, leftFor, openFundCode } from './allocation.sql.ts'
import { MAKES } from './policy.ts'
import { amountIn, codeOf, mayMove, voucherProblem, whyProblem, type Move } from './rules.ts'
import type { Moved, VoucherAt, VoucherId, VoucherInput } from './types.ts'
import {
  changeVoucher,
  erasePayeeRow,
  insertVoucher,
  lockVoucher,
  moveVouchers,
  takeNumber,
  writeSteps,
  type VoucherRow,
} from './voucher.sql.ts'

/** What every step of a voucher has in common: is it there, may the actor, was it moved meanwhile, and from which state. */
export async function stepVoucher(
  tx: Tx,
  by: Acting,
  at: VoucherAt,
  move: Move,
  roles: readonly Parameters<typeof mustHold>[2][],
): Promise<Result<VoucherRow>> {
  const row = await lockVoucher(tx, at.voucher)
  if (!row) return no(problem('spending.no-such-voucher'))
  const may = mustHold(by.actor, row.unit, ...roles)
  if (!may.ok) return may
  const stale = await movedMeanwhile(tx, row, at.version)
  if (stale) return stale
  return mayMove(move, row.state) ? yes(row) : no(problem('spending.not-now', { state: row.state }))
}

/** Whether what was typed can stand for this unit: its fund, and what is left of the share and of the agreement. */
async function judge(tx: Tx, by: Acting, unit: UnitId, voucher: VoucherId, input: VoucherInput) {
  const wrong = voucherProblem(input, by.today)
  if (wrong) return no(wrong)
  await holdFund(tx, input.fund)
  if (!(await openFundCode(tx, unit, input.fund, input.day))) return no(problem('spending.fund', {}, { field: 'fund' }))
  return fits(tx, { ...input, voucher, unit, amount: amountIn(input.amount)! })
}

/** Whether a voucher stays within its share and its agreement, asked under the lock of its fund. */
export async function fits(
  tx: Tx,
  v: Parameters<typeof leftFor>[1] & { readonly amount: bigint },
): Promise<Result<true>> {
  const left = await leftFor(tx, v)
  if (v.allocation !== null) {
    if (left.share === null) return no(problem('spending.allocation', {}, { field: 'allocation' }))
    if (v.amount > left.share)
      return no(problem('spending.share-left', { left: left.share.toString() }, { field: 'amount' }))
  }
  if (v.agreement !== null) {
    if (left.agreement === null) return no(problem('spending.agreement', {}, { field: 'agreement' }))
    if (v.amount > left.agreement)
      return no(problem('spending.agreement-left', { left: left.agreement.toString() }, { field: 'amount' }))
  }
  return yes(true)
}

const attach = async (tx: Tx, by: Acting, unit: UnitId, voucher: VoucherId, { file }: VoucherInput) =>
  file ? storeFile(tx, by, { ...file, unit, owner: { kind: 'voucher', id: voucher }, purpose: 'evidence' }) : yes(null)

/** Writes a voucher: a draft of the unit's accountant, with its number and its code. */
export const writeVoucher = useCase<VoucherInput & { readonly unit: UnitId }, { readonly voucher: VoucherId }>(
  'spending.write',
  MAKES,
  async (tx, by, input) => {
    const may = mustHold(by.actor, input.unit, ...MAKES)
    if (!may.ok) return may
    const voucher = by.command as string as VoucherId
    const fit = await judge(tx, by, input.unit, voucher, input)
    if (!fit.ok) return fit
    const number = await takeNumber(tx, input.unit, 'voucher', Number(input.day.slice(0, 4)))
    await insertVoucher(tx, by, { id: voucher, unit: input.unit, number, code: codeOf(voucher) }, input)
    await writeSteps(tx, by, [voucher], 'written', input.unit)
    const kept = await attach(tx, by, input.unit, voucher, input)
    return kept.ok ? yes({ voucher }) : kept
  },
)

/** Changes a draft, or one that was sent back; its number and code stay. */
export const editVoucher = useCase<VoucherInput & VoucherAt, Moved>('spending.edit', MAKES, async (tx, by, input) => {
  const found = await stepVoucher(tx, by, input, 'edit', MAKES)
  if (!found.ok) return found
  const { unit, year, state, version } = found.value
  if (Number(input.day.slice(0, 4)) !== year) return no(problem('spending.other-year', { year }, { field: 'day' }))
  const fit = await judge(tx, by, unit, input.voucher, input)
  if (!fit.ok) return fit
  await changeVoucher(tx, by, input.voucher, input)
  await writeSteps(tx, by, [input.voucher], 'edited', unit)
  const kept = await attach(tx, by, unit, input.voucher, input)
  return kept.ok ? yes({ state, version: version + 1 }) : kept
})

/** Hands a voucher to whoever checks it; from here on it stays as it is. */
export const submitVoucher = useCase<VoucherAt, Moved>('spending.submit', MAKES, async (tx, by, at) => {
  const found = await stepVoucher(tx, by, at, 'submit', MAKES)
  if (!found.ok) return found
  await holdFund(tx, found.value.fund)
  const fit = await fits(tx, { ...found.value, voucher: at.voucher })
  if (!fit.ok) return fit
  await moveVouchers(tx, by, [at.voucher], { state: 'submitted', forUnit: found.value.unit })
  return yes({ state: 'submitted', version: found.value.version + 1 })
})

/** Erases who was paid, once nothing waits for it. The voucher stays; nothing tells any more to whom. */
export const erasePayee = useCase<{ readonly voucher: VoucherId; readonly why: string }, { readonly erased: number }>(
  'spending.erase-payee',
  MAKES,
  async (tx, _by, { voucher, why }) => {
    const wrong = whyProblem(why)
    if (wrong) return no(wrong)
    const erased = await erasePayeeRow(tx, voucher, why.trim())
    return erased > 0 ? yes({ erased }) : no(problem('spending.not-erasable'))
  },
)
