import { assert, type PlainDate } from '../kernel/index.ts'
import type { Level } from './areas.ts'
import type { Group, KindRule, Line, Place, Role, Under } from './unit-kind-types.ts'

/**
 * The kinds of units of a province, as they were in early 2023 and as they are since July 2025: one line a kind.
 * Names of bodies are facts; whatever is invented says "(giả định)".
 */

/** Party delegations, caucuses and the two old boards ended in early 2025; the day differed by province (a setting one day). */
const PARTY_REFORM = '2025-02-01' as PlainDate
/** Provincial departments were merged from 1 March 2025. */
const DEPARTMENT_REFORM = '2025-03-01' as PlainDate
/** The district level ended and the mass organisations came under the Front. */
const TWO_LEVELS = '2025-07-01' as PlainDate

const P: readonly Level[] = ['province']
const D: readonly Level[] = ['district']
const C: readonly Level[] = ['commune']
const PD: readonly Level[] = ['province', 'district']
const PDC: readonly Level[] = ['province', 'district', 'commune']

type More = Omit<Partial<KindRule>, 'kind' | 'at' | 'name' | 'places'> & { readonly also?: readonly Place[] }

const rule = (
  kind: string,
  at: readonly Level[],
  line: Line,
  under: Under,
  name: KindRule['name'],
  more: More = {},
) => {
  const { also = [], ...rest } = more
  return { kind, at, name, places: [{ line, under }, ...also], groups: [], ...rest } satisfies KindRule
}

/** A body beside the party committee of its area. */
const party = (kind: string, at: readonly Level[], name: KindRule['name'], more: More = {}) =>
  rule(kind, at, 'party', ['party_committee'], name, { hasCell: 'party', ...more })
const board = (kind: string, at: readonly Level[], name: string, more: More = {}) =>
  party(kind, at, `${name} {committee}`, { groups: ['party_board'], ...more })
/** A committee directly under the provincial or district committee that leads no area. */
const direct = (kind: string, at: readonly Level[], name: string, more: More = {}) =>
  rule(kind, at, 'party', ['party_committee'], `Đảng ủy ${name}`, {
    groups: ['direct_party_committee', 'party_organisation'],
    ...more,
  })
/** The Party's delegation or caucus inside a provincial body: it stands in the Party's line and in the body's own. */
const inside = (role: 'delegation' | 'caucus', of: string, line: Line, name: string): KindRule =>
  rule(`party_${role}_${of}`, P, 'party', ['party_committee'], name, {
    role,
    of,
    until: PARTY_REFORM,
    groups: ['party_organisation'],
    also: [{ line, under: [of] }],
  })
const department = (kind: string, name: string, more: More = {}) =>
  rule(kind, P, 'government', ['people_committee'], `${name} {area}`, {
    groups: ['department'],
    hasCell: 'government',
    ...more,
  })
const districtOffice = (kind: string, name: string, more: More = {}) =>
  rule(kind, D, 'government', ['people_committee'], `${name} {area}`, {
    groups: ['department'],
    hasCell: 'government',
    ...more,
  })
/** Since July 2025 the mass organisations stand under the Front of their area as well as in their own line. */
const UNDER_FRONT: readonly Place[] = [{ line: 'front', under: ['front_committee'], from: TWO_LEVELS }]
const mass = (kind: string, at: readonly Level[], line: Line, group: Group, name: KindRule['name'], more: More = {}) =>
  rule(kind, at, line, 'above', name, {
    groups: [group, 'front_member'],
    also: UNDER_FRONT,
    hasCell: 'party',
    ...more,
  })

/** Old provinces with a coast or a land border, by code: only these have border guards. */
const BORDER = (
  '02 04 08 10 11 12 14 20 22 31 34 36 37 38 40 42 44 45 46 48 49 51 52 54 56 58 60 62 64 66 67 70 72 77 79 80 ' +
  '82 83 84 87 89 91 94 95 96'
).split(' ')

