import assert from 'node:assert/strict'
import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { must, root, shared } from '../../../test/testkit.ts'
import { firstRows, lineIdentity, suggestMapping, type Mapping, type StatementPart } from '../index.ts'
import { checked, day, HEADS, LINES, read, refused, rowsOf } from './reading.fixture.ts'

const fileAt = (path: string): StatementPart => ({ name: path, bytes: createReadStream(path) })

const published = join(shared, 'data/statements')
const skip = existsSync(published)
  ? false
  : `no statements at ${published}: set CHIDO_SHARED to prove the reader on them`
const named = (bank: string) =>
  fileAt(join(published, readdirSync(published).find(name => name.startsWith(bank)) ?? ''))

test('Vietcombank as published: nine days close to the đồng, the tenth carries no balance', { skip }, async () => {
  const check = await checked([named('vietcombank')])
  assert.deepEqual(
    [check.bank, check.lines, check.credits, check.debits, check.opening],
    ['vietcombank', 200_361, 135_081_775_728n, 55_000n, 10_847_182_843n],
  )
  assert.deepEqual(
    check.days.map(one => one.proved),
    [...Array<boolean>(9).fill(true), null],
  )
  assert.equal(check.days[8]?.closing, 19_620_261_427n)
  assert.deepEqual(check.problems, [])
  assert.ok(check.notes.some(note => note.kind === 'opening-deduced'))
  // The next statement's opening, or a letter of the bank, closes the last day.
  const [tenth, end] = [day('2024-09-10'), check.closing ?? 0n]
  const attested = await checked([named('vietcombank')], { opening: 10_847_182_843n, closing: new Map([[tenth, end]]) })
  assert.deepEqual([attested.days[9]?.proved, attested.problems.length], [true, 0])
})

test('Agribank as published: five blank amounts stop two days, and the balances tell them', { skip }, async () => {
  const { lines, result } = await read([named('agribank')])
  const check = must(result)
  assert.deepEqual(
    [check.bank, check.lines, check.credits, check.opening, check.closing],
    ['agribank', 42_493, 43_551_407_197n, 24_700n, 43_553_131_897n],
  )
  assert.deepEqual(
    check.problems.map(({ line, kind, repair }) => [line, kind, repair?.field, repair?.amount]),
    [
      [10_693, 'blank-amount', 'credit', 100_000n],
      [21_429, 'blank-amount', 'credit', 100_000n],
      [26_775, 'blank-amount', 'credit', 200_000n],
      [32_979, 'blank-amount', 'credit', 1_000_000n],
      [35_411, 'blank-amount', 'credit', 300_000n],
    ],
  )
  assert.deepEqual(
    check.days.map(one => one.proved),
    [true, false, false, true],
  )
  assert.equal(new Set(lines.map(line => Buffer.from(lineIdentity('1', line)).toString('hex'))).size, 42_493)
})

test('VietinBank as published: no balance, so nothing is proved and nothing is wrong', { skip }, async () => {
  const { lines, result } = await read([named('vietinbank')])
  const check = must(result)
  assert.deepEqual(
    [check.bank, check.lines, check.credits, check.opening, check.closing],
    ['vietinbank', 56_474, 33_229_937_407n, null, null],
  )
  assert.ok(check.days.every(one => one.proved === null))
  assert.deepEqual(check.problems, [])
  assert.ok(lines.every(line => !/\n/.test(line.memo)))
  assert.equal(new Set(lines.map(line => Buffer.from(lineIdentity('1', line)).toString('hex'))).size, 56_474)
  await refused([named('vietinbank')], 'wrong-bank', { bank: 'agribank' })
})

test('the samples of the six banks are read, each by itself', async () => {
  const folder = join(root, 'samples/statements')
  for (const name of readdirSync(folder).filter(each => !each.endsWith('.md'))) {
    const check = await checked([fileAt(join(folder, name))])
    assert.equal(check.bank, name.split(/[.-]/)[0])
    assert.equal(check.lines, 24)
    if (name === 'agribank.csv') assert.deepEqual(check.problems[0]?.repair, { field: 'credit', amount: 200_000n })
    else assert.deepEqual(check.problems, [])
    if (check.closing !== null) assert.deepEqual([check.opening, check.closing], [1_000_000n, 12_383_000n])
  }
})

test('a file of another bank is read by its headings, or by a mapping that a person confirms', async () => {
  const check = await checked([
    rowsOf([
      ['Ngân hàng Mẫu'],
      ['Số tài khoản: 123 456 789'],
      [],
      HEADS,
      ...LINES,
      ['', '', '', '', '', 'Người lập biểu'],
    ]),
  ])
  assert.deepEqual(
    [check.bank, check.account, check.opening, check.closing],
    ['other', '123456789', 1_000_000n, 2_480_000n],
  )
  assert.ok(check.notes.some(note => note.kind === 'rows-left-out'))
  const strange = [
    ['Khi', 'Ai', 'Bao nhiêu'],
    ...LINES.map(row => [row[0]!, `${row[5]} của người gửi`, row[3]! || '20.000']),
  ]
  await refused([rowsOf(strange)], 'no-headings')
  const mapping: Mapping = suggestMapping(must(await firstRows(rowsOf(strange))))
  assert.deepEqual(mapping.columns, ['date', 'memo', 'credit'])
  const mapped = await checked([rowsOf(strange)], { bank: { ...mapping, header: 1 } })
  assert.deepEqual([mapped.lines, mapped.credits], [3, 1_520_000n])
  await refused([rowsOf(strange)], 'mapping', { bank: { ...mapping, columns: [null, 'memo', 'credit'] } })
})

