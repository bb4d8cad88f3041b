import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCommand, must, testing } from '../../test/testkit.ts'
import type { PlainDate, UnitId } from '../kernel/index.ts'
import type { Actor } from '../access/index.ts'
import { aClause, aLetter, refusal, story, type Story } from './fixture.sql.ts'
import * as d from './index.ts'

const arrivedOn = '2023-02-08' as PlainDate

async function office(t: Parameters<typeof story>[0]): Promise<{ w: Story; unit: UnitId; desk: Actor }> {
  const w = await story(t)
  const unit = await w.unit('red_cross_society')
  return { w, unit, desk: await w.actor(unit, 'clerk', 'leader', 'officer') }
}

test('a letter is registered once: the second time its number is told, and nothing is written', async t => {
  const { w, unit, desk } = await office(t)
  const first = must(await w.run(desk, d.registerIncoming, { unit, fields: aLetter(), arrivedOn }))
  assert.deepEqual([first.number, first.known], [1, false])
  const again = await w.run(desk, d.registerIncoming, {
    unit,
    fields: aLetter({ symbol: 'stn / vp', number: '012' }),
    arrivedOn,
  })
  assert.deepEqual(again, {
    ok: false,
    problem: {
      kind: 'directives.already-registered',
      field: 'number',
      values: { number: '1', document: first.document },
    },
  })
  assert.deepEqual(
    [await w.count('document', 'held'), await w.count('register_entry'), await w.count('incoming')],
    [1, 1, 1],
  )
  assert.equal(
    must(
      await w.run(desk, d.registerIncoming, {
        unit,
        fields: aLetter({ number: '13', subject: 'họp giao ban' }),
        arrivedOn,
      }),
    ).number,
    2,
  )
})

test('the same command sent twice registers once', async t => {
  const { w, unit, desk } = await office(t)
  const id = aCommand()
  const input = {
    unit,
    fields: aLetter(),
    arrivedOn,
    scan: { bytes: new TextEncoder().encode('bản quét'), mediaType: 'text/plain', name: 'quet.txt' },
  }
  const first = await w.run(desk, d.registerIncoming, input, id)
  assert.deepEqual(await w.run(desk, d.registerIncoming, input, id), first)
  assert.deepEqual([await w.count('register_entry'), await w.count('file_use')], [1, 1])
})

test('a typing difference in the symbol is a person’s decision, kept with its reason', async t => {
  const { w, unit, desk } = await office(t)
  const first = must(await w.run(desk, d.registerIncoming, { unit, fields: aLetter(), arrivedOn }))
  const other = await w.actor(await w.unit('front_standing_committee'), 'clerk')
  const typed = aLetter({ symbol: 'STM-VP' })
  const near = await w.run(other, d.registerIncoming, { unit: other.unit, fields: typed, arrivedOn })
  assert.ok(!near.ok)
  assert.deepEqual(
    [near.problem.kind, near.problem.values?.['document1'], near.problem.values?.['like1']],
    ['directives.near-match', first.document, 'symbol'],
  )
  assert.equal(await w.count('incoming', `unit_id = '${other.unit}'`), 0)

  const same = must(
    await w.run(other, d.registerIncoming, {
      unit: other.unit,
      fields: typed,
      arrivedOn,
      decision: { sameAs: first.document },
    }),
  )
  assert.deepEqual([same.document, same.known], [first.document, true])
  assert.equal(
    refusal(
      await w.run(desk, d.registerIncoming, {
        unit,
        fields: aLetter({ symbol: 'STN-VP1' }),
        arrivedOn,
        decision: { different: true, why: ' ' },
      }),
    ),
    'directives.why-different',
  )
  const different = must(
    await w.run(desk, d.registerIncoming, {
      unit,
      fields: aLetter({ symbol: 'STN-VP1' }),
      arrivedOn,
      decision: { different: true, why: 'Văn phòng 1 là đơn vị khác' },
    }),
  )
  assert.equal(different.known, false)
  assert.equal(await w.count('document_decision', "why = 'Văn phòng 1 là đơn vị khác' and not same"), 1)
  assert.deepEqual(
    (await w.own(tx => d.fsckDirectives(tx))).filter(check => check.violations > 0),
    [],
  )
})

