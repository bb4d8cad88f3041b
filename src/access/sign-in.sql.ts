import { sql } from 'kysely'
import type { AccountId, PlainDate } from '../kernel/index.ts'
import type { Database, Tx } from '../db/index.ts'

/**
 * Counts a try before the password is looked at, so that many at once cannot pass the limit together. Tries
 * start again once the window has gone by since the last one that was let in; a refused one does not lengthen it.
 */
export async function countTry(
  db: Database,
  key: Buffer,
  limit: { readonly tries: number; readonly minutes: number },
): Promise<{ tries: number; waitMinutes: number }> {
  const { rows } = await sql<{ tries: number; wait: number }>`
    insert into auth.sign_in_try as t (key, tries, last_at) values (${key}, 1, now())
    on conflict (key) do update set
      tries = case when t.last_at < now() - make_interval(mins => ${limit.minutes}::int) then 1 else t.tries + 1 end,
      last_at = case when t.tries >= ${limit.tries}::int and t.last_at >= now() - make_interval(mins => ${limit.minutes}::int)
        then t.last_at else now() end
    returning tries, ceil(extract(epoch from last_at + make_interval(mins => ${limit.minutes}::int) - now()) / 60)::int as wait`.execute(
    db.pool,
  )
  return { tries: rows[0]!.tries, waitMinutes: Math.max(1, rows[0]!.wait) }
}

export const forgetTries = (db: Database, key: Buffer) =>
  sql`delete from auth.sign_in_try where key = ${key}`.execute(db.pool)

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

/** The sign-in exists from now on. Written after the accounts library has made it, by the owner. */
export const markOpened = (tx: Tx, account: AccountId, now: Date) =>
  sql`update account set opened_at = ${now} where id = ${account} and opened_at is null`.execute(tx)

/** Removes what no longer means anything: sessions that have ended and old counts of wrong passwords. */
export async function forgetEnded(db: Database): Promise<void> {
  await sql`delete from auth.session where expires_at < now()`.execute(db.pool)
  await sql`delete from auth.sign_in_try where last_at < now() - interval '1 day'`.execute(db.pool)
}
