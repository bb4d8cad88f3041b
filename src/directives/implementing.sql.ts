import { sql } from 'kysely'
import { fold, type AccountId, type DocumentId, type FileId, type PlainDate, type UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { printedNumber } from './rules.ts'
import type { Regime } from './types.ts'

/** The letters with which units carry a directive on: issued here to pass it on, or entered from outside. */

/** Numbers are compared without regard to strokes and blanks: `15 -KH/HU` is `15-KH/HU`. */
export const foldPrinted = (printed: string): string => fold(printed).replace(/\s+/g, '')

export type NewImplementing = {
  readonly id: string
  readonly document: DocumentId
  readonly unit: UnitId
  readonly printed: string
  readonly issuedOn: PlainDate
  readonly subject: string
  readonly file: FileId | null
}

/** Answers false when the unit entered this very letter already. */
export async function insertImplementing(tx: Tx, by: Acting, n: NewImplementing): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into implementing_letter (realm, id, document_id, unit_id, printed, printed_fold, issued_on, subject, file_use_id, entered_by, entered_at, command_id)
    select ${by.actor.realm}, ${n.id}, ${n.document}, ${n.unit}, ${n.printed}, ${foldPrinted(n.printed)}, ${n.issuedOn}, ${n.subject}, ${n.file},
      ${by.actor.account}, ${by.now}, ${by.command}
    where not exists (select from implementing_letter where document_id = ${n.document} and unit_id = ${n.unit}
      and printed_fold = ${foldPrinted(n.printed)} and issued_on = ${n.issuedOn} and withdrawn_at is null)`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

export type ImplementingRow = {
  readonly id: string
  readonly version: number
  readonly state: 'entered' | 'withdrawn'
  readonly changed_by: AccountId | null
  readonly changed_at: Date | null
}

export async function lockImplementing(
  tx: Tx,
  key: { document: DocumentId; unit: UnitId; letter: string },
): Promise<ImplementingRow | null> {
  const { rows } = await sql<ImplementingRow>`
    select id, version, changed_by, changed_at, case when withdrawn_at is null then 'entered' else 'withdrawn' end as state
    from implementing_letter where id = ${key.letter} and document_id = ${key.document} and unit_id = ${key.unit} for update`.execute(
    tx,
  )
  return rows[0] ?? null
}

export const endImplementing = (tx: Tx, by: Acting, id: string, why: string) =>
  sql`update implementing_letter set withdrawn_at = ${by.now}, withdrawn_why = ${why}, version = version + 1,
      changed_by = ${by.actor.account}, changed_at = ${by.now} where id = ${id}`.execute(tx)

/** The unit's own tasks of a directive whose clauses a covering letter carries on: what issuing it is evidence of. */
export async function carriedOnTasks(
  tx: Tx,
  at: { document: DocumentId; forwards: DocumentId; unit: UnitId },
): Promise<number[]> {
  const { rows } = await sql<{ clause_ordinal: number }>`
    select distinct t.clause_ordinal from task t
      join clause_source s on s.source_document_id = t.document_id and s.source_ordinal = t.clause_ordinal and s.document_id = ${at.document}
    where t.document_id = ${at.forwards} and t.unit_id = ${at.unit}`.execute(tx)
  return rows.map(row => row.clause_ordinal)
}

/** One letter that carries a directive on. */
export type ImplementingLetter = {
  readonly unit: UnitId | null
  readonly unitName: string
  readonly printed: string
  readonly issuedOn: PlainDate | null
  readonly subject: string
  /** Issued here: its own page. */
  readonly document: DocumentId | null
  readonly file: FileId | null
  /** Set for a letter that was entered: what withdrawing it needs. */
  readonly entered: { readonly id: string; readonly version: number } | null
}
export type Implementing = {
  /** Units to which a letter of the thread was sent and that did not give it back. */
  readonly addressed: number
  /** How many of those have a letter of their own. */
  readonly issued: number
  /** All such letters in the reader's sight, also of units that were not addressed; the newest first, at most 500. */
  readonly letters: readonly ImplementingLetter[]
}

/**
 * Who has issued a letter of its own on a directive, over everything that passes it on: one statement, however deep. A
 * body counts through any of its organs, because the delivery to one of them shows with which letter it was passed on.
 */
export async function implementingOf(tx: Tx, root: DocumentId): Promise<Implementing> {
  type Row = Omit<ImplementingLetter, 'printed'> & {
    printed: string | null
    number: string | null
    symbol: string | null
    regime: Regime | null
  }
  const { rows } = await sql<{ addressed: number; issued: number; letters: Row[] | null }>`
    with thread as materialized (select ${root}::uuid as id, 0 as depth union select document_id, depth from document_thread where root_id = ${root} and depth > 0),
    entered as materialized (
      select i.* from implementing_letter i where i.document_id in (select id from thread) and i.withdrawn_at is null),
    carrying as materialized (select d.* from thread t join document d on d.id = t.id where t.depth > 0),
    told as materialized (
      select y.unit_id, bool_or(y.passed_on_id is not null) as passed_on from delivery y
      where y.document_id in (select id from thread) and y.status <> '02' group by y.unit_id),
    all_letters as (
      select i.unit_id as unit, u.name as "unitName", i.printed, null::text as number, null::text as symbol, null::text as regime,
        i.issued_on as "issuedOn", i.subject, i.letter_id as document, i.file_use_id as file, jsonb_build_object('id', i.id, 'version', i.version) as entered
      from entered i join unit u on u.id = i.unit_id
      union all
      select c.issuer_unit_id, coalesce(u.name, c.issuer), null, c.number, c.symbol, c.regime, c.issued_on, c.subject, c.id, null, null
      from carrying c left join unit u on u.id = c.issuer_unit_id)
    select (select count(*)::int from told) as addressed,
      (select count(*)::int from told where passed_on or unit_id in (select unit_id from entered) or unit_id in (select issuer_unit_id from carrying)) as issued,
      (select jsonb_agg(l order by l."issuedOn" desc nulls last, l."unitName") from (select * from all_letters order by "issuedOn" desc nulls last limit 500) l) as letters`.execute(
    tx,
  )
  const { addressed, issued, letters } = rows[0]!
  return {
    addressed,
    issued,
    letters: (letters ?? []).map(({ number, symbol, regime, printed, ...letter }) => ({
      ...letter,
      printed: printed ?? printedNumber(regime, number, symbol),
    })),
  }
}
