import { no, problem, yes } from '../kernel/index.ts'
import { isDemonstration, useCase } from '../access/index.ts'
import { cite } from './cite.ts'
import { deleteCitationsToldBy } from './cite.sql.ts'
import { replaceAddressees, replaceClauses, updateDocument, updateHeading } from './document.sql.ts'
import { letterProblem, storable } from './fit.ts'
import { moveOutgoing } from './outgoing.sql.ts'
import { stepOutgoing } from './outgoing.ts'
import { citeForwarded } from './pass-on.ts'
import { headingOf } from './pass-on.sql.ts'
import { OUTGOING } from './rules.ts'
import type { LetterAt, LetterFields, Moved, OutgoingState } from './types.ts'
import { sourcesProblem } from './sources.ts'
import { markedAsSample } from './wording.ts'

export type EditDraft = LetterAt & { readonly fields: LetterFields }

/**
 * Writes a draft anew: fields, addressees, clauses with whom they ask, citations. The number is not a draft's to give.
 * Refuses `directives.others-build-on-it`: the text of a paper that others have noted or passed on stays.
 */
export const editDraft = useCase<EditDraft, Moved<OutgoingState>>(
  'directives.edit-draft',
  OUTGOING.edit.by,
  async (tx, by, input) => {
    const step = await stepOutgoing(tx, by, input, 'edit')
    if (!step.ok) return step
    const written = storable(input.fields)
    const wrong = letterProblem(written) ?? (await sourcesProblem(tx, written.clauses))
    if (wrong) return no(wrong)
    const { row, to } = step.value
    const printed =
      row.on_paper || row.numbered
        ? { number: row.number, symbol: row.symbol, issuedOn: row.issued_on }
        : { number: null }
    // What a covering letter encloses limits it too: the floor of the letter passed on is never lost in an edit.
    const floor = written.circulationFloor ?? (row.forwards_id ? row.circulation_floor : null)
    const sample = !row.on_paper && (await isDemonstration(tx))
    const body = sample ? markedAsSample(written.body) : written.body
    const fields = {
      ...written,
      issuer: written.issuer.trim() || row.issuer,
      circulationFloor: floor,
      body,
      ...printed,
    }
    if (row.built_on) {
      const rewritten = fields.subject !== row.subject || fields.body !== row.body
      if (rewritten) return no(problem('directives.others-build-on-it', {}, { field: 'body' }))
      await updateHeading(tx, input.document, fields, row.unit)
    } else {
      await updateDocument(tx, input.document, fields, row.unit)
      await deleteCitationsToldBy(tx, input.document)
      await replaceClauses(tx, input.document, fields.clauses)
      await cite(tx, by, input.document, fields.citations)
    }
    await replaceAddressees(tx, input.document, fields.addressees, fields.copies)
    const parent = row.forwards_id ? await headingOf(tx, row.forwards_id) : null
    if (row.forwards_id && parent) await citeForwarded(tx, input.document, row.forwards_id, parent)
    await moveOutgoing(tx, by, input.document, { state: to, edited: true })
    return yes({ state: to, version: row.version + 1 })
  },
)
