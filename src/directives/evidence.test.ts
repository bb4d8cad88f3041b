import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, uuid7 } from '../../test/testkit.ts'
import { yes, type PlainDate, type UnitId } from '../kernel/index.ts'
import { useCase } from '../access/index.ts'
import { aClause, aLetter, send, story } from './fixture.sql.ts'
import * as d from './index.ts'

type Input = { readonly evidence: d.Evidence; readonly tasks: Parameters<typeof d.setEvidence>[3] }
const show = useCase<Input, number>('test.show', ['officer'], async (tx, by, { evidence, tasks }) =>
  yes(await d.setEvidence(tx, by, evidence, tasks)),
)

test('one thing shows many tasks; what is no longer named is ended, named again it stands again, and others’ tasks stay out', async t => {
  const w = await story(t)
  const unit = await w.unit('red_cross_society')
  const all = await w.actor(unit, 'clerk', 'leader', 'officer')
  const fields = aLetter({ number: null, symbol: null, issuedOn: null, clauses: [aClause(), aClause({ label: '2' })] })
  const { document } = must(await w.run(all, d.draftOutgoing, { unit, fields }))
  await send(w, all, document, { office: 'CTĐ' })
  const society = await w.unit('red_cross_society', '1-943')
  const officer = await w.actor(society, 'officer')
  const task = (clause: number, of: UnitId = society) => ({ document, clause, unit: of })
  const evidence = { kind: 'activity' as const, id: uuid7(), onDay: '2023-02-10' as PlainDate }
  const later = { ...evidence, onDay: '2023-02-11' as PlainDate }
  const stands = () =>
    w.rows<{ clause: number; day: string; live: boolean }>(
      `select clause_ordinal as clause, on_day::text as day, ended_at is null as live from task_evidence order by clause_ordinal`,
    )
  assert.equal(must(await w.run(officer, show, { evidence, tasks: [task(1), task(2), task(1)] })), 2)
  assert.equal(must(await w.run(officer, show, { evidence: later, tasks: [task(2)] })), 1)
  assert.deepEqual(await stands(), [
    { clause: 1, day: '2023-02-10', live: false },
    { clause: 2, day: '2023-02-11', live: true },
  ])
  assert.equal(must(await w.run(officer, show, { evidence, tasks: [task(1), task(9)] })), 1, 'there is no ninth clause')
  assert.deepEqual(
    (await stands()).map(each => each.live),
    [true, false],
  )
  const elsewhere = await w.unit('red_cross_society', '1-944')
  const foreign = { ...evidence, id: uuid7() }
  assert.equal(must(await w.run(officer, show, { evidence: foreign, tasks: [task(1, elsewhere)] })), 0)
  const issuer = await w.actor(unit, 'officer')
  const seen = { evidence: { ...evidence, id: uuid7() }, tasks: [task(1)] }
  const below = issuer.grants.map(grant => ({ ...grant, unit: elsewhere }))
  assert.equal(must(await w.run({ ...issuer, grants: below }, show, seen)), 0, 'another unit’s task')
  await assert.rejects(w.rows(`delete from task_evidence`), /append-only/)
})
