import { scopeOf } from '../../access/index.ts'
import { isWrittenHere, layoutFor, letterOf, onPaper, printedNumber } from '../../directives/index.ts'
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
export type PaperFormat = keyof typeof MEDIA

export const sendAsWord = (visit: Visit): Promise<Response> => sendOnPaper(visit, 'docx')
export const sendAsPdf = (visit: Visit): Promise<Response> => sendOnPaper(visit, 'pdf')

/**
 * A letter that was written in this house, laid out as its issuer's paper asks, for its writers and for whoever it was
 * sent to. What came from outside is in its files as it came. Until a leader has signed, the paper says that it is a draft.
 */
async function sendOnPaper(visit: Visit, format: PaperFormat): Promise<Response> {
  const id: DocumentId | null = letterNamed(visit)
  const actor = visit.signedIn()
  const found =
    id &&
    (await visit.read(async tx => {
      const letter = await letterOf(tx, scopeOf(actor, visit.at.today), id, actor.unit)
      return (
        letter && { letter, layout: await layoutFor(tx, letter.outgoing?.unit ?? letter.issuerUnit, letter.regime) }
      )
    }))
  if (!id || !found || !isWrittenHere({ ...found.letter, read: found.letter.reading !== null })) return notFound(visit)
  const { letter, layout } = found
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
    layout,
  )
  if (!written.ok) return letterPage(visit, id, [written.problem])
  const number = printedNumber(letter.regime, letter.number, letter.symbol)
  return fileAnswer(visit, written.value, format, `${signed ? '' : 'du-thao-'}${plainName(number || letter.subject)}`)
}

const plainName = (name: string): string =>
  fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)

/** A file to be saved under a name of plain letters, never shown inside our pages. */
export const fileAnswer = (visit: Visit, bytes: Uint8Array, format: PaperFormat, name: string): Response =>
  visit.c.body(new Uint8Array(bytes), 200, {
    'content-type': MEDIA[format],
    'content-disposition': `attachment; filename="${plainName(name) || 'van-ban'}.${format}"`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  })
