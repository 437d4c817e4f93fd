-- Reads version and rows of a view from one snapshot, read-only and with a timeout.
set transaction isolation level repeatable read, read only;
set local search_path to read_model;
set local statement_timeout to 5000;
