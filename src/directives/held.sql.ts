import { sql } from 'kysely'
import { no, problem, yes, type DocumentId, type PlainDate, type Result, type UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { noSuchLetter } from './moved.sql.ts'
import { printedNumber } from './rules.ts'
import type { Regime } from './types.ts'

/** A letter as whoever carries it out needs it: when it was given, how far it may go, and whether it stands at the unit. */
export type HeldLetter = {
  readonly printed: string
  readonly issuedOn: PlainDate | null
  /** The limits of circulation of the letter and of those that it passes on. */
  readonly floors: readonly string[]
  /** Sent to the unit and not given back, registered or issued there. */
  readonly here: boolean
  /** The letter of the same thread with which it came to the unit, where it did not come by itself. */
  readonly via: { readonly document: DocumentId; readonly printed: string } | null
}

/** The letter, where the reader may see it, as it stands at `unit`; one statement. */
export async function holdsLetter(tx: Tx, document: DocumentId, unit: UnitId): Promise<HeldLetter | null> {
  type Marks = { number: string | null; symbol: string | null; regime: Regime | null }
  const { rows } = await sql<
    Marks & {
      issued_on: PlainDate | null
      floors: string[] | null
      here: boolean
      via: (Marks & { document: DocumentId }) | null
    }
  >`
    with mine as materialized (
      select document_id from delivery where unit_id = ${unit} and status <> '02'
      union select document_id from incoming where unit_id = ${unit}
      union select document_id from outgoing where unit_id = ${unit} and state = 'issued')
    select d.number, d.symbol, d.regime, d.issued_on, d.id in (select document_id from mine) as here,
      (select array_agg(distinct x.circulation_floor) from document x where x.circulation_floor is not null
        and (x.id = d.id or x.id in (select root_id from document_thread where document_id = d.id))) as floors,
      (select jsonb_build_object('document', x.id, 'number', x.number, 'symbol', x.symbol, 'regime', x.regime)
       from document_thread th join document x on x.id = th.document_id
       where th.root_id = d.id and th.document_id in (select document_id from mine) order by th.depth, x.id limit 1) as via
    from document d where d.id = ${document}`.execute(tx)
  const row = rows[0]
  if (!row) return null
  const printed = (marks: Marks) => printedNumber(marks.regime, marks.number, marks.symbol)
  return {
    printed: printed(row),
    issuedOn: row.issued_on,
    floors: row.floors ?? [],
    here: row.here,
    via: row.here || !row.via ? null : { document: row.via.document, printed: printed(row.via) },
  }
}

/**
 * The letter that stands at the unit. Refuses `directives.no-such-letter`, `directives.came-with` (it came with another
 * letter, on whose page the work is entered) and `directives.not-addressed-here`.
 */
export async function mustHoldLetter(tx: Tx, document: DocumentId, unit: UnitId): Promise<Result<HeldLetter>> {
  const letter = await holdsLetter(tx, document, unit)
  if (!letter) return noSuchLetter()
  if (letter.here) return yes(letter)
  return letter.via
    ? no(problem('directives.came-with', { number: letter.via.printed, document: letter.via.document }))
    : no(problem('directives.not-addressed-here'))
}
