import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must } from '../../test/testkit.ts'
import type { PlainDate, UnitId } from '../kernel/index.ts'
import { aClause, aLetter, refusal, send, story, type Story } from './fixture.sql.ts'
import * as d from './index.ts'

/** What a stranger must not be able to do to an office's letters, and what an office must always be able to do. */

const arrivedOn = '2023-02-08' as PlainDate
const draftOf = (more: Partial<d.LetterFields> = {}) =>
  aLetter({ number: null, symbol: null, issuedOn: null, issuer: '', ...more })
const sameBooks = async (w: Story) =>
  assert.deepEqual(
    (await w.own(tx => d.fsckDirectives(tx))).filter(check => check.violations > 0),
    [],
  )
const central = aLetter({
  regime: 'party',
  docType: 'kết luận',
  issuer: 'Ban Bí thư',
  number: '44',
  symbol: 'KL/TW',
  issuedOn: '2022-12-22' as PlainDate,
  subject: 'về công tác Hội Chữ thập đỏ',
  body: 'Nguyên văn kết luận của Ban Bí thư về công tác của Hội Chữ thập đỏ Việt Nam trong tình hình mới.',
  addressees: ['các tỉnh uỷ'],
  circulationFloor: 'chi-bo',
  clauses: [aClause()],
})

test('nobody becomes the issuer of a letter that others registered', async t => {
  const w = await story(t)
  const committee = await w.unit('party_committee')
  const party = await w.actor(committee, 'clerk', 'leader', 'officer')
  const { document } = must(await w.run(party, d.registerIncoming, { unit: committee, fields: central, arrivedOn }))
  const stranger = await w.actor(await w.unit('party_committee', '1-943'), 'clerk', 'leader')
  const forged = {
    ...central,
    body: central.body,
    subject: 'bị thay',
    clauses: [],
    addressees: [],
    circulationFloor: null,
  }
  const claim = (fields: d.LetterFields) =>
    w.run(stranger, d.draftOutgoing, { unit: stranger.unit, onPaper: true, fields })
  assert.equal(refusal(await claim(forged)), 'directives.not-our-letter')
  assert.equal(
    refusal(await claim({ ...forged, body: 'VĂN BẢN BỊ SỬA: không phải làm gì cả.' })),
    'directives.kept-elsewhere',
  )
  assert.equal(
    refusal(await w.run(party, d.draftOutgoing, { unit: committee, onPaper: true, fields: central })),
    'directives.not-our-letter',
  )
  const [kept] = await w.rows<{
    body: string
    subject: string
    circulation_floor: string
    issuer_unit_id: UnitId | null
  }>(`select body, subject, circulation_floor, issuer_unit_id from document where id = '${document}'`)
  assert.deepEqual(kept, {
    body: central.body,
    subject: central.subject,
    circulation_floor: 'chi-bo',
    issuer_unit_id: null,
  })
  assert.deepEqual([await w.count('outgoing'), await w.count('clause')], [0, 1])
  // "Huyện ủy" alone is every district committee's, and so nobody's.
  const bare = { ...central, issuer: 'Huyện ủy', number: '7', symbol: 'CV/HU' }
  must(await w.run(party, d.registerIncoming, { unit: committee, fields: bare, arrivedOn }))
  assert.equal(
    refusal(await w.run(stranger, d.draftOutgoing, { unit: stranger.unit, onPaper: true, fields: bare })),
    'directives.not-our-letter',
  )
})

test('a gap that letters keep for another body’s paper is not taken under that body’s name', async t => {
  const w = await story(t)
  const unit = await w.unit('red_cross_society')
  const desk = await w.actor(unit, 'clerk')
  const citing = aLetter({
    citations: [{ type: 'kết luận', number: '44-KL/TW', date: null, issuer: 'Ban Bí thư', kind: 'based_on' }],
  })
  must(await w.run(desk, d.registerIncoming, { unit, fields: citing, arrivedOn }))
  const stranger = await w.actor(await w.unit('women_union'), 'clerk')
  must(await w.run(stranger, d.draftOutgoing, { unit: stranger.unit, onPaper: true, fields: central }))
  assert.equal(await w.count('document', "not held and number = '44'"), 1)
})

test('what others have noted or passed on keeps its text and clauses when its issuer enters it', async t => {
  const w = await story(t)
  const unit = await w.unit('red_cross_society')
  const issuer = await w.actor(unit, 'clerk', 'leader', 'officer')
  const women = await w.actor(await w.unit('women_union'), 'clerk', 'leader', 'officer')
  const paper = aLetter({ issuer: 'Hội Chữ thập đỏ tỉnh Sóc Trăng', symbol: 'CTĐ', clauses: [aClause()] })
  const { document } = must(await w.run(women, d.registerIncoming, { unit: women.unit, fields: paper, arrivedOn }))
  // A covering letter carries the clause on: deleting it would be refused by the database, and lose the thread.
  must(
    await w.run(women, d.passOn, {
      unit: women.unit,
      document,
      addressees: ['Hội Liên hiệp Phụ nữ các huyện, thị xã, thành phố'],
    }),
  )
  const entered = must(
    await w.run(issuer, d.draftOutgoing, {
      unit,
      onPaper: true,
      fields: { ...paper, subject: 'bị thay', clauses: [] },
    }),
  )
  assert.equal(entered.document, document)
  const [kept] = await w.rows<{ subject: string; body: string }>(
    `select subject, body from document where id = '${document}'`,
  )
  assert.deepEqual(kept, { subject: paper.subject, body: paper.body })
  assert.equal(await w.count('clause', `document_id = '${document}'`), 1)
  const edit = (fields: d.LetterFields) => w.run(issuer, d.editDraft, { unit, document, version: 1, fields })
  assert.equal(refusal(await edit({ ...paper, body: 'bị sửa' })), 'directives.others-build-on-it')
  must(await edit({ ...paper, clauses: [], signerName: 'Trần Văn A (giả định)' }))
  assert.equal(await w.count('clause', `document_id = '${document}'`), 1)
})

