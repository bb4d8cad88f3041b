import { opensBody } from './lexicon.ts'
import { trimmed, type Flow } from './plain.ts'
import { verbFrom } from './verbs.ts'

/** A body or group of persons named in running text, and the verb that follows it. */
export type Named = {
  readonly text: string
  readonly from: number
  readonly to: number
  readonly verb: string | null
  readonly verbAt: number
}

const PEOPLE =
  /^(?:(?:cac|moi|nhung|toan the|tat ca|tung|quy|cac\s+cap)\s+)?(?:dong chi|thu truong|chu tich|pho chu tich|giam doc|pho giam doc|bi thu|pho bi thu|chanh|truong|pho|hieu truong|can bo|cong chuc|vien chuc|dang vien|doan vien|hoi vien|co quan|cap uy|to chuc|chinh quyen|tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|ap|khom|dia phuong|don vi|nganh|so|ban|phong|cap|doan the|nha truong|co so|nguoi|thanh vien|luc luong|ho gia dinh|hoi|thuong truc|to truong|cum|khoi|ke toan|thu quy|nha|ong|ba|bo phan|huyen hoi|tinh hoi|ban ngang|cac|van phong|co giao|uy vien|mttq|d\/c)\b/

/** Things and acts that begin like a body: "báo cáo", "tổ chức triển khai", "số gạo", "ban hành". */
const THINGS =
  /^(?:cac\s+|nhung\s+)?(?:bao (?:cao|dam)|to chuc (?:trien khai|thuc hien|tot|cac|quan triet|tuyen|hoi|le|hop)|so (?:luong|lieu|gao|tien|nha|kinh phi|du|do|\d)|quy (?:dinh|trinh|che|iv|iii|ii|i)\b|ban (?:hanh|sao|ke)|phong (?:chong|trao|tuc)|doi (?:voi|chieu|moi|tuong)|vu (?:viec|mua)|to trinh|truong hop|bo (?:sung|tri)|hoi (?:nghi|thao|thi|vien phi)|khoa hoc|doan ket|cuc bo|don (?:vi tinh|thu|gia|de nghi|doc)|noi dung|nhiem vu|van ban|hoat dong|giai phap|chi tieu|muc tieu|quan (?:diem|ly|triet|tam)|tinh (?:hinh|den|toan)|ap dung|pho bien|nganh nghe|xa hoi|phuong (?:an|tien|phap|cham|huong)|co so vat chat|cap (?:nhat|phat|giay|kinh phi|ung|cho)|nha o|nguoi (?:dung|gui)|hoi dap|thong qua|cac\s*$)\b/

/** Whether a clause that begins here begins with somebody, not with a thing or a verb. */
export const opensSomebody = (flatText: string): boolean =>
  (opensBody(flatText) || PEOPLE.test(flatText)) && !THINGS.test(flatText)

/** Reads the body that begins here: everything up to its verb, or up to a colon where the clause has none. */
export function namedAt(flow: Flow, from: number, limit = 320): Named | null {
  if (!opensSomebody(flow.flat.slice(from, from + 60)) || /^số\s/iu.test(flow.text.slice(from, from + 4))) return null
  const clause = clauseEnd(flow, from, limit)
  const verb = verbFrom(flow, from, clause - from)
  const colon = flow.flat.slice(from, clause).indexOf(':')
  let end = verb ? verb.at : colon >= 0 ? from + colon : -1
  if (colon >= 0 && end > from + colon) end = from + colon
  if (end < 0) return null
  const adverb =
    /[\s,]+(?:da|cung|cung nhau|tiep tuc|truoc mat|hang nam|trong thoi gian toi|nhu sau|sau day|cua minh|duoc giao|theo tham quyen|theo quy dinh|phai|nho)$/.exec(
      flow.flat.slice(from, end).trimEnd(),
    )
  const cut = cutAt(flow.text.slice(from, end))
  const [start, stop] = trimmed(flow.text, from, Math.min(adverb ? from + adverb.index : end, from + cut), ' ,;:')
  if (stop - start < 2) return null
  return {
    text: flow.text.slice(start, stop),
    from: start,
    to: stop,
    verb: verb && (colon < 0 || verb.at < from + colon) ? verb.verb : null,
    verbAt: verb?.at ?? end,
  }
}

const CUT =
  /\s(?:theo(?!\s+d[oõ]i)|để|đê|dé|nhằm|nham|khi|nếu|neu|sau khi|trước khi|truoc khi|trên cơ sở|tren co so|đồng thời|dong thoi|trong quá trình|cùng với|cung voi|kèm theo|kem theo|trong tháng|trong năm|trước ngày|truoc ngay|như sau|nhu sau|với vai trò|với tư cách|đang|tại|về|ve việc)(?=[\s,.;:]|$)/u

/** Words that end a name although no verb has come: "theo …", "để …", "trước ngày …". Read with their tones: tại is no tải. */
export function cutAt(text: string): number {
  const stop = CUT.exec(text)
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
    const proper =
      /\p{Lu}/u.test(flow.text.charAt(next)) || /^(?:cac|xa|phuong|nhung|hoi|ban)\s/.test(flow.flat.slice(next, to))
    const properBefore = /\p{Lu}/u.test(flow.text.charAt(start)) || /^(?:cac|nhung)\s/.test(flow.flat.slice(start, at))
    if (
      !proper ||
      !properBefore ||
      !opensSomebody(flow.flat.slice(next, to)) ||
      (/^cac\s/i.test(flow.flat.slice(start, at)) && /\p{Ll}/u.test(flow.text.charAt(next)))
    )
      continue
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
