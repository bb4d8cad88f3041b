import type { Range, Span } from './types.ts'

/** A value with the stretches of the letter it was read from and the rule that read it. */
export type Found<T> = { readonly value: T; readonly spans: readonly Span[] }

export const span = (range: Range, rule: string, confidence: number): Span => ({
  start: range.start,
  end: range.end,
  rule,
  confidence,
})

/**
 * Where a field stands that cannot be read: its value stays empty, and whoever checks the letter is shown the place first.
 */
export const unreadable = (range: Range): Span => span(range, 'unreadable', 0.05)

export const found = <T>(value: T, ranges: readonly Range[], rule: string, confidence: number): Found<T> => ({
  value,
  spans: ranges.map(range => span(range, rule, confidence)),
})
