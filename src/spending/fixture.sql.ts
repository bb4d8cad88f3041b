// The world of spending for tests and for the script of interruptions: the books of the ledger's fixture, an account at Agribank
// whose statements carry balances, money in it, and a commune whose society has one officer, with two accounts.
import type { TestContext } from 'node:test'
import { sql } from 'kysely'
import { aCommand, must, testDatabase } from '../../test/testkit.ts'
import { readAs, runCommand, seedDemonstrationAccounts, type Actor, type Role, type UseCase } from '../access/index.ts'
import type { Database, Tx } from '../db/index.ts'
import type {
  AccountId,
  CommandId,
  FundId,
  GrantId,
  MoneyAccountId,
  PersonId,
  PlainDate,
  Realm,
  Result,
  UnitId,
} from '../kernel/index.ts'
import { BOOKS_AT, FUNDS, KEEPERS, keeper, MONEY, plantBooks, SOCIETY, type Keeper } from '../ledger/fixture.sql.ts'
import { enterByHand, fsckLedger, openBooks, openFund, openMoneyAccount } from '../ledger/index.ts'
import { cancelImport, fsckStatements, openImport, stageStatements } from '../statements/index.ts'
import { approveVoucher } from './check-voucher.ts'
import { fsckSpending } from './fsck.sql.ts'
import { postStatementPaying } from './match-paid.ts'
import { codeOf, memoOfVoucher } from './rules.ts'
import type { VoucherId, VoucherInput } from './types.ts'
import { submitVoucher, writeVoucher } from './write-voucher.ts'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

export { BOOKS_AT, cancelImport, FUNDS, MONEY, SOCIETY }
export const PLACES = { agribank: id(305) as MoneyAccountId, commune: id(306) as MoneyAccountId } as const
export const COMMUNE = { society: id(3) as UnitId, front: id(4) as UnitId, fund: id(204) as FundId } as const
const OFFICER = id(95) as PersonId
/** `officer1` and `officer2` are two accounts of the one officer of the commune's society. */
const MORE = {
  officer1: [['accountant', 'cashier'], COMMUNE.society, 41, OFFICER],
  officer2: [['leader'], COMMUNE.society, 42, OFFICER],
  front: [['accountant', 'leader'], COMMUNE.front, 43, null],
  admin: [['admin'], SOCIETY.province, 44, null],
} as const satisfies Readonly<Record<string, readonly [readonly Role[], UnitId, number, PersonId | null]>>
export type Spender = Keeper | keyof typeof MORE

export function spender(who: Spender): Actor {
  if (who in KEEPERS) return keeper(who as Keeper)
  const [roles, unit, n, person] = MORE[who as keyof typeof MORE]
  const at = { unit, unitName: unit === COMMUNE.front ? 'MTTQ xã thử' : 'Hội xã thử', realm: 94 as Realm }
  return {
    account: id(n) as AccountId,
    person,
    name: who,
    language: 'vi',
    ...at,
    grants: roles.map(role => ({ role, ...at })),
  }
}

export type Desk = {
  readonly db: Database
  run<I, O>(who: Spender, command: UseCase<I, O>, input: I, id?: CommandId): Promise<Result<O>>
  read<T>(who: Spender, work: (tx: Tx) => Promise<T>): Promise<T>
  own<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  rows<R>(query: string): Promise<R[]>
  /** Takes in and posts a statement of the Agribank account; each line says its day, memo and amount (out below zero). */
  statement(opening: number, lines: readonly (readonly [string, string, number])[]): Promise<Result<unknown>>
}

