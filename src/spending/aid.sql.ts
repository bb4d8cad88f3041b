import { sql } from 'kysely'
import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { FundId, PlainDate, UnitId } from '../kernel/index.ts'
import type { AgreementId } from './types.ts'

export type AgreementInput = {
  readonly unit: UnitId
  readonly fund: FundId
  readonly donor: string
  readonly approvalNumber: string
  readonly approvedOn: PlainDate
  readonly authority: string
  readonly terms: string
  /** As `USD`, and `100` or `100.50`. */
  readonly currency: string
  readonly foreign: string
  /** Whole đồng in digits: what the books say. */
  readonly booked: string
  readonly reportDays: readonly PlainDate[]
}
export type Agreement = Omit<AgreementInput, 'booked'> & {
  readonly id: AgreementId
  readonly fundCode: string
  readonly booked: bigint
  readonly spent: bigint
  readonly reported: readonly { readonly due: PlainDate; readonly on: PlainDate; readonly evidence: string }[]
}

export const insertAgreement = (tx: Tx, by: Acting, i: AgreementInput) =>
  sql`insert into aid_agreement (realm, id, unit_id, fund_id, donor, approval_number, approved_on, authority, terms, currency, foreign_amount, booked,
      report_days, recorded_by, recorded_at, command_id)
    values (${by.actor.realm}, ${by.command}, ${i.unit}, ${i.fund}, ${i.donor}, ${i.approvalNumber}, ${i.approvedOn}, ${i.authority}, ${i.terms},
      ${i.currency}, ${i.foreign}, ${i.booked}, ${[...i.reportDays]}::date[], ${by.actor.account}, ${by.now}, ${by.command})`.execute(
    tx,
  )
export const insertAidReport = (
  tx: Tx,
  by: Acting,
  r: { readonly agreement: AgreementId; readonly due: PlainDate; readonly on: PlainDate; readonly evidence: string },
) =>
  sql`insert into aid_report (realm, agreement_id, unit_id, due_on, reported_on, evidence, recorded_by, command_id)
    select realm, id, unit_id, ${r.due}::date, ${r.on}::date, ${r.evidence}, ${by.actor.account}, ${by.command} from aid_agreement where id = ${r.agreement}`.execute(
    tx,
  )

/** The agreements of a unit, or one of them; with what was drawn on each and which reports were made. */
export async function agreementsOf(tx: Tx, of: { unit: UnitId } | { id: AgreementId }): Promise<Agreement[]> {
  const { rows } = await sql<Agreement>`
    select g.id, g.unit_id as unit, g.fund_id as fund, f.code as "fundCode", g.donor, g.approval_number as "approvalNumber",
      g.approved_on as "approvedOn", g.authority, g.terms, g.currency, g.foreign_amount::text as foreign, g.booked,
      (select coalesce(sum(v.amount), 0)::bigint from voucher v where v.realm = g.realm and v.agreement_id = g.id
        and v.state in ('approved', 'in-run', 'failed', 'paid')) as spent,
      array(select d::text from unnest(g.report_days) d order by d) as "reportDays",
      coalesce((select jsonb_agg(jsonb_build_object('due', r.due_on, 'on', r.reported_on, 'evidence', r.evidence) order by r.due_on)
        from aid_report r where r.realm = g.realm and r.agreement_id = g.id), '[]') as reported
    from aid_agreement g join fund f on f.id = g.fund_id
    where ${'unit' in of ? sql`g.unit_id = ${of.unit}` : sql`g.id = ${of.id}`} order by g.approved_on desc, g.id limit 100`.execute(
    tx,
  )
  return rows
}
