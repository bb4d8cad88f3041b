import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCommand, must } from '../../test/testkit.ts'
import { finishTask, takeTask } from '../directives/index.ts'
import { refusal } from '../directives/fixture.sql.ts'
import { filesOf } from '../files/index.ts'
import type { AreaId, DocumentId, PlainDate } from '../kernel/index.ts'
import { anActivity, inTheField, type Field } from './fixture.sql.ts'
import * as p from './index.ts'

const day = (text: string) => text as PlainDate
const sound = async (w: Field) =>
  assert.deepEqual(
    (await w.own(tx => p.fsckProgrammes(tx))).filter(check => check.violations > 0),
    [],
  )

test('what cannot be so is refused with its field and row, and nothing of it is stored', async t => {
  const w = await inTheField(t)
  const { district, commune, other } = w
  const unit = district.unit
  const blood = { indicator: 'blood-units', amount: 691 }
  const rows = (amount: number) => ({ results: [{ indicator: 'blood-units', amount }] })
  const cases: readonly (readonly [Partial<p.ActivityFields>, kind: string, field: string, row?: number])[] = [
    [{ untilOn: day('2023-01-31') }, 'until-before-from', 'untilOn'],
    [{ untilOn: day('2023-02-09') }, 'not-over', 'untilOn'],
    [{ fromOn: day('1999-12-31') }, 'too-early', 'fromOn'],
    [{ fromOn: day('2021-01-01') }, 'too-long-time', 'untilOn'],
    [{ title: '  ' }, 'title', 'title'],
    [{ title: 'x'.repeat(301) }, 'too-long', 'title'],
    [{ kind: 'war' as never }, 'kind', 'kind'],
    [{ people: 700, personTimes: 691 }, 'people-over-times', 'personTimes'],
    [{ people: -1 }, 'number', 'people'],
    [{ people: 1.5 }, 'number', 'people'],
    [{ people: NaN }, 'number', 'people'],
    [{ personTimes: 1e12 }, 'number', 'personTimes'],
    [{ results: [] }, 'no-result', 'indicator', 1],
    [rows(-1), 'amount', 'amount', 1],
    [rows(0.5), 'amount', 'amount', 1],
    [rows(2 ** 53), 'amount', 'amount', 1],
    [rows(NaN), 'amount', 'amount', 1],
    [{ results: [blood, { indicator: 'rice', amount: 1 }, blood] }, 'indicator-twice', 'indicator', 3],
    [{ results: [blood, { indicator: 'gold', amount: 1 }] }, 'indicator', 'indicator', 2],
    [{ results: [{ indicator: 'total-value', amount: 1 }] }, 'indicator', 'indicator', 1],
    [{ results: [{ indicator: "'; drop table activity; --", amount: 1 }] }, 'indicator', 'indicator', 1],
    [{ results: [{ ...blood, moneyValue: 1000 }] }, 'value-without-how', 'valuedHow', 1],
    [{ results: [{ ...blood, moneyValue: 1000, valuedHow: '  ' }] }, 'value-without-how', 'valuedHow', 1],
    [{ results: [{ ...blood, valuedHow: 'đơn giá' }] }, 'how-without-value', 'moneyValue', 1],
    [{ results: [{ ...blood, moneyValue: -5, valuedHow: 'đơn giá' }] }, 'amount', 'moneyValue', 1],
    [{ area: '1-944' as AreaId }, 'area-not-ours', 'area'],
    [{ area: '1-94' as AreaId }, 'area-not-ours', 'area'],
    [{ area: 'xyz' as AreaId }, 'area-unknown', 'area'],
    [{ with: ['00000000-0000-7000-8000-000000000000' as never] }, 'unit-not-then', 'with'],
    [{ tasks: [w.tasks.other] }, 'task-of-others', 'tasks'],
    [{ tasks: [w.tasks.commune] }, 'task-of-others', 'tasks'],
    [{ with: [other.unit], tasks: [w.tasks.other] }, 'task-of-others', 'tasks'],
    [{ tasks: [{ ...w.tasks.standing, clause: 9 }] }, 'task-unknown', 'tasks'],
    [{ tasks: [{ ...w.tasks.standing, clause: 70_000 }] }, 'task-unknown', 'tasks'],
  ]
  for (const [more, kind, field, row] of cases) {
    const refused = await w.run(district, p.recordActivity, { unit, fields: anActivity(more) })
    assert.ok(!refused.ok, `${JSON.stringify(more)} was taken`)
    const { problem } = refused
    assert.deepEqual(
      [problem.kind, problem.field, problem.row],
      [`programmes.${kind}`, field, row],
      JSON.stringify(more),
    )
  }
  const planned = await w.run(district, p.planActivity, { unit, fields: anActivity() })
  assert.equal(refusal(planned), 'programmes.result-of-planned')
  const far = anActivity({ results: [], fromOn: day('2033-01-01'), untilOn: day('2033-01-02') })
  assert.equal(refusal(await w.run(district, p.planActivity, { unit, fields: far })), 'programmes.too-far')
  const elsewhere = await w.run(district, p.recordActivity, { unit: commune.unit, fields: anActivity() })
  assert.equal(refusal(elsewhere), 'access.forbidden')
  for (const table of ['activity', 'activity_unit', 'activity_result', 'activity_task', 'task_evidence', 'file_use'])
    assert.equal(await w.count(table), 0, table)

  // Hostile text is kept as text; what no database keeps is left out.
  const hostile = `<script>alert(1)</script> '; drop table activity; -- \0 \ud800 ${'\u202e'}`
  const { activity } = must(await w.run(district, p.recordActivity, { unit, fields: anActivity({ title: hostile }) }))
  const view = await w.read(district, tx => p.activityOf(tx, activity))
  assert.match(view!.title, /^<script>alert\(1\)<\/script> '; drop table activity; --/)
  await sound(w)
})

test('a form sent twice acts once, the second of two editors is told, and nobody else moves it', async t => {
  const w = await inTheField(t)
  const { district, commune, province } = w
  const unit = district.unit
  const command = aCommand()
  const input = { unit, fields: anActivity({ tasks: [w.tasks.standing] }) }
  const first = must(await w.run(district, p.recordActivity, input, command))
  assert.deepEqual(must(await w.run(district, p.recordActivity, input, command)), first)
  assert.equal(await w.count('activity'), 1)
  const reused = await w.run(district, p.recordActivity, { ...input, fields: anActivity() }, command)
  assert.equal(refusal(reused), 'access.command-reused')

  const edit = (title: string, version: number) =>
    w.run(district, p.editActivity, { ...first, unit, version, fields: anActivity({ title }) })
  assert.equal(must(await edit('Đợt 1, đã sửa', 1)).version, 2)
  const late = await edit('Sửa đè', 1)
  assert.equal(refusal(late), 'programmes.moved-meanwhile')
  assert.match(String(!late.ok && late.problem.values?.['who']), /giả định/)
  assert.equal(refusal(await edit('Sửa từ tương lai', 7)), 'programmes.moved-meanwhile')

  for (const [who, at] of [
    [commune, unit],
    [province, unit],
    [w.other, unit],
  ] as const)
    assert.equal(
      refusal(await w.run(who, p.withdrawActivity, { ...first, unit: at, version: 2, why: 'thử' })),
      'access.forbidden',
    )
  const theirs = await w.run(w.other, p.withdrawActivity, { ...first, unit: w.other.unit, version: 2, why: 'thử' })
  assert.equal(refusal(theirs), 'programmes.no-such-activity')
  const { document, clause } = w.tasks.commune
  const uninvited = { unit: commune.unit, activity: first.activity, tasks: [{ document, clause }] }
  assert.equal(refusal(await w.run(commune, p.claimActivity, uninvited)), 'programmes.no-such-activity')

  const at = { ...first, unit, version: 2 }
  assert.equal(refusal(await w.run(district, p.withdrawActivity, { ...at, why: ' ' })), 'programmes.withdraw-needs-why')
  assert.equal(refusal(await w.run(district, p.holdActivity, { ...at, fields: anActivity() })), 'programmes.is-held')
  must(await w.run(district, p.withdrawActivity, { ...at, why: 'Ghi nhầm' }))
  assert.equal(refusal(await edit('Sau khi rút', 3)), 'programmes.is-withdrawn')
  await assert.rejects(
    w.rows(`update activity set state = 'held', withdrawn_at = null, withdrawn_why = null`),
    /go back/,
  )
  await assert.rejects(w.rows(`delete from activity`), /append-only/)
  await sound(w)
})

test('claims are each unit’s own: an edit by the organiser leaves them, leaving the list of units ends them', async t => {
  const w = await inTheField(t)
  const { district, commune } = w
  const unit = district.unit
  const fields = anActivity({ with: [commune.unit], tasks: [w.tasks.standing] })
  const made = must(await w.run(district, p.recordActivity, { unit, fields }))
  const { document, clause } = w.tasks.commune
  const claim = (tasks: readonly { document: DocumentId; clause: number }[]) =>
    w.run(commune, p.claimActivity, { unit: commune.unit, activity: made.activity, tasks })
  must(await claim([{ document, clause }]))
  assert.equal(refusal(await claim([{ document: w.letter, clause: 2 }])), 'programmes.task-unknown')
  const live = () =>
    w.rows<{ unit: string; day: string }>(
      `select unit_id as unit, on_day::text as day from task_evidence where ended_at is null order by unit_id = '${unit}' desc`,
    )
  const moved = { ...fields, tasks: [], untilOn: day('2023-02-04') }
  must(await w.run(district, p.editActivity, { ...made, unit, fields: moved }))
  assert.deepEqual(await live(), [{ unit: commune.unit, day: '2023-02-04' }])
  must(await w.run(district, p.editActivity, { ...made, unit, version: 2, fields: { ...moved, with: [] } }))
  assert.deepEqual(await live(), [])
  assert.equal(refusal(await claim([{ document, clause }])), 'programmes.no-such-activity')
  await sound(w)
})

test('after a report has counted it a figure changes only with a reason, and both numbers stay in view', async t => {
  const w = await inTheField(t)
  const { district, province } = w
  const unit = district.unit
  const made = must(await w.run(district, p.recordActivity, { unit, fields: anActivity() }))
  const edit = (version: number, fields: p.ActivityFields, why?: string) =>
    w.run(district, p.editActivity, { ...made, unit, version, fields, ...(why === undefined ? {} : { why }) })
  const amount = (units: number) => anActivity({ results: [{ indicator: 'blood-units', amount: units }] })
  must(await edit(1, amount(690)))
  assert.equal(await w.count('activity_amendment'), 0)
  assert.equal(await w.count('audit', `table_name = 'activity_result'`), 1)

  // The room of reports says so when it comes; here the database is told.
  await w.rows(`create or replace function activity_reported(p_activity uuid) returns boolean language sql stable
    security definer set search_path = public as 'select true'`)
  assert.equal(refusal(await edit(2, amount(689))), 'programmes.reported-needs-why')
  must(await edit(2, anActivity({ results: [{ indicator: 'blood-units', amount: 690 }], note: 'chỉ thêm ghi chú' })))
  assert.equal(await w.count('activity_amendment'), 0)
  must(await edit(3, amount(689), 'Bệnh viện đối chiếu lại'))
  const at = { ...made, unit, version: 4 }
  must(await w.run(district, p.withdrawActivity, { ...at, why: 'Không diễn ra' }))
  const view = await w.read(province, tx => p.activityOf(tx, made.activity))
  assert.deepEqual(
    view!.amendments.map(each => [
      each.before.state,
      each.before.results[0]?.amount,
      each.after.state,
      each.after.results[0]?.amount,
      each.why,
    ]),
    [
      ['held', 690, 'held', 689, 'Bệnh viện đối chiếu lại'],
      ['held', 689, 'withdrawn', 689, 'Không diễn ra'],
    ],
  )
  await assert.rejects(w.rows(`update activity_amendment set why = 'x'`), /append-only/)
  await sound(w)
})

test('photos and papers come with it, are seen by whose task it serves, and go; a secret paper does not enter', async t => {
  const w = await inTheField(t)
  const { district, province } = w
  const unit = district.unit
  const photo = { bytes: new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), mediaType: 'image/jpeg', name: 'anh.jpg' }
  const paper = {
    bytes: new Uint8Array(Buffer.from('HỘI CHỮ THẬP ĐỎ\nMẬT\nSố: 12/CTĐ\nV/v thử')),
    mediaType: 'text/plain',
    name: 'mat.txt',
  }
  const open = await p.openFiles([photo, paper])
  assert.deepEqual(!open.ok && [open.problem.kind, open.problem.field, open.problem.row], [
    'directives.secret',
    'files',
    2,
  ])
  must(await p.openFiles([photo]))
  const fields = anActivity({ tasks: [w.tasks.standing] })
  const empty = { ...photo, bytes: new Uint8Array() }
  const refused = await w.run(district, p.recordActivity, { unit, fields, files: [photo, empty] })
  assert.equal(refusal(refused), 'files.empty')
  assert.equal(await w.count('file'), 0)
  const made = must(await w.run(district, p.recordActivity, { unit, fields, files: [photo] }))
  const [file] = await w.read(province, tx => filesOf(tx, made.activity))
  assert.equal(file?.name, 'anh.jpg')
  assert.deepEqual(await w.read(w.other, tx => filesOf(tx, made.activity)), [])
  must(await w.run(district, p.endActivityFile, { ...made, unit, file: file!.id }))
  assert.deepEqual(await w.read(district, tx => filesOf(tx, made.activity)), [])
  const again = await w.run(district, p.endActivityFile, { ...made, unit, version: 2, file: file!.id })
  assert.equal(refusal(again), 'files.not-found')
})

