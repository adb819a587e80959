-- Sums of the figures: one row for a region, a span of days and what is counted by (all, a department, an item); the measures stand in
-- arrays in the order of domain/cases/tally-columns.ts. Ten-day periods, months and years are kept beside the days, so that any
-- period is few rows. Open and due are sums too (docs/decisions/0018-bulk.md).
create table tally (
  region_id uuid not null,
  counted_by text not null check (counted_by in ('all', 'department', 'item')),
  span text not null check (span in ('day', 'ten-days', 'month', 'year')),
  start date not null,
  of_id uuid not null,
  counts integer[] not null,
  times integer[],
  primary key (region_id, counted_by, span, start, of_id)
) with (fillfactor = 85);

create function add_counts(a integer[], b integer[]) returns integer[] language sql immutable parallel safe as $$
  select case when a is null then b when b is null then a
    else array(select coalesce(x, 0) + coalesce(y, 0) from unnest(a, b) as sums (x, y)) end
$$;

-- What was summed before is taken over, and the stocks are added from the cases as they stand. What the reader of the log has not come to
-- yet was written without stocks, and so adds none a second time.
with names as (
  select measure, number from unnest(array[
    'open-reported', 'open-assessed', 'open-dispatched', 'open-accepted', 'open-reviewing', 'open-handled', 'open-calling-back', 'open-danger',
    'open-suspended', 'due-step', 'due-whole', 'reported', 'void', 'merged', 'assessed', 'dispatched', 'returned', 'handled', 'verified',
    'passed-first-time', 'reworked', 'extended', 'suspended', 'escalated', 'called', 'reopened', 'danger', 'immediate', 'immediate-done',
    'concentrated', 'concentrated-done', 'time-limited', 'time-limited-done', 'ended-in-cohort', 'closed', 'closed-with-due', 'closed-in-time',
    'closed-late', 'closed-locally', 'closed-at-once', 'fixed-on-the-spot', 'satisfied', 'dissatisfied', 'answered', 'unreached',
    'closed-as-duplicate', 'clock-route-kept', 'clock-route-broken', 'clock-plan-kept', 'clock-plan-broken', 'clock-accept-kept',
    'clock-accept-broken', 'clock-arrive-kept', 'clock-arrive-broken', 'clock-handle-kept', 'clock-handle-broken', 'clock-whole-kept',
    'clock-whole-broken', '530-route-kept', '530-route-broken', '530-plan-kept', '530-plan-broken', '530-accept-kept', '530-accept-broken',
    '530-arrive-kept', '530-arrive-broken', '530-handle-kept', '530-handle-broken', '530-whole-kept', '530-whole-broken', '11301-route-kept',
    '11301-route-broken', '11301-plan-kept', '11301-plan-broken', '11301-accept-kept', '11301-accept-broken', '11301-arrive-kept',
    '11301-arrive-broken', '11301-handle-kept', '11301-handle-broken', '11301-whole-kept', '11301-whole-broken', 'checked', 'checked-as-recorded',
    'checked-data-wrong', 'checked-not-put-right', 'wrong-position', 'wrong-item', 'wrong-time', 'wrong-photo', 'wrong-person'
  ]) with ordinality as n (measure, number)
), moments as (
  select measure, number from (
    select 'closing-time-' || i as measure, i + 1 as number from generate_series(0, 23) i
    union all select 'response-time-' || i, i + 25 from generate_series(0, 23) i
  ) as m
), open_cases as (
  select c.*, r.region_id, r.level from cases c cross join lateral (
    select id as region_id, row_number() over (order by place) as level
    from unnest(array[city_id, county_id, town_id, community_id]) with ordinality as a (id, place) where id is not null
  ) r where c.holder_id is not null
), stocks as (
  select c.region_id, c.level, s.day, coalesce(c.lead_department_id, '00000000-0000-0000-0000-000000000000') as department_id, c.item_id, s.measure
  from open_cases c cross join lateral (values
    (c.reported_day, 'open-' || c.state, true),
    (c.reported_day, 'open-danger', c.danger),
    (c.reported_day, 'open-suspended', c.suspended),
    ((c.due_at at time zone 'Asia/Shanghai')::date, 'due-step', c.due_at is not null),
    ((c.whole_due_at at time zone 'Asia/Shanghai')::date, 'due-whole', c.whole_due_at is not null)
  ) as s (day, measure, counts) where s.counts
), lines (region_id, counted_by, day, of_id, measure, n) as (
  select region_id, 'department', day, department_id, measure, n from tally_department
  union all select region_id, 'all', day, '00000000-0000-0000-0000-000000000000', measure, n from tally_department
  union all select region_id, 'item', day, item_id, measure, n from tally_item where measure !~ '-time-'
  union all select region_id, 'department', day, department_id, measure, 1 from stocks
  union all select region_id, 'all', day, '00000000-0000-0000-0000-000000000000', measure, 1 from stocks
  union all select region_id, 'item', day, item_id, measure, 1 from stocks where level <= 3
), sums as (
  select l.region_id, l.counted_by, s.span, s.start, l.of_id, l.measure, sum(l.n) as n
  from lines l cross join lateral (values
    ('day', l.day),
    ('ten-days', l.day - (case when extract(day from l.day) > 20 then extract(day from l.day) - 21
      when extract(day from l.day) > 10 then extract(day from l.day) - 11 else extract(day from l.day) - 1 end)::int),
    ('month', date_trunc('month', l.day)::date),
    ('year', date_trunc('year', l.day)::date)
  ) as s (span, start)
  group by 1, 2, 3, 4, 5, 6
), rows as (
  select region_id, counted_by, span, start, of_id, jsonb_object_agg(measure, n) as sums from sums where n <> 0 group by 1, 2, 3, 4, 5
)
insert into tally (region_id, counted_by, span, start, of_id, counts, times)
select region_id, counted_by, span, start, of_id,
  array(select coalesce((r.sums ->> measure)::integer, 0) from names order by number),
  case when exists (select 1 from moments where r.sums ? measure)
    then array(select coalesce((r.sums ->> measure)::integer, 0) from moments order by number) end
from rows r;

drop table tally_department;
drop table tally_item;

-- What falls due within the present day is counted to the minute.
create index cases_whole_due on cases (whole_due_at) where holder_id is not null and whole_due_at is not null;
create index cases_step_due on cases (due_at) where holder_id is not null and due_at is not null;
