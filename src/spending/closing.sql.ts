import { sql } from 'kysely'
import type { ClosingCheck } from '../ledger/index.ts'

/**
 * What spending asks before a month is closed: nobody is left to look at a line of a statement that bears a voucher's code and
 * does not fit it.
 */
export const SPENDING_CHECKS: readonly ClosingCheck[] = [
  {
    key: 'payment-doubts',
    left: (unit, month) => sql<{ left: string }>`
      select coalesce(nullif(count(*), 0)::text, '') as left
      from payment_doubt d join statement_review r on r.realm = d.realm and r.line_id = d.line_id
      where d.unit_id = ${unit} and r.decided_at is null and d.day < (${month}::date + interval '1 month')::date`,
  },
]
