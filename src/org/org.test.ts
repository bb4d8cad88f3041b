import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, after, test } from 'node:test'
import type { Database, Tx } from '../db/index.ts'
import type { AreaId, PlainDate, Realm, UnitId } from '../kernel/index.ts'
import { root, testDatabase } from '../../test/testkit.ts'
import * as org from './index.ts'

const facts = org.readAreas(readFileSync(join(root, 'facts/areas.tsv.gz')))
const asOf = '2023-02-08' as PlainDate
const now = new Date('2023-02-08T02:00:00Z')
const realm = 94 as Realm
const at = (kind: string, area = '1-94'): UnitId => org.unitId(realm, kind, area as AreaId)

let db: Database
const closers: (() => unknown)[] = []
before(async () => {
  const fill = async (made: Database) =>
    void (await made.own({ now, asOf }, tx => org.seedWorld(tx, facts, { province: '1-94', asOf })))
  // The kept database is told apart by what the rules make, so that a changed rule makes a new one.
  const plan = org.unitsFor(org.areasOn(facts, asOf, '1-94' as AreaId), asOf)
  const key = `org/${org.nameId(JSON.stringify(plan))}`
  db = await testDatabase({ after: close => void closers.push(close as () => unknown) }, { key, fill })
})
after(async () => {
  for (const close of closers) await close()
})
const owned = <T>(work: (tx: Tx) => Promise<T>) => db.own({ now, asOf }, work)
const resolve = (phrase: string, issuer = at('party_committee'), addressees?: string[]) =>
  owned(tx => org.resolvePhrase(tx, phrase, { issuer, asOf, ...(addressees ? { addressees } : {}) }))

const FOUR = [
  'Các ban đảng, ban cán sự đảng, đảng đoàn, đảng uỷ trực thuộc Tỉnh uỷ',
  'Đảng đoàn Uỷ ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội cấp tỉnh',
  'Ban Thường vụ Hội Chữ thập đỏ tỉnh',
  'Các huyện uỷ, thị uỷ, thành uỷ',
]

test('the addressees of 1016-CV/TU are understood and counted exactly', async () => {
  const found = await owned(tx => org.resolvePhrases(tx, FOUR, { issuer: at('party_committee'), asOf }))
  assert.deepEqual(
    found.map(each => [each.understood, each.units.length]),
    [
      [true, 18],
      [true, 6],
      [true, 1],
      [true, 11],
    ],
  )
  assert.ok(found[1]?.notes.includes('youth-union-has-no-party-delegation'))
  assert.deepEqual(
    found[1]?.units.filter(unit => unit.kind === 'youth_union').map(unit => unit.name),
    ['Tỉnh đoàn Sóc Trăng'],
  )
})

test('the addressees of 2052/MTTQ-BTT are the eleven districts, and not the province', async () => {
  const found = await resolve(
    'Ban Thường trực Ủy ban MTTQ Việt Nam các huyện, thị xã, thành phố, tỉnh Sóc Trăng',
    at('front_standing_committee'),
  )
  assert.equal(found.units.length, 11)
  assert.ok(found.units.every(unit => unit.level === 'district' && unit.kind === 'front_standing_committee'))
})

test('persons and single bodies resolve as of the day', async () => {
  const members = await resolve('Các đồng chí Tỉnh uỷ viên')
  assert.deepEqual([members.persons.length, members.units.length, members.understood], [50, 0, true])
  assert.deepEqual(
    (await resolve('Ban Dân vận Tỉnh uỷ')).units.map(unit => unit.name),
    ['Ban Dân vận Tỉnh ủy Sóc Trăng'],
  )
  assert.equal((await resolve('Hội Chữ thập đỏ các cấp')).units.length, 1 + 11 + 109)
  assert.deepEqual(
    (await resolve('Ban cán sự đảng Ủy ban nhân dân tỉnh')).units.map(unit => unit.kind),
    ['party_caucus_people_committee'],
  )
})

