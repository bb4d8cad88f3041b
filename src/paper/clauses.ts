import { capitals } from './lines.ts'
import type { Paragraph } from './paragraphs.ts'

/** An operative clause: the paragraphs of one numbered item, article, bullet or directive paragraph. */
export type Clause = {
  readonly label: string
  readonly parts: readonly Paragraph[]
  /** Where the clause's text begins in its first paragraph. */
  readonly from: number
  /** The heading over it that may name who acts ("2. Sở Y tế:" over a, b, c). */
  readonly over: Paragraph | null
}

export type Clauses = {
  readonly clauses: readonly Clause[]
  /** The paragraph that introduces the items ("… yêu cầu … thực hiện tốt một số nhiệm vụ sau:"). */
  readonly leadIn: Paragraph | null
  /** How the clauses were told apart. */
  readonly by: 'articles' | 'items' | 'bullets' | 'none'
}

/** Reports and minutes tell what was done; what they number is not asked of anybody. */
const TELLS = new Set(['báo cáo', 'biên bản', 'thư công', 'bản tin', 'hợp đồng', 'giấy giới thiệu', 'bản ghi nhớ'])

/** Headings that inform (aims, state of things, time, place, money) rather than ask. */
const INFORMS =
  /^(?:(?:danh gia|tinh hinh|ket qua|thuc trang|khai quat|uu diem|ton tai|han che|nguyen nhan|bai hoc|dac diem|nhung ket qua|boi canh)\b|(?:(?:ve\s+)?(?:muc dich|muc tieu|yeu cau|quan diem|y nghia|thoi gian|dia diem|thoi ky|thanh phan|doi tuong|pham vi|kinh phi|can cu|noi dung|su can thiet)(?:\s*(?:,|va|-|&)\s*(?:muc dich|muc tieu|yeu cau|y nghia|thoi gian|dia diem|thanh phan|doi tuong|pham vi|noi dung|hinh thuc|cu the|chung))*)\s*(?:$|[:.]|cua\b|kiem tra|thuc hien|to chuc|chung|cu the))/

