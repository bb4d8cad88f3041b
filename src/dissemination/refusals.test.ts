import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCommand, must } from '../../test/testkit.ts'
import type { Actor, UseCase } from '../access/index.ts'
import { aLetter, refusal, send, story, type Story } from '../directives/fixture.sql.ts'
import { draftOutgoing } from '../directives/index.ts'
import type { DocumentId, UnitId } from '../kernel/index.ts'
import { aDirective, KE_SACH, LATER, MORNING } from './fixture.sql.ts'
import * as s from './index.ts'

const members = (branch: UnitId, called: number, present: number, caughtUp = 0): s.AttendanceRow => ({
  branch,
  audience: 'party-members',
  called,
  present,
  caughtUp,
})
const people = (branch: UnitId, n: number, audience: s.Audience = 'party-members'): s.RollRow => ({
  branch,
  audience,
  people: n,
})

const desk = (w: Story, actor: Actor, document: DocumentId) => {
  const at = { unit: actor.unit, document }
  const run = <I, O>(command: UseCase<I, O>, input: I, id = aCommand()) => w.run(actor, command, input, id, LATER)
  const session = (more: Partial<s.RecordSession>): s.RecordSession => ({
    ...at,
    form: 'quan-triet',
    ...MORNING,
    place: 'Hội trường',
    means: 'meeting',
    rows: [],
    tasks: [],
    ...more,
  })
  return { at, run, session }
}

test('what cannot be is refused with its row, and changes nothing', async t => {
  const w = await story(t)
  const { document, district, commune, cells } = await aDirective(w)
  const { at, run, session } = desk(w, commune, document)
  const [first, second] = cells as [UnitId, UnitId]
  must(await run(s.countRoll, { ...at, version: 0, rows: [people(first, 30), people(second, 20)] }))
  const held = must(await run(s.recordSession, session({ rows: [members(first, 30, 20)], tasks: [1] })))
  const before = await w.rows(`select * from study_attendance`)

  const refused = async (kind: string, row: number | undefined, more: Partial<s.RecordSession>) => {
    const done = await run(s.recordSession, session({ from: '2023-02-11T07:30', until: '2023-02-11T08:30', ...more }))
    assert.equal(refusal(done), kind)
    assert.equal(!done.ok && done.problem.row, row ?? undefined, kind)
  }
  await refused('dissemination.more-present-than-called', 2, { rows: [members(second, 20, 5), members(first, 5, 6)] })
  await refused('dissemination.more-reached-than-called', 1, { rows: [members(second, 20, 15, 6)] })
  await refused('dissemination.more-called-than-roll', 1, { rows: [members(second, 21, 5)] })
  await refused('dissemination.more-reached-than-roll', 1, { rows: [members(first, 11, 11)] })
  await refused('dissemination.not-a-count', 1, { rows: [members(second, 20, 1.5)] })
  await refused('dissemination.not-a-count', 1, { rows: [members(second, 9e15, 5)] })
  await refused('dissemination.not-a-count', 1, { rows: [members(second, 20, -1)] })
  await refused('dissemination.group-twice', 2, { rows: [members(second, 5, 5), members(second, 5, 5)] })
  await refused('dissemination.not-counted', 1, { rows: [members(cells[2]!, 5, 5)] })
  await refused('dissemination.branch-of-another', 1, { rows: [members(district.unit, 5, 5)] })
  await refused('dissemination.beyond-circulation', 1, { rows: [{ ...members(second, 5, 5), audience: 'public' }] })
  await refused('dissemination.beyond-circulation', 1, {
    rows: [{ ...members(second, 5, 5), audience: 'organisation-members' }],
  })
  await refused('dissemination.session-empty', undefined, {})
  await refused('dissemination.before-the-letter', undefined, {
    from: '2023-02-07T07:30',
    rows: [members(second, 5, 5)],
  })
  await refused('dissemination.not-held-yet', undefined, { until: '2023-02-21T07:30', rows: [members(second, 5, 5)] })
  await refused('dissemination.place-missing', undefined, { place: ' ', rows: [members(second, 5, 5)] })
  await refused('directives.no-such-task', undefined, { tasks: [1, 9], rows: [members(second, 5, 5)] })
  await refused('directives.no-such-task', undefined, { tasks: [1.5], rows: [members(second, 5, 5)] })
  // The same cell in the same hours: one minute is enough. What ends as the other begins does not overlap.
  await refused('dissemination.overlaps', 1, {
    from: '2023-02-10T10:29',
    until: '2023-02-10T11:30',
    rows: [members(first, 5, 5)],
  })
  assert.deepEqual(await w.rows(`select * from study_attendance`), before)
  must(
    await run(
      s.recordSession,
      session({ from: '2023-02-10T10:30', until: '2023-02-10T11:30', rows: [members(first, 5, 5)] }),
    ),
  )

  // The same form twice acts once; the same id with other numbers is refused.
  const id = aCommand()
  const evening = session({ from: '2023-02-10T18:00', until: '2023-02-10T19:00', rows: [members(second, 20, 12)] })
  assert.deepEqual(must(await run(s.recordSession, evening, id)), must(await run(s.recordSession, evening, id)))
  assert.equal(refusal(await run(s.recordSession, { ...evening, place: 'Nơi khác' }, id)), 'access.command-reused')
  assert.equal(await w.count('study_session'), 3)

  const key = { ...at, session: held.session, version: 1 }
  const caught = (caughtUp: number) =>
    run(s.catchUp, { ...key, rows: [{ branch: first, audience: 'party-members', caughtUp }] })
  assert.equal(refusal(await caught(11)), 'dissemination.more-reached-than-called')
  assert.equal(refusal(await caught(6)), 'dissemination.more-reached-than-roll')
  assert.equal(
    refusal(await run(s.catchUp, { ...key, rows: [{ branch: second, audience: 'party-members', caughtUp: 1 }] })),
    'dissemination.not-in-session',
  )
  assert.equal(
    refusal(await run(s.countRoll, { ...at, version: 2, rows: [people(first, 24)], why: 'nhầm' })),
    'dissemination.roll-below-reached',
  )
  assert.equal(
    refusal(await run(s.countRoll, { ...at, version: 1, rows: [people(first, 40)], why: 'nhầm' })),
    'dissemination.roll-changed-meanwhile',
  )
  assert.equal(refusal(await run(s.withdrawSession, { ...key, why: ' ' })), 'dissemination.why-withdrawn')
  assert.equal(refusal(await run(s.withdrawSession, { ...key, version: 2, why: 'nhầm' })), 'directives.moved-meanwhile')
  must(await run(s.withdrawSession, { ...key, why: 'nhầm' }))
  assert.equal(
    refusal(await run(s.withdrawSession, { ...key, version: 2, why: 'nhầm' })),
    'dissemination.session-withdrawn',
  )
  const answers: s.Answer[] = [{ moment: 'before', question: 1, asked: 6, correct: 7 }]
  assert.equal(
    refusal(await run(s.recordAnswers, { ...key, version: 2, questions: [], answers })),
    'dissemination.session-withdrawn',
  )
})

