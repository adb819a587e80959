-- Who works here: accounts, what they may do and where, where they belong, who stands in for whom, and who is signed in.

create table account (
  id uuid primary key,
  -- Lower case; what is typed is folded before it is compared.
  login text not null,
  -- The name that colleagues see. No telephone number, identity number or address of a person is kept here.
  name text not null,
  status text not null default 'active' check (status in ('active', 'disabled')),
  -- argon2id in PHC form.
  password_hash text not null,
  must_change_password boolean not null default false,
  -- Taken before the password is checked, given back on success: guesses sent at once cannot outrun the lock.
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  -- RFC 6238 secrets, sealed with the master key. Pending: shown, and not yet proved by a code.
  totp_secret bytea,
  totp_pending bytea,
  -- The last time step whose code was taken: a code is used once.
  totp_last_step bigint not null default 0,
  created_at timestamptz not null,
  -- The staff_version at which something that a cached session depends on was last changed.
  changed_in bigint not null default 0,
  -- The head of the account's own chain of events.
  seq integer not null,
  head_hash text not null,
  constraint account_login unique (login),
  check (login = lower(login))
);
create index account_changed on account (changed_in);

create table recovery_code (
  account_id uuid not null references account (id),
  code_hash bytea not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

-- A role and how far it reaches. Ended, never deleted: who could do what, and when, stays answerable.
create table role_grant (
  id uuid primary key,
  account_id uuid not null references account (id),
  role text not null,
  scope text not null check (scope in ('city', 'region', 'department', 'grids', 'own')),
  region_id uuid,
  department_id uuid,
  grid_ids uuid[],
  valid_from timestamptz not null,
  valid_to timestamptz,
  check ((scope = 'region') = (region_id is not null)),
  check ((scope = 'department') = (department_id is not null)),
  check ((scope = 'grids') = (grid_ids is not null)),
  check (valid_to is null or valid_to >= valid_from)
);
create index role_grant_account on role_grant (account_id);

-- Belonging to a department or a team. Ended, never deleted: who verifies asks who belonged since the last dispatch.
create table membership (
  id uuid primary key,
  account_id uuid not null references account (id),
  department_id uuid,
  team_id uuid,
  valid_from timestamptz not null,
  valid_to timestamptz,
  check ((department_id is null) <> (team_id is null)),
  check (valid_to is null or valid_to >= valid_from)
);
create index membership_account on membership (account_id);
create index membership_department on membership (department_id) where department_id is not null;
create index membership_team on membership (team_id) where team_id is not null;

-- From..to, half open. The substitute holds the absent person's grants and memberships meanwhile, never the exclusive roles.
create table absence (
  id uuid primary key,
  account_id uuid not null references account (id),
  substitute_id uuid references account (id),
  from_at timestamptz not null,
  to_at timestamptz not null,
  declared_by uuid not null references account (id),
  declared_at timestamptz not null,
  check (to_at >= from_at),
  check (substitute_id <> account_id)
);
create index absence_account on absence (account_id, from_at);
create index absence_substitute on absence (substitute_id) where substitute_id is not null;

-- Who is signed in. The token itself is nowhere: its SHA-256 finds the row.
create table session (
  token_hash bytea primary key,
  id uuid not null unique,
  account_id uuid not null references account (id),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  address text not null,
  device text not null,
  revoked_at timestamptz
);
create index session_account on session (account_id, created_at);

-- One row, raised in the same transaction as any change that a cached session depends on; its lock puts such changes in order.
-- Other processes compare it, and drop what they hold of the accounts that changed since.
create table staff_version (
  only_row boolean primary key default true check (only_row),
  version bigint not null
);
insert into staff_version (version) values (1);
