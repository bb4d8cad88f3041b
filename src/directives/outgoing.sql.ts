import { sql } from 'kysely'
import type { AccountId, DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import { together, type Tx } from '../db/index.ts'
import { chainRows, inLine, type ChainRow } from '../org/index.ts'
import type { OutgoingState, Regime } from './types.ts'

export const insertOutgoing = (
  tx: Tx,
  by: Acting,
  o: {
    readonly document: DocumentId
    readonly unit: UnitId
    readonly forwards: DocumentId | null
    readonly onPaper: boolean
  },
) =>
  sql`insert into outgoing (realm, document_id, unit_id, state, forwards_id, on_paper, drafted_by, edited_by, changed_by, changed_at, command_id)
    values (${by.actor.realm}, ${o.document}, ${o.unit}, 'draft', ${o.forwards}, ${o.onPaper}, ${by.actor.account}, ${by.actor.account}, ${by.actor.account},
      ${by.now}, ${by.command})`.execute(tx)

export type OutgoingRow = {
  readonly unit: UnitId
  readonly unit_name: string
  readonly state: OutgoingState
  readonly version: number
  readonly changed_by: AccountId | null
  readonly changed_at: Date | null
  readonly on_paper: boolean
  readonly forwards_id: DocumentId | null
  readonly sent_back_note: string | null
  readonly regime: Regime | null
  readonly doc_type: string | null
  readonly issuer: string
  readonly number: string | null
  readonly symbol: string | null
  readonly issued_on: PlainDate | null
  readonly subject: string
  readonly circulation_floor: string | null
  /** Others have built on its text already, so text and clauses stay. */
  readonly built_on: boolean
  readonly drafted_by: AccountId | null
  readonly edited_by: AccountId | null
  /** It has its number: also while changed addressees wait for the leader anew. */
  readonly numbered: boolean
  readonly body: string
}

/** Locks the office's own letter, so that two people move it one after the other. */
export async function lockOutgoing(tx: Tx, document: DocumentId): Promise<OutgoingRow | null> {
  const { rows } = await sql<OutgoingRow>`
    select o.unit_id as unit, u.name as unit_name, o.state, o.version, o.changed_by, o.changed_at, o.on_paper,
      o.forwards_id, o.sent_back_note, d.regime, d.doc_type, d.issuer, d.number, d.symbol, d.issued_on, d.subject, d.circulation_floor,
      d.body, letter_built_on(o.document_id) as built_on, o.drafted_by, o.edited_by, o.numbered_at is not null as numbered
    from outgoing o join document d on d.id = o.document_id join unit u on u.id = o.unit_id
    where o.document_id = ${document} for update of o`.execute(tx)
  return rows[0] ?? null
}

/** Whether anybody else holds the leader's role at the unit today, so that a letter need not be signed by who wrote it. */
export async function otherLeaders(tx: Tx, unit: UnitId): Promise<boolean> {
  const { rows } = await sql<{ others: boolean }>`select other_leaders(${unit}) as others`.execute(tx)
  return rows[0]!.others
}

/** Whether the unit has this paper in hand already: in its incoming book or as its own letter. */
export async function inHandOf(tx: Tx, unit: UnitId, document: DocumentId): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from outgoing where document_id = ${document} and unit_id = ${unit})
      or exists (select from incoming where document_id = ${document} and unit_id = ${unit}) as has`.execute(tx)
  return rows[0]!.has
}

/** Other letters of the unit with these marks that its book has numbered on this day. */
export async function ownTwin(
  tx: Tx,
  document: DocumentId,
  unit: UnitId,
  m: NumberMarks,
  docType: string | null,
): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from document d where d.id <> ${document} and d.own and d.issuer_unit_id = ${unit} and d.number = ${m.number}
      and d.symbol_fold = ${m.symbolFold} and d.issued_on = ${m.issuedOn} and coalesce(d.doc_type, '') = coalesce(${docType}, '')) as has`.execute(
    tx,
  )
  return rows[0]!.has
}

export type OutgoingStep = {
  readonly state: OutgoingState
  readonly submitted?: boolean
  readonly sentBack?: string | null
  /** True when signed now, false when what changed since waits for the leader anew. */
  readonly signed?: boolean
  readonly edited?: boolean
  /** True when numbered now, false when the number is taken back. */
  readonly numbered?: boolean
  readonly issued?: boolean
}

