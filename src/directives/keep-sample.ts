import type { Acting } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { addDays, type DocumentId, type UnitId } from '../kernel/index.ts'
import type { Letter } from '../paper/index.ts'
import { insertSample, sampleDays } from './sample.sql.ts'
import { sampleOf, type Checked } from './sample.ts'
import type { LetterFields } from './types.ts'

/**
 * Keeps what the clerk's work at the desk teaches, in the transaction that registers the letter: a letter that is refused,
 * above all one with a mark of secrecy, leaves nothing here. A letter that nobody changed and nobody vouched for teaches
 * nothing and is not kept.
 */
export async function keepSample(
  tx: Tx,
  by: Acting,
  input: {
    readonly unit: UnitId
    readonly fields: LetterFields
    readonly reading?: Letter | null
    readonly checked?: Checked | null
  },
  document: DocumentId,
): Promise<void> {
  const { reading, checked, unit } = input
  if (!reading || !checked) return
  const sample = sampleOf(reading, input.fields, checked)
  if (!checked.confirmed && sample.corrections.length === 0) return
  const days = await sampleDays(tx, unit)
  if (days === 0) return
  const { confirmed } = checked
  await insertSample(tx, by, {
    unit,
    document,
    text: reading.text,
    sample,
    confirmed,
    expiresOn: addDays(by.today, days),
  })
}
