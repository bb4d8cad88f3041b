import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { AccountId, GrantId, PlainDate } from '../kernel/index.ts'
import { testing } from '../../test/testkit.ts'
import { PASSWORD, PEOPLE, UNITS, aCommand, must, uuid7, world, type Who } from './fixture.sql.ts'
import {
  accountsInScope,
  createToken,
  disableAccount,
  endGrant,
  fsckAccess,
  grantRole,
  installAdministrator,
  revokeToken,
  runCommand,
  scopeOf,
  seedDemonstrationAccounts,
  tokenFrom,
  tokenHash,
  tokensOf,
  type TokenId,
} from './index.ts'

const day = (text: string) => text as PlainDate
const kindOf = (result: { ok: boolean; problem?: { kind: string } }) => (result.ok ? 'done' : result.problem?.kind)
const newcomer = () => ({
  account: uuid7() as AccountId,
  name: 'Người mới',
  email: 'Moi@Thu.example',
  language: 'vi' as const,
  person: null,
  password: 'một câu dễ nhớ',
  grant: {
    id: uuid7() as GrantId,
    role: 'clerk' as const,
    unit: UNITS.east,
    from: day('2023-02-08'),
    until: null,
  },
})
const aGrant = (who: Who, over: Partial<Parameters<typeof grantRole.run>[2]> = {}) => ({
  id: uuid7() as GrantId,
  account: PEOPLE[who].id,
  role: 'reader' as const,
  unit: UNITS.east,
  from: day('2023-02-01'),
  until: null,
  ...over,
})

test('an administrator opens an account: it enters with its password, is marked as opened, and fsck finds it whole', async t => {
  const { accounts, now, actor, own } = await world(t)
  const input = newcomer()
  must(await accounts.createAccount(now, await actor('adminEast'), aCommand(), input))
  const entered = must(await accounts.signIn('moi@thu.example', input.password, new Headers()))
  assert.equal(entered.account, input.account)
  const checks = await own(fsckAccess)
  assert.deepEqual(
    checks.filter(check => check.violations > 0),
    [],
  )
  assert.equal(checks.find(check => check.name === 'access.account-has-sign-in')?.rows, 7)
})

test('the same opening sent twice makes one account; the same id with another password is refused', async t => {
  const { db, accounts, now, actor } = await world(t)
  const [admin, command, input] = [await actor('adminEast'), aCommand(), newcomer()]
  const first = must(await accounts.createAccount(now, admin, command, input))
  assert.deepEqual(must(await accounts.createAccount(now, admin, command, input)), first)
  const other = await accounts.createAccount(now, admin, command, { ...input, password: 'một câu khác hẳn' })
  assert.equal(kindOf(other), 'access.command-reused')
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from account where email = 'moi@thu.example')::int + (select count(*) from auth.account where user_id = ${input.account})::int as n`.execute(
    db.pool,
  )
  assert.equal(rows[0]?.n, 2)
  must(await accounts.signIn('moi@thu.example', input.password, new Headers()))
})

test('an opening that stopped half way is found by fsck and completed by sending it again', async t => {
  const { db, accounts, now, actor, own } = await world(t)
  const [admin, command, input] = [await actor('adminEast'), aCommand(), newcomer()]
  must(await accounts.createAccount(now, admin, command, input))
  await sql`delete from auth."user" where id = ${input.account}`.execute(db.pool)
  await sql`update account set opened_at = null, password_command = ${command} where id = ${input.account}`.execute(
    db.pool,
  )
  const broken = (await own(fsckAccess)).find(check => check.name === 'access.account-has-sign-in')
  assert.deepEqual([broken?.violations, broken?.sample], [1, input.account])
  must(await accounts.createAccount(now, admin, command, input))
  assert.equal(
    (await own(fsckAccess)).every(check => check.violations === 0),
    true,
  )
})

test('what is wrong with a new account is said before anything is written', async t => {
  const { db, accounts, now, actor } = await world(t)
  const admin = await actor('adminEast')
  const attempt = async (over: object) =>
    kindOf(await accounts.createAccount(now, admin, aCommand(), { ...newcomer(), ...over }))
  assert.equal(await attempt({ password: 'ngắn' }), 'access.password-length')
  assert.equal(await attempt({ name: '  ' }), 'access.name-missing')
  assert.equal(await attempt({ email: 'không phải' }), 'access.email')
  assert.equal(
    await attempt({ email: PEOPLE.clerkWest.email }),
    'access.email-taken',
    'also where the asker may not see it',
  )
  assert.equal(await attempt({ grant: { ...newcomer().grant, unit: UNITS.west } }), 'access.not-administrator')
  assert.equal(await attempt({ grant: { ...newcomer().grant, until: day('2023-02-08') } }), 'access.grant-dates')
  const clerk = await actor('clerkEast')
  assert.equal(kindOf(await accounts.createAccount(now, clerk, aCommand(), newcomer())), 'access.forbidden')
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from account`.execute(db.pool)
  assert.equal(rows[0]?.n, Object.keys(PEOPLE).length)
})

