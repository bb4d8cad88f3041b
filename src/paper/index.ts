import { no, problem, yes, type Result } from '../kernel/index.ts'
import { noteCopy } from './copies.ts'
import { decode, decodeText, MAX_BYTES, type Decoded } from './decode.ts'
import { docxText } from './docx.ts'
import { paragraphPlaces } from './docx-places.ts'
import { readLetter } from './letter.ts'
import { linesOf } from './lines.ts'
import { leftOutOf, noiseOf } from './noise.ts'
import { ocrInstalled, ocrMissing } from './ocr.ts'
import { openPages } from './pages.ts'
import { pdfText } from './pdf.ts'
import { linePlaces, moved, sureness } from './places.ts'
import { flat } from './plain.ts'
import { numberKey } from './relations.ts'
import { pictureText, scannedPdf, type Recognised, type Slowly } from './slowly.ts'
import { partGlued, holdsLetter, noteOuterNoise, signsIn, splitLetters } from './split.ts'
import type { Letter, Places, Reading, Turn } from './types.ts'

export type * from './types.ts'
export { addReading, emptyScore, totalsOf, type FieldScore, type Gold, type Score, type ScoreTotals } from './score.ts'
export { blocksOf, stretchesOf, textOf } from './write/blocks.ts'
export { ocrInstalled } from './ocr.ts'
export { placeOf } from './places.ts'
export { secrecyIn } from './secrecy.ts'
export { boundOf, figureProblems, figuresOf, layoutOf, layoutWith, type Figures } from './write/figures.ts'
export { fromReading } from './write/from-reading.ts'
export { PARTY_LAYOUT, STATE_LAYOUT } from './write/types.ts'
export type { Annex, Block, CopyMark, Layout, PaperLetter } from './write/types.ts'
export { write } from './write/write.ts'
export { unpackEntry, zipEntries, type ZipEntry } from './docx.ts'

export type Hint = { readonly name?: string; readonly mediaType?: string }

/**
 * Reads a file's bytes: text in any Vietnamese encoding, DOCX, or the text layer of a PDF. Quick: pictures and scans are
 * refused here (`paper.image`, `paper.no-text-layer`, `paper.ocr-missing`) and read by `readSlowly`. Never throws on bad input.
 */
export async function read(bytes: Uint8Array, _hint: Hint = {}): Promise<Result<Reading>> {
  const kind = fitting(bytes)
  if (!kind.ok) return kind
  if (kind.value === 'docx') return fromDocx(bytes)
  if (kind.value === 'text') return fromText(bytes)
  if (kind.value !== 'pdf') return no(ocrInstalled() ? problem('paper.image') : ocrMissing())
  const layer = await pdfText(bytes)
  if (!layer.ok) return layer.problem.kind === 'paper.no-text-layer' && !ocrInstalled() ? no(ocrMissing()) : layer
  return fromPages({ ...layer.value, turned: {}, recognised: [] }, 'pdf')
}

/**
 * The same for every file, pictures and scanned pages too: seconds a page, so never while somebody waits for a page of
 * the web. Says after each page how far it is, and stops when asked.
 */
export async function readSlowly(bytes: Uint8Array, options: Slowly = {}): Promise<Result<Reading>> {
  const kind = fitting(bytes)
  if (!kind.ok) return kind
  if (kind.value === 'docx') return fromDocx(bytes)
  if (kind.value === 'text') return fromText(bytes)
  const pages = kind.value === 'pdf' ? await scannedPdf(bytes, options) : await pictureText(bytes, kind.value, options)
  return pages.ok ? fromPages(pages.value, kind.value === 'pdf' ? 'pdf' : 'picture') : pages
}

/**
 * A page of a PDF or of a picture as a PNG of this width, for a person to look at: turned as `Places.turned` says it was
 * read, so that the boxes of `placeOf` fit.
 */
export async function pagePicture(
  bytes: Uint8Array,
  page: number,
  width: number,
  turn: Turn | 0 = 0,
): Promise<Result<Uint8Array>> {
  const kind = fitting(bytes)
  if (!kind.ok) return kind
  if (kind.value === 'docx' || kind.value === 'text') return no(problem('paper.no-picture'))
  const opened = await openPages(bytes, kind.value === 'pdf' ? 'application/pdf' : kind.value)
  if (!opened.ok) return opened
  try {
    if (!Number.isInteger(page) || page < 1 || page > opened.value.pages)
      return no(problem('paper.no-such-page', { page, pages: opened.value.pages }))
    const drawn = await opened.value.picture(page, Math.min(4_000, Math.max(16, Math.round(width) || 16)), turn)
    return drawn.ok ? yes(drawn.value.png) : drawn
  } finally {
    opened.value.close()
  }
}

