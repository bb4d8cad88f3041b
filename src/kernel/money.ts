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
