import { inflateSync } from 'node:zlib'

/**
 * Scripts whose letters change places on paper (Khmer) are drawn as shapes, and a tagged PDF says beside each group of
 * shapes what they stand for (ISO 32000-1, 14.9.4, ActualText). The library that finds the pieces on the page passes
 * over these words; they are taken from the page's own drawing instructions here and put in the place of the shapes.
 */

/** A piece of print, or the border of a marked stretch, in the order of the page. */
export type Item = {
  readonly str?: string
  readonly transform?: readonly number[]
  readonly width?: number
  readonly type?: string
  readonly id?: string | null
}
export type Print = { readonly str: string; readonly transform: readonly number[]; readonly width: number }

/** A marked stretch of the drawing: where it starts, and the words said for its shapes, null for shapes that speak for themselves. */
type Stretch = { readonly x: number; readonly words: readonly (string | null)[] }

/** More than this unpacked is no letter. */
const MAX_UNPACKED = 64 * 1024 * 1024

/** Per page the stretches of its drawing, in the order of the file. */
export function stretchesOf(bytes: Uint8Array): readonly (readonly Stretch[])[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const pages: Stretch[][] = []
  let left = MAX_UNPACKED
  for (let at = file.indexOf('stream'); at >= 0 && left > 0; at = file.indexOf('stream', at + 6)) {
    if (file.toString('latin1', at - 3, at) === 'end') continue
    const start = file[at + 6] === 13 ? at + 8 : at + 7
    const drawing = unpacked(file.subarray(start), left)
    if (drawing === null) continue
    left -= drawing.length
    if (drawing.includes('/MCID') && drawing.includes('BDC')) pages.push(stretchesIn(drawing))
  }
  return pages
}

function unpacked(packed: Buffer, limit: number): string | null {
  // Deflated data opens with this sign; fonts and pictures that do not are passed over without a trial.
  if (packed[0] !== 0x78 && packed[0] !== 0x48 && packed[0] !== 0x68) return null
  try {
    return inflateSync(packed, { maxOutputLength: Math.min(limit, 16 * 1024 * 1024) }).toString('latin1')
  } catch {
    return null
  }
}

const TOKEN =
  /\/MCID\s+\d+|\/ActualText\s*<([0-9A-Fa-f\s]*)>|BDC|BMC|EMC|T[jJ]|(-?[\d.]+)\s+(-?[\d.]+)\s+(cm|Tm)\b|\((?:\\[\s\S]|[^\\()])*\)|<[0-9A-Fa-f\s]*>/g

function stretchesIn(drawing: string): Stretch[] {
  const out: { x: number; words: (string | null)[] }[] = []
  const open: ('stretch' | 'said' | 'other')[] = []
  let next: 'stretch' | 'said' | 'other' = 'other'
  let said = ''
  for (const [token, hex, x, , how] of drawing.matchAll(TOKEN)) {
    const last = out.at(-1)
    if (token.startsWith('/MCID')) next = 'stretch'
    else if (hex !== undefined) {
      next = 'said'
      said = Buffer.from(hex.replace(/\s/g, ''), 'hex')
        .swap16()
        .toString('utf16le')
        .replace(/^\ufeff/, '')
    } else if (token === 'BDC' || token === 'BMC') {
      open.push(next)
      if (next === 'stretch') out.push({ x: NaN, words: [] })
      if (next === 'said') last?.words.push(said)
      next = 'other'
    } else if (token === 'EMC') open.pop()
    else if (how && last && open.includes('stretch') && last.words.filter(word => word === null).length === 0) {
      if (how === 'cm') last.x = Number(x)
    } else if ((token === 'Tj' || token === 'TJ') && last && open.at(-1) === 'stretch' && last.words.at(-1) !== null)
      last.words.push(null)
  }
  return out
}

/** The prints of a page with the words that are said for them; as they were where file and page do not agree. */
export function spoken(items: readonly Item[], stretches: readonly Stretch[]): Print[] {
  const prints = items.filter((item): item is Print & Item => item.str !== undefined && item.transform !== undefined)
  const { groups, loose } = groupsOf(items)
  if (!groups.some(group => group.said > 0) || groups.length !== stretches.length) return prints
  if (groups.some((group, at) => group.said !== (stretches[at]?.words.filter(word => word !== null).length ?? 0)))
    return prints
  const done: Print[] = []
  let glued: { print: { str: string; transform: readonly number[]; width: number }; spaced: boolean } | null = null
  for (const [at, group] of groups.entries()) {
    const stretch = stretches[at]
    const first = group.all.find(print => print.str.trim() !== '')
    if (!first || !stretch) {
      // A stretch that shows nothing is the blank between two words.
      if (glued && stretch && stretch.words.length > 0) glued.spaced = true
      continue
    }
    if (glued) {
      const gap = (first.transform[4] ?? 0) - (glued.print.transform[4] ?? 0)
      const beside = Math.abs((first.transform[5] ?? 0) - (glued.print.transform[5] ?? 0)) < 2 && gap > 0
      const leads = (first.transform[4] ?? 0) - stretch.x > 1
      // Its true width is known by where the next one begins.
      if (beside && gap < glued.print.width + 40) glued.print.width = gap
      if (beside && (glued.spaced || leads)) glued.print.str += ' '
      glued = null
    }
    if (group.said === 0) {
      done.push(...group.all)
      continue
    }
    const print = { str: wordsOf(group, stretch), transform: first.transform, width: widthOf(group) }
    done.push(print)
    glued = { print, spaced: false }
  }
  // Page numbers and marks at the foot stand outside every stretch, and are print all the same.
  return [...done, ...loose]
}

type Group = { readonly all: Print[]; readonly own: Print[]; said: number }

/** The prints under each mark, of which `own` are those that nothing is said for; and those under none. */
function groupsOf(items: readonly Item[]): { readonly groups: Group[]; readonly loose: Print[] } {
  const groups: Group[] = []
  const loose: Print[] = []
  const open: ('stretch' | 'said' | 'other')[] = []
  for (const item of items) {
    const group = groups.at(-1)
    if (item.type === 'beginMarkedContentProps' && item.id) {
      open.push('stretch')
      groups.push({ all: [], own: [], said: 0 })
    } else if (item.type === 'beginMarkedContentProps') {
      open.push(open.includes('stretch') ? 'said' : 'other')
      if (group && open.at(-1) === 'said') group.said += 1
    } else if (item.type === 'beginMarkedContent') open.push('other')
    else if (item.type === 'endMarkedContent') open.pop()
    else if (item.str !== undefined && item.transform) {
      const print = { str: item.str, transform: item.transform, width: item.width ?? 0 }
      if (!group || !open.includes('stretch')) {
        loose.push(print)
        continue
      }
      group.all.push(print)
      if (open.at(-1) === 'stretch' && print.str.trim() !== '') group.own.push(print)
    }
  }
  return { groups, loose }
}

function wordsOf(group: Group, stretch: Stretch): string {
  const own = group.own.map(print => print.str.trim())
  // Shapes that speak for themselves stand between those that do not; several prints may make one run of them.
  const runs = stretch.words.filter(word => word === null).length
  return stretch.words.map(word => word ?? (runs === 1 ? own.splice(0).join('') : (own.shift() ?? ''))).join('')
}

const widthOf = (group: Group): number => {
  const left = Math.min(...group.all.filter(print => print.str.trim() !== '').map(print => print.transform[4] ?? 0))
  return Math.max(...group.all.map(print => (print.transform[4] ?? 0) + print.width)) - left
}
