import { no, problem, yes, type Result } from '../kernel/index.ts'
import { noteCopy } from './copies.ts'
import { decode, decodeText, MAX_BYTES, type Decoded } from './decode.ts'
import { docxText } from './docx.ts'
import { readLetter } from './letter.ts'
import { linesOf } from './lines.ts'
import { leftOutOf, noiseOf } from './noise.ts'
import { pdfText } from './pdf.ts'
import { numberKey } from './relations.ts'
import { holdsLetter, noteOuterNoise, splitLetters } from './split.ts'
import type { Kind, Letter, Reading } from './types.ts'

export type * from './types.ts'
export { addReading, emptyScore, totalsOf, type FieldScore, type Gold, type Score, type ScoreTotals } from './score.ts'
export { blocksOf, textOf } from './write/blocks.ts'
export { secrecyIn } from './secrecy.ts'
export { boundOf, figureProblems, figuresOf, layoutOf, layoutWith, type Figures } from './write/figures.ts'
export { fromReading } from './write/from-reading.ts'
export { PARTY_LAYOUT, STATE_LAYOUT } from './write/types.ts'
export type { Annex, Block, CopyMark, Layout, PaperLetter } from './write/types.ts'
export { write } from './write/write.ts'
export { unpackEntry, zipEntries, type ZipEntry } from './docx.ts'

export type Hint = { readonly name?: string; readonly mediaType?: string }

/** Reads a file's bytes: text in any Vietnamese encoding, DOCX, or the text layer of a PDF. Never throws on bad input. */
export async function read(bytes: Uint8Array, _hint: Hint = {}): Promise<Result<Reading>> {
  if (bytes.length === 0) return no(problem('paper.empty'))
  if (bytes.length > MAX_BYTES) return no(problem('paper.too-large', { bytes: bytes.length, limit: MAX_BYTES }))
  const kind = kindOf(bytes)
  if (kind === 'docx' || kind === 'pdf') {
    const text = kind === 'docx' ? await docxText(bytes) : await pdfText(bytes)
    if (!text.ok) return text
    const decoded = decodeText(text.value)
    return decoded.ok ? reading(decoded.value, kind) : decoded
  }
  if (kind !== 'text') return no(kind)
  const decoded = decode(bytes)
  return decoded.ok ? reading(decoded.value, 'text') : decoded
}

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
  const text = kind === 'docx' ? await docxText(bytes) : await pdfText(bytes)
  const decoded = text.ok ? decodeText(text.value) : text
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
  return decoded.ok ? reading(decoded.value, 'text') : decoded
}

const starts = (bytes: Uint8Array, ...magic: number[]): boolean => magic.every((byte, at) => bytes[at] === byte)
const ascii = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length))

/** Tells kinds apart by their first bytes, not by a name: people rename files. */
function kindOf(bytes: Uint8Array): Kind | ReturnType<typeof problem> {
  if (ascii(bytes, 0, 1024).includes('%PDF-')) return 'pdf'
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04)) return 'docx'
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return oleProblem(bytes)
  if (
    starts(bytes, 0x89, 0x50, 0x4e, 0x47) ||
    starts(bytes, 0xff, 0xd8, 0xff) ||
    ascii(bytes, 0, 4) === 'GIF8' ||
    starts(bytes, 0x49, 0x49, 0x2a, 0) ||
    starts(bytes, 0x4d, 0x4d, 0, 0x2a)
  )
    return problem('paper.image')
  if (
    (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') ||
    /^ftyp(?:hei|mif|avi)/.test(ascii(bytes, 4, 8)) ||
    (ascii(bytes, 0, 2) === 'BM' && bytes[6] === 0 && bytes[7] === 0)
  )
    return problem('paper.image')
  if (ascii(bytes, 0, 5) === '{\\rtf') return problem('paper.binary', { type: 'rtf' })
  return 'text'
}

/** An OLE file is an old .doc, or a DOCX locked with a password. */
function oleProblem(bytes: Uint8Array): ReturnType<typeof problem> {
  const wide = ascii(bytes, 0, Math.min(bytes.length, 65_536)).replace(/\0/g, '')
  return wide.includes('EncryptedPackage')
    ? problem('paper.encrypted', { type: 'docx' })
    : problem('paper.binary', { type: 'doc' })
}

function reading(decoded: Decoded, kind: Kind): Result<Reading> {
  const { text, encoding } = decoded
  if (text.length > MAX_TEXT) return no(tooLong(text))
  const lines = linesOf(text)
  const noise = noiseOf(lines)
  if (!holdsLetter(lines, noise)) return no(problem('paper.no-letter', { lines: lines.length }))
  const stretches = splitLetters(lines, noise)
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
    const start = text.lastIndexOf('\n', from.start - 1) + 1
    letters.push(readLetter(text.slice(start, to.end), marks.slice(first, last + 1), start))
  }
  if (letters.length === 0) return no(problem('paper.no-letter', { lines: lines.length }))
  return yes({ text, encoding, kind, documents: withEnclosures(letters), leftOut: leftOutOf(lines, noise) })
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