export function deskOn(db: Database): Desk {
  const at = { now: BOOKS_AT.now, asOf: BOOKS_AT.today }
  const own = <T>(work: (tx: Tx) => Promise<T>) => db.own(at, work)
  const run: Desk['run'] = (who, command, input, commandId = aCommand()) =>
    runCommand(db, BOOKS_AT, spender(who), commandId, command, input)
  let page = 0
  return {
    db,
    own,
    run,
    read: (who, work) => readAs(db, BOOKS_AT, spender(who), work),
    rows: query => own(async tx => (await sql.raw(query).execute(tx)).rows as never[]),
    statement: async (opening, lines) => {
      let balance = opening
      const text = lines.map(([day, memo, amount], n) => {
        balance += amount
        const [out, into] = amount < 0 ? [`"${-amount}"`, ''] : ['', `"${amount}"`]
        return `1,${day.split('-').toReversed().join('/')},,,${++page}${n},${memo},${out},${into},"${balance}",`
      })
      const opened = await run('accountant', openImport, {
        unit: SOCIETY.province,
        account: PLACES.agribank,
        files: [{ name: 'so-phu.csv', bytes: new TextEncoder().encode(`${[HEAD, ...text].join('\n')}\n`) }],
      })
      if (!opened.ok) return opened
      await stageStatements({ db, clock: () => BOOKS_AT })
      return run('accountant', postStatementPaying, { id: opened.value.id })
    },
  }
}
const HEAD =
  'PageId,Date,Time,DocumentNumber,ReferenceNumber,TransactionDetails,DebitAmount,CreditAmount,Balance,OffsetAccount'

export const desk = async (t: Pick<TestContext, 'after'>): Promise<Desk> =>
  deskOn(await testDatabase(t, { key: 'spending-fixture-1', fill: plantSpending }))

export async function plantSpending(db: Database): Promise<void> {
  await plantBooks(db)
  await plantCommune(db)
  const w = deskOn(db)
  const since = '2024-09-01' as PlainDate
  const bank = { kind: 'bank', holder: 'HỘI CHỮ THẬP ĐỎ THỬ', openedOn: since, bankBin: '970405' } as const
  const opening = { ...bank, unit: SOCIETY.province, number: '1500201119999', name: 'Agribank', fund: FUNDS.storm }
  must(await w.run('accountant', openMoneyAccount, opening, PLACES.agribank as string as CommandId))
  must(await w.run('officer1', openBooks, { unit: COMMUNE.society }))
  const fund = { unit: COMMUNE.society, code: 'BAO-3', name: 'Ủng hộ bão số 3, xã', basis: 'disaster-appeal' }
  const why = { purpose: 'Giúp người dân vùng bão', openedOn: since }
  must(await w.run('officer1', openFund, { ...fund, ...why }, COMMUNE.fund as string as CommandId))
  const theirs = { ...bank, unit: COMMUNE.society, number: '1500201118888', name: 'Agribank', fund: COMMUNE.fund }
  must(await w.run('officer1', openMoneyAccount, theirs, PLACES.commune as string as CommandId))
  const given = (f: FundId, place: MoneyAccountId, code: string, debit: string) => [
    { code, fund: f, debit, credit: '', place },
    { code: '5111', fund: f, debit: '', credit: debit, place: null },
  ]
  const text = 'Ủng hộ tiền mặt'
  const day = '2024-09-10' as PlainDate
  const cash = { unit: SOCIETY.province, day, text, rows: given(FUNDS.storm, MONEY.cash, '111', '20000000') }
  must(await w.run('accountant', enterByHand, cash))
  const commune = { unit: COMMUNE.society, day, text, rows: given(COMMUNE.fund, PLACES.commune, '112', '400000000') }
  must(await w.run('officer1', enterByHand, commune))
  must(await w.statement(0, [['2024-09-09', 'Cong ty A ung ho dong bao bao lu', 900_000_000]]))
}

