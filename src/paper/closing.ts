import { found, span, type Found } from './found.ts'
import { capitals, cellOf, cellsByGap, isCapitals, type Cell, type Line } from './lines.ts'
import { namesInstitution } from './lexicon.ts'
import { flat, flow, sourceRange, trimmed } from './plain.ts'
import { recase } from './recase.ts'
import { authoritySign, looksLikeTitle, NOI_NHAN, NOI_NHAN_START, saysRecipients } from './signs.ts'
import type { AuthorityPrefix, Range } from './types.ts'

export type Closing = {
  /** Where a name stands under the title that nobody can read. */
  readonly unread: Range | null
  readonly recipients: Found<string[]>
  readonly archive: Found<string> | null
  readonly authorityPrefix: Found<AuthorityPrefix> | null
  readonly authorityBody: Found<string> | null
  readonly signerTitle: Found<string> | null
  readonly signerName: Found<string> | null
  /** First row after the closing. */
  readonly endRow: number
}

export type Foot = { readonly from: number; readonly noiNhan: number }

/** Finds where the body ends: at "Nơi nhận" or at the authority to sign, whichever is printed first. */
export function findFoot(lines: readonly Line[], from: number): Foot {
  let noiNhan = -1
  let authority = -1
  for (let row = lines.length - 1; row >= from; row--) {
    const line = lines[row]
    if (!line || line.blank || line.text.length > 300) continue
    if (saysRecipients(line.flat) || NOI_NHAN_START.test(line.flat)) {
      noiNhan = row
      break
    }
  }
  const annex = lines.findIndex((line, row) => row >= from && isAnnexHeading(line))
  for (let row = from; row < (annex > 0 && annex > noiNhan ? annex : lines.length); row++) {
    const line = lines[row]
    if (!line || line.blank || line.text.length > 200) continue
    if (startsAuthority(line) && (noiNhan < 0 || Math.abs(noiNhan - row) <= 14)) {
      authority = row
      break
    }
  }
  if (noiNhan >= 0) return { from: authority >= 0 ? Math.min(noiNhan, authority) : noiNhan, noiNhan }
  if (authority >= 0) return { from: authority, noiNhan }
  const title = lastTitle(lines, from)
  return { from: title >= 0 ? title : lines.length, noiNhan }
}

export const isAnnexHeading = (line: Line): boolean =>
  /^\W{0,3}(?:phu luc|bieu mau|bieu so|mau so|danh sach kem theo|bang tong hop)\b/.test(line.flat) &&
  line.text.length < 120 &&
  capitals(line.text) > 0.3 &&
  /^\W{0,3}\p{Lu}{2}/u.test(line.text)

function startsAuthority(line: Line): boolean {
  const sign = authoritySign(line.text)
  if (!sign) return false
  const rest = line.text.slice(sign.at)
  return (
    isCapitals(rest.replace(/\s{3,}.*/, '')) &&
    (sign.at === 0 || /\s{2,}$/.test(line.text.slice(0, sign.at)) || isCapitals(line.text) || sign.at < 4)
  )
}

/** A letter signed by its head alone shows only "CHỦ TỊCH" over a name. */
function lastTitle(lines: readonly Line[], from: number): number {
  for (let row = lines.length - 1; row >= from && lines.length - row < 40; row--) {
    const line = lines[row]
    if (line && !line.blank && line.text.length < 60 && isCapitals(line.text) && looksLikeTitle(line.text)) return row
  }
  return -1
}

type Split = { readonly left: Cell[]; readonly right: Cell[] }

/** Reads recipients, filing line and signature (Decree 30/2020 annex I boxes 7 and 9b). */
export function readClosing(source: string, lines: readonly Line[], foot: Foot): Closing {
  let endRow = foot.from
  const left: Cell[] = []
  const right: Cell[] = []
  let filed = false
  let blanks = 0
  for (let row = foot.from; row < lines.length && row < foot.from + 120; row++) {
    const line = lines[row]
    if (!line) continue
    if (line.blank) {
      if (!line.gone) blanks++
      continue
    }
    if (isAnnexHeading(line) || (line.text.startsWith('|') && filed)) break
    const cells = columns(source, line, row)
    left.push(...cells.left)
    right.push(...cells.right)
    if (cells.left.some(cell => /^\W{0,4}l[u]u\b/.test(cell.flat))) filed = true
    blanks = 0
    endRow = row + 1
  }
  const signature = readSignature(
    source,
    [...right, ...left].sort((a, b) => a.row - b.row || a.start - b.start),
  )
  const list = readRecipients(source, left, foot.noiNhan)
  return { ...list, ...signature.parts, unread: signature.unread, endRow }
}

