import { sql } from 'kysely'
import type { Acting, Actor } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { FundId, MoneyAccountId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Attestation, Day, Statement, StatementId, StatementState } from './types.ts'

export type BankAccount = {
  readonly id: MoneyAccountId
  readonly unit: UnitId
  readonly bin: string
  readonly number: string
  readonly name: string
  readonly currency: string
  readonly fund: FundId | null
}

/** The open bank accounts of a unit. */
export async function bankAccounts(tx: Tx, unit: UnitId): Promise<BankAccount[]> {
  const { rows } = await sql<BankAccount>`
    select id, unit_id as unit, bank_bin as bin, number, name, currency, fund_id as fund from money_account
    where unit_id = ${unit} and kind = 'bank' and closed_on is null order by name, number`.execute(tx)
  return rows
}

export async function openStatementOf(tx: Tx, account: MoneyAccountId): Promise<StatementId | null> {
  const { rows } = await sql<{ id: StatementId }>`
    select id from statement where money_account_id = ${account} and state in ('waiting', 'staging', 'faulty', 'staged')`.execute(
    tx,
  )
  return rows[0]?.id ?? null
}

export async function insertStatement(
  tx: Tx,
  by: Acting,
  s: {
    id: StatementId
    account: BankAccount
    fund: FundId
    bank: string
    mapping: unknown
    files: readonly string[]
    opening: bigint | null
  },
): Promise<number> {
  const { rows } = await sql<{ no: number }>`
    insert into statement (realm, id, unit_id, money_account_id, fund_id, bank, mapping, files, opening_given, state, started_by,
      started_at, command_id)
    values (${by.actor.realm}, ${s.id}, ${s.account.unit}, ${s.account.id}, ${s.fund}, ${s.bank},
      ${s.mapping ? JSON.stringify(s.mapping) : null}::jsonb, ${[...s.files]}::text[], ${s.opening}, 'waiting', ${by.actor.account},
      ${by.now}, ${by.command})`
    .execute(tx)
    .then(() =>
      sql<{ no: number }>`select no from statement where realm = ${by.actor.realm} and id = ${s.id}`.execute(tx),
    )
  return rows[0]!.no
}

export const insertChunk = (tx: Tx, no: number, part: number, ordinal: number, bytes: Uint8Array) =>
  sql`insert into statement_chunk (statement_no, part, ordinal, bytes)
    values (${no}, ${part}, ${ordinal}, ${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)})`.execute(tx)

export const enqueue = (tx: Tx, queue: string) => sql`select enqueue_job(${queue})`.execute(tx)

const columns = sql`s.id, s.no, s.unit_id as unit, s.money_account_id as account, m.name as "accountName", m.number as "accountNumber",
  s.fund_id as fund, f.name as "fundName", s.bank, s.files, s.opening_given as "openingGiven", s.state, s.lines, s.again, s.opening,
  s.closing, s.credits, s.debits, s.problem, s.faults, s.notes, s.differences, s.differences_why as "differencesWhy",
  s.started_at as "startedAt", s.started_by as "startedBy", s.posted_at as "postedAt"`
const joined = sql`statement s join money_account m on m.id = s.money_account_id join fund f on f.id = s.fund_id`
type Row = Omit<Statement, 'credits' | 'debits'> & { readonly credits: string; readonly debits: string }
const asStatement = (row: Row): Statement => ({ ...row, credits: BigInt(row.credits), debits: BigInt(row.debits) })

export async function statementById(tx: Tx, id: StatementId): Promise<Statement | null> {
  const { rows } = await sql<Row>`select ${columns} from ${joined} where s.id = ${id}`.execute(tx)
  return rows[0] ? asStatement(rows[0]) : null
}

/** Locked until the command ends, so that two persons who act at once act one after the other. */
export async function lockStatement(tx: Tx, id: StatementId): Promise<Statement | null> {
  await sql`select 1 from statement where id = ${id} for update`.execute(tx)
  return statementById(tx, id)
}

export async function statementsOf(tx: Tx, unit: UnitId, limit = 50): Promise<Statement[]> {
  const { rows } = await sql<Row>`select ${columns} from ${joined}
    where s.unit_id = ${unit} order by s.started_at desc limit ${limit}`.execute(tx)
  return rows.map(asStatement)
}

