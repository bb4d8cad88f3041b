import { no, problem, yes } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { searchText } from './document.sql.ts'
import { marksOf } from './identity.ts'
import { bodyOf, moveOutgoing, setNumber } from './outgoing.sql.ts'
import { stepOutgoing } from './outgoing.ts'
import { cancelEntry } from './register.sql.ts'
import { OUTGOING } from './rules.ts'
import type { LetterAt, Moved, OutgoingState } from './types.ts'

export type CancelNumber = LetterAt & { readonly why: string }

/** Takes a number back before the letter is issued. It stays in the book, crossed out with its reason, and is not given again. */
export const cancelNumber = useCase<CancelNumber, Moved<OutgoingState>>(
  'directives.cancel-number',
  OUTGOING['cancel-number'].by,
  async (tx, by, input) => {
    const step = await stepOutgoing(tx, by, input, 'cancel-number')
    if (!step.ok) return step
    const why = input.why.trim()
    if (why === '') return no(problem('directives.reason-missing', {}, { field: 'why' }))
    const { row, to } = step.value
    await cancelEntry(tx, by, row.unit, input.document, why)
    const letter = {
      regime: row.regime ?? 'state',
      number: null,
      symbol: row.symbol,
      issuer: row.issuer,
      issuedOn: row.issued_on,
    } as const
    const text = searchText({ ...letter, subject: row.subject, body: await bodyOf(tx, input.document) })
    await setNumber(tx, input.document, { ...marksOf(letter, row.unit), symbol: row.symbol, searchText: text })
    await moveOutgoing(tx, by, input.document, { state: to, numbered: false })
    return yes({ state: to, version: row.version + 1 })
  },
)
