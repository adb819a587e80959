-- Generated from the migrations by tools/schema-snapshot.ts. Do not edit: write a migration.

-- Shared by all cities: schema bihuan_shared

create table calendar_version (
  version integer not null,
  recorded_at timestamp with time zone not null,
  source text not null,
  constraint calendar_version_pkey PRIMARY KEY (version)
);

create table calendar_year (
  version integer not null,
  year integer not null,
  holidays date[] not null,
  workdays date[] not null,
  constraint calendar_year_pkey PRIMARY KEY (year, version),
  constraint calendar_year_version_fkey FOREIGN KEY (version) REFERENCES calendar_version(version),
  constraint calendar_year_year_check CHECK (((year >= 1970) AND (year <= 2199)))
);

create table city (
  id uuid not null,
  schema text not null,
  name text not null,
  kind text not null,
  created_at timestamp with time zone not null,
  seeded_at timestamp with time zone,
  key_mark text,
  constraint city_pkey PRIMARY KEY (id),
  constraint city_schema_key UNIQUE (schema),
  constraint city_kind_check CHECK ((kind = ANY (ARRAY['real'::text, 'demo'::text, 'simulated'::text]))),
  constraint city_schema_check CHECK ((schema ~ '^[a-z][a-z0-9_]{0,40}$'::text))
);

create table migration (
  number integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null,
  constraint migration_pkey PRIMARY KEY (number)
);

create table working_hours (
  version integer not null,
  windows jsonb not null,
  constraint working_hours_pkey PRIMARY KEY (version),
  constraint working_hours_version_fkey FOREIGN KEY (version) REFERENCES calendar_version(version)
);

-- Each city: a schema of its own

create table absence (
  id uuid not null,
  account_id uuid not null,
  substitute_id uuid,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  declared_by uuid not null,
  declared_at timestamp with time zone not null,
  constraint absence_pkey PRIMARY KEY (id),
  constraint absence_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint absence_declared_by_fkey FOREIGN KEY (declared_by) REFERENCES account(id),
  constraint absence_substitute_id_fkey FOREIGN KEY (substitute_id) REFERENCES account(id),
  constraint absence_check CHECK ((to_at >= from_at)),
  constraint absence_check1 CHECK ((substitute_id <> account_id))
);
CREATE INDEX absence_account ON absence USING btree (account_id, from_at);
CREATE INDEX absence_substitute ON absence USING btree (substitute_id) WHERE (substitute_id IS NOT NULL);

create table account (
  id uuid not null,
  login text not null,
  name text not null,
  status text default 'active'::text not null,
  password_hash text not null,
  must_change_password boolean default false not null,
  failed_attempts integer default 0 not null,
  locked_until timestamp with time zone,
  totp_secret bytea,
  totp_pending bytea,
  totp_last_step bigint default 0 not null,
  created_at timestamp with time zone not null,
  changed_in bigint default 0 not null,
  seq integer not null,
  head_hash text not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_login UNIQUE (login),
  constraint account_login_check CHECK ((login = lower(login))),
  constraint account_status_check CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text])))
);
CREATE INDEX account_changed ON account USING btree (changed_in);

create table audit_book (
  id uuid not null,
  seq integer default 0 not null,
  head_hash text default ''::text not null,
  constraint audit_book_pkey PRIMARY KEY (id)
);

create table calendar_publication (
  id uuid not null,
  year integer not null,
  version integer not null,
  published_by uuid not null,
  seq integer not null,
  head_hash text not null,
  constraint calendar_publication_pkey PRIMARY KEY (id)
);

create table case_import (
  id uuid not null,
  sha256 text not null,
  name text not null,
  state text not null,
  through integer not null,
  taken integer not null,
  refused integer not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  seq integer not null,
  head_hash text not null,
  constraint case_import_pkey PRIMARY KEY (id),
  constraint case_import_sha256_key UNIQUE (sha256),
  constraint case_import_state_check CHECK ((state = ANY (ARRAY['running'::text, 'complete'::text])))
);

