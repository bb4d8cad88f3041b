import { sql } from 'kysely'
import type { DocumentId, PersonId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Scope } from '../access/index.ts'
import { together, type Tx } from '../db/index.ts'
import type {
  AskRole,
  CitationKind,
  DeliveryStatus,
  Direction,
  Force,
  IncomingState,
  OutgoingState,
  Regime,
  ReturnReason,
  Rhythm,
  TaskState,
  Urgency,
} from './types.ts'

/** An office's books and letters. Every list takes the scope and is bounded by a page. */

export type Page = { readonly limit: number; readonly offset?: number }

/** A letter as lists show it. */
export type LetterLine = {
  readonly document: DocumentId
  readonly regime: Regime | null
  readonly docType: string | null
  readonly number: string | null
  readonly symbol: string | null
  readonly issuer: string
  readonly issuedOn: PlainDate | null
  readonly subject: string
  readonly urgency: Urgency | null
}
const letter = sql.raw(
  `d.id as document, d.regime, d.doc_type as "docType", d.number, d.symbol, d.issuer, d.issued_on as "issuedOn", d.subject, d.urgency`,
)

/** The unit only when it lies in the scope: no list answers for a unit that the asker may not read. */
const inScope = (scope: Scope, unit: UnitId) =>
  sql`${unit}::uuid in (select unit_subtree(${[...scope.roots]}::uuid[], ${scope.asOf}::date))`

export type RegisterLine = LetterLine & {
  readonly entry: number
  readonly book: string
  readonly bookName: string
  readonly period: string
  readonly type: string
  readonly enteredOn: PlainDate
  readonly cancelledWhy: string | null
  readonly state: string | null
  readonly total: number
}

/** The unit's book of one direction, latest numbers first; a cancelled number stays in view. `total` counts all pages. */
export async function registerOf(
  tx: Tx,
  scope: Scope,
  unit: UnitId,
  direction: Direction,
  page: Page,
): Promise<RegisterLine[]> {
  const { rows } = await sql<RegisterLine>`
    select ${letter}, e.number as entry, b.id as book, b.name as "bookName", e.period_key as period, e.type_key as type,
      e.entered_on as "enteredOn", e.cancelled_why as "cancelledWhy", coalesce(i.state, o.state) as state, (count(*) over ())::int as total
    from register_entry e join register_book b on b.id = e.book_id join document d on d.id = e.document_id
      left join incoming i on b.direction = 'incoming' and i.document_id = d.id and i.unit_id = b.unit_id
      left join outgoing o on b.direction = 'outgoing' and o.document_id = d.id
    where b.unit_id = ${unit} and b.direction = ${direction} and ${inScope(scope, unit)}
    order by e.period_key desc, e.type_key, e.number desc limit ${page.limit} offset ${page.offset ?? 0}`.execute(tx)
  return rows
}

export type LetterAsk = {
  ordinal: number
  phrase: string
  role: AskRole
  force: Force | null
  act: string | null
  chain: number | null
  sentence: string
}
export type LetterClause = {
  readonly ordinal: number
  readonly label: string
  readonly text: string
  readonly startsAt: number | null
  readonly endsAt: number | null
  readonly force: Force | null
  readonly rhythm: Rhythm
  readonly dueOn: PlainDate | null
  readonly dueText: string | null
  readonly recurrence: unknown
  /** False while only the machine has read it. */
  readonly confirmed: boolean
  readonly asks: readonly LetterAsk[]
  readonly sources: readonly { document: DocumentId; ordinal: number }[]
  /** This unit's task of the clause, when it has one. */
  readonly task: {
    state: TaskState
    role: AskRole
    rhythm: Rhythm
    dueOn: PlainDate | null
    ownDueOn: PlainDate | null
    version: number
  } | null
}
export type LetterCitation = {
  readonly kind: CitationKind
  /** `cites`: this letter names the other; `cited-by`: the other names this one; `told`: both ends are others, named here. */
  readonly way: 'cites' | 'cited-by' | 'told'
  readonly from: DocumentId
  readonly words: string
  readonly other: DocumentId
  /** False: a gap, nobody has entered the paper. */
  readonly held: boolean
  /** False: entered by another office and not sent here; only the words are known. */
  readonly readable: boolean
  readonly docType: string | null
  readonly regime: Regime | null
  readonly number: string | null
  readonly symbol: string | null
  readonly issuer: string | null
  readonly issuedOn: PlainDate | null
  readonly subject: string | null
}
export type LetterFile = {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly size: number
  readonly purpose: string
  readonly unit: UnitId
}

