import { unpackEntry, zipEntries } from './docx.ts'
import type { Places } from './types.ts'

/** A paragraph is found again by its first letters; looking further than this for it would cost more than it is worth. */
const HEAD = 40
const WINDOW = 20_000

const TOKEN = /<w:p(?=[\s>/])[^<>]{0,2000}>|<w:t(?:\s[^<>]{0,400})?>([^<]*)<\/w:t>|<w:(?:tab|br|cr)\s?\/>/g
const ENTITY: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * Which paragraph of a Word file each stretch of its text comes from. The text was laid out by another library, which
 * tells no places: the paragraphs are found again in order by how they begin.
 */
export function paragraphPlaces(bytes: Uint8Array, text: string): Places {
  const entry = zipEntries(bytes)?.find(one => one.name === 'word/document.xml')
  const unpacked = entry ? unpackEntry(bytes, entry) : null
  const stretches: { start: number; end: number; paragraph: number }[] = []
  if (!unpacked) return { by: 'paragraph', stretches }
  let from = 0
  paragraphs(new TextDecoder().decode(unpacked)).forEach((one, at) => {
    const head =
      one
        .trim()
        .slice(0, HEAD)
        .split(/[\n\t|]/)[0]
        ?.trim() ?? ''
    if (head === '') return
    const found = text.slice(from, from + WINDOW).indexOf(head)
    if (found < 0) return
    const start = from + found
    const last = stretches.at(-1)
    if (last && last.end > start) last.end = start
    stretches.push({ start, end: Math.min(text.length, start + one.trim().length), paragraph: at + 1 })
    from = start + head.length
  })
  return { by: 'paragraph', stretches }
}

function paragraphs(xml: string): string[] {
  const out: string[] = []
  for (const match of xml.matchAll(TOKEN)) {
    if (match[0].startsWith('<w:p')) out.push('')
    else if (out.length > 0) out[out.length - 1] += match[1] === undefined ? '\n' : plain(match[1])
  }
  return out.map(one => one.normalize('NFC'))
}

const plain = (words: string): string =>
  words.replace(/&(?:#(\d{1,7})|([a-z]{2,4}));/g, (all, code: string | undefined, name: string | undefined) =>
    code ? String.fromCodePoint(Math.min(Number(code), 0x10ffff)) : (ENTITY[name ?? ''] ?? all),
  )
