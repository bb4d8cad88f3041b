import { no, problem, yes } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { confirmAllClauses, linkForwarded, moveOutgoing, otherLeaders, setSigner } from './outgoing.sql.ts'
import { stepOutgoing } from './outgoing.ts'
import { OUTGOING } from './rules.ts'
import type { LetterAt, Moved, OutgoingState } from './types.ts'

/**
 * The leader signs, or confirms that the paper bears the signature. From here on the clauses are the office's own
 * words and no longer a machine's suggestion (Decree 30/2020, art. 13: whoever signs answers for the content).
 * Refuses `directives.own-draft`: who drafted or last edited the letter does not sign it, unless the office has no other
 * leader; then the letter's row and its audit say that one person did both.
 */
export const sign = useCase<LetterAt, Moved<OutgoingState>>(
  'directives.sign',
  OUTGOING.sign.by,
  async (tx, by, input) => {
    const step = await stepOutgoing(tx, by, input, 'sign')
    if (!step.ok) return step
    const { row } = step.value
    const wrote = row.drafted_by === by.actor.account || row.edited_by === by.actor.account
    if (wrote && (await otherLeaders(tx, row.unit))) return no(problem('directives.own-draft'))
    const to = row.numbered ? OUTGOING['sign-again'].to : step.value.to
    // The letter passed on may have been registered only after this one was entered.
    if (row.on_paper && !row.forwards_id) await linkForwarded(tx, input.document, row.unit)
    await confirmAllClauses(tx, by, input.document)
    await setSigner(tx, input.document, by.actor.name)
    await moveOutgoing(tx, by, input.document, { state: to, signed: true })
    return yes({ state: to, version: row.version + 1 })
  },
)
