-- A page of a stream's history. $1 text: stream, $2 bigint: after this version, $3 integer: maximum rows
select version, body, secret
from spanwire.event
where stream = $1 and version > $2
order by version
limit $3
