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
