import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, uuid7 } from '../../test/testkit.ts'
import type { Actor } from '../access/index.ts'
import * as a from '../advice/index.ts'
import * as d from '../directives/index.ts'
import { aClause, aLetter, refusal, send, story } from '../directives/fixture.sql.ts'
import { aDirective, LATER, MORNING } from '../dissemination/fixture.sql.ts'
import * as study from '../dissemination/index.ts'
import type { PlainDate } from '../kernel/index.ts'
import { JUNE, reporting, texts } from './fixture.sql.ts'
import * as r from './index.ts'

/** What the database refuses in the rooms of the loop when the program itself goes wrong: the program's own role, an actor set, no use case. */

const ROW_LEVEL = /row-level security/

test('a report is written by its unit and decided by the body to which it goes, each under the own name', async t => {
  const w = await reporting(t)
  const [commune] = w.communes
  const { district } = w
  const drive = await w.plant(commune, w.down, { day: '2023-04-07', results: { 'blood-units': 691 } })
  const begin = { unit: commune.unit, document: w.down, period: '2023-H1' }
  const { report } = must(await w.run(commune, r.beginReport, begin, undefined, JUNE))
  must(
    await w.run(
      commune,
      r.writeReport,
      { report, version: 1, ...texts, estimates: [], proposals: [] },
      undefined,
      JUNE,
    ),
  )
  const change = (actor: Actor, set: string) =>
    w.direct(actor, `update report set version = version + 1, ${set} where id = '${report}'`, JUNE)
  const decided = (by: Actor) => `state = 'accepted', decided_by = '${by.account}', decided_at = now()`

  assert.equal(
    await change(district, `results = 'sửa bài của người khác'`),
    0,
    'a draft is not the addressee’s to touch',
  )
  await assert.rejects(change(commune, decided(commune)), /submitted before it is decided/)
  await assert.rejects(
    change(commune, `state = 'submitted', submitted_at = now(), submitted_by = '${district.account}'`),
    /under the own name/,
  )
  assert.equal(
    refusal(await w.run(commune, r.acceptReport, { report, version: 2 }, undefined, JUNE)),
    'access.forbidden',
  )
  must(await w.run(commune, r.submitReport, { report, version: 2 }, undefined, JUNE))

  const colleague = await w.actor(commune.unit, 'leader')
  await assert.rejects(change(colleague, decided(colleague)), /only the body to which a report goes/)
  await assert.rejects(change(district, decided(w.province)), /only the body to which a report goes/)
  await assert.rejects(change(district, `changed_by = '${district.account}'`), /nothing of a submitted report moves/)
  assert.equal(
    refusal(await w.run(colleague, r.acceptReport, { report, version: 3 }, undefined, JUNE)),
    'access.forbidden',
  )
  const version = (of: { document?: string; period?: string; revision?: number } = {}) =>
    w.direct(
      commune,
      `insert into report (realm, id, document_id, unit_id, period_key, from_on, until_on, cut_off_on, cumulative_from, revision, replaces_id,
          state, filled_at, drafted_by, edited_by, changed_by, changed_at, command_id)
        select realm, '${uuid7()}', '${of.document ?? w.down}', unit_id, '${of.period ?? '2023-H1'}', from_on, until_on, cut_off_on, cumulative_from,
          ${of.revision ?? 2}, ${of.revision === 1 ? 'null' : 'id'}, 'draft', now(), '${commune.account}', '${commune.account}',
          '${commune.account}', now(), '${uuid7()}' from report where id = '${report}'`,
      JUNE,
    )
  await assert.rejects(version(), /returned or accepted/)
  const copy = `insert into report_copy (realm, report_id, unit_id, at, command_id) values (94, '${report}', '${w.province.unit}', now(), '${uuid7()}')`
  await assert.rejects(w.direct(district, copy, JUNE), ROW_LEVEL)
  must(await w.run(district, r.acceptReport, { report, version: 3 }, undefined, JUNE))
  await assert.rejects(w.direct(commune, copy, JUNE), ROW_LEVEL)
  await assert.rejects(
    change(district, `state = 'returned', returned_why = 'x', decided_by = '${district.account}'`),
    /a submitted report cannot be changed/,
  )
  const foreign = await w.unit('women_union')
  const stranger = await w.actor(foreign, 'clerk', 'leader', 'officer')
  const hidden = must(await w.run(stranger, d.draftOutgoing, { unit: foreign, fields: aLetter() })).document
  // A report on a letter that one does not hold would open its heading.
  await assert.rejects(version({ document: hidden, revision: 1 }), ROW_LEVEL)
  must(await w.run(commune, r.reviseReport, { report, version: 4, words: 'sót một đợt' }, undefined, JUNE))
  await assert.rejects(
    w.rows(`insert into report (realm, id, document_id, unit_id, period_key, from_on, until_on, cut_off_on, cumulative_from, revision, replaces_id,
        state, filled_at, drafted_by, edited_by, changed_by, changed_at, command_id)
      select realm, '${uuid7()}', document_id, unit_id, '2023-Y', from_on, until_on, cut_off_on, cumulative_from, 3, id, 'draft', now(),
        drafted_by, drafted_by, drafted_by, now(), '${uuid7()}' from report where revision = 2`),
    /foreign key/,
  )

  // Days of taking figures are each unit's own to set; rules for everybody are not a unit's.
  const set = (key: string) =>
    w.direct(commune, `insert into setting values ('${key}', '{}') on conflict (key) do update set value = '{}'`)
  assert.equal(await set(`reports.cut-off.${commune.unit}`), 1)
  for (const key of [`reports.cut-off.${district.unit}`, 'advice.answer-days', 'urging.rules'])
    await assert.rejects(set(key), /not this actor/)
  // What a body beside says of its own periods is nobody else's duty.
  const duty = { document: w.down, kinds: ['month' as const] }
  must(await w.run(w.communes[1], r.setReportDuty, { ...duty, unit: w.communes[1].unit }, undefined, JUNE))
  const kinds = () => w.own(tx => r.letterReports(tx, w.down, commune.unit)).then(found => found!.duty.kinds)
  assert.deepEqual(await kinds(), [])
  must(await w.run(district, r.setReportDuty, { ...duty, unit: district.unit }, undefined, JUNE))
  assert.deepEqual(await kinds(), ['month'])

  // Who may not see an activity learns nothing of it; who may, does.
  const counted = (actor: Actor) => w.direct(actor, `select 1 where activity_reported('${drive}')`, JUNE)
  assert.deepEqual([await counted(commune), await counted(stranger)], [1, 0])
})

