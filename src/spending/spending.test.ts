import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aCommand, must } from '../../test/testkit.ts'
import type { Realm } from '../kernel/index.ts'
import { closeMonthWith } from '../ledger/index.ts'
import { decideLine, type LineId } from '../statements/index.ts'
import { readPublic } from '../access/index.ts'
import { STORM } from '../ledger/fixture.sql.ts'
import { publicCampaign } from '../gifts/index.ts'
import { recordAgreement, recordAidReport } from './aid.ts'
import { allocate, endAllocation } from './allocate.ts'
import { approveVoucher, refuseVoucher, returnVoucher } from './check-voucher.ts'
import {
  approved,
  at,
  aVoucher,
  balances,
  BOOKS_AT,
  broken,
  COMMUNE,
  day,
  desk,
  FUNDS,
  inBank,
  memo,
  MONEY,
  PLACES,
  refused,
  SOCIETY,
  spender,
  stateOf,
  type Spender,
} from './fixture.sql.ts'
import { SPENDING_CHECKS } from './closing.sql.ts'
import { confirmByHand, confirmByLine, failPayment, makeRun, payCash } from './pay.ts'
import { voucherView, vouchersWaiting } from './reads.sql.ts'
import { reverseVoucher } from './reverse-voucher.ts'
import { largestRemainder } from './rules.ts'
import { designateChecker, endChecker, setApprovalLimit } from './settings.ts'
import { moveVouchers } from './voucher.sql.ts'
import { editVoucher, erasePayee, submitVoucher, writeVoucher } from './write-voucher.ts'

const unit = SOCIETY.province

