import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { EntryId, FundId, PlainDate, UnitId } from '../kernel/index.ts'
import { lineColumns, lineTables, type LineFound } from './search.sql.ts'
import type { LineId, StatementId } from './types.ts'

/** What waits for a person, the most doubtful first. */
export async function reviewQueue(tx: Tx, unit: UnitId, limit = 50): Promise<{ total: number; lines: LineFound[] }> {
  const { rows } = await sql<LineFound & { total: number }>`
    with open as (select realm, line_id, weight from statement_review where unit_id = ${unit} and decided_at is null
        order by weight desc, line_id limit ${limit})
    select ${lineColumns}, (select count(*) from statement_review where unit_id = ${unit} and decided_at is null)::int as total
    from open o join statement_line l on l.realm = o.realm and l.id = o.line_id join ${lineTables}
    order by o.weight desc, o.line_id`.execute(tx)
  return { total: rows[0]?.total ?? 0, lines: rows }
}

export async function lineById(tx: Tx, id: LineId): Promise<LineFound | null> {
  const { rows } = await sql<LineFound>`
    select ${lineColumns} from statement_line l join ${lineTables} where l.id = ${id} and s.state = 'posted'`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** Lines of a statement's day, in the order of the file. */
export async function linesOfDay(
  tx: Tx,
  statement: StatementId,
  day: string,
  after: number,
  limit: number,
): Promise<LineFound[]> {
  const { rows } = await sql<LineFound>`
    select ${lineColumns} from statement_line l join ${lineTables}
    where s.id = ${statement} and l.day = ${day}::date and l.ordinal > ${after} order by l.ordinal limit ${limit}`.execute(
    tx,
  )
  return rows
}

export type LineForDecision = {
  readonly unit: UnitId
  readonly fund: FundId
  readonly account: string
  readonly amount: bigint
  readonly kind: number
  readonly day: string
}

/** The line, locked against another decision. */
export async function lineToDecide(tx: Tx, id: LineId): Promise<LineForDecision | null> {
  const { rows } = await sql<LineForDecision>`
    select s.unit_id as unit, coalesce(l.fund_id, s.fund_id) as fund, s.money_account_id as account, l.amount, l.kind, l.day
    from statement_line l join statement s on s.no = l.statement_no where l.id = ${id} and s.state = 'posted'`.execute(
    tx,
  )
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 25))`.execute(tx)
  return rows[0] ?? null
}

export type Decision = {
  readonly ordinal: number
  readonly parts: readonly KeptPart[]
  readonly why: string
  readonly entry: EntryId | null
  readonly at: Date
  readonly by: string | null
}
export type KeptPart = {
  readonly use: string
  readonly fund: FundId
  readonly amount: string
  readonly partOf?: string
}

export async function decisionsOf(tx: Tx, line: LineId): Promise<Decision[]> {
  const { rows } = await sql<Decision>`
    select d.ordinal, d.parts, d.why, d.entry_id as entry, d.at, a.name as by from line_decision d left join account a on a.id = d.account_id
    where d.line_id = ${line} order by d.ordinal`.execute(tx)
  return rows
}

export const insertDecision = (
  tx: Tx,
  by: Acting,
  d: { line: LineId; unit: UnitId; ordinal: number; parts: readonly KeptPart[]; why: string; entry: EntryId | null },
) =>
  sql`insert into line_decision (realm, id, line_id, unit_id, ordinal, parts, why, entry_id, account_id, at, command_id)
    values (${by.actor.realm}, ${by.command}, ${d.line}, ${d.unit}, ${d.ordinal}, ${JSON.stringify(d.parts)}::jsonb, ${d.why}, ${d.entry},
      ${by.actor.account}, ${by.now}, ${by.command})`.execute(tx)

/** Somebody decided about the line, or took the decision back: it leaves the queue, or comes back to it. */
export const markReviewed = (tx: Tx, by: Acting, line: LineId, open: boolean) =>
  sql`update statement_review set decided_at = ${open ? null : by.now} where line_id = ${line}`.execute(tx)

/** Takes back the gifts that stand for this line now, each by its mirror and with a leaf of its own. */
export async function takeGiftsBack(tx: Tx, by: Acting, line: LineId): Promise<void> {
  await sql`insert into gift (realm, id, unit_id, fund_id, channel, amount, received_on, line_id, part_of, reverses_id, command_id, recorded_at)
    select g.realm, md5(${by.command} || g.id)::uuid, g.unit_id, g.fund_id, g.channel, g.amount, g.received_on, g.line_id, g.part_of, g.id, ${by.command}, ${by.now}
    from gift g where g.line_id = ${line} and g.reverses_id is null
      and not exists (select from gift r where r.realm = g.realm and r.reverses_id = g.id)`.execute(tx)
}

export async function writePartGifts(
  tx: Tx,
  by: Acting,
  line: LineId,
  p: {
    unit: UnitId
    day: string
    gifts: readonly { ordinal: number; fund: FundId; amount: string; partOf?: string }[]
  },
): Promise<void> {
  await sql`insert into gift (realm, id, unit_id, fund_id, channel, amount, received_on, line_id, part_of, command_id, recorded_at)
    select ${by.actor.realm}, md5(${by.command} || 'part' || ordinal)::uuid, ${p.unit}, fund, 'bank', amount, ${p.day}::date, ${line}, "partOf", ${by.command}, ${by.now}
    from jsonb_to_recordset(${JSON.stringify(p.gifts)}::jsonb) as g(ordinal integer, fund uuid, amount bigint, "partOf" uuid)`.execute(
    tx,
  )
}

/** Every gift that this command wrote gets its leaf; one that takes another back is a correction. */
export const writeGiftLeaves = (tx: Tx, by: Acting) =>
  sql`insert into leaf (realm, kind, subject_id, commitment, salt, command_id, recorded_at)
    select realm, kind, id, sha256(salt || convert_to(said, 'UTF8')), salt, ${by.command}, ${by.now}
    from (select realm, id, case when reverses_id is null then 'gift' else 'correction' end as kind,
        concat_ws(E'\x1f', 'gift', id, fund_id, amount, received_on, reverses_id) as said,
        uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) as salt
      from gift where command_id = ${by.command}) g`.execute(tx)

/** The part of a decision that the room of vouchers makes: it is taken back there, so that the two never disagree. */
export const PAYMENT = 'payment'

export type LineOut = {
  readonly id: LineId
  readonly day: PlainDate
  readonly fund: FundId
  readonly amount: bigint
  readonly memo: string
}

/** The lines of a statement that took money out; the amount is above zero. */
export async function linesOut(tx: Tx, statement: { readonly no: number; readonly fund: FundId }): Promise<LineOut[]> {
  const { rows } = await sql<LineOut>`
    select id, day, coalesce(fund_id, ${statement.fund}::uuid) as fund, -amount as amount, memo from statement_line
    where statement_no = ${statement.no} and kind = 3 and amount < 0 order by ordinal`.execute(tx)
  return rows
}

/** Says that lines are payments, each with the entry that its voucher made: they leave the queue, and only the voucher lets them go. */
export async function settleAsPayments(
  tx: Tx,
  by: Acting,
  unit: UnitId,
  lines: readonly { line: LineId; voucher: string; fund: FundId; amount: string; entry: EntryId }[],
): Promise<void> {
  const all = sql`jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as p(line uuid, voucher uuid, fund uuid, amount text, entry uuid)`
  await sql`insert into line_decision (realm, id, line_id, unit_id, ordinal, parts, why, entry_id, account_id, at, command_id)
    select ${by.actor.realm}, md5(${by.command} || line)::uuid, line, ${unit},
      (select coalesce(max(d.ordinal), 0) + 1 from line_decision d where d.line_id = p.line),
      jsonb_build_array(jsonb_build_object('use', ${PAYMENT}::text, 'fund', fund, 'amount', amount, 'partOf', voucher)), '', entry, ${by.actor.account},
      ${by.now}, ${by.command}
    from ${all}`.execute(tx)
  await sql`update statement_review r set decided_at = ${by.now} from ${all} where r.line_id = p.line`.execute(tx)
}

/** The voucher was reversed: the line stands again as it was posted, and waits for a person. */
export async function releasePayment(tx: Tx, by: Acting, unit: UnitId, line: LineId): Promise<void> {
  const ordinal = (await decisionsOf(tx, line)).length + 1
  await insertDecision(tx, by, { line, unit, ordinal, parts: [], why: '', entry: null })
  await markReviewed(tx, by, line, true)
}
