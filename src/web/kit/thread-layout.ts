import { wrapText } from './svg-text.ts'

export type ThreadNode = {
  readonly id: string
  readonly label: string
  /** What it is, already in the page's language: Văn bản, Điều, Nhiệm vụ … */
  readonly kind?: string
  readonly detail?: string
  readonly href?: string
  /** Cited but not held: drawn as a gap. */
  readonly missing?: boolean
  /** The one that the page is about. */
  readonly current?: boolean
}

/** Read as `from` leads to `to`; drawn left to right. */
export type ThreadEdge = { readonly from: string; readonly to: string; readonly label?: string }

export const BOX = 208
export const GAP = 92
export const LABEL_SIZE = 13.5
export const DETAIL_SIZE = 12
export const LINE = 19
const PAD = 12
const BETWEEN = 20

/** A place in a column: the box of a node, or (`node` null) the gap that a longer thread passes through. */
export type Box = {
  readonly id: string
  readonly node: ThreadNode | null
  readonly x: number
  readonly y: number
  readonly height: number
  readonly lines: readonly string[]
  readonly details: readonly string[]
}

export type Point = readonly [x: number, y: number]

/** A thread as it is drawn: straight across the columns it passes, bent between them. */
export type Strand = { readonly edge: ThreadEdge; readonly points: readonly Point[] }

export type ThreadLayout = {
  readonly boxes: readonly Box[]
  readonly strands: readonly Strand[]
  readonly width: number
  readonly height: number
}

type Place = { readonly id: string; readonly node: ThreadNode | null }
type Way = { readonly edge: ThreadEdge; readonly ids: readonly string[] }

/**
 * Puts what leads to others further left, gives a thread that passes over a column its own gap there
 * (else it would run through a box), and orders each column so that the threads cross little.
 */
export const threadLayout = (nodes: readonly ThreadNode[], edges: readonly ThreadEdge[]): ThreadLayout => {
  const column = columnOf(nodes, edges)
  const count = Math.max(0, ...[...column.values()].map(at => at + 1))
  const columns: Place[][] = Array.from({ length: count }, (_, at) =>
    nodes.filter(node => column.get(node.id) === at).map(node => ({ id: node.id, node })),
  )
  const ways = edges.flatMap((edge, index): Way[] => {
    const [from, to] = [column.get(edge.from), column.get(edge.to)]
    if (from === undefined || to === undefined || edge.from === edge.to) return []
    const gaps = Array.from({ length: Math.max(0, to - from - 1) }, (_, n) => ({
      id: `${index}>${n}`,
      at: from + 1 + n,
    }))
    for (const gap of gaps) columns[gap.at]!.push({ id: gap.id, node: null })
    return [{ edge, ids: [edge.from, ...gaps.map(gap => gap.id), edge.to] }]
  })
  const placed = place(ordered(columns, ways))
  const boxes = [...placed.values()]
  const height = Math.max(0, ...boxes.map(box => box.y + box.height)) + PAD
  return {
    boxes: boxes.filter(box => box.node),
    strands: strandsOf(ways, placed),
    width: PAD * 2 + count * (BOX + GAP) - GAP,
    height,
  }
}

// The column of a node is the longest way to it. Each pass can only move a node right, and a graph of n nodes
// settles within n passes; letters that cite in a circle would never settle, so the passes are bounded.
const columnOf = (nodes: readonly ThreadNode[], edges: readonly ThreadEdge[]): ReadonlyMap<string, number> => {
  const column = new Map(nodes.map(node => [node.id, 0]))
  const known = edges.filter(edge => edge.from !== edge.to && column.has(edge.from) && column.has(edge.to))
  for (let pass = 0; pass < nodes.length; pass += 1) {
    let moved = false
    for (const { from, to } of known) {
      const wanted = Math.min(column.get(from)! + 1, nodes.length - 1)
      if (column.get(to)! >= wanted) continue
      column.set(to, wanted)
      moved = true
    }
    if (!moved) break
  }
  const used = [...new Set(column.values())].sort((a, b) => a - b)
  return new Map([...column].map(([id, at]) => [id, used.indexOf(at)]))
}

