import { mustHold, type Actor, type Role } from '../access/index.ts'
import type { Result, UnitId } from '../kernel/index.ts'

/** Whoever works at a unit enters its sessions, and those of its cells, which need no accounts. Never for another unit. */
export const ENTERS: readonly Role[] = ['officer', 'clerk', 'leader']
export const mayEnterStudy = (actor: Actor, unit: UnitId): Result<true> => mustHold(actor, unit, ...ENTERS)
