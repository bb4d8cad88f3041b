import { mustHold, useCase } from '../access/index.ts'
import { no, problem, yes, type Problem, type UnitId } from '../kernel/index.ts'
import {
  allocationById,
  freeIn,
  holdFund,
  insertAllocation,
  insertEnd,
  openFundCode,
  unitsKnown,
} from './allocation.sql.ts'
import { writeLeaves } from './leaf.sql.ts'
import { ALLOCATES } from './policy.ts'
import { amountIn, largestRemainder, textProblem, weightIn, whyProblem } from './rules.ts'
import type { AllocationId, AllocationInput, ShareInput } from './types.ts'

/** The amounts of the shares: as said, or split by weights; the row that is wrong where they make no whole. */
export function sharesOf(
  sum: bigint,
  shares: readonly ShareInput[],
): { readonly amounts: readonly bigint[] } | { readonly wrong: Problem } {
  const wrong = (kind: string, row: number, field: string, values = {}) => ({
    wrong: problem(kind, values, { field, row }),
  })
  if (shares.length === 0) return { wrong: problem('spending.no-shares', {}, { field: 'shares' }) }
  for (const [at, share] of shares.entries())
    if (share.toUnit === null && share.programme.trim() === '') return wrong('spending.share-for', at + 1, 'shares')
  if (shares.some(share => share.weight.trim() !== '')) {
    const weights = shares.map(share => weightIn(share.weight))
    const bad = weights.indexOf(null)
    if (bad >= 0) return wrong('spending.weight', bad + 1, 'shares')
    return { amounts: largestRemainder(sum, weights as bigint[]) }
  }
  const alone = shares.length === 1 && shares[0]!.amount === ''
  const amounts: (bigint | null)[] = alone ? [sum] : shares.map(share => amountIn(share.amount))
  const bad = amounts.indexOf(null)
  if (bad >= 0) return wrong('spending.amount', bad + 1, 'shares')
  const made = (amounts as bigint[]).reduce((all, amount) => all + amount, 0n)
  return made === sum
    ? { amounts: amounts as bigint[] }
    : { wrong: problem('spending.shares-sum', { made: made.toString(), amount: sum.toString() }, { field: 'amount' }) }
}

/** Records a decision by which a part of a fund is set aside for units or programmes. It moves no money. */
export const allocate = useCase<AllocationInput, { readonly allocation: AllocationId }>(
  'spending.allocate',
  ALLOCATES,
  async (tx, by, input) => {
    const may = mustHold(by.actor, input.unit, ...ALLOCATES)
    if (!may.ok) return may
    const amount = amountIn(input.amount)
    if (amount === null) return no(problem('spending.amount', {}, { field: 'amount' }))
    if (input.day > by.today) return no(problem('spending.day', {}, { field: 'day' }))
    const text = textProblem(input.document, 'document', 100) ?? textProblem(input.purpose, 'purpose', 500)
    if (text) return no(text)
    const shares = sharesOf(amount, input.shares)
    if ('wrong' in shares) return no(shares.wrong)
    const units = input.shares.flatMap(share => (share.toUnit ? [share.toUnit] : []))
    const known = await unitsKnown(tx, units)
    const lost = input.shares.findIndex(share => share.toUnit !== null && !known.has(share.toUnit))
    if (lost >= 0) return no(problem('spending.no-unit', {}, { field: 'shares', row: lost + 1 }))
    await holdFund(tx, input.fund)
    if (!(await openFundCode(tx, input.unit, input.fund, input.day)))
      return no(problem('spending.fund', {}, { field: 'fund' }))
    const free = await freeIn(tx, input.fund)
    if (amount > free) return no(problem('spending.not-so-much', { free: free.toString() }, { field: 'amount' }))
    const allocation = by.command as string as AllocationId
    await insertAllocation(
      tx,
      by,
      allocation,
      input,
      input.shares.map((share, at) => ({
        toUnit: share.toUnit as UnitId | null,
        programme: share.programme.trim() || null,
        weight: share.weight.trim().replace(',', '.') || null,
        amount: shares.amounts[at]!.toString(),
      })),
    )
    await writeLeaves(tx, by, [
      { kind: 'allocation', subject: allocation, parts: [input.fund, input.amount, input.day, input.document.trim()] },
    ])
    return yes({ allocation })
  },
)

/** Takes a decision back while nothing was drawn on it; a new one is recorded instead. */
export const endAllocation = useCase<
  { readonly allocation: AllocationId; readonly why: string },
  { readonly allocation: AllocationId }
>('spending.end-allocation', ALLOCATES, async (tx, by, { allocation, why }) => {
  const found = await allocationById(tx, allocation)
  if (!found) return no(problem('spending.no-such-allocation'))
  const may = mustHold(by.actor, found.unit, ...ALLOCATES)
  if (!may.ok) return may
  const wrong = whyProblem(why)
  if (wrong) return no(wrong)
  await holdFund(tx, found.fund)
  const now = (await allocationById(tx, allocation))!
  if (now.ended) return no(problem('spending.already-ended'))
  if (now.vouchers > 0) return no(problem('spending.drawn-on', { count: now.vouchers }))
  await insertEnd(tx, by, allocation, found.unit, why.trim())
  await writeLeaves(tx, by, [
    { kind: 'correction', subject: allocation, parts: [found.fund, found.amount.toString(), by.today, 'allocation'] },
  ])
  return yes({ allocation })
})
