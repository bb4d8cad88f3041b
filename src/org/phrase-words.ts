import { fold } from '../kernel/index.ts'
import type { AreaType, Level } from './areas.ts'
import { kindsInGroup, UNIT_KINDS } from './unit-kinds.ts'
import type { Role } from './unit-kind-types.ts'

/** What a word of an addressee phrase says. The parser knows only these meanings; the words are in the table below. */
export type Meaning =
  | {
      readonly is: 'body'
      readonly kinds: Kinds
      readonly at?: readonly AreaType[]
      readonly self?: true
      readonly note?: WordNote
    }
  | { readonly is: 'role'; readonly roles: readonly Role[] }
  | {
      readonly is: 'office'
      readonly offices: readonly string[]
      readonly needsBoard?: true
      readonly at?: readonly AreaType[]
    }
  | { readonly is: 'area'; readonly types: readonly AreaType[] }
  | { readonly is: 'level'; readonly levels: Level | 'all' | 'same' | 'above' | 'below' }
  | { readonly is: 'plural' | 'filler' | 'and' | 'of' | 'under' | 'central' | 'vague' | 'within' | 'vietnam' | 'name' }

/** What a word leaves out on purpose, said beside the result. */
export type WordNote = 'cells-through-their-committee'

/** The same word may mean other bodies at other levels: a đảng ủy leads a commune, or the army of a province. */
export type Kinds = readonly string[] | Readonly<Record<Level, readonly string[]>>

const body = (...kinds: string[]): Meaning => ({ is: 'body', kinds })
const builtIn = (kind: string, ...at: AreaType[]): Meaning => ({ is: 'body', kinds: [kind], at })
const own = (...at: AreaType[]): Meaning => ({
  is: 'body',
  kinds: [],
  self: true,
  ...(at.length ? { at } : {}),
})
const role = (...roles: Role[]): Meaning => ({ is: 'role', roles })
const office = (...offices: string[]): Meaning => ({ is: 'office', offices })
/** A member of a party committee: the word says the office, the body and the type of area at once. */
const member = (title: string, ...at: AreaType[]): Meaning => ({ is: 'office', offices: [title], at })
const area = (...types: AreaType[]): Meaning => ({ is: 'area', types })

const BOARDS = kindsInGroup('party_board')
const DIRECT = kindsInGroup('direct_party_committee')
const DEPARTMENTS = kindsInGroup('department')
const SECTORS = kindsInGroup('sector_body')
const POLITICAL = kindsInGroup('socio_political')
const MASS = kindsInGroup('mass_association')
const DANG_UY: Kinds = { province: DIRECT, district: DIRECT, commune: ['party_committee'] }
const PROVINCES: readonly AreaType[] = ['province', 'central_city']

/**
 * Words and what they say, longest match first; several spellings of one meaning are separated by a bar. What stands
 * here in capitals is an abbreviation that could be spoken: it is not meant by a word with one capital ("Tu Vũ").
 */
