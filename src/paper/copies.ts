import { isCapitals, type Line } from './lines.ts'
import type { Noise } from './noise.ts'
import { authoritySign, looksLikeTitle, MOTTO, numberSign, PLACE_DATE, RULE_LINE, saysRecipients } from './signs.ts'

/**
 * What an office puts under a letter that it copies (Decree 30/2020, annex I, part III): its name, a number with the
 * code of copies, its own recipients and signature. None of it is the letter's.
 */
const COPY_CODE = /^(?:SY|SL|TrS|TRS|BS)(?:$|[-/])/
const COPY_WORDS = /^\W{0,3}(?:sao y(?: ban chinh)?|sao luc|trich sao|ban sao)\W{0,3}$/

export const isCopyNumber = (text: string): boolean => COPY_CODE.test(numberSign(text)?.symbol ?? '')

/** Marks the block of a copy, from its heading to the end of the stretch, as no part of the letter. */
export function noteCopy(lines: readonly Line[], noise: Noise[], stretch: { from: number; to: number }): void {
  let closed = -1
  for (let at = stretch.from; at < stretch.to; at++) {
    const line = lines[at]
    if (!line || line.blank || noise[at]) continue
    if (saysRecipients(line.flat) || (isCapitals(line.text) && authoritySign(line.text))) closed = at
    if (closed < 0 || !cellsHoldCopyNumber(line)) continue
    for (let row = headOf(lines, at, closed); row < stretch.to; row++) if (!lines[row]?.blank) noise[row] ??= 'stamp'
    return
  }
}

const cellsHoldCopyNumber = (line: Line): boolean =>
  line.text.length < 300 && line.text.split(/\s{3,}/).some(isCopyNumber)

/** Up from the number over what can only be the heading of the copy. */
function headOf(lines: readonly Line[], number: number, closed: number): number {
  let start = number
  for (let row = number - 1; row > closed && number - row <= 14; row--) {
    const line = lines[row]
    if (!line || line.blank) continue
    const heading =
      isCapitals(line.text.replace(/\s{3,}.*/, '')) ||
      COPY_WORDS.test(line.flat) ||
      MOTTO.test(line.flat) ||
      PLACE_DATE.test(line.flat) ||
      RULE_LINE.test(line.text)
    if (!heading || looksLikeTitle(line.text)) break
    start = row
  }
  return start
}
