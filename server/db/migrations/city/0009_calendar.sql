-- A year of the calendar as this city published it: the subject of the event. The calendar itself is shared (bihuan_shared).
create table calendar_publication (
  id uuid primary key,
  year integer not null,
  version integer not null,
  published_by uuid not null,
  seq integer not null,
  head_hash text not null
);
