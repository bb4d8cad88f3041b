/**
 * What banks put around a giver's words. Each rule is a form seen in real statements; what it takes off
 * is kept with its place, because the accounts, names and phones in it are the first things to mask.
 */
export type Wrapping = {
  /** Which rule took it off. */
  readonly form: string
  readonly start: number
  readonly end: number
}

/** Whom the bank names as the owner of the paying account: the bank's word, not the giver's. */
export type Payer = { readonly account: Span; readonly name: Span | null }
export type Span = { readonly start: number; readonly end: number }

export type Unwrapped = {
  readonly words: Span
  readonly wrappings: readonly Wrapping[]
  readonly payer: Payer | null
}

/** Forms before the words. Spaces inside runs of digits are page breaks of the bank's PDF. */
const BEFORE: readonly (readonly [form: string, first: RegExp, why: string])[] = [
  [
    'vietinbank-fast',
    /CT nhanh 247 den:\s*/y,
    'VietinBank, from another bank at once; the other bank’s own form follows',
  ],
  ['vietinbank-napas', /Chuyen tien den tu NAPAS Noi dung:\s*/y, 'VietinBank, through NAPAS'],
  [
    'vietcombank-mobile',
    /MBVCB\.\d{6,12}\.(?:\d{6}\.)?/y,
    'Vietcombank’s app: reference, and outside Vietcombank a second one',
  ],
  ['vietcombank-time', /\d{6}\.\d{6}\.\d{6}\./y, 'Vietcombank, from another bank: trace number, date, time'],
  [
    'napas',
    /\d{20}[0-9A-Za-z ]{4,20}\.[\d ]{1,7}\.[\d ]{6,8}\./y,
    'NAPAS at Vietcombank: BIN, card or trace number, time',
  ],
  [
    'wallet',
    /PARTNER\.[A-Z_]+\.[A-Z]+\.[\d. ]{8,45}-[\d ]{8,13}_/y,
    'an electronic wallet at Vietcombank: its last part is a phone number',
  ],
  ['wallet-phone', /\d{11}[- ]\d{10}(?:[- ]|$)/y, 'an electronic wallet at other banks: order number, phone number'],
  ['zalopay', /ZP\d{12} ?\s\d{15}\s/y, 'ZaloPay at other banks: two order numbers'],
  ['standing-order', /VCB\.CTDK\.\d\d\/\d\d\/\d{4}\./y, 'a standing order at Vietcombank'],
  ['mb', /MB\(\d{6}\)\(/y, 'MB at Agribank; a bracket closes it'],
  [
    'sender-bank',
    /(?:Vietcombank|Vietinbank|VietinBank|ICB|BIDV|Agribank)[:;][0-9A-Z]{4,19}[:;]/y,
    'the account that the giver’s app wrote in',
  ],
  ['order', /(?:[0-9A-Z]{16}\/|ISL\d{17}-)/y, 'the order number of a business account'],
  ['ibft', /IBFT\s+/y, 'an app’s default word: interbank fund transfer'],
]

/** Forms behind the words, tried on the last characters, from the end inwards. */
const AFTER: readonly (readonly [form: string, last: RegExp, why: string])[] = [
  ['programme', /[\s-]*\(?\bct\s?\d{4}\)?\s*$/i, 'VietinBank’s code of the appeal (CT1111)'],
  ['ft', /\s*FT\d{11,16}\s*$/, 'the reference of banks that run on T24'],
  ['time', /\s*-\s*\d{6}\s*-\s*\d\d:\d\d:\d\d(?:\s\d{6})?\s*$/, 'date, time and trace number of the paying bank'],
  ['bracket', /[\s.]*\)\s*$/, 'the bracket that MB opened'],
  ['stop', /[\s.]+$/, 'spaces and full stops that nobody meant'],
]

/** `.CT tu <account> <name> toi <account> <fund>`: Vietcombank inside itself names both sides. */
const FROM_TO = /[\s.]*CT tu (\d[\d ]{4,22}\d)(?: ([^\d]{1,80}?))?\s+toi\s\d[\d ]{4,22}\d\b[^]*$/y

/** Takes the bank's wrapping off a memo. Linear: each rule looks at one end only, and at most eight times. */
export const unwrap = (text: string): Unwrapped => {
  const wrappings: Wrapping[] = []
  let start = 0
  let end = text.length
  let payer: Payer | null = null
  const from = text.lastIndexOf('CT tu ')
  if (from >= 0) {
    const begin = /[\s.]/.test(text[from - 1] ?? '') ? from - 1 : from
    FROM_TO.lastIndex = begin
    const match = FROM_TO.exec(text)
    if (match) {
      const account = text.indexOf(match[1]!, begin)
      const name = match[2] ? text.indexOf(match[2], account + match[1]!.length) : -1
      payer = {
        account: { start: account, end: account + match[1]!.length },
        name: name < 0 ? null : { start: name, end: name + match[2]!.length },
      }
      wrappings.push({ form: 'vietcombank-inside', start: begin, end })
      end = begin
    }
  }
  let open = false
  for (let times = 0; times < 4; times++) {
    const taken = BEFORE.find(([, first]) => {
      first.lastIndex = start
      return first.test(text) && first.lastIndex <= end
    })
    if (!taken) break
    wrappings.push({ form: taken[0], start, end: taken[1].lastIndex })
    start = taken[1].lastIndex
    open ||= taken[0] === 'mb'
  }
  for (let times = 0; times < 4; times++) {
    const tail = text.slice(Math.max(start, end - 40), end)
    const taken = AFTER.find(([form, last]) => (form !== 'bracket' || open) && last.test(tail))
    if (!taken) break
    const cut = end - tail.length + tail.search(taken[1])
    if (taken[0] === 'bracket') open = false
    wrappings.push({ form: taken[0], start: cut, end })
    end = cut
  }
  return { words: { start, end }, wrappings, payer }
}
