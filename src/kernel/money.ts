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
 * The digits of an amount as people type it: blanks, dots or commas between groups of three, and a đồng sign. Whatever else it
 * holds is left as it is, so that whoever asks for whole đồng refuses it: of "1500000.50" the sign is no group, and without it
 * the amount would be a hundred times as large.
 */
export function digitsTyped(text: string): string {
  const bare = text.replace(/[\s₫]/g, '')
  return /^-?\d{1,3}(?:(?:\.\d{3})+|(?:,\d{3})+)$/.test(bare) ? bare.replace(/[.,]/g, '') : bare
}
