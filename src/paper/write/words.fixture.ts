import type { Base, Letter, LetterTask, Period } from '../types.ts'

/** Words of the kind that such letters are made of; what is put together from them is invented. */
export const PLACES = [
  'Sóc Trăng',
  'Kế Sách',
  'Mỹ Xuyên',
  'Vĩnh Châu',
  'Cù Lao Dung',
  'Trần Đề',
  'Ngã Năm',
  'TP. Hồ Chí Minh',
  'Hà Nội',
]
export const ISSUERS: readonly (readonly [string | null, string])[] = [
  ['Ủy ban MTTQ Việt Nam tỉnh Sóc Trăng', 'Ban Thường trực'],
  ['Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Sóc Trăng', 'Ban Thường trực'],
  ['Hội Chữ thập đỏ Việt Nam', 'Hội Chữ thập đỏ tỉnh Sóc Trăng'],
  ['Hội Chữ thập đỏ tỉnh Sóc Trăng', 'Hội Chữ thập đỏ huyện Cù Lao Dung'],
  [null, 'Ủy ban nhân dân tỉnh Sóc Trăng'],
  ['Ủy ban nhân dân tỉnh Sóc Trăng', 'Sở Lao động - Thương binh và Xã hội'],
  ['Ủy ban nhân dân huyện Kế Sách', 'Phòng Lao động - Thương binh và Xã hội'],
  [null, 'Ban Chỉ đạo công tác nhân đạo tỉnh Sóc Trăng'],
]
export const PARTY_ISSUERS: readonly (readonly [string | null, string])[] = [
  [null, 'Tỉnh ủy Sóc Trăng'],
  ['Tỉnh ủy Sóc Trăng', 'Ban Dân vận'],
  ['Đảng bộ tỉnh Sóc Trăng', 'Huyện ủy Kế Sách'],
  ['Ban Chấp hành Trung ương', 'Văn phòng'],
  ['Đảng bộ huyện Mỹ Xuyên', 'Đảng ủy xã Thạnh Phú'],
]
export const WHO: Readonly<Record<Letter['regime'], readonly (readonly [string | null, string])[]>> = {
  state: ISSUERS,
  party: PARTY_ISSUERS,
  youth_union: [['Tỉnh Đoàn Sóc Trăng', 'Ban Thường vụ']],
}
export const BODIES = [
  'Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam các huyện, thị xã, thành phố',
  'Đảng đoàn Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội cấp tỉnh',
  'Hội Chữ thập đỏ các huyện, thị xã, thành phố',
  'Sở Y tế',
  'Ủy ban nhân dân các xã, phường, thị trấn',
  'Hội Đoàn kết Sư sãi yêu nước tỉnh (សមាគមព្រះសង្ឃ)',
  'Các ban đảng, ban cán sự đảng, đảng đoàn, đảng ủy trực thuộc Tỉnh ủy',
  'Chùa Khleang (វត្តឃ្លាំង), phường 6, thành phố Sóc Trăng',
  'Quỹ "Vì người nghèo" huyện Kế Sách',
]
export const RECIPIENTS = [
  'Như trên',
  'Như “Kính gửi”',
  'Thường trực Tỉnh ủy (b/c)',
  'Ban Dân vận Tỉnh ủy',
  'Các đồng chí Tỉnh ủy viên',
  'Lãnh đạo Hội',
  'Cổng thông tin điện tử tỉnh',
  'Trụ sở Phum Soài (ភូមិស្វាយ)',
  'Hội Chữ thập đỏ các huyện, thị xã, thành phố để phối hợp thực hiện',
]
export const SUBJECTS = [
  'triển khai thực hiện Kết luận số 44-KL/TW của Ban Bí thư',
  'tăng cường công tác nhân đạo',
  'báo cáo kết quả hoạt động chữ thập đỏ 6 tháng đầu năm 2023 và phương hướng, nhiệm vụ 6 tháng cuối năm 2023 trên địa bàn tỉnh Sóc Trăng',
  'hỗ trợ đồng bào Khmer đón Tết Chôl Chnăm Thmây (បុណ្យចូលឆ្នាំថ្មី) năm 2024',
  'tổ chức phong trào “Tết Nhân ái” năm 2024',
  'rà soát, lập danh sách hộ nghèo, hộ cận nghèo, người khuyết tật, nạn nhân chất độc da cam cần giúp đỡ thường xuyên',
  'phối hợp vận động hiến máu tình nguyện đợt 2 năm 2023',
]
export const SIGNERS = ['Đỗ Thị Mẫu', 'Thạch Sa Vanh', 'Kim Ly', 'Sơn Thị Bô Pha', 'Trần Văn A Nam', 'Lâm Hoàng Mẫu']
export const AUTHORITIES: readonly (readonly [Letter['authorityPrefix'], string | null, string | null])[] = [
  ['TM', 'Ban Thường trực', 'Phó Chủ tịch Thường trực'],
  ['TM', 'Ban Thường vụ', 'Bí thư'],
  ['TM', 'Ủy ban nhân dân', 'Chủ tịch'],
  ['KT', 'Chủ tịch', 'Phó Chủ tịch'],
  ['KT', 'Trưởng ban', 'Phó Trưởng ban'],
  ['KT', 'Giám đốc', 'Phó Giám đốc'],
  ['TL', 'Chủ tịch', 'Chánh Văn phòng'],
  ['TL', 'Ban Thường vụ', 'Chánh Văn phòng'],
  ['TUQ', 'Giám đốc', 'Trưởng phòng'],
  ['Q', 'Giám đốc', null],
  [null, null, 'Chủ tịch'],
  [null, null, 'Giám đốc'],
]
export const BASES: readonly Base[] = [
  { type: 'kết luận', number: '44-KL/TW', date: '2022-11-14', issuer: 'Ban Bí thư' },
  { type: 'công văn', number: '1016-CV/TU', date: '2023-01-13', issuer: 'Ban Thường vụ Tỉnh ủy Sóc Trăng' },
  { type: 'kế hoạch', number: '88/KH-HCTĐ', date: '2023-05-06', issuer: 'Hội Chữ thập đỏ tỉnh Sóc Trăng' },
  { type: 'quyết định', number: '1175/QĐ-UBND', date: '2021-10-20', issuer: 'Ủy ban nhân dân tỉnh Sóc Trăng' },
  { type: 'nghị định', number: '30/2020/NĐ-CP', date: '2020-03-05', issuer: 'Chính phủ' },
]
export const DOERS = [
  'Hội Chữ thập đỏ các huyện, thị xã, thành phố',
  'Sở Y tế',
  'Ban Dân vận Tỉnh ủy',
  'Ủy ban nhân dân các xã, phường, thị trấn',
]
/** What is to be done, and the act that a reader names for it. */
export const WORKS: readonly (readonly [words: string, act: string])[] = [
  [
    'chủ trì, phối hợp với các cơ quan liên quan rà soát, lập danh sách người có hoàn cảnh khó khăn, bệnh tật, kém may mắn cần được giúp đỡ',
    'chủ trì',
  ],
  [
    'tổ chức quán triệt, tuyên truyền sâu rộng trong cán bộ, đảng viên và các tầng lớp nhân dân; nâng cao nhận thức, trách nhiệm về công tác nhân đạo, trong đó chú ý vùng có đông đồng bào Khmer (ខ្មែរ)',
    'tổ chức',
  ],
  ['vận động nguồn lực, trao quà cho các hộ nghèo', 'vận động'],
  ['báo cáo kết quả về Văn phòng để tổng hợp', 'báo cáo'],
  ['bố trí 1.250.000 đồng mỗi suất, 100% đúng đối tượng (không trùng lặp) theo hướng dẫn', 'bố trí'],
]
export const FORCES: readonly (readonly [words: string, force: string | null])[] = [
  ['', null],
  ['Đề nghị ', 'de-nghi'],
  ['Yêu cầu ', 'yeu-cau'],
]
/** As it is said, the day that it names, how often it comes back, and the period where it is counted. */
export type Due = {
  readonly said: string
  readonly day?: string
  readonly recurrence?: LetterTask['recurrence']
  readonly period?: Period
}
export const NO_DUE: Due = { said: '' }
export const DUES: readonly Due[] = [
  NO_DUE,
  { said: 'trước ngày 15/3/2024', day: '2024-03-15' },
  { said: 'trước ngày 30 tháng 6 năm 2024', day: '2024-06-30' },
  { said: 'định kỳ hằng quý', recurrence: { every: 'quarter', day: null } },
  { said: 'trước ngày 15 hằng tháng', recurrence: { every: 'month', day: 15 } },
  {
    said: 'định kỳ 6 tháng, năm',
    recurrence: [
      { every: 'half-year', day: null },
      { every: 'year', day: null },
    ],
  },
  {
    said: 'trong vòng 5 ngày làm việc kể từ ngày nhận được văn bản này',
    period: { count: 5, unit: 'working-day', from: 'receipt' },
  },
  { said: 'chậm nhất sau 10 ngày kể từ ngày ký', period: { count: 10, unit: 'day', from: 'issue' } },
  { said: 'trong 24 giờ sau khi xảy ra vụ việc', period: { count: 24, unit: 'hour', from: 'event' } },
  { said: 'trước 03 ngày so với ngày tổ chức', period: { count: 3, unit: 'day', from: 'before' } },
]
export const deadlineOf = (due: Due) => ({
  deadline: due.day ?? null,
  deadlineText: due.said || null,
  period: due.period ?? null,
})
export const HELPERS: readonly (readonly string[])[] = [[], ['Sở Tài chính'], ['Sở Y tế', 'Tỉnh Đoàn Sóc Trăng']]
export const FLOORS: readonly Letter['circulation'][] = [
  null,
  { floor: 'chi-bo', text: 'Văn bản này được phổ biến đến chi bộ' },
  { floor: 'dang-vien', text: 'Công văn này phổ biến đến đảng viên' },
  { floor: 'Mặt trận cấp xã', text: 'Văn bản này được lưu hành đến Mặt trận cấp xã' },
]
