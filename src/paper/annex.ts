import { deadlineOfCell, oneOrMany } from './deadlines.ts'
import { span } from './found.ts'
import { cellsByGap, type Cell, type Line } from './lines.ts'
import { flow, sourceRange } from './plain.ts'
import type { ReadTask } from './tasks.ts'
import type { Range } from './types.ts'

/** What a column of an annex table says. */
type Column = 'order' | 'work' | 'lead' | 'with' | 'due' | 'other'

const COLUMN: readonly [RegExp, Column][] = [
  [/^(?:stt|tt|so tt|so thu tu)\b/, 'order'],
  [/^(?:(?:co quan|don vi|bo phan)\s+)?phoi hop\b/, 'with'],
  [/^(?:(?:co quan|don vi|bo phan)\s+)?(?:chu tri|thuc hien|phu trach|dau moi)\b/, 'lead'],
  [/^(?:thoi han|thoi gian|xong truoc|hoan thanh|tien do|han)\b/, 'due'],
  [/^(?:viec|noi dung|nhiem vu|cong viec|ten cong viec|noi dung cong viec|dau viec|hoat dong)\b/, 'work'],
]
const columnOf = (text: string): Column => COLUMN.find(([pattern]) => pattern.test(text))?.[1] ?? 'other'

/** Reads the tables of an annex in which work is shared out: one task a row, labelled PL.n. */
export function annexTasks(source: string, lines: readonly Line[], from: number, date: string | null): ReadTask[] {
  const out: ReadTask[] = []
  for (let row = from; row < lines.length && out.length < 300; row++) {
    const line = lines[row]
    if (!line || line.blank) continue
    const head = cells(source, line, row)
    const columns = head.map(cell => columnOf(fullTitle(source, lines, row, cell, head)))
    if (!columns.includes('work') || !(columns.includes('lead') || columns.includes('due'))) continue
    const under = headOver(source, lines, row, head)
    for (const one of rowsUnder(source, lines, under, head)) {
      const task = taskOf(source, columns, one, date)
      if (task) out.push(task)
    }
  }
  return out
}

const isPipe = (line: Line): boolean => line.text.startsWith('|') || (line.text.match(/\|/g)?.length ?? 0) >= 2

function cells(source: string, line: Line, row: number): Cell[] {
  if (!isPipe(line)) return cellsByGap(source, line, row)
  const out: Cell[] = []
  let from = line.text.startsWith('|') ? 1 : 0
  for (let at = from; at <= line.text.length && out.length < 40; at++) {
    if (at < line.text.length && line.text.charAt(at) !== '|') continue
    if (at === line.text.length && line.text.slice(from).trim() === '') break
    const raw = line.text.slice(from, at)
    const lead = raw.length - raw.trimStart().length
    const text = raw.trim()
    out.push({
      start: line.start + from + lead,
      end: line.start + from + lead + text.length,
      text,
      flat: line.flat.slice(from + lead, from + lead + text.length),
      row,
    })
    from = at + 1
  }
  return out
}

/** Lines between the titles of the columns and the first row go on with the titles: "Cơ quan phối" over "hợp". */
function headOver(source: string, lines: readonly Line[], row: number, head: readonly Cell[]): number {
  const first = lines[row]
  if (!first || isPipe(first)) return row + 1
  for (let at = row + 1; at < Math.min(lines.length, row + 4); at++) {
    const line = lines[at]
    if (!line || line.blank) continue
    const found = cells(source, line, at)
    if (/^\d{1,3}\.?$/.test(found[0]?.text ?? '')) return at
    if (found.length >= head.length) break
  }
  return row + 1
}

/** The title of a column with what stands under it before the first row. */
function fullTitle(source: string, lines: readonly Line[], row: number, cell: Cell, head: readonly Cell[]): string {
  const under = headOver(source, lines, row, head)
  const more: string[] = []
  for (let at = row + 1; at < under; at++) {
    const line = lines[at]
    if (!line || line.blank) continue
    for (const one of cells(source, line, at)) if (head[nearest(head, one, source)] === cell) more.push(one.flat)
  }
  return [cell.flat, ...more].join(' ')
}

const isHeadAgain = (found: readonly Cell[], head: readonly Cell[]): boolean =>
  found.length === head.length && found.every((cell, at) => cell.flat === head[at]?.flat)

/**
 * Where the columns begin: at their titles, or where the first full row sets them; titles often stand centred over
 * columns that are set from the left.
 */
function anchorsOf(source: string, lines: readonly Line[], from: number, head: readonly Cell[]): readonly Cell[] {
  for (let row = from; row < Math.min(lines.length, from + 60); row++) {
    const line = lines[row]
    if (!line || line.blank || isPipe(line)) continue
    const found = cells(source, line, row)
    if (found.length === head.length && /^\d{1,3}\.?$/.test(found[0]?.text ?? '')) return found
  }
  return head
}

