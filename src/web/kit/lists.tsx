import type { Child } from 'hono/jsx'
import type { T } from '../../words/index.ts'

export type Column<Row> = {
  readonly key: string
  readonly label: string
  readonly cell: (row: Row) => Child
  readonly numeric?: boolean
  /** The column that names the row; a table has one at most, and it becomes the card's heading on a phone. */
  readonly heads?: boolean
  /** Buttons: nothing that paper needs. */
  readonly screenOnly?: boolean
}

export type TableProps<Row> = {
  readonly t: T
  readonly caption: string
  /** Hides the caption from the eye where a heading above already says it. */
  readonly captionHidden?: boolean
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowId?: (row: Row) => string
  /** The closing line, by column key; the first column names it. */
  readonly foot?: Readonly<Record<string, Child>>
  readonly empty?: string
}

/**
 * A table that becomes a card for each row on a narrow screen.
 * The roles are written out because laying cells out as blocks would take them away from screen readers.
 */
export const Table = <Row,>({ t, caption, captionHidden, columns, rows, rowId, foot, empty }: TableProps<Row>) => (
  <table role="table">
    <caption class={captionHidden ? 'hidden' : undefined}>{caption}</caption>
    <thead role="rowgroup">
      <tr role="row">
        {columns.map(column => (
          <th role="columnheader" scope="col" class={classOf(column)}>
            {column.label}
          </th>
        ))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      {rows.length === 0 && (
        <tr role="row">
          <td role="cell" colspan={columns.length} class="muted none">
            {empty ?? t('kit.no-rows')}
          </td>
        </tr>
      )}
      {rows.map(row => (
        <tr role="row" id={rowId?.(row)}>
          {columns.map(column => (
            <Cell column={column}>{column.cell(row)}</Cell>
          ))}
        </tr>
      ))}
    </tbody>
    {foot && (
      <tfoot role="rowgroup">
        <tr role="row">
          {columns.map((column, at) => (
            <Cell column={{ ...column, heads: at === 0 }}>{foot[column.key] ?? ''}</Cell>
          ))}
        </tr>
      </tfoot>
    )}
  </table>
)

const classOf = (column: { numeric?: boolean; screenOnly?: boolean }): string | undefined =>
  [column.numeric ? 'num' : '', column.screenOnly ? 'screen-only' : ''].filter(Boolean).join(' ') || undefined

const Cell = ({ column, children }: { column: Omit<Column<never>, 'cell' | 'key'>; children?: Child }) => {
  return column.heads ? (
    <th role="rowheader" scope="row" class={classOf(column)}>
      {children}
    </th>
  ) : (
    <td role="cell" class={classOf(column)} data-label={column.label}>
      <span>{children}</span>
    </td>
  )
}

export type DescriptionItem = { readonly label: string; readonly value: Child }

/** Facts about one thing, each with its name. */
export const DescriptionList = ({ items }: { items: readonly DescriptionItem[] }) => (
  <dl class="facts">
    {items.map(item => (
      <div>
        <dt>{item.label}</dt>
        <dd>{item.value}</dd>
      </div>
    ))}
  </dl>
)

export type CardProps = {
  readonly title: string
  readonly href?: string
  readonly kicker?: string
  readonly foot?: Child
  /** The level of its heading, so that the page's outline stays whole. */
  readonly level?: 2 | 3
  readonly children?: Child
}

/** One thing among others, with a heading that may lead to it. */
export const Card = ({ title, href, kicker, foot, level = 2, children }: CardProps) => {
  const heading = href ? <a href={href}>{title}</a> : title
  return (
    <article class="card">
      {kicker && <p class="kicker">{kicker}</p>}
      {level === 2 ? <h2>{heading}</h2> : <h3>{heading}</h3>}
      {children}
      {foot && <div class="card-foot">{foot}</div>}
    </article>
  )
}

/** Cards side by side where there is room. */
export const Cards = ({ children }: { children?: Child }) => <div class="cards">{children}</div>

export type FigureCardProps = {
  readonly label: string
  readonly value: string
  readonly href?: string
  readonly note?: Child
}

/** One number that matters, which leads to the records behind it. */
export const KeyFigure = ({ label, value, href, note }: FigureCardProps) => (
  <div class="key-figure">
    <p class="muted">{label}</p>
    <p class="key-value">
      {href ? (
        <a href={href} aria-label={`${label}: ${value}`}>
          {value}
        </a>
      ) : (
        value
      )}
    </p>
    {note && <p class="muted">{note}</p>}
  </div>
)
