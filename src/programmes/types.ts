import type { AreaId, Brand, PlainDate, UnitId } from '../kernel/index.ts'
import type { Scan, TaskKey } from '../directives/index.ts'

export type ActivityId = Brand<string, 'ActivityId'>

/** The seven activities of the Law on Red Cross Activities (11/2008/QH12, article 2) in its order, and governance. */
export const ACTIVITY_KINDS = [
  'relief',
  'health',
  'first-aid',
  'blood',
  'tracing',
  'values',
  'disaster',
  'governance',
] as const
export type ActivityKind = (typeof ACTIVITY_KINDS)[number]
/** dự kiến · đã làm · đã rút */
export type ActivityState = 'planned' | 'held' | 'withdrawn'

/** One figure of what came of an activity. A money value says how it was valued, or it is refused. */
export type ResultInput = {
  readonly indicator: string
  readonly amount: number
  readonly moneyValue?: number | null
  readonly valuedHow?: string | null
}

/** Everything that a unit says of an activity, planned or held. */
export type ActivityFields = {
  readonly kind: ActivityKind
  readonly title: string
  readonly fromOn: PlainDate
  readonly untilOn: PlainDate
  /** The organiser's own area or one below it. */
  readonly area: AreaId
  readonly place: string
  /** The units that did it with the organiser. */
  readonly with: readonly UnitId[]
  readonly people: number | null
  readonly personTimes: number | null
  readonly note: string
  readonly results: readonly ResultInput[]
  /** The tasks of these units that it serves: evidence once it is held. */
  readonly tasks: readonly TaskKey[]
}

/** A photo or paper that shows it. */
export type EvidenceFile = Scan

/** An activity in hand at its organiser, and the version that the person saw. */
export type ActivityAt = { readonly unit: UnitId; readonly activity: ActivityId; readonly version: number }
export type ActivityMoved = {
  readonly activity: ActivityId
  readonly state: ActivityState
  readonly version: number
}

/** What an indicator measures. Amounts are whole numbers of it. */
export type Measure = 'count' | 'people' | 'person-times' | 'dong' | 'kg' | 'unit' | 'percent' | 'times'
/** How an indicator comes about: summed over activities, over study sessions, how many there are, or from others. */
export type Counted = 'activity' | 'session' | 'standing' | 'computed'
export type Indicator = {
  readonly key: string
  readonly measure: Measure
  readonly kind: ActivityKind | 'study'
  readonly counted: Counted
  readonly ordinal: number
}
