import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { aCommand, must } from '../../test/testkit.ts'
import type { PlainDate } from '../kernel/index.ts'
import type { Actor } from '../access/index.ts'
import { aClause, aLetter, refusal, send, story, type Story } from './fixture.sql.ts'
import * as d from './index.ts'

/** What no letter may be, and what nobody may do with one, whoever asks. */

const arrivedOn = '2023-02-08' as PlainDate
const draftOf = (more: Partial<d.LetterFields> = {}) =>
  aLetter({ number: null, symbol: null, issuedOn: null, issuer: '', ...more })
const settings = (w: Story, actor: Actor) => ({
  account: actor.account,
  roots: [actor.unit],
  realm: actor.realm,
  now: w.moment.now,
  asOf: w.moment.today,
  command: aCommand(),
})

test('a mark of secrecy is refused in whatever field or file it comes', async t => {
  const w = await story(t)
  const unit = await w.unit('red_cross_society')
  const desk = await w.actor(unit, 'clerk')
  const tries: d.LetterFields[] = [
    aLetter({ subject: 'MẬT' }),
    aLetter({ body: 'UBND TỈNH   M Ậ T' }),
    aLetter({ docType: 'TỐI MẬT' }),
    aLetter({ addressees: ['TUYET MAT'] }),
    aLetter({ copies: ['MẬT'] }),
    aLetter({ issuer: 'Sở Thử nghiệm   MẬT' }),
    aLetter({ clauses: [aClause({ text: 'Độ mật: MẬT' })] }),
  ]
  for (const fields of tries) {
    assert.equal(refusal(await w.run(desk, d.registerIncoming, { unit, fields, arrivedOn })), 'directives.secret')
    assert.equal(refusal(await w.run(desk, d.draftOutgoing, { unit, fields })), 'directives.secret')
  }
  const scan = {
    bytes: new TextEncoder().encode('UBND TỈNH\nMẬT\nKính gửi: …'),
    mediaType: 'text/plain',
    name: 'a.txt',
  }
  assert.equal(
    refusal(await w.run(desk, d.registerIncoming, { unit, fields: aLetter(), arrivedOn, scan })),
    'directives.secret',
  )
  assert.equal(await w.count('document'), 0)
})

test('what is longer than any letter is refused at every door, naming the field and its limit', async t => {
  const w = await story(t)
  const unit = await w.unit('red_cross_society')
  const desk = await w.actor(unit, 'clerk', 'leader', 'officer')
  const long = (n: number) => 'a'.repeat(n)
  const tries: [Partial<d.LetterFields>, string, string | undefined, number][] = [
    [{ number: long(41) }, 'directives.too-long', 'number', 40],
    [{ symbol: long(101) }, 'directives.too-long', 'symbol', 100],
    [{ issuer: long(501) }, 'directives.too-long', 'issuer', 500],
    [{ subject: long(5_001) }, 'directives.too-long', 'subject', 5_000],
    [{ body: long(2_500_001) }, 'directives.too-long', 'body', 2_500_000],
    [{ addressees: [long(601)] }, 'directives.too-long', 'addressees', 600],
    [{ clauses: [aClause({ text: long(100_001) })] }, 'directives.too-long', 'clauses', 100_000],
    [{ addressees: Array.from({ length: 301 }, () => 'x') }, 'directives.list-too-long', 'addressees', 300],
    [{ clauses: Array.from({ length: 501 }, () => aClause()) }, 'directives.list-too-long', undefined, 500],
  ]
  for (const [more, kind, field, max] of tries) {
    for (const refused of [
      await w.run(desk, d.registerIncoming, { unit, fields: aLetter(more), arrivedOn }),
      await w.run(desk, d.draftOutgoing, { unit, fields: aLetter(more), onPaper: true }),
    ]) {
      assert.ok(!refused.ok)
      assert.deepEqual(
        [refused.problem.kind, refused.problem.field, refused.problem.values?.['max']],
        [kind, field, max],
      )
    }
  }
})

test('numbers that no letter has are problems, and a clause carries on only what the office holds', async t => {
  const w = await story(t)
  const unit = await w.unit('red_cross_society')
  const desk = await w.actor(unit, 'clerk', 'leader', 'officer')
  const elsewhere = await w.actor(await w.unit('women_union'), 'clerk')
  const theirs = must(
    await w.run(elsewhere, d.registerIncoming, {
      unit: elsewhere.unit,
      fields: aLetter({ number: '77', clauses: [aClause()] }),
      arrivedOn,
    }),
  )
  const drafted = (clause: Partial<d.ClauseInput>) =>
    w.run(desk, d.draftOutgoing, { unit, fields: draftOf({ clauses: [aClause(clause)] }) })
  assert.equal(
    refusal(await drafted({ sources: [{ document: theirs.document, ordinal: 1 }] })),
    'directives.no-such-source',
  )
  assert.equal(
    refusal(await drafted({ sources: [{ document: theirs.document, ordinal: 40_000 }] })),
    'directives.number-out-of-range',
  )
  assert.equal(refusal(await drafted({ startsAt: 3_000_000_000 })), 'directives.number-out-of-range')
  assert.equal(
    refusal(await w.run(desk, d.takeTask, { unit, document: theirs.document, clause: 40_000, version: 1 })),
    'directives.no-such-task',
  )
  const { document } = must(
    await w.run(desk, d.registerIncoming, {
      unit,
      fields: aLetter({ number: '5', subject: 'họp giao ban', clauses: [aClause()] }),
      arrivedOn,
    }),
  )
  must(await w.run(desk, d.submitIncoming, { unit, document, version: 1 }))
  const note = { unit, document, version: 2, words: 'x', lead: { unit }, clauses: [{ ordinal: 40_000 }] }
  assert.equal(refusal(await w.run(desk, d.noteIncoming, note)), 'directives.number-out-of-range')
})

