import { sql } from 'kysely'
import { together, type Tx } from '../db/index.ts'
import type { DocumentId, FileId, PlainDate, UnitId } from '../kernel/index.ts'
import { settingParts, settingsFrom, superiorRows } from './advice.sql.ts'
import type { AdviceId, AdviceState, OpinionAnswer, Outcome } from './types.ts'

/** What pages and programs read of proposals. */

export type AdviceLine = {
  readonly id: AdviceId
  readonly subject: string
  readonly state: AdviceState
  readonly unitName: string
  readonly superiorName: string
  readonly sentOn: PlainDate | null
  readonly dueOn: PlainDate | null
  readonly outcome: Outcome | null
  readonly opinionsAsked: number
  readonly opinionsGiven: number
  /** Of the unit that looks: its own opinion's day, while it has not answered. */
  readonly opinionDueOn: PlainDate | null
}
/** Three desks: what the unit proposed, what it is to decide, what it is asked an opinion on. */
export type AdviceDesks = {
  readonly proposed: readonly AdviceLine[]
  readonly toDecide: readonly AdviceLine[]
  readonly toAdvise: readonly AdviceLine[]
  readonly decided: readonly AdviceLine[]
}

/** The unit's desks of proposals, what waits longest first; one statement. */
export async function adviceDesks(tx: Tx, unit: UnitId, limit = 100): Promise<AdviceDesks> {
  const { rows } = await sql<AdviceLine & { desk: keyof AdviceDesks }>`
    with desk as (
      select 'proposed' as desk, a.id from advice a where a.unit_id = ${unit}
      union all select case when a.state = 'sent' then 'toDecide' else 'decided' end, a.id from advice a
        where a.superior_id = ${unit} and a.state in ('sent', 'decided')
      union all select 'toAdvise', o.advice_id from advice_opinion o join advice a on a.id = o.advice_id
        where o.unit_id = ${unit} and o.answered_at is null and a.state in ('draft', 'sent', 'returned')),
    lines as (
      select desk.desk, a.id, a.subject, a.state, u.name as "unitName", s.name as "superiorName", a.sent_on as "sentOn", a.due_on as "dueOn", a.outcome,
        (select count(*)::int from advice_opinion o where o.advice_id = a.id) as "opinionsAsked",
        (select count(*)::int from advice_opinion o where o.advice_id = a.id and o.answered_at is not null) as "opinionsGiven",
        (select o.due_on from advice_opinion o where o.advice_id = a.id and o.unit_id = ${unit} and o.answered_at is null) as "opinionDueOn",
        row_number() over (partition by desk.desk order by a.state in ('decided', 'withdrawn'), a.due_on, a.changed_at desc, a.id) as nth
      from desk join advice a on a.id = desk.id join unit u on u.id = a.unit_id join unit s on s.id = a.superior_id)
    select * from lines where nth <= ${limit} order by nth`.execute(tx)
  const of = (desk: keyof AdviceDesks) => rows.filter(row => row.desk === desk)
  return { proposed: of('proposed'), toDecide: of('toDecide'), toAdvise: of('toAdvise'), decided: of('decided') }
}

export type OpinionView = {
  readonly unit: UnitId
  readonly unitName: string
  readonly askedByName: string
  readonly question: string
  readonly dueOn: PlainDate
  readonly answer: OpinionAnswer | null
  readonly body: string | null
  readonly answeredAt: string | null
  readonly answeredBy: string | null
}
export type AdviceView = {
  readonly id: AdviceId
  readonly unit: UnitId
  readonly unitName: string
  readonly superior: UnitId
  readonly superiorName: string
  readonly subject: string
  readonly body: string
  readonly asked: string
  readonly document: DocumentId | null
  readonly letter: {
    readonly number: string | null
    readonly symbol: string | null
    readonly regime: string | null
    readonly subject: string
    readonly clause: string | null
  } | null
  readonly clause: number | null
  readonly wishedOn: PlainDate | null
  readonly state: AdviceState
  readonly sentOn: PlainDate | null
  readonly sentByName: string | null
  readonly dueOn: PlainDate | null
  readonly returnedWhy: string | null
  readonly withdrawnWhy: string | null
  readonly outcome: Outcome | null
  readonly decisionNumber: string | null
  readonly decidedOn: PlainDate | null
  readonly decisionText: string | null
  readonly decisionDocument: DocumentId | null
  readonly decidedByName: string | null
  readonly writtenByName: string | null
  readonly version: number
  readonly opinions: readonly OpinionView[]
  readonly extensions: readonly {
    readonly from: PlainDate
    readonly to: PlainDate
    readonly reason: string
    readonly at: string
    readonly who: string | null
  }[]
  readonly files: readonly { readonly id: FileId; readonly name: string }[]
}

/** The proposal, where the reader may see it; one statement. */
export const adviceOf = async (tx: Tx, id: AdviceId): Promise<AdviceView | null> =>
  (await adviceRows(id).execute(tx)).rows[0] ?? null

/** What one needs to write a proposal: whom it may go to, how long an answer takes, and what was written before; one statement. */
export async function adviceToWrite(tx: Tx, unit: UnitId, id: AdviceId | null) {
  const found = await together(tx, { ...settingParts, superiors: superiorRows(unit), written: adviceRows(id) })
  return {
    superiors: found.superiors,
    settings: settingsFrom(found),
    was: found.written[0] ?? null,
  }
}

const adviceRows = (id: AdviceId | null) => sql<AdviceView>`
    select a.id, a.unit_id as unit, u.name as "unitName", a.superior_id as superior, s.name as "superiorName", a.subject, a.body, a.asked,
      a.document_id as document, a.clause_ordinal as clause, a.wished_on as "wishedOn", a.state, a.sent_on as "sentOn", actor_name(a.sent_by) as "sentByName",
      a.due_on as "dueOn", a.returned_why as "returnedWhy", a.withdrawn_why as "withdrawnWhy", a.outcome, a.decision_number as "decisionNumber",
      a.decided_on as "decidedOn", a.decision_text as "decisionText", a.decision_document_id as "decisionDocument",
      actor_name(a.decided_by) as "decidedByName", actor_name(a.written_by) as "writtenByName", a.version,
      (select jsonb_build_object('number', d.number, 'symbol', d.symbol, 'regime', d.regime, 'subject', d.subject,
          'clause', (select c.label from clause c where c.document_id = d.id and c.ordinal = a.clause_ordinal))
        from document d where d.id = a.document_id) as letter,
      coalesce((select jsonb_agg(jsonb_build_object('unit', o.unit_id, 'unitName', ou.name, 'askedByName', ob.name, 'question', o.question, 'dueOn', o.due_on,
          'answer', o.answer, 'body', o.body, 'answeredAt', o.answered_at, 'answeredBy', actor_name(o.answered_by)) order by o.asked_at, ou.name)
        from advice_opinion o join unit ou on ou.id = o.unit_id join unit ob on ob.id = o.asked_by where o.advice_id = a.id), '[]') as opinions,
      coalesce((select jsonb_agg(jsonb_build_object('from', e.from_on, 'to', e.to_on, 'reason', e.reason, 'at', e.at, 'who', actor_name(e.account_id)) order by e.ordinal)
        from advice_extension e where e.advice_id = a.id), '[]') as extensions,
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name) order by f.at, f.name) from file_use f
        where f.owner_id = a.id and f.ended_at is null), '[]') as files
    from advice a join unit u on u.id = a.unit_id join unit s on s.id = a.superior_id where a.id = ${id}`