/** One step on: the state, its stamps, the version. */
export const moveOutgoing = (tx: Tx, by: Acting, document: DocumentId, step: OutgoingStep) =>
  tx
    .updateTable('outgoing')
    .set(eb => ({
      state: step.state,
      version: eb('version', '+', 1),
      changed_by: by.actor.account,
      changed_at: by.now,
      ...(step.submitted ? { submitted_at: by.now } : {}),
      ...(step.sentBack === undefined ? {} : { sent_back_note: step.sentBack }),
      ...(step.edited ? { edited_by: by.actor.account } : {}),
      ...(step.signed === undefined
        ? {}
        : step.signed
          ? { signed_by: by.actor.account, signed_at: by.now }
          : { signed_by: null, signed_at: null }),
      ...(step.numbered === undefined ? {} : { numbered_at: step.numbered ? by.now : null }),
      ...(step.issued ? { issued_at: by.now } : {}),
    }))
    .where('document_id', '=', document)
    .execute()

/** The signature makes the machine's clauses the office's own words. */
export const confirmAllClauses = (tx: Tx, by: Acting, document: DocumentId) =>
  sql`update clause set confirmed_at = ${by.now} where document_id = ${document} and confirmed_at is null`.execute(tx)

export const setSigner = (tx: Tx, document: DocumentId, name: string) =>
  sql`update document set signer_name = coalesce(nullif(signer_name, ''), ${name}) where id = ${document}`.execute(tx)

export type NumberMarks = {
  readonly number: string | null
  readonly symbol: string | null
  readonly symbolFold: string | null
  readonly issuedOn: PlainDate | null
  readonly year: number | null
  readonly searchText: string
}

export const setNumber = (tx: Tx, document: DocumentId, m: NumberMarks) =>
  sql`update document set number = ${m.number}, symbol = ${m.symbol}, symbol_fold = ${m.symbolFold}, issued_on = ${m.issuedOn},
      year = ${m.year}, search_text = ${m.searchText}, own = ${m.number !== null} where id = ${document}`.execute(tx)

export async function bodyOf(tx: Tx, document: DocumentId): Promise<string> {
  const { rows } = await sql<{ body: string }>`select body from document where id = ${document}`.execute(tx)
  return rows[0]?.body ?? ''
}

export type AddresseePhrase = { readonly phrase: string; readonly kind: 'to' | 'copy' }

export type AddresseeEdit = {
  readonly unit: UnitId
  readonly included: boolean
  readonly name: string
  readonly inLine: boolean | null
}

