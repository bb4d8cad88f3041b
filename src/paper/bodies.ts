import { opensBody } from './lexicon.ts'
import { flat, trimmed, type Flow } from './plain.ts'

/** A body or group of persons named in running text, and the verb that follows it. */
export type Named = { readonly text: string; readonly from: number; readonly to: number; readonly verb: string | null; readonly verbAt: number }

/**
 * Verbs of office. Longer phrases first, so that "chịu trách nhiệm" is not read as "chịu". A verb ends the name of
 * the body before it; the guards below keep apart the nouns that are spelled alike without tones.
 */
const VERBS = [
  'chịu trách nhiệm', 'có trách nhiệm', 'có nhiệm vụ', 'chủ trì', 'chủ động', 'phối hợp', 'tham mưu', 'chỉ đạo', 'lãnh đạo', 'tổ chức', 'triển khai', 'thực hiện', 'tiếp tục', 'xây dựng', 'rà soát', 'rà lại',
  'báo cáo', 'theo dõi', 'hướng dẫn', 'bố trí', 'vận động', 'chuẩn bị', 'kiểm tra', 'tạo điều kiện', 'căn cứ', 'theo chức năng', 'quan tâm', 'tăng cường', 'đẩy mạnh', 'phát huy', 'nâng cao', 'tập trung',
  'khẩn trương', 'nghiêm túc', 'tổng hợp', 'cung cấp', 'nghiên cứu', 'xem xét', 'làm', 'phải', 'ra thông báo', 'ký chương trình', 'ký kết', 'coi', 'hỗ trợ', 'giới thiệu', 'nhận', 'giải trình', 'tiếp nhận', 'phản hồi',
  'đôn đốc', 'giám sát', 'tuyên truyền', 'quán triệt', 'phát động', 'hưởng ứng', 'tham gia', 'công khai', 'niêm yết', 'thông báo', 'thành lập', 'kiện toàn', 'ban hành', 'phân công', 'giao', 'đưa', 'cập nhật',
  'đăng ký', 'thống kê', 'phê duyệt', 'thẩm định', 'trình', 'thường xuyên', 'định kỳ', 'kịp thời', 'hoàn thành', 'bảo đảm', 'đảm bảo', 'cụ thể hóa', 'góp ý', 'trực', 'xử lý', 'gương mẫu', 'tích cực', 'nêu cao',
  'chấp hành', 'điều hành', 'lập', 'gửi', 'cử', 'cho', 'thì', 'không', 'sẽ', 'đảm nhiệm', 'đồng hành', 'thanh toán', 'quyết toán', 'chi', 'in', 'nộp', 'xác nhận', 'chốt', 'bổ sung', 'đăng tải', 'mua', 'di dời', 'tham dự', 'dự họp',
  'lồng ghép', 'gắn', 'khảo sát', 'tiếp cận', 'ưu tiên', 'cân đối', 'tập huấn', 'bồi dưỡng', 'động viên', 'cấp phát', 'phân bổ', 'thu', 'trả lời', 'thống nhất', 'đối chiếu', 'báo', 'mang', 'huy động', 'kêu gọi', 'điều phối',
  'quản lý', 'khai thác', 'phản ánh', 'đề xuất', 'công bố', 'thực hành', 'nhân rộng', 'biểu dương', 'khen thưởng', 'ủng hộ', 'đóng góp', 'hiến', 'chăm lo', 'thăm', 'trao', 'phục vụ', 'đánh giá', 'chọn', 'đề ra', 'cấp',
  'được phân công', 'thông tin', 'liên hệ', 'truy cập', 'vận hành', 'tiến hành', 'duy trì', 'củng cố', 'đổi mới', 'mở rộng', 'rút kinh nghiệm', 'sơ kết', 'tổng kết', 'kiến nghị', 'đề nghị', 'thanh tra', 'chủ trương', 'lựa chọn', 'sắp xếp', 'tự', 'cần', 'là',
] as const