export type LetterHead = LetterLine & {
  readonly held: boolean
  readonly issuerUnit: UnitId | null
  readonly place: string | null
  readonly authorityPrefix: string | null
  readonly authorityBody: string | null
  readonly signerTitle: string | null
  readonly signerName: string | null
  readonly circulationFloor: string | null
  readonly body: string
  readonly reading: unknown
  readonly to: readonly string[]
  readonly copies: readonly string[]
}
export type OutgoingHere = {
  unit: UnitId
  state: OutgoingState
  version: number
  onPaper: boolean
  forwards: DocumentId | null
  sentBackNote: string | null
  signedBy: string | null
  signedAt: string | null
  issuedAt: string | null
  entry: number | null
}
export type IncomingHere = {
  unit: UnitId
  state: IncomingState
  version: number
  arrivedOn: PlainDate
  how: 'paper' | 'system'
  note: string | null
  leadUnit: UnitId | null
  leadPerson: PersonId | null
  withUnits: UnitId[]
  dueOn: PlainDate | null
  notedBy: string | null
  entry: number | null
}
export type DeliveryHere = {
  unit: UnitId
  status: DeliveryStatus
  version: number
  from: UnitId
  fromName: string
  kind: 'to' | 'copy'
  phrase: string
  sentAt: string
  openedAt: string | null
  acknowledgedAt: string | null
  returnedReason: ReturnReason | null
  returnedNote: string | null
  passedOn: DocumentId | null
}
export type LetterView = LetterHead & {
  readonly clauses: readonly LetterClause[]
  readonly citations: readonly LetterCitation[]
  readonly files: readonly LetterFile[]
  /** What the letter is to this unit: its own, entered here, sent here. */
  readonly outgoing: OutgoingHere | null
  readonly incoming: IncomingHere | null
  readonly delivery: DeliveryHere | null
}

/**
 * A letter whole, as one unit has it, in one statement. Null when the asker may not read it. Instants inside
 * `outgoing`, `incoming` and `delivery` are ISO text.
 */
export async function letterOf(tx: Tx, scope: Scope, id: DocumentId, unit: UnitId): Promise<LetterView | null> {
  const { heads, ...parts } = await together(tx, {
    heads: headRows(scope, id, unit),
    clauses: clauseRows(scope, id, unit),
    citations: citationRows(id),
    files: fileRows(id),
  })
  const [head] = heads
  return head ? { ...head, ...parts } : null
}