async function fromDocx(bytes: Uint8Array): Promise<Result<Reading>> {
  const text = await docxText(bytes)
  if (!text.ok) return text
  const decoded = decodeText(text.value)
  if (!decoded.ok) return decoded
  return reading(decoded.value, { kind: 'docx', places: paragraphPlaces(bytes, decoded.value.text) })
}

function fromText(bytes: Uint8Array): Result<Reading> {
  const decoded = decode(bytes)
  return decoded.ok ? reading(decoded.value, { kind: 'text', places: linesIn(decoded.value) }) : decoded
}

function fromPages(pages: Recognised, kind: 'pdf' | 'picture'): Result<Reading> {
  const decoded = decodeText(pages.text)
  if (!decoded.ok) return decoded.problem.kind === 'paper.empty' ? no(problem('paper.blank-pages')) : decoded
  const places: Places = {
    by: 'page',
    stretches: moved(pages.stretches, pages.text, decoded.value.text),
    turned: pages.turned,
  }
  return reading(decoded.value, { kind, places, recognised: pages.recognised, unread: pages.unread })
}

const linesIn = ({ text, raw, bytesOf, head }: Decoded): Places => linePlaces(text, raw, bytesOf, head)

/** The text of bytes that are text, in whatever encoding; null for everything that must be opened first (docx, pdf, pictures). */
export function plainTextOf(bytes: Uint8Array): string | null {
  if (bytes.length === 0 || bytes.length > MAX_BYTES || kindOf(bytes) !== 'text') return null
  const decoded = decode(bytes)
  return decoded.ok ? decoded.value.text : null
}

/** The text of any file that has one, whether or not a letter is found in it; null for pictures and what cannot be opened. */
export async function textIn(bytes: Uint8Array): Promise<string | null> {
  if (bytes.length === 0 || bytes.length > MAX_BYTES) return null
  const kind = kindOf(bytes)
  if (kind === 'text') return plainTextOf(bytes)
  if (kind !== 'docx' && kind !== 'pdf') return null
  const layer = kind === 'docx' ? await docxText(bytes) : await pdfText(bytes)
  const decoded = layer.ok ? decodeText(typeof layer.value === 'string' ? layer.value : layer.value.text) : layer
  return decoded.ok ? decoded.value.text : null
}

/** More than a thousand pages: what is longer is no letter, and reading it would keep everybody else waiting. */
const MAX_TEXT = 2_500_000
/** A bundle of letters, not a mail room: more are split by hand. */
const MAX_LETTERS = 100
const tooLong = (text: string) => problem('paper.too-large', { bytes: text.length, limit: MAX_TEXT })

/** The same for text already decoded; synchronous. */
export function readText(text: string): Result<Reading> {
  if (text.length > MAX_TEXT) return no(tooLong(text))
  const decoded = decodeText(text)
  return decoded.ok ? reading(decoded.value, { kind: 'text', places: linesIn(decoded.value) }) : decoded
}

/** What the first bytes say the file is; a picture is told by its media type. */
function fitting(bytes: Uint8Array): Result<FileKind> {
  if (bytes.length === 0) return no(problem('paper.empty'))
  if (bytes.length > MAX_BYTES) return no(problem('paper.too-large', { bytes: bytes.length, limit: MAX_BYTES }))
  const kind = kindOf(bytes)
  return typeof kind === 'string' ? yes(kind) : no(kind)
}

const starts = (bytes: Uint8Array, ...magic: number[]): boolean => magic.every((byte, at) => bytes[at] === byte)
const ascii = (bytes: Uint8Array, from: number, length: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', from, from + length)

type FileKind = 'text' | 'docx' | 'pdf' | `image/${string}`

/** Tells kinds apart by their first bytes, not by a name: people rename files. */
function kindOf(bytes: Uint8Array): FileKind | ReturnType<typeof problem> {
  if (ascii(bytes, 0, 1024).includes('%PDF-')) return 'pdf'
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04)) return 'docx'
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return oleProblem(bytes)
  const picture = pictureType(bytes)
  if (picture) return picture
  if (
    (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') ||
    /^ftyp(?:hei|mif|avi)/.test(ascii(bytes, 4, 8))
  )
    return problem('paper.picture-format')
  if (ascii(bytes, 0, 5) === '{\\rtf') return problem('paper.binary', { type: 'rtf' })
  return 'text'
}

