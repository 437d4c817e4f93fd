-- The first commands that wait in a parked stream. $1 text: stream, $2 integer: most rows
select partition, "offset", value, reply_to
from spanwire.parked_command
where stream = $1
order by "offset"
limit $2
