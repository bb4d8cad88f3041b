import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { addDays, type FundId, type PlainDate, type UnitId } from '../kernel/index.ts'
import { dutiesOf, type Due, type LegalDuty } from './rules.ts'
import type { CampaignInput } from './types.ts'

export type Publication = {
  readonly key: string
  readonly dueOn: PlainDate
  readonly on: PlainDate
  readonly evidence: string
}
export type WatchedDuty = Due & {
  readonly published: Publication | null
  readonly state: 'published' | 'late' | 'near' | 'later'
}
/** A fund with all that the law asks of it, and what it has published. */
export type WatchedFund = {
  readonly id: FundId
  readonly realm: number
  readonly unit: UnitId
  readonly code: string
  readonly name: string
  readonly basis: string
  readonly citation: string
  readonly purpose: string
  readonly restriction: string
  readonly openedOn: PlainDate
  readonly closedOn: PlainDate | null
  readonly campaign:
    | (Pick<CampaignInput, 'opensOn' | 'receivesUntil' | 'distributesUntil'> & { readonly code: string })
    | null
  readonly calendar: readonly WatchedDuty[]
}
type Row = Omit<WatchedFund, 'calendar'> & {
  readonly duties: readonly LegalDuty[]
  readonly publications: readonly Publication[]
  readonly remindDays: number
}

/** The funds of a unit, or one fund, or all that the reader may see, each with its calendar as it stands today. */
export async function watchedFunds(
  tx: Tx,
  today: PlainDate,
  of: { readonly unit?: UnitId; readonly fund?: FundId } = {},
): Promise<readonly WatchedFund[]> {
  const { rows } = await sql<Row>`
    select f.id, f.realm, f.unit_id as unit, f.code, f.name, b.name as basis, b.citation, f.purpose, f.restriction, f.opened_on as "openedOn",
      f.closed_on as "closedOn", (select remind_days from ledger_setting) as "remindDays",
      (select jsonb_build_object('code', c.code, 'opensOn', c.opens_on, 'receivesUntil', c.receives_until, 'distributesUntil', c.distributes_until)
        from campaign c where c.fund_id = f.id) as campaign,
      (select coalesce(jsonb_agg(jsonb_build_object('key', d.key, 'countedFrom', d.counted_from, 'days', d.days, 'confirmed', d.confirmed)), '[]')
        from legal_duty d where d.basis_key = f.basis_key) as duties,
      (select coalesce(jsonb_agg(jsonb_build_object('key', p.duty_key, 'dueOn', p.due_on, 'on', p.published_on, 'evidence', p.evidence)), '[]')
        from fund_publication p where p.fund_id = f.id) as publications
    from fund f join legal_basis b on b.key = f.basis_key
    where (${of.unit ?? null}::uuid is null or f.unit_id = ${of.unit ?? null}) and (${of.fund ?? null}::uuid is null or f.id = ${of.fund ?? null})
    order by f.closed_on nulls first, f.code`.execute(tx)
  return rows.map(({ duties, publications, remindDays, ...fund }) => ({
    ...fund,
    calendar: dutiesOf(fund, fund.campaign, duties, today).map(due => {
      const published = publications.find(one => one.key === due.key && one.dueOn === due.dueOn) ?? null
      const near = due.dueOn <= addDays(today, remindDays) ? 'near' : 'later'
      return { ...due, published, state: published ? 'published' : due.dueOn < today ? 'late' : near }
    }),
  }))
}

/** What somebody should publish soon or should have published, over funds that were read. */
export const pressing = (funds: readonly WatchedFund[]) =>
  funds.flatMap(fund =>
    fund.calendar.flatMap(due => (due.state === 'late' || due.state === 'near' ? [{ ...due, fund }] : [])),
  )

export const insertPublication = (
  tx: Tx,
  by: Acting,
  p: { fund: FundId; duty: string; dueOn: PlainDate; on: PlainDate; evidence: string },
) =>
  sql`insert into fund_publication (fund_id, duty_key, due_on, published_on, evidence, published_by, command_id)
    values (${p.fund}, ${p.duty}, ${p.dueOn}, ${p.on}, ${p.evidence}, ${by.actor.account}, ${by.command})`.execute(tx)

/**
 * For the nightly work, as the owner: tells each unit once that a duty of one of its funds comes near, and once that it is
 * late. Run twice it tells nobody twice, because a notice is named by fund, duty, day and step.
 */
export async function remindOfDuties(tx: Tx, today: PlainDate, now: Date): Promise<number> {
  const told = pressing(await watchedFunds(tx, today)).map(due => ({
    realm: due.fund.realm,
    name: `${due.fund.id} ${due.key} ${due.dueOn} ${due.state}`,
    unit: due.fund.unit,
    kind: `duty-${due.state}`,
    fund: due.fund.id,
    code: due.fund.code,
    date: due.dueOn,
  }))
  const done = await sql`
    insert into notice (realm, command_id, ordinal, unit_id, kind, parameters, link, at)
    select realm, md5(name)::uuid, 0, unit, kind, jsonb_build_object('fund', code, 'date', to_char(date, 'DD/MM/YYYY')),
      '/money/funds/' || fund, ${now}
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as t(realm smallint, name text, unit uuid, kind text, fund uuid, code text, date date)
    on conflict (realm, command_id, ordinal) do nothing`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}