test('who wrote a letter does not sign it while another leader is there', async t => {
  const w = await story(t)
  const unit = await w.unit('red_cross_society')
  const [clerk, first] = [await w.actor(unit, 'clerk'), await w.actor(unit, 'leader')]
  const { document } = must(await w.run(first, d.draftOutgoing, { unit, fields: draftOf() }))
  const at = (version: number) => ({ unit, document, version })
  must(await w.run(first, d.submitOutgoing, at(1)))
  const second = await w.actor(unit, 'leader')
  assert.equal(refusal(await w.run(first, d.sign, at(2))), 'directives.own-draft')
  must(await w.run(second, d.sendBack, { ...at(2), reason: 'sửa' }))
  must(await w.run(second, d.editDraft, { ...at(3), fields: draftOf({ subject: 'đã sửa' }) }))
  must(await w.run(clerk, d.submitOutgoing, at(4)))
  assert.equal(refusal(await w.run(second, d.sign, at(5))), 'directives.own-draft', 'who edited it last wrote it too')
  // With one leader left the office still works, and the letter says that one person did both.
  await w.rows(`update role_grant set during = '[2020-01-01,2023-01-01)' where account_id = '${second.account}'`)
  must(await w.run(first, d.sign, at(5)))
  assert.equal(await w.count('audit', `table_name = 'outgoing' and after->>'signed_by' = after->>'drafted_by'`), 1)
})

test('the database itself keeps strangers out of a thread, issued letters issued, and series rising', async t => {
  const w = await story(t)
  const unit = await w.unit('red_cross_society')
  const desk = await w.actor(unit, 'clerk', 'leader', 'officer')
  const { document } = must(await w.run(desk, d.draftOutgoing, { unit, fields: draftOf({ clauses: [aClause()] }) }))
  await send(w, desk, document, { office: 'CTĐ' })
  const stranger = await w.actor(await w.unit('women_union'), 'clerk')
  const as = (actor: Actor, statement: string) => w.db.write(settings(w, actor), tx => sql.raw(statement).execute(tx))
  const stays: [Actor, string, RegExp][] = [
    [
      stranger,
      `insert into document_follower (document_id, unit_id) values ('${document}', '${stranger.unit}')`,
      /permission denied/,
    ],
    [
      stranger,
      `insert into document_thread (root_id, document_id, depth) values ('${document}', '${document}', 0)`,
      /permission denied/,
    ],
    [stranger, `select join_threads('${document}')`, /only the office that issued/],
    [
      stranger,
      `insert into clause (document_id, ordinal, label, text) values ('${document}', 9, '9', 'x')`,
      /row-level security|issued letter/,
    ],
    [
      stranger,
      `insert into addressee (document_id, ordinal, phrase, kind) values ('${document}', 9, 'x', 'to')`,
      /row-level security|issued letter/,
    ],
    [
      stranger,
      `insert into addressee_edit (document_id, unit_id, included) values ('${document}', '${stranger.unit}', true)`,
      /row-level security|issued letter/,
    ],
    [
      stranger,
      `insert into citation (document_id, cited_id, kind, ordinal, told_by) select '${document}', gen_random_uuid(), 'mentions', 1, '${document}'`,
      /row-level security/,
    ],
    [
      stranger,
      `insert into document_decision (document_id, other_id, same, at, command_id) values ('${document}', '${document}', true, now(), gen_random_uuid())`,
      /row-level security/,
    ],
    [
      desk,
      `insert into clause (document_id, ordinal, label, text) values ('${document}', 9, '9', 'thêm sau')`,
      /issued letter/,
    ],
    [
      desk,
      `insert into addressee_edit (document_id, unit_id, included) values ('${document}', '${stranger.unit}', true)`,
      /issued letter/,
    ],
    [desk, `update outgoing set state = 'signed', issued_at = null where document_id = '${document}'`, /stays issued/],
    [desk, `update document set circulation_floor = 'chi-bo' where id = '${document}'`, /issued letter/],
    [desk, `update document set issuer_unit_id = null where id = '${document}'`, /issued letter/],
    [desk, `update register_series set last_number = 0`, /never goes back/],
  ]
  for (const [actor, statement, why] of stays) await assert.rejects(as(actor, statement), why, statement)
  await as(stranger, `select follow_letter('${document}', array['${stranger.unit}']::uuid[], array[1]::smallint[])`)
  assert.equal(await w.count('document_follower'), 0)
})

test('a number that somebody typed never becomes part of a pattern', async t => {
  const w = await story(t)
  const unit = await w.unit('red_cross_society')
  const desk = await w.actor(unit, 'clerk', 'leader', 'officer')
  const hostile = aLetter({ number: '7(', symbol: 'STN', clauses: [aClause()] })
  must(await w.run(desk, d.registerIncoming, { unit, fields: hostile, arrivedOn }))
  // Its citation is written into the books as a program may do it: no printed number splits into "7(".
  const { document } = must(
    await w.run(desk, d.draftOutgoing, {
      unit,
      onPaper: true,
      fields: aLetter({
        issuer: '',
        number: '9',
        symbol: 'CTĐ',
        clauses: [aClause({ text: 'Thực hiện Công văn số 7(/STN.' })],
      }),
    }),
  )
  await w.rows(
    `insert into citation (document_id, cited_id, kind, ordinal, told_by) select '${document}', id, 'forwards', 1, '${document}' from document where number = '7('`,
  )
  must(await w.run(desk, d.submitOutgoing, { unit, document, version: 1 }))
  must(await w.run(desk, d.sign, { unit, document, version: 2 }))
})
