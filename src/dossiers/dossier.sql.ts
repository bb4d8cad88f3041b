import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { AccountId, DocumentId, FileId, PlainDate, UnitId } from '../kernel/index.ts'
import type { DossierId, DossierState, LineId, Mark, Paper, PaperId, Retention } from './types.ts'

/** Files of work: the rows that the use cases lock, write and change. */

export type DossierRow = {
  readonly unit: UnitId
  readonly code: string
  readonly title: string
  readonly document: DocumentId | null
  readonly state: DossierState
  readonly edition: number
  readonly version: number
  readonly offered_by: AccountId | null
  readonly changed_by: AccountId | null
  readonly changed_at: Date | null
}

export async function lockDossier(tx: Tx, id: DossierId): Promise<DossierRow | null> {
  const { rows } = await sql<DossierRow>`
    select unit_id as unit, code, title, document_id as document, state, edition, version, offered_by, changed_by, changed_at
    from dossier where id = ${id} for update`.execute(tx)
  return rows[0] ?? null
}

export type NewDossier = {
  readonly id: DossierId
  readonly unit: UnitId
  readonly line: LineId
  readonly code: string
  readonly year: number
  readonly title: string
  readonly retention: Retention
  readonly document: DocumentId | null
  readonly openedOn: PlainDate
}

export const insertDossier = (tx: Tx, by: Acting, d: NewDossier) =>
  sql`insert into dossier (realm, id, unit_id, line_id, code, year, title, retention, document_id, keeper_id, state, opened_by, opened_at,
      opened_on, changed_by, changed_at, command_id)
    select l.realm, ${d.id}, ${d.unit}, l.id, ${d.code}, ${d.year}, ${d.title}, ${d.retention}, ${d.document}, ${by.actor.account}, 'open',
      ${by.actor.account}, ${by.now}, ${d.openedOn}, ${by.actor.account}, ${by.now}, ${by.command}
    from dossier_line l where l.id = ${d.line}`.execute(tx)

