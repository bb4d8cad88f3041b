import { writePublic, type Moment } from '../access/index.ts'
import type { Database } from '../db/index.ts'
import { no, problem, vnd, yes, type CommandId, type PlainDate, type Result } from '../kernel/index.ts'
import { receiptOfLine } from './statement.sql.ts'

export type ReceiptClaim = {
  /** The bank's reference or document number, or the code that the memo bore. */
  readonly reference: string
  readonly amount: string
  readonly day: PlainDate
}

/**
 * Anyone asks for the receipt of a gift that came by bank, by what only giver and bank know of it. The answer is an address
 * that nobody can guess, the same each time. Refuses `statements.no-receipt` when no line, or more than one, is such.
 */
export async function claimReceipt(
  db: Database,
  at: Moment,
  command: CommandId,
  claim: ReceiptClaim,
  token: string,
): Promise<Result<{ readonly token: string }>> {
  const reference = claim.reference.replace(/[^0-9A-Za-z]/g, '').toUpperCase()
  const amount = vnd(claim.amount)
  if (reference.length < 4 || reference.length > 60)
    return no(problem('statements.receipt-reference', {}, { field: 'reference' }))
  if (amount === null || amount <= 0n) return no(problem('statements.not-an-amount', {}, { field: 'amount' }))
  return writePublic(db, at, command, async tx => {
    const found = await receiptOfLine(tx, { reference, amount, day: claim.day, token, command })
    return found === null ? no(problem('statements.no-receipt')) : yes({ token: found })
  })
}