test('a list made of pages keeps no marks of them, and a day and its number may share a cell', async () => {
  const heads = [
    'Ngày GD/ TNX Date\nSố CT/ Doc No',
    'Số tiền ghi nợ/ Debit',
    'Số tiền ghi có/ Credit',
    'Số dư/ Balance',
    'Nội dung chi tiết/ Transactions in detail',
  ]
  const head = [['Số tài khoản: 0011000000001', 'Tên tài khoản: QUY MAU'], heads]
  const { lines, result } = await read([
    rowsOf([
      ...head,
      ['01/09/2024\n5213.45946', '', '50.000', '', 'xin cam on'],
      ['01/09/2024 5090.85797', '', '20.000', '', 'ung ho Page 1 of 12028 dong bao'],
      ['Page 1 of 12028'],
      ...head,
      ['01/09/2024\n5241.83107', '', '29.000', '1.099.000', 'CONG TY MAU ung ho'],
      ['Tổng cộng', '0', '99.000', '', ''],
    ]),
  ])
  const check = must(result)
  assert.deepEqual([check.bank, check.account, check.holder], ['vietcombank', '0011000000001', 'QUY MAU'])
  assert.deepEqual([check.lines, check.opening, check.closing], [3, 1_000_000n, 1_099_000n])
  assert.deepEqual(
    lines.map(line => [line.doc, line.memo]),
    [
      ['5213.45946', 'xin cam on'],
      ['5090.85797', 'ung ho dong bao'],
      ['5241.83107', 'CONG TY MAU ung ho'],
    ],
  )
  assert.deepEqual(check.notes.find(note => note.kind === 'page-marks')?.values['count'], 2)
  // A line without its day is no sum and is not passed over, whoever gives.
  await refused([rowsOf([...head, ['', '', '50.000', '', 'CONG TY MAU ung ho']])], 'date')
})

test('a balance that people attest closes a day without one, or shows that it does not close', async () => {
  const bare = LINES.map(row => row.map((cell, at) => (at === 4 ? '' : cell)))
  const attested = (amount: bigint) => ({ opening: 1_000_000n, closing: new Map([[day('2024-09-10'), amount]]) })
  const right = await checked([rowsOf([HEADS, ...bare])], attested(2_480_000n))
  assert.deepEqual(
    right.days.map(one => [one.closing, one.proved]),
    [
      [1_480_000n, null],
      [2_480_000n, true],
    ],
  )
  const wrong = await checked([rowsOf([HEADS, ...bare])], attested(2_480_001n))
  assert.deepEqual([wrong.days[1]?.proved, wrong.problems[0]?.kind], [false, 'day-break'])
  // Where the file prints a balance and people attest another, one of them is mistaken.
  const against = await checked([rowsOf([HEADS, ...LINES])], attested(2_480_001n))
  assert.deepEqual([against.days[1]?.proved, against.problems[0]?.kind], [false, 'closing-differs'])
})

test('a gift that stands twice in a day is named where only the end of the day carries a balance', async () => {
  const gifts = ['A1', 'A2', 'A2', 'A3'].map(doc => ['09/09/2024', doc, '', `${doc.slice(1)}0.000`, '', 'ung ho'])
  gifts[3]![4] = '1.060.000'
  const options = { opening: 1_000_000n }
  const check = await checked([rowsOf([HEADS, ...gifts])], options)
  assert.deepEqual(
    check.problems.map(({ kind, line, repair }) => [kind, line, repair?.amount]),
    [['repeated-line', 3, 0n]],
  )
  // What no single line explains is said of all of them.
  gifts[3]![4] = '1.060.001'
  const open = await checked([rowsOf([HEADS, ...gifts])], options)
  assert.deepEqual(
    [open.problems[0]?.kind, open.problems[0]?.values['from'], open.problems[0]?.values['to']],
    ['day-break', 1, 4],
  )
})

test('parts of one statement follow on each other; a part twice or an overlap is named', async () => {
  const [first, second] = [rowsOf([HEADS, ...LINES.slice(0, 2)], '1.csv'), rowsOf([HEADS, ...LINES.slice(2)], '2.csv')]
  const check = await checked([first, second])
  assert.deepEqual([check.lines, check.opening, check.closing], [3, 1_000_000n, 2_480_000n])
  const twice = () => rowsOf([HEADS, ...LINES], 'a.csv')
  assert.equal((await refused([twice(), twice()], 'same-file-twice')).values?.['other'], 'a.csv')
  const bare = LINES.map(row => row.map((cell, at) => (at === 4 ? '' : cell)))
  const more = [...bare, ['11/09/2024', 'A4', '', '7.000', '', 'x']]
  const overlap = await checked([rowsOf([HEADS, ...bare], '1.csv'), rowsOf([HEADS, ...more], '2.csv')])
  assert.deepEqual(
    overlap.problems.map(({ kind, line, file }) => [kind, line, file]),
    [['overlap', 4, '2.csv']],
  )
})
