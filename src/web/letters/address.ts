import { idFrom, type DocumentId, type UnitId } from '../../kernel/index.ts'
import type { FormValues, Visit } from '../visit.ts'

/** The letter that the address names. */
export const letterNamed = (visit: Visit): DocumentId | null => idFrom<DocumentId>(visit.c.req.param('id'))

export type LetterForm = { readonly unit: UnitId; readonly document: DocumentId; readonly version: number }

/** The letter, the unit one works for and the version that the form was filled from. */
export const letterForm = (visit: Visit, form: FormValues, document: DocumentId): LetterForm => ({
  unit: visit.signedIn().unit,
  document,
  version: form.number('version'),
})
