-- What is parked, longest first. Parameter 1: most rows
select stream, since, reason, waiting
from spanwire.parked_stream
order by since, stream
limit ?
