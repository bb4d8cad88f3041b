import { createHash } from 'node:crypto'

/** Letters and digits that nobody confuses when reading a code aloud: no I, O, U, 0 or 1. */
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTVWXYZ'
const BASE = SIGNS.length
/** A prime that two signs can write: one wrong sign, or two that changed places, always show. */
const CHECK = 953

/** "K7QM-2XRA-9D": eight signs drawn from the command's id, and two that check them. */
export function newCode(command: string): string {
  const drawn = createHash('sha256').update(`form ${command}`).digest()
  let number = drawn.readBigUInt64BE(0)
  let signs = ''
  for (let at = 0; at < 8; at++) {
    signs += SIGNS[Number(number % BigInt(BASE))]
    number /= BigInt(BASE)
  }
  return grouped(signs + checkOf(signs))
}

const checkOf = (signs: string): string => {
  const rest = signs.split('').reduce((sum, sign) => (sum * BASE + SIGNS.indexOf(sign)) % CHECK, 0)
  return SIGNS[Math.floor(rest / BASE)]! + SIGNS[rest % BASE]!
}

const grouped = (ten: string): string => `${ten.slice(0, 4)}-${ten.slice(4, 8)}-${ten.slice(8)}`

/** The code as it is kept, from however it was typed; null when a sign is wrong or missing. */
export function codeFrom(text: string): string | null {
  const signs = text.toUpperCase().replace(/[\s–—-]/gu, '')
  if (signs.length !== 10 || signs.split('').some(sign => !SIGNS.includes(sign))) return null
  return checkOf(signs.slice(0, 8)) === signs.slice(8) ? grouped(signs) : null
}
