import { sql } from 'kysely'
import type { DocumentId, FileId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { BRANCHING } from '../org/index.ts'
import { rollVersion } from './roll.sql.ts'
import type { Answer, AttendanceRow, Audience, Means, SessionId, StudyForm } from './types.ts'

/** What one unit has counted and held for one letter: its own page about it. */

export type DeskBranch = { readonly id: UnitId; readonly name: string; readonly kind: string }
export type DeskRoll = {
  readonly branch: UnitId
  readonly audience: Audience
  readonly people: number
  readonly frozen: boolean
  readonly version: number
  readonly present: number
  readonly caughtUp: number
}
export type DeskChange = {
  readonly branch: UnitId
  readonly branchName: string
  readonly audience: Audience
  readonly before: number | null
  readonly after: number
  readonly why: string
  readonly at: string
}
export type DeskSession = {
  readonly id: SessionId
  readonly form: StudyForm
  readonly from: string
  readonly until: string
  readonly place: string
  readonly means: Means
  readonly called: number
  readonly present: number
  readonly caughtUp: number
  readonly withdrawnWhy: string | null
}
export type DeskTask = {
  readonly clause: number
  readonly label: string
  readonly sentence: string
  readonly sessions: number
}
export type StudyDesk = {
  /** The unit itself first, then its cells and chapters. */
  readonly branches: readonly DeskBranch[]
  readonly roll: readonly DeskRoll[]
  readonly rollVersion: number
  readonly changes: readonly DeskChange[]
  /** Newest first; withdrawn ones stay in the list. */
  readonly sessions: readonly DeskSession[]
  readonly tasks: readonly DeskTask[]
}

/** One statement, whatever the number of cells and sessions. */
export async function studyDesk(tx: Tx, document: DocumentId, unit: UnitId, asOf: PlainDate): Promise<StudyDesk> {
  const { rows } = await sql<{
    branches: DeskBranch[] | null
    roll: DeskRoll[] | null
    changes: DeskChange[] | null
    sessions: DeskSession[] | null
    tasks: DeskTask[] | null
  }>`
    with sums as materialized (
      select branch_id, audience, sum(present)::int as present, sum(caught_up)::int as caught_up from study_attendance
      where document_id = ${document} and unit_id = ${unit} and not withdrawn group by branch_id, audience)
    select
      (select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'kind', u.kind) order by u.id <> ${unit}, u.name_fold, u.id)
       from unit u where u.id in (
         select branch_id from unit_branches(array[${unit}]::uuid[], ${asOf}, ${[...BRANCHING.branchKinds]}::text[], ${[...BRANCHING.organs]}::text[], ${[...BRANCHING.bodies]}::text[])
         union select branch_id from study_roll where document_id = ${document} and unit_id = ${unit})) as branches,
      (select jsonb_agg(jsonb_build_object('branch', r.branch_id, 'audience', r.audience, 'people', r.people, 'frozen', r.frozen_at is not null,
          'version', r.version, 'present', coalesce(s.present, 0), 'caughtUp', coalesce(s.caught_up, 0)))
       from study_roll r left join sums s using (branch_id, audience) where r.document_id = ${document} and r.unit_id = ${unit}) as roll,
      (select jsonb_agg(jsonb_build_object('branch', c.branch_id, 'branchName', u.name, 'audience', c.audience, 'before', c.people_before,
          'after', c.people_after, 'why', c.why, 'at', c.at) order by c.at, u.name_fold)
       from study_roll_change c join unit u on u.id = c.branch_id where c.document_id = ${document} and c.unit_id = ${unit}) as changes,
      (select jsonb_agg(jsonb_build_object('id', s.id, 'form', s.form, 'from', lower(s.during), 'until', upper(s.during), 'place', s.place,
          'means', s.means, 'called', a.called, 'present', a.present, 'caughtUp', a.caught_up, 'withdrawnWhy', s.withdrawn_why)
          order by lower(s.during) desc, s.id)
       from study_session s join lateral (select sum(called)::int as called, sum(present)::int as present, sum(caught_up)::int as caught_up
           from study_attendance a where (a.realm, a.session_id) = (s.realm, s.id)) a on true
       where s.document_id = ${document} and s.unit_id = ${unit}) as sessions,
      (select jsonb_agg(jsonb_build_object('clause', t.clause_ordinal, 'label', c.label, 'sentence', t.sentence, 'sessions', (
          select count(*) from task_evidence e where (e.realm, e.document_id, e.clause_ordinal, e.unit_id) = (t.realm, t.document_id, t.clause_ordinal, t.unit_id)
            and e.kind = 'session' and e.ended_at is null)) order by t.clause_ordinal)
       from task t join clause c on c.document_id = t.document_id and c.ordinal = t.clause_ordinal
       where t.document_id = ${document} and t.unit_id = ${unit}) as tasks`.execute(tx)
  const row = rows[0]!
  return {
    branches: row.branches ?? [],
    roll: row.roll ?? [],
    rollVersion: rollVersion(row.roll ?? []),
    changes: row.changes ?? [],
    sessions: row.sessions ?? [],
    tasks: row.tasks ?? [],
  }
}

export type SessionView = {
  readonly id: SessionId
  readonly document: DocumentId
  readonly unit: UnitId
  readonly unitName: string
  readonly form: StudyForm
  readonly from: string
  readonly until: string
  readonly place: string
  readonly means: Means
  readonly note: string
  readonly questions: readonly string[]
  readonly enteredAt: string
  readonly version: number
  readonly withdrawnAt: string | null
  readonly withdrawnWhy: string | null
  readonly rows: readonly (AttendanceRow & { readonly branchName: string })[]
  readonly answers: readonly Answer[]
  readonly tasks: readonly { readonly clause: number; readonly label: string; readonly sentence: string }[]
  readonly files: readonly { readonly id: FileId; readonly name: string }[]
}

/** One session with everything about it, where the reader may see it; one statement. */
export async function sessionOf(tx: Tx, session: SessionId): Promise<SessionView | null> {
  const { rows } = await sql<SessionView>`
    select s.id, s.document_id as document, s.unit_id as unit, u.name as "unitName", s.form, s.place, s.means, s.note, s.questions, s.version,
      to_jsonb(lower(s.during)) #>> '{}' as "from", to_jsonb(upper(s.during)) #>> '{}' as until, to_jsonb(s.entered_at) #>> '{}' as "enteredAt",
      to_jsonb(s.withdrawn_at) #>> '{}' as "withdrawnAt", s.withdrawn_why as "withdrawnWhy",
      (select coalesce(jsonb_agg(jsonb_build_object('branch', a.branch_id, 'branchName', b.name, 'audience', a.audience, 'called', a.called,
          'present', a.present, 'caughtUp', a.caught_up) order by a.branch_id <> s.unit_id, b.name_fold, a.branch_id, a.audience), '[]')
       from study_attendance a join unit b on b.id = a.branch_id where (a.realm, a.session_id) = (s.realm, s.id)) as rows,
      (select coalesce(jsonb_agg(jsonb_build_object('moment', w.moment, 'question', w.question, 'asked', w.asked, 'correct', w.correct)), '[]')
       from awareness_answer w where (w.realm, w.session_id) = (s.realm, s.id)) as answers,
      (select coalesce(jsonb_agg(jsonb_build_object('clause', e.clause_ordinal, 'label', c.label, 'sentence', t.sentence) order by e.clause_ordinal), '[]')
       from task_evidence e join task t using (realm, document_id, clause_ordinal, unit_id)
         join clause c on c.document_id = e.document_id and c.ordinal = e.clause_ordinal
       where e.kind = 'session' and e.evidence_id = s.id and e.ended_at is null) as tasks,
      (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name) order by f.at, f.id), '[]')
       from file_use f where f.owner_id = s.id and f.ended_at is null) as files
    from study_session s join unit u on u.id = s.unit_id where s.id = ${session}`.execute(tx)
  return rows[0] ?? null
}
