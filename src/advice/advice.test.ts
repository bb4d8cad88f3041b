import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCommand, at, must, uuid7 } from '../../test/testkit.ts'
import { aLetter, refusal, send, story } from '../directives/fixture.sql.ts'
import * as d from '../directives/index.ts'
import type { PlainDate } from '../kernel/index.ts'
import * as a from './index.ts'

const KE_SACH = '1-943'

test('a district proposes to its province, two units are asked, the superior’s clock runs, is moved with a reason, and it is decided', async t => {
  const w = await story(t)
  const above = await w.unit('red_cross_society')
  const unit = await w.unit('red_cross_society', KE_SACH)
  const officer = await w.actor(unit, 'officer')
  const leader = await w.actor(unit, 'leader')
  const chief = await w.actor(above, 'leader', 'officer', 'clerk')
  const fields: a.AdviceFields = {
    superior: above,
    subject: 'Bổ sung 200 suất gạo cho xã đảo',
    body: 'Thực trạng …',
    asked: 'Cho phép dùng quỹ dự phòng',
    document: null,
    clause: null,
    wishedOn: '2023-02-20' as PlainDate,
  }
  const proposing = { unit, fields }

  // What cannot stand is refused, and changes nothing.
  const front = await w.unit('women_union', '1-944')
  for (const [more, kind] of [
    [{ superior: front }, 'advice.not-superior'],
    [{ superior: unit }, 'advice.not-superior'],
    [{ superior: uuid7() as typeof unit }, 'advice.not-superior'],
    [{ wishedOn: '2023-02-08' as PlainDate }, 'advice.wished-past'],
    [{ asked: '  ' }, 'advice.asked-missing'],
    [{ clause: 1 }, 'advice.clause-without-letter'],
    [{ body: 'TỐI MẬT\nkhông được vào đây' }, 'directives.secret'],
    [{ body: 'x'.repeat(100_001) }, 'advice.too-long'],
  ] as const)
    assert.equal(refusal(await w.run(officer, a.propose, { unit, fields: { ...fields, ...more } })), kind, kind)
  assert.equal(await w.count('advice'), 0)
  // The party committee and the government of the same level may be asked too.
  const same = await w.unit('party_committee', KE_SACH)
  must(await w.run(officer, a.propose, { unit, fields: { ...fields, superior: same } }))

  const id = aCommand()
  const { advice } = must(await w.run(officer, a.propose, proposing, id))
  must(await w.run(officer, a.propose, proposing, id))
  assert.equal(await w.count('advice'), 2, 'sent twice it is one proposal')
  const file = { bytes: new TextEncoder().encode('Danh sách hộ'), mediaType: 'text/plain', name: 'danh-sach.txt' }
  const enclosed = { advice, version: 1, fields, file }
  assert.equal(refusal(await w.run(officer, a.editAdvice, enclosed)), 'advice.not-declared-open')
  must(await w.run(officer, a.editAdvice, { ...enclosed, declaredOpen: true }))
  const sameLevel = await w.actor(same, 'leader')
  assert.equal(await w.read(sameLevel, tx => a.adviceOf(tx, advice)), null, 'not sent to them')
  assert.equal(refusal(await w.run(officer, a.sendAdvice, { advice, version: 2 })), 'access.forbidden')
  assert.equal(refusal(await w.run(leader, a.sendAdvice, { advice, version: 1 })), 'directives.moved-meanwhile')
  assert.equal(must(await w.run(leader, a.sendAdvice, { advice, version: 2 })).dueOn, '2023-03-01')

  // Opinions: asked of others, answered by them alone, once, with words or with none.
  const women = await w.actor(await w.unit('women_union', KE_SACH), 'officer')
  const youth = await w.actor(await w.unit('youth_union', KE_SACH), 'officer')
  const dueOn = '2023-02-15' as PlainDate
  const give = (actor: typeof women, text: string, answer: a.OpinionAnswer = 'opinion') =>
    w.run(actor, a.giveOpinion, { advice, unit: actor.unit, answer, text })
  assert.equal(refusal(await give(women, 'Đồng ý')), 'advice.no-such-advice')
  const ask = { advice, version: 3, units: [women.unit, youth.unit], question: 'Có trùng hỗ trợ không?', dueOn }
  assert.equal(
    refusal(await w.run(chief, a.askOpinion, { ...ask, dueOn: '2023-02-01' as PlainDate })),
    'advice.date-past',
  )
  assert.equal(refusal(await w.run(chief, a.askOpinion, { ...ask, units: [unit] })), 'advice.asked-of-itself')
  must(await w.run(chief, a.askOpinion, ask))
  assert.equal(refusal(await w.run(leader, a.askOpinion, ask)), 'advice.asked-already')
  const seen = await w.read(women, tx => a.adviceOf(tx, advice))
  assert.equal(seen?.files.length, 1, 'who is asked reads what is enclosed')
  assert.equal(refusal(await give(chief, 'Tôi')), 'advice.not-asked')
  assert.equal(refusal(await give(women, ' ')), 'advice.opinion-missing')
  must(await give(women, 'Không trùng <script>alert(1)</script>'))
  assert.equal(refusal(await give(women, 'đổi ý')), 'advice.answered-already')
  must(await give(youth, '', 'none'))

  // The clock: courteous notices to both sides before and after the day, once each; more time needs a reason.
  const remind = (day: string) => w.own(tx => a.remindOfAdvice(tx, day as PlainDate, new Date(`${day}T01:00:00Z`)))
  assert.equal(await remind('2023-02-23'), 0)
  assert.equal(await remind('2023-02-24'), 2, 'three working days before')
  assert.equal(await remind('2023-02-27'), 0)
  assert.equal(await remind('2023-03-02'), 2)
  const extend = { advice, version: 3, to: '2023-02-20' as PlainDate, why: 'chờ họp Ban Thường vụ' }
  assert.equal(refusal(await w.run(chief, a.extendAdvice, extend)), 'advice.extend-earlier')
  assert.equal(
    refusal(await w.run(leader, a.extendAdvice, { ...extend, to: '2023-03-08' as PlainDate })),
    'access.forbidden',
  )
  must(await w.run(chief, a.extendAdvice, { ...extend, to: '2023-03-08' as PlainDate }))
  assert.equal(await remind('2023-03-02'), 0)
  assert.equal(await remind('2023-03-05'), 0, 'nobody is reminded on a Sunday')
  assert.equal(await remind('2023-03-06'), 2)

  // Sent back for more, changed, sent again; the proposer cannot decide, and no decision is without number and text.
  must(await w.run(chief, a.returnAdvice, { advice, version: 4, why: 'thiếu dự toán' }))
  must(await w.run(officer, a.editAdvice, { advice, version: 5, fields }))
  must(await w.run(leader, a.sendAdvice, { advice, version: 6 }))
  const decision = {
    advice,
    version: 7,
    outcome: 'partly' as const,
    number: '15/CTĐ',
    on: w.moment.today,
    text: 'Đồng ý 100 suất',
  }
  assert.equal(refusal(await w.run(leader, a.decide, decision)), 'access.forbidden')
  for (const [more, kind] of [
    [{ number: ' ' }, 'advice.number-missing'],
    [{ text: '' }, 'advice.text-missing'],
    [{ on: '2023-03-01' as PlainDate }, 'advice.decided-future'],
    [{ on: '2023-02-01' as PlainDate }, 'advice.decided-before-sent'],
    [{ document: uuid7() as never }, 'advice.no-such-decision-letter'],
  ] as const)
    assert.equal(refusal(await w.run(chief, a.decide, { ...decision, ...more })), kind)
  const letter = aLetter({ number: null, symbol: null, issuedOn: null })
  const { document } = must(await w.run(chief, d.draftOutgoing, { unit: above, fields: letter }))
  assert.equal(
    refusal(await w.run(chief, a.decide, { ...decision, document })),
    'advice.no-such-decision-letter',
    'not issued yet',
  )
  await send(w, chief, document, { office: 'CTĐ' })
  must(await w.run(chief, a.decide, { ...decision, document }))
  assert.equal(
    refusal(await w.run(leader, a.withdrawAdvice, { advice, version: 8, why: 'muộn' })),
    'advice.wrong-state-decided',
  )
  await assert.rejects(w.rows(`update advice set decision_text = 'khác' where id = '${advice}'`), /stays as it is/)
  assert.equal(await remind('2023-06-01'), 0)

  const desks = await w.read(chief, tx => a.adviceDesks(tx, above))
  assert.deepEqual([desks.toDecide.length, desks.decided.length], [0, 1])
  const stranger = await w.actor(await w.unit('red_cross_society', '1-944'), 'officer', 'leader')
  assert.equal(await w.read(stranger, tx => a.adviceOf(tx, advice)), null)
  const notBefore = { ...w.moment, ...at('2023-02-09T02:00:00Z') }
  assert.equal(
    refusal(
      await w.run(
        stranger,
        a.giveOpinion,
        { advice, unit: stranger.unit, answer: 'none', text: '' },
        aCommand(),
        notBefore,
      ),
    ),
    'advice.no-such-advice',
  )
  assert.deepEqual(
    (await w.own(tx => a.fsckAdvice(tx))).filter(check => check.violations > 0),
    [],
  )
})

