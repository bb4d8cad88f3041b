import { bare, flat } from './plain.ts'

/**
 * Headings and signatures are printed in capitals; a register keeps the names as they are written in a sentence.
 * Each phrase below carries its own capitals. The tones stay those of the letter (`uỷ` or `ủy`), except where an
 * OCR or a typewriter lost them: in a known phrase the right letters are not in doubt.
 */
const PHRASES = [
  'Ủy ban nhân dân',
  'Ủy ban',
  'Hội đồng nhân dân',
  'Hội đồng',
  'Mặt trận Tổ quốc',
  'Việt Nam',
  'Trung ương',
  'Ban Thường trực',
  'Ban Thường vụ',
  'Ban Chấp hành',
  'Ban Bí thư',
  'Bộ Chính trị',
  'Ban Tổ chức',
  'Ban Tuyên giáo và Dân vận',
  'Ban Tuyên giáo',
  'Ban Dân vận',
  'Ban Nội chính',
  'Ban Kinh tế',
  'Ban Cán sự đảng',
  'Ban Chỉ đạo',
  'Ủy ban Kiểm tra',
  'Văn phòng',
  'Tỉnh ủy',
  'Thành ủy',
  'Huyện ủy',
  'Thị ủy',
  'Quận ủy',
  'Đảng ủy',
  'Đảng đoàn',
  'Đảng bộ',
  'Đảng Cộng sản',
  'Chữ thập đỏ',
  'Hội Chữ thập đỏ',
  'Tỉnh Hội',
  'Thành Hội',
  'Huyện Hội',
  'Quận Hội',
  'Tỉnh Đoàn',
  'Thành Đoàn',
  'Huyện Đoàn',
  'Đoàn TNCS Hồ Chí Minh',
  'Đoàn Thanh niên Cộng sản Hồ Chí Minh',
  'Liên hiệp Phụ nữ',
  'Hội Liên hiệp Phụ nữ',
  'Hội Nông dân',
  'Hội Cựu chiến binh',
  'Hội Liên hiệp Thanh niên',
  'Hội Người cao tuổi',
  'Liên đoàn Lao động',
  'Tổng Liên đoàn Lao động',
  'Công đoàn',
  'Chính phủ',
  'Thủ tướng',
  'Phó Thủ tướng',
  'Quốc hội',
  'Phó Chủ tịch Thường trực',
  'Phó Chủ tịch',
  'Chủ tịch',
  'Phó Bí thư Thường trực',
  'Phó Bí thư',
  'Bí thư',
  'Phó Chủ nhiệm',
  'Chủ nhiệm',
  'Phó Trưởng ban',
  'Trưởng ban',
  'Phó Chánh Văn phòng',
  'Chánh Văn phòng',
  'Phó Giám đốc',
  'Giám đốc',
  'Tổng Giám đốc',
  'Phó Tổng Giám đốc',
  'Phó Hiệu trưởng',
  'Hiệu trưởng',
  'Bộ trưởng',
  'Thứ trưởng',
  'Thứ trưởng Thường trực',
  'Tổng cục trưởng',
  'Phó Tổng cục trưởng',
  'Cục trưởng',
  'Phó Cục trưởng',
  'Chi cục trưởng',
  'Phó Chi cục trưởng',
  'Vụ trưởng',
  'Phó Vụ trưởng',
  'Viện trưởng',
  'Phó Viện trưởng',
  'Trưởng phòng',
  'Phó Trưởng phòng',
  'Chánh Thanh tra',
  'Phó Chánh Thanh tra',
  'Chánh án',
  'Tổng Bí thư',
  'Thường trực',
  'Ủy viên Thường trực',
  'Ủy viên',
  'Tổng Thư ký',
  'Thường trực Ban Bí thư',
  'Trưởng Công an',
  'Công an',
  'Bộ Chỉ huy Quân sự',
  'Ban Chỉ huy',
  'Đoàn Chủ tịch',
  'Sở Y tế',
  'Sở Nội vụ',
  'Sở Tài chính',
  'Sở Giáo dục và Đào tạo',
  'Bộ Giáo dục và Đào tạo',
  'Sở Lao động - Thương binh và Xã hội',
  'Bộ Lao động - Thương binh và Xã hội',
  'Phòng Lao động - Thương binh và Xã hội',
  'Sở Nông nghiệp và Phát triển nông thôn',
  'Bộ Nông nghiệp và Phát triển nông thôn',
  'Sở Nông nghiệp và Môi trường',
  'Bộ Nông nghiệp và Môi trường',
  'Sở Tài nguyên và Môi trường',
  'Bộ Tài nguyên và Môi trường',
  'Bộ Y tế',
  'Bộ Nội vụ',
  'Bộ Tài chính',
  'Bộ Tư pháp',
  'Bộ Công an',
  'Bộ Quốc phòng',
  'Bộ Công Thương',
  'Bộ Xây dựng',
  'Bộ Ngoại giao',
  'Bộ Giao thông vận tải',
  'Sở Giao thông vận tải',
  'Bộ Kế hoạch và Đầu tư',
  'Sở Kế hoạch và Đầu tư',
  'Bộ Thông tin và Truyền thông',
  'Bộ Văn hóa, Thể thao và Du lịch',
  'Bộ Khoa học và Công nghệ',
  'Bộ Dân tộc và Tôn giáo',
  'Tổng cục Thuế',
  'Cục Thuế',
  'Chi cục Thuế',
  'Chi cục Hải quan',
  'Cục Hải quan',
  'Tổng cục Hải quan',
  'Bảo hiểm xã hội',
  'Kho bạc Nhà nước',
  'Ngân hàng Nhà nước',
  'Ngân hàng Chính sách xã hội',
  'Cục Thanh tra - Kiểm tra Thuế',
  'Trường Đại học',
  'Trường Trung học phổ thông',
  'Trường Trung học cơ sở',
  'Trường Tiểu học',
  'Trường Cao đẳng',
  'Trường Chính trị',
  'Bệnh viện',
  'Trung tâm',
  'tỉnh',
  'huyện',
  'quận',
  'thành phố',
  'thị xã',
  'thị trấn',
  'phường',
  'xã',
  'và',
  'của',
  'khu vực',
  'Tòa án nhân dân',
  'Viện Kiểm sát nhân dân',
  'Thanh tra',
  'Chi cục',
  'Hạt Kiểm lâm',
  'Ban Quản lý',
  'Ban Vận động',
  'Quỹ "Vì người nghèo"',
  'Tuyên giáo và Dân vận',
  'Phòng, chống',
  'các',
  'nhân dân',
  'công tác',
  'nhân đạo',
  'Phòng chống thiên tai',
  'đa khoa',
  'trực thuộc',
  'Hồ Chí Minh',
  'Ban Bảo trợ',
  'Ban Công tác Mặt trận',
  'Ban Chỉ huy Quân sự',
  'Ban Xây dựng Đảng',
  'Ban Kiểm tra',
] as const

