import { gunzipSync } from 'node:zlib'
import { assert, fold, plainDate, type AreaId, type PlainDate, type Realm } from '../kernel/index.ts'

/** The levels of local government, from above. Districts end on 2025-06-30; hamlets are no level of government. */
export const LEVELS = ['province', 'district', 'commune'] as const
export type Level = (typeof LEVELS)[number]

/** One administrative area as the public lists have it: a fact, never something a user makes. */
export type AreaFact = {
  readonly id: AreaId
  readonly code: string
  readonly level: Level
  readonly name: string
  readonly parentId: AreaId | null
  /** First day it existed; null means "already so when the lists begin". */
  readonly from: PlainDate | null
  /** Last day it existed, inclusive; null while it exists. */
  readonly to: PlainDate | null
  readonly lat: number | null
  readonly lon: number | null
  readonly areaKm2: number | null
  readonly population: number | null
}
export type LineageFact = { readonly from: AreaId; readonly to: AreaId; readonly extent: 'whole' | 'part' }
export type AreaFacts = { readonly areas: readonly AreaFact[]; readonly lineage: readonly LineageFact[] }

/**
 * Reads `facts/areas.tsv.gz`: all areas of the country before and after July 2025 and the edges between them.
 * Source: public lists of administrative units with official codes; degrees, square kilometres and people.
 * A file that does not hold together is a broken build, so it throws.
 */
export const readAreas = (packed: Uint8Array): AreaFacts => {
  const lines = gunzipSync(packed).toString('utf8').split('\n')
  const cut = lines.findIndex(line => line.startsWith('#lineage'))
  assert(lines[0]?.startsWith('#areas') && cut > 0, 'the area facts have two tables')
  const areas = lines.slice(1, cut).map(areaOf)
  const lineage = lines
    .slice(cut + 1)
    .filter(Boolean)
    .map(edgeOf)
  const known = new Set(areas.map(area => area.id))
  assert(known.size === areas.length, 'every area id occurs once')
  for (const area of areas) assert(!area.parentId || known.has(area.parentId), `the parent of ${area.id} exists`)
  for (const edge of lineage) assert(known.has(edge.from) && known.has(edge.to), `both ends of ${edge.from} exist`)
  return { areas, lineage }
}

const areaOf = (line: string): AreaFact => {
  const [id = '', code = '', level, name = '', parent, from, to, lat, lon, km2, people] = line.split('\t')
  assert(level === 'province' || level === 'district' || level === 'commune', `level of ${id}`)
  assert(id && code && name, `area ${id} is complete`)
  return {
    id: id as AreaId,
    code,
    level,
    name,
    parentId: parent ? (parent as AreaId) : null,
    from: from ? plainDate(from) : null,
    to: to ? plainDate(to) : null,
    lat: numberOr(lat),
    lon: numberOr(lon),
    areaKm2: numberOr(km2),
    population: numberOr(people),
  }
}

const numberOr = (text: string | undefined): number | null => (text ? Number(text) : null)

const edgeOf = (line: string): LineageFact => {
  const [from = '', to = '', extent] = line.split('\t')
  assert(extent === 'whole' || extent === 'part', `extent of ${from}`)
  return { from: from as AreaId, to: to as AreaId, extent }
}

/** What an area is called by law; the words before its name. A city may stand directly under the centre or under a province. */
export type AreaType =
  | 'province'
  | 'central_city'
  | 'rural_district'
  | 'town'
  | 'urban_district'
  | 'provincial_city'
  | 'rural_commune'
  | 'ward'
  | 'township'
  | 'special_zone'

type TypeRow = {
  readonly level: Level
  readonly word: string
  readonly committee: string
  readonly youth: string
}

