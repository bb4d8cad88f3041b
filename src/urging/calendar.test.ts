import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { root, testDatabase } from '../../test/testkit.ts'
import { addDays, daysBetween, plainDate, type PlainDate } from '../kernel/index.ts'
import {
  calendarOf,
  endOfDeadline,
  isWeekend,
  nextWorkingDay,
  workingDaysBack,
  workingDaysBetween,
} from './calendar.ts'
import { quietDaysIn } from './fixture.sql.ts'
import { boundsOf, rulesProblem, standingOf } from './rules.ts'
import { QUIET_KINDS, type UrgingRules } from './types.ts'

const START = '2022-01-01' as PlainDate
const anyDay = fc.integer({ min: 0, max: 2190 }).map(n => addDays(START, n))
const anyCalendar = fc.uniqueArray(anyDay, { maxLength: 120 }).map(calendarOf)
const anyRules: fc.Arbitrary<UrgingRules> = fc.record({
  before: fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 4 }),
  first: fc.integer({ min: 1, max: 5 }),
  every: fc.integer({ min: 1, max: 10 }),
  most: fc.integer({ min: 0, max: 10 }),
  unanswered: fc.integer({ min: 1, max: 10 }),
})

test('working days: none in an empty stretch, they add up, and never more than there are days', () => {
  fc.assert(
    fc.property(anyDay, anyDay, anyDay, anyCalendar, (a, b, c, calendar) => {
      const [from, middle, until] = [a, b, c].sort() as [PlainDate, PlainDate, PlainDate]
      const count = (x: PlainDate, y: PlainDate) => workingDaysBetween(x, y, calendar)
      assert.equal(count(until, from), 0)
      assert.equal(count(from, middle) + count(middle, until), count(from, until))
      assert.ok(count(from, until) <= daysBetween(from, until))
      assert.equal(count(addDays(until, -1), until), calendar.isQuiet(until) ? 0 : 1)
    }),
  )
})

test('the next working day is the first, it is none that is quiet, and walking back undoes counting', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 30 }), anyCalendar, (day, count, calendar) => {
      const next = nextWorkingDay(day, calendar)
      assert.ok(next > day && !calendar.isQuiet(next) && !isWeekend(next))
      assert.equal(workingDaysBetween(day, next, calendar), 1)
      assert.equal(workingDaysBetween(workingDaysBack(next, count, calendar), next, calendar), count)
      assert.equal(endOfDeadline(day, calendar), calendar.isQuiet(day) ? next : day)
    }),
  )
})

test('the bounds of the night’s one query say the same as the rule for one line', () => {
  fc.assert(
    fc.property(anyDay, anyDay, anyRules, anyCalendar, (someday, due, rules, calendar) => {
      const today = nextWorkingDay(someday, calendar)
      const bounds = boundsOf(rules, today, calendar)
      const task = standingOf({ kind: 'task', dueOn: due, asked: false }, today, rules, calendar)
      assert.equal(due <= bounds.late, task.standing === 'late')
      assert.equal(due <= bounds.first, task.standing === 'late' && task.days >= rules.first)
      const letter = standingOf({ kind: 'unopened', dueOn: due, asked: false }, today, rules, calendar)
      assert.equal(due <= bounds.unopened, letter.standing === 'unopened')
      assert.equal(standingOf({ kind: 'task', dueOn: due, asked: true }, today, rules, calendar).standing, 'asked')
      // A reminder comes on its day, or on the working day before when that one is quiet; never later.
      const reached = bounds.near.filter(near => due <= near).length
      const days = [...rules.before].sort((a, b) => b - a)
      assert.equal(reached, days.filter(before => addDays(due, -before) < nextWorkingDay(today, calendar)).length)
    }),
  )
})

test('a deadline on a Sunday is not late on the Monday', () => {
  const calendar = calendarOf([])
  const rules = { before: [7, 3, 1], first: 1, every: 5, most: 6, unanswered: 3 }
  const line = { kind: 'task', dueOn: '2023-03-05' as PlainDate, asked: false } as const
  assert.equal(standingOf(line, '2023-03-06' as PlainDate, rules, calendar).standing, 'near')
  assert.deepEqual(standingOf(line, '2023-03-07' as PlainDate, rules, calendar), { standing: 'late', days: 1 })
})