/** A clause ends before the words that close the letter. */
const CLOSES =
  /^\W{0,3}(?:tran trong|rat mong|kinh mong|tren day|(?:cong van|van ban|huong dan|ke hoach|thong bao|ket luan|chi thi|quyet dinh|chuong trinh|quy che) nay\b|trong qua trinh|qua trinh (?:trien khai|thuc hien)|nhan duoc|thong bao (?:de|den)|(?:noi nhan)|\(?(?:dinh kem|gui kem|kem theo)|(?:kinh\s+)?(?:yeu cau|de nghi|trinh)\s.{0,160}(?:phe duyet|chap thuan|quyet dinh|thuc hien|phoi hop|quan tam|trien khai)|.{0,120}(?:yeu cau|de nghi|thong bao)\s.{0,160}(?:nghiem tuc|biet|trien khai|thuc hien|phoi hop))/

/** Tells the operative clauses of a body apart by the way it numbers them. */
export function clausesOf(body: readonly Paragraph[], docType: string): Clauses {
  if (TELLS.has(docType)) return { clauses: [], leadIn: null, by: 'none' }
  const own = body.filter(one => !one.quoted)
  const articles = own.filter(one => one.level === 'article')
  if (articles.length > 0) return { clauses: byArticles(body, articles), leadIn: null, by: 'articles' }
  const sections = sectionsOf(body)
  const items = sections.flatMap(section => itemsOf(section, sections.length > 1 || section.roman !== null))
  if (items.length > 0) {
    const first = items[0]?.parts[0]
    const at = first ? body.indexOf(first) : 0
    const leadIn =
      body
        .slice(0, Math.max(0, at))
        .filter(one => one.level === 'none' && one.flow.text.length > 20)
        .at(-1) ?? null
    return { clauses: items, leadIn, by: 'items' }
  }
  const bullets = bulletsOf(body)
  if (bullets) return bullets
  return { clauses: [], leadIn: null, by: 'none' }
}

function byArticles(body: readonly Paragraph[], articles: readonly Paragraph[]): Clause[] {
  const places = new Map(body.map((one, at) => [one, at]))
  return articles.map((article, at) => {
    const start = places.get(article) ?? 0
    const next = articles[at + 1]
    const end = next ? (places.get(next) ?? body.length) : body.length
    return { label: article.label, parts: body.slice(start, end), from: article.from, over: null }
  })
}

type Section = {
  readonly roman: string | null
  readonly heading: Paragraph | null
  readonly parts: readonly Paragraph[]
}

/** Roman numerals divide a body when there are two of them, or one with items under it. */
function sectionsOf(body: readonly Paragraph[]): Section[] {
  const heads = body.map((one, at) => ({ one, at })).filter(({ one }) => one.level === 'roman' && !one.quoted)
  if (heads.length === 0 || heads[0]?.one.label !== 'I') return [{ roman: null, heading: null, parts: body }]
  return heads.map(({ one, at }, index) => ({
    roman: one.label,
    heading: one,
    parts: body.slice(at + 1, heads[index + 1]?.at ?? body.length),
  }))
}

const textOf = (one: Paragraph): string => one.flow.flat.slice(one.from)
const informs = (one: Paragraph): boolean => isHeading(one) && INFORMS.test(textOf(one).trim())

/** A heading is short and does not close like a sentence. */
const isHeading = (one: Paragraph): boolean => {
  const text = one.flow.text.slice(one.from).trim()
  return text.length <= 130 && (!/[.;]$/.test(text) || text.length < 30 || capitals(text) > 0.75)
}

function itemsOf(section: Section, sectioned: boolean): Clause[] {
  if (section.heading && informsSection(section.heading)) return []
  const prefix = section.roman === null ? '' : `${section.roman}.`
  for (const level of ['number', 'decimal', 'alpha'] as const) {
    const marks = section.parts.map((one, at) => ({ one, at })).filter(({ one }) => one.level === level && !one.quoted)
    if (marks.length === 0 || (!sectioned && marks.length < 2)) continue
    const all = marks.flatMap(({ one, at }, index) =>
      split(
        prefix,
        one,
        section.parts.slice(at, marks[index + 1]?.at ?? section.parts.length),
        index === marks.length - 1,
      ),
    )
    return all
  }
  return section.heading ? wholeSection(section, section.heading) : []
}

/** "NỘI DUNG" over a whole section is where the work is; under a number of its own it only informs. */
const informsSection = (heading: Paragraph): boolean => informs(heading) && !/^\W*noi dung/.test(textOf(heading))

function split(prefix: string, head: Paragraph, parts: readonly Paragraph[], last: boolean): Clause[] {
  const kept = last ? untilClosing(parts) : parts
  const marks = kept
    .map((one, at) => ({ one, at }))
    .filter(
      ({ one, at }) =>
        at > 0 && !one.quoted && (one.level === 'alpha' || (one.level === 'decimal' && head.level === 'number')),
    )
  const level = marks[0]?.one.level
  const same = marks.filter(({ one }) => one.level === level)
  const text = head.flow.text.slice(head.from).trim()
  if (same.length > 1 && (isHeading(head) || /:\s*$/.test(text))) {
    if (informs(head) && !/noi dung|yeu cau/.test(textOf(head))) return []
    return same.map(({ one, at }, index) => ({
      label: one.level === 'alpha' ? `${prefix}${head.label}.${one.label}` : `${prefix}${one.label}`,
      parts: kept.slice(at, same[index + 1]?.at ?? kept.length),
      from: one.from,
      over: head,
    }))
  }
  if (informs(head)) return []
  return [{ label: `${prefix}${head.label}`, parts: kept, from: head.from, over: null }]
}

/** The last item of a letter does not take the closing sentences with it. */
function untilClosing(parts: readonly Paragraph[]): Paragraph[] {
  const end = parts.findIndex((one, at) => at > 0 && one.level === 'none' && CLOSES.test(one.flow.flat))
  return end < 0 ? [...parts] : parts.slice(0, end)
}

/** A section without numbers is one clause when it says who does what. */
function wholeSection(section: Section, heading: Paragraph): Clause[] {
  const inline = !isHeading(heading)
  const parts = untilClosing(inline ? [heading, ...section.parts] : section.parts)
  const first = parts[0]
  if (!first) return []
  const bullets = parts.filter(one => one.level === 'bullet' && !one.quoted)
  if (!inline && bullets.length >= 2 && bullets.length >= parts.length - 1) {
    return bullets.map((one, at) => ({
      label: `${heading.label}.p${at + 1}`,
      parts: [one],
      from: one.from,
      over: heading,
    }))
  }
  return [{ label: heading.label, parts, from: inline ? heading.from : first.from, over: null }]
}

/** Bullets under a sentence that ends in a colon and asks something. */
function bulletsOf(body: readonly Paragraph[]): Clauses | null {
  const at = body.findIndex((one, index) => one.level === 'bullet' && !one.quoted && index > 0)
  const before = body[at - 1]
  if (
    at < 1 ||
    !before ||
    !/:\s*$/.test(before.flow.text) ||
    !/\b(?:de nghi|yeu cau|chi dao|giao|thuc hien|trien khai|mot so (?:noi dung|nhiem vu)|nhu sau|phan cong|luu y)\b/.test(
      before.flow.flat,
    )
  )
    return null
  const clauses: Clause[] = []
  for (let index = at; index < body.length; index++) {
    const one = body[index]
    if (!one || (one.level !== 'bullet' && one.level !== 'none') || (one.level === 'none' && !one.quoted)) break
    if (one.level === 'bullet' && !one.flow.text.startsWith('+'))
      clauses.push({ label: `p${clauses.length + 1}`, parts: [one], from: one.from, over: null })
    else {
      const last = clauses.pop()
      if (last) clauses.push({ ...last, parts: [...last.parts, one] })
    }
  }
  return clauses.length >= 2 || (clauses.length === 1 && /\b(?:de nghi|yeu cau)\b/.test(before.flow.flat))
    ? { clauses, leadIn: before, by: 'bullets' }
    : null
}
