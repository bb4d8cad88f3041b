import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp, troublesIn } from '../app.ts'
import { play } from '../play.ts'
import { aSession } from '../play-study.ts'
import { uuid7 } from '../testkit.ts'
import { problemsOf, wordsOf } from '../visitor.ts'

const TEXTS = {
  results: 'Đã quán triệt trong toàn huyện.',
  shortcomings: 'Không có',
  causes: 'Không có',
  direction: 'Tiếp tục <script>alert(1)</script>',
}

test('a report by its pages: begun, written, submitted, returned, written anew, accepted, put together above, printed', async t => {
  const app = await testApp(t)
  const played = await play(app)
  await aSession(played)
  const officer = await played.as('chuyenvien.huyen-uy-ke-sach')
  const leader = await played.as('lanhdao.huyen-uy-ke-sach')
  const tab = `${played.letter}/reports`

  // What is wrong is said beside its field, and nothing is begun.
  const begin = await officer.get(tab)
  assert.match(wordsOf(begin.html), /Chưa có báo cáo nào về văn bản này/)
  const wrong = await officer.submit(begin, '/reports', { period: '2022-H1', consolidates: 'none' })
  assert.equal(wrong.status, 422)
  assert.match(problemsOf(wrong.html).join(' '), /hết trước ngày ban hành văn bản/)
  const sent = await officer.submit(begin, '/reports', { period: '2023-M02', consolidates: 'none' })
  const page = await officer.follow(sent)
  const path = sent.location!.split('?')[0]!
  assert.match(wordsOf(page.html), /tháng 02 năm 2023/)
  assert.match(wordsOf(page.html), /dự thảo/)
  const twice = await officer.submit(await officer.get(tab), '/reports', { period: '2023-M02' })
  assert.equal(twice.status, 409)

  // Submitted without its texts it is refused; what was typed stays when a proposal has nobody to answer it.
  const early = await leader.submit(await leader.get(path), '/submit')
  assert.match(problemsOf(early.html).join(' '), /chưa viết/)
  const nobody = await officer.submit(await officer.get(path), '/write', {
    ...TEXTS,
    proposal: ['Cấp thêm tài liệu', ''],
    owner: ['', ''],
  })
  assert.equal(nobody.status, 422)
  assert.match(nobody.html, /value="Cấp thêm tài liệu"/)
  assert.match(nobody.html, /Đã quán triệt trong toàn huyện/)
  const above = /<option value="([0-9a-f-]+)"[^>]*>Tỉnh ủy Sóc Trăng</.exec(nobody.html)![1]!
  await officer.follow(
    await officer.submit(nobody, '/write', {
      ...TEXTS,
      proposal: ['Cấp thêm tài liệu', ''],
      owner: [above, ''],
      to: above,
    }),
  )
  await leader.follow(await leader.submit(await leader.get(path), '/submit'))

  // The superior finds it on its shelf, with a notice, and gives it back with a reason.
  const province = await played.as('chuyenvien.tinh-uy')
  assert.match(wordsOf((await province.get('/notices')).html), /gửi báo cáo kỳ 2023-M02/)
  assert.match((await province.get('/reports?shelf=to-answer')).html, new RegExp(path))
  const open = await province.get(path)
  assert.match(open.html, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/)
  const silent = await province.submit(open, '/return', { words: ' ' })
  assert.match(problemsOf(silent.html).join(' '), /cần sửa gì/)
  await province.follow(await province.submit(open, '/answer', { answer: 'Sẽ gửi tài liệu trong tháng.' }))
  await province.follow(await province.submit(await province.get(path), '/return', { words: 'Ghi rõ số chi bộ' }))
  assert.match(wordsOf((await officer.get('/notices')).html), /được trả lại để sửa: Ghi rõ số chi bộ/)

  // The next version stands beside it and is accepted.
  const revised = await officer.submit(await officer.get(path), '/revise')
  await officer.follow(revised)
  const second = revised.location!.split('?')[0]!
  assert.notEqual(second, path)
  await leader.follow(await leader.submit(await leader.get(second), '/submit'))
  await province.follow(await province.submit(await province.get(second), '/accept'))
  assert.match(wordsOf((await officer.get(second)).html), /đã duyệt/)
  assert.match(wordsOf((await officer.get(path)).html), /trả lại để sửa/)

  // The committee puts its addressees together: its own session, the district's report, who has not reported by name.
  const made = await province.submit(await province.get(tab), '/reports', {
    period: '2023-M02',
    consolidates: 'addressees',
  })
  const whole = await province.follow(made)
  const wholePath = made.location!.split('?')[0]!
  assert.match(wordsOf(whole.html), /1 báo cáo: 1 đã duyệt/)
  assert.match(wordsOf(whole.html), /đơn vị chưa có báo cáo trong bản này/)
  assert.match(whole.html, /figures\/study-present/)
  const behind = await province.get(`${wholePath}/figures/study-present`)
  assert.match(wordsOf(behind.html), /Hội trường Tỉnh uỷ \(buổi học\).*47/)
  assert.match(behind.html, /href="\/letters\/[0-9a-f-]+\/study\/sessions\//)
  const print = wordsOf((await province.get(`${wholePath}/print`)).html)
  assert.match(print, /BẢN MẪU/)
  assert.match(print, /ĐẢNG CỘNG SẢN VIỆT NAM/)

  // A total in parts: what waits for an answer, who is missing, first of all and on paper.
  assert.match(wordsOf(whole.html), /Số tổng hợp chưa đầy đủ \d+ đơn vị chưa có báo cáo/)
  assert.match(wordsOf(whole.html), /Trong đó đã duyệt Trong đó chờ duyệt/)
  assert.match(print, /Số liệu tổng hợp từ 1 báo cáo: 1 đã duyệt, 0 chờ duyệt\. Còn \d+ đơn vị chưa có báo cáo/)

  // The letter that carries the report is drafted from it, once, with its words and its table as a table.
  const drafted = await officer.submit(await officer.get(second), '/letter')
  const letter = await officer.follow(drafted)
  assert.match(wordsOf(letter.html), /kết quả thực hiện Công văn số 1016-CV\/TU/)
  assert.match(wordsOf(letter.html), /tháng 02 năm 2023, số liệu chốt ngày 15\/02\/2023.*Hạn chế|HẠN CHẾ/)
  assert.match(
    letter.html,
    /<div class="letter-text" lang="vi">[\s\S]*<table role="table">[\s\S]*Máu tiếp nhận[\s\S]*691[\s\S]*<\/table>/,
  )
  assert.match(letter.html, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/)
  const edit = await officer.get(`${drafted.location!.split('?')[0]!}/edit`)
  assert.match(edit.html, /\| Máu tiếp nhận +\| đơn vị máu +\|/)

  // A stranger sees nothing of it.
  const stranger = await played.as('chuyenvien.ctd-ke-sach')
  assert.equal((await stranger.get(path)).status, 404)
  assert.deepEqual(troublesIn(app.log), [])
})

test('the leader sets which periods a letter asks for and the cut-off days; what cannot be is refused beside its field', async t => {
  const app = await testApp(t)
  const played = await play(app)
  const leader = await played.as('lanhdao.huyen-uy-ke-sach')
  const tab = `${played.letter}/reports`
  const asked = async (who: string) => wordsOf((await (await played.as(who)).get(tab)).html)
  assert.match(await asked('lanhdao.huyen-uy-ke-sach'), /Văn bản yêu cầu báo cáo:/)

  // A recipient sets its own, which is nobody else's; an officer sets nothing; a kind that is none is refused.
  const begin = await leader.get(tab)
  const wrong = await leader.submit(begin, '/duty', { kinds: ['week'] })
  assert.match(problemsOf(wrong.html).join(' '), /Không có kỳ báo cáo này/)
  await leader.follow(await leader.submit(begin, '/duty', { kinds: ['year', 'quarter', 'year'] }))
  assert.match(await asked('lanhdao.huyen-uy-ke-sach'), /Kỳ báo cáo đã đặt cho văn bản này: Quý, Năm\./)
  assert.doesNotMatch(await asked('chuyenvien.mttq-tinh'), /đã đặt/)
  const officer = await played.as('chuyenvien.huyen-uy-ke-sach')
  const hidden = await officer.get(tab)
  assert.doesNotMatch(hidden.html, /reports\/duty/)
  const command = uuid7()
  assert.equal((await officer.post(`${tab}/duty`, { command, kinds: 'month' })).status, 403)

  // What the sender asks stands before it, for every recipient; taken back, the recipient's own stands again.
  const sender = await played.as('lanhdao.tinh-uy')
  await sender.follow(await sender.submit(await sender.get(tab), '/duty', { kinds: ['half-year'] }))
  assert.match(await asked('lanhdao.huyen-uy-ke-sach'), /: 6 tháng\./)
  assert.match(await asked('chuyenvien.mttq-tinh'), /: 6 tháng\./)
  await sender.follow(await sender.submit(await sender.get(tab), '/duty', { kinds: [] }))
  assert.match(await asked('lanhdao.huyen-uy-ke-sach'), /: Quý, Năm\./)
  const nowhere = `/letters/00000000-0000-4000-8000-000000000000/reports/duty`
  assert.equal((await leader.post(nowhere, { command: uuid7(), kinds: 'month' })).status, 404)

  // Days that no month has are refused with what was typed; a day that a month lacks is its last.
  const shelf = await leader.get('/reports')
  for (const day of ['0', '32', '-1', '1,5', 'ngày rằm', '', '2023-02-15']) {
    const refused = await leader.submit(shelf, '/cut-offs', { 'day-quarter': day })
    assert.equal(refused.status, 422, day)
    assert.match(problemsOf(refused.html).join(' '), /một số từ 1 đến 31/)
    assert.match(
      refused.html,
      new RegExp(`name="day-quarter"[^>]*value="${day}"|value="${day}"[^>]*name="day-quarter"`),
    )
  }
  assert.equal((await officer.post('/reports/cut-offs', { command: uuid7() })).status, 403)
  await leader.follow(await leader.submit(shelf, '/cut-offs', { 'day-month': '31', 'day-quarter': '20' }))
  const days = wordsOf((await leader.get(tab)).html)
  assert.match(days, /tháng 02 năm 2023 \(chốt 28\/02\/2023\)/)
  assert.match(days, /quý 1 năm 2023 \(chốt 20\/03\/2023\)/)
  assert.match(
    wordsOf((await sender.get(tab)).html),
    /quý 1 năm 2023 \(chốt 15\/03\/2023\)/,
    'another office keeps its own',
  )
  const sent = await leader.submit(await leader.get(tab), '/reports', { period: '2023-M02', cutOff: '' })
  assert.match(wordsOf((await leader.follow(sent)).html), /Ngày chốt số liệu 28\/02\/2023/)
  const outside = await leader.submit(await leader.get(tab), '/reports', { period: '2023-Q1', cutOff: '2023-04-01' })
  assert.match(problemsOf(outside.html).join(' '), /Ngày chốt phải ở trong kỳ, từ 01\/01\/2023 đến 31\/03\/2023/)
  const noDay = await leader.submit(await leader.get(tab), '/reports', { period: '2023-Q1', cutOff: '2023-02-30' })
  assert.match(problemsOf(noDay.html).join(' '), /Lịch không có ngày này/)
  assert.deepEqual(troublesIn(app.log), [])
})
