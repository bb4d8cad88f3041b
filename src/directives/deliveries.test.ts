import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, testing } from '../../test/testkit.ts'
import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Actor } from '../access/index.ts'
import { aClause, aLetter, refusal, send, story, type Story } from './fixture.sql.ts'
import * as d from './index.ts'

const KE_SACH = '1-943'
type Sent = {
  w: Story
  sender: Actor
  unit: UnitId
  desk: Actor
  document: DocumentId
  task: (version: number) => d.TaskAt
}

/** The provincial Red Cross has sent a letter with one dated and one standing clause to its district societies. */
async function sent(t: Parameters<typeof story>[0]): Promise<Sent> {
  const w = await story(t)
  const from = await w.unit('red_cross_society')
  const sender = await w.actor(from, 'clerk', 'leader', 'officer')
  const standing = aClause({
    label: '2',
    text: 'Thường xuyên tuyên truyền.',
    rhythm: 'standing',
    dueOn: null,
    dueText: null,
  })
  const fields = aLetter({ number: null, symbol: null, issuedOn: null, issuer: '', clauses: [aClause(), standing] })
  const { document } = must(await w.run(sender, d.draftOutgoing, { unit: from, fields }))
  await send(w, sender, document, { office: 'CTĐ' })
  const unit = await w.unit('red_cross_society', KE_SACH)
  const desk = await w.actor(unit, 'clerk', 'leader', 'officer')
  return { w, sender, unit, desk, document, task: version => ({ unit, document, clause: 1, version }) }
}

test('opened once, received once: the second time is told what was done', async t => {
  const { w, unit, desk, document, sender } = await sent(t)
  const here = { unit, document }
  assert.deepEqual(must(await w.run(desk, d.openDelivery, here)), { first: true })
  assert.deepEqual(must(await w.run(desk, d.openDelivery, here)), { first: false })
  assert.deepEqual(must(await w.run(desk, d.acknowledge, here)), { number: 1, status: '03', already: false })
  assert.deepEqual(must(await w.run(desk, d.acknowledge, here)), { number: 1, status: '03', already: true })
  assert.equal(await w.count('register_entry', `document_id = '${document}' and entered_on = '2023-02-08'`), 2)
  assert.equal(
    refusal(
      await w.run(desk, d.returnDelivery, { ...here, version: 2, reason: 'missing-page', words: 'thiếu trang 2' }),
    ),
    'directives.wrong-state',
  )
  assert.equal(refusal(await w.run(sender, d.acknowledge, here)), 'access.forbidden')
  assert.equal(
    refusal(await w.run(sender, d.acknowledge, { unit: sender.unit, document })),
    'directives.no-such-letter',
  )
  assert.equal(await w.count('delivery', `unit_id = '${unit}' and status = '01'`), 0)
})

test('given back with a reason, mended and sent again', async t => {
  const { w, unit, desk, document, sender } = await sent(t)
  const here = { unit, document, version: 1 }
  assert.equal(
    refusal(await w.run(desk, d.returnDelivery, { ...here, reason: 'missing-page', words: '' })),
    'directives.reason-missing',
  )
  must(await w.run(desk, d.returnDelivery, { ...here, reason: 'missing-page', words: 'thiếu trang 2' }))
  const back = `select unit_id, returned_reason, returned_note, version from delivery where status = '02'`
  assert.deepEqual(await w.rows(back), [
    { unit_id: unit, returned_reason: 'missing-page', returned_note: 'thiếu trang 2', version: 2 },
  ])
  assert.equal(await w.count('notice', `kind = 'delivery-returned' and unit_id = '${sender.unit}'`), 1)
  const answer = { unit: sender.unit, document, returnedBy: unit, version: 2 }
  assert.equal(
    refusal(await w.run(sender, d.answerProposal, { ...answer, answer: 'send-on' })),
    'directives.nobody-proposed',
  )
  assert.equal(must(await w.run(sender, d.answerProposal, { ...answer, answer: 'send-again' })).state, '01')
  assert.equal(must(await w.run(desk, d.acknowledge, { unit, document })).status, '03')
})

test('passed to another body: the sender sends it on with the tasks of the first', async t => {
  const { w, unit, desk, document, sender } = await sent(t)
  const other = await w.unit('women_union', KE_SACH)
  const give = { unit, document, version: 1, reason: 'pass-to-other' as const, words: 'Việc này của Hội Phụ nữ' }
  assert.equal(refusal(await w.run(desk, d.returnDelivery, give)), 'directives.propose-whom')
  assert.equal(refusal(await w.run(desk, d.returnDelivery, { ...give, proposedUnit: unit })), 'directives.propose-whom')
  must(await w.run(desk, d.returnDelivery, { ...give, proposedUnit: other }))
  const women = await w.actor(other, 'clerk', 'officer')
  assert.equal(await w.read(women, tx => d.letterOf(tx, w.scope(women), document, other)), null)
  const answer = { unit: sender.unit, document, returnedBy: unit, version: 2, answer: 'send-on' as const }
  assert.equal(must(await w.run(sender, d.answerProposal, answer)).sentTo, other)
  assert.equal(refusal(await w.run(sender, d.answerProposal, answer)), 'directives.has-it-already')
  const view = await w.read(women, tx => d.letterOf(tx, w.scope(women), document, other))
  assert.deepEqual(
    view?.clauses.map(clause => clause.task?.state),
    ['asked', 'asked'],
  )
  assert.deepEqual(
    (await w.own(tx => d.fsckDirectives(tx))).filter(check => check.violations > 0),
    [],
  )
})