test('rules that nobody could follow are pointed out at their field', () => {
  const good = { before: [7, 3, 1], first: 1, every: 5, most: 6, unanswered: 3 }
  assert.equal(rulesProblem(good), null)
  for (const [wrong, field] of [
    [{ before: [0] }, 'before'],
    [{ before: [1, 2, 3, 4, 5, 6] }, 'before'],
    [{ before: [Number.NaN] }, 'before'],
    [{ every: 0 }, 'every'],
    [{ first: 1.5 }, 'first'],
    [{ most: -1 }, 'most'],
    [{ unanswered: Number.NaN }, 'unanswered'],
  ] as const)
    assert.equal(rulesProblem({ ...good, ...wrong })?.field, field)
})

test('a calendar that is quiet for ever is a bug and does not hang', () => {
  assert.throws(() => nextWorkingDay(START, { isQuiet: () => true }), /within a year/)
})

/** The day in Viet Nam of the k-th new moon since 1900, by the series that the published calendars use (Meeus). */
function newMoon(k: number): PlainDate {
  const t = k / 1236.85
  const rad = Math.PI / 180
  const m = (359.2242 + 29.10535608 * k - 0.0000333 * t * t) * rad
  const moon = (306.0253 + 385.81691806 * k + 0.0107306 * t * t) * rad
  const f = (21.2964 + 390.67050646 * k - 0.0016528 * t * t) * rad
  const mean =
    2415020.75933 +
    29.53058868 * k +
    0.0001178 * t * t +
    0.00033 * Math.sin((166.56 + 132.87 * t - 0.009173 * t * t) * rad)
  const wave =
    (0.1734 - 0.000393 * t) * Math.sin(m) +
    0.0021 * Math.sin(2 * m) -
    0.4068 * Math.sin(moon) +
    0.0161 * Math.sin(2 * moon) -
    0.0004 * Math.sin(3 * moon) +
    0.0104 * Math.sin(2 * f) -
    0.0051 * Math.sin(m + moon) -
    0.0074 * Math.sin(m - moon) +
    0.0004 * Math.sin(2 * f + m) -
    0.0004 * Math.sin(2 * f - m) -
    0.0006 * Math.sin(2 * f + moon) +
    0.001 * Math.sin(2 * f - moon) +
    0.0005 * Math.sin(2 * moon + m)
  const delta = -0.000278 + 0.000265 * t + 0.000262 * t * t
  const local = Math.floor(mean + wave - delta + 0.5 + 7 / 24)
  return addDays('1970-01-01' as PlainDate, local - 2440588)
}
const moons = Array.from({ length: 90 }, (_, n) => newMoon(1500 + n))

test('the days in facts: each once, in order, of a known kind, and the lunar ones fall where the moon says', async t => {
  const lines = readFileSync(join(root, 'facts/quiet-days.tsv'), 'utf8').trim().split('\n').slice(1)
  const facts = lines.map(line => line.split('\t') as [PlainDate, (typeof QUIET_KINDS)[number], string, string])
  for (const [day, kind, name, known] of facts) {
    assert.ok(plainDate(day) && QUIET_KINDS.includes(kind) && name !== '', day)
    assert.ok(['luật', 'công bố', 'chờ xác nhận'].includes(known), known)
  }
  const days = facts.map(([day]) => day)
  assert.deepEqual(days, [...new Set(days)].sort())
  const years = [2022, 2023, 2024, 2025, 2026, 2027]
  for (const year of years) {
    const of = (kind: string) =>
      facts.filter(each => each[1] === kind && each[0].startsWith(String(year))).map(each => each[0])
    // Tết: the first day of the first lunar month, a new moon between 21 January and 20 February.
    const tet = moons.find(day => day >= `${year}-01-21` && day <= `${year}-02-20`)!
    assert.ok(of('tet').includes(tet), `Tết ${year} begins on ${tet}`)
    const third = moons[moons.indexOf(tet) + 2]!
    const leap = { 2023: 1 } as Readonly<Record<number, number>> // a second month twice, before the third
    const month = moons[moons.indexOf(third) + (leap[year] ?? 0)]!
    assert.deepEqual(of('hung-kings'), [addDays(month, 9)], `the tenth of the third month of ${year}`)
    for (const [kind, count] of [
      ['tet', 5],
      ['reunification', 1],
      ['labour', 1],
      ['chol-chnam-thmay', 2],
      ['sene-dolta', 3],
    ] as const)
      assert.ok(of(kind).length >= count, `${kind} ${year}`)
  }
  const kept = await quietDaysIn(await testDatabase(t))
  assert.deepEqual(
    kept,
    facts.map(([day, kind, name, known]) => ({ day, kind, name, toConfirm: known === 'chờ xác nhận' })),
    'the migration writes what facts/quiet-days.tsv says',
  )
})
