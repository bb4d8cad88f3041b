import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { noteSettled } from './report.sql.ts'
import type { ReportId } from './types.ts'

/**
 * How a report fills itself: its own sources from the records, its parts from the reports below, its figures from both.
 * As many statements for a country as for a commune.
 */
export async function fillFigures(tx: Tx, by: Acting, id: ReportId): Promise<void> {
  await sql`delete from report_source where report_id = ${id} and not settled`.execute(tx)
  await insertOwnSources(tx, id)
  await sql`delete from report_part where report_id = ${id}`.execute(tx)
  await insertParts(tx, by, id)
  await replaceFigures(tx, id)
}

/** Every record that shows a task of the unit in the letter's thread, with its amounts, its day and whose it is. */
const RECORDS = (id: ReportId) => sql`
  me as materialized (
    select r.realm, r.id, r.unit_id, r.document_id, r.from_on, r.until_on, r.cut_off_on, d.issued_on,
      (r.from_on - interval '1 year')::date as last_from, (r.until_on + interval '1 day' - interval '1 year')::date - 1 as last_until
    from report r join document d on d.id = r.document_id where r.id = ${id}),
  thread as materialized (
    select t.document_id from document_thread t join me on t.root_id = me.document_id union select document_id from me),
  shown as materialized (
    select e.kind, e.evidence_id as id from task_evidence e join me on e.unit_id = me.unit_id
      where e.ended_at is null and e.kind in ('activity', 'session') and e.document_id in (select document_id from thread)
    union select 'session', x.id from study_session x join me on x.unit_id = me.unit_id where x.document_id in (select document_id from thread)),
  done as materialized (
    select a.* from shown join activity a on a.id = shown.id where shown.kind = 'activity' and a.state = 'held'),
  held as materialized (
    select x.* from shown join study_session x on x.id = shown.id where shown.kind = 'session' and x.withdrawn_at is null),
  records as (
    select 'activity' as kind, a.id, r.indicator, r.amount, a.until_on as on_day, a.title as label, a.unit_id as held_by, true as evidence
      from done a join activity_result r on r.activity_id = a.id
    union all
    select 'activity', a.id, 'person-times-helped', coalesce(a.person_times, a.people), a.until_on, a.title, a.unit_id, true
      from done a where coalesce(a.person_times, a.people) > 0
    union all
    select 'session', x.id, s.indicator, s.amount, (lower(x.during) at time zone 'Asia/Ho_Chi_Minh')::date, x.place, x.unit_id, true
      from held x cross join lateral (
        select 'study-sessions' as indicator, 1::bigint as amount
        union all select 'study-present', coalesce(sum(t.present + t.caught_up), 0)::bigint from study_attendance t
          where t.session_id = x.id and not t.withdrawn) s)`

/**
 * The unit's own records, each with why it was left out where it was. The year before is compared with this directive's
 * evidence where the directive was there already, and else with whatever the unit did of the same indicators: also what
 * somebody gave as evidence of a letter that did not exist yet.
 */
const insertOwnSources = (tx: Tx, id: ReportId) =>
  sql`with ${RECORDS(id)},
    before as (
      select 'activity' as kind, a.id, r.indicator, r.amount, a.until_on as on_day, a.title as label, a.unit_id as held_by, false as evidence
      from me join activity_unit w on w.unit_id = me.unit_id join activity a on a.id = w.activity_id and a.state = 'held'
        and a.until_on between me.last_from and me.last_until
        join activity_result r on r.activity_id = a.id and r.indicator in (select indicator from records)
      where me.issued_on > me.last_from and not exists (select from records x where x.id = a.id and x.kind = 'activity'))
    insert into report_source (realm, report_id, indicator, kind, source_id, amount, on_day, evidence, left_out, label, held_by)
    select me.realm, me.id, s.indicator, s.kind, s.id, s.amount, s.on_day, s.evidence and not s.of_last_year,
      case when s.on_day > me.cut_off_on then 'after-cut-off'
        when s.evidence and not s.of_last_year and s.on_day < me.issued_on then 'before-directive' end,
      s.label, s.held_by
    from (select x.*, coalesce(x.on_day < me.issued_on and x.on_day between me.last_from and me.last_until, false) as of_last_year
        from (select * from records union all select * from before) x cross join me) s cross join me`.execute(tx)

/**
 * The reports from which this one is put together: of each unit the newest that was submitted or accepted, by line, by
 * addressees or both, and what those were themselves put together from, each once. Who reports on a letter or on one that
 * passes it on holds it, whether it came by the system or on paper: those are its addressees.
 */
const insertParts = (tx: Tx, by: Acting, id: ReportId) =>
  sql`with me as materialized (select * from report where id = ${id}),
    thread as materialized (
      select t.document_id from document_thread t join me on t.root_id = me.document_id union select document_id from me),
    line as materialized (
      select unit_subtree(array(select unit_id from me), ${by.today}::date) as id
      union select y.unit_id from delivery y join me on y.from_unit_id = me.unit_id where y.document_id in (select document_id from thread)),
    direct as materialized (
      select distinct on (r.document_id, r.unit_id) r.id
      from me join report r on r.period_key = me.period_key and r.unit_id <> me.unit_id
      -- Written so that the thread is looked up in a table of its own and not walked through for every report.
      where (r.document_id in (select document_id from thread)) is true and (r.state = 'accepted' or (r.state = 'submitted' and not me.accepted_only))
        and ((me.consolidates in ('line', 'both') and (r.to_unit_id = me.unit_id or r.unit_id in (select id from line)))
          or me.consolidates in ('addressees', 'both'))
      order by r.document_id, r.unit_id, r.revision desc),
    below as (
      select id, true as direct from direct
      union all select p.part_id, false from report_part p where p.report_id in (select id from direct))
    insert into report_part (realm, report_id, part_id, direct, accepted)
    select me.realm, me.id, x.id, x.direct, x.state = 'accepted'
    from me cross join (
      select distinct on (r.document_id, r.unit_id) r.id, r.unit_id, r.state, bool_or(b.direct) as direct
      from below b join report r on r.id = b.id group by r.id, r.document_id, r.unit_id, r.state, r.revision
      order by r.document_id, r.unit_id, r.revision desc) x
    where x.unit_id <> me.unit_id`.execute(tx)

