import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  COMPARED_FROM,
  QUIET_DAYS,
  standOut,
  type AreaFact,
  type Facts,
  type FigureFact,
  type PlanFact,
} from './rules.ts'

const none: Facts = { areas: [], figures: [], plans: [], rolls: [], returns: [] }
const area = fc.record<AreaFact>({
  area: fc.uuid(),
  name: fc.string(),
  recipients: fc.nat(50),
  quietDays: fc.option(fc.nat(60)),
  sentDays: fc.nat(90),
  recent: fc.nat(3),
})
const figure = fc.record<FigureFact>({
  area: fc.uuid(),
  name: fc.string(),
  indicator: fc.constant('blood-units'),
  now: fc.nat(500),
  before: fc.nat(500),
})
const plan = fc.record<PlanFact>({
  unit: fc.uuid(),
  name: fc.string(),
  indicator: fc.constant('rice'),
  plan: fc.nat(1000),
  done: fc.nat(3000),
  elapsed: fc.double({ min: 0, max: 1, noNaN: true }),
})

test('an area is called quiet only while others move, after fourteen days, and never where something happened since', () => {
  fc.assert(
    fc.property(fc.array(area, { maxLength: 8 }), areas => {
      const quiet = standOut({ ...none, areas }).map(one => one.about.area)
      for (const one of areas) {
        const others = areas.some(other => other.area !== one.area && other.recent > 0)
        const expected =
          one.recipients > 0 && one.recent === 0 && (one.quietDays ?? one.sentDays) >= QUIET_DAYS && others
        assert.equal(quiet.includes(one.area), expected)
      }
    }),
  )
})

test('a figure is never both doubled and halved, small ones are not compared, and what doubles one way halves the other', () => {
  fc.assert(
    fc.property(figure, fact => {
      const rules = (one: FigureFact) => standOut({ ...none, figures: [one] }).map(found => found.rule)
      const found = rules(fact)
      assert.ok(found.length <= 1)
      if (fact.before < COMPARED_FROM) assert.deepEqual(found, [])
      if (fact.now >= COMPARED_FROM && fact.before >= COMPARED_FROM)
        assert.equal(
          found.includes('doubled'),
          rules({ ...fact, now: fact.before, before: fact.now }).includes('halved'),
        )
    }),
  )
})

test('a plan stands out above one and a half, or below a tenth after half of the year, and never both; without a plan nothing does', () => {
  fc.assert(
    fc.property(plan, fact => {
      const found = standOut({ ...none, plans: [fact] }).map(one => one.rule)
      assert.ok(found.length <= 1)
      assert.equal(found.includes('plan-over'), fact.plan > 0 && fact.done / fact.plan > 1.5)
      assert.equal(found.includes('plan-under'), fact.plan > 0 && fact.elapsed > 0.5 && fact.done / fact.plan < 0.1)
    }),
  )
})

test('rolls changed after they were frozen and many returns from one line are told; a few are not', () => {
  const rolls = [{ document: 'd', unit: 'u', name: 'Đảng ủy xã', changes: 1, before: 120, after: 90 }]
  const returns = [
    { line: 'youth', sent: 11, returned: 3 },
    { line: 'women', sent: 11, returned: 2 },
    { line: 'front', sent: 100, returned: 5 },
  ]
  assert.deepEqual(
    standOut({ ...none, rolls, returns }).map(one => [one.rule, one.about.line ?? one.about.unit]),
    [
      ['roll-changed', 'u'],
      ['many-returns', 'youth'],
    ],
  )
})
