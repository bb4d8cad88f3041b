import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { must } from '../../test/testkit.ts'
import { readAs, type Actor } from '../access/index.ts'
import { refusal, story, type Story } from '../directives/fixture.sql.ts'
import { aDirective, LATER } from '../dissemination/fixture.sql.ts'
import { fsckDissemination } from '../dissemination/index.ts'
import type { UnitId } from '../kernel/index.ts'
import { refill, type Typed } from './refill.fixture.ts'
import * as s from './index.ts'

const NAMES: Record<string, string> = { 'blood-units': 'Đơn vị máu', rice: 'Gạo' }
const options = { sample: false, indicatorName: (key: string) => NAMES[key] ?? key }
type Sheets = Readonly<Record<string, Readonly<Record<string, Typed>>>>

async function aForm(t: TestContext) {
  const w = await story(t)
  const { document, district, commune } = await aDirective(w)
  const unit = commune.unit
  const run = (input: s.ImportForm, actor: Actor = district) => w.run(actor, s.importForm, input, undefined, LATER)
  const made = must(await w.run(district, s.makeForm, { unit, document, period: '2023-Q1' }, undefined, LATER))
  const form = (await readAs(w.db, LATER, district, tx => s.formById(tx, made.form)))!
  const bytes = s.buildForm(form, options)
  return { w, document, district, unit, run, made, form, bytes, fill: (sheets: Sheets) => refill(bytes, sheets) }
}

