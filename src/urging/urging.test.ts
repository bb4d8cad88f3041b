import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { aCommand, must } from '../../test/testkit.ts'
import {
  acknowledge,
  askDate,
  answerDate,
  finishTask,
  issue,
  number,
  returnDelivery,
  sign,
  submitOutgoing,
  takeTask,
} from '../directives/index.ts'
import { refusal } from '../directives/fixture.sql.ts'
import type { UnitId } from '../kernel/index.ts'
import { DUE, KE_SACH, on, sentLetter, type Sent } from './fixture.sql.ts'
import { draftUrging, lateOf, ownLines, rightsOver, urgeAll, urgingOf, urgingViewOf } from './index.ts'

const DISTRICTS = 11
const steps = (s: Sent, where = 'true') =>
  s.w.rows<{ step: string; n: number }>(
    `select step, count(*)::int as n from urging where ${where} group by step order by step`,
  )

test('a unit is reminded 7, 3 and 1 days before its deadline and after it, in one message a day, never of standing work', async t => {
  const s = await sentLetter(t)
  assert.equal((await s.night('2023-02-10')).units.length, 0, 'nothing is near yet, and the letter came on the 8th')
  const opened = await s.night('2023-02-13')
  assert.equal(opened.units.length, DISTRICTS)
  assert.deepEqual([opened.units[0]!.unopened, opened.units[0]!.near, opened.units[0]!.late], [1, 0, 0])
  assert.match(opened.units[0]!.unopenedLetters!, /\(08\/02\/2023\)$/)

  // 22 February is a Wednesday, seven days before the first of March; the letter is still in nobody's register.
  const near = await s.night('2023-02-22')
  assert.deepEqual([near.units.length, near.units[0]!.near, near.units[0]!.unopened], [DISTRICTS, 1, 1])
  assert.match(near.units[0]!.nearLetters!, /\(01\/03\/2023\)$/)
  assert.equal(await s.w.count('notice', `kind like 'urging-%'`), 2 * DISTRICTS, 'one message for both')
  assert.equal((await s.night('2023-02-23')).units.length, 0, 'not again the next day')
  // 26 February, three days before, is a Sunday: the Friday reminds.
  assert.equal((await s.night('2023-02-24')).units[0]!.near, 1)
  assert.equal((await s.night('2023-02-28')).units[0]!.near, 1)
  assert.equal((await s.night('2023-03-01')).units[0]?.late ?? 0, 0, 'not late on the day itself')
  const late = await s.night('2023-03-02')
  assert.deepEqual([late.units.length, late.units[0]!.late], [DISTRICTS, 1])
  assert.equal(await s.w.count('urging', 'clause_ordinal = 2'), 0, 'standing work is never near or late')
})

test('after the deadline every five working days, at most six times, and a night that was missed is made up for', async t => {
  const s = await sentLetter(t)
  must(await s.runOn('2023-02-09', s.recipient, acknowledge, { unit: s.district, document: s.document }))
  const lateNights: string[] = []
  for (let day = Date.parse('2023-03-01'); day < Date.parse('2023-06-01'); day += 86_400_000) {
    const today = new Date(day).toISOString().slice(0, 10)
    if (today === '2023-03-09') continue // the server was off
    const { units } = await s.night(today)
    if (units.some(told => told.unit === s.district && told.late > 0)) lateNights.push(today)
  }
  assert.deepEqual(lateNights, ['2023-03-02', '2023-03-10', '2023-03-17', '2023-03-24', '2023-03-31', '2023-04-07'])
})

test('the night’s work twice, or twice at once, tells nobody a second time; a quiet day tells nobody', async t => {
  const s = await sentLetter(t)
  const day = on('2023-02-22')
  const [a, b] = await Promise.all([urgeAll(s.w.db, day, aCommand()), urgeAll(s.w.db, day, aCommand())])
  assert.equal(a.units.length + b.units.length, DISTRICTS)
  assert.equal((await s.night('2023-02-22')).units.length, 0)
  assert.equal(await s.w.count('notice', `kind like 'urging-%'`), DISTRICTS)
  assert.deepEqual(await s.night('2023-02-25'), { quiet: true, units: [] }, 'a Saturday')
  await s.w.rows(`insert into quiet_day (day, kind, name) values ('2023-03-02', 'other', 'Ngày thử')`)
  assert.deepEqual(await s.night('2023-03-02'), { quiet: true, units: [] })
})

