import { fold } from '../kernel/index.ts'
import { AREA_TYPES, LEVELS, type AreaType, type Level } from './areas.ts'
import { lowest, readItems, settleTypes, shareFromRight, type AreaWord, type Item } from './phrase-items.ts'
import { kindRule, kindsInGroup, kindsWithRole, roleOf } from './unit-kinds.ts'
import type { Role } from './unit-kind-types.ts'

/** Who writes: "các xã", "thành phố", "cùng cấp" and "Tỉnh Hội" mean something only from a place. */
export type PhraseContext = {
  readonly level: Level | 'central'
  readonly areaType: AreaType | null
  readonly provinceType: 'province' | 'central_city' | null
  readonly kind: string
}

/** What the reader should know about how a phrase was taken; each is a key `org.note.<kind>` of the catalogue. */
export const NOTES = [
  'youth-union-has-no-party-delegation',
  'organisation-has-no-party-delegation',
  'answered-by-the-body-itself',
  'level-taken-from-issuer',
  'area-named-without-body',
  'named-area-taken-as-scope',
  'no-such-body-at-this-level',
  'outside-the-tree',
  'named-only-vaguely',
  'see-article',
  'as-the-addressees',
  'file-copy',
  'office-holder-unknown-unit-instead',
  'body-renamed-since',
  'resolves-to-nobody',
  'cells-through-their-committee',
] as const
export type Note = (typeof NOTES)[number]

/** Bodies of certain kinds in certain areas; with `offices`, the persons who hold them there. */
export type UnitSelector = {
  readonly pick: 'units' | 'persons'
  readonly kinds: readonly string[]
  readonly offices: readonly string[]
  readonly level: Level
  /** Only areas of these types; null = any type of the level. */
  readonly types: readonly AreaType[] | null
  /** Folded full names ("huyen ke sach"); empty = not named. */
  readonly names: readonly string[]
  /** All areas of the level, not only the issuer's own. */
  readonly every: boolean
  /** Only inside the area with one of these folded names; empty = inside what the issuer can mean. */
  readonly within: readonly string[]
  readonly under: {
    readonly kinds: readonly string[]
    readonly level: Level
    readonly names: readonly string[]
  } | null
  readonly words: string
  readonly notes: readonly Note[]
}
export type Selector =
  | UnitSelector
  | {
      readonly pick: 'addressees' | 'article' | 'file' | 'outside'
      readonly words: string
      readonly notes: readonly Note[]
    }
  | { readonly pick: 'unknown'; readonly words: string; readonly notes: readonly Note[] }

/** No addressee is longer; a text that is has not been cut into its phrases, and reading it would keep everybody waiting. */
const PHRASE_MAX = 2_000

/**
 * Reads one addressee phrase ("Kính gửi", "Nơi nhận", or the body a clause asks) into what it selects.
 * Never throws and never guesses silently: what it does not know comes back as `unknown` with its words.
 */
export const parsePhrase = (phrase: string, context: PhraseContext): Selector[] => {
  if (phrase.length > PHRASE_MAX)
    return [{ pick: 'unknown', words: `${phrase.slice(0, 100).toWellFormed().trim()}…`, notes: [] }]
  const text = clean(phrase)
  const reference = referenceIn(text)
  if (reference) return [reference]
  const items = readItems(text)
  shareFromRight(items)
  const found = items.flatMap(item => selectorsOf(item, items, text, context))
  return found.length > 0 ? found : [{ pick: 'unknown', words: phrase.trim(), notes: [] }]
}

/** Drops bullets, final punctuation and remarks such as (để b/c); a bracket that lists areas becomes part of the list. */
const clean = (phrase: string): string =>
  phrase
    .normalize('NFC')
    // A letter by its class, an apostrophe by its use: "Cư Mʼgar".
    .replace(/\u02BC/g, "'")
    .replace(/\(\s*((?:thị xã|thành phố|quận|huyện|phường|thị trấn|xã)[^)]*)\)/giu, ', $1')
    .replace(/\([^)]*\)?/gu, ' ')
    .replace(/^[\s\-–+•*]+|[\s.,;:]+$/gu, '')
    .trim()

