-- A list of one state, what is due first, in a county with two hundred thousand open cases; and such a list over a whole city, where what has
-- no due time comes last.
create index cases_state_due on cases (county_id, state, due_at, id) where holder_id is not null;
drop index cases_step_due;
create index cases_step_due on cases (due_at, id) where holder_id is not null;
