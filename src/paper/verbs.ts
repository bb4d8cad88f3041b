import { flat, oneOf, type Flow } from './plain.ts'

/**
 * Verbs of office. Longer phrases first, so that "chịu trách nhiệm" is not read as "chịu". A verb ends the name of
 * the body before it; the guards below keep apart the nouns that are spelled alike without tones.
 */
const VERBS = [
  'chịu trách nhiệm',
  'có trách nhiệm',
  'có nhiệm vụ',
  'chủ trì',
  'chủ động',
  'phối hợp',
  'tham mưu',
  'chỉ đạo',
  'lãnh đạo',
  'tổ chức',
  'triển khai',
  'thực hiện',
  'tiếp tục',
  'xây dựng',
  'rà soát',
  'rà lại',
  'báo cáo',
  'theo dõi',
  'hướng dẫn',
  'bố trí',
  'vận động',
  'chuẩn bị',
  'kiểm tra',
  'tạo điều kiện',
  'căn cứ',
  'theo chức năng',
  'quan tâm',
  'tăng cường',
  'đẩy mạnh',
  'phát huy',
  'nâng cao',
  'tập trung',
  'khẩn trương',
  'nghiêm túc',
  'tổng hợp',
  'cung cấp',
  'nghiên cứu',
  'xem xét',
  'làm',
  'phải',
  'ra thông báo',
  'ký chương trình',
  'ký kết',
  'coi',
  'hỗ trợ',
  'giới thiệu',
  'nhận',
  'giải trình',
  'tiếp nhận',
  'phản hồi',
  'đôn đốc',
  'giám sát',
  'tuyên truyền',
  'quán triệt',
  'phát động',
  'hưởng ứng',
  'tham gia',
  'công khai',
  'niêm yết',
  'thông báo',
  'thành lập',
  'kiện toàn',
  'ban hành',
  'phân công',
  'giao',
  'đưa',
  'cập nhật',
  'đăng ký',
  'thống kê',
  'phê duyệt',
  'thẩm định',
  'trình',
  'thường xuyên',
  'định kỳ',
  'kịp thời',
  'hoàn thành',
  'bảo đảm',
  'đảm bảo',
  'cụ thể hóa',
  'góp ý',
  'trực',
  'xử lý',
  'gương mẫu',
  'tích cực',
  'nêu cao',
  'chấp hành',
  'điều hành',
  'lập',
  'gửi',
  'cử',
  'cho',
  'thì',
  'không',
  'sẽ',
  'đảm nhiệm',
  'đồng hành',
  'thanh toán',
  'quyết toán',
  'chi',
  'in',
  'nộp',
  'xác nhận',
  'chốt',
  'bổ sung',
  'đăng tải',
  'mua',
  'di dời',
  'tham dự',
  'dự họp',
  'lồng ghép',
  'gắn',
  'khảo sát',
  'tiếp cận',
  'ưu tiên',
  'cân đối',
  'tập huấn',
  'bồi dưỡng',
  'động viên',
  'cấp phát',
  'phân bổ',
  'thu',
  'trả lời',
  'thống nhất',
  'đối chiếu',
  'báo',
  'mang',
  'huy động',
  'kêu gọi',
  'điều phối',
  'quản lý',
  'khai thác',
  'phản ánh',
  'đề xuất',
  'công bố',
  'thực hành',
  'nhân rộng',
  'biểu dương',
  'khen thưởng',
  'ủng hộ',
  'đóng góp',
  'hiến',
  'chăm lo',
  'thăm',
  'trao',
  'phục vụ',
  'đánh giá',
  'chọn',
  'đề ra',
  'cấp',
  'được phân công',
  'thông tin',
  'liên hệ',
  'truy cập',
  'vận hành',
  'tiến hành',
  'duy trì',
  'củng cố',
  'đổi mới',
  'mở rộng',
  'rút kinh nghiệm',
  'sơ kết',
  'tổng kết',
  'kiến nghị',
  'đề nghị',
  'thanh tra',
  'chủ trương',
  'lựa chọn',
  'sắp xếp',
  'tự',
  'cần',
  'là',
  'xét',
  'bình xét',
] as const

