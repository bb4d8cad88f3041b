import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { chooseMail, runCommand, scopeOf, useCase, type Actor } from '../access/index.ts'
import { PEOPLE, UNITS, aCommand, must, world, type World } from '../access/fixture.sql.ts'
import { no, problem, yes, type PersonId } from '../kernel/index.ts'
import { fsckNotices, inbox, markRead, notify, setMailEnabled, unread, type NewNotice } from './index.ts'

const tell = useCase<{ notices: readonly NewNotice[]; again?: readonly NewNotice[]; refuse?: boolean }, true>(
  'test.tell',
  ['clerk', 'leader', 'admin'],
  async (tx, by, input) => {
    await notify(tx, by, input.notices)
    await notify(tx, by, input.again ?? [])
    return input.refuse ? no(problem('notices.not-found')) : yes(true)
  },
)
const arrived = (unit = UNITS.east): NewNotice => ({
  unit,
  kind: 'letter-arrived',
  parameters: { number: '1016', count: 2 },
  link: '/letters/1',
})
const inboxOf = async (w: World, who: Parameters<World['actor']>[0]) => {
  const me = await w.actor(who)
  return w.read(who, tx => inbox(tx, scopeOf(me, w.now.today), 50))
}
/** The people of the fixture are invented, and are never written to; here they stand for real ones. */
const asReal = (w: World) => sql`update account set demonstration = false`.execute(w.db.pool)
const mailOf = async (w: World) =>
  (
    await sql<{ to: string; ordinal: number; kind: string }>`
    select to_address as "to", ordinal, kind from mail order by command_id, ordinal`.execute(w.db.pool)
  ).rows

test('a notice reaches the inbox of its unit, also above or beside the sender, and nobody else’s', async t => {
  const w = await world(t)
  must(
    await w.run('clerkEast', tell, {
      notices: [arrived(UNITS.province)],
      again: [arrived(UNITS.west), arrived(UNITS.west)],
    }),
  )
  const province = await inboxOf(w, 'admin')
  assert.deepEqual(
    province.map(n => [n.kind, n.parameters, n.link, n.unitName, n.readAt]),
    [['letter-arrived', { number: '1016', count: 2 }, '/letters/1', 'Hội tỉnh thử', null]],
    'an inbox is the unit’s own, although the province may see what lies below it',
  )
  assert.equal((await inboxOf(w, 'clerkWest')).length, 2)
  assert.deepEqual(await inboxOf(w, 'clerkEast'), [])
})

test('a notice to a person reaches the account of that person alone', async t => {
  const w = await world(t)
  const person = '00000000-0000-7000-8000-0000000000aa' as PersonId
  await w.own(async tx => {
    await sql`insert into person (id, realm, name, name_fold) values (${person}, 94, 'Một tỉnh uỷ viên', 'mot tinh uy vien')`.execute(
      tx,
    )
    await sql`update account set person_id = ${person} where id = ${PEOPLE.clerkWest.id}`.execute(tx)
  })
  must(await w.run('clerkEast', tell, { notices: [{ person, kind: 'letter-arrived' }] }))
  assert.equal((await inboxOf(w, 'clerkWest')).length, 1)
  assert.equal((await inboxOf(w, 'admin')).length, 0)
})

test('a notice is read for the unit once somebody there has read it; others cannot mark it', async t => {
  const w = await world(t)
  must(await w.run('leader', tell, { notices: [arrived(), arrived()] }))
  const [first] = await inboxOf(w, 'clerkEast')
  const other = await w.run('clerkWest', markRead, { ids: [first!.id] })
  assert.equal(!other.ok && other.problem.kind, 'notices.not-found')
  const above = await w.run('admin', markRead, { ids: [first!.id] })
  assert.equal(
    !above.ok && above.problem.kind,
    'notices.not-found',
    'who only looks from above has not read it for them',
  )
  assert.deepEqual(must(await w.run('clerkEast', markRead, { ids: [first!.id] })), { read: 1 })
  const me = await w.actor('clerkEast')
  assert.equal(await w.read('clerkEast', tx => unread(tx, scopeOf(me, w.now.today))), 1)
  const listed = await inboxOf(w, 'clerkEast')
  assert.deepEqual(
    listed.map(n => n.readBy),
    [null, PEOPLE.clerkEast.id],
    'unread ones come first',
  )
  assert.deepEqual(must(await w.run('clerkEast', markRead, { ids: 'all' })), { read: 1 })
  assert.deepEqual(must(await w.run('clerkEast', markRead, { ids: 'all' })), { read: 0 })
})

test('mail is queued only when there is a mail server, for those who work there, want it and did not write it', async t => {
  const w = await world(t)
  await asReal(w)
  must(await w.run('clerkWest', tell, { notices: [arrived()] }))
  assert.deepEqual(await mailOf(w), [], 'no mail server')
  await w.own(tx => setMailEnabled(tx, true))
  must(await w.run('clerkEast', chooseMail, { wanted: false }))
  must(
    await w.run('clerkWest', tell, {
      notices: [arrived()],
      again: [arrived(UNITS.province), arrived(UNITS.west)],
    }),
  )
  assert.deepEqual(
    (await mailOf(w)).map(mail => mail.to),
    [
      PEOPLE.adminEast.email, // clerkEast does not want mail, the former clerk's grant has ended
      PEOPLE.leader.email,
      PEOPLE.admin.email,
      PEOPLE.leader.email,
    ],
  )
  assert.deepEqual(
    (await mailOf(w)).map(mail => mail.ordinal),
    [0, 1, 2, 3],
  )
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from pgboss.job where name = 'mail.deliver'`.execute(w.db.pool)
  assert.equal(rows[0]?.n, 2, 'one job for each call that queued something')
  assert.deepEqual(
    (await w.own(fsckNotices)).filter(check => check.violations > 0),
    [],
  )
})

test('invented people of a demonstration are never written to', async t => {
  const w = await world(t)
  await w.own(tx => setMailEnabled(tx, true))
  must(await w.run('leader', tell, { notices: [arrived()] }))
  assert.deepEqual(await mailOf(w), [])
})

test('a refused command leaves no notice, no mail and no job; a repeated one leaves no second', async t => {
  const w = await world(t)
  await asReal(w)
  await w.own(tx => setMailEnabled(tx, true))
  const counts = async () =>
    (
      await sql`select (select count(*) from notice)::int as notices, (select count(*) from mail)::int as mails,
      (select count(*) from pgboss.job)::int as jobs`.execute(w.db.pool)
    ).rows[0]
  const refused = await w.run('leader', tell, { notices: [arrived()], refuse: true })
  assert.equal(refused.ok, false)
  assert.deepEqual(await counts(), { notices: 0, mails: 0, jobs: 0 })
  const [command, leader]: [ReturnType<typeof aCommand>, Actor] = [aCommand(), await w.actor('leader')]
  for (let i = 0; i < 2; i += 1) must(await runCommand(w.db, w.now, leader, command, tell, { notices: [arrived()] }))
  assert.deepEqual(await counts(), { notices: 1, mails: 2, jobs: 1 })
})

test('three thousand notices are two statements', async t => {
  const w = await world(t)
  const many = useCase<{ n: number }, number>('test.many', ['leader'], async (tx, by, { n }) => {
    const before = w.db.statements()
    await notify(
      tx,
      by,
      Array.from({ length: n }, () => arrived()),
    )
    return yes(w.db.statements() - before)
  })
  assert.equal(must(await w.run('leader', many, { n: 3000 })), 2)
})
