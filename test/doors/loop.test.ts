import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CommandId } from '../../src/kernel/index.ts'
import { urgeTonight } from '../../src/reports/index.ts'
import { testApp, troublesIn, type TestApp } from '../app.ts'
import { play, sendOut, visitors, type Played } from '../play.ts'
import { optionOf } from '../play-files.ts'
import { uuid7 } from '../testkit.ts'
import { wordsOf, type Answer, type Fields, type Visitor } from '../visitor.ts'
import { countRows, receivedByAllBut } from './urging.sql.ts'

const TEXTS = {
  results: 'Đã quán triệt, vận động hiến máu và trao gạo cho hộ khó khăn.',
  shortcomings: 'Còn ấp chưa tổ chức.',
  causes: 'Trùng vụ thu hoạch.',
  direction: 'Tiếp tục trong quý III.',
}
const H1 = '2023-H1'
type As = Played['as']

const pathOf = (answer: Answer): string => {
  assert.equal(answer.status, 303, wordsOf(answer.html).slice(0, 800))
  return answer.location!.split('?')[0]!
}

/** Counts its two hundred key officers, then holds one session a day, to each of which four of five called come. */
async function study(officer: Visitor, letter: string, days: readonly string[]): Promise<void> {
  const path = `${letter}/study`
  const roll = await officer.get(`${path}/roll`)
  const box = /name="(people-[^"]*-key-officers)"/.exec(roll.html)![1]!
  await officer.follow(await officer.submit(roll, '/study/roll', { [box]: '200' }))
  const group = (what: string) => box.replace('people-', `${what}-`)
  const form = await officer.get(`${path}/new`)
  for (const day of days)
    pathOf(
      await officer.submit(form, '/study/new', {
        command: uuid7(),
        from: `${day}T07:30`,
        until: `${day}T09:30`,
        place: 'Hội trường',
        [group('called')]: '5',
        [group('present')]: '4',
      }),
    )
}

/** So many days, one after the other, of March. */
const march = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `2023-03-${String(at + 1).padStart(2, '0')}`)

/** The district records an activity once, as evidence of both its tasks; the commune that took part claims it too. */
async function recordOnce(district: Visitor, commune: Visitor, fields: Fields): Promise<string> {
  const form = await district.get('/activities/new')
  const task = tasksOf(form)
  assert.equal(task.length, 2)
  const activity = pathOf(
    await district.submit(form, '/activities/new', {
      ...fields,
      task,
      with: 'Ban Thường trực Ủy ban MTTQ Việt Nam xã Xuân Hòa',
      do: 'held',
    }),
  )
  const seen = await commune.get(activity)
  await commune.follow(await commune.submit(seen, '/claim', { task: tasksOf(seen) }))
  return activity
}
const tasksOf = ({ html }: Answer): string[] =>
  [...html.matchAll(/name="task" value="([^"]+)"/g)].map(match => match[1]!)

async function begin(officer: Visitor, letter: string, consolidates: string): Promise<string> {
  return pathOf(await officer.submit(await officer.get(`${letter}/reports`), '/reports', { period: H1, consolidates }))
}
async function submit(officer: Visitor, leader: Visitor, report: string, more: Fields = {}): Promise<void> {
  await officer.follow(await officer.submit(await officer.get(report), '/write', { ...TEXTS, ...more }))
  await leader.follow(await leader.submit(await leader.get(report), '/submit'))
}
const accept = async (officer: Visitor, report: string) =>
  officer.follow(await officer.submit(await officer.get(report), '/accept'))

const FIGURES = [
  ['blood-units', '691', 1],
  ['rice', '2.000', 1],
  ['study-sessions', '23', 23],
  ['study-present', '92', 23],
] as const

/** Every figure of a report leads to its records, and every link there to a page that answers. Answers the links. */
async function openFigures(reader: Visitor, report: string): Promise<Set<string>> {
  const page = await reader.get(report)
  const opened = new Set<string>()
  for (const [indicator, amount, records] of FIGURES) {
    assert.match(page.html, new RegExp(`href="${report}/figures/${indicator}"[^>]*>${amount.replace('.', '\\.')}<`))
    const behind = await reader.get(`${report}/figures/${indicator}`)
    assert.equal(behind.status, 200)
    const body = /<tbody[\s\S]*<\/tbody>/.exec(behind.html)![0]
    assert.equal(body.match(/<tr\b/g)?.length, records, `${indicator}: each record once`)
    assert.match(wordsOf(behind.html), /Không có tên người/)
    for (const [, link] of body.matchAll(/href="([^"]+)"/g)) opened.add(link!)
  }
  for (const link of opened) assert.equal((await reader.get(link)).status, 200, link)
  return opened
}

