import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { AreaId, PersonId, PlainDate, UnitId } from '../kernel/index.ts'
import type { Level } from './areas.ts'
import type { Line } from './unit-kind-types.ts'

export type ChainRow = {
  readonly kind: string
  readonly areaId: AreaId
  readonly level: Level
  readonly areaName: string
}

/** The area of a unit and the areas above it, lowest first; empty when there is no such unit. */
export const areaChain = async (tx: Tx, unit: UnitId): Promise<ChainRow[]> =>
  (await chainRows(sql`${unit}`).execute(tx)).rows

/** The same, to be read together with what says which unit it is. */
export const chainRows = (unit: RawBuilder<unknown>) => sql<ChainRow>`
    with recursive chain(id, level, name, parent_id, up) as (
      select area.id, area.level, area.name, area.parent_id, 0 from unit join area on area.id = unit.area_id where unit.id = ${unit}
      union all
      select area.id, area.level, area.name, area.parent_id, up + 1 from chain join area on area.id = chain.parent_id)
    select unit.kind, chain.id as "areaId", chain.level, chain.name as "areaName"
    from chain, unit where unit.id = ${unit} order by up`

/** Whether the unit `u` stands in a line on a day; null when no line is named. */
export const inLine = (line: Line | null, asOf: RawBuilder<unknown>) => sql<boolean | null>`
  case when ${line}::text is not null then exists (
    select from unit_link link where link.child_id = u.id and link.line = ${line} and link.during @> ${asOf}::date) end`

/** One selector made ready for the database: kinds in areas of a level, found under a root or by name. */
export type Wanted = {
  readonly p: number
  readonly s: number
  readonly level: Level
  readonly kinds: readonly string[]
  /** LIKE patterns of folded area names; null = any. */
  readonly patterns: readonly string[] | null
  /** The area at or below which to look; null = anywhere. */
  readonly root: AreaId | null
  /** Whether areas are named: then each name is found on its own, and which of its areas is meant is decided above. */
  readonly named: boolean
  /** Areas inside this one win over areas of the same name elsewhere. */
  readonly home: AreaId | null
  readonly within: readonly string[] | null
  readonly underKinds: readonly string[] | null
  readonly underLevel: Level | null
  readonly underArea: AreaId | null
  readonly underNames: readonly string[] | null
  readonly offices: readonly string[] | null
}
export type FoundRow = {
  readonly p: number
  readonly s: number
  readonly unitId: UnitId
  readonly name: string
  readonly kind: string
  readonly areaId: AreaId
  readonly areaName: string
  readonly level: Level
  readonly inLine: boolean | null
  /** Whether it lies in the province of the issuer. */
  readonly atHome: boolean
  readonly personId: PersonId | null
  readonly personName: string | null
  readonly office: string | null
  readonly title: string | null
}

/**
 * All units and office holders that any number of selectors name on a day, in one statement.
 * An area has at most two areas above it, so its place is two joins and no recursion, found once for all
 * selectors; each then finds its areas by one key, a name or an id at or above them, and not by trying every area.
 */
export const findWanted = async (
  tx: Tx,
  wanted: readonly Wanted[],
  asOf: PlainDate,
  line: Line | null,
): Promise<FoundRow[]> => {
  if (wanted.length === 0) return []
  const { rows } = await sql<FoundRow>`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(p int, s int, level text, kinds text[], patterns text[],
        named boolean, root text, home text, within text[], "underKinds" text[], "underLevel" text, "underArea" text, "underNames" text[], offices text[])),
    spot as materialized (
      select a.id, a.level, a.name, a.name_fold, a1.id as id1, a1.name_fold as fold1, a2.id as id2, a2.name_fold as fold2
      from area a left join area a1 on a1.id = a.parent_id left join area a2 on a2.id = a1.parent_id
      where a.during @> ${asOf}::date),
    below as (select id, level, unnest(array['*', id, id1, id2, name_fold, fold1, fold2]) as key from spot),
    candidate as (
      select distinct w.p, w.s, b.id from wanted w cross join unnest(coalesce(w.within, array[coalesce(w.root, '*')])) as k(key)
      join below b on b.key = k.key and b.level = w.level),
    place as (
      select w.*, a.id as area_id, a.name as area_name, coalesce(w.home in (a.id, a.id1, a.id2), false) as at_home,
        rank() over (partition by w.p, w.s order by coalesce(w.home in (a.id, a.id1, a.id2), false) desc) as nearness
      from candidate c join wanted w using (p, s) join spot a using (id)
      where (w.root is null or w.root in (a.id, a.id1, a.id2)) and (w.patterns is null or a.name_fold like any(w.patterns)))
    select place.p, place.s, u.id as "unitId", u.name, u.kind, place.area_id as "areaId", place.area_name as "areaName", place.level,
      ${inLine(line, sql`${asOf}`)} as "inLine", place.at_home as "atHome", person.id as "personId", person.name as "personName", held.office, held.title
    from place
    join unit u on u.area_id = place.area_id and u.kind = any(place.kinds) and u.during @> ${asOf}::date
    left join office_holding held on held.unit_id = u.id and held.office = any(place.offices) and held.during @> ${asOf}::date
    left join person on person.id = held.person_id
    where (place.named or place.nearness = 1)
      and (place."underKinds" is null or exists (
        select from unit_link link
        join unit above on above.id = link.parent_id and above.kind = any(place."underKinds")
        join area above_area on above_area.id = above.area_id and above_area.level = place."underLevel"
        where link.child_id = u.id and link.during @> ${asOf}::date
          and (place."underArea" is null or above_area.id = place."underArea")
          and (place."underNames" is null or above_area.name_fold = any(place."underNames"))))`.execute(tx)
  return rows
}
