-- Grids that are cut, joined and bent by hand; sectors and teams that end; who is on duty.

-- What came of a grid: a split has several new ones, a merge several old ones.
create table grid_successor (
  old_id uuid not null references grid,
  new_id uuid not null references grid,
  revision_id uuid not null references revision,
  -- taken back: from then on the new one leads back to the old one
  taken_back_at timestamptz,
  primary key (old_id, new_id, revision_id)
);

-- How a grid ran before it was bent: it stayed the same grid.
create table grid_former_outline (
  grid_id uuid not null references grid,
  revision_id uuid not null references revision,
  geometry jsonb not null,
  -- the first day on which it no longer held; null once that was taken back
  valid_to date,
  primary key (grid_id, revision_id)
);

-- The first day on which it no longer holds; null while it does.
alter table sector add column valid_to date;
alter table team add column valid_to date;

-- The duty roster of a team: the subject of its events. Its id is the team's.
create table roster (
  id uuid primary key references team,
  seq integer not null,
  head_hash text not null
);

-- Who of a team is on duty from when to when. Removed, never deleted.
create table duty_shift (
  id uuid primary key,
  team_id uuid not null references roster,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  account_ids uuid[] not null check (account_ids <> '{}'),
  leader_id uuid not null,
  -- the telephone of the shift, sealed with the roster's key; an office's number, not a person's
  phone_text_id uuid,
  removed_at timestamptz,
  check (starts_at < ends_at),
  check (leader_id = any (account_ids))
);
create index duty_shift_team on duty_shift (team_id, starts_at) where removed_at is null;
