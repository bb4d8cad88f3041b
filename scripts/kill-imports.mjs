// Kills an import at random moments, again and again, and asks after each whether anything was lost or doubled.
// node scripts/kill-imports.mjs [times=200], after a build; with CHIDO_KILL_DB=postgres on PostgreSQL, else embedded.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..')
const times = Number(process.argv[2] ?? 200)
const LINES = 12_000
const worker = process.argv[2] === 'work'
const use = path => import(pathToFileURL(join(root, 'dist', path)).href)
const { openDatabase, migrate, readMigrations } = await use('src/db/index.js')
const { runCommand } = await use('src/access/index.js')
const s = await use('src/statements/index.js')
const f = await use('src/statements/fixture.sql.js')
const now = { now: new Date('2024-09-20T02:00:00Z'), today: '2024-09-20' }
const open = async where => {
  const opened = await openDatabase(where.startsWith('postgres') ? { kind: 'postgres', url: where } : { kind: 'pglite', folder: where })
  if (!opened.ok) throw new Error(JSON.stringify(opened.problem))
  return opened.value
}
const id = () => crypto.randomUUID()

/** Imports the same file into the same account, and posts it; killed whenever it pleases the other. */
async function work(where, file, opening) {
  const db = await open(where)
  const clock = () => now
  const { createReadStream } = await import('node:fs')
  const run = (command, input) => runCommand(db, clock(), f.keeper('accountant'), id(), command, input)
  process.send('ready')
  const open1 = await db.own({ now: now.now, asOf: now.today }, tx => s.statementsOf(tx, f.UNIT))
  for (const one of open1.filter(o => ['waiting', 'staging', 'staged', 'faulty'].includes(o.state))) {
    const gone = await run(s.cancelImport, { id: one.id })
    if (!gone.ok) throw new Error(JSON.stringify(gone.problem))
  }
  const opened = await run(s.openImport, { unit: f.UNIT, fund: f.FUND, account: f.ACCOUNTS.agribank.id, opening, files: [{ name: 'a.csv' }] })
  if (!opened.ok) throw new Error(JSON.stringify(opened.problem))
  await s.stageFrom({ db, clock }, opened.value.no, [{ name: 'a.csv', bytes: createReadStream(file) }])
  const posted = await run(s.postStatement, { id: opened.value.id })
  process.send(posted.ok ? 'posted' : posted.problem.kind)
  await db.close()
}

/** A file of a day of its own, every line with its balance, so that the day is proved. */
function sample(folder, day, opening) {
  const path = join(folder, `${day}.csv`)
  const date = new Date(Date.UTC(2023, 0, day)).toISOString().slice(0, 10).split('-').reverse().join('/')
  let balance = opening
  let text = 'PageId,Date,Time,DocumentNumber,ReferenceNumber,TransactionDetails,DebitAmount,CreditAmount,Balance,OffsetAccount\n'
  for (let at = 0; at < LINES; at++) {
    const amount = 10_000 + (at % 97) * 1_000
    balance += amount
    text += `1,${date},,,${day * 1_000_000 + at},NGUYEN VAN AN ung ho dong bao bao lu,,"${amount}","${balance}",\n`
  }
  writeFileSync(path, text)
  return { path, closing: balance }
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'chido-kill-'))
  const { startPostgres } = await import('./postgres.mjs')
  const server = process.env.CHIDO_KILL_DB === 'postgres' ? await startPostgres({ fsync: true }) : null
  const where = server ? server.url : join(folder, 'data')
  let db = await open(where)
  const migrated = await migrate(db, readMigrations(join(root, 'migrations')))
  if (!migrated.ok) throw new Error(JSON.stringify(migrated.problem))
  await f.plantBank(db, now.now, now.today)
  await db.close()
  let posted = 0
  let before = 0
  let file = sample(folder, 1, 0)
  const counts = { posted: 0, killed: 0 }
  let longest = server ? 4000 : 6000
  try {
    for (let round = 1; round <= times; round++) {
      const child = spawn(process.execPath, [import.meta.filename, 'work', where, file.path, String(before)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
      let told = null
      await new Promise(resolve => {
        child.on('message', said => {
          if (said === 'ready') {
            const started = Date.now()
            const timer = setTimeout(() => child.kill('SIGKILL'), Math.random() * longest)
            child.once('message', end => {
              told = end
              clearTimeout(timer)
              longest = Date.now() - started + 200
            })
          }
        })
        child.on('exit', resolve)
      })
      counts[told ? 'posted' : 'killed'] += 1
      db = await open(where)
      const books = await f.booksOf(db, now.now, now.today)
      const checks = await db.own({ now: now.now, asOf: now.today }, tx => s.fsckStatements(tx))
      await db.close()
      const broken = checks.filter(check => check.violations > 0)
      const done = books.banked === String(file.closing)
      const days = posted + (done ? 1 : 0)
      const whole = books.banked === String(done ? file.closing : before) && books.entries === days && books.over === 0
        && books.gifts === days * LINES && books.leaves === days * LINES && (told !== 'posted' || done)
      if (broken.length > 0 || !whole) {
        console.error(`round ${round}: BROKEN`, books, broken)
        process.exitCode = 1
        return
      }
      if (done) {
        posted += 1
        before = file.closing
        file = sample(folder, posted + 1, before)
      }
      console.log(`round ${round}: ${told ?? 'killed'}; ${books.lines} lines, ${books.entries} entries, whole`)
    }
    console.log(`${times} rounds on ${server ? 'PostgreSQL' : 'PGlite'}: ${counts.killed} killed, ${counts.posted} came to their end; nothing lost, nothing doubled`)
  } finally {
    server?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

if (worker) {
  await work(process.argv[3], process.argv[4], process.argv[5])
  process.exit(0)
} else await main()
