-- Sums of what cases count for, kept by a consumer of the log: exact as of a position. Department: nil uuid for none.
create table tally_department (
  region_id uuid not null,
  day date not null,
  department_id uuid not null,
  measure text not null,
  n bigint not null,
  primary key (region_id, day, department_id, measure)
);

-- Region town and up.
create table tally_item (
  region_id uuid not null,
  day date not null,
  item_id uuid not null,
  measure text not null,
  n bigint not null,
  primary key (region_id, day, item_id, measure)
);
