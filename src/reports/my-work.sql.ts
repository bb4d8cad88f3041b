import { sql } from 'kysely'
import type { DocumentId, PersonId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { printedNumber, type Regime } from '../directives/index.ts'

/** One thing asked of a unit or a person, in the letter's own sentence. */
export type WorkItem = {
  readonly document: DocumentId
  readonly clause: number
  readonly unit: UnitId
  readonly unitName: string
  /** Null for the unit's task itself, else the part that was handed on. */
  readonly part: number | null
  readonly what: string | null
  readonly label: string
  readonly sentence: string
  readonly letter: string
  readonly subject: string
  readonly issuer: string
  readonly role: string
  readonly rhythm: string
  readonly dueOn: PlainDate | null
  readonly dueText: string | null
  /** True when the unit set the date itself, because the letter sets none. */
  readonly ownDate: boolean
  readonly state: string
  readonly version: number
}

/** How much waits on each desk of a unit. */
export type Desks = {
  readonly toOpen: number
  readonly toNote: number
  readonly toHandOut: number
  readonly toSign: number
  readonly toIssue: number
  readonly toAnswer: number
  readonly toDecide: number
  readonly toAdvise: number
  readonly notices: number
}

/**
 * What is asked of a unit and, where given, of a person: tasks of the unit and parts handed to either, those with the
 * nearest date first, then the standing ones. One statement; at most `limit` rows, `total` says how many there are.
 */
export async function workOf(
  tx: Tx,
  who: { unit: UnitId; person: PersonId | null },
  limit = 100,
): Promise<{ items: WorkItem[]; total: number }> {
  // One value and not fifty rows of twenty columns: taking those apart costs more than finding them.
  const { rows } = await sql<{ total: number; items: WorkRow[] }>`
    /* prepared */ with asked as (
      select t.document_id, t.clause_ordinal, t.unit_id, null::int2 as part, null::text as what, t.role, t.rhythm,
        coalesce(t.own_due_on, t.due_on) as due_on, t.due_text, t.own_due_on is not null as own_date, t.state, t.version, t.sentence
      from task t where t.unit_id = ${who.unit} and t.state <> 'done'
        and t.document_id not in (select document_id from delivery where unit_id = ${who.unit} and status = '02')
      union all
      select p.document_id, p.clause_ordinal, p.unit_id, p.ordinal, p.what, t.role,
        case when p.due_on is null then t.rhythm else 'deadline' end, p.due_on, null, false, p.state, p.version, t.sentence
      from task_part p join task t using (realm, document_id, clause_ordinal, unit_id)
      where p.state <> 'done' and (p.to_unit_id = ${who.unit} or p.to_person_id = ${who.person})),
    found as (
      select asked.*, c.label, u.name as unit_name, d.number, d.symbol, d.regime, d.subject, d.issuer, count(*) over () as total
      from asked join clause c on c.document_id = asked.document_id and c.ordinal = asked.clause_ordinal
        join document d on d.id = asked.document_id join unit u on u.id = asked.unit_id
      order by asked.due_on nulls last, d.issued_on, asked.document_id, asked.clause_ordinal, asked.part nulls first
      limit ${limit})
    select coalesce(max(total), 0)::int as total, coalesce(json_agg(found), '[]') as items from found`.execute(tx)
  const { total, items } = rows[0]!
  return { total, items: items.map(itemOf) }
}

type WorkRow = {
  document_id: string
  clause_ordinal: number
  unit_id: string
  unit_name: string
  part: number | null
  what: string | null
  role: string
  rhythm: string
  due_on: string | null
  due_text: string | null
  own_date: boolean
  state: string
  version: number
  sentence: string
  label: string
  number: string | null
  symbol: string | null
  regime: string | null
  subject: string
  issuer: string
}

const itemOf = (row: WorkRow): WorkItem => ({
  document: row.document_id as DocumentId,
  clause: row.clause_ordinal,
  unit: row.unit_id as UnitId,
  unitName: row.unit_name,
  part: row.part,
  what: row.what,
  label: row.label,
  sentence: row.sentence,
  letter: letterNumber(row),
  subject: row.subject,
  issuer: row.issuer,
  role: row.role,
  rhythm: row.rhythm,
  dueOn: row.due_on as PlainDate | null,
  dueText: row.due_text,
  ownDate: row.own_date,
  state: row.state,
  version: row.version,
})

export const letterNumber = (d: { number: string | null; symbol: string | null; regime: string | null }): string =>
  printedNumber(d.regime as Regime | null, d.number, d.symbol)

/** What waits on the desks of a unit, in one statement. */
export async function desksOf(tx: Tx, who: { unit: UnitId; person: PersonId | null }): Promise<Desks> {
  const { rows } = await sql<Record<keyof DesksRow, bigint>>`
    /* prepared */ select (select count(*) from delivery where unit_id = ${who.unit} and status = '01') as to_open,
      (select count(*) from incoming where unit_id = ${who.unit} and state = 'submitted') as to_note,
      (select count(*) from incoming where unit_id = ${who.unit} and state = 'noted') as to_hand_out,
      (select count(*) from outgoing where unit_id = ${who.unit} and state = 'submitted') as to_sign,
      (select count(*) from outgoing where unit_id = ${who.unit} and state in ('signed', 'numbered')) as to_issue,
      (select count(*) from task_date_request r join outgoing o using (document_id) where o.unit_id = ${who.unit} and r.answer is null) as to_answer,
      (select count(*) from advice where superior_id = ${who.unit} and state = 'sent') as to_decide,
      (select count(*) from advice_opinion o join advice a on a.realm = o.realm and a.id = o.advice_id
        where o.unit_id = ${who.unit} and o.answered_at is null and a.state in ('draft', 'sent', 'returned')) as to_advise,
      (select count(*) from notice where (unit_id = ${who.unit} or person_id = ${who.person}) and read_at is null) as notices`.execute(
    tx,
  )
  const row = rows[0]!
  return {
    toOpen: Number(row.to_open),
    toNote: Number(row.to_note),
    toHandOut: Number(row.to_hand_out),
    toSign: Number(row.to_sign),
    toIssue: Number(row.to_issue),
    toAnswer: Number(row.to_answer),
    toDecide: Number(row.to_decide),
    toAdvise: Number(row.to_advise),
    notices: Number(row.notices),
  }
}
type DesksRow = {
  to_open: 0
  to_note: 0
  to_hand_out: 0
  to_sign: 0
  to_issue: 0
  to_answer: 0
  to_decide: 0
  to_advise: 0
  notices: 0
}
