import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { aCommand, must, testing } from '../../test/testkit.ts'
import { readPublic } from '../access/index.ts'
import type { FundId, GiftId, PlainDate, Result } from '../kernel/index.ts'
import { balancesOf, fsckLedger } from '../ledger/index.ts'
import { books, FUNDS, MONEY, SOCIETY, type Books, type Keeper, STORM } from '../ledger/fixture.sql.ts'
import * as g from './index.ts'

const secret = () => randomBytes(32).toString('base64url')
const DAY = '2024-10-10' as PlainDate
const NOBODY = { name: '', contact: '' }

const cash = (more: Partial<g.CashInput> = {}): g.CashInput => ({
  unit: SOCIETY.province,
  fund: FUNDS.storm,
  place: MONEY.cash,
  amount: '500000',
  currency: '',
  foreign: '',
  day: DAY,
  giver: NOBODY,
  named: false,
  pledge: '',
  note: '',
  secret: secret(),
  ...more,
})
const refusedWith = (result: Result<unknown>) =>
  result.ok ? 'done' : [result.problem.kind, result.problem.field].filter(Boolean).join(' ')

const received = async (w: Books, fund: FundId) => {
  const range = { unit: SOCIETY.province, from: '2024-01-01' as PlainDate, until: '2024-12-31' as PlainDate }
  const rows = await w.read('accountant', tx => balancesOf(tx, range))
  return -rows.filter(row => row.fund === fund && row.code === '5111').reduce((sum, row) => sum + row.closing, 0n)
}
const given = async (w: Books, fund: FundId) => {
  const [row] = await w.rows<{ sum: string }>(
    `select coalesce(sum(case when reverses_id is null then amount else -amount end), 0)::text as sum from gift where fund_id = '${fund}'`,
  )
  return BigInt(row!.sum)
}
const whole = async (w: Books) => {
  const checks = await w.own(async tx => [...(await g.fsckGifts(tx)), ...(await fsckLedger(tx))])
  assert.deepEqual(
    checks.filter(check => check.violations > 0),
    [],
  )
}
const campaign = (w: Books, code = STORM) => readPublic(w.db, w.moment, tx => g.publicCampaign(tx, code))

