import type { Block } from './types.ts'

/**
 * The plain notation in which a clerk types a letter's body, and which the reader and the writer share:
 *
 * - every line is a paragraph; empty lines only part them;
 * - `I. …` or `# …` is a heading, `1. …` and `Điều 1. …` an item, `a) …` an item below it, `- …` a bullet;
 * - two lines or more between pipes are a table whose first row is its head; a row of dashes under it aligns the columns
 *   (`---:` right, `:---:` centre), and `Bảng: …` right above it is its caption;
 * - a backslash at the start keeps a line a plain paragraph, and `\|` is a pipe inside a cell.
 */
export const blocksOf = (text: string): Block[] =>
  stretchesOf(text).flatMap(stretch =>
    typeof stretch === 'string'
      ? stretch
          .split('\n')
          .map(line => line.trim())
          .filter(line => line !== '' && line !== '\\')
          .map(lineOf)
      : [stretch],
  )

/** The text as it was typed, cut where a table stands in it: two rows or more, and the caption right above them. */
export function stretchesOf(text: string): (string | Table)[] {
  const stretches: (string | Table)[] = []
  const lines = text.split(/\r?\n/)
  let plain: string[] = []
  const flush = () => {
    if (plain.some(line => line.trim() !== '')) stretches.push(plain.join('\n'))
    plain = []
  }
  for (let at = 0; at < lines.length; at++) {
    const caption = CAPTION.exec(lines[at]!.trim())?.[1] ?? null
    const rows = rowsFrom(lines, caption === null ? at : at + 1)
    if (rows.length > 1) {
      flush()
      stretches.push(tableOf(rows, caption))
      at += rows.length - (caption === null ? 1 : 0)
    } else plain.push(lines[at]!)
  }
  flush()
  return stretches
}

function rowsFrom(lines: readonly string[], from: number): string[] {
  const rows: string[] = []
  for (let row = lines[from]?.trim(); isRow(row); row = lines[from + rows.length]?.trim()) rows.push(row)
  return rows
}

/** The inverse of `blocksOf`: what it gives is read back as the very same blocks. */
export const textOf = (blocks: readonly Block[]): string =>
  blocks
    .map((block, at) => {
      // Two tables without anything between them would be read as one.
      const apart = block.kind === 'table' && blocks[at - 1]?.kind === 'table' ? '\n' : ''
      return apart + textOfBlock(block)
    })
    .join('\n')

const CAPTION = /^Bảng: (\S.*)$/
const HEADING = /^# (\S.*)$/
const ROMAN = /^(?:I{1,3}|IV|VI{0,3}|IX|XI{0,3}|XIV|XVI{0,3}|XIX|XX)\. \S/
const NUMBERED = /^(\d{1,3}|Điều \d{1,3})\. (\S.*)$/
const LETTERED = /^([a-zđ])\) (\S.*)$/
const BULLET = /^[-–•+] (\S.*)$/
const RULER = /^:?-{3,}:?$/

const isRow = (line: string | undefined): line is string =>
  line !== undefined && line.length > 1 && line.startsWith('|') && line.endsWith('|')

/** A line that begins as another kind does, but is none, is kept apart by a backslash. */
const isMarked = (line: string): boolean =>
  line.startsWith('\\') ||
  isRow(line) ||
  [CAPTION, HEADING, ROMAN, NUMBERED, LETTERED, BULLET].some(mark => mark.test(line))

function lineOf(line: string): Block {
  if (line.startsWith('\\')) return { kind: 'paragraph', text: line.slice(1).trim() }
  const heading = HEADING.exec(line)
  if (heading) return { kind: 'heading', text: heading[1] ?? '' }
  if (ROMAN.test(line)) return { kind: 'heading', text: line }
  const numbered = NUMBERED.exec(line)
  if (numbered) return { kind: 'item', label: numbered[1] ?? '', text: numbered[2] ?? '', level: 0 }
  const lettered = LETTERED.exec(line)
  if (lettered) return { kind: 'item', label: lettered[1] ?? '', text: lettered[2] ?? '', level: 1 }
  const bullet = BULLET.exec(line)
  return bullet ? { kind: 'item', label: '-', text: bullet[1] ?? '', level: 2 } : { kind: 'paragraph', text: line }
}

function textOfBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return ROMAN.test(block.text) ? block.text : `# ${block.text}`
    case 'paragraph':
      return isMarked(block.text) ? `\\${block.text}` : block.text
    case 'item':
      return block.level === 0
        ? `${block.label}. ${block.text}`
        : `${block.level === 1 ? `${block.label})` : '-'} ${block.text}`
    case 'table':
      return textOfTable(block)
  }
}

type Table = Extract<Block, { kind: 'table' }>

/** The cells of a row; a backslash keeps the pipe or backslash after it. */
function cellsOf(row: string): string[] {
  const cells: string[] = []
  const inner = row.slice(1, -1)
  let cell = ''
  for (let at = 0; at < inner.length; at++) {
    const kept = inner[at] === '\\' && (inner[at + 1] === '|' || inner[at + 1] === '\\')
    if (kept) at++
    if (inner[at] === '|' && !kept) {
      cells.push(cell.trim())
      cell = ''
    } else cell += inner[at] ?? ''
  }
  return [...cells, cell.trim()]
}

/** Rows are as wide as the head: what is missing is empty, what is too much joins the last cell. */
function tableOf(rows: readonly string[], caption: string | null): Table {
  const [head = [], ...others] = rows.map(cellsOf)
  const second = others[0]
  const ruler = second?.every(one => RULER.test(one)) ? others.shift() : undefined
  return {
    kind: 'table',
    caption,
    head,
    align: head.map((_, at) => alignOf(ruler?.[at])),
    rows: others.map(row => [
      ...head.slice(0, -1).map((_, at) => row[at] ?? ''),
      row
        .slice(head.length - 1)
        .join(' | ')
        .trim(),
    ]),
  }
}

const alignOf = (ruler = ''): Table['align'][number] =>
  !ruler.endsWith(':') ? 'left' : ruler.startsWith(':') ? 'centre' : 'right'

const RULERS: Readonly<Record<Table['align'][number], string>> = { left: '---', right: '---:', centre: ':---:' }

function textOfTable(table: Table): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const escaped = (cells: readonly string[]) => row(cells.map(cell => cell.replace(/[\\|]/g, '\\$&')))
  return [
    ...(table.caption === null ? [] : [`Bảng: ${table.caption}`]),
    escaped(table.head),
    row(table.align.map(one => RULERS[one])),
    ...table.rows.map(escaped),
  ].join('\n')
}