test('a role is given at or below the unit one administers, to others only, and once for the same days', async t => {
  const { run } = await world(t)
  assert.equal(kindOf(await run('admin', grantRole, aGrant('clerkWest'))), 'done')
  assert.equal(kindOf(await run('adminEast', grantRole, aGrant('clerkEast'))), 'done')
  assert.equal(kindOf(await run('adminEast', grantRole, aGrant('clerkEast'))), 'access.grant-overlaps')
  assert.equal(
    kindOf(await run('adminEast', grantRole, aGrant('clerkEast', { unit: UNITS.province }))),
    'access.not-administrator',
  )
  assert.equal(kindOf(await run('adminEast', grantRole, aGrant('adminEast'))), 'access.own-account')
  assert.equal(
    kindOf(await run('adminEast', grantRole, aGrant('clerkEast', { account: uuid7() as AccountId }))),
    'access.account-unknown',
  )
  assert.equal(kindOf(await run('clerkEast', grantRole, aGrant('clerkWest'))), 'access.forbidden')
})

test('the database refuses a grant that no administrator gives, whatever the program says', async t => {
  const { db, now, actor } = await world(t)
  const sneak = async (who: Who, to: Who) => {
    const me = await actor(who)
    const settings = {
      account: me.account,
      roots: me.grants.map(g => g.unit),
      realm: me.realm,
      now: now.now,
      asOf: now.today,
    }
    return db.write(settings, tx =>
      sql`insert into role_grant (id, account_id, role, unit_id, during) values (${uuid7()}, ${PEOPLE[to].id}, 'inspector', ${UNITS.east}, '[2020-01-01,)')`.execute(
        tx,
      ),
    )
  }
  await assert.rejects(sneak('clerkEast', 'clerkWest'), /row-level security/)
  await assert.rejects(sneak('adminEast', 'adminEast'), /row-level security/)
  await sneak('adminEast', 'clerkWest')
})

test('a grant ends today at once or later, never in the past, and one that never began leaves nothing to act with', async t => {
  const { run, accounts, cookieOf, now, read, actor } = await world(t)
  const cookie = await cookieOf('clerkEast')
  const [grant] = PEOPLE.clerkEast.grants
  assert.equal(
    kindOf(await run('adminEast', endGrant, { grant: grant!.id, on: day('2023-02-07') })),
    'access.grant-end-past',
  )
  assert.equal(kindOf(await run('clerkWest', endGrant, { grant: grant!.id, on: now.today })), 'access.forbidden')
  must(await run('adminEast', endGrant, { grant: grant!.id, on: now.today }))
  assert.equal(await accounts.actorOf(new Headers({ cookie }), { at: now }), null)
  const later = aGrant('clerkEast', { role: 'clerk', from: now.today })
  must(await run('adminEast', grantRole, later))
  must(await run('adminEast', endGrant, { grant: later.id, on: now.today }))
  assert.equal(await accounts.actorOf(new Headers({ cookie }), { at: now }), null)
  assert.equal(kindOf(await run('adminEast', endGrant, { grant: later.id, on: now.today })), 'access.grant-ended')
  const me = await actor('adminEast')
  const listed = await read('adminEast', tx => accountsInScope(tx, scopeOf(me, now.today)))
  assert.deepEqual(
    listed.map(row => [row.name, row.grants.length]),
    [
      ['Lãnh đạo tỉnh', 1],
      ['Người đã nghỉ', 0],
      ['Quản trị huyện Đông', 1],
      ['Văn thư huyện Đông', 0],
    ],
  )
})

