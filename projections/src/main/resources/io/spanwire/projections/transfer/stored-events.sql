-- The stored texts of events. 1: streams, 2: versions
select event.stream, event.version, event.body, event.secret
from unnest(?::text[], ?::bigint[]) as wanted (stream, version)
join spanwire.event on event.stream = wanted.stream and event.version = wanted.version