test('names, neighbours and bodies above are found from where the issuer stands', async () => {
  const kesach = at('red_cross_society', '1-943')
  assert.equal((await resolve('Hội Chữ thập đỏ các xã, thị trấn', kesach)).units.length, 13)
  assert.deepEqual(
    (await resolve('Tỉnh Hội (b/c)', kesach)).units.map(unit => unit.name),
    ['Hội Chữ thập đỏ tỉnh Sóc Trăng'],
  )
  assert.deepEqual(
    (await resolve('TT. Huyện uỷ (b/c)', kesach)).units.map(unit => unit.name),
    ['Thường trực Huyện ủy Kế Sách'],
  )
  assert.equal((await resolve('UBND các huyện Kế Sách, Long Phú và thị xã Ngã Năm')).units.length, 3)
  assert.deepEqual(
    (await resolve('UBND huyện Ke Sach')).units.map(unit => unit.areaName),
    ['Huyện Kế Sách'],
  )
  assert.equal((await resolve('Đảng uỷ các xã huyện Kế Sách')).units.length, 11)
})

test('"Như trên" is the addressees of the letter; who is not known or not there is said', async () => {
  assert.equal((await resolve('Như trên', at('party_committee'), ['Các huyện uỷ, thị uỷ, thành uỷ'])).units.length, 11)
  const company = await resolve('Công ty TNHH Hoa Sen')
  assert.deepEqual(
    [company.understood, company.unresolvedParts, company.notes],
    [false, ['Công ty TNHH Hoa Sen'], ['resolves-to-nobody']],
  )
  const ministry = await resolve('Bộ Y tế (để b/c)')
  assert.deepEqual([ministry.understood, ministry.notes], [true, ['outside-the-tree', 'resolves-to-nobody']])
})

test('an old name reaches the body that took over, and says so; without a reform the old body is still meant', async () => {
  const late = '2025-07-01' as PlainDate
  const unreformed = await owned(tx =>
    org.resolvePhrase(tx, 'Ban Dân vận Tỉnh uỷ', {
      issuer: at('party_committee'),
      asOf: '2025-03-01' as PlainDate,
    }),
  )
  assert.deepEqual(
    unreformed.units.map(unit => unit.kind),
    ['party_board_mobilisation'],
  )
  assert.deepEqual(unreformed.notes, [])
  await rolledBack(async tx => {
    await org.seedWorld(tx, facts, { province: '2-92', asOf: late, persons: false })
    const issuer = org.unitId(92 as Realm, 'party_committee', '2-92' as AreaId)
    const found = await org.resolvePhrases(
      tx,
      ['Ban Dân vận Thành uỷ', 'Hội Chữ thập đỏ các xã, phường', 'Đảng đoàn Hội Nông dân'],
      { issuer, asOf: late },
    )
    assert.deepEqual(
      found[0]?.units.map(unit => unit.name),
      ['Ban Tuyên giáo và Dân vận Thành ủy Cần Thơ'],
    )
    assert.deepEqual(found[0]?.notes, ['body-renamed-since'])
    assert.equal(found[1]?.units.length, 103)
    assert.ok(found[2]?.notes.includes('resolves-to-nobody'))
  })
})

/** Work whose rows must not be there for the next test. */
const rolledBack = async (work: (tx: Tx) => Promise<void>): Promise<void> => {
  const enough = new Error('rolled back')
  const thrown = await owned(async tx => {
    await work(tx)
    throw enough
  }).catch((error: unknown) => error)
  if (thrown !== enough) throw thrown
}

test('resolving many phrases costs as many statements as resolving one', async () => {
  const cost = async (phrases: readonly string[]) => {
    const start = db.statements()
    await owned(tx => org.resolvePhrases(tx, phrases, { issuer: at('party_committee'), asOf }))
    return db.statements() - start
  }
  assert.equal(await cost([...FOUR, ...FOUR, 'Hội Chữ thập đỏ các cấp']), await cost(FOUR.slice(0, 1)))
})

test('seeding twice changes nothing, and every invariant holds', async () => {
  const count = () => owned(tx => org.fsckOrg(tx))
  const first = await count()
  await owned(tx => org.seedWorld(tx, facts, { province: '1-94', asOf }))
  assert.deepEqual(await count(), first)
  for (const check of first) assert.equal(check.violations, 0, `${check.name}: ${check.sample}`)
  assert.ok(first.every(check => check.rows > 0 || check.name === 'org.lineage-runs-forward'))
})

