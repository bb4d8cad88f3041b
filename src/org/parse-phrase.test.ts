import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { fold } from '../kernel/index.ts'
import { root } from '../../test/testkit.ts'
import { workSince } from '../../test/work-since.ts'
import { LEVELS } from './areas.ts'
import { NOTES, parsePhrase, type PhraseContext, type Selector, type UnitSelector } from './parse-phrase.ts'
import { LINES } from './unit-kind-types.ts'

const province: PhraseContext = {
  level: 'province',
  areaType: 'province',
  provinceType: 'province',
  kind: 'party_committee',
}
const district: PhraseContext = {
  level: 'district',
  areaType: 'rural_district',
  provinceType: 'province',
  kind: 'red_cross_society',
}
const city: PhraseContext = {
  level: 'province',
  areaType: 'central_city',
  provinceType: 'central_city',
  kind: 'red_cross_society',
}

const units = (phrase: string, context = province): UnitSelector[] =>
  parsePhrase(phrase, context).map(selector => {
    assert.ok(selector.pick === 'units' || selector.pick === 'persons', `${phrase}: ${selector.pick} ${selector.words}`)
    return selector
  })
const kinds = (phrase: string, context = province) => units(phrase, context).flatMap(selector => [...selector.kinds])

const PHRASES = [
  'Các ban đảng, ban cán sự đảng, đảng đoàn, đảng uỷ trực thuộc Tỉnh uỷ',
  'Đảng đoàn Uỷ ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội cấp tỉnh',
  'Ban Thường vụ Hội Chữ thập đỏ tỉnh',
  'Các huyện uỷ, thị uỷ, thành uỷ',
  'Ban Thường trực Ủy ban MTTQ Việt Nam các huyện, thị xã, thành phố, tỉnh Sóc Trăng',
  'các cấp uỷ, tổ chức đảng, chính quyền, Mặt trận Tổ quốc, các tổ chức chính trị - xã hội và hội chữ thập đỏ các cấp',
  'Ban cán sự đảng Ủy ban nhân dân tỉnh',
  'Các đồng chí Tỉnh uỷ viên',
  'Các sở, ban, ngành tỉnh',
  'UBND các huyện Kế Sách, Long Phú và thị xã Ngã Năm',
  'TT. Huyện uỷ (b/c)',
  'Hội Chữ thập đỏ các cấp',
  'các cơ quan báo chí',
  'Như “Kính gửi”',
  'Lưu Văn phòng Tỉnh uỷ',
]
const bare = (selectors: readonly Selector[]) => selectors.map(selector => ({ ...selector, words: '' }))

test('a role reaches over a coordinated list, and the Youth Union stands for itself because it has no delegation', () => {
  const found = units(PHRASES[1] ?? '')
  const all = found.flatMap(selector => [...selector.kinds])
  assert.ok(all.includes('party_delegation_front_committee') && all.includes('party_delegation_women_union'))
  assert.ok(all.includes('youth_union') && !all.includes('women_union'))
  assert.ok(found.some(selector => selector.notes.includes('youth-union-has-no-party-delegation')))
})

test('a named area after a list of levels says where the list is, it is no member of it', () => {
  const [only, ...more] = units(PHRASES[4] ?? '')
  assert.equal(more.length, 0)
  assert.deepEqual(
    [only?.level, only?.within, only?.kinds],
    ['district', ['tinh soc trang'], ['front_standing_committee']],
  )
  assert.deepEqual(only?.notes, ['named-area-taken-as-scope'])
})

test('what stands at the end of a list is meant for all of it', () => {
  const levels = units(PHRASES[5] ?? '').map(selector => selector.level)
  assert.deepEqual(new Set(levels), new Set(['province', 'district', 'commune']))
  assert.equal(units(PHRASES[5] ?? '').filter(selector => selector.kinds.includes('people_committee')).length, 3)
  assert.ok(
    units('Các ban đảng, đảng đoàn, đảng uỷ trực thuộc Tỉnh uỷ').every(
      selector => selector.under?.level === 'province',
    ),
  )
})

test('the same words mean another area from another place', () => {
  assert.deepEqual(
    units('TT UBND huyện', district).map(selector => [selector.level, selector.every]),
    [['district', false]],
  )
  assert.deepEqual(
    units('Thường trực Thành ủy', city).map(selector => selector.level),
    ['province'],
  )
  assert.deepEqual(
    units('Các huyện uỷ, thị uỷ, thành uỷ').map(selector => selector.types),
    [['rural_district'], ['town'], ['provincial_city']],
  )
  assert.deepEqual(
    units('Tỉnh Hội', district).map(selector => [selector.level, selector.kinds]),
    [['province', ['red_cross_society']]],
  )
  assert.deepEqual(
    units('Các tỉnh ủy, thành ủy trực thuộc Trung ương').map(selector => selector.types),
    [['province'], ['central_city']],
  )
})

