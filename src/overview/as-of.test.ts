import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withdrawSession } from '../dissemination/index.ts'
import { enterImplementing, withdrawImplementing } from '../directives/index.ts'
import type { PlainDate } from '../kernel/index.ts'
import { withdrawActivity } from '../programmes/index.ts'
import { must } from '../../test/testkit.ts'
import { JUNE, reporting, type Reporting } from '../reports/fixture.sql.ts'
import * as o from './index.ts'

const FEBRUARY = { now: new Date('2023-02-13T02:00:00Z'), today: '2023-02-13' as PlainDate }
const look = (on: string): o.Look => ({ letter: null, on: on as PlainDate, area: null, own: false, line: null })

/** What an overview of a day says: who moved, the series over time, and how long the lists behind them are. */
async function seen(w: Reporting, day: string) {
  return await w.readLater(w.province, async tx => {
    const { total } = await o.whoMoved(tx, look(day))
    const { points } = await o.overTime(tx, look(day), 'month')
    const sum = (series: o.SeriesKey) =>
      points.filter(point => point.series === series).reduce((all, point) => all + point.amount, 0)
    for (const series of o.SERIES) {
      const behind = await o.eventsBehind(tx, look(day), { series, from: null, until: day as PlainDate })
      assert.equal(series === 'people' ? behind.sum : behind.total, sum(series), `${day} ${series}`)
    }
    for (const step of o.STEPS)
      for (const state of ['done', 'not-yet'] as const) {
        const behind = await o.recordsBehindStep(tx, look(day), step, 0, state)
        assert.equal(behind.listed, state === 'done' ? total[step] : behind.total - total[step], `${day} ${step}`)
      }
    return {
      activity: total.activity,
      study: total.study,
      issued: total.issued,
      activities: sum('activities'),
      evidence: sum('evidence'),
      people: sum('people'),
    }
  })
}

test('as of yesterday stands what is withdrawn today; what is recorded today of an earlier day does not stand yet', async t => {
  const w = await reporting(t)
  const [first, second] = w.communes
  const drive = await w.plant(first, w.down, { day: '2023-04-07', results: { 'blood-units': 691 } })
  const session = await w.session(first, w.down, '2023-03-01', { called: 50, present: 46 })
  const paper = { unit: first.unit, document: w.down, printed: '12-KH/CTĐ', tasks: [] }
  const issued = { ...paper, issuedOn: '2023-02-10' as PlainDate }
  const { letter } = must(await w.run(first, enterImplementing, issued, undefined, FEBRUARY))
  const before = await seen(w, '2023-06-15')
  assert.deepEqual(before, { ...before, activity: 1, study: 1, activities: 1, people: 46 })

  const later = <I, O>(command: Parameters<typeof w.run<I, O>>[1], input: I) =>
    w.run(first, command, input, undefined, JUNE)
  must(await later(withdrawActivity, { unit: first.unit, activity: drive as never, version: 1, why: 'Ghi hai lần' }))
  must(
    await later(withdrawSession, {
      unit: first.unit,
      document: w.down,
      session: session as never,
      version: 1,
      why: 'Ghi nhầm',
    }),
  )
  must(await later(withdrawImplementing, { unit: first.unit, document: w.down, letter, version: 1, why: 'Ghi nhầm' }))
  // Entered today, held in May.
  await w.plant(second, w.down, { day: '2023-05-02', results: {}, enteredAt: '2023-06-16T01:00:00Z' })

  assert.deepEqual(await seen(w, '2023-06-15'), before, 'yesterday stays as it was')
  const now = await seen(w, '2023-06-16')
  assert.deepEqual(now, {
    activity: 1,
    study: 0,
    issued: before.issued - 1,
    activities: 1,
    evidence: before.evidence,
    people: 0,
  })
})

test('sessions of fewer than five are in no sum over time, only counted beside it', async t => {
  const w = await reporting(t)
  const [first, second] = w.communes
  await w.session(first, w.down, '2023-03-01', { called: 50, present: 46 })
  await w.session(second, w.down, '2023-03-02', { called: 5, present: 3 })
  for (const pace of ['week', 'month'] as const) {
    const { points } = await w.readLater(w.province, tx => o.overTime(tx, look('2023-06-16'), pace))
    const people = points.filter(point => point.series === 'people')
    assert.deepEqual(
      people.map(point => [point.amount, point.leftOut]),
      [[46, 1]],
    )
  }
  for (const [day, sum, leftOut] of [
    ['2023-03-01', 46, 0],
    ['2023-03-02', 46, 1],
  ] as const) {
    const behind = await w.readLater(w.province, tx =>
      o.eventsBehind(tx, look(day), { series: 'people', from: null, until: day as PlainDate }),
    )
    assert.deepEqual([behind.sum, behind.leftOut], [sum, leftOut], 'also from one day to the next')
  }
})