create table cases (
  id uuid not null,
  number text not null,
  seq integer not null,
  head_hash text not null,
  document json not null,
  state text not null,
  source text not null,
  finder text not null,
  item_id uuid not null,
  category_id uuid not null,
  city_id uuid not null,
  county_id uuid,
  town_id uuid,
  community_id uuid,
  grid_id uuid,
  "position" point,
  office_id uuid not null,
  holder_kind text,
  holder_id uuid,
  lead_department_id uuid,
  assist_department_ids uuid[] default '{}'::uuid[] not null,
  called_office_ids uuid[] default '{}'::uuid[] not null,
  told_office_ids uuid[] default '{}'::uuid[] not null,
  requests text[] default '{}'::text[] not null,
  supervised boolean default false not null,
  danger boolean not null,
  suspended boolean default false not null,
  due_at timestamp with time zone,
  warn_at timestamp with time zone,
  whole_due_at timestamp with time zone,
  wake_at timestamp with time zone,
  provisional boolean default false not null,
  reported_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  closing text,
  late boolean default false not null,
  reported_day date not null,
  closed_day date,
  measures text[] not null,
  parent_id uuid,
  constraint cases_pkey PRIMARY KEY (id),
  constraint cases_number_key UNIQUE (number),
  constraint cases_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES cases(id)
);
CREATE INDEX cases_called ON cases USING gin (called_office_ids) WHERE (called_office_ids <> '{}'::uuid[]);
CREATE INDEX cases_children ON cases USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX cases_city ON cases USING btree (city_id, reported_at DESC, id DESC);
CREATE INDEX cases_closed_day ON cases USING btree (city_id, closed_day, id) WHERE (closed_day IS NOT NULL);
CREATE INDEX cases_community ON cases USING btree (community_id, reported_at DESC, id DESC);
CREATE INDEX cases_county ON cases USING btree (county_id, reported_at DESC, id DESC);
CREATE INDEX cases_desk ON cases USING btree (holder_id, state, danger DESC, due_at, id) WHERE (holder_id IS NOT NULL);
CREATE INDEX cases_finder ON cases USING btree (finder, reported_at DESC, id DESC);
CREATE INDEX cases_grid ON cases USING btree (grid_id, reported_at DESC, id DESC);
CREATE INDEX cases_lead ON cases USING btree (lead_department_id, reported_at DESC, id DESC) WHERE (lead_department_id IS NOT NULL);
CREATE INDEX cases_nearby ON cases USING gist ("position") WHERE ((holder_id IS NOT NULL) AND ("position" IS NOT NULL));
CREATE INDEX cases_open_county ON cases USING btree (county_id, due_at, id) WHERE (holder_id IS NOT NULL);
CREATE INDEX cases_open_town ON cases USING btree (town_id, due_at, id) WHERE (holder_id IS NOT NULL);
CREATE INDEX cases_requests_end ON cases USING btree (office_id, due_at, id) WHERE (requests && '{void,reopen}'::text[]);
CREATE INDEX cases_requests_time ON cases USING btree (office_id, due_at, id) WHERE (requests && '{extension,suspension,consult}'::text[]);
CREATE INDEX cases_state_city ON cases USING btree (city_id, state, reported_at DESC, id DESC) WHERE (holder_id IS NOT NULL);
CREATE INDEX cases_state_county ON cases USING btree (county_id, state, reported_at DESC, id DESC) WHERE (holder_id IS NOT NULL);
CREATE INDEX cases_state_due ON cases USING btree (county_id, state, due_at, id) WHERE (holder_id IS NOT NULL);
CREATE INDEX cases_step_due ON cases USING btree (due_at, id) WHERE (holder_id IS NOT NULL);
CREATE INDEX cases_supervised ON cases USING btree (lead_department_id, due_at, id) WHERE supervised;
CREATE INDEX cases_told ON cases USING gin (told_office_ids) WHERE (told_office_ids <> '{}'::uuid[]);
CREATE INDEX cases_town ON cases USING btree (town_id, reported_at DESC, id DESC);
CREATE INDEX cases_wake ON cases USING btree (wake_at, id) WHERE (wake_at IS NOT NULL);
CREATE INDEX cases_whole_due ON cases USING btree (whole_due_at) WHERE ((holder_id IS NOT NULL) AND (whole_due_at IS NOT NULL));

create table catalogue_version (
  only_row boolean default true not null,
  version bigint not null,
  stages text,
  constraint catalogue_version_pkey PRIMARY KEY (only_row),
  constraint catalogue_version_stages_fkey FOREIGN KEY (stages) REFERENCES stage_profile(id),
  constraint catalogue_version_only_row_check CHECK (only_row)
);

create table category (
  id uuid not null,
  code text not null,
  name_zh text not null,
  name_en text not null,
  "position" integer not null,
  retired_on date,
  constraint category_pkey PRIMARY KEY (id),
  constraint category_code_key UNIQUE (code)
);

create table check_task (
  id uuid not null,
  case_id uuid not null,
  case_number text not null,
  draw_id uuid,
  state text not null,
  city_id uuid not null,
  county_id uuid,
  town_id uuid,
  community_id uuid,
  grid_id uuid,
  lead_department_id uuid,
  item_id uuid not null,
  fixed boolean not null,
  gap boolean not null,
  checkers text not null,
  checker_id uuid,
  made_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  result text,
  wrong text[] default '{}'::text[] not null,
  text_id uuid,
  done_at timestamp with time zone,
  seq integer not null,
  head_hash text not null,
  constraint check_task_pkey PRIMARY KEY (id),
  constraint check_task_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint check_task_checker_id_fkey FOREIGN KEY (checker_id) REFERENCES account(id),
  constraint check_task_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES spot_draw(id),
  constraint check_task_check CHECK (((state = 'done'::text) = (result IS NOT NULL))),
  constraint check_task_checkers_check CHECK ((checkers = ANY (ARRAY['verifier'::text, 'grid-worker'::text]))),
  constraint check_task_result_check CHECK ((result = ANY (ARRAY['as-recorded'::text, 'data-wrong'::text, 'not-put-right'::text]))),
  constraint check_task_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'dropped'::text])))
);
CREATE INDEX check_task_case ON check_task USING btree (case_id, made_at DESC);
CREATE INDEX check_task_city ON check_task USING btree (city_id, made_at DESC, id DESC);
CREATE INDEX check_task_county ON check_task USING btree (county_id, made_at DESC, id DESC);
CREATE INDEX check_task_desk ON check_task USING btree (checker_id, due_at, id) WHERE (state = 'open'::text);
CREATE INDEX check_task_draw ON check_task USING btree (draw_id) WHERE (draw_id IS NOT NULL);
CREATE INDEX check_task_mine ON check_task USING btree (checker_id, done_at DESC, id DESC) WHERE (state = 'done'::text);
CREATE UNIQUE INDEX check_task_open ON check_task USING btree (case_id) WHERE (state = 'open'::text);
CREATE INDEX check_task_town ON check_task USING btree (town_id, made_at DESC, id DESC);