/** The figures anew. What the unit had typed as its estimate stays, unless the records have overtaken it. */
async function replaceFigures(tx: Tx, id: ReportId): Promise<void> {
  const { rows } = await sql<{ indicator: string; estimate: bigint }>`
    delete from report_figure where report_id = ${id} returning indicator, case when rest is not null then estimate end as estimate`.execute(
    tx,
  )
  const typed = JSON.stringify(
    rows
      .filter(row => row.estimate !== null)
      .map(row => ({ indicator: row.indicator, estimate: Number(row.estimate) })),
  )
  await sql`with me as materialized (
      select r.realm, r.id, r.unit_id, r.document_id, r.consolidates, extract(year from r.from_on)::int as year from report r where r.id = ${id}),
    thread as materialized (
      select t.document_id from document_thread t join me on t.root_id = me.document_id union select document_id from me),
    plans as (
      select p.indicator, sum(p.amount)::bigint as amount from plan_figure p join me on p.unit_id = me.unit_id and p.year = me.year group by p.indicator
      union all
      select 'study-present', sum(s.people)::bigint from study_roll s join me on s.unit_id = me.unit_id
      where s.document_id in (select document_id from thread) having sum(s.people) > 0)
    insert into report_figure (realm, report_id, indicator, actual, accepted, estimate, rest, cumulative, year_to_date, last_year, plan, own_plan)
    select me.realm, me.id, t.indicator, t.actual, case when me.consolidates <> 'none' then t.accepted end,
      coalesce(k.estimate, case when t.rest > 0 then t.actual + t.rest end), k.estimate - t.actual - t.rest,
      t.cumulative, t.year_to_date, t.last_year, coalesce(p.amount, t.parts_plan), p.amount
    from me cross join report_totals(${id}) t left join plans p on p.indicator = t.indicator
      left join jsonb_to_recordset(${typed}::jsonb) as k(indicator text, estimate bigint) on k.indicator = t.indicator and k.estimate >= t.actual`.execute(
    tx,
  )
}

export type Figure = { readonly indicator: string; readonly actual: number; readonly below: number }
/** What stands in the draft: results by indicator, and what the parts still expect. */
export async function figuresOf(tx: Tx, id: ReportId): Promise<Figure[]> {
  const { rows } = await sql<{ indicator: string; actual: bigint; below: bigint }>`
    select f.indicator, f.actual, coalesce((select sum(g.rest) from report_part p join report_figure g on g.report_id = p.part_id
      where p.report_id = f.report_id and g.indicator = f.indicator), 0)::bigint as below
    from report_figure f join indicator i on i.key = f.indicator where f.report_id = ${id} order by i.ordinal`.execute(
    tx,
  )
  return rows.map(row => ({ indicator: row.indicator, actual: Number(row.actual), below: Number(row.below) }))
}

export type TypedEstimate = {
  readonly indicator: string
  readonly estimate: number | null
  readonly rest: number | null
}
export const writeEstimates = (tx: Tx, id: ReportId, estimates: readonly TypedEstimate[]) =>
  sql`update report_figure f set estimate = e.estimate, rest = e.rest
    from jsonb_to_recordset(${JSON.stringify(estimates)}::jsonb) as e(indicator text, estimate bigint, rest bigint)
    where f.report_id = ${id} and f.indicator = e.indicator and (f.estimate, f.rest) is distinct from (e.estimate, e.rest)`.execute(
    tx,
  )

/**
 * The period is over: what the records say of it now is kept beside the estimate. A record that came later, or was
 * corrected or withdrawn since, stands in place of what was counted then.
 */
export async function settleFigures(tx: Tx, by: Acting, id: ReportId): Promise<void> {
  await sql`with ${RECORDS(id)},
    counted as (select * from report_source where report_id = ${id} and evidence and not settled and left_out is null),
    now as (
      select s.indicator, s.kind, s.id, s.amount, s.on_day, s.label, s.held_by from records s cross join me
        where s.on_day between greatest(me.from_on, me.issued_on) and me.until_on
      union all
      select c.indicator, c.kind, c.source_id, 0, c.on_day, c.label, c.held_by from counted c cross join me
        where c.on_day between me.from_on and me.until_on
          and not exists (select from records s where (s.indicator, s.kind, s.id) = (c.indicator, c.kind, c.source_id)))
    insert into report_source (realm, report_id, indicator, kind, source_id, settled, amount, on_day, evidence, left_out, label, held_by)
    select me.realm, me.id, n.indicator, n.kind, n.id, true, n.amount, n.on_day, true, null, n.label, n.held_by from now n cross join me
    where not exists (select from counted c where (c.indicator, c.kind, c.source_id, c.amount) = (n.indicator, n.kind, n.id, n.amount))
    on conflict do nothing`.execute(tx)
  await sql`insert into report_final (realm, report_id, indicator, amount, at, account_id, command_id)
    select r.realm, r.id, t.indicator, t.whole, ${by.now}, ${by.actor.account}, ${by.command}
    from report r cross join report_totals(${id}) t where r.id = ${id}`.execute(tx)
  await noteSettled(tx, by, id)
}
