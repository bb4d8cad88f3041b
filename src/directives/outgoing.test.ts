import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { must, testing } from '../../test/testkit.ts'
import type { PlainDate, UnitId } from '../kernel/index.ts'
import type { Actor } from '../access/index.ts'
import { aClause, aLetter, refusal, send, story, type Story } from './fixture.sql.ts'
import * as d from './index.ts'

const draftOf = (more: Partial<d.LetterFields> = {}) =>
  aLetter({ number: null, symbol: null, issuedOn: null, issuer: '', ...more })

async function office(
  t: Parameters<typeof story>[0],
): Promise<{ w: Story; unit: UnitId; all: Actor; drafted: (more?: Partial<d.LetterFields>) => Promise<d.Drafted> }> {
  const w = await story(t)
  const unit = await w.unit('red_cross_society')
  const all = await w.actor(unit, 'clerk', 'leader', 'officer')
  return {
    w,
    unit,
    all,
    drafted: async more => must(await w.run(all, d.draftOutgoing, { unit, fields: draftOf(more) })),
  }
}

test('nothing unsigned is delivered: not by any order of steps, not by anyone but the leader, not past the program', async t => {
  const { w, unit, all, drafted } = await office(t)
  const { document } = await drafted()
  const at = (version: number) => ({ unit, document, version })
  const officer = await w.actor(unit, 'officer', 'clerk')
  const leaderElsewhere = await w.actor(await w.unit('red_cross_society', '1-943'), 'leader', 'clerk')
  assert.equal(refusal(await w.run(all, d.issue, at(1))), 'directives.wrong-state')
  assert.equal(refusal(await w.run(all, d.sign, at(1))), 'directives.wrong-state')
  assert.equal(refusal(await w.run(officer, d.submitOutgoing, at(1))), 'done: {"state":"submitted","version":2}')
  assert.equal(refusal(await w.run(officer, d.sign, at(2))), 'access.forbidden')
  assert.equal(refusal(await w.run(leaderElsewhere, d.sign, at(2))), 'access.forbidden')
  assert.equal(
    refusal(await w.run(leaderElsewhere, d.sign, { ...at(2), unit: leaderElsewhere.unit })),
    'directives.no-such-letter',
  )
  assert.equal(refusal(await w.run(all, d.number, { ...at(2), office: 'CTĐ' })), 'directives.wrong-state')
  await assert.rejects(
    w.rows(
      `insert into delivery (realm, document_id, unit_id, from_unit_id, ordinal, kind, sent_at) values (94, '${document}', '${leaderElsewhere.unit}', '${unit}', 1, 'to', now())`,
    ),
    /not issued cannot be delivered/,
  )
  await assert.rejects(
    w.rows(`update outgoing set state = 'issued', issued_at = now() where document_id = '${document}'`),
    /check constraint/,
  )
  assert.deepEqual([await w.count('delivery'), await w.count('notice')], [0, 0])
})

test('a letter goes its way, and once issued it does not change', async t => {
  const { w, unit, all, drafted } = await office(t)
  const { document } = await drafted({ clauses: [aClause()] })
  assert.equal((await w.read(all, tx => d.letterOf(tx, w.scope(all), document, unit)))?.clauses[0]?.confirmed, false)
  const sent = await send(w, all, document, { office: 'CTĐ' })
  assert.deepEqual([sent.printed, sent.units, sent.tasks], ['1/CTĐ', 11, 11])
  const view = await w.read(all, tx => d.letterOf(tx, w.scope(all), document, unit))
  assert.deepEqual(
    [view?.clauses[0]?.confirmed, view?.outgoing?.state, view?.outgoing?.entry, view?.signerName],
    [true, 'issued', 1, all.name],
  )
  assert.equal(
    refusal(await w.run(all, d.editDraft, { unit, document, version: 5, fields: draftOf() })),
    'directives.wrong-state',
  )
  await assert.rejects(
    w.rows(`update document set subject = 'khác' where id = '${document}'`),
    /issued letter cannot be changed/,
  )
  await assert.rejects(
    w.rows(`update clause set text = 'khác' where document_id = '${document}'`),
    /clause of an issued letter/,
  )
  await assert.rejects(
    w.rows(`delete from addressee where document_id = '${document}'`),
    /addressee of an issued letter/,
  )
  await assert.rejects(w.rows(`delete from delivery where document_id = '${document}'`), /append-only/)
  // The next letter knows the office's sign.
  assert.equal(
    (await send(w, all, (await drafted({ subject: 'việc khác', docType: 'kế hoạch' })).document)).printed,
    '2/KH-CTĐ',
  )
  assert.equal(await w.count('delivery', `from_unit_id = '${unit}'`), 22)
})

