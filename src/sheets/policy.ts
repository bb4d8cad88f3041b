import type { Actor, Role } from '../access/index.ts'
import type { UnitId } from '../kernel/index.ts'

/** Who may do what here; whether the unit is the right one is asked of the lines in `form.sql.ts`. */
export const MAKES: readonly Role[] = ['officer', 'clerk', 'leader']
export const IMPORTS: readonly Role[] = ['officer', 'clerk']

/** The units at which somebody holds one of these roles: the ones for which they may stand above or at the unit of a form. */
export const unitsHeld = (actor: Actor, roles: readonly Role[]): UnitId[] => [
  ...new Set(actor.grants.filter(grant => roles.includes(grant.role)).map(grant => grant.unit)),
]
