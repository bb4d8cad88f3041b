import { sql } from 'kysely'
import type { Database } from '../../src/db/index.ts'

/** A unit whose place in its line is gone: history that no command could have written. */
export const breakThreads = (db: Database) =>
  sql`delete from unit_path where ctid in (select ctid from unit_path limit 25)`.execute(db.pool)

/** As a later version of the program would leave it. */
export const pretendNewer = (db: Database) =>
  sql`insert into migration (number, name, hash) values (9999, 'later', 'x')`.execute(db.pool)
