import type { ClosingCheck } from '../ledger/index.ts'
import { doubtsUntil } from './reads.sql.ts'

/** What spending asks before a month is closed: nobody is left to look at a line that bears a voucher's code and does not fit. */
export const paymentsUnderstood: ClosingCheck = {
  key: 'payment-doubts',
  run: async (tx, unit, month) => {
    const left = await doubtsUntil(tx, unit, month)
    return { holds: left === 0, detail: String(left) }
  },
}