test('an administrator disables and gives passwords only to who works nowhere else', async t => {
  const { run, accounts, actor, now, cookieOf } = await world(t)
  const cookie = await cookieOf('clerkEast')
  assert.equal(
    kindOf(await run('adminEast', disableAccount, { account: PEOPLE.leader.id, disabled: true })),
    'access.not-administrator',
  )
  assert.equal(
    kindOf(await run('adminEast', disableAccount, { account: PEOPLE.adminEast.id, disabled: true })),
    'access.own-account',
  )
  const reset = async (who: Who, account: AccountId) =>
    kindOf(
      await accounts.setPassword(now, await actor(who), aCommand(), {
        account,
        password: 'mật khẩu mới đây',
      }),
    )
  assert.equal(await reset('adminEast', PEOPLE.leader.id), 'access.not-administrator')
  assert.equal(await reset('clerkEast', PEOPLE.clerkEast.id), 'access.forbidden')
  assert.equal(await reset('adminEast', PEOPLE.clerkEast.id), 'done')
  assert.equal(await accounts.actorOf(new Headers({ cookie }), { at: now }), null, 'every session ends')
  assert.equal(kindOf(await accounts.signIn(PEOPLE.clerkEast.email, PASSWORD, new Headers())), 'access.wrong-password')
  must(await accounts.signIn(PEOPLE.clerkEast.email, 'mật khẩu mới đây', new Headers()))
  must(await run('adminEast', disableAccount, { account: PEOPLE.clerkEast.id, disabled: true }))
  assert.equal(
    kindOf(await accounts.signIn(PEOPLE.clerkEast.email, 'mật khẩu mới đây', new Headers())),
    'access.disabled',
  )
  must(await run('adminEast', disableAccount, { account: PEOPLE.clerkEast.id, disabled: false }))
  must(await accounts.signIn(PEOPLE.clerkEast.email, 'mật khẩu mới đây', new Headers()))
})

test('a token acts for its account until its last day or until it is revoked; only its digest is kept', async t => {
  const { db, accounts, run, read, now } = await world(t)
  const token = tokenFrom(randomBytes(32))
  const keep = {
    id: uuid7() as TokenId,
    name: 'Bảng tính',
    hash: tokenHash(token).toString('hex'),
    expiresOn: day('2023-03-01'),
  }
  assert.equal(
    kindOf(await run('clerkEast', createToken, { ...keep, expiresOn: day('2023-02-07') })),
    'access.token-expiry',
  )
  assert.equal(
    kindOf(await run('clerkEast', createToken, { ...keep, expiresOn: day('2025-02-07') })),
    'access.token-expiry',
  )
  assert.equal(kindOf(await run('clerkEast', createToken, { ...keep, name: ' ' })), 'access.token-name')
  must(await run('clerkEast', createToken, keep))
  const headers = new Headers({ authorization: `Bearer ${token}` })
  assert.equal((await accounts.actorOf(headers, { at: now }))?.account, PEOPLE.clerkEast.id)
  assert.equal((await accounts.actorOf({ token }, { at: now }))?.account, PEOPLE.clerkEast.id)
  assert.ok(await accounts.actorOf({ token }, { at: { ...now, today: day('2023-03-01') } }), 'the last day counts')
  assert.equal(await accounts.actorOf({ token }, { at: { ...now, today: day('2023-03-02') } }), null)
  assert.equal(await accounts.actorOf({ token: token.slice(0, -1) }, { at: now }), null)
  assert.equal(await accounts.actorOf({ token: tokenFrom(randomBytes(32)) }, { at: now }), null)
  const { rows } = await sql<{ kept: boolean }>`
    select exists (select from command where input_hash = sha256(${Buffer.from(token)}::bytea) or outcome::text like '%' || ${token.slice(6)}::text || '%') as kept`.execute(
    db.pool,
  )
  assert.equal(rows[0]?.kept, false)
  assert.equal(kindOf(await run('clerkWest', revokeToken, { id: keep.id })), 'access.token-unknown', 'another’s token')
  assert.deepEqual(await read('clerkWest', tx => tokensOf(tx, PEOPLE.clerkEast.id)), [])
  must(await run('clerkEast', revokeToken, { id: keep.id }))
  assert.equal(await accounts.actorOf(headers, { at: now }), null)
})