export async function daysOf(tx: Tx, no: number): Promise<Day[]> {
  const { rows } = await sql<Omit<Day, 'credits' | 'debits'> & { credits: string; debits: string }>`
    select day, lines, again, credits, debits, closing, proved from statement_day where statement_no = ${no} order by day`.execute(
    tx,
  )
  return rows.map(row => ({ ...row, credits: BigInt(row.credits), debits: BigInt(row.debits) }))
}

/** `mine`: by this actor, through whichever account of the person. */
export async function attestationsOf(
  tx: Tx,
  no: number,
  actor: Pick<Actor, 'account' | 'person'>,
): Promise<Attestation[]> {
  const { rows } = await sql<Attestation>`
    select t.ordinal, t.account_id as account, t.opening, t.closing, t.why,
      coalesce(t.account_id = ${actor.account} or a.person_id = ${actor.person}, false) as mine
    from statement_attestation t left join account a on a.id = t.account_id where t.statement_no = ${no} order by t.ordinal`.execute(
    tx,
  )
  return rows
}

export const insertAttestation = (
  tx: Tx,
  by: Acting,
  no: number,
  a: { ordinal: 1 | 2; opening: bigint; closing: bigint; why: string },
) =>
  sql`insert into statement_attestation (statement_no, ordinal, account_id, opening, closing, why, at, command_id)
    values (${no}, ${a.ordinal}, ${by.actor.account}, ${a.opening}, ${a.closing}, ${a.why}, ${by.now}, ${by.command})`.execute(
    tx,
  )

export const setOpening = (tx: Tx, no: number, opening: bigint, closing: bigint) =>
  sql`update statement set opening = ${opening}, closing = ${closing} where no = ${no}`.execute(tx)

export const setState = (tx: Tx, id: StatementId, state: StatementState) =>
  sql`update statement set state = ${state}, lease_until = null where id = ${id}`.execute(tx)

export const setPosted = (tx: Tx, by: Acting, id: StatementId) =>
  sql`update statement set state = 'posted', posted_by = ${by.actor.account}, posted_at = ${by.now}, posted_command = ${by.command}
    where id = ${id}`.execute(tx)

export const acceptDifferencesRow = (tx: Tx, by: Acting, id: StatementId, why: string) =>
  sql`update statement set differences_by = ${by.actor.account}, differences_why = ${why} where id = ${id}`.execute(tx)

export const forgetChunks = (tx: Tx, no: number) =>
  sql`delete from statement_chunk where statement_no = ${no}`.execute(tx)

export type RepairRow = {
  readonly ordinal: number
  readonly kind: string
  readonly amount: string
  /** Only its printed balance was wrong. */
  readonly balance: boolean
}

/** Keeps what the lines said, and lets them say what the balances imply; then counts the days anew. */
export async function repairLines(
  tx: Tx,
  by: Acting,
  no: number,
  why: string,
  repairs: readonly RepairRow[],
): Promise<void> {
  const json = JSON.stringify(repairs)
  const r = sql`jsonb_to_recordset(${json}::jsonb) as r(ordinal integer, kind text, amount bigint, balance boolean)`
  await sql`insert into statement_repair (statement_no, ordinal, kind, was, amount, account_id, why, at, command_id)
    select l.statement_no, l.ordinal, r.kind, case when r.balance then l.balance else l.amount end, r.amount, ${by.actor.account}, ${why}, ${by.now}, ${by.command}
    from ${r} join statement_line l on l.statement_no = ${no} and l.ordinal = r.ordinal`.execute(tx)
  await sql`update statement_line l set balance = case when r.balance then r.amount else l.balance end,
      amount = case when r.balance then l.amount else r.amount end,
      kind = case when r.balance then l.kind when r.amount = 0 then 0 when r.amount < 0 then 3 when l.kind = 2 then 2 else 1 end
    from ${r} where l.statement_no = ${no} and l.ordinal = r.ordinal`.execute(tx)
  await sql`with sums as (select day, count(*) as lines, sum(amount) filter (where amount > 0) as credits, -sum(amount) filter (where amount < 0) as debits
      from statement_line where statement_no = ${no} group by day)
    update statement_day d set credits = coalesce(s.credits, 0), debits = coalesce(s.debits, 0) from sums s
    where d.statement_no = ${no} and d.day = s.day and d.again = 0`.execute(tx)
  await sql`with chain as (select day, closing, coalesce(lag(closing) over (order by day), (select opening from statement where no = ${no})) as before
      from statement_day where statement_no = ${no})
    update statement_day d set proved = (c.before + d.credits - d.debits = d.closing) from chain c
    where d.statement_no = ${no} and d.day = c.day and d.proved is false and c.closing is not null and c.before is not null`.execute(
    tx,
  )
  await sql`update statement s set credits = d.credits, debits = d.debits
    from (select sum(credits) as credits, sum(debits) as debits from statement_day where statement_no = ${no}) d where s.no = ${no}`.execute(
    tx,
  )
}

