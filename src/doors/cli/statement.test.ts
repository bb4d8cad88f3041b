import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../../../test/testkit.ts'

const sample = (name: string) => join(root, 'samples/statements', name)
const check = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'dist/src/main.js'), 'statement', 'check', ...args], {
    encoding: 'utf8',
    env: { ...process.env, CHIDO_LANG: 'vi' },
  })

test('chido statement check says whether a statement closes, and ends with 0, 1 or 2', () => {
  const closed = check(sample('bidv.csv'))
  assert.equal(closed.status, 0)
  assert.match(closed.stdout, /12\.383\.000\s+khớp[\s\S]*khớp đến từng đồng/)

  const open = check(sample('agribank.csv'), '--json')
  assert.equal(open.status, 1)
  const answer = JSON.parse(open.stdout) as {
    days: object[]
    problems: { file: string; message: string }[]
    notes: object[]
  }
  assert.deepEqual(
    { ...answer, problems: answer.problems.map(({ message: _, ...rest }) => rest), notes: answer.notes.length },
    {
      bank: 'agribank',
      account: null,
      holder: null,
      currency: null,
      lines: 24,
      credits: '11238000',
      debits: '55000',
      opening: '1000000',
      closing: '12383000',
      days: [
        { date: '2024-09-09', lines: 8, credits: '3970000', debits: '0', closing: '4970000', proved: true },
        { date: '2024-09-10', lines: 8, credits: '3284000', debits: '55000', closing: '8399000', proved: false },
        { date: '2024-09-11', lines: 8, credits: '3984000', debits: '0', closing: '12383000', proved: true },
      ],
      problems: [
        {
          file: sample('agribank.csv'),
          line: 11,
          row: 12,
          column: 'CreditAmount',
          kind: 'blank-amount',
          repair: { field: 'credit', amount: '200000' },
        },
      ],
      notes: 1,
    },
  )

  const bare = sample('vietinbank.csv.gz')
  assert.equal(check(bare).status, 0)
  assert.equal(check(bare, '--opening', '1000000', '--closing', '2024-09-11=12383000').status, 0)
  assert.equal(check(bare, '--opening', '1000000', '--closing', '2024-09-11=12383001').status, 1)

  const wrong = check(sample('mb.csv'), '--bank', 'bidv', '--json')
  assert.equal(wrong.status, 2)
  assert.match(wrong.stderr, /mb\.csv: tệp này của mb, không phải của bidv/)
  assert.equal((JSON.parse(wrong.stdout) as { refused: { kind: string } }).refused.kind, 'bank.statement.wrong-bank')
  for (const args of [
    [],
    ['khong-co.csv'],
    [bare, '--opening', 'nhiều'],
    [bare, '--closing', '2024-13-01=1'],
    [bare, bare],
  ])
    assert.equal(check(...args).status, 2)
})
