import { sql } from 'kysely'
import type { Database } from '../src/db/index.ts'

/**
 * Four months after the two letters went out, as a province would stand then: some recipients have taken them in, studied and
 * acted, some later, some not yet. Planted as rows, for pictures that show something; every figure is made up.
 */
export async function plantMonths(db: Database): Promise<void> {
  const statements = [
    `create temp table at_work as
       select d.document_id, d.unit_id, d.realm, u.area_id, row_number() over (order by u.name_fold, d.document_id)::int as n, abs(hashtext(u.name_fold)) % 10 as luck
       from delivery d
         join unit u on u.id = d.unit_id where d.kind = 'to'`,
    `update delivery d set status = '03', opened_at = '2023-02-09 02:00+00'::timestamptz + (w.n % 40) * interval '1 day', acknowledged_at = '2023-02-10 03:00+00'::timestamptz + (w.n % 40) * interval '1 day'
       from at_work w where w.luck < 8 and d.document_id = w.document_id and d.unit_id = w.unit_id and d.status = '01'`,
    `update task t set state = 'taken', taken_at = '2023-02-12 03:00+00'::timestamptz + (w.n % 60) * interval '1 day'
       from at_work w where w.luck < 6 and t.document_id = w.document_id and t.unit_id = w.unit_id and t.state = 'asked'`,
    `insert into implementing_letter (realm, id, document_id, unit_id, printed, printed_fold, issued_on, entered_at, command_id)
       select realm, gen_random_uuid(), document_id, unit_id, n || '-CV', n || '-cv', date '2023-02-20' + (n % 50), '2023-02-20 09:00+00'::timestamptz + (n % 50) * interval '1 day', gen_random_uuid() from at_work where luck < 5 and n % 2 = 0`,
    `insert into study_roll (realm, document_id, branch_id, audience, unit_id, people, counted_at, command_id)
       select realm, document_id, unit_id, 'key-officers', unit_id, 40 + n % 30, now(), gen_random_uuid() from at_work where luck < 4 on conflict do nothing`,
    `create temp table held as select gen_random_uuid() as id, w.*, tstzrange('2023-02-20 01:00+00'::timestamptz + (n % 80) * interval '1 day', '2023-02-20 03:00+00'::timestamptz + (n % 80) * interval '1 day') as during from at_work w
       where luck < 4 and not exists (select from study_session s where s.document_id = w.document_id and s.unit_id = w.unit_id)`,
    `insert into study_session (realm, id, document_id, unit_id, form, during, place, means, entered_at, command_id)
       select realm, id, document_id, unit_id, 'quan-triet', during, 'Hội trường', 'meeting', upper(during), gen_random_uuid() from held`,
    `insert into study_attendance (realm, session_id, branch_id, audience, document_id, unit_id, during, called, present)
       select realm, id, unit_id, 'key-officers', document_id, unit_id, during, 36 + n % 4, case when n % 5 = 0 then 3 else 30 + n % 6 end from held`,
    `create temp table acted as select gen_random_uuid() as id, w.*, date '2023-03-01' + (n % 90) as day, (select id from account limit 1) as who from at_work w where luck < 5`,
    `insert into activity (realm, id, unit_id, kind, title, from_on, until_on, area_id, people, person_times, state, held_at, held_by, entered_by, entered_at, changed_by, changed_at, command_id)
       select realm, id, unit_id, 'blood', 'Vận động hiến máu (giả định)', day, day, area_id, 20 + n % 60, 20 + n % 60, 'held', day + time '09:00', who, who, day + time '09:00', who, day + time '09:00', gen_random_uuid() from acted`,
    `insert into activity_unit (realm, activity_id, unit_id, role, organiser_id, command_id) select realm, id, unit_id, 'organiser', unit_id, gen_random_uuid() from acted`,
    `insert into activity_result (realm, activity_id, indicator, organiser_id, amount, command_id) select realm, id, 'blood-units', unit_id, 20 + (n * 7) % 90, gen_random_uuid() from acted`,
    `insert into task_evidence (realm, document_id, clause_ordinal, unit_id, kind, evidence_id, on_day, at, command_id)
       select t.realm, t.document_id, t.clause_ordinal, t.unit_id, 'activity', a.id, a.day, a.day + time '09:00', gen_random_uuid() from acted a join task t on t.document_id = a.document_id and t.unit_id = a.unit_id where t.clause_ordinal % 2 = 1`,
    `insert into plan_figure (realm, unit_id, indicator, year, amount, changed_by, changed_at, command_id)
       select distinct on (unit_id) realm, unit_id, 'blood-units', 2023, 20 + n % 50, who, day + time '09:00', gen_random_uuid() from acted where n % 9 = 0`,
  ]
  await db.own({ now: new Date('2023-06-08T02:00:00Z'), asOf: '2023-06-08' as never }, async tx => {
    for (const statement of statements) await sql.raw(statement).execute(tx)
  })
}
