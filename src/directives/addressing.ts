import type { DocumentId, PersonId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { isUnitKind, kindRule, resolveFrom, type Resolution, type ResolvedUnit } from '../org/index.ts'
import { sendingOf, type AddresseeEdit, type AskRow, type SentLetter } from './outgoing.sql.ts'
import { isAddressee, isFollowing, strongerRole } from './rules.ts'
import type { AskRole } from './types.ts'

/** To whom a letter goes and whose work it becomes: shown before it is sent, and sent as it was shown. */

export type PhraseReading = Resolution & { readonly kind: 'to' | 'copy' }
export type Addressed = {
  readonly unit: UnitId
  readonly name: string
  readonly kind: 'to' | 'copy'
  readonly phrase: number | null
}
export type PlannedTask = {
  readonly clause: number
  readonly ask: number
  readonly unit: UnitId
  readonly role: AskRole
}
export type AskedOnly = {
  readonly clause: number
  readonly label: string
  readonly phrase: string
  readonly units: readonly { readonly id: UnitId; readonly name: string }[]
}
export type Addressing = {
  readonly letter: SentLetter
  readonly asOf: PlainDate
  readonly phrases: readonly PhraseReading[]
  /** Phrases of which some words named nobody that we know. */
  readonly notUnderstood: readonly { readonly phrase: string; readonly parts: readonly string[] }[]
  readonly units: readonly Addressed[]
  readonly persons: readonly { readonly person: PersonId; readonly name: string; readonly phrase: number }[]
  readonly tasks: readonly PlannedTask[]
  readonly followers: readonly { readonly unit: UnitId; readonly clause: number }[]
  /** Được giao nhưng không nhận văn bản: bodies that a clause asks and no phrase addresses. */
  readonly askedNotAddressed: readonly AskedOnly[]
  readonly excluded: readonly { readonly unit: UnitId; readonly name: string }[]
  /** With a limit of circulation: recipients that do not stand in the Party's line. */
  readonly outsideCirculation: readonly { readonly unit: UnitId; readonly name: string }[]
}

/** Resolves addressees and asks together, as of the letter's date, and joins them; null when it is nobody's own letter. */
export async function addressingOf(tx: Tx, document: DocumentId, today: PlainDate): Promise<Addressing | null> {
  const sending = await sendingOf(tx, document, today)
  if (!sending) return null
  const { letter, asks, edits, chain } = sending
  const addressees = sending.addressees.filter(each => isAddressee(each.phrase))
  // A letter mostly asks those whom it addresses, in the same words: each phrase is resolved once.
  const words = [...new Set([...addressees, ...asks].map(each => each.phrase))]
  const line = letter.circulationFloor ? 'party' : null
  const resolved = await resolveFrom(tx, words, { chain, asOf: letter.asOf, line })
  const byAsk = new Map(words.map((phrase, at) => [phrase, resolved[at]!]))
  const phrases = addressees.map(each => ({ ...byAsk.get(each.phrase)!, kind: each.kind }))
  const units = unitsOf(phrases, letter.unit, edits)
  const resolvedUnits = phrases.flatMap(each => each.units)
  const reached = reachedBy(new Set(units.map(each => each.unit)), resolvedUnits)
  const inLine = new Set([
    ...resolvedUnits.filter(each => each.inLine).map(each => each.id),
    ...edits.filter(each => each.inLine).map(each => each.unit),
  ])
  return {
    letter,
    asOf: letter.asOf,
    phrases,
    notUnderstood: phrases
      .filter(each => each.unresolvedParts.length > 0)
      .map(each => ({ phrase: each.phrase, parts: each.unresolvedParts })),
    units,
    persons: personsOf(phrases),
    tasks: tasksOf(asks, byAsk, reached),
    followers: followersOf(asks, byAsk, reached),
    askedNotAddressed: askedOnly(asks, byAsk, reached, letter.unit),
    excluded: edits.filter(edit => !edit.included).map(({ unit, name }) => ({ unit, name })),
    outsideCirculation: line
      ? units.filter(each => !inLine.has(each.unit)).map(({ unit, name }) => ({ unit, name }))
      : [],
  }
}

type Edits = readonly AddresseeEdit[]

/** Each unit once, first by `to`; the issuer does not send to itself, and the hand's corrections have the last word. */
function unitsOf(phrases: readonly PhraseReading[], issuer: UnitId, edits: Edits): Addressed[] {
  const out = new Set(edits.filter(edit => !edit.included).map(edit => edit.unit))
  const seen = new Map<UnitId, Addressed>()
  for (const kind of ['to', 'copy'] as const) {
    phrases.forEach((each, phrase) => {
      if (each.kind !== kind) return
      for (const unit of each.units) {
        if (!seen.has(unit.id) && !out.has(unit.id) && unit.id !== issuer)
          seen.set(unit.id, { unit: unit.id, name: unit.name, kind, phrase })
      }
    })
  }
  for (const edit of edits.filter(e => e.included)) {
    if (!seen.has(edit.unit) && edit.unit !== issuer)
      seen.set(edit.unit, { unit: edit.unit, name: edit.name, kind: 'to', phrase: null })
  }
  return [...seen.values()]
}

/** The body of which a unit is the standing organ or the Party's delegation, or itself; null for kinds that no rule names. */
export function bodyOfKind(kind: string): string | null {
  if (!isUnitKind(kind)) return null
  const { role, of } = kindRule(kind)
  return role === undefined ? kind : of && ['standing', 'permanent', 'delegation', 'caucus'].includes(role) ? of : null
}

function personsOf(phrases: readonly PhraseReading[]): { person: PersonId; name: string; phrase: number }[] {
  const seen = new Map<PersonId, { person: PersonId; name: string; phrase: number }>()
  phrases.forEach((each, phrase) => {
    for (const person of each.persons)
      if (!seen.has(person.id)) seen.set(person.id, { person: person.id, name: person.name, phrase })
  })
  return [...seen.values()]
}

/** The unit that has the letter for a body that is asked: the body itself, or the standing organ that was addressed in its name. */
type Reached = (asked: ResolvedUnit) => UnitId | null

/**
 * "Ban Thường vụ Hội Chữ thập đỏ tỉnh" is addressed, "Hội Chữ thập đỏ các cấp" is asked: the standing organ of a body
 * answers for it, so the work is the organ's and the body counts as reached.
 */
function reachedBy(addressed: ReadonlySet<UnitId>, resolved: readonly ResolvedUnit[]): Reached {
  const organs = new Map<string, UnitId>()
  for (const unit of resolved) {
    if (!addressed.has(unit.id) || !isUnitKind(unit.kind)) continue
    const { role, of } = kindRule(unit.kind)
    if (of && (role === 'standing' || role === 'permanent')) organs.set(`${of}/${unit.areaId}`, unit.id)
  }
  return asked => (addressed.has(asked.id) ? asked.id : (organs.get(`${asked.kind}/${asked.areaId}`) ?? null))
}

type ByAsk = ReadonlyMap<string, Resolution>

/** One task for each unit that a clause asks and that has the letter; asked twice by one clause, the stronger role. */
function tasksOf(asks: readonly AskRow[], byAsk: ByAsk, reached: Reached): PlannedTask[] {
  const tasks = new Map<string, PlannedTask>()
  for (const ask of asks) {
    for (const asked of byAsk.get(ask.phrase)?.units ?? []) {
      const unit = reached(asked)
      if (!unit) continue
      const key = `${ask.clause}/${unit}`
      const earlier = tasks.get(key)
      if (!earlier || strongerRole(earlier.role, ask.role) !== earlier.role) {
        tasks.set(key, { clause: ask.clause, ask: ask.ask, unit, role: ask.role })
      }
    }
  }
  return [...tasks.values()]
}

function followersOf(asks: readonly AskRow[], byAsk: ByAsk, reached: Reached): { unit: UnitId; clause: number }[] {
  const followers = new Map<UnitId, number>()
  for (const ask of asks.filter(isFollowing)) {
    for (const asked of byAsk.get(ask.phrase)?.units ?? []) {
      const unit = reached(asked)
      if (unit && !followers.has(unit)) followers.set(unit, ask.clause)
    }
  }
  return [...followers].map(([unit, clause]) => ({ unit, clause }))
}

function askedOnly(asks: readonly AskRow[], byAsk: ByAsk, reached: Reached, issuer: UnitId): AskedOnly[] {
  return asks.flatMap(ask => {
    const units = (byAsk.get(ask.phrase)?.units ?? []).filter(unit => reached(unit) === null && unit.id !== issuer)
    return units.length > 0
      ? [
          {
            clause: ask.clause,
            label: ask.label,
            phrase: ask.phrase,
            units: units.map(({ id, name }) => ({ id, name })),
          },
        ]
      : []
  })
}