/** The committee or the government of the level: told, finds it among what it got, opens every figure; decides nothing. */
async function readBeside(reader: Visitor, report: string): Promise<void> {
  assert.match(wordsOf((await reader.get('/notices')).html), /huyện Kế Sách gửi báo cáo kỳ 2023-H1 về .* để biết/)
  assert.ok((await reader.get('/reports?shelf=received')).html.includes(`href="${report}"`))
  const page = await reader.get(report)
  const words = wordsOf(page.html)
  assert.match(words, /Gửi cấp uỷ, chính quyền cùng cấp .*Huyện ủy Kế Sách/)
  assert.match(words, /Ủy ban nhân dân huyện Kế Sách/)
  assert.match(words, /2 hoạt động, buổi học nhiều báo cáo cùng ghi/)
  assert.match(words, /\d+ đơn vị chưa có báo cáo trong bản này/)
  assert.doesNotMatch(page.html, /\/(accept|return|write|submit|revise|settle|letter)"/)
  assert.ok((await openFigures(reader, report)).size > 0)
  assert.match(wordsOf((await reader.get(`${report}/print`)).html), /691/)
}

/** The letter that carries the report: signed with its figures, it reaches who is above and who is beside. */
async function sendOnPaper(as: As, report: string): Promise<void> {
  const officer = await as('chuyenvien.mttq-ke-sach')
  const letter = pathOf(await officer.submit(await officer.get(report), '/letter'))
  await sendOut(await as('vanthu.mttq-ke-sach'), await as('lanhdao.mttq-ke-sach'), letter, { office: 'MTTQ-BTT' })
  for (const desk of ['mttq-tinh', 'huyen-uy-ke-sach', 'ubnd-ke-sach']) {
    const clerk = await as(`vanthu.${desk}`)
    assert.ok((await clerk.get('/letters?desk=inbox')).html.includes(`href="${letter}"`), desk)
    assert.match(
      (await clerk.get(letter)).html,
      /<table role="table">[\s\S]*Máu tiếp nhận[\s\S]*691[\s\S]*76,8%[\s\S]*<\/table>/,
    )
  }
}

/** The commune receives, the night reminds the two that have not, and the district drafts the letter to them. */
async function urge(app: TestApp, as: As, { covering, passedOn }: Played): Promise<void> {
  const clerk = await as('vanthu.mttq-xa')
  await clerk.follow(await clerk.submit(await clerk.get(passedOn), '/acknowledge'))
  const document = passedOn.split('/').at(-1)!
  await receivedByAllBut(app, document, 2)
  await urgeTonight(app.db, app.clock(), uuid7() as CommandId)
  assert.equal(await countRows(app, 'urging', `document_id = '${document}'`), 2, 'two units reminded')
  const officer = await as('chuyenvien.mttq-ke-sach')
  const list = await officer.get(`${passedOn}/urging`)
  const units = [...list.html.matchAll(/name="units" value="([^"]+)"/g)].map(match => match[1]!)
  assert.equal(units.length, 2)
  const names = [...list.html.matchAll(/aria-label="[^"]*(xã|thị trấn) ([^"]+)"/g)].map(match => match[2]!)
  assert.equal(new Set(names).size, 2)
  const reached = await (await as('chuyenvien.mttq-xa')).get(`${passedOn}/urging`)
  for (const name of names) assert.ok(!wordsOf(reached.html).includes(name), 'by authority only')
  assert.ok(!(await officer.get(`${covering}/urging`)).html.includes('name="units"'))
  const draft = await officer.follow(await officer.submit(list, '/urging', { units }))
  assert.match(draft.html, /đôn đốc thực hiện Công văn/)
}

test('the loop closes: studied, done once, urged, reported, put together, sent sideways, pointed out, filed', async t => {
  const app = await testApp(t)
  const played = await play(app)
  const { covering, passedOn } = played
  app.moveTo('2023-03-07T02:00:00Z')
  await urge(app, visitors(app), played)

  app.moveTo('2023-06-16T02:00:00Z')
  const as = visitors(app)
  const [district, commune, province] = await Promise.all([
    as('chuyenvien.mttq-ke-sach'),
    as('chuyenvien.mttq-xa'),
    as('chuyenvien.mttq-tinh'),
  ])
  await study(district, covering, march(12))
  await study(commune, passedOn, march(11))
  const coverage = wordsOf((await province.get(`${covering}/study`)).html)
  assert.match(coverage, /Đơn vị đã tổ chức 2\/24/)
  assert.match(coverage, /Các buổi 23/)
  assert.match(coverage, /đã tới 92 trên 400 người, 23 buổi/)
  assert.match(coverage, /Chi bộ, chi hội chưa tới \(11\)/)

  const blood = await recordOnce(district, commune, {
    kind: 'blood',
    title: 'Hiến máu tình nguyện Kế Sách',
    fromOn: '2023-04-07',
    untilOn: '2023-04-07',
    indicator: ['blood-units', '', ''],
    amount: ['691', '', ''],
  })
  const rice = await recordOnce(district, commune, {
    kind: 'relief',
    title: 'Trao gạo cho hộ khó khăn',
    fromOn: '2023-05-05',
    untilOn: '2023-05-05',
    indicator: ['rice', '', ''],
    amount: ['2.000', '', ''],
  })
  const plan = await district.get('/activities/plan')
  const rows = [...plan.html.matchAll(/name="indicator" value="([^"]+)"/g)].map(match => match[1]!)
  await district.follow(
    await district.submit(plan, '/activities/plan', { amount: rows.map(row => (row === 'blood-units' ? '900' : '')) }),
  )

  // The commune's report, then the district's over it: filled by themselves.
  const below = await begin(commune, passedOn, 'none')
  assert.match(wordsOf((await commune.get(below)).html), /691/)
  await submit(commune, await as('lanhdao.mttq-xa'), below)
  await accept(district, below)
  const half = await begin(district, covering, 'line')
  const filled = wordsOf((await district.get(half)).html)
  assert.match(filled, /691 691 0 – 691 – 900 76,8%/, 'counted once, of the plan')
  assert.doesNotMatch(filled, /1\.382|4\.000/)
  await submit(district, await as('lanhdao.mttq-ke-sach'), half)
  await accept(province, half)
  for (const who of ['lanhdao.huyen-uy-ke-sach', 'chuyenvien.huyen-uy-ke-sach', 'lanhdao.ubnd-ke-sach'])
    await readBeside(await as(who), half)
  await sendOnPaper(as, half)

  const whole = await begin(province, covering, 'both')
  const draft = await province.get(whole)
  await submit(province, await as('lanhdao.mttq-tinh'), whole, { to: optionOf(draft.html, 'Tỉnh ủy Sóc Trăng<') })
  const committee = await as('chuyenvien.tinh-uy')
  const accepted = await accept(committee, whole)
  assert.match(wordsOf(accepted.html), /Gửi cấp uỷ, chính quyền cùng cấp .*Ủy ban nhân dân tỉnh Sóc Trăng/)
  const opened = await openFigures(province, whole)
  assert.ok(opened.has(blood))
  assert.equal([...opened].filter(link => /\/(sessions|activities)\//.test(link)).length, 25)
  const behind = wordsOf((await province.get(`${whole}/figures/blood-units`)).html)
  assert.match(behind, /\(tính ở đây\) ?; [^;]*\(cũng ghi 691, không tính lại\)/)
  for (const unit of [/huyện Kế Sách \(/, /xã Xuân Hòa \(/]) assert.match(behind, unit)

  // Withdrawn after it was reported: pointed out, nothing rewritten.
  await district.follow(await district.submit(await district.get(rice), '/withdraw', { why: 'Ghi trùng với xã' }))
  const after = await province.get(whole)
  assert.match(wordsOf(after.html), /Trao gạo cho hộ khó khăn ?: .*đã tính 2\.000, nay đã rút lại \(chênh −2\.000\)/)
  assert.match(after.html, new RegExp(`href="${whole}/figures/rice"[^>]*>2\\.000<`))

  // The file of the directive gathers it all.
  for (const [officer, gathered] of [
    [district, [/1\/MTTQ-BTT/, /Hiến máu tình nguyện Kế Sách/, /Hội trường/, new RegExp(half), new RegExp(below)]],
    [province, [new RegExp(half), new RegExp(whole)]],
  ] as const) {
    const opening = await officer.get(`/dossiers/new?letter=${covering.split('/').at(-1)}`)
    const file = await officer.get(pathOf(await officer.submit(opening, '/dossiers', { code: '05' })))
    for (const paper of [/2052\/MTTQ-BTT/, ...gathered]) assert.match(file.html, paper)
  }
  assert.deepEqual(troublesIn(app.log), [])
})
