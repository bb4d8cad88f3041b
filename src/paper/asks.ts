import { clauseEnd, cutAt, eachBody, namedAt, opensSomebody, type Named } from './bodies.ts'
import { verbFrom } from './verbs.ts'
import { sourceRange, type Flow } from './plain.ts'
import type { Ask, Force, Range, Role } from './types.ts'

/** What a sentence asks, how strongly, and of whom. */
export type Target = {
  readonly named: Named
  readonly force: Force | null
  readonly flow: Flow
  readonly at: number
}

const FORCES: readonly [RegExp, Force][] = [
  [/^(?:kinh\s+)?de nghi/, 'de-nghi'],
  [/^yeu cau/, 'yeu-cau'],
  [/^(?:giao|phan cong)/, 'giao'],
  [/^chi dao|^nghiem cam/, 'chi-dao'],
  [/^(?:kinh\s+|trieu tap|tran trong\s+)?moi|^trieu tap/, 'moi'],
  [/^huong dan/, 'huong-dan'],
  [/^(?:trien khai|thong bao|nhac)/, 'chi-dao'],
]
const FORCE_WORD =
  '(?:kinh de nghi|de nghi|yeu cau|giao trach nhiem cho|giao trach nhiem|giao cho|giao(?!\\s(?:dich|thong|duc|vien|luu|xu|hoi|nhan|ke hoach))|phan cong|kinh moi|moi|huong dan|chi dao|trien khai (?:den|toi)|uy quyen cho)'
const AT_START = new RegExp(`^\\W{0,3}(?:(?:vi vay|do do|do vay|theo do|nay),?\\s+)?(${FORCE_WORD})\\s+`)
const INSIDE = new RegExp(`(?<=[\\s,:])${FORCE_WORD}\\s+`, 'g')
/** "theo đề nghị của", "hồ sơ đề nghị": the word names a paper, it asks nothing. */
const NOT_ASKING =
  /\b(?:theo|xet|phuc dap|tra loi|van ban|ho so|don|noi dung|cong van|to trinh|danh sach|duoc|khi|neu|cac|nhung|va|nguoi|cong tac|cap tren|tiep tuc|da|de|muc|noi|hop|ban)\s$/

const forceOf = (words: string): Force | null => FORCES.find(([pattern]) => pattern.test(words))?.[1] ?? null

/** The body told to act where a sentence begins: "Giao Sở Nội vụ chủ trì …" or "Sở Tài chính tham mưu …". */
export function targetAt(flow: Flow, from: number): Target | null {
  const rest = flow.flat.slice(from, from + 80)
  const force = AT_START.exec(rest)
  if (force && !/^mỗi/iu.test(flow.text.slice(from + force[0].length - (force[1]?.length ?? 0) - 1).trim())) {
    const named = namedAt(flow, from + force[0].length) ?? listAt(flow, from + force[0].length)
    return named ? { named, force: forceOf(force[1] ?? ''), flow, at: from } : null
  }
  const named = namedAt(flow, from)
  return named && (named.verb !== null || /^\s*:/.test(flow.text.slice(named.to)))
    ? { named, force: null, flow, at: from }
    : null
}

/** A body that is asked although no verb known here follows it: up to the end of the clause. */
function listAt(flow: Flow, from: number): Named | null {
  if (!opensSomebody(flow.flat.slice(from, from + 60)) || !/\p{Lu}/u.test(flow.text.charAt(from))) return null
  const words = [...flow.text.slice(from, clauseEnd(flow, from, 160)).matchAll(/\S+\s*/g)]
  let to = from
  for (const word of words.slice(0, 14)) {
    const plain = word[0].trim()
    if (
      to > from &&
      /^\p{Ll}/u.test(plain) &&
      !/^(?:và|nhân|dân|tỉnh|huyện|xã|phường|thành|phố|thị|trấn|các|cấp|đỏ|thập)$/u.test(plain)
    )
      break
    to = from + word.index + plain.length
    if (/[;.:]$/.test(plain)) break
  }
  const text = flow.text.slice(from, to).replace(/[\s,;.:]+$/, '')
  return text.length >= 3 ? { text, from, to: from + text.length, verb: null, verbAt: to } : null
}

/** The body asked somewhere inside a paragraph ("… tỉnh Sóc Trăng đề nghị Ban Thường trực … quan tâm"). */
export function targetIn(flow: Flow): Target | null {
  const start = targetAt(flow, 0)
  if (start?.force) return start
  let last: Target | null = null
  for (const match of flow.flat.slice(0, 4000).matchAll(INSIDE)) {
    const before = flow.flat.slice(Math.max(0, match.index - 16), match.index)
    if (NOT_ASKING.test(before) || /\p{Lu}/u.test(flow.text.charAt(match.index))) continue
    const from = match.index + match[0].length
    const named = namedAt(flow, from)
    if (named) last ??= { named, force: forceOf(match[0]), flow, at: match.index }
  }
  return last
}

