import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { dateOf, problem, vnd } from '../kernel/index.ts'
import { LANGS, langFrom, loadWords, readWords, translator, type Lang } from './index.ts'

type Rooms = Record<string, Record<string, string>>

const folder = (t: TestContext, languages: Partial<Record<Lang, Rooms>>): string => {
  const dir = mkdtempSync(join(tmpdir(), 'words-'))
  t.after(() => rmSync(dir, { recursive: true }))
  for (const lang of LANGS) {
    mkdirSync(join(dir, lang))
    for (const [room, texts] of Object.entries(languages[lang] ?? {}))
      writeFileSync(join(dir, lang, `${room}.json`), JSON.stringify(texts))
  }
  return dir
}
const same = (rooms: Rooms): Record<Lang, Rooms> => ({ vi: rooms, en: rooms, km: rooms })
const repository = () => readWords('locales')

test('the catalogues of the repository are whole in the three languages', () => {
  assert.deepEqual(repository().check(), [])
})

test('a key that a language lacks stops the start and is named', t => {
  const dir = folder(t, { ...same({ aid: { 'aid.need': 'Nhu cầu' } }), en: {} })
  assert.throws(() => loadWords(dir), /en: "aid\.need" is missing; vi says "Nhu cầu"/)
})

test('a key that Vietnamese does not have is refused', t => {
  const dir = folder(t, {
    ...same({ aid: { 'aid.need': 'x' } }),
    km: { aid: { 'aid.need': 'x', 'aid.old': 'x' } },
  })
  assert.throws(() => loadWords(dir), /km: "aid\.old" is unknown/)
})

test('placeholders must be the same in every language, in any order', t => {
  const dir = folder(t, {
    ...same({ aid: { 'aid.of': '{a} của {b}' } }),
    en: { aid: { 'aid.of': '{b} of {c}' } },
  })
  assert.throws(() => loadWords(dir), /en: "aid\.of" has \{b\} \{c\} where vi has \{a\} \{b\}/)
  const turned = folder(t, {
    ...same({ aid: { 'aid.of': '{a} của {b}' } }),
    en: { aid: { 'aid.of': '{b} of {a}' } },
  })
  assert.deepEqual(loadWords(turned).check(), [])
})

test('a key in two rooms is refused, and so is a text that is not flat', t => {
  const dir = folder(t, same({ aid: { 'aid.need': 'x' }, people: { 'aid.need': 'y' } }))
  assert.throws(() => loadWords(dir), /"aid\.need" stands in both aid\.json and people\.json/)
  const nested = folder(t, same({ aid: { 'aid.need': { deep: 'x' } as unknown as string } }))
  assert.throws(() => loadWords(nested), /vi\/aid\.json: "aid\.need" must be a key/)
})

test('several faults come as one list', t => {
  const dir = folder(t, { vi: { aid: { 'aid.one': 'x', 'aid.two': 'y' } } })
  assert.equal(readWords(dir).check().length, 4)
})

test('Khmer is unreviewed until its files say that somebody read them', t => {
  assert.equal(readWords(folder(t, same({ aid: { 'aid.need': 'x' } }))).reviewed('km'), false)
  const read = folder(t, { ...same({}), km: { aid: { _review: 'reviewed', 'aid.need': 'x' } } })
  assert.equal(readWords(read).reviewed('km'), true)
})

test('a sentence takes its values, and the form for one where the language has it', t => {
  const rooms = same({ aid: { 'aid.letters': '{count} văn bản của {unit}' } })
  const en = {
    aid: { 'aid.letters': '{count} letters of {unit}', 'aid.letters#one': 'one letter of {unit}' },
  }
  const words = loadWords(folder(t, { ...rooms, en }))
  assert.equal(translator(words, 'vi')('aid.letters', { count: 1, unit: 'Hội' }), '1 văn bản của Hội')
  assert.equal(translator(words, 'en')('aid.letters', { count: 1, unit: 'Hội' }), 'one letter of Hội')
  assert.equal(translator(words, 'en')('aid.letters', { count: 1234, unit: '{unit}' }), '1,234 letters of {unit}')
})

