import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aCommand, must, testing } from '../../test/testkit.ts'
import { addDays, type PlainDate, type Realm, type Result } from '../kernel/index.ts'
import { closeMonthWith, fsckLedger } from '../ledger/index.ts'
import { fsckStatements } from '../statements/index.ts'
import { allocate, endAllocation } from './allocate.ts'
import { approveVoucher, refuseVoucher, returnVoucher } from './check-voucher.ts'
import { recordAgreement, recordAidReport } from './aid.ts'
import { BOOKS_AT, COMMUNE, desk, FUNDS, MONEY, PLACES, SOCIETY, type Desk, spender, type Spender } from './fixture.sql.ts'
import { fsckSpending } from './fsck.sql.ts'
import { confirmByHand, failPayment, makeRun, payCash } from './pay.ts'
import { reverseVoucher } from './reverse-voucher.ts'
import { codeOf, largestRemainder, memoOfVoucher } from './rules.ts'
import { voucherView, vouchersWaiting } from './reads.sql.ts'
import { designateChecker, endChecker, setApprovalLimit } from './settings.ts'
import type { VoucherId, VoucherInput } from './types.ts'
import { moveVouchers } from './voucher.sql.ts'
import { editVoucher, erasePayee, submitVoucher, writeVoucher } from './write-voucher.ts'

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

test('who checks: never the same person, never nobody; the Front where it is designated, else the superior', async t => {
  const w = await desk(t)
  const theirs = { unit: COMMUNE.society, ...aVoucher({ fund: COMMUNE.fund, amount: '40000000' }) }
  const submitted = async () => {
    const { voucher } = must(await w.run('officer1', writeVoucher, theirs))
    must(await w.run('officer1', submitVoucher, { voucher, version: 1 }))
    return { voucher, version: 2 }
  }
  const first = await submitted()
  const approve = (who: Spender, which: typeof first) =>
    w.run(who, approveVoucher, { ...which, day: day('2024-09-25') })
  assert.equal(refused(await approve('officer2', first)), 'spending.not-yours-forbidden', 'the second account of one person')
  assert.equal(refused(await approve('front', first)), 'spending.not-yours-forbidden', 'nobody asked the Front')
  assert.equal(refused(await approve('leader', first)), 'spending.not-yours-forbidden', 'the district is nearer')
  must(await approve('eastLeader', first))
  assert.deepEqual(await balances(w, COMMUNE.society), { 112: '400000000', 331: '-40000000', 5111: '-400000000', 6111: '40000000' })

  const designate = { unit: COMMUNE.society, checker: COMMUNE.front, role: 'accountant', from: day('2024-10-01') } as const
  assert.equal(refused(await w.run('officer2', designateChecker, designate)), 'spending.designate-forbidden')
  const { checker } = must(await w.run('eastLeader', designateChecker, designate))
  assert.equal(refused(await w.run('leader', designateChecker, designate)), 'spending.already-designated')
  const second = await submitted()
  assert.equal(refused(await approve('eastLeader', second)), 'spending.not-yours-forbidden', 'now it is the Front')
  const seen = await w.read('front', async tx => ({
    waiting: (await vouchersWaiting(tx)).map(v => [v.id, v.payee, v.fund]),
    view: (await voucherView(tx, first.voucher)) === null,
  }))
  assert.deepEqual(seen.waiting, [[second.voucher, 'Công ty Gạo Thử', null]])
  assert.ok(seen.view, 'nothing of the commune but what waits for it')
  must(await w.run('front', returnVoucher, { ...second, why: 'Thiếu danh sách ký nhận' }))
  must(await w.run('officer1', editVoucher, { ...theirs, ...second, version: 3, amount: '45000000' }))
  must(await w.run('officer1', submitVoucher, { ...second, version: 4 }))
  must(await approve('front', { ...second, version: 5 }))
  const view = await w.read('front', tx => voucherView(tx, second.voucher))
  assert.deepEqual([view?.state, view?.steps.at(-1)?.forUnit], ['approved', 'MTTQ xã thử'])
  must(await w.run('eastLeader', endChecker, { checker, day: day('2024-10-15') }))

  // The database itself refuses the second account, whatever the program does.
  const third = await submitted()
  const forced = w.db.write(
    { account: spender('officer2').account, roots: [COMMUNE.society], realm: 94 as Realm, now: BOOKS_AT.now, asOf: BOOKS_AT.today, command: aCommand() },
    tx => moveVouchers(tx, { ...BOOKS_AT, actor: spender('officer2'), command: aCommand() }, [third.voucher], { state: 'approved', forUnit: COMMUNE.society }),
  )
  await assert.rejects(forced, /another person approves/)
  must(await w.run('eastLeader', refuseVoucher, { ...third, why: 'Không thuộc chương trình này' }))

  // Above the limit it goes up; the administrator sets the limit.
  const dear = { unit, ...aVoucher({ amount: '200000000' }) }
  must(await w.run('admin', setApprovalLimit, { level: 'province', role: 'leader', upTo: '100000000', confirmed: true }))
  const { voucher } = must(await w.run('accountant', writeVoucher, dear))
  must(await w.run('accountant', submitVoucher, { voucher, version: 1 }))
  assert.equal(refused(await approve('leader', { voucher, version: 2 })), 'spending.not-yours-forbidden')
  must(await w.run('admin', setApprovalLimit, { level: 'province', role: 'leader', upTo: '', confirmed: true }))
  must(await approve('leader', { voucher, version: 2 }))
  assert.deepEqual(await broken(w), [])
})

