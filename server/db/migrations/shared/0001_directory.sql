-- The directory of cities: one schema each, everything of the city in it. Shared, and read-only to the cities.

create table city (
  id uuid primary key,
  schema text not null unique check (schema ~ '^[a-z][a-z0-9_]{0,40}$'),
  name text not null,
  kind text not null check (kind in ('real', 'demo', 'simulated')),
  created_at timestamptz not null,
  -- When its first data stood complete. A demo city without it was interrupted in the making and is made anew.
  seeded_at timestamptz,
  -- A mark of the master key (not the key): another key must not be used on this city's records.
  key_mark text
);
