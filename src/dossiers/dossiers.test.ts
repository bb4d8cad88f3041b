import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCommand, must } from '../../test/testkit.ts'
import type { Actor } from '../access/index.ts'
import * as d from '../directives/index.ts'
import { aClause, aLetter, refusal, send, story, type Story } from '../directives/fixture.sql.ts'
import type { DocumentId, UnitId } from '../kernel/index.ts'
import { closeDossier, gatherDossier } from '../reports/index.ts'
import * as f from './index.ts'

const KE_SACH = '1-943'

type Desk = {
  readonly w: Story
  readonly unit: UnitId
  readonly officer: Actor
  readonly clerk: Actor
  readonly leader: Actor
  readonly document: DocumentId
}

/** A letter with a deadline that the province sent to the districts, received and noted in Kế Sách. */
async function desk(t: Parameters<typeof story>[0]): Promise<Desk> {
  const w = await story(t)
  const above = await w.unit('red_cross_society')
  const all = await w.actor(above, 'clerk', 'leader', 'officer')
  const fields = aLetter({ number: null, symbol: null, issuedOn: null, clauses: [aClause()] })
  const { document } = must(await w.run(all, d.draftOutgoing, { unit: above, fields }))
  await send(w, all, document, { office: 'CTĐ' })
  const unit = await w.unit('red_cross_society', KE_SACH)
  const officer = await w.actor(unit, 'officer')
  const clerk = await w.actor(unit, 'clerk')
  const leader = await w.actor(unit, 'leader')
  must(await w.run(clerk, d.acknowledge, { unit, document }))
  must(await w.run(clerk, d.submitIncoming, { unit, document, version: 1 }))
  must(
    await w.run(leader, d.noteIncoming, {
      unit,
      document,
      version: 2,
      words: 'Chuyên viên tham mưu',
      lead: { unit },
      clauses: [{ ordinal: 1 }],
    } as never),
  )
  return { w, unit, officer, clerk, leader, document }
}

const aFile = (desk: Desk, more = {}) => ({
  unit: desk.unit,
  document: desk.document,
  title: 'Vận động hiến máu năm 2023',
  line: { code: '03', retention: '10' },
  ...more,
})

