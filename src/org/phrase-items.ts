import { AREA_TYPES, LEVELS, nameKey, type AreaType } from './areas.ts'
import { lexPhrase, type Token } from './lex-phrase.ts'
import type { Kinds, Meaning, WordNote } from './phrase-words.ts'
import type { Role } from './unit-kind-types.ts'

/** An area as a phrase names it: by type, and perhaps by name. */
export type AreaWord = {
  readonly types: readonly AreaType[]
  readonly name: string | null
  readonly plural: boolean
  /** How it follows the word before: an address joins its areas by a comma or nothing, "và" makes them a list. */
  readonly after: Apart
}
type Apart = 'nothing' | 'comma' | 'and'
type LevelWord = Extract<Meaning, { is: 'level' }>['levels']

/** One body of a phrase with everything said about it, before the words left out by coordination are filled in. */
export type Item = {
  roles: readonly Role[]
  offices: readonly string[]
  kinds: Kinds | null
  /** "Hội" without a name: the society that writes. */
  self: boolean
  /** The type of area is part of the word: huyện ủy, Tỉnh đoàn. */
  builtIn: readonly AreaType[] | null
  plural: boolean
  areas: AreaWord[]
  within: AreaWord | null
  levels: LevelWord[]
  /** Directly under this body; `issuer` = directly under whoever writes. */
  under:
    | { readonly kinds: readonly string[]; readonly types: readonly AreaType[]; readonly name: string | null }
    | 'issuer'
    | null
  underCentral: boolean
  central: boolean
  vietnam: boolean
  vague: boolean
  note: WordNote | null
  unknown: string[]
  start: number
  end: number
}

const emptyItem = (start: number): Item => ({
  roles: [],
  offices: [],
  kinds: null,
  self: false,
  builtIn: null,
  plural: false,
  areas: [],
  within: null,
  levels: [],
  under: null,
  underCentral: false,
  central: false,
  vietnam: false,
  vague: false,
  note: null,
  unknown: [],
  start,
  end: start,
})

/** What the reader remembers between two words. */
type Reading = {
  readonly items: Item[]
  /** A comma or an "và" stands since the last word. */
  apart: boolean
  /** Which of the two, or nothing, stood before the area being read. */
  after: Apart
  plural: boolean
  under: boolean
  within: boolean
  /** A name may follow: what was just read is a type of area. */
  naming: { put: (name: string) => void; name: string } | null
}

/** Reads a phrase into its bodies, left to right. Never throws; what it does not know stands in `unknown`. */
export const readItems = (phrase: string): Item[] => {
  const tokens = lexPhrase(phrase)
  const reading: Reading = {
    items: [],
    apart: false,
    after: 'nothing',
    plural: false,
    under: false,
    within: false,
    naming: null,
  }
  for (const [at, token] of tokens.entries()) readToken(reading, token, tokens[at + 1])
  if (reading.under) closeUnder(reading)
  return reading.items
}

const readToken = (r: Reading, token: Token, next: Token | undefined): void => {
  const meaning = token.meaning
  if (meaning?.is !== 'area' && meaning !== null && meaning.is !== 'vietnam') r.naming = null
  if (meaning === null) return readUnknown(r, token, next)
  if (r.under && meaning.is === 'and') closeUnder(r)
  switch (meaning.is) {
    case 'and':
      r.apart = r.items.length > 0
      r.after = token.text === ',' && r.after !== 'and' ? 'comma' : 'and'
      return
    case 'plural':
      r.plural = true
      return
    case 'under':
      r.under = true
      return
    case 'within':
      r.within = true
      return
    case 'filler':
    case 'of':
      return
    case 'body':
      return readBody(r, token, meaning)
    case 'area':
      return readArea(r, token, meaning.types)
    case 'level':
      return readLevel(r, token, meaning.levels)
    default:
      return readMark(r, token, meaning)
  }
}

/** "cấp tỉnh, cấp huyện" is one list; "…, các cấp chính quyền" begins a new body. */
const readLevel = (r: Reading, token: Token, level: LevelWord): void => {
  const last = r.items.at(-1)
  const lists = last && r.apart && last.levels.length > 0 && level !== 'all'
  const item = last && (!r.apart || lists) ? last : begin(r, token)
  item.levels.push(level)
  r.apart = false
  touch(item, token)
}

