import { addDays, no, problem, yes, type PlainDate } from '../kernel/index.ts'
import { insertToken } from './account.sql.ts'
import { ROLES, useCase, type TokenId } from './types.ts'

export const TOKEN_DAYS_MAX = 366

/**
 * Keeps the digest of a token that the door has drawn (`tokenFrom`, `tokenHash`). A token can do what its account
 * can, until a day that must be named.
 */
export const createToken = useCase<
  { readonly id: TokenId; readonly name: string; readonly hash: string; readonly expiresOn: PlainDate },
  { id: TokenId }
>('access.create-token', ROLES, async (tx, by, input) => {
  const name = input.name.trim()
  if (name === '') return no(problem('access.token-name', undefined, { field: 'name' }))
  const latest = addDays(by.today, TOKEN_DAYS_MAX)
  if (input.expiresOn < by.today || input.expiresOn > latest) {
    return no(problem('access.token-expiry', { days: TOKEN_DAYS_MAX }, { field: 'expiresOn' }))
  }
  const { id, hash, expiresOn } = input
  await insertToken(tx, {
    id,
    account: by.actor.account,
    name,
    hash: Buffer.from(hash, 'hex'),
    expiresOn,
    at: by.now,
    command: by.command,
  })
  return yes({ id })
})
