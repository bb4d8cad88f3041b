import { sql } from 'kysely'
import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import { together, type Tx } from '../db/index.ts'
import type { AuthorityPrefix, Letter } from '../paper/index.ts'
import type { Series } from './register.sql.ts'
import type { Regime, Urgency } from './types.ts'

/** Copies that an office made of letters it holds. */

export type CopyKind = 'sao-y' | 'sao-luc' | 'trich-sao'
export type LetterCopy = {
  readonly id: string
  readonly document: DocumentId
  readonly unit: UnitId
  readonly kind: CopyKind
  readonly number: number
  readonly symbol: string
  readonly copiedOn: PlainDate
  readonly issuer: string
  readonly place: string | null
  readonly authorityPrefix: AuthorityPrefix | null
  readonly authorityBody: string | null
  readonly signerTitle: string
  readonly signerName: string
  readonly recipients: readonly string[]
  readonly clauses: readonly number[]
  /** Why its number was cancelled; null while it stands. */
  readonly cancelledWhy: string | null
}
export type NewCopy = Omit<LetterCopy, 'cancelledWhy'> & { readonly book: string; readonly series: Series }

export const insertCopy = (tx: Tx, by: Acting, c: NewCopy) =>
  sql`insert into letter_copy (realm, id, document_id, unit_id, kind, book_id, period_key, type_key, number, symbol, copied_on, issuer, place,
      authority_prefix, authority_body, signer_title, signer_name, recipients, clauses, made_by, made_at, command_id)
    values (${by.actor.realm}, ${c.id}, ${c.document}, ${c.unit}, ${c.kind}, ${c.book}, ${c.series.period}, ${c.series.type}, ${c.number},
      ${c.symbol}, ${c.copiedOn}, ${c.issuer}, ${c.place}, ${c.authorityPrefix}, ${c.authorityBody}, ${c.signerTitle}, ${c.signerName},
      ${[...c.recipients]}::text[], ${[...c.clauses]}::smallint[], ${by.actor.account}, ${by.now}, ${by.command})`.execute(
    tx,
  )

const copy =
  sql.raw(`k.id, k.document_id as document, k.unit_id as unit, k.kind, k.number, k.symbol, k.copied_on as "copiedOn", k.issuer, k.place,
  k.authority_prefix as "authorityPrefix", k.authority_body as "authorityBody", k.signer_title as "signerTitle", k.signer_name as "signerName",
  to_json(k.recipients) as recipients, to_json(k.clauses) as clauses,
  (select c.why from letter_copy_cancelled c where c.copy_id = k.id) as "cancelledWhy"`)

export type CopyLine = LetterCopy & {
  readonly letterRegime: Regime | null
  readonly letterNumber: string | null
  readonly letterSymbol: string | null
  readonly subject: string
  readonly period: string
  readonly total: number
}

/** The unit's copies, newest first; those of one letter, where it is named, before the others. */
export async function copiesOf(
  tx: Tx,
  unit: UnitId,
  page: { readonly limit: number; readonly offset?: number },
  document: DocumentId | null = null,
): Promise<CopyLine[]> {
  const { rows } = await sql<CopyLine>`
    select ${copy}, d.regime as "letterRegime", d.number as "letterNumber", d.symbol as "letterSymbol", d.subject, k.period_key as period,
      (count(*) over ())::int as total
    from letter_copy k join document d on d.id = k.document_id
    where k.unit_id = ${unit}
    order by (k.document_id = ${document}::uuid) desc nulls last, k.period_key desc, k.number desc limit ${page.limit} offset ${page.offset ?? 0}`.execute(
    tx,
  )
  return rows
}

export type CopyAt = Pick<LetterCopy, 'id' | 'unit' | 'number'>

export async function copyAt(tx: Tx, id: string): Promise<CopyAt | null> {
  const { rows } = await sql<CopyAt>`select id, unit_id as unit, number from letter_copy where id = ${id}`.execute(tx)
  return rows[0] ?? null
}

/** Whether it was this command that cancelled the copy; one that was cancelled before keeps its reason. */
export async function cancelCopyAt(tx: Tx, by: Acting, c: CopyAt & { readonly why: string }): Promise<boolean> {
  const { rows } = await sql`
    insert into letter_copy_cancelled (realm, copy_id, unit_id, why, cancelled_by, cancelled_at, command_id)
    values (${by.actor.realm}, ${c.id}, ${c.unit}, ${c.why}, ${by.actor.account}, ${by.now}, ${by.command})
    on conflict do nothing returning copy_id`.execute(tx)
  return rows.length > 0
}

/** The letter that was copied, as it goes on paper. */
export type CopiedLetter = {
  readonly regime: Regime | null
  readonly docType: string | null
  readonly issuer: string
  readonly number: string | null
  readonly symbol: string | null
  readonly issuedOn: PlainDate | null
  readonly subject: string
  readonly place: string | null
  readonly authorityPrefix: string | null
  readonly authorityBody: string | null
  readonly signerTitle: string | null
  readonly signerName: string | null
  readonly urgency: Urgency | null
  readonly body: string
  readonly reading: Letter | null
  readonly addressees: readonly string[]
  readonly copies: readonly string[]
  readonly clauses: readonly { readonly ordinal: number; readonly label: string; readonly text: string }[]
}

/** A copy with the letter that it shows; null when the asker's units did not make it. */
export async function copyWithLetter(
  tx: Tx,
  id: string,
): Promise<(LetterCopy & { readonly letter: CopiedLetter }) | null> {
  const phrases = (kind: 'to' | 'copy') =>
    sql`coalesce((select json_agg(a.phrase order by a.ordinal) from addressee a where a.document_id = d.id and a.kind = ${kind}), '[]')`
  const { copies, letters } = await together(tx, {
    copies: sql<LetterCopy>`select ${copy} from letter_copy k where k.id = ${id}`,
    letters: sql<CopiedLetter>`
      select d.regime, d.doc_type as "docType", d.issuer, d.number, d.symbol, d.issued_on as "issuedOn", d.subject, d.place,
        d.authority_prefix as "authorityPrefix", d.authority_body as "authorityBody", d.signer_title as "signerTitle",
        coalesce(d.signer_name, s.name) as "signerName", d.urgency, d.body, d.reading, ${phrases('to')} as addressees, ${phrases('copy')} as copies,
        coalesce((select json_agg(json_build_object('ordinal', c.ordinal, 'label', c.label, 'text', c.text) order by c.ordinal)
          from clause c where c.document_id = d.id), '[]') as clauses
      from letter_copy k join document d on d.id = k.document_id left join outgoing o on o.document_id = d.id left join account s on s.id = o.signed_by
      where k.id = ${id}`,
  })
  const [made] = copies
  const [letter] = letters
  return made && letter ? { ...made, letter } : null
}