const PLAIN = new Map<string, string>(VERBS.map(verb => [flat(verb), verb]))
const VERB_RE = new RegExp(`(?<=[\\s,:)])${oneOf([...PLAIN.keys()].sort((a, b) => b.length - a.length))}(?![a-z])`, 'g')

/** A verb of one syllable must carry its own tone (nhận is no nhân, cùng cấp no cung cấp), unless the letter shows no tones there. */
function ownTone(printed: string, verb: string): boolean {
  if (verb.includes(' ') && verb !== 'cung cap') return true
  const known = PLAIN.get(verb) ?? verb
  const said = printed.normalize('NFC').toLowerCase()
  return said === known || said === verb
}

/** After these words what looks like a verb names what a body is or does ("đoàn kiểm tra", "các tổ chức", "đơn vị chủ trì"). */
const NOUN_BEFORE =
  /\b(?:ban|doan|co quan|to|doi|uy ban|hoi dong|phong|bo phan|cong tac|can bo|cong chuc|nguoi|don vi|cac|nhung|moi|duoc|to chuc|kiem|thanh vien|lanh dao|va cac|vien|truong ban|chuyen vien|thu|thi|van phong|cap|khoi|nganh|hai|phuong|chi cuc|chan|thuong|ngoai|ca|cong|tu|benh|nan|nhan|xuat|giai|cung)\s$/
/** Verbs that never make a name ("Ban triển khai") are nouns only after these. */
const PLAIN_NOUN_BEFORE = /\b(?:don vi|co quan|can bo|nguoi|bo phan|cong tac|duoc|cac|nhung|ngoai|to chuc|cong|viec)\s$/
const NEVER_NAMES = new Set([
  'trien khai',
  'thuc hien',
  'phoi hop',
  'tiep nhan',
  'de xuat',
  'giao',
  'tham gia',
  'trinh',
  'tuyen truyen',
  'dua',
  'bao cao',
  'cho',
  'lam',
  'nhan',
  'xu ly',
  'phan cong',
  'chu tri',
])
const AMBIGUOUS = new Set([
  'to chuc',
  'kiem tra',
  'huong dan',
  'tham muu',
  'lanh dao',
  'chi dao',
  'van dong',
  'theo doi',
  'giam sat',
  'xay dung',
  'bao cao',
  'chu tri',
  'phoi hop',
  'lap',
  'nhan',
  'lam',
  'thu',
  'cap',
  'cho',
  'truc',
  'quan ly',
  'phan cong',
  'giao',
  'de xuat',
  'dua',
  'chi',
  'hien',
  'tham',
  'tham gia',
  'thuc hien',
  'tham dinh',
  'trinh',
  'tuyen truyen',
  'in',
  'thi',
  'bao',
  'cu',
  'tiep nhan',
  'gan',
  'chon',
  'mang',
  'trien khai',
  'phuc vu',
  'xu ly',
])

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
    if (
      AMBIGUOUS.has(verb) &&
      (NEVER_NAMES.has(verb) ? PLAIN_NOUN_BEFORE : NOUN_BEFORE).test(before) &&
      !verbAfterCap(before, verb) &&
      !verbBySequel(verb, after)
    )
      continue
    if (
      verb === 'to chuc' &&
      /,\s$/.test(before) &&
      /^\s(?:dang|chinh tri|xa hoi|ton giao|thanh vien|,|va\s|ca nhan|doan the|kinh te|hoi)/.test(after)
    )
      continue
    if (verb === 'to chuc' && /\bva\s$/.test(before) && /^\s(?:dang|chinh tri|ca nhan|thanh vien)/.test(after)) continue
    return { verb, at }
  }
  return null
}

/** "Hội các cấp tổ chức …": after "các cấp", "cùng cấp" a verb is a verb. */
const verbAfterCap = (before: string, verb: string): boolean =>
  /\b(?:cac|cung|moi)\s+cap\s$/.test(before) && verb !== 'cap'

/** "các đơn vị phối hợp thực hiện", "đơn vị chủ trì, phối hợp": what follows shows a verb. */
const verbBySequel = (verb: string, after: string): boolean =>
  (verb === 'phoi hop' && /^\s(?:thuc hien|voi|cung|trien khai|to chuc)\b/.test(after)) ||
  (verb === 'chu tri' && /^,?\s(?:phoi hop|tham muu|to chuc)/.test(after))
