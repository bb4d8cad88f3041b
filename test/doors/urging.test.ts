import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CommandId } from '../../src/kernel/index.ts'
import { urgeTonight } from '../../src/reports/index.ts'
import { fsckUrging } from '../../src/urging/fsck.sql.ts'
import { testApp } from '../app.ts'
import { play, sendOut, visitors } from '../play.ts'
import { uuid7 } from '../testkit.ts'
import { problemsOf, wordsOf, type Answer, type Visitor } from '../visitor.ts'
import { countRows, makeOld } from './urging.sql.ts'

const says = (answer: Answer, status: number, words: RegExp) => {
  const problems = problemsOf(answer.html).join(' ')
  assert.equal(answer.status, status, problems || wordsOf(answer.html).slice(0, 300))
  assert.match(problems || wordsOf(answer.html), words)
}
const ticks = (html: string) => [...html.matchAll(/name="units" value="([^"]+)"/g)].map(match => match[1]!)

test('urging from the page: who is late, by authority only, the letter, and the log', async t => {
  const app = await testApp(t)
  const played = await play(app)
  const document = played.covering.split('/').at(-1)!
  await makeOld(app, document)
  const night = await urgeTonight(app.db, app.clock(), uuid7() as CommandId)
  assert.ok(night.units.length >= 10, `${night.units.length} units`)
  const front = await played.as('chuyenvien.mttq-tinh')
  const page = `${played.covering}/urging`

  const list = await front.get(page)
  says(list, 200, /quá hạn \d+ ngày làm việc/)
  assert.match(list.html, /vì cơ quan mình ban hành văn bản/)
  const units = ticks(list.html)
  assert.ok(units.length >= 10)

  await t.test('a recipient sees its own lines alone, another body of the province nothing', async () => {
    const district = await (await played.as('lanhdao.mttq-ke-sach')).get(page)
    assert.equal(district.status, 200)
    assert.match(district.html, /Ở đây chỉ có việc của cơ quan mình/)
    assert.equal(ticks(district.html).length, 0)
    assert.doesNotMatch(wordsOf(district.html), /Mỹ Xuyên|Long Phú|Vĩnh Châu/, 'no other district is named')
    const stranger = await (await played.as('lanhdao.hoi-ctd-tinh')).get(page)
    assert.ok(stranger.status === 404 || !/Mỹ Xuyên/.test(wordsOf(stranger.html)), 'nothing of it')
    const log = await (await played.as('lanhdao.mttq-ke-sach')).get('/urging?by=unit')
    assert.doesNotMatch(wordsOf(log.html), /Mỹ Xuyên|Long Phú/)
  })

  await t.test('the list to print is by the same rule: by authority only, days counted as working days', async () => {
    const paper = `/print/late/${document}`
    const printed = await front.get(paper)
    says(printed, 200, /quá hạn \d+ ngày làm việc/)
    assert.match(wordsOf(printed.html), /Kế Sách/)
    assert.equal((await (await played.as('lanhdao.mttq-ke-sach')).get(paper)).status, 404)
    assert.equal((await (await played.as('lanhdao.hoi-ctd-tinh')).get(paper)).status, 404)
  })

  await t.test('without a choice, without authority, or twice: the page says what to do', async () => {
    const before = await app.rows()
    says(await front.submit(list, '/urging'), 422, /Chưa chọn đơn vị nào/)
    const below = await played.as('chuyenvien.mttq-ke-sach')
    says(await below.post(page, { command: uuid7(), units: units.slice(0, 1) }), 403, /Chỉ nơi ban hành/)
    says(await front.post(page, { command: uuid7(), units: ['không phải mã'] }), 422, /Chưa chọn đơn vị nào/)
    assert.deepEqual(await app.rows(), before)
  })

  await t.test(
    'the draft names the chosen, is signed and issued as any letter, and then stands in the log',
    async () => {
      const chosen = units.slice(0, 2)
      const drafted = await front.submit(list, '/urging', { units: chosen })
      const again = await front.submit(list, '/urging', { units: chosen })
      assert.equal(drafted.location, again.location, 'pressed twice it is one draft')
      const edit = await front.follow(drafted)
      assert.match(edit.html, /đôn đốc thực hiện Công văn số 2052\/MTTQ-BTT/)
      assert.match(edit.html, /trân trọng đề nghị/)
      const letter = drafted.location!.split('?')[0]!.replace('/edit', '')
      assert.match(wordsOf((await front.get(page)).html), /Công văn đôn đốc đang soạn/)
      await sendOut(await played.as('vanthu.mttq-tinh'), await played.as('lanhdao.mttq-tinh'), letter)
      const id = letter.split('/').at(-1)!
      assert.equal(await countRows(app, 'urging', `step = 'letter' and about = '${id}'`), chosen.length)
      assert.equal(await countRows(app, 'delivery', `document_id = '${id}'`), chosen.length, 'exactly the chosen')
      assert.match(wordsOf((await front.get(page)).html), /gửi công văn đôn đốc/)
    },
  )

  await t.test('leaders read the log by letter, by unit and by day', async () => {
    const leader = await played.as('lanhdao.mttq-tinh')
    assert.match(wordsOf((await leader.get('/urging')).html), /2052\/MTTQ-BTT/)
    assert.match(wordsOf((await leader.get('/urging?by=unit')).html), /huyện Kế Sách/)
    assert.match(wordsOf((await leader.get('/urging?by=day')).html), /08\/02\/2023/)
    const own = await (await played.as('chuyenvien.mttq-ke-sach')).get('/urging?by=own')
    assert.match(wordsOf(own.html), /quá hạn/)
    const inbox = await (await played.as('chuyenvien.mttq-ke-sach')).get('/notices')
    assert.match(wordsOf(inbox.html), /Kính đề nghị quý cơ quan quan tâm\..*2052\/MTTQ-BTT \(01\/02\/2023\)/)
  })

  await t.test('a report that is asked is awaited by its cut-off, on the pages too', async () => {
    const leader = await played.as('lanhdao.mttq-tinh')
    const reports = await leader.get(`${played.covering}/reports`)
    await leader.follow(await leader.submit(reports, '/reports/duty', { kinds: ['half-year'] }))
    await urgeTonight(app.db, app.clock(), uuid7() as CommandId)
    app.moveTo('2023-06-16T02:00:00Z')
    await urgeTonight(app.db, app.clock(), uuid7() as CommandId)
    const as = visitors(app)
    const awaited = /báo cáo kỳ 6 tháng đầu năm 2023, hạn 15\/06\/2023/
    assert.match(wordsOf((await (await as('chuyenvien.mttq-tinh')).get(page)).html), awaited)
    const own = await (await as('chuyenvien.mttq-ke-sach')).get('/urging?by=own')
    assert.match(wordsOf(own.html), awaited)
    assert.match(wordsOf(own.html), /quá hạn 1 ngày làm việc/)
  })

  await t.test('fsck finds nothing wrong, and names what is planted', async () => {
    const checks = () => app.db.own({ now: app.clock().now, asOf: app.clock().today }, fsckUrging)
    assert.deepEqual(
      (await checks()).filter(check => check.violations > 0),
      [],
    )
  })
})

