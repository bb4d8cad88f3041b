import type { Scan } from '../directives/index.ts'
import type { AccountId, Brand, FundId, MoneyAccountId, PlainDate, UnitId } from '../kernel/index.ts'

export type VoucherId = Brand<string, 'VoucherId'>
export type AllocationId = Brand<string, 'AllocationId'>
export type AgreementId = Brand<string, 'AgreementId'>
export type RunId = Brand<string, 'RunId'>
export type CheckerId = Brand<string, 'CheckerId'>

/** draft → submitted → approved → in-run → paid; sent back, refused, failed at the bank, reversed. */
export const VOUCHER_STATES = [
  'draft',
  'submitted',
  'returned',
  'refused',
  'approved',
  'in-run',
  'failed',
  'paid',
  'reversed',
] as const
export type VoucherState = (typeof VOUCHER_STATES)[number]
export const VOUCHER_KINDS = ['bank', 'cash'] as const
export type VoucherKind = (typeof VOUCHER_KINDS)[number]
/** What it is spent for: accounts of the chart by their purpose. */
export const EXPENSES = ['aid', 'running', 'goods-bought', 'advance'] as const
export type Expense = (typeof EXPENSES)[number]

export type Payee = { readonly name: string; readonly bankBin: string; readonly number: string }

/** A voucher as a person typed it. */
export type VoucherInput = {
  readonly kind: VoucherKind
  readonly fund: FundId
  /** The share of an allocation that it is paid from; both or none. */
  readonly allocation: AllocationId | null
  readonly share: number | null
  readonly programme: string
  readonly agreement: AgreementId | null
  readonly expense: Expense
  /** Whole đồng in digits. */
  readonly amount: string
  readonly reason: string
  readonly day: PlainDate
  readonly payee: Payee
  readonly file?: Scan | null
  /** Said by who attaches a file: nothing in it is secret. */
  readonly declaredOpen?: boolean
}
export type VoucherAt = { readonly voucher: VoucherId; readonly version: number }
export type Moved = { readonly state: VoucherState; readonly version: number }

export type ShareInput = {
  readonly toUnit: UnitId | null
  readonly programme: string
  /** Either each share says its amount in đồng, or each its weight and the sum is split over them. */
  readonly amount: string
  readonly weight: string
}
export type AllocationInput = {
  readonly unit: UnitId
  readonly fund: FundId
  readonly document: string
  readonly day: PlainDate
  readonly purpose: string
  readonly amount: string
  readonly shares: readonly ShareInput[]
}

/** A line of a payment run: what its file says to the bank. */
export type PayRow = {
  readonly ordinal: number
  readonly voucher: VoucherId
  readonly number: number
  readonly year: number
  readonly state: VoucherState
  readonly amount: bigint
  readonly name: string | null
  readonly bin: string | null
  readonly account: string | null
  readonly code: string
  readonly failedWhy: string | null
}
export type Run = {
  readonly id: RunId
  readonly unit: UnitId
  readonly year: number
  readonly number: number
  readonly money: MoneyAccountId
  readonly moneyName: string
  readonly moneyNumber: string
  readonly madeOn: PlainDate
  readonly madeBy: AccountId
  readonly madeByName: string | null
  readonly lines: number
  readonly amount: bigint
  readonly paid: number
  readonly failed: number
}