test('over Tết the clock stands still: the day lies after it, and neither side nor who is asked is reminded in it', async t => {
  const w = await story(t)
  const above = await w.unit('red_cross_society')
  const unit = await w.unit('red_cross_society', KE_SACH)
  const leader = await w.actor(unit, 'leader', 'officer')
  const women = await w.actor(await w.unit('women_union', KE_SACH), 'officer')
  const sent = at('2023-01-05T02:00:00Z')
  const fields = { superior: above, subject: 'Gạo Tết', body: '', asked: 'Cho phép', document: null, clause: null }
  const run = <I, O>(command: Parameters<typeof w.run<I, O>>[1], input: I) =>
    w.run(leader, command, input, undefined, sent)
  const { advice } = must(await run(a.propose, { unit, fields: { ...fields, wishedOn: null } }))
  assert.equal(must(await run(a.sendAdvice, { advice, version: 1 })).dueOn, '2023-02-02')
  const dueOn = '2023-01-28' as PlainDate
  must(await run(a.askOpinion, { advice, version: 2, units: [women.unit], question: 'Có trùng không?', dueOn }))
  const remind = (day: string) => w.own(tx => a.remindOfAdvice(tx, day as PlainDate, new Date(`${day}T01:00:00Z`)))
  for (const day of ['2023-01-17', '2023-01-20', '2023-01-22', '2023-01-26', '2023-01-28'])
    assert.equal(await remind(day), 0, day)
  assert.equal(await remind('2023-01-27'), 1, 'the first working day reminds who is asked')
  assert.equal(await remind('2023-01-30'), 2, 'three working days before, both sides')
  const seen = await w.read(leader, async tx => ({
    one: await a.adviceOf(tx, advice),
    settings: await a.adviceSettings(tx),
  }))
  const rest = a.restBetween(seen.one!.sentOn!, seen.one!.dueOn!, seen.settings)
  assert.deepEqual(rest.named[0], { name: 'Tết Nguyên đán Quý Mão', from: '2023-01-20', until: '2023-01-24' })

  // A province that counts every day sets so.
  await w.rows(`update setting set value = '"calendar"' where key = 'advice.count'`)
  must(
    await w.run(await w.actor(above, 'leader'), a.returnAdvice, { advice, version: 2, why: 'thiếu' }, undefined, sent),
  )
  assert.equal(must(await run(a.sendAdvice, { advice, version: 3 })).dueOn, '2023-01-27', 'the first day after Tết')
})
