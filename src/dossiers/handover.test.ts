import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCommand, must } from '../../test/testkit.ts'
import type { Actor, Role } from '../access/index.ts'
import * as d from '../directives/index.ts'
import { aClause, aLetter, refusal, send, story, type Story } from '../directives/fixture.sql.ts'
import type { PersonId, UnitId } from '../kernel/index.ts'
import { confirmGone, giveOver, listInHand } from '../reports/index.ts'
import * as f from './index.ts'

/** An account that is a person of the unit, as an administrator joins them. */
async function person(w: Story, unit: UnitId, ...roles: Role[]): Promise<Actor> {
  const actor = await w.actor(unit, ...roles)
  const [made] = await w.rows<{ id: PersonId }>(
    `insert into person (id, realm, name, name_fold) values (gen_random_uuid(), 94, '${actor.name}', 'nguoi') returning id`,
  )
  await w.rows(`update account set person_id = '${made!.id}' where id = '${actor.account}'`)
  return { ...actor, person: made!.id }
}

test('work goes from one officer to another: listed by itself, frozen, signed by each alone, given on in one transaction', async t => {
  const w = await story(t)
  const above = await w.unit('red_cross_society')
  const all = await w.actor(above, 'clerk', 'leader', 'officer')
  const fields = aLetter({ number: null, symbol: null, issuedOn: null, clauses: [aClause()] })
  const { document } = must(await w.run(all, d.draftOutgoing, { unit: above, fields }))
  await send(w, all, document, { office: 'CTĐ' })
  const unit = await w.unit('red_cross_society', '1-943')
  const [giver, receiver] = [await person(w, unit, 'officer'), await person(w, unit, 'officer')]
  const leader = await w.actor(unit, 'leader')
  const other = await w.actor(unit, 'clerk', 'officer')
  const task = { unit, document, clause: 1 }
  must(
    await w.run(leader, d.divideTask, {
      ...task,
      version: 1,
      parts: [
        { to: { person: giver.person! }, what: 'lập danh sách' },
        { to: { person: giver.person! }, what: 'liên hệ bệnh viện' },
        { to: { person: receiver.person! }, what: 'in giấy mời' },
      ],
    }),
  )
  const { dossier } = must(
    await w.run(giver, f.openDossier, { unit, document, title: 'Hiến máu', line: { code: '01', retention: '10' } }),
  )

  const opening = { unit, giver: giver.account, receiver: receiver.account, reason: 'nghỉ hưu' }
  assert.equal(refusal(await w.run(other, f.openHandover, opening)), 'access.forbidden')
  assert.equal(
    refusal(await w.run(leader, f.openHandover, { ...opening, receiver: giver.account })),
    'dossiers.same-officer',
  )
  assert.equal(
    refusal(await w.run(leader, f.openHandover, { ...opening, receiver: all.account })),
    'dossiers.receiver-not-at-work',
  )
  assert.equal(refusal(await w.run(leader, f.openHandover, { ...opening, reason: ' ' })), 'dossiers.reason-missing')
  const id = aCommand()
  const { handover } = must(await w.run(leader, f.openHandover, opening, id))
  must(await w.run(leader, f.openHandover, opening, id))
  assert.equal(await w.count('handover'), 1)
  assert.equal(refusal(await w.run(leader, f.openHandover, opening)), 'dossiers.handover-open-already')
  const listed = await w.read(leader, tx => listInHand(tx, { handover, unit, giver: giver.account }))
  assert.deepEqual(
    listed.map(item => item.kind),
    ['task', 'part', 'part', 'letter-arrived', 'dossier', 'list', 'grant'],
  )

  // Neither signs for the other, nor does a leader in passing.
  const at = (version: number) => ({ handover, version })
  assert.equal(refusal(await w.run(receiver, giveOver, at(1))), 'dossiers.giver-signs')
  assert.equal(refusal(await w.run(leader, giveOver, at(1))), 'dossiers.giver-signs')
  assert.equal(refusal(await w.run(receiver, f.takeOver, at(1))), 'dossiers.handover-state-open')
  must(await w.run(giver, f.writeRemarks, { ...at(1), remarks: 'Chìa khoá tủ ở văn thư' }))
  assert.equal(refusal(await w.run(giver, giveOver, at(1))), 'directives.moved-meanwhile')
  must(await w.run(giver, giveOver, at(2)))
  assert.equal(refusal(await w.run(giver, f.takeOver, at(3))), 'dossiers.receiver-signs')
  await assert.rejects(
    w.rows(`update handover set state = 'done', receiver_signed_at = now() where id = '${handover}'`),
    /nobody signs for another/,
  )

  // Given back, signed again; what was finished meanwhile stays with who finished it.
  must(await w.run(receiver, f.giveBack, { ...at(3), why: 'thiếu danh mục hồ sơ' }))
  must(await w.run(giver, giveOver, at(4)))
  must(await w.run(giver, d.takePart, { ...task, part: 1, version: 1 }))
  must(await w.run(giver, d.finishPart, { ...task, part: 1, version: 2, note: 'đã lập' }))
  const done = must(await w.run(receiver, f.takeOver, at(5)))
  assert.deepEqual([done.parts, done.dossiers], [1, 1])
  assert.deepEqual(
    await w.rows(
      `select ordinal, state, to_person_id = '${receiver.person!}' as receivers from task_part where unit_id = '${unit}' order by ordinal`,
    ),
    [
      { ordinal: 1, state: 'done', receivers: false },
      { ordinal: 2, state: 'asked', receivers: true },
      { ordinal: 3, state: 'asked', receivers: true },
    ],
  )
  assert.equal(await w.count('dossier', `id = '${dossier}' and keeper_id = '${receiver.account}'`), 1)
  assert.equal(refusal(await w.run(receiver, f.takeOver, at(6))), 'dossiers.handover-state-done')
  assert.ok((await w.count('audit', `table_name = 'task_part'`)) > 0)

  // The giver is gone: a leader who is neither states it, openly; the database holds it too.
  const back = must(
    await w.run(leader, f.openHandover, { ...opening, giver: receiver.account, receiver: other.account }),
  )
  const gone = { handover: back.handover, version: 1, why: 'đã chuyển công tác' }
  assert.equal(refusal(await w.run(other, confirmGone, gone)), 'access.forbidden')
  const both = await w.actor(unit, 'leader', 'officer')
  must(await w.run(leader, f.cancelHandover, { ...gone, why: 'chọn lại người nhận' }))
  const again = must(
    await w.run(leader, f.openHandover, { ...opening, giver: receiver.account, receiver: both.account }),
  )
  assert.equal(
    refusal(await w.run(both, confirmGone, { ...gone, handover: again.handover })),
    'dossiers.neither-confirms',
  )
  must(await w.run(leader, confirmGone, { ...gone, handover: again.handover }))
  // Parts by name need a receiver who is a person.
  assert.equal(
    refusal(await w.run(both, f.takeOver, { handover: again.handover, version: 2 })),
    'dossiers.receiver-without-person',
  )
  const stranger = await w.actor(await w.unit('red_cross_society', '1-944'), 'leader', 'officer')
  assert.equal(
    refusal(await w.run(stranger, f.cancelHandover, { ...gone, handover: again.handover })),
    'dossiers.no-such-handover',
  )
  assert.deepEqual(
    (await w.own(tx => f.fsckDossiers(tx))).filter(check => check.violations > 0),
    [],
  )
})

