import type { T } from '../../words/index.ts'
import { Table } from './lists.tsx'

type Block = { readonly text: string } | { readonly rows: readonly (readonly string[])[] }

const cellsOf = (line: string): string[] | null => {
  const trimmed = line.trim()
  return /^\|.*\|$/.test(trimmed) && trimmed.length > 1
    ? trimmed
        .slice(1, -1)
        .split('|')
        .map(cell => cell.trim())
    : null
}

/**
 * The text of a letter, cut where a table stands in it: two lines or more, one after the other, of equally many cells
 * between strokes. Everything else is left as it was written.
 */
export function letterBlocks(text: string): Block[] {
  const blocks: Block[] = []
  let plain: string[] = []
  const lines = text.split('\n')
  const flush = () => {
    if (plain.some(line => line.trim() !== '')) blocks.push({ text: plain.join('\n') })
    plain = []
  }
  for (let at = 0; at < lines.length;) {
    const rows = tableAt(lines, at)
    if (rows.length > 1) {
      flush()
      blocks.push({ rows })
      at += rows.length
    } else plain.push(lines[at++]!)
  }
  flush()
  return blocks
}

function tableAt(lines: readonly string[], from: number): string[][] {
  const rows: string[][] = []
  for (let at = from; at < lines.length; at++) {
    const cells = cellsOf(lines[at]!)
    if (!cells || cells.length < 2 || (rows[0] && rows[0].length !== cells.length)) break
    rows.push(cells)
  }
  return rows
}

const isAmount = (cell: string): boolean => /^(–|[\d.,\s]+%?)$/.test(cell)

/** A letter as it was written, with its tables as tables. */
export const LetterText = ({ t, text, caption }: { t: T; text: string; caption: string }) => {
  const blocks = letterBlocks(text)
  if (!blocks.some(block => 'rows' in block))
    return (
      <pre class="letter-text" lang="vi">
        {text}
      </pre>
    )
  return (
    <div class="letter-text" lang="vi">
      {blocks.map(block =>
        'text' in block ? (
          <p>{block.text.replace(/^\n+|\n+$/g, '')}</p>
        ) : (
          <TextTable t={t} rows={block.rows} caption={caption} />
        ),
      )}
    </div>
  )
}

const TextTable = ({ t, rows, caption }: { t: T; rows: readonly (readonly string[])[]; caption: string }) => {
  const [head, ...body] = rows
  return (
    <Table
      t={t}
      caption={caption}
      captionHidden
      columns={head!.map((label, at) => ({
        key: String(at),
        label,
        heads: at === 0,
        numeric: at > 0 && body.every(row => isAmount(row[at]!)),
        cell: (row: readonly string[]) => row[at]!,
      }))}
      rows={body}
    />
  )
}
