import { no, problem, yes, type UnitId } from '../kernel/index.ts'
import { mustHold, useCase } from '../access/index.ts'
import { notify } from '../notices/index.ts'
import { deliverInstead, lockDelivery, sendAgain } from './delivery.sql.ts'
import { letterLink } from './links.ts'
import { movedMeanwhile, noSuchLetter, wrongState } from './moved.sql.ts'
import { ANSWERS } from './policy.ts'
import { printedNumber } from './rules.ts'
import type { LetterAt, Moved, DeliveryStatus } from './types.ts'

export type AnswerProposal = LetterAt & {
  /** `unit` is the sender; this is the unit that gave the letter back. */
  readonly returnedBy: UnitId
  /** Send it on to the unit that was proposed, or put it before the same unit again with the fault mended. */
  readonly answer: 'send-on' | 'send-again'
  readonly words?: string
}

/**
 * The sender answers a letter given back: one more delivery to the proposed unit, with the tasks of the unit in whose
 * stead it stands, or the same delivery once more. The returned delivery stays in view with its reason.
 */
export const answerProposal = useCase<AnswerProposal, Moved<DeliveryStatus> & { readonly sentTo: UnitId }>(
  'directives.answer-proposal',
  ANSWERS,
  async (tx, by, input) => {
    const may = mustHold(by.actor, input.unit, ...ANSWERS)
    if (!may.ok) return may
    const row = await lockDelivery(tx, input.returnedBy, input.document)
    if (!row || row.from_unit_id !== input.unit) return noSuchLetter()
    const stale = await movedMeanwhile(tx, row, input.version)
    if (stale) return stale
    if (row.state !== '02') return wrongState(row.state)
    const parameters = {
      number: printedNumber(row.regime, row.number, row.symbol),
      issuer: by.actor.unitName,
      subject: row.subject,
    }
    const link = letterLink(input.document)
    if (input.answer === 'send-again') {
      await sendAgain(tx, by, input.returnedBy, input.document)
      await notify(tx, by, [
        {
          unit: input.returnedBy,
          kind: 'letter-sent-again',
          parameters: { ...parameters, words: input.words?.trim() ?? '' },
          link,
        },
      ])
      return yes({ state: '01', version: row.version + 1, sentTo: input.returnedBy })
    }
    if (!row.proposed_unit_id) return no(problem('directives.nobody-proposed'))
    const sent = await deliverInstead(tx, by, input.document, row.proposed_unit_id, input.returnedBy)
    if (!sent) return no(problem('directives.has-it-already'))
    await notify(tx, by, [{ unit: row.proposed_unit_id, kind: 'letter-arrived', parameters, link }])
    return yes({ state: '02', version: row.version, sentTo: row.proposed_unit_id })
  },
)
