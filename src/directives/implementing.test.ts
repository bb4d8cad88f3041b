import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must } from '../../test/testkit.ts'
import type { PlainDate, UnitId } from '../kernel/index.ts'
import { refusal, seedLetters, send, story } from './fixture.sql.ts'
import * as d from './index.ts'

test('who has issued a letter of its own: covering letters count by themselves, others are entered; over the whole thread', async t => {
  const w = await story(t)
  const letters = seedLetters()
  const committee = await w.unit('party_committee')
  const party = await w.actor(committee, 'clerk', 'leader', 'officer')
  const entered = must(
    await w.run(party, d.draftOutgoing, { unit: committee, fields: d.fieldsOf(letters.party), onPaper: true }),
  )
  const document = entered.document
  const { units } = await send(w, party, document)
  const seen = () => w.read(party, tx => d.implementingOf(tx, document))
  assert.deepEqual(await seen(), { addressed: units, issued: 0, letters: [] })

  // A covering letter issued here is the letter of its unit, and evidence of the tasks whose clauses it carries on.
  const board = await w.unit('front_standing_committee')
  const front = await w.actor(board, 'clerk', 'leader', 'officer')
  const paper = { unit: board, fields: d.fieldsOf(letters.party), reading: letters.party, arrivedOn: w.moment.today }
  must(await w.run(front, d.registerIncoming, paper))
  const covering = must(
    await w.run(front, d.draftOutgoing, {
      unit: board,
      fields: d.fieldsOf(letters.front),
      reading: letters.front,
      onPaper: true,
    }),
  )
  const passed = await send(w, front, covering.document)
  const first = await seen()
  // 1016 went to the Party delegation in the Front, and the Front's board answers for it.
  assert.deepEqual([first.addressed, first.issued], [units + passed.units, 1])
  assert.deepEqual(
    first.letters.map(letter => [letter.printed, letter.entered]),
    [['2052/MTTQ-BTT', null]],
  )

  // A district's plan of its own, on paper: entered, evidence of its tasks.
  const district = await w.unit('party_committee', '1-943')
  const officer = await w.actor(district, 'officer')
  const plan = { unit: district, document, printed: '15-KH/HU', issuedOn: '2023-02-06' as PlainDate, tasks: [1, 5] }
  const { letter } = must(await w.run(officer, d.enterImplementing, plan))
  assert.equal(await w.count('task_evidence', `kind = 'letter' and evidence_id = '${letter}' and ended_at is null`), 2)
  const second = await seen()
  assert.deepEqual([second.issued, second.letters.map(each => each.printed)], [2, ['2052/MTTQ-BTT', '15-KH/HU']])

  const refused = async (kind: string, more: Partial<d.EnterImplementing>) =>
    assert.equal(refusal(await w.run(officer, d.enterImplementing, { ...plan, ...more })), kind)
  await refused('directives.implementing-already', { printed: '15 - kh/hu' })
  await refused('directives.implementing-before-directive', { printed: '16', issuedOn: '2022-12-31' as PlainDate })
  await refused('directives.implementing-in-future', { printed: '16', issuedOn: '2023-02-09' as PlainDate })
  await refused('directives.implementing-number', { printed: 'KH/HU' })
  await refused('directives.no-such-task', { printed: '16', tasks: [1, 99] })
  await refused('access.forbidden', { printed: '16', unit: committee })
  const women = await w.actor(await w.unit('women_union', '1-943'), 'officer')
  const foreign = await w.run(women, d.enterImplementing, { ...plan, unit: women.unit as UnitId })
  assert.equal(refusal(foreign), 'directives.no-such-letter')
  assert.equal(await w.count('implementing_letter'), 1)

  const key = { unit: district, document, letter, version: 1 }
  assert.equal(refusal(await w.run(officer, d.withdrawImplementing, { ...key, why: ' ' })), 'directives.reason-missing')
  must(await w.run(officer, d.withdrawImplementing, { ...key, why: 'Gõ nhầm số' }))
  assert.equal(
    refusal(await w.run(officer, d.withdrawImplementing, { ...key, version: 2, why: 'x' })),
    'directives.implementing-withdrawn',
  )
  assert.equal(await w.count('task_evidence', `kind = 'letter' and evidence_id = '${letter}' and ended_at is null`), 0)
  assert.equal((await seen()).issued, 1)
  must(await w.run(officer, d.enterImplementing, plan))

  // A district board that passes 2052 on has taken up its tasks of 2052.
  const below = await w.actor(await w.unit('front_standing_committee', '1-943'), 'clerk', 'leader', 'officer')
  must(await w.run(below, d.acknowledge, { unit: below.unit, document: covering.document }))
  const down = must(await w.run(below, d.passOn, { unit: below.unit, document: covering.document }))
  await send(w, below, down.document, { office: 'MTTQ-BTT' })
  const shown = await w.rows<{ unit_id: string }>(
    `select distinct unit_id from task_evidence where evidence_id = '${down.document}' and document_id = '${covering.document}'`,
  )
  assert.deepEqual(shown, [{ unit_id: below.unit }])
  assert.equal((await seen()).issued, 3)
})
