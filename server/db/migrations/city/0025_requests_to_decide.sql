-- Requests that an office decides: for time and advice by one role, to end or to reopen by another. What waits for its finder, or for a
-- called department, lies under other headings, and is much more.
drop index cases_requests;
create index cases_requests_time on cases (office_id, due_at, id) where requests && '{extension,suspension,consult}'::text[];
create index cases_requests_end on cases (office_id, due_at, id) where requests && '{void,reopen}'::text[];
