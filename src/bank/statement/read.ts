import { no, problem, yes, type Result } from '../../kernel/index.ts'
import { AmountReader } from './amounts.ts'
import { DayReader } from './days.ts'
import { banksByShape, headingsOf, type Columns } from './headings.ts'
import { canonical } from './identity.ts'
import { LineReader } from './lines.ts'
import { nothingTold, hear, type Told } from './preamble.ts'
import { Proof, type Read } from './proof.ts'
import { Repeats } from './repeats.ts'
import { textRows, type Rows } from './rows.ts'
import { open } from './source.ts'
import { Tally } from './tally.ts'
import {
  Refusal,
  type BankKey,
  type Cell,
  type Mapping,
  type Row,
  type StatementCheck,
  type StatementLine,
  type StatementOptions,
  type StatementPart,
} from './types.ts'
import { workbookRows } from './workbook.ts'

/** Lines are handed on in lots of at most so many. */
export const LOT = 10_000
/** Headings are looked for in so many rows. */
const HEADER_ROWS = 60
/** Rows below them that help to tell the bank. */
const SAMPLE_ROWS = 40

/**
 * Reads the parts of one statement, in the order given, and yields its lines in lots; ends with what was proved of it, or
 * with why the file is refused: which row, which column, what to do. Memory does not grow with the size of the file.
 */
export async function* readStatement(
  parts: readonly StatementPart[],
  options: StatementOptions,
): AsyncGenerator<readonly StatementLine[], Result<StatementCheck>> {
  const reading = new Reading(parts, options)
  let file = parts[0]?.name ?? ''
  try {
    for (const [at, part] of parts.entries()) {
      file = part.name
      for await (const rows of reading.rowsOf(part, at + 1)) yield* reading.take(rows)
      yield* reading.endPart()
    }
    yield* reading.flush(true)
    return yes(reading.finish())
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return no(problem(`bank.statement.${error.kind}`, { file, row: 0, column: '', ...error.values }))
  }
}

class Reading {
  private readonly names: readonly string[]
  private readonly options: StatementOptions
  private readonly told: Told = nothingTold()
  private readonly repeats = new Repeats()
  private readonly tally = new Tally()
  private readonly digests = new Map<string, string>()
  private proof: Proof | null = null
  private bank: BankKey | 'other' | null = null
  private columns: Columns | null = null
  private heads: readonly Cell[] = []
  private reader: LineReader | null = null
  private waiting: Row[] = []
  private cut = false
  private late = false
  private part = 0
  private file = ''
  private ordinal = 0
  private previous = ''
  private lot: Read[] = []

  constructor(parts: readonly StatementPart[], options: StatementOptions) {
    this.names = parts.map(part => part.name)
    this.options = options
    if (options.account) this.told.account = options.account.replace(/\D/g, '')
  }

  async *rowsOf(part: StatementPart, number: number): AsyncGenerator<Rows> {
    this.part = number
    this.file = part.name
    this.reader = null
    this.waiting = []
    const opened = await open(part, digest => this.once(digest))
    yield* opened.kind === 'text' ? textRows(opened.text) : workbookRows(opened.bytes)
  }

  /** The same bytes under two names are one file given twice. */
  private once(digest: string): void {
    const other = this.digests.get(digest)
    if (other !== undefined) throw new Refusal('same-file-twice', { other })
    this.digests.set(digest, this.file)
  }

  *take({ rows, cut, late = false }: Rows): Generator<readonly StatementLine[]> {
    this.cut = cut
    this.late = late
    if (!this.reader) {
      this.waiting.push(...rows)
      if (this.waiting.length < HEADER_ROWS + SAMPLE_ROWS) return
      const first = this.begin()
      yield* this.readAll(first, false)
    } else yield* this.readAll(rows, cut)
  }

  *endPart(): Generator<readonly StatementLine[]> {
    if (!this.reader) yield* this.readAll(this.begin(), this.cut)
    this.tally.endPart(this.reader!, this.part, this.cut)
  }

  private *readAll(rows: readonly Row[], cut: boolean): Generator<readonly StatementLine[]> {
    for (let at = 0; at < rows.length; at++) {
      this.read(rows[at]!, cut && at === rows.length - 1)
      if (this.lot.length === LOT) yield* this.flush(false)
    }
  }

