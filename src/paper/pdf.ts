import { extractTextItems, getDocumentProxy, type StructuredTextItem } from 'unpdf'
import { no, problem, yes, type Result } from '../kernel/index.ts'

const MAX_PAGES = 2_000

/** Reads the text layer of a PDF as lines, keeping columns apart as they are on the page. */
export async function pdfText(bytes: Uint8Array): Promise<Result<string>> {
  try {
    const proxy = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
    try {
      if (proxy.numPages > MAX_PAGES) return no(problem('paper.too-large', { pages: proxy.numPages, limit: MAX_PAGES }))
      const { totalPages, items } = await extractTextItems(proxy)
      const pages = items.map(pageText)
      const text = pages.join('\n\n')
      if (text.replace(/\s/g, '').length < 20) return no(problem('paper.no-text-layer', { pages: totalPages }))
      return yes(text)
    } finally {
      await proxy.loadingTask.destroy()
    }
  } catch (error) {
    const locked = error instanceof Error && (error.name === 'PasswordException' || /password/i.test(error.message))
    return no(locked ? problem('paper.encrypted', { type: 'pdf' }) : problem('paper.damaged', { type: 'pdf' }))
  }
}

/** Puts the pieces of a page into lines by their height, and their distance into blanks. */
function pageText(items: readonly StructuredTextItem[]): string {
  const pieces = items.filter(item => item.str.trim() !== '').sort((a, b) => b.y - a.y || a.x - b.x)
  const rows: StructuredTextItem[][] = []
  for (const piece of pieces) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (row && first && Math.abs(first.y - piece.y) < Math.max(3, Math.min(first.fontSize, piece.fontSize) * 0.4))
      row.push(piece)
    else rows.push([piece])
  }
  const out: string[] = []
  let previous: number | null = null
  let step = Infinity
  for (const row of rows) {
    const y = row[0]?.y ?? 0
    if (previous !== null) {
      const gap = previous - y
      if (gap > step * 1.6 && gap > (row[0]?.fontSize ?? 10) * 1.7) out.push('')
      if (gap > 2) step = Math.min(step, Math.max(gap, 8))
    }
    out.push(rowText(row))
    previous = y
  }
  return out.join('\n')
}

function rowText(row: readonly StructuredTextItem[]): string {
  const sorted = [...row].sort((a, b) => a.x - b.x)
  let line = ''
  let end: number | null = null
  for (const piece of sorted) {
    const em = Math.max(piece.fontSize, 6) / 2
    if (end === null) line += ' '.repeat(Math.min(60, Math.max(0, Math.round(piece.x / em) - 10)))
    else {
      const gap = piece.x - end
      if (gap > em * 3) line += ' '.repeat(Math.min(40, Math.max(3, Math.round(gap / em))))
      else if (gap > em * 0.3 && !line.endsWith(' ') && !piece.str.startsWith(' ')) line += ' '
    }
    line += piece.str
    end = piece.x + piece.width
  }
  return line
}