test('cash at the desk: entry, gift, leaf, giver apart, receipts without gaps, taken back by a mirror', async t => {
  const w = await books(t)
  const before = await campaign(w)
  assert.deepEqual([before?.received.on, before?.pledged.on, before?.open], [null, null, true])
  const giver = { name: 'Nguyễn Thị Thử', contact: '0900 000 001' }
  const input = cash({ giver, named: true, amount: '1500000' })
  const command = aCommand()
  const first = must(await w.run('cashier', g.takeCash, input, command))
  assert.deepEqual(must(await w.run('cashier', g.takeCash, input, command)), first, 'sent twice, taken once')
  const dollars = must(
    await w.run('accountant', g.takeCash, cash({ amount: '2480000', currency: 'USD', foreign: '100.00' })),
  )
  assert.deepEqual([first.number, dollars.number, first.year], [1, 2, 2024])
  assert.match(first.token, /^[\w-]{22}$/)
  assert.notEqual(first.token, dollars.token)

  const receipt = await readPublic(w.db, w.moment, tx => g.publicReceipt(tx, first.token))
  assert.deepEqual([receipt?.name, receipt?.amount, receipt?.takenBackOn], [giver.name, '1500000', null])
  assert.equal(await readPublic(w.db, w.moment, tx => g.publicReceipt(tx, 'A'.repeat(22))), null)
  const [leaf] = await w.rows<{ commitment: Uint8Array; salt: Uint8Array }>(
    `select commitment, salt from leaf where subject_id = '${first.gift}' and kind = 'gift'`,
  )
  const said = ['gift', first.gift, FUNDS.storm, '1500000', DAY, giver.name, giver.contact].join('\u001f')
  const made = createHash('sha256').update(leaf!.salt).update(said).digest('hex')
  assert.equal(Buffer.from(leaf!.commitment).toString('hex'), made, 'the leaf commits to the gift with its giver')

  await t.test('who gave is seen by the desk of that unit, by nobody above, beside or outside', async () => {
    const people = (who: Keeper) => w.read(who, async tx => (await g.cashGiftsOf(tx, SOCIETY.province)).length)
    assert.equal(await people('cashier'), 2)
    assert.equal(await people('eastAccountant'), 0)
    assert.equal(await people('officer'), 0)
    const all = await readPublic(w.db, w.moment, async tx => (await g.cashGiftsOf(tx, SOCIETY.province)).length)
    assert.equal(all, 0, 'nobody reads tables')
  })

  await t.test('every refusal names its field, and writes nothing', async () => {
    const cases: [Partial<g.CashInput>, string][] = [
      [{ amount: '0' }, 'gifts.amount amount'],
      [{ amount: '1,5' }, 'gifts.amount amount'],
      [{ day: '2024-10-16' as PlainDate }, 'gifts.day day'],
      [{ day: '2024-09-07' as PlainDate }, 'gifts.too-early day'],
      [{ fund: FUNDS.east }, 'gifts.fund fund'],
      [{ place: MONEY.bank }, 'gifts.place place'],
      [{ named: true }, 'gifts.name name'],
      [{ currency: 'USD' }, 'gifts.foreign foreign'],
      [{ currency: 'VND', foreign: '1' }, 'gifts.currency currency'],
      [{ pledge: 'K9F3M7QX' }, 'gifts.pledge pledge'],
      [{ secret: 'short' }, 'gifts.secret'],
    ]
    for (const [more, expected] of cases)
      assert.equal(refusedWith(await w.run('cashier', g.takeCash, cash(more))), expected)
    assert.equal(refusedWith(await w.run('officer', g.takeCash, cash())), 'access.forbidden')
    assert.equal(refusedWith(await w.run('eastAccountant', g.takeCash, cash())), 'access.forbidden')
  })

  await t.test('a mistaken receipt goes by its mirror; its number stays used', async () => {
    const back = (who: Keeper, gift: GiftId, why = 'Ghi nhầm số tiền người cho') =>
      w.run(who, g.takeCashBack, { gift, why, day: w.moment.today, secret: secret() })
    assert.equal(refusedWith(await back('cashier', dollars.gift, 'nhầm')), 'gifts.why why')
    const taken = must(await back('cashier', dollars.gift))
    assert.equal(refusedWith(await back('cashier', dollars.gift)), 'gifts.taken-back')
    assert.equal(refusedWith(await back('cashier', taken.gift)), 'gifts.no-such-gift')
    const large = must(await w.run('cashier', g.takeCash, cash({ amount: '30000000' })))
    assert.equal(large.number, 3)
    assert.equal(refusedWith(await back('cashier', large.gift)), 'gifts.other-person')
    must(await back('accountant', large.gift))
    const gone = await readPublic(w.db, w.moment, tx => g.publicReceipt(tx, dollars.token))
    assert.deepEqual([gone?.takenBackOn, gone?.foreign, gone?.currency], [w.moment.today, '100.00', 'USD'])
    assert.deepEqual((await campaign(w))?.received, { amount: '1500000', on: w.moment.today })
  })

  await t.test('a giver is erased with the salt: the gift stays, nothing links it any more', async () => {
    const why = 'Người cho yêu cầu xoá'
    assert.equal(refusedWith(await w.run('cashier', g.erasePerson, { subject: first.gift, why })), 'access.forbidden')
    assert.equal(
      refusedWith(await w.run('eastAccountant', g.erasePerson, { subject: first.gift, why })),
      'gifts.nobody',
    )
    must(await w.run('accountant', g.erasePerson, { subject: first.gift, why }))
    assert.equal(refusedWith(await w.run('accountant', g.erasePerson, { subject: first.gift, why })), 'gifts.nobody')
    const [row] = await w.rows<{ name: null; salt: null }>(
      `select p.name, l.salt from gift_person p join leaf l using (realm, subject_id) where subject_id = '${first.gift}'`,
    )
    assert.deepEqual([row?.name, row?.salt], [null, null])
    const shown = await readPublic(w.db, w.moment, tx => g.publicReceipt(tx, first.token))
    assert.deepEqual([shown?.name, shown?.erased, shown?.amount], [null, true, '1500000'])
  })

  await t.test('what was taken is never changed past the use cases', async () => {
    for (const change of [
      `update cash_gift set receipt_number = 9`,
      `delete from cash_gift`,
      `update gift_person set name = 'khác'`,
      `delete from pledge`,
    ])
      await assert.rejects(w.rows(change))
  })
  assert.equal(await given(w, FUNDS.storm), await received(w, FUNDS.storm))
  await whole(w)
})

