import { dateOf } from '../kernel/index.ts'
import { docTypeOf, opensBody, TYPE_WORDS } from './lexicon.ts'
import { bare, trimmed, type Flow } from './plain.ts'

/** A document named in running text, where it stands in its paragraph. */
export type Mention = {
  readonly type: string
  readonly number: string
  readonly date: string | null
  readonly issuer: string | null
  /** Offsets into the paragraph's flow: the whole citation with date and issuer. */
  readonly from: number
  readonly to: number
  /** A law or charter cited by its name, without a number. */
  readonly named: boolean
}

const SEGMENT = '(?:[A-Z]{2}[A-Za-z0-9.&]{0,20}|[A-Z][a-z]?[A-Z][A-Za-z0-9.&]{0,20}|[A-Z]\\d{1,3}|\\d{4}|\\d{2})'
const CODE = `\\d{1,8}[a-zA-Z]?(?:\\s?[-/]\\s?${SEGMENT}){0,6}`
const TYPE_AT = new RegExp(`(?<![a-z0-9])(?:${TYPE_WORDS})(?![a-z0-9])`, 'g')
const DIRECT = new RegExp(`^\\s{0,3}(?:[sS][oO06]\\s{0,2}[:.]?\\s{0,3}[_]?|)\\s{0,2}(${CODE})`)
const HAS_SO = /^\s{0,3}[sS][oO06]\s{0,2}[:.]?\s{0,3}_?\s{0,2}\d/
/** "Luật Hoạt động chữ thập đỏ số 11/2008/QH12": the name stands between type and number. */
const AFTER_NAME = new RegExp(`^(\\s[^;:.()"0-9]{2,90}?)\\s[sS][oO]\\s{0,2}[:.]?\\s{0,3}(${CODE})`)
/** "Báo cáo thẩm tra số 45/BC-HĐND": a few plain words after the type. */
const SHORT_NAME = new RegExp(`^((?:\\s[a-z]{1,10}){1,5})\\s[sS][oO]\\s{0,2}[:.]?\\s{0,3}(${CODE})`)
const AGAIN = new RegExp(`^\\s{0,3}(?:,|;|\\bva)?\\s{0,3}\\b[sS][oO]\\s{0,2}[:.]?\\s{0,3}(${CODE})`)
const NAMED_TYPES = new Set([
  'luật',
  'bộ luật',
  'pháp lệnh',
  'điều lệ',
  'quy chế',
  'quy định',
  'hiến pháp',
  'chương trình phối hợp',
])
const NAME_ONLY = new Set(['luật', 'bộ luật', 'pháp lệnh', 'điều lệ', 'quy chế', 'hiến pháp'])

const NUMERIC_DATE =
  /^\s{0,2},?\s{0,2}\(?\s{0,2}(?:ky\s+|ban hanh\s+)?ng[a4]y\W{0,3}(?:[^0-9;.]{0,10}\s)?(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})/