const PLAIN = new Map<string, string>(VERBS.map(verb => [flat(verb), verb]))
const VERB_RE = new RegExp(`(?<=[\\s,:)])(?:${[...PLAIN.keys()].sort((a, b) => b.length - a.length).join('|')})(?![a-z])`, 'g')

/** A verb of one syllable must carry its own tone (nhận is no nhân, cùng cấp no cung cấp), unless the letter shows no tones there. */
function ownTone(printed: string, verb: string): boolean {
  if (verb.includes(' ') && verb !== 'cung cap') return true
  const known = PLAIN.get(verb) ?? verb
  const said = printed.normalize('NFC').toLowerCase()
  return said === known || said === verb
}

/** After these words what looks like a verb names what a body is or does ("đoàn kiểm tra", "các tổ chức", "đơn vị chủ trì"). */
const NOUN_BEFORE = /\b(?:ban|doan|co quan|to|doi|uy ban|hoi dong|phong|bo phan|cong tac|can bo|cong chuc|nguoi|don vi|cac|nhung|moi|duoc|to chuc|kiem|thanh vien|lanh dao|va cac|vien|truong ban|chuyen vien|thu|thi|van phong|cap|khoi|nganh|hai|phuong|chi cuc|chan|thuong|ngoai|ca|cong|tu|benh|nan|nhan|xuat|giai|cung)\s$/
/** Verbs that never make a name ("Ban triển khai") are nouns only after these. */
const PLAIN_NOUN_BEFORE = /\b(?:don vi|co quan|can bo|nguoi|bo phan|cong tac|duoc|cac|nhung|ngoai|to chuc|cong|viec)\s$/
const NEVER_NAMES = new Set(['trien khai', 'thuc hien', 'phoi hop', 'tiep nhan', 'de xuat', 'giao', 'tham gia', 'trinh', 'tuyen truyen', 'dua', 'bao cao', 'cho', 'lam', 'nhan', 'xu ly', 'phan cong', 'chu tri'])
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
    if (!ownTone(flow.text.slice(at, at + verb.length), verb)) continue
    const after = flow.flat.slice(at + verb.length, at + verb.length + 16)
    const rule = FOLLOWED[verb]
    if (rule && !rule.test(after)) continue
    const before = flow.flat.slice(Math.max(0, at - 14), at)
    if (AMBIGUOUS.has(verb) && (NEVER_NAMES.has(verb) ? PLAIN_NOUN_BEFORE : NOUN_BEFORE).test(before) && !verbAfterCap(before, verb) && !verbBySequel(verb, after)) continue
    if (verb === 'to chuc' && /,\s$/.test(before) && /^\s(?:dang|chinh tri|xa hoi|ton giao|thanh vien|,|va\s|ca nhan|doan the|kinh te|hoi)/.test(after)) continue
    if (verb === 'to chuc' && /\bva\s$/.test(before) && /^\s(?:dang|chinh tri|ca nhan|thanh vien)/.test(after)) continue
    return { verb, at }
  }
  return null
}

/** "Hội các cấp tổ chức …": after "các cấp", "cùng cấp" a verb is a verb. */
const verbAfterCap = (before: string, verb: string): boolean => /\b(?:cac|cung|moi)\s+cap\s$/.test(before) && verb !== 'cap'

/** "các đơn vị phối hợp thực hiện", "đơn vị chủ trì, phối hợp": what follows shows a verb. */
const verbBySequel = (verb: string, after: string): boolean =>
  (verb === 'phoi hop' && /^\s(?:thuc hien|voi|cung|trien khai|to chuc)\b/.test(after)) || (verb === 'chu tri' && /^,?\s(?:phoi hop|tham muu|to chuc)/.test(after))

