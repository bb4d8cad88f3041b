import type { Tx } from '../db/index.ts'
import { assert, type AreaId, type PlainDate } from '../kernel/index.ts'
import { areasAround, areasOn, type AreaFact, type AreaFacts, type Level } from './areas.ts'
import { personsFor } from './persons-for.ts'
import { seedAreas, seedPersons, seedRealms, seedUnits } from './seed.sql.ts'
import { unitsFor, type UnitPlan } from './units-for.ts'

export type WorldOptions = {
  /** The province that is seeded, or `country` for all that live on the day. */
  readonly province: string
  readonly asOf: PlainDate
  /** Only these kinds, for benches; all when absent. */
  readonly only?: ReadonlySet<string>
  /** False leaves the invented persons out. */
  readonly persons?: boolean
}
export type WorldCounts = {
  readonly areas: number
  readonly units: number
  readonly links: number
  readonly persons: number
  /** Units by line and level of their area; a unit in two lines counts in both. */
  readonly byLine: Readonly<Record<string, Readonly<Partial<Record<Level, number>>>>>
  readonly byKind: Readonly<Record<string, number>>
}

/**
 * Seeds areas, units, lines and invented persons of one province (`1-94` on 2023-02-08 is `soc-trang-2023`) or of the
 * country. Done twice it adds nothing. Throws when the province is not alive on the day: a wrong call, not bad input.
 */
export async function seedWorld(tx: Tx, facts: AreaFacts, options: WorldOptions): Promise<WorldCounts> {
  const country = options.province === 'country'
  const areas = areasOn(facts, options.asOf, country ? undefined : (options.province as AreaId))
  assert(areas.length > 0, `${options.province} exists on ${options.asOf}`)
  const units = unitsFor(areas, options.asOf, options.only)
  const levels = new Map(areas.map(area => [area.id, area.level]))
  const hosts = options.persons === false ? [] : units.map(unit => ({ ...unit, level: levelOf(levels, unit) }))
  const persons = personsFor(hosts)
  await seedAreas(tx, country ? facts : areasAround(facts, options.province as AreaId))
  await seedRealms(
    tx,
    areas.filter(area => area.level === 'province'),
  )
  await seedUnits(tx, units)
  await seedPersons(tx, persons)
  return countsOf(areas, units, levels, persons.length)
}

type Levels = ReadonlyMap<AreaId, Level>

const levelOf = (levels: Levels, unit: UnitPlan): Level => {
  const level = levels.get(unit.areaId)
  assert(level, `the area of ${unit.name} is seeded`)
  return level
}

const countsOf = (
  areas: readonly AreaFact[],
  units: readonly UnitPlan[],
  levels: Levels,
  persons: number,
): WorldCounts => {
  const byLine: Record<string, Partial<Record<Level, number>>> = {}
  const byKind: Record<string, number> = {}
  for (const unit of units) {
    byKind[unit.kind] = (byKind[unit.kind] ?? 0) + 1
    const level = levelOf(levels, unit)
    for (const link of unit.links) {
      const line = (byLine[link.line] ??= {})
      line[level] = (line[level] ?? 0) + 1
    }
  }
  const links = units.reduce((sum, unit) => sum + unit.links.length, 0)
  return { areas: areas.length, units: units.length, links, persons, byLine, byKind }
}