test('a key or a value that is missing is a bug and throws', t => {
  const speak = translator(loadWords(folder(t, same({ aid: { 'aid.of': '{a}' } }))), 'vi')
  assert.throws(() => speak('aid.none'), /no message "aid\.none" in vi/)
  assert.throws(() => speak('aid.of'), /needs \{a\}/)
})

test('dates, moments, numbers and money are written as each language writes them', () => {
  const words = repository()
  const [vi, en, km] = [translator(words, 'vi'), translator(words, 'en'), translator(words, 'km')] as const
  const day = dateOf(2023, 2, 8)!
  assert.deepEqual(
    [vi, en, km].map(t => t.date(day)),
    ['08/02/2023', '8 Feb 2023', '08/02/2023'],
  )
  assert.equal(vi.longDate(day), 'ngày 08 tháng 02 năm 2023')
  assert.equal(vi.longDate(dateOf(2023, 10, 8)!), 'ngày 08 tháng 10 năm 2023')
  assert.equal(vi.longDate(dateOf(2023, 3, 18)!), 'ngày 18 tháng 3 năm 2023')
  assert.equal(en.longDate(day), '8 February 2023')
  assert.match(km.longDate(day), /^ថ្ងៃទី 8 ខែ.+ ឆ្នាំ 2023$/)
  // Late evening in London is already the next morning in Viet Nam.
  assert.equal(vi.instant(new Date('2023-02-07T23:05:00Z')), '06:05 08/02/2023')
  assert.equal(en.instant(new Date('2023-02-07T17:00:00Z')), '8 Feb 2023, 00:00')
  assert.equal(vi.money(vnd(1_234_567n)!), '1.234.567\u00a0₫')
  assert.equal(vi.money(vnd(9_007_199_254_740_993n)!), '9.007.199.254.740.993\u00a0₫')
  assert.deepEqual(
    [vi, en, km].map(t => t.number(1234.5)),
    ['1.234,5', '1,234.5', '1.234,5'],
  )
  assert.deepEqual([vi.percent(0.125), vi.percent(7, 11), vi.percent(1, 0)], ['12,5%', '63,6%', '–'])
})

test('a problem says which row, which field and what to do', t => {
  const room = {
    'problem.blank-amount': 'ô số tiền để trống; hãy ghi {example}',
    'field.amount': 'Số tiền',
    'words.at-row': 'Dòng {row}: {sentence}',
    'words.at-field': '{field}: {sentence}',
    'words.at-row-field': 'Dòng {row}, {field}: {sentence}',
  }
  const speak = translator(loadWords(folder(t, same({ ledger: room }))), 'vi')
  const blank = (at?: { field?: string; row?: number }) =>
    speak.problem(problem('blank-amount', { example: '50000' }, at))
  assert.equal(blank(), 'ô số tiền để trống; hãy ghi 50000')
  assert.equal(blank({ row: 12, field: 'amount' }), 'Dòng 12, Số tiền: ô số tiền để trống; hãy ghi 50000')
  assert.equal(blank({ row: 12, field: 'unknown' }), 'Dòng 12: ô số tiền để trống; hãy ghi 50000')
})

test('the language comes from the link, then the cookie, then the browser, then Vietnamese', () => {
  assert.equal(langFrom({}), 'vi')
  assert.equal(langFrom({ query: 'km', cookie: 'en' }), 'km')
  assert.equal(langFrom({ query: 'xx', cookie: 'en' }), 'en')
  assert.equal(langFrom({ acceptLanguage: 'fr-FR,en-GB;q=0.8,vi;q=0.9' }), 'vi')
  assert.equal(langFrom({ acceptLanguage: 'de, en;q=0.3, km;q=0.7' }), 'km')
  assert.equal(langFrom({ acceptLanguage: 'vi;q=0, en' }), 'en')
  assert.equal(langFrom({ acceptLanguage: ';;;,,q=' }), 'vi')
})