const PEOPLE = /^(?:(?:cac|moi|nhung|toan the|tat ca|tung|quy|cac\s+cap)\s+)?(?:dong chi|thu truong|chu tich|pho chu tich|giam doc|pho giam doc|bi thu|pho bi thu|chanh|truong|pho|hieu truong|can bo|cong chuc|vien chuc|dang vien|doan vien|hoi vien|co quan|cap uy|to chuc|chinh quyen|tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|ap|khom|dia phuong|don vi|nganh|so|ban|phong|cap|doan the|nha truong|co so|nguoi|thanh vien|luc luong|ho gia dinh|hoi|thuong truc|to truong|cum|khoi|ke toan|thu quy|nha|ong|ba|bo phan|huyen hoi|tinh hoi|ban ngang|cac|van phong|co giao|uy vien|mttq|d\/c)\b/

/** Things and acts that begin like a body: "báo cáo", "tổ chức triển khai", "số gạo", "ban hành". */
const THINGS = /^(?:cac\s+|nhung\s+)?(?:bao (?:cao|dam)|to chuc (?:trien khai|thuc hien|tot|cac|quan triet|tuyen|hoi|le|hop)|so (?:luong|lieu|gao|tien|nha|kinh phi|du|do|\d)|quy (?:dinh|trinh|che|iv|iii|ii|i)\b|ban (?:hanh|sao|ke)|phong (?:chong|trao|tuc)|doi (?:voi|chieu|moi|tuong)|vu (?:viec|mua)|to trinh|truong hop|bo (?:sung|tri)|hoi (?:nghi|thao|thi|vien phi)|khoa hoc|doan ket|cuc bo|don (?:vi tinh|thu|gia|de nghi|doc)|noi dung|nhiem vu|van ban|hoat dong|giai phap|chi tieu|muc tieu|quan (?:diem|ly|triet|tam)|tinh (?:hinh|den|toan)|ap dung|pho bien|nganh nghe|xa hoi|phuong (?:an|tien|phap|cham|huong)|co so vat chat|cap (?:nhat|phat|giay|kinh phi|ung|cho)|nha o|nguoi (?:dung|gui)|hoi dap|thong qua|cac\s*$)\b/

/** Whether a clause that begins here begins with somebody, not with a thing or a verb. */
export const opensSomebody = (flatText: string): boolean => (opensBody(flatText) || PEOPLE.test(flatText)) && !THINGS.test(flatText)

/** Reads the body that begins here: everything up to its verb, or up to a colon where the clause has none. */
export function namedAt(flow: Flow, from: number, limit = 320): Named | null {
  if (!opensSomebody(flow.flat.slice(from, from + 60)) || /^số\s/iu.test(flow.text.slice(from, from + 4))) return null
  const clause = clauseEnd(flow, from, limit)
  const verb = verbFrom(flow, from, clause - from)
  const colon = flow.flat.slice(from, clause).indexOf(':')
  let end = verb ? verb.at : colon >= 0 ? from + colon : -1
  if (colon >= 0 && end > from + colon) end = from + colon
  if (end < 0) return null
  const adverb = /[\s,]+(?:da|cung|cung nhau|tiep tuc|truoc mat|hang nam|trong thoi gian toi|nhu sau|sau day|cua minh|duoc giao|theo tham quyen|theo quy dinh|phai|nho)$/.exec(flow.flat.slice(from, end).trimEnd())
  const cut = cutAt(flow.text.slice(from, end))
  const [start, stop] = trimmed(flow.text, from, Math.min(adverb ? from + adverb.index : end, from + cut), ' ,;:')
  if (stop - start < 2) return null
  return { text: flow.text.slice(start, stop), from: start, to: stop, verb: verb && (colon < 0 || verb.at < from + colon) ? verb.verb : null, verbAt: verb?.at ?? end }
}

const CUT = /\s(?:theo(?!\s+d[oõ]i)|để|đê|dé|nhằm|nham|khi|nếu|neu|sau khi|trước khi|truoc khi|trên cơ sở|tren co so|đồng thời|dong thoi|trong quá trình|cùng với|cung voi|kèm theo|kem theo|trong tháng|trong năm|trước ngày|truoc ngay|như sau|nhu sau|với vai trò|với tư cách|đang|tại|về|ve việc)(?=[\s,.;:]|$)/u

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
