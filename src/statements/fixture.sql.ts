// A unit with a bank account and its keepers: for the tests of this room, for the bench and for the script of interruptions.
import { sql } from 'kysely'
import { seedDemonstrationAccounts, type Actor, type Role } from '../access/index.ts'
import type { Database } from '../db/index.ts'
import type { AccountId, FundId, GrantId, MoneyAccountId, PersonId, PlainDate, Realm, UnitId } from '../kernel/index.ts'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const SINCE = '2020-01-01' as PlainDate

export const UNIT = id(1) as UnitId
export const FUND = id(50) as FundId
export const FUND_CODE = 'YAGI24'
export const ACCOUNTS = {
  vietcombank: { id: id(60) as MoneyAccountId, bin: '970436', number: '6213685752566' },
  agribank: { id: id(61) as MoneyAccountId, bin: '970405', number: '1500201113838' },
  vietinbank: { id: id(62) as MoneyAccountId, bin: '970415', number: '113000006923' },
} as const
export const KEEPERS = {
  accountant: id(10) as AccountId,
  cashier: id(11) as AccountId,
  leader: id(12) as AccountId,
  stranger: id(13) as AccountId,
} as const
export type Keeper = keyof typeof KEEPERS
const ROLE: Readonly<Record<Keeper, Role>> = {
  accountant: 'accountant',
  cashier: 'cashier',
  leader: 'leader',
  stranger: 'clerk',
}

export const keeper = (who: Keeper): Actor => ({
  account: KEEPERS[who],
  person: null,
  name: who,
  language: 'vi',
  unit: UNIT,
  unitName: 'Hội tỉnh thử',
  realm: 94 as Realm,
  grants: [{ role: ROLE[who], unit: UNIT, unitName: 'Hội tỉnh thử', realm: 94 as Realm }],
})

export async function plantBank(db: Database, now: Date, asOf: PlainDate): Promise<void> {
  await db.own({ now, asOf }, async tx => {
    await sql`insert into realm values (94, 'Tỉnh thử') on conflict do nothing`.execute(tx)
    await sql`insert into world (name, demonstration, starts_at, seeded_at) select 'thử', true, ${now}, now() where not exists (select from world)`.execute(
      tx,
    )
    await sql`insert into area (id, code, level, name, name_fold, during) values ('t-94', '94t', 'province', 'Tỉnh thử', 'tinh thu', '[2000-01-01,)')`.execute(
      tx,
    )
    await sql`insert into unit (id, realm, kind, area_id, name, name_fold, during)
      values (${UNIT}, 94, 'red_cross_province', 't-94', 'Hội tỉnh thử', 'hoi tinh thu', '[2000-01-01,)')`.execute(tx)
    await sql`insert into unit_path (ancestor_id, descendant_id, depth, during) values (${UNIT}, ${UNIT}, 0, '[2000-01-01,)') on conflict do nothing`.execute(
      tx,
    )
    await seedDemonstrationAccounts(tx, {
      accounts: (Object.keys(KEEPERS) as Keeper[]).map((who, at) => ({
        id: KEEPERS[who],
        name: who,
        email: `${who}@money.example`,
        grants: [{ id: id(100 + at) as GrantId, role: ROLE[who], unit: UNIT, from: SINCE }],
      })),
      passwordHash: 'none',
      now,
    })
    await sql`insert into fund (id, realm, unit_id, code, name, basis_key, purpose, opened_on, changed_at)
      values (${FUND}, 94, ${UNIT}, ${FUND_CODE}, 'Ủng hộ bão số 3 (thử)', 'disaster-appeal', 'Giúp người dân vùng bão', '2024-09-01', ${now})`.execute(
      tx,
    )
    for (const [code, name, kind, purpose] of [
      ['112', 'Tiền gửi ngân hàng', 'asset', 'bank'],
      ['111', 'Tiền mặt', 'asset', 'cash'],
      ['511', 'Thu ủng hộ', 'income', 'gifts'],
      ['338', 'Chưa rõ', 'liability', 'unclear'],
      ['515', 'Lãi', 'income', 'interest'],
      ['642', 'Phí ngân hàng', 'expense', 'bank-fee'],
      ['811', 'Hoàn trả', 'expense', 'returned'],
      ['336', 'Giữa các quỹ', 'liability', 'between-funds'],
    ] as const)
      await sql`insert into ledger_account (unit_id, code, name, kind, purpose) values (${UNIT}, ${code}, ${name}, ${kind}, ${purpose})`.execute(
        tx,
      )
    for (const one of Object.values(ACCOUNTS))
      await sql`insert into money_account (id, realm, unit_id, kind, bank_bin, number, holder, name, fund_id, opened_on, changed_at)
        values (${one.id}, 94, ${UNIT}, 'bank', ${one.bin}, ${one.number}, 'HỘI CHỮ THẬP ĐỎ THỬ', ${`Tài khoản ${one.number}`}, ${FUND}, '2020-01-01', ${now})`.execute(
        tx,
      )
  })
}

/** Gives these accounts to one person, who holds an office at each of two units. */
export async function onePerson(
  db: Database,
  now: Date,
  asOf: PlainDate,
  ...accounts: readonly Keeper[]
): Promise<PersonId> {
  const person = id(90) as PersonId
  await db.own({ now, asOf }, async tx => {
    await sql`insert into person (id, realm, name, name_fold) values (${person}, 94, 'Nguyễn Thị Thử', 'nguyen thi thu')`.execute(
      tx,
    )
    await sql`update account set person_id = ${person} where id = any(${accounts.map(who => KEEPERS[who])}::uuid[])`.execute(
      tx,
    )
  })
  return person
}

/** The figures that the oracles of the tests and of the bench speak of. */
export async function booksOf(db: Database, now: Date, asOf: PlainDate) {
  return db.own({ now, asOf }, async tx => {
    const { rows } = await sql<
      Record<'lines' | 'gifts' | 'leaves' | 'entries' | 'postings' | 'reviews' | 'over', number> & {
        given: string
        banked: string
      }
    >`
      select (select count(*) from statement_line)::int as lines, (select count(*) from gift)::int as gifts,
        (select coalesce(sum(amount) filter (where reverses_id is null), 0) - coalesce(sum(amount) filter (where reverses_id is not null), 0) from gift)::text as given,
        (select count(*) from leaf)::int as leaves, (select count(*) from entry)::int as entries, (select count(*) from posting)::int as postings,
        (select count(*) from statement_review)::int as reviews,
        (select coalesce(sum(amount), 0) from posting where money_account_id is not null)::text as banked,
        (select count(*) from (select fund_id from posting group by fund_id having sum(amount) <> 0) o)::int as over`.execute(
      tx,
    )
    return rows[0]!
  })
}