create table command (
  id uuid not null,
  actor text not null,
  subject uuid not null,
  request_hash text not null,
  status smallint not null,
  answer text not null,
  recorded_at timestamp with time zone not null,
  constraint command_pkey PRIMARY KEY (id)
);
CREATE INDEX command_age ON command USING btree (recorded_at);

create table consumer (
  name text not null,
  "position" bigint default 0 not null,
  constraint consumer_pkey PRIMARY KEY (name),
  constraint consumer_position_check CHECK (("position" >= 0))
);

create table deferral (
  case_id uuid not null,
  seq integer not null,
  kind text not null,
  department_id uuid not null,
  city_id uuid not null,
  county_id uuid,
  town_id uuid,
  community_id uuid,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  reason_id uuid,
  limit_amount double precision,
  limit_unit text,
  until_at timestamp with time zone,
  condition_id uuid,
  state text not null,
  decided_at timestamp with time zone,
  decided_by text,
  decision_id uuid,
  ended_at timestamp with time zone,
  constraint deferral_pkey PRIMARY KEY (case_id, seq),
  constraint deferral_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint deferral_kind_check CHECK ((kind = ANY (ARRAY['extension'::text, 'suspension'::text]))),
  constraint deferral_state_check CHECK ((state = ANY (ARRAY['open'::text, 'granted'::text, 'refused'::text, 'lapsed'::text])))
);
CREATE INDEX deferral_city ON deferral USING btree (city_id, asked_at DESC, case_id, seq);
CREATE INDEX deferral_county ON deferral USING btree (county_id, asked_at DESC, case_id, seq);
CREATE INDEX deferral_department ON deferral USING btree (department_id, asked_at DESC, case_id, seq);
CREATE INDEX deferral_town ON deferral USING btree (town_id, asked_at DESC, case_id, seq);

create table department (
  id uuid not null,
  code text not null,
  kind text not null,
  name text not null,
  name_en text not null,
  region_id uuid not null,
  parent_id uuid,
  valid_from date not null,
  valid_to date,
  constraint department_pkey PRIMARY KEY (id),
  constraint department_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES department(id),
  constraint department_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  constraint department_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  constraint department_code_check CHECK ((code <> ''::text)),
  constraint department_kind_check CHECK ((kind = ANY (ARRAY['command'::text, 'duty'::text]))),
  constraint department_name_check CHECK ((name <> ''::text)),
  constraint department_name_en_check CHECK ((name_en <> ''::text))
);
CREATE UNIQUE INDEX department_code ON department USING btree (code) WHERE (valid_to IS NULL);

create table duty (
  id uuid not null,
  item_id uuid,
  category_id uuid,
  region_id uuid not null,
  lead_department_id uuid not null,
  assisting_department_ids uuid[] default '{}'::uuid[] not null,
  basis text not null,
  valid_from date not null,
  valid_to date,
  successor_of uuid,
  constraint duty_pkey PRIMARY KEY (id),
  constraint duty_category_id_fkey FOREIGN KEY (category_id) REFERENCES category(id),
  constraint duty_item_id_fkey FOREIGN KEY (item_id) REFERENCES item(id),
  constraint duty_lead_department_id_fkey FOREIGN KEY (lead_department_id) REFERENCES department(id),
  constraint duty_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  constraint duty_successor_of_fkey FOREIGN KEY (successor_of) REFERENCES duty(id),
  constraint duty_check CHECK ((num_nonnulls(item_id, category_id) = 1)),
  constraint duty_check1 CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  constraint duty_check2 CHECK ((NOT (lead_department_id = ANY (assisting_department_ids))))
);
CREATE INDEX duty_category ON duty USING btree (category_id) WHERE (category_id IS NOT NULL);
CREATE INDEX duty_item ON duty USING btree (item_id) WHERE (item_id IS NOT NULL);
CREATE INDEX duty_region ON duty USING btree (region_id);

create table duty_shift (
  id uuid not null,
  team_id uuid not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  account_ids uuid[] not null,
  leader_id uuid not null,
  phone_text_id uuid,
  removed_at timestamp with time zone,
  constraint duty_shift_pkey PRIMARY KEY (id),
  constraint duty_shift_team_id_fkey FOREIGN KEY (team_id) REFERENCES roster(id),
  constraint duty_shift_account_ids_check CHECK ((account_ids <> '{}'::uuid[])),
  constraint duty_shift_check CHECK ((starts_at < ends_at)),
  constraint duty_shift_check1 CHECK ((leader_id = ANY (account_ids)))
);
CREATE INDEX duty_shift_team ON duty_shift USING btree (team_id, starts_at) WHERE (removed_at IS NULL);

create table duty_what_if (
  id uuid not null,
  title text not null,
  revision_id uuid,
  plan jsonb not null,
  from_day date not null,
  to_day date not null,
  state text not null,
  done integer default 0 not null,
  of_cases integer default 0 not null,
  counts jsonb,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  constraint duty_what_if_pkey PRIMARY KEY (id),
  constraint duty_what_if_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES revision(id),
  constraint duty_what_if_state_check CHECK ((state = ANY (ARRAY['counting'::text, 'counted'::text, 'failed'::text])))
);
CREATE INDEX duty_what_if_history ON duty_what_if USING btree (created_at DESC, id DESC);

