import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must } from '../../test/testkit.ts'
import type { Actor } from '../access/index.ts'
import { refusal } from '../directives/fixture.sql.ts'
import type { DocumentId, Result } from '../kernel/index.ts'
import { JULY, JUNE, reporting, texts, type Reporting } from './fixture.sql.ts'
import * as r from './index.ts'

const H1 = '2023-H1'
const begin = (w: Reporting, by: Actor, document: DocumentId, more: Partial<r.BeginReport> = {}) =>
  w.run(by, r.beginReport, { unit: by.unit, document, period: H1, ...more }, undefined, JUNE)
const write = (w: Reporting, by: Actor, at: r.ReportAt, more: Partial<r.WriteReport> = {}) =>
  w.run(by, r.writeReport, { ...at, ...texts, estimates: [], proposals: [], ...more }, undefined, JUNE)

/** Begun, written and submitted. */
async function submitted(
  w: Reporting,
  by: Actor,
  document: DocumentId,
  more: Partial<r.BeginReport> = {},
  wrote: Partial<r.WriteReport> = {},
) {
  const { report } = must(await begin(w, by, document, more))
  must(await write(w, by, { report, version: 1 }, wrote))
  must(await w.run(by, r.submitReport, { report, version: 2 }, undefined, JUNE))
  return report
}
const figuresOf = async (w: Reporting, by: Actor, report: r.ReportId) => {
  const seen = await w.readLater(by, tx => r.reportAt(tx, report))
  return Object.fromEntries((seen?.figures ?? []).map(one => [one.indicator, one]))
}

