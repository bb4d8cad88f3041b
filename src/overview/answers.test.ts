import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor, Moment, UseCase } from '../access/index.ts'
import * as a from '../advice/index.ts'
import * as d from '../directives/index.ts'
import { dayInVietNam, type PlainDate } from '../kernel/index.ts'
import * as r from '../reports/index.ts'
import { must } from '../../test/testkit.ts'
import { JUNE, reporting, texts, type Reporting } from '../reports/fixture.sql.ts'
import * as o from './index.ts'

const look = (on: string): o.Look => ({ letter: null, on: on as PlainDate, area: null, own: false, line: null })
const on = (day: string): Moment => {
  const now = new Date(`${day}T02:00:00Z`)
  return { now, today: dayInVietNam(now) }
}
const does = async <I, O>(w: Reporting, day: string, by: Actor, command: UseCase<I, O>, input: I): Promise<O> =>
  must(await w.run(by, command, input, undefined, on(day)))

/** What waited at the end of a day but for letters to be taken in, each with who waits for whom and by when. */
const waited = async (w: Reporting, by: Actor, day: string) => {
  const { rows, total } = await w.readLater(by, tx =>
    o.mattersThatWait(tx, look(day), { kind: null, from: null, to: null, toArea: null }),
  )
  assert.equal(rows.length, Math.min(total, o.MATTERS_PAGE))
  return rows.filter(row => row.kind !== 'receive').map(row => [row.kind, row.from, row.to, row.since, row.dueOn])
}

test('a proposal waits for the superior’s decision and its opinions for who was asked, by their clocks, until answered', async t => {
  const w = await reporting(t)
  const women = await w.actor(await w.unit('women_union', '1-943'), 'officer')
  const fields = { superior: w.province.unit, subject: 'Gạo cho xã đảo', body: '', asked: 'Cho dùng quỹ dự phòng' }
  const more = { document: w.letter, clause: 1, wishedOn: null }
  const proposing = { unit: w.district.unit, fields: { ...fields, ...more } }
  const { advice } = await does(w, '2023-03-01', w.district, a.propose, proposing)
  const { dueOn } = await does(w, '2023-03-02', w.district, a.sendAdvice, { advice, version: 1 })
  const asking = {
    advice,
    version: 2,
    units: [women.unit],
    question: 'Có trùng không?',
    dueOn: '2023-03-10' as PlainDate,
  }
  const asked = await does(w, '2023-03-03', w.province, a.askOpinion, asking)
  const decision = ['advice', w.district.unit, w.province.unit, '2023-03-02', dueOn]
  const opinion = ['opinion', w.province.unit, women.unit, '2023-03-03', '2023-03-10']
  await does(w, '2023-03-06', women, a.giveOpinion, { advice, unit: women.unit, answer: 'opinion', text: 'Không' })
  const deciding = {
    outcome: 'accepted' as const,
    number: '12-QĐ',
    on: '2023-03-09' as PlainDate,
    text: 'Đồng ý',
    document: null,
  }
  await does(w, '2023-03-09', w.province, a.decide, { advice, version: asked.version, ...deciding })
  for (const [day, expected] of [
    ['2023-03-01', []],
    ['2023-03-02', [decision]],
    ['2023-03-05', [decision, opinion]],
    ['2023-03-06', [decision]],
    ['2023-03-09', []],
  ] as const)
    assert.deepEqual((await waited(w, w.province, day)).toSorted(), expected.toSorted(), day)
  const below = await w.actor(women.unit, 'leader')
  assert.deepEqual(
    (await waited(w, below, '2023-03-05')).toSorted(),
    [decision, opinion].toSorted(),
    'who is asked sees what is waited for',
  )
  const stranger = await w.actor(await w.unit('women_union', '1-944'), 'leader')
  assert.deepEqual(await waited(w, stranger, '2023-03-05'), [])
  const { rows } = await w.readLater(w.province, tx =>
    o.mattersThatWait(tx, look('2023-03-05'), { kind: 'advice', from: null, to: null, toArea: null }),
  )
  assert.deepEqual(
    rows.map(row => [row.advice, row.document, row.clauseLabel]),
    [[advice, w.letter, '1']],
    'down to the proposal and up to the clause',
  )
})

test('a part waits to be taken and then to be answered, a request for another date and a report for their answers', async t => {
  const w = await reporting(t)
  const [first, second] = w.communes
  const task = { document: w.letter, clause: 2, unit: w.district.unit }
  const part = { to: { unit: first.unit }, what: 'Lập danh sách', dueOn: '2023-04-01' as PlainDate }
  const taken = await does(w, '2023-03-01', w.district, d.takeTask, { ...task, version: 1 })
  const divided = await does(w, '2023-03-02', w.district, d.divideTask, {
    ...task,
    version: taken.version,
    parts: [part],
  })
  const moved = await does(w, '2023-03-06', first, d.takePart, { ...task, part: 1, version: 1 })
  await does(w, '2023-03-10', first, d.finishPart, { ...task, part: 1, version: moved.version, note: 'Đã lập' })
  const late = { on: '2023-06-01' as PlainDate, reason: 'Trùng vụ thu hoạch' }
  const asked = await does(w, '2023-03-14', w.district, d.askDate, { ...task, version: divided.version, ...late })
  await does(w, '2023-03-16', w.province, d.answerDate, { ...task, version: asked.version, accept: true })
  const between = (kind: string, from: Actor, to: Actor, since: string, dueOn: string | null) => [
    [kind, from.unit, to.unit, since, dueOn],
  ]
  for (const [day, expected] of [
    ['2023-03-01', []],
    ['2023-03-05', between('part', w.district, first, '2023-03-02', '2023-04-01')],
    ['2023-03-06', between('answer', w.district, first, '2023-03-06', '2023-04-01')],
    ['2023-03-10', []],
    ['2023-03-15', between('date', w.district, w.province, '2023-03-14', null)],
    ['2023-03-16', []],
  ] as const)
    assert.deepEqual(await waited(w, w.province, day), expected, day)

  const { report } = must(
    await w.run(second, r.beginReport, { unit: second.unit, document: w.down, period: '2023-H1' }, undefined, JUNE),
  )
  const proposals = [{ text: 'Cấp thêm kinh phí', owner: w.province.unit }]
  const written = { report, version: 1, ...texts, estimates: [], proposals }
  must(await w.run(second, r.writeReport, written, undefined, JUNE))
  must(await w.run(second, r.submitReport, { report, version: 2 }, undefined, JUNE))
  assert.deepEqual((await waited(w, w.district, '2023-06-16')).toSorted(), [
    ...between('owner', second, w.province, '2023-06-16', null),
    ...between('report', second, w.district, '2023-06-16', null),
  ])
  await does(w, '2023-06-20', w.district, r.acceptReport, { report, version: 3 })
  await does(w, '2023-06-21', w.province, r.answerReportProposal, { report, ordinal: 1, words: 'Có' })
  const kinds = async (day: string) => (await waited(w, w.district, day)).map(([kind]) => kind).toSorted()
  assert.deepEqual(await kinds('2023-06-19'), ['owner', 'report'], 'it still waited that day')
  assert.deepEqual(await kinds('2023-06-20'), ['owner'])
  assert.deepEqual(await kinds('2023-06-21'), [])
})
