import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { AccountId, DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import { papersByHand } from './dossier.sql.ts'
import type { DossierId, DossierState, HandoverId, HandoverState, Mark, Paper, PaperId, Retention } from './types.ts'

/** What pages and programs read of files and hand-overs. */

export type DossierLineView = {
  readonly id: DossierId
  readonly code: string
  readonly year: number
  readonly title: string
  readonly retention: Retention
  readonly state: DossierState
  readonly document: DocumentId | null
  readonly openedOn: PlainDate
  readonly closedOn: PlainDate | null
  readonly keeper: string | null
}

/** The files of one unit, those in hand first, the newest first; of one letter where it is named. */
export async function dossiersOf(
  tx: Tx,
  unit: UnitId,
  query: { readonly state?: string; readonly document?: DocumentId; readonly limit: number; readonly from?: number },
): Promise<DossierLineView[]> {
  const { rows } = await sql<DossierLineView>`
    select d.id, d.code, d.year, d.title, d.retention, d.state, d.document_id as document, d.opened_on as "openedOn", d.closed_on as "closedOn",
      actor_name(d.keeper_id) as keeper
    from dossier d where d.unit_id = ${unit} and (${query.state ?? ''} = '' or d.state = ${query.state ?? ''})
      and (${query.document ?? null}::uuid is null or d.document_id = ${query.document ?? null}::uuid)
    order by array_position(array['open', 'closed', 'offered', 'archived'], d.state), d.opened_at desc, d.id
    limit ${query.limit} offset ${query.from ?? 0}`.execute(tx)
  return rows
}

export type HandPaper = {
  readonly id: PaperId
  readonly removedWhy: string | null
  readonly subject: string
  readonly number: string
}
export type DossierStep = {
  readonly step: string
  readonly why: string
  readonly who: string | null
  readonly at: string
}
export type DossierView = DossierLineView & {
  readonly unit: UnitId
  readonly unitName: string
  readonly letter: {
    readonly number: string | null
    readonly symbol: string | null
    readonly regime: string | null
  } | null
  readonly edition: number
  readonly version: number
  readonly closedWhy: string | null
  readonly offeredBy: AccountId | null
  readonly offeredByName: string | null
  readonly offeredAt: Date | null
  readonly archivedByName: string | null
  readonly archivedOn: PlainDate | null
  readonly archivedPlace: string | null
  readonly returnedWhy: string | null
  readonly openTasks: number
  /** The setting: within how many years after closing a file goes to the archive. */
  readonly archiveWithinYears: number
  readonly marks: readonly Mark[]
  readonly removed: readonly HandPaper[]
  readonly steps: readonly DossierStep[]
  /** The contents list as frozen when the file was closed last; of an open file it is gathered anew. */
  readonly frozen: readonly Paper[]
  /** What was put in by hand and not taken out again. */
  readonly byHand: readonly Paper[]
}

/** The file, where the reader may see it; one statement. */
export async function dossierOf(tx: Tx, id: DossierId): Promise<DossierView | null> {
  const { rows } = await sql<DossierView>`
    select d.id, d.unit_id as unit, u.name as "unitName", d.code, d.year, d.title, d.retention, d.state, d.document_id as document,
      d.opened_on as "openedOn", d.closed_on as "closedOn", actor_name(d.keeper_id) as keeper, d.edition, d.version, d.closed_why as "closedWhy",
      d.offered_by as "offeredBy", actor_name(d.offered_by) as "offeredByName", d.offered_at as "offeredAt",
      actor_name(d.archived_by) as "archivedByName", d.archived_on as "archivedOn", d.archived_place as "archivedPlace",
      d.returned_why as "returnedWhy",
      (select jsonb_build_object('number', x.number, 'symbol', x.symbol, 'regime', x.regime) from document x where x.id = d.document_id) as letter,
      (select count(*)::int from task t where t.document_id = d.document_id and t.unit_id = d.unit_id and t.state <> 'done' and t.rhythm <> 'standing')
        as "openTasks",
      coalesce((select (value #>> '{}')::int from setting where key = 'dossiers.archive-within-years'), 1) as "archiveWithinYears",
      coalesce((select jsonb_agg(jsonb_build_object('source', m.source, 'id', m.source_id, 'pages', m.pages, 'leftOutWhy', m.left_out_why))
        from dossier_mark m where m.dossier_id = d.id), '[]') as marks,
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'removedWhy', p.removed_why, 'subject', p.subject, 'number', p.number) order by p.added_at)
        from dossier_paper p where p.dossier_id = d.id and p.removed_at is not null), '[]') as removed,
      coalesce((select jsonb_agg(jsonb_build_object('step', s.step, 'why', s.why, 'who', actor_name(s.account_id), 'at', s.at) order by s.ordinal)
        from dossier_step s where s.dossier_id = d.id), '[]') as steps,
      coalesce((select jsonb_agg(jsonb_build_object('source', c.source, 'id', c.source_id, 'number', c.number, 'dated', c.dated, 'author', c.author,
          'subject', c.subject, 'pages', c.pages, 'link', c.link, 'files', c.files) order by c.ordinal)
        from dossier_content c where c.dossier_id = d.id and c.edition = d.edition), '[]') as frozen,
      coalesce((select jsonb_agg(h) from (${papersByHand(id)}) h), '[]') as "byHand"
    from dossier d join unit u on u.id = d.unit_id where d.id = ${id}`.execute(tx)
  return rows[0] ?? null
}

export type HandoverLineView = {
  readonly id: HandoverId
  readonly state: HandoverState
  readonly giver: AccountId
  readonly receiver: AccountId
  readonly giverName: string
  readonly receiverName: string
  readonly openedAt: Date
  readonly reason: string
}
export type HandoverView = HandoverLineView & {
  readonly unit: UnitId
  readonly unitName: string
  readonly remarks: string
  readonly edition: number
  readonly version: number
  readonly openedByName: string | null
  readonly giverSignedAt: Date | null
  readonly confirmedByName: string | null
  readonly confirmedAt: Date | null
  readonly confirmedWhy: string | null
  readonly receiverSignedAt: Date | null
  readonly returnedWhy: string | null
  readonly cancelledWhy: string | null
  readonly partsMoved: number
  readonly dossiersMoved: number
}

const HEAD = sql`h.id, h.state, h.giver_id as giver, h.receiver_id as receiver, coalesce(actor_name(h.giver_id), '–') as "giverName",
  coalesce(actor_name(h.receiver_id), '–') as "receiverName", h.opened_at as "openedAt", h.reason`

/** The hand-overs of one unit, those not finished first, the newest first. */
export async function handoversOf(tx: Tx, unit: UnitId, limit = 100): Promise<HandoverLineView[]> {
  const { rows } = await sql<HandoverLineView>`select ${HEAD} from handover h where h.unit_id = ${unit}
    order by h.state in ('done', 'cancelled'), h.opened_at desc, h.id limit ${limit}`.execute(tx)
  return rows
}

export async function handoverOf(tx: Tx, id: HandoverId): Promise<HandoverView | null> {
  const { rows } = await sql<HandoverView>`
    select ${HEAD}, h.unit_id as unit, u.name as "unitName", h.remarks, h.edition, h.version, actor_name(h.opened_by) as "openedByName",
      h.giver_signed_at as "giverSignedAt", actor_name(h.confirmed_by) as "confirmedByName", h.confirmed_at as "confirmedAt",
      h.confirmed_why as "confirmedWhy", h.receiver_signed_at as "receiverSignedAt", h.returned_why as "returnedWhy",
      h.cancelled_why as "cancelledWhy", h.parts_moved as "partsMoved", h.dossiers_moved as "dossiersMoved"
    from handover h join unit u on u.id = h.unit_id where h.id = ${id}`.execute(tx)
  return rows[0] ?? null
}
