import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { read, readText, type Letter, type Reading } from './index.ts'

/** The two real dispatches of 2023 with which this project began. */
const seed = readFileSync(new URL('../../../samples/soc-trang-2023.txt', import.meta.url))

const reading = async (bytes: Uint8Array): Promise<Reading> => {
  const result = await read(bytes)
  assert.ok(result.ok)
  return result.value
}
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

test('the file of 2023 holds two letters, and its stray dates belong to neither', async () => {
  const { documents, leftOut, text } = await reading(seed)
  assert.deepEqual(
    documents.map(letter => `${letter.number}/${letter.symbol}`),
    ['2052/MTTQ-BTT', '1016/CV/TU'],
  )
  assert.deepEqual(
    leftOut.map(({ reason, lines }) => [reason, lines]),
    [['stray-dates', 22]],
  )
  for (const letter of documents) assert.equal(text.slice(letter.start, letter.end), letter.text)
})

test('the Front’s letter is read field by field', async () => {
  const [front] = (await reading(seed)).documents
  assert.ok(front)
  const {
    regime,
    issuer,
    parentIssuer,
    docType,
    subject,
    place,
    date,
    addressees,
    recipients,
    archive,
    authorityPrefix,
    authorityBody,
    signerTitle,
    signerName,
    attachments,
  } = front
  assert.deepEqual(
    {
      regime,
      issuer,
      parentIssuer,
      docType,
      subject,
      place,
      date,
      addressees,
      recipients,
      archive,
      authorityPrefix,
      authorityBody,
      signerTitle,
      signerName,
      attachments,
    },
    {
      regime: 'state',
      issuer: 'Ban Thường trực',
      parentIssuer: 'Ủy ban MTTQ Việt Nam tỉnh Sóc Trăng',
      docType: 'công văn',
      subject: 'triển khai tuyên truyền Kết luận số 44-KL/TW của Ban Bí thư',
      place: 'Sóc Trăng',
      date: '2023-02-08',
      addressees: ['Ban Thường trực Ủy ban MTTQ Việt Nam các huyện, thị xã, thành phố, tỉnh Sóc Trăng'],
      recipients: ['Như “Kính gửi”'],
      archive: 'VP',
      authorityPrefix: 'TM',
      authorityBody: 'Ban Thường trực',
      signerTitle: 'Phó Chủ tịch Thường trực',
      signerName: 'Đỗ Tấn Hậu',
      attachments: ['Công văn số 1016-CV/TU ngày 13/01/2023 của Ban Thường vụ Tỉnh ủy Sóc Trăng'],
    },
  )
  assert.deepEqual(
    front.tasks.map(task => [task.label, task.responsible]),
    ['p1', 'p2'].map(label => [label, 'Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam các huyện, thị xã, thành phố']),
  )
  assert.deepEqual(
    front.tasks[0]?.asks.map(ask => [ask.phrase, ask.role, ask.force]),
    [
      ['Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam các huyện, thị xã, thành phố', 'lead', 'de-nghi'],
      ['các tổ chức thành viên', 'with', null],
      ['Hội Chữ thập đỏ các cấp', 'with', null],
    ],
  )
})

test('the chain of directives 43 ← 44 ← 1016 ← 2052 can be followed through the citations', async () => {
  const [front, party] = (await reading(seed)).documents
  assert.ok(front && party)
  const cited = (letter: Letter, number: string) => letter.citations.findIndex(one => one.number === number)
  assert.equal(front.citations[cited(front, '1016-CV/TU')]?.kind, 'forwards')
  assert.equal(front.citations[cited(front, '1016-CV/TU')]?.cites, cited(front, '44-KL/TW'))
  assert.equal(party.citations[cited(party, '44-KL/TW')]?.cites, cited(party, '43-CT/TW'))
  assert.deepEqual(front.encloses, [1])
  assert.deepEqual(party.bases, [
    { type: 'kết luận', number: '44-KL/TW', date: '2022-11-14', issuer: 'Ban Bí thư' },
    { type: 'chỉ thị', number: '43-CT/TW', date: '2010-06-08', issuer: 'Ban Bí thư' },
  ])
  assert.equal(party.parentDocument?.number, '44-KL/TW')
})

