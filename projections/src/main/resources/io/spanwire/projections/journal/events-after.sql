-- A page of a stream's history. Versions are dense; those that are archived are missing. $1 text: stream, $2 bigint: after
-- this version, $3 integer: maximum rows
select version, body, secret
from spanwire.event
where stream = $1 and version > $2 and version <= $2 + $3
order by version
