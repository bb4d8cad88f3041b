import { sql } from 'kysely'
import type { DocumentId, PersonId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import type { EvidenceKind } from '../directives/index.ts'
import type { ActivityId, PeriodLength } from '../programmes/index.ts'
import { letterNumber } from './my-work.sql.ts'

export type TaskPart = {
  readonly ordinal: number
  readonly toUnit: UnitId | null
  readonly toPerson: PersonId | null
  readonly toName: string
  readonly what: string
  readonly dueOn: PlainDate | null
  readonly state: string
  readonly version: number
}
export type DateRequest = {
  readonly ordinal: number
  readonly proposedOn: PlainDate
  readonly reason: string
  readonly askedAt: string
  readonly answer: string | null
  readonly answerNote: string | null
}

/** What shows that the task was carried out: a letter, a study session or an activity, and the day on which it happened. */
export type TaskEvidence = {
  readonly kind: EvidenceKind
  readonly id: string
  readonly onDay: PlainDate
  /** The letter's number and subject or the activity's title; empty for a session, whose words the page has. */
  readonly title: string
}
/** An activity that is planned for the task and shows nothing yet. */
export type TaskIntent = { readonly id: ActivityId; readonly title: string; readonly onDay: PlainDate }

/** One unit's task with everything about it: the letter's sentence, its time, its parts and requests for another date. */
export type TaskView = {
  readonly document: DocumentId
  readonly clause: number
  readonly unit: UnitId
  readonly unitName: string
  readonly label: string
  readonly sentence: string
  readonly clauseText: string
  readonly letter: string
  readonly subject: string
  readonly issuer: string
  readonly issuedOn: PlainDate | null
  readonly circulationFloor: string | null
  readonly issuerUnit: UnitId | null
  readonly role: string
  readonly rhythm: string
  readonly dueOn: PlainDate | null
  readonly letterDueOn: PlainDate | null
  readonly ownDate: boolean
  readonly dueText: string | null
  readonly state: string
  readonly version: number
  readonly doneNote: string | null
  readonly parts: readonly TaskPart[]
  readonly requests: readonly DateRequest[]
  /** Newest first. */
  readonly evidence: readonly TaskEvidence[]
  readonly planned: readonly TaskIntent[]
  /** The day on which the unit was asked: its letter arrived, or was issued where nothing says when it arrived. */
  readonly askedOn: PlainDate
  /** In which periods a recurring or standing task is looked at: the setting `task.period`, by default the quarter. */
  readonly period: PeriodLength
}

/** The task, where the reader may see it; one statement. */
export async function taskOf(
  tx: Tx,
  key: { document: DocumentId; clause: number; unit: UnitId },
): Promise<TaskView | null> {
  const { rows } = await sql<
    Omit<TaskView, 'letter' | 'parts' | 'requests' | 'evidence'> & {
      number: string | null
      symbol: string | null
      regime: string | null
      parts: TaskPart[] | null
      requests: DateRequest[] | null
      evidence: EvidenceRow[]
    }
  >`
    select t.document_id as document, t.clause_ordinal as clause, t.unit_id as unit, u.name as "unitName", c.label, t.sentence, c.text as "clauseText",
      d.number, d.symbol, d.regime, d.subject, d.issuer, d.issued_on as "issuedOn", d.circulation_floor as "circulationFloor", d.issuer_unit_id as "issuerUnit", t.role, t.rhythm,
      coalesce(t.own_due_on, t.due_on) as "dueOn", t.due_on as "letterDueOn", t.own_due_on is not null as "ownDate", t.due_text as "dueText",
      t.state, t.version, t.done_note as "doneNote",
      (select jsonb_agg(jsonb_build_object('ordinal', p.ordinal, 'toUnit', p.to_unit_id, 'toPerson', p.to_person_id,
          'toName', coalesce(pu.name, pp.name), 'what', p.what, 'dueOn', p.due_on, 'state', p.state, 'version', p.version) order by p.ordinal)
       from task_part p left join unit pu on pu.id = p.to_unit_id left join person pp on pp.id = p.to_person_id
       where (p.realm, p.document_id, p.clause_ordinal, p.unit_id) = (t.realm, t.document_id, t.clause_ordinal, t.unit_id)) as parts,
      (select jsonb_agg(jsonb_build_object('ordinal', r.ordinal, 'proposedOn', r.proposed_on, 'reason', r.reason, 'askedAt', r.asked_at,
          'answer', r.answer, 'answerNote', r.answer_note) order by r.ordinal)
       from task_date_request r
       where (r.realm, r.document_id, r.clause_ordinal, r.unit_id) = (t.realm, t.document_id, t.clause_ordinal, t.unit_id)) as requests,
      coalesce((select jsonb_agg(jsonb_build_object('kind', e.kind, 'id', e.evidence_id, 'onDay', e.on_day, 'number', ed.number,
          'symbol', ed.symbol, 'regime', ed.regime, 'title', coalesce(ea.title, ed.subject, '')) order by e.on_day desc, e.evidence_id)
       from task_evidence e left join document ed on e.kind = 'letter' and ed.id = e.evidence_id
         left join activity ea on e.kind = 'activity' and ea.id = e.evidence_id
       where e.ended_at is null
         and (e.realm, e.document_id, e.clause_ordinal, e.unit_id) = (t.realm, t.document_id, t.clause_ordinal, t.unit_id)), '[]') as evidence,
      coalesce((select jsonb_agg(jsonb_build_object('id', pa.id, 'title', pa.title, 'onDay', pa.from_on) order by pa.from_on, pa.id)
       from activity_task p join activity pa on pa.id = p.activity_id and pa.state = 'planned'
       where (p.document_id, p.clause_ordinal, p.unit_id) = (t.document_id, t.clause_ordinal, t.unit_id)), '[]') as planned,
      coalesce((select (y.sent_at at time zone 'Asia/Ho_Chi_Minh')::date from delivery y where y.document_id = t.document_id and y.unit_id = t.unit_id),
        (select i.arrived_on from incoming i where i.document_id = t.document_id and i.unit_id = t.unit_id),
        d.issued_on, app_as_of()) as "askedOn",
      coalesce((select case when value = '"month"' then 'month' end from setting where key = 'task.period'), 'quarter') as period
    from task t join clause c on c.document_id = t.document_id and c.ordinal = t.clause_ordinal
      join document d on d.id = t.document_id join unit u on u.id = t.unit_id
    where t.document_id = ${key.document} and t.clause_ordinal = ${key.clause} and t.unit_id = ${key.unit}`.execute(tx)
  const row = rows[0]
  if (!row) return null
  const { number, symbol, regime, parts, requests, evidence, ...rest } = row
  return {
    ...rest,
    letter: letterNumber({ number, symbol, regime }),
    parts: parts ?? [],
    requests: requests ?? [],
    evidence: evidence.map(shown),
  }
}

type EvidenceRow = TaskEvidence & { number: string | null; symbol: string | null; regime: string | null }
const shown = ({ number, symbol, regime, title, ...evidence }: EvidenceRow): TaskEvidence => ({
  ...evidence,
  title:
    evidence.kind === 'letter' ? [letterNumber({ number, symbol, regime }), title].filter(Boolean).join(': ') : title,
})

/** Requests for another date that wait for an answer by this unit, as issuer of the letter or named to follow it. */
export async function requestsTo(
  tx: Tx,
  unit: UnitId,
): Promise<
  readonly (DateRequest & { document: DocumentId; clause: number; unit: UnitId; unitName: string; letter: string })[]
> {
  const { rows } = await sql<
    DateRequest & {
      document: DocumentId
      clause: number
      unit: UnitId
      unitName: string
      number: string | null
      symbol: string | null
      regime: string | null
    }
  >`
    select r.document_id as document, r.clause_ordinal as clause, r.unit_id as unit, u.name as "unitName", d.number, d.symbol, d.regime,
      r.ordinal, r.proposed_on as "proposedOn", r.reason, r.asked_at::text as "askedAt", r.answer, r.answer_note as "answerNote"
    from task_date_request r join document d on d.id = r.document_id join unit u on u.id = r.unit_id
    where r.answer is null and (r.document_id in (select document_id from outgoing where unit_id = ${unit})
      or r.document_id in (select document_id from document_follower where unit_id = ${unit}))
    order by r.asked_at limit 200`.execute(tx)
  return rows.map(({ number, symbol, regime, ...row }) => ({
    ...row,
    letter: letterNumber({ number, symbol, regime }),
  }))
}
