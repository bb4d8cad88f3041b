import { nothingSecret } from '../directives/index.ts'
import { no, yes, type Result } from '../kernel/index.ts'
import { plainTextOf, read } from '../paper/index.ts'
import type { EvidenceFile } from './types.ts'

/**
 * Papers that show an activity are looked at for marks of secrecy before anything is stored, outside the command's
 * transaction because reading a file may take a while. What has no text to read is a photo, and enters.
 */
export async function openFiles(files: readonly EvidenceFile[]): Promise<Result<true>> {
  for (const [at, file] of files.entries()) {
    const reading = await read(file.bytes, file)
    // What is no letter may still be a paper with a mark on it.
    const open = nothingSecret(reading.ok ? reading.value : { text: plainTextOf(file.bytes) ?? '', documents: [] })
    if (!open.ok) return no({ ...open.problem, field: 'files', row: at + 1 })
  }
  return yes(true)
}
