import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readText, type Letter } from './index.ts'

const letters = (text: string): readonly Letter[] => {
  const result = readText(text)
  assert.ok(result.ok, result.ok ? '' : result.problem.kind)
  return result.value.documents
}
const one = (text: string): Letter => {
  const [letter] = letters(text)
  assert.ok(letter)
  return letter
}

const head = (mark: string) => `HỘI CHỮ THẬP ĐỎ TỈNH X
HỘI CHỮ THẬP ĐỎ HUYỆN Y
${mark}
Số: 12/CTĐ-VP
V/v báo cáo công tác nhân đạo

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Y, ngày 03 tháng 4 năm 2024

Kính gửi: Hội Chữ thập đỏ các xã, thị trấn.
`
const foot = `
Nơi nhận:
- Như trên;
- Lưu: VT.

TM. BAN THƯỜNG VỤ
CHỦ TỊCH

Nguyễn Thị Mẫu
`

test('an annex table shares out work by its columns', () => {
  const letter = one(
    `${head('')}\nHuyện Hội đề nghị các xã thực hiện theo phụ lục.\n${foot}\nPHỤ LỤC. TIẾN ĐỘ\n\n| STT | Việc | Chủ trì | Phối hợp | Thời hạn |\n|---|---|---|---|---|\n| 1 | Lập sổ | Hội xã | Trạm Y tế | 10/5/2024 |\n| 2 | Phát quà | Hội xã | | 20/5/2024 |\n`,
  )
  assert.deepEqual(
    letter.tasks
      .filter(task => task.inTable)
      .map(({ label, text, responsible, deadline }) => [label, text, responsible, deadline]),
    [
      ['PL.1', 'Lập sổ', 'Hội xã', '2024-05-10'],
      ['PL.2', 'Phát quà', 'Hội xã', '2024-05-20'],
    ],
  )
})

test('a decision’s articles are its clauses, and what it repeals is no base', () => {
  const letter = one(`ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH X Độc lập - Tự do - Hạnh phúc
Số: 5l/QĐ-UBND X, ngày l2 tháng 3 năm 2024

QUYẾT ĐỊNH
Về việc thành lập Ban Chỉ đạo

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH X

Căn cứ Luật Hoạt động chữ thập đỏ;
Căn cứ Nghị định số 93/2021/NĐ-CP ngày 27 tháng 10 năm 2021 của Chính phủ;
Theo đề nghị của Giám đốc Sở Nội vụ.

QUYẾT ĐỊNH:

Điều 1. Thành lập Ban Chỉ đạo gồm 05 thành viên.

Điều 2. Quyết định này thay thế Quyết định số 40/QĐ-UBND ngày 01/02/2020.

Điều 3. Chánh Văn phòng, Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận: KT. CHỦ TỊCH
- Như Điều 3; PHÓ CHỦ TỊCH
- Lưu: VT.

Trần Văn Thí
`)
  assert.deepEqual(
    [
      letter.number,
      letter.date,
      letter.docType,
      letter.subject,
      letter.authorityPrefix,
      letter.authorityBody,
      letter.signerTitle,
      letter.signerName,
    ],
    ['51', '2024-03-12', 'quyết định', 'thành lập Ban Chỉ đạo', 'KT', 'Chủ tịch', 'Phó Chủ tịch', 'Trần Văn Thí'],
  )
  assert.deepEqual(
    letter.bases.map(base => base.number),
    ['Luật Hoạt động chữ thập đỏ', '93/2021/NĐ-CP'],
  )
  assert.deepEqual(
    letter.tasks.map(task => task.responsible),
    [null, null, 'Chánh Văn phòng, Giám đốc Sở Nội vụ'],
  )
  assert.equal(letter.citations.find(one => one.number === '40/QĐ-UBND')?.kind, 'replaces')
})

test('joint letters name every body, and a signature in capitals becomes a name', () => {
  const letter = one(`ỦY BAN NHÂN DÂN TỈNH X
SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI - HỘI CHỮ THẬP ĐỎ TỈNH
Số: 15/HDLT-SLĐTBXH-CTĐ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
X, ngày 15 tháng 3 năm 2023
HƯỚNG DẪN LIÊN TỊCH
Về việc chăm lo hộ nghèo
Căn cứ Báo cáo thẩm tra số 45/BC-HĐND ngày 01/02/2023 của Ban Văn hóa - Xã hội;
Liên ngành hướng dẫn như sau:
1. Hội Chữ thập đỏ huyện xét, trao quà trong vòng 10 ngày kể từ ngày nhận danh sách.
2. Giao Phòng Nội vụ theo dõi.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
NGUYỄN VĂN TÂM
Nơi nhận:
UBND tỉnh (b/c);
Lưu: VT.
`)
  assert.deepEqual(
    [letter.issuer, letter.parentIssuer, letter.docType, letter.signerName, letter.recipients],
    [
      'Sở Lao động - Thương binh và Xã hội; Hội Chữ thập đỏ tỉnh',
      'Ủy ban nhân dân tỉnh X',
      'hướng dẫn liên tịch',
      'Nguyễn Văn Tâm',
      ['UBND tỉnh (b/c)'],
    ],
  )
  assert.deepEqual(
    letter.bases.map(base => base.number),
    ['45/BC-HĐND'],
  )
  assert.deepEqual(
    letter.tasks.map(task => [task.responsible, task.deadlineText]),
    [
      ['Hội Chữ thập đỏ huyện', 'trong vòng 10 ngày kể từ ngày nhận danh sách'],
      ['Phòng Nội vụ', null],
    ],
  )
})

test('the youth union and a draft keep their own signs: blank number and day stay unread', () => {
  const letter = one(`BCH ĐOÀN TỈNH X                         ĐOÀN TNCS HỒ CHÍ MINH
BAN THƯỜNG VỤ
       ***                                 X, ngày     tháng 3 năm 2024
Số:      -CV/TĐTN-PT

Kính gửi: - Ban Thường vụ các huyện Đoàn;
          - Đoàn trường trực thuộc.

Ban Thường vụ Tỉnh Đoàn đề nghị các huyện Đoàn báo cáo.

Nơi nhận:                                    TM. BAN THƯỜNG VỤ TỈNH ĐOÀN
- Như trên;                                         PHÓ BÍ THƯ
- Lưu: VT.
                                                 Lý Thị Phên
`)
  assert.deepEqual(
    [
      letter.regime,
      letter.issuer,
      letter.parentIssuer,
      letter.number,
      letter.symbol,
      letter.date,
      letter.addressees.length,
      letter.signerTitle,
      letter.signerName,
    ],
    ['youth_union', 'Ban Thường vụ', 'BCH Đoàn tỉnh X', null, 'CV/TĐTN-PT', '2024-03', 2, 'Phó Bí thư', 'Lý Thị Phên'],
  )
})