  /** Finds the headings in the rows gathered so far; answers the rows below them. */
  private begin(): readonly Row[] {
    const { bank } = this.options
    const rows = this.waiting
    const amounts = new AmountReader(typeof bank === 'object' ? bank.numbers : 'auto')
    const days = new DayReader(typeof bank === 'object' ? bank.dates : 'auto', this.options.today, this.late)
    const at = typeof bank === 'object' ? rows.findIndex(row => row.row === bank.header) : findHeadings(rows)
    if (typeof bank === 'object') this.useMapping(bank, rows[at])
    else if (at >= 0) {
      this.heads = rows[at]!.cells
      this.columns = headingsOf(this.heads)
    } else if (!this.columns) throw new Refusal(rows.some(row => row.cells.length > 2) ? 'no-headings' : 'no-table')
    for (const row of rows.slice(0, Math.max(at, 0))) hear(this.told, row, amounts)
    const below = rows.slice(at + 1)
    if (typeof bank !== 'object' && at >= 0) this.tellBank(below.slice(0, SAMPLE_ROWS))
    this.reader = new LineReader(this.columns!, this.heads, this.told, days, amounts)
    this.waiting = []
    return below
  }

  private useMapping(mapping: Mapping, heads: Row | undefined): void {
    this.columns = mapping.columns
    this.heads = heads?.cells ?? []
    this.bank = 'other'
    if (
      (mapping.header > 0 && !heads) ||
      !mapping.columns.includes('date') ||
      !mapping.columns.some(field => field === 'credit' || field === 'amount' || field === 'signed')
    )
      throw new Refusal('mapping')
  }

  /** Which bank made this file: what it says of itself, else the shape of its table; not what it is called. */
  private tellBank(sample: readonly Row[]): void {
    const shapes = banksByShape(
      this.heads,
      sample.map(row => row.cells),
      this.columns!,
    )
    const named = this.told.bank
    const asked = this.options.bank as BankKey | 'auto'
    const found = named && (shapes.length === 0 || shapes.includes(named)) ? [named] : shapes
    if (asked !== 'auto') {
      const other = found.length > 0 ? found : named ? [named] : []
      if (other.length > 0 && !other.includes(asked)) throw new Refusal('wrong-bank', { asked, bank: other.join(', ') })
    }
    const bank = asked !== 'auto' ? asked : found.length === 1 ? found[0]! : 'other'
    if (this.bank !== null && this.bank !== bank) throw new Refusal('wrong-bank', { asked: this.bank, bank })
    this.bank = bank
  }

  private read(row: Row, cut: boolean): void {
    const raw = this.reader!.read(row, cut)
    if (!raw) return
    const { date, time, debit, credit, balance, doc, reference, counterparty, memo } = raw
    const key = canonical(raw)
    const seen = this.repeats.see(date, key, reference || doc, this.part)
    // Written out, because copying a line's fields in a loop costs as much as reading them.
    const line: StatementLine = {
      ordinal: ++this.ordinal,
      part: this.part,
      row: raw.row,
      date,
      time,
      debit,
      credit,
      balance,
      doc,
      reference,
      counterparty,
      memo,
      occurrence: seen.occurrence,
    }
    this.tally.see(line, seen)
    this.lot.push({ line, unread: raw.unread, text: raw.text, repeats: key === this.previous })
    this.previous = key
  }

  *flush(last: boolean): Generator<readonly StatementLine[]> {
    if (this.lot.length === 0) return
    const { opening, closing } = this.options
    this.proof ??= new Proof(this.names, opening ?? this.told.opening, closing ?? new Map())
    this.proof.take(this.lot)
    const lines = this.lot.map(read => read.line)
    this.lot = []
    yield lines
    if (last) this.lot = []
  }

  finish(): StatementCheck {
    if (!this.proof) throw new Refusal('no-lines')
    this.tally.overlaps(this.proof, this.names)
    const { days, faults, opening, closing, deduced } = this.proof.finish(this.told.closing)
    // A table that closes its days and then stops in the middle of one, without ending its last row, was cut there.
    if (this.cut && this.proof.endsOpen && days.some(day => day.proved === null)) throw new Refusal('cut-file')
    const sum = (side: 'credits' | 'debits') => days.reduce((all, day) => all + day[side], 0n)
    return {
      bank: this.bank ?? 'other',
      account: this.told.account,
      holder: this.told.holder,
      currency: this.told.currency,
      lines: this.ordinal,
      credits: sum('credits'),
      debits: sum('debits'),
      opening,
      closing,
      days,
      problems: faults.map(fault => ({ ...fault, column: fault.column || (this.reader?.moneyHead ?? '') })),
      notes: this.tally.notes({
        bank: this.bank ?? 'other',
        mapped: typeof this.options.bank === 'object',
        opening,
        deduced,
        days,
        options: this.options,
        newestFirst: this.proof.newestFirst,
        carried: this.proof.carried,
      }),
    }
  }
}

const findHeadings = (rows: readonly Row[]): number =>
  rows.slice(0, HEADER_ROWS).findIndex(row => headingsOf(row.cells) !== null)
