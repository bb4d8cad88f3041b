import { yes } from '../kernel/index.ts'
import { revokeTokensOf, setPasswordAsked } from './account.sql.ts'
import { ROLES, useCase } from './types.ts'

/**
 * The intent to change one's own password, once the present one was given. Every token ends with it, and so does
 * what an administrator asked for and a stop left half done: sending that again must not undo this.
 */
export const askOwnPassword = useCase<{ readonly passwordMark: string }, true>(
  'access.change-password',
  ROLES,
  async (tx, by) => {
    await revokeTokensOf(tx, by.actor.account, by.now)
    await setPasswordAsked(tx, by.actor.account, null)
    return yes(true)
  },
)
