import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must } from '../../test/testkit.ts'
import { seedLetters, send, story } from './fixture.sql.ts'
import * as d from './index.ts'

/** Kế Sách, a rural district of Sóc Trăng. */
const KE_SACH = '1-943'

test('the two dispatches: 1016 reaches whom it addresses, 2052 passes it on to eleven districts, a district to its communes', async t => {
  const w = await story(t)
  const letters = seedLetters()

  // The provincial Party committee enters the paper that it has signed, and sends it.
  const committee = await w.unit('party_committee')
  const party = await w.actor(committee, 'clerk', 'leader', 'officer')
  const entered = must(
    await w.run(party, d.draftOutgoing, {
      unit: committee,
      fields: d.fieldsOf(letters.party),
      reading: letters.party,
      onPaper: true,
    }),
  )
  const sent = await send(w, party, entered.document)
  assert.equal(sent.printed, '1016-CV/TU')
  assert.equal(await w.count('delivery', `document_id = '${entered.document}'`), sent.units)
  assert.equal(sent.persons, 50)
  assert.ok(sent.units >= 30 && sent.tasks >= sent.units, JSON.stringify(sent))
  const follower = await w.rows<{ name: string }>(
    `select u.name from document_follower f join unit u on u.id = f.unit_id`,
  )
  assert.deepEqual(follower, [{ name: 'Ban Dân vận Tỉnh ủy Sóc Trăng' }])
  assert.equal(await w.count('notice'), sent.units + sent.persons)

  // The Front's standing board registers the paper, shows the words of the letter, and joins the same document.
  const board = await w.unit('front_standing_committee')
  const front = await w.actor(board, 'clerk', 'leader', 'officer')
  assert.equal(await w.read(front, tx => d.letterOf(tx, w.scope(front), entered.document, board)), null)
  const registered = must(
    await w.run(front, d.registerIncoming, {
      unit: board,
      fields: d.fieldsOf(letters.party),
      reading: letters.party,
      arrivedOn: w.moment.today,
    }),
  )
  assert.deepEqual(registered, { document: entered.document, number: 1, known: true })

  // 2052 was signed on paper too; that it encloses 1016 makes it pass 1016 on.
  const covering = must(
    await w.run(front, d.draftOutgoing, {
      unit: board,
      fields: d.fieldsOf(letters.front),
      reading: letters.front,
      onPaper: true,
    }),
  )
  const passed = await send(w, front, covering.document)
  assert.equal(passed.printed, '2052/MTTQ-BTT')
  assert.equal(passed.units, 11)
  assert.equal(passed.tasks, 22)
  const thread = await w.rows<{ depth: number }>(
    `select depth from document_thread where root_id = '${entered.document}' and document_id = '${covering.document}'`,
  )
  assert.deepEqual(thread, [{ depth: 1 }])
  // 1016 went to the Party delegation in the Front; that the Front's board passed it on shows there.
  const through = await w.rows<{ name: string }>(
    `select u.name from delivery y join unit u on u.id = y.unit_id where y.passed_on_id = '${covering.document}'`,
  )
  assert.deepEqual(through, [{ name: 'Đảng đoàn Ủy ban MTTQ Việt Nam tỉnh Sóc Trăng' }])
  const inherited = must({
    ok: true,
    value: await w.read(front, tx => d.letterOf(tx, w.scope(front), covering.document, board)),
  })
  assert.equal(inherited?.circulationFloor, letters.party.circulation?.floor)
  assert.equal(inherited?.clauses[0]?.sources.length, letters.party.tasks.length)

  // A district receives it into its own book, reads the letter it encloses, and passes it on to its communes.
  const districtBoard = await w.unit('front_standing_committee', KE_SACH)
  const district = await w.actor(districtBoard, 'clerk', 'leader', 'officer')
  const arrived = await w.read(district, tx => d.letterOf(tx, w.scope(district), covering.document, districtBoard))
  assert.deepEqual(
    [arrived?.number, arrived?.delivery?.status, arrived?.clauses.filter(clause => clause.task).length],
    ['2052', '01', 2],
  )
  assert.deepEqual(must(await w.run(district, d.openDelivery, { unit: districtBoard, document: covering.document })), {
    first: true,
  })
  assert.deepEqual(must(await w.run(district, d.acknowledge, { unit: districtBoard, document: covering.document })), {
    number: 1,
    status: '03',
    already: false,
  })
  const enclosed = await w.read(district, tx => d.letterOf(tx, w.scope(district), entered.document, districtBoard))
  assert.equal(enclosed?.number, '1016')
  const down = must(await w.run(district, d.passOn, { unit: districtBoard, document: covering.document }))
  const communes = await send(w, district, down.document, { office: 'MTTQ-BTT' })
  assert.equal(communes.printed, '1/MTTQ-BTT')
  assert.equal(communes.units, 13)
  assert.equal(communes.tasks, 26)
  assert.deepEqual(
    await w.rows(`select root_id, depth from document_thread where document_id = '${down.document}' order by depth`),
    [
      { root_id: down.document, depth: 0 },
      { root_id: covering.document, depth: 1 },
      { root_id: entered.document, depth: 2 },
    ],
  )
  const [marked] = await w.rows<{ passed_on_id: string; status: string }>(
    `select passed_on_id, status from delivery where document_id = '${covering.document}' and unit_id = '${districtBoard}'`,
  )
  assert.equal(marked?.passed_on_id, down.document)

  // The Party committee sees how far its letter went, all the way down; a district of another line sees nothing of it.
  const seen = await w.read(party, async tx => (await d.letterOf(tx, w.scope(party), down.document, committee))?.number)
  assert.equal(seen, '1')
  const stranger = await w.actor(await w.unit('women_union', KE_SACH), 'clerk')
  assert.equal(await w.read(stranger, tx => d.letterOf(tx, w.scope(stranger), covering.document, stranger.unit)), null)

  // What is cited but not held is shown as a gap, both ways.
  const citations =
    (await w.read(party, tx => d.letterOf(tx, w.scope(party), entered.document, committee)))?.citations ?? []
  assert.deepEqual(
    citations.map(c => [c.way, c.kind, c.number, c.held]).sort(),
    [
      ['cited-by', 'forwards', '2052', true],
      ['cites', 'based_on', '44', false],
      ['cites', 'mentions', '43', false],
      ['told', 'continues', '43', false],
    ].sort(),
  )

  const checks = await w.own(tx => d.fsckDirectives(tx))
  assert.deepEqual(
    checks.filter(check => check.violations > 0),
    [],
  )
})
