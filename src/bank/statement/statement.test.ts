import assert from 'node:assert/strict'
import { createReadStream, existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { plainDate, type PlainDate, type Problem } from '../../kernel/index.ts'
import { loadWords, translator } from '../../words/index.ts'
import { must, root, shared } from '../../../test/testkit.ts'
import {
  firstRows,
  lineIdentity,
  readStatement,
  suggestMapping,
  type Cell,
  type Mapping,
  type StatementCheck,
  type StatementLine,
  type StatementOptions,
  type StatementPart,
} from '../index.ts'
import { csvOf, partOf, workbookOf } from './layouts.fixture.ts'

const TODAY = plainDate('2026-11-24') as PlainDate
const day = (text: string) => plainDate(text) as PlainDate
const words = loadWords(join(root, 'locales'))
const t = translator(words, 'vi')

async function read(parts: readonly StatementPart[], options: Partial<StatementOptions> = {}) {
  const lines: StatementLine[] = []
  const reading = readStatement(parts, { bank: 'auto', today: TODAY, ...options })
  for (;;) {
    const next = await reading.next()
    if (next.done) return { lines, result: next.value }
    lines.push(...next.value)
  }
}
const checked = async (
  parts: readonly StatementPart[],
  options: Partial<StatementOptions> = {},
): Promise<StatementCheck> => must((await read(parts, options)).result)
const fileAt = (path: string): StatementPart => ({ name: path, bytes: createReadStream(path) })
const text = (content: string, name = 'sao-ke.csv') => partOf(name, new Uint8Array(Buffer.from(content)), [97])
const rowsOf = (rows: readonly (readonly Cell[])[], name = 'sao-ke.csv') => text(csvOf(rows), name)

/** Refused whole: nothing but the problem, in words that name the file and say what to do. */
async function refused(
  parts: readonly StatementPart[],
  kind: string,
  options: Partial<StatementOptions> = {},
): Promise<Problem> {
  const { result } = await read(parts, options)
  assert.ok(!result.ok, `${kind} is not refused`)
  assert.equal(result.problem.kind, `bank.statement.${kind}`)
  for (const lang of ['vi', 'en', 'km'] as const) assert.ok(translator(words, lang).problem(result.problem).length > 20)
  return result.problem
}

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

const HEADS = ['Ngày', 'Số CT', 'Ghi nợ', 'Ghi có', 'Số dư', 'Nội dung']
const LINES = [
  ['09/09/2024', 'A1', '', '500.000', '1.500.000', 'ung ho'],
  ['09/09/2024', 'A2', '20.000', '', '1.480.000', 'phi'],
  ['10/09/2024', 'A3', '', '1.000.000', '2.480.000', 'ung ho'],
]
const withCell = (row: number, column: number, cell: string) =>
  [HEADS, ...LINES].map((cells, at) => cells.map((old, each) => (at === row && each === column ? cell : old)))

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

test('an amount that is none is named with its cell and what the balances imply', async () => {
  const faults: [string, string][] = [
    ['', 'blank-amount'],
    ['năm trăm nghìn', 'amount-in-words'],
    ['-500.000', 'negative-amount'],
    ['9.223.372.036.854.775.808', 'amount-too-large'],
    ['500.000,50', 'amount-with-fraction'],
    ['=500000', 'formula'],
  ]
  for (const [cell, kind] of faults) {
    const check = await checked([rowsOf(withCell(1, 3, cell))], { opening: 1_000_000n })
    assert.equal(check.problems.length, 1)
    const [fault] = check.problems
    assert.deepEqual([fault?.kind, fault?.line, fault?.row, fault?.column], [kind, 1, 2, 'Ghi có'])
    assert.deepEqual(fault?.repair, { field: 'credit', amount: 500_000n })
    assert.deepEqual(
      check.days.map(one => one.proved),
      [false, true],
    )
    for (const lang of ['vi', 'en', 'km'] as const)
      assert.match(
        translator(words, lang)(`bank.statement.fault.${kind}`, { ...fault, ...fault?.values } as never),
        /1/,
      )
  }
  const largest = await checked([rowsOf([HEADS, ['09/09/2024', '', '', '9.223.372.036.854.775.807', '', 'x']])])
  assert.equal(largest.credits, 9_223_372_036_854_775_807n)
})

test('what is no whole statement is refused, and says why and what to do', async () => {
  await refused([text('')], 'empty')
  await refused([text(' \r\n\r\n')], 'empty')
  await refused([partOf('anh.csv', new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13]))], 'no-statement')
  await refused([text('%PDF-1.7 …')], 'pdf')
  await refused([text('<html><table><tr><td>Ngày</td></tr></table>')], 'web-page')
  // The Vietnamese page of old Windows, and a byte that no UTF-8 has far into a file.
  const old = Buffer.concat([
    Buffer.from('Ng'),
    Buffer.from([0xe0]),
    Buffer.from('y;Ghi c'),
    Buffer.from([0xf3]),
    Buffer.from(';N'),
    Buffer.from([0xf4, 0xf2]),
    Buffer.from('i dung\n9/9/2024;5.000;x\n'),
  ])
  assert.equal((await checked([partOf('cu.csv', old)])).credits, 5_000n)
  const late = Buffer.concat([
    Buffer.from(csvOf([HEADS, ...Array.from({ length: 200 }, () => LINES[0]!)])),
    Buffer.from([0xe0, 0x0a]),
  ])
  await refused([partOf('x.csv', late, [4096])], 'encoding')
  await refused([text('Kính gửi các đồng chí.\nMột lá thư.\n')], 'no-table')
  await refused([rowsOf([HEADS])], 'no-lines')
  await refused([rowsOf(withCell(2, 0, '31/09/2024'))], 'date')
  await refused([rowsOf(withCell(2, 0, 'hôm qua'))], 'date')
  await refused([rowsOf(withCell(2, 0, '09/09/1924'))], 'date-range')
  await refused([rowsOf(withCell(2, 0, '09/09/2124'))], 'date-range')
  await refused([rowsOf(withCell(2, 0, '=TODAY()'))], 'formula')
  await refused([rowsOf(withCell(2, 4, 'nhiều'))], 'balance')
  const mixed = await refused([rowsOf(withCell(3, 3, '1,000,000'))], 'mixed-numbers')
  assert.deepEqual([mixed.values?.['row'], mixed.values?.['otherRow']], [4, 2])
  await refused(
    [rowsOf([['Số tài khoản', '111222333'], HEADS, ...LINES, ['Số tài khoản', '444555666'], ...LINES])],
    'two-accounts',
  )
  await refused([rowsOf([['Số tài khoản', '111222333'], HEADS, ...LINES])], 'two-accounts', { account: '999888777' })
  await refused([rowsOf([['VIETCOMBANK'], HEADS, ...LINES])], 'wrong-bank', { bank: 'mb' })
  await refused([rowsOf([HEADS, ...LINES])], 'no-such-day', { closing: new Map([[day('2024-09-11'), 1n]]) })
})

