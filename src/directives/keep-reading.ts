import { useCase } from '../access/index.ts'
import { addDays, no, yes, type Result, type UnitId } from '../kernel/index.ts'
import { storeFile } from '../files/index.ts'
import type { Letter, Reading } from '../paper/index.ts'
import { secretMark, secretProblem } from './letter.ts'
import { DRAFTS, mayDraft } from './policy.ts'
import { insertReading } from './reading.sql.ts'
import type { ReadingId, Scan } from './types.ts'

export type KeptReading = { readonly id: ReadingId; readonly letters: number }

/** A reading that nobody registers is forgotten after this time. */
const KEPT_DAYS = 30

/**
 * Keeps a file and what was read from it until it is registered. Refuses `directives.secret` before anything is stored:
 * letters under the Law on the Protection of State Secrets never enter.
 */
export const keepReading = useCase<
  { readonly unit: UnitId; readonly scan: Scan; readonly reading: Reading },
  KeptReading
>('directives.keep-reading', DRAFTS, async (tx, by, { unit, scan, reading }) => {
  const may = mayDraft(by.actor, unit)
  if (!may.ok) return may
  const open = nothingSecret(reading)
  if (!open.ok) return open
  const id = by.command as string as ReadingId
  const stored = await storeFile(tx, by, { ...scan, unit, owner: { kind: 'reading', id }, purpose: 'scan' })
  if (!stored.ok) return stored
  await insertReading(tx, by, { id, unit, scan, file: stored.value, reading, expiresOn: addDays(by.today, KEPT_DAYS) })
  return yes({ id, letters: reading.documents.length })
})

/** Also for doors that read and keep nothing: a secret letter is not shown back either. */
export function nothingSecret(
  reading: Pick<Reading, 'text'> & { readonly documents: readonly Pick<Letter, 'secrecy' | 'text'>[] },
): Result<true> {
  for (const letter of reading.documents) {
    const mark = secretMark({ secrecy: letter.secrecy, body: letter.text })
    if (mark) return no(secretProblem(mark))
  }
  const mark = secretMark({ secrecy: null, body: reading.text })
  return mark ? no(secretProblem(mark)) : yes(true)
}
