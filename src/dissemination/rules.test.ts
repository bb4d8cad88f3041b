import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { PlainDate, UnitId } from '../kernel/index.ts'
import {
  answerProblem,
  asksForStudy,
  AUDIENCES,
  audiencesWithin,
  countFrom,
  hoursOf,
  instantOf,
  lineProblem,
  localOf,
  PEOPLE_MAX,
  repeatedRow,
} from './rules.ts'

const branch = '00000000-0000-7000-8000-000000000001' as UnitId
const line = (called: number, present: number, caughtUp: number) => ({
  branch,
  audience: 'party-members' as const,
  called,
  present,
  caughtUp,
})

test('a line stands exactly when everything is a whole number and nobody is counted twice', () => {
  const some = fc.oneof(fc.nat(50), fc.integer({ min: -3, max: PEOPLE_MAX + 3 }), fc.double(), fc.constant(Number.NaN))
  fc.assert(
    fc.property(some, some, some, (called, present, caughtUp) => {
      const whole = [called, present, caughtUp].every(n => Number.isInteger(n) && n >= 0 && n <= PEOPLE_MAX)
      const stands = whole && called > 0 && present + caughtUp <= called
      assert.equal(lineProblem(line(called, present, caughtUp), 1) === null, stands)
    }),
    { numRuns: 2000 },
  )
})

test('a refusal names the row and the box', () => {
  assert.deepEqual(lineProblem(line(20, 21, 0), 4), {
    kind: 'dissemination.more-present-than-called',
    values: { present: 21, called: 20 },
    row: 4,
    field: 'present',
  })
  assert.equal(lineProblem(line(20, 15, 6), 1)?.kind, 'dissemination.more-reached-than-called')
  assert.equal(lineProblem(line(0, 0, 0), 1)?.kind, 'dissemination.nobody-called')
  assert.equal(repeatedRow([line(1, 1, 0), { branch, audience: 'public' }, line(2, 1, 0)]), 3)
})

test('a check stands exactly when enough were asked, no more than were there, and no more right answers than asked', () => {
  const some = fc.oneof(fc.nat(60), fc.integer({ min: -3, max: 100 }), fc.double())
  fc.assert(
    fc.property(some, some, fc.nat(60), (asked, correct, there) => {
      const whole = [asked, correct].every(n => Number.isInteger(n) && n >= 0)
      const stands = whole && asked >= 5 && asked <= there && correct <= asked
      assert.equal(answerProblem({ moment: 'before', question: 1, asked, correct }, there, 1) === null, stands)
    }),
    { numRuns: 2000 },
  )
})

test('numbers are read as officers type them, and nothing else is a number', () => {
  fc.assert(
    fc.property(fc.nat(PEOPLE_MAX), n => {
      assert.equal(countFrom(String(n)), n)
      assert.equal(countFrom(` ${new Intl.NumberFormat('vi-VN').format(n)} `), n)
    }),
  )
  assert.equal(countFrom('  '), null)
  for (const text of ['-1', '1,5', '1.5', '12.34', '2e3', 'mười', '0x10', '١٢', '9'.repeat(13)])
    assert.ok(Number.isNaN(countFrom(text)), text)
})

test('the clock of Viet Nam is read and shown the same, and no day that no calendar has', () => {
  const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(instant, at => {
      const minute = new Date(Math.floor(at.getTime() / 60_000) * 60_000)
      assert.deepEqual(instantOf(localOf(minute)), minute)
    }),
  )
  for (const text of ['', '2023-02-30T07:30', '2023-02-10', '2023-02-10T24:00', '2023-02-10T07:60', '10/02/2023 07:30'])
    assert.equal(instantOf(text), null, text)
})

test('a session is in order, over by now, and not before the letter', () => {
  const now = new Date('2023-02-20T02:00:00Z')
  const day = '2023-02-07' as PlainDate
  const kind = (from: string, until: string) => {
    const hours = hoursOf({ from, until }, now, day)
    return 'kind' in hours ? `${hours.kind} ${hours.field}` : 'stands'
  }
  assert.equal(kind('2023-02-07T00:00', '2023-02-20T09:00'), 'stands')
  assert.equal(kind('2023-02-06T23:59', '2023-02-07T10:00'), 'dissemination.before-the-letter from')
  assert.equal(kind('2023-02-20T07:00', '2023-02-20T09:01'), 'dissemination.not-held-yet until')
  assert.equal(kind('2023-02-10T10:00', '2023-02-10T10:00'), 'dissemination.ends-before-it-begins until')
  assert.equal(kind('2022-12-07T00:00', '2023-02-10T10:00'), 'dissemination.too-long until')
  assert.equal(kind('hôm qua', '2023-02-10T10:00'), 'dissemination.no-time from')
})

test('the floor of dissemination is the limit of circulation, also of a letter that passes on a limited one', () => {
  assert.deepEqual(audiencesWithin([]), AUDIENCES)
  assert.deepEqual(audiencesWithin(['chi-bo']), ['key-officers', 'party-members'])
  assert.deepEqual(audiencesWithin(['cap-uy', 'chi-bo']), ['key-officers'])
  assert.deepEqual(audiencesWithin(['nhan-dan', 'toàn thể hội viên']), AUDIENCES)
})

test('sentences that ask for study are known in either composition of their letters', () => {
  for (const sentence of ['Tổ chức quán triệt, triển khai', 'PHỔ BIẾN đến chi bộ', 'nghiên cứu'.normalize('NFD')])
    assert.ok(asksForStudy(sentence), sentence)
  assert.ok(!asksForStudy('Báo cáo kết quả trước ngày 01/3/2023'))
})
