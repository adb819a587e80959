-- A case's row is written anew at every act. Its document of three kilobytes was compressed each time to save half of them,
-- and that was a fifth of the time of the whole statement: rows below 8 kB are kept as they are, longer ones as before.
alter table cases set (toast_tuple_target = 8160);
