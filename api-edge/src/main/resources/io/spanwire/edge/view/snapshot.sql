-- Reads version and rows of a view from one snapshot, read-only and with a timeout. The lock is taken before the snapshot:
-- tables that were rebuilt are exchanged only while no view holds it.
set transaction isolation level repeatable read, read only;
lock table spanwire.projection in access share mode;
set local search_path to read_model;
set local statement_timeout to 5000;
