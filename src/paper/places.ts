import type { Box, PageStretch, Places, Range, Reading, Spot } from './types.ts'

/** More boxes than this show nobody anything: a field that runs over a page shows its first lines. */
const MAX_SPOTS = 200

/** Where a stretch of `Reading.text` stands in the source: boxes on pages, paragraphs of a Word file, lines of a text. */
export function placeOf(reading: Pick<Reading, 'places'>, range: Range): readonly Spot[] {
  const { places } = reading
  if (places.by === 'page') return boxesOf(places.stretches, range)
  if (places.by === 'paragraph') return within(places.stretches, range).map(({ paragraph }) => ({ paragraph }))
  return within(places.stretches, range).map(one => ({ line: one.line, byte: one.byte }))
}

/** The stretches that a range touches, found by halving: they are in order and do not overlap. */
function within<T extends Range>(stretches: readonly T[], range: Range): T[] {
  let low = 0
  let high = stretches.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((stretches[middle]?.end ?? 0) <= range.start) low = middle + 1
    else high = middle
  }
  const out: T[] = []
  for (let at = low; at < stretches.length && out.length < MAX_SPOTS; at++) {
    const one = stretches[at]
    if (!one || (one.start >= range.end && !(one.start === range.start && out.length === 0))) break
    out.push(one)
  }
  return out
}

/** The boxes of a range: one for each line of print and column it runs over. */
function boxesOf(stretches: readonly PageStretch[], range: Range): Spot[] {
  const out: { page: number; box: Box; end: number }[] = []
  for (const one of within(stretches, range)) {
    const box = partOf(one, range)
    const last = out.at(-1)
    if (last && last.page === one.page && one.start - last.end <= 1 && sameLine(last.box, box)) {
      last.box = joined(last.box, box)
      last.end = one.end
    } else out.push({ page: one.page, box, end: one.end })
  }
  return out.map(({ page, box }) => ({ page, box }))
}

/** The part of a stretch's box that a range covers, as if every letter were as wide as the next. */
function partOf(one: PageStretch, range: Range): Box {
  const [x, y, width, height] = one.box
  const length = Math.max(1, one.end - one.start)
  const from = Math.max(0, range.start - one.start) / length
  const to = Math.min(length, Math.max(range.end, range.start) - one.start) / length
  return [round(x + width * from), y, round(width * Math.max(0, to - from)), height]
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000
const sameLine = (a: Box, b: Box): boolean => Math.abs(a[1] + a[3] / 2 - b[1] - b[3] / 2) < Math.max(a[3], b[3]) / 2

function joined(a: Box, b: Box): Box {
  const x = Math.min(a[0], b[0])
  const y = Math.min(a[1], b[1])
  return [x, y, round(Math.max(a[0] + a[2], b[0] + b[2]) - x), round(Math.max(a[1] + a[3], b[1] + b[3]) - y)]
}

/** How sure the engine is of the least sure word of a range; 1 where the file itself holds the text. */
export function sureness(places: Places, range: Range): number {
  if (places.by !== 'page') return 1
  return within(places.stretches, range).reduce((least, one) => Math.min(least, one.sure ?? 1), 1)
}

/**
 * Moves stretches found in a text as laid out onto the text as decoded: old fonts and lost marks change the length of a
 * line, never the number of lines.
 */
export function moved<T extends Range>(stretches: readonly T[], raw: string, decoded: string): readonly T[] {
  if (raw === decoded) return stretches
  const before = raw.split('\n')
  const after = decoded.split('\n')
  let row = 0
  let rawStart = 0
  let newStart = 0
  return stretches.map(one => {
    while (row < before.length - 1 && one.start > rawStart + (before[row]?.length ?? 0)) {
      rawStart += (before[row]?.length ?? 0) + 1
      newStart += (after[row]?.length ?? 0) + 1
      row++
    }
    const length = before[row]?.length ?? 0
    const share = length === 0 ? 1 : (after[row]?.length ?? 0) / length
    const at = (offset: number) => Math.min(decoded.length, newStart + Math.round((offset - rawStart) * share))
    return { ...one, start: at(one.start), end: at(one.end) }
  })
}

/** The lines of a plain text, each with the byte at which it begins in the file. */
export function linePlaces(text: string, raw: string, byteLength: (line: string) => number, head = 0): Places {
  const breaks = /\r\n?|\n|\u2028|\u2029|\u0085/g
  const stretches: { start: number; end: number; line: number; byte: number }[] = []
  let start = 0
  let from = 0
  let byte = head
  for (let line = 1; ; line++) {
    const next = text.indexOf('\n', start)
    const end = next < 0 ? text.length : next
    stretches.push({ start, end, line, byte })
    if (next < 0) return { by: 'line', stretches }
    const stop = breaks.exec(raw)
    const to = stop ? stop.index + stop[0].length : raw.length
    byte += byteLength(raw.slice(from, to))
    from = to
    start = end + 1
  }
}
