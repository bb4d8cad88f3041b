/**
 * How wide a text will be, about. The server has no fonts, so pictures leave room by rule of thumb:
 * marks take none, capitals more, Khmer letters as much as wide Latin ones.
 */
export const textWidth = (text: string, size: number): number => {
  let ems = 0
  for (const char of text.normalize('NFC')) ems += widthOf(char)
  return Math.ceil(ems * size)
}

const widthOf = (char: string): number => {
  if (char === '\u200b') return 0
  if (/\p{M}/u.test(char)) return isSpacingVowel(char.codePointAt(0)!) ? 0.4 : 0
  if (/[iIl.,:;'|!()\-\s]/.test(char)) return 0.32
  if (/[mwMW₫%]/.test(char)) return 0.88
  if (/\p{Lu}/u.test(char)) return 0.68
  return /\p{Script=Khmer}/u.test(char) ? 0.72 : 0.57
}

// Khmer vowels that stand beside their letter instead of above or below it.
const isSpacingVowel = (code: number): boolean => code === 0x17b6 || (code >= 0x17be && code <= 0x17c5)

/** Breaks a text into at most `lines` lines that fit `width`; what does not fit ends in an ellipsis. */
export const wrapText = (text: string, width: number, size: number, lines: number): readonly string[] => {
  const done: string[] = []
  let line = ''
  // Khmer has no spaces between words; a zero-width space, where the writer put one, is a place to break.
  for (const word of text.trim().split(/(?<=[\s\u200b])/u)) {
    if (line === '' || textWidth(line + word.trimEnd(), size) <= width) line += word
    else {
      done.push(line.trimEnd())
      line = word
    }
  }
  if (line.trim()) done.push(line.trimEnd())
  if (done.length <= lines) return done.map(l => shorten(l, width, size))
  return [...done.slice(0, lines - 1), done.slice(lines - 1).join(' ')].map(l => shorten(l, width, size))
}

const segmenter = new Intl.Segmenter('vi', { granularity: 'grapheme' })

/** Cuts at whole letters, never between a Khmer letter and its marks. */
export const shorten = (text: string, width: number, size: number): string => {
  if (textWidth(text, size) <= width) return text
  let kept = ''
  for (const { segment } of segmenter.segment(text)) {
    if (textWidth(`${kept}${segment}…`, size) > width) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}
