import { flat, oneOf } from './plain.ts'

/**
 * Kinds of documents: the 29 of Decree 30/2020/NĐ-CP art. 7 and those of the Party (Regulation 66-QĐ/TW),
 * with the laws they cite and the letters, minutes and reports that letters answer.
 */
const TYPES = [
  'hiến pháp',
  'bộ luật',
  'luật',
  'pháp lệnh',
  'sắc lệnh',
  'lệnh',
  'nghị định',
  'nghị quyết liên tịch',
  'nghị quyết',
  'quyết định',
  'quy chế',
  'quy định',
  'quy chế phối hợp',
  'chỉ thị',
  'thông tư liên tịch',
  'thông tư',
  'thông tri',
  'thông cáo',
  'thông báo',
  'hướng dẫn liên tịch',
  'hướng dẫn',
  'thông báo liên tịch',
  'công văn liên tịch',
  'kế hoạch phối hợp',
  'quyết định liên tịch',
  'chương trình phối hợp',
  'chương trình',
  'kế hoạch liên tịch',
  'kế hoạch',
  'phương án',
  'đề án',
  'dự án',
  'báo cáo',
  'biên bản',
  'tờ trình',
  'hợp đồng',
  'công văn',
  'công điện',
  'kết luận',
  'bản ghi nhớ',
  'bản thỏa thuận',
  'giấy ủy quyền',
  'giấy mời',
  'giấy giới thiệu',
  'giấy nghỉ phép',
  'phiếu gửi',
  'phiếu chuyển',
  'phiếu báo',
  'thư công',
  'thư ngỏ',
  'thư kêu gọi',
  'thư mời',
  'lời kêu gọi',
  'bản tin',
  'điều lệ',
  'văn bản',
  'đơn',
  'tuyên bố',
  'quy trình',
  'tin nhắn',
  'điện',
  'công lệnh',
  'án lệ',
] as const

const typeOf = new Map(TYPES.map(type => [flat(type), type as string]))

/** The proper spelling of a kind of document written any way, or null. */
export const docTypeOf = (words: string): string | null => typeOf.get(flat(words).replace(/\s+/g, ' ').trim()) ?? null

/** All kinds as one alternation for a regular expression over the flat view, longest first. */
export const TYPE_WORDS: string = oneOf(
  [...typeOf.keys()].sort((a, b) => b.length - a.length),
  '\\s+',
)

/** Kinds that can stand as the title of a letter (a law is only ever cited). */
const TITLES = new Set(
  TYPES.filter(type => !['hiến pháp', 'bộ luật', 'luật', 'văn bản', 'đơn', 'án lệ', 'điện'].includes(type)).map(t =>
    flat(t),
  ),
)

/** The kind that a line in capitals names when it holds nothing else, printers' dashes and OCR dirt aside. */
export function titleOf(line: string): string | null {
  const words = flat(line)
    .replace(/[^a-z ]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words.length <= 30 && TITLES.has(words) ? docTypeOf(words) : null
}

/** Words with which the name of a body at work begins, in the flat view. */
const HEADS = [
  'ban chi dao',
  'ban',
  'bo chi huy',
  'bo tu lenh',
  'bo',
  'so',
  'hoi',
  'tinh hoi',
  'thanh hoi',
  'huyen hoi',
  'quan hoi',
  'trung uong',
  'tw',
  'chinh phu',
  'thu tuong',
  'quoc hoi',
  'tinh uy',
  'thanh uy',
  'huyen uy',
  'thi uy',
  'quan uy',
  'dang uy',
  'dang bo',
  'dang doan',
  'chi bo',
  'cap uy',
  'uy ban',
  'ubnd',
  'hdnd',
  'ubmttq',
  'mttq',
  'bch',
  'btv',
  'btt',
  'bcd',
  'mat tran',
  'doan',
  'tinh doan',
  'thanh doan',
  'huyen doan',
  'quan doan',
  'thi doan',
  'dang cong san',
  'cong an',
  'quan su',
  'phong',
  'van phong',
  'truong',
  'cuc',
  'chi cuc',
  'tong cuc',
  'vu',
  'vien',
  'trung tam',
  'lien doan',
  'lien hiep',
  'tong lien doan',
  'cong doan',
  'lien minh',
  'benh vien',
  'ngan hang',
  'hoi dong',
  'thanh tra',
  'kho bac',
  'toa an',
  'bao hiem',
  'cong ty',
  'tong cong ty',
  'tap doan',
  'xi nghiep',
  'doanh nghiep',
  'hop tac xa',
  'dai',
  'bao',
  'quy',
  'tram',
  'khoa',
  'bo mon',
  'doi',
  'to',
  'tieu ban',
  'hiep hoi',
  'vpcp',
  'vpubnd',
  'nha xuat ban',
  'hoc vien',
  'dai hoc',
  'cang',
  'nha may',
  'don vi',
  'cau lac bo',
  'hat',
  'bhxh',
  'ldld',
  'lhpn',
  'vkhnd',
  'tand',
] as const

const HEAD_RE = new RegExp(`^(?:${[...HEADS].sort((a, b) => b.length - a.length).join('|')})\\b(?!\\s*,?\\s*chong\\b)`)

/** Whether a line of a heading opens the name of a body rather than continuing the one above it. */
export const opensBody = (flatLine: string): boolean => HEAD_RE.test(flatLine)

/** Words of an institution anywhere in a line: tells a heading from a person's name in capitals. */
const INSTITUTION =
  /\b(?:uy|ban|bo|so|hoi|doan|dang|truong|cuc|vien|trung tam|phong|cong ty|ngan hang|bao hiem|chinh phu|tinh|huyen|xa|phuong|quan|thanh pho|thi xa|thi tran|viet nam|mttq|ubnd|tw|trung uong|nhan dan)\b/
export const namesInstitution = (flatLine: string): boolean => INSTITUTION.test(flatLine)

const PLACE_HEAD = /^(?:tinh|thanh pho|tp\.?|huyen|quan|thi xa|tx\.?|thi tran|phuong|xa|khu vuc|viet nam|dac khu)\b/
export const opensPlace = (flatLine: string): boolean => PLACE_HEAD.test(flatLine) && !opensBody(flatLine)