test('pages read the places, the peers and the holders as of a day', async () => {
  await owned(async tx => {
    const society = await org.unitById(tx, at('red_cross_society', '1-943'), asOf)
    assert.deepEqual(
      [society?.name, society?.areaName, society?.level],
      ['Hội Chữ thập đỏ huyện Kế Sách', 'Huyện Kế Sách', 'district'],
    )
    const found = await org.searchUnits(tx, 'ctđ kế sách', asOf, 5)
    assert.equal(found[0]?.id, society?.id)
    assert.equal((await org.searchUnits(tx, '%', asOf, 5)).length, 0)
    const place = await org.unitPlace(tx, at('red_cross_society', '1-943'), asOf)
    assert.deepEqual(place?.unit, society)
    assert.deepEqual(
      place?.beside.filter(unit => ['party_committee', 'people_committee'].includes(unit.kind)).map(unit => unit.name),
      ['Huyện ủy Kế Sách', 'Ủy ban nhân dân huyện Kế Sách'],
    )
    assert.deepEqual(
      (await org.unitPlace(tx, at('party_caucus_court'), asOf))?.standings.map(each => each.line),
      ['justice', 'party'],
    )
    assert.equal((await org.handsOf(tx, at('party_committee'), asOf)).holders.length, 54)
    const areas = await org.areaCounts(tx, at('red_cross_society', '1-943'), asOf)
    assert.equal(
      [...areas.values()].reduce((sum, count) => sum + count),
      121,
    )
  })
})

test('people in office are seen by nobody who is not signed in', async () => {
  const nobody = { account: null, roots: [], realm, now, asOf } as const
  assert.equal((await db.read(nobody, tx => org.handsOf(tx, at('party_committee'), asOf))).holders.length, 0)
})

test('names with a known word, a hyphen, an apostrophe or a number find their areas however they are written', async t => {
  const day = '2025-08-01' as PlainDate
  const fresh = await testDatabase(t)
  const only = new Set(['people_committee', 'front_committee', 'front_standing_committee'])
  const found = await fresh.own({ now, asOf: day }, async tx => {
    for (const province of ['2-31', '2-68'])
      await org.seedWorld(tx, facts, { province, asOf: day, only, persons: false })
    return org.resolvePhrases(
      tx,
      [
        'Uỷ ban nhân dân thành phố Hải Phòng',
        'Ban Thường trực Ủy ban MTTQ Việt Nam các xã, phường, đặc khu Thành phố Hải Phòng',
        'UBND PHƯỜNG XUÂN HƯƠNG – ĐÀ LẠT',
        'UBND các phường B’Lao, 1 Bảo Lộc và Xuân Trường-Đà Lạt',
        'UBND xã Cẩm Giàng, thành phố Hải Phòng',
        'UBND xã Cẩm Giang',
        'UBND xa Cam Giang',
        'UBND xã Tân Ân',
        'UBND xã Cẩm Giàng, phường Cẩm Giàng',
        'UBND thành phố Hải Phòng, UBND tỉnh Lâm Đồng',
        'UBND các xã Cẩm Giàng, Cẩm Giang và Cẩm Giông',
      ],
      { issuer: org.unitId(31 as Realm, 'people_committee', '2-31' as AreaId), asOf: day },
    )
  })
  assert.deepEqual(
    found.map(each => [each.understood, each.units.length]),
    [
      [true, 1],
      [true, 114],
      [true, 1],
      [true, 3],
      [true, 1],
      [true, 1],
      [true, 2],
      [true, 0],
      [true, 1],
      [true, 2],
      [true, 2],
    ],
  )
  assert.deepEqual(
    found.slice(4, 6).map(each => each.units[0]?.areaName),
    ['Xã Cẩm Giàng', 'Xã Cẩm Giang'],
  )
  assert.deepEqual(
    found.map(each => each.unresolvedParts.join()).filter(Boolean),
    ['xã Tân Ân', 'phường Cẩm Giàng', 'Cẩm Giông'],
    'a namesake with other marks or of another type is not whom the phrase names',
  )
  assert.equal(found[2]?.units[0]?.areaName, 'Phường Xuân Hương - Đà Lạt')
})
