import { sql } from 'kysely'
import type { Database } from '../../src/db/index.ts'

/** A unit whose place in its line is gone: history that no command could have written. */
export const breakThreads = (db: Database) =>
  sql`delete from unit_path where ctid in (select ctid from unit_path limit 25)`.execute(db.pool)

/** As a later version of the program would leave it. */
export const pretendNewer = (db: Database) =>
  sql`insert into migration (number, name, hash) values (9999, 'later', 'x')`.execute(db.pool)

/** A report of the first half-year that was submitted on the letter of a file, by the unit of the file. */
export async function plantReport(db: Database, dossier: string): Promise<void> {
  await sql`insert into report (realm, id, document_id, unit_id, period_key, from_on, until_on, cut_off_on, cumulative_from, to_unit_id, results,
      shortcomings, causes, direction, state, filled_at, drafted_by, edited_by, changed_by, changed_at, command_id)
    select realm, id, document_id, unit_id, '2023-H1', '2023-01-01', '2023-06-30', '2023-06-15', '2023-01-01',
      (select u.id from unit u where u.id <> d.unit_id limit 1), 'a', 'b', 'c', 'd', 'draft', opened_at, opened_by, opened_by, opened_by, opened_at, command_id
    from dossier d where id = ${dossier}`.execute(db.pool)
  await sql`update report set state = 'submitted', submitted_by = drafted_by, submitted_at = filled_at where id = ${dossier}`.execute(
    db.pool,
  )
}