test('two people move one task: the second is told who was first, when, and how it stands', async t => {
  const { w, desk, task, unit } = await sent(t)
  const colleague = await w.actor(unit, 'officer')
  const tries =
    testing === 'postgres'
      ? await Promise.all([w.run(desk, d.takeTask, task(1)), w.run(colleague, d.takeTask, task(1))])
      : [await w.run(desk, d.takeTask, task(1)), await w.run(colleague, d.takeTask, task(1))]
  assert.equal(tries.filter(each => each.ok).length, 1)
  const refused = tries.find(each => !each.ok)
  assert.ok(refused && !refused.ok)
  assert.equal(refused.problem.kind, 'directives.moved-meanwhile')
  assert.ok([desk.name, colleague.name].includes(String(refused.problem.values?.['who'])))
  assert.deepEqual([refused.problem.values?.['at'], refused.problem.values?.['state']], ['09:00 08/02/2023', 'taken'])
})

test('a task is taken, divided, its parts done, and finished; the sender sees the status go on', async t => {
  const { w, desk, task, unit, document, sender } = await sent(t)
  const status = async () =>
    (
      await w.rows<{ status: string }>(
        `select status from delivery where document_id = '${document}' and unit_id = '${unit}'`,
      )
    )[0]?.status
  must(await w.run(desk, d.acknowledge, { unit, document }))
  must(await w.run(desk, d.takeTask, task(1)))
  assert.equal(await status(), '05')
  const branch = await w.unit('red_cross_standing_committee', KE_SACH)
  const divide = {
    ...task(2),
    parts: [{ to: { unit: branch }, what: 'Lập danh sách người hiến máu', dueOn: '2023-02-20' as PlainDate }],
  }
  assert.equal(refusal(await w.run(desk, d.divideTask, { ...divide, parts: [] })), 'directives.no-part')
  assert.equal(
    refusal(
      await w.run(desk, d.divideTask, {
        ...divide,
        parts: [{ to: { unit: document as string as UnitId }, what: 'x' }],
      }),
    ),
    'directives.part-to-nobody',
  )
  must(await w.run(desk, d.divideTask, divide))
  assert.equal(refusal(await w.run(desk, d.finishTask, { ...task(3), note: 'xong' })), 'directives.task-parts-done')
  const helper = await w.actor(branch, 'officer')
  const part = { ...task(1), part: 1 }
  assert.equal(refusal(await w.run(desk, d.takePart, part)), 'access.forbidden')
  must(await w.run(helper, d.takePart, part))
  assert.equal(
    refusal(await w.run(helper, d.finishPart, { ...part, version: 1, note: 'đã lập' })),
    'directives.moved-meanwhile',
  )
  must(await w.run(helper, d.finishPart, { ...part, version: 2, note: 'đã lập' }))
  must(await w.run(desk, d.finishTask, { ...task(3), note: 'Đã báo cáo tại công văn số 5' }))
  assert.equal(refusal(await w.run(desk, d.finishTask, { ...task(4), note: 'nữa' })), 'directives.wrong-state')
  // The standing clause has no end, so the letter stays in hand.
  assert.equal(refusal(await w.run(desk, d.takeTask, { ...task(1), clause: 2 })), 'done: {"state":"taken","version":2}')
  assert.equal(
    refusal(await w.run(desk, d.finishTask, { ...task(2), clause: 2, note: 'xong' })),
    'directives.task-not-standing',
  )
  assert.equal(await status(), '05')
  assert.equal(await w.count('task', `done_note like 'Đã báo cáo%'`), 1)
  assert.equal(refusal(await w.run(sender, d.takeTask, { ...task(2), clause: 2 })), 'access.forbidden')
})

