import { hashPassword } from 'better-auth/crypto'
import { no, problem, yes, type AccountId, type Result } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { hasAdministrator, insertSeeded, isDemonstration } from './seed.sql.ts'
import type { SeedAccount } from './types.ts'

/** The library's slow hash, made once outside the transaction; the accounts of a demonstration share it. */
export const hashOfPassword = (password: string): Promise<string> => hashPassword(password)

/**
 * Writes the accounts of a demonstration, with sign-ins, as the owner (`db.own`). Their password is public, so they
 * are refused (`access.not-demonstration`) in any other world; the database refuses them as well.
 */
export async function seedDemonstrationAccounts(
  tx: Tx,
  seed: { readonly accounts: readonly SeedAccount[]; readonly passwordHash: string; readonly now: Date },
): Promise<Result<number>> {
  if (!(await isDemonstration(tx))) return no(problem('access.not-demonstration'))
  await insertSeeded(tx, { ...seed, demonstration: true })
  return yes(seed.accounts.length)
}

/**
 * Writes the first administrator of a real installation, as the owner: every other account is opened by one.
 * Refused (`access.has-administrator`) once there is one.
 */
export async function installAdministrator(
  tx: Tx,
  seed: { readonly account: SeedAccount; readonly passwordHash: string; readonly now: Date },
): Promise<Result<AccountId>> {
  if (!seed.account.grants.some(grant => grant.role === 'admin')) return no(problem('access.not-administrator'))
  if (await hasAdministrator(tx)) return no(problem('access.has-administrator'))
  await insertSeeded(tx, {
    accounts: [seed.account],
    passwordHash: seed.passwordHash,
    now: seed.now,
    demonstration: false,
  })
  return yes(seed.account.id)
}
