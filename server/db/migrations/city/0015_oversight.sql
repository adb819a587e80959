-- Oversight: draws of spot checks with their frozen populations, check tasks, batches of supervise orders, and what is kept of
-- extensions, suspensions, orders and calls for pages and sums.

create table spot_draw (
  id uuid primary key,
  state text not null check (state in ('counting', 'committed', 'published', 'discarded')),
  region_id uuid not null references region (id),
  city_id uuid not null,
  county_id uuid,
  town_id uuid,
  community_id uuid,
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  size integer not null check (size > 0),
  extra_fixed smallint not null check (extra_fixed >= 0),
  extra_gap smallint not null check (extra_gap >= 0),
  checkers text not null check (checkers in ('verifier', 'grid-worker')),
  due_days smallint not null check (due_days > 0),
  seed_from text not null check (seed_from in ('log', 'number')),
  -- Which public number, said before it is known.
  number_of text,
  -- Frozen before the seed can be known.
  population integer,
  population_digest text,
  population_strata jsonb,
  commit_event_id uuid,
  -- The published draw.
  seed_position bigint,
  seed_value text,
  seed text,
  sample_digest text,
  planned_by uuid not null references account (id),
  planned_at timestamptz not null,
  published_by uuid references account (id),
  published_at timestamptz,
  seq integer not null,
  head_hash text not null,
  check ((seed_from = 'number') = (number_of is not null)),
  check ((state = 'published') = (seed is not null))
);
create index spot_draw_planned on spot_draw (planned_at desc, id desc);

-- The population as it was frozen: lines `number,case id,fixed,gap`, some thousands in a part; the digest covers all in order.
create table spot_population (
  draw_id uuid not null references spot_draw (id),
  part integer not null,
  lines text not null,
  primary key (draw_id, part)
);

-- Who was drawn, first drawn first. Without a task while the mark is on its way, or when the case was no longer closed.
create table spot_member (
  draw_id uuid not null references spot_draw (id),
  rank integer not null,
  case_id uuid not null,
  case_number text not null,
  lot text not null,
  fixed boolean not null,
  gap boolean not null,
  task_id uuid,
  left_out text check (left_out in ('not-closed', 'confidential')),
  primary key (draw_id, rank)
);
create index spot_member_case on spot_member (case_id);
create index spot_member_task on spot_member (task_id) where task_id is not null;

create table check_task (
  id uuid primary key,
  case_id uuid not null references cases (id),
  case_number text not null,
  -- null: drawn when it was fixed on the spot.
  draw_id uuid references spot_draw (id),
  state text not null check (state in ('open', 'done', 'dropped')),
  city_id uuid not null,
  county_id uuid,
  town_id uuid,
  community_id uuid,
  grid_id uuid,
  lead_department_id uuid,
  item_id uuid not null,
  fixed boolean not null,
  gap boolean not null,
  checkers text not null check (checkers in ('verifier', 'grid-worker')),
  -- null: nobody was found who is not barred; a supervisor gives it to somebody.
  checker_id uuid references account (id),
  made_at timestamptz not null,
  due_at timestamptz not null,
  result text check (result in ('as-recorded', 'data-wrong', 'not-put-right')),
  wrong text[] not null default '{}',
  text_id uuid,
  done_at timestamptz,
  seq integer not null,
  head_hash text not null,
  check ((state = 'done') = (result is not null))
);
-- A case is checked again by one at a time.
create unique index check_task_open on check_task (case_id) where state = 'open';
create index check_task_case on check_task (case_id, made_at desc);
create index check_task_desk on check_task (checker_id, due_at, id) where state = 'open';
create index check_task_mine on check_task (checker_id, done_at desc, id desc) where state = 'done';
create index check_task_city on check_task (city_id, made_at desc, id desc);
create index check_task_county on check_task (county_id, made_at desc, id desc);
create index check_task_town on check_task (town_id, made_at desc, id desc);
create index check_task_draw on check_task (draw_id) where draw_id is not null;

create table supervise_batch (
  id uuid primary key,
  state text not null check (state in ('giving', 'given')),
  limit_amount double precision not null,
  limit_unit text not null,
  text_id uuid not null,
  cases integer not null check (cases > 0),
  city_id uuid not null,
  county_id uuid,
  town_id uuid,
  given_by uuid not null references account (id),
  given_at timestamptz not null,
  seq integer not null,
  head_hash text not null
);
create index supervise_batch_given on supervise_batch (given_at desc, id desc);

-- What became of each case of a batch. The order itself is an act of the case; `order_id` leads to its line.
create table supervise_batch_case (
  batch_id uuid not null references supervise_batch (id),
  rank integer not null,
  case_id uuid not null,
  case_number text not null,
  state text not null check (state in ('waiting', 'ordered', 'refused')),
  order_id uuid,
  refusal text,
  primary key (batch_id, rank)
);

-- 延期, 挂账: one line for each that was asked for. Folded from the case's history; replaced as a whole when it moves on.
create table deferral (
  case_id uuid not null references cases (id),
  seq integer not null,
  kind text not null check (kind in ('extension', 'suspension')),
  department_id uuid not null,
  city_id uuid not null,
  county_id uuid,
  town_id uuid,
  community_id uuid,
  asked_by text not null,
  asked_at timestamptz not null,
  reason_id uuid,
  limit_amount double precision,
  limit_unit text,
  until_at timestamptz,
  condition_id uuid,
  state text not null check (state in ('open', 'granted', 'refused', 'lapsed')),
  decided_at timestamptz,
  decided_by text,
  decision_id uuid,
  ended_at timestamptz,
  primary key (case_id, seq)
);
create index deferral_city on deferral (city_id, asked_at desc, case_id, seq);
create index deferral_county on deferral (county_id, asked_at desc, case_id, seq);
create index deferral_town on deferral (town_id, asked_at desc, case_id, seq);
create index deferral_department on deferral (department_id, asked_at desc, case_id, seq);

-- 督办, 呼叫: one line for each order and each call.
create table order_line (
  id uuid primary key,
  case_id uuid not null references cases (id),
  line_seq integer not null,
  kind text not null check (kind in ('supervise', 'call')),
  -- Called: the office that must answer. Supervised: the lead then.
  department_id uuid,
  city_id uuid not null,
  county_id uuid,
  town_id uuid,
  community_id uuid,
  given_by text not null,
  given_at timestamptz not null,
  due_at timestamptz,
  reason_id uuid,
  state text not null check (state in ('open', 'answered', 'lifted', 'ended')),
  settled_at timestamptz,
  settled_by text,
  answer_id uuid
);
create index order_line_case on order_line (case_id);
create index order_line_city on order_line (kind, city_id, given_at desc, id desc);
create index order_line_county on order_line (kind, county_id, given_at desc, id desc);
create index order_line_town on order_line (kind, town_id, given_at desc, id desc);
create index order_line_open on order_line (kind, due_at, id) where state = 'open';

-- Sums of the lines, as tally_department is of cases. Department: nil uuid for none.
create table tally_oversight (
  region_id uuid not null,
  day date not null,
  department_id uuid not null,
  measure text not null,
  n bigint not null,
  primary key (region_id, day, department_id, measure)
);
