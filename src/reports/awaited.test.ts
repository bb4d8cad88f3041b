import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCommand, at, must } from '../../test/testkit.ts'
import { readAs, type Actor, type Moment } from '../access/index.ts'
import type { PlainDate } from '../kernel/index.ts'
import { draftUrging, lateOf, ownLines } from '../urging/index.ts'
import { JUNE, reporting, texts, type Reporting } from './fixture.sql.ts'
import * as r from './index.ts'

const H1 = '2023-H1'
const on = (day: string): Moment => at(`${day}T02:00:00Z`)
const night = (w: Reporting, day: string) => r.urgeTonight(w.db, on(day), aCommand())
const asks = async (w: Reporting, by: Actor, kinds: r.PeriodKind[], day = '2023-02-09') =>
  must(await w.run(by, r.setReportDuty, { unit: by.unit, document: w.letter, kinds }, undefined, on(day)))
const awaited = (w: Reporting, where = 'true') => w.count('urging_awaited', `ended_at is null and ${where}`)
const urged = (w: Reporting) =>
  w.rows<{ on_day: string; step: string; n: number }>(
    `select on_day, step, count(*)::int as n from urging where about = '${H1}' group by 1, 2 order by 1, 2`,
  )
const lateWith = async (w: Reporting, by: Actor, day: string) =>
  (await readAs(w.db, on(day), by, tx => lateOf(tx, w.letter, on(day).today)))
    .filter(line => line.kind === 'report' && line.standing === 'late')
    .map(line => line.unit)

test('a report is awaited by the cut-off: reminded before and after, late for who has authority, until it comes', async t => {
  const w = await reporting(t)
  const { province, district } = w
  await asks(w, province, ['half-year'])
  const would = await r.urgingTonight(w.db, on('2023-06-08'), aCommand())
  assert.ok(would.units.some(told => told.unit === district.unit && told.near === 1))
  assert.equal(await awaited(w), 0, 'asked what it would tell, it leaves nothing')

  await night(w, '2023-03-01')
  const units = await awaited(w, `about = '${H1}' and due_on = '2023-06-15'`)
  assert.ok(units >= 11)
  assert.equal(await awaited(w), units)
  const line = (
    await readAs(w.db, on('2023-03-01'), district, tx => ownLines(tx, district.unit, on('2023-03-01').today))
  ).find(one => one.kind === 'report')
  assert.deepEqual([line?.about, line?.dueOn, line?.standing], [H1, '2023-06-15', 'waiting'])
  for (const day of ['2023-06-08', '2023-06-09', '2023-06-12', '2023-06-14', '2023-06-15', '2023-06-16'])
    await night(w, day)
  assert.deepEqual(
    await urged(w),
    [
      { on_day: '2023-06-08', step: 'reminder', n: units },
      { on_day: '2023-06-12', step: 'reminder', n: units },
      { on_day: '2023-06-14', step: 'reminder', n: units },
      { on_day: '2023-06-16', step: 'late', n: units },
    ],
    'seven, three and one day before its day, and after it',
  )
  assert.equal((await lateWith(w, province, '2023-06-16')).length, units)
  assert.deepEqual(await lateWith(w, district, '2023-06-16'), [district.unit], 'by authority only')
  assert.deepEqual(await lateWith(w, w.communes[0], '2023-06-16'), [])

  // Who is late cannot get out of it by another cut-off; the letter that urges names the period in words.
  const days = { month: 30, quarter: 30, 'half-year': 30, 'nine-months': 30, year: 30 }
  must(await w.run(district, r.setCutOffs, { unit: district.unit, days }, undefined, JUNE))
  await night(w, '2023-06-16')
  assert.deepEqual(await lateWith(w, district, '2023-06-16'), [district.unit])
  const input = { unit: province.unit, document: w.letter, units: [district.unit] }
  const urging = must(await w.run(province, draftUrging, input, undefined, JUNE))
  const [letter] = await w.rows<{ body: string }>(`select body from document where id = '${urging.document}'`)
  assert.match(letter!.body, /báo cáo 6 tháng đầu năm 2023 \| 15\/06\/2023/)

  // It comes, is given back, and comes again.
  const { report } = must(
    await w.run(district, r.beginReport, { unit: district.unit, document: w.letter, period: H1 }, undefined, JUNE),
  )
  const write = { ...texts, estimates: [], proposals: [] }
  must(await w.run(district, r.writeReport, { report, version: 1, ...write }, undefined, JUNE))
  assert.deepEqual(await lateWith(w, district, '2023-06-16'), [district.unit], 'a draft has not come')
  must(await w.run(district, r.submitReport, { report, version: 2 }, undefined, JUNE))
  assert.deepEqual(await lateWith(w, district, '2023-06-16'), [])
  assert.equal((await lateWith(w, province, '2023-06-16')).length, units - 1)
  await night(w, '2023-06-26')
  assert.equal(await awaited(w, `unit_id = '${district.unit}' and about = '${H1}'`), 0, 'the night leaves it so')
  must(await w.run(province, r.returnReport, { report, version: 3, words: 'thiếu số liệu' }, undefined, JUNE))
  assert.deepEqual(await lateWith(w, district, '2023-06-16'), [district.unit])
  const again = must(await w.run(district, r.reviseReport, { report, version: 4 }, undefined, JUNE))
  must(await w.run(district, r.submitReport, { report: again.report, version: again.version }, undefined, JUNE))
  assert.deepEqual(await lateWith(w, district, '2023-06-16'), [])
  assert.deepEqual(
    (await w.own(tx => r.fsckReports(tx))).filter(check => check.violations > 0),
    [],
  )
})

