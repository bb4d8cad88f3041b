import { bare } from './plain.ts'
import type { Secrecy } from './types.ts'

/**
 * The marks of state secrets (Law on the Protection of State Secrets 2018, art. 8; Decree 30/2020, annex I, part II,
 * box 10a): a stamp that stands in a place of its own, in capitals. The one detector for whatever enters: better a
 * letter too many sent back than a secret one kept. The same words inside a sentence ("bí mật nhà nước", "mật độ",
 * "bảo mật") are only words.
 */

/** Letters of other alphabets that look like Latin ones; marks survive because the text is taken apart first. */
const LOOK_ALIKE: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  І: 'I',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Х: 'X',
  Ү: 'Y',
  а: 'a',
  е: 'e',
  і: 'i',
  к: 'k',
  м: 'm',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
  Α: 'A',
  Β: 'B',
  Ε: 'E',
  Ι: 'I',
  Κ: 'K',
  Μ: 'M',
  Ν: 'N',
  Ο: 'O',
  Ρ: 'P',
  Τ: 'T',
  Υ: 'Y',
  Χ: 'X',
  ο: 'o',
  Ⅿ: 'M',
}
const FOREIGN = new RegExp(`[${Object.keys(LOOK_ALIKE).join('')}]`, 'gu')
const INVISIBLE =
  /\u00ad|\u034f|\u061c|\u115f|\u180e|[\u200b-\u200f\u202a-\u202e\u2060-\u2064]|[\ufe00-\ufe0f]|\ufeff/gu

/** One way of writing for what looks the same: widths, alphabets, invisible signs. Tabs and double spaces stay. */
const plainLook = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(INVISIBLE, '')
    .replace(FOREIGN, each => LOOK_ALIKE[each] ?? each)
    .normalize('NFC')

/** Letters set apart, as stamps often are: "M Ậ T", "T U Y Ệ T   M Ậ T". */
const SPACED = /(?<![^\s|([{«"“'-])\p{Lu}(?:[ .]{1,3}\p{Lu}){2,}(?![\p{L}\p{N}])/gu
const together = (line: string): string => line.replace(SPACED, run => run.replace(/[ .]/g, ''))

/** Cells of a line: stamps stand beside other boxes, apart from them by a tab, a bar or more than one space. */
const CELLS = /(\t+| {2,}|\|)/

/** A cell that goes on a word of the cell before ("BẢO  MẬT" of a justified heading) is no stamp. */
const GOES_ON = /(?:^|\s)(?:bi|bao|co|than|kin|do)$/

/** What may stand in the box with the mark, folded: its label, a copy's number, how urgent it is. */
const BESIDE =
  /(?:^| )(?:(?:muc |cap |dau )?do mat|dau (?:do )?mat|(?:muc )?do khan|thuong khan|khan|hoa toc(?: hen gio)?|so ban|ban so|so|ban|luu|gio|ngay)(?= |$)/g
const LEVELS: readonly (readonly [RegExp, Secrecy])[] = [
  [/(?:^| )tuyet ?mat(?= |$)/, 'tuyet-mat'],
  [/(?:^| )toi ?mat(?= |$)/, 'toi-mat'],
  [/(?:^| )mat(?= |$)/, 'mat'],
]

/** MẶT (face), MẮT (eye) and MÁT (cool) are other words; a lost or mistaken mark over an A still is the stamp. */
const OTHER_WORD = /M[ẶẮẲẴẰĂÁÀẢÃ]T(?!\p{L})/u

/** Letters that can look like nothing else: a cell of these needs an M and a T to bear a mark. */
const PLAIN = /^[\x20-\xac\xae-\u02ff\u1ea0-\u1ef9\u2013\u2014\u201c\u201d\u2026]*$/

/** The mark that one cell holds when it holds nothing else. */
export function secrecyOfCell(cell: string): Secrecy | null {
  if (cell.length > 120 || (PLAIN.test(cell) && !/m.{0,6}t/i.test(cell))) return null
  return markIn(together(plainLook(cell)))
}

function markIn(cell: string): Secrecy | null {
  if (cell.length > 80) return null
  const words = bare(cell)
    .replace(/[^A-Za-z]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
  if (!/m ?a ?t\b/i.test(words)) return null
  const folded = words.toLowerCase()
  const labelled = /^(?:(?:muc |cap |dau )?do|dau(?: do)?) mat (?=.)/.test(folded) && /:/.test(cell)
  const said = folded.replace(BESIDE, ' ').replace(/ +/g, ' ').trim()
  const level = LEVELS.find(([pattern]) => pattern.test(said))
  if (!level) return null
  // Nothing else stands there, except a further mark ("TỐI MẬT/MẬT").
  const rest = LEVELS.reduce((left, [pattern]) => left.replace(pattern, ' ').trim(), said)
  if (rest !== '') return null
  return asStamped(cell, level[1], labelled) ? level[1] : null
}

/** Capitals, or first letter in capitals where the words cannot be anything else, or after its label. */
function asStamped(cell: string, level: Secrecy, labelled: boolean): boolean {
  const upper = cell.toUpperCase()
  if (OTHER_WORD.test(upper)) return false
  const stamp = /M\s?\p{L}\s?T(?!\p{L})/giu
  const written = [...cell.matchAll(stamp)].map(match => match[0]).at(-1) ?? ''
  if (written === written.toUpperCase() && written !== '') return true
  if (labelled) return /m[ậạâa]t/i.test(written)
  return level !== 'mat' && /^\P{L}*\p{Lu}/u.test(cell) && /mật/i.test(written)
}

/** The gravest mark among the cells of the text, or null. */
export function secrecyIn(text: string): Secrecy | null {
  const found = new Set<Secrecy>()
  for (const line of plainLook(text).split(/[\n\r\v\f\u0085\u2028\u2029]/)) {
    const mark = secrecyOfLine(line)
    if (mark) found.add(mark)
  }
  return (['tuyet-mat', 'toi-mat', 'mat'] as const).find(level => found.has(level)) ?? null
}

function secrecyOfLine(line: string): Secrecy | null {
  if (!/m[\s.]{0,3}\p{L}[\s.]{0,3}t/iu.test(line)) return null
  const parts = together(line).split(CELLS)
  for (let at = 0; at < parts.length; at += 2) {
    const mark = markIn(parts[at] ?? '')
    const gap = parts[at - 1] ?? ''
    const before =
      gap.length < 4 && gap.trim() === ''
        ? bare(parts[at - 2] ?? '')
            .toLowerCase()
            .trim()
        : ''
    if (mark && (before.endsWith(':') || !GOES_ON.test(before))) return mark
  }
  return null
}
