import { sql } from 'kysely'
import type { AccountId, CommandId } from '../kernel/index.ts'
import type { Database, Tx } from '../db/index.ts'
import { revokeTokensOf } from './account.sql.ts'

/** Whether what this command asked for is still to be given: a stored outcome alone is no reason to act. */
export const isPasswordAsked = async (db: Database, account: AccountId, command: CommandId): Promise<boolean> =>
  (await sql`select from account where id = ${account} and password_command = ${command}`.execute(db.pool)).rows
    .length > 0

/**
 * Gives the password that a command asked for, once, in one transaction of the owner under the actor's settings:
 * makes or replaces the sign-in, ends sessions, tokens and counted tries, and takes the question away. The actor's
 * reach is asked again here, because between asking and giving the account may have gone to work elsewhere.
 */
export async function givePassword(
  tx: Tx,
  of: {
    readonly account: AccountId
    readonly command: CommandId
    readonly hash: string
    readonly tries: Buffer
    readonly now: Date
  },
): Promise<'given' | 'not-asked' | 'out-of-reach'> {
  const { rows } = await sql<{ email: string; name: string; asked: boolean; reached: boolean }>`
    select email, name, password_command is not distinct from ${of.command}::uuid as asked,
      id in (select administered_accounts()) as reached
    from account where id = ${of.account} for update`.execute(tx)
  const [row] = rows
  if (!row?.asked) return 'not-asked'
  if (!row.reached) return 'out-of-reach'
  // Sign-ins and their times are the accounts library's: they run by the real clock, whatever year the world is in.
  await sql`insert into auth."user" (id, name, email, email_verified) values (${of.account}, ${row.name}, ${row.email}, false)
    on conflict (id) do nothing`.execute(tx)
  await sql`insert into auth.account (account_id, provider_id, user_id, password, updated_at)
    values (${of.account}::text, 'credential', ${of.account}::uuid, ${of.hash}, now())
    on conflict (user_id) where provider_id = 'credential'
    do update set password = excluded.password, updated_at = excluded.updated_at`.execute(tx)
  await sql`delete from auth.session where user_id = ${of.account}`.execute(tx)
  await sql`delete from auth.sign_in_try where who = ${of.tries}`.execute(tx)
  await revokeTokensOf(tx, of.account, of.now)
  await sql`update account set password_command = null, opened_at = coalesce(opened_at, ${of.now}) where id = ${of.account}`.execute(
    tx,
  )
  return 'given'
}
