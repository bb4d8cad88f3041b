import { Refusal, type Row } from './types.ts'

/** A row longer than this has a quotation mark that never closes. */
const ROW_MAX = 1024 * 1024

/**
 * Splits delimited text into rows as it arrives. Rows are counted as a spreadsheet counts them: a line break inside
 * quotation marks does not begin a row, an empty line does.
 */
export class CsvScanner {
  private text = ''
  private row = 0
  /** Where a quotation mark stands at or after the row being read; -1 when the text has none left. */
  private quote = -2
  private readonly delimiter: string

  constructor(delimiter: string) {
    this.delimiter = delimiter
  }

  /** The rows that are complete after this piece. */
  push(piece: string): Row[] {
    this.text = this.text === '' ? piece : this.text + piece
    this.quote = -2
    const rows: Row[] = []
    let at = 0
    while (at < this.text.length) {
      const next = this.read(at, rows, false)
      if (next < 0) break
      at = next
    }
    this.text = this.text.slice(at)
    if (this.text.length > ROW_MAX) throw new Refusal('cut-row', { row: this.row + 1 })
    return rows
  }

  /** What is left when the file ends, and whether its last row was ended by a line break. */
  end(): { rows: Row[]; open: boolean } {
    const open = this.text !== ''
    const rows: Row[] = []
    this.quote = -2
    let at = 0
    while (at < this.text.length) {
      const next = this.read(at, rows, true)
      if (next < 0) throw new Refusal('cut-row', { row: this.row + 1 })
      at = next
    }
    this.text = ''
    return { rows, open }
  }

  /** Reads one row; answers where the next begins, or -1 when the text ends before the row does. */
  private read(from: number, rows: Row[], last: boolean): number {
    const { text } = this
    let end = text.indexOf('\n', from)
    if (end < 0) {
      if (!last) return -1
      end = text.length
    }
    if (this.quote !== -1 && this.quote < from) this.quote = text.indexOf('"', from)
    if (this.quote >= 0 && this.quote < end) return this.readQuoted(from, rows, last)
    const stop = end > from && text.charCodeAt(end - 1) === 13 ? end - 1 : end
    const cells: string[] = []
    let at = from
    for (;;) {
      const next = text.indexOf(this.delimiter, at)
      if (next < 0 || next >= stop) break
      cells.push(text.slice(at, next))
      at = next + 1
    }
    cells.push(text.slice(at, stop))
    rows.push({ row: ++this.row, cells })
    return end + 1
  }

  private readQuoted(from: number, rows: Row[], last: boolean): number {
    const { text, delimiter } = this
    const cells: string[] = []
    let at = from
    for (;;) {
      let cell: string
      if (text.charCodeAt(at) === 34) {
        let close = text.indexOf('"', at + 1)
        while (close >= 0 && text.charCodeAt(close + 1) === 34) close = text.indexOf('"', close + 2)
        // A mark at the very end of this piece may be the first of a doubled one.
        if (close < 0 || (close === text.length - 1 && !last)) return -1
        cell = text.slice(at + 1, close)
        if (cell.includes('"')) cell = cell.replaceAll('""', '"')
        at = close + 1
      } else cell = ''
      let stop = at
      while (stop < text.length && text[stop] !== delimiter && text.charCodeAt(stop) !== 10) stop++
      if (stop === text.length && !last) return -1
      const ended = stop === text.length || text.charCodeAt(stop) === 10
      cell += text.slice(at, ended && text.charCodeAt(stop - 1) === 13 && stop > at ? stop - 1 : stop)
      cells.push(cell)
      if (ended) {
        rows.push({ row: ++this.row, cells })
        return stop + 1
      }
      at = stop + 1
    }
  }
}