const ADDRESSEES = /^(nhu|theo) (tren|kinh gui|noi nhan|dong kinh gui|muc kinh gui)$/
const ARTICLE = /^(nhu|neu tai|cac (co quan|don vi|to chuc)( don vi| ca nhan)* neu tai) (dieu|muc|khoan|phan) \w+$/

const referenceIn = (text: string): Selector | null => {
  const words = fold(text.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' '))
  if (ADDRESSEES.test(words)) return { pick: 'addressees', words: text, notes: ['as-the-addressees'] }
  if (ARTICLE.test(words)) return { pick: 'article', words: text, notes: ['see-article'] }
  if (/^luu\b/.test(words)) return { pick: 'file', words: text, notes: ['file-copy'] }
  return null
}

const selectorsOf = (item: Item, items: readonly Item[], text: string, context: PhraseContext): Selector[] => {
  const words = text.slice(item.start, item.end)
  const outside = item.central || (item.vietnam && !isFront(item) && !saysWhere(item))
  if (outside) return [{ pick: 'outside', words, notes: ['outside-the-tree'] }]
  const unknown: Selector[] = item.unknown.length > 0 ? [{ pick: 'unknown', words, notes: [] }] : []
  if (item.vague && item.kinds === null) return [{ pick: 'unknown', words, notes: ['named-only-vaguely'] }]
  if (unknown.length > 0) return unknown
  return unitSelectors(item, items, words, context)
}

const isFront = (item: Item): boolean => Array.isArray(item.kinds) && item.kinds.includes('front_committee')
const saysWhere = (item: Item): boolean =>
  item.areas.length > 0 ||
  item.levels.length > 0 ||
  item.under !== null ||
  item.builtIn !== null ||
  item.roles.length > 0

type Place = Pick<UnitSelector, 'level' | 'types' | 'names' | 'every'>

const unitSelectors = (item: Item, items: readonly Item[], words: string, context: PhraseContext): Selector[] => {
  const notes: Note[] = item.note ? [item.note] : []
  const body = sameLevelBody(item, bodyOf(item, context, notes))
  const within = scopeOf(item, notes)
  const under = underOf(item, context)
  const places = placesOf(item, items, context, kindsIn(body), notes)
  const selectors = places.flatMap(place => {
    const base = bodyAt(body, place.level).filter(kind => kindRule(kind).at.includes(place.level))
    const kinds = [...new Set(withRoles(item.roles, base, place.level, notes))]
    return kinds.length === 0 ? [] : [{ ...place, kinds }]
  })
  const pick = item.offices.length > 0 ? 'persons' : 'units'
  const shared = { pick, offices: item.offices, within, under, words } as const
  const [first] = places
  if (selectors.length === 0 && !first) return [{ pick: 'unknown', words, notes }]
  if (selectors.length === 0 && first) {
    return [{ ...shared, ...first, kinds: [], notes: [...notes, 'no-such-body-at-this-level'] }]
  }
  return selectors.map(each => ({ ...shared, ...each, notes: [...new Set(notes)] }))
}

/** "cấp ủy cùng cấp" is the committee that leads the area, not also those of the army and the agencies under it. */
const sameLevelBody = (item: Item, body: Body): Body => {
  const direct = kindsInGroup('direct_party_committee')
  return item.levels.includes('same') && Array.isArray(body) ? body.filter(kind => !direct.includes(kind)) : body
}

type Body = readonly string[] | Readonly<Record<Level, readonly string[]>>

const bodyAt = (body: Body, level: Level): readonly string[] =>
  Array.isArray(body) ? (body as readonly string[]) : (body as Readonly<Record<Level, readonly string[]>>)[level]
const kindsIn = (body: Body): string[] => [...new Set(LEVELS.flatMap(level => [...bodyAt(body, level)]))]

const bodyOf = (item: Item, context: PhraseContext, notes: Note[]): Body => {
  if (item.self) return [societyOf(context)]
  if (item.kinds !== null) return item.kinds
  const [role] = item.roles
  if (role === 'delegation' || role === 'caucus') return kindsWithRole(role)
  // "Ban Thường trực", "Văn phòng" alone: those of whoever writes.
  if (role) return [kindRule(context.kind).of ?? context.kind]
  notes.push('area-named-without-body')
  return [AREA_BODY[kindRule(context.kind).places[0]?.line ?? ''] ?? 'people_committee']
}

