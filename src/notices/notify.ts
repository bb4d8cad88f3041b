import type { Tx } from '../db/index.ts'
import { insertNotices, queueMail } from './notice.sql.ts'
import type { NewNotice, Teller } from './types.ts'

export const MAIL_QUEUE = 'mail.deliver'

/**
 * Writes notices in the transaction of the running command, and mail for the accounts that work at those units and
 * want it, when a mail server is there (`mail.enabled`); the job that sends it is enqueued in the same transaction.
 * Two statements, whether for one unit or for all communes of a province.
 */
export async function notify(tx: Tx, by: Teller, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return
  await insertNotices(tx, by, notices)
  await queueMail(tx, notices.length, MAIL_QUEUE)
}
