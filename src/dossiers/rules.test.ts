import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { PlainDate } from '../kernel/index.ts'
import { after, archiveBy, codeOf, contentsOf, DOSSIER, HANDOVER, isRetention } from './rules.ts'
import type { DossierState, HandoverState, Paper } from './types.ts'

const paper = fc.record<Paper>({
  source: fc.constantFrom('directive', 'cited', 'task', 'note'),
  id: fc.constantFrom('1', '2', '3', '4', '5', '6'),
  number: fc.constant(''),
  dated: fc.option(fc.constantFrom('2023-01-01', '2023-02-01', '2022-12-31')) as fc.Arbitrary<PlainDate | null>,
  author: fc.constant(''),
  subject: fc.string(),
  pages: fc.option(fc.nat(9)),
  link: fc.option(fc.constantFrom('/letters/a', '/letters/b', '/tasks/a')),
  files: fc.constant([]),
})
const mark = fc.record({
  source: fc.constantFrom('directive', 'cited', 'task', 'note'),
  id: fc.constantFrom('1', '2', '3'),
  pages: fc.option(fc.nat(9)),
  leftOutWhy: fc.option(fc.constant('trùng')),
})

test('a contents list is in order, holds each paper once, nothing that was left out, and nothing that was not there', () => {
  fc.assert(
    fc.property(
      fc.array(paper),
      fc.array(paper),
      fc.uniqueArray(mark, { selector: m => m.source + m.id }),
      (a, b, marks) => {
        const hand = b.map(one => ({ ...one, source: 'hand' }))
        const list = contentsOf(a, hand, marks)
        const days = list.map(one => one.dated ?? '9999-12-31')
        assert.deepEqual(days, [...days].sort())
        const letters = list.flatMap(one => (one.link?.startsWith('/letters/') ? [one.link] : []))
        assert.equal(new Set(letters).size, letters.length)
        const out = new Set(marks.filter(m => m.leftOutWhy).map(m => m.source + m.id))
        assert.ok(list.every(one => !out.has(one.source + one.id)))
        const there = new Set([...a, ...hand].map(one => `${one.source}/${one.id}/${one.subject}`))
        assert.ok(list.every(one => there.has(`${one.source}/${one.id}/${one.subject}`)))
        assert.deepEqual(
          contentsOf(
            list,
            [],
            marks.filter(m => m.leftOutWhy),
          ).length,
          list.length,
          'listing the list changes nothing',
        )
      },
    ),
  )
})

test('the tables of steps: nothing leaves the archive, a done hand-over stays, and every need of a reason is named', () => {
  const moves = Object.keys(DOSSIER) as (keyof typeof DOSSIER)[]
  assert.ok(moves.every(move => after<DossierState>(DOSSIER[move], 'archived') === null))
  const signs = Object.keys(HANDOVER) as (keyof typeof HANDOVER)[]
  for (const state of ['done', 'cancelled'] as const)
    assert.ok(signs.every(move => after<HandoverState>(HANDOVER[move], state) === null))
  assert.equal(after<DossierState>(DOSSIER.add, 'closed'), null)
})

test('codes, durations and the last day for the archive', () => {
  assert.deepEqual([codeOf('03', 0), codeOf('03', 1), codeOf('03', 9)], ['03', '03.2', '03.10'])
  assert.deepEqual(['permanent', '10', '0', '-5', '1000', 'mười', ''].map(isRetention), [
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ])
  assert.equal(archiveBy('2023-02-08' as PlainDate, 1), '2024-12-31')
})
