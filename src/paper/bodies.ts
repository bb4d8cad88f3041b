import { opensBody } from './lexicon.ts'
import { trimmed, type Flow } from './plain.ts'

/** A body or group of persons named in running text, and the verb that follows it. */
export type Named = { readonly text: string; readonly from: number; readonly to: number; readonly verb: string | null; readonly verbAt: number }

/**
 * Verbs of office. Longer phrases first, so that "chịu trách nhiệm" is not read as "chịu". A verb ends the name of
 * the body before it; the guards below keep apart the nouns that are spelled alike without tones.
 */
const VERBS = [
  'chiu trach nhiem', 'co trach nhiem', 'co nhiem vu', 'chu tri', 'chu dong', 'phoi hop', 'tham muu', 'chi dao', 'lanh dao', 'to chuc', 'trien khai', 'thuc hien', 'tiep tuc', 'xay dung', 'ra soat', 'ra lai',
  'bao cao', 'theo doi', 'huong dan', 'bo tri', 'van dong', 'chuan bi', 'kiem tra', 'tao dieu kien', 'can cu', 'theo chuc nang', 'quan tam', 'tang cuong', 'day manh', 'phat huy', 'nang cao', 'tap trung',
  'khan truong', 'nghiem tuc', 'tong hop', 'cung cap', 'nghien cuu', 'xem xet', 'lam', 'phai', 'ra thong bao', 'ky chuong trinh', 'ky ket', 'coi', 'ho tro', 'gioi thieu', 'nhan', 'giai trinh', 'tiep nhan', 'phan hoi',
  'don doc', 'giam sat', 'tuyen truyen', 'quan triet', 'phat dong', 'huong ung', 'tham gia', 'cong khai', 'niem yet', 'thong bao', 'thanh lap', 'kien toan', 'ban hanh', 'phan cong', 'giao', 'dua', 'cap nhat',
  'dang ky', 'thong ke', 'phe duyet', 'tham dinh', 'trinh', 'thuong xuyen', 'dinh ky', 'kip thoi', 'hoan thanh', 'bao dam', 'dam bao', 'cu the hoa', 'gop y', 'truc', 'xu ly', 'guong mau', 'tich cuc', 'neu cao',
  'chap hanh', 'dieu hanh', 'lap', 'gui', 'cu', 'cho', 'thi', 'khong', 'se', 'dam nhiem', 'dong hanh', 'thanh toan', 'quyet toan', 'chi', 'in', 'nop', 'xac nhan', 'chot', 'bo sung', 'dang tai', 'mua', 'di doi', 'tham du', 'du hop',
  'long ghep', 'gan', 'khao sat', 'tiep can', 'uu tien', 'can doi', 'tap huan', 'boi duong', 'dong vien', 'cap phat', 'phan bo', 'thu', 'tra loi', 'thong nhat', 'doi chieu', 'bao', 'mang', 'huy dong', 'keu goi', 'dieu phoi',
  'quan ly', 'khai thac', 'phan anh', 'de xuat', 'cong bo', 'thuc hanh', 'nhan rong', 'bieu duong', 'khen thuong', 'ung ho', 'dong gop', 'hien', 'cham lo', 'tham', 'trao', 'phuc vu', 'danh gia', 'chon', 'de ra', 'cap',
] as const

const VERB_RE = new RegExp(`(?<=[\\s,:)])(?:${[...VERBS].sort((a, b) => b.length - a.length).join('|')})(?![a-z])`, 'g')

/** After these words what looks like a verb names what a body is or does ("đoàn kiểm tra", "các tổ chức", "đơn vị chủ trì"). */
const NOUN_BEFORE = /\b(?:ban|doan|co quan|to|doi|uy ban|hoi dong|phong|bo phan|cong tac|can bo|cong chuc|nguoi|don vi|cac|nhung|moi|duoc|to chuc|kiem|thanh vien|lanh dao|va cac|vien|truong ban|chuyen vien|thu|thi|van phong|cap|khoi|nganh|hai|phuong|chi cuc|chan)\s$/
const AMBIGUOUS = new Set(['to chuc', 'kiem tra', 'huong dan', 'tham muu', 'lanh dao', 'chi dao', 'van dong', 'theo doi', 'giam sat', 'xay dung', 'bao cao', 'chu tri', 'phoi hop', 'lap', 'nhan', 'lam', 'thu', 'cap', 'cho', 'truc', 'quan ly', 'phan cong', 'giao', 'de xuat', 'dua', 'chi', 'hien', 'tham', 'tham gia', 'thuc hien', 'tham dinh', 'trinh', 'tuyen truyen', 'in', 'thi', 'bao', 'cu', 'tiep nhan', 'gan', 'chon', 'mang', 'trien khai', 'phuc vu', 'xu ly'])

