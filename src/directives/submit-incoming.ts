import { yes } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { lockIncoming, setIncomingState } from './incoming.sql.ts'
import { movedMeanwhile, noSuchLetter, wrongState } from './moved.sql.ts'
import { mayMoveIncoming } from './policy.ts'
import { after, INCOMING } from './rules.ts'
import type { IncomingState, LetterAt, Moved } from './types.ts'

/** Trình: the clerk puts the registered letter before the leader. */
export const submitIncoming = useCase<LetterAt, Moved<IncomingState>>(
  'directives.submit-incoming',
  INCOMING.submit.by,
  async (tx, by, input) => {
    const may = mayMoveIncoming(by.actor, input.unit, 'submit')
    if (!may.ok) return may
    const row = await lockIncoming(tx, input)
    if (!row) return noSuchLetter()
    const stale = await movedMeanwhile(tx, row, input.version)
    if (stale) return stale
    const state = after(INCOMING.submit, row.state)
    if (!state) return wrongState(row.state)
    await setIncomingState(tx, by, input, state)
    return yes({ state, version: row.version + 1 })
  },
)
