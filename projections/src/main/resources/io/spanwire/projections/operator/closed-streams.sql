-- The streams that were closed last. Parameter 1: maximum rows
select stream, since, actor, reason
from spanwire.closed_stream
order by since desc, stream
limit ?
