import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { PlainDate, UnitId } from '../kernel/index.ts'
import type { Measure } from './types.ts'

/**
 * Whose results, and of which days. `roots` with everything below them, or exactly these `units`, or both together. An
 * activity belongs to the day on which it ended, and to every unit that did it: over all of them it counts once.
 */
export type ResultsOf = {
  readonly roots?: readonly UnitId[]
  readonly units?: readonly UnitId[]
  readonly from: PlainDate
  readonly until: PlainDate
  /** The day of the tree of units; the last day of the period when absent. */
  readonly asOf?: PlainDate
}

/** One indicator over distinct activities. Sums are bigint: many amounts together may be more than a double holds. */
export type IndicatorTotal = {
  readonly indicator: string
  readonly measure: Measure
  readonly amount: bigint
  readonly moneyValue: bigint | null
  readonly activities: number
}

/** The held activities of these units in these days, each once, however many units did them or claim them. */
const distinctActivities = (of: ResultsOf): RawBuilder<unknown> => sql`
  select a.id from activity a
  where a.state = 'held' and a.until_on between ${of.from}::date and ${of.until}::date
    and a.id in (select u.activity_id from activity_unit u where u.unit_id = any(${[...(of.units ?? [])]}::uuid[])
      or u.unit_id in (select unit_subtree(${[...(of.roots ?? [])]}::uuid[], ${of.asOf ?? of.until}::date)))`

/** Results by indicator, summed over distinct activities; one statement. */
export async function resultsOf(tx: Tx, of: ResultsOf): Promise<IndicatorTotal[]> {
  const { rows } = await sql<{
    indicator: string
    measure: Measure
    amount: string
    money: string | null
    activities: number
  }>`
    with counted as materialized (${distinctActivities(of)})
    select r.indicator, i.measure, sum(r.amount)::text as amount, sum(r.money_value)::text as money, count(*)::int as activities
    from counted c join activity_result r on r.activity_id = c.id join indicator i on i.key = r.indicator
    group by r.indicator, i.measure, i.ordinal order by i.ordinal`.execute(tx)
  return rows.map(row => ({
    indicator: row.indicator,
    measure: row.measure,
    amount: BigInt(row.amount),
    moneyValue: row.money === null ? null : BigInt(row.money),
    activities: row.activities,
  }))
}

/** People and person-times over distinct activities: never the same figure, and each only where it was counted. */
export async function reachOf(
  tx: Tx,
  of: ResultsOf,
): Promise<{ activities: number; people: number; personTimes: number }> {
  const { rows } = await sql<{ activities: number; people: number; personTimes: number }>`
    select count(*)::int as activities, coalesce(sum(a.people), 0)::float8 as people,
      coalesce(sum(a.person_times), 0)::float8 as "personTimes"
    from activity a where a.id in (${distinctActivities(of)})`.execute(tx)
  return rows[0]!
}
