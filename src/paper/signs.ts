import { bare, flat, repairDigits } from './plain.ts'

/**
 * The fixed signs of an official letter (Decree 30/2020/NĐ-CP annex I part II; Guidance 36-HD/VPTW): the national
 * or Party title, the number and symbol, place and date, "Kính gửi", "Nơi nhận" and the authority to sign.
 * Each pattern reads the flat view and allows the dirt an OCR leaves between the words.
 */
export const STATE_TITLE =
  /c[o0]ng\s+h[o0]a\W{0,5}x[a4]\s+h[o0]i(?:\s+chu\W{0,3}\s*ng\w{0,5}(?:\W{0,3}\s*vi[ec]t\s*nam)?)?/
export const STATE_TITLE_TAIL = /\bchu\s+ng\w{1,4}\s+vi[ec]t\s*nam/
export const MOTTO = /d[o0]c\s*lap\W{1,8}t[uư]\s*d[o0]\W{1,8}h\w{2,4}\s+ph\w{1,4}c/
export const PARTY_TITLE = /dang\s+cong\s+san\s+viet\s*nam/
export const YOUTH_TITLE = /doan\s+(?:tncs|thanh\s+nien\s+cong\s+san)\s+ho\s+chi\s+minh/
export const RULE_LINE = /^[\s*\-_=~.…–—°•x]{1,}$|^-{3,}/

/** "Kính gửi", and the invitation's "kính mời". */
export const KINH_GUI = /^\W{0,4}(?:dong\s+)?k[iy]nh\s+g[uư]i\b\s*[:;.]?/
export const NOI_NHAN = /(?:^|\s)\W{0,3}n[o0]i\s+nh[aâ]n\s*[:;.]/
/** Whether "Nơi nhận:" stands in a line. */
export const saysRecipients = (plain: string): boolean =>
  plain.includes('i nh') ? NOI_NHAN.test(plain) : SPREAD.test(plain) && NOI_NHAN.test(plain)
const SPREAD = /i\s{2,}nh|i[^\S ]nh/
export const NOI_NHAN_START = /^\W{0,4}n[o0]i\s+nh[aâ]n\b(?!\s+[a-z])/

/** "ngày 08 tháng 02 năm 2023", with blanks or dots for what is filled in by hand. */
export const PLACE_DATE =
  /,?\s*ng[a4]y\s*([^a-z]{0,30}?|\S{0,5})\s*th[a4]ng\s*([^a-z]{0,8}?|\S{0,4})\s*n[a4]m\s*(\d{4}|\d{2,3}[.…_ ]*|[.…_ ]*|\S{1,4})/

const SYMBOL = '[A-Z0-9][A-Za-z0-9.&]{0,24}(?:\\s?[-/]\\s?[A-Z0-9][A-Za-z0-9.&]{0,24}){0,5}'
const NUMBER = new RegExp(
  `^\\W{0,3}[sS][oO06]\\s{0,2}[:.;]?\\s{0,20}((?:\\d{1,6}[a-zA-Z]?)?|[^\\s\\w]{0,2}\\w{0,6}|[.…_]{1,20})\\s{0,20}([-/])\\s{0,2}(${SYMBOL})`,
)
/** A number with a blank before the type: "Số 12 CV/TU". */
const NUMBER_SPACED = /^\W{0,3}[sS][oO]\s{0,2}[:.]?\s{0,6}(\d{1,6})\s{1,3}()([A-Z]{2,4}\/[A-Z][A-Z0-9.-]{1,20})/

/** How every number begins; nearly every line is told from one by its first signs. */
const SAYS_SO = /^\W{0,3}[sS][oO06]/
/** The same before the marks are taken off: no line without an S among its first signs is folded for nothing. */
const MAY_SAY_SO = /^.{0,3}[sS\u015a-\u0161\u0218\u0219\u1e60-\u1e69]/s

export type NumberSign = {
  readonly number: string | null
  readonly symbol: string
  readonly length: number
  readonly symbolAt: number
  readonly numberAt: number
}

/**
 * Reads "Số: 2052 /MTTQ-BTT" (State) or "Số 1016-CV/TU" (Party) at the start of a cell. A number that is blank
 * (a draft, stamped later) or unreadable is null: never guessed.
 */