// Each place goes near the middle of what leads to it; among equals the caller's own order stays.
const ordered = (columns: readonly (readonly Place[])[], ways: readonly Way[]): readonly (readonly Place[])[] => {
  const sources = new Map<string, string[]>()
  for (const { ids } of ways) {
    ids.slice(1).forEach((id, at) => sources.set(id, [...(sources.get(id) ?? []), ids[at]!]))
  }
  const middleAt = new Map<string, number>()
  return columns.map(column => {
    const weighed = column.map(spot => {
      const from = (sources.get(spot.id) ?? []).flatMap(id => middleAt.get(id) ?? [])
      return { spot, weight: from.length === 0 ? 1 : from.reduce((a, b) => a + b, 0) / from.length }
    })
    const sorted = weighed.sort((a, b) => a.weight - b.weight)
    sorted.forEach(({ spot }, at) => middleAt.set(spot.id, (at + 0.5) / sorted.length))
    return sorted.map(({ spot }) => spot)
  })
}

const place = (columns: readonly (readonly Place[])[]): ReadonlyMap<string, Box> => {
  const sized = columns.map(column => column.map(sizeOf))
  const heights = sized.map(column => column.reduce((sum, box) => sum + box.height + BETWEEN, -BETWEEN))
  const tallest = Math.max(0, ...heights)
  const boxes = new Map<string, Box>()
  sized.forEach((column, at) => {
    let y = PAD + (tallest - heights[at]!) / 2
    for (const box of column) {
      boxes.set(box.id, { ...box, x: PAD + at * (BOX + GAP), y })
      y += box.height + BETWEEN
    }
  })
  return boxes
}

const sizeOf = ({ id, node }: Place): Box => {
  const empty = { id, node, x: 0, y: 0, height: 4, lines: [], details: [] }
  if (!node) return empty
  const lines = wrapText(node.label, BOX - 2 * PAD, LABEL_SIZE, 3)
  const details = node.detail ? wrapText(node.detail, BOX - 2 * PAD, DETAIL_SIZE, 2) : []
  const rows = lines.length + details.length + (node.kind || node.missing ? 1 : 0)
  return { ...empty, height: rows * LINE + 2 * PAD - 4, lines, details }
}

// Threads that meet at one box come in one below the other, in the order in which they come from above.
const strandsOf = (ways: readonly Way[], boxes: ReadonlyMap<string, Box>): Strand[] => {
  const middle = (id: string): number => boxes.get(id)!.y + boxes.get(id)!.height / 2
  const port = (id: string, mine: Way, others: readonly Way[], next: (way: Way) => string): number => {
    const box = boxes.get(id)!
    const sorted = [...others].sort((a, b) => middle(next(a)) - middle(next(b)))
    return box.y + (box.height * (sorted.indexOf(mine) + 1)) / (sorted.length + 1)
  }
  return ways.map(way => {
    const [first, last] = [way.ids[0]!, way.ids.at(-1)!]
    const start: Point = [
      boxes.get(first)!.x + BOX,
      port(
        first,
        way,
        ways.filter(w => w.ids[0] === first),
        w => w.ids[1]!,
      ),
    ]
    const end: Point = [
      boxes.get(last)!.x,
      port(
        last,
        way,
        ways.filter(w => w.ids.at(-1) === last),
        w => w.ids.at(-2)!,
      ),
    ]
    const passed = way.ids.slice(1, -1).flatMap((id): Point[] => {
      const gap = boxes.get(id)!
      return [
        [gap.x, middle(id)],
        [gap.x + BOX, middle(id)],
      ]
    })
    return { edge: way.edge, points: [start, ...passed, end] }
  })
}
