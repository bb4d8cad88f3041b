import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { must, root, testDatabase } from '../../test/testkit.ts'
import { sql } from 'kysely'
import { daysBetween, type PlainDate, type UnitId } from '../kernel/index.ts'
import { TASK, type Step } from '../directives/index.ts'
import { loadWords } from '../words/index.ts'
import { anActivity, inTheField } from './fixture.sql.ts'
import * as p from './index.ts'

test('the facts of the indicators are the rows of the table, and each has its name in every language', async t => {
  const facts = readFileSync(join(root, 'facts/indicators.tsv'), 'utf8')
    .split('\n')
    .filter(line => line && !line.startsWith('#'))
  assert.equal(facts.shift(), 'key\tmeasure\tkind\tcounted\tordinal')
  const db = await testDatabase(t)
  const { rows } = await sql<{
    line: string
  }>`select concat_ws(e'\t', key, measure, kind, counted, ordinal) as line from indicator order by ordinal`.execute(
    db.pool,
  )
  assert.deepEqual(
    rows.map(row => row.line),
    facts,
  )
  assert.equal(facts.length, 55)
  const words = loadWords(join(root, 'locales'))
  for (const lang of ['vi', 'en', 'km'] as const)
    for (const line of facts) {
      const [key, measure] = line.split('\t')
      assert.ok(words.text(lang, `indicators.${key}`), `${lang} ${key}`)
      assert.ok(words.text(lang, `indicators.measure-${measure}`), `${lang} ${measure}`)
    }
})

test('however activities are done together and claimed, the totals of any units are the sums over distinct activities', async t => {
  const w = await inTheField(t)
  const rows = await w.rows<{ id: UnitId }>(
    `select u.id from unit u join area a on a.id = u.area_id where u.kind = 'red_cross_society' and a.parent_id = '1-943' order by u.id`,
  )
  const units = [w.district.unit, ...rows.slice(0, 4).map(row => row.id)]
  const activity = fc.record({
    with: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }),
    blood: fc.integer({ min: 0, max: 2 ** 52 }),
    rice: fc.option(fc.nat(10_000), { nil: null }),
    day: fc.constantFrom('2022-12-31', '2023-01-01', '2023-01-31', '2023-02-01'),
    withdrawn: fc.boolean(),
    claims: fc.uniqueArray(fc.constantFrom(1, 2), { maxLength: 2 }),
  })
  const asked = fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 5 })
  const known: { units: number[]; blood: bigint; rice: bigint; day: string; live: boolean }[] = []
  const span = { from: '2023-01-01' as PlainDate, until: '2023-01-31' as PlainDate }
  await fc.assert(
    fc.asyncProperty(fc.array(activity, { minLength: 1, maxLength: 3 }), asked, async (drawn, who) => {
      for (const one of drawn) {
        const on = one.day as PlainDate
        const fields = anActivity({
          fromOn: on,
          untilOn: on,
          with: one.with.map(at => units[at]!),
          results: [
            { indicator: 'blood-units', amount: one.blood },
            ...(one.rice === null ? [] : [{ indicator: 'rice', amount: one.rice }]),
          ],
          tasks: one.claims.map(clause => ({ document: w.letter, clause, unit: w.district.unit })),
        })
        const made = must(await w.run(w.district, p.recordActivity, { unit: w.district.unit, fields }))
        if (one.withdrawn)
          must(await w.run(w.district, p.withdrawActivity, { ...made, unit: w.district.unit, why: 'thử' }))
        known.push({
          units: [0, ...one.with],
          blood: BigInt(one.blood),
          rice: BigInt(one.rice ?? 0),
          day: one.day,
          live: !one.withdrawn,
        })
      }
      const counted = known.filter(
        each => each.live && each.day >= span.from && each.day <= span.until && each.units.some(at => who.includes(at)),
      )
      const totals = await w.read(w.province, tx => p.resultsOf(tx, { units: who.map(at => units[at]!), ...span }))
      const of = (indicator: string) => totals.find(each => each.indicator === indicator)?.amount ?? 0n
      assert.equal(
        of('blood-units'),
        counted.reduce((sum, each) => sum + each.blood, 0n),
      )
      assert.equal(
        of('rice'),
        counted.reduce((sum, each) => sum + each.rice, 0n),
      )
      // The same by the tree, and each activity once.
      const all = known.filter(each => each.live && each.day >= span.from && each.day <= span.until)
      const tree = await w.read(w.province, tx => p.resultsOf(tx, { roots: [w.province.unit], ...span }))
      const blood = tree.find(each => each.indicator === 'blood-units')
      assert.equal(blood?.activities ?? 0, all.length)
      assert.equal(
        blood?.amount ?? 0n,
        all.reduce((sum, each) => sum + each.blood, 0n),
      )
    }),
    { numRuns: 12, endOnFailure: true },
  )
  assert.deepEqual(
    (await w.own(tx => p.fsckProgrammes(tx))).filter(check => check.violations > 0),
    [],
  )
})

