import { mustHold, useCase, type Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import {
  no,
  problem,
  yes,
  type EntryId,
  type FundId,
  type MoneyAccountId,
  type Result,
  type Vnd,
} from '../kernel/index.ts'
import { post, reverse, type AccountPurpose, type PostingDraft } from '../ledger/index.ts'
import {
  decisionsOf,
  insertDecision,
  lineToDecide,
  markReviewed,
  PAYMENT,
  takeGiftsBack,
  writeGiftLeaves,
  writePartGifts,
  type Decision,
  type LineForDecision,
} from './review.sql.ts'
import { KIND, type LineId } from './types.ts'

/** What a part of a line is. Money out may be the refund of a gift or a fee; a payment is confirmed by the room of vouchers. */
export const USES = ['gift', 'unclear', 'interest', 'other-income', 'bank-fee', 'returned'] as const
export type Use = (typeof USES)[number]
export type Part = {
  readonly use: Use
  readonly fund?: FundId
  /** Whole đồng as decimal text, always positive. */
  readonly amount: string
  /** The gift whose part it is: several lines are then one gift. */
  readonly partOf?: string
}
export type DecideLine = {
  readonly line: LineId
  /** All of the line; empty when it stands as it was posted. */
  readonly parts: readonly Part[]
  readonly why?: string
}

/**
 * Says what a posted line consists of: one gift or several, in this fund or another, or no gift. What was decided before is
 * taken back by reversal, entry and gifts, and the line itself never changes. Refuses `statements.parts-sum`,
 * `statements.part-amount`, `statements.line-gone` and what the ledger refuses.
 */
export const decideLine = useCase<DecideLine, { readonly ordinal: number }>(
  'statements.decide-line',
  ['accountant'],
  async (tx, by, input) => {
    const line = await lineToDecide(tx, input.line)
    if (!line) return no(problem('statements.line-gone'))
    const may = mustHold(by.actor, line.unit, 'accountant')
    if (!may.ok) return may
    if (input.parts.some(part => !/^[1-9]\d{0,17}$/.test(part.amount) || !USES.includes(part.use)))
      return no(problem('statements.part-amount', {}, { field: 'parts' }))
    const sum = input.parts.reduce((all, part) => all + BigInt(part.amount), 0n)
    const whole = line.amount < 0n ? -line.amount : line.amount
    if (input.parts.length > 0 && sum !== whole)
      return no(problem('statements.parts-sum', { sum: sum.toString(), amount: whole.toString() }, { field: 'parts' }))
    if (line.amount < 0n && input.parts.some(part => part.use === 'gift'))
      return no(problem('statements.out-is-no-gift'))
    return settle(tx, by, input.line, line, input.parts, input.why?.trim() ?? '')
  },
)

/** Takes the last decision back: by reversal, so that both stay to be read. */
export const undoDecision = useCase<{ readonly line: LineId; readonly why: string }, { readonly ordinal: number }>(
  'statements.undo-decision',
  ['accountant'],
  async (tx, by, { line: id, why }) => {
    const line = await lineToDecide(tx, id)
    if (!line) return no(problem('statements.line-gone'))
    const may = mustHold(by.actor, line.unit, 'accountant')
    if (!may.ok) return may
    const before = await decisionsOf(tx, id)
    if (before.length === 0) return no(problem('statements.nothing-decided'))
    if (why.trim() === '') return no(problem('statements.why', {}, { field: 'why' }))
    const done = await settle(tx, by, id, line, [], why.trim())
    if (done.ok) await markReviewed(tx, by, id, true)
    return done
  },
)

async function settle(
  tx: Tx,
  by: Acting,
  id: LineId,
  line: LineForDecision,
  asked: readonly Part[],
  why: string,
): Promise<Result<{ ordinal: number }>> {
  const before: Decision[] = await decisionsOf(tx, id)
  const last = before.at(-1)
  if (last?.parts.some(part => part.use === PAYMENT)) return no(problem('statements.is-payment'))
  const parts = asked.map(part => ({ ...part, fund: part.fund ?? line.fund }))
  if (last?.entry) {
    const back = await reverse(tx, by, {
      entry: last.entry,
      id: mirrorOf(by.command),
      day: by.today,
      why: why || `Xác định lại dòng sao kê ngày ${line.day}`,
    })
    if (!back.ok) return back
  }
  const entry = by.command as string as EntryId
  const postings = postingsOf(line, parts)
  if (postings.length > 0) {
    const posted = await post(tx, by, [
      {
        id: entry,
        unit: line.unit,
        day: by.today,
        text: why || `Xác định dòng sao kê ngày ${line.day}`,
        source: { kind: 'line', id, step: String(before.length + 1) },
        postings,
      },
    ])
    if (!posted.ok) return posted
  }
  const wasChanged = before.some(one => one.parts.length > 0)
  if (parts.length > 0 || wasChanged) {
    await takeGiftsBack(tx, by, id)
    const gifts =
      parts.length > 0
        ? parts.flatMap((part, at) => (part.use === 'gift' ? [{ ...part, ordinal: at + 1 }] : []))
        : line.kind === KIND.gift
          ? [{ ordinal: 1, fund: line.fund, amount: line.amount.toString() }]
          : []
    await writePartGifts(tx, by, id, { unit: line.unit, day: line.day, gifts })
    await writeGiftLeaves(tx, by)
  }
  const ordinal = before.length + 1
  await insertDecision(tx, by, {
    line: id,
    unit: line.unit,
    ordinal,
    parts,
    why,
    entry: postings.length > 0 ? entry : null,
  })
  await markReviewed(tx, by, id, false)
  return yes({ ordinal })
}

/** From what the import made of the line to what it is now; between two funds each balances in itself. */
export function postingsOf(line: LineForDecision, parts: readonly (Part & { fund: FundId })[]): PostingDraft[] {
  if (parts.length === 0) return []
  const out = line.amount < 0n
  const first: AccountPurpose = line.kind === KIND.gift ? 'gifts' : 'unclear'
  const sums = new Map<
    string,
    { fund: FundId; purpose: AccountPurpose; moneyAccount?: MoneyAccountId; amount: bigint }
  >()
  const add = (fund: FundId, purpose: AccountPurpose, amount: bigint) => {
    const key = `${fund} ${purpose}`
    const sum = sums.get(key) ?? { fund, purpose, amount: 0n }
    sums.set(key, { ...sum, amount: sum.amount + amount })
  }
  add(line.fund, first, line.amount)
  for (const { use, fund, amount } of parts) {
    const value = out ? -BigInt(amount) : BigInt(amount)
    add(fund, use === 'gift' ? 'gifts' : use, -value)
    if (fund === line.fund) continue
    add(line.fund, 'between-funds', -value)
    add(fund, 'between-funds', value)
  }
  return [...sums.values()].filter(({ amount }) => amount !== 0n).map(side => ({ ...side, amount: side.amount as Vnd }))
}

/** The reversal's id: that of the command with its variant digit turned, which no other id of ours has. */
const mirrorOf = (command: string): EntryId => `${command.slice(0, 14)}8${command.slice(15)}` as EntryId
