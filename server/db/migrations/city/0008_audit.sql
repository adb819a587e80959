-- The log's order, who has read how far in it, the seals over it, and the runs of the verifier.

-- The order in which outbox rows were written. A subject's next event is written only after the one before has
-- committed, so this order never turns a subject's entries round, also where the sequencer takes a part of a backlog.
alter table outbox add column place bigint generated always as identity;
-- The sequencer takes the oldest rows.
create unique index outbox_place on outbox (place);
-- A queue: its dead rows must go early, or every look at its head wades through them.
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

-- How far each reader of the log has come. Moved in the transaction of the reader's effects: they happen exactly once.
create table consumer (
  name text primary key,
  position bigint not null default 0 check (position >= 0)
);

-- One signed statement about a stretch of the log. What is signed: docs/decisions/0005-event-log-seal.md.
create table seal (
  number integer primary key check (number > 0),
  from_position bigint not null,
  to_position bigint not null,
  root text not null,
  prev_hash text not null,
  hash text not null,
  signed_at timestamptz not null,
  kind text not null check (kind in ('real', 'demo', 'simulated')),
  alg text not null,
  public_key text not null,
  signature text not null,
  check (from_position <= to_position)
);
create trigger seal_is_forever before update or delete on seal for each row execute function refuse_change();

-- The subject of the auditor's own acts (seals made by hand, verifications): one row.
create table audit_book (
  id uuid primary key,
  seq integer not null default 0,
  head_hash text not null default ''
);
insert into audit_book (id) values (gen_random_uuid());

-- Runs of the verifier that were started from the audit page.
create table verification (
  id uuid primary key,
  started_by text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  state text not null check (state in ('running', 'intact', 'broken', 'failed')),
  checked bigint not null default 0,
  total bigint not null default 0,
  report jsonb
);
-- One at a time.
create unique index verification_running on verification (state) where state = 'running';
create index verification_started on verification (started_at desc, id);

-- Searching by time costs nearly nothing at insert; unmasking is looked up by itself.
create index event_recorded on event using brin (recorded_at);
create index event_unmask on event (recorded_at) where act = 'unmask';
