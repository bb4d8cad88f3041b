import { findCodes, readMemo, type Claim, type StatementLine } from '../bank/index.ts'
import { fold, type FundId } from '../kernel/index.ts'
import { DOUBTS, KIND, type Doubt } from './types.ts'

/** Of a claim only its kind, its meaning and its place are kept: the words stand in the memo. Places are read when shown. */
const LETTER: Partial<Record<Claim['is'], string>> = { giver: 'g', behalf: 'b', purpose: 'p', wish: 'w', return: 'r' }
const NAMED = Object.fromEntries(Object.entries(LETTER).map(([is, letter]) => [letter, is]))

/** `gperson:0-15 pstorm-flood:20-33` */
export const claimsText = (claims: readonly Claim[]): string | null => {
  let text = ''
  for (const { is, what, start, end } of claims) {
    const letter = LETTER[is]
    if (letter) text += `${text && ' '}${letter}${what}:${start}-${end}`
  }
  return text || null
}

/** What was claimed, with the words that claim it. */
export const claimsFrom = (
  text: string | null,
  memo: string,
): { readonly is: string; readonly what: string; readonly words: string }[] =>
  (text ?? '').split(' ').flatMap(claim => {
    const [, letter, what, start, end] = /^([a-z])([a-z-]*):(\d+)-(\d+)$/.exec(claim) ?? []
    const is = letter && NAMED[letter]
    return is ? [{ is, what: what ?? '', words: memo.normalize('NFC').slice(Number(start), Number(end)) }] : []
  })

/** From this amount on every line is looked at by a person. */
const LARGE = 500_000_000n
/** From this amount on a line without a giver or a purpose is. */
const WORDLESS = 20_000_000n

export type Campaigns = ReadonlyMap<string, FundId>
export type Understood = {
  readonly kind: number
  readonly doubts: number
  readonly claims: string | null
  readonly code: string | null
  readonly fund: FundId | null
}

/** What the books make of a line at first, and what a person should look at. Pure; the campaigns are those of the unit. */
export function understand(line: StatementLine, codes: ReadonlySet<string>, campaigns: Campaigns): Understood {
  const amount = (line.credit ?? 0n) - (line.debit ?? 0n)
  if (amount <= 0n) return { ...NOTHING, kind: amount < 0n ? KIND.out : KIND.none, doubts: amount < 0n ? OUT : 0 }
  const { claims } = readMemo(line.memo)
  let doubts = amount >= LARGE ? DOUBTS.large.bit : 0
  let clear = false
  for (const claim of claims) {
    if (claim.is === 'return') doubts |= DOUBTS[claim.what].bit
    else if (claim.is === 'purpose' && claim.what !== 'storm-flood') doubts |= DOUBTS.purpose.bit
    if (claim.is === 'giver' || claim.is === 'purpose') clear = true
  }
  const found = findCodes(line.memo, { campaigns: codes })
  if (!clear && found.length === 0 && amount >= WORDLESS) doubts |= DOUBTS['no-words'].bit
  const different = new Set(found.map(code => `${code.campaign}${code.gift ?? ''}`))
  if (different.size > 1) doubts |= DOUBTS['several-codes'].bit
  const only = different.size === 1 ? found[0]! : null
  if (only && only.how !== 'exact') doubts |= DOUBTS['broken-code'].bit
  const unclear = (doubts & UNCLEAR) !== 0
  return {
    kind: unclear ? KIND.unclear : KIND.gift,
    doubts,
    claims: claimsText(claims),
    code: only?.how === 'exact' ? `${only.campaign}${only.gift ?? ''}` : null,
    fund: (only && campaigns.get(only.campaign)) ?? null,
  }
}
const NOTHING = { claims: null, code: null, fund: null } as const
const OUT = DOUBTS['money-out'].bit
/** With these a line is no gift before a person said so. */
const UNCLEAR = DOUBTS.refund.bit | DOUBTS.mistaken.bit | DOUBTS['several-codes'].bit

export const doubtsOf = (bits: number): Doubt[] =>
  (Object.keys(DOUBTS) as Doubt[]).filter(doubt => (bits & DOUBTS[doubt].bit) !== 0)

/** Words for the search: folded, each once, without the banks' numbers, of which every line has new ones. */
export const wordsOf = (memo: string, counterparty: string): string[] => {
  const text = counterparty === '' ? memo : `${memo} ${counterparty}`
  // oxlint-disable-next-line no-control-regex
  const folded = /[^\u0000-\u007f]/.test(text) ? fold(text) : text.toLowerCase()
  const words = folded.match(WORD)
  return words ? [...new Set(words)] : []
}
/** A word begins with a letter, and is no reference of a bank with four digits or more. */
const WORD = /\b[a-z][a-z]*\d{0,3}(?![\da-z])/g