test('a commune and its district claim one blood drive: it counts once above, with its estimate, and every figure opens its records', async t => {
  const w = await reporting(t)
  const [first, second] = w.communes
  const drive = await w.plant(first, w.down, {
    day: '2023-04-07',
    results: { 'blood-units': 691 },
    people: 720,
    title: 'Hiến máu Kế Sách',
  })
  await w.alsoShows(w.district.unit, w.letter, drive)
  await w.plant(second, w.down, { day: '2023-05-02', results: { 'blood-units': 40, rice: 500 } })
  await w.plant(second, w.down, { day: '2023-06-16', results: { 'blood-units': 7 }, title: 'Sau ngày chốt' })
  await w.rows(`insert into plan_figure (realm, unit_id, indicator, year, amount, changed_by, changed_at, command_id)
    values (94, '${w.district.unit}', 'blood-units', 2023, 900, '${w.district.account}', now(), gen_random_uuid())`)
  await w.session(first, w.down, '2023-03-01', { called: 50, present: 46 })

  const one = await submitted(w, first, w.down, {}, { estimates: [{ indicator: 'blood-units', estimate: '700' }] })
  const ofFirst = await figuresOf(w, first, one)
  assert.deepEqual(
    [
      ofFirst['blood-units']?.actual,
      ofFirst['blood-units']?.estimate,
      ofFirst['study-present']?.actual,
      ofFirst['study-present']?.plan,
    ],
    [691, 700, 46, 100],
  )
  assert.equal(ofFirst['person-times-helped']?.actual, 720)
  const two = await submitted(w, second, w.down)
  const seenTwo = await w.readLater(second, tx => r.reportAt(tx, two))
  assert.deepEqual(
    seenTwo?.leftOut.map(x => [x.label, x.why]),
    [['Sau ngày chốt', 'after-cut-off']],
  )

  // The district's: its own claim of the drive and both communes, by line and by addressees alike.
  const draft = must(await begin(w, w.district, w.letter, { consolidates: 'line' }))
  const byLine = await figuresOf(w, w.district, draft.report)
  assert.deepEqual(
    [byLine['blood-units']?.actual, byLine['blood-units']?.estimate, byLine['blood-units']?.plan],
    [731, 740, 900],
  )
  must(
    await w.run(
      w.district,
      r.fillReport,
      { report: draft.report, version: 1, consolidates: 'addressees' },
      undefined,
      JUNE,
    ),
  )
  assert.deepEqual(await figuresOf(w, w.district, draft.report), byLine)
  const page = await w.readLater(w.district, tx => r.reportAt(tx, draft.report))
  assert.equal(page?.parts.length, 2)
  assert.ok(page.missing >= 9)
  assert.equal(page.missingUnits.length, page.missing, 'the communes that have not reported are named')
  const behind = await w.readLater(w.district, tx => r.recordsBehind(tx, draft.report, 'blood-units'))
  assert.deepEqual(
    behind.records.map(x => [x.label, x.amount, x.claims.length, x.clauses.length > 0]),
    [
      ['Hiến máu tình nguyện', 40, 1, true],
      ['Hiến máu Kế Sách', 691, 2, true],
    ],
  )

  // Frozen when submitted; the province reads it and puts it together with nothing counted twice.
  must(await write(w, w.district, { report: draft.report, version: 2 }))
  must(await w.run(w.district, r.submitReport, { report: draft.report, version: 3 }, undefined, JUNE))
  await assert.rejects(
    w.rows(`update report_figure set actual = 1, accepted = null where report_id = '${draft.report}'`),
    /cannot be changed/,
  )
  await assert.rejects(w.rows(`delete from report_source where report_id = '${one}'`), /cannot be changed/)
  await assert.rejects(w.rows(`update report set results = 'khác' where id = '${one}'`), /cannot be changed/)
  const top = must(
    await begin(w, w.province, w.letter, { consolidates: 'both', to: await w.unit('party_standing_committee') }),
  )
  assert.equal((await figuresOf(w, w.province, top.report))['blood-units']?.actual, 731)
  assert.equal((await figuresOf(w, w.province, top.report))['blood-units']?.estimate, 740)

  // Accepted by the superior, it goes sideways.
  const accepted = must(await w.run(w.district, r.acceptReport, { report: one, version: 3 }, undefined, JUNE))
  assert.ok(accepted.copies >= 2)
  const beside = await w.actor(
    (
      await w.rows<{
        unit_id: r.ReportLine['unit']
      }>(`select c.unit_id from report_copy c join unit u on u.id = c.unit_id
    where report_id = '${one}' and u.kind = 'people_committee'`)
    )[0]!.unit_id,
    'reader',
  )
  assert.equal((await figuresOf(w, beside, one))['blood-units']?.actual, 691)
  assert.equal(await w.readLater(beside, tx => r.reportAt(tx, two)), null)

  // A part returned and an activity withdrawn after they were reported are pointed out; nothing is rewritten.
  must(
    await w.run(w.district, r.returnReport, { report: two, version: 3, words: 'Thiếu số liệu gạo' }, undefined, JUNE),
  )
  await w.rows(
    `update activity set state = 'withdrawn', withdrawn_at = '2023-06-20', withdrawn_why = 'nhập nhầm', changed_at = '2023-06-20' where id = '${drive}'`,
  )
  const { changes } = await w.readLater(w.province, tx => r.sinceCounted(tx, top.report))
  assert.deepEqual(
    changes.filter(x => x.indicator === 'blood-units').map(x => [x.counted, x.now, x.withdrawn]),
    [[691, 0, true]],
  )
  const after = await w.readLater(w.district, tx => r.reportAt(tx, draft.report))
  assert.deepEqual(after?.parts.map(x => x.state).sort(), ['accepted', 'returned'])
  assert.equal(after?.figures.find(x => x.indicator === 'blood-units')?.actual, 731)

  // The unit writes its next version; the one above hears of it and sees the difference.
  const again = must(await w.run(second, r.reviseReport, { report: two, version: 4 }, undefined, JUNE))
  await w.plant(second, w.down, { day: '2023-05-09', results: { 'blood-units': 5 } })
  must(await w.run(second, r.fillReport, { report: again.report, version: 1 }, undefined, JUNE))
  must(await w.run(second, r.submitReport, { report: again.report, version: 2 }, undefined, JUNE))
  const told = await w.readLater(w.district, tx => r.reportAt(tx, draft.report))
  assert.deepEqual(told?.parts.find(x => x.newer)?.differences, [{ indicator: 'blood-units', was: 40, now: 45 }])

  // After the period the estimate has the true figure beside it.
  must(await w.run(second, r.settleReport, { report: again.report }, undefined, JULY))
  assert.equal((await figuresOf(w, second, again.report))['blood-units']?.final, 52)
  assert.equal((await figuresOf(w, second, again.report))['blood-units']?.actual, 45)

  // What was accepted is amended openly: with a reason, as a version beside it, which the one above hears of when submitted.
  const amend = (words: string) => w.run(first, r.reviseReport, { report: one, version: 4, words }, undefined, JUNE)
  assert.equal(refusal(await amend(' ')), 'reports.words-amend')
  const amended = must(await amend('Bỏ đợt hiến máu nhập nhầm'))
  assert.equal(refusal(await amend('Lần nữa')), 'reports.needs-newest')
  must(await w.run(first, r.submitReport, { report: amended.report, version: 1 }, undefined, JUNE))
  assert.equal((await figuresOf(w, first, one))['blood-units']?.actual, 691)
  assert.equal((await figuresOf(w, first, amended.report))['blood-units'], undefined)
  assert.equal(
    (await w.readLater(w.district, tx => r.reportAt(tx, amended.report)))?.amendsWhy,
    'Bỏ đợt hiến máu nhập nhầm',
  )
  assert.equal(await w.count('notice', `kind = 'report-part-replaced' and unit_id = '${w.district.unit}'`), 2)

  const checks = await w.own(tx => r.fsckReports(tx))
  assert.deepEqual(
    checks.filter(check => check.violations > 0),
    [],
  )
  const untouched = ['reports.what-came-is-not-awaited'] // awaited.test.ts has rows for it
  assert.ok(checks.every(check => check.rows > 0 || untouched.includes(check.name)))
})

