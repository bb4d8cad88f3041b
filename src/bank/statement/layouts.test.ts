import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainDate, type PlainDate } from '../../kernel/index.ts'
import { must } from '../../../test/testkit.ts'
import {
  lineIdentity,
  readStatement,
  type StatementCheck,
  type StatementLine,
  type StatementOptions,
} from '../index.ts'
import {
  bytesOf,
  LAYOUT_NAMES,
  OPENING,
  partOf,
  styleOf,
  tableOf,
  type LayoutName,
  type Transfer,
} from './layouts.fixture.ts'

const TODAY = plainDate('2026-11-24') as PlainDate

async function readAll(bytes: Uint8Array, sizes: readonly number[], options: Partial<StatementOptions> = {}) {
  const lines: StatementLine[] = []
  const reading = readStatement([partOf('sao-ke', bytes, sizes)], { bank: 'auto', today: TODAY, ...options })
  for (;;) {
    const next = await reading.next()
    if (next.done) return { lines, check: must<StatementCheck>(next.value) }
    assert.ok(next.value.length > 0 && next.value.length <= 10_000)
    lines.push(...next.value)
  }
}

const word = fc.constantFrom(
  'ung ho',
  'đồng bào',
  'bão số 3',
  '"Yagi"',
  'a,b;c',
  'CTD ST26A7',
  '= + 1',
  '-',
  'x|y',
  'QUỸ',
  '0912',
  'MBVCB.1',
)
const transfer = fc.record({
  day: fc.integer({ min: 0, max: 4 }),
  second: fc.integer({ min: 0, max: 86_399 }),
  effect: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: 5_000 }).map(n => BigInt(n) * 1000n) },
    { weight: 2, arbitrary: fc.bigInt({ min: 1n, max: 900_000_000_000n }) },
  ),
  doc: fc.integer({ min: 1, max: 99_999 }).map(n => `5218.${n}`),
  counterparty: fc.constantFrom('', 'NGUYEN VAN MAU – A/C', 'ACC'),
  memo: fc.array(word, { minLength: 1, maxLength: 6 }).map(words => words.join(' ')),
})
/** Oldest first, as a bank writes them down; some money goes out again, never more than is there. */
const transfers = fc.array(transfer, { minLength: 4, maxLength: 40 }).map(all => {
  let balance = OPENING
  return all
    .sort((a, b) => a.day - b.day || a.second - b.second)
    .map((one, at): Transfer => {
      const effect = at % 7 === 6 && one.effect < balance ? -one.effect : one.effect
      balance += effect
      const { doc, counterparty, memo } = one
      const time = new Date(one.second * 1000).toISOString().slice(11, 19)
      return {
        date: `2024-09-0${one.day + 1}` as PlainDate,
        time,
        effect,
        doc,
        reference: `${at + 1000}`,
        counterparty,
        memo,
      }
    })
})
const layout = fc.constantFrom(...LAYOUT_NAMES)
const sizes = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 4 })

/** The list that Vietcombank published second has money received only. */
const fits = (name: LayoutName, all: readonly Transfer[]) =>
  name === 'vietcombank-list' ? all.map(one => ({ ...one, effect: one.effect < 0n ? -one.effect : one.effect })) : all

const expected = (name: LayoutName, one: Transfer) => {
  const carries = styleOf(name).carries
  const has = (field: (typeof carries)[number]) => carries.includes(field)
  return {
    date: one.date,
    time: has('time') ? one.time : null,
    debit: one.effect < 0n ? -one.effect : null,
    credit: one.effect < 0n ? null : one.effect,
    doc: has('doc') ? one.doc : '',
    reference: has('reference') ? one.reference : '',
    counterparty: has('counterparty') ? one.counterparty : '',
    memo: one.memo,
  }
}

test('what a bank writes in its layout is read back line by line, however the bytes arrive', () =>
  fc.assert(
    fc.asyncProperty(layout, transfers, sizes, fc.boolean(), async (name, drawn, pieces, pack) => {
      const all = fits(name, drawn)
      const { rows } = tableOf(name, all)
      const { lines, check } = await readAll(bytesOf(name, rows, pack), pieces)
      const inOrder = styleOf(name).newestFirst ? [...all].reverse() : all
      assert.deepEqual(
        lines.map(({ date, time, debit, credit, doc, reference, counterparty, memo }) => ({
          ...{ date, time, debit, credit, doc, reference, counterparty, memo },
        })),
        inOrder.map(one => expected(name, one)),
      )
      assert.deepEqual(
        lines.map(line => line.ordinal),
        lines.map((_, at) => at + 1),
      )
      const sum = all.reduce((total, one) => total + one.effect, 0n)
      assert.equal(check.bank, name.split('-')[0])
      assert.equal(check.credits - check.debits, sum)
      assert.deepEqual(check.problems, [])
      const carried = styleOf(name).balances !== 'none'
      assert.deepEqual([check.opening, check.closing], carried ? [OPENING, OPENING + sum] : [null, null])
      assert.ok(check.days.every(day => day.proved === (carried ? true : null)))
      // Equal lines of a day are told apart, so that none is taken for a repetition.
      assert.equal(new Set(lines.map(line => Buffer.from(lineIdentity('1', line)).toString('hex'))).size, lines.length)
    }),
    { numRuns: 150 },
  ))

