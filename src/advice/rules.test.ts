import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { root } from '../../test/testkit.ts'
import { addDays, daysBetween, type PlainDate } from '../kernel/index.ts'
import { ADVICE, after, clockOf, dueOn, pastOn, restBetween, type AdviceMove, type Days, type Step } from './rules.ts'

const day = fc.integer({ min: 0, max: 4000 }).map(n => addDays('2020-01-01' as PlainDate, n))

const someDays = fc.record({
  counts: fc.constantFrom('working' as const, 'calendar' as const),
  named: fc.uniqueArray(day, { maxLength: 60 }).map(found => found.map(one => ({ day: one, name: 'Ngày nghỉ' }))),
})

test('the superior’s clock: as many days left as were given, late only after its day, near only before', () => {
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 90 }),
      fc.nat(10),
      someDays,
      (...of) => {
        const [sent, count, gone, near, days] = of
        const due = dueOn(sent, count, days)
        const rest = restBetween(sent, due, days)
        assert.ok(!restBetween(addDays(due, -1), due, days).count, 'never on a day of rest')
        if (days.counts === 'working') assert.equal(clockOf(due, sent, near, days).left, count)
        if (days.counts === 'working') assert.equal(daysBetween(sent, due), count + rest.count)
        if (days.counts === 'calendar') assert.ok(daysBetween(sent, due) >= count)
        const clock = clockOf(due, addDays(sent, gone), near, days)
        if (clock.late) assert.ok(addDays(sent, gone) > due && clock.left < 0)
        else assert.ok(clock.left >= 0 && clock.near === clock.left <= near)
        // The night of a working day: past are those whose clock says late, and no others.
        const tonight = addDays(sent, gone)
        if (restBetween(addDays(tonight, -1), tonight, days).count === 0)
          assert.equal(due <= pastOn(tonight, days), clock.late)
      },
    ),
  )
})

test('Tết and Chôl Chnăm Thmây are not counted, by the calendar as it is announced', () => {
  const lines = readFileSync(join(root, 'facts/quiet-days.tsv'), 'utf8').trim().split('\n').slice(1)
  const named = lines.map(line => ({ day: line.split('\t')[0] as PlainDate, name: line.split('\t')[2]! }))
  const due = (sent: string, counts: Days['counts']) => dueOn(sent as PlainDate, 15, { counts, named })
  assert.equal(due('2023-01-16', 'working'), '2023-02-13')
  assert.equal(due('2023-04-10', 'working'), '2023-05-05')
  assert.equal(due('2023-04-10', 'calendar'), '2023-04-25')
  assert.equal(due('2023-04-15', 'calendar'), '2023-05-04', 'a day that falls on a day of rest ends with the next')
  assert.deepEqual(restBetween('2023-04-10' as PlainDate, '2023-05-05' as PlainDate, { counts: 'working', named }), {
    count: 10,
    named: [
      { name: 'Chôl Chnăm Thmây', from: '2023-04-14', until: '2023-04-16' },
      { name: 'Giỗ Tổ Hùng Vương (10/3 âm lịch)', from: '2023-04-29', until: '2023-04-29' },
      { name: 'Ngày Chiến thắng 30/4', from: '2023-04-30', until: '2023-04-30' },
      { name: 'Ngày Quốc tế lao động 1/5', from: '2023-05-01', until: '2023-05-01' },
      { name: 'Nghỉ bù Giỗ Tổ Hùng Vương và 30/4', from: '2023-05-02', until: '2023-05-03' },
    ],
  })
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
