import type { FundId } from '../kernel/index.ts'
import type { PostingDraft } from './types.ts'

/** The funds in which these postings do not sum to zero, with what is over. Linear in the postings. */
export function unbalanced(
  postings: readonly Pick<PostingDraft, 'fund' | 'amount'>[],
): { fund: FundId; over: bigint }[] {
  const sums = new Map<FundId, bigint>()
  for (const { fund, amount } of postings) sums.set(fund, (sums.get(fund) ?? 0n) + amount)
  return [...sums].filter(([, over]) => over !== 0n).map(([fund, over]) => ({ fund, over }))
}
