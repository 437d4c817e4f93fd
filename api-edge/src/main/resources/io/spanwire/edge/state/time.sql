-- The time of an event. $1 text: stream, $2 bigint: version
select at
from spanwire.event
where stream = $1 and version = $2
