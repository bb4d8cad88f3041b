import { no, problem, yes, type DocumentId, type UnitId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { notify } from '../notices/index.ts'
import { lockDelivery, returnHere } from './delivery.sql.ts'
import { unitNames } from './document.sql.ts'
import { letterLink } from './links.ts'
import { movedMeanwhile, noSuchLetter, wrongState } from './moved.sql.ts'
import { mayRegister, REGISTERS } from './policy.ts'
import { mayReturn, printedNumber } from './rules.ts'
import type { LetterAt, Moved, DeliveryStatus, ReturnReason } from './types.ts'

export type ReturnDelivery = LetterAt & {
  readonly reason: ReturnReason
  readonly words: string
  /** With the reason `pass-to-other`: to whom the letter should go instead. */
  readonly proposedUnit?: UnitId | null
}

/**
 * Gives a letter back to its sender with a reason, before it is received: status 02. A recipient does not refuse an
 * instruction; it says what is wrong with the delivery, or whose the letter is. The sender is told.
 */
export const returnDelivery = useCase<ReturnDelivery, Moved<DeliveryStatus>>(
  'directives.return-delivery',
  REGISTERS,
  async (tx, by, input) => {
    const may = mayRegister(by.actor, input.unit)
    if (!may.ok) return may
    const row = await lockDelivery(tx, input.unit, input.document)
    if (!row) return noSuchLetter()
    const stale = await movedMeanwhile(tx, row, input.version)
    if (stale) return stale
    if (!mayReturn(row.state)) return wrongState(row.state)
    if (input.words.trim() === '') return no(problem('directives.reason-missing', {}, { field: 'words' }))
    const proposed = input.reason === 'pass-to-other' ? (input.proposedUnit ?? null) : null
    if (
      input.reason === 'pass-to-other' &&
      (!proposed || proposed === input.unit || !(await unitNames(tx, [proposed])).has(proposed))
    ) {
      return no(problem('directives.propose-whom', {}, { field: 'proposedUnit' }))
    }
    await returnHere(tx, by, input.unit, input.document, { reason: input.reason, note: input.words.trim(), proposed })
    await tellSender(tx, by, row.from_unit_id, input.document, {
      unit: row.unit_name,
      number: printedNumber(row.regime, row.number, row.symbol),
      words: input.words.trim(),
      kind: proposed ? 'delivery-proposed' : 'delivery-returned',
      other: proposed ? ((await unitNames(tx, [proposed])).get(proposed) ?? '') : '',
    })
    return yes({ state: '02', version: row.version + 1 })
  },
)

const tellSender = (
  tx: Parameters<typeof notify>[0],
  by: Parameters<typeof notify>[1],
  sender: UnitId,
  document: DocumentId,
  told: { unit: string; number: string; words: string; kind: string; other: string },
) => {
  const { kind, ...parameters } = told
  return notify(tx, by, [{ unit: sender, kind, parameters, link: letterLink(document) }])
}
