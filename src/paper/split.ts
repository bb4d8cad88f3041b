import { isCopyNumber } from './copies.ts'
import { isCapitals, type Line } from './lines.ts'
import { isFooter, isRoutingNote, type Noise } from './noise.ts'
import {
  authoritySign,
  isSpoiltNumber,
  KINH_GUI,
  MOTTO,
  numberSign,
  PARTY_TITLE,
  PLACE_DATE,
  RULE_LINE,
  saysRecipients,
  STATE_TITLE,
  YOUTH_TITLE,
} from './signs.ts'
import { namesInstitution, titleOf } from './lexicon.ts'

/** A stretch of lines holding one letter: [from, to). */
export type Stretch = { readonly from: number; readonly to: number }

const NEAR = 18

/** What a line shows of a letter's head and foot. */
export type Signs = {
  readonly national: boolean
  readonly number: boolean
  readonly place: boolean
  readonly gui: boolean
  readonly title: boolean
  readonly close: boolean
}

const NOTHING: Signs = { national: false, number: false, place: false, gui: false, title: false, close: false }

/** The signs of every line; noise shows none. */
export const signsIn = (lines: readonly Line[], noise: readonly Noise[]): Signs[] =>
  lines.map((line, at) => (noise[at] ? NOTHING : signsOf(line)))

function signsOf(line: Line): Signs {
  if (line.blank || line.text.length > 300) return NOTHING
  const shouted = isCapitals(line.text)
  const national =
    (STATE_TITLE.test(line.flat) || PARTY_TITLE.test(line.flat) || YOUTH_TITLE.test(line.flat)) &&
    isCapitals(line.text.replace(/\s{3,}.*/, '').slice(0, 160))
  return {
    national: national || MOTTO.test(line.flat),
    number: (numberSign(line.text) !== null && !isCopyNumber(line.text)) || isSpoiltNumber(line.text),
    place: line.text.length < 200 && PLACE_DATE.test(line.flat),
    gui: KINH_GUI.test(line.flat),
    title: shouted && titleOf(line.text) !== null,
    close: saysRecipients(line.flat) || (shouted && authoritySign(line.text) !== null),
  }
}

/**
 * Finds where each letter of a file begins. A new letter needs its own number and symbol beside a national title,
 * a place and date, a title or "Kính gửi", and comes only after the one before has closed: a decision's own forms
 * and quoted headings do not start a letter.
 */
export function splitLetters(lines: readonly Line[], noise: readonly Noise[], signs: readonly Signs[]): Stretch[] {
  const starts = [0]
  let anchor = -1
  let closedAt = -1
  signs.forEach((sign, at) => {
    if (sign.close) closedAt = at
    if (!sign.number) return
    if (anchor < 0) {
      if (supported(signs, at) >= 1) anchor = at
      return
    }
    if (closedAt <= anchor || supported(signs, at) < 2) return
    anchor = at
    starts.push(headStart(lines, noise, signs, at, Math.max(closedAt + 1, starts.at(-1) ?? 0)))
  })
  return starts.map((from, at) => ({ from, to: starts[at + 1] ?? lines.length }))
}

/** How many other signs of a letter's head stand near its number. */
function supported(signs: readonly Signs[], at: number): number {
  const kinds = new Set<string>()
  for (let i = Math.max(0, at - NEAR); i < Math.min(signs.length, at + NEAR); i++) {
    const sign = signs[i]
    if (!sign) continue
    if (sign.national) kinds.add('national')
    if (sign.place) kinds.add('place')
    if (sign.gui && i > at) kinds.add('gui')
    if (sign.title && i > at) kinds.add('title')
  }
  return kinds.size
}

/** Walks up from a letter's number over the lines that can only be its heading. */
function headStart(
  lines: readonly Line[],
  noise: readonly Noise[],
  signs: readonly Signs[],
  number: number,
  floor: number,
): number {
  let start = number
  for (let at = number - 1; at >= floor && number - at < 3 * NEAR; at--) {
    const line = lines[at]
    if (!line || line.blank || noise[at]) continue
    const sign = signs[at]
    const head =
      sign?.national ||
      sign?.place ||
      RULE_LINE.test(line.text) ||
      /^du thao\b/.test(line.flat) ||
      (isCapitals(line.text) && namesInstitution(line.flat) && !sign?.close)
    if (!head) break
    start = at
  }
  return start
}

/** Whether the lines hold a letter at all, or the legible part of one: at least two of its fixed signs. */
export function holdsLetter(signs: readonly Signs[]): boolean {
  const kinds = ['national', 'number', 'place', 'gui', 'title', 'close'] as const
  return kinds.filter(kind => signs.some(sign => sign[kind])).length >= 2
}

/**
 * Marks the noise that depends on where it stands: routing notes above the addressees and after the signature,
 * and everything of a web page's foot from its first line on, unless an annex follows.
 */
export function noteOuterNoise(lines: readonly Line[], noise: Noise[], stretch: Stretch): void {
  let close = -1
  let gui = -1
  for (let at = stretch.from; at < stretch.to; at++) {
    const line = lines[at]
    if (!line || line.blank || noise[at]) continue
    if (saysRecipients(line.flat)) close = at
    if (gui < 0 && KINH_GUI.test(line.flat)) gui = at
  }
  let footer = false
  for (let at = stretch.from; at < stretch.to; at++) {
    const line = lines[at]
    if (!line || line.blank || noise[at]) continue
    const outside = at < gui || (close >= 0 && at > close)
    if (outside && isRoutingNote(line)) noise[at] = 'routing-note'
    if (close >= 0 && at > close && isFooter(line)) footer = true
    if (footer) noise[at] = 'footer'
  }
}

/** A name as people are printed under a signature, and what goes on right behind it. */
const NAME_THEN = /^((?:\p{Lu}\p{Ll}*\.? ){0,2}(?:\p{Lu}\p{Ll}+ ){1,5}) ?(?=\p{Lu}{2})/u

/**
 * Letters run together in the middle of a line: the name under a signature is followed at once by the heading of the next,
 * which is printed in capitals. Such a line is cut there; every offset stays. Two columns stand further apart.
 */
export const partGlued = (lines: readonly Line[]): Line[] =>
  lines.flatMap((line, at) => {
    if (at === 0 || line.text.length > 300) return [line]
    const name = NAME_THEN.exec(line.text)?.[0] ?? ''
    if (name === '' || !opensHeading(line.text.slice(name.length), line.flat.slice(name.length))) return [line]
    const end = line.start + name.trimEnd().length
    return [
      { ...line, end, text: name.trimEnd(), flat: line.flat.slice(0, name.trimEnd().length) },
      {
        ...line,
        start: line.start + name.length,
        text: line.text.slice(name.length),
        flat: line.flat.slice(name.length),
      },
    ]
  })

const opensHeading = (text: string, plain: string): boolean =>
  isCapitals(text) && (namesInstitution(plain) || STATE_TITLE.test(plain) || PARTY_TITLE.test(plain))