/** Whether a paragraph asks anything at all. */
export function asks(flow: Flow): boolean {
  if (AT_START.test(flow.flat.slice(0, 80)) || /\b(?:nghiem cam|rat mong|kinh mong|mong nhan duoc)\b/.test(flow.flat))
    return true
  for (const match of flow.flat
    .slice(0, 4000)
    .matchAll(/(?<=[\s,:])(?:kinh de nghi|de nghi|yeu cau|giao(?!\s(?:dich|thong|duc|vien|luu|xu|hoi|nhan)))\s/g)) {
    if (
      !NOT_ASKING.test(flow.flat.slice(Math.max(0, match.index - 16), match.index)) &&
      !/^(?:cua|ve)\b/.test(flow.flat.slice(match.index + match[0].length))
    )
      return true
  }
  return false
}

/** The starts of sentences and of clauses after a semicolon. */
export function startsOf(flow: Flow, from: number): number[] {
  const starts = [from]
  for (const match of flow.text.slice(from).matchAll(/(?:[;]|[.!?](?<!TP\.))\s+(?=["“]?\p{L})/gu)) {
    starts.push(from + match.index + match[0].length)
    if (starts.length > 80) break
  }
  return starts
}

const sentenceAt = (flow: Flow, at: number): Range => {
  const before = flow.text.slice(0, at)
  const open = Math.max(before.lastIndexOf('. '), before.lastIndexOf('; '))
  return sourceRange(flow, open < 0 ? 0 : open + 2, clauseEnd(flow, at, 2000))
}

const ACTS: readonly [RegExp, string][] = [
  [/^lanh dao/, 'lãnh đạo'],
  [/^chi dao/, 'chỉ đạo'],
  [/^chu tri/, 'chủ trì'],
  [/^phoi hop/, 'phối hợp'],
  [/^(?:trien khai|to chuc)\s+(?:\S+\s+)?(?:trien khai\s+)?thuc hien|^thuc hien|^trien khai/, 'thực hiện'],
  [/^bao cao/, 'báo cáo'],
  [/^theo doi/, 'theo dõi'],
  [/^tham muu/, 'tham mưu'],
  [/^huong dan/, 'hướng dẫn'],
  [/^kiem tra/, 'kiểm tra'],
  [/^to chuc/, 'tổ chức'],
  [/^tuyen truyen/, 'tuyên truyền'],
  [/^giam sat/, 'giám sát'],
  [/^don doc/, 'đôn đốc'],
]
const ADVERB =
  /^(?:tiep tuc|chu dong|thuong xuyen|nghiem tuc|khan truong|tich cuc|kip thoi|tap trung|quan tam|co trach nhiem|chiu trach nhiem|phai|can|se|dinh ky|day manh|tang cuong)\s+/

/** The act asked, in its canonical spelling where it is one of the chain's; otherwise the letter's own verb. */
function actOf(flow: Flow, verbAt: number): string | null {
  let at = verbAt
  for (let i = 0; i < 4; i++) {
    const adverb = ADVERB.exec(flow.flat.slice(at, at + 40))
    if (!adverb || !/^[a-z]/.test(flow.flat.slice(at + adverb[0].length))) break
    at += adverb[0].length
  }
  const rest = flow.flat.slice(at, at + 60)
  const act = ACTS.find(([pattern]) => pattern.test(rest))?.[1]
  if (act) return act
  const verb = verbFrom(flow, verbAt, 30)
  return verb && verb.at === verbAt ? flow.text.slice(verb.at, verb.at + verb.verb.length) : null
}

const askOf = (
  flow: Flow,
  named: { text: string; from: number; to: number },
  role: Role,
  force: Force | null,
  act: string | null,
  chain: number | null,
): Ask => ({
  phrase: named.text,
  role,
  force,
  act,
  chain,
  ...sourceRange(flow, named.from, named.to),
  sentence: sentenceAt(flow, named.from),
})

/** Follows "A lãnh đạo B chỉ đạo C thực hiện …": each link names the next body (the Party leads, the State directs). */
function chainFrom(target: Target, force: Force | null): Ask[] {
  const { flow } = target
  const links: Named[] = [target.named]
  for (let guard = 0; guard < 4; guard++) {
    const last = links.at(-1)
    if (!last || (last.verb !== 'lanh dao' && last.verb !== 'chi dao')) break
    const from = last.verbAt + last.verb.length + 1
    const next = namedAt(flow, from)
    if (!next || next.verb === null || next.from >= clauseEnd(flow, last.from, 400)) break
    links.push(next)
  }
  const chained = links.length > 1
  return links.map((link, at) =>
    askOf(
      flow,
      link,
      at === 0 ? 'lead' : 'through',
      force,
      link.verb === null ? null : actOf(flow, link.verbAt),
      chained ? at : null,
    ),
  )
}

const WITH =
  /(?<=[\s,])(?:phoi hop|cung phoi hop)(?:\s+(?:chat che|tot|dong bo|thuong xuyen|hieu qua))?(?:\s*,?\s*(voi|cung voi|cung))?\s+/g

/** Bodies to work with: after "phối hợp với", "phối hợp cùng" or "phối hợp" before a proper name. */
export function supporters(flow: Flow, from: number): Ask[] {
  const out: Ask[] = []
  for (const match of flow.flat.matchAll(WITH)) {
    const at = match.index + match[0].length
    if (match.index < from || out.length > 30) continue
    if (!match[1] && !/\p{Lu}/u.test(flow.text.charAt(at))) continue
    if (!opensSomebody(flow.flat.slice(at, at + 60))) continue
    const end = clauseEnd(flow, at, 260)
    const verb = verbFrom(flow, at, end - at)
    const to = at + cutAt(flow.text.slice(at, verb?.at ?? end))
    for (const body of eachBody(flow, at, to)) out.push(askOf(flow, body, 'with', null, 'phối hợp', null))
  }
  return out
}

/** All that a clause asks: its leads in order, the chain under each, and those who work with them. */
export function asksOf(
  parts: readonly { flow: Flow; from: number }[],
  leadIn: Target | null,
  fallback: Target | null,
  directed = false,
): Ask[] {
  const out: Ask[] = []
  const forced = leadIn?.force ?? null
  parts.forEach((part, index) => {
    for (const start of startsOf(part.flow, part.from)) {
      const target = targetAt(part.flow, start)
      if (!target) continue
      if (start !== part.from && target.force === null && !addressed(target)) continue
      // "Chỉ đạo Hội cùng cấp công khai …" reaches that body through the one addressed.
      if (directed && start === part.from && index === 0 && fallback && target.force === 'chi-dao') {
        out.push(
          askOf(fallback.flow, fallback.named, 'lead', forced, 'chỉ đạo', null),
          askOf(part.flow, target.named, 'through', target.force, actOf(part.flow, target.named.verbAt), null),
        )
        continue
      }
      if (!out.some(ask => ask.start === sourceRange(part.flow, target.named.from, target.named.to).start))
        out.push(...chainFrom(target, target.force ?? forced))
    }
    if (index === 0 && out.length === 0 && fallback) {
      out.push(
        askOf(
          fallback.flow,
          fallback.named,
          'lead',
          fallback.force,
          fallback.named.verb === null ? null : actOf(fallback.flow, fallback.named.verbAt),
          null,
        ),
      )
    }
    out.push(...supporters(part.flow, part.from))
  })
  return out.slice(0, 120)
}

/** Inside a clause only a plural body or a proper name begins a new ask ("các cơ quan báo chí tích cực …"). */
const addressed = (target: Target): boolean =>
  /^(?:cac|moi|toan the|tung)\s/.test(target.flow.flat.slice(target.named.from)) || /^\p{Lu}/u.test(target.named.text)

/**
 * The first paragraph's own subject: at its start, after an opening adverbial ("Sau khi …, Thủ trưởng các đơn vị
 * có trách nhiệm"), or after the condition that picks it out ("Huyện nào … thì Chủ tịch Huyện Hội phải …").
 */
export function ownSubject(paragraph: { flow: Flow; from: number }): Target | null {
  const { flow, from } = paragraph
  const sentence = flow.flat.slice(from, from + 900).split(/[.](?=\s|$)(?<!tp\.)/)[0] ?? ''
  const answerable = /\s(?:(?:chiu|co) trach nhiem (?:thi hanh|thuc hien|to chuc thuc hien))\b/.exec(sentence)
  if (
    answerable &&
    opensSomebody(sentence.slice(0, 60)) &&
    !/\b(?:thi|phai|de)\s/.test(sentence.slice(0, answerable.index)) &&
    answerable.index < 700
  ) {
    return {
      named: {
        text: flow.text.slice(from, from + answerable.index),
        from,
        to: from + answerable.index,
        verb: 'chiu trach nhiem',
        verbAt: from + answerable.index + 1,
      },
      force: null,
      flow,
      at: from,
    }
  }
  const condition =
    /^(?:don vi|dia phuong|co quan|noi|huyen|xa|tinh|phuong|ap|ho|ai|nguoi)\s+(?:nao|chua|khong|da|con|cham)\b[^;:]{0,160}?\sthi\s+/.exec(
      sentence,
    )
  if (condition) {
    const after = targetAt(flow, from + condition[0].length)
    if (after) return after
    const to = from + condition[0].replace(/\sthi\s+$/, '').length
    return {
      named: { text: flow.text.slice(from, to), from, to, verb: null, verbAt: to },
      force: null,
      flow,
      at: from,
    }
  }
  const start = targetAt(flow, from)
  if (start) return start
  const end = clauseEnd(flow, from, 700)
  const late = /(?:,|\bthi)\s+([^,;.]{4,120}?)\s+(?:co trach nhiem|chiu trach nhiem|phai|chu tri)\b/.exec(
    flow.flat.slice(from, end),
  )
  if (!late?.[1]) return null
  return targetAt(flow, from + late.index + late[0].indexOf(late[1]))
}
