import { sql } from 'kysely'
import type { AccountId, DocumentId, PersonId, UnitId } from '../kernel/index.ts'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { DeliveryStatus, Regime, ReturnReason } from './types.ts'

/** Deliveries: what became of a letter at each unit that was sent it. */

export type DeliveryRow = {
  readonly state: DeliveryStatus
  readonly version: number
  readonly changed_by: AccountId | null
  readonly changed_at: Date | null
  readonly from_unit_id: UnitId
  readonly unit_name: string
  readonly kind: 'to' | 'copy'
  readonly phrase: string
  readonly opened_at: Date | null
  readonly acknowledged_at: Date | null
  readonly returned_reason: ReturnReason | null
  readonly proposed_unit_id: UnitId | null
  readonly number: string | null
  readonly symbol: string | null
  readonly regime: Regime | null
  readonly doc_type: string | null
  readonly subject: string
}

export async function lockDelivery(tx: Tx, unit: UnitId, document: DocumentId): Promise<DeliveryRow | null> {
  const { rows } = await sql<DeliveryRow>`
    select d.status as state, d.version, d.changed_by, d.changed_at, d.from_unit_id, u.name as unit_name, d.kind, d.phrase, d.opened_at,
      d.acknowledged_at, d.returned_reason, d.proposed_unit_id, doc.number, doc.symbol, doc.regime, doc.doc_type, doc.subject
    from delivery d join document doc on doc.id = d.document_id join unit u on u.id = d.unit_id
    where d.document_id = ${document} and d.unit_id = ${unit} for update of d`.execute(tx)
  return rows[0] ?? null
}

/** Marks the first opening at the unit; answers whether this was it. */
export async function openHere(tx: Tx, by: Acting, unit: UnitId, document: DocumentId): Promise<boolean> {
  const done = await sql`update delivery set opened_at = ${by.now}
    where document_id = ${document} and unit_id = ${unit} and opened_at is null`.execute(tx)
  return Number(done.numAffectedRows ?? 0) > 0
}

export async function openPersonal(tx: Tx, by: Acting, person: PersonId, document: DocumentId): Promise<boolean> {
  const done = await sql`update delivery_person set opened_at = ${by.now}
    where document_id = ${document} and person_id = ${person} and opened_at is null`.execute(tx)
  return Number(done.numAffectedRows ?? 0) > 0
}

/** The letter is received into the unit's register: status 03, also after it had been returned. */
export const receiveHere = (tx: Tx, by: Acting, unit: UnitId, document: DocumentId) =>
  sql`update delivery set status = '03', opened_at = coalesce(opened_at, ${by.now}), acknowledged_at = ${by.now},
      acknowledged_by = ${by.actor.account}, returned_at = null, returned_reason = null, returned_note = null, proposed_unit_id = null,
      version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}
    where document_id = ${document} and unit_id = ${unit} and status in ('01', '02')`.execute(tx)

/** Moves the status on, only from one of the given ones. */
export const setDeliveryStatus = (
  tx: Tx,
  by: Acting,
  unit: UnitId,
  document: DocumentId,
  status: DeliveryStatus,
  from: readonly DeliveryStatus[],
) =>
  sql`update delivery set status = ${status}, version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}
    where document_id = ${document} and unit_id = ${unit} and status = any(${[...from]}::text[])`.execute(tx)

/** 05 once the unit is at work, 06 once nothing with an end is left open. Standing tasks have no end and keep it at 05. */
export const setWorkStatus = (tx: Tx, by: Acting, unit: UnitId, document: DocumentId) =>
  sql`with work as (
      select count(*) filter (where state <> 'asked') as begun, count(*) filter (where state <> 'done') as open
      from task where document_id = ${document} and unit_id = ${unit}),
    now_at as (select case when open = 0 then '06' when begun > 0 then '05' end as status from work)
    update delivery d set status = n.status, version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}
    from now_at n where d.document_id = ${document} and d.unit_id = ${unit} and n.status is not null
      and d.status in ('03', '04', '05') and d.status <> n.status`.execute(tx)

export const returnHere = (
  tx: Tx,
  by: Acting,
  unit: UnitId,
  document: DocumentId,
  r: { readonly reason: ReturnReason; readonly note: string; readonly proposed: UnitId | null },
) =>
  sql`update delivery set status = '02', returned_at = ${by.now}, returned_reason = ${r.reason}, returned_note = ${r.note},
      proposed_unit_id = ${r.proposed}, opened_at = coalesce(opened_at, ${by.now}), version = version + 1,
      changed_by = ${by.actor.account}, changed_at = ${by.now}
    where document_id = ${document} and unit_id = ${unit}`.execute(tx)

/** The sender puts the letter before the unit again. */
export const sendAgain = (tx: Tx, by: Acting, unit: UnitId, document: DocumentId) =>
  sql`update delivery set status = '01', sent_at = ${by.now}, opened_at = null, returned_at = null, returned_reason = null, returned_note = null,
      proposed_unit_id = null, version = version + 1, changed_by = ${by.actor.account}, changed_at = ${by.now}
    where document_id = ${document} and unit_id = ${unit}`.execute(tx)

/** One more delivery, with the tasks that the unit in whose stead it stands was asked. Answers false when it has the letter. */
export async function deliverInstead(
  tx: Tx,
  by: Acting,
  document: DocumentId,
  unit: UnitId,
  instead: UnitId,
): Promise<boolean> {
  const done = await sql`
    insert into delivery (realm, document_id, unit_id, from_unit_id, ordinal, kind, phrase, sent_at, changed_by, changed_at, command_id)
    select d.realm, d.document_id, ${unit}, d.from_unit_id,
      (select max(ordinal) + 1 from delivery x where x.document_id = d.document_id), d.kind, d.phrase, ${by.now}, ${by.actor.account}, ${by.now}, ${by.command}
    from delivery d where d.document_id = ${document} and d.unit_id = ${instead} on conflict do nothing`.execute(tx)
  await sql`
    insert into task (realm, document_id, clause_ordinal, unit_id, role, rhythm, due_on, due_text, recurrence, sentence, command_id)
    select realm, document_id, clause_ordinal, ${unit}, role, rhythm, due_on, due_text, recurrence, sentence, ${by.command}
    from task where document_id = ${document} and unit_id = ${instead} on conflict do nothing`.execute(tx)
  return Number(done.numAffectedRows ?? 0) > 0
}