const readMark = (r: Reading, token: Token, meaning: Exclude<Meaning, { is: 'body' | 'area' | 'level' }>): void => {
  switch (meaning.is) {
    case 'role':
    case 'office': {
      const item = opened(r, token, item => item.kinds === null && !item.vague && item.areas.length === 0)
      if (meaning.is === 'role') item.roles = [...item.roles, ...meaning.roles]
      else item.offices = [...item.offices, ...meaning.offices]
      if (meaning.is === 'office' && meaning.at) {
        item.kinds = ['party_committee']
        item.builtIn = meaning.at
        r.naming = namedArea(item, meaning.at, item.plural)
      }
      return
    }
    case 'central': {
      const item = current(r, token)
      if (r.under) item.underCentral = true
      else item.central = true
      r.under = false
      return void touch(item, token)
    }
    case 'vietnam':
      if (r.items.length > 0) touch(current(r, token), token).vietnam = true
      return
    case 'vague':
      opened(r, token, item => item.vague).vague = true
      return
    default:
  }
}

/** The lowest level of which an area of these types may be: 0 is the province. */
export const lowest = (types: readonly AreaType[]): number =>
  Math.max(...types.map(type => LEVELS.indexOf(AREA_TYPES[type].level)))

/** The item being read, or a new one when the phrase begins. */
const current = (r: Reading, token: Token): Item => r.items.at(-1) ?? begin(r, token)

const begin = (r: Reading, token: Token): Item => {
  const item = emptyItem(token.start)
  item.plural = r.plural
  r.plural = false
  r.apart = false
  r.items.push(item)
  return item
}

const touch = (item: Item, token: Token): Item => {
  item.end = token.end
  return item
}

/** The item that a head word joins: the one being read while it still waits for this word, else a new one. */
const opened = (r: Reading, token: Token, joins: (item: Item) => boolean): Item => {
  const last = r.items.at(-1)
  return touch(last && !r.apart && joins(last) ? last : begin(r, token), token)
}

const readBody = (r: Reading, token: Token, meaning: Extract<Meaning, { is: 'body' }>): void => {
  const last = r.items.at(-1)
  if (r.under && last) {
    r.under = false
    const kinds = Array.isArray(meaning.kinds) ? (meaning.kinds as string[]) : ['party_committee']
    const types = meaning.at ?? []
    last.under = { kinds, types, name: null }
    r.naming = naming(name => (last.under = { kinds, types, name }))
    return void touch(last, token)
  }
  // A second body without a comma owns the first: "Ban Dân vận Tỉnh ủy", "Văn phòng Huyện ủy".
  if (last && !r.apart && last.kinds !== null && meaning.at && !r.plural) {
    last.builtIn ??= meaning.at
    r.naming = namedArea(last, meaning.at, false)
    return void touch(last, token)
  }
  const waiting = last && !r.apart && last.kinds === null && !last.self && !last.vague && !last.central
  const item = waiting || (last && !r.apart && last.central) ? touch(last, token) : touch(begin(r, token), token)
  if (waiting) item.plural ||= r.plural
  r.plural = false
  item.kinds = meaning.kinds
  item.self = meaning.self ?? false
  item.note = meaning.note ?? null
  item.builtIn = meaning.at ?? item.builtIn
  inheritFromLeft(r, item)
  if (meaning.at) r.naming = namedArea(item, meaning.at, item.plural)
}

/**
 * "Đảng đoàn Ủy ban MTTQ và các tổ chức chính trị - xã hội" asks the delegations of both: a role reaches over the
 * following bodies until one has a role or a place of its own. A standing committee reaches only over bodies of the
 * same kind ("Ban Thường vụ các huyện ủy, thị ủy"), because "Thường trực Tỉnh ủy, UBND tỉnh" are two bodies.
 */
const inheritFromLeft = (r: Reading, item: Item): void => {
  const before = r.items.at(-2)
  if (!before || item.roles.length > 0 || item.offices.length > 0 || before.kinds === null) return
  const open = before.areas.length === 0 && before.levels.length === 0 && before.under === null
  const partyRole = before.roles.some(role => role === 'delegation' || role === 'caucus')
  const sameKind = !item.plural && JSON.stringify(before.kinds) === JSON.stringify(item.kinds)
  if (open && partyRole && !item.builtIn) item.roles = before.roles
  else if (open && sameKind && item.builtIn && before.builtIn) {
    item.roles = before.roles
    item.offices = before.offices
    item.plural = before.plural
  }
}

const readArea = (r: Reading, token: Token, types: readonly AreaType[]): void => {
  if (r.under) return closeUnder(r)
  const plural = r.plural
  const item = addressEnded(r, types) ? beginAlike(r, token) : current(r, token)
  r.plural = false
  const listed = r.apart ? item.areas.at(-1) : undefined
  const word: AreaWord = { types, name: null, plural: plural || (listed?.plural ?? false), after: r.after }
  r.after = 'nothing'
  const scope = r.within || (!r.apart && item.areas.at(-1)?.plural === true)
  r.apart = false
  if (scope) {
    item.within = word
    r.naming = naming(name => (item.within = { ...word, name }))
  } else {
    item.areas.push(word)
    const at = item.areas.length - 1
    r.naming = naming(name => (item.areas[at] = { ...word, name }))
  }
  r.within = false
  touch(item, token)
}

