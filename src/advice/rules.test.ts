import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, type PlainDate } from '../kernel/index.ts'
import { ADVICE, after, clockOf, dueOn, type AdviceMove, type Step } from './rules.ts'

const day = fc.integer({ min: 0, max: 4000 }).map(n => addDays('2020-01-01' as PlainDate, n))

test('the superior’s clock: as many days left as were given, late only after its day, near only before', () => {
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 0, max: 120 }),
      fc.nat(10),
      (sent, days, gone, near) => {
        const clock = clockOf(dueOn(sent, days), addDays(sent, gone), near)
        assert.equal(clock.left, days - gone)
        assert.equal(clock.late, gone > days)
        assert.ok(!(clock.late && clock.near))
      },
    ),
  )
})

test('any walk through the table: what is decided or withdrawn stays, and only the superior decides', () => {
  const moves = Object.keys(ADVICE) as AdviceMove[]
  for (const state of ['decided', 'withdrawn'] as const) assert.ok(moves.every(move => after(move, state) === null))
  for (const move of moves) {
    const step: Step = ADVICE[move]
    assert.equal(step.to === 'decided', move === 'decide')
    if (step.to === 'decided' || step.to === 'returned') assert.equal(step.side, 'superior')
    if (step.to === 'sent' || step.to === 'withdrawn') assert.equal(step.side, 'proposer')
  }
})