test('a file cut in the middle is refused, wherever it is cut inside a row', async () => {
  const whole = Buffer.from(csvOf([HEADS, ...LINES]))
  const ends = [...whole.keys()].filter(at => whole[at] === 10)
  const third = ends[2]!
  const memo = whole.indexOf('ung ho', third)
  for (let cut = third + 2; cut < memo; cut++) {
    const { result } = await read([partOf('cat.csv', whole.subarray(0, cut))])
    assert.ok(!result.ok, `cut after ${whole.subarray(third + 1, cut).toString()}`)
  }
  // Cut inside its last text a row looks whole; where days close with a balance and the last does not, that tells.
  const closing = [
    HEADS,
    ...LINES.slice(0, 2),
    ...LINES.slice(2).map(row => row.map((cell, at) => (at === 4 ? '' : cell))),
  ]
  await refused([text(csvOf(closing).slice(0, -4))], 'cut-file')
  assert.deepEqual((await checked([text(csvOf(closing))])).problems, [])
  const gz = readFileSync(join(root, 'samples/statements/vietinbank.csv.gz'))
  await refused([partOf('cat.gz', gz.subarray(0, gz.length - 40))], 'cut-archive')
  await refused([partOf('hong.gz', Buffer.concat([gz.subarray(0, 60), Buffer.alloc(200, 7)]))], 'broken-archive')
  const book = readFileSync(join(root, 'samples/statements/vietcombank-corporate.xlsx'))
  for (const part of [0.2, 0.5, 0.9, 0.99])
    await refused([partOf('cat.xlsx', book.subarray(0, Math.floor(book.length * part)))], 'broken-workbook')
})

