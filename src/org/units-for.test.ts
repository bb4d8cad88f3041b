import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isUuid, type AreaId, type PlainDate } from '../kernel/index.ts'
import { root } from '../../test/testkit.ts'
import { areasAround, areasOn, areaTypeOf, bareName, readAreas } from './areas.ts'
import { UNIT_KINDS } from './unit-kinds.ts'
import { unitsFor } from './units-for.ts'

const facts = readAreas(readFileSync(join(root, 'facts/areas.tsv.gz')))
const BEFORE = '2023-02-08' as PlainDate
const AFTER = '2025-07-01' as PlainDate
const SOC_TRANG = '1-94' as AreaId
const CAN_THO = '2-92' as AreaId

test('the facts know Sóc Trăng before its merger, between, and Cần Thơ after', () => {
  const count = (root: AreaId, asOf: string) =>
    areasOn(facts, asOf as PlainDate, root).filter(area => area.level === 'commune').length
  assert.equal(areasOn(facts, BEFORE, SOC_TRANG).filter(area => area.level === 'district').length, 11)
  assert.equal(count(SOC_TRANG, '2023-02-08'), 109)
  assert.equal(count(SOC_TRANG, '2024-09-01'), 108)
  assert.equal(count(SOC_TRANG, '2025-06-30'), 108)
  assert.equal(count(SOC_TRANG, '2025-07-01'), 0)
  assert.equal(count(CAN_THO, '2025-07-01'), 103)
})

test('every area of the country has a type and a name of its own', () => {
  for (const area of facts.areas) assert.ok(areaTypeOf(area) && bareName(area), area.name)
  const city = facts.areas.find(area => area.id === '1-941')
  assert.equal(city && bareName(city), 'Sóc Trăng')
})

test('a world of one province knows where it flows to and what else flows there', () => {
  const around = areasAround(facts, SOC_TRANG)
  const ids = new Set(around.areas.map(area => area.id as string))
  for (const id of ['1-94', '1-943', '2-92', '1-92', '1-93', '0-31513', '2-01']) assert.ok(ids.has(id), id)
  assert.ok(around.areas.length < 700)
})

test('both letters find their bodies among the units of 2023', () => {
  const names = new Set(unitsFor(areasOn(facts, BEFORE, SOC_TRANG), BEFORE).map(unit => unit.name))
  for (const name of [
    'Tỉnh ủy Sóc Trăng',
    'Ban Thường vụ Tỉnh ủy Sóc Trăng',
    'Ban Dân vận Tỉnh ủy Sóc Trăng',
    'Huyện ủy Kế Sách',
    'Thị ủy Ngã Năm',
    'Thành ủy Sóc Trăng',
    'Đảng ủy xã An Lạc Tây',
    'Ủy ban nhân dân huyện Kế Sách',
    'Ủy ban MTTQ Việt Nam huyện Kế Sách',
    'Ban Thường trực Ủy ban MTTQ Việt Nam huyện Kế Sách',
    'Hội Chữ thập đỏ huyện Kế Sách',
    'Ban Thường vụ Hội Chữ thập đỏ tỉnh Sóc Trăng',
    'Ban cán sự đảng Ủy ban nhân dân tỉnh Sóc Trăng',
    'Đảng ủy Bộ đội Biên phòng tỉnh Sóc Trăng',
    'Báo Sóc Trăng',
  ])
    assert.ok(names.has(name), name)
})

test('after July 2025 the same rules make two levels, without delegations and with the merged board', () => {
  const units = unitsFor(areasOn(facts, AFTER, CAN_THO), AFTER)
  const kinds = new Set(units.map(unit => unit.kind))
  for (const gone of [
    'party_board_mobilisation',
    'party_delegation_women_union',
    'party_caucus_people_committee',
    'office_health',
  ])
    assert.ok(!kinds.has(gone), gone)
  const committee = units.find(unit => unit.name === 'Thành ủy Cần Thơ')
  assert.ok(units.some(unit => unit.name === 'Ban Tuyên giáo và Dân vận Thành ủy Cần Thơ'))
  const communes = units.filter(unit => unit.kind === 'party_committee' && unit.id !== committee?.id)
  assert.equal(communes.length, 103)
  assert.ok(communes.every(unit => unit.links[0]?.parentId === committee?.id))
  const society = units.find(unit => unit.name === 'Hội Chữ thập đỏ thành phố Cần Thơ')
  assert.deepEqual(
    society?.links.map(link => link.line),
    ['red_cross', 'front'],
  )
})

test('a party delegation stands in two lines', () => {
  const units = unitsFor(areasOn(facts, BEFORE, SOC_TRANG), BEFORE)
  const byId = new Map(units.map(unit => [unit.id, unit.name]))
  const caucus = units.find(unit => unit.kind === 'party_caucus_people_committee')
  assert.deepEqual(
    caucus?.links.map(link => [link.line, link.parentId && byId.get(link.parentId)]),
    [
      ['party', 'Tỉnh ủy Sóc Trăng'],
      ['government', 'Ủy ban nhân dân tỉnh Sóc Trăng'],
    ],
  )
})

test('making a world twice makes the same ids; ids are UUIDs and never clash, names never clash in an area', () => {
  const once = unitsFor(areasOn(facts, AFTER), AFTER)
  const again = unitsFor(areasOn(facts, AFTER, CAN_THO), AFTER)
  const ids = new Set(once.map(unit => unit.id))
  assert.equal(ids.size, once.length)
  assert.ok(once.every(unit => isUuid(unit.id)))
  assert.ok(again.every(unit => ids.has(unit.id)))
  assert.equal(new Set(once.map(unit => `${unit.areaId}/${unit.kind}/${unit.nameFold}`)).size, once.length)
})

test('every parent is a unit of the same world, one a line, and nothing invented hides it', () => {
  const units = unitsFor(areasOn(facts, BEFORE, SOC_TRANG), BEFORE)
  const ids = new Set(units.map(unit => unit.id))
  for (const unit of units) {
    assert.ok(unit.links.length > 0, unit.name)
    assert.equal(new Set(unit.links.map(link => link.line)).size, unit.links.length, unit.name)
    for (const link of unit.links) assert.ok(link.parentId === null || ids.has(link.parentId), unit.name)
  }
  for (const unit of units.filter(each => each.kind === 'party_cell')) assert.match(unit.name, /\(giả định\)$/)
  for (const rule of UNIT_KINDS.filter(each => each.invented)) assert.match(JSON.stringify(rule.name), /\(giả định\)/)
})

test('kinds are named once and point at kinds that exist', () => {
  const kinds = new Set(UNIT_KINDS.map(rule => rule.kind))
  assert.equal(kinds.size, UNIT_KINDS.length)
  for (const rule of UNIT_KINDS) {
    for (const named of [rule.of, rule.becomes]) assert.ok(!named || kinds.has(named), `${rule.kind} → ${named}`)
    for (const place of rule.places)
      if (typeof place.under !== 'string')
        for (const parent of place.under) assert.ok(kinds.has(parent.replace('^', '')), `${rule.kind} under ${parent}`)
  }
})