test('a night that breaks off half-way has told nobody, and the next one tells all', async t => {
  const s = await sentLetter(t)
  const before = await s.w.count('notice')
  await s.w.rows(
    `create function break_off() returns trigger language plpgsql as $$ begin raise exception 'broken off'; end $$`,
  )
  await s.w.rows(`create trigger break_off before insert on notice for each statement execute function break_off()`)
  await assert.rejects(s.night('2023-02-22'), /broken off/)
  assert.deepEqual(
    [await s.w.count('urging'), await s.w.count('urging_message'), await s.w.count('notice')],
    [0, 0, before],
  )
  await s.w.rows(`drop trigger break_off on notice`)
  assert.equal((await s.night('2023-02-22')).units.length, DISTRICTS)
})

test('who asked for more time, gave the letter back or is done is left in peace; a new date begins anew', async t => {
  const s = await sentLetter(t)
  const { document } = s
  const task = (unit: UnitId, version: number) => ({ unit, document, clause: 1, version })
  const at = async (kind: string, area: string) => {
    const unit = await s.w.unit(kind, area)
    return { unit, actor: await s.w.actor(unit, 'clerk', 'leader', 'officer') }
  }
  const others = await s.w.rows<{ area_id: string }>(
    `select u.area_id from delivery d join unit u on u.id = d.unit_id where d.document_id = '${document}' and u.area_id <> '${KE_SACH}' order by 1`,
  )
  const back = await at('red_cross_society', others[0]!.area_id)
  const done = await at('red_cross_society', others[1]!.area_id)
  must(
    await s.runOn('2023-02-09', s.recipient, askDate, {
      ...task(s.district, 1),
      on: '2023-03-20' as never,
      reason: 'mưa lũ',
    }),
  )
  must(
    await s.runOn('2023-02-09', back.actor, returnDelivery, {
      unit: back.unit,
      document,
      version: 1,
      reason: 'missing-page',
      words: 'thiếu trang 2',
    }),
  )
  must(await s.runOn('2023-02-09', done.actor, acknowledge, { unit: done.unit, document }))
  must(await s.runOn('2023-02-09', done.actor, takeTask, task(done.unit, 1)))
  must(await s.runOn('2023-02-10', done.actor, finishTask, { ...task(done.unit, 2), note: 'xong' }))
  must(await s.runOn('2023-02-10', s.recipient, acknowledge, { unit: s.district, document }))
  const late = (await s.night('2023-03-02')).units.map(told => told.unit)
  assert.equal(late.length, DISTRICTS - 3)
  for (const unit of [s.district, back.unit, done.unit]) assert.ok(!late.includes(unit))
  const [answered] = await s.w.rows<{ version: number }>(
    `select version from task where unit_id = '${s.district}' and clause_ordinal = 1`,
  )
  must(await s.runOn('2023-03-02', s.issuer, answerDate, { ...task(s.district, answered!.version), accept: true }))
  const anew = await s.night('2023-03-13')
  assert.deepEqual(
    anew.units.filter(told => told.unit === s.district).map(told => [told.near, told.nearLetters?.slice(-12)]),
    [[1, '(20/03/2023)']],
  )
  assert.deepEqual(await steps(s, `unit_id = '${s.district}'`), [
    { step: 'extension-answered', n: 1 },
    { step: 'extension-asked', n: 1 },
    { step: 'reminder', n: 1 },
  ])
})

test('by authority only: the issuer, its line above and the followed see who is late; a unit sees its own lines alone', async t => {
  const s = await sentLetter(t)
  await s.night('2023-02-22')
  const day = '2023-03-10'
  const see = async (actor: Sent['issuer']) => ({
    lines: (await s.readOn(day, actor, tx => lateOf(tx, s.document, on(day).today))).map(line => line.unit),
    rights: (await s.readOn(day, actor, tx => rightsOver(tx, s.document))).map(right => right.authority),
    log: (await s.readOn(day, actor, tx => urgingViewOf(tx, s.document, on(day).today))).log.length,
  })
  const issuer = await see(s.issuer)
  assert.deepEqual([new Set(issuer.lines).size, issuer.rights, issuer.log], [DISTRICTS, ['issuer'], 2 * DISTRICTS])

  const recipient = await see(s.recipient)
  assert.deepEqual([new Set(recipient.lines), recipient.rights, recipient.log], [new Set([s.district]), [], 2])

  // Who stands above a recipient in another line, or beside the issuer, has no such right.
  const committee = await s.w.actor(await s.w.unit('party_committee', KE_SACH), 'leader')
  const front = await s.w.actor(await s.w.unit('front_standing_committee'), 'leader')
  for (const stranger of [committee, front]) assert.deepEqual(await see(stranger), { lines: [], rights: [], log: 0 })

  const [above] = await s.w.rows<{ ancestor_id: UnitId }>(
    `select ancestor_id from unit_path where descendant_id = '${s.issuer.unit}' and depth > 0 and during @> '2023-03-10'::date limit 1`,
  )
  if (above) {
    const superior = await see(await s.w.actor(above.ancestor_id, 'leader'))
    assert.deepEqual(
      [new Set(superior.lines).size, superior.rights, superior.log],
      [DISTRICTS, ['above'], 2 * DISTRICTS],
    )
  }
  const board = await s.w.unit('party_board_mobilisation')
  await s.w.rows(
    `insert into document_follower (document_id, unit_id, clause_ordinal) values ('${s.document}', '${board}', 1)`,
  )
  const follower = await see(await s.w.actor(board, 'officer'))
  assert.deepEqual([new Set(follower.lines).size, follower.rights], [DISTRICTS, ['follower']])

  const own = await s.readOn(day, s.recipient, tx => ownLines(tx, s.district, on(day).today))
  assert.deepEqual(
    own.map(line => [line.kind, line.standing]),
    [
      ['unopened', 'unopened'],
      ['task', 'late'],
    ].reverse(),
  )
})