/** "xã A, huyện X và xã B, huyện Y": what is lower than the area before it begins a recipient of its own. */
const addressEnded = (r: Reading, types: readonly AreaType[]): boolean => {
  const [before, last] = (r.items.at(-1)?.areas ?? []).slice(-2)
  const fell = before && last?.name && !last.plural && lowest(last.types) < lowest(before.types)
  return Boolean(fell && r.apart && last && lowest(types) > lowest(last.types))
}

/** Another recipient of the same kind. */
const beginAlike = (r: Reading, token: Token): Item => {
  const { kinds, self, roles, offices, builtIn, note } = current(r, token)
  return Object.assign(begin(r, token), { kinds, self, roles, offices, builtIn, note })
}

const naming = (put: (name: string) => void) => ({ put, name: '' })

/** The area that a word with a built-in type is about; it is one only when a name follows. */
const namedArea = (item: Item, types: readonly AreaType[], plural: boolean) => {
  const at = item.areas.length
  return naming(name => (item.areas[at] = { types, name, plural, after: 'nothing' }))
}

const readUnknown = (r: Reading, token: Token, next: Token | undefined): void => {
  const item = r.items.at(-1)
  const number = /^\d+$/.test(token.text)
  if (r.naming && item && !r.apart) {
    r.naming.name = `${r.naming.name} ${nameKey(token.text)}`.trim()
    r.naming.put(r.naming.name)
    return void touch(item, token)
  }
  const named = r.apart ? item?.areas.at(-1) : undefined
  // "các phường 1, 2, Tân Hội và 3" goes on naming; "…, 11 xã" counts.
  const ends = !next || next.meaning?.is === 'and' || (next.meaning === null && /^\p{Lu}/u.test(next.text))
  const numbered = number && ends && named?.name && (named.plural || /^\d/.test(named.name))
  // "Hội CTĐ 11 phường" counts areas, as "các" does.
  if (number && !numbered) return void (r.plural = true)
  // "các huyện Kế Sách, Long Phú": a further name of the same type.
  if (item && named?.name && (named.plural || numbered)) {
    const further = { ...named, name: null as string | null, after: r.after }
    r.after = 'nothing'
    item.areas.push(further)
    const at = item.areas.length - 1
    r.naming = naming(name => (item.areas[at] = { ...further, name }))
    r.apart = false
    return readUnknown(r, token, next)
  }
  const target = item && !r.apart ? item : begin(r, token)
  target.unknown.push(token.text)
  touch(target, token)
}

/** "các đơn vị trực thuộc" says under whom only by who writes. */
const closeUnder = (r: Reading): void => {
  const item = r.items.at(-1)
  if (item) item.under ??= 'issuer'
  r.under = false
}

/** Whether the item says where: an item that does not takes it from the next one that does. */
const hasPlace = (item: Item): boolean =>
  item.areas.length > 0 || item.levels.length > 0 || item.under !== null || item.underCentral

const hasBody = (item: Item): boolean => item.kinds !== null || item.self

/**
 * Fills in what coordination left out, from the right: "Quận ủy, UBND, UBMTTQ quận" says quận once,
 * "CT, các PCT UBND tỉnh" names the body once.
 */
export const shareFromRight = (items: readonly Item[]): void => {
  let giver: Item | undefined
  for (let at = items.length - 2; at >= 0; at -= 1) {
    const item = items[at]
    const next = items[at + 1]
    if (!item || !next) continue
    if (hasPlace(next)) giver = next
    const title = item.offices.length > 0 && !hasBody(item) && item.builtIn === null
    if (title && (hasBody(next) || next.areas.length > 0)) {
      item.kinds = next.kinds
      item.self = next.self
      item.builtIn = next.builtIn
      item.roles = next.roles
    }
    if (!giver || hasPlace(item) || item.builtIn || item.central || item.unknown.length > 0) continue
    // What is already directly under "Tỉnh ủy" by its own word needs no place from another's name.
    item.areas = giver.areas
    item.levels = giver.levels
    item.under = giver.under
    item.within = giver.within
    item.underCentral = giver.underCentral
  }
}

/** The level that a list of area types must be read at, where "thành phố" could be a city of either level. */
export const settleTypes = (
  types: readonly AreaType[],
  beside: readonly AreaType[],
  central: boolean,
): readonly AreaType[] => {
  if (!(types.includes('central_city') && types.includes('provincial_city'))) return types
  const province = beside.includes('province') || central
  return types.filter(type => type !== (province ? 'provincial_city' : 'central_city'))
}
