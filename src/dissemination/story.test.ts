import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must } from '../../test/testkit.ts'
import { readAs } from '../access/index.ts'
import { refusal, story } from '../directives/fixture.sql.ts'
import type { UnitId } from '../kernel/index.ts'
import { aDirective, LATER, MORNING } from './fixture.sql.ts'
import * as s from './index.ts'

const line = (branch: UnitId, called: number, present: number, caughtUp = 0): s.AttendanceRow => ({
  branch,
  audience: 'party-members',
  called,
  present,
  caughtUp,
})

test('a commune counts its cells, holds a session, lets the absent catch up; the level above sees which cells nobody reached', async t => {
  const w = await story(t)
  const { document, district, commune, cells } = await aDirective(w)
  const at = { unit: commune.unit, document }
  const run = <I, O>(command: Parameters<typeof w.run<I, O>>[1], input: I) =>
    w.run(commune, command, input, undefined, LATER)
  assert.equal(cells.length, 3)

  const people = (branch: UnitId, n: number): s.RollRow => ({ branch, audience: 'party-members', people: n })
  const roll = [people(cells[0]!, 30), people(cells[1]!, 25), people(cells[2]!, 20)]
  assert.deepEqual(must(await run(s.countRoll, { ...at, version: 0, rows: roll })), { version: 3, people: 75 })
  // Before the first session a slip is simply put right.
  assert.deepEqual(must(await run(s.countRoll, { ...at, version: 3, rows: [people(cells[1]!, 24)] })), {
    version: 4,
    people: 74,
  })

  const session = {
    ...at,
    form: 'quan-triet' as const,
    ...MORNING,
    place: 'Hội trường Đảng ủy xã',
    means: 'meeting' as const,
  }
  const held = must(
    await run(s.recordSession, { ...session, rows: [line(cells[0]!, 30, 26), line(cells[1]!, 24, 20, 1)], tasks: [1] }),
  )
  assert.equal(held.reached, 47)
  assert.deepEqual(
    await w.rows(
      `select kind, clause_ordinal, on_day::text, ended_at from task_evidence where evidence_id = '${held.session}'`,
    ),
    [{ kind: 'session', clause_ordinal: 1, on_day: '2023-02-10', ended_at: null }],
  )
  must(
    await run(s.catchUp, {
      ...at,
      session: held.session,
      version: 1,
      rows: [{ branch: cells[0]!, audience: 'party-members', caughtUp: 3 }],
    }),
  )

  // The frozen number and the new one stand beside each other.
  assert.equal(
    refusal(await run(s.countRoll, { ...at, version: 4, rows: [people(cells[0]!, 31)] })),
    'dissemination.roll-frozen',
  )
  must(
    await run(s.countRoll, {
      ...at,
      version: 4,
      rows: [people(cells[0]!, 31)],
      why: 'Một đảng viên chuyển sinh hoạt đến',
    }),
  )
  const desk = await readAs(w.db, LATER, commune, tx => s.studyDesk(tx, document, commune.unit, LATER.today))
  assert.deepEqual(
    desk.changes.map(({ before, after, why }) => [before, after, why]),
    [[30, 31, 'Một đảng viên chuyển sinh hoạt đến']],
  )
  assert.deepEqual(
    desk.branches.map(branch => branch.id),
    [commune.unit, ...cells],
  )
  assert.deepEqual(
    desk.tasks.map(task => [task.clause, task.sessions, s.asksForStudy(task.sentence)]),
    [
      [1, 1, true],
      [2, 0, false],
    ],
  )

  must(
    await run(s.recordAnswers, {
      ...at,
      session: held.session,
      version: 2,
      questions: ['Ai lãnh đạo?', 'Ai thực hiện?', 'Ai theo dõi?'],
      answers: [
        { moment: 'before', question: 1, asked: 40, correct: 10 },
        { moment: 'after', question: 1, asked: 40, correct: 36 },
      ],
    }),
  )
  const seen = await readAs(w.db, LATER, commune, tx => s.sessionOf(tx, held.session))
  assert.deepEqual(
    seen?.rows.map(row => [row.called, row.present, row.caughtUp]),
    [
      [30, 26, 3],
      [24, 20, 1],
    ],
  )
  assert.deepEqual([seen?.answers.length, seen?.tasks.length, seen?.version], [2, 1, 3])

  const coverage = await readAs(w.db, LATER, district, tx => s.studyCoverage(tx, document, LATER.today))
  assert.deepEqual(coverage.total, {
    sessions: 1,
    units: 13,
    unitsAddressed: 13,
    unitsHeld: 1,
    people: 75,
    present: 46,
    caughtUp: 4,
    cells: 39,
    cellsReached: 2,
  })
  assert.deepEqual(coverage.byAudience, [{ audience: 'party-members', people: 75, present: 46, caughtUp: 4 }])
  assert.equal(coverage.units.at(-1)?.unit, commune.unit, 'whoever is furthest behind stands first')
  assert.ok(coverage.waiting.some(each => each.cell === cells[2]) && coverage.waiting.length === 37)

  // Entered wrongly: it stays to be read, counts no more and shows nothing.
  must(await run(s.withdrawSession, { ...at, session: held.session, version: 3, why: 'Nhập nhầm văn bản' }))
  const after = await readAs(w.db, LATER, district, tx => s.studyCoverage(tx, document, LATER.today))
  assert.deepEqual([after.total.sessions, after.total.people, after.total.present, after.answers], [0, 75, 0, []])
  assert.equal(await w.count('task_evidence', `evidence_id = '${held.session}' and ended_at is null`), 0)
  assert.equal(
    (await readAs(w.db, LATER, district, tx => s.sessionOf(tx, held.session)))?.withdrawnWhy,
    'Nhập nhầm văn bản',
  )
  must(await run(s.recordSession, { ...session, rows: [line(cells[0]!, 31, 26)], tasks: [1] }))

  const checks = await w.own(tx => s.fsckDissemination(tx))
  assert.deepEqual(
    checks.filter(check => check.violations > 0),
    [],
  )

  // A body of another line sees nothing of all this.
  const stranger = await w.actor(await w.unit('women_union', '1-943'), 'officer')
  assert.equal(await readAs(w.db, LATER, stranger, tx => s.sessionOf(tx, held.session)), null)
  const nothing = await readAs(w.db, LATER, stranger, tx => s.studyCoverage(tx, document, LATER.today))
  assert.equal(nothing.total.people + nothing.total.sessions, 0)
})
