import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { at, must, testing } from '../../test/testkit.ts'
import type { PlainDate } from '../kernel/index.ts'
import { aLetter, story } from './fixture.sql.ts'
import * as d from './index.ts'
import { seriesKey } from './rules.ts'

/** Days on both sides of the turn of a year and of a term, and the moments at which a clerk works on them. */
const DAYS = ['2025-09-30', '2025-10-01', '2025-12-31', '2026-01-01'] as const
const TYPES = ['công văn', 'kế hoạch', 'Giấy mời'] as const
const BOOKS = [
  { period: 'year', per: 'all' },
  { period: 'year', per: 'type' },
  { period: 'term', per: 'all' },
  { period: 'term', per: 'type' },
] as const
const TERMS = ['2020-10-01', '2025-10-01'] as PlainDate[]

const asked = fc.array(fc.record({ day: fc.constantFrom(...DAYS), type: fc.constantFrom(...TYPES) }), {
  minLength: 8,
  maxLength: 24,
})
/** So many at one moment wait for one row; on one connection they come one after the other. */
const RUNS = testing === 'postgres' ? 6 : 3

test('however a book numbers, many clerks at once get each number of a series once and leave none out', async t => {
  const w = await story(t)
  const units = [
    ['red_cross_society', undefined],
    ['women_union', undefined],
    ['red_cross_society', '1-943'],
    ['women_union', '1-943'],
  ] as const
  const offices = []
  for (const [nth, [kind, area]] of units.entries()) {
    const unit = await w.unit(kind, area)
    const clerk = await w.actor(unit, 'clerk', 'leader', 'officer')
    const book = BOOKS[nth]!
    must(await w.run(clerk, d.setBook, { unit, direction: 'outgoing', ...book, official: true, termStarts: TERMS }))
    offices.push({ unit, clerk, book })
  }
  const given = new Map<string, number[]>()
  let drawn = 0
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...offices), asked, async ({ unit, clerk, book }, letters) => {
      const signed = []
      for (const { day, type } of letters) {
        const fields = aLetter({
          number: null,
          symbol: null,
          issuedOn: null,
          issuer: '',
          docType: type,
          subject: `việc ${drawn++}`,
        })
        const { document } = must(await w.run(clerk, d.draftOutgoing, { unit, fields }))
        must(await w.run(clerk, d.submitOutgoing, { unit, document, version: 1 }))
        must(await w.run(clerk, d.sign, { unit, document, version: 2 }))
        signed.push({ document, day: day as PlainDate, type })
      }
      const numbers = await Promise.all(
        signed.map(({ document, day }) =>
          w.run(
            clerk,
            d.number,
            { unit, document, version: 3, office: 'CTĐ', issuedOn: day },
            undefined,
            at(`${day}T02:00:00Z`),
          ),
        ),
      )
      signed.forEach(({ day, type }, nth) => {
        const { period, type: key } = seriesKey(book, day, type, TERMS)
        const series = `${unit} ${period} ${key}`
        given.set(series, [...(given.get(series) ?? []), Number(must(numbers[nth]!).number)])
      })
      for (const [series, all] of given)
        assert.deepEqual(
          all.toSorted((a, b) => a - b),
          all.map((_, nth) => nth + 1),
          series,
        )
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
  const broken = (await w.own(tx => d.fsckDirectives(tx))).filter(check => check.violations > 0)
  assert.deepEqual(broken, [])
})

test('copies of many kinds made at once share one series, and a failed one leaves no gap', async t => {
  const w = await story(t)
  const unit = await w.unit('red_cross_society')
  const clerk = await w.actor(unit, 'clerk')
  const { document } = must(
    await w.run(clerk, d.registerIncoming, {
      unit,
      fields: aLetter({ number: '77' }),
      arrivedOn: '2023-02-08' as PlainDate,
    }),
  )
  const copy = { unit, document, signerTitle: 'Chánh Văn phòng', signerName: 'Nguyễn Văn Mẫu', office: 'CTĐ' }
  const kinds = ['sao-y', 'sao-luc'] as const
  const done = await Promise.all(
    Array.from({ length: 20 }, (_, nth) =>
      w.run(clerk, d.makeCopy, { ...copy, kind: kinds[nth % 2]!, recipients: nth % 5 === 4 ? [] : ['Các chi hội'] }),
    ),
  )
  const numbers = done.flatMap(result => (result.ok ? [result.value.number] : [])).toSorted((a, b) => a - b)
  assert.deepEqual(
    numbers,
    Array.from({ length: 16 }, (_, nth) => nth + 1),
  )
  assert.deepEqual(
    (await w.own(tx => d.fsckDirectives(tx))).filter(check => check.violations > 0),
    [],
  )
  const elsewhere = await w.actor(await w.unit('women_union'), 'clerk')
  const stranger = await w.run(elsewhere, d.makeCopy, {
    ...copy,
    unit: elsewhere.unit,
    kind: 'sao-y',
    recipients: ['x'],
  })
  assert.equal(stranger.ok, false)
})
