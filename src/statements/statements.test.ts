import assert from 'node:assert/strict'
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { readAs, runCommand, type UseCase } from '../access/index.ts'
import type { PlainDate } from '../kernel/index.ts'
import { checklistOf } from '../ledger/index.ts'
import { loadWords, translator } from '../words/index.ts'
import { aCommand, must, root, shared, testDatabase, testing, at } from '../../test/testkit.ts'
import { ACCOUNTS, booksOf, FUND, keeper, onePerson, plantBank, UNIT, type Keeper } from './fixture.sql.ts'
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
    const { id, no } = must(
      await run('accountant', s.openImport, { unit: UNIT, fund: FUND, files: [{ name: path }], ...input }),
    )
    assert.ok(
      await s.stageFrom({ db, clock: () => now }, no, [
        { name: path, bytes: createReadStream(join(shared, 'data/statements', path)) },
      ]),
    )
    return (await db.own({ now: now.now, asOf: now.today }, tx => s.statementById(tx, id)))!
  }
  return { db, run, stage, file, books: () => booksOf(db, now.now, now.today) }
}

test(
  'Agribank whole: five blank amounts stop it, the balances repair it, and it closes to the đồng',
  { skip: noData },
  async t => {
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
  },
)

test(
  'Vietcombank whole: 200,361 lines; the last day carries no balance and is attested by two',
  { skip: noData || testing === 'pglite' },
  async t => {
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
    const person = await onePerson(b.db, now.now, now.today, 'accountant', 'leader')
    const other = await runCommand(b.db, now, { ...keeper('leader'), person }, aCommand(), s.attest, said)
    assert.equal(other.ok || other.problem.kind, 'statements.another-person', 'through a second account of the person')
    await assert.rejects(
      b.run('leader', s.attest, said),
      /another person attests/,
      'and the database holds it by itself',
    )
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
  },
)

const HEAD =
  'PageId,Date,Time,DocumentNumber,ReferenceNumber,TransactionDetails,DebitAmount,CreditAmount,Balance,OffsetAccount'
const csv = (...lines: string[]) => [
  { name: 'so-phu.csv', bytes: new TextEncoder().encode(`${[HEAD, ...lines].join('\n')}\n`) },
]
const text = (lines: readonly string[], end = '\n') => [
  { name: 'so-phu.csv', bytes: new TextEncoder().encode(lines.join('\n') + end) },
]
const words = { vi: translator(loadWords(join(root, 'locales')), 'vi') }
const MONDAY = [
  '1,09/09/2024,,,1000001,NGUYEN VAN AN ung ho dong bao bao lu,,"500,000","1,500,000",',
  '1,09/09/2024,,,1000002,Trần Thị Bích ủng hộ vùng lũ,,"200,000","1,700,000",',
]
const TUESDAY = [
  '1,10/09/2024,,,1000003,LE HOANG xin hoan tien chuyen nham,,"300,000","2,000,000",',
  '1,10/09/2024,,,1000004,phi dich vu,"11,000",,"1,989,000",',
]
const account = ACCOUNTS.agribank.id

test('repeated and overlapping files agree or say where they differ; nothing is doubled', async t => {
  const b = await bank(t)
  const first = await b.stage({ account, files: csv(...MONDAY) })
  assert.equal(first.state, 'staged')
  const second = await b.run('accountant', s.openImport, { unit: UNIT, account, files: csv(...MONDAY) })
  assert.equal(second.ok || second.problem.kind, 'statements.already-open')
  const asked = () =>
    readAs(b.db, now, keeper('accountant'), async tx =>
      (await checklistOf(tx, UNIT, '2024-09-01' as PlainDate, s.STATEMENT_CHECKS)).map(check => check.left),
    )
  assert.deepEqual(await asked(), ['so-phu.csv', '', '', ''], 'a month with a statement that waits does not close')
  const stranger = await b.run('stranger', s.postStatement, { id: first.id })
  assert.equal(stranger.ok || stranger.problem.kind, 'access.forbidden')
  must(await b.run('accountant', s.postStatement, { id: first.id }))
  const before = await b.books()
  assert.equal((await b.stage({ account, files: csv(...MONDAY) })).state, 'repeated')
  assert.deepEqual(await b.books(), before)
  const longer = await b.stage({ account, files: csv(...MONDAY, ...TUESDAY) })
  assert.equal(longer.state, 'staged')
  assert.equal(longer.again, 2)
  must(await b.run('accountant', s.postStatement, { id: longer.id }))
  const after = await b.books()
  assert.equal(after.lines, 4)
  assert.equal(after.banked, '989000')
  assert.equal(after.reviews, 2, 'a refund asked for, and money out')
  assert.deepEqual(await asked(), ['', '', '1', '1'], 'nor silently with lines that nobody has decided')
  const other = await b.stage({
    account,
    files: csv(MONDAY[0]!, '1,09/09/2024,,,1000009,NGUOI KHAC ung ho,,"200,000","1,700,000",'),
  })
  assert.deepEqual(
    other.differences.map(one => [one.day, one.kind, one.count]),
    [
      ['2024-09-09', 'missing', 1],
      ['2024-09-09', 'new', 1],
    ],
  )
  const refused = await b.run('accountant', s.postStatement, { id: other.id })
  assert.equal(refused.ok || refused.problem.kind, 'statements.differs')
  must(await b.run('accountant', s.cancelImport, { id: other.id }))
  await s.stageStatements({ db: b.db, clock: () => now })
  assert.equal((await b.books()).lines, 4, 'what was cancelled is cleared away')
  const checks = await b.db.own({ now: now.now, asOf: now.today }, tx => s.fsckStatements(tx))
  assert.deepEqual(
    checks.filter(check => check.violations > 0),
    [],
  )
  assert.ok(checks.every(check => check.rows > 0))
})

