import type { Urgency } from '../types.ts'
import type { CopyMark, PaperLetter } from './types.ts'

/** The set words of a letter's boxes, as the two layouts print them. */

/** Room for a stamp or a pen: kept together, so that no line is broken in it. */
const BLANK = '\u00a0'.repeat(6)

/** What a draft does not have yet is left blank for the clerk. */
export function numberLine(letter: Pick<PaperLetter, 'regime' | 'number' | 'symbol' | 'draft'>): string | null {
  if (letter.number === null && letter.symbol === null && !letter.draft) return null
  const party = letter.regime === 'party'
  const symbol = letter.symbol ?? (letter.draft ? BLANK : null)
  const sign = symbol === null ? '' : `${party ? '-' : '/'}${symbol}`
  return `${party ? 'Số' : 'Số:'} ${letter.number ?? BLANK}${sign}`
}

/** The kind of a copy is its code: SY, SL, TrS (Decree 30/2020, annex III), BS for every copy of a Party office. */
export function copyNumberLine(copy: CopyMark, party: boolean): string | null {
  const code = party ? 'BS' : { 'sao-y': 'SY', 'sao-luc': 'SL', 'trich-sao': 'TrS' }[copy.kind]
  if (copy.number === null && copy.symbol === null) return null
  const symbol =
    copy.symbol === null
      ? code
      : new RegExp(`^${code}\\b`).test(copy.symbol)
        ? copy.symbol
        : `${code}${party ? '/' : '-'}${copy.symbol}`
  return `${party ? 'Số' : 'Số:'} ${copy.number ?? BLANK}${party ? '-' : '/'}${symbol}`
}

/** Days under ten and the first two months get a nought before them, lest somebody adds a figure. */
export function dateWords(date: string | null): string {
  const [year, month, day] = (date ?? '').split('-')
  const monthWords = month === undefined ? BLANK : Number(month) <= 2 ? month.padStart(2, '0') : String(Number(month))
  return `ngày ${day ?? BLANK} tháng ${monthWords} năm ${year || BLANK}`
}

export function placeAndDate(of: { readonly place: string | null; readonly date: string | null }): string | null {
  if (of.place === null && of.date === null) return null
  return of.place === null ? dateWords(of.date) : `${of.place}, ${dateWords(of.date)}`
}

/** What a thing is, rather than what is done, asks for "Về" and not "Về việc". */
const NAMES_A_THING = /^(?:công tác|tình hình|kết quả|chủ trương|chế độ|chính sách|nhiệm vụ|một số|những|các) /

/** "V/v …" under the number of a công văn; under a title what begins in lower case is led in by "Về việc". */
export function excerpt(letter: Pick<PaperLetter, 'regime' | 'docType' | 'subject'>): string | null {
  const subject = letter.subject?.trim()
  if (!subject) return null
  if (letter.docType === 'công văn') return letter.regime === 'party' ? `Về việc ${subject}` : `V/v ${subject}`
  if (!/^\p{Ll}/u.test(subject)) return subject
  return NAMES_A_THING.test(subject) ? `Về ${subject}` : `Về việc ${subject}`
}

const STATE_PREFIX: Readonly<Record<string, string>> = { TM: 'TM.', KT: 'KT.', TL: 'TL.', TUQ: 'TUQ.', Q: 'Q.' }
const PARTY_PREFIX: Readonly<Record<string, string>> = { TM: 'T/M', KT: 'K/T', TL: 'T/L', TUQ: 'T/UQ', Q: 'Q.' }

type Authority = { readonly authorityPrefix: string | null; readonly authorityBody: string | null }

export function authorityLine(of: Authority, party: boolean): string | null {
  const prefix =
    of.authorityPrefix === null
      ? null
      : ((party ? PARTY_PREFIX : STATE_PREFIX)[of.authorityPrefix] ?? of.authorityPrefix)
  return [prefix, of.authorityBody?.toUpperCase()].filter(Boolean).join(' ') || null
}

const URGENCY: Readonly<Record<Urgency, string>> = { khan: 'KHẨN', 'thuong-khan': 'THƯỢNG KHẨN', 'hoa-toc': 'HỎA TỐC' }
export const urgencyWords = (urgency: Urgency | null): string | null => (urgency ? URGENCY[urgency] : null)

/** How the letter names itself: "Quyết định số 12/QĐ-UBND ngày 05 tháng 02 năm 2023 của Ủy ban …". */
export function selfName(letter: PaperLetter): string {
  const number = numberLine(letter)?.replace(/^Số:?/, 'số') ?? ''
  const type = letter.docType.charAt(0).toUpperCase() + letter.docType.slice(1)
  const body =
    letter.parentIssuer && letter.issuer && /^(?:Ban|Văn phòng)/.test(letter.issuer)
      ? `${letter.issuer} ${letter.parentIssuer}`
      : letter.issuer
  return [type, number, letter.date === null ? '' : dateWords(letter.date), body ? `của ${body}` : '']
    .filter(Boolean)
    .join(' ')
}
