// The world of the books for tests of this room and of those above it: a provincial society and a district one with open
// books, two funds, an account at a bank and a cash box each, and the people who keep them.
import type { TestContext } from 'node:test'
import { sql } from 'kysely'
import { aCommand, at, must, testDatabase } from '../../test/testkit.ts'
import {
  readAs,
  runCommand,
  seedDemonstrationAccounts,
  type Actor,
  type Moment,
  type Role,
  type UseCase,
} from '../access/index.ts'
import { campaignCode } from '../bank/index.ts'
import type { Database, Tx } from '../db/index.ts'
import type {
  AccountId,
  CommandId,
  EntryId,
  FundId,
  GrantId,
  MoneyAccountId,
  PlainDate,
  Realm,
  Result,
  UnitId,
} from '../kernel/index.ts'
import { openBooks, openCampaign, openFund, openMoneyAccount } from './open-books.ts'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

export const SOCIETY = { province: id(1) as UnitId, east: id(2) as UnitId } as const
/** The code of the campaign. */
export const STORM = campaignCode('STRM')!
/** `storm` calls for gifts (campaign STRM and its checks); `running` is for anything; `east` is the district's. */
export const FUNDS = { storm: id(201) as FundId, running: id(202) as FundId, east: id(203) as FundId } as const
export const MONEY = {
  bank: id(301) as MoneyAccountId,
  cash: id(302) as MoneyAccountId,
  eastBank: id(303) as MoneyAccountId,
  eastCash: id(304) as MoneyAccountId,
} as const
export const BANK = { bin: '970436', number: '6213685752566' } as const

export const KEEPERS = {
  accountant: ['accountant', SOCIETY.province, 11],
  cashier: ['cashier', SOCIETY.province, 12],
  storekeeper: ['storekeeper', SOCIETY.province, 13],
  leader: ['leader', SOCIETY.province, 14],
  officer: ['officer', SOCIETY.province, 15],
  second: ['accountant', SOCIETY.province, 16],
  eastAccountant: ['accountant', SOCIETY.east, 21],
  eastLeader: ['leader', SOCIETY.east, 22],
  clerk: ['clerk', SOCIETY.east, 23],
} as const satisfies Readonly<Record<string, readonly [Role, UnitId, number]>>
export type Keeper = keyof typeof KEEPERS

export const keeper = (who: Keeper): Actor => {
  const [role, unit, n] = KEEPERS[who]
  const unitName = unit === SOCIETY.province ? 'Hội tỉnh thử' : 'Hội huyện Đông'
  const realm = 94 as Realm
  return {
    account: id(n) as AccountId,
    person: null,
    name: who,
    language: 'vi',
    unit,
    unitName,
    realm,
    grants: [{ role, unit, unitName, realm }],
  }
}

export type Books = {
  readonly db: Database
  readonly moment: Moment
  run<I, O>(who: Keeper, command: UseCase<I, O>, input: I, id?: CommandId): Promise<Result<O>>
  read<T>(who: Keeper, work: (tx: Tx) => Promise<T>): Promise<T>
  /** As the program's own role in the keeper's scope, past every use case. */
  direct<T>(who: Keeper, work: (tx: Tx, command: CommandId) => Promise<T>): Promise<T>
  own<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  rows<R>(query: string): Promise<R[]>
}

/** The day on which the tests of the books live. */
export const BOOKS_AT = at('2024-10-15T02:00:00Z')

export async function books(t: Pick<TestContext, 'after'>): Promise<Books> {
  const db = await testDatabase(t, { key: 'ledger-fixture-2', fill: plantBooks })
  return booksOn(db)
}

export function booksOn(db: Database, moment: Moment = BOOKS_AT): Books {
  const own = <T>(work: (tx: Tx) => Promise<T>) => db.own({ now: moment.now, asOf: moment.today }, work)
  return {
    db,
    moment,
    own,
    run: (who, command, input, commandId = aCommand()) =>
      runCommand(db, moment, keeper(who), commandId, command, input),
    read: (who, work) => readAs(db, moment, keeper(who), work),
    direct: (who, work) => {
      const actor = keeper(who)
      const command = aCommand()
      const settings = {
        account: actor.account,
        roots: [actor.unit],
        realm: actor.realm,
        now: moment.now,
        asOf: moment.today,
      }
      return db.write({ ...settings, command }, tx => work(tx, command))
    },
    rows: query => own(async tx => (await sql.raw(query).execute(tx)).rows as never[]),
  }
}

export async function plantBooks(db: Database): Promise<void> {
  await plantSociety(db, BOOKS_AT)
  const w = booksOn(db)
  must(await w.run('accountant', openBooks, { unit: SOCIETY.province }))
  must(await w.run('eastAccountant', openBooks, { unit: SOCIETY.east }))
  await plantFunds(w)
  await plantMoney(w)
}

