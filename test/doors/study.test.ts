import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../app.ts'
import { sendParty, visitors } from '../play.ts'
import { formOf, problemsOf, wordsOf, type Answer, type Fields, type Visitor } from '../visitor.ts'

/** The district of Kế Sách has received 1016-CV/TU, which goes down to the party cell and no further. */
test('a district counts its cells on the page, enters a session, puts right what is refused, and the province sees it', async t => {
  const app = await testApp(t)
  const as = visitors(app)
  const { letter } = await sendParty(as)
  const officer = await as('chuyenvien.huyen-uy-ke-sach')
  const path = `${letter}/study`
  const empty = await officer.get(path)
  assert.match(wordsOf(empty.html), /Chưa nhập số người cần tới.*Nhập số người cần tới/)
  assert.match(wordsOf(empty.html), /chỉ nhập cán bộ chủ chốt, đảng viên/)

  const rollPage = await officer.get(`${path}/roll`)
  assert.ok(!/organisation-members|people-[^"]*-public/.test(rollPage.html), 'no box for whom the letter may not reach')
  const boxes = [...rollPage.html.matchAll(/name="(people-[^"]*-party-members)"/g)].map(match => match[1]!)
  assert.ok(boxes.length > 5, `${boxes.length} cells`)
  const [, first, second] = boxes as [string, string, string]
  const wrong = await officer.submit(rollPage, '/study/roll', { [first]: '30', [second]: 'hai mươi' })
  assert.equal(wrong.status, 422)
  assert.match(problemsOf(wrong.html).join(' '), /số nguyên từ 0/)
  assert.match(wrong.html, /value="hai mươi"/, 'what was typed is kept')
  const counted = await officer.follow(await officer.submit(wrong, '/study/roll', { [first]: '30', [second]: '1.020' }))
  assert.match(wordsOf(counted.html), /Đã ghi số người cần tới/)

  const form = await officer.get(`${path}/new`)
  const group = (box: string, what: string) => box.replace('people-', `${what}-`)
  const held: Fields = { from: '2023-02-07T07:30', until: '2023-02-07T10:30', place: 'Hội trường Huyện uỷ' }
  const before = await app.rows()
  const refused = await officer.submit(form, '/study/new', {
    ...held,
    [group(second, 'called')]: '25',
    [group(second, 'present')]: '26',
  })
  assert.equal(refused.status, 422)
  assert.match(problemsOf(refused.html).join(' '), /Dòng 2.*Có mặt 26 mà chỉ triệu tập 25/)
  assert.match(refused.html, /value="Hội trường Huyện uỷ"/)
  assert.deepEqual(await app.rows(), before)
  const fields = { ...held, [group(second, 'present')]: '20' }
  const sent = await officer.submit(refused, '/study/new', fields)
  const session = await officer.follow(sent)
  assert.match(wordsOf(session.html), /Đã ghi buổi/)
  assert.match(
    wordsOf(session.html),
    /Minh chứng cho Điểm 5 ?: Các ban đảng.* tổ chức quán triệt/,
    'what speaks of study was ticked',
  )
  // The same form once more acts no second time.
  const values = formOf(refused.html, '/study/new').values
  const again = await officer.post(`${path}/new`, { ...values, ...fields, file: new Blob([]) })
  assert.equal(again.location?.split('?')[0], sent.location?.split('?')[0])
  // Typed anew it would be a second meeting in the same hours.
  const anew = await officer.submit(await officer.get(`${path}/new`), '/study/new', {
    ...fields,
    [group(second, 'called')]: '25',
  })
  assert.match(problemsOf(anew.html).join(' '), /trùng giờ/)

  const caughtUp = [...session.html.matchAll(/name="(caught-[^"]+)"/g)][0]![1]!
  const caught = await officer.follow(await officer.submit(session, '/catch-up', { [caughtUp]: '5' }))
  const answered = await officer.follow(
    await officer.submit(caught, '/answers', {
      'asked-before-1': '20',
      'correct-before-1': '5',
      'asked-after-1': '20',
      'correct-after-1': '18',
    }),
  )
  assert.match(wordsOf(answered.html), /25% \(5\/20\) 90% \(18\/20\) \+65 điểm phần trăm/)
  const few = await officer.submit(answered, '/answers', { 'asked-before-2': '4', 'correct-before-2': '1' })
  assert.match(problemsOf(few.html).join(' '), /đoán được là ai/)

  const province = await (await as('lanhdao.tinh-uy')).get(path)
  assert.match(wordsOf(province.html), /Cả sợi chỉ: đã tới 25 trên 1\.050 người, 1 buổi/)
  assert.match(wordsOf(province.html), /Chi bộ, chi hội chưa tới \(\d+\)/)
  const withdrawn = await officer.follow(await officer.submit(answered, '/withdraw', { why: 'Nhập nhầm ngày' }))
  assert.match(wordsOf(withdrawn.html), /Buổi này đã được rút Nhập nhầm ngày/)
  assert.ok(!withdrawn.html.includes('/catch-up'))
  await lettersOfOnesOwn(officer, letter, await (await as('vanthu.ban-dan-van')).get(letter), as)
})

/** The district's own plan is the first evidence; the body that follows the letter sees who has one. */
async function lettersOfOnesOwn(
  officer: Visitor,
  letter: string,
  follower: Answer,
  as: (who: string) => Promise<Visitor>,
): Promise<void> {
  assert.match(wordsOf(follower.html), /Đơn vị đã có văn bản triển khai 0 trên \d+/)
  const page = await officer.get(letter)
  const early = await officer.submit(page, '/implementing', { printed: '15-KH/HU', issuedOn: '2023-01-02' })
  assert.match(problemsOf(early.html).join(' '), /không thể trước 1016-CV\/TU/)
  assert.match(early.html, /value="15-KH\/HU"/)
  const entered = await officer.follow(
    await officer.submit(early, '/implementing', {
      issuedOn: '2023-02-08',
      subject: 'Kế hoạch triển khai Công văn 1016',
    }),
  )
  assert.match(wordsOf(entered.html), /15-KH\/HU 08\/02\/2023 Kế hoạch triển khai/)
  const twice = await officer.submit(entered, '/implementing', { printed: '15 - KH/HU', issuedOn: '2023-02-08' })
  assert.match(problemsOf(twice.html).join(' '), /đã nhập văn bản triển khai/)
  const seen = await (await as('vanthu.ban-dan-van')).get(letter)
  assert.match(wordsOf(seen.html), /Đơn vị đã có văn bản triển khai 1 trên \d+/)
  const back = await officer.follow(await officer.submit(entered, '/withdraw-implementing', { why: 'Gõ nhầm số' }))
  assert.ok(!back.html.includes('15-KH/HU</a>'))
}
