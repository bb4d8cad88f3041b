import { no, problem, vnd, yes, type Result, type Vnd } from '../kernel/index.ts'

/**
 * The text inside a VietQR code (NAPAS on EMVCo's merchant-presented QR): made, read back, verified.
 *
 * Our own hundred lines and not the package `vietnam-qr-pay` (1.5.1, in good keeping): the format is
 * fields of two digits, two digits of length and a value, with a CRC at the end; that package brings
 * a table of banks and of their apps that ages inside it, counts lengths without checking them, and
 * answers a broken code with empty fields where we want to say what is wrong.
 */
export type Transfer = {
  /** The bank's number at NAPAS, six digits: `facts/banks.tsv`. */
  readonly bin: string
  readonly account: string
  /** Whether `account` is an account (QRIBFTTA) or a card (QRIBFTTC). */
  readonly to: 'account' | 'card'
  /** With an amount the code is for one gift (dynamic); without, the giver types it (static). */
  readonly amount?: Vnd
  readonly memo?: string
}

export const MEMO_LIMIT = 25
const NAPAS = 'A000000727'
const SERVICE = { account: 'QRIBFTTA', card: 'QRIBFTTC' } as const
const DONG = '704'

/** The payload of a transfer; refused when a bank's app could not carry it unchanged. */
export const vietQr = (transfer: Transfer): Result<string> => {
  const wrong = wrongIn(transfer)
  if (wrong) return no(wrong)
  const { bin, account, to, amount, memo } = transfer
  const beneficiary = field('00', bin) + field('01', account)
  const head = [
    field('00', '01'),
    field('01', amount === undefined ? '11' : '12'),
    field('38', field('00', NAPAS) + field('01', beneficiary) + field('02', SERVICE[to])),
    field('53', DONG),
    amount === undefined ? '' : field('54', `${amount}`),
    field('58', 'VN'),
    memo ? field('62', field('08', memo)) : '',
    '6304',
  ].join('')
  return yes(head + crc16(head))
}

/** Reads a payload back; refused with what is wrong in it, first of all the checksum. */
export const readVietQr = (payload: string): Result<Transfer> => {
  const end = payload.length - 4
  if (!/^[\x20-\x7e]+$/.test(payload) || payload.slice(end - 4, end) !== '6304')
    return no(problem('bank.qr.no-checksum'))
  if (crc16(payload.slice(0, end)) !== payload.slice(end).toUpperCase()) return no(problem('bank.qr.checksum'))
  const fields = fieldsOf(payload)
  const merchant = fieldsOf(fields?.get('38') ?? '')
  const beneficiary = fieldsOf(merchant?.get('01') ?? '')
  const additional = fieldsOf(fields?.get('62') ?? '')
  if (!fields || !merchant || !beneficiary || !additional) return no(problem('bank.qr.lengths'))
  const service = merchant.get('02')
  const to = service === SERVICE.card ? 'card' : service === SERVICE.account ? 'account' : null
  const foreign = merchant.get('00') !== NAPAS || to === null || fields.get('53') !== DONG || fields.get('58') !== 'VN'
  if (foreign) return no(problem('bank.qr.not-vietqr'))
  const amount = fields.has('54') ? vnd(fields.get('54')!) : undefined
  if (amount === null) return no(problem('bank.qr.amount'))
  const memo = additional.get('08')
  const transfer: Transfer = {
    bin: beneficiary.get('00') ?? '',
    account: beneficiary.get('01') ?? '',
    to,
    ...(amount === undefined ? {} : { amount }),
    ...(memo ? { memo } : {}),
  }
  // A memo longer than ours is other people's right; the rest must be what we would write.
  const wrong = wrongIn({ ...transfer, memo: '' })
  return wrong ? no(wrong) : yes(transfer)
}

const wrongIn = ({ bin, account, amount, memo }: Transfer) => {
  if (!/^\d{6}$/.test(bin)) return problem('bank.qr.bin', {}, { field: 'bin' })
  if (!/^[0-9A-Za-z]{4,19}$/.test(account)) return problem('bank.qr.account', {}, { field: 'account' })
  // EMVCo gives the amount thirteen places; no bank carries more.
  if (amount !== undefined && (amount <= 0n || amount > 9_999_999_999_999n))
    return problem('bank.qr.amount', {}, { field: 'amount' })
  if (memo && !/^[A-Za-z0-9 ]{1,25}$/.test(memo))
    return problem('bank.qr.memo', { limit: MEMO_LIMIT }, { field: 'memo' })
  return null
}

const field = (id: string, value: string): string => id + String(value.length).padStart(2, '0') + value

/** Splits `id length value` fields; null when the lengths do not add up. The first of two equal ids counts. */
const fieldsOf = (text: string): Map<string, string> | null => {
  const fields = new Map<string, string>()
  for (let at = 0; at < text.length;) {
    const head = text.slice(at, at + 4)
    const end = at + 4 + Number(head.slice(2))
    if (!/^\d{4}$/.test(head) || end > text.length) return null
    if (!fields.has(head.slice(0, 2))) fields.set(head.slice(0, 2), text.slice(at + 4, end))
    at = end
  }
  return fields
}

/** CRC-16/CCITT-FALSE (polynomial 1021, begun with FFFF), four capitals. */
const crc16 = (text: string): string => {
  let crc = 0xffff
  for (let at = 0; at < text.length; at++) {
    crc ^= text.charCodeAt(at) << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}
