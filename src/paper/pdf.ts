import { no, problem, yes, type Result } from '../kernel/index.ts'
import { layOut } from './layout.ts'
import { textPages } from './pages.ts'
import type { PageStretch } from './types.ts'

export type PdfText = {
  readonly text: string
  readonly stretches: readonly PageStretch[]
  /** Pages without a text layer, or that could not be read. */
  readonly unread: readonly number[]
}

/** Reads the text layer of a PDF as lines, keeping columns apart as they are on the page. */
export async function pdfText(bytes: Uint8Array): Promise<Result<PdfText>> {
  const read = await textPages(bytes)
  if (!read.ok) return read
  const { pages, total, unread } = read.value
  const { text, stretches } = layOut(pages)
  if (text.replace(/\s/g, '').length < 20) return no(problem('paper.no-text-layer', { pages: total }))
  const scanned = pages.filter(page => page.scanned).map(page => page.page)
  return yes({ text, stretches, unread: [...unread, ...scanned].sort((a, b) => a - b) })
}
