import { no, problem, yes, type Result } from '../kernel/index.ts'
import { fromTcvn3, fromVni } from './legacy.ts'
import { flat } from './plain.ts'
import type { Encoding } from './types.ts'

export type Decoded = {
  readonly text: string
  readonly encoding: Encoding
  /** The text before marks were composed and old letters converted: as many lines, with the newlines of the file. */
  readonly raw: string
  /** How many bytes of the file a stretch of `raw` took, and how many stand before it. */
  readonly bytesOf: (raw: string) => number
  readonly head: number
}

/** Text in this many bytes or more is not a letter; 20 MB already holds ten thousand pages. */
export const MAX_BYTES = 20 * 1024 * 1024

const SAMPLE = 40_000

const TWO = (raw: string): number => raw.length * 2
const ONE = (raw: string): number => raw.length
const UTF8 = (raw: string): number => Buffer.byteLength(raw)

/** Turns bytes of text into NFC text with \n newlines, whatever encoding an office used. Never throws. */
export function decode(bytes: Uint8Array): Result<Decoded> {
  const wide = utf16(bytes)
  if (wide !== null)
    return from(wide, 'utf-16', { bytesOf: TWO, head: bytes.length % 2 === 0 && marked(bytes) ? 2 : 0 })
  if (looksBinary(bytes)) return no(problem('paper.binary', { type: 'unknown' }))
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return from(text, 'utf-8', {
      bytesOf: UTF8,
      head: bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0,
    })
  } catch {
    // Not UTF-8: a single-byte text of before Unicode. Latin-1 keeps every byte for the tables to read.
    const latin = latin1(bytes)
    const windows = new TextDecoder('windows-1258').decode(bytes).normalize('NFC')
    const best = bestOf([['windows-1258', windows], ...legacyReadings(latin, censusOf(latin))], latin)
    // The byte that Unicode calls a new line is a row of dots or a letter in the old tables.
    const raw = best ? latin.replace(/\u0085/g, '.') : latin
    return from(best?.[1] ?? latin, best?.[0] ?? 'utf-8', { raw, bytesOf: ONE, head: 0 })
  }
}

const marked = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)

/** Text already decoded: legacy letters in it are still converted, marks composed, newlines unified. */
export const decodeText = (raw: string): Result<Decoded> => from(raw, 'utf-8', { bytesOf: UTF8, head: 0 })

type Source = Pick<Decoded, 'bytesOf' | 'head'> & { readonly raw?: string }

function from(given: string, encoding: Encoding, source: Source): Result<Decoded> {
  const seen = censusOf(given)
  const lines = seen.dirt ? given.replace(/^\ufeff/, '').replace(/\r\n?|\u2028|\u2029|\u0085/g, '\n') : given
  const legacy = bestOf(legacyReadings(lines, seen), lines)
  const decomposed = seen.dirt && /[aeiouydAEIOUYD][\u0300-\u0323\u0306\u031b]/.test(lines.slice(0, 4 * SAMPLE))
  const composed = (legacy?.[1] ?? lines).normalize('NFC')
  const text = seen.dirt || legacy ? composed.replace(/[\u00ad\u200b-\u200d\u2060\ufeff]|\0/g, '') : composed
  if (!/\S/.test(text)) return no(problem('paper.empty'))
  const final = text === given ? seen : censusOf(text)
  if (final.controls > 0.1 * final.length) return no(problem('paper.binary', { type: 'unknown' }))
  const rest = { text, raw: given, ...source }
  if (legacy !== null) return yes({ ...rest, encoding: legacy[0] })
  if (encoding === 'utf-8' && decomposed) return yes({ ...rest, encoding: 'nfd' })
  return yes({ ...rest, encoding: encoding === 'utf-8' && isUnaccented(text, final) ? 'unaccented' : encoding })
}