const CARRIED = LAYOUT_NAMES.filter(name => styleOf(name).balances !== 'none')
const edit = fc.constantFrom('blank', 'words', 'change', 'drop', 'double', 'swap', 'balance')

test('whatever is done to one line, balances find it, and the repair they imply closes the file again', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...CARRIED),
      transfers,
      edit,
      fc.nat(),
      fc.bigInt({ min: 1n, max: 999_999n }),
      async (name, all, what, where, by) => {
        const style = styleOf(name)
        const { rows, head } = tableOf(name, all)
        const heads = rows[head]!.map(String)
        const column = (pattern: RegExp) => heads.findIndex(text => pattern.test(text))
        const [debit, credit, balance] = [
          column(/debit|nợ/i),
          column(/credit|ghi có|phát sinh có|có\//i),
          column(/balance|số dư/i),
        ]
        const at = head + 1 + (where % all.length)
        const row = rows[at]!
        const side = row[credit] === '' ? debit : credit
        const order = style.newestFirst ? [...all].reverse() : all
        const right = order[at - head - 1]!.effect
        const size = right < 0n ? -right : right
        const until = style.newestFirst ? all.length - (at - head - 1) : at - head
        const balanceAt = all.slice(0, until).reduce((sum, one) => sum + one.effect, OPENING)
        if (what === 'blank') row[side] = ''
        else if (what === 'words') row[side] = 'năm trăm nghìn'
        else if (what === 'change') row[side] = style.amount(size + by)
        else if (what === 'drop') rows.splice(at, 1)
        else if (what === 'double') rows.splice(at, 0, [...row])
        else if (what === 'swap') [row[debit], row[credit]] = [row[credit]!, row[debit]!]
        else if (row[balance] !== '') row[balance] = style.amount(balanceAt + by)
        else return
        const last = OPENING + all.reduce((sum, one) => sum + one.effect, 0n)
        const closing = new Map([[all.at(-1)!.date, last]])
        // A day that loses its only line with a balance, or its last line, is told by the balance that people attest.
        const { check } = await readAll(bytesOf(name, rows), [4096], { opening: OPENING, closing }).catch(
          (error: Error) => {
            if (/no-such-day/.test(error.message)) return { check: null }
            throw error
          },
        )
        if (!check) return
        assert.ok(check.problems.length > 0, `${what} is not found`)
        assert.ok(check.days.some(day => day.proved === false))
        const line = at - head
        const found = check.problems.find(problem => problem.line === line)
        if (style.balances === 'each' && (what === 'blank' || what === 'words')) {
          assert.equal(check.problems.length, 1)
          assert.deepEqual(found?.repair, { field: right < 0n ? 'debit' : 'credit', amount: size })
        }
        if (style.balances === 'each' && what === 'change') {
          assert.equal(found?.kind, 'wrong-amount')
          assert.equal(found.repair?.amount, size)
        }
        if (style.balances === 'each' && what === 'balance' && line > 1 && line < all.length)
          assert.deepEqual(found?.repair, { field: 'balance', amount: balanceAt })
        if (style.balances === 'each' && what === 'swap') assert.equal(found?.repair?.amount, size)
        if (style.balances !== 'each' || what === 'balance') return
        // Done as advised, from the last line up so that the lines above keep their places.
        for (const { line: faulty, repair } of check.problems.toReversed()) {
          const place = head + faulty
          const mended = rows[place]!
          if (!repair || repair.field === 'balance') return
          const missing = repair.field.startsWith('missing-')
          const target = missing
            ? mended.map((cell, each) => (each === debit || each === credit || each === balance ? '' : cell))
            : mended
          target[debit] = target[credit] = ''
          target[repair.field.endsWith('credit') ? credit : debit] = style.amount(repair.amount)
          if (missing) rows.splice(style.newestFirst ? place + 1 : place, 0, target)
        }
        const mended = await readAll(bytesOf(name, rows), [4096], { opening: OPENING, closing })
        assert.deepEqual(mended.check.problems, [])
        assert.ok(mended.check.days.every(day => day.proved))
      },
    ),
    { numRuns: 250 },
  ))