/** How many files of the unit's year bear this code already, with their further numbers. */
export async function filesUnder(tx: Tx, unit: UnitId, year: number, code: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from dossier
    where unit_id = ${unit} and year = ${year} and (code = ${code} or (starts_with(code, ${`${code}.`}) and substr(code, length(${code}) + 2) ~ '^[0-9]+$'))`.execute(
    tx,
  )
  return rows[0]!.n
}

export async function openFileOf(tx: Tx, unit: UnitId, document: DocumentId): Promise<string | null> {
  const { rows } = await sql<{ code: string }>`select code from dossier
    where unit_id = ${unit} and document_id = ${document} and state = 'open'`.execute(tx)
  return rows[0]?.code ?? null
}

/** The letter, where the actor may read it. */
export async function letterNamed(
  tx: Tx,
  document: DocumentId,
): Promise<{
  number: string | null
  symbol: string | null
  regime: string | null
  issuedOn: PlainDate | null
  issuer: string
  subject: string
} | null> {
  const { rows } = await sql<{
    number: string | null
    symbol: string | null
    regime: string | null
    issuedOn: PlainDate | null
    issuer: string
    subject: string
  }>`select number, symbol, regime, issued_on as "issuedOn", issuer, subject from document where id = ${document} and held`.execute(
    tx,
  )
  return rows[0] ?? null
}

export type DossierChange = {
  readonly state: DossierState
  readonly edition?: number
  readonly closedWhy?: string | null
  readonly why?: string
  readonly place?: string
}

/** Every change counts the version on and says who made it; what the step was for is written with its state. */
export const moveDossier = (tx: Tx, by: Acting, id: DossierId, move: string, to: DossierChange) =>
  sql`update dossier set state = ${to.state}, edition = coalesce(${to.edition ?? null}::smallint, edition),
      closed_by = case when ${move} = 'close' then ${by.actor.account}::uuid else closed_by end,
      closed_at = case when ${move} = 'close' then ${by.now}::timestamptz else closed_at end,
      closed_on = case when ${move} = 'close' then ${by.today}::date else closed_on end,
      closed_why = case when ${move} = 'close' then ${to.closedWhy ?? null}::text else closed_why end,
      reopened_why = case when ${move} = 'reopen' then ${to.why ?? null}::text else reopened_why end,
      offered_by = case when ${move} = 'offer' then ${by.actor.account}::uuid else offered_by end,
      offered_at = case when ${move} = 'offer' then ${by.now}::timestamptz else offered_at end,
      offered_note = case when ${move} = 'offer' then ${to.why ?? null}::text else offered_note end,
      archived_by = case when ${move} = 'archive' then ${by.actor.account}::uuid else archived_by end,
      archived_at = case when ${move} = 'archive' then ${by.now}::timestamptz else archived_at end,
      archived_on = case when ${move} = 'archive' then ${by.today}::date else archived_on end,
      archived_place = case when ${move} = 'archive' then ${to.place ?? null}::text else archived_place end,
      returned_why = case when ${move} = 'decline' then ${to.why ?? null}::text when ${move} = 'offer' then null else returned_why end,
      version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}
    where id = ${id}`.execute(tx)

/** Adding, taking out and marking count on too, so that two at one file notice each other. */
export const touchDossier = (tx: Tx, by: Acting, id: DossierId) =>
  sql`update dossier set version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now} where id = ${id}`.execute(
    tx,
  )

export const writeStep = (tx: Tx, by: Acting, id: DossierId, step: string, why: string) =>
  sql`insert into dossier_step (realm, dossier_id, ordinal, step, why, account_id, at, command_id)
    select d.realm, d.id, (select coalesce(max(s.ordinal), 0) + 1 from dossier_step s where s.dossier_id = d.id), ${step}, ${why},
      ${by.actor.account}, ${by.now}, ${by.command}
    from dossier d where d.id = ${id}`.execute(tx)

export type NewPaper = {
  readonly id: PaperId
  readonly number: string
  readonly dated: PlainDate | null
  readonly author: string
  readonly subject: string
  readonly pages: number | null
  readonly document: DocumentId | null
  readonly file: FileId | null
}

export const insertPaper = (tx: Tx, by: Acting, dossier: DossierId, p: NewPaper) =>
  sql`insert into dossier_paper (realm, dossier_id, id, number, dated, author, subject, pages, document_id, file_use_id, added_by, added_at, command_id)
    select d.realm, d.id, ${p.id}, ${p.number}, ${p.dated}::date, ${p.author}, ${p.subject}, ${p.pages}::int, ${p.document}::uuid, ${p.file}::uuid,
      ${by.actor.account}, ${by.now}, ${by.command}
    from dossier d where d.id = ${dossier}`.execute(tx)

export async function takeOutPaper(
  tx: Tx,
  by: Acting,
  dossier: DossierId,
  paper: PaperId,
  why: string,
): Promise<boolean> {
  const done =
    await sql`update dossier_paper set removed_by = ${by.actor.account}, removed_at = ${by.now}, removed_why = ${why}
    where dossier_id = ${dossier} and id = ${paper} and removed_at is null`.execute(tx)
  return done.numAffectedRows === 1n
}

export const setMark = (tx: Tx, by: Acting, dossier: DossierId, mark: Mark) =>
  sql`insert into dossier_mark as m (realm, dossier_id, source, source_id, pages, left_out_why, changed_by, changed_at, command_id)
    select d.realm, d.id, ${mark.source}, ${mark.id}, ${mark.pages}::int, ${mark.leftOutWhy}::text, ${by.actor.account}, ${by.now}, ${by.command}
    from dossier d where d.id = ${dossier}
    on conflict (realm, dossier_id, source, source_id) do update set pages = excluded.pages, left_out_why = excluded.left_out_why,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at, command_id = excluded.command_id`.execute(tx)

export async function marksOf(tx: Tx, dossier: DossierId): Promise<Mark[]> {
  const { rows } = await sql<Mark>`select source, source_id as id, pages, left_out_why as "leftOutWhy" from dossier_mark
    where dossier_id = ${dossier}`.execute(tx)
  return rows
}

/** What was put in by hand and not taken out, with its file or with the files of the letter that it is. */
export const papersByHand = (dossier: DossierId) => sql<Paper>`
    select 'hand' as source, p.id::text as id, p.number, p.dated, p.author, p.subject, p.pages,
      case when p.document_id is not null then '/letters/' || p.document_id end as link,
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name) order by f.at, f.name) from file_use f
        where f.ended_at is null and (f.id = p.file_use_id or f.owner_id = p.document_id)), '[]') as files
    from dossier_paper p where p.dossier_id = ${dossier} and p.removed_at is null order by p.added_at, p.id`

export const insertContents = (tx: Tx, by: Acting, dossier: DossierId, edition: number, papers: readonly Paper[]) =>
  sql`insert into dossier_content (realm, dossier_id, edition, ordinal, source, source_id, number, dated, author, subject, pages, link, files, command_id)
    select d.realm, d.id, ${edition}, p.n, p.source, p.id, p.number, p.dated, p.author, p.subject, p.pages, p.link, p.files, ${by.command}
    from dossier d, jsonb_to_recordset(${JSON.stringify(papers.map((paper, at) => ({ ...paper, n: at + 1 })))}::jsonb)
      as p(n smallint, source text, id text, number text, dated date, author text, subject text, pages int, link text, files jsonb)
    where d.id = ${dossier}`.execute(tx)

/** Work of the unit on the directive that is not over: open tasks, except standing ones, which never end. */
export async function openWork(tx: Tx, unit: UnitId, document: DocumentId): Promise<number> {
  const { rows } = await sql<{ open: number }>`select count(*)::int as open from task
    where document_id = ${document} and unit_id = ${unit} and state <> 'done' and rhythm <> 'standing'`.execute(tx)
  return rows[0]!.open
}

/** These files go to another keeper, as far as they are still with the first; answers how many went. */
export async function changeKeeper(
  tx: Tx,
  by: Acting,
  of: { unit: UnitId; from: AccountId; to: AccountId; files: readonly DossierId[] },
): Promise<number> {
  const done =
    await sql`update dossier set keeper_id = ${of.to}, version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}
    where id = any(${[...of.files]}::uuid[]) and unit_id = ${of.unit} and keeper_id = ${of.from} and state <> 'archived'`.execute(
      tx,
    )
  return Number(done.numAffectedRows ?? 0n)
}