create table duty_what_if_case (
  what_if_id uuid not null,
  case_id uuid not null,
  reported_at timestamp with time zone not null,
  item_id uuid not null,
  from_outcome text not null,
  to_outcome text not null,
  avoided boolean not null,
  taken_away boolean not null,
  constraint duty_what_if_case_pkey PRIMARY KEY (what_if_id, case_id),
  constraint duty_what_if_case_what_if_id_fkey FOREIGN KEY (what_if_id) REFERENCES duty_what_if(id)
);
CREATE INDEX duty_what_if_case_row ON duty_what_if_case USING btree (what_if_id, item_id, from_outcome, to_outcome, reported_at DESC, case_id DESC);

create table duty_what_if_row (
  what_if_id uuid not null,
  number integer not null,
  from_outcome text not null,
  to_outcome text not null,
  item_id uuid not null,
  kind text not null,
  cases integer not null,
  avoided integer not null,
  taken_away integer not null,
  constraint duty_what_if_row_pkey PRIMARY KEY (what_if_id, number),
  constraint duty_what_if_row_what_if_id_fkey FOREIGN KEY (what_if_id) REFERENCES duty_what_if(id)
);

create table erasure (
  id uuid not null,
  record uuid not null,
  ground text not null,
  erased_by uuid not null,
  erased_at timestamp with time zone not null,
  seq integer not null,
  head_hash text not null,
  constraint erasure_pkey PRIMARY KEY (id),
  constraint erasure_record_key UNIQUE (record)
);

create table event (
  id uuid not null,
  subject uuid not null,
  seq integer not null,
  act text not null,
  actor text not null,
  occurred_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  body text not null,
  prev_hash text not null,
  hash text not null,
  alg text not null,
  constraint event_pkey PRIMARY KEY (id),
  constraint event_subject_seq UNIQUE (subject, seq),
  constraint event_check CHECK ((occurred_at <= recorded_at)),
  constraint event_seq_check CHECK ((seq > 0))
);
CREATE INDEX event_actor ON event USING btree (actor, recorded_at DESC, id);
CREATE INDEX event_recorded ON event USING brin (recorded_at);
CREATE INDEX event_unmask ON event USING btree (recorded_at) WHERE (act = 'unmask'::text);
CREATE TRIGGER event_is_forever BEFORE DELETE OR UPDATE ON event FOR EACH ROW EXECUTE FUNCTION refuse_change();

create table file (
  sha256 text not null,
  size bigint not null,
  media_type text not null,
  blob text not null,
  wrapped_key bytea not null,
  width integer,
  height integer,
  taken_at timestamp with time zone,
  taken_where point,
  created_at timestamp with time zone not null,
  constraint file_pkey PRIMARY KEY (sha256),
  constraint file_blob_key UNIQUE (blob),
  constraint file_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint file_size_check CHECK ((size > 0))
);

create table file_reference (
  id uuid not null,
  record uuid not null,
  sha256 text,
  purpose text not null,
  uploaded_by uuid not null,
  upload_id uuid not null,
  created_at timestamp with time zone not null,
  erased_at timestamp with time zone,
  constraint file_reference_pkey PRIMARY KEY (id),
  constraint file_reference_upload_id_key UNIQUE (upload_id),
  constraint file_reference_sha256_fkey FOREIGN KEY (sha256) REFERENCES file(sha256),
  constraint file_reference_erased CHECK (((sha256 IS NULL) = (erased_at IS NOT NULL))),
  constraint file_reference_purpose_check CHECK ((purpose = ANY (ARRAY['before'::text, 'after'::text, 'evidence'::text, 'document'::text])))
);
CREATE INDEX file_reference_file ON file_reference USING btree (sha256);
CREATE INDEX file_reference_record ON file_reference USING btree (record);

create table file_removal (
  path text not null,
  created_at timestamp with time zone not null,
  constraint file_removal_pkey PRIMARY KEY (path)
);

create table follower (
  account_id uuid not null,
  case_id uuid not null,
  constraint follower_pkey PRIMARY KEY (account_id, case_id)
);

create table grid (
  id uuid not null,
  code text not null,
  kind text not null,
  name text not null,
  community_id uuid not null,
  geometry jsonb not null,
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null,
  synthetic boolean default false not null,
  valid_from date not null,
  valid_to date,
  constraint grid_pkey PRIMARY KEY (id),
  constraint grid_community_id_fkey FOREIGN KEY (community_id) REFERENCES region(id),
  constraint grid_check CHECK (((west <= east) AND (south <= north))),
  constraint grid_check1 CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  constraint grid_code_check CHECK ((code <> ''::text)),
  constraint grid_geometry_check CHECK (((geometry ->> 'type'::text) = ANY (ARRAY['Polygon'::text, 'MultiPolygon'::text]))),
  constraint grid_kind_check CHECK ((kind = ANY (ARRAY['general'::text, 'dedicated'::text]))),
  constraint grid_name_check CHECK ((name <> ''::text))
);
CREATE UNIQUE INDEX grid_code ON grid USING btree (code) WHERE (valid_to IS NULL);
CREATE INDEX grid_community ON grid USING btree (community_id);

create table grid_former_outline (
  grid_id uuid not null,
  revision_id uuid not null,
  geometry jsonb not null,
  valid_to date,
  constraint grid_former_outline_pkey PRIMARY KEY (grid_id, revision_id),
  constraint grid_former_outline_grid_id_fkey FOREIGN KEY (grid_id) REFERENCES grid(id),
  constraint grid_former_outline_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES revision(id)
);

create table grid_successor (
  old_id uuid not null,
  new_id uuid not null,
  revision_id uuid not null,
  taken_back_at timestamp with time zone,
  constraint grid_successor_pkey PRIMARY KEY (old_id, new_id, revision_id),
  constraint grid_successor_new_id_fkey FOREIGN KEY (new_id) REFERENCES grid(id),
  constraint grid_successor_old_id_fkey FOREIGN KEY (old_id) REFERENCES grid(id),
  constraint grid_successor_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES revision(id)
);

