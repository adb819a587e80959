-- Open cases of the same item at the same place within 30 days (domain/recurrence.ts): kept by a reader of the log, so that
-- no screen has to search for it. A projection: it can be made again from the cases.
create sequence recurrence_stamp as bigint;

create table recurrence (
  case_id uuid primary key references cases (id),
  -- How many came before it, counted up to 20; 0 where that has changed since.
  times integer not null,
  -- These, newest first.
  earlier_ids uuid[] not null,
  -- Grows with every change: who holds a copy asks for what lies behind its own.
  stamp bigint not null default nextval('recurrence_stamp')
);

create index recurrence_stamped on recurrence (stamp);
-- When an earlier one turns out to be no matter, whoever counted it is worked out anew.
create index recurrence_earlier on recurrence using gin (earlier_ids);