type Known = {
  readonly words: readonly string[]
  readonly plain: readonly string[]
  readonly unstopped: readonly string[]
}
const byFirst = new Map<string, Known[]>()
for (const phrase of PHRASES) {
  const words = phrase.split(' ')
  const plain = words.map(flat)
  const list = byFirst.get(plain[0] ?? '') ?? []
  list.push({ words, plain, unstopped: plain.map(word => word.replace(/[,;.]$/, '')) })
  byFirst.set(
    plain[0] ?? '',
    list.sort((a, b) => b.plain.length - a.plain.length),
  )
}

const ABBREVIATION =
  /^[(]?(?:MTTQ|MTTQVN|UBND|HĐND|UBMTTQ|BHXH|TNCS|TNHH|MTV|TP\.?|TW|TƯ|CP|HTX|LĐLĐ|LHPN|CCB|VP|THPT|THCS|BCĐ|BCH|BTV|UBKT|TNXP|CTĐ|[IVX]{1,5}|[A-ZĐ]\.|\d.*)[),;.]*$/

/** Writes a name printed in capitals as it stands in a sentence; a name in mixed case keeps its own letters. */
export function recase(name: string): string {
  const words = name
    .replace(/VIETNAM/g, 'VIỆT NAM')
    .split(/\s+/)
    .filter(Boolean)
  const plain = words.map(word => flat(word).replace(/[,;.]$/, ''))
  const out: string[] = []
  for (let at = 0; at < words.length;) {
    const known = knownAt(plain, at)
    if (known && (known.words.length > 1 || certain(words[at] ?? '', known.words[0] ?? ''))) {
      known.words.forEach((word, i) => out.push(respell(words[at + i] ?? '', word)))
      at += known.words.length
    } else {
      out.push(alone(words[at] ?? ''))
      at++
    }
  }
  const joined = out.join(' ')
  return joined.charAt(0).toUpperCase() + joined.slice(1)
}

/** A single word without its tones may be another one (QUAN: quận or quan). */
const certain = (printed: string, known: string): boolean =>
  sameSound(printed.replace(/[,;.]$/, ''), known) || /^(?:tỉnh|huyện|và|của|các)$/.test(known)

/** The longest phrase that begins at this word; words and phrases without their tones and stops. */
const knownAt = (words: readonly string[], at: number): Known | null =>
  byFirst.get(words[at] ?? '')?.find(known => known.unstopped.every((word, i) => word === (words[at + i] ?? ''))) ??
  null

/** The letter's own tones with the phrase's capitals; the phrase's tones where the letter shows none or others. */
function respell(printed: string, known: string): string {
  const tail = /[,;.]+$/.exec(printed)?.[0] ?? ''
  const word = printed.slice(0, printed.length - tail.length)
  const kept = sameSound(word, known.replace(/[,;.]$/, ''))
    ? word.toLowerCase()
    : known.replace(/[,;.]$/, '').toLowerCase()
  const first = known.charAt(0)
  const cased =
    known === known.toUpperCase() && known.length > 1
      ? kept.toUpperCase()
      : first === first.toUpperCase()
        ? kept.charAt(0).toUpperCase() + kept.slice(1)
        : kept
  return cased + tail
}

/** Equal but for where the tone sits: marks of the syllable compared as a set. */
const sameSound = (a: string, b: string): boolean =>
  a === b || (a.length === b.length && flat(a) === flat(b) && soundOf(a) === soundOf(b))
const soundOf = (word: string): string => {
  const parts = word.toLowerCase().normalize('NFD')
  const tone = TONES.exec(parts)?.[0]
  return tone === undefined ? parts.normalize('NFC') : parts.replace(TONES, '').normalize('NFC') + tone
}
/** A syllable carries one tone at most. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/

function alone(word: string): string {
  if (word !== word.toUpperCase() || ABBREVIATION.test(word) || bare(word).length < 2) return word
  if (/^TP\.\p{Lu}/u.test(word)) return `TP.${alone(word.slice(3))}`
  return word
    .split('-')
    .map(part => part.charAt(0) + part.slice(1).toLowerCase())
    .join('-')
}
