import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must } from '../../test/testkit.ts'
import type { Actor, Moment } from '../access/index.ts'
import { refusal } from '../directives/fixture.sql.ts'
import type { DocumentId } from '../kernel/index.ts'
import { JULY, JUNE, reporting, texts, type Reporting } from './fixture.sql.ts'
import * as r from './index.ts'

/** Begun, written and submitted. */
async function submitted(
  w: Reporting,
  by: Actor,
  document: DocumentId,
  at: Moment = JUNE,
  more: Partial<r.BeginReport> = {},
) {
  const { report } = must(
    await w.run(by, r.beginReport, { unit: by.unit, document, period: '2023-H1', ...more }, undefined, at),
  )
  const wrote = { report, version: 1, ...texts, estimates: [], proposals: [] }
  must(await w.run(by, r.writeReport, wrote, undefined, at))
  must(await w.run(by, r.submitReport, { report, version: 2 }, undefined, at))
  return report
}
const seen = async (w: Reporting, by: Actor, report: r.ReportId) =>
  (await w.readLater(by, tx => r.reportAt(tx, report)))!
const figure = async (w: Reporting, by: Actor, report: r.ReportId, indicator = 'blood-units') =>
  (await seen(w, by, report)).figures.find(one => one.indicator === indicator)
const clean = async (w: Reporting) =>
  assert.deepEqual(
    (await w.own(tx => r.fsckReports(tx))).filter(check => check.violations > 0),
    [],
  )

test('a total says what of it was accepted, what waits, who is missing, and whose claim was left aside', async t => {
  const w = await reporting(t)
  const [first, second] = w.communes
  const drive = await w.plant(first, w.down, {
    day: '2023-04-07',
    results: { 'blood-units': 691 },
    title: 'Hiến máu Kế Sách',
  })
  await w.alsoShows(w.district.unit, w.letter, drive)
  const fair = await w.plant(second, w.down, { day: '2023-05-02', results: { 'blood-units': 40 } })
  await w.rows(`insert into activity_unit (realm, activity_id, unit_id, role, organiser_id, command_id)
    values (94, '${fair}', '${first.unit}', 'with', '${second.unit}', gen_random_uuid())`)
  await w.alsoShows(first.unit, w.down, fair)
  await w.plant(second, w.down, { day: '2023-05-03', results: { 'blood-units': 9 } })
  const one = await submitted(w, first, w.down)
  const two = await submitted(w, second, w.down)
  must(await w.run(w.district, r.acceptReport, { report: one, version: 3 }, undefined, JUNE))
  const own = await figure(w, first, one)
  assert.deepEqual([own?.actual, own?.accepted], [731, null], 'a unit’s own figures are not split')

  const half = await submitted(w, w.district, w.letter, JUNE, { consolidates: 'line' })
  const total = await figure(w, w.district, half)
  assert.deepEqual([total?.actual, total?.accepted], [740, 731], 'what an accepted report counted does not wait')
  const page = await seen(w, w.district, half)
  assert.ok(page.missing >= 9)
  assert.equal(page.missingUnits.length, page.missing)
  const { shared, sharedTotal } = await w.readLater(w.district, tx => r.sinceCounted(tx, half))
  assert.equal(sharedTotal, 2)
  const byLabel = new Map(shared.map(x => [x.label, x.claims]))
  assert.deepEqual(
    new Set(byLabel.get('Hiến máu Kế Sách')!.map(x => x.report)),
    new Set([half, one]),
    'the record, who claims it',
  )
  assert.deepEqual(new Set(byLabel.get('Hiến máu tình nguyện')!.map(x => x.report)), new Set([one, two]))
  for (const claims of byLabel.values()) {
    assert.deepEqual(
      claims.map(x => x.counted),
      [true, false],
    )
    assert.ok(claims.every(x => x.unitName !== '' && x.amount > 0))
  }

  // Frozen: what comes later changes neither the split nor who was missing; readers beside learn how many, not who.
  must(await w.run(w.district, r.acceptReport, { report: two, version: 3 }, undefined, JUNE))
  assert.equal((await figure(w, w.district, half))?.accepted, 731)
  await assert.rejects(w.rows(`update report set missing = 0 where id = '${half}'`), /cannot be changed/)
  must(await w.run(w.province, r.acceptReport, { report: half, version: 3 }, undefined, JUNE))
  const beside = await w.actor(await w.unit('people_committee', '1-943'), 'reader')
  const theirs = await seen(w, beside, half)
  assert.deepEqual([theirs.missing, theirs.missingUnits], [page.missing, []])
  const behind = await w.readLater(beside, tx => r.recordsBehind(tx, half, 'blood-units'))
  assert.deepEqual(
    behind.records.map(x => [x.label, x.amount, x.open, x.claims.length]),
    [
      ['Hiến máu tình nguyện', 9, false, 1],
      ['Hiến máu tình nguyện', 40, false, 2],
      ['Hiến máu Kế Sách', 691, false, 2],
    ],
  )

  // Only accepted ones: what waits stays out, and its unit is missing.
  const strict = await submitted(w, w.province, w.letter, JUNE, {
    consolidates: 'both',
    acceptedOnly: true,
    to: await w.unit('party_standing_committee'),
  })
  const accepted = await figure(w, w.province, strict)
  assert.deepEqual([accepted?.actual, accepted?.accepted], [740, 740])
  await clean(w)
})

