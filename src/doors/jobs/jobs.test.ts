import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { getAuthTables } from 'better-auth/db'
import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { useCase } from '../../access/index.ts'
import { PEOPLE, UNITS, must, world, type World } from '../../access/fixture.sql.ts'
import { yes, type Log } from '../../kernel/index.ts'
import { notify, setMailEnabled, type OutgoingMail } from '../../notices/index.ts'
import { readWords } from '../../words/index.ts'
import { root } from '../../../test/testkit.ts'
import { throughPool } from './adapter.sql.ts'
import { deliverMail, type SendMail } from './deliver-mail.ts'
import { composeMail, smtpSender, startJobs, type JobsOptions } from './index.ts'

const silent: Log = {
  info: () => {},
  warn: () => {},
  error: (fields, message) => console.error(message, fields),
}
const tell = useCase<{ times: number }, true>('test.tell', ['leader'], async (tx, by, { times }) => {
  const notice = {
    unit: UNITS.east,
    kind: 'letter-arrived',
    parameters: { number: '1016' },
    link: '/letters/1',
  }
  await notify(
    tx,
    by,
    Array.from({ length: times }, () => notice),
  )
  return yes(true)
})

/** A world whose people stand for real ones, with a mail server. Each notice to the district makes two mails. */
async function mailing(t: TestContext): Promise<World> {
  const w = await world(t)
  await sql`update account set demonstration = false`.execute(w.db.pool)
  await w.own(tx => setMailEnabled(tx, true))
  return w
}
const states = async (w: World) =>
  (
    await sql<{ state: string; attempts: number; error: string | null }>`
    select state, attempts, last_error as error from mail order by command_id, ordinal`.execute(w.db.pool)
  ).rows
const until = async (what: () => Promise<boolean>) => {
  for (let i = 0; i < 100; i += 1) {
    if (await what()) return
    await pause(100)
  }
  throw new Error('did not happen within ten seconds')
}
const start = async (t: TestContext, w: World, more: Partial<JobsOptions>) => {
  const built = { db: w.db, now: () => w.now.now, log: silent, pollSeconds: 0.5 }
  const words = readWords(join(root, 'locales'))
  const jobs = await startJobs({ ...built, publicUrl: 'https://chi-do.example', words, ...more })
  t.after(() => jobs.stop())
  return jobs
}

test('the tables in the migrations are those of the installed libraries', async t => {
  const { db } = await world(t)
  const boss = new PgBoss({
    db: throughPool(db),
    schema: 'pgboss',
    migrate: false,
    supervise: false,
    schedule: false,
  })
  await boss.start()
  const drift = await boss.detectSchemaDrift()
  await boss.stop({ close: false, graceful: false })
  assert.equal(drift.ok, true, JSON.stringify(drift))
  const { rows } = await sql<{ table: string; columns: string[] }>`
    select table_name::text as "table", array_agg(column_name::text order by column_name) as columns
    from information_schema.columns where table_schema = 'auth' group by 1`.execute(db.pool)
  const snake = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
  for (const { modelName, fields } of Object.values(getAuthTables({ emailAndPassword: { enabled: true } }))) {
    const found = rows.find(row => row.table === modelName)?.columns
    assert.deepEqual(found, ['id', ...Object.keys(fields).map(snake)].toSorted(), modelName)
  }
})

test('a mail of a committed command is sent by the job and marked as sent', async t => {
  const w = await mailing(t)
  const sent: OutgoingMail[] = []
  const jobs = await start(t, w, { sendMail: async mail => void sent.push(mail) })
  must(await w.run('leader', tell, { times: 1 }))
  await until(async () => (await states(w)).every(row => row.state === 'sent'))
  assert.deepEqual(sent.map(mail => mail.to).toSorted(), [PEOPLE.adminEast.email, PEOPLE.clerkEast.email].toSorted())
  assert.deepEqual(await jobs.health(), { running: true, mail: 'sent', waiting: 0, failed: 0 })
  await jobs.stop()
  await jobs.stop()
  assert.equal((await jobs.health()).running, false)
})

test('two workers send each mail exactly once', async t => {
  const w = await mailing(t)
  must(await w.run('leader', tell, { times: 60 }))
  const sent: string[] = []
  const send: SendMail = async mail => {
    await pause(1)
    sent.push(`${mail.command}.${mail.ordinal}`)
  }
  await Promise.all(
    Array.from({ length: 2 }, () =>
      deliverMail(
        w.db,
        send,
        () => w.now.now,
        silent,
        () => false,
      ),
    ),
  )
  assert.equal(sent.length, 120)
  assert.equal(new Set(sent).size, 120)
  assert.ok((await states(w)).every(row => row.state === 'sent' && row.attempts === 1))
})

