import { fold } from '../kernel/index.ts'
import { mentionsIn, type Mention } from './citations.ts'
import type { Found } from './found.ts'
import { docTypeOf } from './lexicon.ts'
import { sourceRange, type Flow } from './plain.ts'
import type { Base, Citation, CitationKind, Span } from './types.ts'

/** A paragraph with its part in the letter; in a directive paragraph only what precedes the directive is a base. */
export type Passage = {
  readonly flow: Flow
  readonly zone: 'subject' | 'preamble' | 'task' | 'after'
  readonly preambleTo?: number
}

export type Relations = {
  readonly citations: readonly Citation[]
  readonly citationSpans: readonly (readonly Span[])[]
  readonly bases: Found<Base[]>
  readonly attachments: Found<string[]>
  readonly parentDocument: Found<Base> | null
}

export type Self = {
  readonly docType: string
  readonly issuer: string | null
  readonly parentIssuer: string | null
  readonly number: string | null
  readonly symbol: string | null
}

type Placed = Mention & {
  readonly passage: Passage
  readonly kind: CitationKind
  readonly nestedIn: Mention | null
  readonly cue: 'thuc-hien' | 'can-cu' | 'other'
}

/** The number without blanks and letters' marks: the same document however it is spelled. */
export const numberKey = (number: string): string =>
  fold(number)
    .replace(/[\s.]+/g, '')
    .replace(/^0+(?=\d)/, '')

/** Reads all documents that a letter relies on, answers, forwards, replaces or mentions. */
export function readRelations(passages: readonly Passage[], self: Self): Relations {
  const placed = passages.flatMap(place).slice(0, MAX_MENTIONS)
  const attached = attachmentsIn(passages, placed)
  const keys: string[] = []
  const citations: { -readonly [K in keyof Citation]: Citation[K] }[] = []
  const spans: Span[][] = []
  const own = numberKey(`${self.number}/${self.symbol}`)
  for (const one of placed) {
    const key = numberKey(one.number)
    if (key === own || key === numberKey(`${self.number}-${self.symbol}`)) continue
    const range = sourceRange(one.passage.flow, one.from, one.to)
    const kind = attached.forwarded.has(one) && one.kind !== 'replaces' ? 'forwards' : one.kind
    const known = keys.indexOf(key)
    const before = citations[known]
    if (before) {
      before.date ??= one.date
      before.issuer ??= one.issuer
      if (RANK[kind] > RANK[before.kind]) before.kind = kind
      spans[known]?.push({ ...range, rule: 'citation', confidence: 0.9 })
      continue
    }
    keys.push(key)
    citations.push({ type: one.type, number: one.number, date: one.date, issuer: one.issuer, kind, ...range })
    spans.push([{ ...range, rule: one.named ? 'named-law' : 'citation', confidence: one.named ? 0.8 : 0.93 }])
  }
  link(placed, keys, citations)
  const relied = new Set(placed.filter(one => isBase(one)).map(one => numberKey(one.number)))
  return {
    citations,
    citationSpans: spans,
    bases: basesOf(citations, spans, keys, relied),
    attachments: attached.attachments,
    parentDocument: parentOf(placed, citations, spans, keys, relied, self),
  }
}

/** More citations than this are a table of laws, not a letter; it also bounds the cost of comparing them. */
const MAX_MENTIONS = 600

const RANK: Readonly<Record<CitationKind, number>> = {
  mentions: 0,
  replaces: 1,
  continues: 2,
  based_on: 3,
  answers: 4,
  forwards: 5,
}

const isBase = (one: Placed): boolean =>
  one.kind === 'based_on' || one.kind === 'answers' || one.kind === 'continues' || one.kind === 'forwards'

function place(passage: Passage): Placed[] {
  const mentions = mentionsIn(passage.flow)
  return mentions.map((one, at) => {
    const before = passage.flow.flat.slice(Math.max(0, one.from - 260), one.from)
    const nestedIn = nesting(passage.flow, mentions, at)
    const kind = kindOf(passage, one, before, nestedIn)
    return { ...one, passage, kind, nestedIn, cue: cueOf(before) }
  })
}

