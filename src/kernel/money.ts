import type { Brand } from './ids.ts'

/** Whole đồng. Viet Nam's money has no minor unit, so there is nothing to round and no float. */
export type Vnd = Brand<bigint, 'Vnd'>

const MAX = 9_223_372_036_854_775_807n

/** Reads whole đồng written in digits, with an optional leading minus; null when it is anything else. */
export const vnd = (text: string | bigint): Vnd | null => {
  if (typeof text === 'string' && !/^-?\d{1,19}$/.test(text)) return null
  const amount = BigInt(text)
  return amount <= MAX && amount >= -MAX ? (amount as Vnd) : null
}

/**
 * Splits a total by weights so that the shares add up to it exactly: largest remainder first,
 * ties to the earlier weight, so that anyone repeats it with the same answer.
 */
export const shareOut = (total: Vnd, weights: readonly bigint[]): Vnd[] => {
  const sum = weights.reduce((a, b) => a + b, 0n)
  if (sum <= 0n || total < 0n || weights.some(w => w < 0n))
    throw new RangeError('weights and total must not be negative, and some weight must be positive')
  const parts = weights.map((weight, at) => ({ at, share: (total * weight) / sum, rest: (total * weight) % sum }))
  let left = total - parts.reduce((a, p) => a + p.share, 0n)
  for (const part of [...parts].sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))) {
    if (left === 0n) break
    part.share += 1n
    left -= 1n
  }
  return parts.map(p => p.share as Vnd)
}