test('promises without an account: money or goods, a code, kept, withdrawn, open again, and never received', async t => {
  const w = await books(t)
  const pledge = (more: Partial<g.PledgeInput> = {}, command = aCommand(), random = randomBytes(32)) =>
    g.makePledge(
      w.db,
      w.moment,
      command,
      { campaign: STORM, amount: '700000', goods: '', giver: NOBODY, named: false, ...more },
      [g.personalCode(STORM, random)],
    )
  const list = (state: g.Pledge['state'] | null = null) =>
    w.read('cashier', tx => g.pledgesOf(tx, SOCIETY.province, state))
  const command = aCommand()
  const giver = { name: 'Trần Văn Thử', contact: 'thu@cho.example' }
  const { code } = must(await pledge({ giver }, command))
  assert.equal(must(await pledge({ giver }, command)).code, code, 'sent twice, promised once')
  assert.ok(g.isPersonalCode(STORM, code))
  const goods = must(await pledge({ amount: '', goods: '20 thùng mì' }))
  assert.equal(refusedWith(await pledge({ goods: 'và gạo' })), 'gifts.money-or-goods amount')
  assert.equal(refusedWith(await pledge({ amount: '-5' })), 'gifts.amount amount')
  assert.equal(refusedWith(await pledge({ named: true })), 'gifts.name name')
  assert.equal(refusedWith(await pledge({ campaign: 'NONE' })), 'gifts.not-open')
  const same = randomBytes(32)
  must(await pledge({ amount: '1000' }, aCommand(), same))
  assert.equal(refusedWith(await pledge({}, aCommand(), same)), 'gifts.code-taken')
  const shown = await campaign(w)
  assert.deepEqual(shown?.pledged, { amount: '701000', goods: 1, on: w.moment.today })
  assert.equal(shown?.received.on, null, 'a promise is nothing received')
  assert.equal((await list()).find(one => one.code === code)?.name, giver.name)
  assert.equal((await w.read('leader', tx => g.pledgesOf(tx, SOCIETY.province, null)))[0]?.name, null)

  const kept = must(await w.run('cashier', g.takeCash, cash({ amount: '700000', pledge: ` ${code.toLowerCase()} ` })))
  assert.deepEqual(
    (await list('kept')).map(one => [one.code, one.receipt]),
    [[code, '1/2024']],
  )
  assert.equal(refusedWith(await w.run('cashier', g.takeCash, cash({ pledge: code }))), 'gifts.pledge pledge')
  const why = 'Ghi nhầm người ủng hộ'
  must(await w.run('cashier', g.takeCashBack, { gift: kept.gift, why, day: w.moment.today, secret: secret() }))
  assert.equal(
    (await list('open')).some(one => one.code === code),
    true,
    'open again',
  )
  const again = (await list('open')).find(one => one.code === code)!
  const end = (reason: string) =>
    w.run('accountant', g.endPledge, { unit: SOCIETY.province, pledge: again.id, why: reason })
  assert.equal(refusedWith(await end('')), 'gifts.why why')
  must(await end('Người hứa báo thôi'))
  assert.deepEqual((await campaign(w))?.pledged.amount, '1000')

  const thing: g.InKindInput = {
    unit: SOCIETY.province,
    fund: FUNDS.storm,
    kind: 'goods',
    what: 'Mì ăn liền',
    quantity: '20',
    measure: 'thùng',
    condition: 'new',
    day: DAY,
    giver: NOBODY,
    named: false,
    pledge: goods.code,
  }
  const record = (more: Partial<g.InKindInput> = {}) => w.run('cashier', g.recordInKind, { ...thing, ...more })
  assert.equal(refusedWith(await record({ quantity: '0' })), 'gifts.quantity quantity')
  assert.equal(refusedWith(await record({ measure: '' })), 'gifts.missing measure')
  assert.equal(refusedWith(await record({ condition: '' })), 'gifts.condition condition')
  const noodles = must(await record())
  must(
    await record({ kind: 'labour', what: 'Dọn bùn ở trường', quantity: '7,5', condition: '', measure: '', pledge: '' }),
  )
  assert.equal(
    (await list('kept')).some(one => one.code === goods.code),
    true,
  )
  must(await w.run('cashier', g.takeRecordBack, { id: noodles.id, why: 'Hàng không tới nơi' }))
  assert.equal(
    (await list('open')).some(one => one.code === goods.code),
    true,
  )
  assert.deepEqual(
    (await w.read('cashier', tx => g.inKindOf(tx, SOCIETY.province)))
      .map(one => [one.kind, one.quantity, one.measure])
      .sort(),
    [
      ['goods', '20', 'thùng'],
      ['labour', '7.5', 'giờ'],
    ],
  )

  const help: g.DirectInput = {
    unit: SOCIETY.province,
    fund: FUNDS.storm,
    what: 'Xe đạp cho học sinh',
    value: '2500000',
    valueBasis: 'Hoá đơn cửa hàng',
    evidence: 'Biên bản 03/BB ngày 10/10',
    place: 'Nhà văn hoá ấp thử',
    day: DAY,
    giver: { name: 'Cửa hàng Thử', contact: '' },
    receiver: { name: 'Em Thử', contact: '' },
    witnesses: 'Trưởng ấp Thử',
  }
  assert.equal(
    refusedWith(await w.run('cashier', g.recordDirect, { ...help, receiver: NOBODY })),
    'gifts.name receiverName',
  )
  assert.equal(
    refusedWith(await w.run('cashier', g.recordDirect, { ...help, witnesses: ' ' })),
    'gifts.missing witnesses',
  )
  must(await w.run('cashier', g.recordDirect, help))
  const [direct] = await w.read('accountant', tx => g.directOf(tx, SOCIETY.province))
  assert.deepEqual([direct?.giver, direct?.receiver, direct?.value], ['Cửa hàng Thử', 'Em Thử', 2500000n])
  assert.equal(await received(w, FUNDS.storm), 0n, 'what lies beside the books is never in them')
  await whole(w)
})

