import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { testApp, troublesIn } from '../app.ts'
import { play } from '../play.ts'
import { playFiles } from '../play-files.ts'
import { plantReport } from './plant.sql.ts'
import { problemsOf, wordsOf } from '../visitor.ts'

const text = (words: string, name: string) => new File([words], name, { type: 'text/plain' })

test('a file, a hand-over and a proposal on the pages: bad input keeps what was typed, hostile text stays text, the ZIP holds all', async t => {
  const app = await testApp(t)
  const played = await play(app)
  const filed = await playFiles(played)
  const officer = await played.as('chuyenvien.tinh-uy')
  const leader = await played.as('lanhdao.tinh-uy')
  const clerk = await played.as('vanthu.tinh-uy')

  await t.test('the letter’s tab leads to its file, which gathers the letter and its papers by itself', async () => {
    const tab = await officer.get(`${played.letter}/dossier`)
    assert.match(tab.html, new RegExp(filed.dossier))
    const words = wordsOf((await officer.get(filed.dossier)).html)
    assert.match(words, /1016-CV\/TU/)
    assert.match(words, /văn bản chỉ đạo/)
  })

  await t.test('a report stands in the list by its period in the reader’s words, not by a key', async () => {
    await plantReport(app.db, filed.dossier.split('/').at(-1)!)
    for (const path of [filed.dossier, `${filed.dossier}/print`]) {
      const words = wordsOf((await officer.get(path)).html)
      assert.match(words, /6 tháng đầu năm 2023/)
      assert.doesNotMatch(words, /2023-H1/)
    }
  })

  await t.test('what cannot enter is refused beside its field and keeps what was typed', async () => {
    const before = await app.rows()
    const page = await officer.get(filed.dossier)
    const send = (fields: Parameters<typeof officer.submit>[2]) => officer.submit(page, '/papers', fields)
    const typed = { subject: 'Biên bản giao ban', number: '05/BB' }
    const secret = await send({ ...typed, file: text('TỐI MẬT\nNội dung', 'mat.txt'), declaredOpen: 'yes' })
    assert.match(problemsOf(secret.html).join(), /TỐI MẬT/)
    const undeclared = await send({ ...typed, file: text('Nội dung', 'mo.txt') })
    assert.match(problemsOf(undeclared.html).join(), /không có nội dung mật/)
    assert.match(undeclared.html, /value="05\/BB"/)
    const pages = await send({ ...typed, pages: 'ba' })
    assert.match(problemsOf(pages.html).join(), /Số tờ là một số nguyên/)
    const huge = await send({ ...typed, file: text('x'.repeat(21 * 1024 * 1024), 'to.txt'), declaredOpen: 'yes' })
    assert.equal(huge.status, 413)
    assert.deepEqual(await app.rows(), before)
  })

  await t.test(
    'hostile text stays text, and the ZIP holds the contents list and every paper in its order',
    async () => {
      const page = await officer.get(filed.dossier)
      await officer.follow(
        await officer.submit(page, '/papers', {
          subject: '<script>alert(1)</script>',
          number: '=HYPERLINK("x")',
          pages: '4',
          file: text('Biên bản', '../../../etc/hỏi.txt'),
          declaredOpen: 'yes',
        }),
      )
      const shown = await officer.get(filed.dossier)
      assert.ok(!shown.html.includes('<script>alert(1)'))
      const zip = await fetch(`${app.url}${filed.dossier}/zip`, {
        headers: {
          cookie: officer
            .state()
            .cookies.map(({ name, value }) => `${name}=${value}`)
            .join('; '),
        },
      })
      assert.equal(zip.headers.get('content-type'), 'application/zip')
      const entries = unzipSync(new Uint8Array(await zip.arrayBuffer()))
      const names = Object.keys(entries)
      assert.deepEqual(names.slice(0, 2), ['000 muc-luc.txt', '000 muc-luc.html'])
      assert.ok(
        names.some(name => name.endsWith('1016-CV-TU.txt')),
        names.join(),
      )
      const own = names.find(name => name.endsWith('hỏi.txt'))
      assert.ok(own && !own.includes('/') && !own.includes('..'), names.join())
      assert.equal(strFromU8(entries[own]!), 'Biên bản')
      assert.ok(!strFromU8(entries['000 muc-luc.html']!).includes('<script>'))
      assert.match(
        strFromU8(entries['000 muc-luc.txt']!),
        /Số liệu giả định[\s\S]*1016-CV\/TU[\s\S]*6 tháng đầu năm 2023/,
      )
      assert.match(
        wordsOf((await officer.get(`${filed.dossier}/print`)).html),
        /ĐẢNG CỘNG SẢN VIỆT NAM[\s\S]*NGƯỜI GIAO HỒ SƠ/,
      )
    },
  )

  await t.test('closed, given and taken by two persons', async () => {
    await leader.follow(await leader.submit(await leader.get(filed.dossier), '/close', { why: 'sơ kết quý' }))
    await officer.follow(await officer.submit(await officer.get(filed.dossier), '/offer'))
    const taken = await clerk.follow(
      await clerk.submit(await clerk.get(filed.dossier), '/archive', { place: 'Kho 1, hộp 5' }),
    )
    assert.match(wordsOf(taken.html), /đã nộp lưu/)
    assert.ok(!taken.html.includes('/papers"'))
  })

  await t.test('the hand-over lists what is open and offers each signature to its owner alone', async () => {
    const asLeader = await leader.get(filed.handover)
    assert.ok(!asLeader.html.includes('/give"') && asLeader.html.includes('/confirm-gone"'))
    await officer.follow(await officer.submit(await officer.get(filed.handover), '/give'))
    const done = await clerk.follow(await clerk.submit(await clerk.get(filed.handover), '/take'))
    assert.match(wordsOf(done.html), /đã bàn giao xong/)
    assert.match(wordsOf((await clerk.get(`${filed.handover}/print`)).html), /Biên bản bàn giao công việc/)
  })

  await t.test('a proposal is on the superior’s desk with its clock, is advised on and decided', async () => {
    assert.match(wordsOf((await leader.get('/work')).html), /Đề xuất chờ đơn vị quyết định/)
    const page = await leader.get(filed.advice)
    assert.match(wordsOf(page.html), /còn 15 ngày làm việc/)
    assert.match(wordsOf(page.html), /không tính \d+ ngày nghỉ, kể cả thứ Bảy và Chủ nhật/)
    await leader.follow(
      await leader.submit(page, '/ask', { units: 'Ban Dân vận Tỉnh ủy Sóc Trăng', dueOn: '2023-02-20' }),
    )
    const board = await played.as('lanhdao.ban-dan-van')
    await board.follow(
      await board.submit(await board.get(filed.advice), '/opinion', { text: 'Nhất trí', answer: 'opinion' }),
    )
    const decision = { outcome: 'accepted', number: '17-TB/TU', text: '' }
    const refused = await leader.submit(await leader.get(filed.advice), '/decide', decision)
    assert.equal(refused.status, 422)
    assert.match(refused.html, /value="17-TB\/TU"/)
    await leader.follow(await leader.submit(refused, '/decide', { ...decision, text: 'Đồng ý chủ trương' }))
    const proposer = await played.as('lanhdao.mttq-tinh')
    assert.match(wordsOf((await proposer.get(filed.advice)).html), /Đồng ý chủ trương/)
    assert.match(wordsOf((await proposer.get('/notices')).html), /đồng ý đề xuất “Tổ chức tổng kết phong trào”/)
  })
  assert.deepEqual(troublesIn(app.log), [])
})
