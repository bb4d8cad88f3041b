import { sql } from 'kysely'
import type { AccountId, PlainDate } from '../kernel/index.ts'
import type { Database } from '../db/index.ts'

/** Keyed digests of an account and of a network address. */
export type TryKey = { readonly who: Buffer; readonly client: Buffer }
export type TryLimit = {
  readonly tries: number
  readonly minutes: number
  /** `last`: a pause of so many minutes after the last try that was let in; `first`: so many tries in so many minutes. */
  readonly since: 'last' | 'first'
}

/**
 * Counts a try before the password is looked at, so that many at once cannot pass the limit together. Tries start
 * again once the window has gone by; a refused one does not lengthen it.
 */
export async function countTry(
  db: Database,
  { who, client }: TryKey,
  limit: TryLimit,
): Promise<{ tries: number; waitMinutes: number; entered: boolean }> {
  const { rows } = await sql<{ tries: number; wait: number; entered: boolean }>`
    insert into auth.sign_in_try as t (who, client, tries, last_at) values (${who}, ${client}, 1, now())
    on conflict (who, client) do update set
      tries = case when t.last_at < now() - make_interval(mins => ${limit.minutes}::int) then 1 else t.tries + 1 end,
      last_at = case when t.last_at >= now() - make_interval(mins => ${limit.minutes}::int) and t.tries > 0
          and (t.tries >= ${limit.tries}::int or ${limit.since}::text = 'first')
        then t.last_at else now() end
    returning tries, coalesce(entered_at > now() - interval '90 days', false) as entered,
      ceil(extract(epoch from last_at + make_interval(mins => ${limit.minutes}::int) - now()) / 60)::int as wait`.execute(
    db.pool,
  )
  const row = rows[0]!
  return { tries: row.tries, waitMinutes: Math.max(1, row.wait), entered: row.entered }
}

/** Takes back one try: it was no wrong password. */
export const uncountTry = (db: Database, { who, client }: TryKey) =>
  sql`update auth.sign_in_try set tries = greatest(tries - 1, 0) where who = ${who} and client = ${client}`.execute(
    db.pool,
  )

/** The right password was given: the count of this account from there starts again, and it is known there from now on. */
export const markEntered = (db: Database, { who, client }: TryKey) =>
  sql`update auth.sign_in_try set tries = 0, entered_at = now() where who = ${who} and client = ${client}`.execute(
    db.pool,
  )

/** Whether the account may enter at all: told only to who has given the right password. */
export async function standingOf(
  db: Database,
  account: string,
  today: PlainDate,
): Promise<{ disabled: boolean; granted: boolean } | null> {
  const { rows } = await sql<{ disabled: boolean; granted: boolean }>`
    select a.disabled_at is not null or (a.demonstration and not exists (select from world where demonstration)) as disabled,
      exists (select from role_grant g where g.account_id = a.id and g.during @> ${today}::date) as granted
    from account a where a.id = ${account}`.execute(db.pool)
  return rows[0] ?? null
}

/** Ends every session of an account. */
export const endSessions = (db: Database, account: string) =>
  sql`delete from auth.session where user_id = ${account}`.execute(db.pool)

/** The slow hash of an account's password, as the accounts library keeps it. */
export async function passwordHashOf(db: Database, account: AccountId): Promise<string | null> {
  const { rows } = await sql<{ password: string | null }>`
    select password from auth.account where user_id = ${account} and provider_id = 'credential'`.execute(db.pool)
  return rows[0]?.password ?? null
}

/** Removes what no longer means anything: sessions that have ended, old counts of wrong passwords and where an account last entered long ago. */
export async function forgetEnded(db: Database): Promise<void> {
  await sql`delete from auth.session where expires_at < now()`.execute(db.pool)
  await sql`delete from auth.sign_in_try where last_at < now() - interval '1 day'
    and coalesce(entered_at < now() - interval '90 days', true)`.execute(db.pool)
}
