// A small world for the tests of this room and of the two above it: a province with two districts, and people at work.
import type { TestContext } from 'node:test'
import { sql } from 'kysely'
import type { AccountId, CommandId, GrantId, PlainDate, Realm, Result, UnitId } from '../kernel/index.ts'
import type { Database } from '../db/index.ts'
import { aCommand, at, must, testDatabase, uuid7 } from '../../test/testkit.ts'
import { hashOfPassword, seedDemonstrationAccounts } from './seed-accounts.ts'
import { createAccounts, type Accounts, type AccountsOptions } from './accounts.ts'
import { readAs, runCommand } from './run.ts'
import type { Actor, Moment, Role, SeedAccount, UseCase } from './types.ts'
import type { Tx } from '../db/index.ts'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

export const UNITS = { province: id(1) as UnitId, east: id(2) as UnitId, west: id(3) as UnitId }
export const PASSWORD = 'mật khẩu để thử'
const SINCE = '2020-01-01' as PlainDate

const person = (n: number, name: string, email: string, grants: readonly [Role, UnitId][]): SeedAccount => ({
  id: id(n) as AccountId,
  name,
  email,
  grants: grants.map(([role, unit], i) => ({ id: id(n * 100 + i) as GrantId, role, unit, from: SINCE })),
})

export const PEOPLE = {
  admin: person(10, 'Quản trị tỉnh', 'admin@thu.example', [['admin', UNITS.province]]),
  adminEast: person(11, 'Quản trị huyện Đông', 'admin.dong@thu.example', [['admin', UNITS.east]]),
  clerkEast: person(12, 'Văn thư huyện Đông', 'vanthu.dong@thu.example', [['clerk', UNITS.east]]),
  clerkWest: person(13, 'Văn thư huyện Tây', 'vanthu.tay@thu.example', [['clerk', UNITS.west]]),
  leader: person(14, 'Lãnh đạo tỉnh', 'lanhdao@thu.example', [
    ['leader', UNITS.province],
    ['officer', UNITS.east],
  ]),
  former: person(15, 'Người đã nghỉ', 'danghi@thu.example', [['clerk', UNITS.east]]),
} as const
export type Who = keyof typeof PEOPLE

export type World = {
  readonly db: Database
  readonly accounts: Accounts
  readonly now: Moment
  readonly actor: (who: Who, unit?: UnitId) => Promise<Actor>
  readonly cookieOf: (who: Who) => Promise<string>
  readonly run: <I, O>(who: Who, command: UseCase<I, O>, input: I, id?: CommandId) => Promise<Result<O>>
  readonly read: <T>(who: Who, work: (tx: Tx) => Promise<T>) => Promise<T>
  readonly own: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
}

const now = at()

/** The door of accounts as the world has it, with another gate where a test asks for one. */
export const accountsOn = (db: Database, over: Pick<AccountsOptions, 'gate'> = {}): Accounts =>
  createAccounts({
    db,
    secret: 'k7Qw9zX2mN4vB8cL1pR6tY3uJ5hG0fDs',
    baseUrl: 'http://localhost:3000',
    secureCookies: false,
    clock: () => now,
    ...over,
  })

/** A database of the test's own with the world in it; filled once and then copied. */
export async function world(t: Pick<TestContext, 'after'>): Promise<World> {
  const db = await testDatabase(t, { key: 'access-fixture-1', fill })
  const accounts = accountsOn(db)
  const cookieOf = async (who: Who) => {
    const entered = must(await accounts.signIn(PEOPLE[who].email, PASSWORD, new Headers()))
    return entered.setCookie.map(cookie => cookie.split(';')[0]).join('; ')
  }
  const actor = async (who: Who, unit?: UnitId): Promise<Actor> => {
    const [grant] = PEOPLE[who].grants
    const { rows } = await sql<{ unit: UnitId; unitName: string; role: Role; realm: Realm }>`
      select u.id as unit, u.name as "unitName", g.role, u.realm from role_grant g join unit u on u.id = g.unit_id
      where g.account_id = ${PEOPLE[who].id} and g.during @> ${now.today}::date order by g.id`.execute(db.pool)
    const chosen = rows.find(row => row.unit === (unit ?? grant!.unit)) ?? {
      ...grant!,
      unitName: '',
      realm: 94 as Realm,
    }
    return {
      account: PEOPLE[who].id,
      person: null,
      name: PEOPLE[who].name,
      language: 'vi',
      ...chosen,
      grants: rows,
    }
  }
  return {
    db,
    accounts,
    now,
    actor,
    cookieOf,
    run: async (who, command, input, commandId = aCommand()) =>
      runCommand(db, now, await actor(who), commandId, command, input),
    read: async (who, work) => readAs(db, now, await actor(who), work),
    own: work => db.own({ now: now.now, asOf: now.today }, work),
  }
}

async function fill(db: Database): Promise<void> {
  const passwordHash = await hashOfPassword(PASSWORD)
  await db.own({ now: now.now, asOf: now.today }, async tx => {
    await sql`insert into world (name, demonstration, starts_at, seeded_at) values ('thử', true, ${now.now}, now())`.execute(
      tx,
    )
    await sql`insert into realm values (94, 'Tỉnh thử')`.execute(tx)
    await sql`insert into area (id, code, level, name, name_fold, during) values ('t-94', '94', 'province', 'Tỉnh thử', 'tinh thu', '[2000-01-01,)')`.execute(
      tx,
    )
    for (const [unit, name, kind] of [
      [UNITS.province, 'Hội tỉnh thử', 'red_cross_province'],
      [UNITS.east, 'Hội huyện Đông', 'red_cross_district'],
      [UNITS.west, 'Hội huyện Tây', 'red_cross_district'],
    ] as const) {
      await sql`insert into unit (id, realm, kind, area_id, name, name_fold, during)
        values (${unit}, 94, ${kind}, 't-94', ${name}, ${name}, '[2000-01-01,)')`.execute(tx)
      await sql`insert into unit_link (child_id, line, parent_id, during)
        values (${unit}, 'red_cross', ${unit === UNITS.province ? null : UNITS.province}, '[2000-01-01,)')`.execute(tx)
    }
    await sql`select rebuild_unit_paths()`.execute(tx)
    must(await seedDemonstrationAccounts(tx, { accounts: Object.values(PEOPLE), passwordHash, now: now.now }))
    await sql`update role_grant set during = '[2020-01-01,2023-01-01)' where account_id = ${PEOPLE.former.id}`.execute(
      tx,
    )
  })
}

export { aCommand, must, uuid7 }
