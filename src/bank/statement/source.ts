import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Refusal, type StatementPart } from './types.ts'

/** What a compressed file may unfold to: more than any bank's file, less than fills a disk. */
const UNPACKED_MAX = 8 * 1024 ** 3

export type Opened =
  | { readonly kind: 'text'; readonly text: AsyncGenerator<string> }
  | { readonly kind: 'workbook'; readonly bytes: AsyncGenerator<Uint8Array> }

/** Takes the wrapping off a file: what it is, unpacked and decoded, piece by piece. */
export async function open(part: StatementPart, digest: (hex: string) => void): Promise<Opened> {
  const raw = hashed(part.bytes, digest)
  const [head, bytes] = await peek(raw)
  const unpacked = head[0] === 0x1f && head[1] === 0x8b ? await peek(gunzip(bytes)) : ([head, bytes] as const)
  const [first, rest] = unpacked
  const what = first.length === 0 ? 'empty' : kindOf(first)
  if (what === 'workbook') return { kind: 'workbook', bytes: rest }
  if (what !== 'text') {
    await rest.return(undefined)
    throw new Refusal(what)
  }
  return { kind: 'text', text: decode(rest, first) }
}

async function* hashed(bytes: AsyncIterable<Uint8Array>, digest: (hex: string) => void): AsyncGenerator<Uint8Array> {
  const sum = createHash('sha256')
  for await (const piece of bytes) {
    sum.update(piece)
    yield piece
  }
  digest(sum.digest('hex'))
}

/** The first piece that is not empty, and all pieces including it. */
async function peek(bytes: AsyncIterable<Uint8Array>): Promise<readonly [Uint8Array, AsyncGenerator<Uint8Array>]> {
  const pieces = bytes[Symbol.asyncIterator]()
  let head = new Uint8Array()
  // A few bytes are needed to tell the kind; a pipe may bring them one by one.
  while (head.length < 4096) {
    const next = await pieces.next()
    if (next.done) break
    head = head.length === 0 ? new Uint8Array(next.value) : new Uint8Array(Buffer.concat([head, next.value]))
  }
  const all = async function* (): AsyncGenerator<Uint8Array> {
    try {
      if (head.length > 0) yield head
      for (;;) {
        const next = await pieces.next()
        if (next.done) return
        yield next.value
      }
    } finally {
      await pieces.return?.()
    }
  }
  return [head, all()]
}

async function* gunzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0
  const unpack = createGunzip({ chunkSize: 256 * 1024 })
  const source = Readable.from(bytes, { objectMode: true })
  // An error on the way in must reach whoever reads the way out.
  source.on('error', error => unpack.destroy(error))
  try {
    for await (const piece of source.pipe(unpack)) {
      size += (piece as Uint8Array).length
      if (size > UNPACKED_MAX) throw new Refusal('too-large')
      yield piece as Uint8Array
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw new Refusal(error.code === 'Z_BUF_ERROR' ? 'cut-archive' : 'broken-archive')
    throw error
  } finally {
    source.destroy()
    unpack.destroy()
  }
}

function kindOf(head: Uint8Array): 'text' | 'workbook' | 'pdf' | 'old-excel' | 'web-page' | 'no-statement' {
  const starts = (...signs: number[]) => signs.every((sign, at) => head[at] === sign)
  if (starts(0x50, 0x4b, 0x03, 0x04)) return 'workbook'
  if (starts(0x25, 0x50, 0x44, 0x46)) return 'pdf'
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return 'old-excel'
  const begin = Buffer.from(head.subarray(0, 2048)).toString('latin1').toLowerCase()
  if (/^[\s\xef\xbb\xbf]*<(?:!doctype html|html|table|\?xml|head|meta)/.test(begin)) return 'web-page'
  if (encodingOf(head)) return 'text'
  // Control signs that no text has: a picture, a program, noise.
  // oxlint-disable-next-line no-control-regex
  return /[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(begin) ? 'no-statement' : 'text'
}

/** The encoding when the first bytes tell it: a byte order mark, or the zeros between letters of UTF-16. */
function encodingOf(head: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const sample = head.subarray(0, 400)
  const zeros = (odd: number) => sample.filter((byte, at) => byte === 0 && at % 2 === odd).length
  if (zeros(1) > sample.length / 4 && zeros(0) < sample.length / 20) return 'utf-16le'
  if (zeros(0) > sample.length / 4 && zeros(1) < sample.length / 20) return 'utf-16be'
  return null
}

/** Text of the bytes; what is no UTF-8 from its beginning on is read as the Vietnamese page of old Windows. */
async function* decode(bytes: AsyncIterable<Uint8Array>, head: Uint8Array): AsyncGenerator<string> {
  const told = encodingOf(head)
  const encoding = told ?? (isUtf8(head) ? 'utf-8' : 'windows-1258')
  const decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' })
  try {
    for await (const piece of bytes) {
      const text = decoder.decode(piece, { stream: true })
      if (text !== '') yield text
    }
    const rest = decoder.decode()
    if (rest !== '') yield rest
  } catch (error) {
    if (error instanceof TypeError) throw new Refusal('encoding', { encoding })
    throw error
  }
}

const isUtf8 = (head: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    return false
  }
}
