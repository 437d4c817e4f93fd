-- Processes of this installation that are connected, by what they call themselves
select distinct application_name
from pg_stat_activity
where datname = current_database() and application_name in ('spanwire-worker', 'spanwire-reader')
