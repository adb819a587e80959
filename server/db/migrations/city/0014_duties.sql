-- Duties that change: each names the one in whose place it stands; and what a change would have meant for the cases of a period.

alter table duty add column successor_of uuid references duty;
create index duty_region on duty (region_id);

-- "Where would the cases of a period have gone." Worked out by a timer; what it found can be worked out anew at any time.
create table duty_what_if (
  id uuid primary key,
  title text not null,
  revision_id uuid references revision,
  -- ends and begins (domain/duty-change.ts), as they were when it was asked
  plan jsonb not null,
  from_day date not null,
  to_day date not null,
  state text not null check (state in ('counting', 'counted', 'failed')),
  done integer not null default 0,
  of_cases integer not null default 0,
  -- totals without their rows
  counts jsonb,
  created_by uuid not null,
  created_at timestamptz not null
);
create index duty_what_if_history on duty_what_if (created_at desc, id desc);

-- From where to where, by item. `outcome`: a department's id, gap or overlap.
create table duty_what_if_row (
  what_if_id uuid not null references duty_what_if,
  number integer not null,
  from_outcome text not null,
  to_outcome text not null,
  item_id uuid not null,
  kind text not null,
  cases integer not null,
  avoided integer not null,
  taken_away integer not null,
  primary key (what_if_id, number)
);

-- The cases whose answer would have been another.
create table duty_what_if_case (
  what_if_id uuid not null references duty_what_if,
  case_id uuid not null,
  reported_at timestamptz not null,
  item_id uuid not null,
  from_outcome text not null,
  to_outcome text not null,
  avoided boolean not null,
  taken_away boolean not null,
  primary key (what_if_id, case_id)
);
create index duty_what_if_case_row on duty_what_if_case (what_if_id, item_id, from_outcome, to_outcome, reported_at desc, case_id desc);
