import type { AreaId, EntryId, FundId, MoneyAccountId, PlainDate, UnitId, Vnd } from '../kernel/index.ts'

/** What an account of the chart is for. Rules of posting name this and never a code, because codes differ between charts. */
export type AccountPurpose =
  | 'cash'
  | 'bank'
  | 'transit'
  | 'unclear'
  | 'payable'
  | 'advance'
  | 'between-funds'
  | 'between-units'
  | 'gifts'
  | 'interest'
  | 'other-income'
  | 'aid'
  | 'bank-fee'
  | 'running'
  | 'goods-bought'
  | 'returned'
  | 'exchange'
  | 'brought-forward'

/**
 * One side of an entry; a debit is positive, a credit negative. Money in `cash` or `bank` names where it lies. Only an
 * accountant's own entry names a code.
 */
export type PostingDraft = {
  readonly fund: FundId
  readonly amount: Vnd
  readonly moneyAccount?: MoneyAccountId
} & ({ readonly purpose: AccountPurpose } | { readonly code: string })

/** An entry as a higher room asks for it. The same source at the same step is posted once, whatever is repeated. */
export type EntryDraft = {
  readonly id: EntryId
  readonly unit: UnitId
  readonly day: PlainDate
  readonly text: string
  readonly source: { readonly kind: string; readonly id: string; readonly step?: string }
  readonly postings: readonly PostingDraft[]
}

export const ACCOUNT_KINDS = ['asset', 'liability', 'net', 'income', 'expense'] as const
export type AccountKind = (typeof ACCOUNT_KINDS)[number]
export type ChartAccount = {
  readonly code: string
  readonly name: string
  readonly kind: AccountKind
  readonly purpose: AccountPurpose | null
}

export type FundInput = {
  readonly unit: UnitId
  readonly code: string
  readonly name: string
  /** The key of a legal basis. */
  readonly basis: string
  readonly purpose: string
  /** What the givers laid down, in their words. */
  readonly restriction?: string
  readonly areas?: readonly AreaId[]
  readonly openedOn: PlainDate
}

export type CampaignInput = {
  readonly fund: FundId
  /** Stands in every memo: four letters and their check characters, so that a spoilt memo is not taken for another's. */
  readonly code: string
  readonly appeal: string
  /** Whole đồng in digits. */
  readonly goal?: string
  readonly opensOn: PlainDate
  readonly receivesUntil: PlainDate
  readonly distributesUntil: PlainDate
  /** Why it lasts longer than its basis allows. */
  readonly extendedWhy?: string
}

export type MoneyAccountInput = {
  readonly unit: UnitId
  readonly kind: 'bank' | 'cash'
  readonly bankBin?: string
  readonly number?: string
  readonly holder: string
  readonly name: string
  readonly currency?: string
  readonly fund?: FundId
  readonly openedOn: PlainDate
  readonly public?: boolean
}

export type MonthState = {
  readonly lastClosed: PlainDate | null
  /** The first month after it in which there are entries. */
  readonly firstOpen: PlainDate | null
  /** Of the month asked about; 0 while it has no row. */
  readonly version: number
}

/** What one account of one fund held before a range of days, what moved in it and what it held after. */
export type Balance = {
  readonly fund: FundId
  readonly fundCode: string
  readonly fundName: string
  readonly code: string
  readonly name: string
  readonly kind: AccountKind
  readonly opening: bigint
  readonly debit: bigint
  readonly credit: bigint
  readonly closing: bigint
}
