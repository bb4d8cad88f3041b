import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must } from '../../test/testkit.ts'
import type { PlainDate } from '../kernel/index.ts'
import { anActivity, inTheField, KE_SACH } from './fixture.sql.ts'
import * as p from './index.ts'

const year = { from: '2023-01-01' as PlainDate, until: '2023-12-31' as PlainDate }

test('a blood drive of 691 units against a plan of 900, and a rice hand-out of two units for three tasks, counted once', async t => {
  const w = await inTheField(t)
  const { district, commune, province } = w

  // The district plans the drive for its task; a plan shows nothing yet.
  const unit = district.unit
  must(
    await w.run(district, p.setPlan, {
      unit,
      year: 2023,
      figures: [{ indicator: 'blood-units', amount: 900, version: 0 }],
    }),
  )
  const planned = must(
    await w.run(district, p.planActivity, { unit, fields: anActivity({ results: [], tasks: [w.tasks.standing] }) }),
  )
  assert.equal(planned.state, 'planned')
  assert.equal(await w.count('task_evidence'), 0)
  const seen = await w.read(district, tx => p.activityOf(tx, planned.activity))
  assert.deepEqual(
    seen?.serves.map(task => [task.clause, task.up.map(step => step.label)]),
    [[1, ['1']]],
  )

  // It was held: 691 units of the 900 that the plan has, with how a value in đồng was found.
  const blood = { indicator: 'blood-units', amount: 691, moneyValue: 124_380_000, valuedHow: '180.000 đ một đơn vị' }
  const held = must(
    await w.run(district, p.holdActivity, {
      ...planned,
      unit,
      fields: anActivity({ results: [blood], tasks: [w.tasks.standing] }),
    }),
  )
  assert.deepEqual(held, { activity: planned.activity, state: 'held', version: 2 })
  const [line] = (await w.read(district, tx => p.planOf(tx, unit, 2023, w.moment.today))).filter(row => row.plan)
  assert.deepEqual([line?.key, line?.plan, line?.done], ['blood-units', 900, '691'])
  assert.equal(((Number(line!.done) / line!.plan!) * 100).toFixed(1), '76.8')

  // A rice hand-out by the district and a commune, for two tasks of the one and one of the other.
  const rice = anActivity({
    kind: 'relief',
    title: 'Trao gạo cho hộ nghèo',
    with: [commune.unit],
    people: 200,
    personTimes: 200,
    results: [{ indicator: 'rice', amount: 2000 }],
    tasks: [w.tasks.standing, w.tasks.due],
  })
  const given = must(await w.run(district, p.recordActivity, { unit, fields: rice }))
  assert.equal(await w.count('notice', `kind = 'activity-with' and unit_id = '${commune.unit}'`), 1)
  const { document, clause } = w.tasks.commune
  const claimed = must(
    await w.run(commune, p.claimActivity, {
      unit: commune.unit,
      activity: given.activity,
      tasks: [{ document, clause }],
    }),
  )
  assert.equal(claimed.tasks, 1)
  assert.equal(await w.count('task_evidence', `evidence_id = '${given.activity}' and ended_at is null`), 3)
  for (const who of [{ roots: [province.unit] }, { units: [unit, commune.unit] }, { units: [commune.unit] }]) {
    const totals = await w.read(province, tx => p.resultsOf(tx, { ...who, ...year }))
    assert.deepEqual(totals.find(each => each.indicator === 'rice')?.amount, 2000n, JSON.stringify(who))
  }
  const all = await w.read(province, tx => p.resultsOf(tx, { roots: [province.unit], ...year }))
  assert.deepEqual(
    all.map(each => [each.indicator, each.amount, each.moneyValue, each.activities]),
    [
      ['rice', 2000n, null, 1],
      ['blood-units', 691n, 124_380_000n, 1],
    ],
  )

  // From the commune's claim the thread goes up: its clause, the district's letter, the province's letter.
  const view = await w.read(province, tx => p.activityOf(tx, given.activity))
  const up = view!.serves.find(task => task.unit === commune.unit)!.up
  assert.equal(up.length, 2)
  assert.equal(up.at(-1)!.document, w.letter)

  // The commune sees it in its own list; a district of another line of communes does not.
  const query = {
    below: false,
    from: null,
    until: null,
    kind: null,
    state: null,
    indicator: null,
    asOf: w.moment.today,
  }
  const listed = await w.read(commune, tx => p.activitiesOf(tx, { ...query, unit: commune.unit }, 10))
  assert.deepEqual(
    listed.map(each => each.id),
    [given.activity],
  )
  assert.equal(await w.read(w.other, tx => p.activityOf(tx, given.activity)), null)

  // Withdrawn, it stays in view with its reason, is counted nowhere, and shows nothing: also not for the commune.
  const gone = must(
    await w.run(district, p.withdrawActivity, { ...given, unit, why: 'Ghi trùng với hoạt động của xã' }),
  )
  assert.equal(gone.state, 'withdrawn')
  assert.equal(await w.count('task_evidence', `evidence_id = '${given.activity}' and ended_at is null`), 0)
  const left = await w.read(province, tx => p.resultsOf(tx, { roots: [province.unit], ...year }))
  assert.deepEqual(
    left.map(each => each.indicator),
    ['blood-units'],
  )
  const after = await w.read(district, tx => p.activityOf(tx, given.activity))
  assert.deepEqual(
    [after?.state, after?.withdrawnWhy, after?.results.length],
    ['withdrawn', 'Ghi trùng với hoạt động của xã', 1],
  )
  assert.equal(KE_SACH, after?.area)
})
