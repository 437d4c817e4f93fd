-- Bytes of the tables and of their indexes, of both forms
select sum(pg_table_size(oid)) filter (where relname = 'event') as event,
       sum(pg_indexes_size(oid)) filter (where relname = 'event') as event_keys,
       sum(pg_table_size(oid)) filter (where relname like 'event\_split%') as event_split,
       sum(pg_indexes_size(oid)) filter (where relname like 'event\_split%') as event_split_keys,
       sum(pg_table_size(oid)) filter (where relname = 'outcome') as outcome,
       sum(pg_indexes_size(oid)) filter (where relname = 'outcome') as outcome_keys,
       sum(pg_table_size(oid)) filter (where relname like 'outcome\_split%') as outcome_split,
       sum(pg_indexes_size(oid)) filter (where relname like 'outcome\_split%') as outcome_split_keys
from pg_class
where relkind = 'r' and (relname like 'event%' or relname like 'outcome%')
