import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aCommand, must, testing } from '../../test/testkit.ts'
import { addDays } from '../kernel/index.ts'
import { approveVoucher, returnVoucher } from './check-voucher.ts'
import {
  at,
  aVoucher,
  BOOKS_AT,
  broken,
  day,
  desk,
  inBank,
  memo,
  MONEY,
  PLACES,
  SOCIETY,
  stateOf,
} from './fixture.sql.ts'
import { confirmByHand, failPayment, makeRun, payCash } from './pay.ts'
import { reverseVoucher } from './reverse-voucher.ts'
import type { VoucherId } from './types.ts'
import { submitVoucher, writeVoucher } from './write-voucher.ts'

const unit = SOCIETY.province

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
    what: fc.constantFrom(
      'write',
      ...Array<string>(7).fill('next'),
      'statement',
      'submit',
      'run',
      'fail',
      'hand',
      'reverse',
    ),
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
      const [{ amount } = { amount: '0' }] = await w.rows<{ amount: string }>(
        `select amount::text from voucher where id = '${voucher}'`,
      )
      const out = Number(amount) + (which === 4 ? 1 : 0)
      const lines = Array.from({ length: twice ? 2 : 1 }, () => [date, memo(voucher), -out] as const)
      must(await w.statement(balance, lines))
      balance -= out * lines.length
      assert.equal(
        (await inBank(w).then(BigInt)) <= BigInt(balance),
        true,
        'by hand the books run ahead of the bank, never behind',
      )
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
  const states = await w.rows<{ state: string; n: number }>(
    'select state, count(*)::int as n from voucher group by 1 order by 1',
  )
  t.diagnostic(states.map(({ state, n }) => `${n} ${state}`).join(', '))
  assert.deepEqual(await broken(w), [])
})
