import { fold } from '../../kernel/index.ts'
import type { AmountReader } from './amounts.ts'
import { bankNamed } from './headings.ts'
import { Refusal, type BankKey, type Cell, type Row } from './types.ts'

/** What the rows above and below the table say about it. */
export type Told = {
  bank: BankKey | null
  account: string | null
  holder: string | null
  currency: string | null
  opening: bigint | null
  closing: bigint | null
}
export const nothingTold = (): Told => ({
  bank: null,
  account: null,
  holder: null,
  currency: null,
  opening: null,
  closing: null,
})

const ACCOUNT =
  /^(?:so tai khoan|so tk|account (?:number|no\.?)|tai khoan so|so tai khoan ?\/ ?account (?:number|no\.?)|tai khoan(?: \/ ?account)?)\b/
const HOLDER =
  /^(?:ten tai khoan|chu tai khoan|account name|ten chu tai khoan|ten khach hang|customer name|khach hang)\b/
const CURRENCY = /^(?:loai tien(?: te)?|currency|don vi tien te)\b/
export const OPENING = /so du (?:dau ky|dau ngay|dau)|opening balance|beginning balance/
export const CLOSING = /so du (?:cuoi ky|cuoi ngay|cuoi)|closing balance|ending balance/

/** Takes from a row outside the table what it tells. A second account number refuses the file. */
export function hear(told: Told, row: Row, amounts: AmountReader, inTable = false): void {
  const cells = row.cells.map(cell => String(cell).replace(/\s+/g, ' ').trim())
  const folded = cells.map(fold)
  if (!inTable) told.bank ??= bankNamed(folded.join(' | '))
  folded.forEach((text, at) => {
    if (text === '') return
    const value = valueAfter(cells, at)
    const digits = accountIn(value)
    if (ACCOUNT.test(text) && digits) {
      if (told.account !== null && told.account !== digits)
        throw new Refusal('two-accounts', { row: row.row, account: told.account, other: digits })
      told.account = digits
    } else if (HOLDER.test(text)) told.holder ??= value.slice(0, 200) || null
    else if (CURRENCY.test(text)) told.currency ??= /\b[A-Z]{3}\b/.exec(value.toUpperCase())?.[0] ?? null
    else if (OPENING.test(text)) told.opening ??= amountAfter(row, at, amounts)
    else if (CLOSING.test(text)) told.closing = amountAfter(row, at, amounts) ?? told.closing
  })
}

/** What follows the label: after its colon, or in the next cell that is filled. */
function valueAfter(cells: readonly string[], at: number): string {
  const own = /[::]\s*(.*)$/s.exec(cells[at] ?? '')?.[1]?.trim()
  return own || (cells.slice(at + 1).find(cell => cell !== '') ?? '').replace(/^[::]\s*/, '')
}

const accountIn = (value: string): string | null => {
  const digits = /^[\d][\d .-]{4,28}/.exec(value)?.[0].replace(/\D/g, '') ?? ''
  return digits.length >= 6 && digits.length <= 24 ? digits : null
}

function amountAfter(row: Row, at: number, amounts: AmountReader): bigint | null {
  const own = /[::]\s*(-?[\d., ]+)/.exec(String(row.cells[at] ?? ''))?.[1]
  for (const cell of own ? [own, ...row.cells.slice(at + 1)] : row.cells.slice(at + 1)) {
    const amount = amounts.readSigned(cell, row.row)
    if (typeof amount === 'bigint') return amount
  }
  return null
}

export type Outside = 'blank' | 'mark' | 'other'
/** What a row without a day is: nothing, the mark of a page, or words that a bank writes around its table. */
export function outside(cells: readonly Cell[]): Outside {
  const text = cells.map(String).join(' ').trim()
  if (text === '') return 'blank'
  return PAGE_ROW.test(text) ? 'mark' : 'other'
}
const PAGE_ROW = /^(?:page|trang)\s*:?\s*\d+\s*(?:(?:of|\/|trên)\s*\d+)?$/i
