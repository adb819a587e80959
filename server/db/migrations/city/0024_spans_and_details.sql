-- Five-day periods and quarters beside the other spans, so that a period is fewer rows yet; and what is told of a whole region alone (each
-- clock by itself, numbers 46 to 81, and how long things took, from 1000 on) apart from the rest, and not by item.
set local work_mem = '256MB';
alter table tally rename to tally_before;
alter index tally_pkey rename to tally_before_pkey;

create table tally (
  region_id uuid not null,
  counted_by text not null check (counted_by in ('all', 'department', 'item')),
  span text not null check (span in ('now', 'day', 'five-days', 'ten-days', 'month', 'quarter', 'year')),
  start date not null,
  of_id uuid not null,
  counts text not null,
  detail text not null
) with (fillfactor = 85);

with communities as (
  select r.id from region r join region town on town.id = r.parent_id join region county on county.id = town.parent_id where county.parent_id is not null
), lines as (
  select region_id, counted_by, span, start, of_id, split_part(sum, ':', 1)::int as number, split_part(sum, ':', 2)::int as n
  from tally_before cross join string_to_table(counts, ' ') as sum where sum <> ''
  union all
  select region_id, counted_by, span, start, of_id, 1000 + split_part(sum, ':', 1)::int, split_part(sum, ':', 2)::int
  from tally_before cross join string_to_table(times, ' ') as sum where sum <> ''
), wider as (
  select region_id, counted_by, 'five-days' as span, start - (case when extract(day from start) > 25 then extract(day from start)::int - 26
      else (extract(day from start)::int - 1) % 5 end) as start, of_id, number, sum(n)::int as n
  from lines where span = 'day' and region_id not in (select id from communities) group by 1, 2, 4, 5, 6
  union all
  select region_id, counted_by, 'quarter', date_trunc('quarter', start)::date, of_id, number, sum(n)::int
  from lines where span = 'month' and region_id not in (select id from communities) group by 1, 2, 4, 5, 6
), every as (
  select * from lines union all select * from wider where n <> 0
), rows as (
  select region_id, counted_by, span, start, of_id,
    coalesce(string_agg(number || ':' || n, ' ' order by number) filter (where number not between 46 and 81 and number < 1000), '') as counts,
    coalesce(string_agg(number || ':' || n, ' ' order by number) filter (where number between 46 and 81 or number >= 1000), '') as detail
  from every group by 1, 2, 3, 4, 5
)
insert into tally select region_id, counted_by, span, start, of_id, counts, case when counted_by = 'item' then '' else detail end from rows
where counts <> '' or (detail <> '' and counted_by <> 'item');

alter table tally add primary key (region_id, counted_by, span, start, of_id);
drop table tally_before;
analyze tally;
