import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aCommand, must, testing } from '../../test/testkit.ts'
import type { PlainDate, Result } from '../kernel/index.ts'
import { closeMonthWith, fsckLedger } from '../ledger/index.ts'
import { fsckStatements } from '../statements/index.ts'
import { allocate, endAllocation } from './allocate.ts'
import { approveVoucher, refuseVoucher, returnVoucher } from './check-voucher.ts'
import { COMMUNE, desk, FUNDS, MONEY, PLACES, SOCIETY, type Desk, type Spender } from './fixture.sql.ts'
import { fsckSpending } from './fsck.sql.ts'
import { confirmByHand, failPayment, makeRun, payCash } from './pay.ts'
import { reverseVoucher } from './reverse-voucher.ts'
import { codeOf, largestRemainder, memoOfVoucher } from './rules.ts'
import type { AllocationId, VoucherId, VoucherInput } from './types.ts'
import { editVoucher, submitVoucher, writeVoucher } from './write-voucher.ts'

const day = (text: string) => text as PlainDate
const refused = (result: Result<unknown>) => (result.ok ? 'done' : result.problem.kind)
const unit = SOCIETY.province

const aVoucher = (more: Partial<VoucherInput> = {}): VoucherInput => ({
  kind: 'bank',
  fund: FUNDS.storm,
  allocation: null,
  share: null,
  programme: 'Cứu trợ khẩn cấp',
  agreement: null,
  expense: 'aid',
  amount: '50000000',
  reason: 'Mua gạo giúp người dân vùng bão',
  day: day('2024-09-20'),
  payee: { name: 'Công ty Gạo Thử', bankBin: '970436', number: '0123456789' },
  ...more,
})
const version = async (w: Desk, voucher: VoucherId) =>
  (await w.rows<{ version: number; state: string }>(`select version, state from voucher where id = '${voucher}'`))[0]!
const at = async (w: Desk, voucher: VoucherId) => ({ voucher, version: (await version(w, voucher)).version })
const stateOf = async (w: Desk, voucher: VoucherId) => (await version(w, voucher)).state

/** A voucher that is written and submitted by one and approved by another. */
async function approved(w: Desk, more: Partial<VoucherInput> = {}): Promise<VoucherId> {
  const { voucher } = must(await w.run('accountant', writeVoucher, { unit, ...aVoucher(more) }))
  must(await w.run('accountant', submitVoucher, { voucher, version: 1 }))
  must(await w.run('leader', approveVoucher, { voucher, version: 2, day: day('2024-09-21') }))
  return voucher
}
const memo = (voucher: VoucherId) => `${memoOfVoucher(codeOf(voucher))} chi ung ho`

/** The trial balance of a unit as an accountant reads it: code and what stands there, a debit positive. */
const balances = async (w: Desk, of = unit) =>
  Object.fromEntries(
    (
      await w.rows<{ code: string; sum: string }>(
        `select code, sum(amount)::text as sum from posting where unit_id = '${of}' group by code having sum(amount) <> 0 order by code`,
      )
    ).map(({ code, sum }) => [code, sum]),
  )
const inBank = async (w: Desk) =>
  (await w.rows<{ sum: string }>(`select coalesce(sum(amount), 0)::text as sum from posting where money_account_id = '${PLACES.agribank}'`))[0]!.sum
const broken = async (w: Desk) =>
  (await w.own(async tx => [...(await fsckLedger(tx)), ...(await fsckStatements(tx)), ...(await fsckSpending(tx))])).filter(
    check => check.violations > 0,
  )