test('workbooks: formulas are no amounts, and one that unfolds without end is stopped', async () => {
  const book = (rows: readonly (readonly Cell[])[]) => partOf('sao-ke.xlsx', workbookOf(rows))
  const numbers = LINES.map(row =>
    row.map((cell, at) => (at >= 2 && at <= 4 && cell !== '' ? Number(cell.replaceAll('.', '')) : cell)),
  )
  const check = await checked([book([HEADS, ...numbers])])
  assert.deepEqual([check.credits, check.opening, check.closing], [1_500_000n, 1_000_000n, 2_480_000n])
  numbers[1]![2] = 20_000.5
  assert.equal((await checked([book([HEADS, ...numbers])])).problems[0]?.kind, 'amount-with-fraction')
  const { default: XLSX } = await import('@e965/xlsx').then(module => ({ default: module }))
  const made = XLSX.utils.book_new()
  const sheet = XLSX.utils.aoa_to_sheet([HEADS, ...LINES])
  sheet['D2'] = { t: 'n', v: 500_000, f: '250000*2' }
  XLSX.utils.book_append_sheet(made, sheet, 'Sao kê')
  const formula = await checked(
    [partOf('a.xlsx', new Uint8Array(XLSX.write(made, { type: 'buffer', bookType: 'xlsx' }) as Buffer))],
    { opening: 1_000_000n },
  )
  assert.deepEqual([formula.problems[0]?.kind, formula.problems[0]?.repair?.amount], ['formula', 500_000n])
  // Megabytes of nothing pack into a few kilobytes: no table does that.
  const heads = `<row>${HEADS.map(head => `<c t="str"><v>${head}</v></c>`).join('')}</row>`
  const blanks = '<worksheet><sheetData>' + heads + '<row/>'.repeat(4_000_000) + '</sheetData></worksheet>'
  const rels = '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
  const bomb = zipSync({
    'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': strToU8(rels),
    'xl/worksheets/sheet1.xml': strToU8(blanks),
  })
  await refused([partOf('x.xlsx', bomb)], 'too-large')
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

test('the words for every fault and note are there', () => {
  const source = readFileSync(join(root, 'src/bank/statement/types.ts'), 'utf8')
  const kinds = (type: string) =>
    [
      ...(new RegExp(`export type ${type} =([\\s\\S]*?)\\n(?:export|\\n)`).exec(source)?.[1] ?? '').matchAll(
        /'([\w-]+)'/g,
      ),
    ].map(match => match[1]!)
  const keys = [
    ...['AmountFault', 'FaultKind'].flatMap(kinds).map(kind => `bank.statement.fault.${kind}`),
    ...kinds('NoteKind').map(kind => `bank.statement.note.${kind}`),
    ...readdirSync(join(root, 'src/bank/statement'))
      .filter(name => !/test|fixture/.test(name))
      .flatMap(name => [
        ...readFileSync(join(root, 'src/bank/statement', name), 'utf8').matchAll(/new Refusal\('([\w-]+)'/g),
      ])
      .map(match => `problem.bank.statement.${match[1]}`),
  ]
  assert.ok(keys.length > 40)
  assert.deepEqual(
    keys.filter(key => !t.has(key)),
    [],
  )
})
