import { mustHold, type Actor, type Role } from '../access/index.ts'
import type { Result, UnitId } from '../kernel/index.ts'
import { ACTIVITY, type ActivityMove } from './rules.ts'

/** Who may do what here. Acting is for the very unit at which one holds the role, never for those below it. */

export const RECORDS: readonly Role[] = ['officer', 'leader', 'clerk']
export const PLANS: readonly Role[] = ['officer', 'leader']

export const mayRecord = (actor: Actor, unit: UnitId): Result<true> => mustHold(actor, unit, ...RECORDS)
export const mayPlan = (actor: Actor, unit: UnitId): Result<true> => mustHold(actor, unit, ...PLANS)
export const mayMoveActivity = (actor: Actor, unit: UnitId, move: ActivityMove): Result<true> =>
  mustHold(actor, unit, ...ACTIVITY[move].by)
