import { sql } from 'kysely'
import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { KEEPING, keepingFrom, type Keeping, type KeepingRow } from './calendar.sql.ts'
import { standingOf } from './rules.ts'
import type { Authority, Line, LineStanding, Standing, UrgingStep } from './types.ts'

/** What is awaited, as somebody may see it: by authority all of a letter, else the actor's own units' lines alone. */
const MINE = sql`(l.unit_id in (select own_units()) or l.document_id in (select urging_documents()))`
const LINE = sql`'document', l.document_id, 'unit', l.unit_id, 'unitName', u.name, 'clause', l.clause_ordinal,
  'label', (select c.label from clause c where c.document_id = l.document_id and c.ordinal = l.clause_ordinal), 'kind', l.kind, 'about', l.about,
  'dueOn', l.due_on, 'opened', l.opened_at is not null, 'asked', l.asked`
const LINES = sql`coalesce(jsonb_agg(jsonb_build_object(${LINE}) order by l.due_on, u.name, l.clause_ordinal), '[]')`
const LINES_OF = (document: DocumentId) => sql`
  (select ${LINES} from urging_line l join unit u on u.id = l.unit_id where l.document_id = ${document} and ${MINE})`

/**
 * What is awaited of whom over one letter on a day, those first that wait longest. Whoever has no authority over the
 * letter gets the lines of the own units and no others.
 */
export async function lateOf(tx: Tx, document: DocumentId, today: PlainDate): Promise<LineStanding[]> {
  const { rows } = await sql<KeepingRow & { lines: Line[] }>`select ${LINES_OF(document)} as lines, ${KEEPING}`.execute(
    tx,
  )
  return judged(rows[0]!.lines, today, keepingFrom(rows[0]!))
}

/** The same over all letters, of one unit of the actor's own. */
export async function ownLines(tx: Tx, unit: UnitId, today: PlainDate): Promise<(LineStanding & { letter: Letter })[]> {
  const { rows } = await sql<KeepingRow & { lines: (Line & { letter: Letter })[] }>`
    select ${KEEPING}, coalesce(jsonb_agg(jsonb_build_object(${LINE}, 'letter', ${LETTER}) order by l.due_on, l.clause_ordinal), '[]') as lines
    from urging_line l join unit u on u.id = l.unit_id join document d on d.id = l.document_id
    where l.unit_id = ${unit} and l.unit_id in (select own_units())`.execute(tx)
  return judged(rows[0]!.lines, today, keepingFrom(rows[0]!))
}

export type Letter = {
  readonly number: string | null
  readonly symbol: string | null
  readonly regime: 'state' | 'party' | 'youth_union' | null
  readonly subject: string
  readonly issuer: string
}
const LETTER = sql`jsonb_build_object('number', d.number, 'symbol', d.symbol, 'regime', d.regime, 'subject', d.subject, 'issuer', d.issuer)`

const ORDER: readonly Standing[] = ['late', 'unopened', 'asked', 'near', 'waiting']

function judged<L extends Line>(lines: readonly L[], today: PlainDate, { rules, calendar }: Keeping) {
  // Thousands of units share a few deadlines.
  const known = new Map<string, { standing: Standing; days: number }>()
  const judge = (line: L) => {
    const key = `${line.kind}/${line.dueOn}/${line.asked}`
    const found = known.get(key) ?? standingOf(line, today, rules, calendar)
    known.set(key, found)
    return { ...line, ...found }
  }
  const rank = (line: { standing: Standing }) => ORDER.indexOf(line.standing)
  return lines.map(judge).sort((a, b) => rank(a) - rank(b) || b.days - a.days)
}

export type Right = { readonly unit: UnitId; readonly authority: Authority }

