import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, type PlainDate } from '../kernel/index.ts'
import { closure, consolidate, type Part, type Source } from './consolidate.ts'
import {
  DEFAULT_CUT_OFFS,
  cutOffOf,
  kindsAsked,
  lastYear,
  PERIOD_KINDS,
  periodAround,
  periodOf,
  reportable,
} from './period.ts'
import { official } from '../words/index.ts'
import { ofPlan } from './wording.ts'
import { judgeReport, REPORT, type ReportFacts, type ReportMove } from './rules.ts'
import { estimatesOf, wholeNumber } from './write-report.ts'

const day = fc
  .date({ min: new Date('2001-01-01'), max: new Date('2098-12-31'), noInvalidDate: true })
  .map(d => d.toISOString().slice(0, 10) as PlainDate)

test('periods: a day lies in its own, the cut-off within it, and the year before is the same period', () => {
  fc.assert(
    fc.property(day, fc.constantFrom(...PERIOD_KINDS), (on, kind) => {
      const period = periodAround(kind, on)
      if (!period) return kind === 'nine-months' && on.slice(5) > '09-30'
      assert.ok(period.from <= on && on <= period.until)
      assert.deepEqual(periodOf(period.key), period)
      const cutOff = cutOffOf(period, DEFAULT_CUT_OFFS)
      assert.ok(period.from <= cutOff && cutOff <= period.until)
      assert.equal(cutOff.slice(8), '15')
      assert.equal(lastYear(period)?.until.slice(0, 4), String(period.year - 1))
      const next = periodAround(kind, addDays(period.until, 1))
      return next === null || next.from === addDays(period.until, 1)
    }),
  )
  assert.equal(cutOffOf(periodOf('2023-M02')!, { ...DEFAULT_CUT_OFFS, month: 31 }), '2023-02-28')
  for (const wrong of ['2023-M13', '2023-Q0', '23-Q1', '2023-H3', '2023', '2023-9m', null, 7])
    assert.equal(periodOf(wrong), null)
  assert.deepEqual(
    reportable(['half-year', 'quarter'], '2023-06-16' as PlainDate).map(one => one.key),
    ['2023-Q2', '2023-H1', '2023-Q1', '2022-H2'],
  )
  assert.deepEqual(kindsAsked([{ every: 'quarter' }, { every: 'half-year', day: 15 }]), ['quarter', 'half-year'])
  assert.deepEqual([kindsAsked({ every: null }), kindsAsked(null), kindsAsked('x')], [[], [], []])
})

/** Some records, claimed by some of the leaves, and a tree of any shape over them. */
const records = fc.array(
  fc.record({ id: fc.nat(12), indicator: fc.constantFrom('blood-units', 'rice'), amount: fc.nat(1000) }),
  { maxLength: 20 },
)
const leaves = fc.array(fc.record({ claims: records, rest: fc.nat(50) }), { minLength: 1, maxLength: 6 })
const amountOf = new Map<string, number>()
const partsOf = (
  made: readonly { claims: readonly { id: number; indicator: string; amount: number }[]; rest: number }[],
): Part[] => {
  amountOf.clear()
  return made.map(({ claims, rest }, at) => ({
    id: `part-${at}`,
    rest: { rice: rest },
    parts: [],
    // One record says one amount of one indicator, whoever claims it.
    sources: [...new Map(claims.map(one => [`${one.indicator}/${one.id}`, one])).values()].map((one): Source => {
      const key = `${one.indicator}/${one.id}`
      if (!amountOf.has(key)) amountOf.set(key, one.amount)
      return {
        indicator: one.indicator,
        kind: 'activity',
        id: String(one.id),
        amount: amountOf.get(key)!,
        accepted: at % 2 === 0,
        frozenAt: at,
      }
    }),
  }))
}

