import { sql } from 'kysely'
import type { DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import type { Force, Regime, Rhythm } from './types.ts'

/** The letter that is passed on, and what of it a covering letter carries on. */

export type Parent = {
  readonly held: boolean
  readonly regime: Regime | null
  readonly doc_type: string | null
  readonly number: string | null
  readonly symbol: string | null
  readonly issuer: string
  readonly issued_on: PlainDate | null
  readonly subject: string
  readonly circulation_floor: string | null
}
export async function headingOf(tx: Tx, document: DocumentId): Promise<Parent | null> {
  const { rows } = await sql<Parent>`
    select held, regime, doc_type, number, symbol, issuer, issued_on, subject, circulation_floor from document where id = ${document}`.execute(
    tx,
  )
  return rows[0] ?? null
}

export type ParentClause = {
  readonly ordinal: number
  readonly text: string
  readonly force: Force | null
  readonly rhythm: Rhythm
  readonly due_on: PlainDate | null
  readonly due_text: string | null
  readonly recurrence: unknown
  /** Whether the clause is work of the unit that passes the letter on. */
  readonly mine: boolean
}
export async function clausesFor(tx: Tx, document: DocumentId, unit: UnitId): Promise<ParentClause[]> {
  const { rows } = await sql<ParentClause>`
    select c.ordinal, c.text, c.force, coalesce(t.rhythm, c.rhythm) as rhythm, coalesce(t.due_on, c.due_on) as due_on,
      coalesce(t.due_text, c.due_text) as due_text, coalesce(t.recurrence, c.recurrence) as recurrence, t.unit_id is not null as mine
    from clause c left join task t on t.document_id = c.document_id and t.clause_ordinal = c.ordinal and t.unit_id = ${unit}
    where c.document_id = ${document} order by c.ordinal`.execute(tx)
  return rows
}

export type Below = {
  readonly unit: string
  readonly area: string
  readonly kind: string
  readonly below: readonly string[]
}

/** The unit's name, its area's, and the names of the areas directly below on a day. */
export async function areasBelow(tx: Tx, unit: UnitId, asOf: PlainDate): Promise<Below | null> {
  const { rows } = await sql<Below>`
    select u.name as unit, a.name as area, u.kind,
      coalesce((select json_agg(c.name order by c.name) from area c where c.parent_id = a.id and c.during @> ${asOf}::date), '[]') as below
    from unit u join area a on a.id = u.area_id where u.id = ${unit}`.execute(tx)
  return rows[0] ?? null
}

/** The letters in the unit's sight that cite a document, as printed. */
export async function citersOf(
  tx: Tx,
  document: DocumentId,
): Promise<
  { regime: Regime | null; number: string | null; symbol: string | null; issued_on: PlainDate | null; issuer: string }[]
> {
  const { rows } = await sql<{
    regime: Regime | null
    number: string | null
    symbol: string | null
    issued_on: PlainDate | null
    issuer: string
  }>`
    select distinct d.regime, d.number, d.symbol, d.issued_on, d.issuer
    from citation c join document d on d.id = c.told_by where c.cited_id = ${document} order by d.issued_on nulls last limit 20`.execute(
    tx,
  )
  return rows
}
