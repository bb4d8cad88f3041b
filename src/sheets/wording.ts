import type { Audience, Means, StudyForm } from '../dissemination/index.ts'
import type { ActivityKind } from '../programmes/index.ts'
import type { SheetName } from './types.ts'

/**
 * The words of the workbook. They are Vietnamese in every language of the pages, because the workbook is a paper of the
 * office; what is chosen from a list is recognised by these very words when the file comes back.
 */

export const FORM_VERSION = 1
export const SHEET_TITLES: Readonly<Record<SheetName | 'cover' | 'codes', string>> = {
  cover: 'Hướng dẫn',
  tasks: '1. Việc',
  roll: '2. Sĩ số',
  sessions: '3. Buổi học',
  activities: '4. Hoạt động',
  codes: 'ma_so',
}

export const STUDY_FORMS: Readonly<Record<StudyForm, string>> = { 'quan-triet': 'Quán triệt', 'pho-bien': 'Phổ biến' }
export const STUDY_MEANS: Readonly<Record<Means, string>> = {
  meeting: 'Họp trực tiếp',
  online: 'Trực tuyến',
  joined: 'Lồng ghép cuộc họp khác',
}
export const AUDIENCE_NAMES: Readonly<Record<Audience, string>> = {
  'key-officers': 'Cán bộ chủ chốt',
  'party-members': 'Đảng viên',
  'organisation-members': 'Đoàn viên, hội viên',
  public: 'Nhân dân',
}
export const ACTIVITY_NAMES: Readonly<Record<ActivityKind, string>> = {
  relief: 'Cứu trợ, trợ giúp nhân đạo',
  health: 'Chăm sóc sức khỏe',
  'first-aid': 'Sơ cấp cứu',
  blood: 'Hiến máu, mô, tạng',
  tracing: 'Tìm kiếm tin tức thân nhân',
  values: 'Tuyên truyền giá trị nhân đạo',
  disaster: 'Phòng ngừa, ứng phó thảm họa',
  governance: 'Xây dựng tổ chức Hội',
}
export const TASK_DONE = { taken: 'Đang làm', finished: 'Đã hoàn thành' } as const

/** Columns of each sheet from the first on; `code` is hidden and tells which row is which. */
export const COLUMNS = {
  tasks: {
    code: 'Mã',
    label: 'Điểm',
    sentence: 'Nội dung được giao',
    due: 'Hạn',
    state: 'Hiện nay',
    done: 'Đã làm đến đâu',
    note: 'Kết quả (bắt buộc khi đã hoàn thành)',
  },
  roll: {
    code: 'Mã',
    branch: 'Chi bộ, đơn vị',
    'key-officers': AUDIENCE_NAMES['key-officers'],
    'party-members': AUDIENCE_NAMES['party-members'],
    'organisation-members': AUDIENCE_NAMES['organisation-members'],
    public: AUDIENCE_NAMES.public,
  },
  sessions: {
    form: 'Hình thức',
    day: 'Ngày',
    from: 'Từ giờ',
    until: 'Đến giờ',
    place: 'Địa điểm',
    means: 'Cách tổ chức',
    branch: 'Chi bộ, đơn vị',
    audience: 'Đối tượng',
    called: 'Được triệu tập',
    present: 'Có mặt',
    caughtUp: 'Học bù',
    note: 'Ghi chú',
  },
  activities: {
    kind: 'Loại hoạt động',
    title: 'Tên hoạt động',
    fromOn: 'Từ ngày',
    untilOn: 'Đến ngày',
    place: 'Địa điểm',
    people: 'Số người',
    personTimes: 'Lượt người',
    indicator: 'Chỉ tiêu',
    amount: 'Số lượng',
    moneyValue: 'Giá trị (đồng)',
    valuedHow: 'Cách tính giá trị',
    clause: 'Phục vụ điểm',
    note: 'Ghi chú',
  },
} as const

export const INSTRUCTIONS: readonly string[] = [
  'Cách điền',
  '1. Chỉ điền vào các ô trắng. Không thêm, xóa, đổi chỗ trang hay cột; không đổi tên trang; không gộp ô; không dùng công thức.',
  '2. Trang “1. Việc”: với mỗi điểm, chọn đã làm đến đâu; điểm đã hoàn thành thì ghi kết quả.',
  '3. Trang “2. Sĩ số”: ghi tổng số người của từng chi bộ, đơn vị theo đối tượng, trước khi ghi buổi học.',
  '4. Trang “3. Buổi học”: mỗi dòng là một chi bộ và một đối tượng. Dòng tiếp theo của cùng một buổi thì để trống các cột từ “Hình thức” đến “Cách tổ chức”.',
  '5. Trang “4. Hoạt động”: mỗi hoạt động một dòng; có nhiều chỉ tiêu thì ghi tiếp ở dòng dưới và để trống các cột từ “Loại hoạt động” đến “Lượt người”.',
  '6. Chỉ ghi số lượng, không ghi họ tên, số điện thoại hay địa chỉ của cá nhân.',
  '7. Ngày ghi theo mẫu 08/02/2023, giờ theo mẫu 07:30, số ghi liền: 1200.',
  '8. Điền xong, lưu ở dạng .xlsx và gửi lại nơi đã gửi biểu này. Gửi lại nhiều lần không làm trùng số liệu.',
]
export const SAMPLE_LINE = 'BẢN MẪU – KHÔNG CÓ GIÁ TRỊ. Số liệu giả định – thế giới trình diễn.'
