import { createHash } from 'node:crypto'
import { assert, fold, type AreaId, type PlainDate, type Realm, type UnitId } from '../kernel/index.ts'
import { AREA_TYPES, areaTypeOf, bareName, LEVELS, realmOf, type AreaFact } from './areas.ts'
import { kindAliveOn, UNIT_KINDS } from './unit-kinds.ts'
import type { KindRule, Line, Under } from './unit-kind-types.ts'

export type LinkPlan = {
  readonly line: Line
  readonly parentId: UnitId | null
  readonly from: PlainDate | null
}
export type UnitPlan = {
  readonly id: UnitId
  readonly realm: Realm
  readonly kind: string
  readonly areaId: AreaId
  readonly name: string
  readonly nameFold: string
  readonly shortName: string | null
  /** First day, null where the area and the kind were already there; units have no last day until a reform ends them. */
  readonly from: PlainDate | null
  readonly links: readonly LinkPlan[]
}

/**
 * The units that the rules make for these areas on a day, with their links, parents before children.
 * The areas are those alive on the day and closed upwards (a commune comes with its province): see `areasOn`.
 * Ids come from realm, kind, area and ordinal, so making the same world twice makes the same ids.
 * @param only the kinds wanted, for instance CORE_KINDS; all when absent
 */
export const unitsFor = (areas: readonly AreaFact[], asOf: PlainDate, only?: ReadonlySet<string>): UnitPlan[] => {
  const rules = UNIT_KINDS.filter(each => kindAliveOn(each, asOf) && (!only || only.has(each.kind)))
  const site = siteOf(areas)
  const drafts = LEVELS.flatMap(level =>
    areas
      .filter(area => area.level === level)
      .flatMap(area => rules.filter(each => fits(each, area, site)).flatMap(each => draftsOf(each, area, site))),
  )
  const cells = only && !only.has('party_cell') ? [] : drafts.flatMap(cellOf)
  const index = new Map(drafts.filter(d => d.ordinal === '1').map(d => [`${d.rule.kind}@${d.area.id}`, d.id]))
  return [...drafts, ...cells].map(draft => planOf(draft, asOf, site, index))
}

type Site = {
  readonly byId: ReadonlyMap<AreaId, AreaFact>
  readonly provinceOf: ReadonlyMap<AreaId, AreaFact>
}
type Draft = {
  readonly id: UnitId
  readonly rule: KindRule
  readonly area: AreaFact
  readonly realm: Realm
  readonly ordinal: string
  readonly name: string
  readonly short: string | null
}

const siteOf = (areas: readonly AreaFact[]): Site => {
  const byId = new Map(areas.map(area => [area.id, area]))
  const provinceOf = new Map<AreaId, AreaFact>()
  const climb = (area: AreaFact): AreaFact => {
    if (!area.parentId) return area
    const parent = byId.get(area.parentId)
    assert(parent, `the parent of ${area.id} is among the areas`)
    return climb(parent)
  }
  for (const area of areas) provinceOf.set(area.id, climb(area))
  return { byId, provinceOf }
}

const fits = (rule: KindRule, area: AreaFact, site: Site): boolean =>
  rule.at.includes(area.level) &&
  nameAt(rule, area) !== null &&
  (!rule.in || rule.in.includes(areaTypeOf(area))) &&
  (!rule.provinces || rule.provinces.includes(site.provinceOf.get(area.id)?.code ?? ''))

const nameAt = (rule: KindRule, area: AreaFact): string | null =>
  typeof rule.name === 'string' ? rule.name : (rule.name[area.level] ?? null)

const draftsOf = (rule: KindRule, area: AreaFact, site: Site): Draft[] => {
  const province = site.provinceOf.get(area.id)
  const template = nameAt(rule, area)
  assert(province && template, `${rule.kind} has a name in ${area.id}`)
  const realm = realmOf(province)
  return Array.from({ length: rule.times ?? 1 }, (_, at) => {
    const ordinal = String(at + 1)
    const short = rule.short ? fillName(rule.short, area, ordinal) : null
    const name = fillName(template, area, ordinal)
    return { id: unitId(realm, rule.kind, area.id, ordinal), rule, area, realm, ordinal, name, short }
  })
}

