import { no, problem, yes, type DocumentId, type UnitId } from '../kernel/index.ts'
import { mustHold, useCase } from '../access/index.ts'
import { endEvidence } from './evidence.sql.ts'
import { endImplementing, lockImplementing } from './implementing.sql.ts'
import { movedMeanwhile } from './moved.sql.ts'
import { DRAFTS } from './policy.ts'

export type WithdrawImplementing = {
  readonly unit: UnitId
  readonly document: DocumentId
  readonly letter: string
  readonly version: number
  readonly why: string
}

/** Takes back an implementing letter that was entered wrongly: it stays to be read, with the reason, and shows nothing more. */
export const withdrawImplementing = useCase<WithdrawImplementing, { readonly letter: string }>(
  'directives.withdraw-implementing',
  DRAFTS,
  async (tx, by, input) => {
    const may = mustHold(by.actor, input.unit, ...DRAFTS)
    if (!may.ok) return may
    const row = await lockImplementing(tx, input)
    if (!row) return no(problem('directives.no-such-implementing'))
    const stale = await movedMeanwhile(tx, row, input.version)
    if (stale) return stale
    if (row.state === 'withdrawn') return no(problem('directives.implementing-withdrawn'))
    const why = input.why.trim()
    if (why === '') return no(problem('directives.reason-missing', {}, { field: 'why' }))
    await endImplementing(tx, by, row.id, why)
    await endEvidence(tx, by, 'letter', row.id)
    return yes({ letter: row.id })
  },
)
