import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp, troublesIn } from '../app.ts'
import { play } from '../play.ts'
import { aSession } from '../play-study.ts'
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

  // The letter that carries the report is drafted from it, once.
  const drafted = await officer.submit(await officer.get(second), '/letter')
  assert.match(wordsOf((await officer.follow(drafted)).html), /kết quả thực hiện 1016-CV\/TU/)

  // A stranger sees nothing of it.
  const stranger = await played.as('chuyenvien.ctd-ke-sach')
  assert.equal((await stranger.get(path)).status, 404)
  assert.deepEqual(troublesIn(app.log), [])
})
