import type { SourceMark } from '../../src/web/kit/source-beside.tsx'
import type { ThreadEdge, ThreadNode } from '../../src/web/kit/thread-layout.ts'
import type { TreeNode, TreeState } from '../../src/web/kit/tree-layout.ts'

/** The letter of the gallery: the public dispatch that the system was designed from. */
export const LETTER = `ỦY BAN MTTQ VIỆT NAM
TỈNH SÓC TRĂNG
BAN THƯỜNG TRỰC

Số: 2052 /MTTQ-BTT
V/v triển khai tuyên truyền
Kết luận số 44-KL/TW của
Ban Bí thư

Sóc Trăng, ngày 08 tháng 02 năm 2023

Kính gửi: Ban Thường trực Ủy ban MTTQ Việt Nam các huyện, thị xã, thành phố, tỉnh Sóc Trăng.

Căn cứ Công văn số 1016-CV/TU, ngày 13/01/2023 của Ban Thường vụ Tỉnh ủy Sóc Trăng “V/v triển khai thực hiện Kết luận 44-KL/TW của Ban Bí thư;

Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Sóc Trăng đề nghị Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam các huyện, thị xã, thành phố quan tâm phối hợp cùng các tổ chức thành viên, Hội Chữ thập đỏ các cấp tổ chức triển khai thực hiện có hiệu quả Công văn số 1016-CV/TU, ngày 13/01/2023 của Ban Thường vụ Tỉnh ủy Sóc Trăng.`

const spanOf = (id: string, words: string, unsure = false): SourceMark => {
  const start = LETTER.indexOf(words)
  return { id, start, end: start + words.length, unsure }
}

export const MARKS: readonly SourceMark[] = [
  spanOf('issuer', 'ỦY BAN MTTQ VIỆT NAM\nTỈNH SÓC TRĂNG\nBAN THƯỜNG TRỰC'),
  spanOf('number', '2052 /MTTQ-BTT'),
  spanOf('subject', 'triển khai tuyên truyền\nKết luận số 44-KL/TW của\nBan Bí thư', true),
  spanOf('date', 'ngày 08 tháng 02 năm 2023'),
  spanOf('to', 'Ban Thường trực Ủy ban MTTQ Việt Nam các huyện, thị xã, thành phố, tỉnh Sóc Trăng'),
  spanOf('basis', 'Công văn số 1016-CV/TU, ngày 13/01/2023 của Ban Thường vụ Tỉnh ủy Sóc Trăng'),
  spanOf('basis-date', '13/01/2023'),
]

export const DISTRICTS = [
  'thành phố Sóc Trăng',
  'thị xã Vĩnh Châu',
  'thị xã Ngã Năm',
  'huyện Kế Sách',
  'huyện Long Phú',
  'huyện Cù Lao Dung',
  'huyện Mỹ Tú',
  'huyện Mỹ Xuyên',
  'huyện Thạnh Trị',
  'huyện Trần Đề',
  'huyện Châu Thành',
]

const STATES: readonly TreeState[] = [
  'acknowledged',
  'acknowledged',
  'opened',
  'passed-on',
  'acknowledged',
  'sent',
  'opened',
  'acknowledged',
  'returned',
  'acknowledged',
  'sent',
]
const ROOT: TreeNode = {
  id: 'root',
  parent: null,
  label: 'Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Sóc Trăng',
}

export const DELIVERIES: readonly TreeNode[] = [
  ROOT,
  ...DISTRICTS.map((district, at): TreeNode => ({
    id: `d${at}`,
    parent: 'root',
    label: `Ban Thường trực Ủy ban MTTQ Việt Nam ${district}`,
    state: STATES[at]!,
    href: `#giao-${at}`,
    ...(STATES[at] === 'returned' ? { note: 'thiếu trang 2' } : {}),
  })),
  { id: 'd3-a', parent: 'd3', label: 'Hội Chữ thập đỏ huyện Kế Sách', state: 'opened' },
]