test('the whole period stands beside what was counted: corrected since, done after the cut-off only, nothing at all', async t => {
  const w = await reporting(t)
  const [first, second] = w.communes
  const corrected = await w.plant(first, w.down, { day: '2023-05-02', results: { 'blood-units': 40 } })
  const one = await submitted(w, first, w.down)
  await w.rows(`update activity_result set amount = 45 where activity_id = '${corrected}'`)
  await w.plant(second, w.down, { day: '2023-06-20', results: { rice: 7 } })
  const late = await submitted(w, second, w.down)
  assert.deepEqual((await seen(w, second, late)).figures, [])
  const settle = (by: Actor, report: r.ReportId) => w.run(by, r.settleReport, { report }, undefined, JULY)
  assert.equal(refusal(await w.run(first, r.settleReport, { report: one }, undefined, JUNE)), 'reports.not-over')
  must(await settle(first, one))
  assert.equal((await figure(w, first, one))?.final, 45)

  // A report over it begun after that: until the cut-off what was counted then, in the whole period what it came to.
  const half = await submitted(w, w.district, w.letter, JULY, { consolidates: 'line' })
  assert.equal((await figure(w, w.district, half))?.actual, 40)
  assert.equal((await seen(w, w.district, half)).unsettledParts, 1)
  must(await settle(w.district, half))
  const whole = await figure(w, w.district, half)
  assert.deepEqual([whole?.actual, whole?.final], [40, 45])
  assert.equal((await seen(w, w.district, half)).unsettledParts, 1, 'it says that one part had not settled')
  const behind = await w.readLater(w.district, tx => r.recordsBehind(tx, half, 'blood-units'))
  assert.deepEqual(
    behind.records.map(x => [x.amount, x.when]),
    [
      [40, 'period'],
      [45, 'settled'],
    ],
  )

  // Nothing before the cut-off: the figure of the whole period is not lost.
  must(await settle(second, late))
  const rice = await figure(w, second, late, 'rice')
  assert.deepEqual([rice?.actual, rice?.cumulative, rice?.final], [0, 0, 7])

  // An empty period is settled too, once.
  const empty = await submitted(w, w.province, w.letter, JULY, { to: await w.unit('party_standing_committee') })
  must(await settle(w.province, empty))
  assert.equal((await seen(w, w.province, empty)).settled, true)
  assert.equal(refusal(await settle(w.province, empty)), 'reports.already-settled')
  await clean(w)
})

test('the year before counts also what was given as evidence of a letter that did not exist yet', async t => {
  const w = await reporting(t)
  const [commune] = w.communes
  await w.plant(commune, w.down, { day: '2022-04-01', results: { 'blood-units': 30 } })
  await w.plant(commune, w.down, { day: '2023-04-01', results: { 'blood-units': 36 } })
  await w.plant(commune, w.down, { day: '2023-01-05', results: { 'blood-units': 5 }, title: 'Trước công văn' })
  const report = await submitted(w, commune, w.down)
  const blood = await figure(w, commune, report)
  assert.deepEqual([blood?.actual, blood?.cumulative, blood?.lastYear], [36, 36, 30])
  assert.deepEqual(
    (await seen(w, commune, report)).leftOut.map(x => [x.label, x.why]),
    [['Trước công văn', 'before-directive']],
  )
  await clean(w)
})

