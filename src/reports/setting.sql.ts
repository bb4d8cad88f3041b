import { sql } from 'kysely'
import type { DocumentId, UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { DEFAULT_CUT_OFFS, kindsAsked, PERIOD_KINDS, type CutOffs, type PeriodKind } from './period.ts'

/** What a person may set about reports: the days on which figures are taken, and which periods a letter asks for. */

export const CUT_OFF = 'reports.cut-off'
const cutOffKey = (unit: UnitId): string => `${CUT_OFF}.${unit}`

/** The cut-off days in force for a unit: its own, else the world's, else the default. */
export const cutOffsOf = async (tx: Tx, unit: UnitId): Promise<CutOffs> =>
  cutOffsFrom((await cutOffRows(unit).execute(tx)).rows)
export const cutOffRows = (unit: UnitId) => sql<{ value: unknown }>`
  select value from setting where key in (${CUT_OFF}, ${cutOffKey(unit)}) order by length(key)`
export const cutOffsFrom = (rows: readonly { readonly value: unknown }[]): CutOffs =>
  Object.assign({}, DEFAULT_CUT_OFFS, ...rows.map(row => daysIn(row.value))) as CutOffs
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
}
export type DutyRow = { readonly kinds: PeriodKind[] | null; readonly recurrences: unknown[] | null }

/**
 * What the sender or the issuer asks stands before what a unit sets for itself; what another recipient set is its own
 * affair. Whoever set no kind asks for none.
 */
export const dutyRows = (document: DocumentId, unit: UnitId) => sql<DutyRow>`
  select (select d.kinds from report_duty d
      where d.document_id = ${document} and cardinality(d.kinds) > 0 and (d.unit_id = ${unit}
        or d.unit_id in (select y.from_unit_id from delivery y where y.document_id = ${document} and y.unit_id = ${unit}
          union select x.issuer_unit_id from document x where x.id = ${document}))
      order by d.unit_id = ${unit}, d.changed_at desc limit 1) as kinds,
    (select jsonb_agg(c.recurrence) from clause c where c.document_id = ${document} and c.recurrence is not null) as recurrences`

export function dutyFrom(row: DutyRow | undefined): Duty {
  const set = row?.kinds
  if (set) return { kinds: PERIOD_KINDS.filter(kind => set.includes(kind)), from: 'set' }
  const asked = new Set((row?.recurrences ?? []).flatMap(kindsAsked))
  const kinds = PERIOD_KINDS.filter(kind => asked.has(kind))
  return { kinds, from: kinds.length > 0 ? 'letter' : 'none' }
}

export const writeDuty = (tx: Tx, by: Acting, document: DocumentId, unit: UnitId, kinds: readonly PeriodKind[]) =>
  sql`insert into report_duty as d (document_id, unit_id, kinds, changed_by, changed_at, command_id)
    values (${document}, ${unit}, ${[...kinds]}::text[], ${by.actor.account}, ${by.now}, ${by.command})
    on conflict (document_id, unit_id) do update set kinds = excluded.kinds, changed_by = excluded.changed_by, changed_at = excluded.changed_at,
      version = d.version + 1, command_id = excluded.command_id`.execute(tx)