test('who may: at the very unit, for a letter that stands there; a cell in two lines counts once', async t => {
  const w = await story(t)
  const { document, district, commune, cells } = await aDirective(w)
  const { at } = desk(w, commune, document)
  const rows = [people(cells[0]!, 30)]
  assert.equal(
    refusal(await w.run(district, s.countRoll, { ...at, version: 0, rows }, undefined, LATER)),
    'access.forbidden',
  )
  const reader = await w.actor(commune.unit, 'reader')
  assert.equal(
    refusal(await w.run(reader, s.countRoll, { ...at, version: 0, rows }, undefined, LATER)),
    'access.forbidden',
  )
  const women = await w.actor(await w.unit('women_union', KE_SACH), 'officer')
  assert.equal(
    refusal(await w.run(women, s.countRoll, { ...at, unit: women.unit, version: 0, rows }, undefined, LATER)),
    'directives.no-such-letter',
  )

  // A cell of the district's Red Cross stands under the district committee and under its own society.
  const society = await w.unit('red_cross_society', KE_SACH)
  const [cell] = await w.rows<{ id: UnitId }>(
    `select child_id as id from unit_link l join unit u on u.id = l.child_id where l.parent_id = '${society}' and u.kind = 'party_cell'`,
  )
  const both = must(
    await w.run(district, draftOutgoing, {
      unit: district.unit,
      fields: aLetter({
        regime: 'party',
        issuer: 'Huyện ủy Kế Sách',
        number: null,
        symbol: null,
        issuedOn: null,
        addressees: ['Hội Chữ thập đỏ huyện Kế Sách'],
      }),
    }),
  )
  await send(w, district, both.document, { office: 'HU' })
  const red = await w.actor(society, 'officer')
  const ours = desk(w, red, both.document)
  const theirs = desk(w, district, both.document)
  must(
    await ours.run(s.countRoll, {
      ...ours.at,
      version: 0,
      rows: [people(cell!.id, 9), people(society, 400, 'organisation-members')],
    }),
  )
  const kept = await theirs.run(s.countRoll, { ...theirs.at, version: 0, rows: [people(cell!.id, 9)] })
  assert.equal(refusal(kept), 'dissemination.counted-by-another')
  assert.match(String(!kept.ok && kept.problem.values?.['unit']), /^Hội Chữ thập đỏ huyện Kế Sách/)
  must(await ours.run(s.recordSession, ours.session({ rows: [members(cell!.id, 9, 9)] })))
  assert.equal(
    refusal(await theirs.run(s.recordSession, theirs.session({ rows: [members(cell!.id, 9, 9)] }))),
    'dissemination.counted-by-another',
  )
})

test('the database refuses on its own what the program would not ask of it', async t => {
  const w = await story(t)
  const { document, commune, cells } = await aDirective(w)
  const { at, run, session } = desk(w, commune, document)
  must(await run(s.countRoll, { ...at, version: 0, rows: [people(cells[0]!, 30)] }))
  must(await run(s.recordSession, session({ rows: [members(cells[0]!, 20, 20)] })))
  const never: readonly [string, RegExp][] = [
    [`update study_attendance set caught_up = 1`, /check constraint/],
    [`update study_attendance set called = 40, caught_up = 15`, /more people are reached/],
    [`update study_roll set people = 19`, /more people are reached|frozen roll/],
    [`update study_roll set people = 31`, /a frozen roll is changed with a reason/],
    [`delete from study_session`, /append-only/],
    [`delete from study_attendance`, /append-only/],
    [`update study_session set during = tstzrange('2023-03-01', '2023-05-01')`, /check constraint/],
    [
      `with s as (insert into study_session (realm, id, document_id, unit_id, form, during, place, means, entered_at, command_id)
         select realm, gen_random_uuid(), document_id, unit_id, form, during, place, means, entered_at, command_id from study_session returning realm, id, during)
       insert into study_attendance select s.realm, s.id, branch_id, audience, document_id, unit_id, s.during, false, 5, 5, 0 from study_attendance, s`,
      /study_attendance_apart/,
    ],
  ]
  for (const [query, why] of never) await assert.rejects(w.rows(query), why, query)
})
