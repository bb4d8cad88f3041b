import { openEvidence, type Scan } from '../directives/index.ts'
import { yes, type Result } from '../kernel/index.ts'
import type { FormValues } from './visit.ts'

/** The file that a form brings as evidence, or none; refused where it bears a mark of secrecy. */
export async function evidenceFile(form: FormValues): Promise<Result<Scan | null>> {
  const file = form.file('file')
  if (!file) return yes(null)
  const scan = {
    bytes: new Uint8Array(await file.arrayBuffer()),
    mediaType: file.type || 'application/octet-stream',
    name: file.name.replace(/\p{Cc}/gu, ' ').slice(0, 200),
  }
  const open = await openEvidence(scan)
  return open.ok ? yes(scan) : open
}
