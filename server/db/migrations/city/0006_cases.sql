-- 事件: one thing to be put right. The row is the fold of its events (`document`) and the columns that lists, desks and scopes ask for.

-- Numbers that people read out; a process takes 64 at a time, gaps are allowed.
create sequence case_number increment by 64;

create table cases (
  id uuid primary key,
  number text not null unique,
  -- head of the chain of events
  seq integer not null,
  head_hash text not null,
  document jsonb not null,
  state text not null,
  source text not null,
  -- account id, or citizen
  finder text not null,
  item_id uuid not null,
  category_id uuid not null,
  city_id uuid not null,
  county_id uuid,
  town_id uuid,
  community_id uuid,
  grid_id uuid,
  -- (longitude, latitude), WGS 84; null: unknown
  position point,
  office_id uuid not null,
  holder_kind text,
  holder_id uuid,
  lead_department_id uuid,
  assist_department_ids uuid[] not null default '{}',
  -- offices whose answer to a call is awaited
  called_office_ids uuid[] not null default '{}',
  -- offices that were told that a clock ran out, while the case is open
  told_office_ids uuid[] not null default '{}',
  -- what waits for a decision: extension, suspension, void, reopen, supplement, consult, call
  requests text[] not null default '{}',
  supervised boolean not null default false,
  danger boolean not null,
  suspended boolean not null default false,
  -- projections of the clocks (domain/clocks.ts); a recount must find no difference
  due_at timestamptz,
  warn_at timestamptz,
  whole_due_at timestamptz,
  -- when the system must look again: a clock to escalate, a suspension that ends
  wake_at timestamptz,
  -- a due date rests on a year without a published calendar
  provisional boolean not null default false,
  reported_at timestamptz not null,
  closed_at timestamptz,
  closing text,
  late boolean not null default false,
  -- what it counts for (domain/cases/measures.ts), and on which business days
  reported_day date not null,
  closed_day date,
  measures text[] not null,
  parent_id uuid references cases
);

-- Desks: what waits for a holder, what burns first. `holder_id` is an office, a department, a team or a person.
create index cases_desk on cases (holder_id, state, danger desc, due_at, id) where holder_id is not null;
-- Desks of offices: requests to decide and calls to answer.
create index cases_requests on cases (office_id, due_at, id) where requests <> '{}';
create index cases_called on cases using gin (called_office_ids) where called_office_ids <> '{}';
create index cases_told on cases using gin (told_office_ids) where told_office_ids <> '{}';
-- A department's own.
create index cases_lead on cases (lead_department_id, reported_at desc, id desc) where lead_department_id is not null;
create index cases_supervised on cases (lead_department_id, due_at, id) where supervised;
-- Lists by region, newest first, one for each level that scopes name; and what is open there, what is due first.
create index cases_city on cases (city_id, reported_at desc, id desc);
create index cases_county on cases (county_id, reported_at desc, id desc);
create index cases_town on cases (town_id, reported_at desc, id desc);
create index cases_community on cases (community_id, reported_at desc, id desc);
create index cases_grid on cases (grid_id, reported_at desc, id desc);
create index cases_open_county on cases (county_id, due_at, id) where holder_id is not null;
create index cases_open_town on cases (town_id, due_at, id) where holder_id is not null;
-- What I found.
create index cases_finder on cases (finder, reported_at desc, id desc);
-- Nearby open cases of the same item.
create index cases_nearby on cases using gist (position) where holder_id is not null and position is not null;
-- The system's own desk.
create index cases_wake on cases (wake_at, id) where wake_at is not null;
-- Records behind a figure.
create index cases_closed_day on cases (city_id, closed_day, id) where closed_day is not null;
create index cases_children on cases (parent_id) where parent_id is not null;

-- "Being worked on by": who has a case open just now. Lost in a crash, and no harm done.
create unlogged table presence (
  case_id uuid not null,
  account_id uuid not null,
  until timestamptz not null,
  primary key (case_id, account_id)
);

create table follower (
  account_id uuid not null,
  case_id uuid not null,
  primary key (account_id, case_id)
);

create table saved_filter (
  id uuid primary key,
  account_id uuid not null,
  name text not null,
  filter jsonb not null
);
create index saved_filter_account on saved_filter (account_id, name);
