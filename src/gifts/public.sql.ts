import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { PlainDate, UnitId } from '../kernel/index.ts'

/** What everyone may know of a campaign. A number that nobody has posted yet is null and never zero. */
export type PublicCampaign = {
  readonly code: string
  readonly name: string
  readonly appeal: string
  readonly purpose: string
  readonly restriction: string
  readonly basis: string
  readonly citation: string
  readonly unit: string
  readonly state: 'open' | 'receiving-ended' | 'ended'
  readonly open: boolean
  readonly goal: string | null
  readonly opensOn: PlainDate
  readonly receivesUntil: PlainDate
  readonly distributesUntil: PlainDate
  readonly areas: readonly string[]
  readonly pledged: { readonly amount: string; readonly goods: number; readonly on: PlainDate | null }
  readonly received: { readonly amount: string; readonly on: PlainDate | null }
  readonly allocated: { readonly amount: string; readonly on: PlainDate } | null
  readonly disbursed: { readonly amount: string; readonly on: PlainDate } | null
  readonly accounts: readonly {
    readonly bin: string
    readonly number: string
    readonly holder: string
    readonly name: string
  }[]
}

export async function publicCampaign(tx: Tx, code: string): Promise<PublicCampaign | null> {
  const { rows } = await sql<{
    found: PublicCampaign | null
  }>`select public_campaign(${code}) || campaign_spent(${code}) as found`.execute(tx)
  return rows[0]?.found ?? null
}

export type CampaignLink = {
  readonly code: string
  readonly name: string
  readonly unit: string
  readonly receivesUntil: PlainDate
}
export async function publicCampaigns(tx: Tx): Promise<readonly CampaignLink[]> {
  return (await sql<CampaignLink>`select * from public_campaigns()`.execute(tx)).rows
}

export type PublicReceipt = {
  readonly unit: string
  readonly unitId: UnitId
  readonly fund: string
  readonly code: string | null
  /** Of cash; a transfer has no number of ours. */
  readonly year: number | null
  readonly number: number | null
  readonly channel: 'cash' | 'bank'
  readonly amount: string
  readonly currency: string | null
  readonly foreign: string | null
  readonly day: PlainDate
  readonly recordedAt: string
  readonly name: string | null
  readonly erased: boolean
  readonly note: string
  readonly takenBackOn: PlainDate | null
}
export async function publicReceipt(tx: Tx, token: string): Promise<PublicReceipt | null> {
  const { rows } = await sql<{ found: PublicReceipt | null }>`select public_receipt(${token}) as found`.execute(tx)
  return rows[0]?.found ?? null
}

export type PublicAccount = {
  readonly unit: string
  readonly signedOn: PlainDate
  readonly signer: string
  readonly bin: string
  readonly number: string
  readonly holder: string
  readonly bank: string
  readonly fund: string | null
}
export async function publicAccounts(tx: Tx): Promise<readonly PublicAccount[]> {
  return (await sql<PublicAccount>`select * from public_accounts()`.execute(tx)).rows
}

export async function recordPledge(
  tx: Tx,
  p: {
    readonly id: string
    readonly campaign: string
    readonly code: string
    readonly amount: string | null
    readonly goods: string | null
    readonly name: string | null
    readonly contact: string | null
    readonly named: boolean
  },
): Promise<{ readonly code?: string; readonly refused?: string }> {
  const { rows } = await sql<{ done: { code?: string; refused?: string } }>`
    select record_pledge(${p.id}, ${p.campaign}, ${p.code}, ${p.amount}, ${p.goods}, ${p.name}, ${p.contact}, ${p.named}) as done`.execute(
    tx,
  )
  return rows[0]!.done
}
