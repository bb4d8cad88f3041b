import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { SeedAccount } from './types.ts'

export const isDemonstration = async (tx: Tx): Promise<boolean> =>
  (await sql`select from world where demonstration`.execute(tx)).rows.length > 0

export const hasAdministrator = async (tx: Tx): Promise<boolean> =>
  (await sql`select from role_grant where role = 'admin' limit 1`.execute(tx)).rows.length > 0

/** All accounts, sign-ins and grants in one statement, whatever their number. */
export async function insertSeeded(
  tx: Tx,
  seed: { accounts: readonly SeedAccount[]; passwordHash: string; now: Date; demonstration: boolean },
): Promise<void> {
  const accounts = seed.accounts.map(({ id, person, name, email, language }) => ({
    id,
    person: person ?? null,
    name,
    email: email.toLowerCase(),
    language: language ?? 'vi',
  }))
  const grants = seed.accounts.flatMap(a => a.grants.map(g => ({ ...g, account: a.id })))
  await sql`
    with given as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb) as g(id uuid, person uuid, name text, email text, language text)),
    users as (
      insert into auth."user" (id, name, email, email_verified, created_at, updated_at)
      select id, name, email, false, ${seed.now}, ${seed.now} from given),
    passwords as (
      insert into auth.account (account_id, provider_id, user_id, password, created_at, updated_at)
      select id::text, 'credential', id, ${seed.passwordHash}::text, ${seed.now}, ${seed.now} from given),
    accounts as (
      insert into account (id, person_id, name, email, language, demonstration, created_at, opened_at)
      select id, person, name, email, language, ${seed.demonstration}::boolean, ${seed.now}, ${seed.now} from given)
    insert into role_grant (id, account_id, role, unit_id, during)
    select id, account, role, unit, daterange("from", null)
    from jsonb_to_recordset(${JSON.stringify(grants)}::jsonb) as g(id uuid, account uuid, role text, unit uuid, "from" date)`.execute(
    tx,
  )
}
