import { sql } from 'kysely'
import type { Country } from './world.ts'

/** A day's hour on some day before now, different from body to body: what the country did in the two months before. */
const DAY = `(app_as_of() - 1 - abs(hashtext(w.unit_id::text || 'day')) % 60)`
const AT = `(${DAY}::timestamp at time zone 'Asia/Ho_Chi_Minh' + interval '9 hours')`
const ID = (what: string) => `md5('${what}' || w.document_id || w.unit_id)::uuid`

/**
 * What follows on letters once they are sent, over the deliveries and tasks that `plantTree` wrote: implementing letters,
 * study, activities with results that show tasks, reports, parts and requests that wait. Each body did some of it, so that
 * no join of the overview meets an empty table.
 */
const STATEMENTS: readonly string[] = [
  `create table bench_work as select d.realm, d.document_id, d.unit_id, d.from_unit_id, u.area_id, abs(hashtext(d.unit_id::text || 'work')) % 10 as luck
   from delivery d join unit u on u.id = d.unit_id where d.status = '03'`,
  // Sent two months before they are looked at.
  `update delivery set sent_at = app_now() - interval '70 days', opened_at = opened_at - interval '65 days', returned_at = returned_at - interval '65 days',
     acknowledged_at = case when status = '03' then app_now() - interval '64 days' end`,
  `update task set taken_at = app_now() - interval '1 day' * (2 + abs(hashtext(unit_id::text)) % 60) where state = 'taken'`,
  `insert into implementing_letter (realm, id, document_id, unit_id, printed, printed_fold, issued_on, entered_at, command_id)
   select w.realm, ${ID('letter')}, w.document_id, w.unit_id, '1-CV', '1-cv', ${DAY}, ${AT}, ${ID('letter')} from bench_work w where luck < 4`,
  `insert into study_roll (realm, document_id, branch_id, audience, unit_id, people, counted_at, command_id)
   select w.realm, w.document_id, w.unit_id, 'key-officers', w.unit_id, 60, ${AT}, ${ID('roll')} from bench_work w where luck < 6`,
  `insert into study_session (realm, id, document_id, unit_id, form, during, place, means, entered_at, command_id)
   select w.realm, ${ID('session')}, w.document_id, w.unit_id, 'quan-triet', tstzrange(${AT} - interval '2 hours', ${AT}), 'Hội trường', 'meeting', ${AT}, ${ID('session')} from bench_work w where luck < 6`,
  `insert into study_attendance (realm, session_id, branch_id, audience, document_id, unit_id, during, called, present)
   select w.realm, ${ID('session')}, w.unit_id, 'key-officers', w.document_id, w.unit_id, tstzrange(${AT} - interval '2 hours', ${AT}), 50, 3 + abs(hashtext(w.unit_id::text)) % 40 from bench_work w where luck < 6`,
  `insert into activity (realm, id, unit_id, kind, title, from_on, until_on, area_id, people, person_times, state, held_at, held_by, entered_by, entered_at, changed_by, changed_at, command_id)
   select w.realm, ${ID('activity')}, w.unit_id, 'blood', 'Vận động hiến máu (giả định)', ${DAY}, ${DAY}, w.area_id, 40, 40, 'held', ${AT}, w.unit_id, w.unit_id, ${AT}, w.unit_id, ${AT}, ${ID('activity')} from bench_work w where luck > 3`,
  `insert into activity_unit (realm, activity_id, unit_id, role, organiser_id, command_id)
   select w.realm, ${ID('activity')}, w.unit_id, 'organiser', w.unit_id, ${ID('activity')} from bench_work w where luck > 3`,
  `insert into activity_result (realm, activity_id, indicator, organiser_id, amount, command_id)
   select w.realm, ${ID('activity')}, 'blood-units', w.unit_id, 20 + abs(hashtext(w.unit_id::text)) % 90, ${ID('activity')} from bench_work w where luck > 3`,
  `insert into task_evidence (realm, document_id, clause_ordinal, unit_id, kind, evidence_id, on_day, at, command_id)
   select w.realm, w.document_id, 1, w.unit_id, 'activity', ${ID('activity')}, ${DAY}, ${AT}, ${ID('activity')} from bench_work w where luck > 3`,
  `insert into plan_figure (realm, unit_id, indicator, year, amount, changed_by, changed_at, command_id)
   select distinct on (w.unit_id) w.realm, w.unit_id, 'blood-units', extract(year from app_as_of()), 100, w.unit_id, app_now(), ${ID('plan')} from bench_work w where luck = 5`,
  `insert into report (realm, id, document_id, unit_id, period_key, from_on, until_on, cut_off_on, cumulative_from, to_unit_id, results, shortcomings, causes, direction, state,
     filled_at, drafted_by, edited_by, submitted_by, submitted_at, changed_by, changed_at, command_id)
   select w.realm, ${ID('report')}, w.document_id, w.unit_id, '2025-M08', '2025-08-01', '2025-08-31', '2025-08-31', '2025-07-01', w.from_unit_id, 'a', 'b', 'c', 'd', 'submitted',
     ${AT}, w.unit_id, w.unit_id, w.unit_id, ${AT}, w.unit_id, ${AT}, ${ID('report')} from bench_work w where luck in (3, 7)`,
  `insert into task_part (realm, document_id, clause_ordinal, unit_id, ordinal, to_unit_id, what, changed_at, asked_at)
   select w.realm, w.document_id, 1, w.unit_id, 1, w.from_unit_id, 'Lập danh sách', ${AT}, ${AT} from bench_work w where luck = 8`,
  `insert into task_date_request (realm, document_id, clause_ordinal, unit_id, ordinal, proposed_on, reason, asked_at, command_id)
   select w.realm, w.document_id, 1, w.unit_id, 1, app_as_of() + 30, 'Trùng vụ', ${AT}, ${ID('date')} from bench_work w where luck = 9`,
  `insert into advice (realm, id, unit_id, superior_id, subject, asked, document_id, clause_ordinal, state, sent_by, sent_at, sent_on, due_on, written_by, written_at, command_id)
   select w.realm, ${ID('advice')}, w.unit_id, w.from_unit_id, 'Gạo cho xã đảo', 'Cho dùng quỹ dự phòng', w.document_id, 1, 'sent', w.unit_id, ${AT}, ${DAY}, ${DAY} + 15, w.unit_id, ${AT}, ${ID('advice')}
   from bench_work w where luck = 2`,
]

/** Plants it, and answers how many rows of each kind there are now. */
export async function plantWork({ db, moment: { now, today } }: Country): Promise<Readonly<Record<string, number>>> {
  await db.own({ now, asOf: today }, async tx => {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(tx)
  })
  const counts: Record<string, number> = {}
  for (const table of [
    'delivery',
    'task',
    'study_session',
    'study_attendance',
    'activity',
    'activity_result',
    'task_evidence',
    'report',
    'advice',
  ]) {
    await sql.raw(`analyze ${table}`).execute(db.pool)
    counts[table] = (
      await sql.raw<{ n: number }>(`select count(*)::int as n from ${table}`).execute(db.pool)
    ).rows[0]!.n
  }
  return counts
}
