import { no, problem, yes } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { hasAddressee, moveOutgoing } from './outgoing.sql.ts'
import { stepOutgoing } from './outgoing.ts'
import { OUTGOING } from './rules.ts'
import type { LetterAt, Moved, OutgoingState } from './types.ts'

/** Puts the draft before the leader. Refuses `directives.no-addressee`: a letter to nobody is not ready. */
export const submitOutgoing = useCase<LetterAt, Moved<OutgoingState>>(
  'directives.submit-outgoing',
  OUTGOING.submit.by,
  async (tx, by, input) => {
    const step = await stepOutgoing(tx, by, input, 'submit')
    if (!step.ok) return step
    if (!(await hasAddressee(tx, input.document)))
      return no(problem('directives.no-addressee', {}, { field: 'addressees' }))
    const { row, to } = step.value
    await moveOutgoing(tx, by, input.document, { state: to, submitted: true, sentBack: null })
    return yes({ state: to, version: row.version + 1 })
  },
)
