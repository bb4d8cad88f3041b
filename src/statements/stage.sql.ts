import { sql } from 'kysely'
import type { StatementCheck } from '../bank/index.ts'
import { copyIn, type CopyValue, type Database, type Tx } from '../db/index.ts'
import type { FundId, PlainDate, Problem, UnitId } from '../kernel/index.ts'
import type { Campaigns } from './claims.ts'
import type { Difference, KeptFault, StatementState, ToStage } from './types.ts'

// All of this runs as the owner, for a job or the command line; the actor's own statements are in statement.sql.ts.

/** Takes the oldest statement that waits, or whose reader has not been heard of; two workers never take the same one. */
export async function claimStatement(tx: Tx, now: Date, until: Date, only: number | null): Promise<ToStage | null> {
  const { rows } = await sql<ToStage>`
    update statement s set state = 'staging', lines = 0, again = 0, attempts = attempts + 1, lease_until = ${until}
    from money_account m
    where m.id = s.money_account_id and (s.realm, s.id) = (select realm, id from statement
      where (state = 'waiting' or (state = 'staging' and lease_until < ${now})) and (${only}::int is null or no = ${only}::int)
      order by started_at, id limit 1 for update skip locked)
    returning s.realm, s.id, s.no, s.unit_id as unit, s.money_account_id as account, m.number as "accountNumber", s.bank, s.mapping,
      s.opening_given as "openingGiven", s.files, s.attempts`.execute(tx)
  return rows[0] ?? null
}

/** Some of what staged statements of this account left behind that came to nothing, and of this one's earlier attempt. */
export async function dropLeftLines(tx: Tx, s: ToStage, most: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with gone as (delete from statement_line l using (select l.realm, l.id from statement s join statement_line l on l.statement_no = s.no
        where s.money_account_id = ${s.account} and (s.no = ${s.no} or s.state in ('refused', 'cancelled', 'repeated')) limit ${most}) g
      where (l.realm, l.id) = (g.realm, g.id) returning 1)
    select count(*)::int as n from gone`.execute(tx)
  if (rows[0]!.n === 0) {
    await sql`delete from statement_day where statement_no = ${s.no}`.execute(tx)
    await sql`delete from statement_seen where statement_no = ${s.no}`.execute(tx)
  }
  return rows[0]!.n
}

/** Statements that came to nothing and still have lines, for the job to clear away. */
export async function leftBehind(tx: Tx): Promise<ToStage | null> {
  const { rows } = await sql<ToStage>`
    select s.realm, s.id, s.no, s.unit_id as unit, s.money_account_id as account from statement s
    where s.state in ('refused', 'cancelled') and exists (select from statement_line l where l.statement_no = s.no) limit 1`.execute(
    tx,
  )
  return rows[0] ?? null
}

export async function campaignsOf(tx: Tx, unit: UnitId): Promise<Campaigns> {
  const { rows } = await sql<{ code: string; fund: FundId }>`
    select c.code, c.fund_id as fund from campaign c join fund f on f.id = c.fund_id
    where f.unit_id = ${unit} and c.state <> 'draft'`.execute(tx)
  return new Map(rows.map(row => [row.code, row.fund]))
}

/** Whether posted lines of this account stand in these days. */
export async function overlaps(tx: Tx, s: ToStage, from: PlainDate, until: PlainDate): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`
    select exists (select from statement e join statement_day d on d.statement_no = e.no
      where e.money_account_id = ${s.account} and e.state = 'posted' and d.day between ${from} and ${until}) as yes`.execute(
    tx,
  )
  return rows[0]!.yes
}

/** Which of these lines are there already; remembered, so that what is missing can be told. */
export async function seenAmong(tx: Tx, s: ToStage, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    with there as (select l.id from statement_line l where l.realm = ${s.realm} and l.id = any(${[...ids]}::uuid[])),
      kept as (insert into statement_seen (statement_no, line_id) select ${s.no}::int, id from there)
    select replace(id::text, '-', '') as id from there`.execute(tx)
  return new Set(rows.map(row => row.id))
}

/** The columns of a line in the order of `LineRow`. */
export const LINE_COLUMNS = {
  amount: 'bigint',
  balance: 'bigint',
  statement_no: 'integer',
  ordinal: 'integer',
  row_no: 'integer',
  day: 'date',
  part: 'smallint',
  realm: 'smallint',
  kind: 'smallint',
  doubts: 'smallint',
  id: 'uuid',
  fund_id: 'uuid',
  time: 'text',
  doc: 'text',
  reference: 'text',
  counterparty: 'text',
  memo: 'text',
  words: 'text',
  claims: 'text',
  code: 'text',
} as const

export const writeLines = (kind: Database['kind'], tx: Tx, rows: readonly (readonly CopyValue[])[]) =>
  copyIn(kind, tx, 'statement_line', LINE_COLUMNS, rows)