/** A name from its template: see `KindRule.name`. */
export const fillName = (template: string, area: AreaFact, ordinal: string): string => {
  const type = AREA_TYPES[areaTypeOf(area)]
  const bare = bareName(area)
  return template
    .replace('{area}', `${type.word} ${bare}`)
    .replace('{bare}', bare)
    .replace('{committee}', `${type.committee} ${bare}`)
    .replace('{youth}', `${type.youth} ${bare}`)
    .replace('{n}', ordinal)
}

/** Party cells of agencies are made-up: the agency is real, how its members are organised is not known to us. */
const cellOf = (host: Draft): Draft[] => {
  // A commune has its own few cells; its small bodies need none.
  if (!host.rule.hasCell || host.area.level === 'commune') return []
  const [line] = host.rule.places
  assert(line, `${host.rule.kind} stands somewhere`)
  const parents =
    host.rule.hasCell === 'government'
      ? ['party_committee_government', 'party_committee_agencies_enterprises', 'party_committee']
      : ['party_committee_party_agencies', 'party_committee_agencies_enterprises', 'party_committee']
  const rule: KindRule = {
    kind: 'party_cell',
    at: host.rule.at,
    name: '',
    groups: [],
    places: [
      { line: 'party', under: parents },
      // A cell of a party body already stands in the party line; a unit has one parent a line.
      ...(line.line === 'party' ? [] : [{ line: line.line, under: [host.rule.kind] }]),
    ],
  }
  const id = unitId(host.realm, 'party_cell', host.area.id, host.rule.kind)
  const name = `Chi bộ ${host.name} (giả định)`
  return [{ ...host, id, rule, ordinal: host.rule.kind, name, short: null }]
}

const planOf = (draft: Draft, asOf: PlainDate, site: Site, index: ReadonlyMap<string, UnitId>): UnitPlan => {
  const from = later(draft.area.from, draft.rule.from ?? null)
  const links = draft.rule.places
    .filter(place => !place.from || place.from <= asOf)
    .map(place => ({
      line: place.line,
      parentId: parentOf(draft, place.under, site, index),
      from: later(from, place.from ?? null),
    }))
    // Without a parent a second line says nothing; the first line keeps its root.
    .filter((link, at) => at === 0 || link.parentId !== null)
  return {
    id: draft.id,
    realm: draft.realm,
    kind: draft.rule.kind,
    areaId: draft.area.id,
    name: draft.name,
    nameFold: fold(draft.name),
    shortName: draft.short,
    from,
    links,
  }
}

const later = (a: PlainDate | null, b: PlainDate | null): PlainDate | null => (a && b ? (a > b ? a : b) : (a ?? b))

const parentOf = (draft: Draft, under: Under, site: Site, index: ReadonlyMap<string, UnitId>): UnitId | null => {
  if (under === 'root') return null
  const wanted = under === 'above' ? [`${draft.rule.kind}^`] : under
  for (const each of wanted) {
    const found = each.endsWith('^')
      ? aboveOf(draft.area, each.slice(0, -1), site, index)
      : index.get(`${each}@${draft.area.id}`)
    if (found && found !== draft.id) return found
  }
  return null
}

const aboveOf = (area: AreaFact, kind: string, site: Site, index: ReadonlyMap<string, UnitId>): UnitId | null => {
  const parent = area.parentId ? site.byId.get(area.parentId) : undefined
  return parent ? (index.get(`${kind}@${parent.id}`) ?? aboveOf(parent, kind, site, index)) : null
}

/** The id of a rule-made unit: a version 8 UUID from the SHA-256 of what names it, the same in every seeding. */
export const unitId = (realm: Realm, kind: string, areaId: AreaId, ordinal = '1'): UnitId =>
  nameId(`unit/${realm}/${kind}/${areaId}/${ordinal}`) as UnitId

/** A version 8 UUID (RFC 9562: made by a rule of our own) from a name. */
export const nameId = (name: string): string => {
  const hex = createHash('sha256').update(`chi-do/${name}`).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`
}
