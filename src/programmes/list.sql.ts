import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { PlainDate, UnitId } from '../kernel/index.ts'
import type { ActivityId, ActivityKind, ActivityState, Measure } from './types.ts'

/** Which activities to show: of a unit, or of it and all below, on days that touch a period. */
export type ActivityQuery = {
  readonly unit: UnitId
  readonly below: boolean
  readonly from: PlainDate | null
  readonly until: PlainDate | null
  readonly kind: ActivityKind | null
  readonly state: ActivityState | null
  readonly indicator: string | null
  readonly asOf: PlainDate
}

export type ResultLine = {
  readonly indicator: string
  readonly measure: Measure
  readonly amount: number
  readonly moneyValue: number | null
  readonly valuedHow: string | null
}

export type ActivityLine = {
  readonly id: ActivityId
  readonly kind: ActivityKind
  readonly title: string
  readonly state: ActivityState
  readonly fromOn: PlainDate
  readonly untilOn: PlainDate
  readonly place: string
  readonly areaName: string
  readonly unit: UnitId
  readonly unitName: string
  readonly people: number | null
  readonly personTimes: number | null
  readonly amended: boolean
  readonly results: readonly ResultLine[]
  /** How many match in all, on every line. */
  readonly total: number
}

/** Newest first, one statement. An activity that several of the units did stands once. */
export async function activitiesOf(tx: Tx, q: ActivityQuery, limit: number, offset = 0): Promise<ActivityLine[]> {
  const { rows } = await sql<ActivityLine>`
    with found as (
      select a.*, count(*) over ()::int as total from activity a
      where a.id in (select u.activity_id from activity_unit u where u.unit_id = ${q.unit}
          or (${q.below} and u.unit_id in (select unit_subtree(array[${q.unit}::uuid], ${q.asOf}::date))))
        and (${q.from}::date is null or a.until_on >= ${q.from}::date) and (${q.until}::date is null or a.from_on <= ${q.until}::date)
        and (${q.kind}::text is null or a.kind = ${q.kind})
        and a.state = coalesce(${q.state}::text, case when a.state = 'withdrawn' then '' else a.state end)
        and (${q.indicator}::text is null or exists (select from activity_result r where r.activity_id = a.id and r.indicator = ${q.indicator}))
      order by a.until_on desc, a.id desc limit ${limit} offset ${offset})
    select a.id, a.kind, a.title, a.state, a.from_on as "fromOn", a.until_on as "untilOn", a.place, area.name as "areaName",
      a.unit_id as unit, u.name as "unitName", a.people, a.person_times as "personTimes", a.total,
      exists (select from activity_amendment m where m.activity_id = a.id) as amended, ${resultLines} as results
    from found a join unit u on u.id = a.unit_id join area on area.id = a.area_id
    order by a.until_on desc, a.id desc`.execute(tx)
  return rows
}

export const resultLines = sql`coalesce((select jsonb_agg(jsonb_build_object('indicator', r.indicator, 'measure', i.measure,
    'amount', r.amount, 'moneyValue', r.money_value, 'valuedHow', r.valued_how) order by i.ordinal)
  from activity_result r join indicator i on i.key = r.indicator where r.activity_id = a.id), '[]')`
