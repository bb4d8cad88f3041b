import assert from 'node:assert/strict'
import { test } from 'node:test'
import { workSince } from '../../test/work-since.ts'
import { sql } from 'kysely'
import { PASSWORD, PEOPLE, UNITS, accountsOn, must, world } from './fixture.sql.ts'
import { forgetEnded } from './index.ts'
import { sessionTokenOf } from './session-cookie.ts'

const email = PEOPLE.clerkEast.email

test('who signs in with the right password is known by the cookie, with the grants of that day, in one statement', async t => {
  const { db, accounts, now, cookieOf } = await world(t)
  const cookie = await cookieOf('leader')
  const before = db.statements()
  const actor = await accounts.actorOf(new Headers({ cookie }), { at: now })
  assert.equal(db.statements() - before, 1)
  assert.equal(actor?.account, PEOPLE.leader.id)
  assert.deepEqual(
    actor?.grants.map(grant => [grant.role, grant.unitName, grant.realm]),
    [
      ['leader', 'Hội tỉnh thử', 94],
      ['officer', 'Hội huyện Đông', 94],
    ],
  )
  assert.equal(actor?.unit, UNITS.province)
  const elsewhere = await accounts.actorOf(new Headers({ cookie }), { at: now, actingUnit: UNITS.east })
  assert.equal(elsewhere?.unit, UNITS.east)
  const notGranted = await accounts.actorOf(new Headers({ cookie }), { at: now, actingUnit: UNITS.west })
  assert.equal(notGranted?.unit, UNITS.province, 'a unit without a grant is never acted for')
})

test('the cookie is out of reach of scripts and of other sites', async t => {
  const { accounts } = await world(t)
  const { setCookie } = must(await accounts.signIn(email, PASSWORD, new Headers()))
  assert.match(setCookie.join(), /^chido\.session_token=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax/)
})

test('a wrong password and an unknown address are refused with the same words', async t => {
  const { accounts } = await world(t)
  const wrong = await accounts.signIn(email, 'không phải', new Headers())
  const unknown = await accounts.signIn('khongai@thu.example', PASSWORD, new Headers())
  const noAddress = await accounts.signIn('không phải địa chỉ', PASSWORD, new Headers())
  assert.deepEqual(wrong, { ok: false, problem: { kind: 'access.wrong-password', values: { left: 4 } } })
  assert.deepEqual(unknown, wrong)
  assert.deepEqual(noAddress, wrong)
})

test('after five wrong tries even the right password waits, and the pause ends by itself', async t => {
  const { db, accounts } = await world(t)
  const attempt = (password: string) => accounts.signIn(email.toUpperCase(), password, new Headers())
  const tries = await Promise.all(Array.from({ length: 8 }, () => attempt('sai')))
  assert.equal(
    tries.filter(r => !r.ok && r.problem.kind === 'access.wrong-password').length,
    5,
    'also when sent at once',
  )
  const right = await attempt(PASSWORD)
  assert.deepEqual(right, { ok: false, problem: { kind: 'access.too-many-tries', values: { minutes: 15 } } })
  await sql`update auth.sign_in_try set last_at = last_at - interval '16 minutes'`.execute(db.pool)
  must(await attempt(PASSWORD))
})

test('the right password starts the count again', async t => {
  const { accounts } = await world(t)
  for (let round = 0; round < 2; round += 1) {
    for (let i = 0; i < 4; i += 1) await accounts.signIn(email, 'sai', new Headers())
    must(await accounts.signIn(email, PASSWORD, new Headers()))
  }
})

const HOME = '203.0.113.7'
const STRANGER = '198.51.100.9'
const kindOf = (result: { ok: boolean; problem?: { kind: string } }) => (result.ok ? 'done' : result.problem?.kind)

test('a stranger’s wrong tries shut out the stranger’s own address only', async t => {
  const { accounts } = await world(t)
  const attempt = async (password: string, client: string) =>
    kindOf(await accounts.signIn(email, password, new Headers(), client))
  for (let i = 0; i < 5; i += 1) assert.equal(await attempt('sai', STRANGER), 'access.wrong-password')
  for (let i = 0; i < 60; i += 1) assert.equal(await attempt('sai', STRANGER), 'access.too-many-tries')
  assert.equal(await attempt(PASSWORD, STRANGER), 'access.too-many-tries')
  assert.equal(await attempt(PASSWORD, HOME), 'done', 'also for who never entered from there')
})

