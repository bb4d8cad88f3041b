import { createInflateRaw, crc32 } from 'node:zlib'
import { Refusal } from './types.ts'

export type Entry = {
  readonly name: string
  readonly stored: boolean
  readonly bytes: Uint8Array
  readonly crc: number
}

/** A workbook as a bank sends it is some ten megabytes; it is held packed, and unpacked piece by piece. */
const PACKED_MAX = 128 * 1024 * 1024
/** Tables of text shrink ten to forty times. What shrinks more is made to fill memory. */
const RATIO_MAX = 200
const SMALL = 16 * 1024 * 1024
const ENTRIES_MAX = 1000

/** All pieces of a packed file together, which its list of parts at the end asks for. */
export async function gather(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  let size = 0
  for await (const piece of pieces) {
    size += piece.length
    if (size > PACKED_MAX) throw new Refusal('too-large')
    all.push(piece)
  }
  return Buffer.concat(all)
}

/** The parts that the list at the end of the file names; a file without that list was cut. */
export function entriesOf(file: Buffer): Map<string, Entry> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + 22 > file.length) throw new Refusal('broken-workbook')
  const count = file.readUInt16LE(end + 10)
  const found = new Map<string, Entry>()
  let at = file.readUInt32LE(end + 16)
  if (count > ENTRIES_MAX) throw new Refusal('broken-workbook')
  for (let each = 0; each < count; each++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) throw new Refusal('broken-workbook')
    const [flags, method] = [file.readUInt16LE(at + 8), file.readUInt16LE(at + 10)]
    const [crc, size] = [file.readUInt32LE(at + 16), file.readUInt32LE(at + 20)]
    const [name, extra, comment] = [28, 30, 32].map(offset => file.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const local = file.readUInt32LE(at + 42)
    if (local + 30 > file.length || (method !== 0 && method !== 8)) throw new Refusal('broken-workbook')
    if (flags & 1) throw new Refusal('locked-workbook')
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    if (from + size > file.length) throw new Refusal('broken-workbook')
    found.set(file.toString('utf8', at + 46, at + 46 + name).toLowerCase(), {
      name: file.toString('utf8', at + 46, at + 46 + name),
      stored: method === 0,
      bytes: file.subarray(from, from + size),
      crc,
    })
    at += 46 + name + extra + comment
  }
  return found
}

/** The text of a part, piece by piece. */
export async function* textOf(entry: Entry): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  const most = Math.max(SMALL, entry.bytes.length * RATIO_MAX)
  let [size, crc] = [0, 0]
  for await (const piece of entry.stored ? [entry.bytes] : inflate(entry.bytes)) {
    size += piece.length
    if (size > most) throw new Refusal('too-large')
    crc = crc32(piece, crc)
    yield decoder.decode(piece, { stream: true })
  }
  if (crc !== entry.crc) throw new Refusal('broken-workbook')
  yield decoder.decode()
}

async function* inflate(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const unpack = createInflateRaw({ chunkSize: 256 * 1024 })
  unpack.end(bytes)
  try {
    for await (const piece of unpack) yield piece as Uint8Array
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw new Refusal('broken-workbook')
    throw error
  } finally {
    unpack.destroy()
  }
}

/** A small part as one text; empty when it is not there. */
export async function wholeOf(entry: Entry | undefined): Promise<string> {
  if (!entry) return ''
  let text = ''
  for await (const piece of textOf(entry)) {
    text += piece
    if (text.length > SMALL) throw new Refusal('too-large')
  }
  return text
}