create table item (
  id uuid not null,
  code text not null,
  category_id uuid not null,
  current_version integer not null,
  retired_on date,
  constraint item_pkey PRIMARY KEY (id),
  constraint item_code_key UNIQUE (code),
  constraint item_category_id_fkey FOREIGN KEY (category_id) REFERENCES category(id),
  constraint item_current_version FOREIGN KEY (id, current_version) REFERENCES item_version(item_id, version) DEFERRABLE INITIALLY DEFERRED
);

create table item_version (
  item_id uuid not null,
  version integer not null,
  name_zh text not null,
  name_en text not null,
  procedure_id text not null,
  severity text not null,
  hazard boolean not null,
  document jsonb not null,
  revision_id uuid,
  constraint item_version_pkey PRIMARY KEY (item_id, version),
  constraint item_version_item_id_fkey FOREIGN KEY (item_id) REFERENCES item(id),
  constraint item_version_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES revision(id),
  constraint item_version_severity_check CHECK ((severity = ANY (ARRAY['minor'::text, 'general'::text, 'serious'::text, 'danger-to-life'::text]))),
  constraint item_version_version_check CHECK ((version > 0))
);

create table log (
  "position" bigint not null,
  event_id uuid not null,
  deltas text,
  act text,
  constraint log_pkey PRIMARY KEY ("position"),
  constraint log_event_id_key UNIQUE (event_id)
);

create table membership (
  id uuid not null,
  account_id uuid not null,
  department_id uuid,
  team_id uuid,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  constraint membership_pkey PRIMARY KEY (id),
  constraint membership_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint membership_check CHECK (((department_id IS NULL) <> (team_id IS NULL))),
  constraint membership_check1 CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)))
);
CREATE INDEX membership_account ON membership USING btree (account_id);
CREATE INDEX membership_department ON membership USING btree (department_id) WHERE (department_id IS NOT NULL);
CREATE INDEX membership_team ON membership USING btree (team_id) WHERE (team_id IS NOT NULL);

create table migration (
  number integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null,
  constraint migration_pkey PRIMARY KEY (number)
);

create table order_line (
  id uuid not null,
  case_id uuid not null,
  line_seq integer not null,
  kind text not null,
  department_id uuid,
  city_id uuid not null,
  county_id uuid,
  town_id uuid,
  community_id uuid,
  given_by text not null,
  given_at timestamp with time zone not null,
  due_at timestamp with time zone,
  reason_id uuid,
  state text not null,
  settled_at timestamp with time zone,
  settled_by text,
  answer_id uuid,
  constraint order_line_pkey PRIMARY KEY (id),
  constraint order_line_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id),
  constraint order_line_kind_check CHECK ((kind = ANY (ARRAY['supervise'::text, 'call'::text]))),
  constraint order_line_state_check CHECK ((state = ANY (ARRAY['open'::text, 'answered'::text, 'lifted'::text, 'ended'::text])))
);
CREATE INDEX order_line_case ON order_line USING btree (case_id);
CREATE INDEX order_line_city ON order_line USING btree (kind, city_id, given_at DESC, id DESC);
CREATE INDEX order_line_county ON order_line USING btree (kind, county_id, given_at DESC, id DESC);
CREATE INDEX order_line_open ON order_line USING btree (kind, due_at, id) WHERE (state = 'open'::text);
CREATE INDEX order_line_town ON order_line USING btree (kind, town_id, given_at DESC, id DESC);

create table outbox (
  event_id uuid not null,
  deltas text,
  place bigint generated always as identity not null,
  act text,
  constraint outbox_pkey PRIMARY KEY (place)
);

create table presence (
  case_id uuid not null,
  account_id uuid not null,
  until timestamp with time zone not null,
  constraint presence_pkey PRIMARY KEY (case_id, account_id)
);

create table procedure (
  id text not null,
  version integer not null,
  document jsonb not null,
  revision_id uuid,
  constraint procedure_pkey PRIMARY KEY (id, version),
  constraint procedure_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES revision(id),
  constraint procedure_version_check CHECK ((version > 0))
);

create table record_key (
  record uuid not null,
  wrapped bytea,
  created_at timestamp with time zone not null,
  erased_at timestamp with time zone,
  constraint record_key_pkey PRIMARY KEY (record),
  constraint record_key_erased CHECK (((wrapped IS NULL) = (erased_at IS NOT NULL)))
);

create table recovery_code (
  account_id uuid not null,
  code_hash bytea not null,
  used_at timestamp with time zone,
  constraint recovery_code_pkey PRIMARY KEY (account_id, code_hash),
  constraint recovery_code_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);

create table recurrence (
  case_id uuid not null,
  times integer not null,
  earlier_ids uuid[] not null,
  stamp bigint default nextval('recurrence_stamp'::regclass) not null,
  constraint recurrence_pkey PRIMARY KEY (case_id),
  constraint recurrence_case_id_fkey FOREIGN KEY (case_id) REFERENCES cases(id)
);
CREATE INDEX recurrence_earlier ON recurrence USING gin (earlier_ids);
CREATE INDEX recurrence_stamped ON recurrence USING btree (stamp);

