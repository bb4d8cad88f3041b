import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { Outbox, OutgoingMail } from './types.ts'

// All of this runs as the owner (`db.own`), in short transactions of its own: while a mail server is being spoken
// to, no transaction is open, because the embedded database has one connection and everybody would wait.

export const ATTEMPTS_MAX = 5
const LEASE_MINUTES = 10

/**
 * Takes waiting mail for this worker alone. Rows that another worker is just taking are skipped; what is taken stays
 * away from others until the lease ends, so that mail of a worker that died is sent after all.
 */
export async function claimMail(tx: Tx, now: Date, limit: number): Promise<OutgoingMail[]> {
  const { rows } = await sql<OutgoingMail>`
    update mail m set attempts = m.attempts + 1, not_before = ${now}::timestamptz + make_interval(mins => ${LEASE_MINUTES}::int)
    from (select realm, command_id, ordinal from mail
          where state = 'waiting' and attempts < ${ATTEMPTS_MAX}::int and (not_before is null or not_before <= ${now})
          order by at, command_id, ordinal limit ${limit} for update skip locked) mine
    where (m.realm, m.command_id, m.ordinal) = (mine.realm, mine.command_id, mine.ordinal)
    returning m.realm, m.command_id as command, m.ordinal, m.to_address as "to", m.language, m.kind, m.parameters, m.link,
      m.attempts as attempt, m.not_before as until`.execute(tx)
  return rows
}

export const markSent = (tx: Tx, mail: OutgoingMail, now: Date) =>
  sql`update mail set state = 'sent', sent_at = ${now}, not_before = null, last_error = null where ${same(mail)}`.execute(
    tx,
  )

/** Waits twice as long after each failure; after the last one it is given up and shown in health. */
export const markFailed = (tx: Tx, mail: OutgoingMail, now: Date, why: string) =>
  sql`update mail set last_error = ${why.slice(0, 500)},
      state = case when attempts >= ${ATTEMPTS_MAX}::int then 'failed' else 'waiting' end,
      not_before = ${now}::timestamptz + make_interval(mins => (2 ^ attempts)::int)
    where ${same(mail)}`.execute(tx)

/** The attempt is part of the name: a worker whose lease has ended no longer owns the row. */
const same = (mail: OutgoingMail) =>
  sql`realm = ${mail.realm} and command_id = ${mail.command} and ordinal = ${mail.ordinal} and attempts = ${mail.attempt} and state = 'waiting'`

export async function outbox(tx: Tx): Promise<Outbox & { readonly next: Date | null }> {
  const { rows } = await sql<Outbox & { next: Date | null }>`
    select (count(*) filter (where state = 'waiting'))::int as waiting, (count(*) filter (where state = 'failed'))::int as failed,
      min(at) filter (where state = 'waiting') as oldest, min(coalesce(not_before, at)) filter (where state = 'waiting') as next
    from mail where state <> 'sent'`.execute(tx)
  return rows[0]!
}

/** Whether notices go out by mail as well: said by main.ts at start, which knows whether there is a mail server. */
export const setMailEnabled = (tx: Tx, enabled: boolean) =>
  sql`insert into setting as s values ('mail.enabled', ${JSON.stringify(enabled)}::jsonb)
    on conflict (key) do update set value = excluded.value where s.value <> excluded.value`.execute(tx)
