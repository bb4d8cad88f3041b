import { no, yes } from '../kernel/index.ts'
import { isDemonstration, useCase } from '../access/index.ts'
import { cite } from './cite.ts'
import { deleteCitationsToldBy } from './cite.sql.ts'
import { replaceAddressees, replaceClauses, updateDocument } from './document.sql.ts'
import { letterProblem, storable } from './fit.ts'
import { moveOutgoing } from './outgoing.sql.ts'
import { stepOutgoing } from './outgoing.ts'
import { citeForwarded } from './pass-on.ts'
import { headingOf } from './pass-on.sql.ts'
import { OUTGOING } from './rules.ts'
import type { LetterAt, LetterFields, Moved, OutgoingState } from './types.ts'
import { markedAsSample } from './wording.ts'

export type EditDraft = LetterAt & { readonly fields: LetterFields }

/** Writes a draft anew: fields, addressees, clauses with whom they ask, citations. The number is not a draft's to give. */
export const editDraft = useCase<EditDraft, Moved<OutgoingState>>('directives.edit-draft', OUTGOING.edit.by, async (tx, by, input) => {
  const step = await stepOutgoing(tx, by, input, 'edit')
  if (!step.ok) return step
  const written = storable(input.fields)
  const wrong = letterProblem(written)
  if (wrong) return no(wrong)
  const { row, to } = step.value
  const printed = row.on_paper ? { number: row.number, symbol: row.symbol, issuedOn: row.issued_on } : { number: null }
  // What a covering letter encloses limits it too: the floor of the letter passed on is never lost in an edit.
  const floor = written.circulationFloor ?? (row.forwards_id ? row.circulation_floor : null)
  const sample = !row.on_paper && (await isDemonstration(tx))
  const body = sample ? markedAsSample(written.body) : written.body
  const fields = { ...written, issuer: written.issuer.trim() || row.issuer, circulationFloor: floor, body, ...printed }
  await updateDocument(tx, input.document, fields, row.unit)
  await deleteCitationsToldBy(tx, input.document)
  if (row.tasks === 0) await replaceClauses(tx, input.document, fields.clauses)
  await replaceAddressees(tx, input.document, fields.addressees, fields.copies)
  await cite(tx, by, input.document, fields.citations)
  const parent = row.forwards_id ? await headingOf(tx, row.forwards_id) : null
  if (row.forwards_id && parent) await citeForwarded(tx, input.document, row.forwards_id, parent)
  await moveOutgoing(tx, by, input.document, { state: to })
  return yes({ state: to, version: row.version + 1 })
})