test('nothing is paid twice: double click, two at once, a closed month; and a fund allocates only what it has', async t => {
  const w = await desk(t)
  const voucher = await approved(w, { kind: 'cash', amount: '15000000' })
  const other = await approved(w, { kind: 'cash', amount: '15000000' })
  const pay = { money: MONEY.cash, day: day('2024-09-25'), evidence: 'Giấy nhận tiền số 5' }
  const clicks = await Promise.all(
    [voucher, voucher, voucher, other].map(one => w.run('cashier', payCash, { voucher: one, version: 3, ...pay })),
  )
  assert.equal(clicks.filter(done => done.ok).length, 1, clicks.map(refused).join())
  const sent = await approved(w)
  const command = aCommand()
  const input = { unit, money: PLACES.agribank, vouchers: [sent] }
  const runs = await Promise.all([
    w.run('accountant', makeRun, input, command),
    w.run('accountant', makeRun, input, command),
    w.run('second', makeRun, input),
  ])
  assert.equal((await w.rows('select from payment_run')).length, 1, runs.map(refused).join())
  const hand = { ...(await at(w, sent)), day: day('2024-09-28'), evidence: 'Giấy báo nợ số 9' }
  const said = await Promise.all([
    w.run('cashier', confirmByHand, hand),
    w.run('leader', confirmByHand, hand),
    w.statement(900_000_000, [['2024-09-28', memo(sent), -50_000_000]]),
  ])
  assert.ok(said[2].ok, refused(said[2]))
  assert.equal(await inBank(w), '850000000')
  assert.equal((await w.rows(`select from payment where voucher_id = '${sent}'`)).length, 1)

  const late = await approved(w, { amount: '1000000' })
  must(await w.run('accountant', makeRun, { unit, money: PLACES.agribank, vouchers: [late] }))
  must(await w.run('cashier', failPayment, { ...(await at(w, late)), why: 'Ngân hàng báo sai tài khoản' }))
  must(await w.run('accountant', makeRun, { unit, money: PLACES.agribank, vouchers: [late] }))
  must(await w.run('accountant', closeMonthWith([]), { unit, month: day('2024-09-01'), version: 0 }))
  const into = await w.run('cashier', confirmByHand, { ...(await at(w, late)), day: day('2024-09-29'), evidence: 'Giấy báo nợ' })
  assert.equal(refused(into), 'ledger.month-closed')
  must(await w.run('cashier', confirmByHand, { ...(await at(w, late)), day: day('2024-10-02'), evidence: 'Giấy báo nợ' }))

  const all = { unit, fund: FUNDS.storm, document: '1/QĐ', day: day('2024-10-02'), purpose: 'Thử' }
  const whole = (amount: string) => ({ ...all, amount, shares: [{ toUnit: null, programme: 'Thử', amount: '', weight: '' }] })
  const asked = await w.run('accountant', allocate, whole('900000000'))
  assert.deepEqual(asked.ok || [asked.problem.kind, asked.problem.values?.['free']], ['spending.not-so-much', '839000000'])
  const { allocation } = must(await w.run('leader', allocate, whole('839000000')))
  assert.equal(refused(await w.run('leader', allocate, whole('1'))), 'spending.not-so-much')
  must(await w.run('leader', endAllocation, { allocation, why: 'Phân bổ lại theo số liệu mới' }))

  const aid = { unit, fund: FUNDS.storm, donor: 'Hội bạn', approvalNumber: '12/QĐ-UBND', approvedOn: day('2024-09-01'), authority: 'UBND tỉnh' }
  const terms = { terms: 'Chỉ mua thuốc', currency: 'USD', foreign: '1000.50', booked: '25000000', reportDays: [day('2024-12-31')] }
  const { agreement } = must(await w.run('accountant', recordAgreement, { ...aid, ...terms }))
  assert.equal(refused(await w.run('accountant', writeVoucher, { unit, ...aVoucher({ agreement, day: day('2024-10-03') }) })), 'spending.agreement-left')
  must(await w.run('accountant', recordAidReport, { agreement, due: day('2024-12-31'), on: day('2024-10-15'), evidence: 'Báo cáo số 3' }))
  must(await w.run('accountant', erasePayee, { voucher: sent, why: 'Người nhận yêu cầu xoá' }))
  const left = await w.rows(`select name, number from voucher_payee where voucher_id = '${sent}'
    union all select null, salt::text from leaf where subject_id = '${sent}' and kind = 'payment'`)
  assert.deepEqual(left, [
    { name: null, number: null },
    { name: null, number: null },
  ])
  assert.deepEqual(await broken(w), [])
})

