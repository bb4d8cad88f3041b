import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FEW, isFew, withoutFew } from './few.ts'

/** Everything that pages could show of one set of counts: each cell, and the sum of any part of them, however it was cut. */
const published = (counts: readonly number[]) =>
  Array.from({ length: 2 ** counts.length }, (_, cut) => withoutFew(counts.filter((_each, at) => cut & (1 << at))))

test('whatever is shown stays the same whatever the hidden counts are: no combination of it gives one of them', () => {
  const people = fc.integer({ min: 0, max: 4 * FEW })
  const other = fc.integer({ min: 1, max: FEW - 1 })
  fc.assert(
    fc.property(fc.array(fc.tuple(people, other), { minLength: 1, maxLength: 7 }), rows => {
      const really = rows.map(([count]) => count)
      const otherwise = rows.map(([count, instead]) => (isFew(count) ? instead : count))
      assert.deepEqual(published(really), published(otherwise))
    }),
  )
})

test('nobody is shown as nobody, five as five; sums are of what is shown', () => {
  assert.deepEqual(withoutFew([0, 1, 4, 5, 40]), { cells: [0, null, null, 5, 40], total: 45, leftOut: 2 })
  assert.deepEqual(withoutFew([3]), { cells: [null], total: 0, leftOut: 1 })
})
