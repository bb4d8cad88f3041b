import { no, yes, type Result } from '../kernel/index.ts'
import { secrecyIn, textIn } from '../paper/index.ts'
import { secretProblem } from './letter.ts'
import type { Scan } from './types.ts'

/**
 * Whether a file may enter beside a letter: its text, where it has one, must bear no mark of secrecy. A picture or a scan
 * has no text to look at: there the person who sends it declares that it is open. Slow; ask before a transaction.
 */
export async function openFile(file: Scan): Promise<Result<true>> {
  const text = await textIn(file.bytes)
  const mark = text === null ? null : secrecyIn(text)
  return mark ? no({ ...secretProblem(mark), field: 'file' }) : yes(true)
}
