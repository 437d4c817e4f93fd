-- The events of these types at the positions of a range, in order.
-- $1 integer: partition, $2 bigint: position before the first, $3 bigint: last position, $4 text[]: types
select stream, position, body, secret
from spanwire.event
where partition = $1 and position > $2 and position <= $3 and type = any ($4)
order by position
