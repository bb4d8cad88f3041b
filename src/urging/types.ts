import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'

export const QUIET_KINDS = [
  'new-year',
  'tet',
  'hung-kings',
  'reunification',
  'labour',
  'national-day',
  'culture-day',
  'moved',
  'chol-chnam-thmay',
  'sene-dolta',
  'ooc-om-boc',
  'other',
] as const
export type QuietKind = (typeof QUIET_KINDS)[number]

/** A day on which nobody is urged; `toConfirm` while nobody has compared it with the announcement. */
export type QuietDay = {
  readonly day: PlainDate
  readonly kind: QuietKind
  readonly name: string
  readonly toConfirm: boolean
  readonly version: number
}

/** How reminders go; an administrator of the province sets it. */
export type UrgingRules = {
  /** Days before a deadline on which the unit is reminded. */
  readonly before: readonly number[]
  /** Working days after the deadline of the first reminder. */
  readonly first: number
  /** Working days from one reminder to the next. */
  readonly every: number
  /** How often at most one thing is urged after its day. */
  readonly most: number
  /** Working days after which a letter that nobody took into the register is urged. */
  readonly unanswered: number
}

/** What is awaited: a task, a letter into the register, a report. */
export type AwaitedKind = 'task' | 'unopened' | 'report'

/** One thing awaited of one unit, as the database says it. */
export type Line = {
  readonly document: DocumentId
  readonly unit: UnitId
  readonly unitName: string
  readonly clause: number
  readonly label: string | null
  readonly kind: AwaitedKind
  readonly about: string
  /** The deadline; for a letter that nobody took, the day it was sent. */
  readonly dueOn: PlainDate
  readonly opened: boolean
  /** More time was asked for and not answered yet. */
  readonly asked: boolean
}

/** How a line stands on a day. Only `late` and `unopened` are urged after the day, only `near` before it. */
export type Standing = 'asked' | 'late' | 'near' | 'unopened' | 'waiting'
export type LineStanding = Line & { readonly standing: Standing; readonly days: number }

export type UrgingStep = 'reminder' | 'late' | 'unopened' | 'letter' | 'extension-asked' | 'extension-answered'

/** In which right somebody sees who is late: what issued it, stands above the issuer, or is named to follow. */
export type Authority = 'issuer' | 'above' | 'follower'