const WORDS: readonly (readonly [string, Meaning])[] = [
  // Joining and filling words.
  ['các|những|tất cả các|toàn thể|toàn thể các|một số', { is: 'plural' }],
  ['và|cùng|cùng với|với|hoặc|,|;', { is: 'and' }],
  ['của|ở|tại|thuộc', { is: 'of' }],
  ['đồng chí|đ c|các đồng chí|ông|bà|kính gửi|ban chấp hành|bch|tập thể|địa phương', { is: 'filler' }],
  ['việt nam|vn', { is: 'vietnam' }],
  ['trực thuộc', { is: 'under' }],
  ['trên địa bàn|trong địa bàn|trong toàn|trong|trên', { is: 'within' }],
  [
    'trung ương|tw|t ư|chính phủ|thủ tướng|quốc hội|bộ|các bộ|bộ trưởng|tổng cục|cục|vụ|chi cục|ban bí thư|bộ chính trị|' +
      'cơ quan ngang bộ|thuộc chính phủ|vpcp|tổng giám đốc|ủy ban trung ương',
    { is: 'central' },
  ],
  [
    'cơ quan|cơ quan có liên quan|cơ quan liên quan|cơ quan, đơn vị|đơn vị|đơn vị có liên quan|đơn vị liên quan|tổ chức|' +
      'tổ chức có liên quan|cá nhân|cá nhân có liên quan|doanh nghiệp|cơ quan, tổ chức, đơn vị, cá nhân|bộ phận|cơ sở giáo dục',
    { is: 'vague' },
  ],

  // Levels and types of areas.
  ['cấp tỉnh|cấp thành phố', { is: 'level', levels: 'province' }],
  ['cấp huyện', { is: 'level', levels: 'district' }],
  ['cấp xã|cấp cơ sở|cơ sở', { is: 'level', levels: 'commune' }],
  ['các cấp|từ tỉnh đến cơ sở|từ tỉnh đến xã|từ thành phố đến cơ sở', { is: 'level', levels: 'all' }],
  ['cùng cấp', { is: 'level', levels: 'same' }],
  ['cấp trên|cấp trên trực tiếp', { is: 'level', levels: 'above' }],
  ['cấp dưới', { is: 'level', levels: 'below' }],
  ['tỉnh', area('province')],
  ['thành phố|tp', area('provincial_city', 'central_city')],
  ['huyện', area('rural_district')],
  ['thị xã|tx', area('town')],
  ['quận', area('urban_district')],
  ['xã', area('rural_commune')],
  ['phường', area('ward')],
  ['thị trấn', area('township')],
  ['đặc khu', area('special_zone')],
  // Towns are named after state farms; these are no schools.
  ['nông trường|lâm trường', { is: 'name' }],

  // The Party.
  ['tỉnh ủy', builtIn('party_committee', 'province')],
  ['TU', builtIn('party_committee', ...PROVINCES)],
  ['thành ủy', builtIn('party_committee', 'provincial_city', 'central_city')],
  ['huyện ủy', builtIn('party_committee', 'rural_district')],
  ['thị ủy', builtIn('party_committee', 'town')],
  ['quận ủy', builtIn('party_committee', 'urban_district')],
  ['đảng ủy', { is: 'body', kinds: DANG_UY }],
  ['cấp ủy|cấp ủy đảng|đảng bộ|các cấp ủy|các cấp ủy đảng', body('party_committee', ...DIRECT)],
  // A committee answers for its cells, which need no accounts and get no tasks of their own.
  ['tổ chức đảng', { is: 'body', kinds: kindsInGroup('party_organisation'), note: 'cells-through-their-committee' }],
  ['chi bộ|chi bộ cơ sở', body('party_cell')],
  ['ban đảng|ban của đảng|ban xây dựng đảng', body(...BOARDS, 'party_board_building')],
  ['ban tuyên giáo và dân vận|ban tg dv|ban tgdv|ban tuyên giáo dân vận', body('party_board_propaganda_mobilisation')],
  ['ban cán sự đảng|ban cán sự|bcs đảng|bcsđ', role('caucus')],
  ['đảng đoàn', role('delegation')],
  ['ủy ban kiểm tra|ubkt', body('party_inspection')],
  ['ban kiểm tra', role('inspection')],
  ['trường chính trị', body('political_school')],
  ['trung tâm chính trị', body('political_centre')],
  ['ban thường vụ|btv', role('standing', 'permanent')],
  ['thường trực|tt', role('permanent', 'standing')],
  ['ban thường trực|btt', role('standing', 'permanent')],
  ['văn phòng|vp', role('office')],

  // Government.
  ['ủy ban nhân dân|ubnd|chính quyền|chính quyền địa phương', body('people_committee')],
  ['hội đồng nhân dân|hđnd', body('people_council')],
  ['đoàn đại biểu quốc hội và hội đồng nhân dân|đoàn đbqh và hđnd|đoàn đbqh hđnd', body('people_council')],
  ['văn phòng hđnd và ubnd|văn phòng hđnd ubnd|vp hđnd và ubnd', body('people_committee_office', 'commune_office')],
  [
    'sở, ban, ngành|sở, ban ngành|sở, ngành|sở ban ngành|sở ngành|ban, ngành|ban ngành|phòng, ban, ngành|ngành',
    body(...DEPARTMENTS, ...SECTORS),
  ],
  [
    'sở, ban, ngành, đoàn thể|sở, ban ngành, đoàn thể|ban, ngành, đoàn thể|ban ngành, đoàn thể|ban ngành đoàn thể',
    body(...DEPARTMENTS, ...SECTORS, ...POLITICAL),
  ],
  ['sở|phòng|phòng, ban|phòng ban', body(...DEPARTMENTS)],
  ['sở lđtbxh|sở lđ tbxh|sở lđ tb xh', body('department_labour')],
  ['phòng lđtbxh|phòng lđ tbxh|phòng lđ tb xh', body('office_labour')],
  ['sở gdđt|sở gd đt', body('department_education')],
  ['phòng gdđt|phòng gd đt', body('office_education')],
  ['sở nn ptnt|sở nnptnt', body('department_agriculture')],
  ['sở tn mt|sở tnmt', body('department_environment')],
  ['sở tt tt|sở tttt', body('department_information')],
  ['sở vhttdl|sở vh tt dl', body('department_culture')],
  ['sở kh đt|sở khđt', body('department_planning')],
  ['tand|tòa án', body('court')],
  ['vksnd|viện kiểm sát', body('procuracy')],
  ['quân sự|bộ chỉ huy quân sự|ban chỉ huy quân sự|bch quân sự|bchqs|bộ chqs', body('military_command')],
  ['biên phòng|bộ đội biên phòng|bộ chỉ huy bộ đội biên phòng|bđbp', body('border_guard')],

  // The press, schools and hospitals.
  ['cơ quan báo chí|cơ quan thông tin đại chúng|cơ quan truyền thông|báo chí', body(...kindsInGroup('press'))],
  ['báo', builtIn('newspaper', ...PROVINCES)],
  ['đài phát thanh và truyền hình|đài phát thanh truyền hình|đài pt th|đài ptth', body('broadcaster', 'press_office')],
  ['trường học|nhà trường|trường', body(...kindsInGroup('school'))],
  ['cơ sở y tế|bệnh viện', body(...kindsInGroup('health_facility'))],

  // The Front and its members.
  [
    'ủy ban mặt trận tổ quốc|ủy ban mặt trận|mặt trận tổ quốc|mặt trận|mttq|ủy ban mttq|ubmttq|ub mttq|ubmttqvn|mttqvn|ủy ban mttqvn',
    body('front_committee'),
  ],
  ['tổ chức chính trị xã hội|đoàn thể chính trị xã hội|đoàn thể|các đoàn thể|tổ chức ct xh', body(...POLITICAL)],
  [
    'tổ chức thành viên|thành viên của mặt trận|tổ chức thành viên của mặt trận|tổ chức thành viên mặt trận|' +
      'tổ chức thành viên của mặt trận tổ quốc|tổ chức thành viên mặt trận tổ quốc',
    body(...kindsInGroup('front_member')),
  ],
  ['hội quần chúng|tổ chức quần chúng|hội đặc thù|tổ chức xã hội|hội quần chúng được giao nhiệm vụ', body(...MASS)],
  ['tỉnh đoàn', builtIn('youth_union', 'province')],
  ['thành đoàn', builtIn('youth_union', 'provincial_city', 'central_city')],
  ['huyện đoàn', builtIn('youth_union', 'rural_district')],
  ['thị đoàn', builtIn('youth_union', 'town')],
  ['quận đoàn', builtIn('youth_union', 'urban_district')],
  [
    'đoàn thanh niên|đoàn thanh niên cộng sản hồ chí minh|đoàn tncs hồ chí minh|đoàn tncs hcm|đoàn tn',
    body('youth_union'),
  ],
  ['hội liên hiệp phụ nữ|hội lhpn|hội phụ nữ|lhpn', body('women_union')],
  ['hội nông dân|hội nd|nông dân', body('farmers_union')],
  ['hội cựu chiến binh|hội ccb|ccb', body('veterans_association')],
  ['liên đoàn lao động|lđlđ|công đoàn', body('trade_union')],
  ['hội người cao tuổi|hội nct|ban đại diện hội người cao tuổi', body('elderly_association')],
  ['hội khuyến học', body('study_promotion')],
  ['hội nạn nhân chất độc da cam|hội nạn nhân chất độc da cam dioxin|hội nncđdc', body('agent_orange_association')],
  ['hội bảo trợ người khuyết tật và trẻ mồ côi|hội bảo trợ', body('patronage_association')],

  // The Red Cross; "Hội" alone is the society that writes.
  ['hội chữ thập đỏ|hội ctđ|chữ thập đỏ|ctđ', body('red_cross_society')],
  ['chi hội chữ thập đỏ|chi hội ctđ|chi hội', body('red_cross_branch', 'red_cross_school_branch')],
  ['hội|hội cơ sở', own()],
  ['tỉnh hội', own('province')],
  ['thành hội', own('provincial_city', 'central_city')],
  ['huyện hội', own('rural_district')],
  ['thị hội', own('town')],
  ['quận hội', own('urban_district')],

  // People, by the office they hold.
  ['tỉnh ủy viên', member('provincial_committee_member', 'province')],
  ['thành ủy viên', member('provincial_committee_member', 'central_city', 'provincial_city')],
  ['huyện ủy viên', member('committee_member', 'rural_district')],
  ['thị ủy viên', member('committee_member', 'town')],
  ['quận ủy viên', member('committee_member', 'urban_district')],
  ['ủy viên ban chấp hành đảng bộ|uv bch đảng bộ', office('provincial_committee_member', 'committee_member')],
  ['ủy viên ban thường vụ|uv btv', office('standing_member')],
  ['bí thư', office('secretary')],
  ['phó bí thư', office('deputy_secretary')],
  ['chủ tịch|ct', office('chair')],
  ['phó chủ tịch|pct', office('vice_chair')],
  ['lãnh đạo', office('secretary', 'deputy_secretary', 'chair', 'vice_chair', 'head', 'deputy_head', 'director')],
  ['giám đốc', office('director')],
  ['chánh', office('head')],
  ['trưởng', { is: 'office', offices: ['head'], needsBoard: true }],
  ['phó trưởng', { is: 'office', offices: ['deputy_head'], needsBoard: true }],
]

