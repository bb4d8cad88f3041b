import { sql } from 'kysely'
import type { DocumentId, FileId, PersonId, PlainDate, UnitId } from '../kernel/index.ts'
import { together, type Tx } from '../db/index.ts'
import { implementingFrom, implementingRows, type Implementing } from '../directives/index.ts'
import { letterNumber } from './my-work.sql.ts'
import { clauseFrom, clauseRows, type ClauseThread } from './thread.sql.ts'

/** A letter as one office sees it: what it says, and where it stands on this office's desks. */
export type LetterView = {
  readonly id: DocumentId
  readonly held: boolean
  readonly regime: 'state' | 'party' | 'youth_union' | null
  readonly docType: string | null
  readonly number: string | null
  readonly symbol: string | null
  readonly printed: string
  readonly issuer: string
  readonly issuerUnit: UnitId | null
  readonly issuedOn: PlainDate | null
  readonly subject: string
  readonly place: string | null
  readonly authorityPrefix: string | null
  readonly authorityBody: string | null
  readonly signerTitle: string | null
  readonly signerName: string | null
  readonly urgency: string | null
  readonly circulationFloor: string | null
  readonly body: string
  /** Its text was read from a paper, not typed here. */
  readonly read: boolean
  readonly addressees: readonly { readonly phrase: string; readonly kind: 'to' | 'copy' }[]
  readonly files: readonly { readonly id: FileId; readonly name: string }[]
  readonly outgoing: {
    readonly unit: UnitId
    readonly state: string
    readonly version: number
    readonly onPaper: boolean
    readonly sentBackNote: string | null
    readonly forwards: DocumentId | null
  } | null
  readonly incoming: {
    readonly state: string
    readonly version: number
    readonly arrivedOn: PlainDate
    readonly note: string | null
    readonly lead: string | null
    readonly with: readonly string[]
    readonly dueOn: PlainDate | null
    /** Whom the leader's note can name, while it waits for one. */
    readonly holders: readonly { readonly person: PersonId; readonly name: string; readonly title: string }[]
  } | null
  readonly delivery: {
    readonly from: UnitId
    readonly fromName: string
    readonly status: string
    readonly version: number
    readonly phrase: string
    readonly opened: boolean
    readonly returnedReason: string | null
    readonly returnedNote: string | null
    readonly passedOn: DocumentId | null
  } | null
  /** The numbers under which this office's books have it. */
  readonly entries: readonly { readonly direction: string; readonly number: number; readonly on: PlainDate }[]
  /** The paper that this letter says it passes on, while it is not joined to it. */
  readonly unlinked: string | null
  /** Named to follow this letter, or a letter that it passes on. */
  readonly followers: readonly { readonly unit: UnitId; readonly name: string }[]
}

/** The letter, where the reader may see it, as it stands at `unit` on a day, its clauses and who carries it on; one statement. */
export async function letterWithClauses(
  tx: Tx,
  id: DocumentId,
  unit: UnitId,
  asOf: PlainDate,
): Promise<{ letter: LetterView; clauses: ClauseThread[]; implementing: Implementing } | null> {
  const found = await together(tx, {
    letters: letterRows(id, unit, asOf),
    clauses: clauseRows(id, unit),
    implementing: implementingRows(id),
  })
  const [letter] = found.letters
  if (!letter) return null
  return {
    letter: letterFrom(letter),
    clauses: found.clauses.map(clauseFrom),
    implementing: implementingFrom(found.implementing[0]!),
  }
}

/** The letter alone, for pages about something else of it: without whom the leader's note can name. */
export async function letterAt(tx: Tx, id: DocumentId, unit: UnitId): Promise<LetterView | null> {
  const { rows } = await letterRows(id, unit, null).execute(tx)
  return rows[0] ? letterFrom(rows[0]) : null
}

export type LetterRow = Omit<LetterView, 'unlinked' | 'printed'> & {
  readonly loose: Parameters<typeof letterNumber>[0] | null
}

