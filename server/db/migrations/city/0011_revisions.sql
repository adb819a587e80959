-- Revisions: every change of territory, catalogue or duties is rehearsed, applied as a whole, and can be taken back.

create table revision (
  id uuid primary key,
  kind text not null check (kind in ('territory', 'catalogue', 'duties')),
  origin text not null check (origin in ('file', 'editor', 'profile', 'proposal')),
  state text not null check (state in ('rehearsing', 'rehearsed', 'failed', 'applied', 'taken-back', 'discarded')),
  title text not null,
  -- what was asked for, in the words of the kind: options of an import, or the edit itself
  source jsonb not null,
  -- errors are left out and listed, the rest is applied
  keep_good boolean not null default false,
  file_sha256 text,
  file_name text,
  -- counts rehearsals; one that was overtaken writes nothing more
  rehearsal integer not null default 1,
  -- of the kind, when it was rehearsed; it is applied to this one and no other
  base_version bigint,
  -- of the kind, when it was applied: the order in which revisions stand on each other
  applied_version bigint,
  progress jsonb,
  -- the problem by which the rehearsal ended: code and params
  failure jsonb,
  counts jsonb not null default '{}',
  -- severity and code with their number
  finding_counts jsonb not null default '[]',
  plan_sha256 text,
  created_by uuid not null,
  created_at timestamptz not null,
  rehearsed_at timestamptz,
  applied_by uuid,
  applied_at timestamptz,
  taken_back_by uuid,
  taken_back_at timestamptz,
  seq integer not null,
  head_hash text not null,
  check (state not in ('applied', 'taken-back') or applied_version is not null)
);
-- The history of a kind, newest first.
create index revision_history on revision (kind, created_at desc, id desc);

-- The plan: what is written when it is applied, in this order, and what stood there before.
create table revision_change (
  revision_id uuid not null references revision,
  number integer not null,
  -- region, grid, item, duty, …
  what text not null,
  -- create, change, end, …
  action text not null,
  -- the record that it touches
  record text not null,
  label text not null,
  body jsonb,
  before jsonb,
  primary key (revision_id, number)
);
-- Which later revision touches the same record.
create index revision_change_record on revision_change (record);

create table revision_finding (
  revision_id uuid not null references revision,
  number integer not null,
  severity text not null check (severity in ('error', 'warning', 'repaired', 'note')),
  code text not null,
  params jsonb not null,
  -- of the file, as its reader counts them
  row_number integer,
  field text,
  -- code or name of the record meant
  subject text,
  -- square metres
  area double precision,
  geometry jsonb,
  primary key (revision_id, number)
);
create index revision_finding_severity on revision_finding (revision_id, severity, number);
