import { yes, type DocumentId, type UnitId } from '../kernel/index.ts'
import { mustHold, useCase } from '../access/index.ts'
import { openHere, openPersonal } from './delivery.sql.ts'
import { OPENS } from './policy.ts'

export type OpenDelivery = { readonly unit: UnitId; readonly document: DocumentId }

/** The first opening by anybody at the unit, or by the person to whom the letter was sent. Opening again changes nothing. */
export const openDelivery = useCase<OpenDelivery, { readonly first: boolean }>(
  'directives.open-delivery',
  OPENS,
  async (tx, by, input) => {
    const may = mustHold(by.actor, input.unit, ...OPENS)
    if (!may.ok) return may
    const here = await openHere(tx, by, input.unit, input.document)
    const mine = by.actor.person ? await openPersonal(tx, by, by.actor.person, input.document) : false
    return yes({ first: here || mine })
  },
)
