import { getDocumentProxy } from 'unpdf'
import { spoken, stretchesOf, type Item, type Print } from './actual-text.ts'
import { no, problem, yes, type Result } from '../kernel/index.ts'

const MAX_PAGES = 2_000

type Piece = {
  readonly str: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly fontSize: number
}
type Proxy = Awaited<ReturnType<typeof getDocumentProxy>>

async function pageTexts(proxy: Proxy, bytes: Uint8Array): Promise<string[]> {
  const out: string[] = []
  let said: ReturnType<typeof stretchesOf> | null = null
  let marked = 0
  for (let number = 1; number <= proxy.numPages; number++) {
    const page = await proxy.getPage(number)
    const { items } = await page.getTextContent({ includeMarkedContent: true })
    const list = items as readonly Item[]
    // Only a file that marks its text can say what its shapes stand for.
    const marks = list.some(item => item.type === 'beginMarkedContentProps' && item.id)
    const says = list.some(item => item.type === 'beginMarkedContentProps' && !item.id)
    if (says) said ??= stretchesOf(bytes)
    const prints = spoken(list, (marks ? said?.[marked] : undefined) ?? [])
    if (marks) marked += 1
    out.push(pageText(prints.map(pieceOf)))
  }
  return out
}

const pieceOf = ({ str, transform, width }: Print): Piece => {
  const [, , c = 0, d = 0, x = 0, y = 0] = transform
  return { str, x, y, width, fontSize: Math.hypot(c, d) }
}

/** Reads the text layer of a PDF as lines, keeping columns apart as they are on the page. */
export async function pdfText(bytes: Uint8Array): Promise<Result<string>> {
  try {
    const proxy = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
    try {
      if (proxy.numPages > MAX_PAGES) return no(problem('paper.too-large', { pages: proxy.numPages, limit: MAX_PAGES }))
      const pages = await pageTexts(proxy, bytes)
      const text = pages.join('\n\n')
      if (text.replace(/\s/g, '').length < 20) return no(problem('paper.no-text-layer', { pages: proxy.numPages }))
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
function pageText(items: readonly Piece[]): string {
  const pieces = items.filter(item => item.str.trim() !== '').sort((a, b) => b.y - a.y || a.x - b.x)
  const rows: Piece[][] = []
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
  const edges = columnEdges(rows)
  for (const row of rows) {
    const y = row[0]?.y ?? 0
    if (previous !== null) {
      const gap = previous - y
      if (gap > step * 1.6 && gap > (row[0]?.fontSize ?? 10) * 1.7) out.push('')
      if (gap > 2) step = Math.min(step, Math.max(gap, 8))
    }
    out.push(rowText(row, edges))
    previous = y
  }
  return out.join('\n')
}

/**
 * Where columns begin: heights at which pieces set apart from the one before begin again and again. The cells of a
 * table stand closer than other columns; words of a justified line do not begin under each other.
 */
function columnEdges(rows: readonly (readonly Piece[])[]): ReadonlySet<number> {
  const seen = new Map<number, number>()
  const inside = new Set<number>()
  for (const row of rows) {
    const margin = Math.min(...row.map(piece => piece.x))
    for (const piece of row) {
      const x = Math.round(piece.x)
      seen.set(x, (seen.get(x) ?? 0) + 1)
      if (piece.x > margin) inside.add(x)
      // The cells of a numbered row are columns, even of a table with one row.
      if (piece.x > margin && opensRow(row)) seen.set(x, 3)
    }
  }
  return new Set([...inside].filter(x => (seen.get(x) ?? 0) + (seen.get(x + 1) ?? 0) >= 3))
}

/** A row of a table opens with its number; its cells may stand close. */
function opensRow(row: readonly Piece[]): boolean {
  const first = row.reduce((left, piece) => (piece.x < left.x ? piece : left))
  return row.length > 2 && /^\d{1,3}\.?$/.test(first.str.trim())
}

/** Letters are narrower than half their height: on this measure the words of a cell end before the next cell begins. */
const NARROW = 0.72
const placed = (x: number, em: number, scale: number): number => Math.max(0, Math.round(x / (em * scale)) - 10)

function rowText(row: readonly Piece[], edges: ReadonlySet<number>): string {
  const sorted = [...row].sort((a, b) => a.x - b.x)
  const numbered = opensRow(sorted)
  let line = ''
  let end: number | null = null
  for (const piece of sorted) {
    const em = Math.max(piece.fontSize, 6) / 2
    const edge = edges.has(Math.round(piece.x))
    if (end === null) line += ' '.repeat(Math.min(90, placed(piece.x, em, edge ? NARROW : 1)))
    else {
      const gap = piece.x - end
      // Set down by the place on the page and not by the width of what stands before, so that cells stay in column.
      if (gap > em * 3 || (gap > em && edge) || (gap > em * 1.5 && numbered))
        line += ' '.repeat(Math.min(90, Math.max(3, placed(piece.x, em, NARROW) - line.length)))
      else if (gap > em * 0.3 && !line.endsWith(' ') && !piece.str.startsWith(' ')) line += ' '
    }
    line += piece.str
    end = piece.x + piece.width
  }
  return line
}
