import { gzipSync } from 'node:zlib'
import * as XLSX from '@e965/xlsx'
import type { PlainDate } from '../../kernel/index.ts'
import type { Cell, StatementPart } from './types.ts'

/** An invented transfer, for files in the layouts of the banks. */
export type Transfer = {
  readonly date: PlainDate
  readonly time: string
  readonly effect: bigint
  readonly doc: string
  readonly reference: string
  readonly counterparty: string
  readonly memo: string
}

type Style = {
  readonly heads: readonly string[]
  readonly preamble: readonly (readonly string[])[]
  readonly balances: 'each' | 'day-end' | 'none'
  readonly newestFirst?: boolean
  readonly delimiter?: string
  readonly encoding?: 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'xlsx'
  readonly amount: (value: bigint) => Cell
  readonly day: (date: PlainDate) => Cell
  readonly cells: (one: Shown) => readonly Cell[]
  /** Which fields the layout carries, beside the day, the amount and the memo. */
  readonly carries: readonly ('time' | 'doc' | 'reference' | 'counterparty')[]
}
type Shown = Transfer & { n: number; day: Cell; debit: Cell; credit: Cell; balance: Cell; page: number }

const grouped = (sign: string) => (value: bigint) => value.toString().replace(/\B(?=(?:\d{3})+$)/g, sign)
const dayFirst = (sign: string) => (date: PlainDate) => date.split('-').reverse().join(sign)
const serial = (date: PlainDate) => Date.parse(date) / 86_400_000 + 25_569

const LISTED =
  'PageId,Date,Time,DocumentNumber,ReferenceNumber,TransactionDetails,DebitAmount,CreditAmount,Balance,OffsetAccount'.split(
    ',',
  )

/** The layouts of the six banks, as they publish and export them. */
export const LAYOUTS = {
  vietcombank: {
    heads: 'PageId,TNXDate,DocNo,Debit,Credit,Balance,TransactionDetails'.split(','),
    preamble: [],
    balances: 'day-end',
    amount: grouped('.'),
    day: dayFirst('/'),
    cells: one => [one.page, one.day, one.doc, one.debit, one.credit, one.balance, one.memo],
    carries: ['doc'],
  },
  'vietcombank-list': {
    heads: ['STT', 'NGÀY GIAO DỊCH', 'SỐ TIỀN', 'DIỄN GIẢI'],
    preamble: [['NGÂN HÀNG TMCP NGOẠI THƯƠNG VIỆT NAM']],
    balances: 'none',
    delimiter: ';',
    encoding: 'utf-8-bom',
    amount: grouped('.'),
    day: dayFirst('/'),
    cells: one => [one.n, one.day, one.credit, one.memo],
    carries: [],
  },
  'vietcombank-corporate': {
    heads: [
      'STT/\nNo.',
      'Ngày giao dịch/\nTransaction date',
      'Ngày hiệu lực/\nEffective date',
      'Số CT/\nDoc No',
      'Số tiền ghi nợ/\nDebit',
      'Số tiền ghi có/\nCredit',
      'Số dư/\nBalance',
      'Nội dung chi tiết/\nTransactions in detail',
    ],
    preamble: [
      ['VIETCOMBANK', '', 'SAO KÊ TÀI KHOẢN'],
      [],
      ['Tên tài khoản / Account name:', '', 'QUY MAU GIA DINH'],
      ['Số tài khoản / Account number:', '', '0011000000001'],
      ['Loại tiền / Currency: VND'],
      ['Từ/From: 01/09/2024', '', 'Đến/To: 30/09/2024'],
    ],
    balances: 'each',
    encoding: 'xlsx',
    amount: value => Number(value),
    day: serial,
    cells: one => [one.n, one.day, one.day, one.doc, one.debit, one.credit, one.balance, one.memo],
    carries: ['doc'],
  },
  agribank: {
    heads: LISTED,
    preamble: [],
    balances: 'each',
    amount: grouped(','),
    day: dayFirst('/'),
    cells: one => [one.page, one.day, '', '', one.reference, one.memo, one.debit, one.credit, one.balance, ''],
    carries: ['reference'],
  },
  vietinbank: {
    heads: LISTED,
    preamble: [],
    balances: 'none',
    amount: grouped(','),
    day: dayFirst('/'),
    cells: one => [
      one.page,
      one.day,
      one.time,
      '',
      '',
      one.memo.replace(/ (?=\S+$)/, '\n'),
      one.debit,
      one.credit,
      '',
      one.counterparty,
    ],
    carries: ['time', 'counterparty'],
  },
  mb: {
    heads: [
      'STT',
      'Chi nhánh',
      'Loại GD',
      'Kênh',
      'Ngày giao dịch/Transaction date',
      'Giờ/Time',
      'Số bút toán/Document No',
      'Tên đối ứng',
      'Phát sinh nợ/Debit',
      'Phát sinh có/Credit',
      'Nội dung/Details',
      'Số dư/Balance',
    ],
    preamble: [
      ['NGÂN HÀNG TMCP QUÂN ĐỘI'],
      ['Số tài khoản: 0800000000002', '', 'Chủ tài khoản: QUY MAU'],
      ['Số dư đầu kỳ', '', '1,000,000.00'],
    ],
    balances: 'each',
    newestFirst: true,
    amount: value => `${grouped(',')(value)}.00`,
    day: dayFirst('/'),
    cells: one => [
      one.n,
      '001',
      'CK',
      'APP',
      one.day,
      one.time,
      one.doc,
      one.counterparty,
      one.debit,
      one.credit,
      one.memo,
      one.balance,
    ],
    carries: ['time', 'doc', 'counterparty'],
  },
  techcombank: {
    heads: [
      'Ngày KH thực hiện/\nRequesting date',
      'Ngày giao dịch/\nTransaction date',
      'Số bút toán/\nReference number',
      'Ngân hàng đối tác/\nRemitter bank',
      'Tên tài khoản đối ứng/\nRemitter account name',
      'Diễn giải/\nDescription',
      'Nợ/Debit',
      'Có/Credit',
      'Phí/Lãi\nFee/Interest',
      'Thuế/Tax',
      'Số dư/\nBalance',
    ],
    preamble: [
      ['TECHCOMBANK', '', 'SAO KÊ TÀI KHOẢN'],
      ...Array.from({ length: 16 }, (_, at) => [`Dòng giới thiệu ${at}`]),
      ['Số tài khoản/Account No.', '1900 0000 0003'],
      ['Loại tiền tệ/Currency', 'VND'],
    ],
    balances: 'each',
    newestFirst: true,
    delimiter: ';',
    amount: grouped(','),
    day: date => date,
    cells: one => [
      one.day,
      one.day,
      one.doc,
      '',
      one.counterparty,
      one.memo,
      one.debit,
      one.credit,
      '',
      '',
      one.balance,
    ],
    carries: ['doc', 'counterparty'],
  },
  bidv: {
    heads: ['STT', 'Ngày hiệu lực', 'Ngày giao dịch', 'Số tham chiếu', 'Ghi nợ', 'Ghi có', 'Số dư', 'Mô tả'],
    preamble: [['BIDV'], ['Số tài khoản', '21500000000004'], ['Số dư đầu kỳ', '1.000.000']],
    balances: 'each',
    delimiter: '\t',
    encoding: 'utf-16le',
    amount: grouped('.'),
    day: dayFirst('-'),
    cells: one => [one.n, one.day, one.day, one.reference, one.debit, one.credit, one.balance, one.memo],
    carries: ['reference'],
  },
} satisfies Record<string, Style>
export type LayoutName = keyof typeof LAYOUTS
export const LAYOUT_NAMES = Object.keys(LAYOUTS) as LayoutName[]
export const styleOf = (name: LayoutName): Style => LAYOUTS[name]
export const OPENING = 1_000_000n