// oxfmt-ignore
export const UNIT_KINDS: readonly KindRule[] = [
  // The Party: committees, their organs, boards and bodies.
  rule('party_committee', PDC, 'party', 'above', '{committee}', { groups: ['party_organisation'] }),
  party('party_standing_committee', PD, 'Ban Thường vụ {committee}', { role: 'standing', of: 'party_committee', short: 'BTV {committee}', hasCell: undefined }),
  party('party_permanent', PD, 'Thường trực {committee}', { role: 'permanent', of: 'party_committee', short: 'TT. {committee}', hasCell: undefined }),
  party('party_office', PD, 'Văn phòng {committee}', { role: 'office', of: 'party_committee' }),
  board('party_board_organisation', PD, 'Ban Tổ chức'),
  board('party_board_propaganda', PD, 'Ban Tuyên giáo', { until: PARTY_REFORM, becomes: 'party_board_propaganda_mobilisation' }),
  board('party_board_mobilisation', PD, 'Ban Dân vận', { until: PARTY_REFORM, becomes: 'party_board_propaganda_mobilisation' }),
  board('party_board_propaganda_mobilisation', PD, 'Ban Tuyên giáo và Dân vận', { from: PARTY_REFORM }),
  board('party_board_internal_affairs', P, 'Ban Nội chính'),
  board('party_inspection', PD, 'Ủy ban Kiểm tra', { role: 'inspection', of: 'party_committee' }),
  board('party_board_building', C, 'Ban Xây dựng Đảng', { from: TWO_LEVELS, hasCell: undefined }),
  party('political_school', P, 'Trường Chính trị {area}'),
  party('political_centre', D, 'Trung tâm Chính trị {area}'),
  direct('party_committee_agencies_enterprises', P, 'Khối Cơ quan và Doanh nghiệp {area}', { until: PARTY_REFORM }),
  direct('party_committee_party_agencies', P, 'các cơ quan Đảng {area}', { from: PARTY_REFORM }),
  direct('party_committee_government', P, 'Ủy ban nhân dân {area}', { from: PARTY_REFORM }),
  direct('party_committee_military', PD, 'Quân sự {area}'),
  direct('party_committee_police', PD, 'Công an {area}'),
  direct('party_committee_border', P, 'Bộ đội Biên phòng {area}', { provinces: BORDER, until: TWO_LEVELS }),
  inside('caucus', 'people_committee', 'government', 'Ban cán sự đảng Ủy ban nhân dân {area}'),
  inside('caucus', 'court', 'justice', 'Ban cán sự đảng Tòa án nhân dân {area}'),
  inside('caucus', 'procuracy', 'justice', 'Ban cán sự đảng Viện kiểm sát nhân dân {area}'),
  inside('delegation', 'people_council', 'council', 'Đảng đoàn Hội đồng nhân dân {area}'),
  inside('delegation', 'front_committee', 'front', 'Đảng đoàn Ủy ban MTTQ Việt Nam {area}'),
  inside('delegation', 'women_union', 'women', 'Đảng đoàn Hội Liên hiệp Phụ nữ {area}'),
  inside('delegation', 'farmers_union', 'farmers', 'Đảng đoàn Hội Nông dân {area}'),
  inside('delegation', 'trade_union', 'trade_union', 'Đảng đoàn Liên đoàn Lao động {area}'),
  inside('delegation', 'veterans_association', 'veterans', 'Đảng đoàn Hội Cựu chiến binh {area}'),
  rule('party_cell', C, 'party', ['party_committee'], 'Chi bộ số {n} {area} (giả định)', { role: 'cell', times: 3, invented: true }),

  // The press.
  party('newspaper', P, 'Báo {bare}', { groups: ['press'], until: TWO_LEVELS, becomes: 'press_office' }),
  party('press_office', P, 'Báo và Phát thanh, Truyền hình {bare}', { groups: ['press'], from: TWO_LEVELS }),
  rule('broadcaster', P, 'government', ['people_committee'], 'Đài Phát thanh và Truyền hình {bare}', { groups: ['press'], until: TWO_LEVELS, becomes: 'press_office', hasCell: 'government' }),
  rule('radio_station', D, 'government', ['people_committee'], 'Đài Truyền thanh {area}', { groups: ['press'], hasCell: 'government' }),

  // People's Councils, People's Committees, courts, police and army.
  rule('people_council', PDC, 'council', 'above', 'Hội đồng nhân dân {area}', { short: 'HĐND {area}' }),
  rule('people_council_office', P, 'council', ['people_council'], 'Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân {area}', { role: 'office', of: 'people_council', hasCell: 'government' }),
  rule('people_committee', PDC, 'government', 'above', 'Ủy ban nhân dân {area}', { short: 'UBND {area}' }),
  rule('people_committee_office', PDC, 'government', ['people_committee'], { province: 'Văn phòng Ủy ban nhân dân {area}', district: 'Văn phòng Hội đồng nhân dân và Ủy ban nhân dân {area}' }, { role: 'office', of: 'people_committee', hasCell: 'government' }),
  rule('commune_office', C, 'government', ['people_committee'], 'Văn phòng Hội đồng nhân dân và Ủy ban nhân dân {area}', { role: 'office', of: 'people_committee', from: TWO_LEVELS }),
  rule('commune_culture_social', C, 'government', ['people_committee'], 'Phòng Văn hóa - Xã hội {area}', { from: TWO_LEVELS, groups: ['department'] }),
  rule('court', PD, 'justice', 'above', 'Tòa án nhân dân {area}'),
  rule('procuracy', PD, 'justice', 'above', 'Viện kiểm sát nhân dân {area}'),
  rule('police', PD, 'security', 'above', 'Công an {area}', { groups: ['sector_body'] }),
  rule('military_command', PD, 'military', 'above', { province: 'Bộ Chỉ huy Quân sự {area}', district: 'Ban Chỉ huy Quân sự {area}' }, { groups: ['sector_body'] }),
  rule('border_guard', P, 'military', 'root', 'Bộ Chỉ huy Bộ đội Biên phòng {area}', { groups: ['sector_body'], provinces: BORDER, until: TWO_LEVELS }),

  // Departments of the province.
  department('department_health', 'Sở Y tế'),
  department('department_labour', 'Sở Lao động - Thương binh và Xã hội', { until: DEPARTMENT_REFORM }),
  department('department_education', 'Sở Giáo dục và Đào tạo'),
  department('department_finance', 'Sở Tài chính'),
  department('department_planning', 'Sở Kế hoạch và Đầu tư', { until: DEPARTMENT_REFORM, becomes: 'department_finance' }),
  department('department_home_affairs', 'Sở Nội vụ'),
  department('department_justice', 'Sở Tư pháp'),
  department('department_agriculture', 'Sở Nông nghiệp và Phát triển nông thôn', { until: DEPARTMENT_REFORM, becomes: 'department_agriculture_environment' }),
  department('department_environment', 'Sở Tài nguyên và Môi trường', { until: DEPARTMENT_REFORM, becomes: 'department_agriculture_environment' }),
  department('department_agriculture_environment', 'Sở Nông nghiệp và Môi trường', { from: DEPARTMENT_REFORM }),
  department('department_information', 'Sở Thông tin và Truyền thông', { until: DEPARTMENT_REFORM, becomes: 'department_science' }),
  department('department_culture', 'Sở Văn hóa, Thể thao và Du lịch'),
  department('department_construction', 'Sở Xây dựng'),
  department('department_transport', 'Sở Giao thông vận tải', { until: DEPARTMENT_REFORM, becomes: 'department_construction' }),
  department('department_industry', 'Sở Công Thương'),
  department('department_science', 'Sở Khoa học và Công nghệ'),
  department('department_ethnic_religion', 'Sở Dân tộc và Tôn giáo', { from: DEPARTMENT_REFORM }),
  department('ethnic_board', 'Ban Dân tộc', { until: DEPARTMENT_REFORM, becomes: 'department_ethnic_religion', groups: ['sector_body'] }),
  department('provincial_inspectorate', 'Thanh tra', { groups: ['sector_body'] }),

  // Offices of the district.
  districtOffice('office_education', 'Phòng Giáo dục và Đào tạo'),
  districtOffice('office_labour', 'Phòng Lao động - Thương binh và Xã hội'),
  districtOffice('office_health', 'Phòng Y tế'),
  districtOffice('office_finance', 'Phòng Tài chính - Kế hoạch'),
  districtOffice('office_home_affairs', 'Phòng Nội vụ'),
  districtOffice('office_justice', 'Phòng Tư pháp'),
  districtOffice('office_culture', 'Phòng Văn hóa và Thông tin'),
  districtOffice('office_agriculture', 'Phòng Nông nghiệp và Phát triển nông thôn', { in: ['rural_district'] }),
  districtOffice('office_economy', 'Phòng Kinh tế', { in: ['town', 'urban_district', 'provincial_city'] }),
  districtOffice('office_environment', 'Phòng Tài nguyên và Môi trường'),
  districtOffice('district_inspectorate', 'Thanh tra', { groups: ['sector_body'] }),

  // Hospitals and schools.
  rule('general_hospital', P, 'government', ['department_health'], 'Bệnh viện Đa khoa {area}', { groups: ['health_facility'] }),
  rule('health_centre', D, 'government', ['department_health^'], 'Trung tâm Y tế {area}', { groups: ['health_facility'] }),
  rule('health_station', C, 'government', ['health_centre^', 'people_committee'], 'Trạm Y tế {area}', { groups: ['health_facility'] }),
  rule('high_school', PD, 'government', ['department_education', 'department_education^'], 'Trường Trung học phổ thông số 1 {area} (giả định)', { invented: true, groups: ['school'] }),

  // The Fatherland Front and its member organisations.
  rule('front_committee', PDC, 'front', 'above', 'Ủy ban MTTQ Việt Nam {area}', { short: 'UBMTTQVN {area}', hasCell: 'party' }),
  rule('front_standing_committee', PDC, 'front', ['front_committee'], 'Ban Thường trực Ủy ban MTTQ Việt Nam {area}', { role: 'standing', of: 'front_committee', short: 'BTT UBMTTQVN {area}' }),
  mass('youth_union', PDC, 'youth', 'socio_political', '{youth}'),
  mass('women_union', PDC, 'women', 'socio_political', 'Hội Liên hiệp Phụ nữ {area}', { short: 'Hội LHPN {area}' }),
  mass('farmers_union', PDC, 'farmers', 'socio_political', 'Hội Nông dân {area}'),
  mass('veterans_association', PDC, 'veterans', 'socio_political', 'Hội Cựu chiến binh {area}', { short: 'Hội CCB {area}' }),
  mass('trade_union', PD, 'trade_union', 'socio_political', 'Liên đoàn Lao động {area}', { short: 'LĐLĐ {area}' }),
  mass('elderly_association', PDC, 'elderly', 'mass_association', { province: 'Ban Đại diện Hội Người cao tuổi {area}', district: 'Ban Đại diện Hội Người cao tuổi {area}', commune: 'Hội Người cao tuổi {area}' }),
  mass('study_promotion', PDC, 'study_promotion', 'mass_association', 'Hội Khuyến học {area}'),
  mass('agent_orange_association', PD, 'agent_orange', 'mass_association', 'Hội Nạn nhân chất độc da cam/dioxin {area}'),
  mass('patronage_association', P, 'patronage', 'mass_association', 'Hội Bảo trợ Người khuyết tật và Trẻ mồ côi {area}'),

  // The Red Cross: a society at every level, branches (chi hội) below the grassroots society.
  mass('red_cross_society', PDC, 'red_cross', 'mass_association', 'Hội Chữ thập đỏ {area}', { short: 'Hội CTĐ {area}' }),
  rule('red_cross_standing_committee', PD, 'red_cross', ['red_cross_society'], 'Ban Thường vụ Hội Chữ thập đỏ {area}', { role: 'standing', of: 'red_cross_society', short: 'BTV Hội CTĐ {area}' }),
  rule('red_cross_inspection', P, 'red_cross', ['red_cross_society'], 'Ban Kiểm tra Hội Chữ thập đỏ {area}', { role: 'inspection', of: 'red_cross_society' }),
  rule('red_cross_office', P, 'red_cross', ['red_cross_society'], 'Văn phòng Hội Chữ thập đỏ {area}', { role: 'office', of: 'red_cross_society' }),
  rule('red_cross_professional', P, 'red_cross', ['red_cross_society'], 'Ban Chuyên môn Hội Chữ thập đỏ {area}', { from: TWO_LEVELS }),
  rule('red_cross_branch', C, 'red_cross', ['red_cross_society'], 'Chi hội Chữ thập đỏ số {n} {area} (giả định)', { role: 'branch', of: 'red_cross_society', times: 2, invented: true }),
  rule('red_cross_school_branch', PD, 'red_cross', ['red_cross_society'], 'Chi hội Chữ thập đỏ Trường Trung học phổ thông số 1 {area} (giả định)', { role: 'branch', of: 'high_school', invented: true, also: [{ line: 'government', under: ['high_school'] }] }),
]

