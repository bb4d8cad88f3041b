import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { UnitId } from '../kernel/index.ts'

/** A unit's own plan, a figure for each indicator and year. */

export type PlanRow = { readonly indicator: string; readonly amount: number; readonly version: number }

/** The unit's row in that year, locked so that two people do not write the same figure; amounts fit a double by their check. */
export async function lockPlan(tx: Tx, unit: UnitId, year: number): Promise<ReadonlyMap<string, PlanRow>> {
  const { rows } = await sql<{ indicator: string; amount: bigint; version: number }>`
    select indicator, amount, version from plan_figure where unit_id = ${unit} and year = ${year} for update`.execute(
    tx,
  )
  return new Map(rows.map(row => [row.indicator, { ...row, amount: Number(row.amount) }]))
}

/** Which of these indicators may stand in a plan. */
export async function plannable(tx: Tx, keys: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from indicator where key = any(${[...keys]}::text[]) and counted <> 'computed'`.execute(tx)
  return rows.map(row => row.key)
}

export async function writePlan(
  tx: Tx,
  by: Acting,
  p: { unit: UnitId; year: number; set: readonly { indicator: string; amount: number }[]; cleared: readonly string[] },
): Promise<void> {
  await sql`delete from plan_figure where unit_id = ${p.unit} and year = ${p.year} and indicator = any(${[...p.cleared]}::text[])`.execute(
    tx,
  )
  await sql`insert into plan_figure as old (realm, unit_id, indicator, year, amount, changed_by, changed_at, command_id)
    select ${by.actor.realm}, ${p.unit}, f.indicator, ${p.year}, f.amount, ${by.actor.account}, ${by.now}, ${by.command}
    from jsonb_to_recordset(${JSON.stringify(p.set)}::jsonb) as f(indicator text, amount bigint)
    on conflict (realm, unit_id, indicator, year) do update
      set amount = excluded.amount, changed_by = excluded.changed_by, changed_at = excluded.changed_at, version = old.version + 1,
          command_id = excluded.command_id`.execute(tx)
}
