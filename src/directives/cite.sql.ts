import { sql } from 'kysely'
import type { DocumentId, PlainDate } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { Marks } from './identity.ts'
import type { CitationKind, Regime } from './types.ts'

export type CitedCandidate = Omit<Marks, 'issuerUnit'> & {
  readonly at: number
  readonly id: DocumentId
  readonly held: boolean
}

/** Candidates for all papers that a letter cites, in one statement, those we hold first; `at` counts from 0. */
export async function citedCandidates(tx: Tx, marks: readonly Marks[]): Promise<CitedCandidate[]> {
  const { rows } = await sql<{
    ordinal: number
    id: DocumentId
    held: boolean
    issuer_fold: string
    issued_on: PlainDate | null
    year: number | null
  }>`select * from cited_documents(${marks.map(m => m.number)}::text[], ${marks.map(m => m.symbolFold)}::text[])`.execute(
    tx,
  )
  return rows.map(row => ({
    at: row.ordinal - 1,
    id: row.id,
    held: row.held,
    issuerFold: row.issuer_fold,
    issuedOn: row.issued_on,
    year: row.year,
    number: marks[row.ordinal - 1]?.number ?? null,
    symbolFold: marks[row.ordinal - 1]?.symbolFold ?? null,
  }))
}

export type Gap = {
  readonly id: DocumentId
  readonly docType: string
  readonly regime: Regime | null
  readonly issuer: string
  readonly symbol: string | null
  readonly subject: string
  readonly marks: Marks
}

/** Papers that we only know by name. Everybody may see that a gap is there; a paper known by name alone has one row. */
export async function insertGaps(tx: Tx, by: Acting, gaps: readonly Gap[]): Promise<void> {
  if (gaps.length === 0) return
  await tx
    .insertInto('document')
    .values(
      gaps.map(gap => ({
        id: gap.id,
        realm: by.actor.realm,
        held: false,
        doc_type: gap.docType,
        regime: gap.regime,
        issuer: gap.issuer,
        issuer_fold: gap.marks.issuerFold,
        number: gap.marks.number,
        symbol: gap.symbol,
        symbol_fold: gap.marks.symbolFold,
        issued_on: gap.marks.issuedOn,
        year: gap.marks.year,
        subject: gap.subject,
        created_at: by.now,
        command_id: by.command,
      })),
    )
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

export type CitationRow = {
  readonly document: DocumentId
  readonly cited: DocumentId
  readonly kind: CitationKind
  readonly ordinal: number
  readonly words: string
  readonly toldBy: DocumentId
}

export async function insertCitations(tx: Tx, rows: readonly CitationRow[]): Promise<void> {
  const real = rows.filter(row => row.document !== row.cited)
  if (real.length === 0) return
  await sql`insert into citation (document_id, cited_id, kind, ordinal, words, told_by)
    select c.document, c.cited, c.kind, c.ordinal, c.words, c."toldBy"
    from jsonb_to_recordset(${JSON.stringify(real)}::jsonb) as c(document uuid, cited uuid, kind text, ordinal smallint, words text, "toldBy" uuid)
    -- What a letter says of two other papers adds nothing where the citing paper says it itself.
    where c.document = c."toldBy" or not exists (select from citation x where x.document_id = c.document and x.cited_id = c.cited)
    on conflict do nothing`.execute(tx)
}

export const deleteCitationsToldBy = (tx: Tx, document: DocumentId) =>
  sql`delete from citation where told_by = ${document}`.execute(tx)

export const fillGap = (tx: Tx, gap: DocumentId, document: DocumentId) =>
  sql`select fill_gap(${gap}, ${document})`.execute(tx)
