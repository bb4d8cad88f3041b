import { yes, type DocumentId, type PlainDate, type UnitId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { lockDelivery, receiveHere } from './delivery.sql.ts'
import { hasIncoming, insertIncoming } from './incoming.sql.ts'
import { noSuchLetter } from './moved.sql.ts'
import { mayRegister, REGISTERS } from './policy.ts'
import { entryOf } from './register.sql.ts'
import { enterNext } from './register.ts'
import { isReceived } from './rules.ts'
import type { DeliveryStatus } from './types.ts'

export type Acknowledge = {
  readonly unit: UnitId
  readonly document: DocumentId
  readonly arrivedOn?: PlainDate | null
}
export type Acknowledged = {
  readonly number: number
  readonly status: DeliveryStatus
  /** True when the unit had received it before: nothing was done again. */
  readonly already: boolean
}

/**
 * Receives a letter that came through the system into the unit's own incoming book: status 03 "đã tiếp nhận", which the
 * sender sees (Decree 30/2020, art. 21.2: acknowledged on the same day). A second time answers what was done. A unit
 * that registered the paper already keeps its one number.
 */
export const acknowledge = useCase<Acknowledge, Acknowledged>(
  'directives.acknowledge',
  REGISTERS,
  async (tx, by, input) => {
    const may = mayRegister(by.actor, input.unit)
    if (!may.ok) return may
    const row = await lockDelivery(tx, input.unit, input.document)
    if (!row) return noSuchLetter()
    const entered = (await hasIncoming(tx, input.unit, input.document))
      ? await entryOf(tx, input.unit, 'incoming', input.document)
      : null
    if (isReceived(row.state) && entered !== null) return yes({ number: entered, status: row.state, already: true })
    if (entered !== null) {
      await receiveHere(tx, by, input.unit, input.document)
      return yes({ number: entered, status: '03', already: false })
    }
    const arrivedOn = input.arrivedOn ?? by.today
    await insertIncoming(tx, by, { document: input.document, unit: input.unit, arrivedOn, how: 'system' })
    const number = await enterNext(tx, by, {
      unit: input.unit,
      direction: 'incoming',
      document: input.document,
      docType: row.doc_type ?? '',
      on: arrivedOn,
    })
    await receiveHere(tx, by, input.unit, input.document)
    return yes({ number, status: '03', already: false })
  },
)
