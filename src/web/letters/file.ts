import { readFile } from '../../files/index.ts'
import { idFrom, type FileId } from '../../kernel/index.ts'
import { notFound } from '../answers.tsx'
import type { Visit } from '../visit.ts'

/** A scan or attachment, to be saved and not shown: what came from outside never runs in our pages. */
export async function sendFile(visit: Visit): Promise<Response> {
  const id = idFrom<FileId>(visit.c.req.param('file'))
  const file = id ? await visit.read(tx => readFile(tx, id)) : null
  if (!file?.ok) return notFound(visit)
  return visit.c.body(new Uint8Array(file.value.bytes), 200, {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.value.name)}`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  })
}