test('areas alone are read in the line of the issuer, inside the area that is named', () => {
  const [only, ...more] = units('các xã, phường thuộc thành phố Sóc Trăng')
  assert.equal(more.length, 0)
  assert.deepEqual(
    [only?.level, only?.types, only?.within],
    ['commune', ['rural_commune', 'ward'], ['thanh pho soc trang', 'thanh pho soc trang']],
  )
})

test('persons are asked by their office', () => {
  assert.deepEqual(
    units('Các đồng chí Tỉnh uỷ viên').map(selector => [selector.pick, selector.offices]),
    [['persons', ['provincial_committee_member']]],
  )
  assert.deepEqual(
    units('CT, các PCT UBND tỉnh').map(selector => [selector.kinds, selector.offices]),
    [
      [['people_committee'], ['chair']],
      [['people_committee'], ['vice_chair']],
    ],
  )
})

test('the committee of the same level is one, not also those of army and agencies', () => {
  assert.deepEqual(kinds('cấp uỷ, chính quyền cùng cấp'), ['party_committee', 'people_committee'])
})

test('references, central bodies and vague words are told apart from bodies of the tree', () => {
  const picks = (phrase: string) => parsePhrase(phrase, province).map(selector => selector.pick)
  assert.deepEqual(picks('Như trên'), ['addressees'])
  assert.deepEqual(picks('Như "Kính gửi"'), ['addressees'])
  assert.deepEqual(picks('Như Điều 3'), ['article'])
  assert.deepEqual(picks('Lưu VT'), ['file'])
  assert.deepEqual(picks('Trung ương Hội (báo cáo)'), ['outside'])
  assert.deepEqual(picks('Hội Chữ thập đỏ Việt Nam'), ['outside'])
  assert.deepEqual(picks('các cơ quan có liên quan'), ['unknown'])
  assert.deepEqual(picks('Công ty TNHH Một thành viên'), ['unknown'])
  assert.deepEqual(picks(''), ['unknown'])
})

const names = (phrase: string) => [...new Set(units(phrase).flatMap(selector => selector.names))]

test('the words of a name are not read as bodies, and the words of bodies are no names', () => {
  const city = ['thanh pho hai phong']
  for (const phrase of [
    'Thành phố Hải Phòng',
    'UBND TP Hải Phòng',
    'UBND TP. HẢI PHÒNG',
    'ubnd thành phố hải phòng',
    'Ban Thường trực UBMTTQVN thành phố Hải Phòng',
    'Thành uỷ Hải Phòng',
    'Thành uỷ Hải Phòng, UBND thành phố Hải Phòng, Sở Y tế thành phố Hải Phòng',
  ])
    assert.deepEqual(names(phrase), city, phrase)
  assert.deepEqual(
    units('các huyện thuộc thành phố Hải Phòng').map(selector => [selector.level, selector.within[0]]),
    [['district', city[0]]],
  )
  assert.deepEqual(kinds('UBND các thành phố Tam Kỳ, Hội An và Hội Nông dân tỉnh').at(-1), 'farmers_union')
  assert.deepEqual(names('Huyện ủy Huyện Kế Sách'), ['huyen ke sach'])
  assert.deepEqual(names('Các huyện uỷ Kế Sách, Long Phú'), ['huyen ke sach', 'huyen long phu'])
  assert.equal(parsePhrase('Các ban đảng Tỉnh ủy Sóc Trăng, Liên hiệp Hội', province).at(-1)?.pick, 'unknown')
  assert.deepEqual(names('UBND huyện Kế Sách Tỉnh Sóc Trăng'), ['huyen ke sach'])
  assert.deepEqual(names('UBND HUYỆN KẾ SÁCH VÀ HỘI NÔNG DÂN TỈNH'), ['huyen ke sach'])
  for (const body of ['Phòng Tổng hợp', 'Hội Người mù', 'Trường Tiểu học Kế Sách', 'Trường THPT Kế Sách'])
    for (const phrase of [`UBND các huyện Kế Sách, ${body}`, `UBND huyện Kế Sách ${body}`])
      assert.ok(
        parsePhrase(phrase, province).some(selector => selector.pick === 'unknown'),
        phrase,
      )
})

test('numbers in a list are names or count what follows', () => {
  assert.deepEqual(names('UBND các phường 01, 2, Tân Hội và 3'), ['phuong 1', 'phuong 2', 'phuong tan hoi', 'phuong 3'])
  assert.deepEqual(
    units('UBND các xã Tân Hội, Phú Hội và 11 phường').map(selector => [selector.types, selector.names]),
    [
      [['ward'], []],
      [['rural_commune'], ['xa tan hoi', 'xa phu hoi']],
    ],
  )
})