/** Tells the list of recipients on the left from the signature on the right of a line. */
function columns(source: string, line: Line, row: number): Split {
  const byGap = cellsByGap(source, line, row)
  const cells = byGap.flatMap(cell => cutCapitals(source, cell))
  const left: Cell[] = []
  const right: Cell[] = []
  cells.forEach((cell, at) => {
    const list = /^[-–—+*•~_]\s*\p{L}|^\W{0,4}(?:l[u]u\b)/u.test(cell.flat) || NOI_NHAN_START.test(cell.flat)
    const sign = !list && (at > 0 || (line.indent > 25 && cells.length === 1) || isSignatureCell(cell))
    ;(sign ? right : left).push(cell)
  })
  return { left, right }
}

const isSignatureCell = (cell: Cell): boolean =>
  isCapitals(cell.text) &&
  (authoritySign(cell.text)?.at === 0 ||
    looksLikeTitle(cell.text) ||
    /^\W{0,2}pho\s+[a-z]{2,}\s+[a-z]{2,}/.test(cell.flat))

/** "- Như Điều 3; CHỦ TỊCH": an OCR ran the two columns together; what is in capitals after a stop is the signature's. */
function cutCapitals(source: string, cell: Cell): Cell[] {
  if (isSignatureCell(cell) || !endsInCapitals(cell.text)) return [cell]
  for (const match of cell.text.matchAll(/(?<=[\s:;,.)(|])(?=\p{Lu}{1,3}[./]|\p{Lu}{2})/gu)) {
    const words = cell.text.slice(match.index)
    if (!isCapitals(words) || capitals(words) < 0.95 || words.length > 90) continue
    const listed =
      /^\W{0,2}[-–—+*•~_]/.test(cell.text) &&
      /[;)]\s*\S{0,2}\s*$/.test(cell.text.slice(0, match.index)) &&
      namesInstitution(flat(words)) &&
      words.trim().split(/\s+/).length >= 3
    if (!(authoritySign(words)?.at === 0 || looksLikeTitle(words) || /^pho\s+[a-z]{2,}\s/.test(flat(words)) || listed))
      continue
    return [
      cellOf(source, cell.start, cell.start + match.index, cell.row),
      cellOf(source, cell.start + match.index, cell.end, cell.row),
    ].filter(part => part.text !== '')
  }
  return [cell]
}

/** Of the last four letters half are capitals: without that no signature can end the cell. */
const endsInCapitals = (text: string): boolean =>
  capitals(/(?:\p{L}\P{L}{0,12}){1,4}$/u.exec(text.slice(-60))?.[0] ?? '') >= 0.5

type Listed = Pick<Closing, 'recipients' | 'archive'>

/** Entries of "Nơi nhận", one per bullet, the filing line apart (what is filed is no recipient). */
function readRecipients(source: string, left: readonly Cell[], noiNhan: number): Listed {
  const entries: Range[][] = []
  let open = false
  let plain = false
  let archive: Range[] | null = null
  for (const cell of left) {
    if (cell.row < noiNhan || noiNhan < 0) continue
    if (!open) {
      const lead = NOI_NHAN.exec(cell.flat) ?? NOI_NHAN_START.exec(cell.flat)
      if (!lead) continue
      open = true
      // Words beside "Nơi nhận:" are an entry only where the list goes without dashes; else they are the signature's dirt.
      const rest = cellOf(source, cell.start + lead.index + lead[0].length, cell.end, cell.row)
      const dashed = left.some(other => other.row > cell.row && /^[-–—+*•~_]/.test(other.text))
      if (/^[-–—+*•~_]\s*\p{L}/u.test(rest.text) || (!dashed && /\p{L}{2}/u.test(rest.text))) entries.push([rest])
      plain = !dashed
      continue
    }
    const bullet = /^[-–—+*•~_]+\s*/.test(cell.text)
    if (/^\W{0,4}l[u]u\b/.test(cell.flat)) {
      archive = [cell]
      continue
    }
    if (archive) {
      if (bullet && entries.length < 60) entries.push([cell])
      else if (!/[.]\s*$/.test(cell.text) && cell.row - noiNhan < 40 && /^\p{Ll}/u.test(cell.text)) archive.push(cell)
      continue
    }
    const last = entries.at(-1)
    if (bullet || !last || (entries.length === 0 ? true : plain || !goesOn(source, last, cell))) {
      if (bullet || plain) entries.push([cell])
    } else last.push(cell)
  }
  return { recipients: cleanEntries(source, entries), archive: archive ? archiveOf(source, archive) : null }
}

