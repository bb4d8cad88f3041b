/** Of fewer people than this one could guess who they were (Law 91/2025). */
export const FEW = 5

/** Whether a count of people is too small to be written out. Nobody at all gives nobody away. */
export const isFew = (people: number): boolean => people > 0 && people < FEW

/** Counts of people as they may be shown together: each or null, their sum, and how many are left out of both. */
export type ShownCounts = {
  readonly cells: readonly (number | null)[]
  readonly total: number
  readonly leftOut: number
}

/**
 * The counts that are not too small, and the sum of just these. What is left out is left out of every sum as well, so that
 * nothing shown depends on it: no subtraction gives it back, over periods, areas or days, also between two pages that were
 * asked for separately. A sum over everything beside hidden parts would give the parts away.
 */
export function withoutFew(counts: readonly number[]): ShownCounts {
  const cells = counts.map(count => (isFew(count) ? null : count))
  return {
    cells,
    total: cells.reduce<number>((sum, cell) => sum + (cell ?? 0), 0),
    leftOut: cells.filter(cell => cell === null).length,
  }
}
