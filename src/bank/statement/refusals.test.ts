import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { translator } from '../../words/index.ts'
import { root } from '../../../test/testkit.ts'
import type { Cell } from '../index.ts'
import { csvOf, partOf, workbookOf } from './layouts.fixture.ts'
import { checked, day, HEADS, LINES, read, refused, rowsOf, text, withCell, words } from './reading.fixture.ts'

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
  await refused([rowsOf([['Số tài khoản', '111222333'], HEADS, ...LINES])], 'other-account', { account: '999888777' })
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
    keys.filter(key => !translator(words, 'vi').has(key)),
    [],
  )
})