async function plantSociety(db: Database, moment: Moment): Promise<void> {
  await db.own({ now: moment.now, asOf: moment.today }, async tx => {
    await sql`insert into world (name, demonstration, starts_at, seeded_at) values ('thử', true, ${moment.now}, ${moment.now})`.execute(
      tx,
    )
    await sql`insert into realm values (94, 'Tỉnh thử')`.execute(tx)
    await sql`insert into area (id, code, level, name, name_fold, during)
      values ('t-94', '94', 'province', 'Tỉnh thử', 'tinh thu', '[2000-01-01,)')`.execute(tx)
    for (const [unit, name] of [
      [SOCIETY.province, 'Hội tỉnh thử'],
      [SOCIETY.east, 'Hội huyện Đông'],
    ] as const) {
      await sql`insert into unit (id, realm, kind, area_id, name, name_fold, during)
        values (${unit}, 94, 'red_cross_society', 't-94', ${name}, ${name}, '[2000-01-01,)')`.execute(tx)
      await sql`insert into unit_link (child_id, line, parent_id, during)
        values (${unit}, 'red_cross', ${unit === SOCIETY.province ? null : SOCIETY.province}, '[2000-01-01,)')`.execute(
        tx,
      )
    }
    await sql`select rebuild_unit_paths()`.execute(tx)
    const accounts = Object.entries(KEEPERS).map(([who, [role, unit, n]]) => ({
      id: id(n) as AccountId,
      name: who,
      email: `${who.toLowerCase()}@so-sach.example`,
      grants: [{ id: id(100 + n) as GrantId, role, unit, from: '2020-01-01' as PlainDate }],
    }))
    must(await seedDemonstrationAccounts(tx, { accounts, passwordHash: 'none', now: moment.now }))
  })
}

const SINCE = '2024-09-01' as PlainDate
const as = (made: string) => made as CommandId

async function plantFunds(w: Books): Promise<void> {
  const fund = { basis: 'disaster-appeal', purpose: 'Giúp người dân vùng bão', openedOn: SINCE }
  must(
    await w.run(
      'accountant',
      openFund,
      { ...fund, unit: SOCIETY.province, code: 'BAO-3', name: 'Ủng hộ bão số 3' },
      as(FUNDS.storm),
    ),
  )
  must(
    await w.run(
      'accountant',
      openFund,
      { ...fund, unit: SOCIETY.province, code: 'HOAT-DONG', name: 'Quỹ hoạt động', basis: 'red-cross' },
      as(FUNDS.running),
    ),
  )
  must(
    await w.run(
      'eastAccountant',
      openFund,
      { ...fund, unit: SOCIETY.east, code: 'BAO-3', name: 'Ủng hộ bão số 3, huyện Đông' },
      as(FUNDS.east),
    ),
  )
  must(
    await w.run('accountant', openCampaign, {
      fund: FUNDS.storm,
      code: STORM,
      appeal: 'Chung tay vì người dân vùng bão',
      goal: '5000000000',
      opensOn: '2024-09-08' as PlainDate,
      receivesUntil: '2024-12-07' as PlainDate,
      distributesUntil: '2024-12-27' as PlainDate,
    }),
  )
}

async function plantMoney(w: Books): Promise<void> {
  const of = (unit: UnitId) => ({ unit, openedOn: SINCE, holder: 'HỘI CHỮ THẬP ĐỎ THỬ' })
  must(
    await w.run(
      'accountant',
      openMoneyAccount,
      {
        ...of(SOCIETY.province),
        kind: 'bank',
        bankBin: BANK.bin,
        number: BANK.number,
        name: 'Vietcombank',
        fund: FUNDS.storm,
        public: true,
      },
      as(MONEY.bank),
    ),
  )
  must(
    await w.run(
      'accountant',
      openMoneyAccount,
      { ...of(SOCIETY.province), kind: 'cash', name: 'Quỹ tiền mặt', fund: FUNDS.storm },
      as(MONEY.cash),
    ),
  )
  must(
    await w.run(
      'eastAccountant',
      openMoneyAccount,
      { ...of(SOCIETY.east), kind: 'bank', bankBin: '970405', number: '1500201113838', name: 'Agribank' },
      as(MONEY.eastBank),
    ),
  )
  must(
    await w.run(
      'eastAccountant',
      openMoneyAccount,
      { ...of(SOCIETY.east), kind: 'cash', name: 'Quỹ tiền mặt' },
      as(MONEY.eastCash),
    ),
  )
}

export const anEntry = (): EntryId => aCommand() as string as EntryId