test('somebody else’s letter opens only to who shows its words, not to who knows its number', async t => {
  const { w, unit, desk } = await office(t)
  const first = must(await w.run(desk, d.registerIncoming, { unit, fields: aLetter(), arrivedOn }))
  const other = await w.actor(await w.unit('women_union'), 'clerk')
  const guess = aLetter({
    subject: 'xem thử',
    body: 'một nội dung hoàn toàn khác, gõ bừa để xem văn bản của người khác',
  })
  assert.equal(
    refusal(await w.run(other, d.registerIncoming, { unit: other.unit, fields: guess, arrivedOn })),
    'directives.kept-elsewhere',
  )
  assert.equal(await w.read(other, tx => d.letterOf(tx, w.scope(other), first.document, other.unit)), null)
  assert.equal(
    must(await w.run(other, d.registerIncoming, { unit: other.unit, fields: aLetter(), arrivedOn })).document,
    first.document,
  )
})

test('a secret letter is refused before anything is stored', async t => {
  const { w, unit, desk } = await office(t)
  const count = async () => [
    await w.count('document'),
    await w.count('register_entry'),
    await w.count('file'),
    await w.count('command'),
    await w.count('register_book'),
    await w.count('audit'),
  ]
  const before = await count()
  const scan = { bytes: new TextEncoder().encode('x'), mediaType: 'text/plain', name: 'x.txt' }
  for (const fields of [
    aLetter({ secrecy: 'mat' }),
    aLetter({ body: 'ỦY BAN NHÂN DÂN\n  TỐI MẬT  \nKính gửi: …' }),
    aLetter({ body: 'TUYỆT MẬT\n' }),
  ]) {
    assert.equal(refusal(await w.run(desk, d.registerIncoming, { unit, fields, arrivedOn, scan })), 'directives.secret')
    assert.equal(refusal(await w.run(desk, d.draftOutgoing, { unit, fields, scan })), 'directives.secret')
  }
  assert.deepEqual(await count(), before)
})

test('what can be put right is said with its field, and uses no number', async t => {
  const { w, unit, desk } = await office(t)
  const tries: [Partial<d.LetterFields>, string, string | undefined][] = [
    [{ number: null, issuedOn: null }, 'directives.identity-missing', 'number'],
    [{ subject: ' ', body: '' }, 'directives.subject-missing', 'subject'],
    [{ issuedOn: '2023-03-01' as PlainDate }, 'directives.arrived-before-issued', 'arrivedOn'],
  ]
  for (const [more, kind, field] of tries) {
    const refused = await w.run(desk, d.registerIncoming, { unit, fields: aLetter(more), arrivedOn })
    assert.ok(!refused.ok)
    assert.deepEqual([refused.problem.kind, refused.problem.field], [kind, field])
  }
  const empty = { bytes: new Uint8Array(), mediaType: 'application/pdf', name: 'rong.pdf' }
  assert.equal(
    refusal(await w.run(desk, d.registerIncoming, { unit, fields: aLetter(), arrivedOn, scan: empty })),
    'files.empty',
  )
  assert.equal(await w.count('register_series'), 0, 'the number taken before the refusal was rolled back')
  assert.equal(must(await w.run(desk, d.registerIncoming, { unit, fields: aLetter(), arrivedOn })).number, 1)
})