/** Whom an area's name alone means, by the line in which the issuer writes. */
const AREA_BODY: Readonly<Record<string, string>> = {
  party: 'party_committee',
  front: 'front_committee',
  red_cross: 'red_cross_society',
}
const SOCIETIES = new Set([
  'women_union',
  'farmers_union',
  'veterans_association',
  'study_promotion',
  'elderly_association',
])
const societyOf = (context: PhraseContext): string => {
  const kind = kindRule(context.kind).of ?? context.kind
  return SOCIETIES.has(kind) ? kind : 'red_cross_society'
}

const withRoles = (roles: readonly Role[], kinds: readonly string[], level: Level, notes: Note[]): string[] => {
  if (roles.length === 0 || kinds.every(kind => roles.includes(kindRule(kind).role ?? 'cell'))) return [...kinds]
  return kinds.map(kind => {
    const organ = roles.map(role => roleOf(role, kind, level)).find(found => found !== null)
    if (organ) return organ
    if (!roles.includes('delegation') && !roles.includes('caucus')) notes.push('answered-by-the-body-itself')
    else
      notes.push(
        kind === 'youth_union' ? 'youth-union-has-no-party-delegation' : 'organisation-has-no-party-delegation',
      )
    return kind
  })
}

const namesOf = (area: { readonly types: readonly AreaType[]; readonly name: string | null }): string[] =>
  area.name === null ? [] : area.types.map(type => `${fold(AREA_TYPES[type].word)} ${area.name}`)

/**
 * "các huyện, thị xã, thành phố, tỉnh Sóc Trăng", "xã An Mỹ, huyện Kế Sách, tỉnh Sóc Trăng": the named areas above the list
 * say where it is; they are no members of it.
 */
const scopeOf = (item: Item, notes: Note[]): string[] => {
  const from = scopeFrom(item.areas)
  if (from > 0) {
    item.within = item.areas[from]!
    item.areas = item.areas.slice(0, from)
    notes.push('named-area-taken-as-scope')
  }
  return item.within ? namesOf(item.within) : []
}

/** Where in a list of areas the place begins in which the others lie; 0 when nowhere. */
const scopeFrom = (areas: readonly AreaWord[]): number => {
  const last = areas.length - 1
  const plural = areas.slice(0, last).filter(area => area.plural)
  if (areas[last]?.name && rank(areas[last]) < Math.max(...plural.map(rank))) return last
  const first = areas[0] ? rank(areas[0]) : 0
  const from = areas.findIndex(area => rank(area) !== first || isProvince(area))
  return from > 0 && isAddress(areas, from) ? from : 0
}

/** Named areas of one level, then each the one above it, joined by nothing more than commas. */
const isAddress = (areas: readonly AreaWord[], from: number): boolean => {
  let at = rank(areas[0]!)
  return areas.every((area, index) => {
    if (area.name === null || area.plural) return false
    if (index < from) return true
    // "huyện X, thành phố Y" may be two districts of one province: above a district only "tỉnh" stands for certain, and
    // "thành phố" where the address began lower.
    const above = area.types.map(type => LEVELS.indexOf(AREA_TYPES[type].level)).filter(level => level < at)
    const certain = isProvince(area) || rank(areas[0]!) === COMMUNE
    at = Math.max(...above)
    return area.after !== 'and' && above.length > 0 && certain
  })
}
const COMMUNE = LEVELS.indexOf('commune')
const rank = (area: AreaWord): number => lowest(area.types)
const isProvince = (area: AreaWord): boolean => area.types.every(type => AREA_TYPES[type].level === 'province')

const underOf = (item: Item, context: PhraseContext): UnitSelector['under'] => {
  if (item.under === null) return null
  const own = context.level === 'central' ? 'province' : context.level
  if (item.under === 'issuer') {
    const party = Array.isArray(item.kinds) && item.kinds.some(kind => kind.startsWith('party_'))
    return {
      kinds: [party ? 'party_committee' : (kindRule(context.kind).of ?? context.kind)],
      level: own,
      names: [],
    }
  }
  const types = settleTypes(item.under.types, [], context.provinceType === 'central_city')
  const [type] = types
  return { kinds: item.under.kinds, level: type ? AREA_TYPES[type].level : own, names: namesOf(item.under) }
}

