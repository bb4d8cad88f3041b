import type { T } from '../../words/index.ts'
import { Table } from './lists.tsx'
import { Badge, type Tone } from './notes.tsx'
import { Picture } from './picture.tsx'
import { shorten, textWidth } from './svg-text.ts'
import {
  countStates,
  TREE_STATES,
  treeRows,
  type StateCounts,
  type TreeNode,
  type TreeRow,
  type TreeState,
} from './tree-layout.ts'

const ROW = 34
const INDENT = 34
const LEFT = 18
const LABEL = 14
const SMALL = 12.5
const LABEL_WIDTH_MAX = 480
const FOLD_WIDTH = 86

const TONE: Record<TreeState, Tone> = {
  sent: 'neutral',
  opened: 'info',
  acknowledged: 'good',
  'passed-on': 'warn',
  returned: 'bad',
}

export type TreePictureProps = {
  readonly t: T
  readonly id: string
  readonly title: string
  readonly nodes: readonly TreeNode[]
}

/**
 * Where a letter went: who has it, who opened it, who sent it on or back. More than forty leaves fold
 * into counts for each branch; the table below names up to as many as the drawing, by branch.
 */
export const TreePicture = ({ t, id, title, nodes }: TreePictureProps) => {
  const rows = treeRows(nodes)
  const counts = countStates(nodes)
  const labels = rows.map(row => shorten(row.node.label, LABEL_WIDTH_MAX, LABEL))
  const labelEnd = Math.max(...rows.map((row, at) => xOf(row) + 20 + textWidth(labels[at]!, LABEL)), 240)
  const folds = rows.some(row => row.folded)
  const width = labelEnd + 20 + (folds ? TREE_STATES.length * FOLD_WIDTH : 150)
  return (
    <Picture
      t={t}
      id={id}
      title={title}
      desc={summary(t, counts)}
      width={width}
      height={rows.length * ROW + 8}
      legend={<Legend t={t} counts={counts} />}
      table={<TreeTable t={t} caption={title} rows={rows} />}
    >
      <g class="threads">
        {rows.map(
          row =>
            row.parentRow !== null && (
              <path d={threadTo(rows, row)} class={row.node.state === 'returned' ? 'gap' : undefined} />
            ),
        )}
      </g>
      {rows.map((row, at) => (
        <RowDrawing t={t} row={row} y={yOf(at)} label={labels[at]!} after={labelEnd + 20} />
      ))}
    </Picture>
  )
}

const xOf = (row: TreeRow): number => LEFT + row.depth * INDENT
const yOf = (at: number): number => at * ROW + ROW / 2 + 4

// Down along the parent's line, then a soft turn to the child: the way a thread hangs.
const threadTo = (rows: readonly TreeRow[], row: TreeRow): string => {
  const at = rows.indexOf(row)
  const [x0, y0, x1, y1] = [xOf(rows[row.parentRow!]!), yOf(row.parentRow!), xOf(row), yOf(at)]
  return `M${x0} ${y0}V${y1 - 16}Q${x0} ${y1} ${x1} ${y1}`
}

const RowDrawing = ({ t, row, y, label, after }: { t: T; row: TreeRow; y: number; label: string; after: number }) => {
  const { node, folded } = row
  const name = (
    <text x={xOf(row) + 20} y={y + 5} class={row.depth === 0 ? 'strong' : undefined} font-size={LABEL} lang="vi">
      {label}
      {label === node.label ? null : <title>{node.label}</title>}
    </text>
  )
  return (
    <g>
      <StateShape state={node.state} x={xOf(row)} y={y} />
      {node.href ? <a href={node.href}>{name}</a> : name}
      {!folded && node.state && (
        <text x={after} y={y + 5} class={`tone-${TONE[node.state]}`} font-size={SMALL}>
          {t(`kit.tree-${node.state}`)}
        </text>
      )}
      {folded && <FoldedCounts counts={folded} t={t} x={after} y={y} />}
    </g>
  )
}

const FoldedCounts = ({ t, counts, x, y }: { t: T; counts: StateCounts; x: number; y: number }) => (
  <g>
    {TREE_STATES.map(
      (state, at) =>
        counts[state] > 0 && (
          <g>
            <title>{`${t(`kit.tree-${state}`)}: ${t.number(counts[state])}`}</title>
            <StateShape state={state} x={x + at * FOLD_WIDTH + 8} y={y} />
            <text x={x + at * FOLD_WIDTH + 24} y={y + 5} font-size={SMALL}>
              {t.number(counts[state])}
            </text>
          </g>
        ),
    )}
  </g>
)

/** One shape for each state, so that the drawing reads in grey as well; the issuer is the knot of the thread. */
const StateShape = ({ state, x, y }: { state: TreeState | undefined; x: number; y: number }) => {
  if (state === 'sent') return <circle cx={x} cy={y} r="6" class="shape-open tone-neutral" />
  if (state === 'opened') {
    return <path d={`M${x} ${y - 8}l8 8l-8 8l-8 -8z`} class="shape-open tone-info" />
  }
  if (state === 'passed-on') return <path d={`M${x - 7} ${y - 7}h7l7 7l-7 7h-7l5 -7z`} class="tone-warn" />
  if (state === 'returned') return <path d={`M${x - 7} ${y - 7}h14v14h-14z`} class="tone-bad" />
  if (state === undefined) return <circle cx={x} cy={y} r="7" class="shape-root" />
  return (
    <g>
      <circle cx={x} cy={y} r="8" class="tone-good" />
      <path d={`M${x - 4} ${y}l3 3.5l5 -6`} class="tick" />
    </g>
  )
}

const Legend = ({ t, counts }: { t: T; counts: StateCounts }) => (
  <ul class="legend">
    {TREE_STATES.filter(state => counts[state] > 0).map(state => (
      <li>
        <svg width="18" height="18" aria-hidden="true">
          <StateShape state={state} x={9} y={9} />
        </svg>
        {t(`kit.tree-${state}`)}: {t.number(counts[state])}
      </li>
    ))}
  </ul>
)

const summary = (t: T, counts: StateCounts): string =>
  TREE_STATES.filter(state => counts[state] > 0)
    .map(state => `${t(`kit.tree-${state}`)}: ${t.number(counts[state])}`)
    .join('; ')

const TreeTable = ({ t, caption, rows }: { t: T; caption: string; rows: readonly TreeRow[] }) => (
  <Table
    t={t}
    caption={caption}
    captionHidden
    rows={rows.filter(row => row.node.state || row.folded)}
    columns={[
      {
        key: 'to',
        label: t('kit.tree-to'),
        heads: true,
        cell: ({ node }) => (node.href ? <a href={node.href}>{node.label}</a> : node.label),
      },
      {
        key: 'from',
        label: t('kit.tree-from'),
        cell: row => (row.parentRow === null ? '' : rows[row.parentRow]!.node.label),
      },
      {
        key: 'state',
        label: t('kit.tree-state'),
        cell: ({ node, folded }) => (
          <>
            {node.state && <Badge tone={TONE[node.state]}>{t(`kit.tree-${node.state}`)}</Badge>}
            {node.note && ` ${node.note}`}
            {folded && ` ${t('kit.tree-below')} ${summary(t, folded)}`}
          </>
        ),
      },
    ]}
  />
)