test('an activity is open to who asked for the work only while it is evidence of it', async t => {
  const w = await reporting(t)
  const { district } = w
  const front = await w.actor(await w.unit('front_standing_committee'), 'clerk', 'leader', 'officer')
  const fields = aLetter({ number: null, symbol: null, issuedOn: null, clauses: [aClause()] })
  const { document } = must(await w.run(front, d.draftOutgoing, { unit: front.unit, fields }))
  await send(w, front, document, { office: 'MTTQ-BTT' })
  const drive = await w.plant(district, document, { day: '2023-02-07', results: { 'blood-units': 12 } })
  const seen = () => w.direct(front, `select from activity where id = '${drive}'`)
  assert.equal(await seen(), 1)
  await w.rows(`update task_evidence set ended_at = now() where evidence_id = '${drive}'`)
  assert.equal(await seen(), 0)
  // The level above reads what its districts did, and writes none of it.
  const above = (query: string) => w.direct(w.province, query)
  const plan = `'blood-units', 2023, 900, '${w.province.account}', now(), '${uuid7()}'`
  for (const query of [
    `update activity set title = 'khác' where id = '${drive}'`,
    `update activity_result set amount = 99 where activity_id = '${drive}'`,
    `insert into activity_task (realm, activity_id, organiser_id, task_realm, document_id, clause_ordinal, unit_id, command_id)
      select 94, '${drive}', '${district.unit}', realm, document_id, clause_ordinal, unit_id, '${uuid7()}' from task where unit_id = '${district.unit}' limit 1`,
    `insert into plan_figure (realm, unit_id, indicator, year, amount, changed_by, changed_at, command_id) values (94, '${district.unit}', ${plan})`,
    `update task_evidence set on_day = on_day + 1, ended_at = null where unit_id = '${w.communes[0].unit}' or evidence_id = '${drive}'`,
    `insert into dossier_line (realm, id, unit_id, year, code, title, retention, changed_at, command_id)
      values (94, '${uuid7()}', '${district.unit}', 2023, '01', 'x', '10', now(), '${uuid7()}')`,
    `insert into implementing_letter (realm, id, document_id, unit_id, printed, printed_fold, issued_on, entered_at, command_id)
      values (94, '${uuid7()}', '${w.letter}', '${district.unit}', '1-KH', '1-kh', '2023-02-01', now(), '${uuid7()}')`,
  ])
    await assert.rejects(above(query), ROW_LEVEL, query)
  assert.equal(await above(`delete from activity_result where activity_id = '${drive}'`), 0)
  assert.equal(await above(`delete from activity_unit where activity_id = '${drive}'`), 0)
})

