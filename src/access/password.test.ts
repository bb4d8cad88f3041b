import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { AccountId, GrantId, PlainDate } from '../kernel/index.ts'
import { PASSWORD, PEOPLE, UNITS, aCommand, must, uuid7, world, type Who, type World } from './fixture.sql.ts'
import { createToken, fsckAccess, grantRole, tokenFrom, tokenHash, type TokenId } from './index.ts'

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

/** The clerk goes to work for the province as well and is nobody's in the district to administer any more. */
const promote = (w: World) =>
  w.own(tx =>
    sql`insert into role_grant (id, account_id, role, unit_id, during)
      values (${uuid7()}, ${PEOPLE.clerkEast.id}, 'leader', ${UNITS.province}, '[2020-01-01,)')`.execute(tx),
  )
const enters = async (w: World, who: Who, password: string) =>
  (await w.accounts.signIn(PEOPLE[who].email, password, new Headers())).ok

test('a reset sent again gives no password a second time, wherever the account works by then', async t => {
  const w = await world(t)
  const [admin, command, account] = [await w.actor('adminEast'), aCommand(), PEOPLE.clerkEast.id]
  const input = { account, password: 'quản trị biết câu này' }
  must(await w.accounts.setPassword(w.now, admin, command, input))
  const { setCookie } = must(await w.accounts.signIn(PEOPLE.clerkEast.email, input.password, new Headers()))
  const cookie = setCookie.map(one => one.split(';')[0]).join('; ')
  const own = { current: input.password, next: 'chỉ mình tôi biết' }
  must(await w.accounts.changePassword(w.now, await w.actor('clerkEast'), aCommand(), own, new Headers({ cookie })))
  assert.equal(kindOf(await w.accounts.setPassword(w.now, admin, command, input)), 'done', 'what was decided then')
  assert.equal(await enters(w, 'clerkEast', input.password), false)
  await promote(w)
  await w.accounts.setPassword(w.now, admin, command, input)
  assert.equal(await enters(w, 'clerkEast', input.password), false)
  assert.equal(await enters(w, 'clerkEast', own.next), true)
})

test('a reset that stopped half way is found by fsck and completed by sending it again, in the reach of that day only', async t => {
  const w = await world(t)
  const [admin, command, account] = [await w.actor('adminEast'), aCommand(), PEOPLE.clerkEast.id]
  const input = { account, password: 'mật khẩu mới đây' }
  const stopHalfWay = () =>
    w.own(tx => sql`update account set password_command = ${command} where id = ${account}`.execute(tx))
  must(await w.accounts.setPassword(w.now, admin, command, input))
  await sql`update auth.account set password = 'x' where user_id = ${account}`.execute(w.db.pool)
  await stopHalfWay()
  const broken = (await w.own(fsckAccess)).find(check => check.name === 'access.asked-password-given')
  assert.deepEqual([broken?.violations, broken?.sample], [1, account])
  must(await w.accounts.setPassword(w.now, admin, command, input))
  assert.equal(await enters(w, 'clerkEast', input.password), true)
  assert.equal(
    (await w.own(fsckAccess)).every(check => check.violations === 0),
    true,
  )

  await sql`update auth.account set password = 'x' where user_id = ${account}`.execute(w.db.pool)
  await stopHalfWay()
  await promote(w)
  assert.equal(kindOf(await w.accounts.setPassword(w.now, admin, command, input)), 'access.not-administrator')
  const { rows } = await sql<{
    password: string
  }>`select password from auth.account where user_id = ${account}`.execute(w.db.pool)
  assert.equal(rows[0]?.password, 'x')
})

test('an opening sent again gives its first password no second time', async t => {
  const w = await world(t)
  const [admin, command, input] = [await w.actor('adminEast'), aCommand(), newcomer()]
  must(await w.accounts.createAccount(w.now, admin, command, input))
  const later = { account: input.account, password: 'mật khẩu thứ hai' }
  must(await w.accounts.setPassword(w.now, admin, aCommand(), later))
  must(await w.accounts.createAccount(w.now, admin, command, input))
  assert.equal((await w.accounts.signIn('moi@thu.example', input.password, new Headers())).ok, false)
  must(await w.accounts.signIn('moi@thu.example', later.password, new Headers()))
})

