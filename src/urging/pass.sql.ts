import { sql, type RawBuilder } from 'kysely'
import type { CommandId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import type { Bounds } from './rules.ts'

/** The night's work over the whole installation, as sets. Runs as the owner (`db.own`). */

export type Night = { readonly today: PlainDate; readonly now: Date; readonly command: CommandId }

/** What one unit is told: how much, and of which letters, in one message. */
export type Told = {
  readonly unit: UnitId
  readonly unitName: string
  readonly near: number
  readonly late: number
  readonly unopened: number
  readonly nearLetters: string | null
  readonly lateLetters: string | null
  readonly unopenedLetters: string | null
}

/**
 * Two nights' work at once would each tell everybody: the second waits here, and then finds that all is told. Everything
 * that follows joins sets of the whole installation; a log that grew since the server last counted it would make the
 * planner look each row up one by one, for minutes.
 */
export const oneAtATime = (tx: Tx) =>
  sql`select pg_advisory_xact_lock(hashtext('chido.urging')), set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true),
    set_config('work_mem', '64MB', true)`.execute(tx)

/** The command of a night has no account: nobody gave it. */
export const writeCommand = (tx: Tx, n: Night, hash: Buffer) =>
  sql`insert into command (realm, id, name, at, input_hash) values (0, ${n.command}, 'urging.urge-all', ${n.now}, ${hash})`.execute(
    tx,
  )
export const finishCommand = (tx: Tx, n: Night, outcome: object) =>
  sql`update command set outcome = ${JSON.stringify(outcome)}::jsonb where realm = 0 and id = ${n.command}`.execute(tx)

/** A message names so many letters of each sort; the page lists the others. */
const NAMED = 6

/** The very same thing awaited of the same unit for the same day. */
const same = (a: RawBuilder<unknown>, b: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(${a}.document_id, ${a}.unit_id, ${a}.due_on, ${a}.clause_ordinal, ${a}.step, ${a}.about)
    = (${b}.document_id, ${b}.unit_id, ${b}.due_on, ${b}.clause_ordinal, ${b}.step, ${b}.about)`

/** How many reminders before its deadline a line has come to. */
const reached = (b: Bounds, dueOn: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql.join([sql`0`, ...b.near.map(near => sql`(${dueOn} <= ${near}::date)::int`)], sql` + `)

/**
 * Everything whose turn it is today: the lines of whoever has no message of today, without those that the log keeps
 * silent, and how often each was urged before for the very same day. A moved deadline begins anew. The log grows by a row
 * for each reminder of the country and is read as a whole, so each reading of it takes no more than the rows that can
 * decide: what was urged lately or often enough keeps silent, and only what was urged after its day is counted on.
 */
const due = (b: Bounds, n: Pick<Night, 'today'>): RawBuilder<unknown> => sql`
  lines as (
    select l.realm, l.document_id, l.unit_id, l.clause_ordinal, l.about, l.due_on, l.by_unit_id,
      case when l.kind = 'unopened' then 'unopened' when l.due_on <= ${b.late}::date then 'late' else 'reminder' end as step
    from urging_line l
    where not l.asked
      and case l.kind when 'unopened' then l.due_on <= ${b.unopened}::date and ${b.most}::int > 0
          else (l.due_on <= ${b.first}::date and ${b.most}::int > 0) or (l.due_on > ${b.late}::date and ${reached(b, sql`l.due_on`)} > 0) end
      and l.unit_id not in (select unit_id from urging_message where on_day = ${n.today}::date)),
  turn as materialized (
    select l.*, u.name from lines l join unit u on u.id = l.unit_id and u.during @> ${n.today}::date
    where not exists (
      select from urging g where ${same(sql`g`, sql`l`)} and case g.step
        when 'reminder' then g.due_on > ${b.late}::date and g.nth >= ${reached(b, sql`g.due_on`)}
        else g.nth >= ${b.most}::int or g.on_day > ${b.again}::date end)),
  before as (
    select l.document_id, l.unit_id, l.clause_ordinal, l.step, l.about, l.due_on, max(g.nth) as nth
    from turn l join urging g on ${same(sql`g`, sql`l`)}
    where l.step <> 'reminder' and g.step in ('late', 'unopened') and g.on_day <= ${b.again}::date
    group by l.document_id, l.unit_id, l.clause_ordinal, l.step, l.about, l.due_on),
  due as materialized (
    select l.realm, l.document_id, l.unit_id, l.name, l.clause_ordinal, l.step, l.about, l.due_on, l.by_unit_id,
      case when l.step = 'reminder' then ${reached(b, sql`l.due_on`)} else coalesce(s.nth, 0) + 1 end::smallint as nth
    from turn l left join before s on ${same(sql`s`, sql`l`)})`

/** What each unit is told of it, by name and in numbers. */
const NAMING = sql`
  letters as (
    select d.unit_id, d.step, d.due_on,
      coalesce(nullif(concat(x.number, case when x.number is not null and x.symbol is not null then case x.regime when 'state' then '/' else '-' end end, x.symbol), ''), x.subject) as name,
      row_number() over (partition by d.unit_id, d.step order by d.due_on, d.document_id) as n
    from (select distinct unit_id, step, document_id, due_on from due) d join document x on x.id = d.document_id),
  named as (
    select unit_id, step, string_agg(name || ' (' || to_char(due_on, 'DD/MM/YYYY') || ')', '; ' order by n) filter (where n <= ${NAMED})
      || case when count(*) > ${NAMED} then ' (+' || count(*) - ${NAMED} || ')' else '' end as letters
    from letters group by unit_id, step),
  told as (
    select unit_id, min(name) as name, count(*) filter (where step = 'reminder')::int as near, count(*) filter (where step = 'late')::int as late,
      count(*) filter (where step = 'unopened')::int as unopened from due group by unit_id)`

const told = sql`
  select t.unit_id as unit, t.name as "unitName", t.near, t.late, t.unopened, near.letters as "nearLetters", late.letters as "lateLetters",
    unopened.letters as "unopenedLetters"
  from told t
    left join named near on near.unit_id = t.unit_id and near.step = 'reminder'
    left join named late on late.unit_id = t.unit_id and late.step = 'late'
    left join named unopened on unopened.unit_id = t.unit_id and unopened.step = 'unopened'
  order by t.unit_id`

/** Reads what some work would lead to, and takes the work back. */
export async function undone<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint undone`.execute(tx)
  const seen = await work()
  await sql`rollback to savepoint undone`.execute(tx)
  return seen
}

/** What would be told today, without telling it. */
export async function toTell(tx: Tx, b: Bounds, n: Pick<Night, 'today'>): Promise<Told[]> {
  const { rows } = await sql<Told>`with ${due(b, n)}, ${NAMING} ${told}`.execute(tx)
  return rows
}

/**
 * The same, written into the log and against a second message of the day; two statements whatever the country's size.
 * What is due is found first and by itself: the server looks through the country with several hands at once only where
 * a statement writes nothing.
 */
export async function writeLog(tx: Tx, b: Bounds, n: Night): Promise<Told[]> {
  await sql`create temporary table urging_due on commit drop as with ${due(b, n)} select * from due`.execute(tx)
  const { rows } = await sql<Told>`
    with due as (select * from urging_due), ${NAMING},
    logged as (
      insert into urging (realm, document_id, unit_id, clause_ordinal, step, about, due_on, nth, on_day, by_unit_id, at, command_id)
      select realm, document_id, unit_id, clause_ordinal, step, about, due_on, nth, ${n.today}, by_unit_id, ${n.now}, ${n.command}
      from due order by document_id, unit_id),
    messages as (
      insert into urging_message (on_day, unit_id, near, late, unopened, at, command_id)
      select ${n.today}::date, unit_id, near, late, unopened, ${n.now}::timestamptz, ${n.command}::uuid from told order by unit_id)
    ${told}`.execute(tx)
  return rows
}
