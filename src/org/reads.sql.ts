import { sql } from 'kysely'
import { together, type Tx } from '../db/index.ts'
import { fold, type AreaId, type PersonId, type PlainDate, type Realm, type UnitId } from '../kernel/index.ts'
import { bareName, type Level } from './areas.ts'
import type { Line } from './unit-kind-types.ts'
import { regimeOf, standsAlone } from './unit-kinds.ts'

/** A unit as pages show it. */
export type UnitView = {
  readonly id: UnitId
  readonly realm: Realm
  readonly kind: string
  readonly name: string
  readonly shortName: string | null
  readonly areaId: AreaId
  readonly areaName: string
  readonly level: Level
  /** First day; null = before the records begin. */
  readonly from: PlainDate | null
  /** The first day on which it no longer exists; null while it does. */
  readonly until: PlainDate | null
}
export type OfficeHolder = {
  readonly personId: PersonId
  readonly name: string
  readonly office: string
  readonly title: string
  readonly from: PlainDate | null
  readonly until: PlainDate | null
}
/** A unit directly below another, with the line in which it stands there. */
export type UnitBelow = UnitView & { readonly line: Line }
/** Where a unit stands: the line and the unit directly above it there, null at a root. */
export type Standing = {
  readonly line: Line
  readonly parentId: UnitId | null
  readonly parentName: string | null
}

const unitColumns =
  sql.raw(`unit.id, unit.realm, unit.kind, unit.name, unit.short_name as "shortName", unit.area_id as "areaId",
  area.name as "areaName", area.level, lower(unit.during) as "from", upper(unit.during) as "until"`)
/** Provinces first, communes last, then by name as far as the database can sort it; views sort names as readers do. */
const byLevel = sql.raw(`array_position(array['province', 'district', 'commune', 'hamlet'], area.level)`)

/** The unit on that day, or null when there is none or it does not exist on the day. */
export const unitById = async (tx: Tx, id: UnitId, asOf: PlainDate): Promise<UnitView | null> =>
  (await unitsByIds(tx, [id], asOf))[0] ?? null

/** These units as far as they exist on the day, in one statement. */
export const unitsByIds = async (tx: Tx, ids: readonly UnitId[], asOf: PlainDate): Promise<UnitView[]> =>
  ids.length === 0 ? [] : (await unitRows(ids, asOf).execute(tx)).rows

const unitRows = (ids: readonly UnitId[], asOf: PlainDate) => sql<UnitView>`
  select ${unitColumns} from unit join area on area.id = unit.area_id
  where unit.id = any(${[...ids]}::uuid[]) and unit.during @> ${asOf}::date order by ${byLevel}, unit.name_fold`

/** A unit on a day and what is around it: in which lines it stands, what is below and beside it, who holds its offices. */
export type UnitPlace = {
  readonly unit: UnitView
  readonly standings: readonly Standing[]
  readonly below: readonly UnitBelow[]
  readonly beside: readonly UnitView[]
  readonly holders: readonly OfficeHolder[]
}

/** One statement; null when there is no such unit on the day. */
export async function unitPlace(tx: Tx, id: UnitId, asOf: PlainDate): Promise<UnitPlace | null> {
  const { units, ...around } = await together(tx, {
    units: unitRows([id], asOf),
    standings: standingRows(id, asOf),
    below: belowRows(id, asOf),
    beside: besideRows(id, asOf),
    holders: holderRows(id, asOf),
  })
  const [unit] = units
  return unit ? { unit, ...around } : null
}

/** Among whom a unit divides its work: who holds its offices on a day, and the units directly below; one statement. */
export const handsOf = (tx: Tx, unit: UnitId, asOf: PlainDate): Promise<Pick<UnitPlace, 'holders' | 'below'>> =>
  together(tx, { holders: holderRows(unit, asOf), below: belowRows(unit, asOf) })

/** Words that offices write short, both ways, so that either spelling finds the unit. */
const SHORT_FORMS: readonly (readonly [RegExp, string])[] = [
  [/\b(uy ban )?mat tran to quoc( viet nam)?\b|\bubmttq(vn)?\b/g, 'mttq'],
  [/\bubnd\b/g, 'uy ban nhan dan'],
  [/\bhdnd\b/g, 'hoi dong nhan dan'],
  [/\bctd\b/g, 'chu thap do'],
  [/\blhpn\b/g, 'lien hiep phu nu'],
  [/\bccb\b/g, 'cuu chien binh'],
  [/\bldld\b/g, 'lien doan lao dong'],
  [/\bbtv\b/g, 'ban thuong vu'],
  [/\bbtt\b/g, 'ban thuong truc'],
]

/**
 * Units whose names hold every word of the text, without regard to tones, case and the usual abbreviations.
 * Upper levels and shorter names first.
 * @param limit at most so many rows
 */