/** A token of the clerk, kept as the page keeps it. */
const aToken = async (w: World): Promise<string> => {
  const token = tokenFrom(randomBytes(32))
  const hash = tokenHash(token).toString('hex')
  must(
    await w.run('clerkEast', createToken, {
      id: uuid7() as TokenId,
      name: 'x',
      hash,
      expiresOn: day('2023-03-01'),
    }),
  )
  return token
}

test('every token ends with a new password, given or chosen, and with no wrong try', async t => {
  const w = await world(t)
  const acts = async (token: string) => (await w.accounts.actorOf({ token }, { at: w.now })) !== null
  const first = await aToken(w)
  const cookie = await w.cookieOf('clerkEast')
  const change = async (current: string) =>
    kindOf(
      await w.accounts.changePassword(
        w.now,
        await w.actor('clerkEast'),
        aCommand(),
        { current, next: 'chỉ mình tôi biết' },
        new Headers({ cookie }),
      ),
    )
  assert.equal(await change('sai'), 'access.wrong-password')
  assert.equal(await acts(first), true)
  assert.equal(await change(PASSWORD), 'done')
  assert.equal(await acts(first), false)
  const second = await aToken(w)
  assert.equal(await acts(second), true)
  const reset = { account: PEOPLE.clerkEast.id, password: 'mật khẩu mới đây' }
  must(await w.accounts.setPassword(w.now, await w.actor('adminEast'), aCommand(), reset))
  assert.equal(await acts(second), false)
})

test('what is refused leaves no command behind; what the database refuses is thrown and leaves none either', async t => {
  const w = await world(t)
  const kept = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from command`.execute(w.db.pool)).rows[0]?.n
  const [me, cookie] = [await w.actor('clerkEast'), await w.cookieOf('clerkEast')]
  const own = { current: 'sai', next: 'chỉ mình tôi biết' }
  const command = aCommand()
  const change = (input: typeof own) => w.accounts.changePassword(w.now, me, command, input, new Headers({ cookie }))
  assert.equal(kindOf(await change(own)), 'access.wrong-password')
  const outside = aGrant('clerkWest', { unit: UNITS.west })
  assert.equal(kindOf(await w.run('adminEast', grantRole, outside)), 'access.not-administrator')
  const twice = { ...aGrant('clerkEast'), from: 'không phải ngày' as PlainDate }
  await assert.rejects(w.run('adminEast', grantRole, twice))
  assert.equal(await kept(), 0)
  assert.equal(kindOf(await change({ current: PASSWORD, next: 'một câu khác hẳn' })), 'done', 'the same form again')
  assert.equal(await kept(), 1)
})

test('changing one’s own password asks for the present one, ends other sessions and keeps this one', async t => {
  const { accounts, actor, now, cookieOf } = await world(t)
  const [here, there] = [await cookieOf('clerkEast'), await cookieOf('clerkEast')]
  const me = await actor('clerkEast')
  const change = (current: string, next: string) =>
    accounts.changePassword(now, me, aCommand(), { current, next }, new Headers({ cookie: here }))
  assert.equal(kindOf(await change('sai', 'mật khẩu mới đây')), 'access.wrong-password')
  assert.equal(kindOf(await change(PASSWORD, 'ngắn')), 'access.password-length')
  const { setCookie } = must(await change(PASSWORD, 'mật khẩu mới đây'))
  assert.equal(await accounts.actorOf(new Headers({ cookie: there }), { at: now }), null)
  const fresh = new Headers({ cookie: setCookie.map(cookie => cookie.split(';')[0]).join('; ') })
  assert.equal((await accounts.actorOf(fresh, { at: now }))?.account, PEOPLE.clerkEast.id)
  for (let i = 0; i < 5; i += 1)
    await accounts.changePassword(now, me, aCommand(), { current: 'sai', next: 'mật khẩu nữa đây' }, fresh)
  const waiting = await accounts.changePassword(
    now,
    me,
    aCommand(),
    { current: 'sai', next: 'mật khẩu nữa đây' },
    fresh,
  )
  assert.equal(kindOf(waiting), 'access.too-many-tries')
})
