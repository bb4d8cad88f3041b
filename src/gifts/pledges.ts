import { mustHold, useCase, writePublic, type Moment } from '../access/index.ts'
import { giftCode, isGiftCode, memoOf } from '../bank/index.ts'
import type { Database } from '../db/index.ts'
import { no, problem, yes, type CommandId, type Problem, type Result, type UnitId } from '../kernel/index.ts'
import { insertStep, openPledge } from './pledge.sql.ts'
import { KEEPS_DESK } from './policy.ts'
import { recordPledge } from './public.sql.ts'
import { amountIn, kept, personProblem, textProblem, whyProblem } from './rules.ts'
import type { PledgeId, PledgeInput } from './types.ts'

/** A code that is the giver's own, from random bytes of the caller. */
export const personalCode = (campaign: string, random: Uint8Array): string => giftCode(campaign, random)!
export const isPersonalCode = (campaign: string, code: string): boolean => isGiftCode(campaign, code)
/** What the giver writes into the transfer. */
export const memoFor = (campaign: string, code: string): string => memoOf(campaign, code)

const pledgeProblem = (input: PledgeInput): Problem | null => {
  const [money, goods] = [input.amount !== '', input.goods.trim() !== '']
  if (money === goods) return problem('gifts.money-or-goods', {}, { field: 'amount' })
  if (money && amountIn(input.amount) === null) return problem('gifts.amount', {}, { field: 'amount' })
  return (goods && textProblem(input.goods, 'goods', 500)) || personProblem(input.giver, input.named)
}

/**
 * Anyone promises, without signing in. `codes` are tried in their order: what the page showed first, then a fresh one, because
 * somebody may promise twice from one page. The same command answers the same code.
 */
export async function makePledge(
  db: Database,
  at: Moment,
  command: CommandId,
  input: PledgeInput,
  codes: readonly string[],
): Promise<Result<{ readonly code: string }>> {
  const wrong = pledgeProblem(input)
  if (wrong) return no(wrong)
  const fitting = codes.filter(code => isPersonalCode(input.campaign, code))
  return writePublic(db, at, command, async tx => {
    let refused = problem(fitting.length > 0 ? 'gifts.code-taken' : 'gifts.not-open')
    for (const code of fitting) {
      const done = await recordPledge(tx, {
        id: command,
        campaign: input.campaign,
        code,
        amount: input.amount === '' ? null : input.amount,
        goods: kept(input.goods),
        name: kept(input.giver.name),
        contact: kept(input.giver.contact),
        named: input.named,
      })
      if (done.code !== undefined) return yes({ code: done.code })
      refused = problem(done.refused ?? 'gifts.not-open')
      if (refused.kind !== 'gifts.code-taken') break
    }
    return no(refused)
  })
}

/** Ends a promise as withdrawn, with a reason. What keeps it says so itself: cash, things, or a transfer that bears its code. */
export const endPledge = useCase<
  { readonly unit: UnitId; readonly pledge: PledgeId; readonly why: string },
  { readonly pledge: PledgeId }
>('gifts.end-pledge', KEEPS_DESK, async (tx, by, { unit, pledge, why }) => {
  const may = mustHold(by.actor, unit, ...KEEPS_DESK)
  if (!may.ok) return may
  if (!(await openPledge(tx, unit, pledge))) return no(problem('gifts.pledge'))
  const wrong = whyProblem(why)
  if (wrong) return no(wrong)
  await insertStep(tx, by, { pledge, unit, step: 'withdrawn', why: why.trim() })
  return yes({ pledge })
})
