/** Where a delivery stands. The national status codes are mapped to these by the room that knows them. */
export const TREE_STATES = ['sent', 'opened', 'acknowledged', 'passed-on', 'returned'] as const
export type TreeState = (typeof TREE_STATES)[number]

export type TreeNode = {
  readonly id: string
  readonly parent: string | null
  readonly label: string
  /** Left out for the one who issued the letter. */
  readonly state?: TreeState
  readonly href?: string
  readonly note?: string
}

export type StateCounts = Readonly<Record<TreeState, number>>

/** A line of the drawing: a node, and, where the nodes below it are folded away, how many stand in each state. */
export type TreeRow = {
  readonly node: TreeNode
  readonly depth: number
  readonly parentRow: number | null
  readonly folded: StateCounts | null
}

/** How many leaves are drawn one by one before branches fold into counts. */
export const LEAVES_SHOWN = 40

/** Orders a tree into rows, folding the deepest branches first until what is left can be taken in at a glance. */
export const treeRows = (nodes: readonly TreeNode[]): readonly TreeRow[] => {
  const below = childrenOf(nodes)
  const ids = new Set(nodes.map(node => node.id))
  const roots = nodes.filter(node => node.parent === null || !ids.has(node.parent))
  let depthShown = deepest(roots, below)
  while (depthShown > 0 && leavesAt(roots, below, depthShown) > LEAVES_SHOWN) depthShown -= 1
  const rows: TreeRow[] = []
  const walk = (node: TreeNode, depth: number, parentRow: number | null): void => {
    const under = below.get(node.id) ?? []
    const fold = under.length > 0 && depth >= depthShown
    const row = rows.push({ node, depth, parentRow, folded: fold ? countStates(under, below) : null }) - 1
    if (!fold) for (const child of under) walk(child, depth + 1, row)
  }
  for (const root of roots) walk(root, 0, null)
  return rows
}

const childrenOf = (nodes: readonly TreeNode[]): ReadonlyMap<string, readonly TreeNode[]> => {
  const below = new Map<string, TreeNode[]>()
  for (const node of nodes) {
    if (node.parent === null) continue
    const known = below.get(node.parent)
    if (known) known.push(node)
    else below.set(node.parent, [node])
  }
  return below
}

type Below = ReadonlyMap<string, readonly TreeNode[]>

const deepest = (level: readonly TreeNode[], below: Below): number => {
  const next = level.flatMap(node => below.get(node.id) ?? [])
  return next.length === 0 ? 0 : 1 + deepest(next, below)
}

// Rows that end at this depth: the leaves above it, and everything that stands on it.
const leavesAt = (level: readonly TreeNode[], below: Below, depth: number): number => {
  if (depth === 0) return level.length
  const leaves = level.filter(node => !below.has(node.id)).length
  return (
    leaves +
    leavesAt(
      level.flatMap(node => below.get(node.id) ?? []),
      below,
      depth - 1,
    )
  )
}

/** How many of these nodes, and of all below them, stand in each state. */
export const countStates = (nodes: readonly TreeNode[], below: Below = new Map()): StateCounts => {
  const counts = { sent: 0, opened: 0, acknowledged: 0, 'passed-on': 0, returned: 0 }
  const queue = [...nodes]
  for (const node of queue) {
    if (node.state) counts[node.state] += 1
    queue.push(...(below.get(node.id) ?? []))
  }
  return counts
}