test('a gap keeps its id when the paper comes in, whoever cited it', async t => {
  const { w, unit, desk } = await office(t)
  const citing = aLetter({
    citations: [
      { type: 'kết luận', number: '44-KL/TW', date: null, issuer: 'Ban Bí thư', kind: 'based_on' },
      { type: 'luật', number: 'Luật Hoạt động chữ thập đỏ', kind: 'mentions' },
    ],
  })
  const first = must(await w.run(desk, d.registerIncoming, { unit, fields: citing, arrivedOn }))
  const gaps = await w.rows<{ id: string; number: string | null }>(
    'select id, number from document where not held order by number nulls last',
  )
  assert.deepEqual(
    gaps.map(gap => gap.number),
    ['44', null],
  )
  const asked = must(await w.run(desk, d.missingTextRequest, { unit, gap: gaps[0]!.id as never }))
  const request = await w.read(desk, tx => d.letterOf(tx, w.scope(desk), asked.document, unit))
  assert.match(request?.body ?? '', /44-KL\/TW[\s\S]*|12\/STN-VP/)
  assert.deepEqual(request?.to, ['Ban Bí thư'])

  const other = await w.actor(await w.unit('party_office'), 'clerk')
  const paper = aLetter({
    regime: 'party',
    docType: 'kết luận',
    issuer: 'Ban Bí thư',
    number: '44',
    symbol: 'KL/TW',
    issuedOn: '2022-11-14' as PlainDate,
    subject: 'tiếp tục thực hiện Chỉ thị số 43-CT/TW',
  })
  const filled = must(await w.run(other, d.registerIncoming, { unit: other.unit, fields: paper, arrivedOn }))
  assert.equal(filled.document, gaps[0]!.id)
  // The citing office sees that it is no longer a gap, but not the text: it was not sent there.
  const citations = (await w.read(desk, tx => d.letterOf(tx, w.scope(desk), first.document, unit)))?.citations ?? []
  assert.deepEqual(
    citations.filter(c => c.other === gaps[0]!.id && c.way === 'cites').map(c => [c.held, c.readable]),
    [[true, false]],
  )
  assert.deepEqual(
    (await w.own(tx => d.fsckDirectives(tx))).filter(check => check.violations > 0),
    [],
  )
})

test('an office works: registered, submitted, noted by its leader, handed out', async t => {
  const { w, unit } = await office(t)
  const [clerk, leader] = [await w.actor(unit, 'clerk'), await w.actor(unit, 'leader')]
  const inner = await w.unit('red_cross_office')
  const fields = aLetter({
    clauses: [
      aClause(),
      aClause({ label: '2', text: 'Thường xuyên tuyên truyền.', rhythm: 'standing', dueOn: null, dueText: null }),
    ],
  })
  const { document } = must(await w.run(clerk, d.registerIncoming, { unit, fields, arrivedOn }))
  assert.equal(await w.count('task'), 0, 'what the machine read is a suggestion')
  const at = (version: number) => ({ unit, document, version })
  assert.equal(
    refusal(await w.run(clerk, d.noteIncoming, { ...at(1), words: '', lead: { unit: inner }, clauses: [] })),
    'access.forbidden',
  )
  assert.equal(
    refusal(await w.run(leader, d.noteIncoming, { ...at(1), words: '', lead: { unit: inner }, clauses: [] })),
    'directives.wrong-state',
  )
  must(await w.run(clerk, d.submitIncoming, at(1)))
  assert.equal(refusal(await w.run(clerk, d.handOut, at(2))), 'directives.wrong-state')
  const stale = await w.run(leader, d.noteIncoming, { ...at(1), words: 'Xem', lead: { unit: inner }, clauses: [] })
  assert.ok(!stale.ok)
  assert.deepEqual(
    [stale.problem.kind, stale.problem.values?.['who'], stale.problem.values?.['state']],
    ['directives.moved-meanwhile', clerk.name, 'submitted'],
  )
  const note = {
    words: 'Văn phòng chủ trì, báo cáo trước 25/2',
    lead: { unit: inner },
    with: [],
    dueOn: '2023-02-25' as PlainDate,
    clauses: [{ ordinal: 1 }],
  }
  must(await w.run(leader, d.noteIncoming, { ...at(2), ...note }))
  assert.equal(await w.count('task', `unit_id = '${unit}' and clause_ordinal = 1 and rhythm = 'deadline'`), 1)
  assert.equal(
    await w.count('clause', 'confirmed_at is null'),
    1,
    'the clause that the leader left out stays a suggestion',
  )
  must(await w.run(clerk, d.handOut, at(3)))
  const parts = await w.rows<{ to_unit_id: string; due_on: string }>('select to_unit_id, due_on from task_part')
  assert.deepEqual(parts, [{ to_unit_id: inner, due_on: '2023-02-25' }])
  // Whoever is given a part reads the letter, and nobody else below.
  const officer = await w.actor(inner, 'officer')
  assert.equal((await w.read(officer, tx => d.letterOf(tx, w.scope(officer), document, inner)))?.number, '12')
  const handed = await w.read(clerk, tx => d.letterOf(tx, w.scope(clerk), document, unit))
  assert.deepEqual(
    [handed?.incoming?.state, handed?.incoming?.entry, handed?.incoming?.leadUnit],
    ['handed_out', 1, inner],
  )
  assert.equal(handed?.clauses.filter(clause => !clause.confirmed).length, 1)
  const book = await w.read(clerk, tx => d.registerOf(tx, w.scope(clerk), unit, 'incoming', { limit: 10 }))
  assert.deepEqual(
    book.map(line => [line.entry, line.period, line.state]),
    [[1, '2023', 'handed_out']],
  )
  const stranger = await w.actor(await w.unit('women_union'), 'clerk')
  assert.deepEqual(
    await w.read(stranger, tx => d.registerOf(tx, w.scope(stranger), unit, 'incoming', { limit: 10 })),
    [],
  )
})

