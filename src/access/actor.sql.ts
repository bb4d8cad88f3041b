import { sql, type RawBuilder } from 'kysely'
import type { AccountId, PersonId, PlainDate } from '../kernel/index.ts'
import type { Database } from '../db/index.ts'
import type { Actor, Grant } from './types.ts'

type Known = {
  readonly account: AccountId
  readonly person: PersonId | null
  readonly name: string
  readonly language: Actor['language']
  readonly grants: readonly Grant[]
}

/** Whose session this is. A session ends by the real clock, also in a world whose own clock runs in the past. */
export const accountOfSession = (db: Database, token: string, today: PlainDate) =>
  known(db, sql`select user_id from auth.session where token = ${token} and expires_at > now()`, today)

/** Whose access token has this digest. */
export const accountOfToken = (db: Database, hash: Buffer, today: PlainDate) =>
  known(
    db,
    sql`select account_id from access_token
      where token_hash = ${hash} and revoked_at is null and expires_on >= ${today}::date`,
    today,
  )

/**
 * Somebody named by whoever holds the server itself, for the command line: at work for the first of their units. Null when
 * there is no such account in force, or it holds no role.
 */
export async function actorByEmail(db: Database, email: string, today: PlainDate): Promise<Actor | null> {
  const someone = await known(db, sql`select id from account where lower(email) = lower(${email})`, today)
  const grant = someone?.grants[0]
  return someone && grant ? { ...someone, unit: grant.unit, unitName: grant.unitName, realm: grant.realm } : null
}

/**
 * Proof of identity, account and grants in force, in one statement. An account that is disabled, or made for a
 * demonstration and found in a world that is none, is nobody.
 */
async function known(db: Database, whose: RawBuilder<unknown>, today: PlainDate): Promise<Known | null> {
  const { rows } = await sql<Known>`
    /* prepared */ select a.id as account, a.person_id as person, a.name, a.language,
      coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'unit', g.unit_id, 'unitName', u.name, 'realm', u.realm)
        order by lower(g.during), g.id) filter (where u.id is not null), '[]') as grants
    from account a
    left join role_grant g on g.account_id = a.id and g.during @> ${today}::date
    left join unit u on u.id = g.unit_id
    where a.id = (${whose}) and a.disabled_at is null
      and (not a.demonstration or exists (select from world where demonstration))
    group by a.id`.execute(db.pool)
  return rows[0] ?? null
}