test('the letter that carries a report says what the report says, to whom it goes and to the bodies beside', async t => {
  const w = await reporting(t)
  const [commune] = w.communes
  await w.plant(commune, w.down, { day: '2023-04-07', results: { 'blood-units': 1691 } })
  await submitted(w, commune, w.down)
  await w.rows(`insert into plan_figure (realm, unit_id, indicator, year, amount, changed_by, changed_at, command_id)
    values (94, '${w.district.unit}', 'blood-units', 2023, 0, '${w.district.account}', now(), gen_random_uuid())`)
  const half = await submitted(w, w.district, w.letter, JUNE, { consolidates: 'line' })
  const { document } = must(await w.run(w.district, r.makeReportLetter, { report: half, version: 3 }, undefined, JUNE))
  assert.equal(
    refusal(await w.run(w.district, r.makeReportLetter, { report: half, version: 4 }, undefined, JUNE)),
    'reports.already-letter',
  )
  const [letter] = await w.rows<{ body: string; subject: string; doc_type: string }>(
    `select body, subject, doc_type from document where id = '${document}'`,
  )
  assert.equal(letter?.doc_type, 'báo cáo')
  assert.match(letter!.subject, /^kết quả thực hiện Công văn số .*, 6 tháng đầu năm 2023$/)
  const lines = letter!.body.split('\n')
  const table = lines.filter(line => line.startsWith('|') && !/^[|\s:-]+$/.test(line))
  const cells = table.map(line =>
    line
      .slice(1, -1)
      .split('|')
      .map(cell => cell.trim()),
  )
  assert.deepEqual(cells[0]!.slice(0, 5), [
    'Chỉ tiêu',
    'Đơn vị tính',
    'Thực hiện đến 15/06/2023',
    'Trong đó đã duyệt',
    'Ước cả kỳ',
  ])
  assert.deepEqual(cells[1], ['Máu tiếp nhận', 'đơn vị máu', '1.691', '0', '–', '1.691', '–', '0', '–'])
  for (const words of Object.values(texts)) assert.ok(letter!.body.includes(words))
  assert.match(letter!.body, /tổng hợp từ 1 báo cáo: 0 đã duyệt, 1 chờ duyệt\. Còn \d+ đơn vị chưa có báo cáo/)
  const people = await w.rows<{ kind: string; phrase: string }>(
    `select kind, phrase from addressee where document_id = '${document}' order by ordinal`,
  )
  assert.deepEqual(people.filter(x => x.kind === 'to').length, 1)
  const copies = people.filter(x => x.kind === 'copy').map(x => x.phrase)
  assert.ok(
    copies.some(x => /Huyện ủy Kế Sách/.test(x)) && copies.some(x => /Ủy ban nhân dân huyện Kế Sách/.test(x)),
    String(copies),
  )

  // A version in whose place another was begun is sent by no letter.
  const top = await submitted(w, w.province, w.letter, JUNE, { to: await w.unit('party_standing_committee') })
  const committee = await w.actor(await w.unit('party_standing_committee'), 'officer')
  must(await w.run(committee, r.acceptReport, { report: top, version: 3 }, undefined, JUNE))
  must(await w.run(w.province, r.reviseReport, { report: top, version: 4, words: 'Sửa' }, undefined, JUNE))
  assert.equal(
    refusal(await w.run(w.province, r.makeReportLetter, { report: top, version: 4 }, undefined, JUNE)),
    'reports.needs-newest',
  )
})

test('a version between that was returned hides neither the newer one nor its difference from the report above', async t => {
  const w = await reporting(t)
  const [commune] = w.communes
  await w.plant(commune, w.down, { day: '2023-04-07', results: { 'blood-units': 40 } })
  const one = await submitted(w, commune, w.down)
  must(await w.run(w.district, r.acceptReport, { report: one, version: 3 }, undefined, JUNE))
  const half = await submitted(w, w.district, w.letter, JUNE, { consolidates: 'line' })
  const told = (kind: string) => w.count('notice', `kind = '${kind}' and unit_id = '${w.district.unit}'`)
  await w.plant(commune, w.down, { day: '2023-05-07', results: { 'blood-units': 2 } })
  const two = must(
    await w.run(commune, r.reviseReport, { report: one, version: 4, words: 'Thêm đợt tháng 5' }, undefined, JUNE),
  )
  must(await w.run(commune, r.submitReport, { report: two.report, version: 1 }, undefined, JUNE))
  assert.equal(await told('report-part-replaced'), 1)
  must(
    await w.run(w.district, r.returnReport, { report: two.report, version: 2, words: 'Ghi rõ nơi' }, undefined, JUNE),
  )
  assert.equal((await seen(w, w.district, half)).parts[0]?.newer, null)
  const three = must(await w.run(commune, r.reviseReport, { report: two.report, version: 3 }, undefined, JUNE))
  must(await w.run(commune, r.submitReport, { report: three.report, version: 1 }, undefined, JUNE))
  const [part] = (await seen(w, w.district, half)).parts
  assert.deepEqual([part?.id, part?.newer], [one, three.report])
  assert.deepEqual(part?.differences, [{ indicator: 'blood-units', was: 40, now: 42 }])
  assert.equal(await told('report-part-replaced'), 2)

  // Accepted while an amended version stands beside it: each version answers for itself, once.
  must(await w.run(w.district, r.acceptReport, { report: three.report, version: 2 }, undefined, JUNE))
  const again = (report: r.ReportId, version: number) =>
    w.run(w.district, r.acceptReport, { report, version }, undefined, JUNE)
  assert.equal(refusal(await again(three.report, 3)), 'reports.wrong-state')
  assert.equal(refusal(await again(two.report, 3)), 'reports.wrong-state')
  assert.equal(refusal(await again(one, 4)), 'reports.wrong-state')
  await clean(w)
})
