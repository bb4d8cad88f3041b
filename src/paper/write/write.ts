import { no, problem, yes, type Result } from '../../kernel/index.ts'
import { secrecyIn } from '../secrecy.ts'
import { pdfOf } from './pdf.ts'
import { sheetOf } from './sheet.ts'
import { PARTY_LAYOUT, STATE_LAYOUT, type Layout, type PaperLetter } from './types.ts'

/** Longer than this is a book: it would hold the processor for everybody else. */
const MAX_TEXT = 1_000_000

/** Writes a letter as a Word file or as a PDF. A letter that bears a mark of secrecy is not written here. */
export async function write(letter: PaperLetter, format: 'docx' | 'pdf', layout?: Layout): Promise<Result<Uint8Array>> {
  const sheet = sheetOf(letter, layout ?? (letter.regime === 'party' ? PARTY_LAYOUT : STATE_LAYOUT))
  const texts = textsOf(sheet)
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  if (length > MAX_TEXT) return no(problem('paper.too-long-to-write', { letters: length, limit: MAX_TEXT }))
  const secrecy = secrecyIn(texts.join('\n'))
  if (secrecy) return no(problem('paper.secret-not-written', { level: secrecy }))
  return yes(format === 'pdf' ? await pdfOf(sheet, letter.date) : await (await import('./docx.ts')).docxOf(sheet))
}

/** Every text of the sheet, each on a line of its own as it stands on the page. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}
