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
export const GAP = 84
export const LABEL_SIZE = 13.5
export const DETAIL_SIZE = 12
export const LINE = 19
const PAD = 12
const BETWEEN = 18

export type Box = {
  readonly node: ThreadNode
  readonly x: number
  readonly y: number
  readonly height: number
  readonly lines: readonly string[]
  readonly details: readonly string[]
}

export type ThreadLayout = {
  readonly boxes: ReadonlyMap<string, Box>
  readonly width: number
  readonly height: number
}

/** Puts what leads to others further left, and orders each column so that the threads cross little. */
export const threadLayout = (nodes: readonly ThreadNode[], edges: readonly ThreadEdge[]): ThreadLayout => {
  const columns = ordered(columnsOf(nodes, edges), edges)
  const sized = columns.map(column => column.map(sizeOf))
  const heights = sized.map(column => column.reduce((sum, box) => sum + box.height + BETWEEN, -BETWEEN))
  const height = Math.max(0, ...heights)
  const boxes = new Map<string, Box>()
  sized.forEach((column, at) => {
    let y = PAD + (height - heights[at]!) / 2
    for (const box of column) {
      boxes.set(box.node.id, { ...box, x: PAD + at * (BOX + GAP), y })
      y += box.height + BETWEEN
    }
  })
  return { boxes, width: PAD * 2 + columns.length * (BOX + GAP) - GAP, height: height + PAD * 2 }
}

const sizeOf = (node: ThreadNode): Box => {
  const lines = wrapText(node.label, BOX - 2 * PAD, LABEL_SIZE, 3)
  const details = node.detail ? wrapText(node.detail, BOX - 2 * PAD, DETAIL_SIZE, 2) : []
  const rows = lines.length + details.length + (node.kind || node.missing ? 1 : 0)
  return { node, x: 0, y: 0, height: rows * LINE + 2 * PAD - 4, lines, details }
}

// The column of a node is the longest way to it. Each pass can only move a node right, and a tree of n nodes
// settles within n passes; citations that run in a circle would never settle, so the passes are bounded.
const columnsOf = (nodes: readonly ThreadNode[], edges: readonly ThreadEdge[]): ThreadNode[][] => {
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
  return used.map(at => nodes.filter(node => column.get(node.id) === at))
}

// Each node goes near the middle of what leads to it; within one place the caller's own order stays.
const ordered = (
  columns: readonly (readonly ThreadNode[])[],
  edges: readonly ThreadEdge[],
): readonly (readonly ThreadNode[])[] => {
  const place = new Map<string, number>()
  return columns.map((column, at) => {
    const middle = (node: ThreadNode): number => {
      const sources = edges.filter(edge => edge.to === node.id).flatMap(edge => place.get(edge.from) ?? [])
      return sources.length === 0
        ? Number.POSITIVE_INFINITY
        : sources.reduce((a, b) => a + b, 0) / sources.length
    }
    const weighed = column.map(node => ({ node, weight: middle(node) }))
    const sorted =
      at === 0 ? weighed : weighed.sort((a, b) => (a.weight === b.weight ? 0 : a.weight - b.weight))
    sorted.forEach(({ node }, index) => place.set(node.id, (index + 0.5) / sorted.length))
    return sorted.map(({ node }) => node)
  })
}
