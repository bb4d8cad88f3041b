import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp, troublesIn } from '../app.ts'
import { play } from '../play.ts'
import { formOf, problemsOf, wordsOf } from '../visitor.ts'

const OFFICER = 'chuyenvien.huyen-uy-ke-sach'

test('the pages of activities: from the task to the record, up to the letter; refused forms keep every word', async t => {
  const app = await testApp(t)
  const played = await play(app)
  const officer = await played.as(OFFICER)
  const rice = {
    kind: 'relief',
    title: 'Trao gạo <cho> hộ "nghèo"',
    fromOn: '2023-02-06',
    untilOn: '2023-02-07',
    with: 'hoi chu thap do huyen ke sach',
    indicator: ['rice', 'tet-gifts', ''],
    amount: ['2.000', '200', ''],
    moneyValue: ['', '60.000.000', ''],
    valuedHow: ['', 'theo hoá đơn', ''],
    do: 'held',
  }
  const sending = async (over: object) =>
    officer.submit(await officer.get('/activities/new'), '/activities/new', { ...rice, ...over })

  await t.test('the task page shows the blood drive, the period that has results, and leads back', async () => {
    const { html } = await officer.get(played.task)
    const words = wordsOf(html)
    assert.match(words, /Hiến máu tình nguyện đợt 1 năm 2023/)
    assert.match(words, /Quý 1 năm 2023 ✓ có kết quả \(1\)/)
    assert.ok(html.includes(`href="${played.activity}"`))
    const view = await officer.get(played.activity)
    assert.ok(view.html.includes(`href="${played.task}"`))
    assert.match(wordsOf(view.html), /691 đơn vị máu/)
    assert.match(wordsOf(view.html), /1016-CV\/TU, Điểm 1/)
  })

  await t.test('what is refused says where, and nothing that was typed is lost or stored', async () => {
    const before = await app.rows()
    for (const [over, status, why] of [
      [{ amount: ['1,5', '200', ''] }, 422, /Dòng 1.*số nguyên|số nguyên/],
      [{ valuedHow: ['', '', ''] }, 422, /tính theo cách nào/],
      [{ indicator: ['rice', 'rice', ''] }, 422, /đã có ở dòng trên/],
      [{ with: 'Hội Không Có Thật' }, 422, /Không tìm thấy đơn vị “Hội Không Có Thật”/],
      [{ with: 'hoi chu thap do' }, 422, /có thể là/],
      [{ untilOn: '2023-02-09' }, 422, /chưa kết thúc/],
      [{ fromOn: '2023-02-31' }, 422, /Ngày chưa đúng/],
      [{ kind: '' }, 422, /bảy loại/],
      [{ area: '1-944' }, 422, /không thuộc địa bàn/],
      [{ task: 'x/y/z' }, 422, /Không tìm thấy việc này/],
      [{ do: 'planned' }, 422, /chưa có kết quả/],
    ] as const) {
      const answer = await sending(over)
      assert.equal(answer.status, status, JSON.stringify(over))
      assert.match(problemsOf(answer.html).join(' '), why)
      const { values } = formOf(answer.html, '/activities/new')
      assert.equal(values['title'], rice.title)
      assert.deepEqual(
        (values['amount'] as string[]).slice(0, 2),
        'amount' in over ? over.amount.slice(0, 2) : ['2.000', '200'],
      )
    }
    const again = await sending({ do: 'again' })
    assert.equal(again.status, 200)
    assert.equal((formOf(again.html, '/activities/new').values['indicator'] as string[]).length, 3)
    assert.deepEqual(await app.rows(), before)
  })

  await t.test('the hand-out is recorded with a photo, the society that was there is told and sees it', async () => {
    const photo = new File([Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1])], 'ảnh.jpg', { type: 'image/jpeg' })
    const form = formOf((await officer.get('/activities/new')).html, '/activities/new')
    const single = { indicator: 'rice', amount: '2.000', moneyValue: '', valuedHow: '' }
    const answer = await officer.post(form.action, { ...form.values, ...rice, ...single, files: photo })
    const path = answer.location!.split('?')[0]!
    const view = await officer.follow(answer)
    assert.match(wordsOf(view.html), /Đã ghi hoạt động/)
    assert.ok(view.html.includes('Trao gạo &lt;cho&gt; hộ &quot;nghèo&quot;'))
    assert.match(wordsOf(view.html), /2\.000 kg/)
    assert.match(view.html, /href="\/files\/[0-9a-f-]+"/)
    const society = await played.as('chuyenvien.ctd-ke-sach')
    assert.match(wordsOf((await society.get('/notices')).html), /Huyện ủy Kế Sách ghi đơn vị mình cùng làm hoạt động/)
    assert.match(wordsOf((await society.get('/activities')).html), /Trao gạo/)
    assert.equal((await society.get(`${path}/edit`)).status, 404)
    assert.match(wordsOf((await society.get(path)).html), /Tích việc của đơn vị mình/)
    assert.equal((await (await played.as('chuyenvien.mttq-xa')).get(path)).status, 404)

    // Sending the same edit twice acts once; an edit from an older page is told who was first.
    const old = await officer.get(`${path}/edit`)
    await officer.follow(
      await officer.submit(old, '/edit', { ...rice, ...single, title: 'Trao gạo đợt 1', do: 'save' }),
    )
    const late = await officer.submit(await officer.get(`${path}/edit`), '/edit', {
      version: '1',
      title: 'Đè lên',
      do: 'save',
    })
    assert.equal(late.status, 409)
    assert.match(problemsOf(late.html).join(' '), /vừa sửa hoạt động này lúc/)
    assert.equal(formOf(late.html, '/edit').values['title'], 'Đè lên')
    const gone = await officer.submit(await officer.get(path), '/withdraw', { why: 'Ghi trùng' })
    assert.match(wordsOf((await officer.follow(gone)).html), /Hoạt động đã rút, không tính ở đâu nữa/)
  })

  await t.test('a plan of 900 units shows 76,8%, and a wrong figure is pointed out in its row', async () => {
    const page = await officer.get('/activities/plan')
    const rows = [...page.html.matchAll(/name="indicator" value="([^"]+)"/g)].map(match => match[1]!)
    const at = rows.indexOf('blood-units')
    const amounts = (text: string) => rows.map((_, row) => (row === at ? text : ''))
    const wrong = await officer.submit(page, '/activities/plan', { amount: amounts('chín trăm') })
    assert.equal(wrong.status, 422)
    assert.match(problemsOf(wrong.html).join(' '), new RegExp(`Dòng ${at + 1}`))
    assert.ok(wrong.html.includes('chín trăm'))
    const saved = await officer.follow(
      await officer.submit(await officer.get('/activities/plan'), '/activities/plan', { amount: amounts('900') }),
    )
    assert.match(wordsOf(saved.html), /691 76,8%/)
  })

  await t.test('addresses that nobody writes by hand are answered too', async () => {
    for (const path of [
      '/activities?from=x&until=&kind=zzz&state=1&page=-5&indicator=%27%3B--',
      '/activities?page=1e99',
      '/activities/plan?year=99999',
      '/activities/new?task=%3Cscript%3E',
    ])
      assert.equal((await officer.get(path)).status, 200, path)
    assert.equal((await officer.get('/activities/không-có')).status, 404)
    assert.deepEqual(troublesIn(app.log), [])
  })
})