function utf16(bytes: Uint8Array): string | null {
  if (bytes.length < 2) return null
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  // Without a mark: western digits and spaces leave zero bytes on one side only.
  const seen = Math.min(bytes.length & ~1, SAMPLE)
  let even = 0
  let odd = 0
  for (let i = 0; i < seen; i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  const half = seen / 2
  if (half < 8) return null
  if (odd > half * 0.3 && even === 0) return new TextDecoder('utf-16le').decode(bytes)
  if (even > half * 0.3 && odd === 0) return new TextDecoder('utf-16be').decode(bytes)
  return null
}

function looksBinary(bytes: Uint8Array): boolean {
  const seen = Math.min(bytes.length, SAMPLE)
  let odd = 0
  for (let i = 0; i < seen; i++) {
    const byte = bytes[i] ?? 0
    if (byte === 0 || (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12)) odd++
  }
  return odd > seen * 0.02
}

function latin1(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let from = 0; from < bytes.length; from += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(from, from + 8192)))
  return parts.join('')
}

/** What stands in a text, counted in one go: its beginning tells the encoding, and dirt anywhere asks for cleaning. */
type Census = {
  /** How many signs were counted. */
  readonly length: number
  readonly controls: number
  /** Upper Latin-1, which old encodings fill with their letters. */
  readonly high: number
  readonly vietnamese: number
  readonly accented: number
  /** Other ends of lines, signs without width or marks that stand apart occur somewhere. */
  readonly dirt: boolean
}

function censusOf(text: string): Census {
  const length = Math.min(text.length, SAMPLE)
  let controls = 0
  let high = 0
  let vietnamese = 0
  let accented = 0
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0xa1) {
      if (code < 9 || (code > 13 && code < 32)) controls++
      continue
    }
    if (code <= 0xff) high++
    else if (isVietnamese(code)) vietnamese++
    else if (code === 0xfffd) controls++
    if ((code >= 0xc0 && code <= 0x1b0) || (code >= 0x1ea0 && code <= 0x1ef9)) accented++
  }
  return { length, controls, high, vietnamese, accented, dirt: DIRT.test(text) }
}

const DIRT = /[\0\r\u0085\u00ad]|[\u0300-\u036f]|[\u200b-\u200d\u2028\u2029\u2060\ufeff]/

/** Ă ă Đ đ, Ơ to ư, and the letters with tones. */
const isVietnamese = (code: number): boolean =>
  (code >= 0x1ea0 && code <= 0x1ef9) ||
  (code >= 0x1a0 && code <= 0x1b0) ||
  (code >= 0x102 && code <= 0x103) ||
  (code >= 0x110 && code <= 0x111)

/** The readings a text would have as TCVN3 or VNI; none when it already holds Vietnamese letters of Unicode. */
function legacyReadings(text: string, { high, vietnamese }: Census): [Encoding, string][] {
  return high < 8 || vietnamese > high * 0.2
    ? []
    : [
        ['tcvn3', fromTcvn3(text)],
        ['vni', fromVni(text)],
      ]
}

const COMMON =
  /(?<![\p{L}\p{M}])(?:của|và|các|công|ngày|tháng|năm|được|thực|hiện|số|việc|về|nhân|dân|hội|đồng|tổ|chức|đề|nghị|nơi|nhận|kính|gửi|lưu|trên|phó|chủ|tịch)(?![\p{L}\p{M}])/giu

const familiarity = (text: string): number => text.slice(0, SAMPLE).match(COMMON)?.length ?? 0

/** The reading with the most everyday Vietnamese words, if it clearly beats the text as it stands. */
function bestOf(readings: readonly [Encoding, string][], asIs: string): [Encoding, string] | null {
  if (readings.length === 0) return null
  const base = familiarity(asIs.normalize('NFC'))
  const ranked = readings
    .map(reading => ({ reading, score: familiarity(reading[1]) }))
    .sort((a, b) => b.score - a.score)
  const first = ranked[0]
  return first && first.score > base + 3 && first.score > base * 1.5 ? first.reading : null
}

const isUnaccented = (text: string, { accented, length }: Census): boolean =>
  accented * 50 < length / 5 && /\b(?:ngay|thang|kinh gui|noi nhan|cong hoa|so)\b/.test(flat(text.slice(0, SAMPLE)))
