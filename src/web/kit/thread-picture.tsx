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
  const { boxes, width, height } = threadLayout(nodes, edges)
  const missing = nodes.filter(node => node.missing).length
  const drawn = edges.flatMap(edge => {
    const from = boxes.get(edge.from)
    const to = boxes.get(edge.to)
    return from && to ? [{ edge, from, to }] : []
  })
  return (
    <Picture
      t={t}
      id={id}
      title={title}
      desc={t('kit.thread-desc', { nodes: nodes.length, edges: drawn.length, missing })}
      width={width}
      height={height}
      table={<ThreadTable t={t} caption={title} boxes={boxes} edges={edges} />}
    >
      <g class="threads">
        {drawn.map(({ from, to }) => (
          <path d={curve(from, to)} class={from.node.missing || to.node.missing ? 'gap' : undefined} />
        ))}
      </g>
      {drawn.map(({ edge, from, to }) => edge.label && <EdgeLabel label={edge.label} from={from} to={to} />)}
      {[...boxes.values()].map(box => (
        <BoxDrawing t={t} box={box} />
      ))}
    </Picture>
  )
}

const curve = (from: Box, to: Box): string => {
  const [x0, y0, x1, y1] = [from.x + BOX, from.y + from.height / 2, to.x, to.y + to.height / 2]
  const bend = Math.max(30, (x1 - x0) / 2)
  return `M${x0} ${y0}C${x0 + bend} ${y0} ${x1 - bend} ${y1} ${x1} ${y1}`
}

// The label stands in the gap before the box it leads to, where threads from one letter have already parted.
const EdgeLabel = ({ label, from, to }: { label: string; from: Box; to: Box }) => {
  const [y0, y1] = [from.y + from.height / 2, to.y + to.height / 2]
  return (
    <text
      x={to.x - 8}
      y={y1 + (y0 > y1 + 2 ? -8 : y0 < y1 - 2 ? 18 : -8)}
      class="edge"
      font-size={DETAIL_SIZE - 1}
      text-anchor="end"
    >
      {label}
    </text>
  )
}

const BoxDrawing = ({ t, box }: { t: T; box: Box }) => {
  const { node, x, y, height, lines, details } = box
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
        <text
          x={x + 12}
          y={first + (afterTag + lines.length + at) * LINE}
          class="detail"
          font-size={DETAIL_SIZE}
        >
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

const ThreadTable = ({
  t,
  caption,
  boxes,
  edges,
}: {
  t: T
  caption: string
  boxes: ReadonlyMap<string, Box>
  edges: readonly ThreadEdge[]
}) => {
  const joined = edges.flatMap((edge): Line[] => {
    const [from, to] = [boxes.get(edge.from)?.node, boxes.get(edge.to)?.node]
    return from && to ? [{ from, label: edge.label ?? '→', to }] : []
  })
  const ends = new Set(joined.flatMap(line => [line.from.id, line.to?.id]))
  const alone = [...boxes.values()]
    .filter(({ node }) => !ends.has(node.id))
    .map(({ node }): Line => ({ from: node, label: '', to: null }))
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