/** The rows of a statement of these transfers, oldest first as given, in the layout of a bank; headings are row `head`. */
export function tableOf(name: LayoutName, transfers: readonly Transfer[]): { rows: Cell[][]; head: number } {
  const style = styleOf(name)
  let balance = OPENING
  const lines = transfers.map((one, at) => {
    balance += one.effect
    const shown =
      style.balances === 'each' || (style.balances === 'day-end' && transfers[at + 1]?.date !== one.date)
        ? balance
        : null
    return {
      ...one,
      day: style.day(one.date),
      debit: one.effect < 0n ? style.amount(-one.effect) : '',
      credit: one.effect < 0n ? '' : style.amount(one.effect),
      balance: shown === null ? '' : style.amount(shown),
    }
  })
  if (style.newestFirst) lines.reverse()
  const rows = [
    ...style.preamble.map(row => [...row]),
    [...style.heads],
    ...lines.map((line, at) => [...style.cells({ ...line, n: at + 1, page: Math.floor(at / 12) + 1 })]),
  ]
  return { rows, head: style.preamble.length }
}

/** The bytes of a table as the bank's file has them. */
export function bytesOf(name: LayoutName, rows: readonly (readonly Cell[])[], pack = false): Uint8Array {
  const { delimiter = ',', encoding = 'utf-8' } = styleOf(name) as Style
  const bytes = encoding === 'xlsx' ? workbookOf(rows) : encoded(csvOf(rows, delimiter), encoding)
  return pack ? new Uint8Array(gzipSync(bytes)) : bytes
}

export const csvOf = (rows: readonly (readonly Cell[])[], delimiter = ','): string =>
  rows
    .map(row =>
      row
        .map(cell => {
          const text = String(cell)
          return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
        })
        .join(delimiter),
    )
    .join('\r\n') + '\r\n'

const encoded = (text: string, encoding: 'utf-8' | 'utf-8-bom' | 'utf-16le'): Uint8Array =>
  encoding === 'utf-16le'
    ? new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]))
    : new Uint8Array(Buffer.from(encoding === 'utf-8-bom' ? `\ufeff${text}` : text))

export function workbookOf(rows: readonly (readonly Cell[])[]): Uint8Array {
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows.map(row => [...row])), 'Sao kê')
  return new Uint8Array(
    XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true, bookSST: true }) as Buffer,
  )
}

/** A file as it comes from a disk: in pieces of the sizes given, over and over. */
export const partOf = (name: string, bytes: Uint8Array, sizes: readonly number[] = [65_536]): StatementPart => ({
  name,
  bytes: (async function* () {
    for (let at = 0, turn = 0; at < bytes.length; turn++) {
      const size = sizes[turn % sizes.length]!
      yield bytes.subarray(at, at + size)
      at += size
    }
  })(),
})
