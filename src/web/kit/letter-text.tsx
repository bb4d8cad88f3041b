import { stretchesOf, type Block } from '../../paper/index.ts'
import type { T } from '../../words/index.ts'
import { Table } from './lists.tsx'

/** A letter as it was written, with its tables as tables; everything else is left as it stands. */
export const LetterText = ({ t, text, caption }: { t: T; text: string; caption: string }) => {
  const stretches = stretchesOf(text)
  if (stretches.every(one => typeof one === 'string'))
    return (
      <pre class="letter-text" lang="vi">
        {text}
      </pre>
    )
  return (
    <div class="letter-text" lang="vi">
      {stretches.map(one =>
        typeof one === 'string' ? (
          <p>{one.replace(/^\n+|\n+$/g, '')}</p>
        ) : (
          <LetterTable t={t} table={one} caption={caption} />
        ),
      )}
    </div>
  )
}

/** A table of a letter; the caption given is read aloud where the table has none of its own. */
export const LetterTable = ({
  t,
  table,
  caption,
}: {
  t: T
  table: Extract<Block, { kind: 'table' }>
  caption: string
}) => (
  <Table
    t={t}
    caption={table.caption ?? caption}
    captionHidden={table.caption === null}
    columns={table.head.map((label, at) => ({
      key: String(at),
      label,
      heads: at === 0,
      // An ordinal is as narrow as a figure.
      numeric: table.align[at] === 'right' || (at === 0 && table.rows.every(row => /^\d{0,3}$/.test(row[0] ?? ''))),
      cell: (row: readonly string[]) => row[at] ?? '',
    }))}
    rows={table.rows}
  />
)