type Head = LetterHead & Pick<LetterView, 'outgoing' | 'incoming' | 'delivery'>
const headRows = (scope: Scope, id: DocumentId, unit: UnitId) => {
  const entry = (
    direction: Direction,
  ) => sql`(select e.number from register_entry e join register_book b on b.id = e.book_id
    where e.document_id = d.id and b.unit_id = ${unit} and b.direction = ${direction} and e.cancelled_at is null)`
  return sql<Head>`
    select ${letter}, d.held, d.issuer_unit_id as "issuerUnit", d.place, d.authority_prefix as "authorityPrefix", d.authority_body as "authorityBody",
      d.signer_title as "signerTitle", d.signer_name as "signerName", d.circulation_floor as "circulationFloor", d.body, d.reading,
      coalesce((select json_agg(a.phrase order by a.ordinal) from addressee a where a.document_id = d.id and a.kind = 'to'), '[]') as "to",
      coalesce((select json_agg(a.phrase order by a.ordinal) from addressee a where a.document_id = d.id and a.kind = 'copy'), '[]') as copies,
      (select json_build_object('unit', o.unit_id, 'state', o.state, 'version', o.version, 'onPaper', o.on_paper, 'forwards', o.forwards_id,
          'sentBackNote', o.sent_back_note, 'signedBy', s.name, 'signedAt', o.signed_at, 'issuedAt', o.issued_at, 'entry', ${entry('outgoing')})
       from outgoing o left join account s on s.id = o.signed_by where o.document_id = d.id) as outgoing,
      (select json_build_object('unit', i.unit_id, 'state', i.state, 'version', i.version, 'arrivedOn', i.arrived_on, 'how', i.how, 'note', i.note,
          'leadUnit', i.lead_unit_id, 'leadPerson', i.lead_person_id, 'withUnits', i.with_unit_ids, 'dueOn', i.due_on, 'notedBy', n.name,
          'entry', ${entry('incoming')})
       from incoming i left join account n on n.id = i.noted_by
       where i.document_id = d.id and i.unit_id = ${unit} and ${inScope(scope, unit)}) as incoming,
      (select json_build_object('unit', y.unit_id, 'status', y.status, 'version', y.version, 'from', y.from_unit_id, 'fromName', f.name, 'kind', y.kind,
          'phrase', y.phrase, 'sentAt', y.sent_at, 'openedAt', y.opened_at, 'acknowledgedAt', y.acknowledged_at, 'returnedReason', y.returned_reason,
          'returnedNote', y.returned_note, 'passedOn', y.passed_on_id)
       from delivery y join unit f on f.id = y.from_unit_id
       where y.document_id = d.id and y.unit_id = ${unit} and ${inScope(scope, unit)}) as delivery
    from document d where d.id = ${id}`
}

const clauseRows = (scope: Scope, id: DocumentId, unit: UnitId) => sql<LetterClause>`
    select c.ordinal, c.label, c.text, c.starts_at as "startsAt", c.ends_at as "endsAt", c.force, c.rhythm, c.due_on as "dueOn", c.due_text as "dueText",
      c.recurrence, c.confirmed_at is not null as confirmed,
      coalesce((select json_agg(json_build_object('ordinal', a.ordinal, 'phrase', a.phrase, 'role', a.role, 'force', a.force, 'act', a.act,
          'chain', a.chain, 'sentence', a.sentence) order by a.ordinal)
        from clause_ask a where a.document_id = c.document_id and a.clause_ordinal = c.ordinal), '[]') as asks,
      coalesce((select json_agg(json_build_object('document', s.source_document_id, 'ordinal', s.source_ordinal))
        from clause_source s where s.document_id = c.document_id and s.clause_ordinal = c.ordinal), '[]') as sources,
      (select json_build_object('state', t.state, 'role', t.role, 'rhythm', t.rhythm, 'dueOn', t.due_on, 'ownDueOn', t.own_due_on, 'version', t.version)
        from task t where t.document_id = c.document_id and t.clause_ordinal = c.ordinal and t.unit_id = ${unit} and ${inScope(scope, unit)}) as task
    from clause c where c.document_id = ${id} order by c.ordinal`

/** Both ways, and what the letter tells of others: 44-KL/TW continues 43-CT/TW, as 1016-CV/TU tells it. */
const citationRows = (id: DocumentId) => sql<LetterCitation>`
    select c.kind, case when c.document_id = ${id} then 'cites' when c.cited_id = ${id} then 'cited-by' else 'told' end as way,
      c.document_id as "from", c.words, o.id as other, coalesce(d.held, true) as held, d.id is not null as readable, d.doc_type as "docType", d.regime,
      d.number, d.symbol, d.issuer, d.issued_on as "issuedOn", d.subject
    from citation c cross join lateral (select case when c.cited_id = ${id} then c.document_id else c.cited_id end as id) o
      left join document d on d.id = o.id
    where c.document_id = ${id} or c.cited_id = ${id} or c.told_by = ${id}
    order by 2, c.ordinal, o.id`

const fileRows = (id: DocumentId) => sql<LetterFile>`
    select u.id, u.name, f.media_type as "mediaType", f.size, u.purpose, u.unit_id as unit
    from file_use u join file f on f.realm = u.realm and f.sha256 = u.sha256
    where u.owner_kind = 'document' and u.owner_id = ${id} and u.ended_at is null order by u.at, u.id`