test('periods follow one another without gaps, from the one in which something was asked to today’s', () => {
  const day = fc
    .integer({ min: 0, max: 12_000 })
    .map(n => new Date(Date.UTC(2000, 0, 1 + n)).toISOString().slice(0, 10) as PlainDate)
  fc.assert(
    fc.property(day, day, fc.constantFrom('month' as const, 'quarter' as const), (a, b, length) => {
      const [asked, today] = a < b ? [a, b] : [b, a]
      const periods = p.periodsSince(asked, today, length, 1000)
      assert.ok(periods[0]!.from <= today && today <= periods[0]!.until)
      assert.ok(periods.at(-1)!.from <= asked && asked <= periods.at(-1)!.until)
      for (const [at, period] of periods.slice(1).entries())
        assert.equal(daysBetween(period.until, periods[at]!.from), 1)
    }),
  )
  assert.deepEqual(p.periodOf('2024-02-29' as PlainDate, 'month'), {
    key: '2024-M02',
    from: '2024-02-01',
    until: '2024-02-29',
  })
  assert.equal(p.periodOf('2023-12-31' as PlainDate, 'quarter').key, '2023-Q4')
  assert.equal(p.periodsSince('2001-01-01' as PlainDate, '2023-02-08' as PlainDate, 'month', 12).length, 12)
})

test('the table of activities, written out: from where each step leads, by whom and what it needs', () => {
  const line = ([move, step]: [string, (typeof p.ACTIVITY)[p.ActivityMove]]) =>
    `${move}: ${step.from.join(', ')} → ${step.to}; ${step.by.join(', ')}; ${step.needs.join(', ')}`
  assert.deepEqual(Object.entries(p.ACTIVITY).map(line), [
    'edit: planned, held → same; officer, leader, clerk; reason-when-reported',
    'hold: planned → held; officer, leader, clerk; is-over, results',
    'withdraw: planned, held → withdrawn; officer, leader; reason',
  ])
})

test('the handbook has the tables of steps as the code has them', () => {
  const words = loadWords(join(root, 'locales'))
  for (const [lang, path, same] of [
    ['vi', 'docs/handbook/vi/hoat-dong.md', 'giữ nguyên'],
    ['en', 'docs/handbook/en/activities.md', 'the same'],
  ] as const) {
    const lines = readFileSync(join(root, path), 'utf8').split('\n')
    const say = (key: string) => words.text(lang, key)!
    const check = (steps: Readonly<Record<string, Step<string, string>>>, states: string) => {
      for (const [move, step] of Object.entries(steps)) {
        const cells = lines
          .find(line => line.endsWith(`\`${move}\` |`))
          ?.split('|')
          .map(cell => cell.trim())
        assert.ok(cells, `${path} has a line for ${move}`)
        assert.equal(cells[2], step.from.map(state => say(`${states}${state}`)).join(', '), `${path} ${move}`)
        assert.equal(cells[3], step.to === 'same' ? same : say(`${states}${step.to}`), `${path} ${move}`)
        assert.equal(cells[4], step.by.map(role => say(`role.${role}`)).join(', '), `${path} ${move}`)
        const needs = step.needs?.length ?? 0
        assert.equal(cells[5] === '–' ? 0 : cells[5]!.split(';').length, needs, `${path} ${move} names what it needs`)
      }
    }
    check(TASK, 'task.state-')
    check(p.ACTIVITY, 'activities.state-')
  }
})
