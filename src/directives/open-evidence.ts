import { no, yes, type Result } from '../kernel/index.ts'
import { plainTextOf, read } from '../paper/index.ts'
import { nothingSecret } from './keep-reading.ts'
import type { Scan } from './types.ts'

/**
 * Looked at before a file is kept as evidence: minutes and plans must bear no mark of secrecy. A picture or a paper that is
 * no letter passes; the page says that nothing secret is sent. Slow work: asked before the transaction of the command.
 */
export async function openEvidence(file: Scan | null): Promise<Result<true>> {
  if (!file) return yes(true)
  const reading = await read(file.bytes, file)
  const text = reading.ok ? null : plainTextOf(file.bytes)
  const open = reading.ok ? nothingSecret(reading.value) : nothingSecret({ text: text ?? '', documents: [] })
  return open.ok ? open : no({ ...open.problem, field: 'file' })
}
