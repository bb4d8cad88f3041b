import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { PlainDate, UnitId } from '../kernel/index.ts'
import type { CheckerId } from './types.ts'

export const LEVELS = ['province', 'district', 'commune'] as const
export type Level = (typeof LEVELS)[number]
export const LIMIT_ROLES = ['leader', 'officer', 'accountant'] as const
export type LimitRole = (typeof LIMIT_ROLES)[number]

export type Limit = {
  readonly level: Level
  readonly role: LimitRole
  /** Null: any amount. */
  readonly upTo: bigint | null
  readonly confirmed: boolean
}
/** Up to which amount each role approves in the actor's realm; what the province has not set is the country's. */
export async function limitsOf(tx: Tx): Promise<Limit[]> {
  const { rows } = await sql<Limit>`
    select level, role, up_to as "upTo", confirmed from (select distinct on (level, role) * from approval_limit
      where realm in (0, app_realm()) and level <> 'hamlet' order by level, role, realm desc) l
    order by array_position(${[...LEVELS]}::text[], level), array_position(${[...LIMIT_ROLES]}::text[], role)`.execute(
    tx,
  )
  return rows
}
export const setLimit = (tx: Tx, by: Acting, limit: Limit) =>
  sql`insert into approval_limit (realm, level, role, up_to, confirmed, changed_by, changed_at)
    values (${by.actor.realm}, ${limit.level}, ${limit.role}, ${limit.upTo}, ${limit.confirmed}, ${by.actor.account}, ${by.now})
    on conflict (realm, level, role) do update set up_to = excluded.up_to, confirmed = excluded.confirmed, changed_by = excluded.changed_by,
      changed_at = excluded.changed_at`.execute(tx)

export type Checker = {
  readonly id: CheckerId
  readonly unit: UnitId
  readonly unitName: string
  readonly checker: UnitId
  readonly checkerName: string
  readonly role: 'leader' | 'accountant'
  readonly from: PlainDate
  readonly until: PlainDate | null
}
/** Who was designated to check units that the actor sees, those in force first. */
export async function checkersSeen(tx: Tx, unit: UnitId | null = null): Promise<Checker[]> {
  const { rows } = await sql<Checker>`
    select c.id, c.unit_id as unit, u.name as "unitName", c.checker_id as checker, k.name as "checkerName", c.role, lower(c.during) as from,
      (upper(c.during) - 1)::date as until
    from unit_checker c join unit u on u.id = c.unit_id join unit k on k.id = c.checker_id
    where ${unit}::uuid is null or c.unit_id = ${unit} order by upper_inf(c.during) desc, u.name_fold, lower(c.during) desc limit 200`.execute(
    tx,
  )
  return rows
}
export async function checkerById(
  tx: Tx,
  id: CheckerId,
): Promise<{ unit: UnitId; from: PlainDate; open: boolean } | null> {
  const { rows } = await sql<{ unit: UnitId; from: PlainDate; open: boolean }>`
    select unit_id as unit, lower(during) as from, upper_inf(during) as open from unit_checker where id = ${id}`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** What a designation is about: does the checker exist, does the unit have anybody above, and is it checked so already. */
export async function aboutChecker(
  tx: Tx,
  unit: UnitId,
  checker: UnitId,
  role: string,
  from: PlainDate,
): Promise<{ readonly known: boolean; readonly above: readonly UnitId[]; readonly there: boolean }> {
  const { rows } = await sql<{ known: boolean; above: UnitId[]; there: boolean }>`
    select exists (select from unit where id = ${checker} and during @> app_as_of()) as known,
      array(select ancestor_id from unit_path where descendant_id = ${unit} and depth > 0 and during @> app_as_of()) as above,
      exists (select from unit_checker where unit_id = ${unit} and checker_id = ${checker} and role = ${role}
        and during && daterange(${from}::date, null)) as there`.execute(tx)
  return rows[0]!
}
export const insertChecker = (
  tx: Tx,
  by: Acting,
  c: { readonly unit: UnitId; readonly checker: UnitId; readonly role: string; readonly from: PlainDate },
) =>
  sql`insert into unit_checker (realm, id, unit_id, checker_id, role, during, set_by, changed_by, changed_at, command_id)
    values (${by.actor.realm}, ${by.command}, ${c.unit}, ${c.checker}, ${c.role}, daterange(${c.from}::date, null), ${by.actor.account},
      ${by.actor.account}, ${by.now}, ${by.command})`.execute(tx)
export const endCheckerOn = (tx: Tx, by: Acting, id: CheckerId, day: PlainDate) =>
  sql`update unit_checker set during = daterange(lower(during), greatest(lower(during), ${day}::date)), changed_by = ${by.actor.account}, changed_at = ${by.now}
    where id = ${id}`.execute(tx)
