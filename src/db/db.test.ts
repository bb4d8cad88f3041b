import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { spawnSync } from 'node:child_process'
import { sql } from 'kysely'
import type { AccountId, Realm } from '../kernel/index.ts'
import { at, must, root, testDatabase, testing, uuid7 } from '../../test/testkit.ts'
import { generateTypes } from './generate-types.ts'
import { lockFolder } from './lock.ts'
import { migrate, readMigrations, statementsOf } from './migrate.ts'
import { openDatabase } from './open.ts'
import type { Tx } from './types.ts'

test('the types in the source are those of the migrated database', async t => {
  const db = await testDatabase(t)
  assert.equal(await generateTypes(db), readFileSync(join(root, 'src/db/schema.gen.ts'), 'utf8'))
})

test('no transaction compiles its plans: what policies make look dear would take longer to compile than to run', async t => {
  const db = await testDatabase(t)
  const { now, today } = at()
  const settings = { now, asOf: today, account: uuid7() as AccountId, roots: [], realm: 0 as Realm }
  const jit = async (tx: Tx) => (await sql<{ jit: string }>`show jit`.execute(tx)).rows[0]?.jit
  assert.deepEqual(
    [await db.read(settings, jit), await db.write(settings, jit), await db.own(settings, jit)],
    ['off', 'off', 'off'],
  )
})

test('a second migration changes nothing, and data of a newer program are refused', async t => {
  const db = await testDatabase(t)
  const migrations = readMigrations(join(root, 'migrations'))
  assert.equal(must(await migrate(db, migrations)), 0)
  const older = await migrate(db, migrations.slice(0, -1))
  assert.equal(older.ok ? '' : older.problem.kind, 'db.newer-data')
  const edited = await migrate(
    db,
    migrations.map(m => ({ ...m, hash: 'x' })),
  )
  assert.equal(edited.ok ? '' : edited.problem.kind, 'db.migration-changed')
})

test('numbers and days come back alike from both databases', async t => {
  const db = await testDatabase(t)
  const { rows } = await sql<Record<string, unknown>>`select 9007199254740993::int8 as big, 1::int8 as small,
    date '2023-02-08' as day, timestamptz '2023-02-08 09:00:00+07' as instant, '[2023-01-01,)'::daterange as during`.execute(
    db.pool,
  )
  assert.deepEqual(rows[0], {
    big: 9007199254740993n,
    small: 1n,
    day: '2023-02-08',
    instant: new Date('2023-02-08T02:00:00Z'),
    during: '[2023-01-01,)',
  })
})

test('a read cannot write, and settings end with their transaction', async t => {
  const db = await testDatabase(t)
  const { now, today } = at()
  const settings = { account: null, roots: [], realm: 0 as never, now, asOf: today }
  await assert.rejects(
    db.read(settings, tx => sql`insert into setting values ('x', '1')`.execute(tx)),
    /read-only/,
  )
  const { rows } = await sql<{ role: string; account: string }>`
    select current_user as role, coalesce(current_setting('app.account', true), '') as account`.execute(db.pool)
  assert.notEqual(rows[0]?.role, 'chido_app')
  assert.equal(rows[0]?.account, '')
})

test(
  'a folder belongs to one process at a time, and is free again however that one ends',
  { skip: testing !== 'pglite' },
  t => {
    const folder = mkdtempSync(join(tmpdir(), 'chido-lock-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const mine = must(lockFolder(folder))
    const other = `import { lockFolder } from ${JSON.stringify(new URL('./lock.js', import.meta.url).href)}
    const got = lockFolder(${JSON.stringify(folder)}); console.log(got.ok ? 'taken' : got.problem.kind); process.kill(process.pid, 'SIGKILL')`
    const tries = () =>
      spawnSync(process.execPath, ['--input-type=module', '-e', other], { encoding: 'utf8' }).stdout.trim()
    assert.equal(tries(), 'db.folder-in-use')
    mine.release()
    assert.equal(tries(), 'taken')
    must(lockFolder(folder)).release()
  },
)

test('a damaged or foreign folder is refused and left as it was', { skip: testing !== 'pglite' }, async t => {
  const folder = mkdtempSync(join(tmpdir(), 'chido-damaged-'))
  t.after(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'pgdata'))
  writeFileSync(join(folder, 'pgdata', 'PG_VERSION'), '15\n')
  const foreign = await openDatabase({ kind: 'pglite', folder })
  assert.equal(foreign.ok ? '' : foreign.problem.kind, 'db.folder-foreign')
  writeFileSync(join(folder, 'pgdata', 'PG_VERSION'), '18\n')
  const damaged = await openDatabase({ kind: 'pglite', folder })
  assert.equal(damaged.ok ? '' : damaged.problem.kind, 'db.folder-damaged')
  assert.equal(readFileSync(join(folder, 'pgdata', 'PG_VERSION'), 'utf8'), '18\n')
})

test('a script is split outside quotes, comments and bodies', () => {
  assert.deepEqual(
    statementsOf(`select ';'; -- a; b\ncreate function f() as $$ begin; end $$; /* ; */ select $x$;$x$;`).map(s =>
      s.trim(),
    ),
    [`select ';'`, `-- a; b\ncreate function f() as $$ begin; end $$`, `/* ; */ select $x$;$x$`],
  )
})
