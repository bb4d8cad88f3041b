import type { Tx } from '../db/index.ts'
import {
  assert,
  compareVietnamese,
  fold,
  type AreaId,
  type PersonId,
  type PlainDate,
  type UnitId,
} from '../kernel/index.ts'
import { meantBy, namesWithoutUnit } from './as-written.ts'
import { AREA_TYPES, areaTypeOf, LEVELS, type AreaType, type Level } from './areas.ts'
import { parsePhrase, type Note, type PhraseContext, type Selector, type UnitSelector } from './parse-phrase.ts'
import { areaChain, findWanted, type ChainRow, type FoundRow, type Wanted } from './resolve.sql.ts'
import type { Line } from './unit-kind-types.ts'
import { kindRule } from './unit-kinds.ts'

export type ResolvedUnit = {
  readonly id: UnitId
  readonly name: string
  readonly kind: string
  readonly areaId: AreaId
  readonly areaName: string
  readonly level: Level
  /** Whether it stands in the line that was asked about; null when none was. */
  readonly inLine: boolean | null
}
export type ResolvedPerson = {
  readonly id: PersonId
  readonly name: string
  readonly office: string
  readonly title: string
  readonly unitId: UnitId
  readonly unitName: string
}
export type Resolution = {
  readonly phrase: string
  readonly units: readonly ResolvedUnit[]
  readonly persons: readonly ResolvedPerson[]
  /** Every part of the phrase was read; it may still name nobody who exists on the day. */
  readonly understood: boolean
  readonly notes: readonly Note[]
  readonly unresolvedParts: readonly string[]
}
export type ResolveOptions = {
  /** Who writes, or whose directive it is: "các xã", "cùng cấp", "Tỉnh Hội" are read from its place. */
  readonly issuer: UnitId
  readonly asOf: PlainDate
  /** The "Kính gửi" of the letter, for "Như trên". */
  readonly addressees?: readonly string[]
  /** Say of each unit whether it stands in this line. */
  readonly line?: Line | null
}

/** One phrase; see `resolvePhrases`. */
export async function resolvePhrase(tx: Tx, phrase: string, options: ResolveOptions): Promise<Resolution> {
  const [found] = await resolvePhrases(tx, [phrase], options)
  assert(found, 'one phrase has one resolution')
  return found
}

/**
 * Resolves phrases to units and persons as of a day, in two statements however many phrases there are.
 * Unknown words come back in `unresolvedParts`; a phrase that names nobody bears the note `resolves-to-nobody`.
 * Persons are seen only by a transaction that may see them (row-level security). Throws for an issuer that is no unit.
 */
export async function resolvePhrases(
  tx: Tx,
  phrases: readonly string[],
  options: ResolveOptions,
): Promise<Resolution[]> {
  return resolveFrom(tx, phrases, { ...options, chain: await areaChain(tx, options.issuer) })
}

/** The same in one statement, for whoever has read already where the issuer stands. */
export async function resolveFrom(
  tx: Tx,
  phrases: readonly string[],
  options: Omit<ResolveOptions, 'issuer'> & { readonly chain: readonly ChainRow[] },
): Promise<Resolution[]> {
  const { chain } = options
  const context = contextOf(chain)
  // A letter's clauses mostly ask whom it addresses, so that the same words come two and three times.
  const distinct = [...new Set([...phrases, ...(options.addressees ?? [])])]
  const all = distinct.map(phrase => ({ phrase, selectors: parsePhrase(phrase, context) }))
  const rows = await findWanted(
    tx,
    all.flatMap(({ selectors }, p) => wantedOf(selectors, p, chain, options.asOf)),
    options.asOf,
    options.line ?? null,
  )
  const byPhrase = Map.groupBy(rows, row => row.p)
  const resolved = new Map(
    all.map(({ phrase, selectors }, p) => [
      phrase,
      { selectors, found: resolutionOf(phrase, selectors, byPhrase.get(p) ?? []) },
    ]),
  )
  const of = (phrase: string) => {
    const one = resolved.get(phrase)
    assert(one, 'every phrase that was asked is resolved')
    return one
  }
  const addressees = (options.addressees ?? []).map(phrase => of(phrase).found)
  return phrases.map(phrase => withAddressees(of(phrase).found, of(phrase).selectors, addressees))
}

/** Where the issuer stands, as the reader of phrases needs it. */
const contextOf = (chain: readonly ChainRow[]): PhraseContext => {
  const [own] = chain
  const province = chain.at(-1)
  assert(own && province, 'the issuer is a unit')
  const provinceType = areaTypeOf({ level: province.level, name: province.areaName })
  return {
    level: own.level,
    areaType: areaTypeOf({ level: own.level, name: own.areaName }),
    provinceType: provinceType === 'central_city' ? 'central_city' : 'province',
    kind: own.kind,
  }
}

const isUnits = (selector: Selector): selector is UnitSelector =>
  selector.pick === 'units' || selector.pick === 'persons'

const wantedOf = (selectors: readonly Selector[], p: number, chain: readonly ChainRow[], asOf: PlainDate): Wanted[] =>
  selectors.flatMap((selector, s) =>
    isUnits(selector) && selector.kinds.length > 0 ? [wantedRow(selector, p, s, chain, asOf)] : [],
  )

