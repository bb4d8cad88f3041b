import { randomUUID } from 'node:crypto'
import { createReadStream, existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CompiledQuery, sql } from 'kysely'
import { readAs, runCommand, type UseCase } from '../src/access/index.ts'
import { copyIn, type CopyValue, type Database } from '../src/db/index.ts'
import type { CommandId, PlainDate } from '../src/kernel/index.ts'
import { attest, findLines, openImport, postStatement, stageFrom, statementById } from '../src/statements/index.ts'
import { ACCOUNTS, booksOf, FUND, keeper, plantBank, UNIT, type Keeper } from '../src/statements/fixture.sql.ts'
import { must, root } from './databases.ts'
import { compared, elapsed, limited, tell, type Figure } from './figures.ts'

const at = { now: new Date('2024-09-20T02:00:00Z'), today: '2024-09-20' as PlainDate }
const own = { now: at.now, asOf: at.today }
/** So many lines are searched; `CHIDO_BENCH_LINES=10000000` for the whole goal. */
const LINES = Number(process.env['CHIDO_BENCH_LINES'] ?? 1_000_000)
const WRITTEN = ['statement_line', 'statement_day', 'statement_review', 'entry', 'posting', 'gift', 'leaf'] as const

/** Import of a bank's 200,361 lines from file to posted, against a bare COPY of every row; then the search among many. */
export async function ledger(db: Database): Promise<Figure[]> {
  await plantBank(db, at.now, at.today)
  const file = statementFile()
  // Both rounds read the same bank's file.
  await sql`update money_account set bank_bin = '970436' where id = ${ACCOUNTS.vietinbank.id}`.execute(db.pool)
  const rounds = { figures: [] as number[], baselines: [] as number[] }
  let lines = 0
  for (const account of [ACCOUNTS.vietcombank.id, ACCOUNTS.vietinbank.id]) {
    rounds.figures.push(await elapsed(() => importOne(db, account, file)))
    if (lines === 0) tell(`peak memory of this process so far ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
    const rows = await rowsWritten(db, account)
    lines = rows.get('statement_line')!.length
    rounds.baselines.push(await bareCopy(db, rows))
  }
  const books = await booksOf(db, at.now, at.today)
  tell(JSON.stringify(books))
  const seconds = Math.min(...rounds.figures) / 1000
  const figures = [
    compared({ name: 'ledger: import, file to posted', database: db.kind, unit: 'ms', goal: 2, rounds, atMost: true }),
    {
      ...limited({
        name: 'ledger: lines a second',
        database: db.kind,
        unit: 'lines/s',
        goal: 20_000,
        figure: Math.round(lines / seconds),
      }),
      met: lines / seconds >= 20_000,
    },
  ]
  if (db.kind === 'postgres') figures.push(await search(db))
  return figures
}

async function importOne(db: Database, account: string, file: string): Promise<void> {
  const run = async <I, O>(who: Keeper, command: UseCase<I, O>, input: I) =>
    must(await runCommand(db, at, keeper(who), randomUUID() as CommandId, command, input))
  const { id, no } = await run('accountant', openImport, {
    unit: UNIT,
    fund: FUND,
    account,
    files: [{ name: 'statement' }],
  })
  const parts = [{ name: 'statement', bytes: createReadStream(file, { highWaterMark: 256 * 1024 }) }]
  const staged = performance.now()
  await stageFrom({ db, clock: () => at }, no, parts)
  tell(`staged in ${Math.round(performance.now() - staged)} ms`)
  const s = (await db.own(own, tx => statementById(tx, id)))!
  const said = {
    id,
    opening: String(s.opening ?? 0n),
    closing: String((s.opening ?? 0n) + s.credits - s.debits),
    why: 'bench',
  }
  await run('accountant', attest, said)
  await run('cashier', attest, said)
  await run('accountant', postStatement, { id })
}

/** Every row that the last import wrote, as text. */
async function rowsWritten(db: Database, account: string): Promise<Map<string, CopyValue[][]>> {
  const of = `(select no from statement where money_account_id = '${account}')`
  const command = `(select posted_command from statement where money_account_id = '${account}')`
  const where: Record<(typeof WRITTEN)[number], string> = {
    statement_line: `statement_no = ${of}`,
    statement_day: `statement_no = ${of}`,
    statement_review: `statement_no = ${of}`,
    entry: `command_id = ${command}`,
    posting: `entry_id in (select id from entry where command_id = ${command})`,
    gift: `command_id = ${command}`,
    leaf: `command_id = ${command}`,
  }
  const rows = new Map<string, CopyValue[][]>()
  for (const table of WRITTEN) {
    const { rows: found } = await db.own(own, tx =>
      sql<{
        r: (string | null)[]
      }>`select array(select value from json_each_text(row_to_json(t))) as r from ${sql.raw(`${table} t where ${where[table]}`)}`.execute(
        tx,
      ),
    )
    rows.set(
      table,
      found.map(one => one.r),
    )
  }
  return rows
}

/** The same rows into the same tables with the same indexes, and nothing that checks them. */
async function bareCopy(db: Database, rows: ReadonlyMap<string, CopyValue[][]>): Promise<number> {
  let spent = 0
  for (const table of WRITTEN) {
    await sql.raw(`create table if not exists bare_${table} (like ${table} including all)`).execute(db.pool)
    const { rows: columns } = await sql<{ name: string; type: string }>`
      select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`.execute(db.pool)
    const typed = Object.fromEntries(columns.map(one => [one.name, one.type]))
    await sql.raw(`alter table bare_${table} owner to chido_owner`).execute(db.pool)
    spent += await elapsed(() => db.own(own, tx => copyIn(db.kind, tx, `bare_${table}`, typed, rows.get(table)!)))
  }
  return spent
}

/** The published lines when they lie beside the checkout, else as many of the same shape. */
function statementFile(): string {
  const shared = join(
    process.env['CHIDO_SHARED'] ?? join(root, '../shared'),
    'data/statements/vietcombank-2024-09-01-to-10.csv.gz',
  )
  if (existsSync(shared)) return shared
  const path = join(mkdtempSync(join(tmpdir(), 'chido-bench-')), 'statement.csv')
  let text = 'PageId,TNXDate,DocNo,Debit,Credit,Balance,TransactionDetails\n'
  for (let n = 1; n <= 200_361; n++)
    text += `${Math.ceil(n / 20)},${n < 7000 ? '09' : '10'}/09/2024,5213.${10_000 + (n % 90_000)},,${50 + (n % 400)}.000,,MBVCB.${2_458_000_000 + n}.${NAMES[n % NAMES.length]} ${NAMES[(n * 7) % NAMES.length]} chuyen tien ung ho dong bao bao lu ${word(n % 5000)}\n`
  writeFileSync(path, text)
  return path
}
const NAMES = ['NGUYEN VAN AN', 'TRAN THI BICH', 'LE HOANG CUONG', 'PHAM MINH DUNG', 'THACH THI SO PHI', 'LY KIM HOA']
const word = (n: number) => `x${n.toString(26).replace(/\d/g, digit => 'qrstuvwxyz'[Number(digit)]!)}`

/** A gift among many lines by beginnings of its words, against the bare index query of the rarest of them. */
async function search(db: Database): Promise<Figure> {
  const { rows: base } = await sql<{
    words: string
    day: PlainDate
  }>`select words, day from statement_line where words is not null limit 100000`.execute(db.pool)
  const { rows: have } = await sql<{ n: number }>`select count(*)::int as n from statement_line`.execute(db.pool)
  const times = Math.max(0, Math.ceil((LINES - have[0]!.n) / have[0]!.n))
  for (let n = 0; n < times; n++)
    await sql`insert into statement_line select amount, balance, statement_no, ordinal, row_no, day, part, realm, kind, doubts, gen_random_uuid(),
      fund_id, time, doc, reference, counterparty, memo, words, claims, code from statement_line limit ${have[0]!.n}`.execute(
      db.pool,
    )
  await sql`update statement set lines = (select count(*) from statement_line l where l.statement_no = statement.no)`.execute(
    db.pool,
  )
  await sql`update statement_word set lines = lines * ${times + 1}`.execute(db.pool)
  await sql`vacuum analyze statement_line`.execute(db.pool)
  const counts = new Map<string, number>()
  for (const { words } of base) for (const one of words.split(' ')) counts.set(one, (counts.get(one) ?? 0) + 1)
  const [ours, bare]: [number[], number[]] = [[], []]
  let refused = 0
  for (let n = 0; n < 220; n++) {
    const words = base[(n * 7919) % base.length]!.words.split(' ').filter(one => one.length > 3)
    const rarest = words.toSorted((a, b) => counts.get(a)! - counts.get(b)!)[0]
    if (!rarest) continue
    const asked = [rarest, ...words.filter(one => one !== rarest).slice(0, 2)].join(' ')
    const query = CompiledQuery.raw(
      `select id from statement_line where array_to_tsvector(string_to_array(words, ' ')) @@ $1::tsquery limit 50`,
      [`${rarest}:*`],
    )
    const b = await elapsed(() => db.pool.executeQuery(query))
    let found = true
    const a = await elapsed(async () => {
      const hits = await readAs(db, at, keeper('accountant'), tx =>
        findLines(tx, UNIT, { words: asked, amount: null, day: null }),
      )
      found = hits.ok
    })
    if (!found) refused++
    if (n < 20 || !found) continue
    ours.push(a)
    bare.push(b)
  }
  const p99 = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)]!
  tell(`search among ${have[0]!.n * (times + 1)} lines: ${ours.length} asked, ${refused} asked for a rarer word`)
  return compared({
    name: `ledger: search p99`,
    database: db.kind,
    unit: 'ms',
    goal: 5,
    rounds: { figures: [p99(ours)], baselines: [p99(bare)] },
    atMost: true,
  })
}