const CUE =
  /(?:^|[.;,]\s*)[-+*]?\s*(?:(?:de|nham)\s+)?(?:tiep tuc\s+)?(?:trien khai\s+|to chuc\s+)?(thuc hien|trien khai)\b|\b(can cu)\b|[;,]\s*(?:theo|xet)\b/g

/** The nearest word that leads a citation in decides: in "Thực hiện A, căn cứ B" the letter only relies on B. */
function cueOf(before: string): Placed['cue'] {
  const last = [...before.slice(before.lastIndexOf('. ') + 1).matchAll(CUE)].at(-1)
  return last?.[1] ? 'thuc-hien' : last?.[2] ? 'can-cu' : 'other'
}

/** "… thay thế", "bãi bỏ" just before a citation repeal it. */
const REPEALS = /\b(?:thay the(?: cho)?|bai bo|huy bo|het hieu luc)\b[^.;]{0,90}$/
const ABOUT = /\b(?:ve(?: viec)?|v\/v|ban hanh|so ket|tong ket|phe duyet|quy dinh|ke hoach|sua doi)\b/
/** The words by which one document is said to carry out, sum up or amend another. */
const CARRIES_OUT =
  /\b(?:thuc hien|trien khai|quan triet|so ket|tong ket|thi hanh|huong dan|phong trao|dieu cua|sua doi|tiep tuc)\s*(?:cac\s+|noi dung\s+(?:cua\s+)?)?["“]?\s*$/
/** "Phúc đáp đề nghị của Sở Y tế tại Công văn số …". */
const ANSWERED_AT = /(?:^|[.;,]\s*)(?:tra loi|phuc dap)\s[^.;]{0,120}\btai\s+(?:cac\s+)?$/
const CONTINUES = /\btiep tuc\s+(?:trien khai\s+)?(?:to chuc\s+)?thuc hien\s*(?:cac\s+)?$/

function kindOf(passage: Passage, one: Mention, before: string, nestedIn: Mention | null): CitationKind {
  if (REPEALS.test(before.slice(-110)) && !/can cu\b[^.;]*$/.test(before)) return 'replaces'
  if (passage.zone === 'subject') return 'mentions'
  if (nestedIn) return CONTINUES.test(before) ? 'continues' : 'mentions'
  if (passage.zone === 'task' && one.from >= (passage.preambleTo ?? 0)) return 'mentions'
  if (passage.zone === 'after') return 'mentions'
  if (/\b(?:sao gui|gui kem|dinh kem|chuyen kem|kem theo)\s*$/.test(before)) return 'forwards'
  if (/(?:tra loi|phuc dap|nhan duoc|xem xet)\s+(?:cac\s+)?$/.test(before) || ANSWERED_AT.test(before)) return 'answers'
  if (CONTINUES.test(before)) return 'continues'
  if (CARRIES_OUT.test(before) && !carriedOutByThisLetter(before)) return 'mentions'
  return 'based_on'
}

/** "Thực hiện X", "Để triển khai thực hiện X": the letter itself carries X out, rather than telling of others who did. */
const carriedOutByThisLetter = (before: string): boolean => {
  const clause = before
    .slice(Math.max(before.lastIndexOf('. '), before.lastIndexOf('; '), before.lastIndexOf(', ')) + 1)
    .trim()
  return (
    /^[-+*\s]*(?:de|nham|can cu|tiep tuc|trien khai|to chuc|thuc hien|quan triet|va|tich cuc|nghiem tuc|kip thoi|hieu qua|\s)*$/.test(
      clause,
    ) || /(?:dinh|quy dinh|huong dan|chi dao)\s+(?:cua\s+)?(?:\S+\s){0,8}tai\s*$/.test(clause)
  )
}

/** The citation in whose title or description this one stands, if any. */
function nesting(flow: Flow, mentions: readonly Mention[], at: number): Mention | null {
  const one = mentions[at]
  const outer = mentions[at - 1]
  if (!one || !outer) return null
  const between = flow.flat.slice(outer.to, one.from)
  if (between.length > 260 || /[;]|\.\s+[a-z]/.test(between.replace(/tp\./g, ''))) return null
  const quoteOpen = (between.match(/"/g)?.length ?? 0) % 2 === 1
  const inTitle = quoteOpen && ABOUT.test(between)
  if (/\bva\s+(?:cac\s+)?$/.test(between) || !/[a-z]/.test(between)) return null
  if (inTitle || (ABOUT.test(between) && CARRIES_OUT.test(between))) return outer
  return null
}

function link(placed: readonly Placed[], keys: readonly string[], citations: { cites?: number }[]): void {
  for (const one of placed) {
    if (!one.nestedIn) continue
    const outer = citations[keys.indexOf(numberKey(one.nestedIn.number))]
    const inner = keys.indexOf(numberKey(one.number))
    if (outer && inner >= 0 && outer.cites === undefined && citations[inner] !== outer) outer.cites = inner
  }
}

const baseOf = (one: Citation): Base => ({
  type: one.type,
  number: one.number,
  date: one.date,
  issuer: one.issuer,
})

function basesOf(
  citations: readonly Citation[],
  spans: readonly Span[][],
  keys: readonly string[],
  relied: ReadonlySet<string>,
): Found<Base[]> {
  const value: Base[] = []
  const at: Span[] = []
  // In the order in which the letter leans on them: a subject may name one of them before.
  for (const key of relied) {
    const index = keys.indexOf(key)
    const one = citations[index]
    if (!one) continue
    value.push(baseOf(one))
    const first = spans[index]?.[0]
    if (first) at.push(first)
  }
  return { value, spans: at }
}

/** Laws and standing rules bind everyone; a letter is not "issued to carry out" them in the sense of the register. */
const STANDING = new Set([
  'luật',
  'bộ luật',
  'nghị định',
  'điều lệ',
  'quy chế',
  'quy định',
  'thông tư',
  'thông tư liên tịch',
  'hiến pháp',
  'pháp lệnh',
  'biên bản',
  'tờ trình',
  'báo cáo',
  'đơn',
  'văn bản',
])

function parentOf(
  placed: readonly Placed[],
  citations: readonly Citation[],
  spans: readonly Span[][],
  keys: readonly string[],
  relied: ReadonlySet<string>,
  self: Self,
): Found<Base> | null {
  const decision = self.docType === 'quyết định' || self.docType === 'báo cáo' || self.docType === 'tờ trình'
  let best = -1
  let highest = 0
  citations.forEach((one, index) => {
    const key = keys[index] ?? ''
    if (!relied.has(key) || STANDING.has(one.type) || isOwn(one, self)) return
    const said = placed.filter(each => isBase(each) && numberKey(each.number) === key)
    if (decision && !said.some(each => each.cue === 'thuc-hien')) return
    const rank = one.kind === 'forwards' ? 4 : Math.max(1, ...said.map(rankOf))
    if (rank <= highest) return
    best = index
    highest = rank
  })
  const chosen = citations[best]
  return chosen ? { value: baseOf(chosen), spans: spans[best] ?? [] } : null
}

/** What a letter says it answers or carries out comes before what it follows, and that before what it only relies on. */
const rankOf = (one: Placed): number =>
  one.kind === 'answers' || one.cue === 'thuc-hien' ? 3 : one.cue === 'other' ? 2 : 1

/** An earlier letter of the same body is a base, not a parent. */
function isOwn(one: Citation, self: Self): boolean {
  if (!one.issuer || !self.issuer) return false
  const cited = fold(one.issuer)
  const generic = /^(?:ban thuong truc|ban thuong vu|ban chap hanh|van phong|ban to chuc)$/.test(fold(self.issuer))
  const full = generic && self.parentIssuer ? `${fold(self.issuer)} ${fold(self.parentIssuer)}` : fold(self.issuer)
  return cited.includes(full) || full.startsWith(cited)
}

type Attached = { readonly attachments: Found<string[]>; readonly forwarded: ReadonlySet<Placed> }

const AFTER_CITATION =
  /^\s*,?\s*\((?:[^()]{0,30}\s)?(?:gui|dinh|sao gui|ban hanh|sao|ban sao|photo)?\s*(?:kem|kem theo)\b[^()]{0,20}\)/
const ISSUED_WITH = /\b(?:ban hanh|cong bo)\s+kem theo\s+(?:[a-z]{1,12}\s){1,3}nay\s*:?\s*/g

/** Documents said to go with the letter: "(Đính kèm X)", "X (gửi kèm)", "sao gửi X", "Ban hành kèm theo Quyết định này X". */
function attachmentsIn(passages: readonly Passage[], placed: readonly Placed[]): Attached {
  const value: string[] = []
  const spans: Span[] = []
  const forwarded = new Set<Placed>()
  const add = (flow: Flow, from: number, to: number, rule: string) => {
    const text = flow.text.slice(from, to).trim()
    if (text.length < 4 || value.some(one => fold(one) === fold(text))) return
    value.push(text)
    spans.push({ ...sourceRange(flow, from, to), rule, confidence: 0.85 })
  }
  for (const one of placed) {
    if (one.nestedIn || one.passage.zone === 'subject') continue
    const flow = one.passage.flow
    const before = flow.flat.slice(Math.max(0, one.from - 60), one.from)
    if (
      /(?:\b(?:sao gui|gui kem(?: theo)?|dinh kem(?: theo)?|chuyen kem|kem theo)\s*:?\s*)$/.test(before) &&
      !/(?:ban hanh|cong bo)\s+kem theo\s*$/.test(before)
    ) {
      forwarded.add(one)
      add(flow, one.from, one.to, 'attached')
    }
    if (AFTER_CITATION.test(flow.flat.slice(one.to, one.to + 60)) || saidLater(placed, one)) {
      for (const sibling of siblings(placed, one)) {
        forwarded.add(sibling)
        add(flow, sibling.from, sibling.to, 'attached')
      }
    }
  }
  for (const passage of passages) collectNamed(passage, placed, add)
  return { attachments: { value, spans }, forwarded }
}

/** "Quyết định A ban hành Kế hoạch thực hiện Kết luận B (gửi kèm)": what is enclosed is A. */
function saidLater(placed: readonly Placed[], one: Placed): boolean {
  return placed.some(
    inner =>
      inner.passage === one.passage &&
      inner.nestedIn !== null &&
      inner.nestedIn.from === one.from &&
      AFTER_CITATION.test(one.passage.flow.flat.slice(inner.to, inner.to + 60)),
  )
}

/** "Công văn A và Công văn B (Công văn kèm theo)": both are enclosed. */
function siblings(placed: readonly Placed[], one: Placed): Placed[] {
  const at = placed.indexOf(one)
  const previous = placed[at - 1]
  const joined =
    previous &&
    previous.passage === one.passage &&
    previous.nestedIn === null &&
    /^\s*(?:,|va|\s)+(?:cac\s+)?$/.test(one.passage.flow.flat.slice(previous.to, one.from))
  const plural = /\((?:cac\s+)?[a-z]+ [a-z]+ kem/.test(one.passage.flow.flat.slice(one.to, one.to + 40))
  return joined && plural && previous ? [...siblings(placed, previous), one] : [one]
}

function collectNamed(
  passage: Passage,
  placed: readonly Placed[],
  add: (flow: Flow, from: number, to: number, rule: string) => void,
): void {
  const flow = passage.flow
  for (const match of flow.flat.matchAll(ISSUED_WITH)) {
    const from = match.index + match[0].length
    const stop = /[.;](?:\s|$)|$/.exec(flow.flat.slice(from))
    const to = from + (stop?.index ?? 0)
    if (/^["“]?\p{Lu}/u.test(flow.text.slice(from, from + 2)) && to - from < 400) add(flow, from, to, 'issued-with')
  }
  for (const match of flow.flat.matchAll(
    /\(\s*(?:dinh kem|gui kem(?: theo)?|kem theo|co)(?:\s*:)?\s+(?!van ban|cong van nay)([^()]{4,260})\)?/g,
  )) {
    const from = match.index + match[0].indexOf(match[1] ?? '')
    const to = from + (match[1]?.length ?? 0)
    if (placed.some(one => one.passage === passage && one.from >= from - 2 && one.from < to)) continue
    const name = flow.text.slice(from, to).replace(/\s+(?:kèm theo|kem theo)\s*$/u, '')
    if (match[0].includes(' co ') || /\(\s*co\s/.test(match[0])) {
      if (!/kem theo\s*\)?$/.test(match[0])) continue
    }
    if (
      docTypeOf(name.split(/\s+/).slice(0, 2).join(' ')) ||
      /^(?:\p{Lu}|danh sách|biểu mẫu|phụ lục|mẫu|đề cương)/u.test(name)
    )
      add(flow, from, from + name.length, 'attached')
  }
}
