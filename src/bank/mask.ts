import { namesIn, readMemo, type Memo } from './memo.ts'
import { foldInPlace } from './memo-words.ts'
import type { Span } from './memo-wrap.ts'

/**
 * The one rule book for texts that are shown to people other than the giver and the accountant. Law
 * 91/2025 counts bank accounts and transfers as sensitive; in 2024 phones and accounts of hundreds of
 * thousands of givers stood in a public file, and names in memos brought people who had given nothing
 * into trouble. When in doubt a rule masks: a masked word harms nobody.
 */
export type MaskRule = 'number' | 'named-number' | 'spelled' | 'mail' | 'link' | 'payer' | 'giver' | 'person'
export type Masked = Span & { readonly rule: MaskRule }

type Found = readonly Span[]
const RULES: Readonly<
  Record<MaskRule, { readonly find: (memo: Memo, folded: string) => Found; readonly why: string }>
> = {
  number: {
    find: ({ text }) => numbersIn(text),
    why: 'Eight digits and more, in one piece or parted by marks and page breaks, are an account, a telephone, an identity or card number or lead to one (references), unless they are plainly a date, a time or an amount.',
  },
  'named-number': {
    find: (_, folded) => all(folded, NAMED, 1),
    why: 'Shorter numbers are private where the writer says that they are: an account, an identity card, a telephone.',
  },
  spelled: {
    find: (_, folded) => all(folded, SPELLED),
    why: 'People write telephones in words so that programs do not find them.',
  },
  mail: { find: ({ text }) => all(text, MAIL), why: 'An address reaches one person.' },
  link: { find: ({ text }) => all(text, LINK), why: 'A link to a profile names one person.' },
  payer: {
    find: ({ payer }) => (payer ? [payer.account, ...(payer.name ? [payer.name] : [])] : []),
    why: 'The bank names the owner of the paying account; the owner did not ask for it.',
  },
  giver: {
    find: ({ claims }) => claims.filter(claim => claim.is === 'giver' || claim.is === 'behalf'),
    why: 'A giver is named only by choice, and a claimed name can be someone else’s: a group who called itself “the central circus”.',
  },
  person: { find: memo => namesIn(memo), why: 'Third parties named in a memo never agreed to be shown.' },
}

export const MASK_RULES = Object.keys(RULES) as readonly MaskRule[]
/** Why a rule masks, for those who ask. */
export const whyMasked = (rule: MaskRule): string => RULES[rule].why

/** What stands for anything masked; always the same length, so that it says nothing about what it hides. */
export const MASK = '•••'

/**
 * A text with what must not be shown replaced by `•••`, and what was masked by which rule (places in the
 * composed text that went in). All rules unless told; a giver who chose to be named is shown by leaving
 * out `giver`, but third parties and numbers stay masked. Linear.
 */
export const mask = (
  given: string,
  rules: readonly MaskRule[] = MASK_RULES,
): { readonly text: string; readonly masked: readonly Masked[] } => {
  const memo = readMemo(given)
  const folded = foldInPlace(memo.text)
  const found = rules.flatMap(rule => RULES[rule].find(memo, folded).map(({ start, end }) => ({ rule, start, end })))
  const shown = rules.includes('giver') ? [] : memo.claims.filter(claim => claim.is === 'giver')
  const masked = found
    .filter(({ rule, start, end }) => rule !== 'person' || !shown.some(own => start < own.end && own.start < end))
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start || b.end - a.end)
  let text = ''
  let done = 0
  for (const { start, end } of masked) {
    if (start >= done) text += memo.text.slice(done, start) + MASK
    done = Math.max(done, end)
  }
  return { text: text + memo.text.slice(done), masked }
}

/** Where digits go on: at most two marks between them, whatever marks; letters and the mask end a number. */
const GAP = String.raw`[^\p{L}\d•]{0,2}`
const ENDS = `(?!${GAP}\\d)`
const DAY = String.raw`(?:0?[1-9]|[12]\d|3[01])`
const MONTH = String.raw`(?:0?[1-9]|1[0-2])`
const CLOCK = String.raw`(?:[\s-]{1,2}[0-2]\d:[0-5]\d(?::[0-5]\d)?(?:\s\d{6})?)?`
const UNIT = String.raw`(?=\s?(?:đồng|đ(?!\p{L})|dong(?!\p{L})|vn[dđ](?!\p{L})))`
const NUMBERS = new RegExp(
  [
    // A date in marks, in one piece, and as banks stamp it with time and trace number.
    `(?<plain>${DAY}([./-])${MONTH}\\2(?:(?:19|20)\\d\\d|\\d\\d)${CLOCK}${ENDS}`,
    String.raw`(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d${ENDS}`,
    String.raw`(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d-\s?[0-2]\d:[0-5]\d:[0-5]\d(?:\s\d{6})?${ENDS}`,
    // An amount in threes, when it ends in thousands or its unit follows; one in one piece only with its unit.
    String.raw`(?!84(?:\D\d{3}){3}(?!\d))[1-9]\d{0,2}([.,])(?:\d{3}\3){0,3}(?:000|\d{3}${UNIT})${ENDS}`,
    String.raw`[1-9]\d{7,11}${UNIT})`,
    String.raw`\d(?:${GAP}\d)*`,
  ].join('|'),
  'giu',
)

const numbersIn = (text: string): Span[] => {
  const spans: Span[] = []
  for (const match of text.matchAll(NUMBERS)) {
    if (match.groups!['plain'] !== undefined) continue
    if (match[0].length >= 8 && match[0].replace(/\D/g, '').length >= 8)
      spans.push({ start: match.index, end: match.index + match[0].length })
  }
  return spans
}

const NAMED =
  /\b(?:stk|so tk|tk|tai khoan|account|acc|cccd|cmnd|cmt|can cuoc|ho chieu|passport|sdt|so dt|dt|dien thoai|tel|phone|zalo|hotline|the so|so the)[\s:.#-]{0,3}(\d(?:[ .-]?\d){3,})/g
const DIGIT = '(?:khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi)'
const SPELLED = new RegExp(`\\b${DIGIT}(?:[ .,-]{1,2}${DIGIT}){7,}\\b`, 'g')
const MAIL = /[\p{L}\d_][\p{L}\d_.+-]{0,63}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,4}/gu
const LINK = /https?:\/\/\S+|\b(?:fb|facebook|zalo|tiktok|instagram)\.(?:com|me|vn)\/\S+/giu

const all = (text: string, pattern: RegExp, group = 0): Span[] =>
  Array.from(text.matchAll(pattern), match => {
    const start = match.index + match[0].lastIndexOf(match[group]!)
    return { start, end: start + match[group]!.length }
  })