test('each record counts once whatever the tree of parts, and estimates add up by report', () => {
  fc.assert(
    fc.property(
      leaves,
      fc.array(fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
      (made, groups) => {
        const all = partsOf(made)
        const truth = new Map<string, number>()
        for (const key of new Set(all.flatMap(part => part.sources.map(one => `${one.indicator}/${one.id}`))))
          truth.set(key.split('/')[0]!, (truth.get(key.split('/')[0]!) ?? 0) + amountOf.get(key)!)
        // Reports over reports, in any shape, each part in as many of them as it likes; the top takes everything in.
        const tree: Part[] = [...all]
        for (const [at, group] of groups.entries())
          tree.push({ id: `group-${at}`, sources: [], rest: {}, parts: group.map(n => tree[n % tree.length]!) })
        const flat = consolidate(all)
        const deep = consolidate(tree)
        for (const [indicator, sum] of truth) assert.equal(deep.get(indicator)?.actual, sum)
        assert.deepEqual(deep, flat)
        // By line and by addressees are two orders of the same units.
        assert.deepEqual(consolidate(all.toReversed()), flat)
        assert.equal(closure(tree).filter(part => part.id.startsWith('part')).length, all.length)
      },
    ),
  )
})

test('a step is allowed only from its state, and each need stands against it', () => {
  const facts: ReportFacts = {
    state: 'draft',
    texts: { results: 'a', shortcomings: 'b', causes: 'c', direction: 'd' },
    addressed: true,
    newest: true,
    ownHand: false,
    words: 'vì',
  }
  const all = { results: '', shortcomings: '', causes: '', direction: '' }
  assert.deepEqual(judgeReport({ ...facts, texts: all }, 'submit'), { against: 'texts', field: 'results' })
  assert.deepEqual(judgeReport({ ...facts, addressed: false }, 'submit'), { against: 'addressee', field: 'to' })
  assert.deepEqual(judgeReport({ ...facts, state: 'submitted', ownHand: true }, 'accept'), {
    against: 'another-person',
  })
  assert.deepEqual(judgeReport({ ...facts, state: 'submitted', words: ' ' }, 'return'), {
    against: 'words',
    field: 'words',
  })
  assert.deepEqual(judgeReport({ ...facts, state: 'accepted', newest: false }, 'amend'), { against: 'newest' })
  fc.assert(
    fc.property(
      fc.constantFrom('draft', 'submitted', 'returned', 'accepted'),
      fc.constantFrom(...(Object.keys(REPORT) as ReportMove[])),
      (state, move) => {
        const judged = judgeReport({ ...facts, state }, move)
        const from: readonly string[] = REPORT[move].from
        return 'to' in judged === from.includes(state)
      },
    ),
  )
})

test('an estimate is whole, never below what is done, and keeps the unit’s own share of it', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(5000), fc.nat(100_000), (actual, below, more) => {
      const judged = estimatesOf(
        [{ indicator: 'rice', estimate: actual + more }],
        [{ indicator: 'rice', actual, below }],
      )
      assert.ok('estimates' in judged)
      const [one] = judged.estimates
      assert.equal(actual + below + one!.rest!, one!.estimate)
    }),
  )
  assert.deepEqual(
    [wholeNumber('1.200'), wholeNumber('1 200 000'), wholeNumber('76,8'), wholeNumber('-3'), wholeNumber('1.20')],
    [1200, 1_200_000, null, null, null],
  )
  assert.equal(wholeNumber('9'.repeat(30)), null)
})

test('the share of the plan: none without a plan or with a plan of nothing, and never “reached” by rounding', () => {
  const share = (yearToDate: number, plan: number | null) => ofPlan(official, { yearToDate, plan })
  assert.deepEqual([share(5, null), share(5, 0), share(0, 0), share(0, 9)], ['–', '–', '–', '0%'])
  assert.deepEqual([share(691, 900), share(9996, 10_000), share(10_000, 10_000)], ['76,8%', '99,9%', '100%'])
  assert.equal(share(10_004, 10_000), '100%')
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 1_000_000 }), (done, plan) => {
      const shown = Number(share(done, plan).replace('%', '').replaceAll('.', '').replace(',', '.'))
      return shown >= 100 === done >= plan
    }),
  )
})

test('of two amounts for one record the accepted one counts, and else the one taken later', () => {
  const claim = (id: string, amount: number, frozenAt: number, accepted: boolean): Part => ({
    id,
    sources: [{ indicator: 'rice', kind: 'activity', id: 'x', amount, frozenAt, accepted }],
    rest: {},
    parts: [],
  })
  const sum = (...parts: Part[]) => consolidate(parts).get('rice')?.actual
  assert.equal(sum(claim('a', 40, 1, true), claim('b', 45, 2, false)), 40)
  assert.equal(sum(claim('a', 40, 1, true), claim('b', 45, 2, true)), 45)
  assert.equal(sum(claim('a', 45, 2, false), claim('b', 40, 1, false)), 45)
})