/** In which right the actor's own units see who is late over a letter, and may urge; empty for everybody else. */
export async function rightsOver(tx: Tx, document: DocumentId): Promise<Right[]> {
  const { rows } = await sql<Right>`${RIGHTS(document)}`.execute(tx)
  return rows
}
const RIGHTS = (document: DocumentId) => sql`
  with roots as (select root_id from document_thread where document_id = ${document}),
  issuers as (select unit_id from outgoing where state = 'issued' and document_id in (select root_id from roots))
  select * from (
    select u as unit, case
      when u in (select unit_id from issuers) then 'issuer'
      when u in (select unit_id from document_follower where document_id in (select root_id from roots)) then 'follower'
      when exists (select from issuers i join unit_path p on p.descendant_id = i.unit_id and p.ancestor_id = u and p.during @> app_as_of()) then 'above'
    end as authority from own_units() u) mine
  where authority is not null`

/** One line of the log. */
export type Urging = {
  readonly document: DocumentId
  readonly unit: UnitId
  readonly unitName: string
  readonly clause: number
  readonly label: string | null
  readonly step: UrgingStep
  readonly about: string
  readonly dueOn: PlainDate | null
  readonly nth: number
  readonly onDay: PlainDate
  readonly byName: string | null
}

export type DateAsked = {
  readonly unit: UnitId
  readonly unitName: string
  readonly clause: number
  readonly label: string
  readonly proposedOn: PlainDate
  readonly reason: string
  readonly askedAt: string
  readonly answer: 'accepted' | 'refused' | null
  readonly answerNote: string | null
}

export type DraftHere = { readonly letter: DocumentId; readonly state: string; readonly units: number }

export type UrgingView = {
  readonly rights: readonly Right[]
  readonly lines: readonly LineStanding[]
  readonly log: readonly Urging[]
  readonly asked: readonly DateAsked[]
  readonly drafts: readonly DraftHere[]
}

const LOG_SHOWN = 300

/** Everything of one letter's tab, in one statement. */
export async function urgingViewOf(tx: Tx, document: DocumentId, today: PlainDate): Promise<UrgingView> {
  const { rows } = await sql<Omit<UrgingView, 'lines'> & KeepingRow & { lines: Line[] }>`
    select ${LINES_OF(document)} as lines, ${KEEPING}, (select coalesce(jsonb_agg(r), '[]') from (${RIGHTS(document)}) r) as rights,
      (select coalesce(jsonb_agg(jsonb_build_object('document', g.document_id, 'unit', g.unit_id, 'unitName', u.name, 'clause', g.clause_ordinal, 'label', c.label,
          'step', g.step, 'about', g.about, 'dueOn', g.due_on, 'nth', g.nth, 'onDay', g.on_day, 'byName', b.name) order by g.at desc, u.name, g.clause_ordinal), '[]')
        from (select * from urging where document_id = ${document} order by at desc limit ${LOG_SHOWN}) g join unit u on u.id = g.unit_id
          left join unit b on b.id = g.by_unit_id left join clause c on c.document_id = g.document_id and c.ordinal = g.clause_ordinal) as log,
      (select coalesce(jsonb_agg(jsonb_build_object('unit', l.unit_id, 'unitName', u.name, 'clause', l.clause_ordinal, 'label', c.label,
          'proposedOn', l.proposed_on, 'reason', l.reason, 'askedAt', l.asked_at, 'answer', l.answer, 'answerNote', l.answer_note) order by l.answer nulls first, l.asked_at desc), '[]')
        from task_date_request l join unit u on u.id = l.unit_id join clause c on c.document_id = l.document_id and c.ordinal = l.clause_ordinal
        where l.document_id = ${document} and ${MINE}) as asked,
      (select coalesce(jsonb_agg(jsonb_build_object('letter', x.letter_id, 'state', o.state, 'units', x.units)), '[]')
        from (select letter_id, count(*)::int as units from urging_letter where document_id = ${document} group by letter_id) x
          join outgoing o on o.document_id = x.letter_id where o.state <> 'issued') as drafts`.execute(tx)
  const { rules, quiet, lines, ...view } = rows[0]!
  return { ...view, lines: judged(lines, today, keepingFrom({ rules, quiet })) }
}