test('a file of one directive gathers by itself, takes papers by hand, is closed, handed to the archive by two persons', async t => {
  const one = await desk(t)
  const { w, unit, officer, clerk, leader, document } = one
  const id = aCommand()
  const opened = must(await w.run(officer, f.openDossier, aFile(one), id))
  assert.equal(opened.code, '03')
  assert.deepEqual(must(await w.run(officer, f.openDossier, aFile(one), id)), opened, 'sent twice it is one file')
  assert.equal(await w.count('dossier'), 1)
  const { dossier } = opened
  assert.equal(refusal(await w.run(officer, f.openDossier, aFile(one))), 'dossiers.has-file-already')

  const gathered = await w.read(officer, tx => gatherDossier(tx, { unit, document }))
  assert.deepEqual(
    gathered.map(paper => paper.source),
    ['directive', 'note'],
  )
  must(await w.run(officer, d.takeTask, { unit, document, clause: 1, version: 1 }))
  assert.ok((await w.read(officer, tx => gatherDossier(tx, { unit, document }))).some(paper => paper.source === 'task'))

  // By hand: a paper with its scan; what comes by itself gets its pages, or is left out with a reason.
  const scan = { bytes: new TextEncoder().encode('Biên bản họp'), mediaType: 'text/plain', name: 'bien-ban.txt' }
  const added = must(
    await w.run(clerk, f.addPaper, {
      dossier,
      version: 1,
      number: '01/BB',
      subject: 'Biên bản họp <b>giao ban</b>',
      pages: 2,
      file: scan,
      declaredOpen: true,
    }),
  )
  must(
    await w.run(officer, f.markPaper, {
      dossier,
      version: 2,
      mark: { source: 'directive', id: document, pages: 3, leftOutWhy: null },
    }),
  )
  must(
    await w.run(officer, f.markPaper, {
      dossier,
      version: 3,
      mark: { source: 'note', id: 'note', pages: null, leftOutWhy: 'ghi ở mặt sau văn bản' },
    }),
  )
  assert.equal(refusal(await w.run(leader, closeDossier, { dossier, version: 1 })), 'directives.moved-meanwhile')
  assert.equal(refusal(await w.run(leader, closeDossier, { dossier, version: 4 })), 'dossiers.open-tasks')
  must(await w.run(officer, d.finishTask, { unit, document, clause: 1, version: 2, note: 'đã vận động 120 người' }))
  assert.deepEqual(must(await w.run(leader, closeDossier, { dossier, version: 4 })), { state: 'closed', version: 5 })
  const view = await w.read(officer, tx => f.dossierOf(tx, dossier))
  assert.deepEqual(
    view?.frozen.map(paper => [paper.source, paper.pages, paper.files.length]),
    [
      ['directive', 3, 0],
      ['task', null, 0],
      ['hand', 2, 1],
    ],
  )

  // Closed is closed: nothing is added but by reopening with a reason, and then there is a second contents list.
  const late = { dossier, version: 5, subject: 'Thêm sau' }
  assert.equal(refusal(await w.run(officer, f.addPaper, late)), 'dossiers.wrong-state-closed')
  await assert.rejects(
    w.rows(
      `insert into dossier_paper (realm, dossier_id, id, subject, added_by, added_at, command_id) values (94, '${dossier}', gen_random_uuid(), 'x', gen_random_uuid(), now(), gen_random_uuid())`,
    ),
    /takes nothing more/,
  )
  assert.equal(
    refusal(await w.run(leader, f.reopenDossier, { dossier, version: 5, why: ' ' })),
    'dossiers.reason-missing',
  )
  must(await w.run(leader, f.reopenDossier, { dossier, version: 5, why: 'bổ sung báo cáo' }))
  must(await w.run(officer, f.removePaper, { dossier, version: 6, paper: added.paper, why: 'biên bản của việc khác' }))
  must(await w.run(leader, closeDossier, { dossier, version: 7 }))
  assert.equal(await w.count('dossier_content', `edition = 2`), 2)

  // Nộp lưu: who gives it does not take it, and nobody takes it twice.
  const both = await w.actor(unit, 'officer', 'clerk')
  must(await w.run(both, f.offerDossier, { dossier, version: 8, note: '' }))
  const place = 'Kho 1, giá 2, hộp 5'
  assert.equal(refusal(await w.run(both, f.archiveDossier, { dossier, version: 9, place })), 'dossiers.same-person')
  assert.equal(
    refusal(await w.run(clerk, f.archiveDossier, { dossier, version: 9, place: '' })),
    'dossiers.place-missing',
  )
  must(await w.run(clerk, f.declineDossier, { dossier, version: 9, why: 'thiếu số tờ' }))
  must(await w.run(both, f.offerDossier, { dossier, version: 10 }))
  assert.deepEqual(must(await w.run(clerk, f.archiveDossier, { dossier, version: 11, place })), {
    state: 'archived',
    version: 12,
  })
  assert.equal(
    refusal(await w.run(clerk, f.archiveDossier, { dossier, version: 12, place })),
    'dossiers.wrong-state-archived',
  )
  await assert.rejects(w.rows(`update dossier set title = 'khác' where id = '${dossier}'`), /stays as it is/)
  assert.equal(await w.count('dossier_step'), 9)

  // The next file under the same line has the next code; another unit neither sees nor moves any of it.
  const line = (await w.read(clerk, tx => f.linesOf(tx, unit, 2023)))[0]!
  const second = must(await w.run(officer, f.openDossier, aFile(one, { line: { line: line.id }, document: null })))
  assert.equal(second.code, '03.2')
  const stranger = await w.actor(await w.unit('red_cross_society', '1-944'), 'officer', 'clerk', 'leader')
  assert.equal(await w.read(stranger, tx => f.dossierOf(tx, dossier)), null)
  assert.equal(
    refusal(await w.run(stranger, f.addPaper, { dossier: second.dossier, version: 1, subject: 'x' })),
    'dossiers.no-such-dossier',
  )
  assert.deepEqual(
    (await w.own(tx => f.fsckDossiers(tx))).filter(check => check.violations > 0),
    [],
  )
})

