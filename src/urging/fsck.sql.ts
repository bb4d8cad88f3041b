import { sql } from 'kysely'
import { askAll, type Question } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

/** Each question selects one text column `sample` for every row that breaks the rule. */
const QUESTIONS: readonly Question[] = [
  {
    // The log has no foreign keys, because a night writes a row for each unit and letter of the country.
    name: 'urging.log-points-at-what-was-awaited',
    read: 'urging',
    broken: sql`
      select g.document_id::text || ' ' || g.unit_id::text as sample from urging g
      where g.step <> 'letter' and case
        when g.clause_ordinal > 0 then not exists (select from task t where t.document_id = g.document_id and t.unit_id = g.unit_id and t.clause_ordinal = g.clause_ordinal)
        when g.step = 'unopened' then not exists (select from delivery d where d.document_id = g.document_id and d.unit_id = g.unit_id)
        else not exists (select from urging_awaited a where a.document_id = g.document_id and a.unit_id = g.unit_id and a.about = g.about) end`,
  },
  {
    name: 'urging.reminder-was-a-message',
    read: 'urging',
    broken: sql`
      select g.unit_id::text || ' ' || g.on_day::text as sample from urging g
      where g.step in ('reminder', 'late', 'unopened')
        and not exists (select from urging_message m where m.unit_id = g.unit_id and m.on_day = g.on_day and m.command_id = g.command_id)`,
  },
  {
    name: 'urging.message-counts-its-lines',
    read: 'urging_message',
    broken: sql`
      select m.unit_id::text || ' ' || m.on_day::text as sample from urging_message m
        left join (select unit_id, on_day, count(*) filter (where step = 'reminder') as near, count(*) filter (where step = 'late') as late,
          count(*) filter (where step = 'unopened') as unopened from urging group by unit_id, on_day) g using (unit_id, on_day)
      where (m.near, m.late, m.unopened) is distinct from (coalesce(g.near, 0)::int, coalesce(g.late, 0)::int, coalesce(g.unopened, 0)::int)`,
  },
  {
    name: 'urging.message-reached-the-inbox',
    read: 'urging_message',
    broken: sql`
      select m.unit_id::text || ' ' || m.on_day::text as sample from urging_message m
      where not exists (select from notice n where n.command_id = m.command_id and n.unit_id = m.unit_id and n.kind like 'urging-%')`,
  },
  {
    // Named quiet days may be added later; weekends were always quiet.
    name: 'urging.never-at-the-weekend',
    read: 'urging_message',
    broken: sql`select unit_id::text || ' ' || on_day::text as sample from urging_message where extract(isodow from on_day) > 5`,
  },
  {
    name: 'urging.letter-is-of-who-urges',
    read: 'urging_letter',
    broken: sql`
      select l.letter_id::text as sample from urging_letter l
      where not exists (select from outgoing o where o.document_id = l.letter_id and o.unit_id = l.by_unit_id)`,
  },
  {
    name: 'urging.letter-was-sent',
    read: 'urging',
    broken: sql`
      select g.about || ' ' || g.unit_id::text as sample from urging g
      where g.step = 'letter' and not exists (select from delivery d where d.document_id::text = g.about and d.unit_id = g.unit_id)
      union all
      select l.letter_id::text || ' ' || l.unit_id::text from urging_letter l join delivery d on d.document_id = l.letter_id and d.unit_id = l.unit_id
      where not exists (select from urging g where g.document_id = l.document_id and g.unit_id = l.unit_id and g.step = 'letter' and g.about = l.letter_id::text)`,
  },
]

/** Every invariant of urging, over the whole database: run it as the owner. */
export const fsckUrging = (tx: Tx) => askAll(tx, QUESTIONS)
