import type { PlainDate } from '../../kernel/index.ts'

/** The banks whose files are known by themselves; any other is read by a mapping or by clear headings. */
export const BANKS = ['vietcombank', 'agribank', 'vietinbank', 'mb', 'techcombank', 'bidv'] as const
export type BankKey = (typeof BANKS)[number]

/** What a column may hold. `amount` is money received, `signed` has money paid out with a minus. */
export const FIELDS = [
  'date',
  'time',
  'doc',
  'reference',
  'debit',
  'credit',
  'amount',
  'signed',
  'fee',
  'balance',
  'memo',
  'counterparty',
  'account',
] as const
export type Field = (typeof FIELDS)[number]

/** How thousands are set apart; `auto` lets the first number that shows it decide for the whole file. */
export type NumberStyle = 'auto' | 'dot' | 'comma' | 'space' | 'none'
export type DateStyle = 'auto' | 'day-first' | 'year-first' | 'month-first'

/** How to read the file of a bank that is not known: which column (from 0) holds which field, from which row on. */
export type Mapping = {
  /** The row of the headings, from 1; the lines begin below it. 0 when the file has no headings. */
  readonly header: number
  readonly columns: readonly (Field | null)[]
  readonly numbers: NumberStyle
  readonly dates: DateStyle
}

export type StatementPart = { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> }

export type StatementLine = {
  /** From 1 over all parts, headings not counted. */
  readonly ordinal: number
  /** Which of the files, from 1. */
  readonly part: number
  /** The row in that file as a spreadsheet counts it, for messages. */
  readonly row: number
  readonly date: PlainDate
  readonly time: string | null
  readonly debit: bigint | null
  readonly credit: bigint | null
  readonly balance: bigint | null
  readonly doc: string
  readonly reference: string
  readonly counterparty: string
  readonly memo: string
  /** 1, 2, 3 … among the lines of its day that are equal in every field. */
  readonly occurrence: number
}

export type StatementOptions = {
  readonly bank: BankKey | 'auto' | Mapping
  /** A line dated well after this day is no line of a statement. */
  readonly today: PlainDate
  /** The balance before the first line, as two persons attest it. */
  readonly opening?: bigint
  /** Balances at the end of days, as two persons attest them. */
  readonly closing?: ReadonlyMap<PlainDate, bigint>
  /** The account that the file must be of, where the file names one. */
  readonly account?: string
}

export type StatementDay = {
  readonly date: PlainDate
  readonly lines: number
  readonly credits: bigint
  readonly debits: bigint
  readonly closing: bigint | null
  readonly proved: boolean | null
}

export type Repair = {
  readonly field: 'credit' | 'debit' | 'balance' | 'missing-credit' | 'missing-debit'
  readonly amount: bigint
}

/** What stops closing, one for each faulty line; `values` are for the sentence `bank.statement.fault.<kind>`. */
export type StatementFault = {
  readonly file: string
  readonly line: number
  readonly row: number
  readonly column: string
  readonly kind: FaultKind
  readonly values: Readonly<Record<string, string | number>>
  readonly repair: Repair | null
}
export type AmountFault =
  | 'blank-amount'
  | 'amount-in-words'
  | 'negative-amount'
  | 'amount-too-large'
  | 'amount-with-fraction'
  | 'formula'
export type FaultKind =
  | AmountFault
  | 'both-sides'
  | 'wrong-amount'
  | 'wrong-balance'
  | 'swapped-sides'
  | 'repeated-line'
  | 'missing-line'
  | 'day-break'
  | 'closing-differs'
  | 'overlap'

/** Something worth knowing that does not stop closing; lines of one kind are told together. */
export type StatementNote = {
  readonly kind: NoteKind
  readonly values: Readonly<Record<string, string | number>>
}
export type NoteKind =
  | 'opening-deduced'
  | 'opening-attested'
  | 'closing-attested'
  | 'no-balance'
  | 'bank-unknown'
  | 'newest-first'
  | 'out-of-order'
  | 'repeated-reference'
  | 'empty-reference'
  | 'equal-lines'
  | 'zero-amount'
  | 'rows-left-out'
  | 'page-marks'
  | 'no-final-line-end'

export type StatementCheck = {
  readonly bank: BankKey | 'other'
  readonly account: string | null
  readonly holder: string | null
  readonly currency: string | null
  readonly lines: number
  readonly credits: bigint
  readonly debits: bigint
  readonly opening: bigint | null
  readonly closing: bigint | null
  readonly days: readonly StatementDay[]
  readonly problems: readonly StatementFault[]
  readonly notes: readonly StatementNote[]
}

/** A cell of a row: text, or from a workbook a number (an amount, or a day by its serial number). */
export type Cell = string | number
export type Row = { readonly row: number; readonly cells: readonly Cell[] }

/** A file that is refused whole; thrown inside this folder only, and answered as a value at its door. */
export class Refusal extends Error {
  readonly kind: string
  readonly values: Readonly<Record<string, string | number>>
  constructor(kind: string, values: Readonly<Record<string, string | number>> = {}) {
    super(kind)
    this.kind = kind
    this.values = values
  }
}
