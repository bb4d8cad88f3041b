import { no, problem, yes, type AccountId } from '../kernel/index.ts'
import { accountToAdminister, setPasswordAsked } from './account.sql.ts'
import { useCase } from './types.ts'

/** The intent to give somebody a new password: only an administrator of everything that the account may do. */
export const askPassword = useCase<
  { readonly account: AccountId; readonly passwordMark: string },
  { account: AccountId; email: string; name: string }
>('access.set-password', ['admin'], async (tx, by, input) => {
  if (input.account === by.actor.account) return no(problem('access.own-account'))
  const found = await accountToAdminister(tx, input.account)
  if (!found) return no(problem('access.not-administrator'))
  await setPasswordAsked(tx, input.account, by.command)
  return yes({ account: input.account, email: found.email, name: found.name })
})
