import { yes, type DocumentId, type PlainDate, type Result } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import { addressingOf, type Addressing } from './addressing.ts'
import { noSuchLetter } from './moved.sql.ts'
import { readOutgoing } from './outgoing.sql.ts'

/** What issuing would do, before it is done: phrase by phrase, who is asked but not addressed, who is outside the limit. */
export async function previewIssue(tx: Tx, document: DocumentId, asOf: PlainDate): Promise<Result<Addressing>> {
  const row = await readOutgoing(tx, document)
  return row ? yes(await addressingOf(tx, document, row, asOf)) : noSuchLetter()
}
