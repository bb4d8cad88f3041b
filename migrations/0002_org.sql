-- org: areas, units, lines, lineage, and who holds which office when. All of it lives in time.

create table area (
  id text primary key,                    -- epoch-code, e.g. 1-94: a code alone is not unique over time
  code text not null,
  level text not null check (level in ('province', 'district', 'commune', 'hamlet')),
  name text not null,
  name_fold text not null,
  parent_id text references area,
  during daterange not null check (not isempty(during)),
  lat double precision,
  lon double precision,
  area_km2 numeric,
  population integer,
  exclude using gist (level with =, code with =, during with &&)
);
create index area_by_parent on area (parent_id);
create table area_lineage (
  from_id text not null references area,
  to_id text not null references area,
  extent text not null check (extent in ('whole', 'part')),
  primary key (from_id, to_id)
);

-- Which province answers for a realm, and when.
create table realm_province (
  realm smallint not null references realm,
  area_id text not null references area,
  during daterange not null check (not isempty(during)),
  exclude using gist (realm with =, during with &&)
);

-- A body at work in an area. `kind` is one of the kinds in src/org/unit-kinds.ts.
create table unit (
  id uuid primary key,
  realm smallint not null references realm,
  kind text not null check (kind ~ '^[a-z][a-z0-9_]*$'),
  area_id text not null references area,
  name text not null check (name = btrim(name) and name <> ''),
  name_fold text not null,
  short_name text,
  during daterange not null check (not isempty(during)),
  exclude using gist (area_id with =, kind with =, name_fold with =, during with &&)
);
create index unit_by_area on unit (area_id, kind);
create index unit_by_name on unit (name_fold text_pattern_ops);
create index unit_by_kind on unit (kind);

-- Where a unit stands in a line (party, government, front, red_cross, …). One parent a line at a time;
-- a root has no parent. A unit may stand in several lines at once.
create table unit_link (
  child_id uuid not null references unit,
  line text not null check (line ~ '^[a-z][a-z_]*$'),
  parent_id uuid references unit check (parent_id <> child_id),
  during daterange not null check (not isempty(during)),
  exclude using gist (child_id with =, line with =, during with &&)
);
create index unit_link_by_child on unit_link (child_id);
create index unit_link_by_parent on unit_link (parent_id);

-- The closure of all links of all lines, each unit its own ancestor, dated; kept by rebuild_unit_paths().
create table unit_path (
  ancestor_id uuid not null references unit,
  descendant_id uuid not null references unit,
  depth smallint not null check (depth >= 0),
  during daterange not null check (not isempty(during)),
  primary key (ancestor_id, descendant_id, during)
);
create index unit_path_by_descendant on unit_path (descendant_id, ancestor_id);

create table unit_lineage (
  from_id uuid not null references unit,
  to_id uuid not null references unit,
  extent text not null check (extent in ('whole', 'part')),
  on_date date not null,
  primary key (from_id, to_id)
);

-- A person who holds an office. Only what the office needs: never party membership, never health.
create table person (
  id uuid primary key,
  realm smallint not null references realm,
  name text not null check (name = btrim(name) and name <> ''),
  name_fold text not null,
  name_sort text not null default ''
);
create table office_holding (
  person_id uuid not null references person,
  unit_id uuid not null references unit,
  office text not null check (office ~ '^[a-z][a-z0-9_]*$'),
  title text not null,
  during daterange not null check (not isempty(during)),
  exclude using gist (person_id with =, unit_id with =, office with =, during with &&)
);
create index office_holding_by_unit on office_holding (unit_id, office);

-- Every unit at or below the roots on a day.
create function unit_subtree(roots uuid[], as_of date) returns setof uuid language sql stable rows 1000 as
$$ select distinct descendant_id from unit_path where ancestor_id = any(roots) and during @> as_of $$;

-- The bodies of the same area: whom reports go to (party committee and government of the same level).
create function same_level(of_unit uuid, as_of date) returns setof uuid language sql stable rows 20 as
$$ select peer.id from unit me join unit peer on peer.area_id = me.area_id and peer.during @> as_of
   where me.id = of_unit and peer.id <> of_unit $$;

-- Who took over a unit's work, through any number of reorganisations, as of a day.
create function successors(of_unit uuid, as_of date) returns setof uuid language sql stable rows 5 as
$$ with recursive later(id) as (
     select of_unit
     union
     select l.to_id from unit_lineage l join later on l.from_id = later.id where l.on_date <= as_of)
   select later.id from later join unit on unit.id = later.id where unit.during @> as_of and later.id <> of_unit $$;

-- Makes the closure anew from the links, in one statement whatever the depth.
create function rebuild_unit_paths() returns void language sql as
$$ delete from unit_path;
   with recursive walk(ancestor_id, descendant_id, depth, during) as (
     select id, id, 0, during from unit
     union
     select walk.ancestor_id, link.child_id, walk.depth + 1, walk.during * link.during
     from walk join unit_link link on link.parent_id = walk.descendant_id and link.during && walk.during
     where walk.depth < 16)
   insert into unit_path (ancestor_id, descendant_id, depth, during)
   select ancestor_id, descendant_id, min(depth)::smallint, during from walk group by ancestor_id, descendant_id, during $$;

-- The units that the actor of this transaction may read: the subtree of the grants, on the day of the read.
-- Policies compare with this set, computed once a statement, never with a function of the row. In plpgsql, because a
-- statement asks it for several tables and only plpgsql keeps the plan for the whole session.
create function visible_units() returns setof uuid language plpgsql stable rows 500 as
$$ begin
  return query select distinct descendant_id from unit_path
    where ancestor_id = any(nullif(current_setting('app.roots', true), '')::uuid[]) and during @> app_as_of();
end $$;

create trigger unit_audit_update after update on unit
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('id');
create trigger person_audit_update after update on person
  referencing old table as before_rows new table as after_rows for each statement execute function audit_update('id');

-- Names of people in office: for whoever is signed in, and nobody else.
alter table person enable row level security;
create policy person_signed_in on person to chido_app using ((select app_account()) is not null) with check ((select app_account()) is not null);
alter table office_holding enable row level security;
create policy office_signed_in on office_holding to chido_app using ((select app_account()) is not null) with check ((select app_account()) is not null);

grant select on area, area_lineage, realm_province, unit, unit_link, unit_path, unit_lineage, person, office_holding to chido_app;