test('a task with a deadline is done by words or by what shows it, and by neither not', async t => {
  const w = await inTheField(t)
  const { district } = w
  must(await w.run(district, takeTask, { ...w.tasks.due, version: 1 }))
  const finish = (note: string) => w.run(district, finishTask, { ...w.tasks.due, version: 2, note })
  assert.equal(refusal(await finish(' ')), 'directives.task-note-or-evidence')
  must(await w.run(district, p.recordActivity, { unit: district.unit, fields: anActivity({ tasks: [w.tasks.due] }) }))
  assert.equal(must(await finish('')).state, 'done')
  const [task] = await w.rows<{ done_note: string | null }>(`select done_note from task where state = 'done'`)
  assert.equal(task?.done_note, null)
})

test('a plan is the unit’s own: whole figures, known indicators, each once, and nobody writes over another', async t => {
  const w = await inTheField(t)
  const { district } = w
  const unit = district.unit
  const set = (figures: p.SetPlan['figures'], year = 2023) => w.run(district, p.setPlan, { unit, year, figures })
  const blood = (amount: number | null, version = 0) => ({ indicator: 'blood-units', amount, version })
  for (const [figures, kind, row] of [
    [[blood(-1)], 'amount', 1],
    [[blood(1.5)], 'amount', 1],
    [[blood(2 ** 53)], 'amount', 1],
    [[{ ...blood(1), indicator: 'gold' }], 'indicator', 1],
    [[{ ...blood(1), indicator: 'plan-percent' }], 'indicator', 1],
    [[blood(1), blood(2)], 'indicator-twice', 2],
    [[blood(1, 3)], 'plan-moved-meanwhile', 1],
  ] as const) {
    const refused = await set(figures)
    assert.deepEqual(!refused.ok && [refused.problem.kind, refused.problem.row], [`programmes.${kind}`, row])
  }
  assert.equal(refusal(await set([blood(1)], 1999)), 'programmes.year')
  assert.equal(refusal(await set([blood(1)], 2023.5)), 'programmes.year')
  const theirs = await w.run(w.commune, p.setPlan, { unit, year: 2023, figures: [blood(1)] })
  assert.equal(refusal(theirs), 'access.forbidden')
  assert.deepEqual(must(await set([blood(900), { indicator: 'members', amount: 5237, version: 0 }])), {
    year: 2023,
    changed: 2,
  })
  assert.equal(must(await set([blood(900, 1)])).changed, 0)
  assert.equal(must(await set([blood(940, 1)])).changed, 1)
  assert.equal(refusal(await set([blood(950, 1)])), 'programmes.plan-moved-meanwhile')
  assert.equal(must(await set([blood(null, 2)])).changed, 1)
  assert.equal(await w.count('plan_figure'), 1)
})
