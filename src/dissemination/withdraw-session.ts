import { no, problem, yes } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { endEvidence } from '../directives/index.ts'
import { ENTERS } from './policy.ts'
import { endSession } from './session.sql.ts'
import { stepSession } from './step-session.ts'
import type { SessionAt } from './types.ts'

export type WithdrawSession = SessionAt & { readonly why: string }
const WHY_MAX = 1_000

/** Takes back a session that was entered wrongly: it stays to be read with the reason, counts no more and shows nothing. */
export const withdrawSession = useCase<WithdrawSession, { readonly version: number }>(
  'dissemination.withdraw-session',
  ENTERS,
  async (tx, by, input) => {
    const step = await stepSession(tx, by, input)
    if (!step.ok) return step
    const why = input.why.trim()
    if (why === '' || why.length > WHY_MAX)
      return no(problem('dissemination.why-withdrawn', { max: WHY_MAX }, { field: 'why' }))
    await endSession(tx, by, input.session, why)
    await endEvidence(tx, by, 'session', input.session)
    return yes({ version: step.value.version + 1 })
  },
)
