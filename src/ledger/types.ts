import type { EntryId, FundId, MoneyAccountId, PlainDate, UnitId, Vnd } from '../kernel/index.ts'

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

/** One side of an entry; a debit is positive, a credit negative. Money in `cash` or `bank` names where it lies. */
export type PostingDraft = {
  readonly fund: FundId
  readonly purpose: AccountPurpose
  readonly amount: Vnd
  readonly moneyAccount?: MoneyAccountId
}

/** An entry as a higher room asks for it. The same source at the same step is posted once, whatever is repeated. */
export type EntryDraft = {
  readonly id: EntryId
  readonly unit: UnitId
  readonly day: PlainDate
  readonly text: string
  readonly source: { readonly kind: string; readonly id: string; readonly step?: string }
  readonly postings: readonly PostingDraft[]
}
