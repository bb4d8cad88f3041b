import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '../access/index.ts'
import { draftOutgoing, submitOutgoing } from '../directives/index.ts'
import { aLetter } from '../directives/fixture.sql.ts'
import type { PlainDate } from '../kernel/index.ts'
import { must } from '../../test/testkit.ts'
import { reporting } from '../reports/fixture.sql.ts'
import * as o from './index.ts'

const look = (more: Partial<o.Look> = {}): o.Look => ({
  letter: null,
  on: '2023-06-16' as PlainDate,
  area: null,
  own: false,
  line: null,
  ...more,
})

test('who waits for whom: those concerned and those above see it, by area and name; what is done waits no more', async t => {
  const w = await reporting(t)
  const waits = (by: Actor, more: Partial<o.Look> = {}) => w.readLater(by, tx => o.whoWaits(tx, look(more)))
  const communes = await w.count('delivery', `document_id = '${w.down}'`)
  const below = await waits(w.district)
  assert.deepEqual([below.matters, new Set(below.lines.map(line => line.kind))], [communes, new Set(['receive'])])
  assert.ok(below.lines.every(line => line.from === w.district.unit && line.since === '2023-02-08'))
  const top = await waits(w.province)
  const districts = await w.count('delivery', `document_id = '${w.letter}' and status = '01'`)
  assert.equal(top.matters, communes + districts)
  assert.equal(
    top.flows.reduce((sum, flow) => sum + flow.count, 0),
    top.matters,
  )
  const areas = top.lines.map(line => line.areaName)
  assert.equal(
    areas.filter((area, at) => area !== areas[at - 1]).length,
    new Set(areas).size,
    'whatever concerns one area stands together',
  )
  assert.equal((await waits(w.province, { area: '1-943' as never })).matters, communes)
  assert.equal((await waits(w.province, { on: '2023-02-07' as PlainDate })).matters, 0, 'the day before nobody waited')

  const { document } = must(
    await w.run(w.district, draftOutgoing, {
      unit: w.district.unit,
      fields: aLetter({ number: null, symbol: null, issuedOn: null }),
    }),
  )
  must(await w.run(w.district, submitOutgoing, { unit: w.district.unit, document, version: 1 }))
  await w.rows(
    `update delivery set status = '02', returned_at = '2023-03-01', returned_reason = 'missing-page' where document_id = '${w.down}' and unit_id = '${w.communes[0].unit}'`,
  )
  const now = await waits(w.district)
  assert.deepEqual(
    now.lines.filter(line => line.kind !== 'receive').map(line => [line.kind, line.from, line.to]),
    [
      ['return', w.communes[0].unit, w.district.unit],
      ['sign', w.district.unit, w.district.unit],
    ],
  )
  const before = await waits(w.district, { on: '2023-02-20' as PlainDate })
  assert.equal(
    before.lines.some(line => line.kind === 'return'),
    false,
    'in February nothing had been given back',
  )
  const stranger = await w.actor(await w.unit('women_union'), 'leader')
  assert.equal((await waits(stranger)).matters, 0)
  assert.equal((await waits(w.communes[1])).matters, 1, 'a commune sees what waits for itself')
})

test('over time: cumulative by week and month, an activity of two claims once; the facts for what stands out', async t => {
  const w = await reporting(t)
  const [first, second] = w.communes
  const drive = await w.plant(first, w.down, { day: '2023-04-07', results: { 'blood-units': 691 }, people: 720 })
  await w.alsoShows(w.district.unit, w.letter, drive)
  await w.plant(second, w.down, { day: '2023-05-22', results: { 'blood-units': 400 } })
  await w.plant(second, w.down, { day: '2023-04-30', results: { 'blood-units': 40 } })
  await w.session(first, w.down, '2023-03-01', { called: 50, present: 46 })
  await w.rows(`insert into plan_figure (realm, unit_id, indicator, year, amount, changed_by, changed_at, command_id)
    values (94, '${second.unit}', 'blood-units', 2023, 200, '${second.account}', now(), gen_random_uuid())`)
  const time = await w.readLater(w.province, tx => o.overTime(tx, look(), 'month'))
  assert.equal(time.first, '2023-02-08')
  assert.deepEqual(
    time.points
      .filter(point => ['activities', 'people'].includes(point.series))
      .map(point => [point.series, point.from, point.amount]),
    [
      ['activities', '2023-04-01', 2],
      ['activities', '2023-05-01', 1],
      ['people', '2023-03-01', 46],
    ],
  )
  const evidence = time.points
    .filter(point => point.series === 'evidence')
    .reduce((sum, point) => sum + point.amount, 0)
  assert.ok(evidence > 3, 'each claim is evidence of its own')

  const found = o.standOut(
    await w.readLater(w.province, tx => o.factsOf(tx, look({ on: '2023-05-25' as PlainDate, area: '1-943' as never }))),
  )
  const told = found.map(one => one.rule)
  assert.ok(told.includes('quiet') && told.includes('plan-over'), told.join())
  const top = o.standOut(await w.readLater(w.province, tx => o.factsOf(tx, look({ on: '2023-05-25' as PlainDate }))))
  assert.deepEqual(
    top.filter(one => one.rule === 'halved').map(one => [one.about.area, one.values['now'], one.values['before']]),
    [],
    'forty in thirty days and four hundred after: 440 against 691 is no half',
  )
})