test('exactly what was listed and signed is taken over: no more, no less, and nothing is cut off in silence', async t => {
  const w = await story(t)
  const unit = await w.unit('red_cross_society', '1-943')
  const [giver, receiver] = [await person(w, unit, 'officer'), await person(w, unit, 'officer')]
  const leader = await w.actor(unit, 'leader')
  const file = async (code: string) =>
    must(
      await w.run(giver, f.openDossier, {
        unit,
        document: null,
        title: `Việc ${code}`,
        line: { code, retention: '10' },
      }),
    ).dossier
  const listed = await file('01')
  const opening = { unit, giver: giver.account, receiver: receiver.account, reason: 'chuyển việc' }
  const { handover } = must(await w.run(leader, f.openHandover, opening))
  const line: f.HandedItem = { kind: 'task', label: '', subject: 'việc', dueOn: null, link: null, key: {} }
  const long = f.givingOver(() => Promise.resolve(Array.from({ length: 5001 }, () => line)))
  assert.deepEqual(await w.run(giver, long, { handover, version: 1 }), {
    ok: false,
    problem: { kind: 'dossiers.too-many-in-hand', values: { count: 5001, most: 5000 } },
  })
  assert.equal(await w.count('handover_item'), 0)
  must(await w.run(giver, giveOver, { handover, version: 1 }))

  // What the giver opens now is in no list that anybody signed, and nothing gets into the signed one.
  const later = await file('02')
  const item = (
    edition: number,
  ) => `insert into handover_item (realm, handover_id, edition, ordinal, kind, label, subject, key, command_id)
    values (94, '${handover}', ${edition}, 99, 'dossier', '', 'x', '{"dossier": "${later}"}', '${aCommand()}')`
  await assert.rejects(w.direct(giver, item(1)), /frozen by its signature/)
  await assert.rejects(w.direct(leader, item(2)), /frozen by its signature/)
  const keeper = (dossier: string) => `update dossier set keeper_id = '${receiver.account}' where id = '${dossier}'`
  await assert.rejects(w.direct(leader, keeper(listed)), /a hand-over that lists it/)
  await assert.rejects(w.direct(receiver, keeper(later)), /a hand-over that lists it/)
  await assert.rejects(
    w.direct(leader, `update handover set remarks = 'sửa sau khi ký' where id = '${handover}'`),
    /what was signed stays/,
  )
  await assert.rejects(
    w.direct(leader, `update handover set state = 'open', giver_signed_at = null where id = '${handover}'`),
    /what was signed stays/,
  )
  assert.equal(must(await w.run(receiver, f.takeOver, { handover, version: 2 })).dossiers, 1)
  const kept = (actor: Actor) => w.rows(`select id from dossier where keeper_id = '${actor.account}'`)
  assert.deepEqual([await kept(giver), await kept(receiver)], [[{ id: later }], [{ id: listed }]])

  // A file goes step by step, and a list that was frozen stays frozen also when the file is open again.
  const forged = `update dossier set state = 'closed', edition = 1, closed_by = '${giver.account}', closed_at = now(), closed_on = '2023-02-08' where id = '${listed}'`
  await assert.rejects(w.direct(receiver, forged), /step by step/)
  const content = `insert into dossier_content (realm, dossier_id, edition, ordinal, source, source_id, number, author, subject, command_id)
    values (94, '${listed}', 0, 1, 'hand', 'x', '', '', 'x', '${aCommand()}')`
  await assert.rejects(w.direct(receiver, content), /contents of a closed file/)
  const above = await w.actor(await w.unit('red_cross_society'), 'leader', 'officer')
  await assert.rejects(w.direct(above, `update dossier set title = 'x' where id = '${listed}'`), /row-level security/)
  assert.deepEqual(
    (await w.own(tx => f.fsckDossiers(tx))).filter(check => check.violations > 0),
    [],
  )
})