/** What must not (or must) follow, for words that are something else in company: "nhân dân", "thị xã", "cấp tỉnh". */
const FOLLOWED: Readonly<Record<string, RegExp>> = {
  nhan: /^\s(?!dan\b|ai\b|luc\b|vien\b|su\b|khau\b|dao\b)/,
  thi: /^\s(?!xa\b|tran\b|uy\b|dua\b|doan\b|hanh\b)/,
  cap: /^\s(?!uy\b|tinh\b|huyen\b|xa\b|co so\b|tren\b|duoi\b|trung uong\b|bo\b|phuong\b|thanh pho\b|cung\b|cuu\b|minh\b|tuong\b|[,.;])/,
  truc: /^\s(?!thuoc\b|tiep\b)/,
  lam: /^\s(?!viec\b|nghiep\b|sang\b|dong\b)/,
  cu: /^\s(?:moi\b|\d|can bo\b|nguoi\b|dai dien\b|thanh vien\b|lanh dao\b|cong chuc\b|luc luong\b)/,
  chi: /^\s(?!bo\b|cuc\b|hoi\b|doan\b|nhanh\b|uy\b|dao\b|huy\b)/,
  cho: /^\s(?!ray\b|lach\b|moi\b)/,
  thu: /^\s(?!truong\b|tuong\b|ky\b|dau\b|do\b|duc\b|y\b|ngo\b|hai\b|ba\b|tu\b|nam\b|sau\b|bay\b)/,
  dua: /^\s(?!khen\b)/,
  bao: /^\s(?!chi\b|cao\b|hiem\b|tang\b|tro\b|ve\b|dam\b)/,
  in: /^\s(?!an\b)/,
  hien: /^\s(?!nay\b|dai\b|hanh\b)/,
  tham: /^\s(?!nhung\b|quyen\b)/,
  gan: /^\s(?!day\b)/,
  mang: /^\s(?!luoi\b|luói\b|xa hoi\b|thong tin\b)/,
  trinh: /^\s(?!do\b)/,
  giao: /^\s(?!duc\b|thong\b|xu\b|ho\b|dich\b|vien\b|luu\b|ban\b)/,
  coi: /^\s/,
  se: /^\s/,
}

/** Finds the first verb of office from a position on, stopping at the end of the clause. */
export function verbFrom(flow: Flow, from: number, limit = 320): { verb: string; at: number } | null {
  const rest = flow.flat.slice(Math.max(0, from - 1), from + limit)
  const offset = Math.max(0, from - 1)
  for (const match of rest.matchAll(VERB_RE)) {
    const at = offset + match.index
    const verb = match[0]
    if (at < from || /\p{Lu}/u.test(flow.text.charAt(at))) continue
    const after = flow.flat.slice(at + verb.length, at + verb.length + 16)
    const rule = FOLLOWED[verb]
    if (rule && !rule.test(after)) continue
    const before = flow.flat.slice(Math.max(0, at - 14), at)
    if (AMBIGUOUS.has(verb) && NOUN_BEFORE.test(before) && !verbAfterCap(before, verb)) continue
    if (verb === 'to chuc' && /,\s$/.test(before) && /^\s(?:dang|chinh tri|xa hoi|ton giao|thanh vien|,|va\s|ca nhan|doan the|kinh te|hoi)/.test(after)) continue
    if (verb === 'to chuc' && /\bva\s$/.test(before) && /^\s(?:dang|chinh tri|ca nhan|thanh vien)/.test(after)) continue
    return { verb, at }
  }
  return null
}

/** "Hội các cấp tổ chức …": after "các cấp", "cùng cấp" a verb is a verb. */
const verbAfterCap = (before: string, verb: string): boolean => /\b(?:cac|cung|moi)\s+cap\s$/.test(before) && verb !== 'cap'

const PEOPLE = /^(?:(?:cac|moi|nhung|toan the|tat ca|tung|quy|cac\s+cap)\s+)?(?:dong chi|thu truong|chu tich|pho chu tich|giam doc|pho giam doc|bi thu|pho bi thu|chanh|truong|pho|hieu truong|can bo|cong chuc|vien chuc|dang vien|doan vien|hoi vien|co quan|cap uy|to chuc|chinh quyen|tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|ap|khom|dia phuong|don vi|nganh|so|ban|phong|cap|doan the|nha truong|co so|nguoi|thanh vien|luc luong|ho gia dinh|hoi|thuong truc|to truong|cum|khoi|ke toan|thu quy|nha|ong|ba|bo phan|huyen hoi|tinh hoi|ban ngang|cac|van phong|co giao|uy vien|mttq|d\/c)\b/