/** Pictures that can be opened here; WebP and HEIC cannot, and are told by name. */
function pictureType(bytes: Uint8Array): `image/${string}` | null {
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47)) return 'image/png'
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (ascii(bytes, 0, 4) === 'GIF8') return 'image/gif'
  if (starts(bytes, 0x49, 0x49, 0x2a, 0) || starts(bytes, 0x4d, 0x4d, 0, 0x2a)) return 'image/tiff'
  return ascii(bytes, 0, 2) === 'BM' && bytes[6] === 0 && bytes[7] === 0 ? 'image/bmp' : null
}

/** An OLE file is an old .doc, or a DOCX locked with a password. */
function oleProblem(bytes: Uint8Array): ReturnType<typeof problem> {
  const wide = ascii(bytes, 0, Math.min(bytes.length, 65_536)).replace(/\0/g, '')
  return wide.includes('EncryptedPackage')
    ? problem('paper.encrypted', { type: 'docx' })
    : problem('paper.binary', { type: 'doc' })
}

type Origin = Pick<Reading, 'kind' | 'places'> & Partial<Pick<Reading, 'recognised' | 'unread'>>

function reading(decoded: Decoded, origin: Origin): Result<Reading> {
  const { text, encoding } = decoded
  if (text.length > MAX_TEXT) return no(tooLong(text))
  const plain = flat(text)
  const lines = partGlued(linesOf(text, plain))
  const noise = noiseOf(lines)
  const signs = signsIn(lines, noise)
  if (!holdsLetter(signs)) return no(problem('paper.no-letter', { lines: lines.length }))
  const stretches = splitLetters(lines, noise, signs)
  if (stretches.length > MAX_LETTERS)
    return no(problem('paper.too-many', { letters: stretches.length, limit: MAX_LETTERS }))
  for (const stretch of stretches) {
    noteCopy(lines, noise, stretch)
    noteOuterNoise(lines, noise, stretch)
  }
  const letters: Letter[] = []
  for (const stretch of stretches) {
    const rows = lines.slice(stretch.from, stretch.to)
    const marks = noise.slice(stretch.from, stretch.to)
    const first = rows.findIndex((line, at) => !line.blank && !marks[at])
    const last = rows.findLastIndex((line, at) => !line.blank && !marks[at])
    const from = rows[first]
    const to = rows[last]
    if (!from || !to) continue
    // The first line keeps its margin: columns are told apart by it.
    const margin = text.lastIndexOf('\n', from.start - 1) + 1
    const start = text.slice(margin, from.start).trim() === '' ? margin : from.start
    letters.push(readLetter(text.slice(start, to.end), plain.slice(start, to.end), marks.slice(first, last + 1), start))
  }
  if (letters.length === 0) return no(problem('paper.no-letter', { lines: lines.length }))
  const documents = withEnclosures(letters).map(letter => doubting(letter, origin.places))
  return yes({ text, encoding, recognised: [], unread: [], ...origin, documents, leftOut: leftOutOf(lines, noise) })
}

/** What was read from a picture is as sure as the least sure of its words. */
function doubting(letter: Letter, places: Places): Letter {
  if (places.by !== 'page' || !places.stretches.some(one => one.sure !== undefined)) return letter
  const fields = Object.entries(letter.fields).map(([path, spans]) => [
    path,
    spans.map(one => {
      const sure = sureness(places, { start: one.start + letter.start, end: one.end + letter.start })
      return { ...one, confidence: Math.max(0.01, Math.round(one.confidence * sure * 100) / 100) }
    }),
  ])
  return { ...letter, fields: Object.fromEntries(fields) as Letter['fields'] }
}

/** A letter encloses another of the same file that it forwards, attaches or is issued to carry out, by its number. */
function withEnclosures(letters: readonly Letter[]): Letter[] {
  const byNumber = new Map<string, number>()
  letters.forEach((letter, at) => {
    for (const sign of ['/', '-'])
      if (letter.number && letter.symbol) byNumber.set(numberKey(`${letter.number}${sign}${letter.symbol}`), at)
  })
  return letters.map((letter, at) => {
    const encloses = new Set<number>()
    for (const one of letter.citations) {
      const other =
        one.kind === 'forwards' || one.kind === 'based_on' || one.kind === 'answers'
          ? byNumber.get(numberKey(one.number))
          : undefined
      if (other !== undefined && other !== at) encloses.add(other)
    }
    return encloses.size > 0 ? { ...letter, encloses: [...encloses].sort((a, b) => a - b) } : letter
  })
}
