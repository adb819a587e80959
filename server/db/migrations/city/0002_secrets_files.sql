-- Personal data and files. Texts are sealed with a key per record; a blob is encrypted with a key of its own and counted by references.

create table record_key (
  record uuid primary key,
  -- the record's key, wrapped by the master key outside the database; null once erased
  wrapped bytea,
  created_at timestamptz not null,
  erased_at timestamptz,
  constraint record_key_erased check ((wrapped is null) = (erased_at is not null))
);

create table sealed_text (
  id uuid primary key,
  record uuid not null,
  kind text not null,
  -- version, nonce, ciphertext, tag; empty once erased
  sealed bytea not null,
  blind_index bytea,
  created_at timestamptz not null
);
create index sealed_text_record on sealed_text (record);
create index sealed_text_blind_index on sealed_text (blind_index) where blind_index is not null;

-- A stored file, once for all records that hold the same bytes.
create table file (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size > 0),
  media_type text not null,
  -- where the encrypted bytes lie below the files folder; the shown copies lie beside them
  blob text not null unique,
  -- the file's key, wrapped by the master key; gone with the row when the last reference is erased
  wrapped_key bytea not null,
  -- of images, as shown
  width integer,
  height integer,
  -- what the photo says about itself (EXIF)
  taken_at timestamptz,
  taken_where point,
  created_at timestamptz not null
);

-- What a record holds. Erased: the row stays and says that something was here.
create table file_reference (
  id uuid primary key,
  record uuid not null,
  sha256 text references file (sha256),
  purpose text not null check (purpose in ('before', 'after', 'evidence', 'document')),
  uploaded_by uuid not null,
  upload_id uuid not null unique,
  created_at timestamptz not null,
  erased_at timestamptz,
  constraint file_reference_erased check ((sha256 is null) = (erased_at is not null))
);
create index file_reference_record on file_reference (record);
create index file_reference_file on file_reference (sha256);

-- An upload on its way. How many bytes are there is told by the file itself, which cannot disagree with itself.
create table upload (
  id uuid primary key,
  account uuid not null,
  declared_type text not null,
  declared_sha256 text,
  size bigint not null check (size > 0),
  wrapped_key bytea not null,
  state text not null check (state in ('receiving', 'complete', 'refused', 'attached')),
  -- what the bytes turned out to be; set just before they move to their place
  sha256 text,
  -- the problem by which it was refused: code and params
  refusal jsonb,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint upload_refused check ((state = 'refused') = (refusal is not null)),
  constraint upload_found check (state in ('receiving', 'refused') or sha256 is not null)
);
-- What an account has pending.
create index upload_account on upload (account) where state in ('receiving', 'complete');
create index upload_expiry on upload (expires_at);
-- Whether an unattached upload still needs a file.
create index upload_file on upload (sha256) where state = 'complete';

-- Bytes to be removed once the transaction that gave them up is committed.
create table file_removal (
  path text primary key,
  created_at timestamptz not null
);

-- One erasure of a record's personal data, the subject of its event.
create table erasure (
  id uuid primary key,
  record uuid not null unique,
  ground text not null,
  erased_by uuid not null,
  erased_at timestamptz not null,
  seq integer not null,
  head_hash text not null
);