test('quiet days: kept by an administrator of the province, each day once, nothing typed is lost', async t => {
  const app = await testApp(t)
  const { as } = await play(app)
  const admin = await as('quantri.tinh-uy')
  const page = await admin.get('/admin/quiet-days')
  says(page, 200, /Năm 2023/)
  assert.match(wordsOf(page.html), /Chôl Chnăm Thmây chờ xác nhận|Chôl Chnăm Thmây/)
  const add = (fields: Record<string, string>) =>
    admin.post('/admin/quiet-days', { command: uuid7(), kind: 'other', ...fields })
  const before = await app.rows()
  const twice = await add({ day: '2023-09-02', name: 'Lễ của tỉnh' })
  says(twice, 409, /02\/09\/2023 đã có trong lịch: Quốc khánh/)
  assert.match(twice.html, /value="Lễ của tỉnh"/)
  for (const day of ['2023-02-30', 'ngày mai', '', '1999-01-01', '2023-2-3'])
    says(await add({ day, name: 'Lễ' }), 422, /Không có ngày này trong lịch/)
  says(await add({ day: '2023-06-01', name: ' ' }), 422, /Ghi tên ngày nghỉ/)
  says(await add({ day: '2023-06-01', name: 'Lễ', kind: 'khác' }), 422, /Chọn loại/)
  says(
    await admin.post('/admin/quiet-days/remove', { command: uuid7(), day: '2023-06-01', version: '1' }),
    404,
    /không có trong lịch/,
  )
  says(
    await admin.post('/admin/quiet-days/confirm', { command: uuid7(), day: '2023-04-14', version: '9' }),
    409,
    /vừa sửa/,
  )
  const rules = { before: '7, 3', first: '1', every: '5', most: '6', unanswered: '3' }
  const change = (over: Partial<typeof rules>) =>
    admin.post('/admin/urging-rules', { command: uuid7(), ...rules, ...over })
  const bad = await change({ every: '0', most: '12' })
  says(bad, 422, /số nguyên từ 1 đến 60/)
  assert.match(bad.html, /name="most"[^>]*value="12"/)
  says(await change({ before: 'bảy' }), 422, /số nguyên từ 1 đến 90/)
  says(await change({ unanswered: '' }), 422, /số nguyên/)
  assert.deepEqual(await app.rows(), before)

  await admin.follow(await add({ day: '2023-06-01', name: 'Lễ của tỉnh' }))
  const shown = await admin.follow(
    await admin.post('/admin/quiet-days/confirm', { command: uuid7(), day: '2023-04-14', version: '1' }),
  )
  assert.match(wordsOf(shown.html), /Lễ của tỉnh/)
  assert.equal(await countRows(app, 'quiet_day', `day = '2023-04-14' and not to_confirm and version = 2`), 1)
  await admin.follow(
    await admin.post('/admin/quiet-days/remove', { command: uuid7(), day: '2023-06-01', version: '1' }),
  )
  assert.equal(await countRows(app, 'audit', `table_name = 'quiet_day'`), 2)
  await admin.follow(await change({ every: '10' }))
  assert.equal(
    await countRows(app, 'setting', `key = 'urging.rules' and value @> '{"every": 10, "before": [7, 3]}'`),
    1,
  )
})

