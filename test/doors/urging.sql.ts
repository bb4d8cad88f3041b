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

/** The units that have no account in the demonstration received the letter too, all but so many of them. */
export const receivedByAllBut = async ({ db, clock }: TestApp, document: string, count: number): Promise<void> => {
  const { now, today } = clock()
  await db.own({ now, asOf: today }, async tx => {
    await sql`update delivery set status = '03', opened_at = coalesce(opened_at, sent_at), acknowledged_at = coalesce(acknowledged_at, sent_at), version = version + 1
      where document_id = ${document} and status = '01' and unit_id not in (
        select unit_id from delivery where document_id = ${document} and status = '01' order by unit_id limit ${count})`.execute(
      tx,
    )
  })
}