export type Lexeme = {
  readonly words: readonly string[]
  readonly capitals: boolean
  readonly marks: readonly string[]
  readonly meaning: Meaning
}

/** Which marks a word bears, wherever in the syllable the tone stands: ủy and uỷ bear the same. */
export const marksOf = (word: string): string => {
  const parts = word.normalize('NFD').toLowerCase()
  return (parts.match(/[\p{M}đ]/gu) ?? []).sort((a, b) => (a < b ? -1 : 1)).join('')
}

/** Splits a phrase or a table entry into words and separators; dashes, dots and slashes separate nothing here. */
export const splitWords = (text: string): { word: string; start: number; end: number }[] =>
  [...text.matchAll(/[\p{L}\p{M}\p{N}]+|[,;]/gu)].map(hit => ({
    word: hit[0],
    start: hit.index,
    end: hit.index + hit[0].length,
  }))

const lexemesOf = (entry: string, meaning: Meaning): Lexeme[] =>
  entry.split('|').map(spelling => {
    const words = splitWords(spelling).map(each => each.word)
    return { words: words.map(fold), capitals: /^\p{Lu}+$/u.test(spelling), marks: words.map(marksOf), meaning }
  })

/** Names of kinds are words too: "Sở Y tế", "Ban Dân vận", "Đảng ủy Khối Cơ quan và Doanh nghiệp". */
const namesOfKinds = (): (readonly [string, Meaning])[] =>
  UNIT_KINDS.filter(each => !each.invented && !each.role).flatMap(each => {
    const names = typeof each.name === 'string' ? [each.name] : Object.values(each.name)
    return names
      .map(name => name.replace(/\{\w+\}/g, '').trim())
      .filter(name => splitWords(name).length > 1)
      .map(name => [name, body(each.kind)] as const)
  })

const byFirstWord = (): ReadonlyMap<string, readonly Lexeme[]> => {
  const found = new Map<string, Lexeme[]>()
  const seen = new Map<string, string[]>()
  // The hand-made table comes last and so wins over a kind's name of the same spelling; kinds that share a name
  // ("Thanh tra" of province and of district) become one word for both.
  for (const [entry, meaning] of [...namesOfKinds(), ...WORDS]) {
    for (const lexeme of lexemesOf(entry, meaning)) {
      const first = lexeme.words[0] ?? ''
      const spelling = lexeme.words.join(' ') + lexeme.marks.join(' ')
      const earlier = seen.get(spelling) ?? []
      const kinds = meaning.is === 'body' && Array.isArray(meaning.kinds) ? [...earlier, ...meaning.kinds] : []
      seen.set(spelling, kinds)
      const merged =
        earlier.length > 0 && kinds.length > 0 ? { ...lexeme, meaning: { ...meaning, kinds } as Meaning } : lexeme
      found.set(first, [merged, ...(found.get(first) ?? [])])
    }
  }
  for (const list of found.values()) list.sort((a, b) => b.words.length - a.words.length)
  return found
}

/** The words by their first syllable without marks, longest first. */
export const LEXICON = byFirstWord()
