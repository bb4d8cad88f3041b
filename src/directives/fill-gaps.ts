import type { DocumentId, UnitId } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { fillGap } from './cite.sql.ts'
import { matchingDocuments } from './document.sql.ts'
import { isCited, marksOf } from './identity.ts'
import type { LetterFields } from './types.ts'

/** Letters may have cited this paper in several ways (with and without a date): every such gap now is this document. */
export async function fillOtherGaps(
  tx: Tx,
  document: DocumentId,
  fields: Pick<LetterFields, 'issuer' | 'number' | 'symbol' | 'issuedOn' | 'subject'>,
  issuerUnit: UnitId | null,
): Promise<void> {
  const marks = marksOf(fields, issuerUnit)
  if (marks.number === null || marks.symbolFold === null) return
  const matches = await matchingDocuments(tx, marks, fields.subject)
  for (const gap of matches.filter(m => !m.held && isCited(m, marks))) await fillGap(tx, gap.id, document)
}
