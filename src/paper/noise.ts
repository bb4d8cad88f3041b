import type { Line } from './lines.ts'
import type { LeftOut, LeftOutReason } from './types.ts'

/**
 * Lines that are on the page but not of the letter: page numbers, an OCR's stray dates, the receiving office's
 * stamp and routing notes (Decree 30/2020 art. 22: the "đến" stamp), a signature server's caption, and the foot
 * of a web page. They are left out and said to be left out, never silently dropped.
 */
const STRAY_DATE = /^\d{4}\s?\.\s?\d{1,2}\s?\.\s?\d{1,2}\s?\.?$/
const PAGE_BREAK = /^-{2,}\s*page break\s*-{2,}$|^\f+$/
const PAGE_NUMBER = /^[-_.\s]{0,6}(?:trang\s*)?\d{1,3}(?:\s*\/\s*\d{1,3})?[-_.\s]{0,6}$/
const CUT = /^\[(?:\.{3}|…)\]$/
/** The foot of a letter that is only shown: "BẢN MẪU – KHÔNG CÓ GIÁ TRỊ". */
const SPECIMEN = /^ban mau\W{1,4}khong co gia tri\W{0,3}$/
const E_SIGNATURE =
  /^(?:ky boi|nguoi ky|duoc ky boi|thoi gian ky|ngay gio ky|signature (?:not )?verif|digitally signed|signed by|da ky|reason:|location:|date: \d{4})/
const E_SIGNATURE_MORE = /^(?:.{0,2}ia chi|co quan|to chuc|chuc vu|email|thoi gian|ngay ky|noi ky|don vi)\b.{0,80}$/
const INCOMING = /^\W{0,4}(?:(?:cong van|van ban) den\b|den\s*[|:]?\s*(?:so|ngay|gio)\b|so den\b|ngay den\b|den ngay\b)/
const INCOMING_MORE =
  /^\W{0,4}(?:so(?: den)?\s*[:.]+\s*[\d.…_ ]*$|ngay(?: den)?\s*[:.]*\s*[\d./\- …_]*$|gio\s*:?\s*[\d.:h ]*$|chuyen\s*:|luu ho so|so va ky hieu ho so|ho so so)/
const ROUTING =
  /^\W{0,4}(?:but phe|y kien (?:chi dao|xu ly|cua lanh dao)|lanh dao (?:cho y kien|phe duyet)|kinh chuyen|kinh trinh|chuyen\s*:|p\/c\b|k\/c\b|phan cong\s*:|(?:chuyen|giao)\s+(?:d\/c|dc|dong chi|anh|chi|p\.|phong|ban|bp|vp|van phong|cv|ttr?)\b.{0,110}$)/
const FOOTER =
  /^\W{0,4}(?:luot xem|tai ve|in trang|chia se|cac tin khac|tin lien quan|tin cung chuyen muc|ban quyen|copyright|©|trang thong tin dien tu|cong thong tin dien tu.{0,60}ghi ro|\[qr\]|quet ma|zalo\b|fanpage|duong day nong|hotline|ghi ro nguon|dang boi|nguoi dang|nguon tin|quay lai|xem them|gop y|binh luan|ve dau trang)|luot xem\s*:|©|zalo oa|ghi ro nguon/

export type Noise = LeftOutReason | null

/** Says of every line whether it is noise wherever it stands, and which. */
export function noiseOf(lines: readonly Line[]): Noise[] {
  const found: Noise[] = []
  let stamp: 'signature' | 'incoming' | null = null
  lines.forEach((line, at) => {
    if (line.blank) {
      found.push(null)
      return
    }
    if (E_SIGNATURE.test(line.flat)) stamp = 'signature'
    else if (INCOMING.test(line.flat)) stamp = 'incoming'
    else if (stamp === 'signature' && !E_SIGNATURE_MORE.test(line.flat)) stamp = null
    else if (stamp === 'incoming' && !INCOMING_MORE.test(line.flat)) stamp = null
    found.push(stamp !== null && line.text.length < 120 ? 'stamp' : plainNoise(lines, at))
  })
  return found
}

function plainNoise(lines: readonly Line[], at: number): Noise {
  const line = lines[at]
  if (!line || line.text.length > 400) return null
  if (STRAY_DATE.test(line.flat)) return 'stray-dates'
  if (PAGE_BREAK.test(line.flat) || line.flat.charAt(0) === '\f') return 'page-number'
  if (CUT.test(line.flat)) return 'other'
  if (SPECIMEN.test(line.flat)) return 'stamp'
  // A number alone is a page number only where the page ends: blanks around it, or centred.
  const open = (one: Line | undefined) => one === undefined || one.blank || PAGE_BREAK.test(one.flat)
  if (PAGE_NUMBER.test(line.flat) && (line.indent > 12 || (open(lines[at - 1]) && open(lines[at + 1]))))
    return 'page-number'
  return null
}

/** Outside the body a short "Chuyển đ/c …" is the receiving office's routing note. */
export const isRoutingNote = (line: Line): boolean => line.text.length <= 160 && ROUTING.test(line.flat)

/** After the signature these words belong to the web page, not to the letter. */
export const isFooter = (line: Line): boolean => FOOTER.test(line.flat)

/** Joins neighbouring noise lines of one kind into stretches. */
export function leftOutOf(lines: readonly Line[], noise: readonly Noise[]): LeftOut[] {
  const out: LeftOut[] = []
  let open: { start: number; end: number; reason: LeftOutReason; lines: number } | null = null
  lines.forEach((line, at) => {
    if (line.blank) return
    const reason = noise[at] ?? null
    if (open && open.reason === reason) {
      open.end = line.end
      open.lines++
      return
    }
    if (open) out.push(open)
    open = reason === null ? null : { start: line.start, end: line.end, reason, lines: 1 }
  })
  if (open) out.push(open)
  return out
}
