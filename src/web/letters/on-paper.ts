import { scopeOf } from '../../access/index.ts'
import { isWrittenHere, letterOf, onPaper, printedNumber } from '../../directives/index.ts'
import { fold, type DocumentId } from '../../kernel/index.ts'
import { write } from '../../paper/index.ts'
import { notFound } from '../answers.tsx'

import type { Visit } from '../visit.ts'
import { letterNamed } from './address.ts'
import { letterPage } from './letter.tsx'

const MEDIA = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const

export const sendAsWord = (visit: Visit): Promise<Response> => sendOnPaper(visit, 'docx')
export const sendAsPdf = (visit: Visit): Promise<Response> => sendOnPaper(visit, 'pdf')

/**
 * A letter that was written in this house, laid out as the office's paper asks, for its writers and for whoever it was
 * sent to. What came from outside is in its files as it came. Until a leader has signed, the paper says that it is a draft.
 */
async function sendOnPaper(visit: Visit, format: keyof typeof MEDIA): Promise<Response> {
  const id: DocumentId | null = letterNamed(visit)
  const actor = visit.signedIn()
  const letter = id && (await visit.read(tx => letterOf(tx, scopeOf(actor, visit.at.today), id, actor.unit)))
  if (!id || !letter || !isWrittenHere({ ...letter, read: letter.reading !== null })) return notFound(visit)
  const signed = letter.outgoing === null || letter.outgoing.signedAt !== null
  const written = await write(
    onPaper({
      ...letter,
      regime: letter.regime ?? 'state',
      docType: letter.docType ?? 'công văn',
      signerName: letter.signerName ?? letter.outgoing?.signedBy ?? null,
      addressees: letter.to,
      signed,
    }),
    format,
  )
  if (!written.ok) return letterPage(visit, id, [written.problem])
  const number = printedNumber(letter.regime, letter.number, letter.symbol)
  const name =
    fold(number || letter.subject)
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 60) || 'van-ban'
  return visit.c.body(new Uint8Array(written.value), 200, {
    'content-type': MEDIA[format],
    'content-disposition': `attachment; filename="${signed ? '' : 'du-thao-'}${name}.${format}"`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  })
}
