export * from './types.ts'
export { holds, mustHold, scopeOf } from './policy.ts'
export { runCommand, readAs, readPublic, writePublic } from './run.ts'
export { enterScope, runWithin } from './run-within.ts'
export { actorByEmail } from './actor.sql.ts'
export {
  createAccounts,
  PASSWORD_LENGTH,
  type Accounts,
  type AccountsOptions,
  type ChangePassword,
  type Credentials,
  type NewAccount,
  type SetPassword,
} from './accounts.ts'
export { clientFrom } from './client.ts'
export { chooseMail } from './choose-mail.ts'
export { disableAccount } from './disable-account.ts'
export { grantRole, type GrantRole } from './grant-role.ts'
export { endGrant } from './end-grant.ts'
export { createToken, TOKEN_DAYS_MAX } from './create-token.ts'
export { revokeToken } from './revoke-token.ts'
export { tokenFrom, tokenHash } from './token.ts'
export { accountsInScope, tokensOf, type AccountRow, type GrantRow, type TokenRow } from './account.sql.ts'
export { hashOfPassword, installAdministrator, seedDemonstrationAccounts } from './seed-accounts.ts'
export { forgetEnded } from './sign-in.sql.ts'
export { isDemonstration } from './seed.sql.ts'
export { fsckAccess } from './fsck.ts'
export { askAll, type Question } from './questions.sql.ts'
export { checkRoles } from './check-roles.ts'
export { insertWorld, instantIn, worldOf, type WorldRow } from './world.sql.ts'