test('the official list is what a leader signed, and nothing that came or went since', async t => {
  const w = await books(t)
  const list = () => readPublic(w.db, w.moment, g.publicAccounts)
  assert.deepEqual(await list(), [])
  const sign = (who: Keeper, seen: readonly (typeof MONEY)[keyof typeof MONEY][]) =>
    w.run(who, g.signAccounts, { unit: SOCIETY.province, seen })
  assert.equal(refusedWith(await sign('accountant', [MONEY.bank])), 'access.forbidden')
  assert.equal(refusedWith(await sign('leader', [])), 'gifts.list-changed')
  must(await sign('leader', [MONEY.bank]))
  assert.deepEqual(
    (await list()).map(one => [one.number, one.signer, one.signedOn]),
    [['6213685752566', 'leader', w.moment.today]],
  )
  await w.rows(`update money_account set public = false where id = '${MONEY.bank}'`)
  assert.deepEqual(await list(), [])
})

test('whatever is taken and taken back, the gifts are what the books hold as gifts', async t => {
  const w = await books(t)
  const step = fc.record({
    storm: fc.boolean(),
    amount: fc.bigInt({ min: 1n, max: 19_000_000n }),
    back: fc.boolean(),
    wrong: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async steps => {
      for (const { storm, amount, back, wrong } of steps) {
        const fund = storm ? FUNDS.storm : FUNDS.running
        const done = await w.run(
          'cashier',
          g.takeCash,
          cash({ fund, amount: `${amount}`, ...(wrong ? { place: MONEY.bank } : {}) }),
        )
        assert.equal(done.ok, !wrong)
        if (done.ok && back) {
          const why = 'Rút lại để kiểm tra'
          must(
            await w.run('accountant', g.takeCashBack, {
              gift: done.value.gift,
              why,
              day: w.moment.today,
              secret: secret(),
            }),
          )
        }
      }
      for (const fund of [FUNDS.storm, FUNDS.running]) assert.equal(await given(w, fund), await received(w, fund))
    }),
    { numRuns: testing === 'pglite' ? 4 : 10 },
  )
  await whole(w)
})
