/** Vietnamese text for search and comparison. Pure; works the same on the server and on a phone. */

/**
 * Lower case, without tones and marks, đ as d, runs of space as one: `Uỷ ban` and `ỦY BAN` become `uy ban`.
 * For search and for comparing names that offices spell with the tone in different places.
 */
export function fold(text: string): string {
  const codes: number[] = []
  for (let at = 0; at < text.length; at++) {
    const folded = FOLDED[text.charCodeAt(at)] ?? OTHER
    if (folded === OTHER) return folding(text)
    if (folded === MARK || (folded === SPACE && (codes.length === 0 || codes.at(-1) === SPACE))) continue
    codes.push(folded)
  }
  if (codes.at(-1) === SPACE) codes.pop()
  return codes.length < 4_000 ? String.fromCharCode(...codes) : folding(text)
}

/** The same said by the library, for every sign there is: slower, and what the table below is made of. */
const folding = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[đĐðÐ]/g, 'd')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim()

const SPACE = 0x20
const MARK = 0
const OTHER = 0xffff
/** What each Latin letter, mark and blank becomes alone; no letter here changes with its neighbours. */
const FOLDED = Uint16Array.from({ length: 0x1f00 }, (_, code) => {
  if (code === 0 || (code > 0x24f && code < 0x300) || (code > 0x36f && code < 0x1e00)) return OTHER
  const char = String.fromCharCode(code)
  if (/\s/u.test(char)) return SPACE
  const folded = folding(char)
  return folded.length > 1 ? OTHER : folded === '' ? MARK : folded.charCodeAt(0)
})

const collator = new Intl.Collator('vi')

/** Orders as a Vietnamese reader expects (đ after d, tones last); PGlite's own collations do not. */
export const compareVietnamese = (a: string, b: string): number => collator.compare(a, b)
