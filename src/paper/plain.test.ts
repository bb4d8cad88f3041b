import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { flat, flow, oneOf } from './plain.ts'

test('words written as one group match what they match one beside the other, in the same order', () => {
  const word = fc
    .array(fc.constantFrom('a', 'b', 'c', ' ', '.', '('), { minLength: 1, maxLength: 5 })
    .map(w => w.join(''))
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1, maxLength: 12 }),
      fc.array(word).map(w => w.join('')),
      (words, text) => {
        const beside = words.map(one => one.replace(/[.(]/g, '\\$&')).join('|')
        const found = (pattern: string) => [...text.matchAll(new RegExp(pattern, 'g'))].map(m => [m.index, m[0]])
        assert.deepEqual(found(oneOf(words)), found(`(?:${beside})`))
      },
    ),
  )
})

test('a flow bears the plain view of its own text, whatever it was joined from', () => {
  const text = fc
    .array(fc.constantFrom(...'Ủy ban\t  số 1O5l … ngày l5 “Đ”\u00a0\n\u0301'.split('')))
    .map(s => s.join(''))
  fc.assert(
    fc.property(text, fc.nat(20), fc.nat(20), (source, a, b) => {
      const ranges = [
        { start: 0, end: Math.min(a, source.length) },
        { start: Math.min(a, source.length), end: Math.min(a + b, source.length) },
      ]
      const made = flow(source, ranges)
      assert.equal(made.flat, flat(made.text))
      assert.equal(made.at.length, made.text.length)
    }),
  )
})