const BY_KIND = new Map(UNIT_KINDS.map(each => [each.kind, each]))

/** The rule of a kind; a kind that no rule names is a bug. */
export const kindRule = (kind: string): KindRule => {
  const found = BY_KIND.get(kind)
  assert(found, `the kind ${kind} is in the table of unit kinds`)
  return found
}

/** In whose layout a unit writes: the Party's bodies and the Youth Union have their own, all others the State's. */
export const regimeOf = (kind: string): 'state' | 'party' | 'youth_union' =>
  kind === 'youth_union' ? 'youth_union' : BY_KIND.get(kind)?.places[0]?.line === 'party' ? 'party' : 'state'

/** Bodies that lead an area name no body above them at the head of their papers. */
export const standsAlone = (kind: string): boolean =>
  ['party_committee', 'people_committee', 'people_council', 'front_committee'].includes(kind)

export const isUnitKind = (kind: string): boolean => BY_KIND.has(kind)

/** All kinds that letters name by one word, in the order of the table. */
export const kindsInGroup = (group: Group): string[] =>
  UNIT_KINDS.filter(each => each.groups.includes(group)).map(each => each.kind)

/** The kind that is this role of that body at a level ("Ban Thường vụ" of the Red Cross society), or null. */
export const roleOf = (role: Role, of: string, level: Level): string | null =>
  UNIT_KINDS.find(each => each.role === role && each.of === of && each.at.includes(level))?.kind ?? null

export const kindsWithRole = (role: Role): string[] =>
  UNIT_KINDS.filter(each => each.role === role).map(each => each.kind)

/** Whether bodies of this kind exist on the day. */
export const kindAliveOn = (each: KindRule, asOf: PlainDate): boolean =>
  (!each.from || each.from <= asOf) && (!each.until || asOf < each.until)

/** The few kinds that carry the humanitarian line, for benches over the whole country. */
export const CORE_KINDS: ReadonlySet<string> = new Set([
  'party_committee',
  'people_committee',
  'front_committee',
  'front_standing_committee',
  'red_cross_society',
])
