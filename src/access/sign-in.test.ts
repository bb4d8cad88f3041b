import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { PASSWORD, PEOPLE, UNITS, must, world } from './fixture.sql.ts'
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
  assert.match(
    setCookie.join(),
    /^chido\.session_token=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax/,
  )
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

test('a disabled account neither enters nor goes on, and only the right password learns why', async t => {
  const { accounts, now, cookieOf, own } = await world(t)
  const cookie = await cookieOf('clerkEast')
  await own(tx =>
    sql`update account set disabled_at = ${now.now} where id = ${PEOPLE.clerkEast.id}`.execute(tx),
  )
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
    sql`update role_grant set during = '[2020-01-01,2023-02-08)' where account_id = ${PEOPLE.clerkEast.id}`.execute(
      tx,
    ),
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
  assert.equal(
    (await accounts.actorOf(new Headers({ cookie: there }), { at: now }))?.account,
    PEOPLE.clerkEast.id,
  )
  await accounts.signOut(new Headers())
})

test('a session is never taken for another: altered, swapped and unsigned cookies are nobody', async t => {
  const { accounts, now, cookieOf } = await world(t)
  const cookies = await Promise.all([cookieOf('clerkEast'), cookieOf('clerkWest')])
  const [mine, other] = cookies.map(cookie =>
    decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1)).split('.'),
  ) as [string[], string[]]
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