export function numberSign(text: string): NumberSign | null {
  if (!MAY_SAY_SO.test(text) || !SAYS_SO.test(bare(text.slice(0, 6)))) return null
  const repaired = repairDigits(text.slice(0, 160))
  const plain = bare(repaired)
  const match = NUMBER.exec(plain) ?? NUMBER_SPACED.exec(plain)
  if (!match) return null
  const [all, digits = '', , symbol = ''] = match
  if (!/[A-Z]/.test(symbol) || symbol.length < 2) return null
  const symbolAt = all.length - symbol.length
  return {
    number: /^\d{1,6}[a-zA-Z]?$/.test(digits) ? digits : null,
    symbol: repaired
      .slice(symbolAt, symbolAt + symbol.length)
      .replace(/\s+/g, '')
      .replace(/[.,;]+$/, ''),
    length: all.length,
    symbolAt,
    numberAt: plain.indexOf(digits),
  }
}

/**
 * The line where number and symbol stand, but so spoilt that neither can be read: it still says where the heading of a
 * letter is, and it is the name of nobody.
 */
export const isSpoiltNumber = (text: string): boolean =>
  text.length < 60 &&
  MAY_SAY_SO.test(text) &&
  /^\W{0,3}[sS][oO0]\s?[:;.]?\s?[^\sA-Za-z].*[-/]\s?[A-Z][A-Z0-9]/.test(bare(text)) &&
  numberSign(text) === null

/** "TM." (State) and "T/M" (Party) are one sign; so are KT., TL., TUQ. and Q. with K/T, T/L, T/UQ. */
const AUTHORITY =
  /(?:^|(?<=[\s,;.:|()—-]))(T\s?[/.]?\s?U\s?[/.]?\s?Q|T\s?[/.]?\s?M|K\s?[/.]?\s?T|T\s?[/.]?\s?L|Q)\s?[./,:]{1,2}\s{0,3}(?=[A-ZĐ]{2})|(?:^|(?<=\s))(T\/UQ|T\/M|K\/T|T\/L|TUQ|TM|KT|TL)\s{1,3}(?=[A-Z]{2,}\s+[A-Z]{2,})/

/** Every such sign ends in a capital, with or without marks, and a stop or a blank. */
const MAY_SIGN = /\p{Lu}[\s./,:]/u

export type AuthoritySign = {
  readonly prefix: 'TM' | 'KT' | 'TL' | 'TUQ' | 'Q'
  readonly at: number
  readonly length: number
}

/** Finds the sign of the authority to sign, before words in capitals. */
export function authoritySign(text: string): AuthoritySign | null {
  const head = text.slice(0, 300)
  if (!MAY_SIGN.test(head)) return null
  const match = AUTHORITY.exec(bare(head))
  if (!match) return null
  const letters = (match[1] ?? match[2] ?? '').replace(/[^A-Z]/g, '')
  const prefix =
    letters === 'TM' || letters === 'KT' || letters === 'TL' || letters === 'TUQ' || letters === 'Q' ? letters : null
  return prefix === null ? null : { prefix, at: match.index, length: match[0].length }
}

/** Offices that a signature names; begins the line under (or instead of) the authority. */
export const SIGNER_TITLE =
  /^\W{0,3}(?:ph[o0]\s+|q\.\s*|quyen\s+)?(?:tong\s+)?(?:chu tich|bi thu|chu nhiem|truong(?:\s+(?:ban|phong|khoa|doan|cong an|bo phan|tieu ban|bo mon|tram|ban,|to|thon|ap|khoi|nhom|co quan)\b|$)|chanh|giam doc|tong giam doc|hieu truong|bo truong|thu truong|thu tuong|thuong truc|cuc truong|chi cuc truong|tong cuc truong|vu truong|vien truong|uy vien|thu ky|thanh tra|tong bi thu|chi huy|hat truong|doi truong|ke toan truong|chi cuc|to truong|dai dien)\b/

export const looksLikeTitle = (text: string): boolean => SIGNER_TITLE.test(flat(text))