test('what is asked no more is awaited no more; what was asked too late, or by a recipient for itself, makes nobody late', async t => {
  const w = await reporting(t)
  const { province, district } = w
  const beside = await w.actor(await w.unit('red_cross_society', '1-944'), 'leader')
  await asks(w, beside, ['month'])
  const duty = (by: Actor) =>
    readAs(w.db, on('2023-02-10'), by, async tx => (await r.letterReports(tx, w.letter, by.unit))!.duty)
  assert.deepEqual((await duty(beside)).kinds, ['month'])
  assert.deepEqual((await duty(district)).kinds, [], 'what another recipient sets is its own affair')
  await night(w, '2023-02-10')
  assert.deepEqual(await w.rows(`select unit_id, about, due_on from urging_awaited`), [
    { unit_id: beside.unit, about: '2023-M02', due_on: '2023-02-15' },
  ])

  // The sender asks for more, after the cut-off of the quarter: only what can still come in time is awaited.
  await asks(w, province, ['quarter', 'year'], '2023-03-20')
  await night(w, '2023-03-20')
  assert.equal(await awaited(w, `about like '2023-M%'`), 0, 'the sender’s word stands before the unit’s own')
  assert.equal(await awaited(w, `about = '2023-Q1'`), 0)
  const owing = await awaited(w, `about = '2023-Y' and due_on = '2023-12-15'`)
  assert.ok(owing >= 11)
  // An office that takes its figures on another day is awaited by that day.
  const days = { month: 15, quarter: 15, 'half-year': 15, 'nine-months': 15, year: 31 }
  must(await w.run(district, r.setCutOffs, { unit: district.unit, days }, undefined, on('2023-03-21')))
  await night(w, '2023-03-21')
  assert.equal(await awaited(w, `due_on = '2023-12-31' and unit_id = '${district.unit}'`), 1)
  assert.equal(await awaited(w), owing)
  const audits = () => w.count('audit', `table_name = 'urging_awaited'`)
  const before = await audits()
  await night(w, '2023-03-22')
  assert.equal(await audits(), before, 'a night on which nothing changed writes nothing')

  await asks(w, province, [], '2023-03-23')
  await asks(w, beside, [], '2023-03-23')
  await night(w, '2023-03-23')
  assert.equal(await awaited(w), 0)
  const due = '2023-12-15' as PlainDate
  assert.equal(await w.count('urging', `about <> '' and due_on = '${due}'`), 0)
})