test('an accent that says another word is believed', () => {
  assert.deepEqual(
    units('Ủy ban nhân dân quận').map(selector => selector.types),
    [['urban_district']],
  )
  assert.equal(
    parsePhrase('Hội quân', province).some(
      selector => selector.pick === 'units' && selector.types?.includes('urban_district'),
    ),
    false,
  )
})

test('the reading is the same wherever the tone stands, composed or not, in capitals, and without accents', () => {
  for (const phrase of PHRASES) {
    const expected = bare(parsePhrase(phrase, province))
    const spellings = [
      phrase.replaceAll('uỷ', 'ủy'),
      phrase.replaceAll('ủy', 'uỷ'),
      phrase.normalize('NFD'),
      phrase.toUpperCase(),
      fold(phrase),
      `- ${phrase};`,
    ]
    for (const spelling of spellings) assert.deepEqual(bare(parsePhrase(spelling, province)), expected, spelling)
  }
})

test('no text makes the reader throw, and every text gets an answer', () => {
  const words = fc.constantFrom(...PHRASES.flatMap(phrase => phrase.split(' ')), ',', 'và', '11', 'Ất', '(', '')
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(words, { maxLength: 14 }).map(list => list.join(' ')),
  )
  fc.assert(
    fc.property(
      text,
      fc.constantFrom(province, district, city, { ...province, level: 'central' as const }),
      (phrase, context) => {
        assert.ok(parsePhrase(phrase, context).length > 0)
      },
    ),
    { numRuns: 2000 },
  )
})

test('every note, line and level has its words in the catalogue', () => {
  const words = JSON.parse(readFileSync(join(root, 'locales/vi/org.json'), 'utf8')) as Record<string, string>
  const keys = [
    ...NOTES.map(note => `note.${note}`),
    ...LINES.map(line => `line.${line}`),
    ...LEVELS.map(level => `level.${level}`),
  ]
  assert.deepEqual(
    keys.filter(key => !words[`org.${key}`]),
    [],
  )
})

test('a phrase without end is not understood, and repeated words cost no more than their number', () => {
  const context = { level: 'province', areaType: null, provinceType: 'province', kind: 'party_committee' } as const
  assert.deepEqual(
    parsePhrase('các xã '.repeat(4_000), context).map(each => each.pick),
    ['unknown'],
  )
  for (const words of ['xã ', 'cấp ', 'tỉnh ', 'người đứng đầu xã ', 'huyện uỷ, x, ', 'trừ thuộc ']) {
    const before = process.cpuUsage()
    parsePhrase(words.repeat(Math.floor(1_990 / words.length)), context)
    assert.ok(workSince(before) < 2_000, words)
  }
})

test('an address names one body: the districts and provinces behind it only say where it is', () => {
  const where = (phrase: string) => units(phrase).map(each => [each.level, each.names, each.within])
  const address = [['commune', ['xa an my'], ['huyen ke sach']]]
  assert.deepEqual(where('UBND xã An Mỹ, huyện Kế Sách, tỉnh Sóc Trăng'), address)
  assert.deepEqual(where('UBND xã An Mỹ, huyện Kế Sách'), address)
  assert.deepEqual(where('UBND xã An Mỹ, xã Ba Trinh, huyện Kế Sách'), [
    ['commune', ['xa an my', 'xa ba trinh'], ['huyen ke sach']],
  ])
  assert.deepEqual(where('UBND huyện Kế Sách, tỉnh Sóc Trăng'), [['district', ['huyen ke sach'], ['tinh soc trang']]])
  const named = (phrase: string) =>
    where(phrase)
      .flatMap(([, names]) => names)
      .sort()
  for (const list of [
    'UBND huyện Kế Sách, thành phố Sóc Trăng',
    'UBND xã An Mỹ và huyện Kế Sách',
    'UBND huyện Kế Sách và tỉnh Sóc Trăng',
    'UBND xã An Mỹ; huyện Kế Sách; tỉnh Sóc Trăng',
    'UBND phường 1, quận 3, quận 5',
    'UBND xã An Mỹ, huyện Kế Sách, huyện Long Phú',
    'UBND huyện Kế Sách, xã An Mỹ',
  ]) {
    const areas = list
      .slice(5)
      .split(/, | và |; /)
      .map(area => fold(area))
    assert.deepEqual([...new Set(named(list))], areas.sort(), list)
  }
  assert.deepEqual(where('UBND phường 1, quận 3, thành phố Hồ Chí Minh'), [['commune', ['phuong 1'], ['quan 3']]])
  const twoAddresses = [...address, ['commune', ['xa ba trinh'], ['huyen long phu']]]
  assert.deepEqual(where('UBND xã An Mỹ, huyện Kế Sách và xã Ba Trinh, huyện Long Phú'), twoAddresses)
})
