import { CsvScanner } from './csv.ts'
import { headingsOf } from './headings.ts'
import { Refusal, type Row } from './types.ts'

/** Rows as they come; `cut` when the file ended inside the last one's line of text. */
export type Rows = {
  readonly rows: readonly Row[]
  readonly cut: boolean
  /** The workbook counts its days from 1904. */
  readonly late?: boolean
}

const DELIMITERS = [',', ';', '\t', '|'] as const
/** Enough text to see the headings and some lines below them. */
const SAMPLE = 64 * 1024

/** The rows of delimited text. The sign between cells is the one under which headings are found, or else most cells. */
export async function* textRows(text: AsyncGenerator<string>): AsyncGenerator<Rows> {
  try {
    let head = ''
    while (head.length < SAMPLE) {
      const next = await text.next()
      if (next.done) break
      head += next.value
    }
    if (head.trim() === '') throw new Refusal('empty')
    const scanner = new CsvScanner(delimiterOf(head))
    yield { rows: scanner.push(head), cut: false }
    for await (const piece of text) yield { rows: scanner.push(piece), cut: false }
    const { rows, open } = scanner.end()
    yield { rows, cut: open }
  } finally {
    // Who stops reading early lets go of the file as well.
    await text.return(undefined)
  }
}

function delimiterOf(sample: string): string {
  let best: { sign: string; cells: number } = { sign: ',', cells: 0 }
  for (const sign of DELIMITERS) {
    const scanner = new CsvScanner(sign)
    const rows = [...scanner.push(sample), ...(sample.length < SAMPLE ? scanner.end().rows : [])].slice(0, 60)
    if (rows.some(row => headingsOf(row.cells))) return sign
    const cells = rows.reduce((sum, row) => sum + row.cells.length, 0)
    if (cells > best.cells) best = { sign, cells }
  }
  return best.sign
}
