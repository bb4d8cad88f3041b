import { fold, type PersonId, type Realm, type UnitId } from '../kernel/index.ts'
import type { Level } from './areas.ts'
import { kindsInGroup } from './unit-kinds.ts'
import { nameId } from './units-for.ts'

export type PersonPlan = {
  readonly id: PersonId
  readonly realm: Realm
  readonly name: string
  readonly nameFold: string
  readonly unitId: UnitId
  readonly office: string
  readonly title: string
}
type Host = {
  readonly id: UnitId
  readonly realm: Realm
  readonly kind: string
  readonly name: string
  readonly level: Level
}
type Office = readonly [office: string, title: string, at?: readonly Level[]]

/** How many invented members a provincial party committee has; near the real size, and nobody real. */
const COMMITTEE_MEMBERS = 50
const UPPER: readonly Level[] = ['province', 'district']

/** Who works where, one line a kind of unit; the rest of the world stays without persons. */
const OFFICES: Readonly<Record<string, readonly Office[]>> = {
  party_committee: [
    ['secretary', 'Bí thư'],
    ['deputy_secretary', 'Phó Bí thư Thường trực', UPPER],
    ['officer', 'Chuyên viên', UPPER],
    ['clerk', 'Văn thư', UPPER],
  ],
  party_office: [
    ['head', 'Chánh Văn phòng'],
    ['clerk', 'Văn thư'],
  ],
  party_board_mobilisation: [
    ['head', 'Trưởng Ban'],
    ['officer', 'Chuyên viên'],
    ['clerk', 'Văn thư'],
  ],
  party_board_propaganda_mobilisation: [
    ['head', 'Trưởng Ban'],
    ['officer', 'Chuyên viên'],
  ],
  people_committee: [
    ['chair', 'Chủ tịch'],
    ['vice_chair', 'Phó Chủ tịch', UPPER],
    ['clerk', 'Văn thư', ['district', 'commune']],
  ],
  people_committee_office: [
    ['head', 'Chánh Văn phòng'],
    ['clerk', 'Văn thư'],
  ],
  front_committee: [
    ['chair', 'Chủ tịch'],
    ['vice_chair', 'Phó Chủ tịch Thường trực', UPPER],
    ['clerk', 'Văn thư', UPPER],
  ],
  party_caucus_people_committee: [
    ['head', 'Bí thư'],
    ['clerk', 'Văn thư'],
  ],
  front_standing_committee: [
    ['chair', 'Chủ tịch'],
    ['officer', 'Chuyên viên'],
    ['clerk', 'Văn thư'],
  ],
  red_cross_standing_committee: [
    ['chair', 'Chủ tịch'],
    ['officer', 'Chuyên viên'],
    ['clerk', 'Văn thư'],
  ],
  red_cross_society: [
    ['chair', 'Chủ tịch'],
    ['vice_chair', 'Phó Chủ tịch', UPPER],
    ['accountant', 'Kế toán', UPPER],
    ['officer', 'Cán bộ chuyên trách'],
    ['clerk', 'Văn thư', UPPER],
  ],
}
const LEADERS: Readonly<Record<string, readonly Office[]>> = Object.fromEntries([
  ...kindsInGroup('department').map(kind => [kind, [['director', 'Thủ trưởng']]] as const),
  ...kindsInGroup('socio_political').map(kind => [kind, [['chair', 'Người đứng đầu', UPPER]]] as const),
])

/**
 * Invented persons for the main units: no name of anybody, "(giả định)" in each. Fifty members of the provincial
 * party committee, and leaders and clerks. Ids come from unit and office, so seeding twice makes the same.
 */
export const personsFor = (hosts: readonly Host[]): PersonPlan[] =>
  hosts.flatMap(host => [...members(host), ...leaders(host)])

const leaders = (host: Host): PersonPlan[] =>
  (OFFICES[host.kind] ?? LEADERS[host.kind] ?? [])
    .filter(([, , at]) => !at || at.includes(host.level))
    .map(([office, title]) => planOf(host, office, title, `${title} ${host.name} (giả định)`, '1'))

const members = (host: Host): PersonPlan[] => {
  if (host.kind !== 'party_committee' || host.level !== 'province') return []
  const title = host.name.startsWith('Thành') ? 'Thành ủy viên' : 'Tỉnh ủy viên'
  return Array.from({ length: COMMITTEE_MEMBERS }, (_, at) => {
    const ordinal = String(at + 1).padStart(2, '0')
    return planOf(host, 'provincial_committee_member', title, `${title} ${ordinal} (giả định)`, ordinal)
  })
}

/** Who holds an office of a seeded unit: the same id each time it is seeded. */
export const personId = (unit: UnitId, office: string, ordinal = '1'): PersonId =>
  nameId(`person/${unit}/${office}/${ordinal}`) as PersonId

const planOf = (host: Host, office: string, title: string, name: string, ordinal: string): PersonPlan => ({
  id: personId(host.id, office, ordinal),
  realm: host.realm,
  name,
  nameFold: fold(name),
  unitId: host.id,
  office,
  title,
})