test('guessing from many addresses stops at the account’s ceiling, and its owner still enters from where they entered before', async t => {
  const { db, accounts } = await world(t)
  const attempt = async (password: string, client: string) =>
    kindOf(await accounts.signIn(email, password, new Headers(), client))
  assert.equal(await attempt(PASSWORD, HOME), 'done')
  const one = () => attempt('sai', `198.51.100.${(last += 1)}`)
  let last = 0
  assert.equal(await one(), 'access.wrong-password')
  await sql`update auth.sign_in_try set tries = 49 where entered_at is null`.execute(db.pool)
  assert.equal(await one(), 'access.wrong-password')
  assert.equal(await one(), 'access.too-many-tries')
  assert.equal(await attempt(PASSWORD, STRANGER), 'access.too-many-tries', 'an address never entered from waits')
  assert.equal(await attempt('sai', HOME), 'access.wrong-password')
  assert.equal(await attempt(PASSWORD, HOME), 'done')
  await sql`update auth.sign_in_try set last_at = last_at - interval '16 minutes'`.execute(db.pool)
  assert.equal(await attempt(PASSWORD, STRANGER), 'done', 'the pause ends by itself')
})

test('one address that tries a password at many accounts is stopped, right ones not counted', async t => {
  const { db, accounts } = await world(t)
  for (let i = 0; i < 3; i += 1) must(await accounts.signIn(email, PASSWORD, new Headers(), STRANGER))
  const one = async (i: number) =>
    kindOf(await accounts.signIn(`ai-do-${i}@thu.example`, 'sai', new Headers(), STRANGER))
  assert.equal(await one(1), 'access.wrong-password')
  const { rows } = await sql<{ tries: number }>`
    select tries from auth.sign_in_try where entered_at is null order by 1`.execute(db.pool)
  assert.deepEqual(
    rows.map(row => row.tries),
    [0, 1, 1, 1],
    'one wrong try: for the account from there, from anywhere, and for the address',
  )
  await sql`update auth.sign_in_try set tries = 59 where entered_at is null`.execute(db.pool)
  assert.equal(await one(59), 'access.wrong-password')
  assert.equal(await one(60), 'access.too-many-tries')
  const elsewhere = await accounts.signIn('ai-do-61@thu.example', 'sai', new Headers(), HOME)
  assert.equal(kindOf(elsewhere), 'access.wrong-password')
})

test('more sign-ins at once than can be checked are refused as busy, and none of them is counted', async t => {
  const { db } = await world(t)
  const accounts = accountsOn(db, { gate: { atOnce: 1, waiting: 2, perClient: 2 } })
  let last = 0
  const attempt = async (client?: string) =>
    kindOf(await accounts.signIn(`ai-do-${(last += 1)}@thu.example`, 'sai', new Headers(), client))
  const count = (kinds: readonly (string | undefined)[], kind: string) => kinds.filter(one => one === kind).length
  const flood = await Promise.all(Array.from({ length: 20 }, () => attempt()))
  assert.deepEqual([count(flood, 'access.wrong-password'), count(flood, 'access.busy')], [3, 17])
  const { rows } = await sql<{ n: number }>`select sum(tries)::int as n from auth.sign_in_try`.execute(db.pool)
  assert.equal(rows[0]?.n, 3)
  const both = await Promise.all([attempt(HOME), attempt(HOME), attempt(HOME), attempt(STRANGER)])
  assert.equal(count(both, 'access.busy'), 1, 'one client does not take every place')
  assert.equal(both[3], 'access.wrong-password')
})

test('an address that nobody has costs as much work as one that somebody has', async t => {
  const { accounts } = await world(t)
  // The processor's time and not the clock's: how busy the machine is besides says nothing.
  const least = async (address: string) => {
    const work: number[] = []
    for (let i = 0; i < 4; i += 1) {
      const before = process.cpuUsage()
      await accounts.signIn(address, 'sai', new Headers())
      work.push(workSince(before))
    }
    return Math.min(...work)
  }
  const [known, unknown] = [await least(email), await least('khongai@thu.example')]
  assert.ok(unknown > known / 2, `${unknown} ms for nobody, ${known} ms for somebody`)
})

test('a session keeps the address that the door knows, not one that the sender claims', async t => {
  const { db, accounts } = await world(t)
  const claimed = new Headers({
    'x-forwarded-for': '192.0.2.1',
    'x-chido-client': '192.0.2.2',
    'user-agent': 'test',
  })
  must(await accounts.signIn(email, PASSWORD, claimed, HOME))
  must(await accounts.signIn(email, PASSWORD, claimed))
  const { rows } = await sql<{ ip: string | null }>`
    select ip_address as ip from auth.session order by created_at, id`.execute(db.pool)
  assert.equal(
    rows.some(row => row.ip?.startsWith('192.0.2.')),
    false,
  )
  assert.equal(
    rows.some(row => row.ip === HOME),
    true,
  )
})

