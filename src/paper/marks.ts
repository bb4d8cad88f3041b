import { flat } from './plain.ts'
import type { Cell } from './lines.ts'
import type { Found } from './found.ts'
import { found } from './found.ts'
import type { Circulation, Secrecy, Urgency } from './types.ts'
import type { Flow } from './plain.ts'
import { sourceRange } from './plain.ts'
import { isCapitals } from './lines.ts'
import { secrecyOfCell } from './secrecy.ts'

/**
 * Marks of secrecy and urgency are stamps of one to three words on a line of their own (Decree 30/2020 annex I
 * part II box 10a; Law on Protection of State Secrets 2018 art. 8). The same words inside a sentence ("bí mật
 * nhà nước", "mật độ", "khẩn trương") are only words.
 */
const URGENCY: Readonly<Record<string, Urgency>> = {
  khan: 'khan',
  'thuong khan': 'thuong-khan',
  'hoa toc': 'hoa-toc',
  'hoa toc hen gio': 'hoa-toc',
}

export type Mark = { readonly secrecy: Secrecy | null; readonly urgency: Urgency | null }

/** The mark that a cell holds when it holds nothing else; MẶT (face) and a lower-case word are none. */
export function markOf(text: string): Mark | null {
  if (text.length > 80) return null
  const secrecy = secrecyOfCell(text)
  const folded = flat(text)
  if (secrecy === null && !folded.includes('khan') && !folded.includes('hoa')) return null
  const words = folded
    .replace(/\d{1,2}\s*(?:gio|h)\b.*/, '')
    .replace(/[^a-z ]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const urgency = URGENCY[words] ?? (secrecy === null ? null : urgencyBeside(words))
  if (secrecy !== null) return { secrecy, urgency }
  if (urgency === null || (!isCapitals(text) && !/^\W*\p{Lu}/u.test(text))) return null
  return { secrecy, urgency }
}

/** "MẬT - KHẨN": both stamps in one box. */
const urgencyBeside = (words: string): Urgency | null => {
  const named = Object.keys(URGENCY)
    .filter(each => new RegExp(`(?:^| )${each}(?: |$)`).test(words))
    .sort((a, b) => b.length - a.length)[0]
  return named ? (URGENCY[named] ?? null) : null
}

/** The first secrecy and urgency mark among the cells of the heading and the foot. */
export function marksOf(cells: readonly Cell[]): {
  secrecy: Found<Secrecy> | null
  urgency: Found<Urgency> | null
} {
  let secrecy: Found<Secrecy> | null = null
  let urgency: Found<Urgency> | null = null
  for (const cell of cells) {
    const mark = markOf(cell.text)
    if (mark?.secrecy) secrecy ??= found(mark.secrecy, [cell], 'stamp-line', 0.9)
    if (mark?.urgency) urgency ??= found(mark.urgency, [cell], 'stamp-line', 0.9)
  }
  return { secrecy, urgency }
}

const FLOORS: readonly [RegExp, string][] = [
  [/^(?:cac\s+)?chi bo\b/, 'chi-bo'],
  [/^(?:cac\s+)?(?:tat ca\s+)?(?:can bo,?\s*)?dang vien\b/, 'dang-vien'],
  [/^(?:cac\s+)?(?:ban thuong vu\s+)?cap uy\b/, 'cap-uy'],
  [/^(?:can bo,?\s*dang vien\s+va\s+)?(?:moi\s+)?(?:tang lop\s+)?nhan dan\b/, 'nhan-dan'],
]

/** "Công văn này được phổ biến đến chi bộ": how far down the letter is to be made known (Guidance 36-HD/VPTW box on circulation). */
export function circulationOf(body: Flow): Found<Circulation> | null {
  if (!/pho bien|luu hanh/.test(body.flat)) return null
  const match =
    /(?<![a-z])(?:van ban|[a-z]{2,10} [a-z]{2,10})\s+nay\s+(?:\S{1,20}\s+){0,20}?(?:duoc\s+)?(?:luu hanh|pho bien)\s+(?:rong rai\s+)?(?:den|toi)\s+(?:tan\s+)?/.exec(
      body.flat,
    ) ?? /(?:^|[.;,]\s?)(?:duoc\s+)?pho bien\s+(?:den|toi)\s+(?:tan\s+)?/.exec(body.flat)
  if (!match) return null
  const from = match.index + match[0].length
  const stop = /[.;\n]|\sde\s|\s(?:va\s+)?(?:to chuc|trien khai)/.exec(body.flat.slice(from, from + 200))
  const to = from + (stop?.index ?? Math.min(200, body.flat.length - from))
  const words = body.flat.slice(from, to).trim()
  const floor = FLOORS.find(([pattern]) => pattern.test(words))?.[1] ?? body.text.slice(from, to).trim()
  if (floor === '') return null
  const start = match.index + /^[.;,]?\s?/.exec(match[0])![0].length
  return found({ floor, text: body.text.slice(start, to).trim() }, [sourceRange(body, start, to)], 'circulation', 0.9)
}
