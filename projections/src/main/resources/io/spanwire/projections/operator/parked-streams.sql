-- The streams that were parked first. Parameter 1: maximum rows
select stream, since, reason, waiting
from spanwire.parked_stream
order by since, stream
limit ?