/** Whether a clause that begins here begins with somebody, not with a thing or a verb. */
export const opensSomebody = (flatText: string): boolean =>
  (opensBody(flatText) && !/^(?:bao (?:cao|dam)|to chuc (?:trien khai|thuc hien|tot|cac|quan triet|tuyen)|so (?:luong|lieu|gao|tien|nha|kinh phi)|quy (?:dinh|trinh|che|iv|iii|ii|i)\b|ban hanh|phong chong|doi (?:voi|chieu|moi)|vu (?:viec|mua)|to trinh|truong hop|bo (?:sung|tri)|hoi nghi|hoi thao|hoi thi|ban sao|so do|khoa hoc|phong trao|doan ket|cuc bo|don vi tinh)\b/.test(flatText))
  || (PEOPLE.test(flatText) && !/^(?:cac\s+)?(?:noi dung|nhiem vu|van ban|hoat dong|giai phap|chi tieu|muc tieu|don thu|truong hop|quan diem|quan ly|quan triet|tinh (?:hinh|den|toan)|ap dung|pho bien|nganh nghe|xa hoi hoa|phuong (?:an|tien|phap)|co so vat chat|truong hop)\b/.test(flatText))

/** Reads the body that begins here: everything up to its verb, or up to a colon where the clause has none. */
export function namedAt(flow: Flow, from: number, limit = 320): Named | null {
  if (!opensSomebody(flow.flat.slice(from, from + 60))) return null
  const clause = clauseEnd(flow, from, limit)
  const verb = verbFrom(flow, from, clause - from)
  const colon = flow.flat.slice(from, clause).indexOf(':')
  let end = verb ? verb.at : colon >= 0 ? from + colon : -1
  if (colon >= 0 && end > from + colon) end = from + colon
  if (end < 0) return null
  const adverb = /[\s,]+(?:can|dang|da|cung|cung nhau|tiep tuc|truoc mat|hang nam|trong thoi gian toi|nhu sau|sau day|cua minh|duoc giao|theo tham quyen|theo quy dinh|phai|nho)$/.exec(flow.flat.slice(from, end).trimEnd())
  const cut = cutAt(flow.flat.slice(from, end))
  const [start, stop] = trimmed(flow.text, from, Math.min(adverb ? from + adverb.index : end, from + cut), ' ,;:')
  if (stop - start < 2) return null
  return { text: flow.text.slice(start, stop), from: start, to: stop, verb: verb && (colon < 0 || verb.at < from + colon) ? verb.verb : null, verbAt: verb?.at ?? end }
}

/** Words that end a name although no verb has come: "theo …", "để …", "căn cứ …". */
function cutAt(text: string): number {
  const stop = /\s(?:theo(?!\s+doi)|de\s|nham|khi|neu|sau khi|truoc khi|tren co so|dong thoi|trong qua trinh|cung voi|kem theo|trong thang|trong nam|truoc ngay|nhu sau|voi vai tro|voi tu cach)\b/.exec(text)
  return stop && stop.index > 3 ? stop.index : text.length
}

/** The end of the clause that a position lies in: a full stop, a semicolon or a quotation mark. */
export function clauseEnd(flow: Flow, from: number, limit = 320): number {
  const rest = flow.flat.slice(from, from + limit)
  const stop = /[;"]|[.?!](?=\s|$)(?<!\btp\.)/.exec(rest)
  return from + (stop ? stop.index : rest.length)
}

/** Splits "Sở A, Sở B và Sở C" into its bodies; "các cấp uỷ, tổ chức đảng" stays one phrase. */
export function eachBody(flow: Flow, from: number, to: number): { text: string; from: number; to: number }[] {
  const out: { text: string; from: number; to: number }[] = []
  let start = from
  const list = flow.flat.slice(from, to)
  for (const match of list.matchAll(/,\s+(?:va\s+)?|\s+va\s+|;\s+/g)) {
    const at = from + match.index
    const next = from + match.index + match[0].length
    const proper = /\p{Lu}/u.test(flow.text.charAt(next)) || /^(?:cac|xa|phuong|nhung|hoi|ban)\s/.test(flow.flat.slice(next, to))
    const properBefore = /\p{Lu}/u.test(flow.text.charAt(start)) || /^(?:cac|nhung)\s/.test(flow.flat.slice(start, at))
    if (!proper || !properBefore || !opensSomebody(flow.flat.slice(next, to)) || (/^cac\s/i.test(flow.flat.slice(start, at)) && /\p{Ll}/u.test(flow.text.charAt(next)))) continue
    push(flow, start, at, out)
    start = next
    if (out.length > 40) break
  }
  push(flow, start, to, out)
  return out
}

function push(flow: Flow, from: number, to: number, out: { text: string; from: number; to: number }[]): void {
  const [start, stop] = trimmed(flow.text, from, to, ' ,;:.')
  if (stop > start) out.push({ text: flow.text.slice(start, stop), from: start, to: stop })
}
