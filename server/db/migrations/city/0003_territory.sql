-- Where: the tree of regions, grids, sectors, departments and teams. Small tables (thousands of rows), held in memory by every process.

-- Bumped with every change; a process whose copy is older loads anew.
create table territory_version (
  only_row boolean primary key default true check (only_row),
  version bigint not null
);
insert into territory_version (version) values (0);

-- A node of city → county → town → community. A level may be absent: the parent is then the next that exists.
create table region (
  id uuid primary key,
  code text not null check (code ~ '^[0-9]{12}$'),
  level text not null check (level in ('city', 'county', 'town', 'community')),
  name text not null check (name <> ''),
  parent_id uuid references region,
  -- GeoJSON geometry, WGS 84; null where nobody has drawn it
  geometry jsonb,
  -- true where the outline was made up, not surveyed
  synthetic boolean not null default false,
  valid_from date not null,
  -- the first day on which it no longer holds
  valid_to date,
  successor_id uuid references region,
  check (valid_to is null or valid_to >= valid_from),
  check (successor_id is null or valid_to is not null),
  check ((level = 'city') = (parent_id is null))
);
-- Codes are issued anew every year: one holder of a code at a time.
create unique index region_code on region (code) where valid_to is null;

create table grid (
  id uuid primary key,
  code text not null check (code <> ''),
  kind text not null check (kind in ('general', 'dedicated')),
  name text not null check (name <> ''),
  community_id uuid not null references region,
  -- GeoJSON Polygon or MultiPolygon, WGS 84
  geometry jsonb not null check (geometry ->> 'type' in ('Polygon', 'MultiPolygon')),
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null,
  synthetic boolean not null default false,
  valid_from date not null,
  valid_to date,
  check (west <= east and south <= north),
  check (valid_to is null or valid_to >= valid_from)
);
create unique index grid_code on grid (code) where valid_to is null;
create index grid_community on grid (community_id);

-- 片区: communities or grids under one working team.
create table sector (
  id uuid primary key,
  code text not null unique,
  name text not null,
  name_en text not null,
  region_id uuid not null references region
);
create table sector_member (
  sector_id uuid not null references sector,
  region_id uuid references region,
  grid_id uuid references grid,
  check (num_nonnulls(region_id, grid_id) = 1),
  unique nulls not distinct (sector_id, region_id, grid_id)
);

create table department (
  id uuid primary key,
  code text not null check (code <> ''),
  -- command: assesses, dispatches, verifies, calls back for its region; duty: puts things right
  kind text not null check (kind in ('command', 'duty')),
  name text not null check (name <> ''),
  name_en text not null check (name_en <> ''),
  region_id uuid not null references region,
  parent_id uuid references department,
  valid_from date not null,
  valid_to date,
  check (valid_to is null or valid_to >= valid_from)
);
create unique index department_code on department (code) where valid_to is null;

create table team (
  id uuid primary key,
  code text not null unique check (code <> ''),
  kind text not null check (kind in ('grid', 'squad', 'patrol')),
  name text not null check (name <> ''),
  name_en text not null check (name_en <> ''),
  department_id uuid not null references department,
  sector_id uuid references sector,
  -- serves the whole of it, unless grids are named
  region_id uuid not null references region
);
create table team_grid (
  team_id uuid not null references team,
  grid_id uuid not null references grid,
  primary key (team_id, grid_id)
);