test('who sat in a session belongs to that session, its committee and its roll; the level above writes none of it', async t => {
  const w = await story(t)
  const { document, district, commune, cells } = await aDirective(w)
  const at = { unit: commune.unit, document }
  const [branch] = cells
  const one = { branch: branch!, audience: 'party-members' as const }
  must(await w.run(commune, study.countRoll, { ...at, version: 0, rows: [{ ...one, people: 30 }] }, undefined, LATER))
  const input = {
    ...at,
    form: 'quan-triet' as const,
    ...MORNING,
    place: 'Hội trường',
    means: 'meeting' as const,
    rows: [{ ...one, called: 20, present: 18, caughtUp: 0 }],
    tasks: [],
  }
  const { session } = must(await w.run(commune, study.recordSession, input, undefined, LATER))
  const attendance = (unit: string, doc: string, during: string) =>
    `insert into study_attendance (realm, session_id, branch_id, audience, document_id, unit_id, during, called, present)
     select realm, id, '${cells[1]!}', 'party-members', ${doc}, '${unit}', ${during}, 5, 5 from study_session where id = '${session}'`
  const own = (query: string) => w.direct(commune, query, LATER)
  await assert.rejects(own(attendance(district.unit, 'document_id', 'during')), ROW_LEVEL)
  await w.rows(`insert into study_roll (realm, document_id, branch_id, audience, unit_id, people, counted_at, command_id)
    values (94, '${document}', '${cells[1]!}', 'party-members', '${district.unit}', 9, now(), '${uuid7()}')`)
  // The roll of this cell is another committee's: whose the row is must agree with the session and with the roll.
  await assert.rejects(own(attendance(commune.unit, 'document_id', 'during')), /foreign key/)
  await assert.rejects(w.rows(attendance(district.unit, 'document_id', 'during')), /foreign key/)
  await assert.rejects(own(attendance(commune.unit, 'document_id', `'[2023-03-01,2023-03-02)'`)), /foreign key/)
  const other = must(await w.run(commune, d.draftOutgoing, { unit: commune.unit, fields: aLetter() }))
  const answers = (doc: string, unit: string) =>
    `insert into awareness_answer (realm, session_id, moment, question, document_id, unit_id, asked, correct, command_id)
     values (94, '${session}', 'before', 1, '${doc}', '${unit}', 9, 9, '${uuid7()}')`
  await assert.rejects(own(answers(other.document, commune.unit)), /foreign key/)
  await assert.rejects(own(answers(document, district.unit)), ROW_LEVEL)

  const above = (query: string) => w.direct(district, query, LATER)
  await assert.rejects(above(`update study_session set version = 9 where id = '${session}'`), ROW_LEVEL)
  await assert.rejects(above(`update study_roll set people = 31 where unit_id = '${commune.unit}'`), ROW_LEVEL)
  await assert.rejects(above(`update study_attendance set caught_up = 1 where session_id = '${session}'`), ROW_LEVEL)
  const leader = await w.actor(district.unit, 'leader')
  const withdrawing = { ...at, session, version: 1, why: 'nhầm' }
  assert.equal(refusal(await w.run(leader, study.withdrawSession, withdrawing, undefined, LATER)), 'access.forbidden')

  // Who counts a cell for a letter is told to who holds the letter.
  const keepers = (actor: Actor) =>
    w.direct(actor, `select from study_keepers('${document}', array['${branch}']::uuid[])`)
  const stranger = await w.actor(await w.unit('women_union'), 'leader')
  assert.deepEqual([await keepers(commune), await keepers(stranger)], [1, 0])

  // Withdrawn it is withdrawn with who came, and stays so.
  await assert.rejects(
    own(`update study_attendance set withdrawn = true where session_id = '${session}'`),
    /permission denied/,
  )
  must(await w.run(commune, study.withdrawSession, withdrawing, undefined, LATER))
  assert.equal(await w.count('study_attendance', `session_id = '${session}' and withdrawn`), 1)
  await assert.rejects(
    own(`update study_session set withdrawn_at = null, withdrawn_why = null where id = '${session}'`),
    /stays as it is/,
  )
})