test('the letter that urges: chosen units by name, the letter cited, signed by a person, and in the log once it is issued', async t => {
  const s = await sentLetter(t)
  const day = '2023-03-10'
  const lines = await s.readOn(day, s.issuer, tx => lateOf(tx, s.document, on(day).today))
  const chosen = [...new Set(lines.map(line => line.unit))].slice(0, 2)
  const input = { unit: s.issuer.unit, document: s.document, units: chosen }
  assert.equal(
    refusal(await s.runOn(day, s.recipient, draftUrging, { ...input, unit: s.district })),
    'urging.forbidden',
  )
  assert.equal(refusal(await s.runOn(day, s.recipient, draftUrging, input)), 'access.forbidden')
  assert.equal(refusal(await s.runOn(day, s.issuer, draftUrging, { ...input, units: [] })), 'urging.nobody-chosen')
  assert.equal(
    refusal(await s.runOn(day, s.issuer, draftUrging, { ...input, units: [...chosen, s.issuer.unit] })),
    'urging.answered-meanwhile',
  )
  const { document: letter } = must(await s.runOn(day, s.issuer, draftUrging, input))
  const [written] = await s.w.rows<{ subject: string; body: string; regime: string }>(
    `select subject, body, regime from document where id = '${letter}'`,
  )
  assert.match(written!.subject, /^đôn đốc thực hiện Công văn số \d+/)
  assert.match(
    written!.body,
    /^\| TT \| Cơ quan, đơn vị \| Nội dung \| Thời hạn \|\n.*\n\| 1 \| Hội Chữ thập đỏ .* \| nội dung 1 \| 01\/03\/2023 \|\n\|  \|  \| tiếp nhận, vào sổ văn bản \| – \|$/m,
  )
  assert.equal(written!.regime, 'state')
  assert.equal(
    await s.w.count('citation', `document_id = '${letter}' and cited_id = '${s.document}' and kind = 'mentions'`),
    1,
  )
  assert.equal(await s.w.count('urging', `step = 'letter'`), 0, 'a draft has urged nobody')

  const at = (version: number) => ({ unit: s.issuer.unit, document: letter, version })
  must(await s.runOn(day, s.issuer, submitOutgoing, at(1)))
  must(await s.runOn(day, s.issuer, sign, at(2)))
  must(await s.runOn(day, s.issuer, number, { ...at(3) }))
  assert.equal(must(await s.runOn(day, s.issuer, issue, at(4))).units, chosen.length, 'exactly the chosen units')
  const logged = await s.w.rows<{ unit_id: UnitId; about: string; on_day: string }>(
    `select unit_id, about, on_day from urging where step = 'letter'`,
  )
  assert.deepEqual(new Set(logged.map(row => row.unit_id)), new Set(chosen))
  assert.deepEqual([logged[0]!.about, logged[0]!.on_day], [letter, day])
})

test('what would be told is shown without telling, and mail goes to those who work there', async t => {
  const s = await sentLetter(t)
  await s.w.own(async tx => {
    await sql`insert into setting values ('mail.enabled', 'true') on conflict (key) do update set value = 'true'`.execute(
      tx,
    )
  })
  const shown = await urgingOf(s.w.db, on('2023-02-22'), aCommand())
  assert.equal(shown.units.length, DISTRICTS)
  assert.deepEqual([await s.w.count('urging'), await s.w.count('urging_message')], [0, 0])
  const told = await s.night('2023-02-22')
  assert.deepEqual(told.units, shown.units)
  const mail = await s.w.rows<{ kind: string; link: string }>(`select kind, link from mail where kind like 'urging-%'`)
  assert.deepEqual(
    mail,
    [{ kind: 'urging-near-unopened', link: '/urging?by=own' }],
    'one person works at one of the districts',
  )
  assert.equal(DUE, '2023-03-01')
})