test('another date is asked with a reason and given by the issuer; where the letter sets none the unit sets its own', async t => {
  const { w, desk, task, sender } = await sent(t)
  const on = '2023-03-15' as PlainDate
  assert.equal(refusal(await w.run(desk, d.setOwnDate, { ...task(1), on })), 'directives.task-letter-sets-no-date')
  assert.equal(refusal(await w.run(desk, d.askDate, { ...task(1), on, reason: '' })), 'directives.reason-missing')
  assert.equal(
    refusal(await w.run(desk, d.askDate, { ...task(1), on: '2023-02-01' as PlainDate, reason: 'x' })),
    'directives.date-past',
  )
  must(await w.run(desk, d.askDate, { ...task(1), on, reason: 'Chờ số liệu của các xã' }))
  assert.equal(
    refusal(await w.run(desk, d.askDate, { ...task(2), on, reason: 'nữa' })),
    'directives.date-asked-already',
  )
  assert.equal(refusal(await w.run(desk, d.answerDate, { ...task(2), accept: true })), 'access.forbidden')
  must(await w.run(sender, d.answerDate, { ...task(2), accept: true, words: 'Đồng ý' }))
  assert.equal(await w.count('task', `due_on = '${on}'`), 1)
  assert.equal(refusal(await w.run(sender, d.answerDate, { ...task(3), accept: true })), 'directives.no-date-asked')
  must(await w.run(desk, d.setOwnDate, { ...task(1), clause: 2, on }))
  assert.equal(
    refusal(await w.run(desk, d.askDate, { ...task(2), clause: 2, on, reason: 'x' })),
    'directives.task-letter-sets-date',
  )
})

test('a letter that is not received is not passed on, and where nothing lies below somebody must be named', async t => {
  const { w, unit, desk, document } = await sent(t)
  assert.equal(refusal(await w.run(desk, d.passOn, { unit, document })), 'directives.not-received')
  must(await w.run(desk, d.acknowledge, { unit, document }))
  const passed = must(await w.run(desk, d.passOn, { unit, document, clauses: [2] }))
  const view = await w.read(desk, tx => d.letterOf(tx, w.scope(desk), passed.document, unit))
  assert.deepEqual(view?.to, ['Hội Chữ thập đỏ các xã, thị trấn'])
  assert.deepEqual([view?.clauses.length, view?.clauses[0]?.sources], [1, [{ document, ordinal: 2 }]])
  assert.deepEqual(
    view?.citations.map(each => [each.way, each.kind, each.other]),
    [['cites', 'forwards', document]],
  )
  const sentOn = await send(w, desk, passed.document, { office: 'CTĐ' })
  assert.equal(sentOn.units, 13)
  const commune = await w.rows<{ unit_id: UnitId }>(
    `select unit_id from delivery where document_id = '${passed.document}' order by ordinal limit 1`,
  )
  const last = await w.actor(commune[0]!.unit_id, 'clerk', 'officer')
  must(await w.run(last, d.acknowledge, { unit: last.unit, document: passed.document }))
  assert.equal(
    refusal(await w.run(last, d.passOn, { unit: last.unit, document: passed.document })),
    'directives.to-whom',
  )
})

test('the body that a letter names to follow it sees how far it went, and may give another date', async t => {
  const w = await story(t)
  const from = await w.unit('red_cross_society')
  const sender = await w.actor(from, 'clerk', 'leader', 'officer')
  const inspection = await w.unit('red_cross_inspection')
  const follow = 'Ban Kiểm tra Hội Chữ thập đỏ tỉnh theo dõi, đôn đốc việc thực hiện Công văn này'
  const fields = aLetter({
    number: null,
    symbol: null,
    issuedOn: null,
    issuer: '',
    addressees: ['Hội Chữ thập đỏ các huyện, thị xã, thành phố', 'Ban Kiểm tra Hội Chữ thập đỏ tỉnh'],
    clauses: [
      aClause(),
      aClause({
        label: '2',
        text: follow,
        rhythm: 'standing',
        dueOn: null,
        dueText: null,
        asks: [{ phrase: 'Ban Kiểm tra Hội Chữ thập đỏ tỉnh', role: 'lead', sentence: follow }],
      }),
    ],
  })
  const { document } = must(await w.run(sender, d.draftOutgoing, { unit: from, fields }))
  assert.equal((await send(w, sender, document, { office: 'CTĐ' })).followers, 1)
  const unit = await w.unit('red_cross_society', KE_SACH)
  const desk = await w.actor(unit, 'officer')
  const task = { unit, document, clause: 1 }
  must(await w.run(desk, d.askDate, { ...task, version: 1, on: '2023-03-20' as PlainDate, reason: 'Chờ các xã' }))
  const follower = await w.actor(inspection, 'officer')
  const seen = await w.read(
    follower,
    async tx => (await d.letterOf(tx, w.scope(follower), document, inspection))?.number,
  )
  assert.equal(seen, '1')
  assert.equal(
    refusal(await w.run(follower, d.answerDate, { ...task, version: 2, accept: false })),
    'directives.reason-missing',
  )
  must(await w.run(follower, d.answerDate, { ...task, version: 2, accept: true }))
  assert.equal(await w.count('task', "due_on = '2023-03-20'"), 1)
})