test('a line is decided by its owner, split, and taken back by reversal; the search finds it without accents', async t => {
  const b = await bank(t)
  const done = await b.stage({ account, files: csv(...MONDAY, ...TUESDAY) })
  must(await b.run('accountant', s.postStatement, { id: done.id }))
  const read = <T>(work: Parameters<typeof readAs<T>>[3]) => readAs(b.db, now, keeper('accountant'), work)
  const found = must(await read(tx => s.findLines(tx, UNIT, { words: 'tran bic', amount: 200_000n, day: null })))
  assert.deepEqual(
    found.map(line => line.memo),
    ['Trần Thị Bích ủng hộ vùng lũ'],
  )
  const nothing = await read(tx => s.findLines(tx, UNIT, { words: '', amount: null, day: null }))
  assert.equal(nothing.ok || nothing.problem.kind, 'statements.search-empty')
  const byDay = must(
    await read(tx => s.findLines(tx, UNIT, { words: 'hoan', amount: null, day: '2024-09-10' as PlainDate })),
  )
  assert.equal(byDay.length, 1)
  const queue = await read(tx => s.reviewQueue(tx, UNIT))
  assert.equal(queue.total, 2)
  const gift = found[0]!
  const half = (amount: string) => ({ use: 'gift' as const, amount })
  const wrong = await b.run('accountant', s.decideLine, { line: gift.id, parts: [half('1')] })
  assert.equal(wrong.ok || wrong.problem.kind, 'statements.parts-sum')
  const before = await b.books()
  must(
    await b.run('accountant', s.decideLine, {
      line: gift.id,
      parts: [half('150000'), { use: 'unclear', amount: '50000' }],
      why: 'Hai người gửi chung',
    }),
  )
  assert.equal(BigInt((await b.books()).given), BigInt(before.given) - 50_000n)
  must(await b.run('accountant', s.decideLine, { line: gift.id, parts: [half('120000'), half('80000')] }))
  assert.equal((await b.books()).given, before.given)
  must(await b.run('accountant', s.undoDecision, { line: gift.id, why: 'Ghi nhầm' }))
  const after = await b.books()
  assert.equal(after.given, before.given)
  assert.equal(after.banked, before.banked)
  assert.equal(after.over, 0)
  assert.equal(after.leaves, after.gifts)
  const fee = queue.lines.find(line => line.amount === -11_000n)!
  must(await b.run('accountant', s.decideLine, { line: fee.id, parts: [{ use: 'bank-fee', amount: '11000' }] }))
  assert.equal((await read(tx => s.reviewQueue(tx, UNIT))).lines.length, 1)
})

