import { span, type Found } from './found.ts'
import type { Line } from './lines.ts'
import { flow, sourceRange, trimmed } from './plain.ts'
import { KINH_GUI } from './signs.ts'
import type { Range } from './types.ts'

export type Addressees = {
  readonly entries: Found<string[]>
  /** First row of the body. */ readonly bodyRow: number
}

const BULLET = /^[-–—+*•~]\s*/
const STREET = /^\W{0,3}(?:dia chi|d\/c\s*:|dien thoai|ma so thue|mst|so cmnd|so cccd|email)\b/
const BODY =
  /^\W{0,3}(?:can cu|thuc hien|theo|xet|ngay|trong|de |nham|tra loi|tiep theo|sau khi|tren co so|vua qua|hien nay|qua|duoc su|ban thuong|[ivx]+\.|1[.)])\b/

/**
 * Reads who a letter is sent to: one entry per bullet or line after "Kính gửi" (Decree 30/2020 annex I box 9a),
 * without dash or final stop. A street address under a company belongs to the envelope.
 */
export function readAddressees(source: string, lines: readonly Line[], guiRow: number): Addressees {
  const first = lines[guiRow]
  if (!first) return { entries: { value: [], spans: [] }, bodyRow: guiRow }
  const lead = KINH_GUI.exec(first.flat)?.[0].length ?? 0
  const inline = first.text.slice(lead).trim()
  const entries: Range[][] = []
  const offset = first.start + lead
  const bulleted = inline === '' || BULLET.test(inline)
  if (/\p{L}{2}/u.test(inline)) entries.push([{ start: offset, end: first.end }])
  let row = guiRow + 1
  let blank = false
  for (; row < lines.length; row++) {
    const line = lines[row]
    if (!line) continue
    if (line.blank) {
      blank = true
      continue
    }
    const previous = entries.at(-1)
    if (ends(source, line, previous, blank, bulleted)) break
    const open = BULLET.test(line.text) || !previous || (inline === '' && finished(source, previous))
    if (STREET.test(line.flat)) entries.push([])
    else if (open) entries.push([{ start: line.start, end: line.end }])
    else previous.push({ start: line.start, end: line.end })
    blank = false
    if (entries.length > 200) break
  }
  return {
    entries: clean(
      source,
      entries.filter(entry => entry.length > 0),
    ),
    bodyRow: row,
  }
}

const finished = (source: string, entry: readonly Range[]): boolean => {
  const last = entry.at(-1)
  return (
    last !== undefined &&
    /[;.,]\s*$/.test(source.slice(last.start, last.end)) &&
    !/\b(?:và|va)\s*[;.,]?\s*$/.test(source.slice(last.start, last.end))
  )
}

function ends(
  source: string,
  line: Line,
  previous: readonly Range[] | undefined,
  blank: boolean,
  bulleted: boolean,
): boolean {
  if (previous === undefined) return false
  if (BULLET.test(line.text)) return !bulleted && blank && !/^\W/.test(line.text)
  if (line.text.length > 220) return true
  if (blank) return true
  const last = previous.at(-1)
  const closed =
    last !== undefined &&
    /[.]\s*$/.test(source.slice(last.start, last.end)) &&
    !/\bTP\.\s*$/.test(source.slice(last.start, last.end))
  const goesOn = last !== undefined && /(?:[-–]|\b(?:và|va|của|cua))\s*$/u.test(source.slice(last.start, last.end))
  return (
    (closed && /^["“(]?\p{Lu}/u.test(line.text)) || (!goesOn && BODY.test(line.flat) && /^["“]?\p{Lu}/u.test(line.text))
  )
}

function clean(source: string, entries: readonly Range[][]): Found<string[]> {
  const value: string[] = []
  const spans = []
  for (const ranges of entries) {
    const whole = flow(source, ranges)
    const lead = BULLET.exec(whole.text)?.[0].length ?? 0
    // A pen stroke or a stamp over the line leaves signs that no name has; the name ends before them.
    const dirt = /\s\S{0,3}\s?[`|@#^~{}=\\]/.exec(whole.text)
    const end = dirt && dirt.index > 6 ? dirt.index : whole.text.length
    const tail = /[\s.;,:/]*(?:\s[^\p{L}\d\s()]{1,3})?$/u.exec(whole.text.slice(0, end))?.[0].length ?? 0
    const [from, to] = trimmed(whole.text, lead, end - tail, ' :')
    if (to - from < 2 || !/\p{L}{2}/u.test(whole.text.slice(from, to))) continue
    value.push(whole.text.slice(from, to))
    spans.push(span(sourceRange(whole, from, to), 'kinh-gui', 0.95))
  }
  return { value, spans }
}

/** "Trân trọng kính mời:" of an invitation, "CHỦ TỊCH … điện:" of a telegram: those under it are addressed. */
const CALLS =
  /(?:(?:kinh|tran trong)\s+moi|^\W{0,3}(?:chu tich|uy ban|thu tuong|bo truong|giam doc|truong ban|ban chi)\b.{0,100}\sdien)\s*:\s*$/
export const inviteRow = (lines: readonly Line[], from: number): number =>
  lines.findIndex((line, at) => at >= from && at < from + 25 && CALLS.test(line.flat))

/** Reads the bullets under an invitation's "kính mời:". */
export function readInvited(source: string, lines: readonly Line[], row: number): Addressees {
  const entries: Range[][] = []
  let at = row + 1
  for (; at < lines.length; at++) {
    const line = lines[at]
    if (!line || line.blank) continue
    if (BULLET.test(line.text)) entries.push([{ start: line.start, end: line.end }])
    else if (entries.length > 0 && /^\p{Ll}/u.test(line.text) && !lines[at - 1]?.blank)
      entries.at(-1)?.push({ start: line.start, end: line.end })
    else break
  }
  return { entries: clean(source, entries), bodyRow: at }
}
