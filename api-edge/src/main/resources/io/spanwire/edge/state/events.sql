-- The events of a stream after version $2 up to version $3, at most $4, and none after the one with which their texts
-- exceed $5 bytes. $1 text: stream
select body, secret
from (
    select version, body, secret, sum(octet_length(body)) over (order by version) - octet_length(body) as before
    from (
        select version, body, secret
        from spanwire.event
        where stream = $1 and version > $2 and version <= $3
        order by version
        limit $4
    ) as candidate
) as measured
where before < $5
order by version