test('demonstration accounts are made only in a demonstration world, and are nobody in any other', async t => {
  const { db, accounts, now, cookieOf, own } = await world(t)
  const cookie = await cookieOf('clerkEast')
  await sql`update world set demonstration = false`.execute(db.pool)
  assert.equal(await accounts.actorOf(new Headers({ cookie }), { at: now }), null)
  assert.equal(kindOf(await accounts.signIn(PEOPLE.clerkEast.email, PASSWORD, new Headers())), 'access.disabled')
  const seed = {
    accounts: [{ ...PEOPLE.clerkEast, id: uuid7() as AccountId, email: 'x@thu.example', grants: [] }],
    passwordHash: 'x',
    now: now.now,
  }
  assert.equal(kindOf(await own(tx => seedDemonstrationAccounts(tx, seed))), 'access.not-demonstration')
  await assert.rejects(
    own(tx =>
      sql`insert into account (id, name, email, demonstration, created_at) values (${uuid7()}, 'x', 'y@thu.example', true, now())`.execute(
        tx,
      ),
    ),
    /demonstration accounts exist only/,
  )
  const broken = (await own(fsckAccess)).find(check => check.name === 'access.demonstration-only-there')
  assert.equal(broken?.violations, Object.keys(PEOPLE).length)
})

test('the first administrator is installed once', async t => {
  const { db, now, own } = await world(t)
  const account = {
    ...PEOPLE.admin,
    id: uuid7() as AccountId,
    email: 'dau.tien@thu.example',
    grants: [{ ...PEOPLE.admin.grants[0]!, id: uuid7() as GrantId }],
  }
  const install = () => own(tx => installAdministrator(tx, { account, passwordHash: 'x', now: now.now }))
  assert.equal(kindOf(await install()), 'access.has-administrator')
  await sql`delete from role_grant where role = 'admin'`.execute(db.pool)
  assert.equal(kindOf(await install()), 'done')
})

test(
  'two identical commands at once act once and answer the same',
  { skip: testing === 'pglite' && 'one connection only' },
  async t => {
    const { db, now, actor } = await world(t)
    const [admin, command, input] = [await actor('adminEast'), aCommand(), aGrant('clerkEast')]
    const all = await Promise.all(
      Array.from({ length: 4 }, () => runCommand(db, now, admin, command, grantRole, input)),
    )
    assert.deepEqual(all.map(kindOf), ['done', 'done', 'done', 'done'])
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from role_grant where id = ${input.id}`.execute(db.pool)
    assert.equal(rows[0]?.n, 1)
    const another = await runCommand(db, now, admin, command, grantRole, { ...input, role: 'leader' })
    assert.equal(kindOf(another), 'access.command-reused')
    const somebody = await runCommand(db, now, await actor('admin'), command, grantRole, input)
    assert.equal(kindOf(somebody), 'access.command-reused', 'another person’s command id')
  },
)

test('a command that loses a race begins again; what fails twice is a bug and is thrown', async t => {
  const { db, now, actor } = await world(t)
  const admin = await actor('adminEast')
  const input = aGrant('clerkEast')
  let begun = 0
  const loser = (times: number): typeof grantRole => ({
    ...grantRole,
    run: async (tx, by, given) => {
      const done = await grantRole.run(tx, by, given)
      begun += 1
      // What another command would have written between our look and our write.
      if (begun <= times) await sql`insert into role_grant select * from role_grant where id = ${given.id}`.execute(tx)
      return done
    },
  })
  assert.equal(kindOf(await runCommand(db, now, admin, aCommand(), loser(1), input)), 'done')
  assert.equal(begun, 2)
  begun = 0
  await assert.rejects(
    runCommand(db, now, admin, aCommand(), loser(9), aGrant('clerkEast', { role: 'officer' })),
    /duplicate key/,
  )
  assert.equal(begun, 2)
})