test('the six clauses of 1016 say who leads, through whom, with whom and what is reported', async () => {
  const party = (await reading(seed)).documents[1]
  assert.ok(party)
  const asks = (label: string, role: string) =>
    party.tasks
      .find(task => task.label === label)
      ?.asks.filter(ask => ask.role === role)
      .map(ask => ask.phrase)
  assert.deepEqual(
    party.tasks.map(task => task.label),
    ['1', '2', '3', '4', '5', '6'],
  )
  assert.deepEqual(asks('1', 'lead'), [
    'các cấp uỷ, tổ chức đảng, chính quyền, Mặt trận Tổ quốc, các tổ chức chính trị - xã hội và hội chữ thập đỏ các cấp',
    'Các cán bộ, đảng viên',
    'các cơ quan báo chí',
  ])
  const chain = party.tasks[1]?.asks.map(ask => [ask.phrase, ask.act, ask.chain])
  assert.deepEqual(chain, [
    ['Ban cán sự đảng Ủy ban nhân dân tỉnh', 'lãnh đạo', 0],
    ['Ủy ban nhân dân tỉnh', 'chỉ đạo', 1],
    ['chính quyền các cấp', 'thực hiện', 2],
  ])
  assert.equal(asks('3', 'lead')?.[0], 'Hội chữ thập đỏ các cấp')
  assert.deepEqual(asks('4', 'with'), ['Mặt trận Tổ quốc Việt Nam', 'các tổ chức, cơ quan, đơn vị liên quan'])
  assert.deepEqual(
    party.tasks[3]?.reports.map(report => report.to),
    ['cấp uỷ, chính quyền cùng cấp'],
  )
  assert.deepEqual([asks('6', 'lead'), asks('6', 'with')], [['Ban Dân vận Tỉnh uỷ'], ['các cơ quan có liên quan']])
  assert.deepEqual(
    party.tasks[5]?.reports.map(report => report.to),
    ['Ban Thường vụ Tỉnh uỷ'],
  )
  assert.ok(party.tasks.every(task => task.asks.every(ask => ask.role === 'with' || ask.force === 'yeu-cau')))
  assert.deepEqual(party.circulation, { floor: 'chi-bo', text: 'Công văn này được phổ biến đến chi bộ' })
})

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

test('a secret mark is a stamp on its own line, also without its tones, and never a word of a sentence', () => {
  assert.equal(one(head('MẬT') + foot).secrecy, 'mat')
  assert.equal(one(head('TOI MAT') + foot).secrecy, 'toi-mat')
  assert.equal(one(head('TUYỆT MẬT') + foot).secrecy, 'tuyet-mat')
  assert.equal(one(head('Mật độ dân số') + foot).secrecy, null)
  assert.equal(one(head('MẶT') + foot).secrecy, null)
  assert.equal(one(`${head('')}\nĐề nghị giữ bí mật nhà nước, mật độ và người Khmer ở mật khu.\n${foot}`).secrecy, null)
  assert.equal(one(head('HỎA TỐC') + foot).urgency, 'hoa-toc')
  assert.equal(one(`${head('')}\nĐề nghị các xã khẩn trương thực hiện.\n${foot}`).urgency, null)
})

test('deadlines: a day, a rhythm, a period, a day without a year, a second one', () => {
  const letter = one(`${head('')}
Huyện Hội đề nghị:

1. Hội Chữ thập đỏ các xã gửi danh sách trước ngày 20/4/2024; bổ sung chậm nhất ngày 05/5/2024.

2. Chủ tịch Hội các xã báo cáo trước ngày 15 hằng tháng.

3. Hoàn thành trong Quý II/2024.

4. Nộp quỹ trước ngày 10/01.
${foot}`)
  assert.deepEqual(
    letter.tasks.map(task => [task.deadline, task.deadlineText]),
    [
      ['2024-04-20', 'trước ngày 20/4/2024'],
      [null, 'trước ngày 15 hằng tháng'],
      [null, 'trong Quý II/2024'],
      ['2025-01-10', 'trước ngày 10/01'],
    ],
  )
  assert.deepEqual(letter.tasks[0]?.otherDeadlines, [
    { deadline: '2024-05-05', deadlineText: 'chậm nhất ngày 05/5/2024', period: null },
  ])
  assert.deepEqual(letter.tasks[1]?.recurrence, { every: 'month', day: 15 })
})

test('a bracket of the receiving office and its stamp are left out, and said to be left out', () => {
  const result = readText(
    `CÔNG VĂN ĐẾN\nSố: 415\nNgày 05/4/2024\n\n${head('')}\nHuyện Hội đề nghị Hội các xã báo cáo số liệu.\n${foot}\nLượt xem: 12\nCác tin khác: Kế hoạch số 9/KH-X`,
  )
  assert.ok(result.ok)
  assert.deepEqual(
    result.value.leftOut.map(one => one.reason),
    ['stamp', 'footer'],
  )
  assert.equal(result.value.documents[0]?.number, '12')
  assert.equal(result.value.documents[0]?.signerName, 'Nguyễn Thị Mẫu')
})

