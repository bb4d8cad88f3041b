import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import { letterNumber } from '../reports/index.ts'
import { happened, type SeriesKey } from './happened.sql.ts'
import { endOf, type BehindRow, type Look } from './types.ts'

export type Pace = 'week' | 'month'

/** How much of a series fell into the period that begins on a day; `leftOut` sessions were too small to be counted in it. */
export type Point = {
  readonly series: SeriesKey
  readonly from: PlainDate
  readonly amount: number
  readonly leftOut: number
}
export type OverTime = { readonly first: PlainDate | null; readonly points: readonly Point[] }

/** What happened in each week or month up to the end of a day; one statement. */
export async function overTime(tx: Tx, look: Look, pace: Pace): Promise<OverTime> {
  const { rows } = await sql<{ first: string | null; points: Point[] | null }>`
    with ${happened(look)}
    select (select min((d.sent_at at time zone 'Asia/Ho_Chi_Minh')::date) from delivery d where d.sent_at < ${endOf(look.on)}
        and d.document_id in (select document_id from thread)) as first,
      (select jsonb_agg(x) from (
        select e.series, date_trunc(${pace}, e.on_day::timestamp)::date as from, count(*) filter (where few)::int as "leftOut",
          coalesce(sum(case when e.series = 'people' then e.people else 1 end) filter (where not few), 0)::int8 as amount
        from happened e group by 1, 2 order by 1, 2) x) as points`.execute(tx)
  return { first: (rows[0]?.first ?? null) as PlainDate | null, points: rows[0]?.points ?? [] }
}

/** One event of a series: who, where, when, what shows it, and which clauses of which letters asked for it. */
export type Event = {
  readonly unit: UnitId
  readonly unitName: string
  readonly areaName: string
  readonly on: PlainDate
  readonly kind: BehindRow['things'][number]['kind']
  readonly id: string
  readonly label: string
  readonly people: number | null
  readonly askedBy: readonly {
    readonly document: DocumentId
    readonly printed: string
    readonly clauses: readonly { readonly ordinal: number; readonly label: string }[]
  }[]
}
export const EVENTS_PAGE = 100

type Numbered = { number: string | null; symbol: string | null; regime: string | null }
type Asked = Omit<Event['askedBy'][number], 'printed'> & Numbered
type EventRow = Omit<Event, 'askedBy'> & { got: Numbered | null; asked: readonly Asked[] | null }

/** The events behind a figure of a series in a span of days, one a row, the newest first; one statement. */
export async function eventsBehind(
  tx: Tx,
  look: Look,
  of: { readonly series: SeriesKey; readonly from: PlainDate | null; readonly until: PlainDate },
  offset = 0,
): Promise<{
  readonly rows: readonly Event[]
  readonly total: number
  readonly sum: number
  readonly leftOut: number
}> {
  const { rows } = await sql<{ total: number; sum: bigint; leftOut: number; rows: EventRow[] | null }>`
    with ${happened(look)},
    asked as materialized (
      select * from happened where series = ${of.series} and on_day <= ${of.until}::date and (${of.from}::date is null or on_day >= ${of.from}::date)),
    page as materialized (
      select p.*, a.name as area_name from asked p join area a on a.id = p.area_id
      order by p.on_day desc, p.name_fold, p.unit_id, p.kind, p.id, p.document_id, p.clause limit ${EVENTS_PAGE} offset ${offset})
    select (select count(*)::int from asked) as total, (select coalesce(sum(people) filter (where not few), 0)::int8 from asked) as sum,
      (select count(*) filter (where few)::int from asked) as "leftOut",
      (select jsonb_agg(x) from (
        select p.unit_id as unit, p.unit_name as "unitName", p.area_name as "areaName", p.on_day as on, p.kind, p.id,
          coalesce(nullif(p.label, ''), (select i.printed from implementing_letter i where p.kind = 'letter' and i.id = p.id),
            (select v.title from activity v where p.kind = 'activity' and v.id = p.id), (select s.form from study_session s where p.kind = 'session' and s.id = p.id), '') as label,
          p.people, (select jsonb_build_object('number', g.number, 'symbol', g.symbol, 'regime', g.regime) from document g where p.kind = 'letter' and g.id = p.id) as got,
          (select jsonb_agg(y) from (
            select d.id as document, d.number, d.symbol, d.regime, coalesce(jsonb_agg(distinct jsonb_build_object('ordinal', c.ordinal, 'label', c.label)) filter (where c.ordinal is not null), '[]') as clauses
            from (
              -- An activity is asked for by whatever it is evidence of; what else belongs to a letter, by the tasks of it.
              select e.document_id, e.clause_ordinal from task_evidence e
              where p.document_id is null and e.kind = p.kind and e.evidence_id = p.id and e.document_id in (select document_id from thread)
              union
              select p.document_id, t.clause_ordinal from (select 1) one left join task t on t.document_id = p.document_id and t.unit_id = p.unit_id
                and (p.clause is null or t.clause_ordinal = p.clause) where p.document_id is not null) w
              join document d on d.id = w.document_id left join clause c on c.document_id = w.document_id and c.ordinal = w.clause_ordinal
            group by d.id, d.number, d.symbol, d.regime order by d.issued_on desc nulls last, d.id) y) as asked
        from page p order by p.on_day desc, p.name_fold, p.unit_id, p.kind, p.id, p.document_id, p.clause) x) as rows`.execute(
    tx,
  )
  const { rows: found, sum, ...counts } = rows[0]!
  return {
    ...counts,
    sum: Number(sum),
    rows: (found ?? []).map(({ got, asked, ...row }) => ({
      ...row,
      label: got ? letterNumber(got) : row.label,
      askedBy: (asked ?? []).map(({ number, symbol, regime, ...letter }) => ({
        ...letter,
        printed: letterNumber({ number, symbol, regime }),
      })),
    })),
  }
}
