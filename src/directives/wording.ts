import { fold, type PlainDate } from '../kernel/index.ts'
import { printedNumber } from './rules.ts'
import type { Regime } from './types.ts'

/**
 * The words of letters that the system drafts. They are Vietnamese whatever language the page is in, because the letter
 * is; a person edits them before anybody signs.
 */

export const slashed = (day: PlainDate): string => day.split('-').reverse().join('/')

/** What every letter bears that a demonstration world writes: it is no letter of any real body. */
export const SAMPLE_MARK = 'BẢN MẪU – KHÔNG CÓ GIÁ TRỊ'
export const markedAsSample = (body: string): string =>
  body.startsWith(SAMPLE_MARK) ? body : `${SAMPLE_MARK}\n\n${body}`

/** Why a paper that others registered under the same number is another one. */
export const NUMBERED_BY_ITS_ISSUER = 'Số này do sổ văn bản đi của chính cơ quan ban hành cấp'

type Heading = {
  readonly regime: Regime | null
  readonly doc_type?: string | null
  readonly number: string | null
  readonly symbol: string | null
  readonly issued_on: PlainDate | null
  readonly issuer: string
}

/** "Công văn số 1016-CV/TU ngày 13/01/2023 của Tỉnh ủy Sóc Trăng" */
export function nameOf(d: Heading): string {
  const type = d.doc_type ? d.doc_type.charAt(0).toUpperCase() + d.doc_type.slice(1) : 'Văn bản'
  const number = printedNumber(d.regime, d.number, d.symbol)
  return [type, number && `số ${number}`, d.issued_on && `ngày ${slashed(d.issued_on)}`, d.issuer && `của ${d.issuer}`]
    .filter(Boolean)
    .join(' ')
}

export const coveringSubject = (parent: Heading): string => `triển khai thực hiện ${nameOf(parent)}`

type Carried = { readonly label: string; readonly text: string; readonly force?: string | null }

/** The covering letter says whom it asks with the force of what it carries on, and carries it on in full. */
export const coveringBody = (
  unit: string,
  phrase: string,
  parent: Heading & { readonly subject: string },
  clauses: readonly Carried[],
): string => {
  const verb = clauses.some(clause => clause.force === 'yeu-cau' || clause.force === 'giao') ? 'yêu cầu' : 'đề nghị'
  const asked = phrase.replace(/^Các /u, 'các ')
  return [
    `Căn cứ ${nameOf(parent)}${parent.subject ? ` về việc ${parent.subject}` : ''};`,
    `${unit} ${verb} ${asked} tổ chức triển khai thực hiện có hiệu quả các nội dung sau đây và báo cáo kết quả:`,
    ...clauses.map(clause => `${clause.label}. ${clause.text}`),
    `(Đính kèm ${nameOf(parent)}).`,
  ].join('\n\n')
}

/** "Công văn này" in a clause means the letter it was written in; carried on into another letter it must say which. */
export const carriedWords = (text: string, parent: Heading): string =>
  text.replace(/(?:Công văn|Văn bản|Kế hoạch|Chỉ thị|Kết luận|Hướng dẫn|Thông báo|Quyết định) này/gu, nameOf(parent))

export const missingSubject = (gap: Heading): string => `đề nghị cung cấp ${nameOf(gap)}`
export const missingBody = (unit: string, gap: Heading, citers: readonly Heading[]): string =>
  `${unit} đang triển khai thực hiện ${citers.length > 0 ? citers.map(nameOf).join('; ') : 'các văn bản'} có viện dẫn ${nameOf(gap)}, nhưng chưa nhận được văn bản này.\n\n` +
  `Để việc triển khai được đầy đủ và đúng nội dung, kính đề nghị ${gap.issuer || 'cơ quan ban hành'} cung cấp bản sao văn bản nêu trên.`

const PARTY_WORDS: Readonly<Record<string, string>> = {
  huyện: 'huyện ủy',
  'thị xã': 'thị ủy',
  'thành phố': 'thành ủy',
  quận: 'quận ủy',
}
const AREA_WORDS = ['huyện', 'quận', 'thị xã', 'thành phố', 'xã', 'phường', 'thị trấn', 'đặc khu'] as const

/**
 * To whom a unit's covering letter goes unless it says otherwise: the bodies of its own line one level down, as letters
 * name them ("Ban Thường trực Ủy ban MTTQ Việt Nam các huyện, thị xã, thành phố"). Null where nothing lies below.
 */
export function phraseBelow(at: {
  readonly unit: string
  readonly area: string
  readonly kind: string
  readonly below: readonly string[]
}): string | null {
  const words = AREA_WORDS.filter(word => at.below.some(name => fold(name).startsWith(`${fold(word)} `)))
  if (words.length === 0) return null
  const districts = words.some(word => word === 'huyện' || word === 'quận')
  if (at.kind.startsWith('party_')) {
    return districts
      ? `Các ${words.map(word => PARTY_WORDS[word] ?? word).join(', ')}`
      : `Các đảng ủy ${words.join(', ')}`
  }
  const name = at.unit.normalize('NFC')
  const own = fold(name).endsWith(fold(at.area))
    ? name.slice(0, name.length - at.area.normalize('NFC').length).trim()
    : name
  // A district's Red Cross has a standing committee, a commune's society has none of its own.
  const body = districts ? own : own.replace(/^Ban Thường vụ (?=Hội )/, '')
  return `${body} các ${words.join(', ')}`
}
