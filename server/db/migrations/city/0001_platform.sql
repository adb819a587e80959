-- What every capability stands on: events and their chain, the outbox and the log, seals' ground, commands, timers.

-- One entry in the life of one subject. Never updated, never deleted (the trigger below is a seat belt; the chain is the proof).
create table event (
  id uuid primary key,
  subject uuid not null,
  seq integer not null check (seq > 0),
  act text not null,
  actor text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  body text not null,
  prev_hash text not null,
  hash text not null,
  alg text not null,
  -- The optimistic lock: two writers of one subject cannot both take the next number. Also serves "the life of a subject".
  constraint event_subject_seq unique (subject, seq),
  check (occurred_at <= recorded_at)
);
-- "What did this account do", newest first.
create index event_actor on event (actor, recorded_at desc, id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'events are never changed or deleted';
end $$;
create trigger event_is_forever before update or delete on event for each row execute function refuse_change();

-- Committed with the act; the sequencer moves it to the log. `deltas`: what the act adds to the tallies (JSON), or null.
create table outbox (
  event_id uuid primary key,
  deltas text
);

-- The one order of the city. Positions are given by the sequencer alone and have no gaps.
create table log (
  position bigint primary key,
  event_id uuid not null unique,
  deltas text
);

-- The answer to each command id, refusals too, for 180 days. The same id with another body is another command: 409.
create table command (
  id uuid primary key,
  actor text not null,
  subject uuid not null,
  request_hash text not null,
  status smallint not null,
  answer text not null,
  recorded_at timestamptz not null
);
-- Clearing out what is older than 180 days.
create index command_age on command (recorded_at);

-- Work that must happen later or again: deadlines, notices, retries.
create table timer (
  id uuid primary key,
  kind text not null,
  subject uuid,
  due_at timestamptz not null,
  payload jsonb not null default '{}',
  attempts integer not null default 0,
  last_error text,
  done_at timestamptz
);
-- The worker takes what is due.
create index timer_due on timer (due_at, id) where done_at is null;
-- A subject's open timers, to replace or end them.
create index timer_subject on timer (subject) where done_at is null;
