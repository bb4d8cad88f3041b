import { inflateRawSync } from 'node:zlib'
import mammoth from 'mammoth'
import { no, problem, yes, type Result } from '../kernel/index.ts'

/** A letter unpacks to less than this; more is a bomb or no letter (refused before anything is inflated). */
const MAX_EXPANDED = 50 * 1024 * 1024
const MAX_ENTRIES = 2_000

export type ZipEntry = {
  readonly name: string
  readonly compressed: number
  readonly expanded: number
  /** Where the entry's own header begins. */
  readonly at: number
}

/**
 * Reads the central directory without inflating anything. Null when there is none: the file is cut off or no zip.
 */
export function zipEntries(bytes: Uint8Array): readonly ZipEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const floor = Math.max(0, bytes.length - 22 - 65_535)
  for (let at = bytes.length - 22; at >= floor; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue
    const count = view.getUint16(at + 10, true)
    let offset = view.getUint32(at + 16, true)
    const entries: ZipEntry[] = []
    for (let i = 0; i < count; i++) {
      if (offset + 46 > bytes.length || view.getUint32(offset, true) !== 0x02014b50) return null
      const nameLength = view.getUint16(offset + 28, true)
      const name = new TextDecoder().decode(bytes.subarray(offset + 46, offset + 46 + nameLength))
      entries.push({
        name,
        compressed: view.getUint32(offset + 20, true),
        expanded: view.getUint32(offset + 24, true),
        at: view.getUint32(offset + 42, true),
      })
      offset += 46 + nameLength + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true)
    }
    return entries
  }
  return null
}

/** Checks what a zip declares, and that it keeps to it, before anything is unpacked for good. */
export function checkZip(bytes: Uint8Array): Result<readonly ZipEntry[]> {
  const entries = zipEntries(bytes)
  if (entries === null) return no(problem('paper.damaged', { type: 'docx' }))
  const expanded = entries.reduce((sum, entry) => sum + entry.expanded, 0)
  if (entries.length > MAX_ENTRIES || expanded > MAX_EXPANDED)
    return no(problem('paper.too-large', { bytes: expanded, limit: MAX_EXPANDED }))
  if (entries.some(entry => unpackEntry(bytes, entry) === null)) return no(problem('paper.damaged', { type: 'docx' }))
  return yes(entries)
}

/**
 * The bytes of one entry, or null when it is damaged or unpacks to more than the directory says: inflating stops at the
 * declared size, so a lie costs nothing.
 */
export function unpackEntry(bytes: Uint8Array, entry: ZipEntry): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (entry.at + 30 > bytes.length || view.getUint32(entry.at, true) !== 0x04034b50) return null
  const method = view.getUint16(entry.at + 8, true)
  const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true)
  const packed = bytes.subarray(start, start + entry.compressed)
  if (method === 0) return entry.expanded === entry.compressed ? packed : null
  if (method !== 8) return null
  try {
    const unpacked = inflateRawSync(packed, { maxOutputLength: entry.expanded + 1 })
    return unpacked.length === entry.expanded ? unpacked : null
  } catch {
    return null
  }
}

/** Reads the text of a Word document, one paragraph a line; the cells of a table row share a line. */
export async function docxText(bytes: Uint8Array): Promise<Result<string>> {
  const entries = checkZip(bytes)
  if (!entries.ok) return entries
  if (!entries.value.some(entry => entry.name === 'word/document.xml'))
    return no(problem('paper.binary', { type: 'zip' }))
  try {
    const html = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes) },
      { ignoreEmptyParagraphs: false, convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })) },
    )
    return yes(fromHtml(html.value))
  } catch {
    return no(problem('paper.damaged', { type: 'docx' }))
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  '#39': "'",
}

/**
 * Lays the HTML of mammoth out as text. The two-column tables in which letters keep heading and signature are read
 * cell by cell, left before right; a table with a header row of work and dates keeps its rows, split by pipes.
 */
function fromHtml(html: string): string {
  const blocks = html
    .replace(/<table>([\s\S]{0,400000}?)<\/table>/g, (_all, inner: string) => tableText(inner))
    .replace(/<br ?\/?>/g, '\n')
    .replace(/<li>/g, '\n- ')
    .replace(/<\/(?:p|h\d|li|ol|ul|tr)>/g, '\n')
  return plainText(blocks)
}

const plainText = (html: string): string =>
  html.replace(/<[^<>]{0,2000}>/g, '').replace(/&(#39|[a-z]{2,4});/g, (all, name: string) => ENTITIES[name] ?? all)

function tableText(inner: string): string {
  const rows = inner.split('</tr>').map(row =>
    row
      .split(/<\/t[dh]>/)
      .slice(0, -1)
      .map(cell => plainText(cell.replace(/<\/p>|<br ?\/?>/g, '\n'))),
  )
  const wide = rows.filter(row => row.length >= 3).length
  if (wide >= 2)
    return `\n${rows
      .map(
        row =>
          `| ${row
            .map(cell =>
              cell
                .trim()
                .replace(/\s*\n\s*/g, ' ')
                .replace(/\|/g, '/'),
            )
            .join(' | ')} |`,
      )
      .join('\n')}\n\n`
  return `\n${rows.map(row => row.map(cell => cell.trim()).join('\n')).join('\n')}\n\n`
}
