import { sql } from 'kysely'
import type { TestApp } from '../app.ts'

/** Lets a letter be an old one: sent three weeks ago, its tasks due a week ago. The clock of the world stands still. */
export const makeOld = async ({ db, clock }: TestApp, document: string): Promise<void> => {
  const { now, today } = clock()
  await db.own({ now, asOf: today }, async tx => {
    await sql`update delivery set sent_at = sent_at - interval '21 days' where document_id = ${document}`.execute(tx)
    await sql`update task set rhythm = 'deadline', due_on = ${today}::date - 7 where document_id = ${document}`.execute(
      tx,
    )
  })
}

export const countRows = async ({ db }: TestApp, table: string, where: string): Promise<number> => {
  const { rows } = await sql
    .raw<{ n: number }>(`select count(*)::int as n from ${table} where ${where}`)
    .execute(db.pool)
  return rows[0]!.n
}
