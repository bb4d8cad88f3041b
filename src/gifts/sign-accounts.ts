import { mustHold, useCase } from '../access/index.ts'
import { no, problem, yes, type MoneyAccountId, type UnitId } from '../kernel/index.ts'
import { insertAccountList, publicAccountsOf } from './desk.sql.ts'
import { SIGNS_ACCOUNTS } from './policy.ts'

/**
 * Signs the official list of the unit's accounts as it stands. `seen` are the accounts that the leader saw: when the list has
 * changed since, nothing is signed (`gifts.list-changed`).
 */
export const signAccounts = useCase<
  { readonly unit: UnitId; readonly seen: readonly MoneyAccountId[] },
  { readonly accounts: number }
>('gifts.sign-accounts', SIGNS_ACCOUNTS, async (tx, by, { unit, seen }) => {
  const may = mustHold(by.actor, unit, ...SIGNS_ACCOUNTS)
  if (!may.ok) return may
  const accounts = await publicAccountsOf(tx, unit)
  const same = accounts.length === seen.length && accounts.every(account => seen.includes(account.id))
  if (!same) return no(problem('gifts.list-changed'))
  await insertAccountList(tx, by, unit)
  return yes({ accounts: accounts.length })
})
