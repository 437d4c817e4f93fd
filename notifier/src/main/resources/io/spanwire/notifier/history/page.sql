-- The events of stream $1 after version $2: at most $3, and none after the one that exceeds $4 bytes in total.
select version, body
from (
  select version, body, sum(octet_length(body)) over (order by version) - octet_length(body) as before
  from (
    select version, body
    from spanwire.event
    where stream = $1 and version > $2
    order by version
    limit $3
  ) candidate
) measured
where before < $4
order by version
