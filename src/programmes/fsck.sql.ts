import { sql } from 'kysely'
import { askAll, type Question } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

/** Each question selects one text column `sample` for every row that breaks the rule. */
const QUESTIONS: readonly Question[] = [
  {
    name: 'programmes.organiser-stands-among-the-units',
    read: 'activity',
    broken: sql`select a.id::text as sample from activity a where not exists (
      select from activity_unit u where u.activity_id = a.id and u.unit_id = a.unit_id and u.role = 'organiser')`,
  },
  {
    name: 'programmes.held-has-results',
    read: 'activity',
    broken: sql`select a.id::text as sample from activity a where
      (a.state = 'held') <> exists (select from activity_result r where r.activity_id = a.id) and a.state <> 'withdrawn'`,
  },
  {
    name: 'programmes.evidence-is-of-a-held-activity-of-the-unit',
    read: 'task_evidence',
    broken: sql`select e.evidence_id::text as sample from task_evidence e left join activity a on a.id = e.evidence_id
      where e.kind = 'activity' and e.ended_at is null and (a.state is distinct from 'held' or a.until_on <> e.on_day
        or not exists (select from activity_unit u where u.activity_id = e.evidence_id and u.unit_id = e.unit_id))`,
  },
  {
    name: 'programmes.only-what-is-planned-is-meant',
    read: 'activity_task',
    broken: sql`select p.activity_id::text as sample from activity_task p join activity a on a.id = p.activity_id where a.state <> 'planned'`,
  },
  {
    name: 'programmes.results-are-of-indicators-summed-over-activities',
    read: 'activity_result',
    broken: sql`select r.activity_id::text || ' ' || r.indicator as sample from activity_result r join indicator i on i.key = r.indicator
      where i.counted <> 'activity'`,
  },
  {
    name: 'programmes.area-is-the-organisers-or-below',
    read: 'activity',
    broken: sql`with recursive up(activity, organiser, id, parent_id) as (
        select a.id, u.area_id, g.id, g.parent_id from activity a join unit u on u.id = a.unit_id join area g on g.id = a.area_id
        union all select up.activity, up.organiser, g.id, g.parent_id from up join area g on g.id = up.parent_id)
      select activity::text as sample from up group by activity having not bool_or(id = organiser)`,
  },
]

/** Every invariant of activities, results and plans, over the whole database: run it as the owner. */
export const fsckProgrammes = (tx: Tx) => askAll(tx, QUESTIONS)
