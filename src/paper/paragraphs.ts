import { capitals, type Line } from './lines.ts'
import { flow, type Flow } from './plain.ts'
import type { Range } from './types.ts'

export type Level = 'article' | 'roman' | 'number' | 'decimal' | 'alpha' | 'bullet' | 'none'

/** A paragraph of the body, with the mark it is numbered by. */
export type Paragraph = {
  readonly flow: Flow
  readonly level: Level
  /** The label as printed, without its dot or bracket; empty for a bullet and for plain prose. */
  readonly label: string
  /** Where the text begins after the label. */
  readonly from: number
  readonly row: number
  readonly quoted: boolean
}

/** A paragraph is cut after this many characters: no rule looks further than that. */
const MAX_CHARS = 12_000

type Mark = { readonly level: Level; readonly label: string; readonly length: number }

/** How every mark begins; most lines are told from one by their first signs. */
const OPENS = /^(?:\W{0,2}di[e3]u\s|[ivx]{1,5}\s*[.)/–—-]|\d|[a-z]\d?\s*[.)/]|[–—+*•~●▪⁃-])/

/** Reads the number, letter or dash that opens a paragraph. */
export function markOfParagraph(text: string, flatText: string): Mark | null {
  if (!OPENS.test(flatText)) return null
  const article = /^\W{0,2}di[e3]u\s+(\d{1,3}[a-z]?)\s*[.:]?\s*/.exec(flatText)
  if (article && /^\W{0,2}[ĐDÐ]/.test(text))
    return /^\W{0,2}di[e3]u\s+\d{1,3}[a-z]?\s*(?:[.:]|$)/.test(flatText)
      ? { level: 'article', label: `Điều ${article[1]}`, length: article[0].length }
      : null
  const roman = /^([IVX]{1,5})\s*(?:[.)/]|[-–—](?=\s))\s*/.exec(text)
  if (roman) return { level: 'roman', label: roman[1] ?? '', length: roman[0].length }
  const decimal = /^(\d{1,2}(?:\.\d{1,2}){1,3})\s*(?:[.)/:-](?=\s|\p{L})\s*|\s+)(?=["“]?\p{L})/u.exec(text)
  if (decimal) return { level: 'decimal', label: decimal[1] ?? '', length: decimal[0].length }
  const number = /^(\d{1,3})\s*(?:[.)](?!\d)|[/](?=\s|\p{Lu})|[-–—](?=\s))\s*(?=["“]?[\p{L}\d])/u.exec(text)
  if (number) return { level: 'number', label: number[1] ?? '', length: number[0].length }
  const alpha = /^([a-zđ]\d?)\s*(?:\)|[.](?=\s)|[/](?=\s))\s*(?=["“\p{L}\d])/u.exec(text)
  if (alpha) return { level: 'alpha', label: alpha[1] ?? '', length: alpha[0].length }
  const bullet = /^[-–—+*•~●▪⁃]{1,2}\s*(?=[\p{L}\d"“(])/u.exec(text)
  return bullet ? { level: 'bullet', label: '', length: bullet[0].length } : null
}

/** Puts the lines of a body together into paragraphs, across page breaks and without losing an offset. */
export function paragraphsOf(source: string, lines: readonly Line[], from: number, to: number): Paragraph[] {
  const width = usualWidth(lines, from, to)
  const groups: { ranges: Range[]; row: number; chars: number }[] = []
  let previous: Line | null = null
  let counted = 0
  let blanks = 0
  let gone = false
  for (let row = from; row < to; row++) {
    const line = lines[row]
    if (!line) continue
    if (line.blank) {
      blanks++
      gone ||= line.gone
      continue
    }
    const open = groups.at(-1)
    if (!open || !previous || open.chars > MAX_CHARS || startsParagraph(previous, line, blanks, gone, width, counted)) {
      groups.push({ ranges: [line], row, chars: line.text.length })
      const mark = markOfParagraph(line.text, line.flat)
      if (mark?.level === 'number') counted = Number(mark.label)
      else if (mark?.level === 'roman') counted = 0
    } else {
      open.ranges.push(line)
      open.chars += line.text.length
    }
    previous = line
    blanks = 0
    gone = false
  }
  return withQuotes(groups.map(group => paragraph(source, group.ranges, group.row)))
}

const usualWidth = (lines: readonly Line[], from: number, to: number): number => {
  const widths = lines
    .slice(from, to)
    .filter(line => !line.blank)
    .map(line => line.text.length)
    .sort((a, b) => a - b)
  return widths[Math.floor(widths.length * 0.8)] ?? 80
}

const ENDS = /[.;:!?…"”)\]/]['’`^~\s]{0,3}$/
/** What goes with a letter is said in brackets on a line of its own. */
const ENCLOSED = /^\(\s*(?:dinh kem|gui kem|kem theo)/
/** A sentence in which the letter speaks of itself, or takes its leave, opens a paragraph. */
const OF_ITSELF =
  /^(?:(?:cong van|van ban|huong dan|ke hoach|thong bao|ket luan|chi thi|quyet dinh|chuong trinh) nay\s|tran trong\s)/
const CUE = /^\W{0,3}(?:can cu|xet|theo de nghi|quyet (?:dinh|nghi)\s*:)/

function startsParagraph(
  previous: Line,
  line: Line,
  blanks: number,
  gone: boolean,
  width: number,
  counted: number,
): boolean {
  const mark = markOfParagraph(line.text, line.flat)
  const ended = ENDS.test(previous.text)
  const lower = /^[\p{Ll}]/u.test(line.text)
  if (mark) {
    if (mark.level === 'bullet')
      return ended || blanks > 0 || !/^[-–—]\s*\p{Ll}/u.test(line.text) || /,\s*$/.test(previous.text)
    // The next number in turn opens an item whatever stands before it.
    if (mark.level === 'number' && Number(mark.label) === counted + 1) return true
    // Hundreds at the start of a line are an amount, unless so many items went before.
    if (mark.level === 'number' && Number(mark.label) >= 100) return ended && blanks > 0
    if (mark.level === 'number' || mark.level === 'decimal')
      return (
        ended ||
        blanks > 0 ||
        capitals(previous.text) > 0.7 ||
        previous.text.length < width * 0.75 ||
        line.indent > previous.indent + 1 ||
        shortHeading(previous)
      )
    return ended || blanks > 0 || mark.level !== 'alpha'
  }
  // A sentence cut by a page number or a careless blank line goes on in lower case.
  // So does a full line before the end of a page, whatever name the next page begins with.
  const full = gone && previous.text.length >= width * 0.8 && capitals(previous.text) < 0.6
  if (blanks > 0) return ended || !(lower ? gone || blanks <= 2 : full)
  if (CUE.test(line.flat) && /[;.,:]\s*$/.test(previous.text)) return true
  if (ended && !lower && (ENCLOSED.test(line.flat) || OF_ITSELF.test(line.flat))) return true
  if (capitals(previous.text) > 0.75 && previous.text.length > 6 && capitals(line.text) < 0.6) return true
  if (!lower && shortHeading(previous) && previous.text.length < width * 0.6) return true
  if (!ended || lower) return false
  if (previous.text.length > 260 || line.text.length > 260) return true
  return line.indent >= previous.indent + 3 || previous.text.length < width * 0.72 || shortHeading(previous)
}

/** "1. Nội dung": a numbered line of a few words without a stop is a heading, complete in itself. */
const shortHeading = (line: Line): boolean =>
  line.text.length < 45 && markOfParagraph(line.text, line.flat) !== null && !/[,;-]\s*$/.test(line.text)

function paragraph(source: string, ranges: readonly Range[], row: number): Paragraph {
  const whole = flow(source, ranges)
  const mark = markOfParagraph(whole.text, whole.flat)
  return {
    flow: whole,
    level: mark?.level ?? 'none',
    label: mark?.label ?? '',
    from: mark?.length ?? 0,
    row,
    quoted: false,
  }
}

/**
 * Numbered lines of a quoted law are not the letter's own: a quotation that opens just before a number runs to its
 * closing mark, or, if it is never closed, to the next unnumbered paragraph.
 */
function withQuotes(paragraphs: readonly Paragraph[]): Paragraph[] {
  const out: Paragraph[] = []
  let inside = false
  paragraphs.forEach((one, at) => {
    const text = one.flow.text
    const opensHere =
      /^["“]\s*(?:\d{1,2}[.)]|[a-zđ]\)|Điều\s)/u.test(text) ||
      /[:]\s*["“]\s*(?:\d{1,2}[.)]|[a-zđ]\)|Điều\s)[^"”]*$/u.test(text)
    const starts = /^["“]/.test(text)
    if (inside && one.level === 'none' && !starts && !closesLater(paragraphs, at)) inside = false
    out.push({ ...one, quoted: inside || (opensHere && starts) })
    if (opensHere) inside = true
    if (inside && /["”]\s*[.;,]?\s*$/.test(text)) inside = false
  })
  return out
}

function closesLater(paragraphs: readonly Paragraph[], from: number): boolean {
  for (const one of paragraphs.slice(from, from + 40)) {
    if (/^["“]|:\s*["“]/.test(one.flow.text)) return false
    if (/["”]\s*[.;,]?\s*$/.test(one.flow.text)) return true
  }
  return false
}