const FILLED: Sheets = {
  '1. Việc': { F6: 'Đã hoàn thành', G6: 'Báo cáo số 12-BC/ĐU' },
  '2. Sĩ số': { D6: 30, D7: '25', D8: 20 },
  '3. Buổi học': {
    A5: 'Quán triệt',
    B5: '10/02/2023',
    C5: '7h30',
    D5: '10h30',
    E5: 'Hội trường xã',
    F5: 'Họp trực tiếp',
    G5: '',
    H5: 'Đảng viên',
    I5: 30,
    J5: 26,
    K5: 2,
    H6: 'Đảng viên',
    I6: 25,
    J6: 25,
    A7: 'Phổ biến',
    B7: '12/02/2023',
    C7: '14:00',
    D7: '16:00',
    E7: 'Nhà văn hóa ấp 3',
    F7: 'Họp trực tiếp',
    H7: 'Đảng viên',
    I7: 20,
    J7: 18,
  },
  '4. Hoạt động': {
    A5: 'Hiến máu, mô, tạng',
    B5: 'Ngày hội hiến máu',
    C5: '15/02/2023',
    F5: 90,
    G5: 90,
    H5: 'Đơn vị máu',
    I5: 69,
    L5: 'Điểm 2',
  },
}
/** The branches are named as the form names them. */
const withBranches = (form: s.SheetForm, sheets: Sheets): Sheets => ({
  ...sheets,
  '3. Buổi học': {
    ...sheets['3. Buổi học'],
    G5: form.layout.branches[1]!.name,
    G6: form.layout.branches[2]!.name,
    G7: form.layout.branches[3]!.name,
  },
})
const fates = (imported: s.Imported) => imported.lines.map(line => `${line.kind} ${line.fate}`)
const state = (w: Story) =>
  Promise.all(
    [
      'study_session where withdrawn_at is null',
      'study_roll',
      'activity',
      'sheet_return',
      'sheet_entry',
      'task_evidence where ended_at is null',
    ].map(async table => (await w.rows<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n),
  )

test('a commune without an account fills in its form; the district records it wholly and once', async t => {
  const { w, run, form, fill, unit, district } = await aForm(t)
  assert.equal(form.layout.tasks[0]?.sentence, '(xem văn bản)', 'the letter goes down to the cell and no further')
  assert.deepEqual(form.layout.audiences, ['key-officers', 'party-members'])
  const bytes = fill(withBranches(form, FILLED))

  // First what would be recorded, and nothing is.
  const seen = must(await run({ bytes, mode: 'preview' }))
  assert.deepEqual(seen.problems, [])
  assert.deepEqual(fates(seen), [
    'tasks new',
    'roll new',
    'roll new',
    'roll new',
    'sessions new',
    'sessions new',
    'activities new',
  ])
  assert.deepEqual(await state(w), [0, 0, 0, 0, 0, 0])

  const taken = must(await run({ bytes, mode: 'take' }))
  assert.equal(taken.recorded, 7)
  assert.deepEqual(await state(w), [2, 3, 1, 1, 7, 3])
  const [session] = await w.rows<{ unit_id: UnitId; entered_by: string; note: string }>(
    `select unit_id, entered_by, note from study_session order by lower(during) limit 1`,
  )
  assert.equal(session?.unit_id, unit)
  assert.equal(session.entered_by, district.account)
  assert.equal(session.note, `(Nhập từ biểu ${form.code} của ${form.layout.unit.name})`)
  const tasks = await w.rows(`select clause_ordinal, state, done_note from task where unit_id = '${unit}' order by 1`)
  assert.deepEqual(tasks[1], {
    clause_ordinal: 2,
    state: 'done',
    done_note: `Báo cáo số 12-BC/ĐU\n(Nhập từ biểu ${form.code} của ${form.layout.unit.name})`,
  })
  // Every part is a command of its own, by the importer, at the unit of the form.
  assert.equal(
    await w.count(
      'command',
      `name = 'dissemination.record-session' and account_id = '${district.account}' and unit_id = '${unit}' and outcome is not null`,
    ),
    2,
  )
  assert.equal(await w.count('study_session s', `not exists (select from command c where c.id = s.command_id)`), 0)

  // The same file again, and the same things in a file saved anew, change nothing and say so.
  const again = must(await run({ bytes, mode: 'replace' }))
  assert.deepEqual([again.recorded, again.replaced, again.seen], [0, 0, true])
  const resaved = must(
    await run({
      bytes: fill(withBranches(form, { ...FILLED, '3. Buổi học': { ...FILLED['3. Buổi học'], M5: '' } })),
      mode: 'take',
    }),
  )
  assert.deepEqual([resaved.recorded, resaved.replaced], [0, 0])
  assert.deepEqual(await state(w), [2, 3, 1, 1, 7, 3])

  for (const check of [...(await w.own(s.fsckSheets)), ...(await w.own(fsckDissemination))])
    assert.equal(check.violations, 0, check.name)
})

test('a form filled twice shows the differences; new things are taken, others only when a person says so', async t => {
  const { w, run, form, fill } = await aForm(t)
  must(await run({ bytes: fill(withBranches(form, FILLED)), mode: 'take' }))
  const sheets = withBranches(form, {
    ...FILLED,
    '2. Sĩ số': { ...FILLED['2. Sĩ số'], C6: 5 },
    '3. Buổi học': {
      ...FILLED['3. Buổi học'],
      J5: 28,
      A7: '',
      B7: '',
      C7: '',
      D7: '',
      E7: '',
      F7: '',
      G7: '',
      H7: '',
      I7: '',
      J7: '',
    },
    '4. Hoạt động': {
      ...FILLED['4. Hoạt động'],
      I5: 70,
      A6: 'Cứu trợ, trợ giúp nhân đạo',
      B6: 'Phát gạo',
      C6: '18/02/2023',
      H6: 'Gạo',
      I6: '2.000',
    },
  })
  delete (sheets['3. Buổi học'] as Record<string, Typed>)['G7']
  const second = fill(sheets)
  const seen = must(await run({ bytes: second, mode: 'preview' }))
  assert.deepEqual(fates(seen), [
    'tasks already',
    'roll new',
    'roll already',
    'roll already',
    'roll already',
    'sessions changed',
    'activities changed',
    'activities new',
    'sessions gone',
  ])
  const changed = seen.lines.find(line => line.kind === 'activities' && line.fate === 'changed')
  assert.ok(changed)
  assert.equal((changed.before as s.ActivityFill).results[0]?.amount, 69)

  const taken = must(await run({ bytes: second, mode: 'take' }))
  assert.deepEqual([taken.recorded, taken.replaced], [2, 0])
  assert.deepEqual(await w.rows(`select indicator, amount::int from activity_result order by 1`), [
    { indicator: 'blood-units', amount: 69 },
    { indicator: 'rice', amount: 2000 },
  ])

  const replaced = must(await run({ bytes: second, mode: 'replace' }))
  assert.deepEqual([replaced.recorded, replaced.replaced], [0, 2])
  assert.deepEqual(await w.rows(`select indicator, amount::int from activity_result order by 1`), [
    { indicator: 'blood-units', amount: 70 },
    { indicator: 'rice', amount: 2000 },
  ])
  assert.equal(await w.count('study_session', 'withdrawn_at is null'), 2, 'what is no longer in the file stays')
  assert.equal(await w.count('study_session', 'withdrawn_at is not null'), 1)
  assert.deepEqual(
    fates(must(await run({ bytes: second, mode: 'preview' }))).filter(fate => /new|changed/.test(fate)),
    [],
  )
  for (const check of await w.own(s.fsckSheets)) assert.equal(check.violations, 0, check.name)
})

test('one wrong line and nothing of the file is recorded; every problem has its place', async t => {
  const { w, run, form, fill } = await aForm(t)
  const bytes = fill(
    withBranches(form, {
      ...FILLED,
      '3. Buổi học': {
        ...FILLED['3. Buổi học'],
        J6: 26,
        B7: '10/02/2023',
        C7: '8:00',
        D7: '9:00',
        H7: 'Đảng viên',
        I7: 21,
      },
      '4. Hoạt động': { ...FILLED['4. Hoạt động'], F5: 100, J5: 1_000_000 },
    }),
  )
  const seen = must(await run({ bytes, mode: 'preview' }))
  assert.deepEqual(
    seen.problems.map(({ at, problem }) => [`${at?.sheet} ${at?.column}${at?.row}`, problem.kind]),
    [
      ['sessions J6', 'dissemination.more-present-than-called'],
      ['sessions I7', 'dissemination.more-called-than-roll'],
      ['activities G5', 'programmes.people-over-times'],
    ],
  )
  const refused = await run({ bytes, mode: 'take' })
  assert.deepEqual(refused.ok ? null : [refused.problem.kind, refused.problem.row, refused.problem.field], [
    'dissemination.more-present-than-called',
    6,
    'sheet-sessions',
  ])
  assert.deepEqual(await state(w), [0, 0, 0, 0, 0, 0])
})

test('who stands neither at the unit nor above it neither makes nor imports its form', async t => {
  const { w, run, form, bytes, document, unit } = await aForm(t)
  const stranger = await w.actor(await w.unit('women_union', '1-943'), 'clerk', 'officer')
  assert.equal(refusal(await run({ bytes, mode: 'take' }, stranger)), 'sheets.import-forbidden')
  assert.equal(
    refusal(await w.run(stranger, s.makeForm, { unit, document, period: '2023-Q1' }, undefined, LATER)),
    'sheets.unit-not-yours-forbidden',
  )
  const reader = await w.actor(await w.unit('party_committee', '1-943'), 'leader')
  assert.equal(refusal(await run({ bytes, mode: 'take' }, reader)), 'access.forbidden')
  const province = await w.actor(await w.unit('party_committee'), 'clerk')
  assert.equal(must(await run({ bytes, mode: 'preview' }, province)).unitName, form.layout.unit.name)
  const own = await w.actor(unit, 'officer')
  assert.equal(must(await run({ bytes, mode: 'preview' }, own)).code, form.code)
  const make = (period: string) => w.run(own, s.makeForm, { unit, document, period }, undefined, LATER)
  assert.equal(refusal(await make('2023-H2')), 'sheets.period-not-begun')
  assert.equal(refusal(await make('2023')), 'sheets.period')
  must(await make('2023-H1'))
  await assert.rejects(w.rows(`update sheet_form set code = code`), /append-only/)
  await assert.rejects(w.rows(`delete from sheet_entry`), /append-only/)
})
