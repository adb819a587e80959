-- Sums as text, `11:3 12:1`: the number of the measure (domain/cases/tally-columns.ts) and its sum, without those that are nothing. A
-- thousand rows are read for an overview, and writing out an array costs more than finding it. What is open (numbers 0 to 8) is summed over
-- all time in rows of the span `now`, with what is due (9 and 10), which stays by day as well. Of communities (three regions above them)
-- only what is counted by department is kept, by day, month and year.
alter table tally rename to tally_before;
alter index tally_pkey rename to tally_before_pkey;

create table tally (
  region_id uuid not null,
  counted_by text not null check (counted_by in ('all', 'department', 'item')),
  span text not null check (span in ('now', 'day', 'ten-days', 'month', 'year')),
  start date not null,
  of_id uuid not null,
  counts text not null,
  times text not null,
  primary key (region_id, counted_by, span, start, of_id)
) with (fillfactor = 85);

with communities as (
  select r.id from region r join region town on town.id = r.parent_id join region county on county.id = town.parent_id where county.parent_id is not null
), kept as (
  select * from tally_before t
  where t.region_id not in (select id from communities) or (t.counted_by = 'department' and t.span <> 'ten-days')
), sums as (
  select region_id, counted_by, span, start, of_id,
    (select string_agg((number - 1) || ':' || n, ' ' order by number) from unnest(counts) with ordinality as m (n, number) where n <> 0 and number > 9) as counts,
    (select string_agg((number - 1) || ':' || n, ' ' order by number) from unnest(times) with ordinality as m (n, number) where n <> 0) as times
  from kept
  union all
  select region_id, counted_by, 'now', '2000-01-01', of_id, string_agg((number - 1) || ':' || n, ' ' order by number), null
  from (
    select region_id, counted_by, of_id, number, sum(n) as n from kept cross join unnest(counts[1:11]) with ordinality as m (n, number)
    where span = 'year' group by 1, 2, 3, 4 having sum(n) <> 0
  ) as stocks group by 1, 2, 5
)
insert into tally select region_id, counted_by, span, start, of_id, coalesce(counts, ''), coalesce(times, '') from sums
where counts is not null or times is not null;

drop table tally_before;
drop function add_counts;
