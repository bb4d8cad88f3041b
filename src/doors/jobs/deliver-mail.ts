import type { Database } from '../../db/index.ts'
import { dayInVietNam, type Log } from '../../kernel/index.ts'
import { claimMail, markFailed, markSent, outbox, type OutgoingMail } from '../../notices/index.ts'

/** Gives one mail to the mail server, or throws. */
export type SendMail = (mail: OutgoingMail) => Promise<void>

const BATCH = 20

/**
 * Sends what waits, batch by batch, until nothing is due. Claim, sending and outcome are three steps, so that no
 * transaction is open while the mail server answers. Answers after how many seconds something is due again.
 */
export async function deliverMail(
  db: Database,
  send: SendMail,
  now: () => Date,
  log: Log,
  stopping: () => boolean,
): Promise<number | null> {
  const own = <T>(work: Parameters<typeof db.own<T>>[1]) => db.own({ now: now(), asOf: dayInVietNam(now()) }, work)
  for (;;) {
    if (stopping()) return null
    const batch = await own(tx => claimMail(tx, now(), BATCH))
    if (batch.length === 0) break
    for (const mail of batch) {
      if (now() >= mail.until) break // too slow: somebody else may be sending it by now
      const failed = await attempt(send, mail)
      await own(tx => (failed === null ? markSent(tx, mail, now()) : markFailed(tx, mail, now(), failed)))
      if (failed !== null)
        log.warn({ command: mail.command, attempt: mail.attempt, err: failed }, 'a mail was not taken')
    }
  }
  const { next } = await own(outbox)
  return next ? Math.max(1, Math.ceil((next.getTime() - now().getTime()) / 1000)) : null
}

/** What went wrong, as text for the row; a failing mail server is the world, not a bug, and is tried again. */
async function attempt(send: SendMail, mail: OutgoingMail): Promise<string | null> {
  try {
    await send(mail)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
