import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { AreaId, DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import { printedNumber, type Regime } from '../directives/index.ts'
import type { ActivityId, Indicator } from './types.ts'

/** A task that can be ticked on the form of an activity. */
export type TaskChoice = {
  readonly document: DocumentId
  readonly clause: number
  readonly unit: UnitId
  readonly unitName: string
  readonly label: string
  readonly sentence: string
  readonly letter: string
  readonly rhythm: string
  readonly dueOn: PlainDate | null
}
export type AreaChoice = {
  readonly id: AreaId
  readonly name: string
  readonly level: string
  readonly parent: string | null
}
export type FormChoices = {
  readonly areas: readonly AreaChoice[]
  readonly indicators: readonly Indicator[]
  readonly tasks: readonly TaskChoice[]
}

const TASKS_MAX = 200

/**
 * What the form of an activity offers: the unit's own area and those below, the indicators that activities count, and the
 * open tasks of the unit and of those with it, besides those already ticked. One statement.
 */
export async function choicesFor(
  tx: Tx,
  q: { unit: UnitId; with: readonly UnitId[]; activity: ActivityId | null; today: PlainDate },
): Promise<FormChoices> {
  const units = [q.unit, ...q.with]
  type Row = Omit<TaskChoice, 'letter'> & { number: string | null; symbol: string | null; regime: Regime | null }
  const { rows } = await sql<{ areas: AreaChoice[] | null; indicators: Indicator[]; tasks: Row[] | null }>`
    with recursive below(id, name, level, parent, depth) as (
      select a.id, a.name, a.level, null::text, 0 from area a join unit u on u.area_id = a.id where u.id = ${q.unit}
      union all select a.id, a.name, a.level, below.name, below.depth + 1 from below join area a on a.parent_id = below.id
        and a.during @> ${q.today}::date where below.depth < 3)
    select
      (select jsonb_agg(jsonb_build_object('id', id, 'name', name, 'level', level, 'parent', parent) order by depth, parent, name) from below) as areas,
      (select jsonb_agg(jsonb_build_object('key', key, 'measure', measure, 'kind', kind, 'counted', counted, 'ordinal', ordinal) order by ordinal)
        from indicator where counted = 'activity') as indicators,
      (select jsonb_agg(to_jsonb(task)) from (
        select t.document_id as document, t.clause_ordinal as clause, t.unit_id as unit, u.name as "unitName", c.label,
          coalesce(nullif(t.sentence, ''), c.text) as sentence, d.number, d.symbol, d.regime, t.rhythm, coalesce(t.own_due_on, t.due_on) as "dueOn"
        from task t join clause c on c.document_id = t.document_id and c.ordinal = t.clause_ordinal
          join document d on d.id = t.document_id join unit u on u.id = t.unit_id
        where t.unit_id = any(${units}::uuid[]) and t.unit_id in (select visible_units())
          and (t.state <> 'done' or exists (select from task_evidence e where e.kind = 'activity' and e.evidence_id = ${q.activity}::uuid
            and (e.document_id, e.clause_ordinal, e.unit_id) = (t.document_id, t.clause_ordinal, t.unit_id) and e.ended_at is null))
        order by t.unit_id <> ${q.unit}, u.name_fold, "dueOn" nulls last, d.issued_on desc, t.document_id, t.clause_ordinal
        limit ${TASKS_MAX}) task) as tasks`.execute(tx)
  const { areas, indicators, tasks } = rows[0]!
  return {
    areas: areas ?? [],
    indicators,
    tasks: (tasks ?? []).map(({ number, symbol, regime, ...task }) => ({
      ...task,
      letter: printedNumber(regime, number, symbol),
    })),
  }
}

/** A year's plan of a unit beside what it and those below it have done so far, indicator by indicator; one statement. */
export type PlanLine = Indicator & {
  readonly plan: number | null
  readonly version: number
  /** Summed over distinct activities; null for what is not summed over them. */
  readonly done: string | null
}

export async function planOf(tx: Tx, unit: UnitId, year: number, asOf: PlainDate): Promise<PlanLine[]> {
  const { rows } = await sql<PlanLine>`
    with counted as materialized (
      select a.id from activity a where a.state = 'held' and a.until_on between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)
        and a.id in (select u.activity_id from activity_unit u where u.unit_id in (select unit_subtree(array[${unit}::uuid], ${asOf}::date)))),
    done as (select r.indicator, sum(r.amount)::text as amount from counted c join activity_result r on r.activity_id = c.id group by 1)
    select i.key, i.measure, i.kind, i.counted, i.ordinal, p.amount::float8 as plan, coalesce(p.version, 0) as version,
      case when i.counted = 'activity' then coalesce(done.amount, '0') end as done
    from indicator i left join plan_figure p on p.indicator = i.key and p.unit_id = ${unit} and p.year = ${year}
      left join done on done.indicator = i.key
    where i.counted <> 'computed' order by i.ordinal`.execute(tx)
  return rows
}