const WORDED_DATE =
  /^\s{0,2},?\s{0,2}\(?\s{0,2}(?:ky\s+)?ng[a4]y\s{0,3}(\d{1,2})\s{0,2}th[a4]ng\s{0,2}(\d{1,2})\s{0,2}n[a4]m\s{0,2}(\d{4})/

export type DateAt = { readonly date: string; readonly length: number }

/** A date that begins here, in figures or in words. */
export function dateAt(flatText: string): DateAt | null {
  const match = WORDED_DATE.exec(flatText) ?? NUMERIC_DATE.exec(flatText)
  if (!match) return null
  const date = dateOf(Number(match[3]), Number(match[2]), Number(match[1]))
  return date ? { date, length: match[0].length } : null
}

/** Finds every document that a paragraph cites by number, and by name where it says "căn cứ". */
export function mentionsIn(flow: Flow): Mention[] {
  const found: Mention[] = []
  // A document is cited by a number, or is one of the few kinds that are known by name.
  if (!/\d|luat|phap lenh|dieu le|quy che|hien phap/.test(flow.flat)) return found
  for (const match of flow.flat.matchAll(TYPE_AT)) {
    const type = docTypeOf(match[0])
    const last = found.at(-1)
    if (!type || (last && match.index < last.to)) continue
    const end = match.index + match[0].length
    const code = numberAfter(flow, end, type)
    if (code) found.push(...completed(flow, match.index, type, code.number, code.end))
    else if (NAME_ONLY.has(type)) {
      const named = namedLaw(flow, match.index, end, type)
      if (named) found.push(named)
    }
  }
  return found
}

function numberAfter(flow: Flow, end: number, type: string): { number: string; end: number } | null {
  // Every number has a figure in it; most words that could name a document are followed by none.
  if (!/\d/.test(flow.flat.slice(end, end + 180))) return null
  const rest = bare(flow.text.slice(end, end + 180))
  const direct = DIRECT.exec(rest)
  if (
    direct &&
    (HAS_SO.test(rest) || /\d\s?[-/]\s?[A-Z]/.test(direct[1] ?? '') || /\/(?:19|20)\d\d\//.test(direct[1] ?? ''))
  )
    return codeAt(flow, end, direct[0].length, direct[1] ?? '')
  const short = SHORT_NAME.exec(rest)
  if (short && !/\s(?:cua|ve|theo|thuc hien|ngay|va|tai|cho|kem)\s/i.test(`${short[1]} `))
    return codeAt(flow, end, short[0].length, short[2] ?? '')
  if (!NAMED_TYPES.has(type)) return null
  const named = AFTER_NAME.exec(rest)
  if (!named || new RegExp(TYPE_AT.source).test((named[1] ?? '').toLowerCase())) return null
  return codeAt(flow, end, named[0].length, named[2] ?? '')
}

function codeAt(flow: Flow, from: number, length: number, code: string): { number: string; end: number } {
  const end = from + length
  const printed = flow.text.slice(end - code.length, end)
  return {
    number: printed
      .replace(/[–—−‐‑]/g, '-')
      .replace(/\s+/g, '')
      .replace(/Ð/g, 'Đ')
      .replace(/[.]+$/, ''),
    end,
  }
}

/** Adds date and issuer after the number, or from before it, and further numbers of the same kind ("… và số 35/…"). */
function completed(flow: Flow, from: number, type: string, number: string, end: number): Mention[] {
  const before = contextBefore(flow, from)
  const after = detailsAfter(flow, end)
  const first: Mention = {
    type,
    number,
    date: after.date ?? before.date,
    issuer: after.issuer ?? before.issuer,
    from,
    to: after.end,
    named: false,
  }
  const all = [first]
  for (let guard = 0; guard < 20; guard++) {
    const at = all.at(-1)?.to ?? end
    const next = flow.flat.slice(at, at + 80)
    const again = /^\s{0,3}(?:[,;s]|va)/.test(next) ? AGAIN.exec(bare(flow.text.slice(at, at + 80))) : null
    if (!again || !/[/-]/.test(again[1] ?? '')) break
    const code = codeAt(flow, at, again[0].length, again[1] ?? '')
    const more = detailsAfter(flow, code.end)
    all.push({
      type,
      number: code.number,
      date: more.date,
      issuer: more.issuer ?? before.issuer,
      from: at + again[0].length - (again[1]?.length ?? 0),
      to: more.end,
      named: false,
    })
  }
  // "các Công văn số 1 ngày … và Công văn số 2 ngày … của X": the issuer named last serves them all.
  return all
}

function detailsAfter(flow: Flow, end: number): { date: string | null; issuer: string | null; end: number } {
  let at = end
  let date: string | null = null
  let issuer: string | null = null
  for (let step = 0; step < 3; step++) {
    const rest = flow.flat.slice(at, at + 240)
    const day: DateAt | null = date === null ? dateAt(rest) : null
    if (day) {
      date = day.date
      at += day.length
      continue
    }
    const of = issuer === null ? /^\s{0,2},?\s{0,2}\)?\s{0,2}(?:t|c)[uư]a\s+/.exec(rest) : null
    if (!of) break
    const body = bodyAt(flow, at + of[0].length)
    if (!body) break
    issuer = body.text
    at = body.end
  }
  return { date, issuer, end: at }
}

const STOP =
  /[;:("”]|\.(?=\s|$)|,|\s(?:ve|v\/v|quy dinh|huong dan|ban hanh|phe duyet|sua doi|bo sung|cong bo|keu goi|chuyen|trien khai|thong bao|chi dao|yeu cau|de nghi|tai|nham|duoc|la|co|thi|hoi|xin|lan|kem|gui|de|da|ng[a4]y|trong|dong y|giao|phan cong|khoa [xiv]+|tham muu|thong nhat|va thuc te|trinh|so)(?=[\s:;,.]|$)|\)/g

/** The name of a body that begins here, up to the first word that cannot belong to a name. */
export function bodyAt(flow: Flow, from: number, limit = 150): { text: string; end: number } | null {
  const rest = flow.flat.slice(from, from + limit)
  let end = rest.length
  for (const stop of rest.matchAll(STOP)) {
    const word = flow.text.charAt(from + stop.index + (/\s/.test(stop[0].charAt(0)) ? 1 : 0))
    // A capital inside a name is part of it: "Ban Chỉ đạo", "Bộ Văn hóa, Thể thao và Du lịch".
    if (/^\s/.test(stop[0]) && /\p{Lu}/u.test(word)) continue
    if (stop[0] === '.' && /\btp$/.test(rest.slice(0, stop.index))) continue
    if (stop[0] === ',' && /(?:van hoa|the thao)$/.test(rest.slice(0, stop.index))) continue
    end = stop.index
    break
  }
  const and = andStops(flow.text.slice(from, from + end), rest.slice(0, end))
  const [start, stop] = trimmed(flow.text, from, from + Math.min(end, and), ' .,;')
  const text = flow.text.slice(start, stop)
  return /^\p{L}/u.test(text) && text.length >= 2 ? { text, end: stop } : null
}

const TYPE_START = new RegExp(`^(?:cac\\s+)?(?:${TYPE_WORDS})\\b`)

/** "… Việt Nam và Công văn số …": an "và" before something that is no name ends the name. */
function andStops(text: string, flatText: string): number {
  for (const match of flatText.matchAll(/\sva\s+/g)) {
    const rest = flatText.slice(match.index + match[0].length)
    const next = text.charAt(match.index + match[0].length)
    if (TYPE_START.test(rest) || /^y kien\b|^cac\b|^can cu\b/.test(rest) || (/\p{Ll}/u.test(next) && !opensBody(rest)))
      return match.index
  }
  return flatText.length
}

const ISSUED = /\s(?:da\s+)?(?:ban hanh|co|ra|ky|ky ban hanh)\s+(?:cac\s+)?$/

/** "Ngày 14/11/2022, Ban Bí thư ban hành …", "… chỉ đạo của Bộ Tài chính tại …": date and issuer said first. */
function contextBefore(flow: Flow, from: number): { date: string | null; issuer: string | null } {
  const start = Math.max(0, from - 220)
  const head = flow.flat.slice(start, from)
  const sentence = head.slice(Math.max(head.lastIndexOf('; '), head.search(/[.]\s(?=[a-z\d])[^.]*$/), -1) + 1)
  const offset = from - sentence.length
  const issued = ISSUED.exec(sentence)
  if (issued) {
    const day = /(?:^|\s)(ng[a4]y\s.{6,40}?\d{4})\s?,?\s/.exec(sentence)
    const date = day ? dateAt(day[1] ?? '') : null
    const comma = sentence.slice(0, issued.index).lastIndexOf(', ')
    const nameFrom = date && day ? day.index + day[0].length : comma >= 0 ? comma + 2 : /^\s*/.exec(sentence)![0].length
    const body =
      opensBody(sentence.slice(nameFrom).replace(/^cac\s/, '')) || date
        ? bodyAt(flow, offset + nameFrom, Math.max(0, issued.index - nameFrom))
        : null
    return { date: date?.date ?? null, issuer: body && body.text.length < 120 ? body.text : null }
  }
  const through = /(?:\bcua)\s+([^,;:()]{3,90}?)\s+tai\s+(?:cac\s+)?$/.exec(sentence)
  if (through && opensBody(through[1] ?? '')) {
    const at = offset + through.index + through[0].indexOf(through[1] ?? '')
    return { date: null, issuer: flow.text.slice(at, at + (through[1]?.length ?? 0)) }
  }
  return { date: null, issuer: null }
}

/** A law, charter or rule of procedure that a "Căn cứ" names without a number. */
function namedLaw(flow: Flow, from: number, end: number, type: string): Mention | null {
  if (!/\p{Lu}/u.test(flow.text.charAt(from))) return null
  const clause = flow.flat.slice(0, from)
  const cue = clause.lastIndexOf('can cu')
  if (
    cue < 0 ||
    /[.]\s/.test(clause.slice(cue)) ||
    !/(?:can cu|[;,]|\bva)\s*(?:cac\s+)?(?:(?:quy dinh\s+)?(?:tai\s+)?(?:diem\s+\S{1,3},?\s+)?(?:(?:cac\s+)?khoan\s+[\d, va]{1,12},?\s+)?(?:cac\s+)?dieu\s+[\d, va]{1,12},?\s+(?:cua\s+)?)?$/.test(
      clause,
    )
  )
    return null
  const rest = flow.flat.slice(end, end + 170)
  const stop =
    /[;.:(]|(?<!sua doi),\s|,$|\s(?:ng[a4]y|nam\s+\d|va\s+(?:cac|can cu|huong dan|tinh hinh)|duoc|da|so\s+\d)(?=\s|\d|$)/.exec(
      rest,
    )
  let to = end + (stop ? stop.index : rest.length)
  if (type === 'quy chế' || type === 'điều lệ') {
    const list = /^[^;.:(]{0,165}/.exec(rest)?.[0] ?? ''
    if (/,\s+(?:bo|ban|va)\b/.test(list) && /\bcua\b/.test(list)) to = end + list.replace(/,\s*$/, '').length
  }
  const [start, last] = trimmed(flow.text, from, to, ' ,;.')
  const name = flow.text.slice(start, last)
  if (name.length <= type.length + 1 && type !== 'hiến pháp') return null
  const day = dateAt(flow.flat.slice(last, last + 60))
  return {
    type,
    number: name,
    date: day?.date ?? null,
    issuer: null,
    from,
    to: last + (day?.length ?? 0),
    named: true,
  }
}