/** The rows of a table: by their pipes, or each cell under the heading nearest to it. */
function rowsUnder(source: string, lines: readonly Line[], from: number, head: readonly Cell[]): Range[][][] {
  const rows: Range[][][] = []
  const anchors = anchorsOf(source, lines, from, head)
  let blanks = 0
  for (let row = from; row < lines.length && rows.length < 300; row++) {
    const line = lines[row]
    if (!line) continue
    if (line.blank) {
      if (!line.gone) blanks++
      if (blanks > 3) break
      continue
    }
    blanks = 0
    if (/^[|\s:+-]+$/.test(line.text)) continue
    const pipe = isPipe(line)
    const found = cells(source, line, row)
    // On the next page the titles stand again: a table of its own from there.
    if (isHeadAgain(found, head)) break
    if (!pipe && found.length === 1 && line.text.length > 60) break
    const placed: Range[][] = head.map(() => [])
    found.forEach((cell, at) => {
      const column = pipe ? at : nearest(anchors, cell, source)
      if (cell.text !== '') placed[column]?.push(cell)
    })
    const opens = /^\d{1,3}\.?$/.test(found[0]?.text ?? '') || pipe
    const last = rows.at(-1)
    if (opens || !last) rows.push(placed)
    else placed.forEach((ranges, at) => last[at]?.push(...ranges))
  }
  return rows
}

const columnStart = (source: string, cell: Range): number => cell.start - (source.lastIndexOf('\n', cell.start - 1) + 1)

function nearest(head: readonly Cell[], cell: Cell, source: string): number {
  const at = columnStart(source, cell)
  let best = 0
  let distance = Infinity
  head.forEach((one, index) => {
    const gap = Math.abs(columnStart(source, one) - at)
    if (gap < distance) {
      distance = gap
      best = index
    }
  })
  return best
}

const SAYS_WHEN = /^(?:dinh ky|h[a]ng (?:ngay|tuan|thang|quy|nam)|truoc (?:ngay )?\d|\d{1,2}\/\d)/
const NO_CELL = { ranges: [], flow: flow('', []) }

function taskOf(
  source: string,
  columns: readonly Column[],
  row: readonly Range[][],
  date: string | null,
): ReadTask | null {
  const cell = (column: Column) => {
    const ranges = row[columns.indexOf(column)] ?? []
    return { ranges, flow: flow(source, ranges) }
  }
  const order = cell('order').flow.text.replace(/\.$/, '')
  const work = cell('work')
  if (work.flow.text === '' || !/^\d{1,3}$/.test(order || '0')) return null
  const lead = cell('lead')
  // A page gives a cell to the heading nearest above it; a day or a rhythm is nobody who helps.
  const beside = cell('with')
  const strayed = cell('due').flow.text === '' && SAYS_WHEN.test(beside.flow.flat)
  const supporter = strayed ? NO_CELL : beside
  const due = strayed ? beside : cell('due')
  const deadline = deadlineOfCell(due.flow.text, date)
  const all = row.flat()
  const start = Math.min(...all.map(range => range.start))
  const end = Math.max(...all.map(range => range.end))
  const spans: ReadTask['spans'] = {
    '': [span({ start, end }, 'annex-table', 0.85)],
    ...(lead.flow.text
      ? { responsible: [span(sourceRange(lead.flow, 0, lead.flow.text.length), 'annex-table', 0.85)] }
      : {}),
    ...(deadline ? { deadline: [span(sourceRange(due.flow, 0, due.flow.text.length), 'annex-table', 0.85)] } : {}),
  }
  const ask = (text: ReturnType<typeof cell>, role: 'lead' | 'with') =>
    text.flow.text === ''
      ? []
      : [
          {
            phrase: text.flow.text,
            role,
            force: null,
            act: role === 'lead' ? 'chủ trì' : 'phối hợp',
            chain: null,
            ...sourceRange(text.flow, 0, text.flow.text.length),
            sentence: { start, end },
          },
        ]
  return {
    paragraphs: [],
    spans,
    task: {
      label: `PL.${order}`,
      text: work.flow.text,
      responsible: lead.flow.text || null,
      responsibleLead: lead.flow.text ? [lead.flow.text] : [],
      responsibleWith: supporter.flow.text ? supporter.flow.text.split(/\s*;\s*/) : [],
      deadline: deadline?.deadline ?? null,
      deadlineText: deadline?.text ?? null,
      period: deadline?.period ?? null,
      otherDeadlines: [],
      recurrence: oneOrMany(deadline?.recurrence ?? []),
      inTable: true,
      start,
      end,
      asks: [...ask(lead, 'lead'), ...ask(supporter, 'with')],
      reports: [],
    },
  }
}
