import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { at, root, testDatabase } from '../../test/testkit.ts'
import { statementsOf } from '../db/migrate.ts'
import { fold } from '../kernel/index.ts'
import { AREA_TYPES, areaTypeOf, bareName, nameKey, readAreas, type AreaFact } from './areas.ts'
import { seedAreas } from './seed.sql.ts'
import { parsePhrase, type PhraseContext } from './parse-phrase.ts'

const issuer: PhraseContext = {
  level: 'province',
  areaType: 'province',
  provinceType: 'province',
  kind: 'people_committee',
}

const facts = readAreas(readFileSync(join(root, 'facts/areas.tsv.gz')))
/** Every name once: many communes bear the same. */
const areas = [...new Map(facts.areas.map(area => [area.name, area])).values()]
const typeWord = (area: AreaFact) => AREA_TYPES[areaTypeOf(area)].word
const full = (area: AreaFact) => `${typeWord(area)} ${bareName(area)}`

/** What is wrong with how the phrase is read; nothing when it selects just these names and kinds. */
const misread = (phrase: string, named: readonly AreaFact[], kinds: readonly string[]): string[] => {
  const found = parsePhrase(phrase, issuer)
  const units = found.flatMap(each => (each.pick === 'units' ? [each] : []))
  const said = JSON.stringify([
    found.length - units.length,
    [...new Set(units.flatMap(each => each.names))].sort(),
    [...new Set(units.flatMap(each => each.kinds))].sort(),
    units.some(each => each.level === named[0]?.level && each.within.length === 0 && each.under === null),
  ])
  const meant = JSON.stringify([0, [...new Set(named.map(area => nameKey(area.name)))].sort(), kinds, true])
  return said === meant ? [] : [`${phrase} → ${said}`]
}

/** The same name as other hands write it: the tone elsewhere, decomposed, a curly apostrophe. */
const otherHands = (text: string): string[] => {
  const older = text.replace(/o([àáảãạ])\b/gu, (_, a: string) => `${'òóỏõọ'['àáảãạ'.indexOf(a)]}a`)
  const newer = text.replace(/([òóỏõọ])a(?!\p{L})/gu, (_, o: string) => `o${'àáảãạ'['òóỏõọ'.indexOf(o)]}`)
  return [older, newer, text.replaceAll("'", '’')].filter(each => each !== text)
}

const noneOf = (wrong: readonly string[]) => assert.deepEqual(wrong.slice(0, 40), [], `${wrong.length} are misread`)

test('every area of the country is read by its full name', () => {
  noneOf(
    areas.flatMap(area =>
      [area.name, ...otherHands(area.name)].flatMap(name => misread(name, [area], ['people_committee'])),
    ),
  )
})

test('every area of the country is read after a body, in small letters and in capitals', () => {
  noneOf(
    areas.flatMap(area => [
      ...misread(`Uỷ ban nhân dân ${full(area)}`, [area], ['people_committee']),
      ...misread(`ỦY BAN NHÂN DÂN ${full(area)}`.toUpperCase(), [area], ['people_committee']),
    ]),
  )
})

test('every province and district is read after its party committee, and says where its parts are', () => {
  noneOf(
    areas
      .filter(area => area.level !== 'commune')
      .flatMap(area => {
        const committee = `${AREA_TYPES[areaTypeOf(area)].committee} ${bareName(area)}`
        const spellings = [committee, committee.replace('ủy', 'uỷ'), committee.toUpperCase()]
        const [parts, ...more] = parsePhrase(`các xã thuộc ${full(area)}`, issuer)
        const inside = more.length === 0 && parts?.pick === 'units' && parts.within.includes(nameKey(area.name))
        return [
          ...spellings.flatMap(phrase => misread(phrase, [area], ['party_committee'])),
          ...misread(`Ban Thường trực UBMTTQVN ${full(area)}`, [area], ['front_standing_committee']),
          ...(inside ? [] : [`các xã thuộc ${full(area)}`]),
        ]
      }),
  )
})

/** In a list these can be read otherwise, and are: a newspaper, a ward named Đúc. Both areas are of the past. */
const DOUBTFUL = new Set(['Xã Báo Đáp', 'Phường Phường Đúc'])

test('areas of one type under one area are read as a list', () => {
  const siblings = Map.groupBy(
    facts.areas.filter(area => !DOUBTFUL.has(area.name)),
    area => `${area.parentId} ${typeWord(area)}`,
  )
  noneOf(
    [...siblings.values()].flatMap(list => {
      const [last = '', ...others] = list.map(bareName).toReversed()
      const phrase = `UBND các ${typeWord(list[0]!)} ${others.toReversed().join(', ')} và ${last}`
      return others.length === 0 || phrase.length > 2_000 ? [] : misread(phrase, list, ['people_committee'])
    }),
  )
})

test('names of areas in databases filled before are written as they are compared now', async t => {
  const db = await testDatabase(t)
  await db.own({ now: at().now, asOf: at().today }, async tx => {
    await seedAreas(tx, facts)
    const before = JSON.stringify(facts.areas.map(area => ({ id: area.id, old: fold(area.name) })))
    await sql`update area set name_fold = r.old from jsonb_to_recordset(${before}::jsonb) as r(id text, old text) where r.id = area.id`.execute(
      tx,
    )
    for (const statement of statementsOf(readFileSync(join(root, 'migrations/0015_area_names.sql'), 'utf8')))
      await sql.raw(statement).execute(tx)
    const { rows } = await sql<{ name: string; name_fold: string }>`select name, name_fold from area`.execute(tx)
    assert.ok(rows.length > 10_000)
    noneOf(rows.filter(row => row.name_fold !== nameKey(row.name)).map(row => `${row.name} → ${row.name_fold}`))
  })
})
