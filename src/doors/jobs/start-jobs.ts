import { PgBoss } from 'pg-boss'
import type { Database } from '../../db/index.ts'
import { dayInVietNam, type Log } from '../../kernel/index.ts'
import type { Words } from '../../words/index.ts'
import { MAIL_QUEUE, outbox, setMailEnabled } from '../../notices/index.ts'
import { throughPool } from './adapter.sql.ts'
import { deliverMail, type SendMail } from './deliver-mail.ts'
import { smtpSender } from './smtp.ts'

/** Work of the night: reminders, tidying. It runs once a day on one of the servers, whatever their number. */
export type DailyWork = { readonly name: string; readonly run: () => Promise<void> }

/** Work that commands put into a queue and that may take long; it ends when it is told to, and goes on at the next start. */
export type BackgroundWork = { readonly queue: string; readonly run: (signal: AbortSignal) => Promise<unknown> }

export type JobsOptions = {
  readonly db: Database
  /** The world's clock. */
  readonly now: () => Date
  readonly log: Log
  /** The mail server. Without one no new mail is queued and what waits goes on waiting. */
  readonly smtp?: { readonly url: string; readonly from: string }
  /** Where links in mail lead, and their words; needed with `smtp`. */
  readonly publicUrl: string
  readonly words: Words
  /** Sends in place of SMTP: for another way, and for tests. */
  readonly sendMail?: SendMail
  readonly daily?: readonly DailyWork[]
  readonly background?: readonly BackgroundWork[]
  /** How often queues are looked at; at least half a second. */
  readonly pollSeconds?: number
}

export type JobsHealth = {
  readonly running: boolean
  readonly mail: 'sent' | 'no-mail-server'
  readonly waiting: number
  readonly failed: number
}

export type Jobs = {
  health(): Promise<JobsHealth>
  /** Lets running work end, then leaves no timer and no connection behind. Before the database is closed. */
  stop(): Promise<void>
}

/**
 * Starts the jobs on either database, through its one pool. The tables come from our migrations; a library that is
 * newer than they are throws here, at start, and asks for a migration.
 */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const { db, log } = options
  const smtp = options.smtp ? smtpSender({ ...options.smtp, publicUrl: options.publicUrl, words: options.words }) : null
  const sendMail = options.sendMail ?? smtp?.send
  let running = true
  const boss = new PgBoss({
    db: throughPool(db),
    backend: db.kind === 'pglite' ? 'pglite' : 'postgres',
    schema: 'pgboss',
    migrate: false,
    createSchema: false,
    reindex: false, // a few thousand mails a day leave nothing to rebuild
  })
  boss.on('error', error => log.error({ err: error }, 'jobs'))
  await boss.start()
  await own(options, tx => setMailEnabled(tx, sendMail !== undefined))
  if (sendMail) await workMail(boss, options, sendMail, () => !running)
  for (const work of options.daily ?? []) await workDaily(boss, work, options)
  const ending = new AbortController()
  for (const work of options.background ?? []) await workBehind(boss, work, options, ending.signal)
  return {
    health: async () => {
      const { waiting, failed } = await own(options, outbox)
      return { running, mail: sendMail ? 'sent' : 'no-mail-server', waiting, failed }
    },
    stop: async () => {
      if (!running) return
      running = false
      ending.abort()
      await boss.stop({ graceful: true, close: false, timeout: 15_000 })
      smtp?.close()
    },
  }
}

async function workMail(boss: PgBoss, options: JobsOptions, send: SendMail, stopping: () => boolean): Promise<void> {
  await boss.work(MAIL_QUEUE, { pollingIntervalSeconds: options.pollSeconds ?? 2, batchSize: 50 }, async () => {
    const seconds = await deliverMail(options.db, send, options.now, options.log, stopping)
    if (seconds !== null)
      await boss.send(MAIL_QUEUE, {}, { startAfter: seconds, singletonKey: 'again', singletonSeconds: 30 })
  })
  // Mail that waited for a mail server, or for this program to come back, has no job of its own any more.
  await boss.send(MAIL_QUEUE, {})
}

async function workDaily(boss: PgBoss, work: DailyWork, options: JobsOptions): Promise<void> {
  const queue = `daily.${work.name}`
  await boss.createQueue(queue, { retryLimit: 3, retryDelay: 60, retryBackoff: true })
  await boss.work(queue, { pollingIntervalSeconds: Math.max(options.pollSeconds ?? 30, 30) }, async () => {
    await work.run()
    options.log.info({ work: work.name }, 'daily work done')
  })
  await boss.schedule(queue, '15 3 * * *', {}, { tz: 'Asia/Ho_Chi_Minh' })
}

async function workBehind(
  boss: PgBoss,
  work: BackgroundWork,
  options: JobsOptions,
  signal: AbortSignal,
): Promise<void> {
  await boss.work(work.queue, { pollingIntervalSeconds: options.pollSeconds ?? 2 }, async () => {
    if (!signal.aborted) await work.run(signal)
  })
  // What a program that was killed left behind has no job of its own any more: somebody looks every minute.
  await boss.schedule(work.queue, '* * * * *', {})
  await boss.send(work.queue, {})
}

const own = <T>({ db, now }: JobsOptions, work: Parameters<typeof db.own<T>>[1]): Promise<T> =>
  db.own({ now: now(), asOf: dayInVietNam(now()) }, work)
