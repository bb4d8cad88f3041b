import { sql } from 'kysely'
import { askAll, type Question } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

/** What the links say, walked anew: the same rule as rebuild_unit_paths(), written once more so that a slip in one shows. */
const walked = sql`
  with recursive walk(ancestor_id, descendant_id, during, depth) as (
    select id, id, during, 0 from unit
    union
    select walk.ancestor_id, link.child_id, walk.during * link.during, walk.depth + 1
    from walk join unit_link link on link.parent_id = walk.descendant_id and link.during && walk.during where walk.depth < 16)
  select distinct ancestor_id, descendant_id, during from walk`

/** Each question selects one text column `sample` for every row that breaks the rule. */
const QUESTIONS: readonly Question[] = [
  {
    name: 'org.closure-equals-links',
    read: 'unit_path',
    broken: sql`
      with said as materialized (${walked}), kept as materialized (select ancestor_id, descendant_id, during from unit_path)
      select 'missing ' || m::text as sample from (select * from said except select * from kept) m
      union all select 'extra ' || e::text from (select * from kept except select * from said) e`,
  },
  {
    name: 'org.no-unit-above-itself',
    read: 'unit_path',
    broken: sql`select ancestor_id::text as sample from unit_path where ancestor_id = descendant_id and depth > 0
      union all select ancestor_id::text from unit_path where depth >= 16`,
  },
  {
    name: 'org.one-parent-a-line-at-a-time',
    read: 'unit_link',
    broken: sql`select a.child_id::text || ' ' || a.line as sample from unit_link a join unit_link b
      on b.child_id = a.child_id and b.line = a.line and b.ctid > a.ctid and b.during && a.during`,
  },
  {
    name: 'org.link-within-both-lives',
    read: 'unit_link',
    broken: sql`select link.child_id::text || ' ' || link.line as sample from unit_link link join unit child on child.id = link.child_id
      left join unit parent on parent.id = link.parent_id
      where not link.during <@ child.during or (parent.id is not null and not link.during && parent.during)`,
  },
  {
    name: 'org.unit-stands-somewhere',
    read: 'unit',
    broken: sql`select unit.name as sample from unit where not exists (select from unit_link link where link.child_id = unit.id)`,
  },
  {
    // A unit is ended by the reform that ends its area, not by the calendar: only a live world on the day of the
    // transaction can say that an area died before its unit.
    name: 'org.unit-area-alive',
    read: 'unit',
    broken: sql`select unit.name as sample from unit join area on area.id = unit.area_id
      where not unit.during && area.during or lower(unit.during) < lower(area.during)
        or (unit.during @> coalesce(app_as_of(), app_now()::date) and not area.during @> coalesce(app_as_of(), app_now()::date))`,
  },
  {
    name: 'org.area-within-its-parent',
    read: 'area',
    broken: sql`select area.id as sample from area join area parent on parent.id = area.parent_id where not area.during <@ parent.during`,
  },
  {
    name: 'org.office-within-the-life-of-the-unit',
    read: 'office_holding',
    broken: sql`select held.person_id::text as sample from office_holding held join unit on unit.id = held.unit_id
      where not held.during <@ unit.during`,
  },
  {
    name: 'org.lineage-runs-forward',
    read: 'unit_lineage',
    broken: sql`select edge.from_id::text as sample from unit_lineage edge join unit heir on heir.id = edge.to_id
      where lower(heir.during) > edge.on_date or upper(heir.during) <= edge.on_date`,
  },
]

/** Every invariant of this room over the live database, one line each. Run it as the owner: it must see every row. */
export const fsckOrg = (tx: Tx) => askAll(tx, QUESTIONS)
