import { sql } from 'kysely'
import type { AccountId, UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { Hours } from './rules.ts'
import type {
  Answer,
  AttendanceRow,
  Audience,
  Group,
  Means,
  SessionAt,
  SessionId,
  StudyAt,
  StudyForm,
} from './types.ts'

/** Sessions, who came in numbers, and the three questions. */

export type NewSession = StudyAt &
  Hours & {
    readonly id: SessionId
    readonly form: StudyForm
    readonly place: string
    readonly means: Means
    readonly note: string
  }

const range = ({ from, until }: Hours) => sql`tstzrange(${from}, ${until})`

export const insertSession = (tx: Tx, by: Acting, s: NewSession) =>
  sql`insert into study_session (realm, id, document_id, unit_id, form, during, place, means, note, entered_by, entered_at, command_id)
    values (${by.actor.realm}, ${s.id}, ${s.document}, ${s.unit}, ${s.form}, ${range(s)}, ${s.place}, ${s.means}, ${s.note},
      ${by.actor.account}, ${by.now}, ${by.command})`.execute(tx)

export const insertAttendance = (tx: Tx, by: Acting, s: NewSession, rows: readonly AttendanceRow[]) =>
  sql`insert into study_attendance (realm, session_id, branch_id, audience, document_id, unit_id, during, called, present, caught_up)
    select ${by.actor.realm}, ${s.id}, n.branch, n.audience, ${s.document}, ${s.unit}, ${range(s)}, n.called, n.present, n."caughtUp"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(branch uuid, audience text, called integer, present integer, "caughtUp" integer)`.execute(
    tx,
  )

export type Overlap = {
  /** The row of the new session, from 1. */
  readonly row: number
  readonly unitName: string
  readonly from: Date
  readonly until: Date
}

/** Sessions of the same letter, branch and audience in the same hours, also of another committee of a cell in two lines. */
export async function overlapsOf(tx: Tx, at: StudyAt & Hours, groups: readonly Group[]): Promise<Overlap[]> {
  const { rows } = await sql<Overlap>`
    select ordinal as row, unit_name as "unitName", starts as "from", ends as until
    from study_overlaps(${at.document}, ${groups.map(g => g.branch)}::uuid[], ${groups.map(g => g.audience)}::text[], ${range(at)})`.execute(
    tx,
  )
  return rows
}

export type SessionRow = {
  readonly state: 'held' | 'withdrawn'
  readonly version: number
  readonly changed_by: AccountId | null
  readonly changed_at: Date | null
  readonly rows: readonly AttendanceRow[]
}

/** The session of this very unit on this letter, locked, with who came. */
export async function lockSession(tx: Tx, key: SessionAt): Promise<SessionRow | null> {
  const { rows } = await sql<SessionRow>`
    select case when s.withdrawn_at is null then 'held' else 'withdrawn' end as state, s.version, s.changed_by, s.changed_at,
      (select coalesce(jsonb_agg(jsonb_build_object('branch', a.branch_id, 'audience', a.audience, 'called', a.called, 'present', a.present,
          'caughtUp', a.caught_up) order by a.branch_id, a.audience), '[]')
       from study_attendance a where (a.realm, a.session_id) = (s.realm, s.id)) as rows
    from study_session s where s.id = ${key.session} and s.document_id = ${key.document} and s.unit_id = ${key.unit} for update of s`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** Every change counts the version on and says who made it. */
export const touchSession = (tx: Tx, by: Acting, session: SessionId) =>
  sql`update study_session set version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now} where id = ${session}`.execute(
    tx,
  )

export const setCaughtUp = (
  tx: Tx,
  session: SessionId,
  rows: readonly { readonly branch: UnitId; readonly audience: Audience; readonly caughtUp: number }[],
) =>
  sql`update study_attendance a set caught_up = n."caughtUp"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(branch uuid, audience text, "caughtUp" integer)
    where a.session_id = ${session} and a.branch_id = n.branch and a.audience = n.audience and a.caught_up <> n."caughtUp"`.execute(
    tx,
  )

/** Withdraws the session; the database withdraws who came to it. */
export const endSession = (tx: Tx, by: Acting, session: SessionId, why: string) =>
  sql`update study_session set withdrawn_at = ${by.now}, withdrawn_why = ${why}, version = version + 1,
    changed_by = ${by.actor.account}, changed_at = ${by.now} where id = ${session}`.execute(tx)

export async function setAnswers(
  tx: Tx,
  by: Acting,
  at: SessionAt,
  questions: readonly string[],
  answers: readonly Answer[],
): Promise<void> {
  await sql`update study_session set questions = ${[...questions]}::text[], version = version + 1, changed_by = ${by.actor.account},
    changed_at = ${by.now} where id = ${at.session}`.execute(tx)
  await sql`insert into awareness_answer as w (realm, session_id, moment, question, document_id, unit_id, asked, correct, command_id)
    select ${by.actor.realm}, ${at.session}, n.moment, n.question, ${at.document}, ${at.unit}, n.asked, n.correct, ${by.command}
    from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) as n(moment text, question smallint, asked integer, correct integer)
    on conflict (realm, session_id, moment, question) do update
      set asked = excluded.asked, correct = excluded.correct, command_id = excluded.command_id
      where (w.asked, w.correct) is distinct from (excluded.asked, excluded.correct)`.execute(tx)
}
