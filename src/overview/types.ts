import type { AreaId, DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import { isUnitKind, kindRule, UNIT_KINDS, type Line } from '../org/index.ts'

/** What a body that was sent a directive does with it, in the order in which it usually happens. */
export const STEPS = ['received', 'issued', 'tasks', 'study', 'activity', 'report'] as const
export type Step = (typeof STEPS)[number]
export const isStep = (text: unknown): text is Step => STEPS.some(step => step === text)

/**
 * What a leader looks at: one directive with all that passes it on, or all in sight; as of the end of a day; one area with
 * what lies below it, or its own level alone; the bodies of one line.
 */
export type Look = {
  readonly letter: DocumentId | null
  readonly on: PlainDate
  readonly area: AreaId | null
  /** Only the bodies of the area itself, not those below. */
  readonly own: boolean
  readonly line: Line | null
}

/** The first instant after the day, as the clock in Viet Nam has it. */
export const endOf = (day: PlainDate): Date => new Date(Date.parse(`${day}T00:00:00+07:00`) + 86_400_000)

/** The line in which a kind of body stands first; what is no kind of ours any more stands with the government. */
export const lineOf = (kind: string): Line =>
  isUnitKind(kind) ? (kindRule(kind).places[0]?.line ?? 'government') : 'government'
export const kindsOf = (line: Line): string[] =>
  UNIT_KINDS.filter(rule => lineOf(rule.kind) === line).map(rule => rule.kind)

/**
 * How many of those a directive was sent to have come how far. It counts pairs of a directive and a body, so that a body
 * with two directives is asked twice, and with two copies of one directive once.
 */
export type Moved = {
  readonly sent: number
  readonly received: number
  readonly issued: number
  /** Of those sent to, how many have a task by it, and how many have taken all of theirs. */
  readonly asked: number
  readonly tasks: number
  readonly study: number
  readonly activity: number
  readonly report: number
}
export type MovedArea = Moved & {
  readonly area: AreaId
  readonly name: string
  /** The level above itself: its own bodies, beside the areas below it. */
  readonly own: boolean
  /** Whether there is anything below it to open. */
  readonly opens: boolean
}
export type MovedLine = Moved & { readonly line: Line }
export type MovedDirective = Moved & {
  readonly document: DocumentId
  readonly printed: string
  readonly subject: string
}

/** Records behind a figure: a pair of directive and body, with what shows that it has moved. No person is named. */
export type BehindRow = {
  readonly unit: UnitId
  readonly unitName: string
  readonly areaName: string
  /** The letter that this body got, and the directive at the top of its thread. */
  readonly document: DocumentId
  readonly printed: string
  readonly top: DocumentId
  readonly topPrinted: string
  readonly done: boolean
  readonly on: PlainDate | null
  readonly things: readonly BehindThing[]
  readonly count: number
  readonly clauses: readonly { readonly ordinal: number; readonly label: string; readonly document: DocumentId }[]
}
export type BehindThing = {
  readonly kind: 'letter' | 'task' | 'session' | 'activity' | 'report'
  readonly id: string
  readonly document: DocumentId | null
  readonly clause: number | null
  readonly label: string
  readonly on: PlainDate | null
  readonly people: number | null
}
