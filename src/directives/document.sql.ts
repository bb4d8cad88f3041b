import { sql } from 'kysely'
import { fold, type DocumentId, type PlainDate, type UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { Candidate, Marks } from './identity.ts'
import { marksOf } from './identity.ts'
import { printedNumber } from './rules.ts'
import type { ClauseInput, LetterFields, Regime } from './types.ts'

/** Documents, their clauses and addressees: rows in, domain types out. */

/** What is searched, and compared when an office shows that it holds the same paper. */
export const searchText = (
  f: Pick<LetterFields, 'regime' | 'number' | 'symbol' | 'subject' | 'issuer' | 'body'>,
): string => fold([printedNumber(f.regime, f.number, f.symbol), f.issuer, f.subject, f.body].join(' '))

const columns = (f: LetterFields, issuerUnit: UnitId | null) => {
  const marks = marksOf(f, issuerUnit)
  return {
    held: true,
    regime: f.regime,
    doc_type: f.docType,
    issuer_unit_id: issuerUnit,
    issuer: f.issuer,
    issuer_fold: marks.issuerFold,
    number: marks.number,
    symbol: f.symbol?.trim() || null,
    symbol_fold: marks.symbolFold,
    issued_on: f.issuedOn,
    year: marks.year,
    subject: f.subject,
    place: f.place,
    authority_prefix: f.authorityPrefix,
    authority_body: f.authorityBody,
    signer_title: f.signerTitle,
    signer_name: f.signerName,
    urgency: f.urgency,
    circulation_floor: f.circulationFloor,
    body: f.body,
    search_text: searchText(f),
  }
}

/** Inserts without `returning`: the row can be read only once its incoming or outgoing row exists. */
export const insertDocument = (
  tx: Tx,
  by: Acting,
  id: DocumentId,
  f: LetterFields,
  issuerUnit: UnitId | null,
  reading: unknown,
) =>
  tx
    .insertInto('document')
    .values({
      id,
      realm: by.actor.realm,
      ...columns(f, issuerUnit),
      reading: reading ? JSON.stringify(reading) : null,
      created_at: by.now,
      command_id: by.command,
    })
    .execute()

/** Writes the fields over a gap that is filled or a draft that is edited; a reading is kept when none is given. */
export const updateDocument = (tx: Tx, id: DocumentId, f: LetterFields, issuerUnit: UnitId | null, reading?: unknown) =>
  tx
    .updateTable('document')
    .set({ ...columns(f, issuerUnit), ...(reading ? { reading: JSON.stringify(reading) } : {}) })
    .where('id', '=', id)
    .execute()

/** What the issuer says of a paper on which others have built: heading and signer; its text, subject and limit stay as they are. */
export const updateHeading = (tx: Tx, id: DocumentId, f: LetterFields, issuerUnit: UnitId) => {
  const {
    subject: _subject,
    body: _body,
    circulation_floor: _floor,
    search_text: _search,
    ...heading
  } = columns(f, issuerUnit)
  return tx.updateTable('document').set(heading).where('id', '=', id).execute()
}

/** Replaces the clauses of a letter. Tasks point at clauses, so a letter with tasks keeps the ones it has. */
export async function replaceClauses(tx: Tx, document: DocumentId, clauses: readonly ClauseInput[]): Promise<void> {
  await sql`delete from clause_source where document_id = ${document}`.execute(tx)
  await sql`delete from clause_ask where document_id = ${document}`.execute(tx)
  await sql`delete from clause where document_id = ${document}`.execute(tx)
  await insertClauses(tx, document, clauses)
}

export async function insertClauses(tx: Tx, document: DocumentId, clauses: readonly ClauseInput[]): Promise<void> {
  if (clauses.length === 0) return
  const rows = clauses.map((c, at) => ({ ...c, ordinal: at + 1 }))
  await sql`insert into clause (document_id, ordinal, label, text, starts_at, ends_at, force, rhythm, due_on, due_text, recurrence)
    select ${document}, c.ordinal, c.label, c.text, c."startsAt", c."endsAt", c.force, c.rhythm, c."dueOn", c."dueText",
      nullif(c.recurrence, 'null'::jsonb)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(ordinal smallint, label text, text text, "startsAt" integer,
      "endsAt" integer, force text, rhythm text, "dueOn" date, "dueText" text, recurrence jsonb)`.execute(tx)
  const asks = rows.flatMap(c => c.asks.map((ask, at) => ({ ...ask, clause: c.ordinal, ordinal: at + 1 })))
  await sql`insert into clause_ask (document_id, clause_ordinal, ordinal, phrase, role, force, act, chain, sentence)
    select ${document}, a.clause, a.ordinal, a.phrase, a.role, a.force, a.act, a.chain, coalesce(a.sentence, '')
    from jsonb_to_recordset(${JSON.stringify(asks)}::jsonb) as a(clause smallint, ordinal smallint, phrase text, role text,
      force text, act text, chain smallint, sentence text)`.execute(tx)
  const sources = rows.flatMap(c =>
    (c.sources ?? []).map(s => ({ clause: c.ordinal, document: s.document, ordinal: s.ordinal })),
  )
  if (sources.length === 0) return
  await sql`insert into clause_source (document_id, clause_ordinal, source_document_id, source_ordinal)
    select ${document}, s.clause, s.document, s.ordinal
    from jsonb_to_recordset(${JSON.stringify(sources)}::jsonb) as s(clause smallint, document uuid, ordinal smallint)`.execute(
    tx,
  )
}

export async function replaceAddressees(
  tx: Tx,
  document: DocumentId,
  to: readonly string[],
  copies: readonly string[],
): Promise<void> {
  await sql`delete from addressee where document_id = ${document}`.execute(tx)
  const phrases = [
    ...to.map(phrase => ({ phrase, kind: 'to' })),
    ...copies.map(phrase => ({ phrase, kind: 'copy' })),
  ].filter(p => p.phrase.trim() !== '')
  if (phrases.length === 0) return
  await sql`insert into addressee (document_id, ordinal, phrase, kind)
    select ${document}, a.ordinality, a.value->>'phrase', a.value->>'kind'
    from jsonb_array_elements(${JSON.stringify(phrases)}::jsonb) with ordinality a`.execute(tx)
}

export type Match = Candidate & {
  readonly readable: boolean
  readonly issuer: string
  readonly symbol: string | null
  readonly regime: Regime | null
  /** Numbered by its issuer's own book. */
  readonly own: boolean
}

/** Documents that may be this one, also those that the asker may not read; at most fifty. */
export async function matchingDocuments(tx: Tx, marks: Marks, subject: string): Promise<Match[]> {
  // Two offices may enter the same paper at once: the second waits here and then finds what the first one wrote.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${marks.number}/${marks.symbolFold}`}, 7103))`.execute(tx)
  const { rows } = await sql<{
    id: DocumentId
    held: boolean
    readable: boolean
    issuer_unit_id: UnitId | null
    issuer: string
    issuer_fold: string
    number: string | null
    symbol: string | null
    symbol_fold: string | null
    regime: Regime | null
    issued_on: PlainDate | null
    year: number | null
    subject_alike: number
    own: boolean
  }>`select * from matching_documents(${marks.issuerUnit}, ${marks.issuerFold}, ${marks.number}, ${marks.symbolFold},
      ${marks.issuedOn}, ${marks.year}, ${subject})`.execute(tx)
  return rows.map(row => ({
    id: row.id,
    held: row.held,
    readable: row.readable,
    issuer: row.issuer,
    issuerUnit: row.issuer_unit_id,
    issuerFold: row.issuer_fold,
    number: row.number,
    symbol: row.symbol,
    symbolFold: row.symbol_fold,
    regime: row.regime,
    issuedOn: row.issued_on,
    year: row.year,
    subjectAlike: row.subject_alike,
    own: row.own,
  }))
}

/** 0 … 1: how alike this text is to the stored one, which the asker may not read. */
export async function documentAlike(tx: Tx, id: DocumentId, f: LetterFields): Promise<number> {
  const { rows } = await sql<{ alike: number | null }>`
    select document_alike(${id}, ${f.body}, ${f.subject}) as alike`.execute(tx)
  return rows[0]?.alike ?? 0
}

/** Gives a text to a letter that was entered without one, unless it is an office's own; answers whether it did. */
export async function giveText(tx: Tx, id: DocumentId, f: LetterFields, reading: unknown): Promise<boolean> {
  if (f.body.trim() === '') return false
  const { rows } = await sql<{ given: boolean }>`
    select give_text(${id}, ${f.body}, ${searchText(f)}, ${reading ? JSON.stringify(reading) : null}::jsonb) as given`.execute(
    tx,
  )
  return rows[0]?.given ?? false
}

export type Claim = {
  readonly issuerUnit: UnitId | null
  readonly issuer: string
  /** An office has it as its own letter already. */
  readonly claimed: boolean
  /** Others have noted it, made tasks of its clauses or passed it on. */
  readonly builtOn: boolean
  readonly hasText: boolean
}
/** What a unit must know of a stored paper before it takes it for its own letter, also where it may not read it. */
export async function claimOf(tx: Tx, id: DocumentId): Promise<Claim | null> {
  const { rows } = await sql<{
    issuer_unit_id: UnitId | null
    issuer: string
    claimed: boolean
    built_on: boolean
    has_text: boolean
  }>`
    select * from letter_claim(${id})`.execute(tx)
  const [row] = rows
  return row
    ? {
        issuerUnit: row.issuer_unit_id,
        issuer: row.issuer,
        claimed: row.claimed,
        builtOn: row.built_on,
        hasText: row.has_text,
      }
    : null
}

/** How many of these clauses the asker can see, each counted once. */
export async function clausesSeen(
  tx: Tx,
  clauses: readonly { readonly document: DocumentId; readonly ordinal: number }[],
): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n
    from (select distinct s.document, s.ordinal from jsonb_to_recordset(${JSON.stringify(clauses)}::jsonb) as s(document uuid, ordinal integer)) s
      join clause c on c.document_id = s.document and c.ordinal = s.ordinal`.execute(tx)
  return rows[0]!.n
}

export const insertDecision = (
  tx: Tx,
  by: Acting,
  d: { document: DocumentId; other: DocumentId; same: boolean; spelled: string; why: string },
) =>
  sql`insert into document_decision (document_id, other_id, same, spelled, why, at, account_id, command_id)
    values (${d.document}, ${d.other}, ${d.same}, ${d.spelled}, ${d.why}, ${by.now}, ${by.actor.account}, ${by.command})`.execute(
    tx,
  )

/** The names of units, for sentences; those that do not exist are left out. */
export async function unitNames(tx: Tx, ids: readonly UnitId[]): Promise<ReadonlyMap<UnitId, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{
    id: UnitId
    name: string
  }>`select id, name from unit where id = any(${ids}::uuid[])`.execute(tx)
  return new Map(rows.map(row => [row.id, row.name]))
}