/** Whether the letter names anybody, in words or by hand. */
export async function hasAddressee(tx: Tx, document: DocumentId): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from addressee where document_id = ${document})
      or exists (select from addressee_edit where document_id = ${document} and included) as has`.execute(tx)
  return rows[0]!.has
}

/** Replaces the hand's corrections. A unit that does not exist is left out, and the answer says how many were written. */
export async function replaceEdits(
  tx: Tx,
  document: DocumentId,
  edits: readonly { unit: UnitId; included: boolean }[],
): Promise<number> {
  await sql`delete from addressee_edit where document_id = ${document}`.execute(tx)
  const done = await sql`insert into addressee_edit (document_id, unit_id, included)
    select ${document}, e.unit, bool_or(e.included) from jsonb_to_recordset(${JSON.stringify(edits)}::jsonb) as e(unit uuid, included boolean)
      join unit u on u.id = e.unit group by e.unit`.execute(tx)
  return Number(done.numAffectedRows ?? 0)
}

export type AskRow = {
  readonly clause: number
  readonly label: string
  readonly ask: number
  readonly phrase: string
  readonly role: 'lead' | 'with' | 'through'
  readonly act: string | null
  readonly sentence: string
}

/** An office's own letter as far as it says to whom it goes, as of its date or, while it has none, of a day. */
export type Sending = {
  readonly letter: SentLetter
  readonly addressees: readonly AddresseePhrase[]
  readonly asks: readonly AskRow[]
  readonly edits: readonly AddresseeEdit[]
  /** Where the issuer stands. */
  readonly chain: readonly ChainRow[]
}
export type SentLetter = Pick<OutgoingRow, 'unit' | 'state' | 'version' | 'regime' | 'number' | 'symbol'> & {
  readonly asOf: PlainDate
  readonly circulationFloor: string | null
}

/** One statement; null when the letter is nobody's own that the asker may read. */
export async function sendingOf(tx: Tx, document: DocumentId, today: PlainDate): Promise<Sending | null> {
  const { letters, ...sending } = await together(tx, {
    letters: sql<SentLetter>`
      select o.unit_id as unit, o.state, o.version, d.regime, d.number, d.symbol, coalesce(d.issued_on, ${today}::date) as "asOf",
        d.circulation_floor as "circulationFloor"
      from outgoing o join document d on d.id = o.document_id where o.document_id = ${document}`,
    addressees: sql<AddresseePhrase>`select phrase, kind from addressee where document_id = ${document} order by ordinal`,
    asks: sql<AskRow>`
      select a.clause_ordinal as clause, c.label, a.ordinal as ask, a.phrase, a.role, a.act, a.sentence
      from clause_ask a join clause c on c.document_id = a.document_id and c.ordinal = a.clause_ordinal
      where a.document_id = ${document} order by a.clause_ordinal, a.ordinal`,
    edits: sql<AddresseeEdit>`
      select e.unit_id as unit, e.included, u.name, ${inLine('party', sql`coalesce(d.issued_on, ${today})`)} as "inLine"
      from addressee_edit e join unit u on u.id = e.unit_id join document d on d.id = e.document_id
      where e.document_id = ${document} order by u.name, u.id`,
    chain: chainRows(sql`(select unit_id from outgoing where document_id = ${document})`),
  })
  const [letter] = letters
  return letter ? { letter, ...sending } : null
}

/** The symbol of the office's latest numbered letter in this layout, which shows its sign. */
export async function lastSymbol(tx: Tx, unit: UnitId, regime: Regime): Promise<string | null> {
  const { rows } = await sql<{ symbol: string }>`
    select d.symbol from outgoing o join document d on d.id = o.document_id
    where o.unit_id = ${unit} and d.regime = ${regime} and d.symbol is not null and o.numbered_at is not null
    order by o.numbered_at desc limit 1`.execute(tx)
  return rows[0]?.symbol ?? null
}

/**
 * A paper that says "kèm theo Công văn số …" passes that letter on, when the office has it in its incoming book: the
 * thread is joined at issue, the limit of circulation is inherited, and the clauses that name the letter carry on its
 * clauses. Answers the letter passed on.
 */
export async function linkForwarded(tx: Tx, document: DocumentId, unit: UnitId): Promise<DocumentId | null> {
  const { rows } = await sql<{ id: DocumentId; number: string | null }>`
    select d.id, d.number from citation c join document d on d.id = c.cited_id and d.held
      join incoming i on i.document_id = d.id and i.unit_id = ${unit}
    where c.document_id = ${document} and c.told_by = ${document} and c.kind = 'forwards' order by c.ordinal limit 1`.execute(
    tx,
  )
  const parent = rows[0]
  if (!parent) return null
  // Only a plain number is looked for in the text: what somebody typed never becomes part of a pattern.
  const number = /^\d+[a-z]?$/.test(parent.number ?? '') ? parent.number : null
  await sql`update outgoing set forwards_id = ${parent.id} where document_id = ${document}`.execute(tx)
  await sql`update document d set circulation_floor = p.circulation_floor from document p
    where d.id = ${document} and p.id = ${parent.id} and d.circulation_floor is null and p.circulation_floor is not null`.execute(
    tx,
  )
  await sql`insert into clause_source (document_id, clause_ordinal, source_document_id, source_ordinal)
    select c.document_id, c.ordinal, p.document_id, p.ordinal from clause c join clause p on p.document_id = ${parent.id}
    where c.document_id = ${document} and ${number}::text is not null and c.text ~ ${`(^|[^0-9])${number ?? ''}\\s*[-/]`} on conflict do nothing`.execute(
    tx,
  )
  return parent.id
}
