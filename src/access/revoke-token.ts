import { no, problem, yes } from '../kernel/index.ts'
import { markRevoked } from './account.sql.ts'
import { ROLES, useCase, type TokenId } from './types.ts'

/** Makes a token of one's own worthless at once. */
export const revokeToken = useCase<{ readonly id: TokenId }, { id: TokenId }>(
  'access.revoke-token',
  ROLES,
  async (tx, by, { id }) => ((await markRevoked(tx, id, by.now)) ? yes({ id }) : no(problem('access.token-unknown'))),
)