create table region (
  id uuid not null,
  code text not null,
  level text not null,
  name text not null,
  parent_id uuid,
  geometry jsonb,
  synthetic boolean default false not null,
  valid_from date not null,
  valid_to date,
  successor_id uuid,
  constraint region_pkey PRIMARY KEY (id),
  constraint region_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES region(id),
  constraint region_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES region(id),
  constraint region_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  constraint region_check1 CHECK (((successor_id IS NULL) OR (valid_to IS NOT NULL))),
  constraint region_check2 CHECK (((level = 'city'::text) = (parent_id IS NULL))),
  constraint region_code_check CHECK ((code ~ '^[0-9]{12}$'::text)),
  constraint region_level_check CHECK ((level = ANY (ARRAY['city'::text, 'county'::text, 'town'::text, 'community'::text]))),
  constraint region_name_check CHECK ((name <> ''::text))
);
CREATE UNIQUE INDEX region_code ON region USING btree (code) WHERE (valid_to IS NULL);

create table revision (
  id uuid not null,
  kind text not null,
  origin text not null,
  state text not null,
  title text not null,
  source jsonb not null,
  keep_good boolean default false not null,
  file_sha256 text,
  file_name text,
  rehearsal integer default 1 not null,
  base_version bigint,
  applied_version bigint,
  progress jsonb,
  failure jsonb,
  counts jsonb default '{}'::jsonb not null,
  finding_counts jsonb default '[]'::jsonb not null,
  plan_sha256 text,
  created_by uuid not null,
  created_at timestamp with time zone not null,
  rehearsed_at timestamp with time zone,
  applied_by uuid,
  applied_at timestamp with time zone,
  taken_back_by uuid,
  taken_back_at timestamp with time zone,
  seq integer not null,
  head_hash text not null,
  constraint revision_pkey PRIMARY KEY (id),
  constraint revision_check CHECK (((state <> ALL (ARRAY['applied'::text, 'taken-back'::text])) OR (applied_version IS NOT NULL))),
  constraint revision_kind_check CHECK ((kind = ANY (ARRAY['territory'::text, 'catalogue'::text, 'duties'::text]))),
  constraint revision_origin_check CHECK ((origin = ANY (ARRAY['file'::text, 'editor'::text, 'profile'::text, 'proposal'::text]))),
  constraint revision_state_check CHECK ((state = ANY (ARRAY['rehearsing'::text, 'rehearsed'::text, 'failed'::text, 'applied'::text, 'taken-back'::text, 'discarded'::text])))
);
CREATE INDEX revision_history ON revision USING btree (kind, created_at DESC, id DESC);

create table revision_change (
  revision_id uuid not null,
  number integer not null,
  what text not null,
  action text not null,
  record text not null,
  label text not null,
  body jsonb,
  before jsonb,
  constraint revision_change_pkey PRIMARY KEY (revision_id, number),
  constraint revision_change_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES revision(id)
);
CREATE INDEX revision_change_record ON revision_change USING btree (record);

create table revision_finding (
  revision_id uuid not null,
  number integer not null,
  severity text not null,
  code text not null,
  params jsonb not null,
  row_number integer,
  field text,
  subject text,
  area double precision,
  geometry jsonb,
  constraint revision_finding_pkey PRIMARY KEY (revision_id, number),
  constraint revision_finding_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES revision(id),
  constraint revision_finding_severity_check CHECK ((severity = ANY (ARRAY['error'::text, 'warning'::text, 'repaired'::text, 'note'::text])))
);
CREATE INDEX revision_finding_severity ON revision_finding USING btree (revision_id, severity, number);

create table role_grant (
  id uuid not null,
  account_id uuid not null,
  role text not null,
  scope text not null,
  region_id uuid,
  department_id uuid,
  grid_ids uuid[],
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  constraint role_grant_pkey PRIMARY KEY (id),
  constraint role_grant_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id),
  constraint role_grant_check CHECK (((scope = 'region'::text) = (region_id IS NOT NULL))),
  constraint role_grant_check1 CHECK (((scope = 'department'::text) = (department_id IS NOT NULL))),
  constraint role_grant_check2 CHECK (((scope = 'grids'::text) = (grid_ids IS NOT NULL))),
  constraint role_grant_check3 CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  constraint role_grant_scope_check CHECK ((scope = ANY (ARRAY['city'::text, 'region'::text, 'department'::text, 'grids'::text, 'own'::text])))
);
CREATE INDEX role_grant_account ON role_grant USING btree (account_id);

create table roster (
  id uuid not null,
  seq integer not null,
  head_hash text not null,
  constraint roster_pkey PRIMARY KEY (id),
  constraint roster_id_fkey FOREIGN KEY (id) REFERENCES team(id)
);

create table saved_filter (
  id uuid not null,
  account_id uuid not null,
  name text not null,
  filter jsonb not null,
  constraint saved_filter_pkey PRIMARY KEY (id)
);
CREATE INDEX saved_filter_account ON saved_filter USING btree (account_id, name);

create table seal (
  number integer not null,
  from_position bigint not null,
  to_position bigint not null,
  root text not null,
  prev_hash text not null,
  hash text not null,
  signed_at timestamp with time zone not null,
  kind text not null,
  alg text not null,
  public_key text not null,
  signature text not null,
  constraint seal_pkey PRIMARY KEY (number),
  constraint seal_check CHECK ((from_position <= to_position)),
  constraint seal_kind_check CHECK ((kind = ANY (ARRAY['real'::text, 'demo'::text, 'simulated'::text]))),
  constraint seal_number_check CHECK ((number > 0))
);
CREATE TRIGGER seal_is_forever BEFORE DELETE OR UPDATE ON seal FOR EACH ROW EXECUTE FUNCTION refuse_change();

