-- Committed events of a partition. $1 integer: partition, $2 bigint: after this position, $3 bigint: to this position
-- inclusive, $4 integer: maximum rows
select stream, version, position, body, secret
from spanwire.event
where partition = $1 and position > $2 and position <= $3
order by position
limit $4
