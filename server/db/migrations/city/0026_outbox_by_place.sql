-- The outbox is read and emptied by place alone: its second index was one more entry to write with every act. That an event has one
-- position only is what the log's own rule says.
drop index outbox_place;
alter table outbox drop constraint outbox_pkey, add primary key (place);
