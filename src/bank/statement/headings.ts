import { fold } from '../../kernel/index.ts'
import type { BankKey, Cell, Field } from './types.ts'

/**
 * How banks head their columns, folded and without spaces. A heading of two languages (“Số dư/ Balance”) is looked up
 * as a whole and by its halves.
 */
const HEADINGS: Readonly<Record<Field, string>> = {
  date: 'ngaygd ngaygiaodich ngayhachtoan ngay ngayps ngayphatsinh tnxdate txndate date transactiondate bookingdate postingdate ngayct ngaychungtu ngayghiso trandate',
  time: 'time gio giogd giogiaodich thoigian transactiontime',
  doc: 'soct docno documentnumber sochungtu sobuttoan documentno voucherno magd magiaodich transactionno transactionid seqno sogd sogiaodich',
  reference:
    'referencenumber sothamchieu reference refno referenceno mathamchieu reference# sothamchieureferencenumber',
  debit:
    'debit debitamount ghino sotienghino phatsinhno no psno tienra chi sotienrut rut withdrawal sotienno tienchi psn ghinovnd',
  credit: 'credit creditamount ghico sotienghico phatsinhco co psco tienvao thu sotiengui gui deposit sotienco tienthu',
  amount: 'sotien amount giatri sotiengiaodich',
  signed: 'thuchi bienđong biendong sotienbiendong creditdebit',
  fee: 'phi philai fee feeinterest thue tax transactiontax interest',
  balance:
    'balance sodu soducuoi soduluyke sodusaugiaodich runningbalance accountbalance soduhientai availablebalance sodukhadung',
  memo: 'transactiondetails noidung noidungchitiet noidunggiaodich transactionsindetail diengiai mota description details remark remarks detail chitiet chitietgiaodich dienggiai ghichu transactiondescription transactionremark particulars noidungchuyentien',
  counterparty:
    'offsetaccount taikhoandoiung tentaikhoandoiung sotaikhoandoiung doiung nganhangdoitac nganhangdoiung taikhoandich tkdoiung remitterbank remitteraccountnumber remitteraccountname beneficiary donvithuhuong tendoiung correspondentaccount correspondentname remitter tendonvithuhuong nguoichuyen contraaccount',
  account: 'sotaikhoan accountno accountnumber',
}
const FIELD_OF = new Map(
  (Object.keys(HEADINGS) as Field[]).flatMap(field => HEADINGS[field].split(' ').map(word => [word, field] as const)),
)
/** Dates that are not the day of the transaction, where the file has that as well. */
const SECOND_DATES = new Set([
  'ngayhieuluc',
  'effectivedate',
  'ngaykhthuchien',
  'requestingdate',
  'valuedate',
  'ngaygiatri',
])

export const plain = (cell: Cell): string => fold(String(cell)).replace(/[^a-z0-9#/]/g, '')

/** What a heading says its column holds. */
export function fieldOf(cell: Cell): Field | 'second-date' | null {
  const whole = plain(String(cell).replace(/\([^)]*\)/g, ' '))
  const halves = [whole.replaceAll('/', ''), ...whole.split('/')].filter(Boolean)
  for (const word of halves) {
    // “No.” counts rows, “Nợ” is money paid out: without its tone the word says nothing.
    if (word === 'stt' || (word === 'no' && !String(cell).normalize('NFC').toLowerCase().includes('nợ'))) return null
    if (SECOND_DATES.has(word)) return 'second-date'
    const field = FIELD_OF.get(word)
    if (field) return field
  }
  return null
}

export type Columns = readonly (Field | null)[]

/** The fields of a row's cells when they are headings of a statement: a day, money received, and words. */
export function headingsOf(cells: readonly Cell[]): Columns | null {
  if (cells.length < 3) return null
  const found = cells.map(cell => (typeof cell === 'string' && cell.length < 120 ? fieldOf(cell) : null))
  const has = (field: Field) => found.includes(field)
  if (!has('date') && !found.includes('second-date')) return null
  if (!has('memo') || !(has('credit') || has('amount') || has('signed'))) return null
  const dateAt = has('date') ? found.indexOf('date') : found.indexOf('second-date')
  const taken = new Set<Field>()
  return found.map((field, at): Field | null => {
    if (at === dateAt) return 'date'
    if (field === null || field === 'second-date' || field === 'date') return null
    // “Số tiền” beside “Ghi có” repeats it; a second column of a kind that has one place only is left out.
    if (field === 'amount' && has('credit')) return null
    if (field === 'counterparty' || field === 'fee') return field
    if (taken.has(field)) return null
    taken.add(field)
    return field
  })
}

/** Names that banks write above their tables. */
const NAMES: Readonly<Record<BankKey, RegExp>> = {
  vietcombank: /vietcombank|ngoai thuong/,
  agribank: /agribank|nong nghiep va phat trien/,
  vietinbank: /vietinbank|vietin bank|cong thuong viet nam/,
  mb: /\bmb ?bank|\bmb\b|ngan hang (?:tmcp )?quan doi/,
  techcombank: /techcombank|ky thuong/,
  bidv: /\bbidv\b|dau tu va phat trien viet nam/,
}
/** The bank that the rows above the table name, when they name just one. */
export function bankNamed(folded: string): BankKey | null {
  const named = (Object.keys(NAMES) as BankKey[]).filter(bank => NAMES[bank].test(folded))
  return named.length === 1 ? named[0]! : null
}

/**
 * The banks whose files have such headings. Agribank and VietinBank share theirs once a published list is made of them;
 * then the first lines tell: one carries references and a running balance, the other times and counter-accounts.
 */
export function banksByShape(
  heads: readonly Cell[],
  sample: readonly (readonly Cell[])[],
  columns: Columns,
): BankKey[] {
  const words = new Set(heads.map(plain))
  const has = (...names: string[]) =>
    names.every(name => [...words].some(word => word === name || word.split('/').includes(name)))
  if (has('tnxdate')) return ['vietcombank']
  if (has('stt', 'ngaygiaodich', 'sotien', 'diengiai') && heads.length <= 5) return ['vietcombank']
  if (has('docno') && (has('effectivedate') || has('transactionsindetail'))) return ['vietcombank']
  if (has('requestingdate') || has('ngaykhthuchien')) return ['techcombank']
  if (has('sobuttoan') && (has('phatsinhco') || has('credit'))) return ['mb']
  if (has('sothamchieu', 'ghico', 'mota')) return ['bidv']
  if (!has('offsetaccount', 'referencenumber')) return []
  const filled = (field: Field) =>
    sample.some(cells => columns.some((each, at) => each === field && cells[at] !== undefined && cells[at] !== ''))
  if (filled('balance') && !filled('time')) return ['agribank']
  if (filled('time') && !filled('balance')) return ['vietinbank']
  return ['agribank', 'vietinbank']
}