test('an open quotation mark that is never closed does not derail the reading', () => {
  const letter = one(
    `${head('')}\nThực hiện Công văn số 7/UBND ngày 01/4/2024 của Ủy ban nhân dân huyện "V/v trợ cấp;\n\nHuyện Hội đề nghị:\n\n1. Hội các xã lập danh sách.\n\n2. Kế toán quyết toán.\n${foot}`,
  )
  assert.deepEqual(
    letter.tasks.map(task => task.label),
    ['1', '2'],
  )
  assert.equal(letter.parentDocument?.number, '7/UBND')
  assert.equal(letter.signerName, 'Nguyễn Thị Mẫu')
})

test('what cannot be read stays empty, and the place where it stands is marked', () => {
  const text = letters(seed.toString())[0]!.text
  const spoilt = (field: 'number' | 'date' | 'signerName', from: RegExp, to: string) => {
    const letter = one(text.replace(from, to))
    const [place] = letter.fields[field] ?? []
    return [letter[field], place && letter.text.slice(place.start, place.end), place?.rule]
  }
  assert.deepEqual(spoilt('number', /Số:[^\n]*/, 'Số: ▒▒▒▒/MTTQ-BTT'), [null, 'Số: ▒▒▒▒/MTTQ-BTT', 'unreadable'])
  assert.deepEqual(spoilt('number', /Số:[^\n]*/, 'Số: 2▒5▒ /MTTQ-BTT'), [null, 'Số: 2▒5▒ /MTTQ-BTT', 'unreadable'])
  assert.deepEqual(spoilt('date', /ngày 08 tháng 02 năm 2023/, 'ngày ## tháng ~~ năm 2O?3'), [
    null,
    'Sóc Trăng, ngày ## tháng ~~ năm 2O?3',
    'unreadable',
  ])
  assert.deepEqual(spoilt('signerName', /Đỗ Tấn Hậu/, 'Đ▒ Tấ▒ H▒u'), [null, 'Đ▒ Tấ▒ H▒u', 'unreadable'])
  // A blank is not unreadable: it is filled in by hand when the letter is stamped.
  assert.deepEqual(spoilt('number', /Số:[^\n]*/, 'Số:        /MTTQ-BTT'), [null, undefined, undefined])
  assert.deepEqual(spoilt('signerName', /Đỗ Tấn Hậu/, '(đã ký)'), [null, undefined, undefined])
})

test('a letter whose number nobody can read is still told from the next, and its number is nobody’s name', () => {
  const two = letters(seed.toString().replace('Số: 2052 /MTTQ-BTT', 'Số: ▒▒▒▒/MTTQ-BTT'))
  assert.deepEqual(
    two.map(letter => [letter.issuer, letter.number, letter.tasks.length, letter.signerName]),
    [
      ['Ban Thường trực', null, 2, 'Đỗ Tấn Hậu'],
      ['Tỉnh ủy Sóc Trăng', '1016', 6, 'Hồ Thị Cẩm Đào'],
    ],
  )
  const second = letters(seed.toString().replace('Số 1016-CV/TU', 'Số 1▒▒▒-CV/TU'))
  assert.deepEqual(
    second.map(letter => [letter.issuer, letter.number]),
    [
      ['Ban Thường trực', '2052'],
      ['Tỉnh ủy Sóc Trăng', null],
    ],
  )
})

test('letters run together in the middle of a line are told apart, each with its own heading and name', () => {
  const [front, party] = letters(seed.toString()).map(letter => letter.text.trim())
  const glued = letters(`${front} ${party} ${front}`)
  assert.deepEqual(
    glued.map(letter => [letter.issuer, letter.number, letter.date, letter.tasks.length, letter.signerName]),
    [
      ['Ban Thường trực', '2052', '2023-02-08', 2, 'Đỗ Tấn Hậu'],
      ['Tỉnh ủy Sóc Trăng', '1016', '2023-01-13', 6, 'Hồ Thị Cẩm Đào'],
      ['Ban Thường trực', '2052', '2023-02-08', 2, 'Đỗ Tấn Hậu'],
    ],
  )
})

test('a hundred and fifty clauses are all read, and an amount at the start of a line is none', () => {
  const items = Array.from({ length: 150 }, (_, at) => `${at + 1}. Hội cơ sở số ${at + 1} báo cáo kết quả.`)
  const letter = one(`${head('')}\nHuyện Hội đề nghị:\n\n${items.join('\n')}\n${foot}`)
  assert.deepEqual(
    letter.tasks.map(task => task.label),
    items.map((_, at) => `${at + 1}`),
  )
  const amount = one(
    `${head('')}\nHuyện Hội đề nghị:\n\n1. Hội các xã trao cho các hộ nghèo trên địa bàn tổng cộng\n150. Phần quà còn lại chuyển huyện.\n\n2. Báo cáo kết quả.\n${foot}`,
  )
  assert.deepEqual(
    amount.tasks.map(task => task.label),
    ['1', '2'],
  )
})
