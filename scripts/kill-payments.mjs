// Kills the paying of vouchers at random moments, again and again, and asks after each whether anything was lost or paid twice.
// node scripts/kill-payments.mjs [times=200], after a build; with CHIDO_KILL_DB=postgres on PostgreSQL, else embedded.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..')
const times = Number(process.argv[2] ?? 200)
const worker = process.argv[2] === 'work'
const VOUCHERS = 12
const AMOUNT = 1_000
const use = path => import(pathToFileURL(join(root, 'dist', path)).href)
const { openDatabase, migrate, readMigrations } = await use('src/db/index.js')
const { fsckLedger } = await use('src/ledger/index.js')
const { fsckStatements } = await use('src/statements/index.js')
const s = await use('src/spending/index.js')
const f = await use('src/spending/fixture.sql.js')
const open = async where => {
  const opened = await openDatabase(where.startsWith('postgres') ? { kind: 'postgres', url: where } : { kind: 'pglite', folder: where })
  if (!opened.ok) throw new Error(JSON.stringify(opened.problem))
  return opened.value
}
const ON = '2024-09-28'
const must = result => {
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}
/** The same id in whichever life of the worker: what was done before the kill is answered and not done again. */
const idOf = (round, what, n = 0) => `0000${String(round).padStart(4, '0')}-${String(what).padStart(4, '0')}-7000-8000-${String(n).padStart(12, '0')}`

/** Vouchers written, submitted, approved, sent in a run, and confirmed by a statement; some by hand before. */
async function work(where, round, opening) {
  const db = await open(where)
  const w = f.deskOn(db)
  process.send('ready')
  const stateOf = async id => (await w.rows(`select state, version from voucher where id = '${id}'`))[0]
  const ids = []
  for (let n = 0; n < VOUCHERS; n++) {
    const voucher = idOf(round, 1, n)
    ids.push(voucher)
    const wish = { kind: 'bank', fund: f.FUNDS.storm, allocation: null, share: null, programme: 'Cứu trợ', agreement: null, expense: 'aid',
      amount: String(AMOUNT), reason: 'Thử ngắt', day: ON, payee: { name: 'Ông Thử', bankBin: '970436', number: '0123456789' } }
    must(await w.run('accountant', s.writeVoucher, { unit: f.SOCIETY.province, ...wish }, voucher))
    const step = async (from, who, command, more, what) => {
      const { state, version } = await stateOf(voucher)
      if (state === from) must(await w.run(who, command, { voucher, version, ...more }, idOf(round, what, n)))
    }
    await step('draft', 'accountant', s.submitVoucher, {}, 2)
    await step('submitted', 'leader', s.approveVoucher, { day: ON }, 3)
  }
  const input = { unit: f.SOCIETY.province, money: f.PLACES.agribank, vouchers: ids }
  if ((await stateOf(ids[0])).state === 'approved') must(await w.run('accountant', s.makeRun, input, idOf(round, 4)))
  for (const [n, voucher] of ids.slice(0, 3).entries()) {
    const { state, version } = await stateOf(voucher)
    if (state === 'in-run') must(await w.run('cashier', s.confirmByHand, { voucher, version, day: ON, evidence: 'Giấy báo nợ' }, idOf(round, 5, n)))
  }
  const day = new Date(Date.UTC(2024, 8, 10 + round)).toISOString().slice(0, 10)
  const lines = await w.rows(`select code from voucher where id in ('${ids.join("','")}') order by id`)
  for (const one of await w.rows("select id from statement where state in ('waiting', 'staging', 'staged', 'faulty')"))
    must(await w.run('accountant', f.cancelImport, { id: one.id }))
  const posted = await w.statement(opening, lines.map(({ code }) => [day, s.memoOfVoucher(code), -AMOUNT]))
  if (!posted.ok && posted.problem.kind !== 'statements.not-now') throw new Error(JSON.stringify(posted.problem))
  process.send('done')
  await db.close()
}

/** What must be true whenever it was killed: the rooms' own checks, and sums counted another way. */
async function judge(where) {
  const db = await open(where)
  const w = f.deskOn(db)
  const checks = await w.own(async tx => [...(await fsckLedger(tx)), ...(await fsckStatements(tx)), ...(await s.fsckSpending(tx))])
  const [sums] = await w.rows(`select
    (select coalesce(sum(amount), 0) from posting where money_account_id = '${f.PLACES.agribank}')::text as bank,
    (select coalesce(sum(l.amount), 0) from statement_line l join statement t on t.no = l.statement_no where t.state = 'posted')::text as lines,
    (select coalesce(sum(p.amount), 0) from payment p where how = 'hand'
      and not exists (select from payment_line x where x.voucher_id = p.voucher_id))::text as ahead,
    (select count(*) from payment)::int as payments, (select count(*) from payment_line)::int as matched,
    (select count(*) from payment_doubt)::int as doubts, (select count(*) from payment_run)::int as runs,
    (select count(*) from (select fund_id from posting group by fund_id having sum(amount) <> 0) o)::int as over`)
  await db.close()
  const broken = checks.filter(check => check.violations > 0).map(check => check.name)
  // What the books say of the bank is what its statements say, less what was said by hand and has no line yet.
  if (BigInt(sums.bank) !== BigInt(sums.lines) - BigInt(sums.ahead)) broken.push('the bank of the books is not the statement’s')
  if (sums.over > 0) broken.push('a fund does not balance')
  return { broken, sums }
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'chido-kill-'))
  const { startPostgres } = await import('./postgres.mjs')
  const server = process.env.CHIDO_KILL_DB === 'postgres' ? await startPostgres({ fsync: true }) : null
  const where = server ? server.url : join(folder, 'data')
  const db = await open(where)
  must(await migrate(db, readMigrations(join(root, 'migrations'))))
  await f.plantSpending(db)
  await db.close()
  const counts = { killed: 0, ended: 0 }
  let [set, longest] = [1, 3000]
  try {
    for (let round = 1; round <= times; round++) {
      const opening = 900_000_000 - (set - 1) * VOUCHERS * AMOUNT
      const child = spawn(process.execPath, [import.meta.filename, 'work', where, String(set), String(opening)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
      let ended = false
      const code = await new Promise(resolve => {
        child.on('message', said => {
          if (said === 'ready') {
            const started = Date.now()
            const timer = setTimeout(() => child.kill('SIGKILL'), Math.random() * longest)
            child.once('message', () => {
              ended = true
              clearTimeout(timer)
              longest = Date.now() - started + 100
            })
          }
        })
        child.on('exit', resolve)
      })
      counts[ended ? 'ended' : 'killed'] += 1
      const { broken, sums } = await judge(where)
      const paid = set * VOUCHERS
      const done = sums.matched === paid
      if (code > 0 || broken.length > 0 || sums.doubts > 0 || sums.payments > paid || sums.runs > set || (ended && !done)) {
        console.error(`round ${round}: BROKEN`, code, broken, sums)
        process.exitCode = 1
        return
      }
      console.log(`round ${round}: ${ended ? 'done' : 'killed'}; ${sums.payments} payments, ${sums.matched} of them with their line, whole`)
      if (done) set += 1
    }
    console.log(`${times} rounds on ${server ? 'PostgreSQL' : 'PGlite'}: ${counts.killed} killed, ${counts.ended} came to their end, ${(set - 1) * VOUCHERS} vouchers paid once each; nothing lost, nothing paid twice`)
  } finally {
    server?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

if (worker) {
  await work(process.argv[3], Number(process.argv[4]), Number(process.argv[5]))
  process.exit(0)
} else await main()
