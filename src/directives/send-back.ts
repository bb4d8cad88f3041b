import { no, problem, yes } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { notify } from '../notices/index.ts'
import { letterLink } from './links.ts'
import { moveOutgoing } from './outgoing.sql.ts'
import { stepOutgoing } from './outgoing.ts'
import { OUTGOING } from './rules.ts'
import type { LetterAt, Moved, OutgoingState } from './types.ts'

export type SendBack = LetterAt & { readonly reason: string }

/** The leader gives a draft back with what is to be changed. */
export const sendBack = useCase<SendBack, Moved<OutgoingState>>(
  'directives.send-back',
  OUTGOING['send-back'].by,
  async (tx, by, input) => {
    const step = await stepOutgoing(tx, by, input, 'send-back')
    if (!step.ok) return step
    const reason = input.reason.trim()
    if (reason === '') return no(problem('directives.reason-missing', {}, { field: 'reason' }))
    const { row, to } = step.value
    await moveOutgoing(tx, by, input.document, { state: to, sentBack: reason })
    await notify(tx, by, [
      {
        unit: row.unit,
        kind: 'draft-sent-back',
        parameters: { subject: row.subject, reason },
        link: letterLink(input.document),
      },
    ])
    return yes({ state: to, version: row.version + 1 })
  },
)