test('old counts are forgotten after a day; where somebody entered, after ninety', async t => {
  const { db, accounts } = await world(t)
  must(await accounts.signIn(email, PASSWORD, new Headers(), HOME))
  await accounts.signIn(email, 'sai', new Headers(), STRANGER)
  const left = async (days: number) => {
    await sql`update auth.sign_in_try set last_at = now() - make_interval(days => ${days}::int),
      entered_at = case when entered_at is not null then now() - make_interval(days => ${days}::int) end`.execute(
      db.pool,
    )
    await forgetEnded(db)
    return (await sql`select from auth.sign_in_try where entered_at is not null`.execute(db.pool)).rows.length
  }
  assert.equal(await left(2), 1)
  assert.equal((await sql`select from auth.sign_in_try`.execute(db.pool)).rows.length, 1)
  assert.equal(await left(91), 0)
})

test('a disabled account neither enters nor goes on, and only the right password learns why', async t => {
  const { accounts, now, cookieOf, own } = await world(t)
  const cookie = await cookieOf('clerkEast')
  await own(tx => sql`update account set disabled_at = ${now.now} where id = ${PEOPLE.clerkEast.id}`.execute(tx))
  assert.equal(await accounts.actorOf(new Headers({ cookie }), { at: now }), null)
  const right = await accounts.signIn(email, PASSWORD, new Headers())
  assert.equal(!right.ok && right.problem.kind, 'access.disabled')
  const wrong = await accounts.signIn(email, 'sai', new Headers())
  assert.equal(!wrong.ok && wrong.problem.kind, 'access.wrong-password')
})

test('who holds no grant on that day does not enter, and is nobody once the last grant has ended', async t => {
  const { accounts, now, cookieOf, own } = await world(t)
  const former = await accounts.signIn(PEOPLE.former.email, PASSWORD, new Headers())
  assert.equal(!former.ok && former.problem.kind, 'access.no-grant')
  const cookie = await cookieOf('clerkEast')
  await own(tx =>
    sql`update role_grant set during = '[2020-01-01,2023-02-08)' where account_id = ${PEOPLE.clerkEast.id}`.execute(tx),
  )
  assert.equal(await accounts.actorOf(new Headers({ cookie }), { at: now }), null)
})

test('a session ends by the real clock, whatever year the world is in', async t => {
  const { db, accounts, now, cookieOf } = await world(t)
  const cookie = await cookieOf('clerkEast')
  await sql`update auth.session set expires_at = now() - interval '1 second'`.execute(db.pool)
  assert.equal(await accounts.actorOf(new Headers({ cookie }), { at: now }), null)
})

test('signing out ends that session alone', async t => {
  const { accounts, now, cookieOf } = await world(t)
  const [here, there] = [await cookieOf('clerkEast'), await cookieOf('clerkEast')]
  const { setCookie } = await accounts.signOut(new Headers({ cookie: here }))
  assert.match(setCookie.join(), /chido\.session_token=; Max-Age=0/)
  assert.equal(await accounts.actorOf(new Headers({ cookie: here }), { at: now }), null)
  assert.equal((await accounts.actorOf(new Headers({ cookie: there }), { at: now }))?.account, PEOPLE.clerkEast.id)
  await accounts.signOut(new Headers())
})

test('a session is never taken for another: altered, swapped and unsigned cookies are nobody', async t => {
  const { accounts, now, cookieOf } = await world(t)
  const cookies = await Promise.all([cookieOf('clerkEast'), cookieOf('clerkWest')])
  const [mine, other] = cookies.map(cookie => decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1)).split('.')) as [
    string[],
    string[],
  ]
  const name = 'chido.session_token'
  const nobody = [
    `${mine[0]}.${other[1]}`,
    `${other[0]}.${mine[1]}`,
    `${mine[0]}.`,
    `${mine[0]}`,
    `.${mine[1]}`,
    '%E0%A4%A',
    '',
  ]
  for (const value of nobody) {
    const headers = new Headers({ cookie: `${name}=${encodeURIComponent(value)}` })
    assert.equal(await accounts.actorOf(headers, { at: now }), null, value)
  }
  assert.equal(sessionTokenOf(`${name}=%E0%A4%A`, name, 'x'), null)
  for (const [who, cookie] of [
    ['clerkEast', cookies[0]],
    ['clerkWest', cookies[1]],
  ] as const) {
    const actor = await accounts.actorOf(new Headers({ cookie: `khac=1; ${cookie}` }), { at: now })
    assert.equal(actor?.account, PEOPLE[who].id)
  }
})

test('nobody signs up: the accounts library refuses and no account appears', async t => {
  const { db, accounts, now } = await world(t)
  assert.deepEqual(Object.keys(accounts).sort(), [
    'actorOf',
    'changePassword',
    'createAccount',
    'setPassword',
    'signIn',
    'signOut',
  ])
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from auth."user"`.execute(db.pool)
  assert.equal(rows[0]?.n, Object.keys(PEOPLE).length)
  assert.equal(await accounts.actorOf(new Headers(), { at: now }), null)
})