test('the leader sends back with a reason, the draft is written anew and goes up again', async t => {
  const { w, unit, all, drafted } = await office(t)
  const { document } = await drafted({ clauses: [aClause()] })
  const at = (version: number) => ({ unit, document, version })
  must(await w.run(all, d.submitOutgoing, at(1)))
  assert.equal(refusal(await w.run(all, d.editDraft, { ...at(2), fields: draftOf() })), 'directives.wrong-state')
  assert.equal(refusal(await w.run(all, d.sendBack, { ...at(2), reason: ' ' })), 'directives.reason-missing')
  must(await w.run(all, d.sendBack, { ...at(2), reason: 'Nêu rõ thời hạn' }))
  const fields = draftOf({ subject: 'đã sửa', clauses: [aClause(), aClause({ label: '2' })] })
  must(await w.run(all, d.editDraft, { ...at(3), fields }))
  const view = await w.read(all, tx => d.letterOf(tx, w.scope(all), document, unit))
  assert.deepEqual(
    [view?.subject, view?.clauses.length, view?.outgoing?.sentBackNote, view?.outgoing?.version],
    ['đã sửa', 2, 'Nêu rõ thời hạn', 4],
  )
  const wrong = await w.run(all, d.editDraft, {
    ...at(4),
    fields: draftOf({ clauses: [aClause(), aClause({ dueOn: null, dueText: null })] }),
  })
  assert.ok(!wrong.ok)
  assert.deepEqual([wrong.problem.kind, wrong.problem.row], ['directives.deadline-without-day', 2])
})

test('a letter to nobody is refused, naming the phrases; corrections by hand are obeyed', async t => {
  const { w, unit, all, drafted } = await office(t)
  const nobody = await drafted({ addressees: [] })
  assert.equal(
    refusal(await w.run(all, d.submitOutgoing, { unit, document: nobody.document, version: 1 })),
    'directives.no-addressee',
  )

  const { document } = await drafted({ addressees: ['Hội Yêu mây gió các hành tinh'] })
  const at = (version: number) => ({ unit, document, version })
  for (const [step, version] of [
    [d.submitOutgoing, 1],
    [d.sign, 2],
  ] as const)
    must(await w.run(all, step, at(version)))
  must(await w.run(all, d.number, { ...at(3), office: 'CTĐ' }))
  const refused = await w.run(all, d.issue, at(4))
  assert.ok(!refused.ok)
  assert.deepEqual(
    [refused.problem.kind, refused.problem.values?.['phrases']],
    ['directives.nobody', 'Hội Yêu mây gió các hành tinh'],
  )
  assert.equal(await w.count('outgoing', "state = 'issued'"), 0)

  const [district, press] = [await w.unit('red_cross_society', '1-943'), await w.unit('newspaper')]
  must(
    await w.run(all, d.editAddressees, {
      ...at(4),
      edits: [
        { unit: district, included: true },
        { unit: press, included: false },
      ],
    }),
  )
  assert.equal(
    refusal(
      await w.run(all, d.editAddressees, { ...at(5), edits: [{ unit: document as string as UnitId, included: true }] }),
    ),
    'directives.no-such-unit',
  )
  // The signature was for other recipients: the leader signs anew, and the number stays.
  assert.equal(refusal(await w.run(all, d.issue, at(5))), 'directives.wrong-state')
  assert.equal(await w.count('notice', "kind = 'addressees-changed'"), 1)
  assert.equal(refusal(await w.run(all, d.sign, at(5))), 'done: {"state":"numbered","version":6}')
  assert.equal(must(await w.run(all, d.issue, at(6))).units, 1)
  assert.deepEqual(await w.rows(`select number from register_entry where document_id = '${document}'`), [{ number: 1 }])
})

