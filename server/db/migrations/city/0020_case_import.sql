-- Files of cases of an old system that were taken in. `through`: the row up to which its cases are written; moved in the transaction that writes them.
create table case_import (
  id uuid primary key,
  sha256 text not null unique,
  name text not null,
  state text not null check (state in ('running', 'complete')),
  through integer not null,
  taken integer not null,
  refused integer not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  seq integer not null,
  head_hash text not null
);
