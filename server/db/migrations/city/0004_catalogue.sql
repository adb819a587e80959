-- What can be found or asked, how its cases go, and who is responsible. Versions are added, never changed; nothing is deleted.

create table catalogue_version (
  only_row boolean primary key default true check (only_row),
  version bigint not null
);
insert into catalogue_version (version) values (0);

create table category (
  id uuid primary key,
  code text not null unique,
  name_zh text not null,
  name_en text not null,
  position integer not null
);

-- `document` is the Procedure of domain/item.ts.
create table procedure (
  id text not null,
  version integer not null check (version > 0),
  document jsonb not null,
  primary key (id, version)
);

-- `document` is the StageProfile of domain/item.ts: what the steps of a city's loop are called.
create table stage_profile (
  id text primary key,
  document jsonb not null
);

create table item (
  id uuid primary key,
  code text not null unique,
  category_id uuid not null references category,
  current_version integer not null,
  -- the first day on which nobody may file it any more
  retired_on date
);

-- `document` is the Item of domain/item.ts; the columns are what lists and joins ask for.
create table item_version (
  item_id uuid not null references item,
  version integer not null check (version > 0),
  name_zh text not null,
  name_en text not null,
  procedure_id text not null,
  severity text not null check (severity in ('minor', 'general', 'serious', 'danger-to-life')),
  hazard boolean not null,
  document jsonb not null,
  primary key (item_id, version)
);
alter table item add constraint item_current_version foreign key (id, current_version) references item_version (item_id, version)
  deferrable initially deferred;

-- Who leads, and who assists, for an item (or a whole category) in a region and all below it.
create table duty (
  id uuid primary key,
  item_id uuid references item,
  category_id uuid references category,
  region_id uuid not null references region,
  lead_department_id uuid not null references department,
  assisting_department_ids uuid[] not null default '{}',
  -- law or decision that says so
  basis text not null,
  valid_from date not null,
  valid_to date,
  check (num_nonnulls(item_id, category_id) = 1),
  check (valid_to is null or valid_to >= valid_from),
  check (not lead_department_id = any (assisting_department_ids))
);
create index duty_item on duty (item_id) where item_id is not null;
create index duty_category on duty (category_id) where category_id is not null;