test('the preview says whom each phrase reaches, who is asked but not addressed, and who lies outside the limit', async t => {
  const { w, all, drafted } = await office(t)
  const asks = [
    { phrase: 'Hội Chữ thập đỏ các huyện, thị xã, thành phố', role: 'lead' as const },
    { phrase: 'Hội Liên hiệp Phụ nữ tỉnh', role: 'with' as const },
  ]
  const { document } = await drafted({
    addressees: ['Hội Chữ thập đỏ các huyện, thị xã, thành phố', 'Hội Yêu mây gió'],
    copies: ['Như trên', 'Thường trực Tỉnh ủy', 'Lưu VP'],
    circulationFloor: 'chi-bo',
    clauses: [aClause({ asks })],
  })
  const seen = await w.read(all, tx => d.addressingOf(tx, document, w.moment.today))
  assert.ok(seen)
  assert.deepEqual(
    seen.phrases.map(each => [each.kind, each.units.length]),
    [
      ['to', 11],
      ['to', 0],
      ['copy', 1],
    ],
  )
  assert.equal(seen.notUnderstood[0]?.phrase, 'Hội Yêu mây gió')
  assert.deepEqual(
    seen.askedNotAddressed.map(each => [each.label, each.units.map(unit => unit.name)]),
    [['1', ['Hội Liên hiệp Phụ nữ tỉnh Sóc Trăng']]],
  )
  assert.equal(seen.tasks.length, 11)
  assert.equal(seen.outsideCirculation.length, 11, 'the societies do not stand in the Party’s line')
  // Who is added by hand is held against the limit like whom the phrases name.
  const [committee, women] = [await w.unit('party_committee', '1-943'), await w.unit('women_union', '1-943')]
  const edits = [committee, women].map(unit => ({ unit, included: true }))
  must(await w.run(all, d.editAddressees, { unit: all.unit, document, version: 1, edits }))
  const edited = await w.read(all, tx => d.addressingOf(tx, document, w.moment.today))
  assert.equal(edited?.units.length, seen.units.length + 2)
  assert.deepEqual(
    edited?.outsideCirculation.slice(11).map(each => each.unit),
    [women],
  )
})

test('a number is never given twice, a cancelled one stays in the book, and a printed one must be free', async t => {
  const { w, unit, all, drafted } = await office(t)
  must(await w.run(all, d.setBook, { unit, direction: 'outgoing', firstNumber: 100 }))
  const [one, two, three] = [await drafted(), await drafted({ subject: 'hai' }), await drafted({ subject: 'ba' })]
  const upTo = async (document: d.Drafted['document']) => {
    must(await w.run(all, d.submitOutgoing, { unit, document, version: 1 }))
    must(await w.run(all, d.sign, { unit, document, version: 2 }))
  }
  for (const letter of [one, two, three]) await upTo(letter.document)
  const number = (letter: d.Drafted, version: number, printed?: string) =>
    w.run(all, d.number, {
      unit,
      document: letter.document,
      version,
      office: 'CTĐ',
      ...(printed ? { printed: { number: printed } } : {}),
    })
  assert.equal(must(await number(one, 3)).printed, '100/CTĐ')
  must(await w.run(all, d.cancelNumber, { unit, document: one.document, version: 4, why: 'Viết nhầm ngày' }))
  assert.equal(must(await number(two, 3)).number, '101')
  assert.equal(refusal(await number(three, 3, '101')), 'directives.number-taken')
  assert.equal(refusal(await number(three, 3, '100')), 'directives.number-taken')
  assert.equal(refusal(await number(three, 3, 'mười')), 'directives.number-not-a-number')
  assert.equal(
    must(await number(three, 3, '150')).number,
    '150',
    'ours is a tracking book: the official register gave 150',
  )
  assert.equal(must(await number(one, 5)).number, '151')
  const book = await w.read(all, tx => d.registerOf(tx, w.scope(all), unit, 'outgoing', { limit: 10 }))
  assert.deepEqual(
    book.map(line => [line.entry, line.cancelledWhy]),
    [
      [151, null],
      [150, null],
      [101, null],
      [100, 'Viết nhầm ngày'],
    ],
  )
  assert.equal(
    refusal(await w.run(all, d.setBook, { unit, direction: 'outgoing', per: 'type' })),
    'directives.book-in-use',
  )
  assert.deepEqual(
    (await w.own(tx => d.fsckDirectives(tx))).filter(check => check.violations > 0),
    [],
  )
})

test('an official register gives its numbers itself', async t => {
  const { w, unit, all, drafted } = await office(t)
  must(await w.run(all, d.setBook, { unit, direction: 'outgoing', official: true }))
  const { document } = await drafted()
  must(await w.run(all, d.submitOutgoing, { unit, document, version: 1 }))
  must(await w.run(all, d.sign, { unit, document, version: 2 }))
  assert.equal(
    refusal(await w.run(all, d.number, { unit, document, version: 3, office: 'CTĐ', printed: { number: '7' } })),
    'directives.number-is-ours',
  )
  const paper = aLetter({ issuer: '', number: '9', symbol: 'CTĐ' })
  const entered = must(await w.run(all, d.draftOutgoing, { unit, fields: paper, onPaper: true }))
  must(await w.run(all, d.submitOutgoing, { unit, document: entered.document, version: 1 }))
  must(await w.run(all, d.sign, { unit, document: entered.document, version: 2 }))
  assert.equal(
    refusal(await w.run(all, d.number, { unit, document: entered.document, version: 3 })),
    'directives.number-beyond-series',
  )
  assert.equal(
    refusal(await w.run(all, d.draftOutgoing, { unit, fields: paper, onPaper: true })),
    'directives.already-drafted',
  )
  assert.equal(
    refusal(await w.run(all, d.draftOutgoing, { unit, fields: { ...paper, number: null }, onPaper: true })),
    'directives.printed-number-missing',
  )
})