/** Where the bodies of an item are to be looked for, one entry a level. */
const placesOf = (
  item: Item,
  items: readonly Item[],
  context: PhraseContext,
  kinds: readonly string[],
  notes: Note[],
): Place[] => {
  const under = underOf(item, context)
  if (item.areas.length > 0) return placesOfAreas(item.areas, context, item.underCentral)
  if (item.builtIn) {
    const beside = items.filter(each => each !== item).flatMap(each => each.builtIn ?? [])
    const city =
      item.underCentral ||
      items.some(each => each.underCentral) ||
      (context.provinceType === 'central_city' && !item.plural)
    const word = {
      types: settleTypes(item.builtIn, beside, city),
      name: null,
      plural: item.plural,
      after: 'nothing' as const,
    }
    return placesOfAreas([word], context, item.underCentral)
  }
  if (item.levels.length > 0)
    return levelsMeant(item.levels, context).map(level => ({
      level,
      types: null,
      names: [],
      every: isBelow(level, context),
    }))
  if (under)
    return LEVELS.slice(LEVELS.indexOf(under.level)).map(level => ({
      level,
      types: null,
      names: [],
      every: true,
    }))
  return ownPlace(context, kinds, notes)
}

const ownPlace = (context: PhraseContext, kinds: readonly string[], notes: Note[]): Place[] => {
  const at = LEVELS.filter(level => kinds.some(kind => kindRule(kind).at.includes(level)))
  const own = context.level === 'central' ? undefined : at.find(level => level === context.level)
  if (own && at.length > 1) notes.push('level-taken-from-issuer')
  const level = own ?? at[0]
  return level ? [{ level, types: null, names: [], every: isBelow(level, context) }] : []
}

const placesOfAreas = (given: readonly AreaWord[], context: PhraseContext, underCentral: boolean): Place[] => {
  // The same word said again says nothing more.
  const areas = [
    ...new Map(given.map(area => [`${area.types.join(' ')}/${area.name ?? ''}/${area.plural}`, area])).values(),
  ]
  const settled = areas.map(area => {
    // A named city is looked for at both levels; the facts know which it is.
    if (area.name !== null) return area
    const beside = areas.filter(each => each !== area).flatMap(each => each.types)
    const city =
      underCentral ||
      (context.provinceType === 'central_city' && !area.plural && context.areaType !== 'provincial_city')
    return { ...area, types: settleTypes(area.types, beside, city) }
  })
  return LEVELS.flatMap(level => {
    const here = settled.filter(area => area.types.some(type => AREA_TYPES[type].level === level))
    const unnamed = here.filter(area => area.name === null)
    const named = here.filter(area => area.name !== null)
    const typesHere = (list: readonly AreaWord[]) => [
      ...new Set(list.flatMap(area => area.types.filter(type => AREA_TYPES[type].level === level))),
    ]
    const every = unnamed.some(area => area.plural) || isBelow(level, context)
    return [
      ...(unnamed.length > 0 ? [{ level, types: typesHere(unnamed), names: [], every }] : []),
      ...(named.length > 0 ? [{ level, types: typesHere(named), names: named.flatMap(namesOf), every: true }] : []),
    ]
  })
}

const isBelow = (level: Level, context: PhraseContext): boolean =>
  context.level === 'central' || LEVELS.indexOf(level) > LEVELS.indexOf(context.level)

const levelsMeant = (words: Item['levels'], context: PhraseContext): Level[] => {
  const own = context.level === 'central' ? -1 : LEVELS.indexOf(context.level)
  const meant = words.flatMap(word => {
    if (word === 'all') return LEVELS.slice(Math.max(own, 0))
    if (word === 'same') return own < 0 ? [] : LEVELS.slice(own, own + 1)
    if (word === 'above') return LEVELS.slice(0, Math.max(own, 0))
    if (word === 'below') return LEVELS.slice(own + 1)
    return [word]
  })
  return LEVELS.filter(level => meant.includes(level))
}
