-- PostgreSQL's estimate of the number of events; -1 before its first statistics
select reltuples::bigint as events
from pg_class
where oid = 'spanwire.event'::regclass
