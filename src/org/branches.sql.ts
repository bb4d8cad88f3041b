import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { PlainDate, UnitId } from '../kernel/index.ts'
import { kindsWithRole, UNIT_KINDS } from './unit-kinds.ts'

/** A committee itself, or one of the cells and chapters directly below it. */
export type Branch = { readonly id: UnitId; readonly name: string; readonly kind: string }

/**
 * What the function `unit_branches` of the database needs to know of kinds: which are cells and chapters, and which stand
 * for a body whose cells they lead (a standing committee for its committee).
 */
export const BRANCHING: {
  readonly branchKinds: readonly string[]
  readonly organs: readonly string[]
  readonly bodies: readonly string[]
} = (() => {
  const standing = UNIT_KINDS.filter(rule => rule.of && (rule.role === 'standing' || rule.role === 'permanent'))
  return {
    branchKinds: [...new Set([...kindsWithRole('cell'), ...kindsWithRole('branch')])],
    organs: standing.map(rule => rule.kind),
    bodies: standing.map(rule => rule.of!),
  }
})()

/** The unit itself first, then its cells and chapters on a day, in any line. */
export async function branchesOf(tx: Tx, unit: UnitId, asOf: PlainDate): Promise<Branch[]> {
  const { rows } = await sql<Branch>`
    select u.id, u.name, u.kind
    from unit_branches(array[${unit}]::uuid[], ${asOf}, ${[...BRANCHING.branchKinds]}::text[], ${[...BRANCHING.organs]}::text[], ${[...BRANCHING.bodies]}::text[]) b
      join unit u on u.id = b.branch_id
    order by u.id <> ${unit}, u.name_fold, u.id`.execute(tx)
  return rows
}