test('what a stranger registers under a number does not stop the office’s own book', async t => {
  const w = await story(t)
  const unit = await w.unit('front_standing_committee')
  const front = await w.actor(unit, 'clerk', 'leader', 'officer')
  const stranger = await w.actor(await w.unit('women_union', '1-943'), 'clerk')
  const fake = aLetter({
    issuer: front.unitName,
    number: '1',
    symbol: 'MTTQ-BTT',
    issuedOn: w.moment.today,
    subject: 'giả',
    body: 'giả',
  })
  const squat = must(await w.run(stranger, d.registerIncoming, { unit: stranger.unit, fields: fake, arrivedOn }))
  const { document } = must(await w.run(front, d.draftOutgoing, { unit, fields: draftOf() }))
  assert.equal((await send(w, front, document, { office: 'MTTQ-BTT' })).printed, '1/MTTQ-BTT')
  assert.equal(
    await w.count('document_decision', `document_id = '${document}' and other_id = '${squat.document}' and not same`),
    1,
  )
  await sameBooks(w)
})

test('a squatter does not stop an honest office: it enters its own copy and says in what it differs', async t => {
  const w = await story(t)
  const stranger = await w.actor(await w.unit('women_union', '1-943'), 'clerk')
  const squat = must(
    await w.run(stranger, d.registerIncoming, {
      unit: stranger.unit,
      fields: { ...central, subject: 'giả', body: 'một nội dung giả, không có trong văn bản nào' },
      arrivedOn,
    }),
  )
  const committee = await w.unit('party_committee')
  const party = await w.actor(committee, 'clerk')
  const enter = (decision?: d.NearDecision) =>
    w.run(party, d.registerIncoming, { unit: committee, fields: central, arrivedOn, ...(decision ? { decision } : {}) })
  const refused = await enter()
  assert.ok(!refused.ok)
  assert.deepEqual(
    [refused.problem.kind, refused.problem.values?.['document1']],
    ['directives.kept-elsewhere', squat.document],
  )
  assert.equal(refusal(await enter({ different: true, why: ' ' })), 'directives.why-different')
  const own = must(await enter({ different: true, why: 'Nội dung khác hẳn bản giấy' }))
  assert.deepEqual([own.known, own.document === squat.document], [false, false])
  assert.equal(refusal(await enter({ different: true, why: 'lần nữa' })), 'directives.already-registered')
  // Whoever comes next joins the paper whose words it shows.
  const other = await w.actor(await w.unit('party_office'), 'clerk')
  assert.equal(
    must(await w.run(other, d.registerIncoming, { unit: other.unit, fields: central, arrivedOn })).document,
    own.document,
  )
  await sameBooks(w)
})

test('a letter that is not issued is nobody’s to match, and a subject alone opens no text', async t => {
  const w = await story(t)
  const unit = await w.unit('red_cross_society')
  const issuer = await w.actor(unit, 'clerk', 'leader', 'officer')
  const paper = aLetter({ issuer: '', symbol: 'CTĐ', addressees: ['Hội Chữ thập đỏ các huyện, thị xã, thành phố'] })
  const drafted = must(await w.run(issuer, d.draftOutgoing, { unit, onPaper: true, fields: paper }))
  const guess = { ...paper, issuer: issuer.unitName }
  const early = await w.actor(await w.unit('women_union'), 'clerk')
  const registered = must(await w.run(early, d.registerIncoming, { unit: early.unit, fields: guess, arrivedOn }))
  assert.deepEqual([registered.known, registered.document === drafted.document], [false, false])
  assert.equal(await w.read(early, tx => d.letterOf(tx, w.scope(early), drafted.document, early.unit)), null)
  await send(w, issuer, drafted.document)
  const late = await w.actor(await w.unit('farmers_union'), 'clerk')
  const knows = (fields: d.LetterFields) => w.run(late, d.registerIncoming, { unit: late.unit, fields, arrivedOn })
  assert.equal(refusal(await knows({ ...guess, body: '' })), 'directives.kept-elsewhere')
  assert.equal(refusal(await knows({ ...guess, body: 'Đề nghị cho xem' })), 'directives.kept-elsewhere')
  const unaccented = guess.body
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
  assert.equal(must(await knows({ ...guess, body: unaccented })).document, drafted.document)
  await sameBooks(w)
})