/** One line a type of area: its word, and what its party committee and its youth union are called. */
export const AREA_TYPES: Readonly<Record<AreaType, TypeRow>> = {
  province: { level: 'province', word: 'tỉnh', committee: 'Tỉnh ủy', youth: 'Tỉnh đoàn' },
  central_city: { level: 'province', word: 'thành phố', committee: 'Thành ủy', youth: 'Thành đoàn' },
  rural_district: { level: 'district', word: 'huyện', committee: 'Huyện ủy', youth: 'Huyện đoàn' },
  town: { level: 'district', word: 'thị xã', committee: 'Thị ủy', youth: 'Thị đoàn' },
  urban_district: { level: 'district', word: 'quận', committee: 'Quận ủy', youth: 'Quận đoàn' },
  provincial_city: { level: 'district', word: 'thành phố', committee: 'Thành ủy', youth: 'Thành đoàn' },
  rural_commune: { level: 'commune', word: 'xã', committee: 'Đảng ủy xã', youth: 'Đoàn TNCS Hồ Chí Minh xã' },
  ward: {
    level: 'commune',
    word: 'phường',
    committee: 'Đảng ủy phường',
    youth: 'Đoàn TNCS Hồ Chí Minh phường',
  },
  township: {
    level: 'commune',
    word: 'thị trấn',
    committee: 'Đảng ủy thị trấn',
    youth: 'Đoàn TNCS Hồ Chí Minh thị trấn',
  },
  special_zone: {
    level: 'commune',
    word: 'đặc khu',
    committee: 'Đảng ủy đặc khu',
    youth: 'Đoàn TNCS Hồ Chí Minh đặc khu',
  },
}

const TYPES = Object.keys(AREA_TYPES) as AreaType[]
const FOLDED = TYPES.map(type => [type, AREA_TYPES[type].level, `${fold(AREA_TYPES[type].word)} `] as const)

/** The type that an area's name and level say. Throws for a name that begins with no type: the facts are broken. */
export const areaTypeOf = (area: { readonly level: Level; readonly name: string }): AreaType => {
  const name = fold(area.name)
  const hit = FOLDED.find(([, level, word]) => level === area.level && name.startsWith(word))
  assert(hit, `the name ${area.name} begins with a type of ${area.level}`)
  return hit[0]
}

/** The name without its type: `Huyện Kế Sách` → `Kế Sách`, `Phường 1` → `1`. */
export const bareName = (area: { readonly level: Level; readonly name: string }): string =>
  area.name.slice(AREA_TYPES[areaTypeOf(area)].word.length + 1)

/**
 * An area's name as names are compared: its words without marks. Hyphens and apostrophes are written in too many ways
 * to tell names apart ("Phan Rang-Tháp Chàm", "Ia H' Drai"), and so is a number ("Phường 01").
 */
export const nameKey = (name: string): string =>
  fold(name.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')).replace(/\b0+(?=\d)/g, '')

/** Whether the area existed on the day; without a day of beginning it did from the beginning of the lists. */
export const aliveOn = (area: AreaFact, asOf: PlainDate): boolean =>
  (area.from === null || area.from <= asOf) && (area.to === null || asOf <= area.to)

/** The areas alive on a day, optionally only those at or below one area. Provinces come first, communes last. */
export const areasOn = (facts: AreaFacts, asOf: PlainDate, root?: AreaId): AreaFact[] => {
  const alive = facts.areas.filter(area => aliveOn(area, asOf))
  const kept = new Set<AreaId>()
  return LEVELS.flatMap(level =>
    alive.filter(area => {
      if (area.level !== level) return false
      const inside = !root || area.id === root || (area.parentId !== null && kept.has(area.parentId))
      if (inside) kept.add(area.id)
      return inside
    }),
  )
}

/**
 * The areas that a world of one province must know: the province and its parts in every epoch that its lineage
 * reaches in either direction, and every province of the country so that a letter to another one finds its name.
 */
export const areasAround = (facts: AreaFacts, province: AreaId): AreaFacts => {
  const byId = new Map(facts.areas.map(area => [area.id, area]))
  const provinceOf = (id: AreaId): AreaId => {
    const parent = byId.get(id)?.parentId
    return parent ? provinceOf(parent) : id
  }
  const related = new Set([province])
  const edges = facts.lineage.map(edge => [provinceOf(edge.from), provinceOf(edge.to)] as const)
  // Two rounds: forward to the successor province, then back to the other provinces that flowed into it.
  for (const [from, to] of edges) if (from === province) related.add(to)
  const after = new Set(related)
  for (const [from, to] of edges) if (after.has(to)) related.add(from)
  const areas = facts.areas.filter(area => area.level === 'province' || related.has(provinceOf(area.id)))
  const kept = new Set(areas.map(area => area.id))
  return { areas, lineage: facts.lineage.filter(edge => kept.has(edge.from) && kept.has(edge.to)) }
}

/** The realm of a province: its two-digit code, which a merged province carries on. 0 is national. */
export const realmOf = (province: AreaFact): Realm => {
  assert(province.level === 'province', `${province.id} is a province`)
  return Number(province.code) as Realm
}
