-- Readers whom only some acts concern pass over the others without fetching their events. Null in rows of an older release: the event tells.
alter table outbox add column act text;
alter table log add column act text;
