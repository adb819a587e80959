-- Lists by status of a county or a city, newest first, and how many there are: without reading what is in other states.
create index cases_state_county on cases (county_id, state, reported_at desc, id desc) where holder_id is not null;
create index cases_state_city on cases (city_id, state, reported_at desc, id desc) where holder_id is not null;
