import type { AmountFault, Cell, NumberStyle } from './types.ts'
import { Refusal } from './types.ts'

const MAX = 9_223_372_036_854_775_807n
/** Up to here a plain number holds every digit, and is made much faster. */
const SAFE_DIGITS = 15

/** A longer piece of a text keeps the whole text in memory. */
const SHORT = 13

export type Amount = bigint | null | AmountFault

const SIGN: Readonly<Record<Exclude<NumberStyle, 'auto' | 'none'>, string>> = { dot: '.', comma: ',', space: ' ' }

/**
 * Reads the amounts of one file. Whether dots or commas set thousands apart is not guessed for each number: the first one
 * that shows it decides, and a later one that contradicts it refuses the file, because one of the two would be read
 * a thousand times too small.
 */
export class AmountReader {
  private thousands: string | null
  private decimal: string | null = null
  private shownBy: { text: string; row: number } | null = null
  private readonly known = new Map<string, bigint>()

  constructor(style: NumberStyle) {
    this.thousands = style === 'auto' || style === 'none' ? null : SIGN[style]
    if (style === 'dot') this.decimal = ','
    if (style === 'comma') this.decimal = '.'
  }

  /** Whole đồng; null when the cell is blank, or what is wrong with it. */
  read(cell: Cell | undefined, row: number): Amount {
    if (cell === undefined || cell === '') return null
    if (typeof cell === 'number') return ofNumber(cell)
    const known = this.known.get(cell)
    if (known !== undefined) return known
    const amount = this.parse(cell, row)
    if (typeof amount === 'bigint' && cell.length < SHORT && this.known.size < 20_000) this.known.set(cell, amount)
    return amount
  }

  /** As `read`, but money may be below zero: a balance, or a column with a minus for what was paid out. */
  readSigned(cell: Cell | undefined, row: number): Amount {
    if (typeof cell === 'number') {
      const amount = ofNumber(Math.abs(cell))
      return typeof amount === 'bigint' && cell < 0 ? -amount : amount
    }
    const below = cell === undefined ? null : /^\s*(?:[-−–]\s*(\d.*)|\((\d[^)]*)\))\s*$/s.exec(cell)
    if (!below) return this.read(cell, row)
    const amount = this.read(below[1] ?? below[2], row)
    return typeof amount === 'bigint' ? -amount : amount
  }

  private parse(cell: string, row: number): Amount {
    const text = cell
      .replace(/[\u00a0\u202f]/g, ' ')
      .trim()
      .replace(/\s*(?:VND|VNĐ|đồng|đ|₫)$/i, '')
    if (text === '' || /^[-–—]$/.test(text)) return null
    if (/^[=@]|^\+\s*\D/.test(text)) return 'formula'
    if (/^[-–−(]/.test(text) && /\d/.test(text)) return 'negative-amount'
    const match = /^\+?(\d+)((?:[., ']\d{3})*)(?:([.,])(\d{1,2}|\d{4,}))?$/.exec(text)
    if (!match) return 'amount-in-words'
    const [, head = '', groups = '', decimal, fraction = ''] = match
    if (groups !== '' && head.length > 3) return 'amount-in-words'
    if (groups !== '') {
      const sign = groups[0] === "'" ? ' ' : groups[0]!
      if (groups.replace(/\d/g, '') !== groups[0]!.repeat(groups.length / 4)) return 'amount-in-words'
      this.show(text, row, { thousands: sign })
    }
    if (decimal !== undefined) this.show(text, row, { decimal })
    if (/[^0]/.test(fraction)) return 'amount-with-fraction'
    return whole(head + groups.replace(/\D/g, ''))
  }

  /** Holds what this number shows about the file against what earlier ones showed. */
  private show(text: string, row: number, seen: { thousands?: string; decimal?: string }): void {
    const thousands = seen.thousands ?? this.thousands
    const decimal = seen.decimal ?? this.decimal
    const agrees =
      (this.thousands ?? thousands) === thousands &&
      (this.decimal ?? decimal) === decimal &&
      (thousands === null || thousands !== decimal)
    if (!agrees)
      throw new Refusal('mixed-numbers', {
        row,
        text,
        other: this.shownBy?.text ?? '',
        otherRow: this.shownBy?.row ?? 0,
      })
    if (this.thousands !== thousands || this.decimal !== decimal) this.shownBy ??= { text, row }
    this.thousands = thousands
    this.decimal = decimal
  }
}

function whole(digits: string): bigint | AmountFault {
  if (digits.length <= SAFE_DIGITS) return BigInt(Number(digits))
  if (digits.replace(/^0+/, '').length > 19) return 'amount-too-large'
  const amount = BigInt(digits)
  return amount > MAX ? 'amount-too-large' : amount
}

/** A number from a workbook: Excel keeps fifteen digits, so what is longer has already lost some. */
function ofNumber(value: number): bigint | AmountFault {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e15) return 'amount-too-large'
  if (value < 0) return 'negative-amount'
  return Number.isInteger(value) ? BigInt(value) : 'amount-with-fraction'
}

/** A number as people write it in Viet Nam: dots between thousands. */
export const spell = (amount: bigint): string => amount.toString().replace(/\B(?=(?:\d{3})+$)/g, '.')
