import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { root, shared } from '../../test/testkit.ts'
import { addReading, emptyScore, read, totalsOf, type Gold } from './index.ts'

const corpus = join(shared, 'corpus')
const there = existsSync(join(corpus, 'score.mjs'))

test(
  'the measures are those of the corpus, to the last digit',
  { skip: there ? false : 'no corpus beside the checkout' },
  async t => {
    const folder = mkdtempSync(join(tmpdir(), 'chido-score-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const dev = join(corpus, 'dev')
    const theirs = join(folder, 'theirs.json')
    const reader = join(root, 'dist/src/paper/score-cli.js')
    const done = spawnSync(process.execPath, [
      join(corpus, 'score.mjs'),
      dev,
      '--json',
      theirs,
      '--cmd',
      `'${process.execPath}' '${reader}' {file}`,
    ])
    assert.equal(done.status, 0, String(done.stderr))
    const expected = JSON.parse(readFileSync(theirs, 'utf8')) as {
      macroF1: { folded: number }
      fields: Record<string, { gold: number; pred: number; folded: { f: number; exact: number } }>
    }
    const score = emptyScore()
    for (const name of readdirSync(dev).filter(each => each.endsWith('.gold.json'))) {
      const gold = JSON.parse(readFileSync(join(dev, name), 'utf8')) as Gold
      const reading = await read(readFileSync(join(dev, name.replace('.gold.json', '.txt'))))
      addReading(score, gold, reading.ok ? reading.value.documents : [])
    }
    const totals = totalsOf(score)
    const close = (a: number, b: number, what: string) =>
      assert.ok(Math.abs(a - b) < 1e-9, `${what}: ${a}, theirs ${b}`)
    for (const { field, f1, exact, gold, read: got } of totals.fields) {
      const other = expected.fields[field]!
      assert.deepEqual([gold, got], [other.gold, other.pred], field)
      close(f1, other.folded.f, field)
      close(exact, other.folded.exact, `${field}, exactly`)
    }
    close(totals.macroF1, expected.macroF1.folded, 'macro-F1')
  },
)

/** What each set has reached less a little, so that a rule mended for one letter costs no other. */
const FLOORS: readonly (readonly [folder: string, floor: number])[] = [
  [join(corpus, 'dev'), 0.99],
  [join(root, 'samples/letters'), 0.985],
]
for (const [folder, floor] of FLOORS)
  test(
    `the letters of ${folder.split('/').slice(-2).join('/')} are read at ${floor} or better`,
    { skip: existsSync(folder) ? false : 'no corpus beside the checkout' },
    async () => {
      const score = emptyScore()
      for (const name of readdirSync(folder).filter(each => each.endsWith('.gold.json'))) {
        const gold = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Gold
        const reading = await read(readFileSync(join(folder, name.replace('.gold.json', '.txt'))))
        addReading(score, gold, reading.ok ? reading.value.documents : [])
      }
      const { macroF1, fields } = totalsOf(score)
      const low = fields.filter(one => one.f1 < floor).map(one => `${one.field} ${one.f1.toFixed(3)}`)
      assert.ok(macroF1 >= floor, `macro-F1 ${macroF1.toFixed(4)}; ${low.join(', ')}`)
    },
  )

const word = fc.constantFrom('Hội', 'Chữ thập đỏ', 'tỉnh', 'Sóc Trăng', '2052', 'MTTQ-BTT', '')
const some = word.filter(Boolean)
const letter = fc.record({
  docType: word,
  number: word,
  symbol: word,
  subject: word,
  addressees: fc.array(some, { maxLength: 3 }),
  tasks: fc.array(fc.record({ label: word, textStart: some, deadline: fc.constantFrom(null, '2023-03-01') }), {
    maxLength: 3,
  }),
})

test('what is right scores one when it is read so, and never more than one when it is not', () => {
  fc.assert(
    fc.property(fc.array(letter, { minLength: 1, maxLength: 3 }), fc.array(letter, { maxLength: 3 }), (gold, other) => {
      const same = emptyScore()
      addReading(same, { id: '1', documents: gold.slice(0, 1) }, gold.slice(0, 1))
      for (const field of totalsOf(same).fields) assert.ok(field.exact === 1, field.field)
      const score = emptyScore()
      addReading(score, { id: '1', documents: gold }, other)
      for (const { f1, precision, recall } of totalsOf(score).fields)
        assert.ok([f1, precision, recall].every(value => value >= 0 && value <= 1 + 1e-9))
    }),
  )
})

test('fields that nobody vouches for are not counted', () => {
  const score = emptyScore()
  addReading(score, { id: '1', documents: [{ number: '1', symbol: 'X', unannotated: ['symbol', 'tasks'] }] }, [
    { number: '1', symbol: 'Y' },
  ])
  const fields = totalsOf(score).fields.map(one => one.field)
  assert.ok(fields.includes('number') && !fields.includes('symbol') && !fields.includes('tasks'))
})