/** The row of one letter, for reads that join it with their own. */
export const letterRows = (id: DocumentId, unit: UnitId, asOf: PlainDate | null) => sql<LetterRow>`
    select d.id, d.held, d.regime, d.doc_type as "docType", d.number, d.symbol, d.issuer, d.issuer_unit_id as "issuerUnit", d.issued_on as "issuedOn",
      d.subject, d.place, d.authority_prefix as "authorityPrefix", d.authority_body as "authorityBody", d.signer_title as "signerTitle",
      d.signer_name as "signerName", d.urgency, d.circulation_floor as "circulationFloor", d.body, d.reading is not null as read,
      coalesce((select jsonb_agg(jsonb_build_object('phrase', a.phrase, 'kind', a.kind) order by a.ordinal) from addressee a where a.document_id = d.id), '[]') as addressees,
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name) order by f.at) from (select distinct on (sha256) id, name, at from file_use where owner_id = d.id and ended_at is null order by sha256, at) f), '[]') as files,
      (select jsonb_build_object('unit', o.unit_id, 'state', o.state, 'version', o.version, 'onPaper', o.on_paper, 'sentBackNote', o.sent_back_note, 'forwards', o.forwards_id)
       from outgoing o where o.document_id = d.id) as outgoing,
      (select jsonb_build_object('state', i.state, 'version', i.version, 'arrivedOn', i.arrived_on, 'note', i.note, 'dueOn', i.due_on,
          'lead', (select coalesce((select name from unit where id = i.lead_unit_id), (select name from person where id = i.lead_person_id))),
          'with', (select coalesce(jsonb_agg(name), '[]') from unit where id = any(i.with_unit_ids)),
          'holders', (select coalesce(jsonb_agg(jsonb_build_object('person', p.id, 'name', p.name, 'title', h.title)
              order by h.office, p.name_fold, p.id), '[]')
            from office_holding h join person p on p.id = h.person_id
            where i.state = 'submitted' and h.unit_id = i.unit_id and h.during @> ${asOf}::date))
       from incoming i where i.document_id = d.id and i.unit_id = ${unit}) as incoming,
      (select jsonb_build_object('from', y.from_unit_id, 'fromName', u.name, 'status', y.status, 'version', y.version, 'phrase', y.phrase,
          'opened', y.opened_at is not null, 'returnedReason', y.returned_reason, 'returnedNote', y.returned_note, 'passedOn', y.passed_on_id)
       from delivery y join unit u on u.id = y.from_unit_id where y.document_id = d.id and y.unit_id = ${unit}) as delivery,
      coalesce((select jsonb_agg(jsonb_build_object('direction', b.direction, 'number', e.number, 'on', e.entered_on))
       from register_entry e join register_book b on b.id = e.book_id
       where e.document_id = d.id and b.unit_id = ${unit} and e.cancelled_at is null), '[]') as entries,
      coalesce((select jsonb_agg(distinct jsonb_build_object('unit', f.unit_id, 'name', u.name)) from document_follower f join unit u on u.id = f.unit_id
       where f.document_id = d.id or f.document_id in (select th.root_id from document_thread th where th.document_id = d.id)), '[]') as followers,
      (select jsonb_build_object('number', x.number, 'symbol', x.symbol, 'regime', x.regime) from citation c join document x on x.id = c.cited_id
       where c.document_id = d.id and c.told_by = d.id and c.kind = 'forwards' limit 1) as loose
    from document d where d.id = ${id}`

export function letterFrom({ loose, ...row }: LetterRow): LetterView {
  const open = row.outgoing !== null && row.outgoing.forwards === null && row.outgoing.state !== 'issued'
  return { ...row, unlinked: open && loose ? letterNumber(loose) : null, printed: letterNumber(row) }
}

/** One line of a list of letters. */
export type LetterLine = {
  readonly id: DocumentId
  readonly printed: string
  readonly issuer: string
  readonly issuedOn: PlainDate | null
  readonly subject: string
  readonly state: string
  readonly entry: number | null
  readonly on: PlainDate | null
}
export type Desk = 'inbox' | 'incoming' | 'outgoing'
export type ListQuery = {
  readonly desk: Desk
  readonly unit: UnitId
  readonly state?: string
  readonly folded?: string
  readonly before?: number
  readonly limit: number
}

const LINE = sql`d.id, d.number, d.symbol, d.regime, d.issuer, d.issued_on as "issuedOn", d.subject`
const ENTRY = (direction: string, unit: UnitId) => sql`
  left join lateral (select e.number, e.entered_on from register_entry e join register_book b on b.id = e.book_id
    where e.document_id = d.id and b.unit_id = ${unit} and b.direction = ${direction} and e.cancelled_at is null limit 1) entry on true`

/** One desk of an office, newest first; `offset` walks on. Search is by words without accents, or by number. */
export async function lettersOn(tx: Tx, query: ListQuery, offset = 0): Promise<LetterLine[]> {
  const { unit, state = '', folded = '' } = query
  const matches = sql`(${folded} = '' or d.search_text like ${`%${escapeLike(folded)}%`} or d.number = ${folded})`
  const page = sql`limit ${query.limit} offset ${offset}`
  const { rows } = await (
    query.desk === 'inbox'
      ? sql<Line>`select ${LINE}, y.status as state, null::int as entry, (y.sent_at at time zone 'Asia/Ho_Chi_Minh')::date as "on"
        from delivery y join document d on d.id = y.document_id
        where y.unit_id = ${unit} and (${state} = '' or y.status = ${state}) and ${matches} order by y.sent_at desc, d.id ${page}`
      : query.desk === 'incoming'
        ? sql<Line>`select ${LINE}, i.state, entry.number as entry, i.arrived_on as "on"
        from incoming i join document d on d.id = i.document_id ${ENTRY('incoming', unit)}
        where i.unit_id = ${unit} and (${state} = '' or i.state = ${state}) and ${matches} order by i.arrived_on desc, entry.number desc, d.id ${page}`
        : sql<Line>`select ${LINE}, o.state, entry.number as entry, d.issued_on as "on"
        from outgoing o join document d on d.id = o.document_id ${ENTRY('outgoing', unit)}
        where o.unit_id = ${unit} and (${state} = '' or o.state = ${state} or (${state} = 'signed' and o.state = 'numbered')) and ${matches}
        order by d.created_at desc, d.id ${page}`
  ).execute(tx)
  return rows.map(({ number, symbol, regime, ...row }) => ({
    ...row,
    printed: letterNumber({ number, symbol, regime }),
  }))
}
type Line = Omit<LetterLine, 'printed'> & { number: string | null; symbol: string | null; regime: string | null }

const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&')