test('a story of spending that an accountant can read: allocated, owed, sent, confirmed by the statement, taken back', async t => {
  const w = await desk(t)
  const numbers = async () => {
    const shown = (await readPublic(w.db, BOOKS_AT, tx => publicCampaign(tx, STORM)))!
    return [shown.allocated, shown.disbursed]
  }
  assert.deepEqual(await numbers(), [null, null], 'nothing was ever allocated: no zero')
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
  assert.deepEqual((await numbers())[1], null, 'allocated is not spent')
  const beyond = await w.run('accountant', writeVoucher, { unit, ...aVoucher(far) })
  assert.equal(refused(beyond), 'spending.share-left')

  const rice = await approved(w, { allocation, share: 1, amount: '30000000' })
  const boats = await approved(w, { amount: '50000000', reason: 'Thuê xuồng cứu hộ' })
  const nets = await approved(w, { amount: '4000000', kind: 'cash', reason: 'Mua lưới tại chợ' })
  const started = { 111: '20000000', 112: '900000000', 5111: '-920000000' }
  assert.deepEqual(await balances(w), { ...started, 331: '-84000000', 6111: '84000000' }, 'approved is spent and owed')

  const { run } = must(await w.run('accountant', makeRun, { unit, money: PLACES.agribank, vouchers: [rice, boats] }))
  assert.equal(
    refused(await w.run('accountant', makeRun, { unit, money: PLACES.agribank, vouchers: [boats] })),
    'spending.not-to-run',
  )
  const cash = { money: MONEY.cash, day: day('2024-09-25'), evidence: 'Giấy nhận tiền số 4' }
  must(await w.run('cashier', payCash, { ...(await at(w, nets)), ...cash }))
  assert.equal(refused(await w.run('cashier', payCash, { ...(await at(w, nets)), ...cash })), 'spending.not-now')

  const hand = { day: day('2024-09-26'), evidence: 'Điện thoại của giao dịch viên' }
  assert.equal(
    refused(await w.run('accountant', confirmByHand, { ...(await at(w, boats)), ...hand })),
    'spending.other-person',
  )
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
  const [line] = await w.rows<{ line: string; run: string }>(
    `select line_id as line from payment_line where voucher_id = '${rice}'`,
  )
  assert.ok(line && run)

  const close = closeMonthWith(SPENDING_CHECKS)
  const early = await w.run('accountant', close, { unit, month: day('2024-09-01'), version: 0 })
  assert.deepEqual(early.ok || early.problem.values, { check: 'payment-doubts', detail: '2' })

  // The bank sends the rice money back: the voucher is reversed, and the line that brings it clears what its mirror opened.
  const back = { day: BOOKS_AT.today, why: 'Ngân hàng hoàn trả, sai tài khoản' }
  assert.equal(
    refused(await w.run('accountant', reverseVoucher, { ...(await at(w, rice)), ...back })),
    'spending.other-person',
  )
  must(await w.run('second', reverseVoucher, { ...(await at(w, rice)), ...back }))
  must(await w.statement(769_999_000, [['2024-10-01', 'Hoan tra lenh chi', 30_000_000]]))
  assert.equal(await inBank(w), '799999000')
  // A memo that the bank spoiled: the accountant says which line it is, and the line is the voucher's from then on.
  const pumps = await approved(w, { amount: '7000000', reason: 'Mua máy bơm' })
  must(await w.run('accountant', makeRun, { unit, money: PLACES.agribank, vouchers: [pumps] }))
  must(await w.statement(799_999_000, [['2024-10-02', 'chuyen tien', -7_000_000]]))
  assert.equal(await stateOf(w, pumps), 'in-run')
  const [spoiled] = await w.rows<{ id: LineId }>("select id from statement_line where memo = 'chuyen tien'")
  const wrongLine = { ...(await at(w, pumps)), line: line.line as LineId }
  assert.equal(refused(await w.run('accountant', confirmByLine, wrongLine)), 'spending.line-amount')
  must(await w.run('accountant', confirmByLine, { ...(await at(w, pumps)), line: spoiled!.id }))
  assert.equal(await inBank(w), '792999000')
  const parts = [{ use: 'bank-fee', amount: '7000000' }] as const
  assert.equal(refused(await w.run('accountant', decideLine, { line: spoiled!.id, parts })), 'statements.is-payment')
  must(await w.run('accountant', reverseVoucher, { ...(await at(w, pumps)), ...back }))
  must(await w.run('accountant', decideLine, { line: spoiled!.id, parts, why: 'Phí dịch vụ' }))
  const after = await balances(w)
  assert.equal(after['6111'], '54000000')
  assert.equal(after['331'], undefined)
  assert.deepEqual(await numbers(), [
    { on: '2024-09-12', amount: '100000000' },
    { on: '2024-10-02', amount: '54000000' },
  ])
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
  const foreign = await w.run('accountant', makeRun, { unit, money: PLACES.agribank, vouchers: [first.voucher] })
  assert.equal(refused(foreign), 'spending.no-such-voucher', 'a superior does not pay what is below it')
  const approve = (who: Spender, which: typeof first) =>
    w.run(who, approveVoucher, { ...which, day: day('2024-09-25') })
  assert.equal(
    refused(await approve('officer2', first)),
    'spending.not-yours-forbidden',
    'the second account of one person',
  )
  assert.equal(refused(await approve('front', first)), 'spending.not-yours-forbidden', 'nobody asked the Front')
  assert.equal(refused(await approve('leader', first)), 'spending.not-yours-forbidden', 'the district is nearer')
  must(await approve('eastLeader', first))
  assert.deepEqual(await balances(w, COMMUNE.society), {
    112: '400000000',
    331: '-40000000',
    5111: '-400000000',
    6111: '40000000',
  })

  const designate = {
    unit: COMMUNE.society,
    checker: COMMUNE.front,
    role: 'accountant',
    from: day('2024-10-01'),
  } as const
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
    {
      account: spender('officer2').account,
      roots: [COMMUNE.society],
      realm: 94 as Realm,
      now: BOOKS_AT.now,
      asOf: BOOKS_AT.today,
      command: aCommand(),
    },
    tx =>
      moveVouchers(tx, { ...BOOKS_AT, actor: spender('officer2'), command: aCommand() }, [third.voucher], {
        state: 'approved',
        forUnit: COMMUNE.society,
      }),
  )
  await assert.rejects(forced, /another person approves/)
  must(await w.run('eastLeader', refuseVoucher, { ...third, why: 'Không thuộc chương trình này' }))

  // Above the limit it goes up; the administrator sets the limit.
  const dear = { unit, ...aVoucher({ amount: '200000000' }) }
  must(
    await w.run('admin', setApprovalLimit, { level: 'province', role: 'leader', upTo: '100000000', confirmed: true }),
  )
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
  const into = await w.run('cashier', confirmByHand, {
    ...(await at(w, late)),
    day: day('2024-09-29'),
    evidence: 'Giấy báo nợ',
  })
  assert.equal(refused(into), 'ledger.month-closed')
  must(
    await w.run('cashier', confirmByHand, { ...(await at(w, late)), day: day('2024-10-02'), evidence: 'Giấy báo nợ' }),
  )

  const all = { unit, fund: FUNDS.storm, document: '1/QĐ', day: day('2024-10-02'), purpose: 'Thử' }
  const whole = (amount: string) => ({
    ...all,
    amount,
    shares: [{ toUnit: null, programme: 'Thử', amount: '', weight: '' }],
  })
  const asked = await w.run('accountant', allocate, whole('900000000'))
  assert.deepEqual(asked.ok || [asked.problem.kind, asked.problem.values?.['free']], [
    'spending.not-so-much',
    '839000000',
  ])
  const { allocation } = must(await w.run('leader', allocate, whole('839000000')))
  assert.equal(refused(await w.run('leader', allocate, whole('1'))), 'spending.not-so-much')
  must(await w.run('leader', endAllocation, { allocation, why: 'Phân bổ lại theo số liệu mới' }))

  const aid = {
    unit,
    fund: FUNDS.storm,
    donor: 'Hội bạn',
    approvalNumber: '12/QĐ-UBND',
    approvedOn: day('2024-09-01'),
    authority: 'UBND tỉnh',
  }
  const terms = {
    terms: 'Chỉ mua thuốc',
    currency: 'USD',
    foreign: '1000.50',
    booked: '25000000',
    reportDays: [day('2024-12-31')],
  }
  const { agreement } = must(await w.run('accountant', recordAgreement, { ...aid, ...terms }))
  assert.equal(
    refused(await w.run('accountant', writeVoucher, { unit, ...aVoucher({ agreement, day: day('2024-10-03') }) })),
    'spending.agreement-left',
  )
  must(
    await w.run('accountant', recordAidReport, {
      agreement,
      due: day('2024-12-31'),
      on: day('2024-10-15'),
      evidence: 'Báo cáo số 3',
    }),
  )
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
      assert.equal(
        parts.reduce((all, part) => all + part, 0n),
        sum,
      )
      for (const [n, part] of parts.entries()) {
        const off = part * whole - sum * given[n]!
        assert.ok(off < whole && off > -whole)
      }
    }),
  )
  assert.deepEqual(largestRemainder(100n, [1n, 1n, 1n]), [34n, 33n, 33n])
})
