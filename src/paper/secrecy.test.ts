import assert from 'node:assert/strict'
import { test } from 'node:test'
import { workSince } from '../../test/work-since.ts'
import { plainTextOf, readText, secrecyIn } from './index.ts'

const page = (mark: string) => `TỈNH ỦY SÓC TRĂNG\n${mark}\nKính gửi: - Các huyện ủy`

const MARKS = [
  'MẬT',
  'MẬT'.normalize('NFD'),
  'MAT',
  'TUYET MAT',
  'TOI MAT',
  'TỐI MẬT',
  'TỐI  MẬT',
  'MÂT',
  '[MẬT]',
  '*MẬT*',
  'MẬT.',
  'MẬT\u200b',
  'MẬT\u00a0',
  'M Ậ T',
  'M  Ậ  T',
  'T U Y Ệ T   M Ậ T',
  'TUYỆTMẬT',
  'TUYỆT-MẬT',
  'Tuyệt mật',
  '\u041c\u1eac\u0422',
  '\u041c \u1eac \u0422',
  'Ｍ Ậ Ｔ',
  'ＭẬＴ',
  'MẬT - KHẨN',
  'MẬT/KHẨN',
  'KHẨN - MẬT',
  'HỎA TỐC - TỐI MẬT',
  'Độ mật: MẬT',
  'ĐỘ MẬT: TỐI MẬT',
  'Độ mật: Mật',
  'Mức độ mật: Tối mật',
  'Độ mật:    MẬT',
  'Dấu mật: MẬT',
  'MẬT 01',
  'MẬT (bản số 1)',
  'Số bản: 03  MẬT',
  'Số bản: 03 MẬT',
  'BẢN SỐ 01/05 - TUYỆT MẬT',
  'V/v cán bộ                MẬT',
  'Số: 12-CV/TU\tMẬT',
  '| MẬT |',
  'Số 12-CV/TU | MẬT | Hà Nội',
]
const WORDS = [
  'bí mật nhà nước',
  'mật độ dân số',
  'bảo mật thông tin',
  'mật',
  'Mật',
  'tuyệt mật',
  'MẶT',
  'MẶT TRẬN',
  'MẮT',
  'MÁT',
  'KHẨN',
  'Nguyễn Thị Mật',
  'NƯỚC MẮT',
  'Trần Văn Mật  Chủ tịch',
  'BẢO VỆ BÍ MẬT NHÀ NƯỚC',
  'CÔNG TÁC BẢO  MẬT',
  'PHÒNG BẢO MẬT',
  'MẬT ĐỘ',
  'MẬT ONG',
  'tối mật thư',
  'Độ mật:',
  'Độ mật: Không',
  'Luật Bảo vệ bí mật nhà nước',
  'M. A. T. Nguyễn',
]

test('a secrecy mark is known however it is set, spelled or dressed up', () => {
  assert.deepEqual(
    MARKS.filter(mark => secrecyIn(page(mark)) === null),
    [],
  )
  assert.deepEqual(['TUYET MAT', 'T U Y Ệ T   M Ậ T', 'ĐỘ MẬT: TỐI MẬT', 'MẬT 01'].map(secrecyIn), [
    'tuyet-mat',
    'tuyet-mat',
    'toi-mat',
    'mat',
  ])
})

test('the same words inside a sentence, a name or a heading are only words', () => {
  assert.deepEqual(
    WORDS.filter(words => secrecyIn(page(words)) !== null),
    [],
  )
})

test('a long and hostile text is looked through in no time', () => {
  for (const unit of ['M A T ', 'A ', 'mật ', 'MẬT | ', ' ', 'M', '\t', '- ']) {
    const before = process.cpuUsage()
    secrecyIn(`${unit.repeat(1_000_000 / unit.length)}x`)
    assert.ok(workSince(before) < 5_000, JSON.stringify(unit))
  }
})

test('bytes that are text are read at once, in the encoding of an old office too; what must be opened first is not', () => {
  assert.equal(secrecyIn(plainTextOf(new TextEncoder().encode(page('MẬT'))) ?? ''), 'mat')
  assert.equal(secrecyIn(plainTextOf(Buffer.from(`\ufeff${page('MẬT')}`, 'utf16le')) ?? ''), 'mat')
  assert.deepEqual([plainTextOf(new Uint8Array()), plainTextOf(new TextEncoder().encode('%PDF-1.7 MẬT'))], [null, null])
})

test('the reader says so too, with the urgency that stands in the same box', () => {
  const letter = `TỈNH ỦY SÓC TRĂNG          ĐẢNG CỘNG SẢN VIỆT NAM
*                      Sóc Trăng, ngày 01 tháng 02 năm 2023
Số 12-CV/TU
MẬT - KHẨN

Kính gửi: - Các huyện ủy, thị ủy, thành ủy

Thực hiện Kết luận số 44-KL/TW, Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy báo cáo kết quả trước ngày 01/3/2023.

Nơi nhận:
- Như trên;
- Lưu Văn phòng.
                 T/M BAN THƯỜNG VỤ
                 Nguyễn Văn A
`
  const read = readText(letter)
  assert.ok(read.ok)
  assert.deepEqual([read.value.documents[0]?.secrecy, read.value.documents[0]?.urgency], ['mat', 'khan'])
})