/** 109 communes below 11 districts: too many to draw one by one. */
export const MANY_DELIVERIES: readonly TreeNode[] = [
  ROOT,
  ...DISTRICTS.flatMap((district, at): TreeNode[] => [
    { id: `m${at}`, parent: 'root', label: `Ủy ban MTTQ Việt Nam ${district}`, state: 'passed-on' },
    ...Array.from({ length: at === 10 ? 9 : 10 }, (_, n): TreeNode => ({
      id: `m${at}-${n}`,
      parent: `m${at}`,
      label: `Xã ${n}`,
      state: STATES[(at * 3 + n) % STATES.length]!,
    })),
  ]),
]

export const CITATIONS: { readonly nodes: readonly ThreadNode[]; readonly edges: readonly ThreadEdge[] } = {
  nodes: [
    {
      id: 'ct43',
      kind: 'Chỉ thị',
      label: 'Chỉ thị số 43-CT/TW',
      detail: '08/6/2010 · Ban Bí thư khoá X',
      missing: true,
    },
    {
      id: 'kl44',
      kind: 'Kết luận',
      label: 'Kết luận số 44-KL/TW',
      detail: '14/11/2022 · Ban Bí thư',
      missing: true,
    },
    {
      id: 'cv1016',
      kind: 'Công văn',
      label: 'Công văn số 1016-CV/TU',
      detail: '13/01/2023 · Ban Thường vụ Tỉnh uỷ Sóc Trăng',
      href: '#cv1016',
    },
    {
      id: 'cv2052',
      kind: 'Công văn',
      label: 'Công văn số 2052/MTTQ-BTT',
      detail: '08/02/2023 · Ủy ban MTTQ tỉnh',
      href: '#cv2052',
      current: true,
    },
    {
      id: 'cv31',
      kind: 'Công văn',
      label: 'Công văn số 31/MTTQ-BTT',
      detail: '20/02/2023 · Ủy ban MTTQ huyện Kế Sách',
      href: '#cv31',
    },
  ],
  edges: [
    { from: 'ct43', to: 'kl44', label: 'tiếp tục' },
    { from: 'ct43', to: 'cv1016', label: 'dẫn' },
    { from: 'kl44', to: 'cv1016', label: 'căn cứ' },
    { from: 'kl44', to: 'cv2052', label: 'dẫn' },
    { from: 'cv1016', to: 'cv2052', label: 'căn cứ' },
    { from: 'cv2052', to: 'cv31', label: 'trả lời' },
  ],
}

export const THREAD: { readonly nodes: readonly ThreadNode[]; readonly edges: readonly ThreadEdge[] } = {
  nodes: [
    { id: 'l', kind: 'Công văn', label: '1016-CV/TU', detail: 'Tỉnh uỷ Sóc Trăng', href: '#l' },
    { id: 'c3', kind: 'Mục 3', label: 'Kết hợp giúp đỡ trực tiếp, trước mắt với hỗ trợ lâu dài về sinh kế' },
    { id: 'c4', kind: 'Mục 4', label: 'Hiến máu nhân đạo; sơ, cấp cứu dựa vào cộng đồng' },
    {
      id: 't1',
      kind: 'Nhiệm vụ',
      label: 'Rà soát hộ cần hỗ trợ sinh kế',
      detail: 'hạn 30/4/2023',
      href: '#t1',
    },
    { id: 't2', kind: 'Nhiệm vụ', label: 'Ba đợt hiến máu trong năm', detail: 'thường xuyên', href: '#t2' },
    { id: 'u1', kind: 'Đơn vị', label: 'Hội Chữ thập đỏ huyện Kế Sách' },
    { id: 'u2', kind: 'Đơn vị', label: 'Hội Chữ thập đỏ huyện Trần Đề' },
    { id: 'u3', kind: 'Đơn vị', label: 'Hội Chữ thập đỏ thị xã Vĩnh Châu' },
  ],
  edges: [
    { from: 'l', to: 'c3' },
    { from: 'l', to: 'c4' },
    { from: 'c3', to: 't1' },
    { from: 'c4', to: 't2' },
    { from: 't1', to: 'u1' },
    { from: 't1', to: 'u2' },
    { from: 't2', to: 'u2' },
    { from: 't2', to: 'u3' },
  ],
}
