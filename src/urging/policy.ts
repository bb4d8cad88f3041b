import { mustHold, type Actor, type Role } from '../access/index.ts'
import { no, problem, yes, type Result, type UnitId } from '../kernel/index.ts'
import type { Authority } from './types.ts'

/** Who may do what here. */

/** Who writes urging letters, and at which unit, is as for every letter; the right to urge comes on top. */
export const URGES: readonly Role[] = ['officer', 'clerk', 'leader']
export const KEEPS_CALENDAR: readonly Role[] = ['admin']

/** The unit acts in its own right over the very letter: it issued it, stands above the issuer, or is named to follow. */
export function mayUrge(
  actor: Actor,
  unit: UnitId,
  rights: readonly { readonly unit: UnitId; readonly authority: Authority }[],
): Result<true> {
  const may = mustHold(actor, unit, ...URGES)
  if (!may.ok) return may
  return rights.some(right => right.unit === unit) ? yes(true) : no(problem('urging.forbidden'))
}
