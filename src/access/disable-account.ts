import { no, problem, yes, type AccountId } from '../kernel/index.ts'
import { accountToAdminister, setDisabled } from './account.sql.ts'
import { useCase } from './types.ts'

/** Shuts an account out at once, sessions and tokens included, or lets it in again. What it did stays. */
export const disableAccount = useCase<
  { readonly account: AccountId; readonly disabled: boolean },
  { account: AccountId }
>('access.disable-account', ['admin'], async (tx, by, { account, disabled }) => {
  if (account === by.actor.account) return no(problem('access.own-account'))
  if (!(await accountToAdminister(tx, account))) return no(problem('access.not-administrator'))
  await setDisabled(tx, account, disabled ? by.now : null)
  return yes({ account })
})
