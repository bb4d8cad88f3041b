import { no, problem, yes, type PlainDate, type Result, type UnitId } from '../kernel/index.ts'
import type { Actor, Role, Scope } from './types.ts'

/** Whether the actor holds one of the roles at this very unit: acting never reaches the subtree. */
export const holds = (actor: Actor, unit: UnitId, ...roles: readonly Role[]): boolean =>
  actor.grants.some(grant => grant.unit === unit && roles.includes(grant.role))

/** Refuses with `access.forbidden`, naming the roles that may and the unit at which. */
export const mustHold = (actor: Actor, unit: UnitId, ...roles: readonly Role[]): Result<true> =>
  holds(actor, unit, ...roles) ? yes(true) : no(problem('access.forbidden', { roles: roles.join(',') }))

/** Reading reaches the subtrees of all units at which the actor holds any role. */
export const scopeOf = (actor: Actor, asOf: PlainDate): Scope => ({
  roots: [...new Set(actor.grants.map(grant => grant.unit))],
  asOf,
})