test('a unit asked twice by one clause has one task, in the stronger role', async t => {
  const { w, all, drafted } = await office(t)
  const phrase = 'Hội Chữ thập đỏ các huyện, thị xã, thành phố'
  const { document } = await drafted({
    clauses: [
      aClause({
        asks: [
          { phrase, role: 'with', sentence: 'phối hợp' },
          { phrase: 'Hội Chữ thập đỏ huyện Kế Sách', role: 'lead', sentence: 'chủ trì' },
        ],
      }),
    ],
  })
  assert.equal((await send(w, all, document, { office: 'CTĐ' })).tasks, 11)
  const leads = await w.rows<{ name: string; sentence: string }>(
    `select u.name, t.sentence from task t join unit u on u.id = t.unit_id where t.role = 'lead'`,
  )
  assert.deepEqual(leads, [{ name: 'Hội Chữ thập đỏ huyện Kế Sách', sentence: 'chủ trì' }])
})

test('what another office registered of our paper becomes our letter when we enter it', async t => {
  const { w, unit, all } = await office(t)
  const other = await w.actor(await w.unit('women_union'), 'clerk')
  const paper = aLetter({
    issuer: 'Hội Chữ thập đỏ tỉnh Sóc Trăng',
    symbol: 'CTĐ',
    addressees: ['Hội Liên hiệp Phụ nữ tỉnh'],
  })
  const there = must(
    await w.run(other, d.registerIncoming, { unit: other.unit, fields: paper, arrivedOn: '2023-02-03' as PlainDate }),
  )
  const here = must(await w.run(all, d.draftOutgoing, { unit, fields: paper, onPaper: true }))
  assert.equal(here.document, there.document)
  await send(w, all, here.document)
  assert.deepEqual(must(await w.run(other, d.acknowledge, { unit: other.unit, document: here.document })), {
    number: 1,
    status: '03',
    already: false,
  })
  assert.equal(await w.count('register_entry', `document_id = '${here.document}'`), 2)
})

test('work that the unit set itself before the letter was sent stays as its leader set it', async t => {
  const { w, unit, all, drafted } = await office(t)
  const { document } = await drafted({ clauses: [aClause()] })
  const society = await w.unit('red_cross_society', '1-943')
  await w.rows(earlierTask(document, society))
  assert.equal((await send(w, all, document, { office: 'CTĐ' })).tasks, 11)
  assert.equal(await w.count('task', `document_id = '${document}'`), 11)
  assert.equal(await w.count('task', `unit_id = '${society}' and sentence = 'đặt trước'`), 1)
  assert.equal(await w.count('delivery', `document_id = '${document}' and from_unit_id = '${unit}'`), 11)
})

test(
  'a unit sets its work at the very moment at which the letter is sent: the sending waits, and both stand',
  { skip: testing !== 'postgres' && 'one connection only' },
  async t => {
    const { w, all, drafted } = await office(t)
    const { document } = await drafted({ clauses: [aClause()] })
    const society = await w.unit('red_cross_society', '1-943')
    const sent = await w.own(async tx => {
      await sql.raw(earlierTask(document, society)).execute(tx)
      const sending = send(w, all, document, { office: 'CTĐ' })
      await waitsForLock(w)
      return { sending }
    })
    assert.equal((await sent.sending).tasks, 11)
    assert.equal(await w.count('task', `document_id = '${document}'`), 11)
    assert.equal(await w.count('task', `unit_id = '${society}' and sentence = 'đặt trước'`), 1)
  },
)

const earlierTask = (document: string, unit: UnitId) =>
  `insert into task (realm, document_id, clause_ordinal, unit_id, role, rhythm, sentence)
   values (94, '${document}', 1, '${unit}', 'lead', 'standing', 'đặt trước')`

/** Until another transaction waits for a lock that somebody holds. */
async function waitsForLock(w: Story): Promise<void> {
  const ofThisDatabase = `not granted and pid in (select pid from pg_stat_activity where datname = current_database())`
  while ((await w.count('pg_locks', ofThisDatabase)) === 0) await new Promise(setImmediate)
}
