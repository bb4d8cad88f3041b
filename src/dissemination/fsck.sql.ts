import { sql } from 'kysely'
import { askAll, type Question } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

/** Each question selects one text column `sample` for every row that breaks the rule. */
const QUESTIONS: readonly Question[] = [
  {
    name: 'dissemination.reached-within-roll',
    read: 'study_attendance',
    broken: sql`
      select r.branch_id::text || ' ' || r.audience as sample from study_roll r
      where r.people < (select coalesce(sum(a.present + a.caught_up), 0) from study_attendance a
        where a.document_id = r.document_id and a.branch_id = r.branch_id and a.audience = r.audience and not a.withdrawn)`,
  },
  {
    name: 'dissemination.attendance-follows-its-session',
    read: 'study_attendance',
    broken: sql`
      select a.session_id::text as sample from study_attendance a join study_session s on (s.realm, s.id) = (a.realm, a.session_id)
      where (a.document_id, a.unit_id, a.during, a.withdrawn) is distinct from (s.document_id, s.unit_id, s.during, s.withdrawn_at is not null)
      union all select s.id::text from study_session s
      where not exists (select from study_attendance a where (a.realm, a.session_id) = (s.realm, s.id))`,
  },
  {
    name: 'dissemination.roll-frozen-by-the-first-session',
    read: 'study_roll',
    broken: sql`
      select r.branch_id::text || ' ' || r.audience as sample from study_roll r
      where r.frozen_at is null and exists (select from study_session s where s.document_id = r.document_id and s.unit_id = r.unit_id)`,
  },
  {
    name: 'dissemination.frozen-roll-changes-told',
    read: 'study_roll_change',
    broken: sql`
      select c.branch_id::text || ' ' || c.audience as sample from study_roll_change c
        left join lateral (select n.people_before from study_roll_change n where (n.realm, n.document_id, n.branch_id, n.audience) = (c.realm, c.document_id, c.branch_id, c.audience)
          and n.ordinal > c.ordinal order by n.ordinal limit 1) later on true
        join study_roll r on (r.realm, r.document_id, r.branch_id, r.audience) = (c.realm, c.document_id, c.branch_id, c.audience)
      where coalesce(later.people_before, r.people) <> c.people_after`,
  },
  {
    name: 'dissemination.evidence-of-sessions-that-stand',
    read: 'task_evidence',
    broken: sql`
      select e.evidence_id::text as sample from task_evidence e left join study_session s on s.id = e.evidence_id and s.withdrawn_at is null
      where e.kind = 'session' and e.ended_at is null and s.id is null`,
  },
  {
    name: 'dissemination.within-the-limit-of-circulation',
    read: 'study_attendance',
    broken: sql`
      select a.session_id::text as sample from study_attendance a join document d on d.id = a.document_id
      where not a.withdrawn and d.circulation_floor in ('chi-bo', 'dang-vien', 'cap-uy') and a.audience in ('public', 'organisation-members')`,
  },
]

/** Every invariant of sessions and rolls, over the whole database: run it as the owner. */
export const fsckDissemination = (tx: Tx) => askAll(tx, QUESTIONS)