test('a file gathers what later rooms know of its directive: sessions, activities, letters from outside, letters that urge, reports', async t => {
  const one = await desk(t)
  const { w, unit, officer, document } = one
  const id = () => `'${aCommand()}'`
  const doc = `'${document}'`
  const by = `'${officer.account}'`
  const at = `timestamptz '2023-02-08 02:00Z'`
  const [session, activity, outside, report, draft] = [id(), id(), id(), id(), id()]
  const hour = (day: string) => `tstzrange('${day} 07:00Z', '${day} 09:00Z')`
  const plant = (table: string, columns: string, values: string) =>
    w.rows(`insert into ${table} (realm, ${columns}, command_id) values (94, ${values}, ${id()})`)
  const aSession = 'id, document_id, unit_id, form, during, place, means, entered_at'
  await plant(
    'study_session',
    aSession,
    `${session}, ${doc}, '${unit}', 'quan-triet', ${hour('2023-02-02')}, 'Hội trường', 'meeting', ${at}`,
  )
  const gone = `${aSession}, withdrawn_at, withdrawn_why`
  await plant(
    'study_session',
    gone,
    `${id()}, ${doc}, '${unit}', 'quan-triet', ${hour('2023-02-03')}, 'x', 'meeting', ${at}, ${at}, 'nhầm'`,
  )
  await plant(
    'activity',
    'id, unit_id, kind, title, from_on, until_on, area_id, state, held_at, held_by, entered_by, entered_at, changed_by, changed_at',
    `${activity}, '${unit}', 'blood', 'Hiến máu đợt 1', '2023-02-04', '2023-02-05', '${KE_SACH}', 'held', ${at}, ${by}, ${by}, ${at}, ${by}, ${at}`,
  )
  await w.rows(`insert into task_evidence (realm, document_id, clause_ordinal, unit_id, kind, evidence_id, on_day, at, command_id)
    select realm, document_id, clause_ordinal, unit_id, 'activity', ${activity}, '2023-02-05', ${at}, ${id()} from task where document_id = ${doc} and unit_id = '${unit}'`)
  const letter = 'id, document_id, unit_id, printed, printed_fold, issued_on, subject, entered_at'
  await plant(
    'implementing_letter',
    letter,
    `${outside}, ${doc}, '${unit}', '15-KH/HU', '15-kh/hu', '2023-02-06', 'Kế hoạch triển khai', ${at}`,
  )
  // The letter that urged is some other letter here that was issued.
  const above = await w.unit('red_cross_society')
  const all = await w.actor(above, 'clerk', 'leader', 'officer')
  const drafter = await w.actor(above, 'officer')
  const fields = aLetter({ number: null, symbol: null, issuedOn: null, clauses: [aClause()] })
  const urging = async () => must(await w.run(drafter, d.draftOutgoing, { unit: above, fields })).document
  const [issued, unsent] = [await urging(), await urging()]
  for (const each of [issued, unsent])
    await plant(
      'urging_letter',
      'letter_id, unit_id, document_id, by_unit_id, awaited, at',
      `'${each}', '${unit}', ${doc}, '${above}', 'x', ${at}`,
    )
  await send(w, all, issued, { office: 'CTĐ' })
  for (const [key, period] of [
    [report, '2023-M02'],
    [draft, '2023-M03'],
  ] as const)
    await plant(
      'report',
      'id, document_id, unit_id, period_key, from_on, until_on, cut_off_on, cumulative_from, to_unit_id, results, shortcomings, causes, direction, state, filled_at, drafted_by, edited_by, changed_by, changed_at',
      `${key}, ${doc}, '${unit}', '${period}', '2023-02-01', '2023-02-28', '2023-02-15', '2023-01-01', '${above}', 'a', 'b', 'c', 'd', 'draft', ${at}, ${by}, ${by}, ${by}, ${at}`,
    )
  await w.rows(`update report set state = 'submitted', submitted_by = ${by}, submitted_at = ${at} where id = ${report}`)

  const found = await w.read(officer, tx => gatherDossier(tx, { unit, document }))
  const later = ['implementing', 'evidence-session', 'evidence-activity', 'urging-letter', 'report']
  const bare = (text: string) => text.replaceAll("'", '')
  assert.deepEqual(
    found.filter(paper => later.includes(paper.source)).map(paper => [paper.source, paper.id, paper.dated, paper.link]),
    [
      ['implementing', bare(outside), '2023-02-06', `/letters/${document}`],
      ['evidence-session', bare(session), '2023-02-02', `/letters/${document}/study/sessions/${bare(session)}`],
      ['evidence-activity', bare(activity), '2023-02-05', `/activities/${bare(activity)}`],
      ['urging-letter', issued, '2023-02-08', `/letters/${issued}`],
      ['report', bare(report), '2023-02-08', `/reports/${bare(report)}`],
    ],
  )
  assert.ok(!found.some(paper => paper.id === unsent), 'a draft is in nobody’s file')
})
