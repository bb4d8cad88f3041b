import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/index.ts'
import { addDays } from '../kernel/index.ts'
import { pairs, stood } from './pairs.sql.ts'
import { QUIET_DAYS, type Facts } from './rules.ts'
import { endOf, lineOf, type Look } from './types.ts'

/** Longer lists say nothing at a glance; each area and unit beyond has its own page. */
const FACTS_MAX = 2000

type Returned = { kind: string; sent: number; returned: number }
export type FactsRow = { readonly facts: Omit<Facts, 'returns'> & { readonly returns: Returned[] } }

/** What the rules' figures add to the tables of `pairs`, and the column that `factsFrom` reads. */
export const factsTables = (look: Look): RawBuilder<unknown> => {
  const { on } = look
  const [year, month] = [`${on.slice(0, 4)}-01-01`, 30]
  return sql`
    stirred as materialized (
      select place_id, unit_id, (greatest(received_at, last_taken, last_held, last_sent) at time zone 'Asia/Ho_Chi_Minh')::date as at_desk, last_day, issued_on, sent_at from pair),
    area_fact as (
      select s.place_id as area, a.name, a.name_fold, count(*)::int as recipients, ${on}::date - max(greatest(at_desk, last_day, issued_on)) as "quietDays",
        ${on}::date - (min(sent_at) at time zone 'Asia/Ho_Chi_Minh')::date as "sentDays",
        count(*) filter (where greatest(at_desk, last_day, issued_on) > ${addDays(on, -QUIET_DAYS)}::date)::int as recent
      from stirred s join area a on a.id = s.place_id group by s.place_id, a.name, a.name_fold),
    figure_fact as (
      select m.place_id as area, a.name, a.name_fold, r.indicator, coalesce(sum(r.amount) filter (where x.until_on > ${addDays(on, -month)}::date), 0)::int8 as now,
        coalesce(sum(r.amount) filter (where x.until_on <= ${addDays(on, -month)}::date), 0)::int8 as before
      from (select distinct place_id, unit_id from pair) m join activity x on x.unit_id = m.unit_id and ${stood(look, 'x.held_at', 'x.withdrawn_at')}
          and x.until_on <= ${on}::date and x.until_on > ${addDays(on, -2 * month)}::date
        join activity_result r on r.activity_id = x.id join area a on a.id = m.place_id group by m.place_id, a.name, a.name_fold, r.indicator),
    plan_fact as (
      select p.unit_id as unit, u.name, u.name_fold, p.indicator, p.amount as plan,
        coalesce((select sum(r.amount) from activity x join activity_result r on r.activity_id = x.id and r.indicator = p.indicator
          where x.unit_id = p.unit_id and ${stood(look, 'x.held_at', 'x.withdrawn_at')} and x.until_on between ${year}::date and ${on}::date), 0)::int8 as done,
        (${on}::date - ${year}::date + 1) / 365.25 as elapsed
      from plan_figure p join unit u on u.id = p.unit_id where p.year = ${Number(on.slice(0, 4))} and p.unit_id in (select unit_id from pair)),
    roll_fact as (
      select c.document_id as document, c.unit_id as unit, u.name, u.name_fold, count(*)::int as changes, coalesce(sum(c.people_before), 0)::int8 as before, sum(c.people_after)::int8 as after
      from study_roll_change c join unit u on u.id = c.unit_id where c.at < ${endOf(on)} and c.document_id in (select document_id from thread)
        and c.unit_id in (select unit_id from pair) group by c.document_id, c.unit_id, u.name, u.name_fold),
    return_fact as (
      select u.kind, count(*)::int as sent, count(*) filter (where d.status = '02' and d.returned_at < ${endOf(on)})::int as returned
      from delivery d join unit u on u.id = d.unit_id where d.sent_at < ${endOf(on)} and d.document_id in (select document_id from thread) group by u.kind)`
}
export const factsColumn = sql`
    jsonb_build_object(
      'areas', (select coalesce(jsonb_agg(to_jsonb(x) order by x.name_fold, x.area), '[]') from area_fact x),
      'figures', (select coalesce(jsonb_agg(to_jsonb(x) order by x.name_fold, x.indicator), '[]') from (select * from figure_fact order by name_fold limit ${FACTS_MAX}) x),
      'plans', (select coalesce(jsonb_agg(to_jsonb(x) order by x.name_fold, x.indicator), '[]') from (select * from plan_fact order by name_fold limit ${FACTS_MAX}) x),
      'rolls', (select coalesce(jsonb_agg(to_jsonb(x) order by x.name_fold), '[]') from (select * from roll_fact order by name_fold limit ${FACTS_MAX}) x),
      'returns', (select coalesce(jsonb_agg(x), '[]') from return_fact x)) as facts`

/** The figures that the rules look at, as of the end of a day; one statement. */
export async function factsOf(tx: Tx, look: Look): Promise<Facts> {
  const { rows } = await sql<FactsRow>`with ${pairs(look)}, ${factsTables(look)} select ${factsColumn}`.execute(tx)
  return factsFrom(rows[0]!)
}

export function factsFrom(row: FactsRow): Facts {
  const { returns, ...facts } = row.facts
  const byLine = Map.groupBy(returns, row => lineOf(row.kind))
  return {
    ...facts,
    returns: [...byLine].map(([line, kinds]) => ({
      line,
      sent: kinds.reduce((sum, row) => sum + row.sent, 0),
      returned: kinds.reduce((sum, row) => sum + row.returned, 0),
    })),
  }
}
