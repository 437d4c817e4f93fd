-- The events of a stream after version $2 up to version $3, at most $4, and none after the one with which their texts
-- exceed $5 bytes. Versions are dense; those that are archived are missing. $1 text: stream
select version, body, secret
from (
    select version, body, secret, sum(octet_length(body)) over (order by version) - octet_length(body) as before
    from spanwire.event
    where stream = $1 and version > $2 and version <= least($3, $2 + $4)
) as measured
where before < $5
order by version
