import { createHash } from 'node:crypto'
import { campaignCode, giftCode, memoOf } from '../bank/index.ts'
import { problem, vnd, type EntryId, type PlainDate, type Problem, type Vnd } from '../kernel/index.ts'
import { EXPENSES, VOUCHER_KINDS, type VoucherId, type VoucherInput, type VoucherState } from './types.ts'

/**
 * Splits a sum by weights into whole parts that make the sum: each gets what its weight gives, rounded down, and the largest
 * remainders one more; of equal remainders the first. Weights are whole numbers above zero.
 */
export function largestRemainder(sum: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((all, weight) => all + weight, 0n)
  if (whole <= 0n) return weights.map(() => 0n)
  const parts = weights.map((weight, at) => ({ at, part: (sum * weight) / whole, rest: (sum * weight) % whole }))
  let left = sum - parts.reduce((all, { part }) => all + part, 0n)
  const more = new Set<number>()
  for (const { at } of parts.toSorted((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest < b.rest ? 1 : -1))) {
    if (left-- <= 0n) break
    more.add(at)
  }
  return parts.map(({ at, part }) => (more.has(at) ? part + 1n : part))
}

/** A weight as typed, in thousandths, so that sums are exact; null when it is none. */
export const weightIn = (text: string): bigint | null => {
  const match = /^(\d{1,12})(?:[.,](\d{1,3}))?$/.exec(text.trim())
  const weight = match ? BigInt(match[1]!) * 1000n + BigInt((match[2] ?? '').padEnd(3, '0')) : 0n
  return weight > 0n ? weight : null
}

export const amountIn = (text: string): Vnd | null => {
  const amount = vnd(text)
  return amount !== null && amount > 0n ? amount : null
}

/** What can be done in which state. */
const MOVES = {
  edit: ['draft', 'returned'],
  submit: ['draft', 'returned'],
  approve: ['submitted'],
  return: ['submitted'],
  refuse: ['submitted'],
  run: ['approved', 'failed'],
  'pay-cash': ['approved'],
  confirm: ['approved', 'in-run', 'failed'],
  fail: ['in-run'],
  reverse: ['approved', 'failed', 'paid'],
} as const satisfies Record<string, readonly VoucherState[]>
export type Move = keyof typeof MOVES
export const mayMove = (move: Move, state: VoucherState): boolean =>
  (MOVES[move] as readonly VoucherState[]).includes(state)

/** The campaign under which all payments have their codes: “uỷ nhiệm chi”. No appeal is called so. */
export const PAYMENTS = campaignCode('UYNC')!
/** The code of a voucher, the same whenever it is asked for. */
export const codeOf = (voucher: VoucherId): string =>
  giftCode(PAYMENTS, createHash('sha256').update(voucher).digest().subarray(0, 8))!
export const memoOfVoucher = (code: string): string => memoOf(PAYMENTS, code)

/** A UUID of version 8, made from what it names: the entries of a voucher are known beforehand, so that none is made twice. */
export const idFor = (voucher: string, what: string): EntryId => {
  const digest = createHash('sha256').update(`${voucher} ${what}`).digest()
  digest[6] = (digest[6]! & 0x0f) | 0x80
  digest[8] = (digest[8]! & 0x3f) | 0x80
  const hex = digest.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  ) as EntryId
}

/** What stands against a text that must be there and not be longer. */
export const textProblem = (text: string, field: string, most: number): Problem | null =>
  text.trim() === ''
    ? problem('spending.missing', {}, { field })
    : text.trim().length > most
      ? problem('spending.too-long', { most }, { field })
      : null

export const whyProblem = (why: string, field = 'why'): Problem | null =>
  why.trim().length < 10 || why.trim().length > 500 ? problem('spending.why', {}, { field }) : null

/** What stands against the fields of a voucher that need no database. */
export function voucherProblem(input: VoucherInput, today: PlainDate): Problem | null {
  if (!VOUCHER_KINDS.includes(input.kind)) return problem('spending.kind', {}, { field: 'kind' })
  if (!EXPENSES.includes(input.expense)) return problem('spending.expense', {}, { field: 'expense' })
  if (amountIn(input.amount) === null) return problem('spending.amount', {}, { field: 'amount' })
  if (input.day > today) return problem('spending.day', {}, { field: 'day' })
  if (input.programme.trim().length > 200) return problem('spending.too-long', { most: 200 }, { field: 'programme' })
  if ((input.allocation === null) !== (input.share === null))
    return problem('spending.allocation', {}, { field: 'allocation' })
  if (input.allocation === null && input.programme.trim() === '')
    return problem('spending.for-what', {}, { field: 'programme' })
  if (input.file && !input.declaredOpen) return problem('spending.declare-open', {}, { field: 'declaredOpen' })
  return textProblem(input.reason, 'reason', 500) ?? payeeProblem(input)
}

const payeeProblem = ({ kind, payee }: VoucherInput): Problem | null => {
  const name = textProblem(payee.name, 'payeeName', 200)
  if (name || kind === 'cash') return name
  if (!/^\d{6}$/.test(payee.bankBin)) return problem('spending.bank', {}, { field: 'bankBin' })
  return /^[0-9A-Z]{4,24}$/.test(payee.number) ? null : problem('spending.number', {}, { field: 'number' })
}
