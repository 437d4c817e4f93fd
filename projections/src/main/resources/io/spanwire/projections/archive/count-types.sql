-- Counts archived events by type. 1: types, 2: versions of their data, 3: events
insert into spanwire.archived_type as counted (type, version, events)
select *
from unnest(?::text[], ?::integer[], ?::bigint[])
on conflict (type, version) do update set events = counted.events + excluded.events
