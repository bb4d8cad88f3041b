import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { AreaId, PlainDate, UnitId } from '../kernel/index.ts'
import type { TaskKey } from '../directives/index.ts'

/** What the books know of everything that an activity names. */
export type Around = {
  /** Whether the area is the organiser's own or below it; null when there is no such area on the day. */
  readonly areaIsOurs: boolean | null
  readonly knownUnits: readonly UnitId[]
  /** Indicators that are summed over activities. */
  readonly indicators: readonly string[]
  /** The positions, from 0, of the named tasks that are there and whose unit the actor may speak for. */
  readonly tasks: readonly number[]
}

export type Named = {
  readonly unit: UnitId
  readonly area: AreaId
  readonly on: PlainDate
  readonly with: readonly UnitId[]
  readonly indicators: readonly string[]
  readonly tasks: readonly TaskKey[]
}

/** Looks up all that is named, in one statement. */
export async function lookAround(tx: Tx, named: Named): Promise<Around> {
  const tasks = JSON.stringify(named.tasks.map(({ document, clause, unit }) => ({ document, clause, unit })))
  const { rows } = await sql<Around>`
    with recursive up(id, parent_id) as (
      select id, parent_id from area where id = ${named.area} and during @> ${named.on}::date
      union all select a.id, a.parent_id from up join area a on a.id = up.parent_id)
    select
      (select bool_or(up.id = (select area_id from unit where id = ${named.unit})) from up) as "areaIsOurs",
      array(select id from unit where id = any(${[...named.with]}::uuid[]) and during @> ${named.on}::date) as "knownUnits",
      array(select key from indicator where key = any(${[...named.indicators]}::text[]) and counted = 'activity') as indicators,
      array(select (n.at - 1)::int from rows from (jsonb_to_recordset(${tasks}::jsonb) as (document uuid, clause smallint, unit uuid))
              with ordinality as n(document, clause, unit, at)
            join task t on t.document_id = n.document and t.clause_ordinal = n.clause and t.unit_id = n.unit
            where n.unit in (select visible_units())) as tasks`.execute(tx)
  return rows[0]!
}
