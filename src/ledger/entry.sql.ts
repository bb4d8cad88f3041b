import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { EntryId, PlainDate, UnitId } from '../kernel/index.ts'
import type { AccountPurpose, EntryDraft } from './types.ts'

/** Takes the next numbers of each unit and year, locked until the command ends: no gaps and no doubles. */
export async function takeNumbers(
  tx: Tx,
  wanted: readonly { unit: UnitId; year: number; count: number }[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ unit_id: UnitId; year: number; first: number }>`
    insert into entry_series as s (unit_id, year, last_number)
    select unit, year, count from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(unit uuid, year smallint, count integer)
    order by unit, year
    on conflict (unit_id, year) do update set last_number = s.last_number + excluded.last_number
    returning unit_id, year, last_number as first`.execute(tx)
  return new Map(
    rows.map(row => {
      const count = wanted.find(one => one.unit === row.unit_id && one.year === row.year)?.count ?? 0
      return [`${row.unit_id} ${row.year}`, row.first - count + 1]
    }),
  )
}

/** The codes by which these units keep these purposes. */
export async function codesOf(tx: Tx, units: readonly UnitId[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ unit_id: UnitId; purpose: AccountPurpose; code: string }>`
    select unit_id, purpose, code from ledger_account
    where unit_id = any(${[...units]}::uuid[]) and purpose is not null and ended_on is null`.execute(tx)
  return new Map(rows.map(row => [`${row.unit_id} ${row.purpose}`, row.code]))
}

/** Days among these on which a unit's books are closed: closing reaches back over every earlier month. */
export async function closedDays(
  tx: Tx,
  days: readonly { unit: UnitId; day: PlainDate }[],
): Promise<readonly { unit: UnitId; day: PlainDate }[]> {
  const asked = [...new Map(days.map(({ unit, day }) => [`${unit} ${day}`, { unit, day }])).values()]
  const { rows } = await sql<{ unit: UnitId; day: PlainDate }>`
    select d.unit, d.day from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as d(unit uuid, day date)
    where exists (select from ledger_month m
      where m.unit_id = d.unit and m.month >= date_trunc('month', d.day)::date and m.closed_at is not null) order by d.day limit 5`.execute(
    tx,
  )
  return rows
}

/** Which of these sources were posted before. */
export async function postedBefore(tx: Tx, by: Acting, drafts: readonly EntryDraft[]): Promise<readonly string[]> {
  const sources = drafts.map(({ source }) => ({ kind: source.kind, id: source.id, step: source.step ?? '' }))
  const { rows } = await sql<{ id: string }>`
    select e.source_id as id from jsonb_to_recordset(${JSON.stringify(sources)}::jsonb) as s(kind text, id uuid, step text)
      join entry e on e.realm = ${by.actor.realm} and (e.source_kind, e.source_id, e.source_step) = (s.kind, s.id, s.step)
    limit 5`.execute(tx)
  return rows.map(row => row.id)
}

export type EntryRow = {
  readonly id: EntryId
  readonly unit: UnitId
  readonly year: number
  readonly number: number
  readonly day: PlainDate
  readonly text: string
  readonly source_kind: string
  readonly source_id: string
  readonly source_step: string
  readonly reverses: EntryId | null
}
export type PostingRow = {
  readonly entry: EntryId
  readonly ordinal: number
  readonly unit: UnitId
  readonly fund: string
  readonly code: string
  /** Whole đồng as decimal text, because JSON has no 64-bit whole number. */
  readonly amount: string
  readonly day: PlainDate
  readonly money: string | null
}

export async function writeEntries(
  tx: Tx,
  by: Acting,
  entries: readonly EntryRow[],
  postings: readonly PostingRow[],
): Promise<void> {
  await sql`insert into entry (realm, id, unit_id, year, number, day, text, source_kind, source_id, source_step, reverses_id,
      posted_by, posted_at, command_id)
    select ${by.actor.realm}, id, unit, year, number, day, text, source_kind, source_id, source_step, reverses,
      ${by.actor.account}, ${by.now}, ${by.command}
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as e(id uuid, unit uuid, year smallint, number integer, day date,
      text text, source_kind text, source_id uuid, source_step text, reverses uuid)`.execute(tx)
  await sql`insert into posting (realm, entry_id, ordinal, unit_id, fund_id, code, amount, day, money_account_id)
    select ${by.actor.realm}, entry, ordinal, unit, fund, code, amount, day, money
    from jsonb_to_recordset(${JSON.stringify(postings)}::jsonb) as p(entry uuid, ordinal smallint, unit uuid, fund uuid, code text,
      amount bigint, day date, money uuid)`.execute(tx)
}

/** An entry with its postings, to be reversed; null when it is not there or not to be seen. */
export async function entryToReverse(
  tx: Tx,
  by: Acting,
  id: EntryId,
): Promise<{
  unit: UnitId
  day: PlainDate
  number: number
  year: number
  reversed: boolean
  reversal: boolean
  postings: readonly PostingRow[]
} | null> {
  const { rows } = await sql<{
    unit: UnitId
    day: PlainDate
    number: number
    year: number
    reversed: boolean
    reversal: boolean
  }>`
    select unit_id as unit, day, number, year, reverses_id is not null as reversal,
      exists (select from entry r where r.realm = e.realm and r.reverses_id = e.id) as reversed
    from entry e where realm = ${by.actor.realm} and id = ${id}`.execute(tx)
  const entry = rows[0]
  if (!entry) return null
  const { rows: postings } = await sql<PostingRow>`
    select entry_id as entry, ordinal, unit_id as unit, fund_id as fund, code, amount::text as amount, day, money_account_id as money
    from posting where realm = ${by.actor.realm} and entry_id = ${id} order by ordinal`.execute(tx)
  return { ...entry, postings }
}
