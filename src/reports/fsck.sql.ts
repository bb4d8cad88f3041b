import { sql } from 'kysely'
import { askAll, type Question } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

/** Each question selects one text column `sample` for every row that breaks the rule. */
const QUESTIONS: readonly Question[] = [
  {
    // Whoever has reported is not urged, and no list says that the report is late.
    name: 'reports.what-came-is-not-awaited',
    read: 'urging_awaited',
    broken: sql`
      select w.document_id::text || ' ' || w.unit_id::text || ' ' || w.about as sample from urging_awaited w
      where w.ended_at is null and (select r.state from report r where r.document_id = w.document_id and r.unit_id = w.unit_id
        and r.period_key = w.about and r.state <> 'draft' order by r.revision desc limit 1) in ('submitted', 'accepted')`,
  },
  {
    // The figure of a report is the sum of its records, its own and its parts', each once: counted anew from the sources.
    name: 'reports.figures-are-their-records',
    read: 'report_figure',
    broken: sql`
      with among as (
        select r.id as report, r.id as part, r.filled_at, true as accepted from report r
        union all select p.report_id, p.part_id, x.filled_at, p.accepted from report_part p join report x on x.id = p.part_id),
      counted as (
        select distinct on (a.report, s.indicator, s.kind, s.source_id) a.report, s.indicator, s.amount, s.on_day, s.evidence
        from among a join report_source s on s.report_id = a.part and s.left_out is null and not s.settled
        order by a.report, s.indicator, s.kind, s.source_id, a.accepted desc, a.filled_at desc, s.amount desc)
      select f.report_id::text || ' ' || f.indicator as sample
      from report_figure f join report r on r.id = f.report_id
        left join lateral (select sum(c.amount) filter (where c.evidence and c.on_day between r.from_on and r.cut_off_on) as actual from counted c
          where c.report = f.report_id and c.indicator = f.indicator) c on true
      where r.state <> 'draft' and f.actual <> coalesce(c.actual, 0)`,
  },
  {
    name: 'reports.parts-of-the-same-period',
    read: 'report_part',
    broken: sql`
      select p.report_id::text as sample from report_part p join report r on r.id = p.report_id join report x on x.id = p.part_id
      where r.period_key <> x.period_key or x.state = 'draft' or (x.unit_id = r.unit_id and x.document_id = r.document_id)`,
  },
  {
    // What a part was put together from is in the report above as well, unless a newer version of it is.
    name: 'reports.parts-are-whole',
    read: 'report_part',
    broken: sql`
      select p.report_id::text as sample from report_part p join report_part below on below.report_id = p.part_id
        join report x on x.id = below.part_id join report r on r.id = p.report_id
      where x.unit_id <> r.unit_id and not exists (select from report_part q join report y on y.id = q.part_id
        where q.report_id = p.report_id and y.document_id = x.document_id and y.unit_id = x.unit_id and y.revision >= x.revision)`,
  },
  {
    name: 'reports.versions-in-a-row',
    read: 'report',
    broken: sql`
      select n.id::text as sample from report n join report o on o.id = n.replaces_id
      where n.revision <> o.revision + 1 or o.state in ('draft', 'submitted')
        or (n.document_id, n.unit_id, n.period_key) is distinct from (o.document_id, o.unit_id, o.period_key)`,
  },
  {
    name: 'reports.sideways-only-what-was-accepted',
    read: 'report_copy',
    broken: sql`
      select c.report_id::text as sample from report_copy c left join report r on (r.realm, r.id) = (c.realm, c.report_id)
      where r.state is distinct from 'accepted'`,
  },
  {
    name: 'reports.decided-by-another',
    read: 'report',
    broken: sql`
      select id::text as sample from report where decided_by is not null and decided_by in (drafted_by, edited_by, submitted_by)`,
  },
]

/** Every invariant of periodic reports, over the whole database: run it as the owner. */
export const fsckReports = (tx: Tx) => askAll(tx, QUESTIONS)