test('a story of spending that an accountant can read: allocated, owed, sent, confirmed by the statement, taken back', async t => {
  const w = await desk(t)
  const { allocation } = must(
    await w.run('accountant', allocate, {
      unit,
      fund: FUNDS.storm,
      document: '15/QĐ-CTĐ',
      day: day('2024-09-12'),
      purpose: 'Hỗ trợ các xã bị ngập',
      amount: '100000000',
      shares: [
        { toUnit: SOCIETY.east, programme: '', amount: '', weight: '1' },
        { toUnit: COMMUNE.society, programme: '', amount: '', weight: '2' },
      ],
    }),
  )
  const shares = await w.rows<{ amount: string }>('select amount::text from allocation_share order by ordinal')
  assert.deepEqual(shares, [{ amount: '33333333' }, { amount: '66666667' }])
  const far = { allocation, share: 1, amount: '33333334' }
  const beyond = await w.run('accountant', writeVoucher, { unit, ...aVoucher(far) })
  assert.equal(refused(beyond), 'spending.share-left')

  const rice = await approved(w, { allocation, share: 1, amount: '30000000' })
  const boats = await approved(w, { amount: '50000000', reason: 'Thuê xuồng cứu hộ' })
  const nets = await approved(w, { amount: '4000000', kind: 'cash', reason: 'Mua lưới tại chợ' })
  const started = { 111: '20000000', 112: '900000000', 5111: '-920000000' }
  assert.deepEqual(await balances(w), { ...started, 331: '-84000000', 6111: '84000000' }, 'approved is spent and owed')

  const { run } = must(await w.run('accountant', makeRun, { unit, money: PLACES.agribank, vouchers: [rice, boats] }))
  assert.equal(refused(await w.run('accountant', makeRun, { unit, money: PLACES.agribank, vouchers: [boats] })), 'spending.not-to-run')
  const cash = { money: MONEY.cash, day: day('2024-09-25'), evidence: 'Giấy nhận tiền số 4' }
  must(await w.run('cashier', payCash, { ...(await at(w, nets)), ...cash }))
  assert.equal(refused(await w.run('cashier', payCash, { ...(await at(w, nets)), ...cash })), 'spending.not-now')

  const hand = { day: day('2024-09-26'), evidence: 'Điện thoại của giao dịch viên' }
  assert.equal(refused(await w.run('accountant', confirmByHand, { ...(await at(w, boats)), ...hand })), 'spending.other-person')
  must(await w.run('cashier', confirmByHand, { ...(await at(w, boats)), ...hand }))
  assert.equal(await inBank(w), '850000000', 'said by hand: the money is gone from the books')
  must(
    await w.statement(900_000_000, [
      ['2024-09-25', memo(rice), -30_000_000],
      ['2024-09-26', memo(boats), -50_000_000],
      ['2024-09-27', memo(boats), -50_000_000],
      ['2024-09-28', `${memo(nets)} nham`, -1_000],
    ]),
  )
  assert.equal(await inBank(w), '769999000', 'the bank of the books is the bank of the statement')
  assert.deepEqual([await stateOf(w, rice), await stateOf(w, boats)], ['paid', 'paid'])
  assert.deepEqual(await w.rows('select kind, amount::text from payment_doubt order by day'), [
    { kind: 'paid-before', amount: '50000000' },
    { kind: 'amount', amount: '1000' },
  ])
  assert.deepEqual(await balances(w), {
    111: '16000000',
    112: '769999000',
    3388: '50001000',
    5111: '-920000000',
    6111: '84000000',
  })
  const [line] = await w.rows<{ line: string; run: string }>(`select line_id as line from payment_line where voucher_id = '${rice}'`)
  assert.ok(line && run)

  // The bank sends the rice money back: the voucher is reversed, and the line that brings it clears what its mirror opened.
  const back = { day: day('2024-10-01'), why: 'Ngân hàng hoàn trả, sai tài khoản' }
  assert.equal(refused(await w.run('accountant', reverseVoucher, { ...(await at(w, rice)), ...back })), 'spending.other-person')
  must(await w.run('second', reverseVoucher, { ...(await at(w, rice)), ...back }))
  must(await w.statement(769_999_000, [['2024-10-01', 'Hoan tra lenh chi', 30_000_000]]))
  assert.equal(await inBank(w), '799999000')
  const after = await balances(w)
  assert.equal(after['6111'], '54000000')
  assert.equal(after['331'], undefined)
  const [spent] = await w.rows<{ spent: { allocated: { amount: string }; disbursed: { amount: string } } }>(
    `select campaign_spent('STORM') as spent`,
  )
  assert.equal(spent!.spent.allocated.amount, '100000000')
  assert.equal(spent!.spent.disbursed.amount, '54000000')
  assert.deepEqual(await broken(w), [])
})
