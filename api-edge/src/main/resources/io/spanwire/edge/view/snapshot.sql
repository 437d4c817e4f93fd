-- Everything of a view comes from one snapshot, reads only, and ends in time.
set transaction isolation level repeatable read, read only;
set local search_path to read_model;
set local statement_timeout to 5000;