test('a report is refused twice for a period, before the directive, without texts, with figures that are not whole or an estimate below', async t => {
  const w = await reporting(t)
  const [commune] = w.communes
  await w.plant(commune, w.down, { day: '2023-04-07', results: { 'blood-units': 30 } })
  const what = (result: Result<unknown>) =>
    result.ok ? 'done' : [result.problem.kind, result.problem.field, result.problem.row]
  assert.deepEqual(what(await begin(w, commune, w.down, { period: '2022-Y' })), [
    'reports.before-directive',
    'period',
    undefined,
  ])
  assert.deepEqual(what(await begin(w, commune, w.down, { period: '2023-Q3' })), [
    'reports.not-begun',
    'period',
    undefined,
  ])
  assert.deepEqual(what(await begin(w, commune, w.down, { period: '2023-X' })), [
    'reports.no-such-period',
    'period',
    undefined,
  ])
  assert.deepEqual(what(await begin(w, commune, w.down, { cutOff: '2023-07-01' as never })), [
    'reports.cut-off-outside',
    'cutOff',
    undefined,
  ])
  const { report } = must(await begin(w, commune, w.down))
  assert.equal(refusal(await begin(w, commune, w.down)), 'reports.already')
  const submit = (version: number) => w.run(commune, r.submitReport, { report, version }, undefined, JUNE)
  assert.deepEqual(what(await submit(1)), ['reports.needs-texts', 'results', undefined])
  const est = (estimate: string) =>
    write(w, commune, { report, version: 1 }, { estimates: [{ indicator: 'blood-units', estimate }] })
  assert.deepEqual(what(await est('31,5')), ['reports.not-whole', 'estimate', 1])
  assert.deepEqual(what(await est('29')), ['reports.below-actual', 'estimate', 1])
  assert.deepEqual(what(await est('<script>alert(1)</script>')), ['reports.not-whole', 'estimate', 1])
  assert.deepEqual(
    what(await write(w, commune, { report, version: 1 }, { proposals: [{ text: ' ', owner: w.district.unit }] })),
    ['reports.proposal-empty', 'proposal', 1],
  )
  must(
    await write(
      w,
      commune,
      { report, version: 1 },
      { results: `<b>'; drop table report; --`, proposals: [{ text: 'Cấp thêm kinh phí', owner: w.district.unit }] },
    ),
  )
  assert.equal(refusal(await write(w, commune, { report, version: 1 })), 'reports.moved-meanwhile')
  must(await submit(2))
  assert.equal(refusal(await submit(3)), 'reports.wrong-state')

  // Nobody accepts what is his own, also when he works at both units; nobody else's leader does either.
  const both: Actor = { ...commune, grants: [...commune.grants, ...w.district.grants] }
  await w.rows(
    `insert into role_grant (id, account_id, role, unit_id, during) values (gen_random_uuid(), '${commune.account}', 'leader', '${w.district.unit}', '[2020-01-01,)')`,
  )
  assert.equal(
    refusal(await w.run(both, r.acceptReport, { report, version: 3 }, undefined, JUNE)),
    'reports.needs-another-person',
  )
  assert.equal(
    refusal(await w.run(commune, r.acceptReport, { report, version: 3 }, undefined, JUNE)),
    'access.forbidden',
  )
  assert.equal(
    refusal(await w.run(w.communes[1], r.acceptReport, { report, version: 3 }, undefined, JUNE)),
    'reports.no-such-report',
  )
  assert.equal(
    refusal(await w.run(w.district, r.returnReport, { report, version: 3, words: ' ' }, undefined, JUNE)),
    'reports.words-return',
  )

  // Two people at once: one of them decides.
  const decisions = await Promise.all([
    w.run(w.district, r.acceptReport, { report, version: 3 }, undefined, JUNE),
    w.run(w.district, r.returnReport, { report, version: 3, words: 'Bổ sung' }, undefined, JUNE),
  ])
  assert.equal(decisions.filter(x => x.ok).length, 1)

  // The owner of the proposal answers it, once.
  const answer = (by: Actor, words: string) =>
    w.run(by, r.answerReportProposal, { report, ordinal: 1, words }, undefined, JUNE)
  assert.equal(refusal(await answer(w.district, ' ')), 'reports.answer-missing')
  must(await answer(w.district, 'Sẽ cấp trong quý III.'))
  assert.equal(refusal(await answer(w.district, 'Lại')), 'reports.already-answered')
  assert.equal(refusal(await w.run(commune, r.settleReport, { report }, undefined, JUNE)).startsWith('reports.'), true)
})