create table sealed_text (
  id uuid not null,
  record uuid not null,
  kind text not null,
  sealed bytea not null,
  blind_index bytea,
  created_at timestamp with time zone not null,
  constraint sealed_text_pkey PRIMARY KEY (id)
);
CREATE INDEX sealed_text_blind_index ON sealed_text USING btree (blind_index) WHERE (blind_index IS NOT NULL);
CREATE INDEX sealed_text_record ON sealed_text USING btree (record);

create table sector (
  id uuid not null,
  code text not null,
  name text not null,
  name_en text not null,
  region_id uuid not null,
  valid_to date,
  constraint sector_pkey PRIMARY KEY (id),
  constraint sector_code_key UNIQUE (code),
  constraint sector_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id)
);

create table sector_member (
  sector_id uuid not null,
  region_id uuid,
  grid_id uuid,
  constraint sector_member_sector_id_region_id_grid_id_key UNIQUE NULLS NOT DISTINCT (sector_id, region_id, grid_id),
  constraint sector_member_grid_id_fkey FOREIGN KEY (grid_id) REFERENCES grid(id),
  constraint sector_member_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  constraint sector_member_sector_id_fkey FOREIGN KEY (sector_id) REFERENCES sector(id),
  constraint sector_member_check CHECK ((num_nonnulls(region_id, grid_id) = 1))
);

create table session (
  token_hash bytea not null,
  id uuid not null,
  account_id uuid not null,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  address text not null,
  device text not null,
  revoked_at timestamp with time zone,
  constraint session_pkey PRIMARY KEY (token_hash),
  constraint session_id_key UNIQUE (id),
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
);
CREATE INDEX session_account ON session USING btree (account_id, created_at);

create table spot_draw (
  id uuid not null,
  state text not null,
  region_id uuid not null,
  city_id uuid not null,
  county_id uuid,
  town_id uuid,
  community_id uuid,
  from_day date not null,
  to_day date not null,
  size integer not null,
  extra_fixed smallint not null,
  extra_gap smallint not null,
  checkers text not null,
  due_days smallint not null,
  seed_from text not null,
  number_of text,
  population integer,
  population_digest text,
  population_strata jsonb,
  commit_event_id uuid,
  seed_position bigint,
  seed_value text,
  seed text,
  sample_digest text,
  planned_by uuid not null,
  planned_at timestamp with time zone not null,
  published_by uuid,
  published_at timestamp with time zone,
  seq integer not null,
  head_hash text not null,
  constraint spot_draw_pkey PRIMARY KEY (id),
  constraint spot_draw_planned_by_fkey FOREIGN KEY (planned_by) REFERENCES account(id),
  constraint spot_draw_published_by_fkey FOREIGN KEY (published_by) REFERENCES account(id),
  constraint spot_draw_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  constraint spot_draw_check CHECK ((to_day >= from_day)),
  constraint spot_draw_check1 CHECK (((seed_from = 'number'::text) = (number_of IS NOT NULL))),
  constraint spot_draw_check2 CHECK (((state = 'published'::text) = (seed IS NOT NULL))),
  constraint spot_draw_checkers_check CHECK ((checkers = ANY (ARRAY['verifier'::text, 'grid-worker'::text]))),
  constraint spot_draw_due_days_check CHECK ((due_days > 0)),
  constraint spot_draw_extra_fixed_check CHECK ((extra_fixed >= 0)),
  constraint spot_draw_extra_gap_check CHECK ((extra_gap >= 0)),
  constraint spot_draw_seed_from_check CHECK ((seed_from = ANY (ARRAY['log'::text, 'number'::text]))),
  constraint spot_draw_size_check CHECK ((size > 0)),
  constraint spot_draw_state_check CHECK ((state = ANY (ARRAY['counting'::text, 'committed'::text, 'published'::text, 'discarded'::text])))
);
CREATE INDEX spot_draw_planned ON spot_draw USING btree (planned_at DESC, id DESC);

create table spot_member (
  draw_id uuid not null,
  rank integer not null,
  case_id uuid not null,
  case_number text not null,
  lot text not null,
  fixed boolean not null,
  gap boolean not null,
  task_id uuid,
  left_out text,
  constraint spot_member_pkey PRIMARY KEY (draw_id, rank),
  constraint spot_member_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES spot_draw(id),
  constraint spot_member_left_out_check CHECK ((left_out = ANY (ARRAY['not-closed'::text, 'confidential'::text])))
);
CREATE INDEX spot_member_case ON spot_member USING btree (case_id);
CREATE INDEX spot_member_task ON spot_member USING btree (task_id) WHERE (task_id IS NOT NULL);

create table spot_population (
  draw_id uuid not null,
  part integer not null,
  lines text not null,
  constraint spot_population_pkey PRIMARY KEY (draw_id, part),
  constraint spot_population_draw_id_fkey FOREIGN KEY (draw_id) REFERENCES spot_draw(id)
);

create table staff_version (
  only_row boolean default true not null,
  version bigint not null,
  constraint staff_version_pkey PRIMARY KEY (only_row),
  constraint staff_version_only_row_check CHECK (only_row)
);

create table stage_profile (
  id text not null,
  document jsonb not null,
  constraint stage_profile_pkey PRIMARY KEY (id)
);

