import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '../access/index.ts'
import { takeTask } from '../directives/index.ts'
import type { PlainDate } from '../kernel/index.ts'
import { must } from '../../test/testkit.ts'
import { reporting, type Reporting } from '../reports/fixture.sql.ts'
import * as o from './index.ts'

const look = (more: Partial<o.Look> = {}): o.Look => ({
  letter: null,
  on: '2023-06-16' as PlainDate,
  area: null,
  own: false,
  line: null,
  ...more,
})

/** Two communes of Kế Sách at work on the letter that the district passed on. */
async function atWork(w: Reporting): Promise<void> {
  const [first, second] = w.communes
  await w.plant(first, w.down, { day: '2023-04-07', results: { 'blood-units': 691 }, people: 720 })
  await w.plant(second, w.down, { day: '2023-05-02', results: { 'blood-units': 40 }, people: 3 })
  await w.session(first, w.down, '2023-03-01', { called: 50, present: 46 })
  const [task] = await w.rows<{ clause_ordinal: number; version: number }>(
    `select clause_ordinal, version from task where document_id = '${w.down}' and unit_id = '${first.unit}' order by 1 limit 1`,
  )
  must(
    await w.run(first, takeTask, {
      document: w.down,
      clause: task!.clause_ordinal,
      unit: first.unit,
      version: task!.version,
    }),
  )
}

test('who moved: the province sees its districts, opens one to its communes, and every figure counts the records behind it', async t => {
  const w = await reporting(t)
  await atWork(w)
  const top = await w.readLater(w.province, tx => o.whoMoved(tx, look()))
  assert.equal(top.opened?.name, 'Tỉnh Sóc Trăng')
  const keSach = top.areas.find(row => row.area === '1-943')!
  const communes = await w.count('delivery', `document_id = '${w.down}'`)
  assert.deepEqual(
    [keSach.sent, keSach.received, keSach.issued, keSach.study, keSach.activity, keSach.report, keSach.opens],
    [communes + 1, 1, 1, 1, 2, 0, true],
  )
  assert.ok(
    top.areas.some(row => row.area !== '1-943' && row.sent === 1 && row.received === 0),
    'the other districts have only been sent it',
  )
  assert.equal(
    top.areas.reduce((sum, row) => sum + row.sent, 0),
    top.total.sent,
  )
  assert.equal(
    top.lines.reduce((sum, row) => sum + row.activity, 0),
    top.total.activity,
  )
  assert.deepEqual(
    top.directives.map(row => row.document),
    [w.letter],
    'a letter that passes it on counts with the directive',
  )

  const below = await w.readLater(w.province, tx => o.whoMoved(tx, look({ area: keSach.area, letter: w.letter })))
  assert.deepEqual([below.areas[0]?.own, below.areas[0]?.sent, below.total.sent], [true, 1, keSach.sent])
  for (const row of [...below.areas, { ...below.total, area: keSach.area, own: false }])
    for (const step of o.STEPS) {
      const behind = await w.readLater(w.province, tx =>
        o.recordsBehindStep(tx, look({ area: row.area, own: row.own }), step),
      )
      assert.equal(behind.done, row[step], `${row.area} ${step}`)
    }

  const study = await w.readLater(w.province, tx => o.recordsBehindStep(tx, look({ area: keSach.area }), 'study'))
  const [held] = study.rows
  assert.deepEqual([held?.done, held?.things[0]?.kind, held?.things[0]?.people], [true, 'session', 46])
  assert.deepEqual([held?.document, held?.top, held?.clauses.length], [w.down, w.letter, 2])
})

test('as of an earlier day what came later has not happened; others see only what is theirs', async t => {
  const w = await reporting(t)
  await atWork(w)
  const at = (actor: Actor, on: string, more: Partial<o.Look> = {}) =>
    w.readLater(actor, tx => o.whoMoved(tx, look({ on: on as PlainDate, ...more })))
  assert.deepEqual(
    (
      await Promise.all(
        ['2023-02-07', '2023-02-28', '2023-03-01', '2023-04-30', '2023-05-02'].map(day => at(w.province, day)),
      )
    ).map(seen => [seen.total.sent > 0, seen.total.study, seen.total.activity]),
    [
      [false, 0, 0],
      [true, 0, 0],
      [true, 1, 0],
      [true, 1, 1],
      [true, 1, 2],
    ],
  )
  const district = await at(w.district, '2023-06-16')
  assert.equal(district.opened?.id, '1-943', 'a district looks at its own communes')
  assert.ok(district.areas.every(row => row.opens === false))
  const commune = await at(w.communes[0], '2023-06-16')
  assert.equal(commune.total.sent, 1, 'a commune sees itself')
  const stranger = await w.actor(await w.unit('women_union'), 'leader')
  assert.equal((await at(stranger, '2023-06-16')).total.sent, 0)
  assert.equal(
    (await at(w.province, '2023-06-16', { line: 'red_cross' })).total.sent,
    (await at(w.province, '2023-06-16')).total.sent,
  )
  assert.equal((await at(w.province, '2023-06-16', { line: 'women' })).total.sent, 0)
})
