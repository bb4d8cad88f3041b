import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { must, uuid7 } from '../../test/testkit.ts'
import { runCommand } from '../access/index.ts'
import { JUNE, reporting } from './fixture.sql.ts'
import { consolidate, type Part } from './consolidate.ts'
import * as r from './index.ts'

test('the database puts reports together as the rule does, whatever was claimed by whom; frozen figures stay as they were', async t => {
  const w = await reporting(t)
  const indicators = ['blood-units', 'rice']
  const units = await w.rows<{ unit_id: string }>(
    `select distinct unit_id from task where document_id = '${w.down}' order by 1 limit 5`,
  )
  const draft = must(
    await w.run(
      w.district,
      r.beginReport,
      { unit: w.district.unit, document: w.letter, period: '2023-H1', consolidates: 'line' },
      undefined,
      JUNE,
    ),
  )
  let version = 1
  const frozen = `select md5(string_agg(f::text, '' order by f.report_id, f.indicator)) as sum from report_figure f join report r on r.id = f.report_id where r.state <> 'draft'`
  const run = async (
    claims: readonly (readonly { id: number; indicator: number; amount: number }[])[],
    rests: readonly number[],
  ) => {
    // The earlier round's reports give way to newer versions of the same units.
    await w.rows(
      `update report set state = 'returned', decided_by = gen_random_uuid(), decided_at = now(), returned_why = 'vòng sau' where state = 'submitted'`,
    )
    const [before] = await w.rows<{ sum: string | null }>(frozen)
    const amounts = new Map<string, number>()
    const parts: Part[] = []
    for (const [at, mine] of claims.entries()) {
      const [last] = await w.rows<{ id: string; revision: number }>(
        `select id, revision from report where unit_id = '${units[at]!.unit_id}' order by revision desc limit 1`,
      )
      const id = uuid7()
      await w.rows(`insert into report (realm, id, document_id, unit_id, period_key, from_on, until_on, cut_off_on, cumulative_from, revision, replaces_id,
          to_unit_id, results, shortcomings, causes, direction, state, filled_at, drafted_by, edited_by, changed_by, changed_at, command_id)
        values (94, '${id}', '${w.down}', '${units[at]!.unit_id}', '2023-H1', '2023-01-01', '2023-06-30', '2023-06-15', '2023-02-08', ${(last?.revision ?? 0) + 1},
          ${last ? `'${last.id}'` : 'null'}, '${w.district.unit}', 'a', 'b', 'c', 'd', 'draft', '2023-06-1${at}', '${w.district.account}', '${w.district.account}',
          '${w.district.account}', now(), '${uuid7()}')`)
      const sources = [...new Map(mine.map(one => [`${one.indicator}/${one.id}`, one])).entries()].map(([key, one]) => {
        if (!amounts.has(key)) amounts.set(key, one.amount)
        return {
          indicator: indicators[one.indicator]!,
          kind: 'activity' as const,
          id: `00000000-0000-4000-8000-0000000000${String(one.id).padStart(2, '0')}`,
          amount: amounts.get(key)!,
          accepted: false,
          frozenAt: at,
        }
      })
      for (const one of sources)
        await w.rows(`insert into report_source (realm, report_id, indicator, kind, source_id, amount, on_day, evidence, label, held_by)
          values (94, '${id}', '${one.indicator}', 'activity', '${one.id}', ${one.amount}, '2023-04-01', true, 'x', '${w.district.unit}')`)
      const rest = sources.some(one => one.indicator === 'rice') ? rests[at]! : 0
      for (const indicator of new Set(sources.map(one => one.indicator)))
        await w.rows(`insert into report_figure (realm, report_id, indicator, actual, rest, cumulative, year_to_date)
          values (94, '${id}', '${indicator}', 0, ${indicator === 'rice' ? rest : 'null'}, 0, 0)`)
      await w.rows(
        `update report set state = 'submitted', submitted_by = drafted_by, submitted_at = now() where id = '${id}'`,
      )
      parts.push({ id, sources, rest: { rice: rest }, parts: [] })
    }
    const filled = async (consolidates: r.Consolidates) => {
      const done = must(
        await runCommand(w.db, JUNE, w.district, uuid7() as never, r.fillReport, {
          report: draft.report,
          version,
          consolidates,
        }),
      )
      version = done.version
      const seen = await w.readLater(w.district, tx => r.reportAt(tx, draft.report))
      return seen!.figures
        .filter(one => one.actual > 0)
        .map(one => [one.indicator, one.actual, one.estimate ?? one.actual])
    }
    const byLine = await filled('line')
    const rule = [...consolidate(parts)]
      .filter(([, one]) => one.actual > 0)
      .map(([indicator, one]) => [indicator, one.actual, one.estimate])
    assert.deepEqual(byLine.toSorted(), rule.toSorted())
    assert.deepEqual(await filled('addressees'), byLine)
    const [after] = await w.rows<{ sum: string | null }>(`${frozen} and r.state = 'returned'`)
    assert.equal(after?.sum, before?.sum)
  }
  const claim = fc.record({ id: fc.nat(9), indicator: fc.nat(1), amount: fc.nat(1000) })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(claim, { maxLength: 6 }), { minLength: 1, maxLength: units.length }),
      fc.array(fc.nat(40), { minLength: 5, maxLength: 5 }),
      run,
    ),
    { numRuns: 12 },
  )
})