test('a mail server that fails is tried five times, later each time, and then the mail is given up with the reason', async t => {
  const w = await mailing(t)
  must(await w.run('leader', tell, { times: 1 }))
  let clock = w.now.now.getTime()
  let tried = 0
  const send: SendMail = mail => {
    tried += 1
    return mail.to === PEOPLE.clerkEast.email ? Promise.reject(new Error('550 no such mailbox')) : Promise.resolve()
  }
  const waits: (number | null)[] = []
  for (let round = 0; round < 6; round += 1) {
    const wait = await deliverMail(
      w.db,
      send,
      () => new Date(clock),
      silent,
      () => false,
    )
    waits.push(wait)
    clock += (wait ?? 0) * 1000
  }
  assert.deepEqual(waits, [120, 240, 480, 960, null, null])
  assert.equal(tried, 6, 'five for the one, one for the other')
  const failed = (await states(w)).filter(row => row.state !== 'sent')
  assert.deepEqual(failed, [{ state: 'failed', attempts: 5, error: '550 no such mailbox' }])
})

test('mail of a worker that died is sent after its lease; if it was only slow, its late word changes nothing', async t => {
  const w = await mailing(t)
  must(await w.run('leader', tell, { times: 1 }))
  let clock = w.now.now.getTime()
  const now = () => new Date(clock)
  const slow = Promise.withResolvers<void>()
  const slowly: OutgoingMail[] = []
  const sendSlowly: SendMail = mail => {
    slowly.push(mail)
    return slow.promise
  }
  const first = deliverMail(w.db, sendSlowly, now, silent, () => false)
  await until(async () => slowly.length === 1)
  const second: OutgoingMail[] = []
  const sendAtOnce: SendMail = async mail => void second.push(mail)
  await deliverMail(w.db, sendAtOnce, now, silent, () => false)
  assert.equal(second.length, 0, 'while the lease runs nobody else sends')
  clock += 11 * 60_000
  await deliverMail(w.db, sendAtOnce, now, silent, () => false)
  assert.deepEqual(
    second.map(mail => mail.attempt),
    [2, 2],
  )
  slow.reject(new Error('timed out'))
  await first
  assert.equal(slowly.length, 1, 'the rest of its batch is no longer its own')
  assert.ok((await states(w)).every(row => row.state === 'sent' && row.error === null))
})

test('without a mail server nothing is queued, and what waited from before goes on waiting and is shown', async t => {
  const w = await mailing(t)
  must(await w.run('leader', tell, { times: 1 }))
  const jobs = await start(t, w, {})
  must(await w.run('leader', tell, { times: 1 }))
  assert.deepEqual(await jobs.health(), { running: true, mail: 'no-mail-server', waiting: 2, failed: 0 })
  await jobs.stop()
  const sent: OutgoingMail[] = []
  await start(t, w, { sendMail: async mail => void sent.push(mail) })
  await until(async () => sent.length === 2)
})

test('a server has daily work and stops with nothing left open', async t => {
  const w = await world(t)
  let ran = 0
  const daily = [{ name: 'test', run: async () => void (ran += 1) }]
  const jobs = await start(t, w, { daily })
  const { rows } = await sql<{
    name: string
    cron: string
    timezone: string
  }>`select name, cron, timezone from pgboss.schedule`.execute(w.db.pool)
  assert.deepEqual(rows, [{ name: 'daily.test', cron: '15 3 * * *', timezone: 'Asia/Ho_Chi_Minh' }])
  await jobs.stop()
  assert.equal(ran, 0)
})

test('work that a command put into a queue runs behind the pages, and is told to end when the server stops', async t => {
  const w = await world(t)
  let started = 0
  let ended = false
  const run = (signal: AbortSignal) => {
    started += 1
    return new Promise<void>(resolve =>
      signal.addEventListener('abort', () => {
        ended = true
        resolve()
      }),
    )
  }
  const jobs = await start(t, w, { background: [{ queue: 'reading.scan', run }] })
  await until(async () => started === 1)
  await jobs.stop()
  assert.equal(ended, true)
})

test('a mail over SMTP carries an id of its own, the words of its reader’s language and a whole link', async t => {
  const lines: string[] = []
  const server = createServer(socket => {
    let data = false
    socket.write('220 test\r\n')
    socket.on('data', chunk => {
      for (const line of String(chunk).split('\r\n').slice(0, -1)) {
        lines.push(line)
        if (data && line !== '.') continue
        if (line === 'DATA') socket.write('354 go\r\n')
        else socket.write(line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n')
        data = line === 'DATA'
      }
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const words = readWords(join(root, 'locales'))
  const known = {
    ...words,
    text: (lang: 'vi' | 'en' | 'km', key: string) =>
      key === 'notice.letter-arrived' ? 'Công văn số {number} đã đến.' : words.text(lang, key),
  }
  const options = { publicUrl: 'https://chi-do.example', words: known }
  const mail = {
    realm: 94,
    command: 'c',
    ordinal: 0,
    to: 'vanthu@thu.example',
    language: 'vi',
    kind: 'letter-arrived',
    parameters: { number: '1016' },
    link: '/letters/1',
    attempt: 1,
  } as unknown as OutgoingMail
  const smtp = smtpSender({ ...options, url: `smtp://127.0.0.1:${port}`, from: 'chi-do@chi-do.example' })
  await smtp.send(mail)
  smtp.close()
  assert.ok(
    lines.some(line => line === 'Message-ID: <94.c.0@chi-do.example>'),
    lines.join('\n'),
  )
  assert.deepEqual(composeMail(mail, options).text.split('\n\n').slice(1, 3), [
    'Công văn số 1016 đã đến.',
    'Mở tại đây: https://chi-do.example/letters/1',
  ])
})
