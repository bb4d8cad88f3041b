import { fold } from '../../kernel/index.ts'
import { AmountReader } from './amounts.ts'
import { clock, DayReader, type Day } from './days.ts'
import { headingsOf, type Columns } from './headings.ts'
import { CLOSING, hear, OPENING, outside, type Told } from './preamble.ts'
import { FIELDS, Refusal, type Cell, type FaultKind, type Field, type Row, type StatementLine } from './types.ts'

/** A line before it is placed among the others. */
export type RawLine = Omit<StatementLine, 'ordinal' | 'part' | 'occurrence'> & {
  readonly unread: FaultKind | null
  /** What stood where the amount should be, for the message. */
  readonly text: string
}

/** What heads a sum below the lines; a company (“Công ty”) or a community that gives is none. */
const TOTALS =
  /^(?:tong(?: cong| so| so tien| phat sinh| ps| doanh so)?|cong(?: phat sinh| ps| don)?|luy ke|total(?:s| debits?| credits?| amount)?)\s*(?:$|[:(/])/
/** A footer that the making of a list from pages has left inside the text. */
const PAGE_MARK = /\s*\b(?:Page|Trang)\s+\d+\s+(?:of|trên|\/)\s+\d+\b\s*/gi
// oxlint-disable-next-line no-control-regex
const UNCLEAN = /[^\u0021-\u007e ]| {2}|^ | $/
// oxlint-disable-next-line no-control-regex
const SPACES = /[\s\u0000-\u001f\u007f\u200b\ufeff]+/gu

/** One form for the text of a cell: line breaks and runs of space are one space, letters are composed. */
export const clean = (cell: Cell | undefined): string => {
  if (cell === undefined || cell === '') return ''
  const text = typeof cell === 'number' ? String(cell) : cell
  return UNCLEAN.test(text) ? text.normalize('NFC').replace(SPACES, ' ').trim() : text
}

/** Turns the rows of one file into lines, and says which rows are none. */
export class LineReader {
  readonly counts = { leftOut: 0, marks: 0, zeros: 0 }
  firstLeftOut = 0
  readonly amounts: AmountReader
  private readonly days: DayReader
  private readonly columns: Columns
  private readonly at: Readonly<Record<Field, number>>
  private readonly parties: readonly number[]
  private readonly fees: readonly number[]
  private readonly told: Told
  private readonly heads: readonly Cell[]

  constructor(columns: Columns, heads: readonly Cell[], told: Told, days: DayReader, amounts: AmountReader) {
    this.columns = columns
    this.heads = heads
    this.told = told
    this.amounts = amounts
    this.days = days
    this.at = Object.fromEntries(FIELDS.map(field => [field, columns.indexOf(field)])) as Record<Field, number>
    this.parties = columns.flatMap((field, at) => (field === 'counterparty' ? [at] : []))
    this.fees = columns.flatMap((field, at) => (field === 'fee' ? [at] : []))
  }

  /** The line of a row; null when the row is none. `cut` says that the file ends inside this row's line of text. */
  read(row: Row, cut: boolean): RawLine | null {
    const { cells } = row
    const day = this.days.read(cells[this.at.date])
    if (day === null || typeof day === 'string') return this.outside(row, day, cut)
    if (cut && cells.length < this.columns.length) throw new Refusal('cut-row', { row: row.row })
    if (this.at.account >= 0) this.ownAccount(row)
    const balance = this.amounts.readSigned(this.cell(cells, 'balance'), row.row)
    if (typeof balance === 'string')
      throw new Refusal('balance', {
        row: row.row,
        column: this.head('balance'),
        text: String(this.cell(cells, 'balance')),
      })
    const money = this.money(row)
    const memo = clean(this.cell(cells, 'memo'))
    if (money.effectless && this.isCarried(memo)) {
      hear(this.told, row, this.amounts, true)
      const carried = typeof balance === 'bigint' ? balance : null
      if (OPENING.test(fold(memo))) this.told.opening ??= carried
      else this.told.closing = carried ?? this.told.closing
      return null
    }
    const doc = clean(this.cell(cells, 'doc'))
    return {
      row: row.row,
      date: day.date,
      time: this.time(day, cells),
      debit: money.debit,
      credit: money.credit,
      balance,
      doc: this.at.doc < 0 ? clean(day.rest) : doc,
      reference: clean(this.cell(cells, 'reference')),
      counterparty: this.party(cells),
      memo: this.unmarked(memo),
      unread: money.unread,
      text: money.text,
    }
  }

  private cell(cells: readonly Cell[], field: Field): Cell | undefined {
    const at = this.at[field]
    return at < 0 ? undefined : cells[at]
  }

  head(field: Field): string {
    return clean(this.heads[this.at[field]]) || field
  }

  /** The column that an amount fault is told about. */
  get moneyHead(): string {
    return this.head(this.at.credit >= 0 ? 'credit' : this.at.amount >= 0 ? 'amount' : 'signed')
  }

  private money({ cells, row }: Row) {
    const { amounts, at } = this
    let debit = amounts.read(this.cell(cells, 'debit'), row)
    let credit = amounts.read(this.cell(cells, at.credit >= 0 ? 'credit' : 'amount'), row)
    if (at.signed >= 0) {
      const signed = amounts.readSigned(cells[at.signed], row)
      if (typeof signed === 'bigint' && signed < 0n) debit = -signed
      else credit = signed
    }
    const fault = [credit, debit].find(amount => typeof amount === 'string')
    if (typeof credit === 'string' || typeof debit === 'string')
      return this.unread(fault as FaultKind, cells, { debit: null, credit: null })
    if (debit === 0n && credit !== null) debit = null
    if (credit === 0n && debit !== null) credit = null
    if (debit !== null && credit !== null) return this.unread('both-sides', cells, { debit, credit })
    for (const each of this.fees) {
      const fee = amounts.read(cells[each], row)
      if (typeof fee === 'string') return this.unread(fee, cells, { debit: null, credit: null })
      if (fee !== null && fee !== 0n) debit = (debit ?? 0n) + fee
    }
    if (debit === null && credit === null) return this.unread('blank-amount', cells, { debit: null, credit: null })
    if ((credit ?? 0n) === 0n && (debit ?? 0n) === 0n) this.counts.zeros++
    return { debit, credit, unread: null, text: '', effectless: (credit ?? 0n) === 0n && (debit ?? 0n) === 0n }
  }

  private unread(kind: FaultKind, cells: readonly Cell[], sides: { debit: bigint | null; credit: bigint | null }) {
    const shown = (['credit', 'amount', 'signed', 'debit'] as const)
      .map(field => String(this.cell(cells, field) ?? '').slice(0, 60))
      .filter(Boolean)
    return { ...sides, unread: kind, text: shown.join(' / '), effectless: kind === 'blank-amount' }
  }

  /** Balances carried forward stand among the lines in some files. */
  private isCarried(memo: string): boolean {
    const folded = memo.length > 60 ? '' : fold(memo)
    return OPENING.test(folded) || CLOSING.test(folded)
  }

  private time(day: Day, cells: readonly Cell[]): string | null {
    const cell = this.cell(cells, 'time')
    if (typeof cell === 'number') return new Date(Math.round((cell % 1) * 86_400) * 1000).toISOString().slice(11, 19)
    if (cell === undefined || cell === '') return day.time
    return /^\s*\d{1,2}:\d{2}(?::\d{2})?\s*$/.test(cell) ? clock(cell) : clean(cell) || day.time
  }

  private party(cells: readonly Cell[]): string {
    if (this.parties.length === 1) return clean(cells[this.parties[0]!])
    return this.parties
      .map(at => clean(cells[at]))
      .filter(Boolean)
      .join(' · ')
  }

  private unmarked(memo: string): string {
    if (!memo.includes(' of ') && !memo.includes('rang ')) return memo
    const without = memo.replace(PAGE_MARK, ' ').trim()
    if (without !== memo) this.counts.marks++
    return without
  }

  private ownAccount({ cells, row }: Row): void {
    const digits = String(cells[this.at.account] ?? '').replace(/\D/g, '')
    if (digits === '') return
    if (this.told.account !== null && this.told.account !== digits)
      throw new Refusal('two-accounts', { row, account: this.told.account, other: digits })
    this.told.account = digits
  }

  /** A row without a day: a page's mark, a total, words around the table; or a line whose day cannot be read. */
  private outside(row: Row, fault: 'date' | 'date-range' | null, cut: boolean): null {
    const { cells } = row
    const column = this.head('date')
    const text = String(cells[this.at.date] ?? '').slice(0, 60)
    if (fault === 'date-range') throw new Refusal('date-range', { row: row.row, column, text })
    const what = outside(cells)
    if (what === 'blank') return null
    if (what === 'mark') {
      this.counts.marks++
      return null
    }
    const folded = cells.map(cell => (typeof cell === 'string' ? fold(cell) : ''))
    if (folded.some(each => TOTALS.test(each) || OPENING.test(each) || CLOSING.test(each))) {
      hear(this.told, row, this.amounts, true)
      return null
    }
    if (headingsOf(cells)) return null
    const formula = /^\s*[=@]/.test(text) || /^\s*[-+]\s*\d/.test(text)
    if (formula) throw new Refusal('formula', { row: row.row, column, text })
    if (fault === 'date' && /\d\s*[-/.]\s*\d/.test(text)) throw new Refusal('date', { row: row.row, column, text })
    if (cut && cells.length < this.columns.length && !/\p{L}/u.test(cells.join('')))
      throw new Refusal('cut-row', { row: row.row })
    if (this.holdsMoney(row)) throw new Refusal('date', { row: row.row, column, text })
    if (!this.headers(row)) {
      this.counts.leftOut++
      this.firstLeftOut ||= row.row
    }
    return null
  }

  /** Words around the table may name an account again, on every page. */
  private headers(row: Row): boolean {
    const before = this.told.account
    hear(this.told, row, this.amounts, true)
    return this.told.account !== before
  }

  private holdsMoney({ cells, row }: Row): boolean {
    return (['credit', 'debit', 'amount', 'signed'] as const).some(field => {
      const cell = this.cell(cells, field)
      return cell !== undefined && /\d/.test(String(cell)) && typeof this.amounts.readSigned(cell, row) === 'bigint'
    })
  }
}
