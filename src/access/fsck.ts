import type { Tx } from '../db/index.ts'
import { countBroken } from './fsck.sql.ts'
import type { Check } from './types.ts'

/**
 * What must be true of accounts. Because the accounts library writes outside our transactions, what a command
 * intended and what the library made are compared here. Runs as the owner (`db.own`).
 */
export async function fsckAccess(tx: Tx): Promise<Check[]> {
  const checks: Check[] = []
  for (const { name, rows, violations, sample } of await countBroken(tx)) {
    checks.push({ name: `access.${name}`, rows, violations, ...(violations > 0 ? { sample } : {}) })
  }
  return checks
}
