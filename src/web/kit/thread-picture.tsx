import type { T } from '../../words/index.ts'
import { Table } from './lists.tsx'
import { Picture } from './picture.tsx'
import {
  BOX,
  DETAIL_SIZE,
  LABEL_SIZE,
  LINE,
  threadLayout,
  type Box,
  type Point,
  type Strand,
  type ThreadEdge,
  type ThreadNode,
} from './thread-layout.ts'

export type ThreadPictureProps = {
  readonly t: T
  readonly id: string
  readonly title: string
  readonly nodes: readonly ThreadNode[]
  readonly edges: readonly ThreadEdge[]
}

/**
 * The thread itself: letter → clause → task → unit, or which letter cites which. What is cited and not held
 * is drawn as a gap, with broken lines and the words that say so, because a gap that is not shown is not mended.
 */
export const ThreadPicture = ({ t, id, title, nodes, edges }: ThreadPictureProps) => {
  const { boxes, strands, width, height } = threadLayout(nodes, edges)
  const missing = new Set(nodes.filter(node => node.missing).map(node => node.id))
  const broken = ({ edge }: Strand) => missing.has(edge.from) || missing.has(edge.to)
  return (
    <Picture
      t={t}
      id={id}
      title={title}
      desc={t('kit.thread-desc', { nodes: nodes.length, edges: strands.length, missing: missing.size })}
      width={width}
      height={height}
      table={<ThreadTable t={t} caption={title} nodes={nodes} edges={edges} />}
    >
      <g class="threads">
        {strands.map(strand => (
          <path d={curve(strand.points)} class={broken(strand) ? 'gap' : undefined} />
        ))}
      </g>
      {strands.map(strand => strand.edge.label && <EdgeLabel label={strand.edge.label} end={strand.points.at(-1)!} />)}
      {boxes.map(box => box.node && <BoxDrawing t={t} box={box} node={box.node} />)}
    </Picture>
  )
}

// Every second stretch crosses a column and runs straight; the others bend from one column to the next.
const curve = (points: readonly Point[]): string =>
  points
    .map(([x, y], at) => {
      if (at === 0) return `M${x} ${y}`
      if (at % 2 === 0) return `H${x}`
      const [x0, y0] = points[at - 1]!
      const bend = Math.max(30, (x - x0) / 2)
      return `C${x0 + bend} ${y0} ${x - bend} ${y} ${x} ${y}`
    })
    .join('')

// The label stands before the box it leads to, where every thread has a height of its own.
const EdgeLabel = ({ label, end: [x, y] }: { label: string; end: Point }) => (
  <text x={x - 8} y={y - 4} class="edge" font-size={DETAIL_SIZE - 1} text-anchor="end">
    {label}
  </text>
)

const BoxDrawing = ({ t, box, node }: { t: T; box: Box; node: ThreadNode }) => {
  const { x, y, height, lines, details } = box
  const tag = [node.kind, node.missing ? t('kit.thread-missing') : undefined]
    .filter(part => part !== undefined)
    .join(' · ')
  const first = y + 25
  const afterTag = tag ? 1 : 0
  const drawing = (
    <>
      <rect
        x={x}
        y={y}
        width={BOX}
        height={height}
        rx="6"
        class={`knot${node.missing ? ' gap' : ''}${node.current ? ' current' : ''}`}
      />
      {tag && (
        <text x={x + 12} y={first} class="tag" font-size={DETAIL_SIZE - 0.5}>
          {tag}
        </text>
      )}
      {lines.map((line, at) => (
        <text x={x + 12} y={first + (afterTag + at) * LINE} class="name" font-size={LABEL_SIZE}>
          {line}
        </text>
      ))}
      {details.map((line, at) => (
        <text x={x + 12} y={first + (afterTag + lines.length + at) * LINE} class="detail" font-size={DETAIL_SIZE}>
          {line}
        </text>
      ))}
    </>
  )
  return (
    <g>
      <title>{node.label}</title>
      {node.href ? <a href={node.href}>{drawing}</a> : drawing}
    </g>
  )
}

type Line = { readonly from: ThreadNode; readonly label: string; readonly to: ThreadNode | null }

const ThreadTable = (props: { t: T; caption: string; nodes: readonly ThreadNode[]; edges: readonly ThreadEdge[] }) => {
  const { t, caption, nodes, edges } = props
  const known = new Map(nodes.map(node => [node.id, node]))
  const joined = edges.flatMap((edge): Line[] => {
    const [from, to] = [known.get(edge.from), known.get(edge.to)]
    return from && to ? [{ from, label: edge.label ?? '→', to }] : []
  })
  const ends = new Set(joined.flatMap(line => [line.from.id, line.to?.id]))
  const alone = nodes.filter(node => !ends.has(node.id)).map((node): Line => ({ from: node, label: '', to: null }))
  const named = (node: ThreadNode | null) =>
    node && (
      <>
        {node.href ? <a href={node.href}>{node.label}</a> : node.label}
        {node.missing && ` (${t('kit.thread-missing')})`}
      </>
    )
  return (
    <Table
      t={t}
      caption={caption}
      captionHidden
      rows={[...joined, ...alone]}
      columns={[
        { key: 'from', label: t('kit.thread-from'), heads: true, cell: line => named(line.from) },
        { key: 'how', label: t('kit.thread-how'), cell: line => line.label },
        { key: 'to', label: t('kit.thread-to'), cell: line => named(line.to) },
      ]}
    />
  )
}
