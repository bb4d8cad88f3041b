import { no, problem, yes, type UnitId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { notify } from '../notices/index.ts'
import { letterLink } from './links.ts'
import { moveOutgoing, replaceEdits } from './outgoing.sql.ts'
import { stepOutgoing } from './outgoing.ts'
import { OUTGOING } from './rules.ts'
import type { LetterAt, Moved, OutgoingState } from './types.ts'

export type EditAddressees = LetterAt & {
  readonly edits: readonly { readonly unit: UnitId; readonly included: boolean }[]
}

/**
 * Corrects by hand to whom the phrases go: units added or taken out. Replaces all earlier corrections of the letter.
 * A letter that was signed goes back before its leader, because the signature was for the recipients shown then.
 */
export const editAddressees = useCase<EditAddressees, Moved<OutgoingState>>(
  'directives.edit-addressees',
  OUTGOING['edit-addressees'].by,
  async (tx, by, input) => {
    const step = await stepOutgoing(tx, by, input, 'edit-addressees', 'readdress')
    if (!step.ok) return step
    const { row, to } = step.value
    const signed = row.state === 'signed' || row.state === 'numbered'
    const written = await replaceEdits(tx, input.document, input.edits)
    if (written < new Set(input.edits.map(edit => edit.unit)).size)
      return no(problem('directives.no-such-unit', {}, { field: 'addressees' }))
    await moveOutgoing(tx, by, input.document, signed ? { state: to, signed: false } : { state: to })
    if (signed) {
      await notify(tx, by, [
        {
          unit: row.unit,
          kind: 'addressees-changed',
          parameters: { subject: row.subject },
          link: letterLink(input.document),
        },
      ])
    }
    return yes({ state: to, version: row.version + 1 })
  },
)
