import { sql, type RawBuilder } from 'kysely'
import type { Acting } from '../access/index.ts'
import { together, type Tx } from '../db/index.ts'
import type { PlainDate, UnitId } from '../kernel/index.ts'
import type { MonthState } from './types.ts'

export async function monthState(tx: Tx, unit: UnitId, month: PlainDate): Promise<MonthState> {
  const { rows } = await sql<MonthState>`
    select (select max(month) from ledger_month where unit_id = ${unit} and closed_at is not null) as "lastClosed",
      (select date_trunc('month', min(day))::date from entry where unit_id = ${unit} and day > coalesce(
        (select (max(month) + interval '1 month - 1 day')::date from ledger_month where unit_id = ${unit} and closed_at is not null),
        '-infinity')) as "firstOpen",
      coalesce((select version from ledger_month where unit_id = ${unit} and month = ${month}), 0) as version`.execute(
    tx,
  )
  return rows[0]!
}

/** Waits for those who write into the unit's books, and lets nobody write until the command ends. */
export const holdBooks = (tx: Tx, unit: UnitId) => sql`select pg_advisory_xact_lock(lock_of_books(${unit}))`.execute(tx)

export const closeRow = (tx: Tx, by: Acting, unit: UnitId, month: PlainDate) =>
  sql`insert into ledger_month as m (unit_id, month, closed_by, closed_at, command_id)
    values (${unit}, ${month}, ${by.actor.account}, ${by.now}, ${by.command})
    on conflict (unit_id, month) do update set closed_by = excluded.closed_by, closed_at = excluded.closed_at,
      command_id = excluded.command_id, version = m.version + 1`.execute(tx)

export const keepChecklist = (tx: Tx, unit: UnitId, month: PlainDate, done: unknown) =>
  sql`update ledger_month set checklist = ${JSON.stringify(done)}::jsonb where unit_id = ${unit} and month = ${month}`.execute(
    tx,
  )

/** Freezes what every account of every fund holds: the balances of the month closed before, and this month's sums. One pass. */
export const freezeBalances = (tx: Tx, by: Acting, unit: UnitId, month: PlainDate, before: PlainDate | null) =>
  sql`insert into ledger_balance (realm, unit_id, month, fund_id, code, debit, credit, closing)
    select ${by.actor.realm}, ${unit}, ${month}, fund_id, code, coalesce(m.debit, 0), coalesce(m.debit - m.moved, 0),
      coalesce(b.closing, 0) + coalesce(m.moved, 0)
    from (select fund_id, code, closing from ledger_balance where unit_id = ${unit} and month = ${before}) b
      full join (select fund_id, code, sum(greatest(amount, 0))::bigint as debit, sum(amount)::bigint as moved from posting
        where unit_id = ${unit} and day >= ${month}::date and day < (${month}::date + interval '1 month')::date
        group by fund_id, code) m using (fund_id, code)`.execute(tx)

export async function openRow(tx: Tx, by: Acting, p: { unit: UnitId; month: PlainDate; why: string }): Promise<void> {
  await sql`update ledger_month set closed_by = null, closed_at = null, opened_again_by = ${by.actor.account},
      opened_again_at = ${by.now}, opened_again_why = ${p.why}, command_id = ${by.command}, version = version + 1
    where unit_id = ${p.unit} and month = ${p.month}`.execute(tx)
  await sql`delete from ledger_balance where unit_id = ${p.unit} and month = ${p.month}`.execute(tx)
}

/**
 * One line of the checklist of a month. Rooms above bring theirs: a bank's balance proved, vouchers finished, cash counted.
 * `left` answers one row with what is left to do, empty when nothing is; a soft one may be left with a reason.
 */
export type ClosingCheck = {
  readonly key: string
  readonly soft?: boolean
  readonly left: (unit: UnitId, month: PlainDate) => RawBuilder<{ left: string }>
}
export type CheckLeft = { readonly key: string; readonly soft: boolean; readonly left: string }

/** What lies between funds or on the way on the month's last day, over all funds together; nothing should. */
export const leftIn = (purpose: string): ClosingCheck => ({
  key: purpose,
  left: (unit, month) => sql`
    select case when sum(p.amount) <> 0 then sum(p.amount)::text else '' end as left from posting p
      join ledger_account a on a.unit_id = p.unit_id and a.code = p.code
    where p.unit_id = ${unit} and a.purpose = ${purpose} and p.day < (${month}::date + interval '1 month')::date`,
})

/** The whole checklist in one statement. */
export async function checklistOf(
  tx: Tx,
  unit: UnitId,
  month: PlainDate,
  checks: readonly ClosingCheck[],
): Promise<readonly CheckLeft[]> {
  const found = await together(tx, Object.fromEntries(checks.map(check => [check.key, check.left(unit, month)])))
  return checks.map(({ key, soft = false }) => ({ key, soft, left: found[key]?.[0]?.left ?? '' }))
}

/** Every month of the books with how it stands, the newest first. */
export async function monthsOf(tx: Tx, unit: UnitId) {
  const { rows } = await sql<{
    month: PlainDate
    entries: number
    closedAt: Date | null
    closedBy: string | null
    why: string | null
    version: number
  }>`
    select month, coalesce(e.entries, 0)::int as entries, m.closed_at as "closedAt", a.name as "closedBy",
      m.opened_again_why as why, coalesce(m.version, 0) as version
    from (select date_trunc('month', day)::date as month, count(*) as entries from entry where unit_id = ${unit} group by 1) e
      full join (select * from ledger_month where unit_id = ${unit}) m using (month)
      left join account a on a.id = m.closed_by
    order by month desc limit 60`.execute(tx)
  return rows
}
