import type { Repair, StatementCheck, StatementFault, StatementNote } from '../bank/index.ts'
import type { Brand, FundId, MoneyAccountId, PlainDate, Problem, UnitId } from '../kernel/index.ts'

export type StatementId = Brand<string, 'StatementId'>
export type LineId = Brand<string, 'LineId'>

/**
 * waiting → staging → staged → posted. `faulty`: lines stop a day from closing and the balances imply how to repair them;
 * `repeated`: every line was there before; `refused` and `cancelled` leave nothing behind but this row.
 */
export type StatementState =
  | 'waiting'
  | 'staging'
  | 'faulty'
  | 'staged'
  | 'posted'
  | 'repeated'
  | 'refused'
  | 'cancelled'

/** What the books made of a line at first: nothing moved · a gift · money in that is not understood · money out. */
export const KIND = { none: 0, gift: 1, unclear: 2, out: 3 } as const

/** Why somebody should look at a line; bits of `doubts`, each with what it adds to the line's rank. */
export const DOUBTS = {
  refund: { bit: 1, weight: 40 },
  mistaken: { bit: 2, weight: 50 },
  purpose: { bit: 4, weight: 20 },
  'several-codes': { bit: 8, weight: 40 },
  'broken-code': { bit: 16, weight: 25 },
  large: { bit: 32, weight: 10 },
  'money-out': { bit: 64, weight: 30 },
  'no-words': { bit: 128, weight: 8 },
} as const
export type Doubt = keyof typeof DOUBTS

/** A fault of the reader as it is kept: amounts as decimal text. */
export type KeptFault = Omit<StatementFault, 'repair'> & {
  readonly repair: { readonly field: Repair['field']; readonly amount: string } | null
}
/** Where a file and an earlier one do not agree about a day. */
export type Difference = {
  readonly day: PlainDate
  readonly kind: 'missing' | 'new'
  readonly count: number
}

export type Statement = {
  readonly id: StatementId
  readonly no: number
  readonly unit: UnitId
  readonly account: MoneyAccountId
  readonly accountName: string
  readonly accountNumber: string
  readonly fund: FundId
  readonly fundName: string
  readonly bank: string
  readonly files: readonly string[]
  readonly openingGiven: bigint | null
  readonly state: StatementState
  readonly lines: number
  readonly again: number
  readonly opening: bigint | null
  readonly closing: bigint | null
  readonly credits: bigint
  readonly debits: bigint
  readonly problem: Problem | null
  readonly faults: readonly KeptFault[]
  readonly notes: readonly StatementNote[]
  readonly differences: readonly Difference[]
  readonly differencesWhy: string | null
  readonly startedAt: Date
  readonly startedBy: string
  readonly postedAt: Date | null
}

export type Day = {
  readonly day: PlainDate
  readonly lines: number
  readonly again: number
  readonly credits: bigint
  readonly debits: bigint
  readonly closing: bigint | null
  readonly proved: boolean | null
}

export type Attestation = {
  readonly ordinal: 1 | 2
  readonly account: string
  readonly opening: bigint
  readonly closing: bigint
  readonly why: string
  /** By the person who asks, through whichever account. */
  readonly mine: boolean
}

/** What is needed to stage: the statement and how its identity begins. */
export type ToStage = {
  readonly realm: number
  readonly id: StatementId
  readonly no: number
  readonly unit: UnitId
  readonly account: MoneyAccountId
  readonly accountNumber: string
  readonly bank: string
  readonly mapping: unknown
  readonly openingGiven: bigint | null
  readonly files: readonly string[]
  readonly attempts: number
}

export type Checked = { readonly check: StatementCheck; readonly again: ReadonlyMap<PlainDate, number> }