test('urging from other programs: the same rights, the same refusals', async t => {
  const app = await testApp(t)
  const played = await play(app)
  const document = played.covering.split('/').at(-1)!
  await makeOld(app, document)
  const [front, below, admin] = await Promise.all(
    ['chuyenvien.mttq-tinh', 'chuyenvien.mttq-ke-sach', 'quantri.tinh-uy'].map(async who =>
      program(await played.as(who)),
    ),
  )
  const seen = await front!('GET', `/letters/${document}/urging`)
  const lines = seen.json['lines'] as { unit: string; standing: string }[]
  assert.ok(lines.length >= 10 && lines.every(line => ['late', 'unopened'].includes(line.standing)))
  const own = (await below!('GET', `/letters/${document}/urging`)).json['lines'] as { unit: string }[]
  assert.deepEqual(new Set(own.map(line => line.unit)).size, 1)
  const me = async (call: typeof front) => String((await call!('GET', '/me')).json['unit'])
  const draft = async (call: typeof front, units: string[]) =>
    call!('POST', '/commands/urging.draft-letter', { unit: await me(call), document, units })
  const others = lines.map(line => line.unit).slice(0, 2)
  assert.equal((await draft(below, others)).status, 403)
  assert.equal((await draft(front, [])).status, 422)
  const unit = await me(front)
  assert.equal((await draft(front, [...others, unit])).status, 409, 'nothing is awaited of ourselves')
  assert.equal((await draft(front, others)).status, 200)
  assert.equal(
    (await front!('POST', '/commands/urging.add-quiet-day', { day: '2023-06-01', kind: 'other', name: 'x' })).status,
    403,
  )
  assert.equal(
    (await admin!('POST', '/commands/urging.add-quiet-day', { day: '2023-06-31', kind: 'other', name: 'x' })).status,
    422,
  )
  assert.equal(
    (await admin!('POST', '/commands/urging.add-quiet-day', { day: '2023-06-01', kind: 'other', name: 'x' })).status,
    200,
  )
  assert.equal((await admin!('GET', '/quiet-days?year=2023')).status, 200)
  assert.equal((await front!('GET', '/urging?by=day')).status, 200)
})

async function program(visitor: Visitor) {
  const page = await visitor.submit(await visitor.get('/account'), '/account/tokens', { name: 'máy' })
  const token = /<code>([^<]+)<\/code>/.exec(page.html)![1]!
  return async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${visitor.app.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(method === 'POST' ? { id: uuid7(), input: body } : body) } : {}),
    })
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }
  }
}