/** A line without a dash goes on with the entry above unless that one is complete or the line is a name. */
const goesOn = (source: string, entry: readonly Range[], cell: Cell): boolean => {
  const last = entry.at(-1)
  return (
    last !== undefined &&
    /\p{L}{2}/u.test(cell.text) &&
    (!/[;.]\s*$/.test(source.slice(last.start, last.end)) || /^[\p{Ll}(]/u.test(cell.text)) &&
    cell.text.length < 120
  )
}

function cleanEntries(source: string, entries: readonly Range[][]): Found<string[]> {
  const value: string[] = []
  const spans = []
  for (const ranges of entries) {
    const whole = flow(source, ranges)
    const lead = /^[-–—+*•~_\s]*/.exec(whole.text)?.[0].length ?? 0
    const semicolon = /;(?!\s*\()|(?<=;\s*\([^()]{1,40}\))\s/.exec(whole.text)
    const [from, to] = trimmed(whole.text, lead, semicolon ? semicolon.index : whole.text.length, ' .;,:/')
    const text = whole.text.slice(from, to)
    if (!/\p{L}{2}/u.test(text) || text.length > 300) continue
    value.push(text)
    spans.push(span(sourceRange(whole, from, to), 'noi-nhan', 0.93))
  }
  return { value, spans }
}

/** What follows "Lưu": abbreviations of offices, ended by the first full stop that is not inside a code. */
function archiveOf(source: string, ranges: readonly Range[]): Found<string> | null {
  const whole = flow(source, ranges)
  const lead = /^\W{0,4}l[u]u\s*(?:tai\b)?\s*[:;.]?\s*/.exec(whole.flat)?.[0].length ?? 0
  const rest = whole.text.slice(lead)
  const stop = /[.;](?=\s|$)(?!\s*\()|[.;,]?\s+[^\p{L}\d\s(&,.-]|(?<=\))\S{0,2}(?:[.,]?\s|$)/u.exec(rest)
  const [from, to] = trimmed(whole.text, lead, lead + (stop ? stop.index : rest.length), ' .;,:/')
  if (to <= from) return null
  return found(whole.text.slice(from, to), [sourceRange(whole, from, to)], 'luu', 0.95)
}

type Signature = {
  /** Where a name stands under the title that nobody can read. */
  readonly unread: Range | null
  readonly parts: Pick<Closing, 'authorityPrefix' | 'authorityBody' | 'signerTitle' | 'signerName'>
}

/** Two to five words of a name's length, spoilt by signs that no name has; "(đã ký)" and the list of recipients are none. */
const hidesName = (cell: Cell): boolean =>
  cell.text.length < 40 &&
  /^\S{2,}(?:\s\S{2,}){1,4}$/.test(cell.text) &&
  /[^\p{L}\p{M}\s.]/u.test(cell.text) &&
  !/^[-–—+*•~_(|]|\d{2}|da ky|ky ten|dong dau|luu\b|@/.test(cell.flat)

/** Reads "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / name"; of stacked authorities the last one signs. */
function readSignature(source: string, cells: readonly Cell[]): Signature {
  let sign: { prefix: AuthorityPrefix; cell: Cell; body: Range[] } | null = null
  const title: Cell[] = []
  let name: Range | null = null
  let spoilt: Cell | null = null
  for (const cell of cells) {
    const authority = authoritySign(cell.text)
    if (authority && isCapitals(cell.text.slice(authority.at))) {
      if (title.length > 0 && name) break
      const body = trimRange(source, cell.start + authority.at + authority.length, cell.end)
      sign = {
        prefix: authority.prefix,
        cell: cellOf(source, cell.start + authority.at, cell.start + authority.at + authority.length, cell.row),
        body: body ? [body] : [],
      }
      title.length = 0
      continue
    }
    if (!sign && title.length === 0 && !isSignatureCell(cell)) continue
    if (isCapitals(cell.text) && cell.text.length < 90 && isTitleLine(cell, title, sign !== null) && !name) {
      if (
        sign &&
        title.length === 0 &&
        !looksLikeTitle(cell.text) &&
        !/^\W{0,2}pho\s/.test(cell.flat) &&
        cell.row === lastRow(sign) + 1
      )
        sign.body.push(cell)
      else title.push(cell)
      continue
    }
    if ((sign || title.length > 0) && !name) {
      name = personIn(source, cell)
      if (!name && hidesName(cell)) spoilt ??= cell
    }
  }
  const bodyFlow = sign ? flow(source, sign.body) : null
  const titleFlow =
    title.length > 0
      ? flow(
          source,
          title.map(cell => trimRange(source, cell.start, cell.end) ?? cell),
        )
      : null
  return {
    unread: name ? null : spoilt,
    parts: {
      authorityPrefix: sign ? found(sign.prefix, [sign.cell], 'authority', 0.97) : null,
      authorityBody:
        sign && bodyFlow && bodyFlow.text !== '' ? found(recase(bodyFlow.text), sign.body, 'authority', 0.95) : null,
      signerTitle: titleFlow
        ? found(deputyOf(sign?.prefix ?? null, bodyFlow?.text ?? '', recase(titleFlow.text)), title, 'signature', 0.93)
        : null,
      signerName: name ? found(personCase(flow(source, [name]).text), [name], 'signature', 0.9) : null,
    },
  }
}

/**
 * "KT." is the sign of a deputy (Decree 30/2020 annex I box 7a): under "KT. TỔNG GIÁM ĐỐC" a title that an OCR
 * spelled almost "PHÓ TỔNG GIÁM ĐỐC" can be no other.
 */
function deputyOf(prefix: AuthorityPrefix | null, body: string, title: string): string {
  const words = flat(title).split(' ')
  const expected = flat(`pho ${body}`).split(' ')
  const same = expected.filter(word => words.includes(word)).length
  return prefix === 'KT' &&
    words[0] === 'pho' &&
    words.length === expected.length &&
    same < expected.length &&
    same * 2 >= expected.length
    ? recase(`PHÓ ${body}`)
    : title
}

const lastRow = (sign: { cell: Cell; body: Range[] }): number => {
  const last = sign.body.at(-1)
  return last && 'row' in last && typeof last.row === 'number' ? last.row : sign.cell.row
}

/** A second line in capitals belongs to the title when it goes on naming an office or body. */
const isTitleLine = (cell: Cell, title: readonly Cell[], signed: boolean): boolean =>
  looksLikeTitle(cell.text) ||
  /^\W{0,2}pho\s/.test(cell.flat) ||
  (title.length > 0 &&
    title.length < 3 &&
    cell.row - (title.at(-1)?.row ?? 0) <= 1 &&
    (title.at(-1)?.text.endsWith('-') ||
      /\b(?:ban|uy|cuc|vu|so|phong|hoi|van phong|thanh tra|tinh|huyen|xa|truong|doan|thuong truc|nhiem)\b/.test(
        cell.flat,
      ))) ||
  (signed &&
    title.length === 0 &&
    /\b(?:hoi|tinh|huyen|thanh pho|ban|xa|phuong|uy|doan|viet nam|truong|nhan dan)\b/.test(cell.flat))

function trimRange(source: string, start: number, end: number): Range | null {
  const text = source.slice(start, end)
  const lead = /^[^\p{L}\d]*/u.exec(text)?.[0].length ?? 0
  const tail = /[^\p{L}\p{M}\d)]*$/u.exec(text)?.[0].length ?? 0
  return lead + tail >= text.length ? null : { start: start + lead, end: end - tail }
}

/** Names are kept as they are written in a sentence, also where the signature prints them in capitals. */
const personCase = (name: string): string =>
  isCapitals(name)
    ? name
        .split(' ')
        .map(part => part.charAt(0) + part.slice(1).toLowerCase())
        .join(' ')
    : name

const NAME =
  /^(?:(?:PGS|GS|TS|ThS|Ths|BS|BSCKI{1,2}|CKI{1,2}|KS|LS|CN|DS|NGƯT|NGND|TTND|TTƯT|Đại tá|Thượng tá|Trung tá|Thiếu tướng|Trung tướng|Đại tướng|Thượng tướng|Ông|Bà|Đ\/c)\.?\s*,?\s*){0,4}((?:\p{Lu}\p{Ll}*\p{M}*'?\s?){2,6}|(?:\p{Lu}{2,7}\s?){2,5})$/u

/** A person's name: two to six capitalised syllables (names of the Khmer are as short as "Kim Ly"). */
function personIn(source: string, cell: Cell): Range | null {
  if (/^[-–—+*•~_]|^\W{0,3}l[uư]u\b/iu.test(cell.text)) return null
  const body = trimRange(source, cell.start, cell.end)
  if (!body) return null
  const text = source.slice(body.start, body.end)
  if (text.length > 60 || text.length < 4) return null
  const match = NAME.exec(text)
  if (!match?.[1]) return null
  const syllables = match[1].trim().split(/\s+/)
  if (
    syllables.length < 2 ||
    syllables.some(part => part.length < 2 && !/[YÝỲỶỸỴIÍUÚAÁOÔƠÂĂEÊĐ]/u.test(part)) ||
    syllables.some(part => !/[aeiouyAEIOUY]/.test(part.normalize('NFD')))
  )
    return null
  if (
    looksLikeTitle(text) &&
    (isCapitals(text) ||
      /^(?:Trưởng|Phó|Chủ|Giám|Bí|Chánh|Hiệu|Thường|Ủy|Uỷ|Tổng|Thủ|Bộ|Cục)\s/u.test(text.normalize('NFC')))
  )
    return null
  const at = text.length - match[1].length
  return { start: body.start + at, end: body.end }
}