test('shares by largest remainder make the sum, and none is off by one đồng or more', () => {
  const weights = fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 16n }), weights, (sum, given) => {
      const parts = largestRemainder(sum, given)
      const whole = given.reduce((all, weight) => all + weight, 0n)
      assert.equal(parts.reduce((all, part) => all + part, 0n), sum)
      for (const [n, part] of parts.entries()) {
        const off = part * whole - sum * given[n]!
        assert.ok(off < whole && off > -whole)
      }
    }),
  )
  assert.deepEqual(largestRemainder(100n, [1n, 1n, 1n]), [34n, 33n, 33n])
})

/** What usually comes next, so that random steps come far. */
const NEXT: Readonly<Record<string, readonly [string, string]>> = {
  draft: ['submit', 'submit'],
  submitted: ['approve', 'approve'],
  returned: ['submit', 'submit'],
  refused: ['write', 'write'],
  approved: ['run', 'cash'],
  'in-run': ['statement', 'hand'],
  failed: ['run', 'reverse'],
  paid: ['statement', 'write'],
  reversed: ['write', 'write'],
}

test('any sequence of commands, repeated and at once, keeps every fund balanced and pays nothing twice', async t => {
  const w = await desk(t)
  const step = fc.record({
    what: fc.constantFrom('write', ...Array<string>(7).fill('next'), 'statement', 'submit', 'run', 'fail', 'hand', 'reverse'),
    which: fc.nat(4),
    twice: fc.boolean(),
  })
  const on = day('2024-09-28')
  const vouchers: VoucherId[] = []
  let [balance, statements] = [900_000_000, 0]
  const doStep = async ({ what, which, twice }: { what: string; which: number; twice: boolean }): Promise<void> => {
    const voucher = vouchers.at(-1 - (which % Math.max(1, vouchers.length)))
    if (what === 'write' || !voucher) {
      const kind = which % 3 === 0 ? 'cash' : 'bank'
      const id = aCommand()
      const wish = { unit, ...aVoucher({ kind, amount: String(1_000 + which) }) }
      await Promise.all((twice ? [1, 2] : [1]).map(() => w.run('accountant', writeVoucher, wish, id)))
      vouchers.push(id as string as VoucherId)
      return
    }
    if (what === 'statement') {
      const date = addDays(day('2024-09-10'), statements++)
      if (date > BOOKS_AT.today) return
      const [{ amount } = { amount: '0' }] = await w.rows<{ amount: string }>(`select amount::text from voucher where id = '${voucher}'`)
      const out = Number(amount) + (which === 4 ? 1 : 0)
      const lines = Array.from({ length: twice ? 2 : 1 }, () => [date, memo(voucher), -out] as const)
      must(await w.statement(balance, lines))
      balance -= out * lines.length
      assert.equal(await inBank(w).then(BigInt) <= BigInt(balance), true, 'by hand the books run ahead of the bank, never behind')
      return
    }
    if (what === 'next') return doStep({ what: NEXT[await stateOf(w, voucher)]![which % 2]!, which, twice })
    const now = { ...(await at(w, voucher)), day: on, why: 'Thử các bước ngẫu nhiên', evidence: 'Thử' }
    const one = () =>
      ({
        submit: () => w.run('accountant', submitVoucher, now),
        approve: () => w.run('leader', approveVoucher, now),
        return: () => w.run('leader', returnVoucher, now),
        run: () => w.run('accountant', makeRun, { unit, money: PLACES.agribank, vouchers: [voucher] }),
        hand: () => w.run('cashier', confirmByHand, now),
        fail: () => w.run('cashier', failPayment, now),
        cash: () => w.run('cashier', payCash, { ...now, money: MONEY.cash }),
        reverse: () => w.run('accountant', reverseVoucher, { ...now, day: BOOKS_AT.today }),
      })[what]!()
    await Promise.all(twice ? [one(), one()] : [one()])
  }
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 24 }), async steps => {
      for (const one of steps) await doStep(one)
      const funds = await w.rows('select from posting group by fund_id having sum(amount) <> 0')
      assert.equal(funds.length, 0)
    }),
    { numRuns: testing === 'postgres' ? 10 : 5, endOnFailure: true },
  )
  const states = await w.rows<{ state: string; n: number }>('select state, count(*)::int as n from voucher group by 1 order by 1')
  t.diagnostic(states.map(({ state, n }) => `${n} ${state}`).join(', '))
  assert.deepEqual(await broken(w), [])
})
