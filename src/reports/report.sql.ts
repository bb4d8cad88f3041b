import { sql } from 'kysely'
import type { AccountId, DocumentId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { Period } from './period.ts'
import type { ReportState, ReportTexts } from './rules.ts'
import type { Consolidates, ProposalInput, ReportId } from './types.ts'

/** The report's own row: begun, locked, written, moved. */

export type ReportRow = ReportTexts & {
  readonly id: ReportId
  readonly document_id: DocumentId
  readonly unit_id: UnitId
  readonly unit_name: string
  readonly period_key: string
  readonly cut_off_on: PlainDate
  readonly until_on: PlainDate
  readonly revision: number
  readonly replaces_id: ReportId | null
  readonly consolidates: Consolidates
  readonly accepted_only: boolean
  readonly to_unit_id: UnitId | null
  readonly state: ReportState
  readonly drafted_by: AccountId
  readonly edited_by: AccountId
  readonly submitted_by: AccountId | null
  readonly letter_id: DocumentId | null
  readonly settled_at: Date | null
  readonly newest: boolean
  readonly version: number
  readonly changed_by: AccountId
  readonly changed_at: Date
  readonly number: string | null
  readonly symbol: string | null
  readonly regime: string | null
}

/**
 * The report with its letter's marks, locked for whoever may move it; null where it is not in the actor's hands. Whom a
 * report goes to answers it also where the letter itself never came to them.
 */
export async function lockReport(tx: Tx, id: ReportId): Promise<ReportRow | null> {
  const { rows } = await sql<ReportRow>`
    select r.id, r.document_id, r.unit_id, u.name as unit_name, r.period_key, r.cut_off_on, r.until_on, r.revision, r.replaces_id, r.consolidates,
      r.accepted_only, r.to_unit_id, r.state, r.results, r.shortcomings, r.causes, r.direction, r.drafted_by, r.edited_by, r.submitted_by,
      r.letter_id, r.settled_at, r.version, r.changed_by, r.changed_at, d.number, d.symbol, d.regime,
      not exists (select from report n where n.replaces_id = r.id) as newest
    from report r join unit u on u.id = r.unit_id join report_documents() d on d.id = r.document_id
    where r.id = ${id} for update of r`.execute(tx)
  return rows[0] ?? null
}

export type Directive = { readonly issuedOn: PlainDate | null; readonly held: boolean }
export async function directiveOf(tx: Tx, document: DocumentId): Promise<Directive | null> {
  const { rows } = await sql<Directive>`
    select issued_on as "issuedOn", held from document where id = ${document}
      and not exists (select from outgoing o where o.document_id = document.id and o.state <> 'issued')`.execute(tx)
  return rows[0] ?? null
}

/** The report of a unit on a letter for a period that is there already, the newest one. */
export async function reportFor(
  tx: Tx,
  at: { document: DocumentId; unit: UnitId; period: string },
): Promise<ReportId | null> {
  const { rows } = await sql<{ id: ReportId }>`select id from report
    where document_id = ${at.document} and unit_id = ${at.unit} and period_key = ${at.period} order by revision desc limit 1`.execute(
    tx,
  )
  return rows[0]?.id ?? null
}

/**
 * To whom a unit reports on a letter, the likeliest first: who sent it the letter, who sent the letter that it passes on,
 * who issued it.
 */
export async function reportsTo(tx: Tx, document: DocumentId, unit: UnitId): Promise<UnitId[]> {
  const { rows } = await sql<{ id: UnitId }>`
    select id from (
      select from_unit_id as id, 1 as place from delivery where document_id = ${document} and unit_id = ${unit}
      union all select y.from_unit_id, 2 from outgoing o join delivery y on y.document_id = o.forwards_id and y.unit_id = o.unit_id
        where o.document_id = ${document} and o.unit_id = ${unit}
      union all select d.issuer_unit_id, 3 from outgoing o join document d on d.id = o.forwards_id where o.document_id = ${document}
      union all select issuer_unit_id, 4 from document where id = ${document}) found
    where id is not null and id <> ${unit} group by id order by min(place)`.execute(tx)
  return rows.map(row => row.id)
}

export async function unitExists(tx: Tx, ids: readonly UnitId[]): Promise<boolean> {
  const distinct = [...new Set(ids)]
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from unit where id = any(${distinct}::uuid[])`.execute(tx)
  return rows[0]!.n === distinct.length
}

export type NewReport = {
  readonly document: DocumentId
  readonly unit: UnitId
  readonly period: Period
  readonly cutOff: PlainDate
  readonly cumulativeFrom: PlainDate
  readonly consolidates: Consolidates
  readonly acceptedOnly: boolean
  readonly to: UnitId | null
}

export const insertReport = (tx: Tx, by: Acting, r: NewReport) =>
  sql`insert into report (realm, id, document_id, unit_id, period_key, from_on, until_on, cut_off_on, cumulative_from, consolidates, accepted_only,
      to_unit_id, state, filled_at, drafted_by, edited_by, changed_by, changed_at, command_id)
    values (${by.actor.realm}, ${by.command}, ${r.document}, ${r.unit}, ${r.period.key}, ${r.period.from}, ${r.period.until}, ${r.cutOff},
      ${r.cumulativeFrom}, ${r.consolidates}, ${r.acceptedOnly}, ${r.to}, 'draft', ${by.now}, ${by.actor.account}, ${by.actor.account},
      ${by.actor.account}, ${by.now}, ${by.command})`.execute(tx)

/** The next version of a report that was returned or accepted: its words, what it expected and its proposals, to be written on. */
export async function insertRevision(tx: Tx, by: Acting, of: ReportId, why: string | null): Promise<void> {
  await sql`insert into report (realm, id, document_id, unit_id, period_key, from_on, until_on, cut_off_on, cumulative_from, revision, replaces_id,
      amends_why, consolidates, accepted_only, to_unit_id, results, shortcomings, causes, direction, state, filled_at, drafted_by, edited_by,
      changed_by, changed_at, command_id)
    select realm, ${by.command}, document_id, unit_id, period_key, from_on, until_on, cut_off_on, cumulative_from, revision + 1, id,
      ${why}, consolidates, accepted_only, to_unit_id, results, shortcomings, causes, direction, 'draft', ${by.now}, ${by.actor.account},
      ${by.actor.account}, ${by.actor.account}, ${by.now}, ${by.command}
    from report where id = ${of}`.execute(tx)
  await sql`insert into report_figure (realm, report_id, indicator, actual, estimate, rest, cumulative, year_to_date, last_year, plan, own_plan)
    select realm, ${by.command}, indicator, actual, estimate, rest, cumulative, year_to_date, last_year, plan, own_plan
    from report_figure where report_id = ${of}`.execute(tx)
  await sql`insert into report_proposal (realm, report_id, ordinal, text, owner_unit_id)
    select realm, ${by.command}, row_number() over (order by ordinal), text, owner_unit_id
    from report_proposal where report_id = ${of} and answer is null`.execute(tx)
}

/** Every change counts the version on and says who made it. */
const changed = (by: Acting) => sql`version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}`

export const writeTexts = (tx: Tx, by: Acting, id: ReportId, w: ReportTexts & { readonly to: UnitId | null }) =>
  sql`update report set results = ${w.results}, shortcomings = ${w.shortcomings}, causes = ${w.causes}, direction = ${w.direction},
      to_unit_id = ${w.to}, edited_by = ${by.actor.account}, ${changed(by)} where id = ${id}`.execute(tx)

export const noteFilled = (
  tx: Tx,
  by: Acting,
  id: ReportId,
  f: { readonly cutOff: PlainDate; readonly consolidates: Consolidates; readonly acceptedOnly: boolean },
) =>
  sql`update report set cut_off_on = ${f.cutOff}, consolidates = ${f.consolidates}, accepted_only = ${f.acceptedOnly}, filled_at = ${by.now},
      edited_by = ${by.actor.account}, ${changed(by)} where id = ${id}`.execute(tx)

export const moveReport = (tx: Tx, by: Acting, id: ReportId, to: 'submitted' | 'accepted' | 'returned', why?: string) =>
  to === 'submitted'
    ? sql`update report set state = 'submitted', submitted_by = ${by.actor.account}, submitted_at = ${by.now},
          missing = (select count(*) from report_missing_now(${id})), ${changed(by)}
        where id = ${id}`.execute(tx)
    : sql`update report set state = ${to}, decided_by = ${by.actor.account}, decided_at = ${by.now}, returned_why = ${why ?? null}, ${changed(by)}
        where id = ${id}`.execute(tx)

export const noteLetter = (tx: Tx, by: Acting, id: ReportId, letter: DocumentId) =>
  sql`update report set letter_id = ${letter}, ${changed(by)} where id = ${id}`.execute(tx)

export const noteSettled = (tx: Tx, by: Acting, id: ReportId) =>
  sql`update report set settled_at = ${by.now}, ${changed(by)} where id = ${id}`.execute(tx)

export async function replaceProposals(tx: Tx, id: ReportId, proposals: readonly ProposalInput[]): Promise<void> {
  await sql`delete from report_proposal where report_id = ${id}`.execute(tx)
  if (proposals.length === 0) return
  await sql`insert into report_proposal (realm, report_id, ordinal, text, owner_unit_id)
    select r.realm, r.id, p.ordinality, p.value ->> 'text', (p.value ->> 'owner')::uuid
    from report r, jsonb_array_elements(${JSON.stringify(proposals)}::jsonb) with ordinality p where r.id = ${id}`.execute(
    tx,
  )
}

export type Proposal = {
  readonly ordinal: number
  readonly text: string
  readonly owner_unit_id: UnitId
  readonly answer: string | null
}
export async function proposalsOf(tx: Tx, id: ReportId): Promise<Proposal[]> {
  const { rows } = await sql<Proposal>`
    select ordinal, text, owner_unit_id, answer from report_proposal where report_id = ${id} order by ordinal`.execute(
    tx,
  )
  return rows
}

/** The proposal with its report's marks, locked for its owner. */
export async function lockProposal(
  tx: Tx,
  id: ReportId,
  ordinal: number,
): Promise<
  | (Proposal & {
      readonly reporter: UnitId
      readonly state: ReportState
      readonly document_id: DocumentId
      readonly period_key: string
    })
  | null
> {
  const { rows } = await sql<
    Proposal & { reporter: UnitId; state: ReportState; document_id: DocumentId; period_key: string }
  >`select p.ordinal, p.text, p.owner_unit_id, p.answer, r.unit_id as reporter, r.state, r.document_id, r.period_key
    from report_proposal p join report r on r.id = p.report_id where p.report_id = ${id} and p.ordinal = ${ordinal} for update of p`.execute(
    tx,
  )
  return rows[0] ?? null
}

export const answerProposalRow = (tx: Tx, by: Acting, id: ReportId, ordinal: number, answer: string) =>
  sql`update report_proposal set answer = ${answer}, answered_by = ${by.actor.account}, answered_at = ${by.now}
    where report_id = ${id} and ordinal = ${ordinal}`.execute(tx)

export const sendCopies = (tx: Tx, by: Acting, id: ReportId, units: readonly UnitId[]) =>
  sql`insert into report_copy (realm, report_id, unit_id, at, command_id)
    select r.realm, r.id, u, ${by.now}, ${by.command} from report r, unnest(${[...units]}::uuid[]) u where r.id = ${id}
    on conflict do nothing`.execute(tx)

/** The units whose reports took this version in, or an earlier one: told when it is returned, or replaces those. */
export async function takenInBy(
  tx: Tx,
  id: ReportId,
  version: 'this' | 'earlier',
): Promise<{ unit: UnitId; report: ReportId }[]> {
  const { rows } = await sql<{ unit: UnitId; report: ReportId }>`
    select distinct above.unit_id as unit, above.report_id as report
    from report me join report v on (v.document_id, v.unit_id, v.period_key) = (me.document_id, me.unit_id, me.period_key)
        and (v.id = me.id and ${version === 'this'} or v.revision < me.revision and ${version === 'earlier'})
      cross join lateral reports_above(v.id) above
    where me.id = ${id} order by 1, 2`.execute(tx)
  return rows
}

/** Who moved a row last, as the actor may know it. */
export async function moverOf(tx: Tx, account: AccountId): Promise<string> {
  const { rows } = await sql<{ name: string | null }>`select actor_name(${account}) as name`.execute(tx)
  return rows[0]?.name ?? '–'
}
