import { fold } from '../kernel/index.ts'
import { memoOfVoucher } from './rules.ts'
import type { PayRow, Run } from './types.ts'

/** The columns of a payment file, as banks' bulk transfers ask for them [U]: each bank's own template is filled by copying. */
export const PAY_COLUMNS = [
  'STT',
  'Ma ngan hang (BIN)',
  'So tai khoan',
  'Ten nguoi huong',
  'So tien',
  'Noi dung',
] as const

/** Letters that every bank takes: capitals without accents. A cell never begins with a sign that a spreadsheet would obey. */
export const plainCell = (text: string): string =>
  fold(text)
    .toUpperCase()
    .replace(/[^A-Z0-9 .,/-]+/g, ' ')
    .replace(/^[^A-Z0-9]+/, '')
    .replace(/\s+/g, ' ')
    .trim()

/**
 * The rows of a run's file: only what the run fixed when it was written, so that the file is the same bytes whenever it is
 * fetched, whatever has become of its vouchers since. A payee who was erased is left empty.
 */
export const payRows = (
  rows: readonly PayRow[],
): readonly (readonly [number, string, string, string, bigint, string])[] =>
  rows.map(({ ordinal, bin, account, name, amount, code, number, year }) => [
    ordinal,
    bin ?? '',
    account ?? '',
    plainCell(name ?? ''),
    amount,
    `${memoOfVoucher(code)} CT ${number}-${year}`,
  ])

/** The file as CSV in UTF-8 with its mark, as spreadsheets want it: every cell in quotes, lines ended as Windows does. */
export const payCsv = (rows: readonly PayRow[]): string =>
  `\ufeff${[PAY_COLUMNS, ...payRows(rows)].map(cells => `${cells.map(cell => `"${cell}"`).join(',')}\r\n`).join('')}`

export const payFileName = (run: Run): string => `dot-chi-${run.number}-${run.year}`