export const searchUnits = async (tx: Tx, text: string, asOf: PlainDate, limit: number): Promise<UnitView[]> => {
  const folded = SHORT_FORMS.reduce((words, [short, long]) => words.replace(short, long), fold(text))
  const patterns = folded
    .split(' ')
    .filter(Boolean)
    .map(word => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  if (patterns.length === 0) return []
  const { rows } = await sql<UnitView>`select ${unitColumns} from unit join area on area.id = unit.area_id
    where unit.name_fold like all(${patterns}::text[]) and unit.during @> ${asOf}::date
    order by ${byLevel}, length(unit.name_fold), unit.name_fold, unit.id limit ${limit}`.execute(tx)
  return rows
}

/** The units directly below one in any line, each with the line. */
const belowRows = (unit: UnitId, asOf: PlainDate) => sql<UnitBelow>`
  select ${unitColumns}, link.line from unit_link link
    join unit on unit.id = link.child_id and unit.during @> ${asOf}::date join area on area.id = unit.area_id
  where link.parent_id = ${unit} and link.during @> ${asOf}::date order by link.line, unit.name_fold, unit.id`

/** The other bodies of the same area on a day. */
const besideRows = (unit: UnitId, asOf: PlainDate) => sql<UnitView>`
  select ${unitColumns} from same_level(${unit}, ${asOf}::date) as peer(id)
    join unit on unit.id = peer.id join area on area.id = unit.area_id order by unit.name_fold, unit.id`

/** In which lines a unit stands on a day, and under whom. */
const standingRows = (unit: UnitId, asOf: PlainDate) => sql<Standing>`
  select link.line, link.parent_id as "parentId", above.name as "parentName"
  from unit_link link left join unit above on above.id = link.parent_id
  where link.child_id = ${unit} and link.during @> ${asOf}::date order by link.line`

/** Who holds which office in a unit on a day; nobody for a transaction without an account. */
const holderRows = (unit: UnitId, asOf: PlainDate) => sql<OfficeHolder>`
  select person.id as "personId", person.name, held.office, held.title, lower(held.during) as "from", upper(held.during) as "until"
  from office_holding held join person on person.id = held.person_id
  where held.unit_id = ${unit} and held.during @> ${asOf}::date order by held.office, person.name_fold, person.id`

/** How many areas of each level the province of a unit has on a day; its other levels are absent. */
export const areaCounts = async (tx: Tx, unit: UnitId, asOf: PlainDate): Promise<ReadonlyMap<Level, number>> => {
  const { rows } = await sql<{ level: Level; areas: number }>`
    with placed as (
      select area.id, area.level, area.during, coalesce(a2.id, a1.id, area.id) as province
      from area left join area a1 on a1.id = area.parent_id left join area a2 on a2.id = a1.parent_id)
    select level, count(*)::int as areas from placed
    where during @> ${asOf}::date
      and province = (select home.province from unit join placed home on home.id = unit.area_id where unit.id = ${unit})
    group by level`.execute(tx)
  return new Map(rows.map(row => [row.level, row.areas]))
}

/** The bodies of these kinds in the same area on a day: whom a report goes to besides the superior. */
export const sameLevel = async (
  tx: Tx,
  unit: UnitId,
  asOf: PlainDate,
  kinds: readonly string[],
): Promise<UnitView[]> => {
  const { rows } = await sql<UnitView>`select ${unitColumns} from same_level(${unit}, ${asOf}::date) as peer(id)
    join unit on unit.id = peer.id join area on area.id = unit.area_id
    where unit.kind = any(${[...kinds]}::text[]) order by unit.name_fold, unit.id`.execute(tx)
  return rows
}

/** What stands at the head of a paper of a unit: its own name, the body above it where such papers name it, and the place. */
export type PaperHead = {
  readonly regime: 'state' | 'party' | 'youth_union'
  readonly above: string | null
  readonly unit: string
  readonly place: string
}

/** The head of a unit's papers on a day; null when there is no such unit. One statement. */
export const headingOf = async (tx: Tx, unit: UnitId, asOf: PlainDate): Promise<PaperHead | null> => {
  const { rows } = await sql<{ kind: string; name: string; area: string; level: Level; above: string | null }>`
    select unit.kind, unit.name, area.name as area, area.level,
      (select up.name from unit_link link join unit up on up.id = link.parent_id
       where link.child_id = unit.id and link.during @> ${asOf}::date
       order by link.line = any(array['party', 'government', 'front', 'red_cross', 'youth']) desc, link.line desc limit 1) as above
    from unit join area on area.id = unit.area_id where unit.id = ${unit}`.execute(tx)
  const row = rows[0]
  return row
    ? {
        regime: regimeOf(row.kind),
        above: standsAlone(row.kind) ? null : row.above,
        unit: row.name,
        place: bareName({ level: row.level, name: row.area }),
      }
    : null
}
