import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must } from '../../test/testkit.ts'
import { readAs } from '../access/index.ts'
import { aClause, aLetter, send, story } from '../directives/fixture.sql.ts'
import * as d from '../directives/index.ts'
import type { DocumentId, UnitId } from '../kernel/index.ts'
import { KE_SACH, LATER, MORNING } from './fixture.sql.ts'
import * as s from './index.ts'

test('a commune that studied the letter and the one that passed it on counts once; a letter that came with another is studied there', async t => {
  const w = await story(t)
  const province = await w.actor(await w.unit('party_committee'), 'clerk', 'leader', 'officer')
  const phrase = 'Các huyện uỷ, thị uỷ, thành uỷ'
  const ask = { phrase, role: 'lead' as const, sentence: `${phrase} tổ chức quán triệt.` }
  const fields = aLetter({
    regime: 'party',
    issuer: 'Tỉnh ủy Sóc Trăng',
    number: null,
    symbol: null,
    issuedOn: null,
    addressees: [phrase],
    clauses: [aClause({ asks: [ask] })],
  })
  const root = must(await w.run(province, d.draftOutgoing, { unit: province.unit, fields })).document
  await send(w, province, root, { office: 'TU' })
  const district = await w.actor(await w.unit('party_committee', KE_SACH), 'clerk', 'leader', 'officer')
  must(await w.run(district, d.acknowledge, { unit: district.unit, document: root }))
  const down = must(await w.run(district, d.passOn, { unit: district.unit, document: root })).document
  await send(w, district, down, { office: 'HU' })
  const [first] = await w.rows<{ unit_id: UnitId }>(
    `select unit_id from delivery where document_id = '${down}' order by ordinal limit 1`,
  )
  const commune = await w.actor(first!.unit_id, 'officer', 'clerk')

  const hold = async (document: DocumentId, present: number) => {
    const rows: s.RollRow[] = [{ branch: commune.unit, audience: 'party-members', people: 40 }]
    const counted = await w.run(
      commune,
      s.countRoll,
      { unit: commune.unit, document, version: 0, rows },
      undefined,
      LATER,
    )
    if (!counted.ok) return counted.problem
    return must(
      await w.run(
        commune,
        s.recordSession,
        {
          unit: commune.unit,
          document,
          form: 'pho-bien',
          ...MORNING,
          place: 'Nhà văn hoá',
          means: 'joined',
          tasks: [],
          rows: [{ branch: commune.unit, audience: 'party-members', called: 40, present, caughtUp: 0 }],
        },
        undefined,
        LATER,
      ),
    )
  }
  // The province's letter came with the district's: the refusal says where it is entered.
  const elsewhere = await hold(root, 30)
  assert.ok('kind' in elsewhere && elsewhere.kind === 'directives.came-with' && elsewhere.values?.['document'] === down)
  await hold(down, 30)
  // On paper it came by itself as well, and was studied once more.
  must(
    await w.run(commune, d.registerIncoming, {
      unit: commune.unit,
      fields: { ...fields, ...(await marksOf(root)) },
      arrivedOn: w.moment.today,
    }),
  )
  await hold(root, 25)
  const coverage = await readAs(w.db, LATER, province, tx => s.studyCoverage(tx, root, LATER.today))
  const { people, present, sessions, unitsHeld } = coverage.total
  assert.deepEqual({ people, present, sessions, unitsHeld }, { people: 40, present: 30, sessions: 2, unitsHeld: 1 })
  const below = await readAs(w.db, LATER, district, tx => s.studyCoverage(tx, down, LATER.today))
  assert.deepEqual([below.total.sessions, below.total.present, below.total.unitsAddressed], [1, 30, 13])

  async function marksOf(document: DocumentId) {
    const [marks] = await w.rows<{ number: string; symbol: string; issued_on: never; body: string }>(
      `select number, symbol, issued_on::text, body from document where id = '${document}'`,
    )
    return { number: marks!.number, symbol: marks!.symbol, issuedOn: marks!.issued_on, body: marks!.body }
  }
})
