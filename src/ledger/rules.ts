import { isCampaignCode } from '../bank/index.ts'
import { addDays, daysBetween, problem, type FundId, type PlainDate, type Problem } from '../kernel/index.ts'
import type { CampaignInput, PostingDraft } from './types.ts'

/** The funds in which these postings do not sum to zero, with what is over. Linear in the postings. */
export function unbalanced(
  postings: readonly { readonly fund: FundId; readonly amount: PostingDraft['amount'] }[],
): { fund: FundId; over: bigint }[] {
  const sums = new Map<FundId, bigint>()
  for (const { fund, amount } of postings) sums.set(fund, (sums.get(fund) ?? 0n) + amount)
  return [...sums].filter(([, over]) => over !== 0n).map(([fund, over]) => ({ fund, over }))
}

/** What stands against a campaign's days, given how long its legal basis lets it receive and hand out. */
export function campaignProblem(
  p: CampaignInput,
  basis: { readonly receiveDays: number | null; readonly distributeDays: number | null },
): Problem | null {
  if (!isCampaignCode(p.code)) return problem('ledger.campaign-code', {}, { field: 'code' })
  if (p.appeal.trim() === '') return problem('ledger.missing', {}, { field: 'appeal' })
  if (p.receivesUntil < p.opensOn) return problem('ledger.days-order', {}, { field: 'receivesUntil' })
  if (p.distributesUntil < p.receivesUntil) return problem('ledger.days-order', {}, { field: 'distributesUntil' })
  if ((p.extendedWhy ?? '').trim() !== '') return null
  if (basis.receiveDays !== null && daysBetween(p.opensOn, p.receivesUntil) > basis.receiveDays)
    return problem('ledger.too-long', { days: basis.receiveDays }, { field: 'receivesUntil' })
  if (basis.distributeDays !== null && daysBetween(p.receivesUntil, p.distributesUntil) > basis.distributeDays)
    return problem('ledger.too-long', { days: basis.distributeDays }, { field: 'distributesUntil' })
  return null
}

export type LegalDuty = {
  readonly key: string
  readonly countedFrom: 'opens' | 'receiving-ends' | 'distribution-ends' | 'year-end'
  readonly days: number
  readonly confirmed: boolean
}
export type Due = { readonly key: string; readonly dueOn: PlainDate; readonly confirmed: boolean }

/**
 * What a fund must have published by when: each duty of its basis, counted in calendar days from the campaign's own days or
 * from the end of every year that the fund saw before `today`'s year ends. A duty of a campaign binds no fund without one.
 */
export function dutiesOf(
  fund: { readonly openedOn: PlainDate; readonly closedOn: PlainDate | null },
  campaign: Pick<CampaignInput, 'opensOn' | 'receivesUntil' | 'distributesUntil'> | null,
  duties: readonly LegalDuty[],
  today: PlainDate,
): Due[] {
  const from = {
    opens: campaign?.opensOn,
    'receiving-ends': campaign?.receivesUntil,
    'distribution-ends': campaign?.distributesUntil,
  }
  const years: PlainDate[] = []
  const last = Number((fund.closedOn ?? today).slice(0, 4))
  for (let year = Number(fund.openedOn.slice(0, 4)); year <= last; year += 1) years.push(`${year}-12-31` as PlainDate)
  return duties
    .flatMap(({ key, countedFrom, days, confirmed }) => {
      const starts = countedFrom === 'year-end' ? years : from[countedFrom] ? [from[countedFrom]] : []
      return starts.map(day => ({ key, dueOn: addDays(day, days), confirmed }))
    })
    .sort((a, b) => (a.dueOn === b.dueOn ? a.key.localeCompare(b.key) : a.dueOn < b.dueOn ? -1 : 1))
}
