import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
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
export type AreaView = {
  readonly id: AreaId
  readonly code: string
  readonly level: Level
  readonly name: string
  readonly parentId: AreaId | null
  readonly lat: number | null
  readonly lon: number | null
  readonly areaKm2: string | null
  readonly population: number | null
}
export type OfficeHolder = {
  readonly personId: PersonId
  readonly name: string
  readonly office: string
  readonly title: string
  readonly from: PlainDate | null
  readonly until: PlainDate | null
}
/** A unit in a tree: its parent in that line and how far below the root it stands. */
export type TreeUnit = UnitView & { readonly parentId: UnitId | null; readonly depth: number }
/** Where a unit stands: the line and the unit directly above it there, null at a root. */
export type Standing = {
  readonly line: Line
  readonly parentId: UnitId | null
  readonly parentName: string | null
}

const unitColumns =
  sql.raw(`unit.id, unit.realm, unit.kind, unit.name, unit.short_name as "shortName", unit.area_id as "areaId",
  area.name as "areaName", area.level, lower(unit.during) as "from", upper(unit.during) as "until"`)
const areaColumns =
  sql.raw(`area.id, area.code, area.level, area.name, area.parent_id as "parentId", area.lat, area.lon,
  area.area_km2 as "areaKm2", area.population`)
/** Provinces first, communes last, then by name as far as the database can sort it; views sort names as readers do. */
const byLevel = sql.raw(`array_position(array['province', 'district', 'commune', 'hamlet'], area.level)`)

/** The unit on that day, or null when there is none or it does not exist on the day. */
export const unitById = async (tx: Tx, id: UnitId, asOf: PlainDate): Promise<UnitView | null> =>
  (await unitsByIds(tx, [id], asOf))[0] ?? null

/** These units as far as they exist on the day, in one statement. */
export const unitsByIds = async (tx: Tx, ids: readonly UnitId[], asOf: PlainDate): Promise<UnitView[]> => {
  if (ids.length === 0) return []
  const { rows } = await sql<UnitView>`select ${unitColumns} from unit join area on area.id = unit.area_id
    where unit.id = any(${[...ids]}::uuid[]) and unit.during @> ${asOf}::date order by ${byLevel}, unit.name_fold`.execute(
    tx,
  )
  return rows
}

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

/** The root and everything below it in one line on a day, parents before children. */
export const unitTree = async (tx: Tx, root: UnitId, line: Line, asOf: PlainDate): Promise<TreeUnit[]> => {
  const { rows } = await sql<TreeUnit>`
    with recursive tree(id, parent_id, depth) as (
      select ${root}::uuid, null::uuid, 0
      union all
      select link.child_id, link.parent_id, tree.depth + 1 from tree join unit_link link
        on link.parent_id = tree.id and link.line = ${line} and link.during @> ${asOf}::date where tree.depth < 16)
    select ${unitColumns}, tree.parent_id as "parentId", tree.depth
    from tree join unit on unit.id = tree.id and unit.during @> ${asOf}::date join area on area.id = unit.area_id
    order by tree.depth, unit.name_fold, unit.id`.execute(tx)
  return rows
}

/** The units directly below one in any line, each with the line; one statement. */
export const childrenOf = async (
  tx: Tx,
  unit: UnitId,
  asOf: PlainDate,
): Promise<(UnitView & { readonly line: Line })[]> => {
  const { rows } = await sql<UnitView & { line: Line }>`
    select ${unitColumns}, link.line from unit_link link
      join unit on unit.id = link.child_id and unit.during @> ${asOf}::date join area on area.id = unit.area_id
    where link.parent_id = ${unit} and link.during @> ${asOf}::date order by link.line, unit.name_fold, unit.id`.execute(
    tx,
  )
  return rows
}

/**
 * The other bodies of the same area on a day: whom reports go to.
 * @param kinds only these, for instance the party committee and the People's Committee; all when absent
 */
export const sameLevel = async (
  tx: Tx,
  unit: UnitId,
  asOf: PlainDate,
  kinds?: readonly string[],
): Promise<UnitView[]> => {
  const wanted = kinds ? [...kinds] : null
  const { rows } = await sql<UnitView>`select ${unitColumns} from same_level(${unit}, ${asOf}::date) as peer(id)
    join unit on unit.id = peer.id join area on area.id = unit.area_id
    where ${wanted}::text[] is null or unit.kind = any(${wanted}::text[]) order by unit.name_fold, unit.id`.execute(tx)
  return rows
}

/** In which lines a unit stands on a day, and under whom. */
export const standingsOf = async (tx: Tx, unit: UnitId, asOf: PlainDate): Promise<Standing[]> => {
  const { rows } = await sql<Standing>`select link.line, link.parent_id as "parentId", above.name as "parentName"
    from unit_link link left join unit above on above.id = link.parent_id
    where link.child_id = ${unit} and link.during @> ${asOf}::date order by link.line`.execute(tx)
  return rows
}

/** Who took over a unit's work, as far as they exist on the day. */
export const successorsOf = async (tx: Tx, unit: UnitId, asOf: PlainDate): Promise<UnitView[]> => {
  const { rows } = await sql<UnitView>`select ${unitColumns} from successors(${unit}, ${asOf}::date) as later(id)
    join unit on unit.id = later.id join area on area.id = unit.area_id order by ${byLevel}, unit.name_fold`.execute(tx)
  return rows
}

/** Who holds which office in a unit on a day; nobody for a transaction without an account. */
export const officeHolders = async (tx: Tx, unit: UnitId, asOf: PlainDate): Promise<OfficeHolder[]> => {
  const { rows } = await sql<OfficeHolder>`select person.id as "personId", person.name, held.office, held.title,
      lower(held.during) as "from", upper(held.during) as "until"
    from office_holding held join person on person.id = held.person_id
    where held.unit_id = ${unit} and held.during @> ${asOf}::date order by held.office, person.name_fold, person.id`.execute(
    tx,
  )
  return rows
}

/** The areas at or below one area on a day, or all of them; degrees, square kilometres and people where known. */
export const areasOf = async (tx: Tx, root: AreaId | null, asOf: PlainDate): Promise<AreaView[]> => {
  const { rows } = await sql<AreaView>`select ${areaColumns} from area
    left join area a1 on a1.id = area.parent_id left join area a2 on a2.id = a1.parent_id
    where area.during @> ${asOf}::date and (${root}::text is null or ${root}::text in (area.id, a1.id, a2.id))
    order by ${byLevel}, area.code`.execute(tx)
  return rows
}

/** The unit of a kind in an area on a day, lowest name first where a kind occurs several times; null when there is none. */
export const unitOfKind = async (tx: Tx, area: AreaId, kind: string, asOf: PlainDate): Promise<UnitView | null> => {
  const { rows } = await sql<UnitView>`select ${unitColumns} from unit join area on area.id = unit.area_id
    where unit.area_id = ${area} and unit.kind = ${kind} and unit.during @> ${asOf}::date order by unit.name_fold limit 1`.execute(
    tx,
  )
  return rows[0] ?? null
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
