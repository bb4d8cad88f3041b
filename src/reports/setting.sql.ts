import { sql } from 'kysely'
import type { DocumentId, UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { DEFAULT_CUT_OFFS, kindsAsked, PERIOD_KINDS, type CutOffs, type PeriodKind } from './period.ts'

/** What a person may set about reports: the days on which figures are taken, and which periods a letter asks for. */

export const CUT_OFF = 'reports.cut-off'
const cutOffKey = (unit: UnitId): string => `${CUT_OFF}.${unit}`

/** The cut-off days in force for a unit: its own, else the world's, else the default. */
export async function cutOffsOf(tx: Tx, unit: UnitId): Promise<CutOffs> {
  const { rows } = await sql<{ value: unknown }>`
    select value from setting where key in (${CUT_OFF}, ${cutOffKey(unit)}) order by length(key)`.execute(tx)
  return Object.assign({}, DEFAULT_CUT_OFFS, ...rows.map(row => daysIn(row.value))) as CutOffs
}
const daysIn = (value: unknown): Partial<CutOffs> =>
  Object.fromEntries(
    PERIOD_KINDS.map(kind => [kind, (value as Partial<Record<PeriodKind, unknown>> | null)?.[kind]]).filter(([, day]) =>
      isCutOffDay(day),
    ),
  )
export const isCutOffDay = (day: unknown): day is number =>
  typeof day === 'number' && Number.isInteger(day) && day >= 1 && day <= 31

export const writeCutOffs = (tx: Tx, unit: UnitId, days: CutOffs) =>
  sql`insert into setting (key, value) values (${cutOffKey(unit)}, ${JSON.stringify(days)}::jsonb)
    on conflict (key) do update set value = excluded.value`.execute(tx)

/** Whether cumulative figures begin with the directive or with the year. */
export async function cumulativeSince(tx: Tx): Promise<'directive' | 'year'> {
  const { rows } = await sql<{ value: unknown }>`select value from setting where key = 'reports.cumulative'`.execute(tx)
  return rows[0]?.value === 'year' ? 'year' : 'directive'
}

/** Which periods a letter asks for: what was set, else what its clauses say; nothing where neither does. */
export type Duty = {
  readonly kinds: readonly PeriodKind[]
  readonly from: 'set' | 'letter' | 'none'
  readonly version: number
}
export async function dutyOf(tx: Tx, document: DocumentId, unit: UnitId): Promise<Duty> {
  const { rows } = await sql<{ kinds: PeriodKind[] | null; version: number | null; recurrences: unknown[] | null }>`
    select s.kinds, coalesce((select version from report_duty where document_id = ${document} and unit_id = ${unit}), 0) as version,
      (select jsonb_agg(c.recurrence) from clause c where c.document_id = ${document} and c.recurrence is not null) as recurrences
    from (values (1)) one left join lateral (
      -- What the sender asks stands before what a unit sets for itself; what another recipient sets is its own affair.
      select d.kinds from report_duty d join document x on x.id = d.document_id
      where d.document_id = ${document} and d.unit_id in (${unit}, x.issuer_unit_id) order by d.unit_id = x.issuer_unit_id desc limit 1) s on true`.execute(
    tx,
  )
  const row = rows[0]!
  const version = row.version ?? 0
  if (row.kinds && row.kinds.length > 0)
    return { kinds: PERIOD_KINDS.filter(kind => row.kinds!.includes(kind)), from: 'set', version }
  const asked = new Set((row.recurrences ?? []).flatMap(kindsAsked))
  const kinds = PERIOD_KINDS.filter(kind => asked.has(kind))
  return { kinds, from: kinds.length > 0 ? 'letter' : 'none', version }
}

export const writeDuty = (tx: Tx, by: Acting, document: DocumentId, unit: UnitId, kinds: readonly PeriodKind[]) =>
  sql`insert into report_duty as d (document_id, unit_id, kinds, changed_by, changed_at, command_id)
    values (${document}, ${unit}, ${[...kinds]}::text[], ${by.actor.account}, ${by.now}, ${by.command})
    on conflict (document_id, unit_id) do update set kinds = excluded.kinds, changed_by = excluded.changed_by, changed_at = excluded.changed_at,
      version = d.version + 1, command_id = excluded.command_id`.execute(tx)
