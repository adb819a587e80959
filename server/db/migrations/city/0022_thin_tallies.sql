-- Noughts in the arrays of sums become null, which takes no room: most rows hold a few of the hundred measures. And of communities (three
-- regions above them) only what is counted by department is kept, by day, month and year.
create or replace function add_counts(a integer[], b integer[]) returns integer[] language sql immutable parallel safe as $$
  select case when a is null then b when b is null then a
    else array(select nullif(coalesce(x, 0) + coalesce(y, 0), 0) from unnest(a, b) as sums (x, y)) end
$$;

delete from tally t using region r, region town, region county
  where r.id = t.region_id and town.id = r.parent_id and county.id = town.parent_id and county.parent_id is not null
    and (t.counted_by <> 'department' or t.span = 'ten-days');

update tally set counts = array(select nullif(n, 0) from unnest(counts) as n),
  times = case when times is not null then array(select nullif(n, 0) from unnest(times) as n) end;
