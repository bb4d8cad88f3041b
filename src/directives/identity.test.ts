import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import {
  editDistance,
  foldNumber,
  foldSymbol,
  isCited,
  likeness,
  marksOf,
  marksOfCited,
  splitNumber,
  type Candidate,
  type Headed,
} from './identity.ts'

const symbolText = fc.array(fc.constantFrom('MTTQ', 'BTT', 'QĐ', 'UBND', 'CV', 'TU', 'SYT', 'Ủy', 'Hội'), {
  minLength: 1,
  maxLength: 4,
})

test('a symbol is the same however it is spaced, joined, cased and accented', () => {
  fc.assert(
    fc.property(
      symbolText,
      fc.array(fc.constantFrom(' ', '-', '/', '_', ' - ', '–', ' /'), { minLength: 4, maxLength: 4 }),
      fc.boolean(),
      (parts, joints, upper) => {
        const plain = parts.join('-')
        const typed = parts.map((part, at) => part + (at < parts.length - 1 ? joints[at] : '')).join('')
        assert.equal(foldSymbol(upper ? typed.toUpperCase() : typed.toLowerCase()), foldSymbol(plain))
        assert.equal(foldSymbol(plain.normalize('NFD')), foldSymbol(plain))
        assert.equal(foldSymbol(plain.replaceAll('Đ', 'D')), foldSymbol(plain))
      },
    ),
  )
})

test('folding a folded symbol changes nothing, and different letters stay different', () => {
  fc.assert(
    fc.property(symbolText, parts =>
      assert.equal(foldSymbol(foldSymbol(parts.join('/'))), foldSymbol(parts.join('/'))),
    ),
  )
  assert.notEqual(foldSymbol('KH-UBND'), foldSymbol('QĐ-UBND'))
})

test('numbers lose leading zeros and nothing else', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 3 }), (n, zeros) =>
      assert.equal(foldNumber('0'.repeat(zeros) + n), String(n)),
    ),
  )
  assert.equal(foldNumber('0'), '0')
})

test('a cited number is split as it is printed in both layouts', () => {
  assert.deepEqual(splitNumber('44-KL/TW'), { number: '44', symbol: 'KL/TW' })
  assert.deepEqual(splitNumber('2052 /MTTQ-BTT'), { number: '2052', symbol: 'MTTQ-BTT' })
  assert.deepEqual(splitNumber('Số: 30/2020/NĐ-CP'), { number: '30', symbol: '2020/NĐ-CP' })
  assert.equal(splitNumber('Luật Hoạt động chữ thập đỏ'), null)
  assert.equal(marksOfCited({ number: '30/2020/NĐ-CP' })?.year, 2020)
  assert.equal(marksOfCited({ number: '30/2020/NĐ-CP' })?.symbolFold, marksOfCited({ number: '30/NĐ-CP' })?.symbolFold)
})

test('the distance between words counts changed, added and dropped letters', () => {
  assert.deepEqual(
    [
      editDistance('cvtu', 'cvtu'),
      editDistance('cvtu', 'cvtw'),
      editDistance('mttqbtt', 'mttqbt'),
      editDistance('', 'abc'),
    ],
    [0, 1, 1, 3],
  )
})

const day = (text: string) => text as PlainDate
const head = (more: Partial<Headed> = {}): Headed => ({
  issuer: 'Tỉnh ủy Sóc Trăng',
  number: '1016',
  symbol: 'CV/TU',
  issuedOn: day('2023-01-13'),
  ...more,
})
const stored = (more: Partial<Headed> = {}, unit: UnitId | null = null, subjectAlike = 0): Candidate => ({
  ...marksOf(head(more), unit),
  id: 'x' as DocumentId,
  held: true,
  subjectAlike,
})
const like = (letter: Partial<Headed>, other: Candidate, unit: UnitId | null = null) =>
  likeness(marksOf(head(letter), unit), other)
const unitA = 'a' as UnitId
const unitB = 'b' as UnitId

test('what makes two papers one, what makes a person decide, and what makes them two', () => {
  assert.equal(like({ issuer: 'TỈNH UỶ SÓC TRĂNG', symbol: 'cv / tu' }, stored()), 'same')
  assert.equal(
    like({ issuer: 'Ban Thường vụ Tỉnh ủy' }, stored({}, unitA), unitA),
    'same',
    'one known unit, two spellings',
  )
  assert.equal(like({ symbol: 'CV-TV' }, stored()), 'symbol', 'a typing difference in the symbol')
  assert.equal(like({ symbol: null }, stored()), 'symbol', 'the symbol was not typed')
  assert.equal(
    like({ symbol: 'KH/TU', issuedOn: day('2023-09-01') }, stored()),
    null,
    'another type of letter, another day',
  )
  assert.equal(like({ issuer: 'Ban Thường vụ Tỉnh uỷ Sóc Trăng' }, stored()), 'issuer')
  assert.equal(like({}, stored({}, unitB), unitA), null, 'two known offices may both have a 1016-CV/TU')
  assert.equal(like({ issuer: 'Thành ủy Cần Thơ' }, stored({ issuedOn: day('2023-03-03') })), null)
  assert.equal(like({ issuedOn: null }, stored()), 'date', 'the date was not typed')
  assert.equal(like({ issuedOn: day('2024-01-13') }, stored()), null, 'numbers begin again')
  assert.equal(like({ number: '1061' }, stored({}, null, 0.9)), 'number', 'two figures changed places')
  assert.equal(like({ number: '1017' }, stored({}, null, 0.1)), null, 'two letters of one day')
})

test('a citation finds its paper by number, symbol and day, or by the words of the issuer', () => {
  const cited = (more: { date?: string; issuer?: string } = {}) =>
    marksOfCited({ number: '1016-CV/TU', date: more.date ? day(more.date) : null, issuer: more.issuer ?? null })!
  const paper = marksOf(head(), null)
  assert.ok(isCited(cited({ issuer: 'Ban Thường vụ Tỉnh ủy Sóc Trăng', date: '2023-01-13' }), paper))
  assert.ok(isCited(cited({ issuer: 'Ban Thường vụ Tỉnh ủy Sóc Trăng' }), paper))
  assert.ok(isCited(cited(), paper))
  assert.ok(!isCited(cited({ date: '2022-01-13' }), paper))
  assert.ok(!isCited(cited({ issuer: 'Thành phố Cần Thơ' }), paper))
})
