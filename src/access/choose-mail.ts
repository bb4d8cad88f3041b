import { yes } from '../kernel/index.ts'
import { setWantsMail } from './account.sql.ts'
import { ROLES, useCase } from './types.ts'

/** Whether one's notices come by mail as well. */
export const chooseMail = useCase<{ readonly wanted: boolean }, { wanted: boolean }>(
  'access.choose-mail',
  ROLES,
  async (tx, by, { wanted }) => {
    await setWantsMail(tx, by.actor.account, wanted)
    return yes({ wanted })
  },
)
