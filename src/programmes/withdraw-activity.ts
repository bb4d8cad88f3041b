import { no, problem, yes } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { setIntended, withdrawRow } from './activity.sql.ts'
import { amend } from './edit-activity.ts'
import { storable } from './fit.ts'
import { ACTIVITY, LENGTHS } from './rules.ts'
import { stepActivity } from './step.ts'
import type { ActivityAt, ActivityMoved } from './types.ts'

export type WithdrawActivity = ActivityAt & { readonly why: string }

/**
 * Takes back what did not happen or was recorded twice. The row stays with its reason; it is counted nowhere from now on
 * and every claim on it ends. Where a report has counted it, that shows as an amendment.
 */
export const withdrawActivity = useCase<WithdrawActivity, ActivityMoved>(
  'programmes.withdraw-activity',
  ACTIVITY.withdraw.by,
  async (tx, by, input) => {
    const step = await stepActivity(tx, by, input, 'withdraw')
    if (!step.ok) return step
    const { row } = step.value
    const why = storable(input.why).trim()
    if (why === '') return no(problem('programmes.withdraw-needs-why', {}, { field: 'why' }))
    if (why.length > LENGTHS.why) return no(problem('programmes.too-long', { max: LENGTHS.why }, { field: 'why' }))
    await setIntended(tx, by, input.activity, [])
    await withdrawRow(tx, by, input.activity, why)
    const amended = await amend(tx, by, { id: input.activity, row, why })
    if (!amended.ok) return amended
    return yes({ activity: input.activity, state: 'withdrawn', version: row.version + 1 })
  },
)
