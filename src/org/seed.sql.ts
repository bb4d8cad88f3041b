import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import { addDays } from '../kernel/index.ts'
import { LEVELS, nameKey, realmOf, type AreaFact, type AreaFacts } from './areas.ts'
import type { PersonPlan } from './persons-for.ts'
import type { UnitPlan } from './units-for.ts'

/** Rows a statement: large enough to be few, small enough for one message on the wire. */
const CHUNK_ROWS = 5000

/** Writes areas and lineage; rows that are already there stay as they are. */
export async function seedAreas(tx: Tx, facts: AreaFacts): Promise<void> {
  const parentsFirst = LEVELS.flatMap(level => facts.areas.filter(area => area.level === level))
  for (const rows of chunks(parentsFirst.map(areaRow))) {
    await sql`
      insert into area (id, code, level, name, name_fold, parent_id, during, lat, lon, area_km2, population)
      select id, code, level, name, name_fold, parent_id, daterange(starts, ends), lat, lon, area_km2, population
      from jsonb_to_recordset(${rows}::jsonb) as r(id text, code text, level text, name text, name_fold text,
        parent_id text, starts date, ends date, lat float8, lon float8, area_km2 numeric, population int)
      on conflict (id) do nothing`.execute(tx)
  }
  for (const rows of chunks(facts.lineage)) {
    await sql`
      insert into area_lineage (from_id, to_id, extent)
      select r."from", r."to", r.extent from jsonb_to_recordset(${rows}::jsonb) as r("from" text, "to" text, extent text)
      on conflict (from_id, to_id) do nothing`.execute(tx)
  }
}

const areaRow = (area: AreaFact) => ({
  id: area.id,
  code: area.code,
  level: area.level,
  name: area.name,
  name_fold: nameKey(area.name),
  parent_id: area.parentId,
  starts: area.from,
  // The lists give the last day, a daterange ends before its upper bound.
  ends: area.to ? addDays(area.to, 1) : null,
  lat: area.lat,
  lon: area.lon,
  area_km2: area.areaKm2,
  population: area.population,
})

/** Writes the realms of these provinces and who answers for them while the province exists; a reform adds the successor. */
export async function seedRealms(tx: Tx, provinces: readonly AreaFact[]): Promise<void> {
  const rows = JSON.stringify(provinces.map(area => ({ realm: realmOf(area), name: area.name, area_id: area.id })))
  await sql`insert into realm (id, name)
    select realm, name from jsonb_to_recordset(${rows}::jsonb) as r(realm smallint, name text)
    on conflict (id) do nothing`.execute(tx)
  await sql`insert into realm_province (realm, area_id, during)
    select r.realm, r.area_id, area.during
    from jsonb_to_recordset(${rows}::jsonb) as r(realm smallint, area_id text) join area on area.id = r.area_id
    where not exists (select from realm_province p where p.realm = r.realm and p.during && area.during)`.execute(tx)
}

/** Writes units and their links and makes the closure anew. Units that are already there stay as they are. */
export async function seedUnits(tx: Tx, units: readonly UnitPlan[]): Promise<void> {
  for (const rows of chunks(units.map(unitRow))) {
    await sql`
      insert into unit (id, realm, kind, area_id, name, name_fold, short_name, during)
      select id, realm, kind, area_id, name, name_fold, short_name, daterange(starts, null)
      from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, realm smallint, kind text, area_id text, name text,
        name_fold text, short_name text, starts date)
      on conflict (id) do nothing`.execute(tx)
  }
  const links = units.flatMap(unit =>
    unit.links.map(link => ({ child: unit.id, line: link.line, parent: link.parentId, starts: link.from })),
  )
  for (const rows of chunks(links)) {
    await sql`
      insert into unit_link (child_id, line, parent_id, during)
      select child, line, parent, daterange(starts, null)
      from jsonb_to_recordset(${rows}::jsonb) as r(child uuid, line text, parent uuid, starts date)
      where not exists (select from unit_link l where l.child_id = r.child and l.line = r.line)`.execute(tx)
  }
  await sql`select rebuild_unit_paths()`.execute(tx)
  // The embedded database has nobody who counts its rows; without counts it guesses which index to take.
  for (const table of ['area', 'unit', 'unit_link', 'unit_path']) await sql`analyze ${sql.table(table)}`.execute(tx)
}

const unitRow = (unit: UnitPlan) => ({
  id: unit.id,
  realm: unit.realm,
  kind: unit.kind,
  area_id: unit.areaId,
  name: unit.name,
  name_fold: unit.nameFold,
  short_name: unit.shortName,
  starts: unit.from,
})

/** Writes the invented persons and the offices they hold, each as long as the unit lives. */
export async function seedPersons(tx: Tx, persons: readonly PersonPlan[]): Promise<void> {
  for (const rows of chunks(persons)) {
    await sql`
      insert into person (id, realm, name, name_fold)
      select id, realm, name, "nameFold" from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, realm smallint, name text, "nameFold" text)
      on conflict (id) do nothing`.execute(tx)
    await sql`
      insert into office_holding (person_id, unit_id, office, title, during)
      select r.id, r."unitId", r.office, r.title, unit.during
      from jsonb_to_recordset(${rows}::jsonb) as r(id uuid, "unitId" uuid, office text, title text) join unit on unit.id = r."unitId"
      where not exists (select from office_holding h where h.person_id = r.id and h.unit_id = r."unitId" and h.office = r.office)`.execute(
      tx,
    )
  }
}

const chunks = (rows: readonly unknown[]): string[] =>
  Array.from({ length: Math.ceil(rows.length / CHUNK_ROWS) }, (_, at) =>
    JSON.stringify(rows.slice(at * CHUNK_ROWS, (at + 1) * CHUNK_ROWS)),
  )