export type DaySum = {
  readonly day: PlainDate
  readonly fund: FundId
  readonly kind: number
  readonly lines: number
  readonly amount: string
}

/** What one entry a day is made of. */
export async function daySums(tx: Tx, statement: Statement): Promise<DaySum[]> {
  const { rows } = await sql<DaySum>`
    select day, coalesce(fund_id, ${statement.fund}::uuid) as fund, kind, count(*)::int as lines, sum(amount)::text as amount
    from statement_line where statement_no = ${statement.no} and kind <> 0 group by 1, 2, 3 order by 1, 2, 3`.execute(
    tx,
  )
  return rows
}

/** A gift for each line that is one, under the line's own id, and its leaf; both in one statement each, however many. */
export async function writeGifts(tx: Tx, by: Acting, statement: Statement): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into gift (realm, id, unit_id, fund_id, channel, amount, received_on, line_id, command_id, recorded_at)
    select realm, id, ${statement.unit}, coalesce(fund_id, ${statement.fund}::uuid), 'bank', amount, day, id, ${by.command}, ${by.now}
    from statement_line where statement_no = ${statement.no} and kind = 1`.execute(tx)
  await sql`insert into leaf (realm, kind, subject_id, commitment, salt, command_id, recorded_at)
    select realm, 'gift', id, sha256(salt || convert_to(said, 'UTF8')), salt, ${by.command}, ${by.now}
    from (select realm, id, concat_ws(E'\x1f', 'gift', id, coalesce(fund_id, ${statement.fund}::uuid), amount, day) as said,
        uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) as salt
      from statement_line where statement_no = ${statement.no} and kind = 1) g`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** What a person should look at; the rank is that of its reasons times the length of its amount. */
export async function writeReviews(
  tx: Tx,
  statement: Statement,
  weights: readonly { bit: number; weight: number }[],
): Promise<void> {
  await sql`insert into statement_review (realm, line_id, statement_no, unit_id, doubts, weight)
    select l.realm, l.id, l.statement_no, ${statement.unit}, l.doubts,
      (select sum(w.weight) from jsonb_to_recordset(${JSON.stringify(weights)}::jsonb) as w(bit integer, weight integer)
        where l.doubts & w.bit <> 0) * length(abs(coalesce(l.amount, 0))::text)
    from statement_line l where l.statement_no = ${statement.no} and l.doubts <> 0`.execute(tx)
  await sql`delete from statement_seen where statement_no = ${statement.no}`.execute(tx)
}

/** Gifts whose memo bears a giver's own code: eight characters behind those of the campaign. */
export async function codedLines(tx: Tx, no: number): Promise<readonly { line: string; code: string }[]> {
  const { rows } = await sql<{ line: string; code: string }>`
    select id as line, right(code, 8) as code from statement_line
    where statement_no = ${no} and length(code) > 8 and kind = 1`.execute(tx)
  return rows
}

export async function receiptOfLine(
  tx: Tx,
  p: { reference: string; amount: bigint; day: PlainDate; token: string; command: string },
): Promise<string | null> {
  const { rows } = await sql<{ token: string | null }>`
    select claim_bank_receipt(${p.reference}, ${p.amount}, ${p.day}, ${p.token}, ${p.command}) as token`.execute(tx)
  return rows[0]!.token
}

export async function mappingOf(tx: Tx, unit: UnitId, bin: string): Promise<unknown> {
  const { rows } = await sql<{ mapping: unknown }>`
    select mapping from statement_mapping where unit_id = ${unit} and bank_bin = ${bin}`.execute(tx)
  return rows[0]?.mapping ?? null
}

export const keepMapping = (tx: Tx, by: Acting, unit: UnitId, bin: string, mapping: unknown) =>
  sql`insert into statement_mapping (unit_id, bank_bin, mapping, changed_by, changed_at)
    values (${unit}, ${bin}, ${JSON.stringify(mapping)}::jsonb, ${by.actor.account}, ${by.now})
    on conflict (unit_id, bank_bin) do update set mapping = excluded.mapping, changed_by = excluded.changed_by, changed_at = excluded.changed_at`.execute(
    tx,
  )
