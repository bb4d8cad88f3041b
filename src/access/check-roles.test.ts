import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Realm } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { powersOf } from './check-roles.sql.ts'
import { world } from './fixture.sql.ts'
import { checkRoles } from './index.ts'

const nobody = { account: null, roots: [], realm: 94 as Realm, now: new Date(), asOf: '2023-02-08' as never }

test('a migrated database passes, and the check looks at every protected table', async t => {
  const { db, now } = await world(t)
  const checked = await checkRoles(db, now)
  assert.equal(checked.ok, true, JSON.stringify(checked))
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from pg_class where relrowsecurity`.execute(db.pool)
  assert.ok(checked.ok && checked.value > 10 && checked.value <= rows[0]!.n)
})

test('without an actor the application sees no row of people, accounts or grants, and nothing of sign-ins or jobs', async t => {
  const { db } = await world(t)
  for (const table of ['account', 'role_grant', 'access_token', 'command', 'audit', 'notice', 'file', 'file_use']) {
    const seen = await db.read(nobody, tx => sql`select from ${sql.table(table)} limit 1`.execute(tx))
    assert.equal(seen.rows.length, 0, table)
  }
  for (const table of ['auth.user', 'auth.session', 'auth.account', 'auth.sign_in_try', 'pgboss.job', 'mail']) {
    await assert.rejects(
      db.read(nobody, tx => sql`select from ${sql.table(table)} limit 1`.execute(tx)),
      /permission denied/,
      table,
    )
  }
})

test('each hole is found: a role too strong, a table left open, a view with its owner’s rights, a policy that lets all pass', async t => {
  const { db, now } = await world(t)
  const kind = async () => {
    const checked = await checkRoles(db, now)
    return checked.ok ? 'passes' : checked.problem.kind
  }
  const holes: readonly [open: string, close: string, expected: string][] = [
    [
      'grant create on schema public to chido_app',
      'revoke create on schema public from chido_app',
      'access.unsafe-role',
    ],
    [
      'alter table account disable row level security',
      'alter table account enable row level security',
      'access.unprotected-table',
    ],
    ['create view leak as select * from account', 'drop view leak', 'passes'],
    [
      'create view leak as select * from account; grant select on leak to chido_app',
      'drop view leak',
      'access.unprotected-table',
    ],
    [
      'create table open_book (n int); grant select (n) on open_book to public',
      'drop table open_book',
      'access.unprotected-table',
    ],
    [
      'create policy hole on account to chido_app using (true)',
      'drop policy hole on account',
      'access.rows-without-actor',
    ],
  ]
  for (const [open, close, expected] of holes) {
    for (const statement of open.split('; ')) await sql.raw(statement).execute(db.pool)
    assert.equal(await kind(), expected, open)
    await sql.raw(close).execute(db.pool)
    assert.equal(await kind(), 'passes', close)
  }
})

test('a role that could pass by every policy is found', async t => {
  const { db } = await world(t)
  // Roles belong to the cluster, which other tests of this run share: this is rolled back.
  const rolledBack = db.pool.transaction().execute(async tx => {
    await sql`alter role chido_app bypassrls createdb`.execute(tx)
    throw Object.assign(new Error('enough'), { powers: await powersOf(tx as Tx) })
  })
  await assert.rejects(rolledBack, (error: Error & { powers?: string[] }) => {
    assert.deepEqual(error.powers?.slice(1), ['bypassrls', 'createdb'])
    return true
  })
})