async function plantCommune(db: Database): Promise<void> {
  await db.own({ now: BOOKS_AT.now, asOf: BOOKS_AT.today }, async tx => {
    await sql`insert into area (id, code, level, name, name_fold, parent_id, during)
      values ('t-94-1', '94001', 'commune', 'Xã thử', 'xa thu', 't-94', '[2000-01-01,)')`.execute(tx)
    for (const [unit, kind, name] of [
      [COMMUNE.society, 'red_cross_society', 'Hội xã thử'],
      [COMMUNE.front, 'front_standing_committee', 'MTTQ xã thử'],
    ] as const)
      await sql`insert into unit (id, realm, kind, area_id, name, name_fold, during)
        values (${unit}, 94, ${kind}, 't-94-1', ${name}, ${name}, '[2000-01-01,)')`.execute(tx)
    await sql`insert into unit_link (child_id, line, parent_id, during) values (${COMMUNE.society}, 'red_cross', ${SOCIETY.east}, '[2000-01-01,)')`.execute(
      tx,
    )
    await sql`select rebuild_unit_paths()`.execute(tx)
    await sql`insert into unit_path (ancestor_id, descendant_id, depth, during)
      values (${COMMUNE.front}, ${COMMUNE.front}, 0, '[2000-01-01,)') on conflict do nothing`.execute(tx)
    await sql`insert into person (id, realm, name, name_fold) values (${OFFICER}, 94, 'Nguyễn Thị Thử', 'nguyen thi thu')`.execute(
      tx,
    )
    const accounts = Object.entries(MORE).map(([who, [roles, unit, n, person]]) => ({
      id: id(n) as AccountId,
      name: who,
      email: `${who}@chi-tieu.example`,
      ...(person ? { person } : {}),
      grants: roles.map((role, at) => ({
        id: id(200 + n * 10 + at) as GrantId,
        role,
        unit,
        from: '2020-01-01' as PlainDate,
      })),
    }))
    must(await seedDemonstrationAccounts(tx, { accounts, passwordHash: 'none', now: BOOKS_AT.now }))
  })
}

export const day = (text: string) => text as PlainDate
export const refused = (result: Result<unknown>) => (result.ok ? 'done' : result.problem.kind)
const unit = SOCIETY.province

export const aVoucher = (more: Partial<VoucherInput> = {}): VoucherInput => ({
  kind: 'bank',
  fund: FUNDS.storm,
  allocation: null,
  share: null,
  programme: 'Cứu trợ khẩn cấp',
  agreement: null,
  expense: 'aid',
  amount: '50000000',
  reason: 'Mua gạo giúp người dân vùng bão',
  day: day('2024-09-20'),
  payee: { name: 'Công ty Gạo Thử', bankBin: '970436', number: '0123456789' },
  ...more,
})
export const version = async (w: Desk, voucher: VoucherId) =>
  (await w.rows<{ version: number; state: string }>(`select version, state from voucher where id = '${voucher}'`))[0]!
export const at = async (w: Desk, voucher: VoucherId) => ({ voucher, version: (await version(w, voucher)).version })
export const stateOf = async (w: Desk, voucher: VoucherId) => (await version(w, voucher)).state

/** A voucher that is written and submitted by one and approved by another. */
export async function approved(w: Desk, more: Partial<VoucherInput> = {}): Promise<VoucherId> {
  const { voucher } = must(await w.run('accountant', writeVoucher, { unit, ...aVoucher(more) }))
  must(await w.run('accountant', submitVoucher, { voucher, version: 1 }))
  must(await w.run('leader', approveVoucher, { voucher, version: 2, day: day('2024-09-21') }))
  return voucher
}
export const memo = (voucher: VoucherId) => `${memoOfVoucher(codeOf(voucher))} chi ung ho`

/** The trial balance of a unit as an accountant reads it: code and what stands there, a debit positive. */
export const balances = async (w: Desk, of = unit) =>
  Object.fromEntries(
    (
      await w.rows<{ code: string; sum: string }>(
        `select code, sum(amount)::text as sum from posting where unit_id = '${of}' group by code having sum(amount) <> 0 order by code`,
      )
    ).map(({ code, sum }) => [code, sum]),
  )
export const inBank = async (w: Desk) =>
  (
    await w.rows<{ sum: string }>(
      `select coalesce(sum(amount), 0)::text as sum from posting where money_account_id = '${PLACES.agribank}'`,
    )
  )[0]!.sum
export const broken = async (w: Desk) =>
  (
    await w.own(async tx => [...(await fsckLedger(tx)), ...(await fsckStatements(tx)), ...(await fsckSpending(tx))])
  ).filter(check => check.violations > 0)