create table supervise_batch (
  id uuid not null,
  state text not null,
  limit_amount double precision not null,
  limit_unit text not null,
  text_id uuid not null,
  cases integer not null,
  city_id uuid not null,
  county_id uuid,
  town_id uuid,
  given_by uuid not null,
  given_at timestamp with time zone not null,
  seq integer not null,
  head_hash text not null,
  constraint supervise_batch_pkey PRIMARY KEY (id),
  constraint supervise_batch_given_by_fkey FOREIGN KEY (given_by) REFERENCES account(id),
  constraint supervise_batch_cases_check CHECK ((cases > 0)),
  constraint supervise_batch_state_check CHECK ((state = ANY (ARRAY['giving'::text, 'given'::text])))
);
CREATE INDEX supervise_batch_given ON supervise_batch USING btree (given_at DESC, id DESC);

create table supervise_batch_case (
  batch_id uuid not null,
  rank integer not null,
  case_id uuid not null,
  case_number text not null,
  state text not null,
  order_id uuid,
  refusal text,
  constraint supervise_batch_case_pkey PRIMARY KEY (batch_id, rank),
  constraint supervise_batch_case_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES supervise_batch(id),
  constraint supervise_batch_case_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'ordered'::text, 'refused'::text])))
);

create table tally (
  region_id uuid not null,
  counted_by text not null,
  span text not null,
  start date not null,
  of_id uuid not null,
  counts text not null,
  detail text not null,
  constraint tally_pkey PRIMARY KEY (region_id, counted_by, span, start, of_id),
  constraint tally_counted_by_check CHECK ((counted_by = ANY (ARRAY['all'::text, 'department'::text, 'item'::text]))),
  constraint tally_span_check CHECK ((span = ANY (ARRAY['now'::text, 'day'::text, 'five-days'::text, 'ten-days'::text, 'month'::text, 'quarter'::text, 'year'::text])))
);

create table tally_oversight (
  region_id uuid not null,
  day date not null,
  department_id uuid not null,
  measure text not null,
  n bigint not null,
  constraint tally_oversight_pkey PRIMARY KEY (region_id, day, department_id, measure)
);

create table team (
  id uuid not null,
  code text not null,
  kind text not null,
  name text not null,
  name_en text not null,
  department_id uuid not null,
  sector_id uuid,
  region_id uuid not null,
  valid_to date,
  constraint team_pkey PRIMARY KEY (id),
  constraint team_code_key UNIQUE (code),
  constraint team_department_id_fkey FOREIGN KEY (department_id) REFERENCES department(id),
  constraint team_region_id_fkey FOREIGN KEY (region_id) REFERENCES region(id),
  constraint team_sector_id_fkey FOREIGN KEY (sector_id) REFERENCES sector(id),
  constraint team_code_check CHECK ((code <> ''::text)),
  constraint team_kind_check CHECK ((kind = ANY (ARRAY['grid'::text, 'squad'::text, 'patrol'::text]))),
  constraint team_name_check CHECK ((name <> ''::text)),
  constraint team_name_en_check CHECK ((name_en <> ''::text))
);

create table team_grid (
  team_id uuid not null,
  grid_id uuid not null,
  constraint team_grid_pkey PRIMARY KEY (team_id, grid_id),
  constraint team_grid_grid_id_fkey FOREIGN KEY (grid_id) REFERENCES grid(id),
  constraint team_grid_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id)
);

create table territory_version (
  only_row boolean default true not null,
  version bigint not null,
  constraint territory_version_pkey PRIMARY KEY (only_row),
  constraint territory_version_only_row_check CHECK (only_row)
);

create table timer (
  id uuid not null,
  kind text not null,
  subject uuid,
  due_at timestamp with time zone not null,
  payload jsonb default '{}'::jsonb not null,
  attempts integer default 0 not null,
  last_error text,
  done_at timestamp with time zone,
  constraint timer_pkey PRIMARY KEY (id)
);
CREATE INDEX timer_due ON timer USING btree (due_at, id) WHERE (done_at IS NULL);
CREATE INDEX timer_subject ON timer USING btree (subject) WHERE (done_at IS NULL);

create table upload (
  id uuid not null,
  account uuid not null,
  declared_type text not null,
  declared_sha256 text,
  size bigint not null,
  wrapped_key bytea not null,
  state text not null,
  sha256 text,
  refusal jsonb,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint upload_pkey PRIMARY KEY (id),
  constraint upload_found CHECK (((state = ANY (ARRAY['receiving'::text, 'refused'::text])) OR (sha256 IS NOT NULL))),
  constraint upload_refused CHECK (((state = 'refused'::text) = (refusal IS NOT NULL))),
  constraint upload_size_check CHECK ((size > 0)),
  constraint upload_state_check CHECK ((state = ANY (ARRAY['receiving'::text, 'complete'::text, 'refused'::text, 'attached'::text])))
);
CREATE INDEX upload_account ON upload USING btree (account) WHERE (state = ANY (ARRAY['receiving'::text, 'complete'::text]));
CREATE INDEX upload_expiry ON upload USING btree (expires_at);
CREATE INDEX upload_file ON upload USING btree (sha256) WHERE (state = 'complete'::text);

create table verification (
  id uuid not null,
  started_by text not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  state text not null,
  checked bigint default 0 not null,
  total bigint default 0 not null,
  report jsonb,
  constraint verification_pkey PRIMARY KEY (id),
  constraint verification_state_check CHECK ((state = ANY (ARRAY['running'::text, 'intact'::text, 'broken'::text, 'failed'::text])))
);
CREATE UNIQUE INDEX verification_running ON verification USING btree (state) WHERE (state = 'running'::text);
CREATE INDEX verification_started ON verification USING btree (started_at DESC, id);

CREATE SEQUENCE case_number;

CREATE SEQUENCE recurrence_stamp;

CREATE OR REPLACE FUNCTION refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'events are never changed or deleted';
end $function$;
