import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { must } from '../../test/testkit.ts'
import type { PlainDate } from '../kernel/index.ts'
import type { Letter } from '../paper/index.ts'
import { refusal, seedLetters, story, type Story } from './fixture.sql.ts'
import * as d from './index.ts'
import { sampleOf } from './sample.ts'

const arrivedOn = '2023-02-08' as PlainDate
const all = (letter: Letter, more: Partial<d.Checked> = {}): d.Checked => ({
  confirmed: false,
  taken: {},
  kept: letter.tasks.map((_, at) => at),
  ...more,
})

test('what was left alone is no correction, whatever the clerk says; only what somebody vouches for is annotated', () => {
  const { party } = seedLetters()
  const fields = d.fieldsOf(party)
  const nothing = sampleOf(party, fields, all(party))
  assert.deepEqual(nothing.corrections, [])
  assert.ok(['number', 'subject', 'tasks', 'bases'].every(field => nothing.gold.unannotated.includes(field)))
  const whole = sampleOf(party, fields, all(party, { confirmed: true }))
  assert.ok(!whole.gold.unannotated.includes('number') && whole.gold.unannotated.includes('bases'))
  assert.equal(whole.gold['number'], party.number)
})

test('each field that is changed is one correction with its path, and is annotated', () => {
  const { party } = seedLetters()
  const fields = d.fieldsOf(party)
  const change = fc.record(
    {
      number: fc.stringMatching(/^[1-9]\d{0,3}$/),
      symbol: fc.stringMatching(/^[A-Z]{2,6}$/),
      subject: fc.stringMatching(/^[a-zàáạ ]{5,40}$/),
      signerName: fc.stringMatching(/^[A-Z][a-z]{2,8} [A-Z][a-z]{2,8}$/),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(change, fc.boolean(), (changed, confirmed) => {
      const { gold, corrections } = sampleOf(party, { ...fields, ...changed }, all(party, { confirmed }))
      const settled = (value: unknown) => (typeof value === 'string' ? value : '').replace(/\s+/g, ' ').trim()
      const really = Object.entries(changed)
        .filter(([key, value]) => settled(value) !== settled(fields[key as keyof typeof fields]))
        .map(([key]) => key)
      assert.deepEqual(corrections.map(one => one.path).sort(), really.sort())
      for (const path of really) assert.ok(!gold.unannotated.includes(path))
    }),
  )
})

test('a clause struck out and a day changed are told by their place in the reading', () => {
  const { party } = seedLetters()
  const fields = d.fieldsOf(party)
  const kept = party.tasks.map((_, at) => at).slice(1)
  const clauses = fields.clauses.slice(1)
  const { gold, corrections } = sampleOf(party, { ...fields, clauses }, all(party, { kept }))
  assert.deepEqual(
    corrections.map(one => one.path),
    ['tasks.0'],
  )
  assert.equal((gold['tasks'] as unknown[]).length, kept.length)
  assert.ok(!gold.unannotated.includes('tasks'))
})

async function office(t: Parameters<typeof story>[0]) {
  const w = await story(t)
  const unit = await w.unit('red_cross_society')
  return { w, unit, desk: await w.actor(unit, 'clerk', 'leader', 'officer'), admin: await w.actor(unit, 'admin') }
}

const register = async (w: Story, o: Awaited<ReturnType<typeof office>>, checked: Partial<d.Checked>, more = {}) => {
  const { party } = seedLetters()
  const fields = { ...d.fieldsOf(party), ...more }
  return w.run(o.desk, d.registerIncoming, {
    unit: o.unit,
    fields,
    reading: party,
    arrivedOn,
    checked: all(party, checked),
  })
}

test('a correction is kept with what was read, what is right and where; the unit’s administrator alone sees it', async t => {
  const o = await office(t)
  const { w, unit, admin, desk } = o
  const at = seedLetters().party.text.indexOf('1016')
  must(await register(w, o, { taken: { number: { start: at, end: at + 4 } } }, { number: '1017' }))
  const rows = await w.rows<Record<string, unknown>>(
    'select path, read_value, right_value, starts_at, ends_at from reading_correction',
  )
  assert.deepEqual(rows, [{ path: 'number', read_value: '1016', right_value: '1017', starts_at: at, ends_at: at + 4 }])
  const samples = await w.read(admin, tx => d.samplesOf(tx, unit, 10))
  assert.deepEqual([samples.length, samples[0]!.gold['number'], samples[0]!.confirmed], [1, '1017', false])
  assert.ok(samples[0]!.gold.unannotated.includes('subject') && !samples[0]!.gold.unannotated.includes('number'))
  // The unit's own clerk, and the administrator of the body above, see nothing.
  assert.deepEqual(await w.read(desk, tx => d.samplesOf(tx, unit, 10)), [])
  const above = await w.actor(await w.unit('party_committee'), 'admin', 'leader')
  assert.deepEqual(await w.read(above, tx => d.samplesOf(tx, unit, 10)), [])
  assert.deepEqual((await w.read(above, tx => d.correctionsKept(tx, unit))).corrected, [])
  assert.equal(refusal(await w.run(desk, d.exportTestSet, { unit })), 'access.forbidden')
  assert.deepEqual(must(await w.run(admin, d.exportTestSet, { unit })), { letters: 1 })
})

test('what is kept is never changed, and is forgotten on its day with its corrections', async t => {
  const o = await office(t)
  const { w } = o
  must(await register(w, o, { confirmed: true }, { place: 'Sóc Trang' }))
  await assert.rejects(
    w.own(tx => sql`update reading_sample set text = ''`.execute(tx)),
    /append-only/,
  )
  await assert.rejects(
    w.own(tx => sql`update reading_correction set path = 'x'`.execute(tx)),
    /append-only/,
  )
  await assert.rejects(
    w.read(o.admin, tx => sql`delete from reading_sample`.execute(tx)),
    /permission denied|read-only/,
  )
  assert.equal(await w.own(tx => d.forgetExpiredSamples(tx, '2024-02-08' as PlainDate)), 0)
  assert.equal(await w.own(tx => d.forgetExpiredSamples(tx, '2024-02-09' as PlainDate)), 1)
  assert.equal(await w.count('reading_correction'), 0)
})

test('nothing is kept of a letter that is refused, that taught nothing, or where the setting says so', async t => {
  const o = await office(t)
  const { w } = o
  assert.equal(refusal(await register(w, o, { confirmed: true }, { secrecy: 'mat' })), 'directives.secret')
  assert.equal(refusal(await register(w, o, { confirmed: true }, { subject: 'MẬT' })), 'directives.secret')
  assert.equal(await w.count('reading_sample'), 0)
  must(await register(w, o, {}))
  assert.equal(await w.count('reading_sample'), 0)
  await w.rows(`insert into setting values ('reading.sample-days', '0')`)
  must(await register(w, o, { confirmed: true }, { number: '1099' }))
  assert.equal(await w.count('reading_sample'), 0)
})

test('the set is written as the corpus is, and scored: what was read rightly is right, what was corrected is not', async t => {
  const o = await office(t)
  const { w, unit, admin } = o
  must(await register(w, o, { confirmed: true }, { number: '1017' }))
  const samples = await w.read(admin, tx => d.samplesOf(tx, unit, 10))
  const files = d.testFiles(samples)
  assert.deepEqual(
    files.map(one => one.name),
    ['001.txt', '001.gold.json'],
  )
  const gold = JSON.parse(files[1]!.content) as { documents: { number: string; unannotated: string[] }[] }
  assert.deepEqual([gold.documents.length, gold.documents[0]!.number], [1, '1017'])
  const { fields } = d.scoreSamples(samples)
  const f1 = (name: string) => fields.find(one => one.field === name)?.f1
  assert.deepEqual([f1('number'), f1('symbol'), f1('subject'), f1('date'), f1('tasks')], [0, 1, 1, 1, 1])
  assert.equal(f1('bases'), undefined)
})
