import type { Brand, FundId, MoneyAccountId, PlainDate, UnitId } from '../kernel/index.ts'

export type PledgeId = Brand<string, 'PledgeId'>
export type RecordId = Brand<string, 'RecordId'>

/** Somebody as a form names them; both may be empty. Personal data: kept apart, for a purpose, erasable. */
export type PersonInput = { readonly name: string; readonly contact: string }

export type CashInput = {
  readonly unit: UnitId
  readonly fund: FundId
  /** The cash box into which it goes. */
  readonly place: MoneyAccountId
  /** Whole đồng in digits: what the books say, whatever was handed over. */
  readonly amount: string
  /** What was handed over when it was not đồng, as `USD` and `100` or `100.50`; both empty otherwise. */
  readonly currency: string
  readonly foreign: string
  readonly day: PlainDate
  readonly giver: PersonInput
  /** May everyone read the name. */
  readonly named: boolean
  /** The code of the promise that it keeps, or nothing. */
  readonly pledge: string
  readonly note: string
  /** 32 random bytes of the caller in base64url: salt and token are drawn from them. The same form carries the same. */
  readonly secret: string
}

export const IN_KIND = ['goods', 'labour', 'knowledge'] as const
export type InKind = (typeof IN_KIND)[number]
export const CONDITIONS = ['new', 'good', 'worn'] as const
export type Condition = (typeof CONDITIONS)[number]
/** Labour and knowledge are measured in hours, and in nothing else. */
export const HOURS = 'giờ'

export type InKindInput = {
  readonly unit: UnitId
  readonly fund: FundId
  readonly kind: InKind
  readonly what: string
  /** A number with at most three decimals, after a point or a comma. */
  readonly quantity: string
  readonly measure: string
  readonly condition: string
  readonly day: PlainDate
  readonly giver: PersonInput
  readonly named: boolean
  readonly pledge: string
}

export type DirectInput = {
  readonly unit: UnitId
  readonly fund: FundId
  readonly what: string
  readonly value: string
  /** How the value was found: a bill, a market price, the giver's word. */
  readonly valueBasis: string
  readonly evidence: string
  readonly place: string
  readonly day: PlainDate
  readonly giver: PersonInput
  readonly receiver: PersonInput
  readonly witnesses: string
}

export type PledgeInput = {
  readonly campaign: string
  /** Whole đồng in digits, or nothing when goods are promised. */
  readonly amount: string
  readonly goods: string
  readonly giver: PersonInput
  readonly named: boolean
}