const wantedRow = (
  selector: UnitSelector,
  p: number,
  s: number,
  chain: readonly ChainRow[],
  asOf: PlainDate,
): Wanted => {
  const under = selector.under
  return {
    p,
    s,
    level: selector.level,
    // Both names: whether the body was renamed by the day is for the units of this world to say, not for the calendar.
    kinds: [...new Set(selector.kinds.flatMap(kind => [kind, nowCalled(kind, asOf)]))],
    patterns: patternsOf(selector),
    named: selector.names.length > 0,
    root: rootOf(selector, chain),
    home: chain.at(-1)?.areaId ?? null,
    within: selector.within.length > 0 ? selector.within : null,
    underKinds: under?.kinds ?? null,
    underLevel: under?.level ?? null,
    underArea: under && under.names.length === 0 ? areaAt(chain, under.level) : null,
    underNames: under && under.names.length > 0 ? under.names : null,
    offices: selector.pick === 'persons' ? selector.offices : null,
  }
}

const patternsOf = (selector: UnitSelector): string[] | null => {
  if (selector.names.length > 0) return selector.names.map(name => name.replace(/[\\%_]/g, '\\$&'))
  // Of the one area that the issuer belongs to, "tỉnh" and "thành phố" are the same thing said in two structures.
  if (selector.types === null || !selector.every) return null
  return selector.types.map((type: AreaType) => `${fold(AREA_TYPES[type].word)} %`)
}

const areaAt = (chain: readonly ChainRow[], level: Level): AreaId | null =>
  chain.find(row => row.level === level)?.areaId ?? null

/** Where to look: the issuer's own area of that level, below the issuer, or beside it; a named area anywhere. */
const rootOf = (selector: UnitSelector, chain: readonly ChainRow[]): AreaId | null => {
  const own = chain[0]
  if (selector.names.length > 0 || !own) return null
  if (selector.within.length > 0)
    return selector.within.some(name => /^(tinh|thanh pho) /.test(name)) ? null : (chain.at(-1)?.areaId ?? null)
  if (!selector.every) return areaAt(chain, selector.level)
  if (LEVELS.indexOf(selector.level) > LEVELS.indexOf(own.level)) return own.areaId
  const at = chain.findIndex(row => row.level === selector.level)
  return chain[at + 1]?.areaId ?? null
}

/** The kind that does the work on the day: a letter of 2026 that still says "Ban Dân vận" reaches its successor. */
const nowCalled = (kind: string, asOf: PlainDate): string => {
  const rule = kindRule(kind)
  return rule.until && rule.until <= asOf && rule.becomes ? nowCalled(rule.becomes, asOf) : kind
}

const resolutionOf = (phrase: string, selectors: readonly Selector[], all: readonly FoundRow[]): Resolution => {
  const notes = new Set<Note>(selectors.flatMap(selector => [...selector.notes]))
  const units = new Map<UnitId, ResolvedUnit>()
  const persons = new Map<string, ResolvedPerson>()
  const rows = meantBy(phrase, selectors, all)
  for (const [s, found] of Map.groupBy(rows, row => row.s)) {
    const selector = selectors[s]
    if (selector && isUnits(selector) && found.some(row => !selector.kinds.includes(row.kind)))
      notes.add('body-renamed-since')
    const held = found.filter(row => row.personId !== null)
    for (const row of held) persons.set(`${row.personId}/${row.office}`, personOf(row))
    if (selector?.pick === 'persons' && held.length > 0) continue
    if (selector?.pick === 'persons') notes.add('office-holder-unknown-unit-instead')
    for (const row of found) units.set(row.unitId, unitOf(row))
  }
  const unread = selectors.filter(selector => selector.pick === 'unknown').map(selector => selector.words)
  const unresolvedParts = [...unread, ...namesWithoutUnit(phrase, selectors, rows)]
  const elsewhere = selectors.some(selector => ['addressees', 'article', 'file'].includes(selector.pick))
  if (units.size === 0 && persons.size === 0 && !elsewhere) notes.add('resolves-to-nobody')
  return {
    phrase,
    units: [...units.values()].sort(inOrder),
    persons: [...persons.values()].sort((a, b) => compareVietnamese(a.name, b.name)),
    understood: unread.length === 0,
    notes: [...notes],
    unresolvedParts,
  }
}

const unitOf = (row: FoundRow): ResolvedUnit => ({
  id: row.unitId,
  name: row.name,
  kind: row.kind,
  areaId: row.areaId,
  areaName: row.areaName,
  level: row.level,
  inLine: row.inLine,
})

const personOf = (row: FoundRow): ResolvedPerson => {
  assert(row.personId && row.personName && row.office && row.title, 'the row holds a person')
  return {
    id: row.personId,
    name: row.personName,
    office: row.office,
    title: row.title,
    unitId: row.unitId,
    unitName: row.name,
  }
}

const inOrder = (a: ResolvedUnit, b: ResolvedUnit): number =>
  LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || compareVietnamese(a.name, b.name)

/** "Như trên" is the addressees of the same letter. */
const withAddressees = (
  each: Resolution,
  selectors: readonly Selector[],
  addressees: readonly Resolution[],
): Resolution => {
  if (!selectors.some(selector => selector.pick === 'addressees')) return each
  const units = new Map([...each.units, ...addressees.flatMap(one => [...one.units])].map(unit => [unit.id, unit]))
  const persons = new Map(
    [...each.persons, ...addressees.flatMap(one => [...one.persons])].map(one => [`${one.id}/${one.office}`, one]),
  )
  const nobody = units.size === 0 && persons.size === 0
  return {
    ...each,
    units: [...units.values()].sort(inOrder),
    persons: [...persons.values()],
    notes: nobody ? [...each.notes, 'resolves-to-nobody'] : each.notes,
  }
}
