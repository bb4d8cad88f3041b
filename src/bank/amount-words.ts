import type { Vnd } from '../kernel/index.ts'

/**
 * Whole đồng in words, for receipts and vouchers, in Vietnamese, English and Khmer, up to 64 bits.
 *
 * Vietnamese as accounting offices of the State write it: “nghìn”, “lẻ”, “không trăm” inside a number, and
 * “tỷ” counted on (một tỷ tỷ), the first letter capital; “chẵn” behind an amount of whole thousands, so that
 * nothing can be added behind it. That is custom and not law, so it can be left out. Ours and not a package's:
 * it is forty lines, the packages differ in just these customs, and one of them misspells fifteen.
 */
export type WordsOptions = { readonly even?: boolean }

/** `1200000` → `Một triệu hai trăm nghìn đồng chẵn`. */
export const amountInVietnamese = (amount: Vnd, { even = true }: WordsOptions = {}): string => {
  const size = sizeOf(amount)
  const words = size === 0n ? 'không' : vietnamese(size, false).join(' ')
  const whole = even && size > 0n && size % 1000n === 0n
  return capital(`${amount < 0n ? 'âm ' : ''}${words} đồng${whole ? ' chẵn' : ''}`)
}

const VI = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const
const BILLION = 1_000_000_000n

/** `inside`: something stands before, so that missing hundreds are said: một triệu không trăm lẻ năm. */
const vietnamese = (number: bigint, inside: boolean): string[] => {
  const billions = number / BILLION
  const left = Number(number % BILLION)
  const words = billions > 0n ? [...vietnamese(billions, inside), 'tỷ'] : []
  let before = inside || words.length > 0
  for (const [group, unit] of [
    [Math.floor(left / 1_000_000), 'triệu'],
    [Math.floor(left / 1000) % 1000, 'nghìn'],
    [left % 1000, ''],
  ] as const) {
    if (group === 0) continue
    words.push(...hundredsOf(group, before), ...(unit ? [unit] : []))
    before = true
  }
  return words
}

const hundredsOf = (group: number, before: boolean): string[] => {
  const hundreds = Math.floor(group / 100)
  const tens = Math.floor(group / 10) % 10
  const ones = group % 10
  const words = hundreds > 0 || before ? [VI[hundreds]!, 'trăm'] : []
  if (tens === 0) return ones === 0 ? words : [...words, ...(words.length > 0 ? ['lẻ'] : []), VI[ones]!]
  words.push(...(tens === 1 ? ['mười'] : [VI[tens]!, 'mươi']))
  if (ones === 0) return words
  const one = ones === 1 && tens > 1 ? 'mốt' : ones === 4 && tens > 1 ? 'tư' : ones === 5 ? 'lăm' : VI[ones]!
  return [...words, one]
}

/** `1200000` → `One million two hundred thousand đồng`. */
export const amountInEnglish = (amount: Vnd): string => {
  const size = sizeOf(amount)
  const groups: string[] = []
  let left = size
  for (const unit of ['', ' thousand', ' million', ' billion', ' trillion', ' quadrillion', ' quintillion']) {
    const group = Number(left % 1000n)
    if (group > 0) groups.unshift(englishHundreds(group) + unit)
    left /= 1000n
  }
  return capital(`${amount < 0n ? 'minus ' : ''}${groups.join(' ') || 'zero'} đồng`)
}

const EN =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const EN_TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

const englishHundreds = (group: number): string => {
  const rest = group % 100
  const small = rest < 20 ? EN[rest]! : EN_TENS[Math.floor(rest / 10)]! + (rest % 10 ? `-${EN[rest % 10]}` : '')
  if (group < 100) return small
  return `${EN[Math.floor(group / 100)]} hundred${rest ? ` ${small}` : ''}`
}

/**
 * `1200000` → `១.២០០.០០០ ដុង`: Khmer digits, not words. Khmer number words have forms that no native
 * reader has checked here, and a wrong word on a receipt is worse than digits.
 */
export const amountInKhmer = (amount: Vnd): string =>
  `${String(amount)
    .replace(/\B(?=(?:\d{3})+$)/g, '.')
    .replace(/\d/g, digit => String.fromCharCode(0x17e0 + Number(digit)))} ដុង`

const sizeOf = (amount: bigint): bigint => (amount < 0n ? -amount : amount)

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1)
