-- The first commands that wait in a parked stream. $1 text: stream, $2 integer: maximum rows
select place, partition, value, reply_to
from spanwire.parked_command
where stream = $1
order by place
limit $2
