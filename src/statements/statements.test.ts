import assert from 'node:assert/strict'
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { runCommand, type UseCase } from '../access/index.ts'
import { aCommand, must, shared, testDatabase, testing, at } from '../../test/testkit.ts'
import { ACCOUNTS, booksOf, FUND, keeper, plantBank, UNIT, type Keeper } from './fixture.sql.ts'
import * as s from './index.ts'

const now = at('2024-09-20T02:00:00Z')
const noData = existsSync(join(shared, 'data/statements')) ? false : 'no shared data here'

async function bank(t: TestContext) {
  const db = await testDatabase(t, { key: 'statements-3', fill: db => plantBank(db, now.now, now.today) })
  const run = <I, O>(who: Keeper, command: UseCase<I, O>, input: I, id = aCommand()) =>
    runCommand(db, now, keeper(who), id, command, input)
  const stage = async (input: Partial<s.OpenImport>) => {
    const { id } = must(await run('accountant', s.openImport, { unit: UNIT, fund: FUND, files: [], ...input }))
    await s.stageStatements({ db, clock: () => now })
    return (await db.own({ now: now.now, asOf: now.today }, tx => s.statementById(tx, id)))!
  }
  const file = async (input: Partial<s.OpenImport>, path: string) => {
    const { id, no } = must(await run('accountant', s.openImport, { unit: UNIT, fund: FUND, files: [{ name: path }], ...input }))
    assert.ok(
      await s.stageFrom({ db, clock: () => now }, no, [{ name: path, bytes: createReadStream(join(shared, 'data/statements', path)) }]),
    )
    return (await db.own({ now: now.now, asOf: now.today }, tx => s.statementById(tx, id)))!
  }
  return { db, run, stage, file, books: () => booksOf(db, now.now, now.today) }
}

test('Agribank whole: five blank amounts stop it, the balances repair it, and it closes to the đồng', { skip: noData }, async t => {
  const b = await bank(t)
  const found = await b.file({ account: ACCOUNTS.agribank.id }, 'agribank-2024-09-09-to-12.csv.gz')
  assert.equal(found.state, 'faulty')
  assert.deepEqual(
    found.faults.map(fault => [fault.line, fault.repair?.amount]),
    [
      [10693, '100000'],
      [21429, '100000'],
      [26775, '200000'],
      [32979, '1000000'],
      [35411, '300000'],
    ],
  )
  const early = await b.run('accountant', s.postStatement, { id: found.id })
  assert.equal(early.ok || early.problem.kind, 'statements.not-now')
  assert.equal((await b.books()).entries, 0, 'nothing is posted of a file that does not close')
  must(await b.run('accountant', s.acceptRepairs, { id: found.id, why: 'Theo số dư của ngân hàng' }))
  const done = must(await b.run('accountant', s.postStatement, { id: found.id }))
  assert.equal(done.entries, 4)
  const books = await b.books()
  assert.equal(books.lines, 42_493)
  assert.equal(BigInt(books.banked) + 24_700n, 43_553_131_897n, 'opening and the books make the closing balance')
  assert.equal(books.over, 0)
  assert.equal(books.leaves, books.gifts)
})

test('Vietcombank whole: 200,361 lines; the last day carries no balance and is attested by two', { skip: noData || testing === 'pglite' }, async t => {
  const b = await bank(t)
  const started = performance.now()
  const found = await b.file({ account: ACCOUNTS.vietcombank.id }, 'vietcombank-2024-09-01-to-10.csv.gz')
  t.diagnostic(`staged in ${Math.round(performance.now() - started)} ms`)
  assert.equal(found.state, 'staged')
  const open = await b.run('accountant', s.postStatement, { id: found.id })
  assert.equal(open.ok || open.problem.kind, 'statements.not-attested')
  const said = { id: found.id, opening: '10847182843', closing: '145928903571', why: 'Sổ phụ giấy của ngân hàng' }
  must(await b.run('accountant', s.attest, said))
  const again = await b.run('accountant', s.attest, said)
  assert.equal(again.ok || again.problem.kind, 'statements.another-person')
  const off = await b.run('cashier', s.attest, { ...said, closing: '145928903570' })
  assert.equal(off.ok || off.problem.kind, 'statements.closing-differs')
  must(await b.run('cashier', s.attest, said))
  const posting = performance.now()
  must(await b.run('accountant', s.postStatement, { id: found.id }))
  t.diagnostic(`posted in ${Math.round(performance.now() - posting)} ms`)
  const books = await b.books()
  assert.equal(books.lines, 200_361)
  assert.equal(BigInt(books.banked), 135_081_775_728n - 55_000n)
  t.diagnostic(JSON.stringify(books))
})
