-- Application names of this installation's connected processes
select distinct application_name
from pg_stat_activity
where datname = current_database() and application_name in ('spanwire-worker', 'spanwire-reader')
