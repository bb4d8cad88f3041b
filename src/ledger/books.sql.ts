import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { EntryId, FundId, MoneyAccountId, PlainDate, UnitId } from '../kernel/index.ts'
import type { CampaignInput, ChartAccount, FundInput, MoneyAccountInput } from './types.ts'

/** Copies a chart into the unit's books; answers how many accounts there are. */
export async function copyChart(tx: Tx, unit: UnitId, chart: string): Promise<number> {
  const done = await sql`insert into ledger_account (unit_id, code, name, kind, purpose)
    select ${unit}, code, name, kind, purpose from chart_line where chart = ${chart}`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}

export const hasBooks = async (tx: Tx, unit: UnitId): Promise<boolean> =>
  (await sql`select from ledger_account where unit_id = ${unit} limit 1`.execute(tx)).rows.length > 0

export async function chartOf(tx: Tx, unit: UnitId): Promise<readonly ChartAccount[]> {
  const { rows } = await sql<ChartAccount>`
    select code, name, kind, purpose from ledger_account where unit_id = ${unit} and ended_on is null order by code`.execute(
    tx,
  )
  return rows
}

/** Adds an account or gives it another name; its kind and purpose stay what they were. */
export const writeAccount = (tx: Tx, unit: UnitId, account: Omit<ChartAccount, 'purpose'>) =>
  sql`insert into ledger_account (unit_id, code, name, kind) values (${unit}, ${account.code}, ${account.name}, ${account.kind})
    on conflict (unit_id, code) do update set name = excluded.name`.execute(tx)

export const basisIsThere = async (tx: Tx, key: string): Promise<boolean> =>
  (await sql`select from legal_basis where key = ${key} and ended_on is null`.execute(tx)).rows.length > 0

export const fundCodeTaken = async (tx: Tx, unit: UnitId, code: string): Promise<boolean> =>
  (await sql`select from fund where unit_id = ${unit} and code = ${code}`.execute(tx)).rows.length > 0

export async function insertFund(tx: Tx, by: Acting, id: FundId, fund: FundInput): Promise<void> {
  await sql`insert into fund (id, realm, unit_id, code, name, basis_key, purpose, restriction, opened_on, demonstration,
      changed_by, changed_at, command_id)
    values (${id}, ${by.actor.realm}, ${fund.unit}, ${fund.code}, ${fund.name}, ${fund.basis}, ${fund.purpose},
      ${fund.restriction ?? ''}, ${fund.openedOn}, exists (select from world where demonstration),
      ${by.actor.account}, ${by.now}, ${by.command})`.execute(tx)
  if (fund.areas?.length)
    await sql`insert into fund_area (fund_id, area_id) select ${id}, unnest(${[...fund.areas]}::text[])`.execute(tx)
}

export async function insertCampaign(tx: Tx, by: Acting, p: CampaignInput): Promise<void> {
  await sql`insert into campaign (fund_id, code, appeal, goal, state, opens_on, receives_until, distributes_until, extended_why,
      changed_by, changed_at)
    values (${p.fund}, ${p.code}, ${p.appeal}, ${p.goal ?? null}, 'open', ${p.opensOn}, ${p.receivesUntil},
      ${p.distributesUntil}, ${p.extendedWhy ?? ''}, ${by.actor.account}, ${by.now})`.execute(tx)
}

/** A fund with the limits that its legal basis sets; null when it is not there or not to be seen. */
export async function fundWithBasis(tx: Tx, id: FundId) {
  const { rows } = await sql<{
    unit: UnitId
    code: string
    closed: PlainDate | null
    receiveDays: number | null
    distributeDays: number | null
    version: number
    campaign: boolean
  }>`select f.unit_id as unit, f.code, f.closed_on as closed, b.receive_days as "receiveDays", b.distribute_days as "distributeDays",
      f.version, exists (select from campaign c where c.fund_id = f.id) as campaign
    from fund f join legal_basis b on b.key = f.basis_key where f.id = ${id}`.execute(tx)
  return rows[0] ?? null
}

/** What the fund still holds or owes, by account; closed at zero only. */
export async function leftIn(tx: Tx, fund: FundId): Promise<readonly { code: string; left: string }[]> {
  const { rows } = await sql<{ code: string; left: string }>`
    select p.code, sum(p.amount)::text as left from posting p join ledger_account a on a.unit_id = p.unit_id and a.code = p.code
    where p.fund_id = ${fund} and a.kind in ('asset', 'liability') group by p.code having sum(p.amount) <> 0 order by p.code`.execute(
    tx,
  )
  return rows
}

export const endFund = (tx: Tx, by: Acting, fund: FundId, day: PlainDate) =>
  sql`update fund set closed_on = ${day}, changed_by = ${by.actor.account}, changed_at = ${by.now}, version = version + 1
    where id = ${fund}`.execute(tx)

/** Answers false when the same account of the same bank is kept already, by whatever unit: the database holds it once. */
export async function insertMoneyAccount(
  tx: Tx,
  by: Acting,
  id: MoneyAccountId,
  p: MoneyAccountInput,
): Promise<boolean> {
  const done =
    await sql`insert into money_account (id, realm, unit_id, kind, bank_bin, number, holder, name, currency, fund_id,
      opened_on, public, changed_by, changed_at, command_id)
    values (${id}, ${by.actor.realm}, ${p.unit}, ${p.kind}, ${p.bankBin ?? null}, ${p.number ?? null}, ${p.holder}, ${p.name},
      ${p.currency ?? 'VND'}, ${p.fund ?? null}, ${p.openedOn}, ${p.public ?? false}, ${by.actor.account}, ${by.now}, ${by.command})
    on conflict (bank_bin, number) do nothing`.execute(tx)
  return Number(done.numAffectedRows ?? 0n) === 1
}

/** The amount above which another person reverses, and whether this person made the entry: accounts of one person are one. */
export async function secondPersonOver(tx: Tx, by: Acting, entry: EntryId): Promise<{ over: bigint; mine: boolean }> {
  const { rows } = await sql<{ over: string; mine: boolean }>`
    select s.second_person_over::text as over, coalesce((select e.posted_by = ${by.actor.account} or a.person_id = ${by.actor.person}
      from entry e left join account a on a.id = e.posted_by where e.realm = ${by.actor.realm} and e.id = ${entry}), false) as mine
    from ledger_setting s`.execute(tx)
  return { over: BigInt(rows[0]!.over), mine: rows[0]!.mine }
}

export type BasisRow = {
  readonly key: string
  readonly name: string
  readonly citation: string
  readonly books: boolean
}

/** The laws under which a fund may be opened today, and with each whether the unit has books yet. */
export async function basesOf(tx: Tx, unit: UnitId): Promise<readonly BasisRow[]> {
  const { rows } = await sql<BasisRow>`
    select key, name, citation, exists (select from ledger_account where unit_id = ${unit}) as books
    from legal_basis where ended_on is null order by ordinal`.execute(tx)
  return rows
}
