import type { Child } from 'hono/jsx'
import type { T } from '../../words/index.ts'
import { Table } from './lists.tsx'
import { Picture } from './picture.tsx'
import { shorten, textWidth, wrapText } from './svg-text.ts'

/** A share of a whole with the ways to the records behind both, or nothing where there is nothing to count. */
export type MatrixCell = {
  readonly part: number
  readonly whole: number
  readonly href: string
  readonly partHref: string
} | null
export type MatrixRow = {
  readonly label: string
  readonly href?: string
  /** Names of places, bodies and letters stay Vietnamese in every language. */
  readonly vietnamese?: boolean
  readonly cells: readonly MatrixCell[]
}
export type MatrixPictureProps = {
  readonly t: T
  readonly id: string
  readonly title: string
  readonly heads: string
  readonly columns: readonly string[]
  readonly rows: readonly MatrixRow[]
}

const ROW = 38
const COLUMN = 112
const LABEL = 14
const HEAD = 13
const LABEL_WIDTH_MAX = 300
const BAR = 4

/** How strong each shade is: light enough that the number on it reads. */
const SHADES = [1, 0.08, 0.15, 0.23, 0.33]

/** From nothing to everything in five calm shades; the bar below the number says the same without colour. */
const shadeOf = ({ part, whole }: { part: number; whole: number }): number =>
  part === 0 ? 0 : part >= whole ? 4 : Math.min(3, 1 + Math.floor((part / whole) * 3))

/** Rows and columns of shares as a picture, and as the table that it is. Every figure leads to the records behind it. */
export const MatrixPicture = ({ t, id, title, heads, columns, rows }: MatrixPictureProps) => {
  const labels = rows.map(row => shorten(row.label, LABEL_WIDTH_MAX, LABEL))
  const left = Math.max(90, ...labels.map(label => textWidth(label, LABEL))) + 18
  const titles = columns.map(column => wrapText(column, COLUMN - 10, HEAD, 3))
  const top = Math.max(...titles.map(lines => lines.length)) * 18 + 12
  return (
    <Picture
      t={t}
      id={id}
      title={title}
      desc={t('kit.matrix-desc')}
      width={left + columns.length * COLUMN}
      height={top + rows.length * ROW + 4}
      table={<MatrixTable t={t} title={title} heads={heads} columns={columns} rows={rows} />}
    >
      {titles.map((lines, at) =>
        lines.map((line, n) => (
          <text
            x={left + at * COLUMN + COLUMN / 2 - 3}
            y={top - 10 - (lines.length - 1 - n) * 18}
            text-anchor="middle"
            class="detail"
            font-size={HEAD}
          >
            {line}
          </text>
        )),
      )}
      {rows.map((row, at) => (
        <g>
          <RowLabel row={row} label={labels[at]!} y={top + at * ROW + 23} />
          {row.cells.map(
            (cell, n) => cell && <CellDrawing t={t} cell={cell} x={left + n * COLUMN} y={top + at * ROW} />,
          )}
        </g>
      ))}
    </Picture>
  )
}

const RowLabel = ({ row, label, y }: { row: MatrixRow; label: string; y: number }) => {
  const text = (
    <text x={0} y={y} font-size={LABEL} lang={row.vietnamese ? 'vi' : undefined}>
      {label}
      {label === row.label ? null : <title>{row.label}</title>}
    </text>
  )
  return row.href ? <a href={row.href}>{text}</a> : text
}

const CellDrawing = ({ t, cell, x, y }: { t: T; cell: NonNullable<MatrixCell>; x: number; y: number }) => {
  const width = COLUMN - 6
  const bar = cell.whole > 0 ? (Math.min(cell.part, cell.whole) / cell.whole) * width : 0
  const drawing = (
    <>
      <rect
        x={x}
        y={y}
        width={width}
        height={ROW - 6}
        rx="3"
        class={cell.part === 0 ? 'cell shade-0' : 'cell'}
        fill-opacity={SHADES[shadeOf(cell)]}
      />
      {bar > 0 && <rect x={x} y={y + ROW - 6 - BAR} width={bar} height={BAR} rx="1.5" class="tone-accent" />}
      <text x={x + width / 2} y={y + 20} text-anchor="middle" class="figure" font-size={LABEL}>
        {t('kit.matrix-part', { part: cell.part, whole: cell.whole })}
      </text>
    </>
  )
  return <a href={cell.href}>{drawing}</a>
}

const MatrixTable = ({ t, title, heads, columns, rows }: Omit<MatrixPictureProps, 'id'>) => (
  <Table
    t={t}
    caption={title}
    captionHidden
    rows={rows}
    columns={[
      {
        key: 'row',
        label: heads,
        heads: true,
        cell: (row): Child => {
          const name = <span lang={row.vietnamese ? 'vi' : undefined}>{row.label}</span>
          return row.href ? <a href={row.href}>{name}</a> : name
        },
      },
      ...columns.map((label, at) => ({
        key: String(at),
        label,
        numeric: true,
        cell: (row: MatrixRow): Child => {
          const cell = row.cells[at]
          if (!cell) return '–'
          return (
            <>
              <a href={cell.partHref}>{t.number(cell.part)}</a>/<a href={cell.href}>{t.number(cell.whole)}</a>
            </>
          )
        },
      })),
    ]}
  />
)