/** Says how far it is; false when somebody cancelled it or took it over. */
export async function noteProgress(
  tx: Tx,
  s: ToStage,
  p: { lines: number; again: number; until: Date },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update statement set lines = ${p.lines}, again = ${p.again}, lease_until = ${p.until}
    where realm = ${s.realm} and id = ${s.id} and state = 'staging' and attempts = ${s.attempts} returning id`.execute(
    tx,
  )
  return rows.length === 1
}

export async function writeDays(
  tx: Tx,
  s: ToStage,
  check: StatementCheck,
  again: ReadonlyMap<PlainDate, number>,
): Promise<void> {
  const days = check.days.map(day => ({
    day: day.date,
    lines: day.lines,
    again: again.get(day.date) ?? 0,
    credits: day.credits.toString(),
    debits: day.debits.toString(),
    closing: day.closing?.toString() ?? null,
    proved: day.proved,
  }))
  await sql`insert into statement_day (statement_no, day, lines, again, credits, debits, closing, proved)
    select ${s.no}, day, lines, again, credits, debits, closing, proved from jsonb_to_recordset(${JSON.stringify(days)}::jsonb)
      as d(day date, lines integer, again integer, credits numeric, debits numeric, closing bigint, proved boolean)`.execute(
    tx,
  )
}

/**
 * Where this file and posted ones of the account disagree: lines of an earlier file that this one lacks on a day that it
 * covers, and new lines in a day that an earlier file proved. Its own first and last day may be parts of days.
 */
export async function differencesOf(tx: Tx, s: ToStage): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    with mine as (select day, lines, again, proved from statement_day where statement_no = ${s.no}),
      posted as (select no from statement where money_account_id = ${s.account} and state = 'posted'),
      there as (select l.day, count(*)::int as lines from statement_line l
        where l.statement_no in (select no from posted) and l.day in (select day from mine) group by l.day),
      proved as (select distinct day from statement_day where statement_no in (select no from posted) and proved)
    select t.day, 'missing' as kind, t.lines - m.again as count from mine m join there t using (day)
      where t.lines > m.again and (m.proved or m.day not in (select max(day) from mine union select min(day) from mine))
    union all
    select m.day, 'new', m.lines - m.again from mine m join proved using (day) where m.lines > m.again
    order by 1, 2`.execute(tx)
  return rows
}

export async function endStaging(
  tx: Tx,
  s: ToStage,
  p: {
    state: StatementState
    check: StatementCheck | null
    faults?: readonly KeptFault[]
    differences?: readonly Difference[]
    problem?: Problem
    again?: number
  },
): Promise<boolean> {
  const { check } = p
  const { rows } = await sql<{ id: string }>`
    update statement set state = ${p.state}, lease_until = null, lines = ${check?.lines ?? 0}, again = ${p.again ?? 0},
      opening = ${check?.opening ?? null}, closing = ${check?.closing ?? null}, credits = ${check?.credits ?? 0n}, debits = ${check?.debits ?? 0n},
      bank = case when bank = 'auto' then ${check?.bank ?? 'auto'} else bank end,
      problem = ${p.problem ? JSON.stringify(p.problem) : null}::jsonb, faults = ${JSON.stringify(p.faults ?? [])}::jsonb,
      notes = ${JSON.stringify(check?.notes ?? [], (_, v: unknown) => (typeof v === 'bigint' ? v.toString() : v))}::jsonb,
      differences = ${JSON.stringify(p.differences ?? [])}::jsonb
    where realm = ${s.realm} and id = ${s.id} and state = 'staging' and attempts = ${s.attempts} returning id`.execute(
    tx,
  )
  if (rows.length === 1) await sql`delete from statement_chunk where statement_no = ${s.no}`.execute(tx)
  return rows.length === 1
}

/** Words of which many lines are full; the sums of all files tell which words are too common to be searched alone. */
export const writeWords = (tx: Tx, s: ToStage, words: readonly { word: string; lines: number }[]) =>
  sql`insert into statement_word as w (unit_id, word, lines)
    select ${s.unit}, word, lines from jsonb_to_recordset(${JSON.stringify(words)}::jsonb) as n(word text, lines bigint) order by word
    on conflict (unit_id, word) do update set lines = w.lines + excluded.lines`.execute(tx)

/** Bytes of an upload, one chunk after another, each in a transaction of its own. */
export async function chunkOf(tx: Tx, no: number, part: number, ordinal: number): Promise<Uint8Array | null> {
  const { rows } = await sql<{ bytes: Uint8Array }>`
    select bytes from statement_chunk where statement_no = ${no} and part = ${part} and ordinal = ${ordinal}`.execute(
    tx,
  )
  return rows[0]?.bytes ?? null
}

/** Whose fund this code is, and an accountant there: in whose name somebody who holds the server imports. */
export async function keeperRow(tx: Tx, code: string): Promise<{ unit: UnitId; email: string } | null> {
  const { rows } = await sql<{ unit: UnitId; email: string }>`
    select f.unit_id as unit, a.email from fund f join role_grant g on g.unit_id = f.unit_id and g.role = 'accountant'
      and g.during @> app_as_of() join account a on a.id = g.account_id
    where f.code = ${code} and f.closed_on is null and a.disabled_at is null order by f.opened_on desc, a.id limit 1`.execute(
    tx,
  )
  return rows[0] ?? null
}