test(
  'twenty clerks register at once: numbers 1 to 20, none twice, none left out',
  { skip: testing !== 'postgres' },
  async t => {
    const { w, unit, desk } = await office(t)
    const done = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        w.run(desk, d.registerIncoming, {
          unit,
          fields: aLetter({ number: String(100 + at), subject: `việc thứ ${at}` }),
          arrivedOn,
        }),
      ),
    )
    assert.deepEqual(
      done.map(result => must(result).number).sort((a, b) => a - b),
      Array.from({ length: 20 }, (_, at) => at + 1),
    )
  },
)

test('two offices register one new paper at once: one document', { skip: testing !== 'postgres' }, async t => {
  const { w, unit, desk } = await office(t)
  const other = await w.actor(await w.unit('women_union'), 'clerk')
  const done = await Promise.all(
    [desk, other].map(actor => w.run(actor, d.registerIncoming, { unit: actor.unit, fields: aLetter(), arrivedOn })),
  )
  assert.equal(new Set(done.map(result => must(result).document)).size, 1)
  assert.equal(unit, desk.unit)
})

test('a paper entered without its text gets it from the next office that can read it', async t => {
  const { w, unit, desk } = await office(t)
  const first = must(await w.run(desk, d.registerIncoming, { unit, fields: aLetter({ body: '' }), arrivedOn }))
  const other = await w.actor(await w.unit('women_union'), 'clerk')
  const read = must(
    await w.run(other, d.registerIncoming, { unit: other.unit, fields: aLetter({ clauses: [aClause()] }), arrivedOn }),
  )
  assert.equal(read.document, first.document)
  const view = await w.read(desk, tx => d.letterOf(tx, w.scope(desk), first.document, unit))
  assert.deepEqual([view?.body, view?.clauses.length], [aLetter().body, 1])
})

test('hostile text is stored clean, and an endless list is refused', async t => {
  const { w, unit, desk } = await office(t)
  const fields = aLetter({ subject: 'hiến máu\u0000 nhân đạo \ud800', clauses: [aClause({ text: 'a\u0000b' })] })
  const { document } = must(await w.run(desk, d.registerIncoming, { unit, fields, arrivedOn }))
  const view = await w.read(desk, tx => d.letterOf(tx, w.scope(desk), document, unit))
  assert.deepEqual([view?.subject, view?.clauses[0]?.text], ['hiến máu nhân đạo \ufffd', 'ab'])
  const endless = aLetter({ number: '99', addressees: Array.from({ length: 501 }, (_, at) => `đơn vị ${at}`) })
  assert.equal(
    refusal(await w.run(desk, d.registerIncoming, { unit, fields: endless, arrivedOn })),
    'directives.list-too-long',
  )
  const undated = aLetter({ number: '98', clauses: [aClause({ dueOn: null, dueText: null })] })
  assert.equal(
    refusal(await w.run(desk, d.registerIncoming, { unit, fields: undated, arrivedOn })),
    'directives.deadline-without-day',
  )
})
