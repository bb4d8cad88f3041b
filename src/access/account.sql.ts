import { sql } from 'kysely'
import type { AccountId, CommandId, GrantId, PersonId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import type { Actor, Role, Scope, TokenId } from './types.ts'

// Rows are written without RETURNING: that would ask the reading policies, which the new row may not yet satisfy.

/** Whether the actor is administrator at this unit or above it today; the database decides, as its policies do. */
export const administers = async (tx: Tx, unit: UnitId): Promise<boolean> =>
  (await sql`select from administered_units() u where u = ${unit}`.execute(tx)).rows.length > 0

/** The account, when everything it may do lies within what the actor administers. */
export const accountToAdminister = async (
  tx: Tx,
  account: AccountId,
): Promise<{ email: string; name: string } | undefined> =>
  (
    await sql<{ email: string; name: string }>`
      select email, name from account where id = ${account} and id in (select administered_accounts())`.execute(tx)
  ).rows[0]

export const isAccountKnown = async (tx: Tx, account: AccountId): Promise<boolean> =>
  (await sql`select from account where id = ${account}`.execute(tx)).rows.length > 0

/** False when the id or the address is taken, also by an account that the actor may not see. */
export async function insertAccount(
  tx: Tx,
  a: {
    account: AccountId
    name: string
    email: string
    language: Actor['language']
    person: PersonId | null
    at: Date
    command: CommandId
  },
): Promise<boolean> {
  const done = await sql`insert into account (id, person_id, name, email, language, created_at, password_command)
    values (${a.account}, ${a.person}, ${a.name}, ${a.email}, ${a.language}, ${a.at}, ${a.command}) on conflict do nothing`.execute(
    tx,
  )
  return done.numAffectedRows === 1n
}

export type NewGrant = {
  readonly id: GrantId
  readonly account: AccountId
  readonly role: Role
  readonly unit: UnitId
  readonly from: PlainDate
  readonly until: PlainDate | null
  readonly by: AccountId
  readonly command: CommandId
}

/** False when the same role at the same unit is already given for some of these days. */
export async function insertGrant(tx: Tx, g: NewGrant): Promise<boolean> {
  const done = await sql`insert into role_grant (id, account_id, role, unit_id, during, granted_by, command_id)
    values (${g.id}, ${g.account}, ${g.role}, ${g.unit}, daterange(${g.from}, ${g.until}), ${g.by}, ${g.command})
    on conflict do nothing`.execute(tx)
  return done.numAffectedRows === 1n
}

export const grantOf = async (tx: Tx, grant: GrantId) =>
  (
    await sql<{ account: AccountId; unit: UnitId; until: PlainDate | null; withdrawn: boolean }>`
      select account_id as account, unit_id as unit, upper(during) as until, isempty(during) as withdrawn
      from role_grant where id = ${grant}`.execute(tx)
  ).rows[0]

/** A grant that has not begun by then becomes empty: it never held. */
export const endGrantOn = (tx: Tx, grant: GrantId, on: PlainDate) =>
  sql`update role_grant set during = daterange(least(lower(during), ${on}::date), ${on}::date) where id = ${grant}`.execute(
    tx,
  )

export const setDisabled = (tx: Tx, account: AccountId, at: Date | null) =>
  sql`update account set disabled_at = ${at} where id = ${account}`.execute(tx)

/** Which command asked for the account's next password; null takes back what was asked and not yet given. */
export const setPasswordAsked = (tx: Tx, account: AccountId, command: CommandId | null) =>
  sql`update account set password_command = ${command} where id = ${account} and password_command is distinct from ${command}`.execute(
    tx,
  )

export const setWantsMail = (tx: Tx, account: AccountId, wanted: boolean) =>
  sql`update account set wants_mail = ${wanted} where id = ${account}`.execute(tx)

export const insertToken = (
  tx: Tx,
  k: {
    id: TokenId
    account: AccountId
    name: string
    hash: Buffer
    expiresOn: PlainDate
    at: Date
    command: CommandId
  },
) =>
  sql`insert into access_token (id, account_id, name, token_hash, created_at, expires_on, command_id)
    values (${k.id}, ${k.account}, ${k.name}, ${k.hash}, ${k.at}, ${k.expiresOn}, ${k.command})`.execute(tx)

export async function markRevoked(tx: Tx, token: TokenId, at: Date): Promise<boolean> {
  const done = await sql`update access_token set revoked_at = ${at} where id = ${token} and revoked_at is null`.execute(
    tx,
  )
  return done.numAffectedRows === 1n
}

/** Every token of an account: who has the old password may have made one. */
export const revokeTokensOf = (tx: Tx, account: AccountId, at: Date) =>
  sql`update access_token set revoked_at = ${at} where account_id = ${account} and revoked_at is null`.execute(tx)

export type GrantRow = {
  readonly id: GrantId
  readonly role: Role
  readonly unit: UnitId
  readonly unitName: string
  readonly from: PlainDate
  readonly until: PlainDate | null
}
export type AccountRow = {
  readonly account: AccountId
  readonly person: PersonId | null
  readonly name: string
  readonly email: string
  readonly language: Actor['language']
  readonly demonstration: boolean
  readonly opened: boolean
  readonly disabledAt: Date | null
  /** Grants that hold on the day of the scope or later, at units in the scope. */
  readonly grants: readonly GrantRow[]
}

/** Accounts that hold or held a grant at a unit in the scope, by name. */
export async function accountsInScope(tx: Tx, scope: Scope, limit = 500): Promise<AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    with held as (
      select g.* from role_grant g where g.unit_id in (select unit_subtree(${sql.val(uuids(scope.roots))}::uuid[], ${scope.asOf}::date)))
    select a.id as account, a.person_id as person, a.name, a.email, a.language, a.demonstration,
      a.opened_at is not null as opened, a.disabled_at as "disabledAt",
      coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'role', g.role, 'unit', g.unit_id, 'unitName', u.name,
        'from', lower(g.during), 'until', upper(g.during)) order by lower(g.during), g.id)
        filter (where not isempty(g.during) and coalesce(upper(g.during) > ${scope.asOf}::date, true)), '[]') as grants
    from account a join held g on g.account_id = a.id join unit u on u.id = g.unit_id
    group by a.id order by a.name, a.id limit ${limit}`.execute(tx)
  return rows
}

export type TokenRow = {
  readonly id: TokenId
  readonly name: string
  readonly createdAt: Date
  readonly expiresOn: PlainDate
  readonly revokedAt: Date | null
}

/** The actor's own tokens, newest first; nobody sees another's. */
export const tokensOf = async (tx: Tx, account: AccountId): Promise<TokenRow[]> =>
  (
    await sql<TokenRow>`
      select id, name, created_at as "createdAt", expires_on as "expiresOn", revoked_at as "revokedAt"
      from access_token where account_id = ${account} order by created_at desc, id`.execute(tx)
  ).rows

/** Arrays go to both drivers as the text of one, because they encode them differently. */
const uuids = (ids: readonly string[]): string => `{${ids.join(',')}}`
