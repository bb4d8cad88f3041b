import { sql, type RawBuilder } from 'kysely'
import type { CommandId, DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { awaitAgain, endAwaited, setAwaited } from '../urging/index.ts'
import { CUT_OFF_DAY, kindsAsked, PERIOD_KINDS, periodAround } from './period.ts'
import { CUT_OFF } from './setting.sql.ts'

/** Which reports are awaited of whom: told to urging, which reminds of them and says who is late. */

type At = { readonly now: Date; readonly command: CommandId }
type ReportOf = { readonly document_id: DocumentId; readonly unit_id: UnitId; readonly period_key: string }

const one = (report: ReportOf): RawBuilder<unknown> =>
  sql`select ${report.document_id}::uuid as document_id, ${report.unit_id}::uuid as unit_id, ${report.period_key}::text as about`

/** Submitted: nobody is reminded of it any more. */
export const reportCame = (tx: Tx, at: At, report: ReportOf) => endAwaited(tx, at, one(report))
/** Returned: awaited by the day by which it was. */
export const reportGivenBack = (tx: Tx, at: At, report: ReportOf) => awaitAgain(tx, at, one(report))

/**
 * For the night's work, as the owner, as sets: awaits the report of each period that runs, by the unit's own cut-off, of
 * every unit that has a letter which asks for it; and awaits no more what came or is asked no more. A cut-off that was
 * past before the letter came, or before anybody asked, makes nobody late. Answers how many rows it wrote.
 */
export async function awaitReports(tx: Tx, at: At & { readonly today: PlainDate }): Promise<number> {
  const { rows } = await sql<{ recurrence: unknown; text: string }>`
    select distinct recurrence, recurrence::text as text from clause where recurrence is not null`.execute(tx)
  const said = rows.flatMap(({ recurrence, text }) => kindsAsked(recurrence).map(kind => ({ text, kind })))
  const ended = await endAwaited(tx, at, goneOf(said))
  return ended + (await setAwaited(tx, at, askedOf(said, at.today)))
}

type Said = readonly { readonly text: string; readonly kind: string }[]

/** Which kinds of period each unit owes on each letter, by the same rule as `dutyOf`, since when it has the letter. */
const owed = (said: Said): RawBuilder<unknown> => sql`
  said as materialized (
    select c.document_id, array_agg(distinct r.kind) as kinds from clause c
      join jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as r(text text, kind text) on r.text = c.recurrence::text
    group by c.document_id),
  sender as materialized (
    select s.document_id, s.kinds from report_duty s join document d on d.id = s.document_id and d.issuer_unit_id = s.unit_id),
  asked as materialized (select document_id from said union select document_id from report_duty),
  holder as (
    select y.document_id, y.unit_id, (y.sent_at at time zone 'Asia/Ho_Chi_Minh')::date as since from delivery y
    where y.kind = 'to' and y.status <> '02' and y.document_id in (select document_id from asked)
    union all
    select i.document_id, i.unit_id, i.arrived_on from incoming i
    where i.document_id in (select document_id from asked)
      and not exists (select from delivery y where y.document_id = i.document_id and y.unit_id = i.unit_id)),
  owed as materialized (
    select u.realm, h.document_id, h.unit_id, h.since, k.kind
    from holder h join unit u on u.id = h.unit_id
      left join sender s on s.document_id = h.document_id
      left join report_duty o on o.document_id = h.document_id and o.unit_id = h.unit_id
      left join said l on l.document_id = h.document_id
      cross join lateral unnest(case when cardinality(s.kinds) > 0 then s.kinds
        when s.document_id is null and cardinality(o.kinds) > 0 then o.kinds else l.kinds end) k (kind))`

/** How the newest version that was submitted stands: nothing where none was. */
const newest = (document: RawBuilder<unknown>, unit: RawBuilder<unknown>, key: RawBuilder<unknown>) => sql`
  (select r.state from report r where r.document_id = ${document} and r.unit_id = ${unit} and r.period_key = ${key} and r.state <> 'draft'
   order by r.revision desc limit 1)`
const newestOfAwaited = newest(sql`w.document_id`, sql`w.unit_id`, sql`w.about`)
const KIND_OF_AWAITED = sql`case substring(w.about from 6 for 1)
  when 'M' then 'month' when 'Q' then 'quarter' when 'H' then 'half-year' when '9' then 'nine-months' else 'year' end`

const goneOf = (said: Said): RawBuilder<unknown> => sql`
  with ${owed(said)}
  select w.document_id, w.unit_id, w.about from urging_awaited w
  where w.ended_at is null and (coalesce(${newestOfAwaited} in ('submitted', 'accepted'), false)
    or not exists (select from owed o where o.document_id = w.document_id and o.unit_id = w.unit_id and o.kind = ${KIND_OF_AWAITED}))`

const isDay = (value: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`case when ${value} ->> o.kind ~ '^([1-9]|[12][0-9]|3[01])$' then (${value} ->> o.kind)::int end`

const askedOf = (said: Said, today: PlainDate): RawBuilder<unknown> => sql`
  with ${owed(said)},
  period as (select * from jsonb_to_recordset(${JSON.stringify(running(today))}::jsonb) as p(kind text, key text, until date)),
  due as (
    select o.*, p.key, p.until, least(p.until, date_trunc('month', p.until)::date - 1
      + coalesce(${isDay(sql`own.value`)}, ${isDay(sql`world.value`)}, ${CUT_OFF_DAY}::int)) as due_on
    from owed o join period p on p.kind = o.kind
      left join setting own on own.key = ${`${CUT_OFF}.`} || o.unit_id
      left join setting world on world.key = ${CUT_OFF})
  select o.realm, o.document_id, o.unit_id, o.key as about, o.due_on from due o join document d on d.id = o.document_id
  where o.due_on >= ${today}::date and o.due_on >= o.since and (d.issued_on is null or o.until >= d.issued_on)
    and coalesce(${newest(sql`o.document_id`, sql`o.unit_id`, sql`o.key`)}, 'returned') = 'returned'
    -- A day that is past is not moved: nobody gets out of being late by another cut-off.
    and not exists (select from urging_awaited w where (w.document_id, w.unit_id, w.about) = (o.document_id, o.unit_id, o.key)
      and w.ended_at is null and (w.due_on = o.due_on or w.due_on < ${today}::date))
  union all
  select w.realm, w.document_id, w.unit_id, w.about, w.due_on from urging_awaited w
  where w.ended_at is not null and w.due_on < ${today}::date and ${newestOfAwaited} = 'returned'
    and exists (select from owed o where o.document_id = w.document_id and o.unit_id = w.unit_id and o.kind = ${KIND_OF_AWAITED})`

const running = (today: PlainDate) =>
  PERIOD_KINDS.map(kind => periodAround(kind, today))
    .filter(period => period !== null)
    .map(({ kind, key, until }) => ({ kind, key, until }))
