-- Tells other sessions which projections this one's process has. $1 text[]: names, $2 integer[]: versions
select pg_advisory_lock_shared(hashtext('spanwire.projection.' || name), version)
from unnest($1::text[], $2::integer[]) as own (name, version)