test('what is no statement of ours is refused whole, and says what to do', async t => {
  const b = await bank(t)
  const unknown = await b.run('accountant', s.openImport, { unit: UNIT, account: '999999', files: csv(...MONDAY) })
  assert.equal(unknown.ok || unknown.problem.kind, 'statements.account-unknown')
  const said = (found: s.Statement) => words.vi.problem(s.faultIn(words.vi, found.problem!))
  const broken = await b.stage({
    account,
    files: csv(MONDAY[0]!, '1,09/09/2024,,,1000002,mat mot dong,,"200,000","9,700,000",'),
  })
  assert.equal(broken.state, 'refused')
  assert.deepEqual([broken.problem?.kind, broken.problem?.values?.['fault']], ['statements.fault', 'missing-line'])
  assert.match(said(broken), /so-phu\.csv.*dòng 2 .*thiếu dòng ghi có 8\.000\.000/)
  const refusals: readonly (readonly [string, readonly string[], string, RegExp])[] = [
    ['no table', ['Kính gửi ngân hàng'], 'no-table', /so-phu\.csv/],
    [
      'another bank',
      ['PageId,TNXDate,DocNo,Debit,Credit,Balance,TransactionDetails', '1,09/09/2024,5213.1,,50.000,,x'],
      'wrong-bank',
      /vietcombank/i,
    ],
    ['another account', ['Số tài khoản,111222333', HEAD, ...MONDAY], 'other-account', /111222333/],
    [
      'two accounts',
      [`Số tài khoản,${ACCOUNTS.agribank.number}`, HEAD, ...MONDAY, 'Số tài khoản,444555666', HEAD, ...TUESDAY],
      'two-accounts',
      /so-phu\.csv/,
    ],
    ['another century', [HEAD, MONDAY[0]!, MONDAY[1]!.replace('09/09/2024', '09/09/1924')], 'date-range', /dòng 3/],
    ['a formula for a day', [HEAD, MONDAY[0]!.replace('09/09/2024', '=TODAY()')], 'formula', /dòng 2/],
    ['a balance of words', [HEAD, MONDAY[0]!.replace('"1,500,000"', 'nhiều')], 'balance', /dòng 2/],
  ]
  for (const [name, lines, kind, sentence] of refusals) {
    const found = await b.stage({ account, files: text(lines) })
    assert.deepEqual([found.state, found.problem?.kind], ['refused', `bank.statement.${kind}`], name)
    assert.match(said(found), sentence, name)
  }
  const cut = await b.stage({ account, files: text([HEAD, MONDAY[0]!, MONDAY[1]!.slice(0, 30)], '') })
  assert.equal(cut.state, 'refused', 'cut inside a row')
  // An amount that is none stops the file; the balances say what it was, and nothing is posted before somebody accepts it.
  for (const [typed, kind] of [
    ['', 'blank-amount'],
    ['hai trăm nghìn', 'amount-in-words'],
    ['"-200,000"', 'negative-amount'],
    ['"9,223,372,036,854,775,808"', 'amount-too-large'],
    ['=200000', 'formula'],
  ] as const) {
    const found = await b.stage({ account, files: csv(MONDAY[0]!, MONDAY[1]!.replace('"200,000"', typed)) })
    const [fault] = found.faults
    assert.deepEqual([found.state, fault?.kind, fault?.row, fault?.column], ['faulty', kind, 3, 'CreditAmount'])
    assert.deepEqual(fault?.repair, { field: 'credit', amount: '200000' })
    must(await b.run('accountant', s.cancelImport, { id: found.id }))
  }
  const named = await b.run('accountant', s.openImport, { unit: UNIT, account, bank: 'mb', files: csv(...MONDAY) })
  assert.equal(named.ok || named.problem.kind, 'statements.bank-differs')
  assert.deepEqual(await b.books(), { ...(await b.books()), entries: 0, gifts: 0, leaves: 0 })
})

test('the columns of another bank are named once, and read so from then on', async t => {
  const b = await bank(t)
  const mapping = { header: 1, columns: ['memo', null, 'date', 'credit'], numbers: 'dot', dates: 'day-first' } as const
  const save = (more: object) =>
    b.run('accountant', s.saveMapping, { unit: UNIT, account, mapping: { ...mapping, ...more } })
  const refused = async (more: object) => {
    const done = await save(more)
    return done.ok || [done.problem.kind, done.problem.row]
  }
  assert.deepEqual(await refused({ columns: ['memo', 'memo', 'date', 'credit'] }), ['statements.mapping-twice', 2])
  assert.deepEqual(await refused({ columns: ['memo', null, null, 'credit'] }), ['statements.mapping-missing', 1])
  assert.deepEqual(await refused({ header: 99 }), ['statements.mapping-header', undefined])
  const files = text(['Lời nhắn;X;Hôm;Vào', 'ung ho;1;09/09/2024;50.000', 'chia se;2;10/09/2024;70.000'])
  const early = await b.run('accountant', s.openImport, { unit: UNIT, account, bank: 'other', files })
  assert.equal(early.ok || early.problem.kind, 'statements.no-mapping')
  must(await save({}))
  const found = await b.stage({ account, bank: 'other', files })
  assert.deepEqual([found.state, found.lines, found.credits], ['staged', 2, 120_000n])
})

test(
  'VietinBank whole: 56,474 lines without a balance are attested by two and posted to the đồng',
  { skip: noData || testing === 'pglite' },
  async t => {
    const b = await bank(t)
    const found = await b.file({ account: ACCOUNTS.vietinbank.id }, 'vietinbank-2024-09-10-to-12.csv.gz')
    assert.deepEqual([found.state, found.lines, found.credits], ['staged', 56_474, 33_229_937_407n])
    const closing = String(1_000_000n + found.credits - found.debits)
    const said = { id: found.id, opening: '1000000', closing, why: 'Sổ phụ giấy của ngân hàng' }
    must(await b.run('accountant', s.attest, said))
    const early = await b.run('accountant', s.postStatement, { id: found.id })
    assert.equal(early.ok || early.problem.kind, 'statements.not-attested', 'one person is not two')
    must(await b.run('cashier', s.attest, said))
    must(await b.run('accountant', s.postStatement, { id: found.id }))
    const books = await b.books()
    assert.deepEqual([books.lines, books.banked, books.over], [56_474, String(found.credits - found.debits), 0])
    assert.equal(books.leaves, books.gifts)
  },
)
