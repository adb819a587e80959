-- The fold of a case is read and written as a whole and never asked into by SQL: as text it is neither taken apart nor put together.
alter table cases alter column document type json using document::json;
-- A fold of some three kilobytes stays in its row: moving it aside would write it in pieces, and fetch them for every line of a list.
alter table cases set (toast_tuple_target = 4096);