test('who is asked gives an opinion and moves nothing else; the superior decides, the proposer writes', async t => {
  const w = await story(t)
  const [above, unit] = [await w.unit('red_cross_society'), await w.unit('red_cross_society', '1-943')]
  const proposer = await w.actor(unit, 'leader', 'officer')
  const chief = await w.actor(above, 'leader', 'officer')
  const women = await w.actor(await w.unit('women_union', '1-943'), 'officer', 'leader')
  const fields: a.AdviceFields = {
    superior: above,
    subject: 'Bổ sung gạo',
    body: '…',
    asked: 'Cho phép dùng quỹ',
    document: null,
    clause: null,
    wishedOn: null,
  }
  const { advice } = must(await w.run(proposer, a.propose, { unit, fields }))
  const change = (actor: Actor, set: string) =>
    w.direct(
      actor,
      `update advice set ${set}, changed_by = '${actor.account}', version = version + 1 where id = '${advice}'`,
    )
  const refused = (actor: Actor, set: string, why: RegExp) => assert.rejects(change(actor, set), why, set)
  const STEP = /decided by its superior, step by step|row-level security/
  const decision = (by: Actor) =>
    `state = 'decided', outcome = 'accepted', decision_number = '1', decided_on = '2023-02-08', decision_text = 'x', decided_at = now(), decided_by = '${by.account}'`
  must(await w.run(proposer, a.sendAdvice, { advice, version: 1 }))
  const dueOn = '2023-02-15' as PlainDate
  must(
    await w.run(chief, a.askOpinion, { advice, version: 2, units: [women.unit], question: 'Có trùng không?', dueOn }),
  )

  for (const set of [
    decision(women),
    `body = 'sửa'`,
    `state = 'withdrawn', withdrawn_why = 'x'`,
    `due_on = '2023-12-01'`,
  ])
    await refused(women, set, STEP)
  await refused(proposer, decision(proposer), STEP)
  await refused(proposer, `body = 'sửa sau khi gửi'`, STEP)
  await refused(proposer, `due_on = '2023-02-09'`, STEP)
  await refused(chief, decision(proposer), STEP)
  await refused(chief, `${decision(chief)}, body = 'sửa đề xuất'`, STEP)
  await refused(chief, `due_on = '2023-12-01'`, STEP)
  await refused(chief, `state = 'withdrawn', withdrawn_why = 'x'`, STEP)
  assert.equal(
    refusal(
      await w.run(women, a.decide, {
        advice,
        version: 2,
        outcome: 'accepted',
        number: '1',
        on: w.moment.today,
        text: 'x',
      }),
    ),
    'access.forbidden',
  )

  const opinion = (actor: Actor, by: Actor) =>
    w.direct(
      actor,
      `update advice_opinion set answer = 'none', answered_at = now(), answered_by = '${by.account}' where advice_id = '${advice}'`,
    )
  assert.equal(await opinion(chief, chief), 0, 'nobody answers for who was asked')
  await assert.rejects(opinion(women, chief), ROW_LEVEL)
  const asks = (actor: Actor, by: string, whom: string) =>
    w.direct(
      actor,
      `insert into advice_opinion (realm, advice_id, unit_id, asked_by, due_on, asked_at, command_id)
       values (94, '${advice}', '${whom}', '${by}', '2023-02-15', now(), '${uuid7()}')`,
    )
  const youth = await w.unit('youth_union', '1-943')
  await assert.rejects(asks(women, above, youth), ROW_LEVEL)
  await assert.rejects(asks(women, women.unit, youth), /one of the two sides/)
  await assert.rejects(
    w.direct(
      women,
      `insert into advice_extension (realm, advice_id, ordinal, from_on, to_on, reason, account_id, at, command_id)
       values (94, '${advice}', 1, '2023-02-23', '2023-03-01', 'x', '${women.account}', now(), '${uuid7()}')`,
    ),
    ROW_LEVEL,
  )
  must(
    await w.run(chief, a.decide, {
      advice,
      version: 2,
      outcome: 'accepted',
      number: '1',
      on: w.moment.today,
      text: 'x',
    }),
  )
  await assert.rejects(opinion(women, women), /before the decision/)
})
